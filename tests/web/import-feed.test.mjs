// import-feed.test.mjs: feeds of every form, against a reading of the same files without our program.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { ROOT, dateline, makeSite, startSite, tempFolder } from './lib/site.mjs';
import { atom, json, readFeed, rss1, rss2, wordsOf } from './lib/feed.mjs';

const work = tempFolder('feed');
const write = (name, value) => { const to = path.join(work, name); fs.writeFileSync(to, value); return to; };
const ask = (site, sql) => JSON.parse(execFileSync('sqlite3', ['-json', path.join(site, 'dateline.db'), sql],
                                                   { encoding: 'utf8' }) || '[]');
const importing = async (site, ...args) => JSON.parse((await dateline(['import', site, 'feed', ...args, '--json'])).stdout);

const stories = (site) => ask(site, `SELECT s.id, s.path, s.published_at, s.edited_at, s.created_at, r.id AS revision, r.headline, r.dek, r.plain
  FROM story s JOIN revision r ON r.story_id = s.id AND r.number = s.head_number`).map((s) => {
  const names = (kind) => ask(site, `SELECT g.name FROM revision_${kind} l JOIN ${kind} g ON g.id = l.${kind}_id
    WHERE l.revision_id = ${s.revision} ORDER BY l.position`).map((n) => n.name);
  const [redirect] = ask(site, `SELECT path FROM redirect WHERE story_id = ${s.id}`);
  return { title: s.headline, old: redirect?.path ?? s.path, published: s.published_at, edited: s.edited_at < s.created_at ? s.edited_at : null,
    authors: names('byline'), tags: names('tag'), dek: s.dek, words: wordsOf(s.plain ?? '') };
}).sort((a, b) => (a.title < b.title ? -1 : 1));
const expected = (text) => readFeed(text).sort((a, b) => (a.title < b.title ? -1 : 1));

const at = Date.UTC(2020, 0, 3, 10, 30);
const written = [
  { slug: 'flood', title: 'Flood on the Wye: “never seen” & 1 < 2', at, edited: at + 864e5, authors: ['Ann Lee', 'Zoë Ó Briain'], tags: ['Floods', '河'],
    html: '<p>The river <b>rose</b> by 3&nbsp;m &amp; fell.</p><ul><li>One</li><li>Two</li></ul><p>Read <a href="https://a.example/?a=1&amp;b=2">on</a>.</p>',
    summary: 'What the night did to the town.', picture: { url: 'https://cdn.example/img/bridge.jpg?w=9', alt: 'A bridge' } },
  { slug: 'نهر', title: 'فيضان النهر', at: at + 36e5, authors: ['ليلى حداد'], tags: [], html: '<h2>صباح</h2><p>ارتفع النهر<br/>ثم هبط.</p>' },
  { slug: 'excerpt', title: 'Excerpt', at: at + 72e5, authors: [], tags: ['Floods'], html: '<p>All of it stands here, and more.</p>', summary: 'All of it stands…' },
  { slug: 'begin', title: 'Begin', at: at + 8e6, authors: [], tags: [], html: '<p>All of it stands here.</p><p>And more.</p>', summary: 'All of it stands here.' },
  { slug: 'summary', title: 'Summary alone', at: at + 9e6, authors: ['Ann Lee'], tags: [], summary: 'No more than this.' },
  { slug: 'undated', title: 'Undated', authors: [], tags: [], html: '<p>When?</p>' },
];
const forms = { 'RSS 2.0': rss2, 'RSS 1.0': rss1, 'Atom with HTML': atom, 'Atom with XHTML': (s) => atom(s, 'xhtml'), 'JSON Feed': json };

describe('feeds bring what another reading of them finds:', () => {
  for (const [name, form] of Object.entries(forms))
    test(name, async () => {
      const site = await makeSite(), text = form(written), file = write('feed', text);
      const trial = await importing(site, file, '--dry-run');
      assert.deepEqual(ask(site, 'SELECT id FROM story'), [], 'a dry run wrote');
      const done = await importing(site, file);
      assert.deepEqual(stories(site), expected(text));
      assert.equal(done.added, written.length);
      assert.equal(trial.added, done.added);
      assert.deepEqual(done.drafts.map((d) => d.why).sort(), ['it has no date', 'the feed has only a summary of it']);
      assert.deepEqual(ask(site, 'SELECT id FROM publication WHERE updated_at > 0'), []);
      assert.equal((await importing(site, file)).unchanged, written.length);
      const checked = JSON.parse((await dateline(['import', site, 'feed', file, '--check', '--json'])).stdout);
      assert.equal(checked.same, written.length);
    });
});

describe('a site that had feeds alone', () => {
  let site, done;
  before(async () => {
    site = await startSite({});
    fs.mkdirSync(path.join(work, 'media'));
    fs.copyFileSync(path.join(ROOT, 'tests/fixtures/pictures/large.jpg'), path.join(work, 'media/bridge.jpg'));
    done = await importing(site.folder, write('site.xml', rss2(written)), '--media', path.join(work, 'media'), '--map', 'Floods=water');
  });
  after(() => site.stop());

  test('has its old addresses, its pictures, and no summary that is no story', async () => {
    assert.equal((await site.get('/2020/flood.html')).headers.location, '/2020/01/flood');
    assert.equal((await site.get('/2020/summary.html')).status, 404);
    const [hero] = ask(site.folder, 'SELECT hero_alt, hero_credit FROM revision WHERE hero_id IS NOT NULL');
    assert.deepEqual(hero, { hero_alt: 'A bridge', hero_credit: 'Cleo' });
    assert.equal(done.pictures_missing, 0);
    assert.deepEqual(ask(site.folder, "SELECT DISTINCT g.slug FROM revision r JOIN section g ON g.id = r.section_id ORDER BY 1"),
      [{ slug: 'news' }, { slug: 'water' }]);
  });
  test('gets an entry that was changed, of two files the later', async () => {
    const later = written.map((s) => ({ ...s, title: `${s.title}!`, edited: at + 2 * 864e5 })).slice(0, 1);
    const r = await importing(site.folder, write('later.xml', rss2(later)), path.join(work, 'site.xml'),
      '--media', path.join(work, 'media'), '--map', 'Floods=water');
    assert.deepEqual([r.changed, r.unchanged, r.not_stories], [1, written.length - 1, { 'repeated entry': 1 }]);
  });
});

test('dates of every spelling', async () => {
  const spelled = { '3 Jan 20 10:30 GMT': 0, 'Fri, 03 Jan 2020 10:30:00 UT': 0, 'Fri, 3 Jan 2020 05:30:00 est': 0, 'Fri, 03 Jan 20 02:30:00 PST': 0,
    'Fri, 3 Jan 2020 10:30:00 A': 0, 'Fri, 3 Jan 2020 10:30:00 Z': 0, 'Fri, 03 Jan 120 10:30:00 +0000': 0, '2020-01-03T16:00:00.000+05:30': 0,
    'Wed, 06 Jan 99 10:30:00 GMT': Date.UTC(1999, 0, 6, 10, 30) - at, 'Fri, 31 Feb 2020 10:00:00 GMT': null, soon: null };
  const list = Object.keys(spelled).map((date, i) => ({ slug: `s${i}`, title: `S${10 + i}`, date, authors: [], tags: [], html: '<p>Text.</p>' }));
  const site = await makeSite();
  const done = await importing(site, write('dates.xml', rss2(list)));
  assert.deepEqual(stories(site).map((s) => s.published), Object.values(spelled).map((n) => (n === null ? null : at + n)));
  assert.equal(done.notes.filter((n) => /is not a date/.test(n.why)).length, 2);
});

test('what older feeds say, and services that count clicks', async () => {
  const site = await makeSite();
  const rss = (items) => `\n<rss version="0.92"><channel><link>http://paper.example</link><language>de-at</language>${items}</channel></rss>`;
  await importing(site, write('old.xml', rss(`<item><title>One</title><link>https://clicks.example/1</link><description>&lt;p&gt;Eins.&lt;/p&gt;</description>
    <feedburner:origLink>http://paper.example/eins</feedburner:origLink><author>ann@paper.example (Ann Lee)</author><pubDate>Fri, 3 Jan 2020 10:00:00 GMT</pubDate>
    <enclosure url="http://paper.example/a.mp3" type="audio/mpeg" length="1"/></item>
    <item><title>Two</title><link>http://paper.example/story.asp?id=2</link><author>bob@paper.example</author><description>Zwei.</description>
    <pubDate>Fri, 3 Jan 2020 11:00:00 GMT</pubDate></item>`)), '--whole').then((r) => {
    assert.deepEqual(r.drafts, []);
    assert.equal(r.ignored_keys['enclosure audio/mpeg'], 1);
    assert.match(r.notes.map((n) => n.why).join(), /its old address, “http:\/\/paper.example\/story.asp\?id=2”, has a query/);
  });
  assert.deepEqual(stories(site).map((s) => [s.title, s.authors, s.old]), [['One', ['Ann Lee'], '/eins'], ['Two', [], '/2020/01/two']]);
  assert.deepEqual(ask(site, 'SELECT DISTINCT lang FROM revision'), [{ lang: 'de-AT' }]);
  const open = await importing(site, write('cut.json', JSON.stringify({ version: 'https://jsonfeed.org/version/1', author: { name: 'Desk' },
    items: [{ id: 7, title: 'Cut', content_text: 'It begins. [...]', date_published: '2020-01-03T10:00:00Z' }] })));
  assert.deepEqual(open.drafts.map((d) => d.why), ['its text breaks off in the feed']);
});

test('a file with a fault is refused by its place, and nothing of any file comes', async () => {
  const site = await makeSite(), good = write('good.xml', rss2(written)), text = rss2(written);
  const faults = [[text.slice(0, 900), /line \d+: it is not well-formed XML/], ['', /it is empty/], ['<html></html>', /neither RSS nor Atom: it begins with <html>/],
    [`<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<rss/>`, /line 1: it has a document type/],
    ['\n\n<!DOCTYPE rss SYSTEM "http://paper.example/rss.dtd">\n<rss/>', /line 3: it has a document type/],
    [text.replace('<item>', '<item>\n\n&nbsp;'), /line 7: .*nbsp/], ['<rss xmlns:wp="http://wordpress.org/export/1.2/"/>', /import it as wordpress/],
    ['{"version":"https://jsonfeed.org/version/1","items":[{},4]}', /item 2 is no object/], ['{"items":[]}', /no JSON Feed/],
    ['[\n1', /line 2, column \d+: it is not well-formed JSON/], [`${'<a>'.repeat(100000)}`, /not well-formed XML/]];
  for (const [bad, why] of faults) {
    const r = await dateline(['import', site, 'feed', good, write('bad.xml', bad)], { allow: [1] });
    assert.match(r.stderr, why);
    assert.match(r.stderr, /bad\.xml.*Nothing was imported/s);
  }
  assert.deepEqual(ask(site, 'SELECT id FROM story'), []);
  await dateline(['import', site, 'feed', good, '--type', 'post'], { allow: [2] });
  await dateline(['import', site, 'ghost', good, '--whole'], { allow: [2] });
});
