// cli.test.mjs: the commands as a script or an editor's terminal meets them.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync,
  readdirSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { DATELINE as program, ENV as env, ROOT, freePort, makeSite, removeFolder } from './lib/site.mjs';

/* 2,084 real posts, which lie beside the project where it is developed. */
const archive = process.env.DATELINE_ARCHIVE ?? path.join(ROOT, '../shared/data/digitalgov.tar.xz');
const folder = mkdtempSync(path.join(tmpdir(), 'dateline-cli-'));
after(() => removeFolder(folder));

const site = path.join(folder, 'site');
const inFolder = name => path.join(folder, name);

function run(args, input = '') {
  const { status, stdout, stderr } = spawnSync(program, args, { input, env, encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}

function ok(...args) {
  const r = run(args);
  assert.equal(r.status, 0, `dateline ${args.join(' ')}: ${r.err}`);
  return r.out;
}

const json = (...args) => JSON.parse(ok(...args, '--json'));

function fails(status, pattern, ...args) {
  const r = run(args);
  assert.equal(r.status, status, `dateline ${args.join(' ')}: ${r.out}${r.err}`);
  assert.equal(r.out, '', 'trouble belongs on stderr');
  assert.match(r.err, pattern);
  assert.doesNotMatch(r.err, /SQL|\bat line\b/);
}

function file(name, text) {
  const to = inFolder(name);
  mkdirSync(path.dirname(to), { recursive: true });
  writeFileSync(to, text);
  return to;
}

const story = (front, body = 'The text.') => `---\n${front}\n---\n${body}\n`;

describe('every command', () => {
  const commands = ['init', 'up', 'serve', 'user add', 'user list', 'user passwd', 'user change', 'user link', 'user totp off',
    'user passkey list', 'user passkey remove', 'trust',
    'media add', 'media list', 'media show', 'media set', 'media older', 'media apply', 'media replace', 'media unreplace', 'media delete', 'story list', 'story show', 'story post', 'story publish', 'story unschedule', 'story discard',
    'story updated', 'story withdraw', 'story restore', 'story take-back', 'story bin',
    'story unbin', 'story reword', 'report list', 'report show', 'report close', 'report reopen', 'price list', 'price check',
    'front show', 'front set', 'front list', 'front undo', 'front cancel', 'ai list', 'assignment list', 'assignment show', 'assignment add', 'assignment change', 'assignment take',
    'assignment decline', 'assignment begin', 'assignment close', 'assignment reopen', 'import', 'export', 'settings list', 'settings get', 'settings set', 'backup', 'restore',
    'verify', 'housekeep', 'reindex'];
  for (const command of commands) {
    const words = command.split(' ');
    test(`${command} has help and knows wrong usage`, () => {
      const help = ok(...words, '--help');
      assert.match(help, new RegExp(`^Usage: dateline ${command} `));
      assert.equal(ok('help', ...words), help);
      fails(2, /Arguments are missing/, ...words);
      fails(2, /Unknown option: --nonsense/, ...words, '--nonsense');
    });
  }

  test('is listed, and others are refused', () => {
    const help = ok('--help');
    for (const command of commands)
      assert.ok(help.includes(`  ${command} `), command);
    assert.match(ok('--version'), /^dateline \d+\.\d+/);
    fails(2, /unknown command "frob"/, 'frob');
    fails(2, /user add/, 'user', 'frob');
    fails(2, /unknown command "frob"/, 'help', 'frob');
    assert.match(ok('help', 'user'), /user add/);
    fails(2, /first argument is empty/, 'user', 'list', '');
    fails(1, /is not a Dateline site\. To create one: .* init /, 'up', inFolder('nowhere'));
  });
});

describe('init', () => {
  test('makes a folder that only its user and group enter', () => {
    ok('init', site, '--title', 'The Paper', '--zone', 'Europe/London', '--base-url',
      'http://127.0.0.1:8099');
    assert.equal(statSync(site).mode & 0o7777, 0o750);
    assert.ok(existsSync(path.join(site, 'dateline.db')));
    assert.ok(statSync(path.join(site, 'media')).isDirectory());
    assert.equal(ok('settings', 'get', site, 'title'), 'The Paper\n');
  });

  test('says what it did, and the commands that come next can be pasted', () => {
    const folder = inFolder("a paper's own");
    const said = ok('init', folder);
    assert.match(said, /^Created the site .*: "Dateline", time zone UTC, language en-US, address http/);
    const next = said.match(/^ {4}.+$/gm).map(line => line.trim().replace('LOGIN', 'ines'));
    assert.deepEqual(next.map(line => / (user add|up) /.exec(line)?.[1]), ['user add', 'up']);
    const r = spawnSync('sh', ['-c', next[0]], { env, encoding: 'utf8', stdio: ['ignore'] });
    assert.equal(r.status, 0, r.stderr);
    assert.match(r.stdout, /^Added ines \(THEIR NAME\) as editor, without a password\./);
    const link = r.stdout.match(/^ {4}(.* user link .*)$/m)[1];
    assert.match(spawnSync('sh', ['-c', link], { env, encoding: 'utf8' }).stdout, /link\?token=/);
  });

  test('refuses a site, a full folder and a wrong zone, and leaves nothing behind', () => {
    fails(1, /is already a site/, 'init', site);
    file('full/a.txt', 'mine');
    fails(1, /not empty/, 'init', inFolder('full'));
    fails(1, /zone/i, 'init', inFolder('badzone'), '--zone', 'Mars/Olympus');
    assert.ok(!existsSync(inFolder('badzone')));
  });

  test('--if-missing leaves a site as it is, and makes one that is missing', () => {
    assert.equal(ok('init', site, '--if-missing', '--title', 'Another Paper'), '');
    assert.equal(ok('settings', 'get', site, 'title'), 'The Paper\n');
    ok('init', inFolder('new'), '--if-missing', '--title', 'New Paper');
    assert.equal(ok('settings', 'get', inFolder('new'), 'title'), 'New Paper\n');
    fails(1, /not empty/, 'init', inFolder('full'), '--if-missing');
  });

  test('a folder without a site is told how to become one', () => {
    fails(1, /dateline init/, 'verify', inFolder('nowhere'));
  });
});

describe('users', () => {
  test('are added with a password from standard input, never from the arguments', () => {
    const r = run(['user', 'add', site, 'ines', '--name', 'Ines Okafor', '--password-stdin'],
      'a long enough secret\n');
    assert.equal(r.status, 0, r.err);
    const [user] = json('user', 'list', site);
    assert.equal(user.login, 'ines');
    assert.equal(user.role, 'editor');
    assert.equal(user.password, true);
    assert.match(r.out, /Added ines \(Ines Okafor\) as editor, with a password\.\nSign in at http:/);
    fails(1, /already/, 'user', 'add', site, 'ines', '--no-password');
  });

  test('need a password that is hard to guess, and a role that exists', () => {
    const r = run(['user', 'passwd', site, 'ines'], 'short\n');
    assert.equal(r.status, 1);
    for (const [weak, why] of [['ThePaper12345!', /names|Four words/],
                               ['InesOkafor2026', /names that go with this paper/],
                               ['news-127.0.0.1', /names|Four words/],
                               ['1qaz2wsx3edc4rfv', /Four words/], ['kelpkelpkelp', /pattern/]]) {
      const refused = run(['user', 'passwd', site, 'ines'], `${weak}\n`);
      assert.equal(refused.status, 1, weak);
      assert.match(refused.err, why);
      assert.match(run(['user', 'add', site, 'okafor', '--name', 'Ines Okafor', '--password-stdin'],
                       `${weak}\n`).err, why);
    }
    assert.equal(run(['user', 'passwd', site, 'ines'], 'another long secret\n').status, 0);
    fails(2, /admin, editor, author or contributor/, 'user', 'add', site, 'x', '--role', 'king');
    fails(1, /no user "nobody"/, 'user', 'link', site, 'nobody');
  });

  test('get a link that signs in once', () => {
    const link = ok('user', 'link', site, 'ines', '--minutes', '5').trim();
    assert.match(link, /^http:\/\/127\.0\.0\.1:8099\/admin\/link\?token=[\w-]{43}$/);
    const r = run(['user', 'link', site, 'ines', '--json']);
    assert.equal(JSON.parse(r.out).minutes, 60);
    assert.match(run(['user', 'link', site, 'ines']).err, /once, within 60 minutes; earlier/);
  });
});

describe('stories', () => {
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

  test('standard input will do', () => {
    const r = run(['story', 'post', site, '-'], story('title: Piped\nsection: news'));
    assert.equal(r.status, 0, r.err);
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

describe('settings', () => {
  test('are read, checked and changed', () => {
    ok('settings', 'set', site, 'tagline', 'All of it');
    assert.equal(json('settings', 'list', site).tagline, 'All of it');
    fails(1, /./, 'settings', 'set', site, 'zone', 'Mars/Olympus');
    fails(2, /no setting/, 'settings', 'get', site, 'colour');
  });
});

describe('import', () => {
  before(() => {
    file('old/news/2019-03-26-one.md', story('title: One\nauthors: [a-b]', 'Text <b>bold</b>.'));
    file('old/news/two.md', story('title: Two\ndate: 2020-01-02\nsection: City Desk'));
    file('old/news/three.md', story('title: Three'));
    file('old/news/four.md', '+++\ntitle = "Four"\n+++\n');
    file('old/authors/a-b.md', story('name: Ada Byron'));
  });

  test('tries first, then does it, then finds nothing new', () => {
    const from = inFolder('old/news');
    const trial = json('import', site, 'markdown', from, '--dry-run');
    assert.equal(trial.added, 4);
    const first = json('import', site, 'markdown', from);
    assert.equal(first.added, 4);
    assert.deepEqual(first.skipped, []);
    assert.deepEqual(first.drafts, ['four.md', 'three.md'].map(file => ({ file, why: 'it has no date' })));
    const again = json('import', site, 'markdown', from);
    assert.deepEqual([again.added, again.unchanged, again.changed], [0, 4, 0]);
    const one = json('story', 'show', site, '/2019/03/one');
    assert.deepEqual(one.bylines, ['Ada Byron']);
    assert.equal(one.updated, null);
  });

  test('takes a changed file as a minor fix, and leaves alone what was edited here', () => {
    const from = inFolder('old/news');
    file('old/news/2019-03-26-one.md', story('title: One', 'Changed.'));
    assert.equal(json('import', site, 'markdown', from).changed, 1);
    const one = json('story', 'show', site, '/2019/03/one');
    assert.equal(one.updated, null);
    assert.equal(one.body, 'Changed.');
    ok('story', 'post', site, file('post.md', story('title: One\nsection: news', 'Here.')), '--id',
      String(one.id));
    file('old/news/2019-03-26-one.md', story('title: One', 'There.'));
    assert.equal(json('import', site, 'markdown', from).edited_here, 1);
    assert.equal(json('story', 'show', site, '/2019/03/one').body, 'Here.');
  });

  test('takes a page of HTML, and names what has no form here with its file', () => {
    file('pages/a.html', '<html><title>T</title><meta name="article:published_time" content="2020-02-03">' +
      '<nav>n</nav><main><h1>Zeile</h1><blockquote><p>x</p></blockquote><script></script></main>');
    file('pages/b.md', story('title: B\ndate: 2020-01-02', '{% x %} 10<sup>6</sup> `{% y %}`'));
    file('pages/c.html', story('title: C', '<div>'.repeat(20000)));
    const report = json('import', site, 'markdown', inFolder('pages'));
    assert.deepEqual(report.skipped.map(s => s.file), ['c.html']);
    assert.deepEqual(report.marks, { '<script>': { 'a.html': 1 }, '{% x %}': { 'b.md': 1 } });
    const page = json('story', 'show', site, '/2020/02/a');
    assert.deepEqual([page.headline, page.body], ['Zeile', '> x']);
    assert.equal(json('story', 'show', site, '/2020/01/b').body.trim(), '10⁶ `{% y %}`');
    const said = ok('import', site, 'markdown', inFolder('pages'));
    assert.match(said, /<script>: 1 in 1 file: a\.html\n    \{% x %\}: 1 in 1 file: b\.md/);
  });

  test('says what it cannot import', () => {
    fails(2, /format must be markdown, html, wordpress, ghost, feed or json/, 'import', site, 'punchcards', folder);
    fails(1, /No such file/, 'import', site, 'markdown', inFolder('nowhere'));
    mkdirSync(inFolder('empty'));
    fails(1, /No \.md files/, 'import', site, 'markdown', inFolder('empty'));
  });

  describe('from other systems', () => {
    const picture = path.join(ROOT, 'tests/fixtures/pictures/large.jpg');
    const place = name => {
      mkdirSync(path.dirname(inFolder(name)), { recursive: true });
      copyFileSync(picture, inFolder(name));
    };
    const fresh = name => {
      ok('init', inFolder(name), '--zone', 'Europe/London');
      return inFolder(name);
    };
    const seen = (site, where) => json('story', 'show', site, where);
    const alike = (list, ...names) => list.map(r => r.file).filter(f => names.includes(f)).length;

    test('Hugo: TOML, bundles, static/, old addresses, expiry', () => {
      place('hugo/static/img/a b.jpg');
      place('hugo/content/posts/bundle/in.jpg');
      place('hugo/content/posts/bundle/ref.jpg');
      file('hugo/hugo.toml', '');
      file('hugo/content/posts/_index.md', '');
      file('hugo/content/posts/style.css', '');
      file('hugo/content/posts/bundle/index.md', '+++\ntitle = "B"\ndate = 1752-09-14T10:00:00Z\n' +
        'aliases = ["/old/b/"]\nurl = "/older/b.html"\n[cover]\nimage = "in.jpg"\nalt = "A gradient"\n' +
        'credit = "Nobody"\n+++\n1 ![x](/img/a%20b.jpg?v=1) ![y][r] ![gone](no.jpg) 2\n\n' +
        '{{< figure src="/img/a b.jpg" alt="z" >}}\n\n[r]: <ref.jpg> "T. Credit: Me"\n');
      file('hugo/content/posts/late.md', '+++\ntitle = "L"\ndate = 2015-01-01\n' +
        'expiryDate = 2016-01-01\n+++\nx\n');
      file('hugo/content/posts/soon.md', '---\ntitle: S\ndate: 2015-01-01\n' +
        'publishDate: 2190-01-01\n---\nx\n');
      const site = fresh('hugo-site');
      const r = json('import', site, 'markdown', inFolder('hugo/content'));
      assert.equal(r.added, 3);
      assert.deepEqual(r.missing_pictures, [{ file: 'posts/bundle/index.md', picture: 'no.jpg' }]);
      assert.deepEqual(r.not_stories, { '.css': 1, '.jpg': 2, '_index.md': 1 });
      assert.deepEqual(r.drafts, [{ file: 'posts/late.md', why: 'it has expired' }]);
      const b = seen(site, '/1752/09/bundle');
      assert.match(b.body, /^1 !\[x\]\(\/media\/.*\) !\[y\]\(\/media\/.* "T\. Credit: Me"\)  ?2\n\n!\[z\]\(\/media/);
      assert.equal(seen(site, '/older/b.html').id, b.id);
      assert.equal(seen(site, '/old/b').id, b.id);
      assert.equal(json('story', 'list', site, '--state', 'scheduled').length, 1);
      assert.equal(json('import', site, 'markdown', inFolder('hugo/content'), '--expired').changed, 1);
    });

    test('Jekyll: _posts, _drafts, words for tags, assets/, what is not published', () => {
      place('jekyll/assets/img/a.jpg');
      file('jekyll/_config.yml', '');
      file('jekyll/_layouts/post.html', '<p>');
      const post = (name, front, body = 'x') => file(`jekyll/${name}`, story(front, body));
      post('_posts/2016-03-01-one.md', 'title: Mayor: no bridge\ncategories: city harbour\n' +
        'redirect_from: /old/one\npermalink: /:categories/:year/:title.html',
        '![a]({{ site.baseurl }}/assets/img/a.jpg)');
      post('_posts/2016-03-02-two.markdown', 'title: Two\npublished: false');
      post('_posts/2016-03-03-three.html', 'title: Three\nlang: zh_cn', '<p>Three <b>b</b></p>');
      post('_posts/2016-03-04-four.md', 'title: Four\nvisibility: members');
      post('_drafts/five.md', 'title: Five\ndate: 2016-03-01');
      post('_posts/2016-03-06-six.md', 'title: Six\nauthor: {name: Ines Okafor}\nimage: /no.jpg\n' +
        'date: 2016-03-06 10:00 -4');
      const site = fresh('jekyll-site');
      const r = json('import', site, 'markdown', inFolder('jekyll'), '--section-from', 'categories');
      assert.equal(r.added, 6);
      assert.deepEqual(r.folders_left_out, ['_layouts', 'assets']);
      assert.equal(r.drafts.length, 3);
      assert.equal(alike(r.drafts, '_posts/2016-03-02-two.markdown', '_posts/2016-03-04-four.md',
        '_drafts/five.md'), 3);
      assert.ok(r.notes.some(n => /^line 2: put quotation marks/.test(n.why)));
      const one = seen(site, '/2016/03/one');
      assert.deepEqual([one.headline, one.section, one.tags], ['Mayor: no bridge', 'city', ['Harbour']]);
      assert.match(one.body, /^!\[a\]\(\/media/);
      assert.equal(seen(site, '/old/one').id, one.id);
      assert.equal(seen(site, '/harbour/2016/one.html').id, one.id);
      assert.equal(seen(site, '/2016/03/three').body, 'Three **b**');
      assert.equal(seen(site, '/2016/03/six').published, '2016-03-06T14:00:00+00:00');
    });

    test('Astro: mdx, pubDate, src/assets; --map for the rest', () => {
      place('astro/src/assets/a.jpg');
      file('astro/package.json', '{}');
      file('astro/src/content/blog/a.mdx', "---\ntitle: A\npubDate: 'Jul 08 2022'\nstrap: S\n" +
        "heroImage: '../../assets/a.jpg'\nheroImageAlt: A gradient\nheroImageCredit: Nobody\n---\n" +
        "import X from './x'\n\nText ![x](../../assets/a.jpg)\n");
      const site = fresh('astro-site');
      const r = json('import', site, 'markdown', inFolder('astro/src/content/blog'),
        '--map', 'strap=dek');
      assert.deepEqual([r.added, r.pictures, r.pictures_missing], [1, 2, 0]);
      assert.deepEqual(r.ignored_keys, {});
      assert.equal(seen(site, '/2022/07/a').dek, 'S');
      assert.match(seen(site, '/2022/07/a').body, /^Text !/);
      fails(2, /what it means here: title, slug/, 'import', site, 'markdown', folder, '--map', 'a=b');
    });

    test('a file that cannot be a story is named, and ends nothing', () => {
      file('odd/a-deep.md', story('title: Deep\ndate: 2020-01-01', `${'> '.repeat(300)}x`));
      writeFileSync(inFolder('odd/b-latin.md'), Buffer.from('---\ntitle: caf\xe9\n---\nx', 'latin1'));
      writeFileSync(Buffer.from(inFolder('odd/c-caf\xe9.md'), 'latin1'),
        story('title: C\ndate: 2020-01-01'));
      place('odd/broken.jpg');
      file('odd/broken.jpg', 'no picture');
      file('odd/d.md', story('title: D\ndate: 2020-01-01\n' +
        'hero: {file: broken.jpg, alt: x, credit: y}'));
      file('odd/e.md', story(`title: ${'é'.repeat(300)}\ndate: 2020-01-01\nlang: elvish\nkind: poem`));
      file('odd/f.md', '');
      const site = fresh('odd-site');
      const r = json('import', site, 'markdown', inFolder('odd'));
      assert.equal(r.added, 3);
      assert.deepEqual(r.skipped.map(s => s.file).sort(), ['a-deep.md', 'b-latin.md', 'f.md']);
      assert.ok(r.notes.some(n => n.file === 'd.md' && /broken\.jpg/.test(n.why)));
      assert.deepEqual(json('story', 'list', site).filter(s => s.state === 'live').length, 3);
      assert.match(ok('import', site, 'markdown', inFolder('odd')), /3 unchanged/);
    });
  });

  test('a real archive of 2,084 files', { skip: !existsSync(archive) && 'the archive is not there' },
    () => {
      const big = inFolder('big');
      const posts = inFolder('posts');
      mkdirSync(posts);
      assert.equal(spawnSync('tar', ['xJf', archive, '-C', posts, '--strip-components=1']).status, 0);
      const news = path.join(posts, 'content/news');
      ok('init', big, '--zone', 'America/New_York');
      // Nearly all have expired since: Hugo shows them no more, and nothing here does by itself.
      assert.ok(json('import', big, 'markdown', news, '--dry-run').drafts
        .filter(s => s.why === 'it has expired').length > 1600);
      const first = json('import', big, 'markdown', news, '--expired');
      assert.equal(first.added, 2083);
      assert.deepEqual(first.skipped, []);
      assert.deepEqual(first.drafts.map(s => s.why), ['it says draft: true']);
      assert.ok(first.missing_pictures.length > 3000); // each with its story
      const again = json('import', big, 'markdown', news, '--expired');
      assert.equal(again.unchanged, 2083);
      assert.match(ok('verify', big), /nothing wrong/);
    });
});

describe('cautions', () => {
  test('an address in any script is kept as machines read it, in every output', () => {
    const idn = inFolder('idn');
    const said = ok('init', idn, '--base-url', 'https://Größte-Zeitung.de');
    assert.match(said, /https:\/\/xn--grte-zeitung-m9a53a\.de/);
    assert.equal(ok('settings', 'get', idn, 'base_url').trim(), 'https://xn--grte-zeitung-m9a53a.de');
    fails(1, /https:\/\/größte\.\.de holds no host name/, 'settings', 'set', idn, 'base_url', 'https://größte..de');
  });

  test('a base_url over http beyond this machine is warned of, and set', () => {
    const open = /Warning: base_url is http:\/\/example\.org: /;
    const r = run(['settings', 'set', site, 'base_url', 'http://example.org']);
    assert.equal(r.status, 0);
    assert.match(r.err, open);
    assert.match(run(['init', inFolder('open'), '--base-url', 'http://example.org']).err, open);
    for (const url of ['https://example.org', 'http://127.0.0.1:8099'])
      assert.equal(run(['settings', 'set', site, 'base_url', url]).err, '');
  });

  const noRoot = process.getuid() !== 0 && 'only root can be warned';
  test('root is warned by init, and when a site is another user’s', { skip: noRoot }, () => {
    const r = run(['init', inFolder('roots')]);
    assert.match(r.err, /^dateline init: Warning: running as root\. /);
    assert.equal(run(['settings', 'set', inFolder('roots'), 'title', 'A']).err, '');
    spawnSync('chown', ['-R', '65534', inFolder('roots')]);
    assert.match(run(['settings', 'set', inFolder('roots'), 'title', 'B']).err,
      /Warning: running as root, though .*roots belongs to user 65534/);
    assert.equal(run(['settings', 'get', inFolder('roots'), 'title']).err, '');
  });
});

describe('what steers a terminal', () => {
  /* Bytes of a damaged site, names of files and arguments: what is raw must not come out anywhere. */
  // eslint-disable-next-line no-control-regex
  const RAW = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ufffd]/;
  const clean = args => {
    const { stdout, stderr, status } = spawnSync(program, args, { env });
    for (const bytes of [stdout, stderr])
      assert.doesNotMatch(bytes.toString('utf8'), RAW, args.join(' '));
    return { status, out: stdout.toString(), err: stderr.toString() };
  };

  test('is escaped in names of files and in arguments', () => {
    const bad = 'x\u001b[31m\u009b2J\u202e';
    mkdirSync(inFolder('escaped'));
    for (const name of ['bad\x1b[2J.md', Buffer.from([0x62, 0xe9, 0x9b, 0x2e, 0x6d, 0x64])])
      writeFileSync(Buffer.concat([Buffer.from(inFolder('escaped/')), Buffer.from(name)]), 'No front.');
    const { out } = clean(['import', site, 'markdown', inFolder('escaped')]);
    assert.ok(out.includes('bad\\x1b[2J.md'), out);
    assert.ok(out.includes('b%E9%9B.md'), out);
    json('import', site, 'markdown', inFolder('escaped'));
    for (const args of [[bad], ['story', 'list', site, '--state', bad], ['story', 'list', bad],
      ['settings', 'get', site, bad], ['user', 'link', site, bad],
      ['story', 'post', site, `${inFolder('escaped')}/${bad}`]])
      assert.notEqual(clean(args).status, 0);
  });

  const noSqlite = Boolean(spawnSync('sqlite3', ['--version']).error) && 'sqlite3 is not there';
  test('is escaped when it stands in a damaged database', { skip: noSqlite }, () => {
    const hurt = inFolder('hurt');
    ok('init', hurt);
    ok('user', 'add', hurt, 'ines', '--no-password');
    const { id } = json('story', 'post', hurt, file('hurt.md', story('title: Sound', 'Sound.')));
    const raw = "CAST(x'413b1b5b324ac29be99bff' AS TEXT)";
    const sql = `DROP TRIGGER revision_keeps;
      UPDATE revision SET headline = ${raw}, dek = ${raw}, body = ${raw};
      UPDATE user SET name = ${raw}; INSERT INTO setting VALUES ('tagline', ${raw});`;
    const set = spawnSync('sqlite3', [path.join(hurt, 'dateline.db'), sql], { encoding: 'utf8' });
    assert.equal(set.status, 0, set.stderr);
    for (const words of [['story', 'list', hurt], ['story', 'show', hurt, String(id)], ['verify', hurt],
      ['user', 'list', hurt], ['settings', 'list', hurt], ['settings', 'get', hurt, 'tagline']]) {
      assert.ok(clean(words).out, words.join(' '));
      const { stdout } = spawnSync(program, [...words, '--json'], { env, encoding: 'utf8' });
      JSON.parse(stdout);
      // eslint-disable-next-line no-control-regex
      assert.doesNotMatch(stdout, /[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
    }
    mkdirSync(inFolder('damaged'));
    writeFileSync(inFolder('damaged/dateline.db'), Buffer.alloc(8192, '\x1b[31m\x9b', 'latin1'));
    assert.equal(clean(['verify', inFolder('damaged')]).status, 1);
  });
});

describe('a list that cannot be read', () => {
  test('ends with 1 and a sentence, and prints nothing that a program would take for it', () => {
    const hurt = inFolder('hurt-lists');
    ok('init', hurt);
    const file = path.join(hurt, 'dateline.db');
    const run = (sql) => spawnSync('sqlite3', [file, sql], { encoding: 'utf8' }).stdout.trim();
    const size = Number(run('PRAGMA page_size'));
    const pages = run("SELECT rootpage FROM sqlite_master WHERE rootpage > 0 AND tbl_name <> 'setting'").split('\n').map(Number);
    run('PRAGMA wal_checkpoint(TRUNCATE)');
    const fd = openSync(file, 'r+');
    for (const page of pages) writeSync(fd, Buffer.alloc(size, 0xee), 0, size, (page - 1) * size);
    closeSync(fd);
    for (const words of ['ai list', 'assignment list', 'audit', 'front list', 'media list', 'price list', 'redirect list', 'redirect missed',
      'report list', 'story list', 'style list', 'user list', 'name list SITE tag', 'name list SITE section']) {
      const all = words.includes('SITE') ? words.replace('SITE', hurt).split(' ') : [...words.split(' '), hurt];
      for (const args of words === 'redirect list' ? [all, [...all, '--json']] : [[...all, '--json']]) {
        const r = spawnSync(program, args, { env, encoding: 'utf8' });
        assert.deepEqual([r.status, r.stdout], [1, ''], args.join(' '));
        assert.match(r.stderr, /database is damaged/, args.join(' '));
      }
    }
  });
});

describe('verify and backup', () => {
  test('a sound site is said to be sound', () => {
    assert.match(ok('verify', site), /nothing wrong/);
    assert.deepEqual(json('verify', site).found, []);
  });

  test('a backup is a whole site, and never overwrites', () => {
    const file = inFolder('copy.tar'), copy = inFolder('copy');
    ok('backup', site, file);
    ok('restore', file, copy);
    assert.equal(json('story', 'list', copy).length, json('story', 'list', site).length);
    fails(1, /exists/, 'backup', site, file);
  });
});

describe('the demo and up', () => {
  let demo;
  before(async () => (demo = await makeSite({ demo: true })));

  test('nothing that has happened lies in the future', () => {
    const now = Date.now();
    const stories = json('story', 'list', demo, '--limit', '1000');
    const future = stories.filter(s => Date.parse(s.published) > now);
    assert.deepEqual(future.map(s => s.state), ['scheduled']);
    assert.ok(stories.every(s => !s.updated || Date.parse(s.updated) <= now));
    const newest = Math.max(...stories.map(s => Date.parse(s.published)).filter(t => t <= now));
    assert.ok(now - newest < 48 * 3600 * 1000, 'the paper is fresh');
    assert.match(ok('verify', demo), /nothing wrong/);
  });

  test('up serves it behind nginx and leaves nothing behind', async t => {
    const port = await freePort();
    const runtime = mkdtempSync(path.join(tmpdir(), 'dl-run-'));
    const up = spawn(program, ['up', demo, '--port', String(port)],
      { env: { ...env, XDG_RUNTIME_DIR: runtime }, stdio: ['ignore', 'pipe', 'pipe'] });
    const gone = new Promise(resolve => up.once('exit', resolve));
    t.after(async () => {
      up.kill('SIGKILL');
      await gone;
      removeFolder(runtime);
    });
    let said = '';
    await new Promise((resolve, reject) => {
      up.stdout.on('data', d => {
        said += d;
        if (said.includes('Ctrl-C')) resolve();
      });
      up.on('exit', () => reject(new Error(`up ended: ${said}`)));
    });
    assert.match(said, new RegExp(`http://127\\.0\\.0\\.1:${port}/admin/link\\?token=`));
    assert.equal(ok('settings', 'get', demo, 'base_url').trim(), `http://127.0.0.1:${port}`);
    const front = await fetch(`http://127.0.0.1:${port}/`);
    assert.equal(front.status, 200);
    assert.match(front.headers.get('content-security-policy'), /default-src 'none'/);
    const picture = /\/media\/[\w/]+-\d+\.jpg/.exec(await front.text())?.[0];
    assert.ok(picture, 'the front page shows a picture');
    const media = await fetch(`http://127.0.0.1:${port}${picture}`);
    assert.equal(media.status, 200);
    assert.match(media.headers.get('content-security-policy'), /sandbox/);
    fails(1, /in use.*--port/, 'up', demo, '--port', String(port));

    const ended = new Promise(resolve => up.on('exit', code => resolve(code)));
    up.kill('SIGINT');
    assert.equal(await ended, 0);
    assert.deepEqual(spawnSync('ls', [runtime], { encoding: 'utf8' }).stdout, '');
    await assert.rejects(fetch(`http://127.0.0.1:${port}/`));
  });
});
