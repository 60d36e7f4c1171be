// cli.test.mjs: the commands as a script or an editor's terminal meets them. (A story's: cli-story.test.mjs.)
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, describe, test } from 'node:test';

import { failed, fails, file, inFolder, json, ok, run, story } from './lib/cli.mjs';
import { DATELINE as program, ENV as env, PLAIN, freePort, makeSite, removeFolder } from './lib/site.mjs';

const site = inFolder('site');

describe('every command', () => {
  const commands = ['init', 'up', 'serve', 'user add', 'user list', 'user passwd', 'user change', 'user link', 'user totp off',
    'user passkey list', 'user passkey remove', 'trust',
    'media add', 'media list', 'media show', 'media set', 'media older', 'media apply', 'media replace', 'media unreplace', 'media delete', 'story list', 'story show', 'story post', 'story publish', 'story unschedule', 'story discard',
    'story updated', 'story withdraw', 'story restore', 'story take-back', 'story bin',
    'story unbin', 'story reword', 'report list', 'report show', 'report close', 'report reopen', 'price list', 'price check',
    'front show', 'front set', 'front list', 'front undo', 'front cancel', 'ai list', 'assignment list', 'assignment show', 'assignment add', 'assignment change', 'assignment take',
    'assignment decline', 'assignment begin', 'assignment close', 'assignment reopen', 'import', 'export', 'settings list', 'settings get', 'settings logo', 'settings set', 'backup', 'restore',
    'verify', 'housekeep', 'reindex'];
  for (const command of commands) {
    const words = command.split(' ');
    test(`${command} has help and knows wrong usage`, () => {
      const help = ok(...words, '--help');
      assert.match(help, new RegExp(`^Usage: dateline ${command} `));
      const quick = (...args) => run(args, '', PLAIN); // it is the same code for all of them
      assert.equal(quick('help', ...words).out, help);
      failed(quick(...words), 2, /Arguments are missing/);
      failed(quick(...words, '--nonsense'), 2, /Unknown option: --nonsense/);
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

describe('settings', () => {
  test('are read, checked and changed', () => {
    ok('settings', 'set', site, 'tagline', 'All of it');
    assert.equal(json('settings', 'list', site).tagline, 'All of it');
    fails(1, /./, 'settings', 'set', site, 'zone', 'Mars/Olympus');
    fails(2, /no setting/, 'settings', 'get', site, 'colour');
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
    const tar = inFolder('copy.tar'), copy = inFolder('copy');
    ok('story', 'post', site, file('kept.md', story('title: Kept\nsection: news')), '--publish');
    ok('backup', site, tar);
    ok('restore', tar, copy);
    const list = json('story', 'list', site);
    assert.ok(list.length > 0);
    assert.deepEqual(json('story', 'list', copy), list);
    fails(1, /exists/, 'backup', site, tar);
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
