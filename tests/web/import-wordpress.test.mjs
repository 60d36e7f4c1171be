// import-wordpress.test.mjs: exports of WordPress, against a reading of the same file without our program.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import zlib from 'node:zlib';

import { ROOT, dateline, makeSite, startSite, tempFolder } from './lib/site.mjs';
import { readWxr, wordsOf } from './lib/wxr.mjs';

const fixture = fs.readFileSync(path.join(ROOT, 'tests/fixtures/exports/paper.xml'), 'utf8');
const work = tempFolder('wordpress');
const write = (name, bytes) => { const to = path.join(work, name); fs.writeFileSync(to, bytes); return to; };
const paper = write('paper.xml', fixture);

/* The folder of uploads, as it lies below wp-content. */
const uploads = path.join(work, 'uploads');
const month = path.join(uploads, '2020/01');
fs.mkdirSync(month, { recursive: true });
fs.copyFileSync(path.join(ROOT, 'tests/fixtures/pictures/large.jpg'), path.join(month, 'wye-bridge.jpg'));
fs.copyFileSync(path.join(ROOT, 'tests/fixtures/pictures/turned.jpg'), path.join(month, 'Boats & oars.jpg'));

const ask = (site, sql) => JSON.parse(execFileSync('sqlite3', ['-json', path.join(site, 'dateline.db'), sql],
                                                   { encoding: 'utf8' }) || '[]');
const importing = async (site, ...args) =>
  JSON.parse((await dateline(['import', site, 'wordpress', ...args, '--json'])).stdout);

/* What the site has, in the words of readWxr. */
function stories(site) {
  const paths = {};
  for (const r of ask(site, 'SELECT path, story_id FROM redirect')) (paths[r.story_id] ??= []).push(r.path);
  const out = {};
  for (const s of ask(site, `SELECT s.id, s.import_key AS key, s.path, s.kind, s.published_at, s.edited_at,
      s.created_at, r.id AS revision, r.headline, r.dek, r.plain, g.slug AS section, r.hero_id, r.hero_alt, r.hero_caption
      FROM story s JOIN revision r ON r.story_id = s.id AND r.number = s.head_number
      LEFT JOIN section g ON g.id = r.section_id`)) {
    const names = (kind) => ask(site, `SELECT g.name FROM revision_${kind} l JOIN ${kind} g ON g.id = l.${kind}_id
      WHERE l.revision_id = ${s.revision} ORDER BY l.position`).map((n) => n.name);
    out[s.key.split('?p=')[1]] = {
      title: s.headline, kind: s.kind, published: s.published_at,
      edited: s.edited_at < s.created_at ? s.edited_at : null, section: s.section,
      tags: names('tag'), authors: names('byline'),
      hero: s.hero_id ? { alt: s.hero_alt, caption: s.hero_caption } : null, dek: s.dek,
      old: [...(paths[s.id] ?? []), ...(s.path ? [s.path] : [])], words: wordsOf(s.plain ?? ''),
    };
  }
  return out;
}

/* An old address is a redirect, or is the address still. */
function assertSame(site, expected) {
  const got = stories(site);
  assert.deepEqual(Object.keys(got).sort(), Object.keys(expected).sort());
  for (const [id, want] of Object.entries(expected)) {
    const { old, ...rest } = got[id], { old: wanted, ...other } = want;
    assert.deepEqual(rest, other, `post ${id}`);
    for (const address of wanted) assert.ok(old.includes(address), `post ${id}: ${address} in ${old}`);
  }
}

describe('a WordPress export', () => {
  let site, report, expected;
  before(async () => {
    site = await startSite({});
    expected = readWxr(fixture, Date.now());
    report = await importing(site.folder, paper, '--media', uploads, '--dry-run');
    assert.deepEqual(ask(site.folder, 'SELECT id FROM story'), [], 'a dry run wrote');
  });
  after(() => site.stop());

  test('brings what another reading of it finds, and says before what it will do', async () => {
    const done = await importing(site.folder, paper, '--media', uploads);
    for (const r of [report, done]) {
      delete r.milliseconds;
      r.notes = r.notes.filter((n) => !/pixels wide/.test(n.why)); // a trial does not look into pictures
    }
    assert.deepEqual(report, done);
    assert.equal(done.added, Object.keys(expected).length);
    assert.deepEqual(done.not_stories, { attachment: 2, comment: 2, 'guest-author': 1, 'in the trash': 1,
                                         nav_menu_item: 1, wp_block: 1 });
    assert.deepEqual(done.ignored_keys, { water_level: 1, post_format: 1 });
    assert.deepEqual(done.missing_pictures, []);
    assert.deepEqual(done.drafts.map((d) => [d.file.split(':')[0], d.why]).sort(), [
      ['post 13', 'it has a password'],
      ['post 14', 'its status is private'],
      ['post 16', 'it was scheduled for a time that has passed since it was exported'],
      ['post 17', 'its status is draft']]);
    assertSame(site.folder, expected);
    assert.deepEqual(ask(site.folder, 'SELECT id FROM publication WHERE updated_at > 0'), []);
  });

  test('again brings nothing; what changed there comes, what was edited here stays', async () => {
    assert.equal((await importing(site.folder, paper, '--media', uploads)).unchanged, 9);
    assert.match((await dateline(['import', site.folder, 'wordpress', paper, '--media', uploads, '--check'])).stdout,
                 /^9 stories of the export: 9 the same, /);
    const id = ask(site.folder, "SELECT id FROM story WHERE import_key LIKE '%=11'")[0].id;
    const text = path.join(work, 'here.md');
    fs.writeFileSync(text, '---\ntitle: Edited here\nauthors: [Mo Lund]\n---\nMore.\n');
    await dateline(['story', 'post', site.folder, text, '--id', String(id)]);
    const later = write('later.xml', fixture.replace('Blocks of every kind', 'Blocks').replace('Half a story', 'Two thirds'));
    const check = async (file, code) => JSON.parse((await dateline(['import', site.folder, 'wordpress', file, '--media', uploads,
                                                                  '--check', '--json'], { allow: [code] })).stdout);
    const before = await check(later, 1);
    assert.deepEqual([before.same, before.missing], [7, []]);
    assert.deepEqual(before.edited_here, [{ file: 'post 11: Blocks', what: 'headline, standfirst, section, tags, bylines, text' }]);
    assert.deepEqual(before.differs, [{ file: 'post 17: A draft', what: 'text' }]);
    assert.deepEqual((await check(write('more.xml', fixture.replace('<wp:post_id>12<', '<wp:post_id>99<')), 1)).missing.length, 1);
    assert.deepEqual(ask(site.folder, 'SELECT count(*) AS n FROM story'), [{ n: 9 }]);
    const r = await importing(site.folder, later, '--media', uploads);
    assert.equal((await check(later, 0)).same, 8);
    assert.deepEqual([r.changed, r.edited_here, r.unchanged], [1, 1, 7]);
    assert.match(r.left_alone[0], /^post 11: /);
    assert.match(ask(site.folder, "SELECT body FROM revision r JOIN story s ON s.id = r.story_id"
      + " WHERE import_key LIKE '%=17' ORDER BY number DESC")[0].body, /Two thirds/);
  });

  test("old addresses lead to the stories, numbers too, and nothing hidden is led to", async () => {
    const to = { '/2020/01/flood/': '/2020/01/flood', '/?p=10': '/2020/01/flood', '/?page_id=30': '/us',
                 '/2020/01/great-flood/': '/2020/01/flood', '/index.php?p=11': '/2021/06/blocks',
                 '/about/us/': '/us', '/?p=12': '/2019/07/nadi-mem',
                 '/2019/07/%e0%a4%a8%e0%a4%a6%e0%a5%80-%e0%a4%ae%e0%a5%87%e0%a4%82/': '/2019/07/nadi-mem' };
    for (const [from, where] of Object.entries(to)) {
      const a = await site.get(from);
      assert.equal(a.status, 301, from);
      assert.equal(a.headers.location.replace(/^https?:\/\/[^/]+/, '').replace(/\?.*/, ''), where, from);
      assert.equal((await site.get(where)).status, 200);
    }
    for (const from of ['/?p=13', '/?p=14', '/?p=15', '/?p=99', '/?p=x', '/?p='])
      assert.equal((await site.get(from)).status, 200, `${from}: the front page`);
    for (const from of ['/2020/02/locked/', '/2020/02/private/', '/2199/01/not-yet'])
      assert.equal((await site.get(from)).status, 404, from);
    const front = (await site.get('/')).text;
    for (const secret of ['With a password', 'Private matters', 'Not yet', 'Missed its time', 'A draft'])
      assert.ok(!front.includes(secret), secret);
    // The newest sticky post that readers see leads.
    assert.deepEqual(ask(site.folder, 'SELECT place, story_id FROM front_story').map((row) => ({ ...row })),
                     [{ place: 1, story_id: ask(site.folder, "SELECT id FROM story WHERE import_key LIKE '%=10'")[0].id }]);
    assert.match((await site.get('/2020/01/flood')).text, /youtube[^>]*dQw4w9WgXcQ/);
  });
});

/* The same export as other versions of WordPress, and other writers of XML, have it. */
const pieces = (xml) => xml.replace(/<!\[CDATA\[(.*?)\]\]>/gs, (_, s) =>
  (s.match(/[^\ud800-\udbff\]>]{1,7}|[\ud800-\udbff].|\]|>/gsu) ?? ['']).map((p) => `<![CDATA[${p}]]>`).join(''));
const escaped = (xml) => xml.replace(/<!\[CDATA\[(.*?)\]\]>/gs, (_, s) =>
  s.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&#62;').replace(/"/g, '&#x22;'));
const prefixes = (xml) => {
  for (const [from, to] of [['wp', 'w'], ['content', 'body'], ['excerpt', 'wp'], ['dc', 'd']])
    xml = xml.replaceAll(`xmlns:${from}=`, `xmlns:@${to}=`).replaceAll(new RegExp(`(</?)${from}:`, 'g'), `$1@${to}:`);
  return xml.replaceAll('@', '').replaceAll('inesewye', 'ines@wye');
};
const forms = {
  'WXR 1.1': (x) => x.replaceAll('/export/1.2/', '/export/1.1/').replace('>1.2<', '>1.1<'),
  'WXR 1.0, each category twice, tags as "tag"': (x) => x.replaceAll('/export/1.2/', '/export/1.0/').replace('>1.2<', '>1.0<')
    .replaceAll('domain="post_tag"', 'domain="tag"')
    .replace(/<category domain="category" nicename="[^"]*">(.*?)<\/category>/g, '<category>$1</category>\n$&'),
  'no version, and a prefix that nobody declared': (x) => x.replace(/<wp:wxr_version>.*/, '').replace(/xmlns:excerpt="[^"]*"/, ''),
  'other prefixes': prefixes,
  'CDATA in pieces': pieces,
  'references in place of CDATA': escaped,
  'lines that end in CR LF': (x) => x.replaceAll('\n', '\r\n'),
  'UTF-16': (x) => Buffer.from(`\ufeff${x.replace('UTF-8', 'UTF-16')}`, 'utf16le'),
  'blank lines before the XML': (x) => `\n \n${x}`,
  'https in its namespaces': (x) => x.replaceAll('"http://wordpress.org', '"https://wordpress.org'),
};

describe('the same export as others write it:', () => {
  const expected = readWxr(fixture, Date.now(), false);
  for (const [name, form] of Object.entries(forms))
    test(name, async () => {
      const site = await makeSite();
      const r = await importing(site, write('form.xml', form(fixture)));
      assert.equal(r.missing_pictures.length, 6);
      assertSame(site, expected);
    });
});

describe('what an export says of where a story belongs', () => {
  const posts = (...cats) => fixture.replace(/\t<item>.*<\/item>/s, cats.map((c, i) => `<item><title>T${i}</title>
    <content:encoded>Text</content:encoded><wp:post_id>${i + 1}</wp:post_id><wp:post_date_gmt>2020-01-0${i + 1} 01:00:00</wp:post_date_gmt>
    <wp:post_name>t${i}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
    ${c.map(([d, slug, n]) => `<category domain="${d}" nicename="${slug}">${n}</category>`).join('')}</item>`).join(''));
  const cat = (slug, name) => ['category', slug, name];
  test('is mapped as the editors wish', async () => {
    const site = await makeSite();
    await importing(site, write('cats.xml', posts(
      [cat('world', 'World'), cat('local', 'Lokales')], [cat('world', 'World'), cat('video', 'Video')],
      [cat('misc', 'Misc'), cat('sport', 'Sport')], [cat('world', 'World'), ['series', 's', 'Rivers']])),
    '--map', 'Lokales=city', '--map', 'world=tag', '--map', 'misc=', '--map', 'series=tag');
    const got = stories(site);
    assert.deepEqual(Object.values(got).map((s) => [s.section, s.tags]), [
      ['city', ['World']], ['video', ['World']], ['sport', []], ['news', ['World', 'Rivers']]]);
  });
  test('may be said for all, and wrong words are refused', async () => {
    const site = await makeSite();
    const file = write('one.xml', posts([cat('world', 'World')]));
    await importing(site, file, '--section', 'archive');
    assert.deepEqual([stories(site)[1].section, stories(site)[1].tags], ['archive', []]);
    for (const wrong of [['--map', 'x'], ['--map', '=news'], ['--map', 'a=B C'], ['--section-from', 'x'], ['--expired']])
      assert.equal((await dateline(['import', site, 'wordpress', file, ...wrong], { allow: [2] })).code, 2);
  });
  test('and a text that is too long costs its own story alone', async () => {
    const site = await makeSite();
    const long = 'word '.repeat(2_300_000);
    const r = await importing(site, write('long.xml', fixture.replace("Tomorrow's words.", long).replace('[2.1]', `[${long}]`)));
    assert.deepEqual([r.added, r.skipped], [8, [{ file: 'post 15: Not yet', why: 'its text is longer than 512 KiB' }]]);
  });
  test('counts stories of types that have to be asked for', async () => {
    const site = await makeSite();
    const file = write('type.xml', posts([]).replace('>post<', '>article<'));
    assert.deepEqual((await importing(site, file)).not_stories, { article: 1 });
    assert.equal((await importing(site, file, '--type', 'article')).added, 1);
  });
});

describe('a file that is no whole export', () => {
  const item = fixture.indexOf('<item>', fixture.indexOf('[caption'));
  const bomb = `<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "${'&a;'.repeat(9)}"><!ENTITY c "${'&b;'.repeat(9)}">]>`;
  const lineOf = (s) => fixture.slice(0, fixture.indexOf(s)).split('\n').length;
  const inTitle = (s) => fixture.replace('<title>The Wye Paper', `<title>${s}`);
  const doctype = (d, s) => inTitle(s).replace('<rss', `${d}<rss`);
  const faults = {
    'ends in an item': [fixture.slice(0, item + 40), /line \d+: .*not well-formed/],
    'ends in a section of CDATA': [fixture.slice(0, fixture.indexOf('It fell again')), /line \d+: .*not well-formed/],
    'ends before the last tag': [fixture.replace(/<\/rss>\s*$/, ''), /line \d+: .*not well-formed/],
    'has a control character': [fixture.replace('Second paragraph', 'Second\u0008paragraph'), new RegExp(`line ${lineOf('Second')}: it has a control character \\(0x08\\)`)],
    'has bytes that are no UTF-8': [Buffer.from(fixture.replace('Second', 'S\u00e9cond'), 'latin1'), new RegExp(`line ${lineOf('Inés')}: .*not well-formed`)],
    'crosses its tags': [fixture.replace('</channel>\n</rss>', '</rss>\n</channel>'), /line \d+: .*not well-formed/],
    'goes on after its end': [`${fixture}<p>PHP notice</p>`, /line \d+: .*not well-formed/],
    'declares entities that grow': [doctype(bomb, '&c;'), /declares an entity/],
    'declares a file of ours': [doctype('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>', '&x;'), /declares an entity/],
    'has parameters that grow': [doctype('<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]>', 'T'), /declares an entity/],
    'has a document type elsewhere': [doctype('<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">', '&x;'), /nothing is called &x;/],
    'has an entity that is not XML\'s': [inTitle('Wye&nbsp;Paper'), /line 11: .*not well-formed/],
    'nests without end': [inTitle('<a>'.repeat(300) + '</a>'.repeat(300)), /line 11: its elements are nested too deep/],
    'is a feed': ['<rss version="2.0"><channel><title>T</title><item><title>A</title></item></channel></rss>', /no export of WordPress/],
    'is another kind of XML': ['<feed xmlns="http://www.w3.org/2005/Atom"/>', /no RSS/],
    'is no XML': ['title,body\nA,B\n', /line 1: /],
    'is empty': ['', /: it is empty\./],
    'is compressed': [zlib.gzipSync(fixture), /it is compressed \(gzip\): unpack it first/],
    'is an archive': [Buffer.from('PK\x03\x04\x14\0', 'latin1'), /it is a ZIP archive: unpack it first/],
    'is of another site': [fixture.replaceAll('wye.example', 'usk.example'), /another site/],
  };
  let site;
  before(async () => { site = await makeSite(); });
  for (const [name, [bytes, why]] of Object.entries(faults))
    test(`${name}: nothing of it comes, nor of the file before it`, async () => {
      const bad = write('bad.xml', bytes);
      const r = await dateline(['import', site, 'wordpress', paper, bad, '--media', uploads], { allow: [1] });
      assert.match(r.stderr, why);
      assert.ok(r.stderr.includes(`${bad}: `) && r.stderr.includes('Nothing was imported.'), r.stderr);
      assert.equal(r.stdout, '');
      assert.deepEqual(ask(site, 'SELECT id FROM story UNION SELECT id FROM media UNION SELECT id FROM tag'), []);
    });
  test('is named when it cannot be opened', async () => {
    for (const [file, why] of [[path.join(work, 'none.xml'), /No such file/], [work, /not a file/]])
      assert.match((await dateline(['import', site, 'wordpress', file], { allow: [1] })).stderr, why);
    assert.match((await dateline(['import', site, 'wordpress', paper, '--media', path.join(work, 'none')], { allow: [1] })).stderr,
                 /No such file/);
  });
});

test('pictures are taken from the folder of uploads and from nowhere else', async () => {
  const site = await makeSite();
  fs.symlinkSync('/etc/hostname', path.join(month, 'link.jpg'));
  const text = (src) => `<img src="${src}" alt="x">`;
  const srcs = ['https://wye.example/wp-content/uploads/../../secret.jpg', 'https://wye.example/wp-content/uploads/2020/01/link.jpg',
    'https://other.example/wp-content/uploads/2020/01/wye-bridge.jpg', '/wp-content/uploads/2020/01/%2e%2e/%2e%2e/%2e%2e/secret.jpg',
    '/wp-content/uploads/2021/01/wye-bridge.jpg'];
  fs.copyFileSync(path.join(month, 'wye-bridge.jpg'), path.join(work, 'secret.jpg'));
  const good = ['http://www.wye.example/wp-content/uploads/2020/01/wye-bridge-150x150.jpg?x=1', '/wp-content/uploads/2020/01/wye-bridge.jpg'];
  const r = await importing(site, write('pictures.xml', fixture.replace('Second paragraph', [...srcs, ...good].map(text).join('\n\n'))),
                            '--media', uploads);
  assert.deepEqual(r.missing_pictures.map((m) => m.picture).sort(), [...srcs].sort());
  assert.deepEqual(ask(site, 'SELECT count(*) AS n FROM media'), [{ n: 2 }]);
});
