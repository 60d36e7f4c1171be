// search.test.mjs: what readers find, whatever they type, and nothing that is not live.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { axeDayAndNight, launch, openPage, troublesAt } from "./lib/browser.mjs";
import { sleep, startSite } from "./lib/site.mjs";
import { postStory, publishStory } from "./lib/story.mjs";
import { checkHtml } from "./lib/vnu.mjs";

const address = (params) => `/search?${new URLSearchParams(params)}`;
const headlines = (html) =>
  [...html.matchAll(/<h3[^>]*><a href="[^"]+">(.*?)<\/a><\/h3>/g)].map(([, h]) =>
    h.replace(/<\/?mark>/g, ""));
const paths = (html) => [...html.matchAll(/<h3[^>]*><a href="([^"]+)"/g)].map(([, p]) => p);

describe("search", () => {
  let site;
  const find = async (q, more = {}) => {
    const res = await site.get(address({ q, ...more }));
    assert.equal(res.status, 200, `${q}: ${res.status}`);
    return res.text;
  };

  before(async () => {
    site = await startSite();
    await publishStory(site, {
      title: "Kelp <b>& water</b>", slug: "kelp", date: "2024-03-01T12:00:00Z",
      dek: "A standfirst about Łódź.", tags: ["Marine Life"], authors: ["Ines Okafor"],
      body: "The mother-in-law of C++ gave 100%.\n\n東京都 and <i>cafés</i> 😀 in the harbour.",
    });
    await publishStory(site, { title: "Second story", slug: "second", date: "2025-05-05T12:00:00Z",
                               body: "Only the harbour." });
  });
  after(() => site.stop());

  test("words are found wherever they stand, and marked", async () => {
    for (const q of ["kelp", "WATER", "lodz", "marine", "okafor", "cafes", "\"mother in law\"", "kel*",
                     "nothing OR kelp", "harbour -second -only"])
      assert.deepEqual(headlines(await find(q)), ["Kelp &lt;b&gt;&amp; water&lt;/b&gt;"], q);
    const text = await find("harbour kelp");
    assert.match(text, /<mark>Kelp<\/mark> &lt;b&gt;/);
    assert.match(text, /in the <mark>harbour<\/mark>/);
    assert.equal(headlines(await find("harbour")).length, 2);
  });

  test("other forms and spellings of a word are found, and marked", async () => {
    await publishStory(site, { title: "Bridges of O’Brien", slug: "bridges", date: "2022-01-01T12:00:00Z",
                               body: "They mailed an e-mail." });
    await publishStory(site, { title: "Brücken", slug: "bruecken", date: "2021-01-01T12:00:00Z", lang: "de",
                               body: "Viele Brücken." });
    for (const q of ["bridge", "bridging", "obrien", "O'Brien", "email", "mailing \"bridges\""])
      assert.deepEqual(headlines(await find(q)), ["Bridges of O’Brien"], q);
    for (const q of ["Brücke", "brucke"]) assert.deepEqual(headlines(await find(q)), ["Brücken"], q);
    for (const q of ["\"bridge\"", "\"obrien\"", "bridges -bridge", "viele -Brücke"])
      assert.deepEqual(headlines(await find(q)), [], q);
    const text = await find("bridge obrien email");
    assert.match(text, /<mark>Bridges<\/mark> of <mark>O’Brien<\/mark>/);
    assert.match(text, /They mailed an <mark>e-mail<\/mark>/);
  });

  test("any text gives a page", async () => {
    const found = ["mother-in-law", "C++", "100%", "東京", "京都", "都", "😀", "mother’s OR kelp"];
    for (const q of found) assert.equal(headlines(await find(q)).length, 1, q);
    for (const q of ["\"", "NEAR(", "*", "-", "AND", "()", "'; DROP TABLE story; --", "\\", "<script>",
                     "{{x}}", "{{#x}}", "%", "%00", "a".repeat(3000), "\"".repeat(999), "x y ".repeat(200),
                     "\u202e\u0007", "🎈", " "]) {
      const text = await find(q);
      assert.doesNotMatch(text, /<script>/, q);
      assert.match(text, /<h1>Search<\/h1>/, q);
    }
  });

  test("what was typed stands in the form again, escaped", async () => {
    const text = await find(`"quiet" <water> & 'more'`);
    assert.match(text, /value="&quot;quiet&quot; &lt;water&gt; &amp; &#39;more&#39;"/);
  });

  test("bytes that are no text are refused", async () => {
    assert.equal((await site.get("/search?q=%ff")).status, 400);
    assert.equal((await site.get("/search?q=kelp&after=1-x")).status, 404);
    assert.equal((await site.request("POST", "/search")).status, 405);
    assert.equal((await site.head(address({ q: "kelp" }))).status, 200);
  });

  test("a slip of the finger is set right", async () => {
    const text = await find("harbuor");
    assert.match(text, /Nothing was found for “harbuor”/);
    assert.match(text, /Did you mean <a href="\/search\?q=harbour">harbour<\/a>\?/);
    assert.doesNotMatch(await find("zzzzzzz"), /Did you mean/);
  });

  test("section, author and dates narrow; a wrong one is explained", async () => {
    const n = async (more) => headlines(await find("harbour", more)).length;
    assert.equal(await n({ section: "news" }), 2);
    assert.equal(await n({ author: "Ines Okafor" }), 1);
    assert.equal(await n({ author: "ines-okafor", section: "news" }), 1);
    assert.equal(await n({ from: "2024-03-01" }), 2);
    assert.equal(await n({ from: "2024-03-02" }), 1);
    assert.equal(await n({ to: "2024-03-01" }), 1);
    assert.equal(await n({ from: "2024-03-02", to: "2025-05-04" }), 0);
    for (const [more, words] of [[{ section: "no-such" }, /no section/], [{ author: "Nobody" }, /Nobody called/],
                                 [{ from: "yesterday" }, /is not a date/], [{ to: "2024-02-31" }, /is not a date/]])
      assert.match(await find("harbour", more), words);
    const far = await find("harbour", { section: "news", from: "2030-01-01" });
    assert.match(far, /href="\/search\?q=harbour">Search all/);
  });

  test("a scheduled story is found from its second on, and not before", async () => {
    const at = new Date(Math.ceil(Date.now() / 1000) * 1000 + 3000);
    await publishStory(site, { title: "Embargoed merger", slug: "merger", date: at.toISOString(),
                               body: "Plumbago." });
    for (let hits = 0; hits === 0; await sleep(50)) {
      const asked = Date.now();
      const text = await find("plumbago");
      hits = headlines(text).length;
      if (hits) assert.ok(Date.now() >= at.getTime(), "found too early");
      else assert.ok(asked < at.getTime() + 1000, "found too late");
      assert.doesNotMatch(text, hits ? /^$/ : /merger/i);
    }
  });

  test("drafts and withdrawn stories are not found", async () => {
    await postStory(site, { title: "Draft zirconium", slug: "draft", body: "Zirconium." });
    assert.equal(headlines(await find("zirconium")).length, 0);
    const { id } = await publishStory(site, { title: "Withdrawn yttrium", slug: "gone" });
    assert.equal(headlines(await find("yttrium")).length, 1);
    await site.dateline("story", "withdraw", site.folder, String(id), "--reason", "Wrong.");
    assert.equal(headlines(await find("yttrium")).length, 0);
    assert.doesNotMatch(await find("yttriun"), /Did you mean/);
  });

  test("pages follow each other by key, without gap or double", async () => {
    for (let i = 0; i < 45; i++)
      await publishStory(site, { title: `Tellurium ${i}`, slug: `tellurium-${i}`,
                                 date: `2023-01-${String(1 + (i % 9)).padStart(2, "0")}T12:00:00Z` });
    for (const sort of ["", "newest"]) {
      const seen = new Set();
      let where = address(sort ? { q: "tellurium", sort } : { q: "tellurium" });
      for (let pages = 0; where; pages++) {
        assert.ok(pages < 4);
        const { text } = await site.get(where);
        for (const path of paths(text)) {
          assert.ok(!seen.has(path), path);
          seen.add(path);
        }
        where = /rel="next" href="([^"]+)"/.exec(text)?.[1].replaceAll("&amp;", "&");
      }
      assert.equal(seen.size, 45);
    }
  });

  test("result pages are for readers, not for other search engines", async () => {
    assert.match(await find("kelp"), /<meta name="robots" content="noindex">/);
  });

  test("the pages are valid HTML", async () => {
    const pages = [address({}), address({ q: "harbour" }), address({ q: "harbuor", section: "news" }),
                   address({ q: "\"" }), address({ q: "tellurium" }),
                   address({ q: "kelp", from: "x", author: "Nobody" })];
    const documents = await Promise.all(
      pages.map(async (where) => ({ name: where, text: (await site.get(where)).text })));
    const found = await checkHtml(documents);
    for (const [name, complaints] of Object.entries(found)) assert.deepEqual(complaints, [], name);
  });

  test("the box on every page leads there, and the page is open to everybody", async (t) => {
    const browser = await launch();
    t.after(() => browser.close());
    for (const width of [360, 1280]) {
      const context = await browser.newContext({ baseURL: site.url, viewport: { width, height: 800 } });
      const page = await openPage(context);
      await page.goto("/");
      if (width < 768) {
        await page.click(".find a");
        await page.fill("#q", "harbour -only");
        await page.press("#q", "Enter");
      } else {
        await page.fill("#lookup", "harbour -only");
        await page.press("#lookup", "Enter");
      }
      await page.waitForURL(/search\?q=harbour/);
      assert.equal(await page.locator(".found > li").count(), 1);
      assert.deepEqual(await axeDayAndNight(page), []);
      for (const q of width < 768 ? ["harbuor", "tellurium", "\""] : []) {
        await page.goto(address({ q, section: "news" }));
        assert.deepEqual(await troublesAt(page, [360, 1280]), [], q);
      }
      assert.deepEqual(page.troubles, []);
      await context.close();
    }
  });
});
