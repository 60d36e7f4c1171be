// export.test.mjs: a paper leaves with all of it, and comes back as it was.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import * as cheerio from 'cheerio';

import { json, ok, run } from './lib/commands.mjs';
import { DATELINE as program, ENV as env, ROOT, startSite, tempFolder } from './lib/site.mjs';

const folder = tempFolder('export');
const at = (...names) => path.join(folder, ...names);

function fails(pattern, ...args) {
  const r = run(args);
  assert.equal(r.status, 1, r.out + r.err);
  assert.match(r.err, pattern);
}

function write(name, text) {
  fs.mkdirSync(path.dirname(at(name)), { recursive: true });
  fs.writeFileSync(at(name), text);
  return at(name);
}

/** Every file below a folder, by name. */
function tree(root) {
  const files = new Map();
  for (const e of fs.readdirSync(root, { recursive: true, withFileTypes: true }))
    if (e.isFile()) {
      const name = path.join(e.path, e.name);
      files.set(path.relative(root, name), fs.readFileSync(name));
    }
  return files;
}

/** What two exports of one paper have alike: all but the names that pictures got, and numbers. */
function plain(root) {
  const pictures = JSON.parse(fs.readFileSync(path.join(root, 'dateline.json'))).pictures;
  const said = name => `<${JSON.stringify(pictures[name])}>`;
  const out = {};
  for (const [name, bytes] of tree(root)) {
    if (!name.endsWith('.md'))
      continue;
    out[name.replace(/^drafts\/\d+/, 'drafts/N')] = bytes.toString()
      .replace(/media\/\d{4}\/\d\d\/([0-9a-f]{32}\.\w+)/g, (_, n) => said(n));
  }
  const site = JSON.parse(fs.readFileSync(path.join(root, 'dateline.json')));
  delete site.pictures;
  return { stories: out, site };
}

const PICTURE = path.join(ROOT, 'tests/fixtures/pictures');
const picture = fs.readdirSync(PICTURE).find(f => /\.jpe?g$/.test(f));

/* Texts that another system's Markdown would be read otherwise, letter by letter. */
const ODD = 'A <b>tag</b> & an entity: &amp; &copy; `{{ code }}`\n\n{{ site.title }} {% raw %} [caption]x[/caption]\n\n' +
  '---\n\n    indented\n\n* star\n\n![gone](https://example.org/x.jpg)\n\n\\*not\\* [l](<http://e.org/a b>) ../ ../media/x\n\n' +
  '[ref]: http://example.org "t"\n\n<!-- a comment -->\n\n# Not the title';

const rights = { creator: 'Ann Lee', copyright: '© "Agency"', license: 'https://licence.example/1', source: 'By mail: so',
  rights_from: '2020-01-01', rights_until: '2149-12-31', not_again: '1' };

const front = lines => `---\n${lines}\n---\n`;

before(() => {
  ok('init', at('site'), '--zone', 'America/New_York', '--title', 'The Paper');
  fs.mkdirSync(at('in'));
  fs.copyFileSync(path.join(PICTURE, picture), at('in/a.jpg'));
  write('in/rich.md', front(`title: 'Rich: "quoted" \\ #1 &amp;amp; more'\nslug: rich\ndate: 2020-03-01 09:00:00.123Z
section: City Desk\nauthors: [Ines Okafor, reuters]\ntags: [C++, C, "Old town"]\ndek: 'Say "so"'
takeaways: ["One: two", "- dash"]\nsources: [{title: "A & B", url: "https://e.org/?a=1&copy=2"}, plain]
hero: {file: a.jpg, alt: "A &lt;b&gt; picture", caption: "Cap", credit: "Joss"}
ai_use: assisted\nai_note: "Transcribed: so"\nfact_checked_by: Bashir\nlang: de
kind_of_work: analysis\nplace_line: "Sant’Anna: port"\nhow_reported: "We &amp;amp; rode.\\n\\n* \\"Two\\"\\n* [Log](https://e.org/?a=1&copy=2)"
redirect_from: [/old/rich, "/blog/:id/rich"]`) + 'x\n');
  write('in/history.md', front(`title: History\ndate: 2021-05-05 10:00 Z\nupdated: 2021-05-06 11:00 Z
update_note: An answer came.\ncorrections: [{date: 2021-05-07 12:00 Z, wrong: three, right: four}]`) + 'Text.\n');
  write('in/gone.md', front(`title: Gone\ndate: 2021-06-06\nwithdrawn: {date: 2021-07-07, reason: "It was: wrong"}`) + 'Text.\n');
  write('in/moved.md', front('title: Moved\ndate: 2021-01-31 23:30 -05:00') + 'Text.\n\n![In it](a.jpg "Cap. Credit: Joss")\n\nMore.\n');
  write('in/review.md', front(`title: Kettle\ndate: 2022-02-02\nkind: review\nsection: reviews
review: {product: "Kettle, 1 l", rating: 4.5, pros: [Quiet], cons: [Heavy, "Slow: very"], verdict: Good, price: "£9", price_checked: 2022-02-01}`) + 'Text.\n');
  write('in/about.md', front('title: About\ndate: 2020-01-01\nkind: page') + 'We.\n');
  write('in/soon.md', front('title: Soon\ndate: 2150-01-01') + 'To come.\n');
  write('in/long.md', front('title: Long\ndate: 2020-02-02') + 'Long lines. '.repeat(12000) + '\n');
  write('in/draft.md', front('title: Draft\nauthor: Ines Okafor') + 'Not yet.\n');
  ok('import', at('site'), 'markdown', at('in'));
  const id = slug => json('story', 'list', at('site')).find(s => s.headline.startsWith(slug)).id;
  ok('section', 'add', at('site'), 'Out of sight');
  ok('section', 'hide', at('site'), 'out-of-sight');
  ok('section', 'move', at('site'), 'out-of-sight', 'up');
  ok('name', 'merge', at('site'), 'tag', 'old-town', 'c-2');
  // What only the desk or a command does: a text letter by letter, a history, two texts at once.
  const odd = write('odd.md', front('title: Odd\nformat: dateline 1\nslug: odd\nsection: news') + ODD + '\n');
  ok('story', 'post', at('site'), odd, '--publish');
  const history = lines => write('h.md', front('title: History\nsection: news') + lines);
  const h = String(id('History'));
  ok('story', 'post', at('site'), history('Text, mended.\n'), '--id', h);
  ok('story', 'post', at('site'), history('Text, more.\n'), '--id', h, '--updated', 'now', '--note', 'More: "so".');
  ok('story', 'post', at('site'), history('Text, right.\n'), '--id', h, '--correction', '--wrong', 'a', '--right', 'b');
  ok('story', 'updated', at('site'), h, '2021-08-08T08:08:08Z');
  ok('story', 'post', at('site'), history('Text, kept.\n'), '--id', h, '--keep');
  ok('story', 'updated', at('site'), String(id('Rich')), '--clear');
  // What only the library says of a picture.
  const [{ id: medium }] = json('media', 'list', at('site'));
  for (const [field, value] of Object.entries(rights))
    ok('media', 'set', at('site'), String(medium), field, value);
  ok('media', 'set', at('site'), String(medium), 'focus', '30,70');
});

describe('markdown', () => {
  test('comes back as it was', () => {
    const said = json('export', at('site'), 'markdown', at('out'));
    assert.deepEqual(said.stories, { draft: 1, 'in-review': 0, scheduled: 1, live: 7, withdrawn: 1, binned: 0 });
    assert.equal(said.besides, 1);
    ok('init', at('back'), '--zone', 'America/New_York');
    const back = json('import', at('back'), 'markdown', at('out'));
    assert.equal(back.added, 11);
    // Of two stories with a picture that goes into no further one, the second is named.
    assert.deepEqual(back.notes.map(n => n.why.split(': ').at(-1)), ['rights']);
    assert.deepEqual(back.ignored ?? {}, {});
    ok('export', at('back'), 'markdown', at('again'));
    const one = plain(at('out')), two = plain(at('again'));
    // The draft beside a live text comes back as a draft of its own.
    const beside = Object.keys(one.stories).filter(n => n.includes('--draft'));
    assert.equal(beside.length, 1);
    for (const n of beside)
      delete one.stories[n];
    for (const n of Object.keys(two.stories))
      if (two.stories[n].includes('Text, kept.'))
        delete two.stories[n];
    assert.deepEqual(two, one);
    // And by another way of looking.
    const show = (site, s) => {
      const d = json('story', 'show', site, String(s.id));
      return [d.headline, d.state, d.path, d.published, d.updated, JSON.stringify(d.corrections), d.withdrawn];
    };
    const all = site => json('story', 'list', site).filter(s => s.state !== 'draft')
      .map(s => show(site, s)).sort((a, b) => (a[0] < b[0] ? -1 : 1));
    assert.deepEqual(all(at('back')).map(String), all(at('site')).map(String));
    assert.match(ok('verify', at('back')), /nothing wrong/);
    const [medium] = json('media', 'list', at('back'));
    const kept = json('media', 'show', at('back'), String(medium.id));
    assert.deepEqual(Object.fromEntries(Object.keys(rights).map(k => [k, kept[k]])), rights);
    assert.deepEqual([kept.focus_x, kept.focus_y], [30, 70]);
  });

  test('leaves what is said here of a picture that is here already', () => {
    ok('init', at('here'), '--zone', 'America/New_York');
    fs.cpSync(at('out'), at('out-1'), { recursive: true });
    ok('import', at('here'), 'markdown', at('out-1'));
    const [{ id }] = json('media', 'list', at('here'));
    ok('media', 'set', at('here'), String(id), 'rights_until', '2140-01-01');
    fs.cpSync(at('out'), at('out-2'), { recursive: true });
    ok('import', at('here'), 'markdown', at('out-2'));
    assert.equal(json('media', 'show', at('here'), String(id)).rights_until, '2140-01-01');
  });

  test('takes a text letter by letter', () => {
    const text = [...tree(at('out'))].find(([n]) => n.endsWith('/odd.md'))[1].toString();
    assert.ok(text.endsWith(`---\n\n${ODD}\n`));
    const again = [...tree(at('again'))].find(([n]) => n.endsWith('/odd.md'))[1].toString();
    assert.ok(again.endsWith(`---\n\n${ODD}\n`));
  });

  test('brings nothing twice into the site it came from', () => {
    const r = json('import', at('site'), 'markdown', at('out', '2021'));
    assert.equal(r.added, 0);
    assert.ok(r.skipped.length >= 3 && r.skipped.every(s => /already taken/.test(s.why)), JSON.stringify(r.skipped));
  });

  test('is nobody else’s to read, and touches only what is its own', () => {
    assert.ok([...tree(at('out')).keys()].every(n => (fs.statSync(at('out', n)).mode & 0o77) === 0));
    const file = [...tree(at('out')).keys()].find(n => n.endsWith('/rich.md'));
    const before = fs.statSync(at('out', file)).mtimeMs;
    write('out/mine.txt', 'mine');
    write('out/2020/03/also-mine.md', 'mine');
    const post = write('new.md', front('title: New one\nsection: news') + 'Text.\n');
    const { id } = json('story', 'post', at('site'), post);
    assert.equal(json('export', at('site'), 'markdown', at('out')).files.made, 1);
    ok('story', 'bin', at('site'), String(id));
    const r = json('export', at('site'), 'markdown', at('out'));
    assert.deepEqual([r.files.made, r.files.changed, r.files.removed, r.binned], [0, 0, 1, 1]);
    assert.equal(fs.statSync(at('out', file)).mtimeMs, before);
    assert.equal(fs.readFileSync(at('out/mine.txt'), 'utf8'), 'mine');
    assert.equal(fs.readFileSync(at('out/2020/03/also-mine.md'), 'utf8'), 'mine');
    fs.rmSync(at('out/2020/03/also-mine.md'));
  });

  test('what is there already is not overwritten', () => {
    fails(/holds other things/, 'export', at('site'), 'markdown', at('in'));
    fails(/is a site/, 'export', at('site'), 'markdown', at('back'));
    fs.mkdirSync(at('half'));
    ok('export', at('site'), 'markdown', at('half'));
    const file = [...tree(at('half')).keys()].find(n => n.endsWith('/rich.md'));
    const list = at('half/.dateline-export');
    fs.writeFileSync(list, fs.readFileSync(list, 'utf8').replace(`${file}\n`, '') + '../site/dateline.db\n/etc/passwd\n');
    fs.writeFileSync(at('half', file), 'mine');
    fails(/no export wrote it/, 'export', at('site'), 'markdown', at('half'));
    assert.equal(fs.readFileSync(at('half', file), 'utf8'), 'mine');
    fs.rmSync(at('half', file));
    ok('export', at('site'), 'markdown', at('half'));
    assert.ok(fs.existsSync(at('site/dateline.db')), 'a list that somebody wrote names nothing outside');
  });

  test('a full disk leaves no half file', () => {
    // Room for the database's own small files, not for the long story.
    const r = spawnSync('bash', ['-c', 'ulimit -f 64; exec "$0" export "$1" markdown "$2"', program, at('site'), at('full')],
      { env, encoding: 'utf8' });
    assert.equal(r.status, 1, r.stderr);
    assert.match(r.stderr, /full\/.*long\.md: File too large/);
    assert.ok(![...tree(at('full')).keys()].some(n => n.endsWith('/long.md') || n.includes('part')));
    const { files } = json('export', at('site'), 'markdown', at('full'));
    assert.ok(files.made > 0);
    assert.deepEqual(plain(at('full')), plain(at('out')));
  });
});

describe('json', () => {
  test('has everything, a record a line, and equal bytes of an equal site', () => {
    ok('user', 'add', at('site'), 'ines', '--name', 'Ines Okafor', '--role', 'editor');
    const link = ok('user', 'link', at('site'), 'ines').match(/[\w-]{20,}/)[0];
    const file = at('site.json');
    ok('export', at('site'), 'json', file);
    const text = fs.readFileSync(file, 'utf8');
    const d = JSON.parse(text);
    assert.equal(d.format, 'dateline json 1');
    assert.deepEqual(d.people.map(p => p.login), ['ines']);
    assert.ok(!text.includes(link) && !/argon2|token|secret|password/.test(text.replace(/"body":"[^"]*"/g, '')));
    assert.equal(d.reports, undefined);
    assert.equal(d.stories.length, json('story', 'list', at('site')).length + 1, 'the one in the bin, too');
    for (const s of d.stories.filter(one => !one.binned_at)) {
      const shown = json('story', 'show', at('site'), String(s.id));
      assert.equal(s.path, shown.path ?? '');
      assert.equal(Date.parse((s.published_at ?? '').replace(/\.\d+/, '')), Date.parse(shown.published ?? ''));
      assert.deepEqual(s.revisions.map(r => r.number), s.revisions.map((_, i) => i + 1));
    }
    const odd = d.stories.find(s => s.slug === 'odd');
    assert.equal(odd.revisions.at(-1).body, ODD);
    const h = d.stories.find(s => s.slug === 'history');
    assert.deepEqual(h.publications.map(p => p.kind), ['first', 'update', 'correction', 'minor', 'update', 'correction']);
    assert.equal(h.draft, h.revisions.length);
    assert.equal(h.publications.at(-1).wrong, 'a');
    assert.deepEqual(d.tags.find(t => t.slug === 'c-2').merged, ['old-town']);
    const merged = d.merged_names.find(g => g.slug === 'old-town');
    assert.deepEqual([merged.kind, merged.name, merged.into], ['tag', 'Old town', 'c-2']);
    const rich = d.stories.find(s => s.slug === 'rich');
    assert.deepEqual([rich.revisions[0].tags, rich.revisions[0].named.tags], [['c', 'c-2'], ['c', 'c-2', 'old-town']]);
    assert.match(rich.imported.key, /rich\.md$/);
    assert.deepEqual(d.redirect_rules, []);
    assert.deepEqual(d.front, []);
    assert.match(d.bylines.find(b => b.slug === 'ines-okafor').profile.number, /^[0-9a-f]{32}$/);
    assert.ok(d.sections.find(s => s.slug === 'out-of-sight').hidden);
    assert.ok(d.media.length > 0 && d.media.every(m => m.files.length > 0));
    assert.ok(d.media.some(m => Object.entries(rights).every(([k, v]) => String(m[k]) === (k === 'not_again' ? 'true' : v))));
    assert.deepEqual([odd.writers, odd.steps], [[], []]);
    assert.ok(text.split('\n').filter(l => l.startsWith('{"id":') && l.includes('"revisions":')).length === d.stories.length);
    assert.equal(fs.statSync(file).mode & 0o777, 0o600);
    ok('export', at('site'), 'json', file);
    assert.equal(fs.readFileSync(file, 'utf8'), text);
    assert.deepEqual(JSON.parse((ok('export', at('site'), 'json', at('r.json'), '--reports'), fs.readFileSync(at('r.json')))).reports, []);
  });

  test('has each column of the database, or this list says why not', () => {
    ok('export', at('site'), 'json', at('all.json'), '--reports');
    const d = JSON.parse(fs.readFileSync(at('all.json')));
    const of = (list, what) => d.stories.flatMap(s => s[list]).find(what ?? (() => true));
    // Whole tables that are not in it.
    const no = {
      secrets: /^(login_link|passkey|passkey_challenge|preview_link|recovery_code|secret|session|sign_in_\w+|totp)$/,
      'what is being typed, and what forms did': /^(working_copy|form)$/,
      'in import-site.test.mjs, which has some of each': /^(assignment|audit|note|suggestion|suggestion_change|media_said|media_replacement|media_user)$/,
      'made of the rest again': /^(card|listing|story_name|generation|media_use|media_word|search\w*|sqlite_\w+)$/,
      counts: /^missed_path$/,
    };
    // Of a table that is: its record there, and the columns that have another name in it, are made of others, or are nobody's.
    const yes = {
      setting: [{ key: 1, value: 1 }], user: [d.people[0], /^(password_hash|seen_at|styled_text)$/],
      section: [d.sections[0], /^(position|letters|merged_into|stands_for)$/],
      byline: [d.bylines[0], /^(letters|merged_into|stands_for)$/], tag: [d.tags[0], /^(letters|merged_into|stands_for)$/],
      byline_profile: [d.bylines[0].profile, /^(byline_id|portrait_id)$/],
      style_rule: [{ pattern: 1, is_regex: 1, replacement: 1, advice: 1 }, /^id$/],
      redirect_rule: [{ path: 1, target: 1 }, /^created_(at|by)$/], redirect: [{ path: 1 }, /^(story_id|created_at)$/],
      front: [{ id: 1, live_from: 1, saved_at: 1, saved_by: 1, cancelled_at: 1 }, /^cancelled_by$/],
      front_story: [{ place: 1, until: 1 }, /^(front_id|story_id)$/], front_section: [{ hidden: 1 }, /^(front_id|place|section_id)$/],
      media: [d.media[0], /^(folder|uses)$/], media_file: [d.media[0].files[0], /^media_id$/],
      story: [d.stories[0], /^(slug_auto|head_number|head_section|draft_number|import_(key|hash|number))$/],
      story_writer: [{}, /^(story_id|user_id)$/],
      publication: [of('publications'), /^(id|story_id|number|user_id)$/],
      correction: [of('publications', p => p.kind === 'correction'), /^(id|story_id|publication_id|at)$/],
      revision: [of('revisions'), /^(id|story_id|\w*html|plain|prev_hash|section_id|genre|hero_\w+|ai|ai_unreviewed|product|rating|verdict|price|price_checked_on|pros|cons)$/],
      revision_byline: [{}, /^(revision_id|position|byline_id)$/], revision_tag: [{}, /^(revision_id|position|tag_id)$/],
      review: [{ held_by: 1, held_at: 1, returned: 1 }, /^(story_id|legal)$/],
      review_step: [{ kind: 1, points: 1, name: 1, words: 1, at: 1 }, /^(id|story_id|number|text_hash|user_id)$/],
      report: [{ id: 1, passage: 1, quote: 1, message: 1, created_at: 1, state: 1, note: 1, closed_at: 1 },
               /^(story_id|number|email|address|closed_by|correction_id)$/],
    };
    const columns = spawnSync('sqlite3', ['-json', at('site/dateline.db'), `SELECT m.name AS t, p.name AS c FROM sqlite_master m
      JOIN pragma_table_info(m.name) p WHERE m.type = 'table'`], { encoding: 'utf8' });
    const all = JSON.parse(columns.stdout);
    assert.ok(all.length > 150);
    assert.deepEqual(all.filter(({ t, c }) => !Object.values(no).some(r => r.test(t)) &&
      !(yes[t] && (c in yes[t][0] || yes[t][1]?.test(c)))).map(({ t, c }) => `${t}.${c}`), []);
  });

  test('does not take the place of another file', () => {
    fails(/no export wrote it/, 'export', at('site'), 'json', write('other.json', '{"mine":1}'));
    assert.equal(fs.readFileSync(at('other.json'), 'utf8'), '{"mine":1}');
    fs.symlinkSync(at('site.json'), at('link.json'));
    fails(/no export wrote it/, 'export', at('site'), 'json', at('link.json'));
    fails(/No such file/, 'export', at('site'), 'json', at('nowhere/a.json'));
    const r = spawnSync('bash', ['-c', 'ulimit -f 64; exec "$0" export "$1" json "$2"', program, at('site'), at('full.json')],
      { env, encoding: 'utf8' });
    assert.equal(r.status, 1);
    assert.match(r.stderr, /full\.json: File too large/);
    assert.ok(!fs.readdirSync(folder).some(n => n.startsWith('full.json')));
  });
});

/** A WordPress export read without our program: its items by number. */
function wxr(file) {
  const $ = cheerio.load(fs.readFileSync(file, 'utf8'), { xmlMode: true });
  const of = (i, name) => $(i).children(name.replace(':', '\\:')).first().text();
  const people = {};
  $('channel > wp\\:author').each((_, a) => { people[of(a, 'wp:author_login')] = of(a, 'wp:author_display_name'); });
  const items = $('channel > item').toArray().map(i => {
    const meta = {};
    $(i).children('wp\\:postmeta').each((_, m) => { (meta[of(m, 'wp:meta_key')] ??= []).push(of(m, 'wp:meta_value')); });
    const terms = domain => $(i).children(`category[domain="${domain}"]`).toArray().map(c => $(c).attr('nicename'));
    return { id: +of(i, 'wp:post_id'), type: of(i, 'wp:post_type'), status: of(i, 'wp:status'), title: of(i, 'title'),
      slug: of(i, 'wp:post_name'), gmt: of(i, 'wp:post_date_gmt'), local: of(i, 'wp:post_date'), link: of(i, 'link'),
      modified: of(i, 'wp:post_modified_gmt'), parent: +of(i, 'wp:post_parent'), content: of(i, 'content:encoded'),
      excerpt: of(i, 'excerpt:encoded'), url: of(i, 'wp:attachment_url'), author: people[of(i, 'dc:creator')] ?? '', meta,
      sections: terms('category'), tags: terms('post_tag'), authors: terms('author') };
  });
  return { items, version: of($('channel')[0], 'wp:wxr_version') };
}

describe('wxr', () => {
  const STATUS = { draft: 'draft', 'in-review': 'pending', scheduled: 'future', live: 'publish', withdrawn: 'private' };
  const html = s => s.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const second = t => t?.slice(0, 19).replace('T', ' ');
  let all, posts;

  test('has each text at its place, and nothing public that is not', () => {
    const file = at('paper.xml');
    const said = json('export', at('site'), 'wxr', file);
    all = wxr(file);
    posts = new Map(all.items.map(i => [i.id, i]));
    assert.equal(posts.size, all.items.length, 'a number of its own for each');
    assert.equal(all.version, '1.2');
    ok('export', at('site'), 'json', at('site.json'));
    const { stories } = JSON.parse(fs.readFileSync(at('site.json')));
    const states = new Map(json('story', 'list', at('site')).map(s => [s.id, s.state]));
    for (const s of stories.filter(one => !one.binned_at)) {
      const i = posts.get(4 * s.id), published = s.published_at !== null;
      const r = s.revisions[(s.publications.at(-1)?.revision ?? s.revisions.length) - 1];
      assert.equal(i.status, STATUS[states.get(s.id)], s.slug);
      assert.equal(i.type, s.kind === 'page' ? 'page' : 'post');
      assert.equal(i.title, html(r.headline));
      assert.equal(i.excerpt, html(r.dek));
      assert.equal(i.gmt, published ? second(s.published_at) : '0000-00-00 00:00:00');
      assert.deepEqual([i.sections, i.tags], s.kind === 'page' ? [[], []] : [r.section ? [r.section] : [], r.tags]);
      assert.deepEqual(i.authors, r.bylines.length > 1 ? r.bylines.map(b => `cap-${b}`) : []);
      if (published)
        assert.ok(i.link.endsWith(s.path), i.link);
    }
    const shown = stories.filter(s => states.get(s.id) === 'live').length;
    assert.equal(all.items.filter(i => i.status === 'publish').length, shown);
    assert.deepEqual(said.stories, { draft: 1, 'in-review': 0, scheduled: 1, live: 7, withdrawn: 1, binned: 0 });
    const beside = all.items.filter(i => i.title === 'History' && i.status === 'draft');
    assert.equal(beside.length, 1);
    assert.match(beside[0].content, /Text, kept\./);
    assert.ok(!all.items.some(i => i !== beside[0] && i.content.includes('Text, kept.')));
    assert.equal(fs.statSync(file).mode & 0o777, 0o600);
    const before = fs.readFileSync(file);
    ok('export', at('site'), 'wxr', file);
    assert.deepEqual(fs.readFileSync(file), before);
  });

  test('says in the text what readers must see, and keeps the rest as meta', () => {
    const find = title => all.items.find(i => i.title.startsWith(title) && i.status !== 'draft');
    const history = find('History');
    assert.match(history.content, /<strong>Correction, [^<]*\.<\/strong> We wrote: “a” It should have said: “b”/);
    assert.match(history.content, /three.*four/s);
    assert.match(history.content, /: An answer came\./);
    assert.deepEqual(JSON.parse(history.meta._dateline_changes[0]).map(c => [c.kind, c.note ?? c.wrong]),
      [['update', 'An answer came.'], ['correction', 'three'], ['update', 'More: "so".'], ['correction', 'a']]);
    assert.equal(history.modified, '2021-08-08 08:08:08', 'Updated as readers are told');
    const rich = find('Rich');
    assert.match(rich.content, /<ol>\s*<li>One: two<\/li>\s*<li>- dash<\/li>\s*<\/ol>/);
    assert.match(rich.content, /<a href="https:\/\/e\.org\/\?a=1&amp;copy=2">A &amp; B<\/a>/);
    assert.match(rich.content, /<p>By Ines Okafor and Reuters<\/p>/i);
    assert.match(rich.content, /Transcribed: so/);
    assert.deepEqual(JSON.parse(rich.meta._dateline_takeaways[0]), ['One: two', '- dash']);
    assert.equal(rich.modified, rich.gmt, 'nothing was updated');
    const hero = posts.get(+rich.meta._thumbnail_id[0]);
    assert.deepEqual([hero.type, hero.parent, hero.meta._media_credit[0]], ['attachment', find('Moved').id, 'Joss']);
    assert.ok(fs.existsSync(at('site', new URL(hero.url).pathname)));
    assert.match(find('Moved').content, new RegExp(`<img src="${hero.url}" alt="In it"/><figcaption>Cap\\. Credit: Joss<`));
    assert.match(find('Kettle').content, /Kettle, 1 l: 4\.5 out of 5.*Good.*<li>Quiet<\/li>.*<li>Slow: very<\/li>.*£9/s);
    assert.equal(find('Gone').meta._dateline_withdrawn_reason[0], 'It was: wrong');
    const odd = find('Odd').content;
    assert.ok(!odd.includes('[') && odd.includes('&#91;caption]x'), 'no shortcode begins in it');
  });

  test('comes back by our own import of WordPress, and --check finds all of it', () => {
    ok('init', at('wp'), '--zone', 'America/New_York');
    const back = json('import', at('wp'), 'wordpress', at('paper.xml'), '--media', at('site'));
    assert.deepEqual([back.added, back.skipped, back.missing_pictures], [11, [], []]);
    assert.equal(json('import', at('wp'), 'wordpress', at('paper.xml'), '--media', at('site'), '--check').same, 11);
    const take = (site, file) => {
      ok('export', site, 'json', at(file));
      const d = JSON.parse(fs.readFileSync(at(file)));
      const names = (list, slugs) => slugs.map(s => list.find(g => g.slug === s).name);
      return Object.fromEntries(d.stories.filter(s => s.published_at).map(s => {
        const r = s.revisions[s.publications.at(-1).revision - 1];
        return [r.headline, { at: second(s.published_at), path: s.path, dek: r.dek, lang: r.lang, section: r.section,
          bylines: names(d.bylines, r.bylines), tags: names(d.tags, r.tags),
          hero: r.hero && [r.hero.alt, r.hero.caption, r.hero.credit] }];
      }));
    };
    const from = take(at('site'), 'site.json');
    delete from.Gone; // withdrawn: nobody sees it there
    assert.deepEqual(take(at('wp'), 'wp.json'), from);
    const text = JSON.parse(fs.readFileSync(at('wp.json'))).stories.find(s => s.slug === 'moved').revisions[0].body;
    assert.match(text, /^Text\.\n\n!\[In it\]\([^ ]+ "Cap\. Credit: Joss"\)\n\nMore\.$/);
  });

  test('holds what XML has no place for, and the end of a section', () => {
    ok('init', at('xml'));
    const file = write('xml.md', front('title: "A ]]> B & <c>"\nsection: news') + 'Text ]]> and \ufffe.\n\n`]]>`\n');
    ok('story', 'post', at('xml'), file, '--publish');
    assert.equal(json('export', at('xml'), 'wxr', at('xml.xml')).replaced, 1);
    const [item] = wxr(at('xml.xml')).items;
    assert.equal(item.title, 'A ]]&gt; B &amp; &lt;c&gt;');
    assert.match(item.content, /Text \]\]&gt; and \ufffd\./);
    fails(/no export wrote it/, 'export', at('xml'), 'wxr', file);
    fails(/no export wrote it/, 'export', at('xml'), 'wxr', at('site.json'));
  });
});

/** A web server that knows files and their folders, and nothing else. */
async function serve(root) {
  const is = f => fs.statSync(f, { throwIfNoEntry: false });
  const server = http.createServer((req, res) => {
    const name = decodeURIComponent(new URL(req.url, 'http://x').pathname);
    const file = path.join(root, name);
    if (is(file)?.isDirectory() && !name.endsWith('/'))
      return res.writeHead(301, { location: `${name}/` }).end();
    const found = is(file)?.isDirectory() ? path.join(file, 'index.html') : file;
    if (!is(found)?.isFile())
      return res.writeHead(404).end();
    return res.writeHead(200).end(fs.readFileSync(found));
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  return server;
}

/** Every address of the paper that a page names. */
function addresses(text, base) {
  const out = [];
  for (const [, name, value] of text.matchAll(/ (href|src|srcset|imagesrcset|action)="([^"]*)"/g))
    for (const one of name.endsWith('srcset') ? value.split(/, /).map(s => s.split(' ')[0]) : [value])
      out.push(one.replaceAll('&amp;', '&'));
  for (const [, loc] of text.matchAll(/<loc>([^<]*)<\/loc>/g))
    out.push(loc);
  return out.map(a => a.replace(/#.*/, '').replace(base, '')).filter(a => /^\/(?!\/)/.test(a));
}

describe('static', () => {
  const base = 'http://127.0.0.1:8080';
  let about;

  before(() => {
    about = String(json('story', 'list', at('site')).find(s => s.headline === 'About').id);
    // More than a page of a list, with links that are well in a text.
    for (let i = 1; i <= 45; i++)
      write(`many/n${i}.md`, front(`title: Number ${i}
date: 2019-04-${String(1 + i % 28).padStart(2, '0')} ${10 + i % 9}:00 Z\ntags: [Many]`) +
        'See [the old one](/old/rich) and [a page](/about).\n');
    ok('import', at('site'), 'markdown', at('many'));
  });

  test('serves every page, link, picture and file', async () => {
    ok('settings', 'set', at('site'), 'ai_crawlers', 'deny'); // asked of machines by files of their own
    const said = json('export', at('site'), 'static', at('static'));
    assert.equal(said.nowhere, 0);
    assert.deepEqual(said.missing_pictures, []);
    const server = await serve(at('static'));
    const seen = new Map([['/', '']]);
    for (const a of ['/sitemap.xml', '/feed.atom', '/feed.json', '/robots.txt', '/404.html', '/license.xml',
                     '/.well-known/tdmrep.json'])
      seen.set(a, '');
    for (const [address] of seen) {
      const r = await fetch(`http://127.0.0.1:${server.address().port}${address}`);
      const text = await r.text();
      assert.equal(r.status, 200, `${address}, which ${seen.get(address)} links to`);
      assert.ok(!address.includes('?'), `${address} of ${seen.get(address)} has a query`);
      if (/\.(js|css|jpg|webp)$/.test(address))
        continue;
      for (const to of addresses(text, base))
        if (!seen.has(to))
          seen.set(to, address);
    }
    server.close();
    const all = [...seen.keys()];
    const list = all.filter(a => /^\/tag\/many\/(before-[^/]*\/)?$/.test(a)).map(a => fs.readFileSync(at('static', a.slice(1), 'index.html'), 'utf8'));
    assert.ok(list.length >= 2, 'lists go on without a query');
    assert.deepEqual(list.flatMap(t => [...t.matchAll(/<h[23]><a href="\/2019\/04\/n(\d+)"/g)].map(m => Number(m[1]))).sort((a, b) => a - b),
      Array.from({ length: 45 }, (_, i) => i + 1), 'each story of a list is on one of its pages');
    assert.ok(all.some(a => a.startsWith('/media/')) && all.some(a => a.endsWith('.css')));
    assert.ok(all.includes('/2021/05/history/changes') && all.includes('/tag/many/'));
    assert.equal(all.filter(a => /^\/2019\/04\/n\d+$/.test(a)).length, 45);
    assert.ok(!all.some(a => /\/report$|^\/admin/.test(a)));
  });

  test('holds what readers see now, and nothing else', () => {
    const files = tree(at('static'));
    for (const [name, bytes] of files)
      for (const hidden of ['Not yet.', 'To come.', 'Text, kept.', 'class="today"'])
        assert.ok(!bytes.includes(hidden), `${name}: ${hidden}`);
    const page = name => files.get(name).toString();
    assert.match(page('2021/06/gone/index.html'), /It was: wrong/);
    assert.doesNotMatch(page('2021/06/gone/index.html'), /<p>Text\.<\/p>/);
    assert.match(page('old/rich/index.html'), /url=\/2020\/03\/rich"/);
    assert.match(page('search/index.html'), /href="\/2019\/"[^]*href="\/tag\/many\/"/);
    assert.ok([...files.keys()].every(n => n.startsWith('.') || (fs.statSync(at('static', n)).mode & 0o777) === 0o644));
  });

  test('changes what changed', () => {
    const once = json('export', at('site'), 'static', at('static')).files;
    assert.deepEqual([once.made, once.changed, once.removed], [0, 0, 0]);
    write('static/mine.txt', 'mine');
    const was = fs.readFileSync(at('static/about/index.html'), 'utf8');
    ok('story', 'withdraw', at('site'), about, '--reason', 'No longer so.');
    const next = json('export', at('site'), 'static', at('static'));
    assert.equal(next.files.made, 0);
    assert.ok(next.files.changed > 0);
    assert.match(fs.readFileSync(at('static/about/index.html'), 'utf8'), /No longer so/);
    ok('story', 'restore', at('site'), about, '--revision', '1');
    ok('export', at('site'), 'static', at('static'));
    assert.equal(fs.readFileSync(at('static/about/index.html'), 'utf8'), was);
    assert.equal(fs.readFileSync(at('static/mine.txt'), 'utf8'), 'mine');
    fails(/another kind of export/, 'export', at('site'), 'markdown', at('static'));
  });
});

describe('over the web', () => {
  let site;
  before(async () => {
    site = await startSite({ folder: at('site') });
  });
  after(() => site?.stop());

  test('a live story is there as Markdown, too', async () => {
    const md = await site.get('/2020/03/rich.md');
    assert.equal(md.status, 200);
    assert.equal(md.headers['content-type'], 'text/markdown; charset=utf-8');
    assert.equal(md.headers['x-robots-tag'], 'noindex');
    assert.match(md.headers['cache-control'], /must-revalidate/);
    assert.match(md.headers.link, /\/2020\/03\/rich>; rel="canonical"/);
    assert.match(md.text, /^# Rich: "quoted" \\\\ \\#1 /);
    assert.match(md.text, /Ines Okafor, Reuters/i);
    assert.equal((await site.get('/2020/03/rich.md', { 'if-none-match': md.headers.etag })).status, 304);
    assert.match((await site.get('/2021/05/history.md')).text, /Text, right\.[^]*~~a~~ b/);
    assert.doesNotMatch((await site.get('/2021/05/history.md')).text, /kept/);
    assert.match((await site.get('/2019/04/n1.md')).text, /\[a page\]\(https?:[^)]*\/about\)/);
    assert.equal((await site.get('/2020/03/rich')).headers.link, '</2020/03/rich.md>; rel="alternate"; type="text/markdown"');
    assert.equal((await site.get('/2021/06/gone.md')).status, 410);
    assert.equal((await site.get('/2150/01/soon.md')).status, 404);
    const moved = await site.get('/old/rich.md');
    assert.ok([301, 404].includes(moved.status));
  });

  test('the changes of the paper are a feed, an entry each', async () => {
    const feed = await site.get('/changes.atom');
    assert.equal(feed.status, 200);
    assert.match(feed.headers['content-type'], /^application\/atom\+xml/);
    const titles = [...feed.text.matchAll(/<entry>\s*<id>([^<]*)<\/id>\s*<title>([^<]*)<\/title>/g)];
    assert.deepEqual(titles.map(t => t[2]).sort(),
      ['Correction: History', 'Correction: History', 'Update: History', 'Update: History']);
    assert.equal(new Set(titles.map(t => t[1])).size, 4, 'each has an id of its own');
    assert.match(feed.text, /An answer came\./);
    assert.match(feed.text, /<link rel="self"[^>]*href="[^"]*\/changes\.atom"/);
    const times = [...feed.text.matchAll(/<published>([^<]*)</g)].map(t => Date.parse(t[1]));
    assert.deepEqual(times, [...times].sort((a, b) => b - a));
  });
});

test('a format that is none is refused', () => {
  const r = run(['export', at('site'), 'docx', at('x')]);
  assert.equal(r.status, 2);
  assert.match(r.err, /"docx" is no format of an export/);
});
