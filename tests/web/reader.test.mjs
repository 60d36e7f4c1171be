// reader.test.mjs: what readers see, and what they must not see yet, any more, or at all.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { LOOKS } from "./lib/browser.mjs";
import { complaints } from "./lib/paper.mjs";
import { beforeItsTime, startSite, until } from "./lib/site.mjs";
import { postStory, publishStory } from "./lib/story.mjs";

/** Text without tags, spaces collapsed. */
const plain = (html) =>
  html.replace(/<[^>]+>/g, " ").replace(/&#39;/g, "'").replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&").replace(/\s+/g, " ");

const ld = (html) =>
  JSON.parse(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(html)[1]);

describe("the demo's pages", () => {
  let site;
  before(async () => (site = await startSite({ demo: true })));
  after(() => site.stop());

  test("the front page leads to every section, and to stories that are there", async () => {
    const { text } = await site.get("/");
    for (const section of ["city", "machines", "science", "work", "reviews"])
      assert.match(text, new RegExp(`href="/${section}/"`), section);
    const stories = new Set(text.match(/(?<=href=")\/\d{4}\/\d{2}\/[a-z0-9-]+(?=")/g));
    assert.ok(stories.size >= 10, `${stories.size} stories`);
    for (const where of stories) assert.equal((await site.get(where)).status, 200, where);
  });

  test("no link or picture of a reader's page is broken", LOOKS, async () => {
    const seen = new Set(["/"]);
    const wait = ["/"];
    while (wait.length) {
      const from = wait.pop();
      const res = await site.get(from);
      assert.ok([200, 301, 302, 303].includes(res.status), `${from}: ${res.status}`);
      if (!/^text\/html/.test(res.headers["content-type"] ?? "") || from.startsWith("/admin"))
        continue;
      for (const [, address] of res.text.matchAll(/(?:href|src)="(\/[^"#]*)/g)) {
        const where = address.replaceAll("&amp;", "&");
        if (seen.has(where)) continue;
        seen.add(where);
        wait.push(where);
      }
    }
    assert.ok(seen.size > 50, `${seen.size} addresses`);
  });

  test("what a page loads is small: one style sheet and no script", async () => {
    for (const where of ["/", "/reviews/", "/corrections"]) {
      const { text } = await site.get(where);
      assert.equal(text.match(/<link rel="stylesheet"/g).length, 1, where);
      assert.equal(text.match(/<script(?! type="application\/ld\+json")/g), null, where);
      assert.doesNotMatch(text, /(?:src|href)="(?:https?:)?\/\/(?!127\.0\.0\.1)[^"]*\.(css|js|woff2?)"/);
    }
  });

  test("section, tag and author pages list their stories, newest first", async () => {
    const front = (await site.get("/science/")).text;
    const times = [...front.matchAll(/<time datetime="([^"]+)"/g)].map(([, t]) => t);
    assert.ok(times.length > 0);
    const story = /href="(\/\d{4}\/\d{2}\/[a-z0-9-]+)"/.exec(front)[1];
    const page = (await site.get(story)).text;
    const author = /href="(\/author\/[a-z0-9-]+\/)"/.exec(page)[1];
    assert.match((await site.get(author)).text, new RegExp(`href="${story}"`));
    const tag = /href="(\/tag\/[a-z0-9-]+\/)"/.exec(page)[1];
    assert.match((await site.get(tag)).text, new RegExp(`href="${story}"`));
  });

  test("a scheduled story of the demo is nowhere", async () => {
    const { stdout } = await site.dateline("story", "list", site.folder, "--json");
    const hidden = JSON.parse(stdout);
    const rows = (Array.isArray(hidden) ? hidden : hidden.stories)
      .filter((s) => ["draft", "in-review", "in_review", "scheduled"].includes(s.state));
    assert.ok(rows.length > 0, "the demo has some");
    const sections = ["city", "machines", "science", "work", "reviews"];
    const pages = ["/", "/corrections", ...sections.map((section) => `/${section}/`)];
    const shown = (await Promise.all(pages.map((p) => site.get(p)))).map((r) => plain(r.text)).join();
    for (const { headline, path } of rows) {
      assert.ok(!shown.includes(headline), headline);
      if (path) assert.equal((await site.get(path)).status, 404, path);
    }
  });
});

describe("an empty paper", () => {
  let site;
  before(async () => (site = await startSite()));
  after(() => site.stop());

  test("says that nothing has been published yet, on every page", async () => {
    for (const where of ["/", "/news/", "/reviews/", "/corrections"]) {
      const res = await site.get(where);
      assert.equal(res.status, 200, where);
      assert.match(res.text, /The Test Paper/, where);
    }
  });

  test("has sitemaps that name its front page, for a sitemap without an entry is none", async () => {
    for (const where of ["/sitemap.xml", "/news-sitemap.xml"]) {
      const { text } = await site.get(where);
      assert.equal(await complaints("sitemap.rng", text), "", where);
      assert.deepEqual(text.match(/<loc>.*?<\/loc>/g), [`<loc>${site.url}/</loc>`], where);
    }
  });
});

describe("one story", () => {
  let site;
  before(async () => (site = await startSite()));
  after(() => site.stop());

  const published = { title: "Ferries & <trains> at \"noon\"", slug: "ferries", authors: ["Ines Okafor"],
    date: "2020-01-08 09:30", tags: ["Sea life"], dek: "What a <b>dek</b> says.",
    takeaways: ["First point", "Second point"],
    sources: [{ title: "The report", url: "https://example.org/report" }],
    ai_use: "assisted", ai_note: "Sums by machine.", fact_checked_by: "Bashir Quayle",
    body: "A first **paragraph**.\n\n## A heading\n\n<script>alert(1)</script>\n\n" +
      "[good](https://example.org/) [bad](javascript:alert(1))" };

  test("shows all its parts, escaped", async () => {
    const { path } = await publishStory(site, published);
    assert.equal(path, "/2020/01/ferries");
    const { text } = await site.get(path);
    assert.match(text, /<h1[^>]*>Ferries &amp; &lt;trains&gt; at “noon”<\/h1>/);
    assert.match(text, /What a &lt;b&gt;dek&lt;\/b&gt; says\./);
    assert.match(text, /href="\/author\/ines-okafor\/"[^>]*>Ines Okafor</);
    assert.match(text, /<p id="p-1">A first <strong>paragraph<\/strong>\.<\/p>/);
    assert.match(text, /<h3[^>]*>A heading<\/h3>|<h2[^>]*>A heading<\/h2>|A heading/);
    assert.doesNotMatch(text, /<script>|javascript:/);
    assert.match(text, /First point[\s\S]*Second point/);
    assert.match(text, /href="https:\/\/example\.org\/report"[^>]*>/);
    assert.match(text, /Sums by machine\./);
    assert.match(text, /Bashir Quayle/);
    assert.match(text, /href="\/tag\/sea-life\/"/);
    const data = ld(text);
    const article = Array.isArray(data) ? data[0] : data["@graph"]?.[0] ?? data;
    assert.equal(article.headline, published.title.replace(/"(.*)"/, "“$1”"));
  });

  test("that has a video’s address on a line of its own shows a card, and loads nothing from there", async () => {
    const { path } = await publishStory(site, { title: "Seen", slug: "seen", date: "2020-01-08 09:30",
      body: "One.\n\n[The last ferry](https://www.youtube.com/watch?v=a_b)\n\nhttps://vimeo.com/12\n\nTwo." });
    const { text } = await site.get(path);
    const cards = text.match(/<p id="p-\d" class="video">.*?<\/p>/g).map((card) => card.replace(/ id="[^"]*"/, ""));
    assert.deepEqual(cards, [
      '<p class="video"><span class="kind">Video:</span> <a href="https://www.youtube.com/watch?v=a_b">The last ferry</a> ' +
        '<span class="host" dir="ltr">(youtube.com)</span></p>',
      '<p class="video"><span class="kind">Video:</span> <a href="https://vimeo.com/12">vimeo.com</a></p>']);
    assert.doesNotMatch(text, /<iframe|<(?:img|script|link)[^>]+(?:youtube|vimeo)/);
    const { text: feed } = await site.get("/feed.json");
    const html = JSON.parse(feed).items.find((item) => item.title === "Seen").content_html;
    assert.match(html, /<a href="https:\/\/www\.youtube\.com\/watch\?v=a_b">The last ferry<\/a>/);
    await site.dateline("settings", "set", site.folder, "locale", "ar");
    try {
      assert.match((await site.get(path)).text, /<span class="kind">فيديو:<\/span>/);
    } finally {
      await site.dateline("settings", "set", site.folder, "locale", "en-GB");
    }
  });

  test("that was never updated says when it was published", async () => {
    const { path } = await publishStory(site, { title: "Calm", slug: "calm", date: "2020-01-08 09:30" });
    const { text } = await site.get(path);
    assert.match(plain(text), /Published: 8 Jan 2020/);
    assert.doesNotMatch(plain(text), /Updated:/);
    assert.match(text, /<time datetime="2020-01-08T09:30:00\+00:00"/);
    assert.match(text, /"dateModified":\s*"2020-01-08T09:30:00\+00:00"/);
  });

  test("keeps its Updated line through a minor fix", async () => {
    const story = { title: "Minor", slug: "minor", date: "2020-01-08 09:30" };
    const { id, path } = await publishStory(site, story);
    await postStory(site, { ...story, body: "Fixed.", args: ["--id", String(id)] });
    const { text } = await site.get(path);
    assert.match(text, /Fixed\./);
    assert.doesNotMatch(plain(text), /Updated:/);
    assert.match(plain((await site.get(`${path}/changes`)).text), /one minor fix/i);
  });

  test("that was updated says so, with the date it was published beside it", async () => {
    const story = { title: "Update", slug: "update", date: "2020-01-08 09:30" };
    const { id, path } = await publishStory(site, story);
    await postStory(site, { ...story, body: "New facts.",
      args: ["--id", String(id), "--updated", "2020-02-03T10:00", "--note", "The mayor answered."] });
    const { text } = await site.get(path);
    const said = plain(text);
    assert.match(said, /Updated: 3 Feb 2020/);
    assert.match(said, /ublished: 8 Jan 2020/);
    assert.match(text, /<time datetime="2020-02-03T10:00:00\+00:00"/);
    assert.match(text, /"dateModified":\s*"2020-02-03T10:00:00\+00:00"/);
    assert.match(plain((await site.get(`${path}/changes`)).text), /The mayor answered\./);
  });

  test("prints its correction, and so does the page of all corrections", async () => {
    const story = { title: "Correct", slug: "correct", date: "2020-01-08 09:30" };
    const { id, path } = await publishStory(site, story);
    await postStory(site, { ...story, body: "It was four.",
      args: ["--id", String(id), "--correction", "--wrong", "It was three.", "--right", "It was four."] });
    for (const where of [path, `${path}/changes`, "/corrections"]) {
      const said = plain((await site.get(where)).text);
      assert.match(said, /It was three\./, where);
      assert.match(said, /It was four\./, where);
    }
    assert.match(plain((await site.get(path)).text), /Updated:/);
  });

  test("shows a change at once, whichever worker answers", async () => {
    const story = { title: "Fast 0", slug: "fast" };
    const { id, path } = await publishStory(site, story);
    for (let i = 1; i <= 5; i++) {
      await postStory(site, { ...story, title: `Fast ${i}`, args: ["--id", String(id)] });
      const answers = await Promise.all(Array.from({ length: 8 }, () => site.get(path)));
      for (const { text } of answers) assert.match(text, new RegExp(`Fast ${i}`));
      assert.match((await site.get("/")).text, new RegExp(`Fast ${i}`));
    }
  });

  test("is found nowhere while it is a draft", async () => {
    const draft = await postStory(site, { title: "Secretdraft", slug: "secretdraft", tags: ["Hidden"],
      authors: ["Hidden Author"], date: "2020-01-08 09:30" });
    assert.equal(draft.state, "draft");
    for (const where of ["/2020/01/secretdraft", "/2020/01/secretdraft/changes", "/secretdraft"])
      assert.equal((await site.get(where)).status, 404, where);
    await assertNowhere("Secretdraft");
    assert.doesNotMatch((await site.get("/tag/hidden/")).text, /Secretdraft/);
    assert.doesNotMatch((await site.get("/author/hidden-author/")).text, /Secretdraft/);
  });

  test("is found nowhere before its time, and then at once", async () => {
    let n = 0;
    const { at, title, where } = await beforeItsTime(async (at) => {
      const title = `Comingsoon${++n}`;
      const story = await postStory(site, { title, slug: `comingsoon-${n}` });
      const when = new Date(at).toISOString();
      await site.dateline("story", "publish", site.folder, String(story.id), "--at", when);
      const where = `/${when.slice(0, 4)}/${when.slice(5, 7)}/comingsoon-${n}`;
      assert.equal((await site.get(where)).status, 404);
      await assertNowhere(title);
      return { at, title, where };
    });
    await until(() => Date.now() >= at, "its time has come");
    assert.equal((await site.get(where)).status, 200);
    assert.match((await site.get("/")).text, new RegExp(title));
  });

  test("is 410 with the reason once it is withdrawn, and gone from the lists", async () => {
    const { id, path } = await publishStory(site, { title: "Takenback", slug: "takenback",
      date: "2020-01-08 09:30", body: "A bodyofit." });
    assert.equal((await site.get(path)).status, 200);
    await site.dateline("story", "withdraw", site.folder, String(id), "--reason",
                        "It was <not> true.");
    const res = await site.get(path);
    assert.equal(res.status, 410);
    assert.match(res.text, /It was &lt;not&gt; true\./);
    assert.doesNotMatch(res.text, /bodyofit/);
    assert.match(res.text, /The Test Paper/);
    await assertNowhere("Takenback");
    assert.doesNotMatch((await site.get(`${path}/changes`)).text, /bodyofit/);
  });

  test("as a page has an address without a date, and stays out of the lists", async () => {
    const page = await publishStory(site, { kind: "page", title: "About usall", slug: "about", section: "" });
    assert.equal(page.path, "/about");
    const res = await site.get("/about");
    assert.equal(res.status, 200);
    assert.match(res.text, /About usall/);
    for (const where of ["/", "/news/"]) {
      const lists = (await site.get(where)).text.match(/<main[^]*<\/main>/)[0];
      assert.doesNotMatch(lists, /About usall/, where);
    }
  });

  test("in another language says so", async () => {
    const { path } = await publishStory(site, { title: "Hafenwärme", slug: "hafen", lang: "de" });
    assert.match((await site.get(path)).text, /<[a-z]+[^>]* lang="de"/);
  });

  async function assertNowhere(headline) {
    for (const where of ["/", "/news/", "/reviews/", "/corrections"])
      assert.doesNotMatch((await site.get(where)).text, new RegExp(headline), where);
  }
});
