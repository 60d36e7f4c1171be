// Feeds: what they say, in three formats, against what the store has and independent readers read.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { parseFeed } from "feedsmith";

import { visit } from "./lib/form.mjs";
import { STORIES, addresses, assertNoCanary, complaints, elements, find, instant, shown,
         startPaper, toldAt } from "./lib/paper.mjs";
import { dateline, until } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";

const FORMATS = ["atom", "rss", "json"];
const TYPES = { atom: "application/atom+xml", rss: "application/rss+xml",
                json: "application/feed+json" };
const LISTS = ["/", "/city/", "/reviews/", "/tag/harbour/", "/author/ines-okafor/",
               "/corrections/"];

/** The three formats as one: {title, updated, self, page, hub, entries: […]}, newest first. */
function readFeed(text, kind) {
  const { format, feed } = parseFeed(text);
  assert.equal(format, kind);
  return { atom: fromAtom, rss: fromRss, json: fromJson }[kind](feed);
}

const link = (links, rel) => links?.find((l) => (l.rel ?? "alternate") === rel)?.href;

const fromAtom = (feed) => ({
  title: feed.title?.value ?? feed.title, page: link(feed.links, "alternate"),
  self: link(feed.links, "self"), hub: link(feed.links, "hub"), updated: instant(feed.updated),
  entries: (feed.entries ?? []).map((e) => ({
    id: e.id, url: link(e.links, "alternate"), title: e.title?.value ?? e.title,
    summary: e.summary?.value ?? e.summary, html: e.content?.value ?? e.content,
    published: instant(e.published), updated: instant(e.updated),
    authors: (e.authors ?? []).map((a) => a.name), tags: (e.categories ?? []).map((c) => c.term),
    picture: e.media?.contents?.[0]?.url, credit: e.media?.contents?.[0]?.credits?.[0]?.value,
  })),
});

/** Text that a description of RSS holds as HTML. */
const fromHtml = (html) => html?.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

const fromRss = (feed) => ({
  title: feed.title, page: feed.link, self: link(feed.atom?.links, "self"),
  hub: link(feed.atom?.links, "hub"), updated: instant(feed.lastBuildDate),
  entries: (feed.items ?? []).map((e) => ({
    id: e.guid.value, url: e.link, title: e.title,
    summary: fromHtml(e.description), html: e.content?.encoded, published: instant(e.pubDate), updated: instant(e.atom?.updated),
    authors: e.dc?.creators ?? [], tags: (e.categories ?? []).map((c) => c.name),
    picture: e.media?.contents?.[0]?.url, credit: e.media?.contents?.[0]?.credits?.[0]?.value,
  })),
});

const fromJson = (feed) => ({
  title: feed.title, page: feed.home_page_url, self: feed.feed_url,
  hub: feed.hubs?.find((h) => h.type === "WebSub")?.url,
  updated: Math.max(...(feed.items ?? []).map((e) => instant(e.date_modified))),
  entries: (feed.items ?? []).map((e) => ({
    id: e.id, url: e.url, title: e.title, summary: e.summary, html: e.content_html,
    published: instant(e.date_published), updated: instant(e.date_modified),
    authors: (e.authors ?? []).map((a) => a.name), tags: e.tags ?? [], picture: e.image,
  })),
});

describe("feeds", () => {
  let site;
  before(async () => (site = await startPaper()));
  after(() => site.stop());

  const read = async (list, kind) => {
    const res = await site.get(`${list}feed.${kind}`);
    assert.equal(res.status, 200, res.text);
    assert.equal(res.headers["content-type"], `${TYPES[kind]}; charset=utf-8`);
    return readFeed(res.text, kind);
  };
  const slugs = (feed) => feed.entries.map((e) => e.url.split("/").pop());

  test("every feed is valid by the rules of its format", async () => {
    for (const list of LISTS) {
      assert.equal(await complaints("atom.rng", (await site.get(`${list}feed.atom`)).text), "");
      assert.equal(await complaints("rss.rng", (await site.get(`${list}feed.rss`)).text), "");
      const json = JSON.parse((await site.get(`${list}feed.json`)).text);
      assert.equal(json.version, "https://jsonfeed.org/version/1.1");
      assert.ok(json.title && Array.isArray(json.items));
      for (const item of json.items)
        assert.equal(typeof item.id === "string" && typeof item.content_html, "string");
    }
  });

  for (const kind of FORMATS)
    test(`${kind} says of each story what the store says`, async () => {
      const feed = await read("/", kind);
      assert.deepEqual(slugs(feed), ["tide", "lamp", "bridge", "nebel"]);
      for (const entry of feed.entries) {
        const story = await find(site, entry.url.split("/").pop());
        assert.equal(entry.url, site.url + story.path);
        assert.equal(entry.title, shown(story.headline));
        if (story.dek) assert.equal(entry.summary, story.dek);
        assert.equal(entry.published, instant(story.published));
        assert.equal(entry.updated, toldAt(story));
        assert.deepEqual(entry.authors, story.bylines);
        assert.deepEqual(entry.tags.slice(1), story.tags);
      }
    });

  test("the three formats agree on every entry of every feed", async () => {
    const same = (e) => [e.id, e.url, e.title, e.html, e.published, e.updated, e.authors.join(),
                         e.tags.join(), e.picture];
    for (const list of LISTS) {
      const [atom, rss, json] = await Promise.all(FORMATS.map((kind) => read(list, kind)));
      assert.ok(atom.entries.length > 0, list);
      assert.deepEqual(rss.entries.map(same), atom.entries.map(same));
      // Characters that XML has no place for stay in JSON.
      const plain = (e) => same({ ...e, html: e.html.replaceAll("\uFFFE", "\uFFFD") });
      assert.deepEqual(json.entries.map(plain), atom.entries.map(same));
    }
  });

  test("a feed names itself, its page, and the newest Updated of its entries", async () => {
    for (const list of LISTS)
      for (const kind of FORMATS) {
        const feed = await read(list, kind);
        assert.equal(feed.self, `${site.url}${list}feed.${kind}`);
        assert.equal(feed.page, site.url + (list === "/corrections/" ? "/corrections" : list));
        assert.equal(feed.updated, Math.max(...feed.entries.map((e) => e.updated)));
        assert.match(feed.title, /The Test Paper$/);
        assert.equal(feed.hub, undefined);
      }
  });

  test("a section's, a tag's and an author's feed hold their own stories alone", async () => {
    assert.deepEqual(slugs(await read("/city/", "atom")), ["tide", "bridge", "nebel"]);
    assert.deepEqual(slugs(await read("/reviews/", "rss")), ["lamp"]);
    assert.deepEqual(slugs(await read("/tag/harbour/", "json")), ["tide", "lamp", "nebel"]);
    assert.deepEqual(slugs(await read("/author/ines-okafor/", "atom")), ["tide", "bridge"]);
  });

  test("the corrections' feed says what was wrong and what is right", async () => {
    const { entries } = await read("/corrections/", "atom");
    assert.equal(entries.length, 1);
    assert.match(entries[0].title, /The bridge opened/);
    assert.equal(entries[0].updated, instant("2026-01-02T10:00:00Z"));
    const [wrong, right] = ["del", "ins"].map((name) =>
      elements(entries[0].html).find((e) => e.name === name).text);
    assert.deepEqual([wrong, right], ["It cost £9 & change.", "It cost £19."]);
  });

  test("the whole text is there, with takeaways, sources, verdict, correction and AI use", async () => {
    const { entries } = await read("/", "rss");
    const words = (slug) => {
      const { html } = entries.find((e) => e.url.endsWith(`/${slug}`));
      return elements(html).find((e) => e.name === "body").text.replace(/\s+/g, " ");
    };
    for (const part of ["Read the policy and this place", '<a href="/not-a-link">',
                        "The quay at dusk. Credit: Joss Pellew", "First & foremost.",
                        "Harbour authority", "A conversation", "A tool read the tables."])
      assert.ok(words("tide").includes(part), part);
    for (const part of ["Humlight 3: 3.5 out of 5", "Buy it if you are deaf.", "Bright", "Hums",
                        "£19, as checked on"])
      assert.ok(words("lamp").includes(part), part);
    assert.ok(words("bridge").includes("It cost £9 & change."));
    assert.ok(words("bridge").includes("AI use: generated."));
    assert.ok(!words("lamp").includes("AI use"));
  });

  test("every address in the text is absolute, and those of ours answer", async () => {
    let ours = 0;
    for (const { html, url } of (await read("/", "atom")).entries)
      for (const where of addresses(html)) {
        assert.match(where, /^https?:\/\//, `${where} in ${url}`);
        if (!where.startsWith(site.url)) continue;
        ours++;
        assert.equal((await site.get(where.slice(site.url.length).split("#")[0])).status, 200);
      }
    assert.ok(ours >= 4, "the policy, the place on the page, the hero and the picture inside");
  });

  test("a story's picture is named with its credit, and is there", async () => {
    const { entries: [tide] } = await read("/", "atom");
    const res = await site.get(tide.picture.slice(site.url.length));
    assert.equal(res.headers["content-type"], "image/jpeg");
    assert.equal(tide.credit, "Joss Pellew");
    assert.equal((await read("/", "rss")).entries[0].credit, "Joss Pellew");
    const raw = (await site.get("/feed.rss")).text;
    assert.equal(/fileSize="(\d+)"/.exec(raw)[1], String(res.body.length));
  });

  test("an entry in another language says so", async () => {
    assert.match((await site.get("/feed.atom")).text, /<entry xml:lang="de">\s*<id>/);
    assert.match((await site.get("/feed.rss")).text, /<dc:language>de<\/dc:language>/);
    const { items } = JSON.parse((await site.get("/feed.json")).text);
    assert.deepEqual(items.map((i) => i.language), [undefined, undefined, undefined, "de"]);
  });

  test("ids are tag URIs of their own and stay when a story is updated", async () => {
    const before = (await read("/", "atom")).entries;
    const ids = before.map((e) => e.id);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^tag:127\.0\.0\.1,\d{4}-\d\d-\d\d:story-\d+$/);
    const { id } = await find(site, "nebel");
    await site.dateline("story", "updated", site.folder, String(id), "2026-01-03T09:00:00Z");
    const afterwards = (await read("/", "atom")).entries;
    assert.deepEqual(afterwards.map((e) => e.id), ids, "the order is that of publication");
    assert.equal(afterwards[3].updated, instant("2026-01-03T09:00:00Z"));
    assert.equal(afterwards[3].published, before[3].published);
    await site.dateline("story", "updated", site.folder, String(id), "--clear");
    assert.equal((await read("/", "atom")).entries[3].updated, before[3].published);
  });

  test("a minor fix changes the text and no date", async () => {
    const { id, path } = await find(site, "nebel");
    const before = (await read("/", "json")).entries[3];
    const text = `---\n${STORIES["nebel.md"].replace("nichts", "gar nichts")}\n`;
    await dateline(["story", "post", site.folder, "-", "--id", String(id)], { input: text });
    const now = (await read("/", "json")).entries[3];
    assert.equal(now.url, site.url + path);
    assert.match(now.html, /gar nichts/);
    assert.deepEqual([now.published, now.updated], [before.published, before.updated]);
  });

  test("a reader's program that has the feed is told so until it changes", async () => {
    for (const kind of FORMATS) {
      const first = await site.get(`/feed.${kind}`);
      const { etag } = first.headers;
      assert.ok(etag);
      assert.equal((await site.get(`/feed.${kind}`, { "if-none-match": etag })).status, 304);
      // Writes of one second are dated by the following ones; until those have come, all is sent.
      let modified;
      await until(async () => {
        modified = (await site.get(`/feed.${kind}`)).headers["last-modified"];
        return (await site.get(`/feed.${kind}`, { "if-modified-since": modified })).status === 304;
      }, `/feed.${kind} to be told by its date`);
      const early = new Date(instant(modified) - 1000).toUTCString();
      assert.equal((await site.get(`/feed.${kind}`, { "if-modified-since": early })).status, 200);
    }
    const { etag } = (await site.get("/feed.atom")).headers;
    const { id } = await find(site, "lamp");
    await site.dateline("story", "updated", site.folder, String(id), "2026-01-08T09:00:00Z");
    const changed = await site.get("/feed.atom", { "if-none-match": etag });
    assert.equal(changed.status, 200);
    assert.match(changed.text, /2026-01-08T09:00:00/);
    await site.dateline("story", "updated", site.folder, String(id), "2026-01-07T15:30:00Z");
  });

  test("a withdrawn story leaves the feed, and a date tells a program that asks by date", async () => {
    const { id } = await find(site, "bridge");
    const { "last-modified": modified } = (await site.get("/feed.rss")).headers;
    await new Promise((resolve) => setTimeout(resolve, 1100)); // HTTP dates are whole seconds
    await site.dateline("story", "withdraw", site.folder, String(id), "--reason", "A trial.");
    const gone = await site.get("/feed.rss", { "if-modified-since": modified });
    assert.equal(gone.status, 200);
    assert.ok(!gone.text.includes("/bridge<"));
    assert.equal((await read("/corrections/", "json")).entries.length, 0);
    assert.equal(await complaints("atom.rng", (await site.get("/corrections/feed.atom")).text), "");
    const desk = await visit(await site.signIn(), `/admin/story/${id}`);
    assert.match((await desk.press("Make it live again as it was")).said, /Live again, with the same dates/);
    assert.equal((await read("/corrections/", "json")).entries.length, 1);
  });

  test("every page names the site's feeds, and a list's page its own before them", async () => {
    const pages = { "/": [], "/2025/12/bridge": [], "/about": [], "/2025/": [],
                    "/city/": ["/city/"], "/tag/harbour/": ["/tag/harbour/"],
                    "/author/ines-okafor/": ["/author/ines-okafor/"],
                    "/corrections": ["/corrections/"] };
    for (const [page, own] of Object.entries(pages)) {
      const named = elements((await site.get(page)).text)
        .filter((e) => e.name === "link" && e.attributes.rel === "alternate")
        .map((e) => [e.attributes.type, e.attributes.href]);
      assert.deepEqual(named, [...own, "/"].flatMap((list) =>
        FORMATS.map((kind) => [TYPES[kind], `${list}feed.${kind}`])), page);
    }
  });

  test("other names are no feeds, and feeds take no forms", async () => {
    for (const where of ["/feed.xml", "/feed.", "/nowhere/feed.atom", "/tag/nowhere/feed.rss",
                         "/author/nobody/feed.json", "/city/feed.pdf", "/corrections/feed.x"])
      assert.equal((await site.get(where)).status, 404, where);
    const moved = await site.get("/City/Feed.ATOM");
    assert.deepEqual([moved.status, moved.headers.location], [301, "/city/feed.atom"]);
    const post = await site.request("POST", "/feed.atom", { headers: { "content-length": "0" } });
    assert.deepEqual([post.status, post.headers.allow], [405, "GET, HEAD"]);
    const head = await site.head("/feed.atom");
    assert.deepEqual([head.status, head.body.length], [200, 0]);
  });

  test("no feed tells of a draft, a scheduled, a staged or a withdrawn story", () =>
    assertNoCanary(site, LISTS.flatMap((l) => FORMATS.map((kind) => `${l}feed.${kind}`))));

  test("a hub is named when the site has one, in every feed and its header", async () => {
    const hub = "https://hub.example.org/";
    await site.dateline("settings", "set", site.folder, "websub_hub", hub);
    for (const kind of FORMATS) {
      assert.equal((await read("/city/", kind)).hub, hub);
      const { link: header } = (await site.get(`/city/feed.${kind}`)).headers;
      assert.equal(header, `<${hub}>; rel="hub", <${site.url}/city/feed.${kind}>; rel="self"`);
    }
    await site.dateline("settings", "set", site.folder, "websub_hub", "");
    assert.equal((await site.get("/feed.atom")).headers.link, undefined);
  });

  test("a summary is text where it is read as text, and where it is read as HTML", async () => {
    const dek = "Say <b>x</b> & <script>alert(1)</script> & 3 < 4";
    const once = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    await publishStory(site, { title: "With <i>a dek</i> & more", slug: "dek", section: "city", dek,
                               body: "x" });
    await publishStory(site, { title: "Without", slug: "no-dek", section: "city",
                               body: "See `<b>&amp;</b>` <b>here</b>." });
    await site.dateline("settings", "set", site.folder, "tagline", dek);
    const raw = {};
    for (const kind of FORMATS) raw[kind] = (await site.get(`/feed.${kind}`)).text;
    for (const summary of [dek, "See <b>&amp;</b> here."]) {
      assert.ok(raw.rss.includes(`<description>${once(once(summary))}</description>`), raw.rss);
      assert.ok(raw.atom.includes(`<summary>${once(summary)}</summary>`), raw.atom);
      assert.ok(JSON.parse(raw.json).items.some((e) => e.summary === summary));
    }
    assert.ok(raw.atom.includes(`<subtitle>${once(dek)}</subtitle>`));
    assert.equal(JSON.parse(raw.json).description, dek);
    for (const kind of ["rss", "atom"])
      assert.ok(raw[kind].includes("<title>With &lt;i&gt;a dek&lt;/i&gt; &amp; more</title>"));
  });
});
