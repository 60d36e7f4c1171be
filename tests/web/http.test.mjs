// http.test.mjs: what HTTP asks of every address, whichever page it is.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";

import { statusOf } from "./lib/http.mjs";
import { MODE, startSite, until } from "./lib/site.mjs";
import { postStory, publishStory } from "./lib/story.mjs";

/** Asks for what Dateline makes, not for what may lie ready by now: that has the web server's ETag. */
const MADE = { cookie: "dateline=none" };

let site, story, css, picture, notFiles, all;
before(async () => {
  site = await startSite({ demo: true });
  story = await publishStory(site, { slug: "a-story", title: "A story", section: "city", date: "2020-01-08 09:30" });
  // Several commits of one second have a second each, and Last-Modified is never later than now.
  await until(async () =>
    Date.parse((await site.get(story.path)).headers["last-modified"]) < Date.now() - 1000, "the clock catches up");
  const front = (await site.get("/")).text;
  css = /<link rel="stylesheet" href="([^"]+)"/.exec(front)[1];
  picture = /src="(\/media\/[^"]+)"/.exec(front)[1];
  notFiles = ["/", story.path, `${story.path}/changes`, "/reviews/", "/city/", "/corrections",
              "/robots.txt", "/nothing-here", "/2020/01/nothing", "/admin/login", "/admin/"];
  all = [...notFiles, css, picture];
});
after(() => site.stop());

const SECURITY = {
  "x-content-type-options": "nosniff",
  "cross-origin-opener-policy": "same-origin",
};

function assertSecured(res, where) {
  for (const [name, value] of Object.entries(SECURITY))
    assert.equal(res.headers[name], value, `${name} of ${where}`);
  // Pictures may be shown by others: feeds carry them.
  const upload = /^\/media\//.test(where) && res.status === 200;
  assert.equal(res.headers["cross-origin-resource-policy"],
               upload ? "cross-origin" : "same-origin", where);
  assert.match(res.headers["referrer-policy"], /^strict-origin(-when-cross-origin)?$/, where);
  const csp = res.headers["content-security-policy"];
  assert.match(csp ?? "", /default-src 'none'/, `CSP of ${where}`);
  assert.doesNotMatch(csp, /unsafe|\*|https?:|data:/, `CSP of ${where}`);
  assert.ok(res.headers["permissions-policy"], where);
  assert.ok(res.headers["cache-control"], where);
}

/** A whole error page in the paper's own design, which names nothing of the inside. */
function assertOurPage(res, status, where) {
  assert.equal(res.status, status, `${where}: ${res.text.slice(0, 300)}`);
  assert.match(res.headers["content-type"], /^text\/html; charset=utf-8$/, where);
  assert.match(res.text, /<!doctype html>/i, where);
  assert.match(res.text, /The Marrowby Current/, where);
  assert.match(res.text, /<main/, where);
  assert.doesNotMatch(res.text, /SELECT|sqlite|\/tmp\/|\.tpl|\.c:\d/i, where);
  assertSecured(res, where);
}

describe("the next page", () => {
  const rulesOf = ({ headers }) => headers["speculation-rules"];

  test("may be made before the click, by rules that each reader's page names and a browser keeps", async () => {
    const [, where] = /^"(\/static\/[0-9a-f]{8}\/[\w-]+\.speculationrules)"$/.exec(rulesOf(await site.get("/", MADE)));
    for (const page of [story.path, `${story.path}/changes`, "/city/", "/corrections", "/search?q=a"])
      assert.equal(rulesOf(await site.get(page, MADE)), `"${where}"`, page);
    const { status, headers, text } = await site.get(where);
    assert.equal(status, 200);
    assert.equal(headers["content-type"], "application/speculationrules+json");
    assert.equal(headers["cache-control"], "public, max-age=31536000, immutable");
    const [{ where: { and }, eagerness }, ...more] = JSON.parse(text).prerender;
    assert.equal(eagerness, "moderate");
    assert.deepEqual(more, []);
    const never = and.flatMap((rule) => rule.not?.href_matches ?? []);
    for (const pattern of ["/admin/*", "/search", "/:year/:month/:slug/report", "/*\\?(.+)"])
      assert.ok(never.includes(pattern), pattern);
  });

  test("is not led to from a form, an error, the desk or a file", async () => {
    for (const where of ["/admin/login", "/nothing-here", `${story.path}/report`, "/feed.atom", "/robots.txt", css, picture])
      assert.equal(rulesOf(await site.get(where, MADE)), undefined, where);
    const editor = await site.signIn();
    assert.equal(rulesOf(await editor.get("/admin/")), undefined);
  });
});

describe("methods", () => {
  test("HEAD gives the headers of GET and no body", async () => {
    for (const where of all) {
      const get = await site.get(where, MADE);
      const head = await site.head(where, MADE);
      assert.equal(head.status, get.status, where);
      assert.equal(head.body.length, 0, where);
      for (const name of ["content-type", "etag", "last-modified", "cache-control", "location",
                          "content-security-policy"])
        assert.equal(head.headers[name], get.headers[name], `${name} of ${where}`);
      if (MODE === "cgi")
        assert.equal(head.headers["content-length"], get.headers["content-length"], where);
    }
  });

  test("a wrong method is 405 and says which are right", async () => {
    for (const method of ["PUT", "DELETE", "OPTIONS", "PATCH"])
      for (const where of ["/", story.path, "/corrections", "/admin/login"]) {
        const headers = { "content-length": "0" };
        const res = await site.request(method, where, { headers });
        assertOurPage(res, 405, `${method} ${where}`);
        const allow = where === "/admin/login" ? "GET, HEAD, POST" : "GET, HEAD";
        assert.equal(res.headers.allow, allow, `${method} ${where}`);
      }
    const post = await site.request("POST", "/", { headers: { "content-length": "0" } });
    assertOurPage(post, 405, "POST /");
    const get = await site.get("/admin/logout");
    assertOurPage(get, 405, "GET /admin/logout");
    assert.equal(get.headers.allow, "POST");
  });
});

describe("headers", () => {
  test("every response carries the security headers", async () => {
    for (const where of [...all, `${css}x`, "/media/nothing.jpg", "/static/nothing.css",
                         "/news", "/%ff"])
      assertSecured(await site.get(where), where);
  });

  test("uploads cannot do anything in a browser", async () => {
    const res = await site.get(picture);
    assert.equal(res.status, 200);
    assert.match(res.headers["content-security-policy"], /^sandbox; default-src 'none'/);
    assert.match(res.headers["content-type"], /^image\/(jpeg|webp)$/);
  });

  test("files with a name of their own are kept for a year, pages are asked for again", async () => {
    assert.equal((await site.get(css)).headers["cache-control"],
                 "public, max-age=31536000, immutable");
    // A story may be withdrawn: what many share is asked for again.
    assert.equal((await site.get(picture)).headers["cache-control"],
                 "public, max-age=31536000, s-maxage=60, immutable");
    for (const where of ["/", story.path, "/corrections"])
      assert.match((await site.get(where)).headers["cache-control"], /max-age=0|no-cache/, where);
    for (const where of ["/admin/login", "/admin/"])
      assert.equal((await site.get(where)).headers["cache-control"], "no-store", where);
  });

  test("no reader's page sets a cookie", async () => {
    for (const where of all.filter((w) => !w.startsWith("/admin/")))
      assert.deepEqual((await site.get(where)).setCookies, [], where);
  });
});

describe("style sheets and scripts", { skip: MODE !== "fastcgi" }, () => {
  const OPEN = { gzip: gunzipSync, br: brotliDecompressSync };

  /** Until Dateline had time to compress it: what nginx compresses has no length. */
  async function compressed(site, where, asked, coding) {
    const plain = await site.get(where);
    assert.equal(plain.headers["content-encoding"], undefined);
    assert.match(plain.headers.vary, /^Accept-Encoding$/i);
    await until(async () => {
      const { headers, body } = await site.get(where, { "accept-encoding": asked });
      assert.equal(OPEN[headers["content-encoding"]](body).toString(), plain.text);
      assert.match(headers.vary, /^Accept-Encoding$/i);
      assert.equal(headers.etag, plain.headers.etag);
      assert.equal(headers["cache-control"], plain.headers["cache-control"]);
      return headers["content-encoding"] === coding && headers["content-length"];
    }, `${where} is compressed for ${asked}`);
    const has = { "accept-encoding": asked, "if-none-match": plain.headers.etag };
    assert.equal((await site.get(where, has)).status, 304);
  }

  test("are compressed once, not by nginx for each reader", async () => {
    const script = /src="([^"]+reader\.js)"/.exec((await site.get(story.path)).text)[1];
    for (const where of [css, script]) {
      await compressed(site, where, "gzip, deflate, br", "br");
      await compressed(site, where, "gzip", "gzip");
    }
  });

  test("so is the sheet of a site with its own colours", async () => {
    const own = await startSite({ settings: { colour_accent: "#135791" } });
    try {
      const sheet = /href="([^"]+colours\.css)"/.exec((await own.get("/")).text)[1];
      await compressed(own, sheet, "gzip, br", "br");
      await compressed(own, sheet, "gzip", "gzip");
    } finally {
      await own.stop();
    }
  });
});

describe("conditional requests", () => {
  test("what the client has is 304, without a body and with its ETag", async () => {
    for (const where of ["/", story.path, `${story.path}/changes`, "/corrections"]) {
      const first = await site.get(where);
      const { etag } = first.headers;
      assert.ok(etag, `${where} has an ETag`);
      for (const given of [etag, `"other", ${etag}`, "*"]) {
        const again = await site.get(where, { "if-none-match": given });
        assert.equal(again.status, 304, `${where} ${given}`);
        assert.equal(again.body.length, 0, where);
        assert.equal(again.headers.etag, etag, where);
        assertSecured(again, where);
      }
      assert.equal((await site.get(where, { "if-none-match": '"other"' })).status, 200, where);
    }
  });

  test("a changed story has another ETag, and the page of the old one is not kept", async () => {
    const one = await publishStory(site, { slug: "changes-soon", title: "Before", section: "city" });
    const before = await site.get(one.path);
    await postStory(site, { slug: "changes-soon", title: "After", section: "city",
                            args: ["--id", String(one.id)] });
    const after = await site.get(one.path, { "if-none-match": before.headers.etag });
    assert.equal(after.status, 200);
    assert.match(after.text, /After/);
  });

  test("an error is never 304", async () => {
    assert.equal((await site.get("/nothing-here", { "if-none-match": "*" })).status, 404);
  });
});

describe("addresses", () => {
  test("a slash too many or too few leads to the page", async () => {
    const cases = { "/city": "/city/", "/corrections/": "/corrections",
                    [`${story.path}/`]: story.path };
    for (const [where, to] of Object.entries(cases)) {
      const res = await site.get(where);
      assert.equal(res.status, 301, where);
      assert.equal(new URL(res.headers.location, site.url).pathname, to, where);
    }
  });

  test("so does a slip of letter case, and the query stays", async () => {
    const res = await site.get(`${story.path.toUpperCase()}?a=1&b=%C3%A9`);
    assert.equal(res.status, 301);
    const to = new URL(res.headers.location, site.url);
    assert.equal(to.pathname + to.search, `${story.path}?a=1&b=%C3%A9`);
    assert.equal((await site.get("/City/")).status, 301);
  });

  test("what is not there is 404 in the paper's design", async () => {
    for (const where of ["/nothing-here", "/nothing-here/", "/2020/01/nothing", "/2020/13/a-story",
                         "/2020/01/a-story/nothing", "/tag/nothing/", "/author/nobody/", "/a/b/c/d",
                         "/static/00000000/css/site.css.map", "/media/2020/01/nothing.jpg",
                         "/index.php", "/.git/config", "/dateline.db"])
      assertOurPage(await site.get(where), 404, where);
  });

  test("a path cannot leave its folder", async () => {
    for (const where of ["/media/../dateline.db", "/static/..%2f..%2fdateline.db", "/media/..%2fdateline.db",
                         "/media/%2e%2e/dateline.db", "/media/2020/01/..%2f..%2f..%2fdateline.db",
                         "/static/00000000/..%2f..%2f..%2fMakefile"]) {
      const answer = await site.raw(`GET ${where} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      assert.ok([400, 404].includes(statusOf(answer)), `${where}: ${answer.slice(0, 100)}`);
      assert.doesNotMatch(answer, /SQLite format/, where);
    }
  });

  test("text that is not UTF-8, NUL and broken escapes are 400", async () => {
    for (const where of ["/%ff", "/%c0%af", "/a%00b", "/%zz", "/search?q=%ff"]) {
      const answer = await site.raw(`GET ${where} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      assert.equal(statusOf(answer), 400, where);
    }
    assertOurPage(await site.get("/%ff"), 400, "/%ff");
  });

  test("a long address is refused, a fairly long one is not", async () => {
    assert.equal((await site.get(`/?q=${"a".repeat(6000)}`)).status, 200);
    assert.ok([400, 414].includes((await site.get(`/?q=${"a".repeat(9000)}`)).status));
    assert.ok([404, 414].includes((await site.get(`/${"a".repeat(3000)}`)).status));
  });

  test("a query that a page does not use changes nothing of it", async () => {
    for (const where of ["/", story.path, `${story.path}/changes`, "/city/", "/feed.json", css, picture]) {
      const { status, headers: { etag }, text } = await site.get(where, MADE);
      for (const query of ["utm_campaign=caf%e9", "q=%ff&a=%00", "a=1&".repeat(1500), "=%&%zz=[<\"'", "x".repeat(6000)]) {
        const bent = await site.get(`${where}?${query}`, MADE);
        assert.deepEqual([bent.status, bent.headers.etag], [status, etag], `${where}?${query.slice(0, 30)}`);
        assert.equal(bent.text, text, where);
      }
    }
    if (MODE === "cgi") return; // its web server refuses such bytes by itself
    const raw = await site.raw(`GET ${story.path}?utm=caf\xe9 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    assert.equal(statusOf(raw), 200);
  });

  test("whatever Host and X-Forwarded-* say, addresses come from the settings", async () => {
    const lies = { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https",
                   forwarded: "host=evil.example" };
    for (const where of ["/", story.path, "/city", "/corrections/", "/nothing-here"]) {
      const honest = await site.get(where);
      const lied = await site.get(where, { ...lies, host: "evil.example" });
      assert.equal(lied.status, honest.status, where);
      assert.doesNotMatch(lied.text, /evil\.example/, where);
      assert.doesNotMatch(lied.headers.location ?? "", /evil\.example/, where);
    }
    const page = (await site.get(story.path)).text;
    assert.match(page, new RegExp(`<link rel="canonical" href="${site.url}${story.path}"`));
  });
});

describe("bodies", () => {
  const form = "application/x-www-form-urlencoded";

  test("a visitor is who a trusted proxy names, and strangers sign in with little", async () => {
    const send = (forwarded, kib) => {
      const body = `resume_form=${"x".repeat(kib * 1024)}`;
      return site.request("POST", "/admin/login", {
        headers: { "content-type": form, "content-length": body.length, "x-forwarded-for": forwarded },
        body,
      });
    };
    const trust = (list) => site.dateline("settings", "set", site.folder, "trusted_proxies", list);
    await site.signIn(); // this machine's address is known from now on
    const statuses = async () => {
      const seen = [];
      for (const forwarded of ["127.0.0.1", "203.0.113.5", "127.0.0.1, 203.0.113.5", "203.0.113.5, 127.0.0.1"])
        seen.push((await send(forwarded, 300)).status);
      return seen;
    };
    assert.deepEqual(await statuses(), [403, 403, 403, 403], "a header that nobody vouches for");
    await trust("127.0.0.0/8");
    try {
      assert.deepEqual(await statuses(), [403, 413, 413, 413]);
      const small = await send("203.0.113.5", 200);
      assert.equal(small.status, 403);
      assert.ok(small.text.length < 1024 * 1024);
    } finally {
      await trust("");
    }
    await assert.rejects(trust("10.0.0.0/0"), /Write addresses and networks/);
  });

  test("a body that is larger than its route takes is 413", async () => {
    const headers = { "content-type": form };
    const body = `a=${"x".repeat(200 * 1024)}`;
    assertOurPage(await site.request("POST", "/admin/link",
                                     { headers: { ...headers, "content-length": body.length },
                                       body }), 413, "/admin/link");
  });

  test("what nginx refuses by itself is as closed as our pages", { skip: MODE !== "fastcgi" }, async () => {
    const asked = {
      400: "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", // for whom?
      405: "TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
      413: "POST /admin/login HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\nConnection: close\r\n\r\n",
    };
    for (const [status, bytes] of Object.entries(asked)) {
      const answer = await site.raw(bytes);
      assert.equal(statusOf(answer), Number(status), answer.slice(0, 200));
      const head = answer.slice(0, answer.indexOf("\r\n\r\n"));
      const headers = Object.fromEntries(head.split("\r\n").slice(1).map((line) => {
        const [, name, value] = /^([^:]+): (.*)$/.exec(line);
        return [name.toLowerCase(), value];
      }));
      assertSecured({ status: Number(status), headers }, status);
      assert.equal(headers["cache-control"], "no-store");
      if (status === "413") assert.match(answer, /your text is still in the form/);
    }
  });

  test("a body of unknown length is 411, and the connection is not used again", async () => {
    const answer = await site.raw(
      "POST /admin/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n" +
      `Content-Type: ${form}\r\nConnection: close\r\n\r\n5\r\nlogin\r\n0\r\n\r\n`);
    // nginx gathers chunks and gives their length; a form without a token is then 403.
    assert.ok([411, 403].includes(statusOf(answer)), answer.slice(0, 200));
    if (MODE === "cgi") assert.equal(statusOf(answer), 411);
  });

  test("a form that is not UTF-8 is 400", async () => {
    const body = "login=%ff&password=x";
    const res = await site.request("POST", "/admin/login",
      { headers: { "content-type": form, "content-length": body.length }, body });
    assertOurPage(res, 400, "bad UTF-8");
  });

  test("another kind of content is 415", async () => {
    const res = await site.request("POST", "/admin/login",
      { headers: { "content-type": "application/json", "content-length": 2 }, body: "{}" });
    assert.equal(res.status, 415);
    assertSecured(res, "415");
  });

  test("a form without our token is 403 and changes nothing", async () => {
    const body = "login=tester&password=whatever-it-is";
    const res = await site.request("POST", "/admin/login",
      { headers: { "content-type": form, "content-length": body.length }, body });
    assertOurPage(res, 403, "no token");
  });
});

describe("the desk's script", () => {
  /** A script's modules, as they are sent: its address → its bytes in gzip, as the web servers make it. */
  async function modulesOf(address, reply) {
    const sizes = new Map(), left = [address];
    for (let at = left.pop(); at; at = left.pop()) {
      if (sizes.has(at)) continue;
      const { status, text } = await reply(at);
      assert.equal(status, 200, at);
      sizes.set(at, gzipSync(text, { level: 5 }).length);
      for (const [, name] of text.matchAll(/^import (?:[^;]+ from )?"\.\/([\w.]+)";$/gm))
        left.push(at.replace(/[^/]+$/, name));
    }
    return sizes;
  }

  test("what a story page loads is at most 30 KB, and says nothing to nobody", async () => {
    const session = await site.signIn();
    const page = await session.get("/admin/story/new");
    const main = /<script type="module" src="([^"]+)"/.exec(page.text)[1];
    const sizes = await modulesOf(main, (at) => site.get(at));
    const sum = [...sizes.values()].reduce((a, b) => a + b);
    assert.ok(sizes.size > 10 && sum <= 30_000, `${sizes.size} modules, ${sum} bytes`);
    for (const at of sizes.keys())
      assert.doesNotMatch((await site.get(at)).text, /^\s*\/\*/m, `comments of ${at}`);
  });
});
