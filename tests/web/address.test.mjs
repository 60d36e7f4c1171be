// address.test.mjs: addresses as people and programs bend them, and where each of them leads.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { changeStory } from "./lib/form.mjs";
import { MODE, startSite, tempFolder } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";

// What others add to a query, with bytes that are no text.
const QUERY = "utm_source=x&utm_campaign=caf%e9&a=%ff&a=2&=%";

let site, session, pages, moved, gone;
before(async () => {
  site = await startSite({});
  session = await site.signIn();
  const news = { section: "news", date: "2020-01-08 09:30", tags: ["Sea level"], authors: ["Ines Okafor"] };
  const story = await publishStory(site, { ...news, slug: "a-story", title: "A story" });
  const files = tempFolder("files");
  fs.writeFileSync(path.join(files, "old.md"), `---
title: From the old site
slug: imported
section: news
date: 2020-01-08
aliases: [/blog/Old-Post.html, /2001/新闻, /archive/]
---
Text.
`);
  await site.dateline("import", site.folder, "markdown", files);
  const renamed = await publishStory(site, { ...news, slug: "old-slug", title: "Renamed" });
  const withdrawn = await publishStory(site, { ...news, slug: "withdrawn", title: "Withdrawn" });
  await publishStory(site, { kind: "page", slug: "about-us", title: "About us", section: "" });
  await publishStory(site, { kind: "page", slug: "old-page", title: "Old page", section: "" })
    .then(({ id }) => changeStory(session, `/admin/story/${id}`, { slug: "new-page", act: "publish", edit: "minor" }));
  await changeStory(session, `/admin/story/${renamed.id}`, { slug: "new-slug", act: "publish", edit: "minor" });
  await site.dateline("story", "withdraw", site.folder, String(withdrawn.id), "--reason", "It was not so.");
  pages = ["/", "/news/", "/tag/sea-level/", "/author/ines-okafor/", "/2020/", "/2020/01/", story.path,
           `${story.path}/changes`, `${story.path}/report`, "/about-us", "/corrections", "/search",
           "/feed.rss", "/news/feed.atom", "/tag/sea-level/feed.json", "/corrections/feed.rss",
           "/robots.txt", "/sitemap.xml", "/sitemap-1.xml"];
  // As asked → where it leads.
  moved = { "/2020/01/old-slug": "/2020/01/new-slug",
            "/2020/01/old-slug/changes": "/2020/01/new-slug/changes",
            "/2020/01/old-slug/report": "/2020/01/new-slug/report",
            "/old-page": "/new-page", "/blog/old-post.html": "/2020/01/imported",
            "/2001/%E6%96%B0%E9%97%BB": "/2020/01/imported", "/archive": "/2020/01/imported" };
  gone = withdrawn.path;
});
after(() => site.stop());

const ENDS = [")", ".", ",", ";", ":", "!", "'", "\"", ">", "]", "*", "_", ")).", "/).", ")/", "/", "//",
              "/.,/", "”", "’", "»", "›", "…", "。", "」", "，", "؟", "\u00a0", "\u200b", " ",
              "/index.html", "/INDEX.HTM", "//index.html).", "更多"];
const bare = (p) => p.replace(/\/$/, "");
const append = (end) => (p) => (bare(p) || "/") + encodeURI(end);
/** Ways to bend any address, and more of them. */
const BENDS = [(p) => p.toUpperCase(), (p) => bare(p) || "//", (p) => `//${p}`,
               (p) => `/${p.replaceAll("/", "//").toUpperCase()}/).`, append("/"), append("/index.html")];
const FURTHER = ENDS.flatMap((end) => [append(end), (p) => append(end)(`/${p.toUpperCase()}`)]);

/** Follows one redirect at most. → {location, status} */
async function follow(where) {
  const first = await site.get(where);
  if (![301, 302, 303, 307, 308].includes(first.status)) return { status: first.status };
  const { location } = first.headers;
  assert.equal(first.status, 301, where);
  assert.match(location, /^\/(?![/\\])[!-~]*$/, where);
  const { status } = await site.get(location);
  assert.ok([200, 404, 410].includes(status), `${where} → ${location}: ${status}`);
  return { location, status };
}

describe("a bent address", () => {
  test("leads to its page in one redirect, with the query", async () => {
    const wrong = [];
    const all = [...pages.map((p) => [p, p, 200]), ...Object.entries(moved).map((m) => [...m, 200]), [gone, gone, 410]];
    for (const [asked, to, status] of all) {
      const bends = ["/", "/news/", "/about-us", "/2020/01/old-slug"].includes(asked) ? [...BENDS, ...FURTHER] : BENDS;
      for (const bent of bends.map((bend) => bend(asked) || "/")) {
        if (/^\/+(%E6%9B%B4%E5%A4%9A)$/.test(bent)) continue; // a name, and none of ours
        const got = await follow(`${bent}?${QUERY}`);
        const expected = bent.replace(/\/\.$/, "/") === to ? undefined : `${to}?${QUERY}`;
        if (got.location !== expected || got.status !== status)
          wrong.push(`${bent}: ${got.status} ${got.location}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  test("of a story that moved is one redirect as well, and without a query has none", async () => {
    for (const [asked, to] of Object.entries(moved)) {
      assert.deepEqual(await follow(`${asked}?${QUERY}`), { location: `${to}?${QUERY}`, status: 200 });
      assert.deepEqual(await follow(asked), { location: to, status: 200 });
    }
    assert.deepEqual(await follow("//2020/01/OLD-SLUG/).?utm=x"), { location: "/2020/01/new-slug?utm=x", status: 200 });
    assert.deepEqual(await follow("/NEWS"), { location: "/news/", status: 200 });
    assert.deepEqual(await follow("/about-us/"), { location: "/about-us", status: 200 });
  });

  test("that means nothing is 404, and none leads to another site or round in a circle", async () => {
    for (const where of ["/nothing", "/Nothing/", "/2020/01/nothing/).", "/2020/01/nothing?a=1", "/a//b//", "/news/?before=x",
                         "/NEWSX", "/tag/none", "/%E6%96%B0%E9%97%BB", "/admin-x/", "/index.php", "/2020/13", "/2020/01/a-story/none)"])
      assert.deepEqual(await follow(where), { status: 404 }, where);
    for (const where of ["//evil.example", "//evil.example/", "//evil.example/%2e%2e", "/%5cevil.example", "//evil.example/2020/01/a-story",
                         "///evil.example//", "/\\evil.example", "//news", "//news/", "//evil.example/index.html", "/%09/evil.example"]) {
      const answer = await site.raw(`GET ${where} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      const location = /^location: (.*)$/im.exec(answer)?.[1];
      assert.ok(!location || location === "/news/", `${where}: ${location}`);
    }
  });

  test("of the desk is put right there, and strangers are asked to sign in at once", async () => {
    for (const [bent, to] of [["/admin", "/admin/"], ["/Admin/", "/admin/"], ["//admin/reports/", "/admin/reports"],
                              ["/ADMIN/Account).", "/admin/account"]]) {
      const mine = await session.get(`${bent}?a=1`);
      assert.deepEqual([mine.status, mine.headers.location], [301, `${to}?a=1`], bent);
      const stranger = await site.get(bent);
      assert.equal(stranger.status, 303, bent);
      const login = new URL(stranger.headers.location, site.url);
      assert.equal(login.pathname, "/admin/login");
      assert.equal(login.searchParams.get("next") ?? "/admin/", to, bent);
    }
  });
});

describe("below /admin/", () => {
  test("strangers are asked to sign in, whatever is there or not", async () => {
    const seen = new Set();
    for (const where of ["/admin/story/1", "/admin/story/999", "/admin/nothing", "/admin/reports", "/admin/a/b/c", "/admin/report/7"]) {
      const res = await site.get(where);
      assert.equal(new URL(res.headers.location, site.url).searchParams.get("next"), where);
      seen.add(`${res.status} ${res.headers["cache-control"]}`);
    }
    assert.deepEqual([...seen], ["303 no-store"]);
  });

  test("what is not there, and what is not open, is said in the desk's frame and the paper's language",
       { skip: MODE !== "fastcgi" }, async () => {
    const author = await site.signIn({ login: "tomas", role: "author", name: "Tomas" });
    const words = { "en-GB": ["There is no such page", "This page is not open to you"],
                    de: ["Diese Seite gibt es nicht"], ar: [], fr: [], es: [], zh: [] };
    for (const [locale, [none, closed]] of Object.entries(words)) {
      await site.dateline("settings", "set", site.folder, "locale", locale);
      for (const [who, where, status, said] of [
        [session, "/admin/nothing", 404, none], [session, "/admin/story/999", 404, none],
        [session, "/admin/story/999/history", 404, none], [author, "/admin/reports", 403, closed],
        [author, "/admin/report/1", 403, closed], [author, "/admin/story/1/history", 403, closed]]) {
        const res = await who.get(where);
        assert.equal(res.status, status, `${locale} ${where}`);
        assert.match(res.text, /css\/admin\.css/, where);
        assert.doesNotMatch(res.text, /css\/site\.css/, where);
        assert.match(res.text, /<nav class="nav"/, where);
        assert.match(res.text, /<a href="\/admin\/">[^<]+<\/a><\/p>\n<\/div>/, where);
        assert.match(res.text, new RegExp(`<html lang="${locale}"`), where);
        assert.equal(res.headers["cache-control"], "no-store");
        if (said) assert.match(res.text, new RegExp(`<h1>${said}</h1>`), where);
        if (locale !== "en-GB") assert.doesNotMatch(res.text, /There is no|The address|Your role|Go to the desk/, where);
      }
    }
    await site.dateline("settings", "set", site.folder, "locale", "en-GB");
    const post = await site.request("POST", "/admin/nothing", { headers: { "content-length": "0" } });
    assert.equal(post.status, 404);
    assert.match(post.text, /css\/admin\.css/);
    assert.doesNotMatch(post.text, /<nav/);
  });
});
