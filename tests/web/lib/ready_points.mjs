// ready_points.mjs: what servers.test.mjs asks of each web server about pages that lie ready.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

import { removeFolder, tempFolder, until } from "./site.mjs";
import { publishStory } from "./story.mjs";

const MADE = { cookie: "a=b; dateline=none" };
const FEED = /\.(atom|rss|json|xml|txt)$/;
const fileOf = (where) => (FEED.test(where) ? `f${where}` : `p${where}${where.endsWith("/") ? "," : ""}.html`);
const places = ({ story, arabic }) => ["/", "/news/", story, decodeURI(arabic), "/feed.atom", "/feed.rss", "/feed.json", "/robots.txt",
                           "/sitemap.xml", "/corrections"];

/** What a page's headers say, but for what is of one answer, of its file or of TLS. */
function headersOf({ headers }) {
  const one = ["date", "etag", "last-modified", "accept-ranges", "connection", "content-length", "keep-alive",
               "transfer-encoding", "server", "status", "vary", "strict-transport-security"];
  return Object.fromEntries(Object.entries(headers).filter(([k]) => !one.includes(k))
    .map(([k, v]) => [k, v.toLowerCase()]).sort());
}

/** Answers of Dateline, all in all. A worker counts one after it was sent: so, when two looks agree. */
async function answered({ get }) {
  const look = async () => [...(await get("/metrics")).text
    .matchAll(/^dateline_requests_total\{route="([^"]+)"[^}]*\} (\d+)$/gm)]
    .filter(([, route]) => route !== "metrics").reduce((sum, [, , n]) => sum + Number(n), 0);
  let last = -1, now;
  await until(async () => {
    [last, now] = [now, await look()];
    return now === last;
  }, "the count stands");
  return now;
}

/** Asks until each of them lies ready, compressed or not. */
async function warm({ get, ready }, list, compressed = false) {
  for (const where of list)
    await until(async () => {
      await get(encodeURI(where));
      return fs.existsSync(path.join(ready, "current", fileOf(where) + (compressed ? ".br" : "")));
    }, `${where} lies ready`);
}

/** A copy of the folder, which comes and goes as fast as it can while somebody reads. */
export async function whileItGoes(ready, read) {
  const copy = path.join(tempFolder("goes"), "ready");
  fs.cpSync(ready, copy, { recursive: true });
  for (const open of [path.dirname(copy), copy]) fs.chmodSync(open, 0o755);
  const [here, away] = ["current", "away"].map((name) => path.join(copy, name));
  const going = spawn("perl", ["-e", "while (1) { rename $ARGV[0], $ARGV[1]; rename $ARGV[1], $ARGV[0] }", here, away]);
  const ended = new Promise((resolve) => going.once("exit", resolve));
  try {
    await read(copy);
  } finally {
    going.kill("SIGKILL");
    await ended;
    removeFolder(path.dirname(copy));
  }
}

export const READY_POINTS = {
  "a page that lies ready is sent by the web server itself, as Dateline would": async (at) => {
    const list = places(at);
    await warm(at, list, true);
    for (const where of list.map(encodeURI)) {
      const made = await at.get(where, MADE), before = await answered(at);
      const ready = await at.get(where), head = await at.ask("HEAD", where);
      assert.equal(await answered(at), before, `${where}: Dateline was not asked`);
      assert.equal(made.status, 200, where);
      assert.equal(ready.status, 200, where);
      assert.equal(ready.text, made.text, where);
      assert.deepEqual(headersOf(ready), headersOf(made), where);
      assert.match(ready.headers.vary, /^accept-encoding$/i, where);
      const also = /^\/\d{4}\/\d\d\/[a-z0-9-]+$/.test(where)
        ? `<${where}.md>; rel="alternate"; type="text/markdown"`
        : undefined;
      assert.equal(ready.headers.link, also, where);
      assert.equal(head.status, 200, where);
      assert.equal(head.body.length, 0, where);
      for (const name of ["content-type", "etag", "last-modified", "cache-control", "speculation-rules"])
        assert.equal(head.headers[name], ready.headers[name], `${name} of ${where}`);
    }
  },
  "… compressed, too": async (at) => {
    for (const where of [at.story, "/", "/feed.atom"]) {
      const made = await at.get(where, MADE), before = await answered(at);
      for (const [coding, open] of [["gzip", zlib.gunzipSync], ["br", zlib.brotliDecompressSync]]) {
        const { headers, body } = await at.get(where, { "accept-encoding": `deflate, ${coding}` });
        if (coding === "br" && at.name === "nginx" && !headers["content-encoding"]) continue; // a module
        assert.equal(headers["content-encoding"], coding, where);
        assert.equal(open(body).toString(), made.text, where);
        assert.match(headers.vary, /^accept-encoding$/i, where);
        assert.equal(headers["content-type"], made.headers["content-type"], where);
      }
      assert.equal(await answered(at), before, `${where}: Dateline was not asked`);
    }
  },
  "… and not to whoever has it, by either tag": async (at) => {
    const { get, story } = at;
    for (const coding of ["identity", "gzip"]) {
      const ask = { "accept-encoding": coding };
      const made = await get(story, { ...MADE, ...ask }), ready = await get(story, ask);
      assert.match(ready.headers.etag, /^"/);
      for (const { headers } of [made, ready]) {
        const again = await get(story, { ...ask, "if-none-match": headers.etag });
        assert.equal(again.status, 304, `${coding} ${headers.etag}`);
        assert.equal(again.body.length, 0);
      }
      assert.equal((await get(story, { ...ask, "if-none-match": '"other"' })).status, 200);
      const since = ready.headers["last-modified"];
      assert.equal((await get(story, { ...ask, "if-modified-since": since })).status, 304);
    }
  },
  "… and never to a session, for a query that counts, or under the file's own address": async (at) => {
    const { get, story } = at;
    for (const cookie of ["dateline=x", "__Host-dateline=x", "a=b; __Host-dateline=x", "a=b;dateline=x"])
      assert.match((await get("/", { cookie })).headers.etag, /^W/, cookie);
    for (const cookie of ["a=b", "mydateline=x"])
      assert.match((await get("/", { cookie })).headers.etag, /^"/, cookie);
    for (const where of ["/?x=1", "/?utm_source=a&q=b", "/?before=1-1"])
      assert.doesNotMatch((await get(where)).headers.etag ?? "", /^"/, where);
    assert.match((await get("/?utm_source=a&fbclid=b")).headers.etag, /^"/);
    for (const where of ["/.html", "/,", "/,.html", "/news/,", "/feed.atom.gz", "/feed.atom.br", `${story}.html`,
                         `${story}.html.gz`, "/p/,.html", "/current/state", "/state", "/f/feed.atom"]) {
      const { status, text } = await get(where);
      assert.ok([301, 404].includes(status), `${where}: ${status}`);
      assert.ok(!text.includes("long paragraph"), where);
    }
  },
  "a publication shows at once": async (at) => {
    for (let i = 0; i < 4; i++) {
      await warm(at, ["/", "/feed.atom"]);
      assert.match((await at.get("/")).headers.etag, /^"/);
      const title = `At once ${i} of ${at.name}`;
      const { path: where } = await publishStory({ folder: at.site }, { title, slug: `at-once-${i}-${at.name}` });
      for (const page of ["/", "/feed.atom", where]) assert.ok((await at.get(page)).text.includes(title), page);
    }
  },
  "a page that goes between the look and the reading is made": async (at) => {
    await warm(at, [at.story]);
    const { text } = await at.get(at.story, MADE), kinds = new Set();
    await whileItGoes(at.ready, (copy) => at.beside(copy, async (ask) => {
      const reader = async () => {
        for (let i = 0; i < 60 || (kinds.size < 2 && i < 3000); i++) {
          const answer = await ask("GET", at.story);
          assert.equal(answer.status, 200);
          assert.equal(answer.text, text);
          assert.equal(answer.headers["content-type"].toLowerCase(), "text/html; charset=utf-8");
          assert.match(answer.headers["content-security-policy"], /^default-src 'none'; img-src/);
          kinds.add(answer.headers.etag[0]);
        }
      };
      await Promise.all(Array.from({ length: 8 }, reader));
    }));
    assert.equal(kinds.size, 2, "some lay ready, some were made");
  },
  "a page larger than any socket's buffer comes whole": async (at) => {
    await warm(at, [at.large]);
    const made = await at.get(at.large, MADE), ready = await at.get(at.large);
    assert.match(ready.headers.etag, /^"/);
    assert.ok(ready.body.length > 500000, ready.body.length);
    assert.equal(ready.text, made.text);
  },
};
