// import-fetch.test.mjs: pictures that an import lacks are fetched from the paper's old server, which may be anybody.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import zlib from 'node:zlib';

import { ROOT, dateline, makeSite, tempFolder } from './lib/site.mjs';

const picture = (name) => fs.readFileSync(path.join(ROOT, 'tests/fixtures/pictures', name));
const good = picture('small.png');
const work = tempFolder('fetch');
const MOST = 40 * 1024 * 1024;
const ask = (site, sql) => JSON.parse(execFileSync('sqlite3', ['-json', path.join(site, 'dateline.db'), sql],
                                                   { encoding: 'utf8' }) || '[]');

/** A PNG that says to have 30,000 by 30,000 pixels, all of them black. */
function bomb() {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]), all = Buffer.alloc(8 + body.length);
    all.writeUInt32BE(data.length, 0);
    body.copy(all, 4);
    all.writeUInt32BE(zlib.crc32 ? zlib.crc32(body) : 0, 4 + body.length);
    return all;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(30000, 0);
  head.writeUInt32BE(30000, 4);
  head.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head),
                        chunk('IDAT', zlib.deflateSync(Buffer.alloc(3751 * 3000))), chunk('IEND', Buffer.alloc(0))]);
}

const listen = (server) => new Promise((done) => server.listen(0, '127.0.0.1', () => done(server.address().port)));
const close = (server) => { server.closeAllConnections(); server.close(); };

/** A story for each address: all pictures of the text, but of those named `lead`. */
function paper(name, home, pictures, attachments = []) {
  const item = (id, type, inner) => `<item><title>Item ${id}</title><link>${home}/?p=${id}</link>
    <wp:post_id>${id}</wp:post_id><wp:post_date_gmt>2020-01-02 10:00:00</wp:post_date_gmt>
    <wp:status>${type === 'post' ? 'publish' : 'inherit'}</wp:status><wp:post_type>${type}</wp:post_type>${inner}</item>`;
  const text = `<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"
    xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Paper</title><link>${home}</link>
    <wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>${home}</wp:base_site_url><wp:base_blog_url>${home}</wp:base_blog_url>
    ${pictures.map((src, i) => item(i + 1, 'post', `<content:encoded><![CDATA[<p>Words.</p>
      <p><img src="${src}" alt="A boat"></p>]]></content:encoded>`)).join('\n')}
    ${attachments.map((src, i) => item(1000 + i, 'attachment', `<wp:attachment_url>${src}</wp:attachment_url>`)).join('\n')}
    </channel></rss>`;
  const file = path.join(work, `${name}.xml`);
  fs.writeFileSync(file, text);
  return file;
}

describe('pictures that nobody brought along', () => {
  let old, other, port, otherPort, home, asked, elsewhere;
  const answers = {
    '/a.png': (res) => res.end(good),
    '/b%20b%C3%A4.png?v=2': (res) => res.end(good),
    '/show.php?id=3': (res) => res.end(good),
    '/moved.png': (res) => res.writeHead(301, { location: '/a.png' }).end('moved'),
    '/twice.png': (res) => res.writeHead(302, { location: `http://127.0.0.1:${port}/moved.png` }).end(),
    '/secrets.png': (res) => res.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
    '/file.png': (res) => res.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    '/away.png': (res) => res.writeHead(307, { location: `http://127.0.0.1:${otherPort}/a.png` }).end(),
    '/round.png': (res) => res.writeHead(302, { location: '/round.png' }).end(),
    '/page.jpg': (res) => res.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><h1>Not here</h1>'),
    '/svg.jpg': (res) => res.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    '/empty.jpg': (res) => res.end(),
    '/packed.png': (res) => res.writeHead(200, { 'content-encoding': 'gzip' }).end(zlib.gzipSync(Buffer.alloc(20e6))),
    '/says-much.png': (res) => res.writeHead(200, { 'content-length': MOST + 1 }).write(good),
    '/gives-much.png': (res) => {
      const piece = Buffer.alloc(1 << 20);
      good.copy(piece);
      const more = () => { while (!res.destroyed && res.write(piece)); };
      res.on('drain', more);
      more();
    },
    '/bomb.png': (res) => res.end(bomb()),
    '/cut.png': (res) => { res.writeHead(200, { 'content-length': good.length + 10 }); res.write(good, () => res.destroy()); },
    '/busy.png': (res) => res.writeHead(503, { 'retry-after': '0' }).end(),
    '/slow.png': (res) => { res.writeHead(200); res.write(good.subarray(0, 20)); },
  };
  before(async () => {
    old = http.createServer((req, res) => {
      asked.push(req.url);
      const answer = req.headers['user-agent'].startsWith('Dateline/') && answers[req.url];
      if (answer) answer(res);
      else res.writeHead(404).end('nothing');
    });
    other = http.createServer((req, res) => { elsewhere.push(req.url); res.end(good); });
    [port, otherPort] = [await listen(old), await listen(other)];
    home = `http://127.0.0.1:${port}`;
  });
  after(() => { close(old); close(other); });

  const fetching = async (site, file, options = [], allow = [0]) => {
    [asked, elsewhere] = [[], []];
    const r = await dateline(['import', site, 'wordpress', file, '--json', '--fetch-pause', '0', '--fetch', ...options],
                             { allow });
    return { ...JSON.parse(r.stdout || 'null'), said: r.stderr };
  };
  const stories = (site) => ask(site, `SELECT count(*) AS n FROM story`)[0].n;

  test('are fetched when that is asked for, once, whole, and from the export’s own host alone', async () => {
    const site = await makeSite();
    const file = paper('good', home,
                       [`${home}/a-300x200.png`, '/show.php?id=3', '/b bä.png?v=2', `//127.0.0.1:${port}/twice.png`, `${home}/a.png`,
                        `http://127.0.0.1:${otherPort}/a.png`, 'http://pictures.example/x.png'], [`${home}/a.png`]);
    const quiet = JSON.parse((await dateline(['import', site, 'wordpress', file, '--json', '--dry-run'])).stdout);
    assert.equal(quiet.missing_pictures.length, 7);
    assert.ok(!('would_fetch' in quiet));
    const dry = await fetching(site, file, ['--fetch-local', '--dry-run']);
    assert.deepEqual([dry.would_fetch, asked], [4, []]);
    assert.deepEqual(dry.other_hosts, { [`127.0.0.1:${otherPort}`]: 1, 'pictures.example': 1 });
    assert.ok(!fs.existsSync(path.join(site, 'fetched')));

    const r = await fetching(site, file, ['--fetch-local']);
    assert.deepEqual([r.fetched, r.not_fetched, r.added, r.pictures], [4, [], 7, 5]);
    assert.deepEqual(asked, ['/a.png', '/show.php?id=3', '/b%20b%C3%A4.png', '/b%20b%C3%A4.png?v=2', '/twice.png', '/moved.png', '/a.png']);
    assert.deepEqual(elsewhere, []);
    assert.equal(ask(site, "SELECT count(*) AS n FROM revision WHERE plain LIKE 'Words.%' AND body LIKE '%/media/%'")[0].n, 5);

    // Again: nothing is asked for, and with the other host that one alone; without --fetch nothing changes.
    const again = await fetching(site, file, ['--fetch-local']);
    assert.deepEqual([again.fetched, again.unchanged, asked], [0, 7, []]);
    const more = await fetching(site, file, ['--fetch-local', '--fetch-from', `127.0.0.1:${otherPort}`]);
    assert.deepEqual([more.fetched, more.changed, more.unchanged, asked, elsewhere], [1, 1, 6, [], ['/a.png']]);
    const last = JSON.parse((await dateline(['import', site, 'wordpress', file, '--json'])).stdout);
    assert.deepEqual([last.unchanged, last.changed], [7, 0]);
  });

  test('that are none, too large, elsewhere or in a network of somebody’s own stay away, each with its reason', async () => {
    const site = await makeSite();
    const names = ['gone.png', 'page.jpg', 'svg.jpg', 'empty.jpg', 'packed.png', 'says-much.png', 'gives-much.png',
                   'secrets.png', 'file.png', 'away.png', 'round.png', 'bomb.png', 'a.png'];
    const r = await fetching(site, paper('bad', home, names.map((n) => `${home}/${n}`)), ['--fetch-local']);
    const why = Object.fromEntries(r.not_fetched.map((f) => {
      const [, name, reason] = /^\S*\/(\S+): (.*)$/.exec(f.why);
      return [name, reason];
    }));
    assert.deepEqual(why, {
      'gone.png': 'the server says 404',
      'page.jpg': 'it is no picture (text/html)',
      'svg.jpg': 'it is no picture (image/svg+xml)',
      'empty.jpg': 'it is no picture',
      'packed.png': 'it is no picture',
      'says-much.png': 'it is larger than 40 MB',
      'gives-much.png': 'it is larger than 40 MB',
      'secrets.png': 'it leads to 169.254.169.254, which may not be asked',
      'file.png': 'it leads to what is no address of the web',
      'away.png': `it leads to 127.0.0.1:${otherPort}, which may not be asked`,
      'round.png': 'it leads on and on',
    });
    assert.deepEqual([r.fetched, r.added, r.pictures, elsewhere], [2, 13, 1, []]);
    assert.match(r.notes.find((n) => n.why.includes('bomb.png')).why, /the picture is left out/);
    assert.deepEqual(fs.readdirSync(path.join(site, 'fetched')).filter((n) => n === 'part'), []);

    // Named or not, the addresses at which clouds keep secrets are never asked; nor is a local one unless told so.
    const secrets = await fetching(await makeSite(), paper('link', 'http://169.254.169.254', ['/latest/a.png']), ['--fetch-local']);
    assert.match(secrets.not_fetched[0].why, /it leads to an address that no picture is at$/);
    const local = await fetching(await makeSite(), paper('local', home, ['/a.png']));
    assert.match(local.not_fetched[0].why, /it leads into a local network/);
    assert.deepEqual([local.fetched, asked], [0, []]);
    const named = await fetching(await makeSite(), paper('named', `http://localhost:${port}`, ['/a.png']));
    assert.match(named.not_fetched[0].why, /it leads into a local network/);
    assert.deepEqual(asked, []);
  });

  test('that may come another time stop the import before it begins; what came stays, and the rest follows', async () => {
    const site = await makeSite();
    const file = paper('later', home, ['/a.png', '/cut.png', '/busy.png']);
    const r = await fetching(site, file, ['--fetch-local'], [1]);
    assert.deepEqual([r.fetched, stories(site)], [1, 0]);
    assert.deepEqual(r.not_fetched_now.map((f) => f.why.split(': ')[1]),
                     ['the answer ended before its end', 'the server says 503']);
    assert.deepEqual(asked, ['/a.png', '/cut.png', '/cut.png', '/busy.png', '/busy.png']);
    assert.match(r.said, /2 of 3 pictures could not be fetched now\. Nothing was imported\./);

    answers['/cut.png'] = answers['/busy.png'] = answers['/a.png'];
    const next = await fetching(site, file, ['--fetch-local']);
    assert.deepEqual([next.fetched, next.added, next.pictures, asked], [2, 3, 3, ['/cut.png', '/busy.png']]);

    // One that never ends is given up after its time.
    const slow = await fetching(await makeSite(), paper('slow', home, ['/slow.png']), ['--fetch-local', '--fetch-timeout', '1'], [1]);
    assert.match(slow.not_fetched_now[0].why, /it took too long$/);
    // A host that fails again and again is asked no more.
    const down = await listen(http.createServer().on('connection', (s) => s.destroy()).unref());
    const dead = await fetching(await makeSite(), paper('dead', `http://127.0.0.1:${down}`, [1, 2, 3, 4, 5, 6, 7].map((n) => `/${n}.png`)),
                                ['--fetch-local'], [1]);
    assert.equal(dead.not_fetched_now.filter((f) => /asked no more/.test(f.why)).length, 2);
  });

  test('need --fetch for every option of it, and hosts that are some', async () => {
    const site = await makeSite();
    const file = paper('options', home, ['/a.png']);
    for (const options of [['--fetch-from', 'a.example'], ['--fetch-local'], ['--fetch', '--fetch-from', 'file:///etc'],
                           ['--fetch', '--fetch-from', '0x7f000001'], ['--fetch', '--check']])
      await dateline(['import', site, 'wordpress', file, ...options], { allow: [2] });
    assert.equal(stories(site), 0);
  });
});
