// import-site.test.mjs: a whole paper moves: what "export json" wrote comes back into a new site as it was.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';

import { json, ok, run } from './lib/commands.mjs';
import { visit } from './lib/form.mjs';
import { CANARIES, find, startPaper } from './lib/paper.mjs';
import { ROOT, dateline, tempFolder } from './lib/site.mjs';
import { makeStory } from './lib/texts.mjs';

const folder = tempFolder('import-site');
const at = (...names) => path.join(folder, ...names);

const exported = (site, name) => (ok('export', site, 'json', at(name), '--reports'), fs.readFileSync(at(name), 'utf8'));
const sql = (site, text) => JSON.parse(execFileSync('sqlite3', ['-json', path.join(site, 'dateline.db'), text],
                                                    { encoding: 'utf8', maxBuffer: 1 << 28 }) || '[]');
const write = (site, text) => execFileSync('sqlite3', [path.join(site, 'dateline.db'), text]);

/** A new site for each try. */
let sites = 0;
function fresh() {
  const site = at(`new-${++sites}`);
  ok('init', site);
  return site;
}

/** Every file below a folder, by name. */
const tree = (root) => new Map(fs.readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((e) => e.isFile()).map((e) => path.join(e.path, e.name))
  .map((name) => [path.relative(root, name), fs.readFileSync(name)]));

let from, text, back, said;

/** What only the desk does: a text from hand to hand, with words; one that is held, and that a lawyer saw. */
async function atTheDesk(site) {
  const ines = await site.signIn({ login: 'ines', name: 'Ines Okafor', role: 'admin' });
  const ben = await site.signIn({ login: 'ben', name: 'Ben', role: 'contributor' });
  const story = await makeStory('Draft', { begun: ben, editor: ines });
  await (await visit(ben, story.where)).press('Submit for review', { review_note: 'He calls "at noon".' });
  await (await visit(ines, story.where)).press('Return it', { review_words: 'Ask the port, too.' });
  const held = await makeStory('In review', { begun: ben, editor: ines });
  for (const what of [{ do: 'hold' }, { do: 'legal-needed' }, { do: 'writer-add', writer: 'tester' }])
    assert.equal((await ines.post(`${held.where}/review`, { csrf: await ines.csrf(), ...what })).status, 303, what.do);
  return find(site, 'tide');
}

/** A paper that has something of everything that an export has. */
before(async () => {
  const site = await startPaper({ settings: { zone: 'America/New_York', logo: 'img/logo.svg 420x96', show_diffs: '1' } });
  from = site.folder;
  const tide = await atTheDesk(site).finally(() => site.stop());
  // Names that stand for one another, in turn; an author.
  ok('name', 'merge', from, 'tag', 'sea-life', 'harbour');
  ok('name', 'merge', from, 'tag', 'harbour', 'bridges');
  ok('name', 'merge', from, 'byline', 'tomas-reyle', 'wen-haldane');
  fs.writeFileSync(at('work.md'), `---\ntitle: At work\nsection: city\nai_use: unreviewed\nai_note: "All: of it"
fact_checked_by: Bashir\nkind_of_work: analysis\nplace_line: Kiel\nhow_reported: "We *rode*."\n---\nText.\n`);
  ok('story', 'post', from, at('work.md'));
  ok('section', 'add', from, 'Old town');
  ok('section', 'hide', from, 'old-town');
  ok('section', 'move', from, 'old-town', 'up');
  ok('section', 'add', from, 'Gone section');
  ok('section', 'delete', from, 'gone-section', '--into', 'city');
  ok('name', 'change', from, 'section', 'old-town', '--text', 'Where it began.');
  ok('name', 'change', from, 'byline', 'ines-okafor', '--text', 'She knows.');
  ok('name', 'change', from, 'tag', 'bridges', '--text', 'Over water.');
  const [one, two] = json('media', 'list', from);
  ok('name', 'author', from, 'ines-okafor', '--place', 'Kiel', '--languages', 'de, en', '--beat', 'Ships', '--beat', 'Fog',
     '--contact', 'ines@example.org', '--link', 'https://example.org/ines');
  for (const [field, value] of Object.entries({ creator: 'Ann Lee', copyright: '© "A"', license: 'https://licence.example/1',
    source: 'By mail', rights_from: '2020-01-01', rights_until: '2149-12-31', not_again: '1', caption: 'Said.' }))
    ok('media', 'set', from, String(two.id), field, value);
  const [third] = json('media', 'add', from, path.join(ROOT, 'tests/fixtures/pictures/small.webp'), '--alt', 'A third', '--credit', 'Ann');
  ok('media', 'replace', from, String(two.id), String(third.id), '--alt', 'Another', '--caption', 'Said', '--credit', 'Joss');
  // One that was withdrawn with its picture, which no other story has.
  fs.copyFileSync(path.join(ROOT, 'tests/fixtures/pictures/turned.jpg'), at('turned.jpg'));
  fs.writeFileSync(at('shown.md'), `---\ntitle: Shown once\nsection: city\nauthors: [Ines Okafor]\n` +
    'hero: {file: turned.jpg, alt: "A port", caption: "So", credit: "Ann"}\n---\nText.\n');
  const shown = json('story', 'post', from, at('shown.md'), '--publish');
  ok('story', 'withdraw', from, String(shown.id), '--reason', 'Not so.');
  ok('style', 'add', from, 'very', '--use', 'quite', '--why', 'It says nothing.');
  ok('style', 'add', from, 'ab+c', '--regex', '--use', 'abc');
  ok('redirect', 'add', from, '/old/Käse', 'https://example.org/a?b=1');
  ok('redirect', 'add', from, '/alt', '/old/K%C3%A4se');
  ok('front', 'set', from, `${tide.id}@2149-01-01T00:00Z`, '--section', 'city', '--hide', 'reviews');
  ok('front', 'set', from, String(tide.id), '--at', '2189-01-05T09:00');
  ok('front', 'cancel', from, String(json('front', 'list', from).find((f) => /^2189/.test(f.live_from ?? f.from ?? ''))?.id ?? 4));
  ok('user', 'change', from, 'ben', '--disable');
  // What no command does, and what readers do.
  write(from, `UPDATE byline_profile SET portrait_id = ${one.id} WHERE byline_id = (SELECT id FROM byline WHERE slug = 'ines-okafor');
    UPDATE media SET focus_x = 20, focus_y = 80, acquire = 'https://a.example/', moves = 1,
      source_type = 'digitalCapture', created_by = 1 WHERE id = ${two.id};
    INSERT INTO media_user (user_id, media_id) VALUES (1, ${two.id});
    UPDATE media_replacement SET user_id = 1;
    INSERT INTO front (live_from, saved_at, saved_by) VALUES (1, 1, 1);
    UPDATE publication SET reworded_at = 1768000000123 WHERE kind = 2 AND live_from < 1770000000000;
    UPDATE correction SET reworded_at = 1768000000456 WHERE at < 1768900000000;
    INSERT INTO review_step (story_id, number, text_hash, kind, points, user_id, name, words, at)
      SELECT story_id, number, text_hash, 9, 5, 1, 'Dr. Kim', 'Let "it" out.', 1768000000789 FROM revision WHERE story_id = ${tide.id};
    INSERT INTO redirect (path, story_id, created_at) VALUES ('/Old/Tide', ${tide.id}, 1);
    INSERT INTO report (story_id, number, passage, quote, message, email, address, created_at, state, note, closed_at)
      VALUES (${tide.id}, 1, 'p-1', 'Read "it"', 'Not so.', 'r@example.org', 'x', 1768000000000, 2, 'Is so.', 1768000001000)`);
  // What colleagues and a guest said, would change, planned; what a picture said before.
  ok('media', 'set', from, String(one.id), 'caption', 'As it is now.');
  ok('assignment', 'add', from, 'Low water', '--section', 'gone-section', '--due', '2149-05-01T10:00', '--words', '300', '--note', 'Ask "them".');
  ok('assignment', 'add', from, 'Nobody yet');
  write(from, `UPDATE media_said SET changed_by = 1;
    INSERT INTO media_user (user_id, media_id) VALUES (2, ${two.id}), (2, ${one.id});
    UPDATE assignment SET version = 3, user_id = 2, state = 2, said = 'No time.', created_by = 1, changed_by = 1, story_id = ${tide.id},
      section_id = (SELECT id FROM section WHERE slug = 'gone-section'), closed_at = 1768000000321, closed_by = 1,
      out_at = (SELECT min(live_from) FROM publication WHERE story_id = ${tide.id}) WHERE title = 'Low water';
    INSERT INTO preview_link (id, story_id, name, token_hash, created_at, created_by, expires_at, seen_at)
      VALUES (71, ${tide.id}, 'Dr. "Kim", lawyer', 'Tokencanary', 1768000000111, 1, 4768000000111, 1768000000222);
    INSERT INTO note (id, story_id, user_id, place, quote, words, created_at, resolved_at, resolved_by)
      VALUES (7, ${tide.id}, 2, 'p-1', 'Some "words"', 'Is
this so?', 1768000000333, 1768000000555, 1);
    INSERT INTO note (id, story_id, thread_id, link_id, place, quote, words, created_at)
      VALUES (9, ${tide.id}, 7, 71, '', '', 'It is.', 1768000000444);
    INSERT INTO suggestion (id, story_id, number, user_id, reason, created_at) VALUES (6, ${tide.id}, 1, 1, '', 1768000000666);
    INSERT INTO suggestion (id, story_id, number, link_id, reason, created_at) VALUES (8, ${tide.id}, 1, 71, 'Shorter.', 1768000000777);
    INSERT INTO suggestion_change (suggestion_id, number, field, at, words_before, words_after, state, decided_at, decided_by)
      SELECT 6, 1, 'headline', 0, headline, 'Another', 0, NULL, NULL FROM revision WHERE story_id = ${tide.id} AND number = 1
      UNION ALL SELECT 8, 1, 'headline', 0, headline, '', 2, 1768000000888, 1 FROM revision WHERE story_id = ${tide.id} AND number = 1
      UNION ALL SELECT 8, 2, 'body', 3, substr(body, 4, 5), 'it', 1, 1768000000999, 1 FROM revision WHERE story_id = ${tide.id} AND number = 1`);
  text = exported(from, 'paper.json');
  back = fresh();
  said = json('import', back, 'json', at('paper.json'), '--media', from);
});

/** Tables that no export has, and why. */
const NOT_IN_IT = {
  secrets: /^(login_link|passkey|passkey_challenge|recovery_code|secret|session|sign_in_\w+|totp)$/,
  'what is being typed, and what forms did': /^(working_copy|form)$/,
  'the log, which goes on': /^audit$/,
  'counts': /^missed_path$/,
  'the site’s own, and what finds its words': /^(generation|search\w*|sqlite_\w+|card)$/,
};
/** Columns of the others that are not in it, or are numbers that the site gives itself. */
const COLUMNS_NOT_IN_IT = {
  user: /^(password_hash|seen_at|styled_text)$/, section: /^position$/, style_rule: /^id$/,
  redirect: /^created_at$/, redirect_rule: /^created_(at|by)$/, front: /^cancelled_by$/,
  front_section: /^section_id$/, review_step: /^id$/, revision: /^id$/, correction: /^(publication_)?id$/,
  preview_link: /^(token_hash|expires_at|revoked_at|revoked_by|seen_at)$/,
  report: /^(email|address|closed_by|correction_id)$/, revision_byline: /^revision_id$/, revision_tag: /^revision_id$/,
};
/** A row’s own number says of which text it is. */
const OF_TEXT = ['revision_byline', 'revision_tag'];

function rows(site, table, columns) {
  const of = OF_TEXT.includes(table) ? `, (SELECT r.story_id || '/' || r.number FROM revision r WHERE r.id = revision_id) AS of` : '';
  return sql(site, `SELECT ${columns.map((c) => `"${c}"`).join(', ')}${of} FROM "${table}"`)
    .map((row) => JSON.stringify(row)).sort();
}

describe('a whole paper', () => {
  test('comes back as it was: its export has the same bytes, and verify is content', () => {
    assert.equal(exported(back, 'back.json'), text);
    assert.match(ok('verify', back), /nothing wrong/);
    assert.equal(said.rendered_otherwise, 0);
    const d = JSON.parse(text);
    assert.deepEqual([said.texts, said.people, said.pictures, said.reports, said.merged_names],
      [d.stories.flatMap((s) => s.revisions).length, d.people.length, d.media.length, 1, 4]);
    assert.deepEqual([said.notes, said.suggestions, said.assignments, said.log], [2, 2, d.assignments.length, 0]);
    assert.doesNotMatch(text, /Tokencanary/);
  });

  test('column for column, of every table that there is, unless this list says why not', () => {
    const all = sql(from, `SELECT m.name AS t, p.name AS c FROM sqlite_master m JOIN pragma_table_info(m.name) p
      WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%'`);
    const tables = new Map();
    for (const { t, c } of all)
      if (!Object.values(NOT_IN_IT).some((r) => r.test(t)) && !COLUMNS_NOT_IN_IT[t]?.test(c))
        tables.set(t, [...(tables.get(t) ?? []), c]);
    assert.ok(tables.size >= 35, [...tables.keys()].join());
    const plain = [];
    for (const [t, columns] of tables) {
      assert.deepEqual(rows(back, t, columns), rows(from, t, columns), t);
      // What every row leaves as it is at first would not be missed.
      for (const c of columns)
        if (!sql(from, `SELECT 1 FROM "${t}" WHERE "${c}" NOT IN (0, '', '[]') LIMIT 1`).length)
          plain.push(`${t}.${c}`);
    }
    assert.deepEqual(plain, []);
  });

  test('readers see the same of both: every page, feed, picture and old address', () => {
    ok('export', from, 'static', at('pages'));
    ok('export', back, 'static', at('pages-back'));
    const [one, two] = [tree(at('pages')), tree(at('pages-back'))];
    assert.deepEqual([...two.keys()].sort(), [...one.keys()].sort());
    for (const [name, bytes] of one)
      assert.ok(bytes.equals(two.get(name)), name);
    assert.ok(one.size > 60, String(one.size));
  });

  test('what nobody was to see yet, or any more, nobody sees; its pictures lie where no web server looks', () => {
    // The notice of what was withdrawn names it.
    for (const [name, bytes] of tree(at('pages-back')))
      for (const word of CANARIES.filter((w) => w !== 'Withdrawncanary' || !name.includes('/withdrawn/')))
        assert.ok(!bytes.toString().toLowerCase().includes(word.toLowerCase()), `${name} says ${word}`);
    const states = (site) => json('story', 'list', site).map((s) => `${s.id} ${s.state}`).sort();
    assert.deepEqual(states(back), states(from));
    assert.deepEqual([...tree(path.join(back, 'media')).keys()].sort(), [...tree(path.join(from, 'media')).keys()].sort());
    assert.ok(tree(path.join(back, 'media/.withdrawn')).size >= 2);
    assert.ok(said.stories.scheduled >= 1 && said.stories.withdrawn >= 1 && said.stories.binned >= 1);
  });

  test('its report names what goes out by itself, and what came due meanwhile', () => {
    assert.deepEqual(said.due_since, []);
    assert.ok(said.goes_out.length >= 3 && said.goes_out.every((d) => /^21(89|90)-/.test(d.at)), JSON.stringify(said.goes_out));
    assert.ok(said.goes_out.some((d) => d.story === null) && said.goes_out.some((d) => d.headline === 'Scheduledcanary'));
    const d = JSON.parse(text);
    const s = d.stories.find((one) => one.slug === 'scheduled');
    // As a file that lay for a day: its instant has come since somebody last worked on the paper.
    const due = new Date(Date.now() - 1000).toISOString();
    const earlier = (t) => (t && Date.parse(t) > Date.now() - 86400e3 && Date.parse(t) < Date.now()
      ? new Date(Date.parse(t) - 86400e3).toISOString() : t);
    const file = JSON.stringify({ ...d, assignments: [], stories: [{ ...s, published_at: due,
      publications: [{ ...s.publications[0], live_from: due }] }] },
    (key, value) => (/_at$|^at$|live_from/.test(key) && value !== due ? earlier(value) : value));
    fs.writeFileSync(at('due.json'), file.replace(/"front":\[.*?\],"media"/s, '"front":[],"media"').replace(/"reports":\[.*?\]}$/s, '"reports":[]}'));
    const site = fresh();
    const dry = run(['import', site, 'json', at('due.json'), '--media', from, '--dry-run']);
    assert.equal(dry.status, 0, dry.err);
    assert.match(dry.out, /readers see it as soon as it is imported:\n {2}since .*“Scheduledcanary”/);
    assert.deepEqual(json('story', 'list', site), []);
    const real = json('import', site, 'json', at('due.json'), '--media', from);
    assert.deepEqual(real.due_since.map((one) => one.headline), ['Scheduledcanary']);
    assert.equal(real.stories.live, 1);
  });

  test('a dry run says the same, and leaves nothing', () => {
    const site = fresh();
    const before = exported(site, 'before.json');
    const dry = json('import', site, 'json', at('paper.json'), '--media', from, '--dry-run');
    // In the zone that the site has until then.
    const plain = (r) => JSON.parse(JSON.stringify({ ...r, dry_run: 0, milliseconds: 0 },
      (key, value) => (/^at$|_at$/.test(key) ? Date.parse(value) : value)));
    assert.deepEqual(plain(dry), plain(said));
    assert.equal(exported(site, 'after.json'), before);
    assert.deepEqual([...tree(path.join(site, 'media')).keys()], []);
  });

  test('people are there without their passwords, and get in by a link', () => {
    assert.deepEqual(json('user', 'list', back).map((u) => [u.login, u.role, u.password ?? u.has_password ?? false]),
      json('user', 'list', from).map((u) => [u.login, u.role, false]));
    assert.match(ok('user', 'link', back, 'ines'), /\/admin\/link\?token=/);
    assert.match(run(['import', fresh(), 'json', at('paper.json'), '--media', from]).out,
      /Give each a link:\n +\S+ user link \S+ LOGIN\n(.*\n)*Not in the file either: the log/);
  });

  test('with its log, but for what was typed where nobody could sign in; a guest’s link opens nothing', () => {
    write(from, `INSERT INTO audit (at, action, detail) VALUES (1768000000000, 'user.sign_in_failed', 'Secretcanary from 192.0.2.1')`);
    ok('export', from, 'json', at('log.json'), '--reports', '--log');
    const logged = JSON.parse(fs.readFileSync(at('log.json')));
    assert.ok(logged.log.length > 30 && logged.log.every((e) => e.action && e.at));
    assert.doesNotMatch(fs.readFileSync(at('log.json'), 'utf8'), /Secretcanary|192\.0\.2\.1/);
    const site = fresh();
    const own = sql(site, 'SELECT count(*) AS n FROM audit')[0].n;
    assert.equal(json('import', site, 'json', at('log.json'), '--media', from).log, logged.log.length);
    ok('export', site, 'json', at('log-back.json'), '--reports', '--log');
    const { log, ...rest } = JSON.parse(fs.readFileSync(at('log-back.json')));
    assert.deepEqual(rest, JSON.parse(text));
    assert.deepEqual(log.slice(-1 - logged.log.length, -1), logged.log);
    assert.equal(log.at(-1).action, 'site.import');
    assert.ok(log.length >= own + 1 + logged.log.length);
    const [link] = sql(site, 'SELECT name, created_at = expires_at AS over, length(token_hash) AS n FROM preview_link');
    assert.deepEqual([link.name, link.over], ['Dr. "Kim", lawyer', 1]);
    assert.notEqual(link.n, 64, 'as long as the hash of a token');
  });

  test('in any spelling of JSON, and one that an earlier version wrote', () => {
    const d = JSON.parse(text);
    fs.writeFileSync(at('spelled.json'), JSON.stringify(d, null, 2));
    const site = fresh();
    ok('import', site, 'json', at('spelled.json'), '--media', from);
    assert.equal(exported(site, 'spelled-back.json'), text);
    // Before names and pictures had their numbers in it; hashes are over those.
    delete d.merged_names;
    delete d.assignments;
    for (const g of [...d.sections, ...d.bylines, ...d.tags, ...d.media])
      delete g.id;
    for (const m of d.media) {
      delete m.said_before;
      delete m.brought_by;
    }
    for (const s of d.stories) {
      for (const key of ['edited_by', 'imported', 'in_hands', 'guests', 'notes', 'suggestions'])
        delete s[key];
      for (const r of s.revisions) {
        delete r.text_hash;
        delete r.named;
      }
    }
    fs.writeFileSync(at('earlier.json'), JSON.stringify(d));
    const earlier = fresh();
    assert.ok(json('import', earlier, 'json', at('earlier.json'), '--media', from).rendered_otherwise > 0);
    assert.match(ok('verify', earlier), /nothing wrong/);
    const bodies = (t) => JSON.parse(t).stories.map((s) => s.revisions.map((r) => [r.headline, r.body, r.saved_at]));
    assert.deepEqual(bodies(exported(earlier, 'earlier-back.json')), bodies(text));
  });
});

describe('is refused whole, with the place and the reason:', () => {
  /** The file changed in one way, tried on one site, which stays as it was. */
  let site, empty;
  before(() => {
    site = fresh();
    empty = exported(site, 'empty.json');
  });

  const tried = (file, pattern, ...args) => {
    const r = run(['import', site, 'json', file, '--media', from, ...args]);
    assert.equal(r.status, 1, r.out);
    assert.match(r.err, pattern);
    assert.match(r.err, /Nothing was imported\./);
    assert.equal(exported(site, 'still.json'), empty);
    assert.deepEqual([...tree(path.join(site, 'media')).keys()], []);
  };
  const changed = (change, pattern) => {
    const d = JSON.parse(text);
    const other = change(d) ?? d;
    fs.writeFileSync(at('changed.json'), typeof other === 'string' ? other : JSON.stringify(other));
    tried(at('changed.json'), pattern);
  };
  const story = (d, slug) => d.stories.find((s) => s.slug === slug);

  test('a file that is none, is damaged, or is another one', () => {
    changed(() => text.slice(0, text.length >> 1), /line \d+.*damaged, or is no export: it ends here, in the middle/);
    changed(() => text.slice(0, -3), /it ends here, in the middle/);
    changed(() => `${text}x`, /something stands behind its end/);
    changed(() => text.replace('"people":[', '"people":['.slice(0, -1)), /should stand here/);
    changed(() => text.replace(/"headline":"Nebel/, '"headline":"Ne\u0001bel'), /record \d+ of “stories”.*not well-formed JSON/);
    changed(() => '{"db":[]}', /no export that “dateline export SITE json” wrote/);
    changed(() => '# A text', /no export/);
    changed((d) => ({ ...d, format: 'dateline json 2' }), /A newer Dateline wrote this file \(“dateline json 2”\)\. Bring this one up to date/);
    tried(folder, /cannot be read|no export|damaged/);
  });

  test('what this version does not know, or cannot find', () => {
    changed((d) => void (d.stories[0].mood = 'blue'), /record 1 of “stories”: “mood” means nothing to this version.*would be lost/);
    changed((d) => ({ ...d, polls: [] }), /“polls” means nothing to this version/);
    changed((d) => void (d.settings.mood = 'blue'), /“mood” is no setting that this version/);
    changed((d) => ({ format: d.format, settings: d.settings, media: d.media, people: d.people }), /“media” stands where “people” should/);
    changed((d) => void delete d.stories, /“stories” is missing|“assignments” stands where “stories” should/);
    changed((d) => void delete d.stories[1].steps, /record 2 of “stories”: “steps” is missing/);
    changed((d) => void (d.stories[0].published_at = '2026-13-01T00:00:00.000Z'), /“published_at” should be a time/);
    changed((d) => void (d.stories[0].created_by = 99), /there is no person 99/);
    changed((d) => void (story(d, 'lamp').revisions[0].named.section = 'nowhere'), /revision 1: There is no section “nowhere”/);
    changed((d) => void (story(d, 'tide').revisions[0].hero.media = 'f'.repeat(32)), /no picture “f+” in the file/);
    changed((d) => void (d.people[1].login = d.people[0].login), /record 2 of “people”: Something of this number or name came already/);
    changed((d) => void (d.stories[1].id = d.stories[0].id), /record 2 of “stories”: Something of this number/);
    changed((d) => void (d.merged_names[0].into = d.merged_names[0].slug), /leads round in a circle/);
  });

  test('what would go round a rule: a text, an address, a time, a link', () => {
    changed((d) => void (story(d, 'tide').revisions[0].body += ' Not so.'), /revision 1: It says something else than when it was saved/);
    changed((d) => void (story(d, 'tide').revisions[0].number = 2), /stands in another's place/);
    changed((d) => void (story(d, 'tide').revisions[0].sources[0].url = 'javascript:alert(1)'), /Source 1 needs a whole address/);
    changed((d) => void (story(d, 'tide').path = '/admin/x'), /is no address of a story/);
    changed((d) => void (story(d, 'tide').path = story(d, 'nebel').path), /belongs to something else already/);
    changed((d) => void (story(d, 'lamp').publications.at(-1).updated_at = '2020-01-01T00:00:00.000Z'), /Updated lies before Published/);
    changed((d) => void (story(d, 'lamp').publications.at(-1).updated_at = '2120-01-01T00:00:00.000Z'), /Updated lies in the future/);
    changed((d) => void (story(d, 'tide').publications[0].revision = 9), /names a text that is not there/);
    changed((d) => void (story(d, 'tide').publications = []), /do not fit each other/);
    changed((d) => void (d.media[0].files[0].path = '../../etc/passwd'), /no path of a file of this picture/);
    changed((d) => void (d.media[0].license = 'javascript:x'), /web address/);
    changed((d) => void (d.sections[0].slug = 'admin'), /“admin” can be no address/);
    changed((d) => void (d.bylines.find((b) => b.profile.links.length).profile.links = ['javascript:x']), /is no web address/);
    changed((d) => void (d.redirect_rules[0].target = 'javascript:x'), /Write where it leads/);
    changed((d) => void (d.settings.base_url = 'javascript:x'), /“settings”, “base_url”/);
    const one = (d) => story(d, 'tide');
    changed((d) => void (one(d).notes[1].answers = 99), /“notes”.*It names something that is not in the file/);
    changed((d) => void (one(d).notes[1].guest = null), /“notes”.*said by nobody, or by two/);
    changed((d) => void (one(d).notes[0].words = 'x'.repeat(4001)), /“notes”.*more than a note can/);
    changed((d) => void (one(d).suggestions[1].changes[1].at = 9e9), /“suggestions”.*Change 2 of a suggestion is none of the text/);
    changed((d) => void (one(d).suggestions[1].changes[0].field = 'slug'), /“suggestions”.*Change 1 of a suggestion is none of the text/);
    changed((d) => void (one(d).suggestions[0].revision = 99), /“suggestions”.*not in the file/);
    changed((d) => void (one(d).guests = []), /“notes”.*not in the file/);
    changed((d) => void (d.assignments[1].story = 9999), /record 2 of “assignments”.*not in the file/);
    changed((d) => void (d.assignments[1].title = ' '), /record 2 of “assignments”.*no title/);
    changed((d) => void (d.assignments[0].state = 'late'), /“late” is no “state”/);
    changed((d) => void (d.media.find((m) => m.brought_by.length).brought_by = [99]), /brought by 99, who is nobody/);
  });

  test('a picture whose file is not there, or another; with --incomplete it is named', () => {
    fs.cpSync(path.join(from, 'media'), at('media'), { recursive: true });
    const d = JSON.parse(text);
    const lost = d.media.at(-1).files[0].path;
    const where = [at('media', lost), at('media/.withdrawn', lost)].find((f) => fs.existsSync(f));
    fs.appendFileSync(where, 'x');
    const r = run(['import', site, 'json', at('paper.json'), '--media', at('media')]);
    assert.equal(r.status, 1);
    assert.match(r.err, new RegExp(`import: The file ${lost} of a picture is not in .*--media`));
    assert.equal(exported(site, 'still.json'), empty);
    assert.deepEqual([...tree(path.join(site, 'media')).keys()], []);
    assert.deepEqual(json('import', fresh(), 'json', at('paper.json'), '--media', at('media'), '--incomplete').missing_files, [lost]);
    assert.equal(run(['import', site, 'json', at('paper.json')]).status, 1, 'nor without any folder');
  });

  test('a site that has something of its own', () => {
    const others = [['user', 'add', 'ann', '--name', 'Ann'], ['section', 'add', 'Sport'], ['style', 'add', 'very', '--why', 'x'],
      ['redirect', 'add', '/a', '/b'], ['assignment', 'add', 'A title']];
    for (const [noun, verb, ...rest] of others) {
      const own = fresh();
      ok(noun, verb, own, ...rest);
      const r = run(['import', own, 'json', at('paper.json'), '--media', from]);
      assert.equal(r.status, 1, noun);
      assert.match(r.err, /The site has [a-z ]+ of its own\. A whole paper comes only into a new one/);
    }
    const twice = run(['import', back, 'json', at('paper.json'), '--media', from]);
    assert.match(twice.err, /The site has stories of its own/);
    assert.equal(exported(back, 'back.json'), text);
  });

  test('options that are for other formats', async () => {
    for (const option of [['--check'], ['--section', 'news'], ['--map', 'a=b'], ['--fetch']]) {
      const r = run(['import', site, 'json', at('paper.json'), ...option]);
      assert.equal(r.status, 2);
      assert.match(r.err, /json takes a whole paper as it is/);
    }
    await dateline(['import', site, 'markdown', at(), '--incomplete'], { allow: [2] });
  });
});
