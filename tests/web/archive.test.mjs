// The archive's pages, related stories, and addresses that are nearly right.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { CANARIES, assertNoCanary, elements, find, shown, startPaper } from "./lib/paper.mjs";
import { dateline, makeSite, startSite, tempFolder } from "./lib/site.mjs";

const links = (html) => elements(html).filter((e) => e.name === "a")
  .map((e) => [e.attributes.href, e.text.replace(/\s+/g, " ").trim()]);
const textsOf = (html, name) => elements(html).filter((e) => e.name === name)
  .map((e) => e.text.replace(/\s+/g, " ").trim());

describe("the archive", () => {
  let site;
  before(async () => (site = await startPaper()));
  after(() => site.stop());

  test("a year's page has its twelve months, with a link and a count where there are stories",
       async () => {
    const { status, text } = await site.get("/2025/");
    assert.equal(status, 200);
    assert.deepEqual(textsOf(text, "h1"), ["2025"]);
    const months = elements(text).find((e) => e.name === "ol").text;
    assert.equal(months.match(/no stories/g).length, 11);
    assert.ok(links(text).some(([href, words]) =>
      href === "/2025/12/" && words === "December 2 stories"));
    assert.ok(links((await site.get("/2026/")).text).some(([href, words]) =>
      href === "/2026/01/" && words === "January one story"));
  });

  test("a month's page has its days, and its stories under their days", async () => {
    const { status, text } = await site.get("/2025/12/");
    assert.equal(status, 200);
    assert.deepEqual(textsOf(text, "h1"), ["December 2025"]);
    assert.deepEqual(textsOf(text, "h2").slice(0, 2), ["30 December 2025", "29 December 2025"]);
    assert.deepEqual(textsOf(text, "h3"), ["The bridge opened", "Nebel über dem Hafen"]);
    const days = links(text).filter(([href]) => href.startsWith("#d-"));
    assert.deepEqual(days.map(([href, words]) => [href, words.split(" ")[0]]),
      [["#d-29", "29"], ["#d-30", "30"]]);
    for (const [, words] of days) assert.match(words, /one story$/);
    const ids = elements(text).map((e) => e.attributes.id);
    for (const [href] of days) assert.ok(ids.includes(href.slice(1)), href);
  });

  test("the calendar's days stand under their weekdays, and weeks begin as the locale has it",
       async () => {
    const { text } = await site.get("/2025/12/");
    const rows = [...text.matchAll(/<tr>([^]*?)<\/tr>/g)].map(([, row]) =>
      [...row.matchAll(/<t[dh][^>]*>([^]*?)<\/t[dh]>/g)].map(([, cell]) =>
        cell.replace(/<[^>]*>/g, " ").trim().split(/\s+/)[0]));
    assert.deepEqual(rows[0], ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]);
    assert.deepEqual(rows[1], ["1", "2", "3", "4", "5", "6", "7"]); // 1 December 2025 was a Monday
    assert.deepEqual(rows[5], ["29", "30", "31", "", "", "", ""]);
    await site.dateline("settings", "set", site.folder, "locale", "en-US");
    const us = (await site.get("/2025/12/")).text;
    assert.match(us, /<th scope="col"><abbr title="Sunday">Sun<\/abbr><\/th>\s*<th scope="col"><abbr title="Monday"/);
    assert.match(us, /<tr>\s*<td><\/td>\s*<td>1<\/td>/);
    await site.dateline("settings", "set", site.folder, "locale", "en-GB");
  });

  test("years and months without stories are not there", async () => {
    for (const where of ["/2024/", "/2025/11/", "/2190/", "/2190/01/", "/0001/", "/9999/",
                         "/2025/13/", "/2025/00/"])
      assert.equal((await site.get(where)).status, 404, where);
  });

  test("a page names itself, its year, and the nearest that have stories", async () => {
    const month = (await site.get("/2025/12/")).text;
    const rel = (html, name) => elements(html).find((e) => e.attributes.rel === name)?.attributes.href;
    assert.equal(rel(month, "canonical"), `${site.url}/2025/12/`);
    assert.equal(rel(month, "next"), "/2026/01/");
    assert.equal(rel(month, "prev"), undefined);
    assert.ok(links(month).some(([href]) => href === "/2025/"));
    const year = (await site.get("/2026/")).text;
    assert.equal(rel(year, "canonical"), `${site.url}/2026/`);
    assert.equal(rel(year, "prev"), "/2025/");
  });

  test("every page leads to the newest year", async () => {
    for (const where of ["/", "/about", "/2025/12/bridge", "/nowhere/"]) {
      const { text, status } = await site.get(where);
      const found = links(text).find(([, words]) => words === "Archive");
      if (status === 200) assert.equal((await site.get(found[0])).status, 200, where);
    }
  });

  test("letter case and slashes that slipped are put right", async () => {
    for (const [from, to] of [["/2025", "/2025/"], ["/2025/12", "/2025/12/"],
                              ["/2025/12/Bridge/", "/2025/12/bridge"],
                              ["/2025/12?before=1-1", "/2025/12/?before=1-1"]]) {
      const { status, headers } = await site.get(from);
      assert.deepEqual([status, headers.location], [301, to], from);
    }
  });

  test("a place in the list that is none is not found", async () => {
    for (const before of ["x", "1", "1-", "-1-0", "99999999999999999-1", "1-1"])
      assert.equal((await site.get(`/2025/12/?before=${before}`)).status, 404, before);
  });

  test("it tells of no draft, no scheduled, staged or withdrawn story, nor counts one", async () => {
    const { path: place } = await find(site, "tide");
    const [, yyyy, mm] = place.split("/");
    await assertNoCanary(site, ["/2025/", "/2026/", "/2025/12/", "/2026/01/", `/${yyyy}/`,
                                `/${yyyy}/${mm}/`]);
    const { text } = await site.get(`/${yyyy}/${mm}/`);
    assert.deepEqual(textsOf(text, "h3").filter((h) => !h.startsWith("The lamp")).length, 1);
  });
});

describe("related stories", () => {
  let site;
  before(async () => (site = await startPaper()));
  after(() => site.stop());

  const related = async (where) => {
    const { text } = await site.get(where);
    const part = /<section[^>]*aria-labelledby="related"[^]*?<\/section>/.exec(text)?.[0];
    return part && { head: textsOf(part, "h2")[0], stories: textsOf(part, "h3") };
  };

  test("they share tags, and come newest first", async () => {
    const found = await related("/2026/01/lamp");
    const tide = await find(site, "tide");
    assert.equal(found.head, "More on this");
    assert.deepEqual(found.stories, [shown(tide.headline), "Nebel über dem Hafen"]);
  });

  test("without a shared tag they are the section's newest", async () => {
    const found = await related("/2025/12/bridge");
    assert.equal(found.head, "More from City");
    assert.deepEqual(found.stories, [shown((await find(site, "tide")).headline), "Nebel über dem Hafen"]);
  });

  test("a page such as About has none", async () =>
    assert.equal(await related("/about"), undefined));

  test("they tell of nothing that readers may not see", async () => {
    for (const slug of ["tide", "lamp", "nebel"]) {
      const { path: where } = await find(site, slug);
      const { stories } = await related(where);
      assert.ok(!stories.some((s) => CANARIES.includes(s)), stories.join());
    }
  });
});

describe("a month of many stories", () => {
  let site;
  before(async () => {
    const folder = await makeSite();
    const files = tempFolder("stories");
    for (let i = 0; i < 120; i++) {
      const day = String(1 + (i % 12)).padStart(2, "0");
      const hour = String(i % 24).padStart(2, "0");
      fs.writeFileSync(path.join(files, `${i}.md`),
        `---\ntitle: Story ${i}\nslug: story-${i}\nsection: city\n` +
        `date: 2025-03-${day}T${hour}:00:00Z\n---\nText.\n`);
    }
    await dateline(["import", folder, "markdown", files]);
    site = await startSite({ folder });
  });
  after(() => site.stop());

  test("its pages together have each story once, and end", async () => {
    const seen = [];
    let where = "/2025/03/";
    for (let pages = 0; where; pages++) {
      assert.ok(pages < 5);
      const { status, text } = await site.get(where);
      assert.equal(status, 200);
      seen.push(...textsOf(text, "h3"));
      where = links(text).find(([, words]) => words === "Older stories")?.[0];
    }
    assert.equal(seen.length, 120);
    assert.equal(new Set(seen).size, 120);
  });

  test("each day of its calendar leads to that day's stories", async () => {
    const { text } = await site.get("/2025/03/");
    const days = links(text).filter(([href]) => /#d-\d+$/.test(href));
    assert.equal(days.length, 12);
    for (const [href, words] of days) {
      const [where, id] = href.split("#");
      assert.match(words, /10 stories$/);
      const page = await site.get(where);
      assert.equal(page.status, 200, href);
      assert.ok(elements(page.text).some((e) => e.attributes.id === id), href);
    }
  });
});

describe('stories from before 1970', () => {
  let site;
  before(async () => {
    const folder = await makeSite();
    const files = tempFolder("stories");
    for (const [name, date] of [["calendar", "1752-09-14"], ["theatre", "1865-04-15T07:22:00-05:00"],
                                ["moon", "1969-07-20"], ["epoch", "1970-01-01T00:00:00Z"]])
      fs.writeFileSync(path.join(files, `${name}.md`),
        `---\ntitle: The ${name}\nsection: city\ndate: ${date}\n---\nText.\n`);
    await dateline(["import", folder, "markdown", files]);
    site = await startSite({ folder });
  });
  after(() => site.stop());

  test("they have pages, months, years, and a place in lists and feeds", async () => {
    for (const [where, words] of [["/1752/09/calendar", "1752-09-14T11:59:15-00:02"],
                                  ["/1865/04/theatre", "1865-04-15T12:2"],
                                  ["/1752/", "1752"], ["/1752/09/", "September 1752"],
                                  ["/1865/04/", "The theatre"], ["/1970/01/epoch", "1970-01-01T01:00"]]) {
      const { status, text } = await site.get(where);
      assert.equal(status, 200, where);
      assert.ok(text.includes(words), `${where}: ${words}`);
    }
    const city = (await site.get("/city/")).text;
    assert.deepEqual(textsOf(city, "h3"), ["The moon", "The theatre", "The calendar"]);
    assert.ok((await site.get("/feed.rss")).text.includes("14 Sep 1752"));
    assert.ok((await site.get("/feed.atom")).text.includes("1752-09-14T"));
    assert.ok((await site.get("/feed.json")).text.includes("1752-09-14T"));
    const year = (await site.get("/1865/")).text;
    assert.ok(year.includes('href="/1752/"') && year.includes('href="/1969/"'));
  });
});
