// import-html.test.mjs: folders of pages, against a reading of the same pages without our program.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import iconv from 'iconv-lite';

import { ROOT, dateline, makeSite, startSite, tempFolder } from './lib/site.mjs';
import { jsonLd, microdata, openGraph, readPage } from './lib/webpage.mjs';
import { wordsOf } from './lib/feed.mjs';

const work = tempFolder('pages');
const ask = (site, sql) => JSON.parse(execFileSync('sqlite3', ['-json', path.join(site, 'dateline.db'), sql],
                                                   { encoding: 'utf8' }) || '[]');
const importing = async (site, ...args) => JSON.parse((await dateline(['import', site, 'html', ...args, '--json'])).stdout);
/** A folder of files by their names. */
const folder = (name, files) => {
  const root = path.join(work, name);
  for (const [file, value] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), value);
  }
  return root;
};

const stories = (site) => ask(site, `SELECT s.path, s.published_at, s.edited_at, s.created_at, s.id, r.id AS revision, r.headline, r.dek, r.plain,
    g.name AS section FROM story s JOIN revision r ON r.story_id = s.id AND r.number = s.head_number LEFT JOIN section g ON g.id = r.section_id`).map((s) => {
  const names = (kind) => ask(site, `SELECT g.name FROM revision_${kind} l JOIN ${kind} g ON g.id = l.${kind}_id
    WHERE l.revision_id = ${s.revision} ORDER BY l.position`).map((n) => n.name);
  const [redirect] = ask(site, `SELECT path FROM redirect WHERE story_id = ${s.id} AND path LIKE '%.html' ORDER BY path`);
  return { title: s.headline, old: redirect?.path ?? s.path, published: s.published_at, edited: s.edited_at < s.created_at ? s.edited_at : null,
    authors: names('byline'), tags: names('tag'), section: s.section === 'News' ? null : s.section, dek: s.dek, words: wordsOf(s.plain ?? '') };
}).sort((a, b) => (a.title < b.title ? -1 : 1));

const at = Date.UTC(2020, 0, 3, 10, 30);
const written = [
  { file: '2020/flood.html', title: 'Flood on the Wye: “never seen” & 1 < 2', at, edited: at + 864e5, authors: ['Ann Lee', 'Zoë Ó Briain'], tags: ['Floods', 'Wye'],
    section: 'Water', summary: 'What the night did to the town.',
    html: '<p>The river <b>rose</b> by 3&nbsp;m &amp; fell.</p><ul><li>One</li><li>Two</li></ul><p>Read <a href="begin.html">on</a>.</p>' },
  { file: '2020/01/nahr.html', title: 'فيضان النهر', lang: 'ar', at: at + 36e5, authors: ['ليلى حداد'], tags: [], html: '<h2>صباح</h2><p>ارتفع النهر<br/>ثم هبط.</p>' },
  { file: '2020/begin.html', title: 'Begin', at: at + 8e6, authors: [], tags: [], html: '<p>All of it stands here.</p><p>And more.</p>', summary: 'All of it stands here.' },
  { file: '2020/cut.html', title: 'Cut', at: at + 8e6, authors: ['Ann Lee'], tags: [], html: '<p>All of it, and more than that.</p>', summary: 'All…' },
  { file: 'undated.html', title: 'Undated', authors: [], tags: ['Floods'], html: '<p>When?</p>' },
];
const forms = { 'JSON-LD': jsonLd, microdata, 'Open Graph': openGraph };
const pages = (form) => Object.fromEntries(written.map((s) => [s.file, form(s)]));

describe('pages bring what another reading of them finds:', () => {
  for (const [name, form] of Object.entries(forms))
    test(name, async () => {
      const files = pages(form), root = folder(name, { ...files, 'style.css': 'p { }', 'notes.md': '# No' }), site = await makeSite();
      const trial = await importing(site, root, '--dry-run');
      assert.deepEqual(ask(site, 'SELECT id FROM story'), [], 'a dry run wrote');
      const done = await importing(site, root);
      assert.deepEqual(stories(site), Object.entries(files).map(([f, v]) => readPage(Buffer.from(v), f)).sort((a, b) => (a.title < b.title ? -1 : 1)));
      assert.equal(done.added, written.length);
      assert.equal(trial.added, done.added);
      assert.deepEqual(done.drafts, [{ file: 'undated.html', why: 'it has no date' }]);
      assert.deepEqual(done.not_stories, { '.css': 1, '.md': 1 });
      assert.deepEqual(ask(site, 'SELECT id FROM publication WHERE updated_at > 0'), []);
      assert.deepEqual(ask(site, 'SELECT DISTINCT lang FROM revision ORDER BY 1'), [{ lang: '' }, { lang: 'ar' }]);
      assert.equal((await importing(site, root)).unchanged, written.length);
      assert.equal(JSON.parse((await dateline(['import', site, 'html', root, '--check', '--json'])).stdout).same, written.length);
    });
});

test('a page is in what its mark or its meta says, in any of the old encodings', async () => {
  const body = { latin: 'Zoë’s café', shift_jis: '川の水位', 'koi8-r': 'Река поднялась', gbk: '河水上涨', utf16: 'Ünïted', bom: 'Märchen' };
  const html = (label, words) => `<html><head>${label ? `<meta http-equiv="Content-Type" content="text/html; charset=${label}">` : ''}<title>${words}</title>
    <meta name="date" content="2020-01-03"></head><body><main><p>${words}.</p></main></body></html>`;
  const site = await makeSite();
  await importing(site, folder('encodings', {
    'a.html': iconv.encode(html('ISO-8859-1', body.latin), 'windows-1252'), 'b.html': iconv.encode(html('Shift_JIS', body.shift_jis), 'shift_jis'),
    'c.html': iconv.encode(html('koi8-r', body['koi8-r']), 'koi8-r'), 'd.html': iconv.encode(html('gb2312', body.gbk), 'gb18030'),
    'e.html': iconv.encode(html('', body.utf16), 'utf-16le', { addBOM: true }), 'f.html': iconv.encode(html('latin1', body.bom), 'utf-8', { addBOM: true }) }));
  assert.deepEqual(ask(site, 'SELECT headline FROM revision ORDER BY id').map((r) => r.headline), Object.values(body));
});

test('a folder with a damaged page is refused by its place, and nothing of it comes', async () => {
  const site = await makeSite(), good = pages(openGraph);
  const bad = [[Buffer.from('<p>one\n<p>caf\xe9', 'latin1'), /line 2: byte E9 is not UTF-8, and the page does not say/],
    [Buffer.from('<meta charset=utf-8>\n\n<p>\xe9', 'latin1'), /line 3: byte E9 is not UTF-8\./],
    ['<meta charset="x-klingon"><p>nuq', /“x-klingon”, which is not known here/], [Buffer.from('<meta charset=shift_jis>\n<p>\x82', 'latin1'), /line 2: this is not shift_jis/],
    ['<div>'.repeat(3000), /its HTML nests too deep/], ['<p>a\0b', /line 1: byte 00/]];
  for (const [bytes, why] of bad) {
    const r = await dateline(['import', site, 'html', folder(`bad${bad.findIndex((b) => b[0] === bytes)}`, { ...good, 'x/broken.html': bytes })], { allow: [1] });
    assert.match(r.stderr, why);
    assert.match(r.stderr, /x\/broken\.html: .*Nothing was imported/s);
  }
  assert.deepEqual(ask(site, 'SELECT id FROM story'), []);
  for (const args of [['--type', 'post'], ['--whole'], ['--section-from', 'tags'], ['--expired']])
    await dateline(['import', site, 'html', work, ...args], { allow: [2] });
});

describe('a site that was nothing but files', () => {
  let site, done;
  before(async () => {
    site = await startSite({});
    const picture = fs.readFileSync(path.join(ROOT, 'tests/fixtures/pictures/large.jpg'));
    const head = (more) => `<meta property="og:type" content="article"><meta property="article:published_time" content="2020-01-03T10:00:00Z">${more}`;
    const [flood] = written;
    done = await importing(site.folder, folder('site', {
      'img/bridge.jpg': picture, '2020/img/boat.jpg': picture, 'index.html': '<title>Paper</title><h1>All news</h1><p>Latest</p>',
      'tag/floods/index.html': '<script type="application/ld+json">{"@type":"CollectionPage","name":"Floods"}</script><h1>Floods</h1>',
      'old.html': '<meta http-equiv="refresh" content="0; url=/2020/flood.html">', 'empty.html': ' ',
      '2020/flood.html': jsonLd({ ...flood, picture: { url: 'img/bridge.jpg', caption: 'The bridge' },
        html: `<figure><img src="../img/bridge.jpg" alt="The old bridge"><figcaption>The bridge</figcaption></figure>${flood.html}<p><img src="img/boat.jpg" alt="A boat"><img src="//cdn.example/x.jpg" alt="Gone"></p>` }),
      'hidden.html': `<head><meta name="robots" content="noindex">${head('')}</head><h1>Hidden</h1><p>Psst.</p>`,
      'paid.html': `<script type="application/ld+json">{"@type":"Article","headline":"Paid","datePublished":"2020-01-03","isAccessibleForFree":"False"}</script><p>Part.</p>`,
      'gone.html': `${head('<meta property="article:expiration_time" content="2021-01-01">')}<h1>Gone</h1><p>Was.</p>`,
      '2019-05-06-jekyll.html': '---\ntitle: Front matter\nupdated: 2019-06-01\n---\n<p>By front matter.</p>',
      'about/index.html': '<script type="application/ld+json">{"@type":"AboutPage","datePublished":"2020-01-03"}</script><h1>About us</h1><p>We are.</p>',
      '2018-01-02-name.html': '<head><title>Dated by its name</title></head><body><article><p>Text.</p><article itemscope itemtype="https://schema.org/Comment"><p>First!</p></article></article></body>',
      'bad-json.html': `<script type="application/ld+json">{"@type":</script>${head('')}<h1>Bad JSON</h1><p>Text.</p>` }), '--map', 'Floods=river');
  });
  after(() => site.stop());

  test('has its stories, and nothing that nobody was to see', async () => {
    assert.deepEqual(done.skipped.map((s) => `${s.file}: ${s.why}`).sort(), ['empty.html: it is empty', 'index.html: it is the site’s front page',
      'old.html: it only leads to another page', 'tag/floods/index.html: it is a list of others (CollectionPage)']);
    assert.deepEqual(Object.fromEntries(done.drafts.map((d) => [d.file, d.why])), { 'gone.html': 'it has expired', 'hidden.html': 'its head says noindex: it was not to be found',
      'paid.html': 'it says that not everybody may read it' });
    assert.equal(done.not_stories.comment, 1);
    assert.doesNotMatch((await site.get('/2018/01/name')).text, /First!/);
    assert.match(done.notes.find((n) => n.file === 'bad-json.html').why, /its JSON-LD is not well-formed JSON \(line 1/);
    assert.equal((await site.get('/2020/flood.html')).headers.location, '/2020/01/flood');
    assert.equal((await site.get('/about')).status, 200);
    assert.equal((await site.get('/hidden.html')).status, 404);
    assert.equal((await site.get('/2018-01-02-name.html')).headers.location, '/2018/01/name');
    assert.match((await site.get('/2019/05/jekyll')).text, /By front matter/);
    assert.deepEqual(ask(site.folder, 'SELECT DISTINCT s.path FROM publication p JOIN story s ON s.id = p.story_id WHERE p.updated_at > 0'), [{ path: '/2019/05/jekyll' }]);
  });
  test('has its pictures, the one above the text once, and its own links', async () => {
    const { text } = await site.get('/2020/01/flood');
    const [hero] = ask(site.folder, "SELECT hero_alt, hero_caption, hero_credit, body FROM revision WHERE hero_id IS NOT NULL");
    assert.deepEqual([hero.hero_alt, hero.hero_caption, hero.hero_credit], ['The old bridge', 'The bridge', 'Cleo']);
    assert.equal([...hero.body.matchAll(/!\[/g)].length, 1);
    assert.match(text, /<a href="\/2020\/begin\.html">on<\/a>/);
    assert.deepEqual(done.missing_pictures, [{ file: '2020/flood.html', picture: '//cdn.example/x.jpg' }]);
    assert.deepEqual(ask(site.folder, "SELECT DISTINCT g.slug FROM revision r JOIN section g ON g.id = r.section_id ORDER BY 1"), [{ slug: 'news' }, { slug: 'river' }]);
  });
});
