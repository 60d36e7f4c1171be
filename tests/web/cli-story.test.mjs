// cli-story.test.mjs: stories from the command line: posted, published, corrected, put off and taken back.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';

import { fails, file, inFolder, json, ok, run, story } from './lib/cli.mjs';
import { ROOT } from './lib/site.mjs';

describe('stories', () => {
  const site = inFolder('site');
  before(() => ok('init', site, '--zone', 'Europe/London'));
  const post = (front, body, ...more) =>
    json('story', 'post', site, file('post.md', story(front, body)), ...more);

  test('a file becomes a draft, and then the paper', () => {
    const draft = post('title: Night buses\nsection: news\nauthors: [Ines Okafor]');
    assert.equal(draft.state, 'draft');
    ok('story', 'publish', site, String(draft.id));
    const shown = json('story', 'show', site, String(draft.id));
    assert.equal(shown.state, 'live');
    assert.equal(shown.updated, null);
    assert.equal(json('story', 'show', site, shown.path).id, draft.id);
  });

  test('a new text is a minor fix unless somebody says otherwise', () => {
    const { id } = post('title: Kelp\nsection: news\ndate: 2026-01-05 09:00', 'One.', '--publish');
    post('title: Kelp\nsection: news', 'Two.', '--id', String(id));
    assert.equal(json('story', 'show', site, String(id)).updated, null);
    post('title: Kelp\nsection: news', 'Three.', '--id', String(id), '--updated',
      '2026-01-06T10:00', '--note', 'Added a third.');
    const shown = json('story', 'show', site, String(id));
    assert.equal(shown.updated, '2026-01-06T10:00:00+00:00');
    assert.equal(shown.body, 'Three.');
    assert.deepEqual(shown.revisions.map(r => r.edit), ['update', 'minor', 'first']);
  });

  test('a correction says what was wrong and what is right', () => {
    const { id } = post('title: Tide\nsection: news\ndate: 2026-01-05 09:00', 'A.', '--publish');
    post('title: Tide\nsection: news', 'B.', '--id', String(id), '--correction', '--wrong',
      '11,400', '--right', '1,400');
    const shown = json('story', 'show', site, String(id));
    assert.equal(shown.corrections[0].wrong, '11,400');
    assert.notEqual(shown.updated, null);
  });

  test('Updated can be set and cleared by hand, but not into the future', () => {
    const { id } = post('title: Fog\nsection: news\ndate: 2026-01-05 09:00', 'A.', '--publish');
    ok('story', 'updated', site, String(id), '2026-01-07T12:00');
    assert.equal(json('story', 'show', site, String(id)).updated, '2026-01-07T12:00:00+00:00');
    fails(1, /future/, 'story', 'updated', site, String(id), '2199-01-01T00:00');
    fails(1, /does not exist/, 'story', 'updated', site, String(id), '2026-03-29T01:30');
    ok('story', 'updated', site, String(id), '--clear');
    assert.equal(json('story', 'show', site, String(id)).updated, null);
  });

  test('a withdrawal needs a reason', () => {
    const { id } = post('title: Lamps\nsection: news\ndate: 2026-01-05 09:00', 'A.', '--publish');
    fails(2, /--reason/, 'story', 'withdraw', site, String(id));
    ok('story', 'withdraw', site, String(id), '--reason', 'The data were wrong.');
    assert.equal(json('story', 'show', site, String(id)).state, 'withdrawn');
  });

  test('options that contradict each other are refused before anything is read', () => {
    fails(2, /--note/, 'story', 'post', site, '/nowhere', '--id', '1', '--updated', 'now');
    fails(2, /--wrong/, 'story', 'post', site, '/nowhere', '--id', '1', '--correction');
    fails(2, /--id/, 'story', 'post', site, '/nowhere', '--updated', 'now', '--note', 'x');
    fails(1, /no story 999/, 'story', 'show', site, '999');
    fails(2, /number/, 'story', 'publish', site, 'abc');
  });

  test('a list is filtered, and a terminal is safe from a headline', () => {
    post('title: "Bell \\u0007 and \\u001b[31mred"\nsection: news', 'A.');
    // eslint-disable-next-line no-control-regex
    assert.doesNotMatch(ok('story', 'list', site), /[\x07\x1b]/);
    assert.ok(json('story', 'list', site, '--state', 'live').every(s => s.state === 'live'));
    fails(2, /--state must be draft/, 'story', 'list', site, '--state', 'lost');
  });

  test('a list takes every state that its help names', () => {
    const [, names] = /--state STATE +(.*)/.exec(ok('story', 'list', '--help'));
    const states = names.split(/, | or /);
    assert.ok(states.includes('review'));
    for (const state of states) json('story', 'list', site, '--state', state);
    assert.deepEqual(json('story', 'list', site, '--state', 'review'),
      json('story', 'list', site, '--state', 'in-review'));
  });

  test('standard input becomes a story, and has no pictures beside it', () => {
    const r = run(['story', 'post', site, '-', '--json'],
      story('title: From a pipe\nsection: news', 'Piped.\n\n![A boat](/etc/boat.jpg)'));
    assert.equal(r.status, 0, r.err);
    assert.match(r.err, /The picture \/etc\/boat\.jpg was not found/);
    const { id } = JSON.parse(r.out);
    assert.match(json('story', 'show', site, String(id)).body, /^Piped\./);
    assert.match(run(['story', 'post', site, '-'], '').err, /: Standard input: it is empty/);
  });

  test('its pictures come along, once, and a broken one is named', () => {
    mkdirSync(inFolder('pictures'), { recursive: true });
    copyFileSync(path.join(ROOT, 'tests/fixtures/pictures/large.jpg'), inFolder('pictures/a.jpg'));
    const hero = 'hero: {file: pictures/a.jpg, alt: A gradient, credit: Nobody}';
    const body = '![Again](pictures/a.jpg "The same. Credit: Nobody")';
    const { id } = post(`title: Picture\nsection: news\n${hero}`, body, '--publish');
    const files = () => readdirSync(path.join(site, 'media'), { recursive: true })
      .filter(name => /\.(jpg|webp)$/.test(name));
    assert.equal(files().length, 6);
    assert.match(json('story', 'show', site, String(id)).body,
      /^!\[Again\]\(\/media\/\d{4}\/\d\d\/[0-9a-f]{32}-960\.jpg "The same\. Credit: Nobody"\)$/);
    file('pictures/a.jpg', 'no picture');
    fails(1, /a\.jpg: .*not a picture/, 'story', 'post', site,
      file('post.md', story(`title: Broken\nsection: news\n${hero}`)));
    assert.equal(files().length, 6);
  });
});

describe('a story with more than one text', () => {
  const site = inFolder('texts');
  before(() => {
    ok('init', site, '--zone', 'Europe/London');
    ok('user', 'add', site, 'otto', '--name', 'Otto Reyle', '--no-password');
  });
  const later = '2190-01-05T09:00';
  const stamp = '2190-01-05T09:00:00+00:00';
  const front = 'title: Kelp\nsection: news\ndate: 2026-01-05 09:00';
  const text = (...paragraphs) => file('text.md', story(front, paragraphs.join('\n\n')));
  const show = id => json('story', 'show', site, String(id));
  const texts = id => Object.fromEntries(show(id).texts.map(t => [t.text, t]));
  const live = (...paragraphs) =>
    json('story', 'post', site, text(...paragraphs), '--publish').id;
  const again = (id, paragraphs, ...more) =>
    json('story', 'post', site, text(...paragraphs), '--id', String(id), ...more);
  const says = (id, paragraphs, ...more) =>
    ok('story', 'post', site, text(...paragraphs), '--id', String(id), ...more);
  const refuses = (pattern, id, paragraphs, ...more) =>
    fails(1, pattern, 'story', 'post', site, text(...paragraphs), '--id', String(id), ...more);
  const wrong = (pattern, ...more) => fails(2, pattern, 'story', 'post', site, '/nowhere', ...more);

  test('what was saved is said: what it began from, and what became of it', () => {
    const id = live('One.');
    assert.match(says(id, ['Two.']),
      /^Story \d+: revision 2, minor fix, live at \/2026\/01\/kelp[-\d]*; began from revision 1\.\n$/);
    assert.match(says(id, ['Two.']), /revision 2, unchanged, live at/);
    const update = again(id, ['Three.'], '--updated', 'now', '--note', 'A third.');
    assert.deepEqual([update.from, update.revision, update.outcome, update.merged, update.unchanged],
      [2, 3, 'update', null, false]);
    assert.equal(json('story', 'post', site, text('New.')).from, null);
  });

  test('a correction of an equal text says that it was printed', () => {
    const id = live('One.');
    const said = says(id, ['One.'], '--correction', '--wrong', '4', '--right', '3');
    assert.match(said, /correction printed \(the text is the same\), live at/);
    assert.doesNotMatch(said, /unchanged/);
    assert.equal(show(id).corrections.length, 1);
    const more = again(id, ['One.'], '--correction', '--wrong', '5', '--right', '3');
    assert.deepEqual([more.outcome, more.unchanged], ['correction', false]);
  });

  test('a file that began from another revision is refused, and told what is there', () => {
    const id = live('One.');
    again(id, ['Two.'], '--from', '1');
    refuses(/Revision 2 is there now, saved by the command line at .*; this began from 1\./, id,
      ['Three.'], '--from', '1');
    assert.equal(show(id).body, 'Two.');
    again(id, ['Three.'], '--from', '2');
    fails(1, /Readers see revision 3 already/, 'story', 'publish', site, String(id));
  });

  test('a change that waits has to be named, and so has the text beside it', () => {
    const id = live('One.', 'Two.');
    const staged = again(id, ['One.', 'Dos.'], '--at', later, '--updated', later, '--note', 'N.');
    assert.deepEqual([staged.outcome, staged.state, staged.waits_for], ['waits', 'live', stamp]);
    refuses(/more than one text.*\n +--on live +revision 1, .*\n +--on waiting +revision 2, update, /,
      id, ['Uno.', 'Two.']);
    refuses(/has no draft/, id, ['Uno.'], '--on', 'draft');
    refuses(/Another change waits already.*unschedule .* --revision 2/, id, ['Uno.', 'Two.'], '--on',
      'live', '--at', later);
    const fix = again(id, ['Uno.', 'Two.'], '--on', 'live');
    assert.deepEqual([fix.outcome, fix.revision, fix.merged], ['minor', 3, 4]);
    assert.match(says(id, ['Eins.', 'Two.'], '--on', 'live'), /put into what waits .* revision 6\.$/m);
    assert.equal(json('story', 'show', site, String(id), '--revision', '6').body, 'Eins.\n\nDos.');
  });

  test('overlapping words are shown, and somebody says whose win', () => {
    const id = live('One.');
    again(id, ['Waiting.'], '--at', later);
    refuses(/--waiting keeps.*\n.*One\.\n.*what waits: Waiting\.\n.*this text: +Fixed\./, id,
      ['Fixed.'], '--on', 'live');
    assert.equal(json('story', 'show', site, String(id), '--revision', '1').live, 1);
    again(id, ['Fixed.'], '--on', 'live', '--waiting', 'keeps');
    const body = t => json('story', 'show', site, String(id), '--revision',
      String(texts(id)[t].revision)).body;
    assert.deepEqual([body('live'), body('waiting')], ['Fixed.', 'Waiting.']);
    again(id, ['Mine.'], '--on', 'live', '--waiting', 'takes');
    assert.deepEqual([body('live'), body('waiting')], ['Mine.', 'Mine.']);
  });

  test('a text that waits is replaced where it is, with its time and its kind', () => {
    const id = live('One.');
    again(id, ['Two.'], '--at', later, '--correction', '--wrong', '1', '--right', '2');
    const next = again(id, ['Three.'], '--on', 'waiting', '--from', '2');
    assert.deepEqual([next.outcome, next.waits_for], ['waits', stamp]);
    const { waiting } = texts(id);
    assert.deepEqual([waiting.revision, waiting.edit, waiting.wrong, waiting.right],
      [3, 'correction', '1', '2']);
    assert.equal(texts(id).live.revision, 1);
    wrong(/./, '--id', '1', '--on', 'sideways');
    refuses(/This text waits.*--at now/, id, ['Four.'], '--on', 'waiting', '--publish');
    assert.equal(again(id, ['Four.'], '--on', 'waiting', '--publish', '--at', 'now').outcome,
      'correction');
  });

  test('a draft beside what readers see is kept, found and replaced by its number alone', () => {
    const id = live('One.');
    assert.match(says(id, ['Draft.'], '--keep'), /kept as a draft; readers still see revision 1/);
    refuses(/more than one text/, id, ['Two.']);
    refuses(/There is a draft already: revision 2, .*--replace-draft 2/, id, ['Two.'], '--on', 'live',
      '--keep');
    refuses(/There is a draft already/, id, ['Two.'], '--on', 'live', '--keep', '--replace-draft',
      '1');
    again(id, ['Two.'], '--on', 'live', '--keep', '--replace-draft', '2');
    assert.equal(again(id, ['Two words.'], '--on', 'draft').outcome, 'kept');
    assert.equal(texts(id).live.revision, 1);
    assert.deepEqual(texts(id).draft.words_apart, 2);
    const done = again(id, ['Two words more.'], '--on', 'draft', '--publish', '--updated', 'now',
      '--note', 'More.');
    assert.deepEqual([done.outcome, done.from], ['update', 4]);
    assert.equal(texts(id).draft, undefined);
  });

  test('a draft that does not know what readers see now would undo it, and is refused', () => {
    const id = live('One.');
    again(id, ['Draft.'], '--keep');
    again(id, ['Fixed.'], '--on', 'live');
    assert.match(ok('story', 'show', site, String(id)), /written when readers saw revision 1/);
    const stale = /Readers see revision 3 now .*written when they saw 1\..*--follows 3/;
    fails(1, stale, 'story', 'publish', site, String(id));
    refuses(stale, id, ['Draft two.'], '--on', 'draft', '--publish');
    again(id, ['Draft two.'], '--on', 'draft');
    fails(1, stale, 'story', 'publish', site, String(id));
    fails(1, /Readers see revision 3, not 2/, 'story', 'publish', site, String(id), '--follows', '2');
    again(id, ['Draft two, fixed.'], '--on', 'draft', '--follows', '3');
    fails(1, /Revision 5 is there now/, 'story', 'publish', site, String(id), '--revision', '4');
    assert.match(ok('story', 'publish', site, String(id), '--revision', '5'),
      /revision 5, minor fix, live at/);
    assert.equal(show(id).body, 'Draft two, fixed.');
  });

  test('of two texts that readers have not seen, publish wants one named', () => {
    const id = live('One.', 'Two.');
    again(id, ['One.', 'Dos.'], '--at', later);
    again(id, ['Uno.', 'Two.'], '--on', 'live', '--keep');
    fails(1, /more than one text.*\n +--on waiting .*\n +--on draft /, 'story', 'publish', site,
      String(id));
    fails(1, /Readers see revision 1 already/, 'story', 'publish', site, String(id), '--on', 'live');
    const done = json('story', 'publish', site, String(id), '--on', 'draft');
    assert.deepEqual([done.outcome, done.merged], ['minor', 4]);
    assert.equal(json('story', 'publish', site, String(id), '--on', 'waiting').outcome, 'minor');
    assert.equal(show(id).body, 'Uno.\n\nDos.');
  });

  test('the draft of a scheduled story does not push it off the schedule unsaid', () => {
    const { id } = json('story', 'post', site, text('One.'), '--publish', '--at', later);
    assert.equal(again(id, ['Two.'], '--keep').outcome, 'kept');
    fails(1, /waits with another text.*unschedule .* --revision 1/, 'story', 'publish', site,
      String(id), '--on', 'draft');
    fails(1, /Revision 1 waits, not 2/, 'story', 'unschedule', site, String(id), '--revision', '2');
    assert.match(ok('story', 'unschedule', site, String(id), '--revision', '1'),
      /revision 1 waits no longer; it is in the history alone, for revision 2 is the draft/);
    assert.equal(json('story', 'publish', site, String(id)).outcome, 'published');
  });

  test('what waits no longer is the draft, and a draft can be discarded', () => {
    const id = live('One.');
    again(id, ['Two.'], '--at', later);
    assert.match(ok('story', 'unschedule', site, String(id)), /it is the draft now/);
    fails(1, /Nothing waits here/, 'story', 'unschedule', site, String(id));
    fails(2, /--revision/, 'story', 'discard', site, String(id));
    fails(1, /The draft is revision 2, not 1/, 'story', 'discard', site, String(id), '--revision',
      '1');
    assert.equal(json('story', 'discard', site, String(id), '--revision', '2').draft, null);
    fails(1, /has no draft/, 'story', 'discard', site, String(id), '--revision', '2');
  });

  test('a withdrawn story comes back only when that is said, with the text that is named', () => {
    const id = live('One.');
    again(id, ['Two.'], '--at', later);
    assert.match(ok('story', 'withdraw', site, String(id), '--reason', 'Wrong.'),
      /withdrawn; \/2026\/01\/kelp.* shows the reason; revision 2 waits no longer; it is the draft/);
    refuses(/more than one text/, id, ['Three.']);
    refuses(/is withdrawn. Add --publish/, id, ['Three.'], '--on', 'live');
    refuses(/comes back at once: leave out --at/, id, ['Three.'], '--on', 'live', '--publish', '--at',
      later);
    fails(1, /restore .* --revision 1/, 'story', 'publish', site, String(id), '--on', 'live');
    fails(2, /--revision/, 'story', 'restore', site, String(id));
    fails(1, /Readers saw revision 1 last, not 2/, 'story', 'restore', site, String(id),
      '--revision', '2');
    assert.match(ok('story', 'restore', site, String(id), '--revision', '1'),
      /revision 1, live again at .*, as it was/);
    fails(1, /not withdrawn/, 'story', 'restore', site, String(id), '--revision', '1');
    ok('story', 'withdraw', site, String(id), '--reason', 'Wrong.');
    assert.equal(again(id, ['Right.'], '--on', 'live', '--publish').outcome, 'returned');
  });

  test('a note, a correction and a reason are put right, each by what it belongs to', () => {
    const id = live('One.');
    again(id, ['Two.'], '--updated', 'now', '--note', 'Too was added.');
    again(id, ['Three.'], '--correction', '--wrong', 'Tow.', '--right', 'Tree.');
    const reword = (...args) => ['story', 'reword', site, String(id), ...args];
    fails(2, /Give --note, or/, ...reword('--revision', '2'));
    fails(2, /Give --note, or/, ...reword('--revision', '3', '--wrong', 'Two.'));
    fails(2, /Name the update or the correction/, ...reword('--note', 'Two was added.'));
    fails(1, /Revision 3 was no update/, ...reword('--revision', '3', '--note', 'Two was added.'));
    fails(1, /Revision 2 was no correction/, ...reword('--revision', '2', '--wrong', 'Two.', '--right', 'Three.'));
    ok(...reword('--revision', '2', '--note', 'Two was added.'));
    ok(...reword('--revision', '3', '--wrong', 'Two.', '--right', 'Three.'));
    fails(1, /withdrawn/, ...reword('--reason', 'It was wrong.'));
    ok('story', 'withdraw', site, String(id), '--reason', 'It was wroong.');
    fails(2, /leave --revision out/, ...reword('--reason', 'It was wrong.', '--revision', '3'));
    ok(...reword('--reason', 'It was wrong.'));
    const file = path.join(inFolder('out'), 'all.json');
    mkdirSync(path.dirname(file), { recursive: true });
    ok('export', site, 'json', file);
    const out = readFileSync(file, 'utf8');
    for (const words of ['Two was added.', 'It was wrong.'])
      assert.ok(out.includes(words), words);
    for (const words of ['Too was added.', 'wroong', 'Tow.'])
      assert.ok(!out.includes(words), words);
    assert.equal(json('audit', site, '--story', String(id), '--action', 'story.reword').length, 3);
  });

  test('what was published by mistake is taken back, and thrown away', () => {
    const { id } = json('story', 'post', site, file('oops.md', story('title: Oops\nsection: news')),
      '--publish');
    fails(1, /Only a draft can go into the bin/, 'story', 'bin', site, String(id));
    assert.equal(json('story', 'take-back', site, String(id)).state, 'draft');
    fails(1, /Only a live story/, 'story', 'take-back', site, String(id));
    assert.match(ok('story', 'bin', site, String(id)), /in the bin; after 30 days/);
    assert.deepEqual(json('story', 'list', site, '--state', 'binned').map(s => s.id), [id]);
    assert.ok(!json('story', 'list', site, '--state', 'draft').some(s => s.id === id));
    fails(1, /in the bin.*story unbin/, 'story', 'publish', site, String(id));
    refuses(/in the bin.*story unbin/, id, ['More.']);
    assert.equal(json('story', 'unbin', site, String(id)).state, 'draft');
    fails(1, /not in the bin/, 'story', 'unbin', site, String(id));
    fails(1, /no story 999/, 'story', 'bin', site, '999');
  });

  test('show and list name the texts', () => {
    const id = live('One two three.');
    again(id, ['One two four.'], '--at', later);
    again(id, ['One.'], '--on', 'live', '--keep');
    const said = ok('story', 'show', site, String(id));
    assert.match(said, /live +revision 1, saved by the command line at .*readers see this/);
    assert.match(said, /waiting +revision 2, .*, 1 word differs, minor, waits for 2190-01-05T09:00/);
    assert.match(said, /draft +revision 3, .*, 3 words differ\n/);
    assert.ok(ok('story', 'list', site).includes(`Kelp  [draft; waits for ${stamp}]\n`));
    const row = json('story', 'list', site).find(s => s.id === id);
    assert.deepEqual([row.live, row.waiting, row.draft, row.waits_for], [1, 2, 3, stamp]);
  });

  test('a time that has passed is refused for a story that readers know', () => {
    const id = live('One.');
    refuses(/has passed: .*--at now/, id, ['Two.'], '--at', '2026-01-06T09:00');
    assert.equal(again(id, ['Two.'], '--at', 'now').outcome, 'minor');
  });

  test('options that contradict each other are refused before anything is read', () => {
    wrong(/existing story: add --id/, '--on', 'live');
    wrong(/existing story: add --id/, '--from', '1');
    wrong(/--keep lets readers see nothing/, '--id', '1', '--keep', '--at', later);
    wrong(/--replace-draft only/, '--id', '1', '--replace-draft', '1');
    wrong(/add --publish/, '--id', '1', '--on', 'draft', '--at', later);
    wrong(/--waiting must be keeps or takes/, '--id', '1', '--waiting', 'loses');
    wrong(/--follows only goes with the draft/, '--id', '1', '--on', 'live', '--follows', '1');
    fails(2, /--on must be live, waiting or draft/, 'story', 'publish', site, '1', '--on', 'all');
    const { id } = json('story', 'post', site, text('One.'));
    refuses(/A draft is only kept/, id, ['Two.'], '--at', later);
    refuses(/not been published yet: save it without --updated/, id, ['Two.'], '--correction',
      '--wrong', 'a', '--right', 'b');
    fails(1, /not seen story \d+ yet: leave out --follows/, 'story', 'publish', site, String(id),
      '--follows', '1');
    assert.equal(again(id, ['Two.'], '--publish').outcome, 'published');
  });

  /* The command line saves in nobody's name, so the database itself is told that it was Otto. */
  const noSqlite = Boolean(spawnSync('sqlite3', ['--version']).error) && 'sqlite3 is not there';
  test('words of somebody else that readers have not seen are named first', { skip: noSqlite }, () => {
    const { id } = json('story', 'post', site, text('His words.'));
    const sql = 'DROP TRIGGER revision_keeps; UPDATE revision SET saved_by ='
      + ` (SELECT id FROM user WHERE login = 'otto') WHERE story_id = ${id};`;
    assert.equal(spawnSync('sqlite3', [path.join(site, 'dateline.db'), sql]).status, 0);
    const others = /somebody else.*--others-read.*\n +revision 1, saved by Otto Reyle at 20/;
    fails(1, others, 'story', 'publish', site, String(id));
    again(id, ['His words, and mine.']);
    fails(1, others, 'story', 'publish', site, String(id));
    refuses(others, id, ['His.'], '--publish');
    assert.equal(show(id).state, 'draft');
    assert.equal(json('story', 'publish', site, String(id), '--others-read').outcome, 'published');
  });
});
