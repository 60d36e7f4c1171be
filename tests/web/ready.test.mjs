// ready.test.mjs: pages that lie ready are what Dateline would make now, whoever writes, dies or waits.
//
//   STALE_ROUNDS=200 STALE_ASKS=40 node --test …      so many writes (12), and asks of each page after (2)
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import zlib from "node:zlib";

import { changeStory, visit } from "./lib/form.mjs";
import { beforeItsTime, dateline, MODE, makeSite, sleep, startSite, tempFolder, until } from "./lib/site.mjs";
import { serveWhile } from "./lib/serve.mjs";
import { postStory, publishStory } from "./lib/story.mjs";

const FILES = { skip: MODE === "cgi" && "the web server that sends the files is nginx" };
const ROUNDS = Number(process.env.STALE_ROUNDS ?? 12);
const ASKS = Number(process.env.STALE_ASKS ?? 2);

const inFolder = (site, name) => path.join(site.folder, "ready/current", name);

/** The file of an address, as deploy/nginx names it. */
const fileOf = (where) => (/\.(atom|rss|json|xml|txt)$/.test(where) ? `f${where}` : `p${where}${where.endsWith("/") ? "," : ""}.html`);

/** Asks until all of them lie ready. */
async function warm(site, ...places) {
  for (const where of places)
    await until(async () => {
      await site.get(where);
      return fs.existsSync(inFolder(site, fileOf(where)));
    }, `${where} lies ready`);
}

/** nginx looks for no file then, and Dateline compares: what lies ready a worker sends. */
const byWorker = { "if-none-match": 'W/"00"' };

/** In turn, all the ways in which a reader comes to a page: from a file or by a worker, compressed or not. */
const WAYS = [{}, byWorker, { "accept-encoding": "gzip" }, { ...byWorker, "accept-encoding": "gzip" },
              { "accept-encoding": "br" }, { ...byWorker, "accept-encoding": "br" }];

function textOf({ headers, body }) {
  const open = { gzip: zlib.gunzipSync, br: zlib.brotliDecompressSync }[headers["content-encoding"]];
  return (open ? open(body) : body).toString();
}

/** What a page's headers say, but for what is of one answer. */
function headersOf({ headers }) {
  const one = ["date", "etag", "last-modified", "accept-ranges", "connection", "content-length",
               "transfer-encoding", "server"];
  return Object.fromEntries(Object.entries(headers).filter(([k]) => !one.includes(k)).sort());
}

/** An answer that Dateline itself makes: with a cookie of the desk, nothing lies ready. */
const made = (site, where, headers = {}) => site.get(where, { cookie: "dateline=none", ...headers });

describe("a page that was asked for", FILES, () => {
  let site, story, places;
  before(async () => {
    site = await startSite();
    story = await publishStory(site, { title: "A ferry", slug: "ferry", tags: ["Harbour"] });
    await publishStory(site, { title: "عبّارة", slug: "عبارة", date: "2020-01-08" });
    places = ["/", "/news/", story.path, `${story.path}/changes`, "/tag/harbour/", "/feed.atom",
              "/news/feed.rss", "/feed.json", "/robots.txt", "/sitemap.xml", "/corrections",
              encodeURI("/2020/01/عبارة")];
  });
  after(() => site.stop());

  test("lies ready then, with the bytes and headers that Dateline gives it", async () => {
    for (const where of places) {
      const mine = await made(site, where);
      if (mine.status === 301) continue; // of an address that is written otherwise
      assert.equal(mine.status, 200, where);
      await warm(site, decodeURI(where));
      const ready = await site.get(where);
      assert.equal(ready.text, mine.text, where);
      assert.deepEqual(headersOf(ready), headersOf(mine), where);
      assert.match(ready.headers.etag, /^"[0-9a-f]+-[0-9a-f]+"$/, `${where} comes out of the file`);
      const worker = await site.get(where, byWorker);
      assert.equal(worker.text, mine.text, where);
      assert.deepEqual(headersOf(worker), headersOf(mine), where);
      const head = await site.head(where);
      assert.equal(head.status, 200);
      for (const name of ["content-type", "etag", "last-modified", "cache-control"])
        assert.equal(head.headers[name], ready.headers[name], `${name} of ${where}`);
    }
  });

  test("is sent compressed, once there was time for it", async () => {
    await until(() => fs.existsSync(inFolder(site, "p/,.html.br")), "it is compressed");
    const plain = (await site.get("/")).text;
    for (const [coding, open] of [["gzip", zlib.gunzipSync], ["br", zlib.brotliDecompressSync]]) {
      const there = fs.readFileSync(inFolder(site, `p/,.html.${coding === "br" ? "br" : "gz"}`));
      assert.equal(open(there).toString(), plain);
      const { headers } = await site.get("/", { "accept-encoding": coding });
      if (coding === "br" && !headers["content-encoding"]) continue; // nginx has no module for it
      assert.equal(headers["content-encoding"], coding);
      assert.match(headers.vary, /Accept-Encoding/i);
    }
  });

  test("is sent compressed by a worker, too, and is the same page with the same tag", async () => {
    for (const where of ["/", story.path, "/feed.atom"])
      await until(() => fs.existsSync(inFolder(site, `${fileOf(where)}.br`)), `${where} is compressed`);
    for (const where of ["/", story.path, "/feed.atom"]) {
      const plain = await site.get(where, byWorker);
      assert.equal(plain.headers["content-encoding"], undefined);
      for (const [asked, coding, end] of [
        ["gzip", "gzip", ".gz"], ["gzip, deflate, br", "br", ".br"], ["br;q=0, gzip", "gzip", ".gz"]]) {
        // (A worker makes its first page anew, and nginx may compress that one: with gzip, whatever else was asked for.)
        await until(async () => {
          const answer = await site.get(where, { ...byWorker, "accept-encoding": asked }), { headers, body } = answer;
          assert.equal(textOf(answer), plain.text);
          assert.equal(headers.etag, plain.headers.etag);
          assert.match(headers.vary, /^Accept-Encoding$/i);
          return headers["content-encoding"] === coding &&
            body.equals(fs.readFileSync(inFolder(site, fileOf(where) + end)));
        }, `${where} for ${asked} is sent as it lies ready`);
        const has = { "if-none-match": plain.headers.etag, "accept-encoding": asked };
        const again = await site.get(where, has);
        assert.equal(again.status, 304);
        assert.equal(again.headers["content-encoding"], undefined);
        assert.match(again.headers.vary, /^Accept-Encoding$/i);
        await until(async () => (await site.head(where, { ...byWorker, "accept-encoding": asked }))
          .headers["content-encoding"] === coding, `HEAD of ${where} says ${coding}`);
      }
    }
    const without = await site.get("/", { ...byWorker, "accept-encoding": "zstd, identity" });
    assert.equal(without.headers["content-encoding"], undefined);
  });

  test("is not sent again to whoever has it, by either tag", async () => {
    const where = story.path;
    const first = await made(site, where), second = await site.get(where);
    for (const { headers } of [first, second])
      assert.equal((await site.get(where, { "if-none-match": headers.etag })).status, 304);
    assert.equal((await site.get(where, { "if-none-match": '"other"' })).status, 200);
    const since = second.headers["last-modified"];
    assert.equal((await site.get(where, { "if-modified-since": since })).status, 304);
  });

  test("is no page under other addresses, and no page of somebody's own", async () => {
    await warm(site, "/", story.path);
    const other = { "/.html": 404, "//": 301, "/feed.atom.gz": 404, [`${story.path}.html`]: 404,
                    "/state": 404, "/current/state": 404, "/p/,.html": 404, "/,": 404, "/news/,": 404, "/ready/current/state": 404 };
    for (const [where, status] of Object.entries(other)) {
      const { status: got, text } = await site.get(where);
      assert.ok(got === status || (status === 404 && got === 301), `${where}: ${got}`);
      assert.ok(!text.includes("A ferry") || got === 404, where);
    }
    const folder = inFolder(site, "");
    // Twins of what lies there may still be on their way.
    const pagesThere = () => fs.readdirSync(folder, { recursive: true }).filter((name) => !/\.(gz|br)$/.test(name)).length;
    const before = pagesThere();
    for (const where of ["/search?q=ferry", "/search", "/news/?before=9999999999999-9999", "/?x=1",
                         "/nothing-there", `${story.path}/report`, "/healthz", "/news-sitemap.xml"])
      for (let i = 0; i < 3; i++) await site.get(where);
    assert.equal(pagesThere(), before);
    assert.match((await site.get("/?utm_source=a&fbclid=b")).headers.etag, /-/, "the file all the same");
    assert.match((await site.get("/?utm_source=a&q=b")).headers.etag, /^W/);
  });
});

describe("ready pages", FILES, () => {
  let site, editor, story;
  before(async () => {
    site = await startSite();
    story = await publishStory(site, { title: "Version 0", slug: "version" });
    editor = await site.signIn();
  });
  after(() => site.stop());

  const PLACES = () => ["/", "/news/", story.path, "/feed.atom"];

  test("stay when nothing changes for readers", async () => {
    const other = await publishStory(site, { title: "Another story", slug: "another" });
    await warm(site, ...PLACES());
    const { ino } = fs.statSync(inFolder(site, ""));
    await changeStory(editor, `/admin/story/${other.id}`, { act: "keep", headline: "A draft of it" });
    await postStory(site, { title: "A draft", slug: "draft" });
    await site.signIn({ login: "other", name: "Somebody Else" });
    const page = await visit(editor, "/admin/login");
    assert.ok(page.status < 400);
    assert.equal(fs.statSync(inFolder(site, "")).ino, ino);
    assert.ok(!(await site.get("/")).text.includes("A draft"));
  });

  test("are never those of before an answered write, whoever writes and whichever worker dies", async () => {
    const reading = { on: true, answers: 0 };
    const readers = [0, 1, 2].map(async () => {
      while (reading.on)
        for (const where of PLACES()) {
          await site.get(where, WAYS[reading.answers % WAYS.length]).catch(() => {});
          reading.answers++;
        }
    });
    const workers = () => spawnSync("ps", ["-o", "pid=", "--ppid", String(site.child.pid)])
      .stdout.toString().trim().split(/\s+/)
      .flatMap((pid) => fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" "));
    let stale = 0, asked = 0;
    const see = async (present, absent, places = PLACES()) => {
      for (const where of Array.from({ length: ASKS }, () => places).flat()) {
        let answer;
        // A worker that is killed takes with it what it was at.
        while ((answer = await site.get(where, WAYS[asked % WAYS.length])).status === 503) await sleep(50);
        asked++;
        const text = textOf(answer);
        if ((present && !text.includes(present)) || (absent && text.includes(absent))) {
          stale++;
          console.error(`${where} has not ${present}, or has ${absent}`);
        }
      }
    };
    /** Writes of other kinds, each seen at once where it is to be seen. */
    const pages = ["/", "/news/", story.path], files = tempFolder("stale");
    let sheet = null;
    const others = [
      async (i) => {
        await site.dateline("settings", "set", site.folder, "title", `Paper ${i}.`);
        await see(`Paper ${i}.`);
      },
      async (i) => {
        await site.dateline("name", "change", site.folder, "section", "news", "--name", `News ${i}.`);
        await see(`News ${i}.`, null, pages);
      },
      async (i) => {
        fs.writeFileSync(path.join(files, `from-${i}.md`), `---\ntitle: "From a file ${i}."\nsection: news\ndate: 2020-01-08\n---\nA paragraph.\n`);
        await site.dateline("import", site.folder, "markdown", files);
        await see(`From a file ${i}.`, null, ["/", "/news/", "/feed.atom"]);
      },
      async (i) => {
        await site.dateline("settings", "set", site.folder, "colour_accent", `#1${i % 10}2${i % 7}30`);
        const { text } = await made(site, "/");
        const now = /\/static\/[0-9a-f]+\/[^"]*colours\.css/.exec(text)[0];
        assert.notEqual(now, sheet);
        await see(now, sheet, pages);
        sheet = now;
      },
    ];
    try {
      for (let i = 1; i <= ROUNDS; i++) {
        const title = `Version ${i}.`, old = `Version ${i - 1}.`;
        if (i % 2) await warm(site, ...PLACES());
        if (i % 3 === 0) {
          await changeStory(editor, `/admin/story/${story.id}`, { headline: title, do: "minor" });
        } else {
          await postStory(site, { title, slug: "version",
                                     args: ["--id", String(story.id)] });
        }
        await see(title, old);
        if (i % 3 === 0) await others[(i / 3 - 1) % others.length](i);
        if (i % 4 === 2) {
          const all = workers();
          process.kill(Number(all[i % all.length]), "SIGKILL");
        }
      }
    } finally {
      reading.on = false;
      await Promise.all(readers);
    }
    console.log(`# ${asked} answers after ${ROUNDS} writes, ${reading.answers} beside them: ${stale} stale`);
    assert.equal(stale, 0);
  });

  test("go with a withdrawal", async () => {
    await warm(site, ...PLACES());
    await site.dateline("story", "withdraw", site.folder, String(story.id), "--reason", "Wrong.");
    assert.equal((await site.get(story.path)).status, 410);
    assert.ok(!(await site.get("/")).text.includes("Version"));
  });

  test("show a scheduled story from its second on, and not before", async () => {
    const lie = ["/", "/news/", "/feed.atom", "/news/feed.rss", "/sitemap-1.xml"];
    let waits, n = 0, before = 0, seen = false;
    const shows = async (where) => {
      const { status, text } = await site.get(where);
      return status === 200 && text.includes(waits.path);
    };
    const all = [...lie, "/tag/harbour/", "/search?q=second"];
    const from = await beforeItsTime(async (at) => {
      waits = await publishStory(site, { title: "At its second", slug: `second-${++n}`, tags: ["Harbour"],
                                         date: new Date(at).toISOString().replace(/\.\d+/, "") });
      await warm(site, ...lie);
      for (const where of all) assert.ok(!(await shows(where)), `${where}: not before`);
      return at;
    });
    all.push(waits.path);
    while (Date.now() < from + 30000 && !seen)
      for (const where of all) {
        const there = await shows(where);
        assert.ok(there || !seen, `${where} is behind another page`);
        if (there) assert.ok(Date.now() >= from, `${where}: not before`);
        before += !there;
        seen ||= there;
      }
    assert.ok(seen, `${before} answers before`);
    for (const where of all) assert.ok(await shows(where), `${where} from then on`);
  });

  test("go when templates are read again", async () => {
    await warm(site, "/");
    const own = path.join(site.folder, "templates");
    fs.mkdirSync(own, { recursive: true });
    const layout = fs.readFileSync(path.join(process.env.DATELINE_DATA ?? ".", "templates/layout.tpl"),
                                   "utf8");
    fs.writeFileSync(path.join(own, "layout.tpl"), layout.replace("</body>", "<p>Another foot</p></body>"));
    const server = spawnSync("ps", ["-o", "pid=,comm=", "--ppid", String(site.child.pid)]).stdout
      .toString().trim().split("\n").map((l) => l.trim().split(/\s+/)).find(([, c]) => c !== "nginx");
    process.kill(Number(server[0]), "SIGHUP");
    await until(async () => (await site.get("/")).text.includes("Another foot"), "the new foot");
    fs.rmSync(own, { recursive: true });
  });
});

describe("many pages, each asked for twice", FILES, () => {
  test("all lie ready", async () => {
    const folder = await makeSite(), from = tempFolder("many"), places = [];
    for (let i = 0; i < 250; i++) {
      const slug = `many-${(i * i * 7919 % 1000003).toString(36)}-${i}`;
      fs.writeFileSync(path.join(from, `${slug}.md`),
                       `---\ntitle: "Number ${i}"\nsection: news\ndate: 2020-01-08\n---\nA paragraph.\n`);
      places.push(`/2020/01/${slug}`);
    }
    await dateline(["import", folder, "markdown", from]);
    const site = await startSite({ folder, workers: 1 });
    await warm(site, "/");
    for (let i = 0; i < 2; i++)
      for (const where of places) assert.equal((await site.get(where)).status, 200, where);
    assert.deepEqual(places.filter((where) => !fs.existsSync(inFolder(site, fileOf(where)))), []);
    await site.stop();
  });
});

describe("what lies ready as a server starts", FILES, () => {
  test("is not trusted", async () => {
    const folder = await makeSite();
    fs.mkdirSync(path.join(folder, "ready/current/p"), { recursive: true });
    fs.writeFileSync(path.join(folder, "ready/current/state"), "1 1 9000000000000 1\n");
    fs.writeFileSync(path.join(folder, "ready/current/p/,.html"), "of another program");
    const site = await startSite({ folder });
    assert.ok(!(await site.get("/")).text.includes("another program"));
    await site.stop();
  });

  test("may find no room: pages are made then, and writes go on", async (t) => {
    const folder = await makeSite(), full = tempFolder("full");
    if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k,mode=755", "none", full]).status)
      return t.skip("this user may mount nothing");
    try {
      const site = await startSite({ folder, env: { RUNTIME_DIRECTORY: full } });
      const stories = [];
      for (let i = 0; i < 8; i++) stories.push(await publishStory(site, { title: `Story ${i}`, slug: `s${i}` }));
      await warm(site, "/"); // there is room for some
      const places = ["/news/", "/feed.atom", ...stories.map((s) => s.path)];
      for (let i = 0; i < 4; i++)
        for (const where of places) assert.equal((await site.get(where)).status, 200, where);
      const free = fs.statfsSync(full);
      assert.ok(free.bavail * free.bsize < 16384, `${free.bavail * free.bsize} bytes are free`);
      await site.dateline("settings", "set", folder, "title", "Another Paper");
      for (const where of ["/", ...places])
        assert.ok((await site.get(where)).text.includes("Another Paper"), where);
      await site.stop();
    } finally {
      spawnSync("umount", [full]);
    }
  });

  test("may lie in another folder, which the service was given", async () => {
    const folder = await makeSite(), memory = tempFolder("ready");
    const site = await startSite({ folder, env: { RUNTIME_DIRECTORY: memory } });
    await warm(site, "/");
    assert.equal(fs.readlinkSync(path.join(folder, "ready")), memory);
    assert.ok(fs.existsSync(path.join(memory, "current/p/,.html")));
    await site.dateline("settings", "set", folder, "title", "Another Paper");
    assert.ok((await site.get("/")).text.includes("Another Paper"));
    await site.stop();
  });
});

/* Which of 128 places in a worker's memory a page's name has (cgi/ready_map.c, FNV-1a). */
function placeOf(where) {
  const hash = [...Buffer.from(fileOf(where))].reduce(
    (h, byte) => BigInt.asUintN(64, (h ^ BigInt(byte)) * 1099511628211n), 14695981039346656037n);
  return hash % 128n;
}

test("a page out of its file never has the ETag of another text, though folders take numbers of those before", FILES, async () => {
  const site = { folder: await makeSite() };
  const first = "/2020/01/first";
  const slug = Array.from({ length: 5000 }, (_, i) => `second-${i}`).find((s) => placeOf(`/2020/01/${s}`) === placeOf(first));
  const date = "2020-01-08", second = `/2020/01/${slug}`;
  await publishStory(site, { title: "First", slug: "first", date });
  const { id } = await publishStory(site, { title: "Second", slug, date });
  await serveWhile(site.folder, async (server) => {
    const at = await server.connect(), texts = new Map(), numbers = new Set();
    let again = false;
    const get = async (where) => {
      const { status, head, text } = await at.get(where);
      assert.equal(status, 200, head);
      return { etag: /^ETag: (.*)\r?$/m.exec(head)[1], text };
    };
    for (let round = 0; round < 60 && !again; round++) { /* most file systems give a number again before */
      for (const where of [second, first])
        await until(async () => {
          await get(where);
          return fs.existsSync(inFolder(site, fileOf(where)));
        }, `${where} lies ready`);
      for (let i = 0; i < 3; i++) await get(first); /* has the place now, the other one comes out of its file */
      const { etag, text } = await get(second);
      assert.equal(texts.get(etag) ?? text, text, `round ${round}`);
      texts.set(etag, text);
      const { ino } = fs.statSync(path.join(site.folder, "ready/current"));
      again = numbers.has(ino);
      numbers.add(ino);
      await postStory(site, { title: "Second", slug, date, body: `Text ${round}.`, args: ["--id", String(id)] });
    }
    at.close();
  }, ["--workers", "1"]);
});
