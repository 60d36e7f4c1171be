// servers.test.mjs: the same list of points asked of each web server, with the configuration that
// deploy/ ships for it, in front of one `dateline serve` whose socket stays when it restarts.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import net from "node:net";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { raw, request, statusOf } from "./lib/http.mjs";
import { READY_POINTS } from "./lib/ready_points.mjs";
import { HELD, Server } from "./lib/serve.mjs";
import { makeSite, removeFolder, ROOT, tempFolder, until } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";
import { missing, NAMES, startWebServer } from "./lib/webservers.mjs";

const FORM = "application/x-www-form-urlencoded";
const MIB = 1024 * 1024;
const PICTURE = `2026/01/${"ab".repeat(16)}-960.jpg`;
const picture = fs.readFileSync(path.join(ROOT, "tests/fixtures/pictures/large.jpg"));
const TOKEN = "Secretsecretsecret";

let folder, server, arabic, large;
before(async () => {
  folder = await makeSite();
  await publishStory({ folder }, { title: "A story", slug: "a-story", date: "2020-01-08",
                                   body: "A long paragraph. ".repeat(200) });
  arabic = await publishStory({ folder }, { title: "عبّارة", slug: "عبارة", date: "2020-01-08" });
  large = await publishStory({ folder }, { title: "Large", slug: "large", date: "2020-01-08",
                                           body: "A long paragraph. ".repeat(28000) });
  fs.mkdirSync(path.join(folder, "static/.git"), { recursive: true });
  fs.mkdirSync(path.join(folder, "media/2026/01"), { recursive: true });
  fs.writeFileSync(path.join(folder, "media", PICTURE), picture);
  for (const hidden of ["static/.env", "static/.git/config"])
    fs.writeFileSync(path.join(folder, hidden), "hidden");
  fs.symlinkSync("/etc/passwd", path.join(folder, "static/link.css"));
  fs.symlinkSync("/etc/passwd", path.join(folder, "media", PICTURE.replace("960", "480")));
  server = await Server.start(folder, ["--listen", "fd:0"], HELD);
  // Web servers give up root; on a machine of its own they are in the socket's group.
  fs.chmodSync(server.socket, 0o666);
  fs.chmodSync(path.dirname(server.socket), 0o755);
  for (const open of [folder, path.dirname(folder)]) fs.chmodSync(open, 0o755);
});
after(async () => {
  assert.equal(await server.stop(), 0);
  removeFolder(folder);
});

/** What Dateline and whoever stands in for it send with all that they answer. */
function assertClosed({ status, headers }, where) {
  const secured = {
    "x-content-type-options": "nosniff", "cross-origin-opener-policy": "same-origin",
  };
  for (const [name, value] of Object.entries(secured))
    assert.equal(headers[name], value, `${where}: ${status}, ${name}`);
  assert.match(headers["permissions-policy"] ?? "",
               /^camera=\(\), geolocation=\(\), microphone=\(\)(, publickey-credentials-create=\(\), publickey-credentials-get=\(\))?$/,
               `${where}: ${status}`);
  assert.match(headers["content-security-policy"] ?? "", /default-src 'none'/, where);
  assert.doesNotMatch(headers["content-security-policy"], /,/, `one policy: ${where}`);
  assert.match(headers["referrer-policy"] ?? "", /^strict-origin/, where);
  assert.match(headers["cache-control"] ?? "", /^(no-store|public, max-age=\d+, \w[\w-]+)$/, where);
}
const assertOurs = (answer, status, where) => {
  assert.equal(answer.status, status, `${where}: ${answer.text.slice(0, 200)}`);
  assert.match(answer.text, /<main/, where);
  assertClosed(answer, where);
};
/** A raw answer as request() gives it. */
function parsed(answer) {
  const [head, text = ""] = answer.split(/\r\n\r\n([^]*)/);
  const headers = Object.fromEntries(head.split("\r\n").slice(1).map((line) => {
    const [, name, value] = /^([^:]+): ?(.*)$/.exec(line);
    return [name.toLowerCase(), value];
  }));
  return { status: statusOf(answer), headers, text };
}

const GZIP = { "accept-encoding": "gzip" };
const form = (n) => ({ "content-type": FORM, "content-length": n });

/** name → what is asked of one server. */
const POINTS = {
  "a page is whole and closed": async ({ get }) => {
    const page = await get("/");
    assertOurs(page, 200, "/");
    assert.match(page.headers["content-type"], /^text\/html; charset=utf-8$/i);
  },
  "HEAD is GET without a body": async ({ get, ask }) => {
    for (const where of ["/", "/nothing-here", `/media/${PICTURE}`]) {
      const [a, b] = [await get(where), await ask("HEAD", where)];
      assert.equal(b.status, a.status);
      assert.equal(b.body.length, 0);
      for (const name of ["content-type", "etag", "cache-control", "content-security-policy"])
        assert.equal(b.headers[name], a.headers[name], `${name} of ${where}`);
    }
  },
  "304 without compression": async ({ get }) => {
    const { headers } = await get("/2020/01/a-story");
    const again = await get("/2020/01/a-story", { "if-none-match": headers.etag });
    assert.equal(again.status, 304);
    assert.equal(again.body.length, 0);
  },
  "304 with compression": async ({ get }) => {
    // (What was compressed for the first answer may lie ready for the second, with a tag of its own.)
    await until(async () => {
      const { headers } = await get("/2020/01/a-story", GZIP);
      assert.equal(headers["content-encoding"], "gzip");
      assert.match(headers.vary, /accept-encoding/i);
      return (await get("/2020/01/a-story", { ...GZIP, "if-none-match": headers.etag })).status === 304;
    }, "it is not sent again");
  },
  "text is compressed, pictures are not": async ({ get, sheet }) => {
    for (const where of ["/", sheet, "/feed.atom", "/feed.json"])
      assert.equal((await get(where, GZIP)).headers["content-encoding"], "gzip", where);
    const { headers, body } = await get(`/media/${PICTURE}`, GZIP);
    assert.equal(headers["content-encoding"], undefined);
    assert.deepEqual(body, picture);
  },
  "a file is kept for a year under its own hash alone": async ({ get, sheet }) => {
    assert.match((await get(sheet)).headers["cache-control"], /immutable/);
    for (const where of [sheet.replace(/[0-9a-f]{8}/, "00000000"), sheet.replace(/[0-9a-f]{8}\//, "")])
      assert.doesNotMatch((await get(where)).headers["cache-control"], /immutable/, where);
    assert.match((await get(`/media/${PICTURE}`)).headers["cache-control"], /immutable/);
  },
  "a picture is sandboxed, and others may show it": async ({ get }) => {
    const { headers } = await get(`/media/${PICTURE}`);
    assert.match(headers["content-security-policy"], /^sandbox;/);
    assert.equal(headers["cross-origin-resource-policy"], "cross-origin");
  },
  "parts of a picture": async ({ get }) => {
    const part = await get(`/media/${PICTURE}`, { range: "bytes=100-299" });
    assert.equal(part.status, 206);
    assert.equal(part.headers["content-range"], `bytes 100-299/${picture.length}`);
    assert.deepEqual(part.body, picture.subarray(100, 300));
    assert.equal((await get(`/media/${PICTURE}`, { range: "bytes=99999999-" })).status, 416);
  },
  "404 is ours": async ({ get }) => {
    for (const where of ["/nothing-here", "/media/nothing.jpg", "/static/nothing.css", "/admin.php",
                         "/_dateline/nothing.html"]) {
      const answer = await get(where);
      assert.ok([404, 400].includes(answer.status), `${where}: ${answer.status}`);
      assertOurs(answer, answer.status, where);
    }
  },
  "405 is ours and says what is right": async ({ ask }) => {
    for (const method of ["PUT", "DELETE", "PATCH"]) {
      const answer = await ask(method, "/", { "content-length": 0 });
      assertOurs(answer, 405, method);
      assert.match(answer.headers.allow, /GET, HEAD/);
    }
  },
  "TRACE is refused and closed": async ({ url }) => {
    const answer = parsed(await raw(url, `TRACE / HTTP/1.1\r\nHost: ${new URL(url).host}\r\n` +
      "Connection: close\r\n\r\n"));
    assert.ok([405, 400, 501].includes(answer.status), answer.status);
    assertClosed(answer, "TRACE");
  },
  "a form is answered, and keeps its cookie": async ({ get, ask }) => {
    const { setCookies, headers } = await get("/admin/login");
    assert.equal(setCookies.length, 1);
    assert.equal(headers["cache-control"], "no-store");
    assertOurs(await ask("POST", "/admin/login", form(3), "a=b"), 403, "a form without a token");
  },
  "a form of unknown length is gathered, or 411 in our design": async ({ ask }) => {
    const answer = await ask("POST", "/admin/login",
                             { "content-type": FORM, "transfer-encoding": "chunked" }, "a=b&c=d");
    assert.ok([403, 411].includes(answer.status), answer.status);
    assertOurs(answer, answer.status, "chunked");
  },
  "a body that is too large for its page is 413 of ours": async ({ ask }) => {
    assertOurs(await ask("POST", "/admin/link", form(200 * 1024), "x".repeat(200 * 1024)), 413, "200 KB");
  },
  "64 MB reach Dateline, which decides": async ({ ask }) => {
    assertOurs(await ask("POST", "/admin/login", form(64 * MIB), Buffer.alloc(64 * MIB, "x")), 413, "64 MB");
  },
  "more is refused with a page that says so": async ({ url, name }) => {
    const head = `POST /admin/login HTTP/1.1\r\nHost: ${new URL(url).host}\r\nContent-Type: ${FORM}\r\n` +
      `Content-Length: ${64 * MIB + 1}\r\nConnection: close\r\n\r\n`;
    // These two count as they read.
    const bytes = ["apache", "caddy"].includes(name)
      ? Buffer.concat([Buffer.from(head), Buffer.alloc(64 * MIB + 1, "x")]) : head;
    const answer = parsed(await raw(url, bytes));
    assertOurs(answer, 413, "64 MB and a byte");
    assert.match(answer.text, /too large/);
    assert.equal(answer.headers["cache-control"], "no-store");
  },
  "a request that is none is refused and closed": async ({ url }) => {
    const answer = parsed(await raw(url, "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: what\r\n" +
      "Connection: close\r\n\r\n"));
    assert.equal(answer.status, 400);
  },
  "long queries arrive, and those that are too long are refused": async ({ get }) => {
    assertOurs(await get(`/search?q=ferry&x=${"y".repeat(7000)}`), 200, "7 KB");
    const { status } = await get(`/search?q=${"x".repeat(12000)}`);
    assert.ok([414, 431, 400].includes(status), `12 KB: ${status}`);
  },
  "signs in addresses and queries arrive as they were sent": async ({ get }) => {
    assert.match((await get("/search?q=%22a+story%22&x=%2F%26")).text, /A story/);
    assert.equal((await get("/2020/01/%61-story")).status < 400, true);
    for (const where of ["/%E2%80%A6", "/2020%2F01%2Fa-story", "/a%00b", "/%ff", "/a;b=c", "/a:b", "/~x"]) {
      const answer = await get(where);
      assert.ok([400, 404, 301].includes(answer.status), `${where}: ${answer.status}`);
      if (answer.status !== 301) assertOurs(answer, answer.status, where);
    }
  },
  "dots lead nowhere": async ({ url }) => {
    for (const where of ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/static/../dateline.db",
                         "/static/..%2fdateline.db", "/media/..%5c..%5cdateline.db", "/./dateline.db"]) {
      const answer = parsed(await raw(url, `GET ${where} HTTP/1.1\r\nHost: ${new URL(url).host}\r\n` +
        "Connection: close\r\n\r\n"));
      assert.ok([301, 302, 308, 400, 403, 404].includes(answer.status), `${where}: ${answer.status}`);
      assert.doesNotMatch(answer.text, /root:|SQLite/, where);
      assertClosed(answer, where);
    }
  },
  "hidden files and links are nobody's": async ({ get }) => {
    for (const where of ["/static/.env", "/static/.git/config", "/.git/config", "/.env",
                         "/static/00000000/.git/config", "/static/link.css", "/dateline.db",
                         "/static/00000000/link.css", `/media/${PICTURE.replace("960", "480")}`])
      assertOurs(await get(where), 404, where);
  },
  "a slip in an address is put right by Dateline": async ({ get }) => {
    const { status, headers } = await get("/2020/01/A-Story/?x=1");
    assert.equal(status, 301);
    assert.match(headers.location, /^(http:\/\/127\.0\.0\.1:\d+)?\/2020\/01\/a-story\?x=1$/);
  },
  "one connection carries many requests": async ({ url }) => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set();
    for (let i = 0; i < 10; i++) {
      const answer = await new Promise((done, fail) => http.get(`${url}/`, { agent }, (res) => {
        ports.add(res.socket.localPort);
        res.resume().on("end", () => done(res.statusCode));
      }).on("error", fail));
      assert.equal(answer, 200);
    }
    agent.destroy();
    assert.equal(ports.size, 1);
  },
  "no form is lost while Dateline restarts": async ({ ask }) => {
    const ended = {};
    let over = false;
    const one = async () => {
      while (!over) {
        const { status } = await ask("POST", "/admin/login", form(3), "a=b");
        ended[status] = (ended[status] ?? 0) + 1;
      }
    };
    const all = Array.from({ length: 8 }, one);
    for (let i = 0; i < 2; i++) {
      const serving = server.said.match(/ serving /g).length, before = ended[403] ?? 0;
      await until(() => (ended[403] ?? 0) > before + 15, "some forms");
      server.child.kill("SIGUSR1");
      await until(() => server.said.match(/ serving /g).length > serving, "the next server");
    }
    over = true;
    await Promise.all(all);
    assert.deepEqual(Object.keys(ended), ["403"], JSON.stringify(ended));
  },
  "while Dateline is away: 503, when to try again, closed; then the paper": async ({ ask, get }) => {
    const away = `${server.socket}.away`;
    fs.renameSync(server.socket, away);
    let seen = 0;
    try {
      // Connections that nginx has kept (128 at most) lead to it all the same: more at once find new ones.
      const some = (n) => Promise.all(Array.from({ length: n }, async (_, i) => {
        const answer = i % 2 ? await ask("POST", `/admin/link?token=${TOKEN}`, form(3), "a=b")
          : await get(i % 4 ? `/admin/link?token=${TOKEN}` : `/story/preview?link=${TOKEN}`);
        if (answer.status < 500) return;
        seen++;
        assertOurs(answer, 503, "away");
        assert.match(answer.text, /starting again/);
        assert.equal(answer.headers["retry-after"], "5");
        assert.equal(answer.headers["cache-control"], "no-store");
      }));
      for (let n = 40; seen === 0 && n <= 640; n *= 2) await some(n);
    } finally {
      fs.renameSync(away, server.socket);
    }
    assert.ok(seen > 0);
    await until(async () => (await get("/")).status === 200, "the paper is back");
  },
  "no log holds a one-time token or what was searched": async ({ get, logs, url }) => {
    await get(`/admin/link?token=${TOKEN}`);
    await get(`/story/preview?link=${TOKEN}`);
    await get("/", { referer: `${url}/admin/link?token=${TOKEN}` });
    await get("/search?q=Secretsearch");
    await until(() => logs().includes("/search"), "the log has the request");
    assert.doesNotMatch(logs(), new RegExp(`${TOKEN}|Secretsearch`));
  },
};

test("the pages' style is the one that the policies allow", () => {
  const texts = ["nginx/up.conf.in", "nginx/dateline.conf", "apache/dateline.conf", "caddy/Caddyfile",
                 "lighttpd/headers.lua", "../cgi/http/finish.c"]
    .map((f) => fs.readFileSync(path.join(ROOT, "deploy", f), "utf8"));
  for (const page of fs.readdirSync(path.join(ROOT, "deploy/pages"))) {
    const html = fs.readFileSync(path.join(ROOT, "deploy/pages", page), "utf8");
    const style = /<style>([^]*)<\/style>/.exec(html)[1];
    const hash = `'sha256-${createHash("sha256").update(style).digest("base64")}'`;
    for (const text of texts) assert.ok(text.includes(hash), page);
  }
});

test("the rules for the next page are named by their hash", () => {
  const rules = fs.readFileSync(path.join(ROOT, "static/next-page.speculationrules"));
  const name = `/static/${createHash("sha256").update(rules).digest("hex").slice(0, 8)}/next-page.speculationrules`;
  for (const file of ["nginx/up.conf.in", "nginx/dateline.conf", "lighttpd/ready.lua", "apache/dateline.conf",
                      "caddy/Caddyfile", "../cgi/http/finish.c"])
    assert.ok(fs.readFileSync(path.join(ROOT, "deploy", file), "utf8").includes(name), `${file}: ${name}`);
});

// FastCGI of lighttpd and Caddy opens a connection for each request.
for (const name of ["nginx", "apache"])
  test(`${name} uses its connections to Dateline again`, { skip: missing(name) }, async () => {
    const socket = path.join(tempFolder("relay"), "s");
    let opened = 0;
    const relay = net.createServer((from) => {
      opened++;
      const to = net.connect(server.socket);
      for (const [a, b] of [[from, to], [to, from]]) a.on("error", () => b.destroy()).pipe(b);
    });
    await new Promise((done) => relay.listen(socket, done));
    fs.chmodSync(socket, 0o666);
    fs.chmodSync(path.dirname(socket), 0o755);
    const web = await startWebServer(name, socket);
    try {
      const reader = async () => {
        for (let i = 0; i < 50; i++)
          assert.equal((await request(web.url, "GET", "/robots.txt")).status, 200);
      };
      for (let i = 0; i < 2; i++) await Promise.all(Array.from({ length: 20 }, reader));
      assert.ok(opened <= 60, `${opened} connections for 2,000 requests of 20 at a time`);
      const before = opened;
      for (const where of ["/admin/login", "/2020/01/a-story/report"]) {
        const answer = await request(web.url, "POST", where, { headers: form(3), body: "a=b" });
        assertOurs(answer, 403, where);
      }
      if (name === "apache") assert.equal(opened, before + 2, "what people write goes on its own");
    } finally {
      await web.stop();
      relay.close();
    }
  });

for (const name of NAMES)
  describe(name, { skip: missing(name) }, () => {
    let at;
    before(async () => {
      if (missing(name)) return;
      const ready = path.join(folder, "ready");
      const web = await startWebServer(name, server.socket, ready);
      const ask = (method, where, headers, body) => request(web.url, method, where, { headers, body });
      const get = (where, headers) => ask("GET", where, headers);
      const sheet = /\/static\/[0-9a-f]{8}\/css\/site\.css/.exec((await get("/")).text)?.[0];
      // The same server once more, with another folder of ready pages.
      const beside = async (other, run) => {
        const second = await startWebServer(name, server.socket, other);
        await run((method, where) => request(second.url, method, where)).finally(() => second.stop());
      };
      at = { ...web, name, beside, ask, get, sheet, ready, site: folder, story: "/2020/01/a-story", arabic: arabic.path,
             large: large.path };
    });
    after(() => at?.stop());
    for (const [point, check] of Object.entries({ ...POINTS, ...READY_POINTS })) test(point, () => check(at));
  });
