// Sitemaps and robots.txt, against what the store has.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { parse } from "parse5";

import { changeStory } from "./lib/form.mjs";
import { assertNoCanary, complaints, find, instant, shown, startPaper, toldAt } from "./lib/paper.mjs";
import { tempFolder } from "./lib/site.mjs";

/** The texts of elements of that name, in order. parse5 lower-cases names and keeps prefixes. */
function texts(xml, name) {
  const found = [];
  const walk = (node) => {
    if (node.tagName === name) found.push(node.childNodes.map((c) => c.value).join(""));
    for (const child of node.childNodes ?? []) walk(child);
  };
  walk(parse(xml));
  return found;
}

describe("sitemaps", () => {
  let site;
  before(async () => (site = await startPaper()));
  after(() => site.stop());

  const places = async () => {
    const { text } = await site.get("/sitemap-1.xml");
    const dates = texts(text, "lastmod");
    return new Map(texts(text, "loc").map((loc, i) => [loc, instant(dates[i])]));
  };

  test("index, sitemap and news sitemap are valid", async () => {
    for (const where of ["/sitemap.xml", "/sitemap-1.xml", "/news-sitemap.xml"]) {
      const res = await site.get(where);
      assert.equal(res.headers["content-type"], "application/xml; charset=utf-8");
      assert.equal(await complaints("sitemap.rng", res.text), "", where);
    }
  });

  test("every live story and page is named once, with what readers were told last", async () => {
    const found = await places();
    assert.equal(found.size, 6);
    for (const slug of ["tide", "lamp", "bridge", "nebel", "about", "ethics"]) {
      const story = await find(site, slug);
      assert.equal(found.get(site.url + story.path), toldAt(story), slug);
      assert.equal((await site.get(story.path)).status, 200);
    }
  });

  test("the index is dated by its newest story or update", async () => {
    const { text } = await site.get("/sitemap.xml");
    assert.deepEqual(texts(text, "loc"), [`${site.url}/sitemap-1.xml`]);
    assert.equal(instant(texts(text, "lastmod")[0]), Math.max(...(await places()).values()));
  });

  test("a minor fix leaves lastmod alone, an update does not", async () => {
    const story = await find(site, "nebel");
    const at = async () => (await places()).get(site.url + story.path);
    await changeStory(await site.signIn(), `/admin/story/${story.id}`,
                      { on: "live", body: "Man sieht gar nichts.", edit: "minor" });
    assert.match((await site.get(story.path)).text, /gar nichts/);
    assert.equal(await at(), instant(story.published));
    await site.dateline("story", "updated", site.folder, String(story.id), "2026-01-04T10:00:00Z");
    assert.equal(await at(), instant("2026-01-04T10:00:00Z"));
  });

  test("an update newer than every story dates the index", async () => {
    const dated = async () => instant(texts((await site.get("/sitemap.xml")).text, "lastmod")[0]);
    const { published } = await find(site, "tide"), { id } = await find(site, "nebel");
    assert.equal(await dated(), instant(published), "the newest story");
    const later = instant(published) + 3600_000;
    await site.dateline("story", "updated", site.folder, String(id), new Date(later).toISOString());
    assert.equal(await dated(), later);
  });

  test("a story from before 1970 is named without a date", async () => {
    const files = tempFolder("old");
    for (const [slug, date] of [["flood", "1953-02-01"], ["armistice", "1918-11-11"], ["epoch", "1970-01-01T00:00:01Z"]])
      fs.writeFileSync(path.join(files, `${slug}.md`), `---\ntitle: ${slug}\nslug: ${slug}\nsection: city\ndate: ${date}\n---\nText.\n`);
    await site.dateline("import", site.folder, "markdown", files);
    const { text } = await site.get("/sitemap-1.xml");
    assert.equal(await complaints("sitemap.rng", text), "");
    const place = (slug) => text.match(new RegExp(`<loc>[^<]*/${slug}</loc>(.*?)</url>`))[1];
    assert.equal(place("flood") + place("armistice"), "");
    assert.match(place("epoch"), /^<lastmod>1970-01-01T/);
  });

  test("the news sitemap has the stories of the last two days, in their language", async () => {
    const { text } = await site.get("/news-sitemap.xml");
    const tide = await find(site, "tide");
    assert.deepEqual(texts(text, "loc"), [site.url + tide.path]);
    assert.deepEqual(texts(text, "news:title"), [shown(tide.headline)]);
    assert.deepEqual(texts(text, "news:name"), ["The Test Paper"]);
    assert.deepEqual(texts(text, "news:language"), ["en"]);
    assert.equal(instant(texts(text, "news:publication_date")[0]), instant(tide.published));
  });

  test("there are no sitemaps beyond those in the index", async () => {
    for (const where of ["/sitemap-2.xml", "/sitemap-0.xml", "/sitemap-9223372036854775807.xml",
                         "/sitemap-x.xml"])
      assert.equal((await site.get(where)).status, 404, where);
  });

  test("a crawler that has it is told so", async () => {
    for (const where of ["/sitemap.xml", "/sitemap-1.xml", "/news-sitemap.xml", "/robots.txt"]) {
      const { etag } = (await site.get(where)).headers;
      assert.equal((await site.get(where, { "if-none-match": etag })).status, 304, where);
    }
  });

  test("none of it tells of a draft, a scheduled, a staged or a withdrawn story", () =>
    assertNoCanary(site, ["/sitemap.xml", "/sitemap-1.xml", "/news-sitemap.xml", "/robots.txt"]));

  test("a withdrawn story leaves its sitemap", async () => {
    const { id, path } = await find(site, "bridge");
    await site.dateline("story", "withdraw", site.folder, String(id), "--reason", "A trial.");
    assert.ok(!(await places()).has(site.url + path));
  });
});

describe("robots.txt", () => {
  let site;
  before(async () => (site = await startPaper()));
  after(() => site.stop());

  /** RFC 9309: groups of agents with their rules, and the lines outside of groups. */
  function readRobots(text) {
    const groups = [], sitemaps = [], licenses = [];
    let open = false;
    for (const line of text.split("\n").map((l) => l.trim()).filter(Boolean)) {
      const [, key, value] = /^([^:]+):\s*(.*)$/.exec(line);
      if (key.toLowerCase() === "sitemap") sitemaps.push(value);
      else if (key.toLowerCase() === "license") licenses.push(value);
      else if (key.toLowerCase() === "user-agent") {
        if (!open) groups.push({ agents: [], rules: [] });
        groups.at(-1).agents.push(value);
        open = true;
      } else {
        groups.at(-1).rules.push(`${key} ${value}`);
        open = false;
      }
    }
    return { groups, sitemaps, licenses };
  }

  test("it keeps crawlers from the desk and names both sitemaps", async () => {
    const res = await site.get("/robots.txt");
    assert.equal(res.headers["content-type"], "text/plain; charset=utf-8");
    const { groups, sitemaps } = readRobots(res.text);
    assert.deepEqual(groups, [{ agents: ["*"], rules: ["Disallow /admin/", "Disallow /search"] }]);
    assert.deepEqual(sitemaps, [`${site.url}/sitemap.xml`, `${site.url}/news-sitemap.xml`]);
  });

  test("a site may deny crawlers for AI, and no other is denied by it", async () => {
    await site.dateline("settings", "set", site.folder, "ai_crawlers", "deny");
    const { groups } = readRobots((await site.get("/robots.txt")).text);
    assert.equal(groups.length, 2);
    for (const agent of ["GPTBot", "ClaudeBot", "CCBot", "Google-Extended", "PerplexityBot",
                         "Bytespider", "meta-externalagent", "Amazonbot"])
      assert.ok(groups[0].agents.some((a) => a.toLowerCase() === agent.toLowerCase()), agent);
    for (const agent of ["Googlebot", "Bingbot", "Applebot", "*", "DuckDuckBot"])
      assert.ok(!groups[0].agents.includes(agent), agent);
    assert.deepEqual(groups[0].rules, ["Disallow /"]);
    assert.deepEqual(groups[1].agents, ["*"]);
    await site.dateline("settings", "set", site.folder, "ai_crawlers", "allow");
    assert.equal(readRobots((await site.get("/robots.txt")).text).groups.length, 1);
  });

  test("one choice is said in each way that machines read, and nothing is said without it", async () => {
    const tdm = "/.well-known/tdmrep.json";
    const said = async () => {
      const robots = (await site.get("/robots.txt")).text, page = (await site.get("/")).text;
      const [rsl, reservation] = [await site.get("/license.xml"), await site.get(tdm)];
      return { usage: /^Content-Usage: (.*)$/m.exec(robots)?.[1], license: readRobots(robots).licenses,
               meta: /<meta name="tdm-reservation" content="(.)">/.exec(page)?.[1],
               link: /<link rel="license" type="application\/rsl\+xml" href="([^"]*)">/.exec(page)?.[1],
               rsl, reservation };
    };
    const before = await said();
    assert.deepEqual([before.usage, before.license, before.meta, before.link, before.rsl.status, before.reservation.status],
                     [undefined, [], undefined, undefined, 404, 404]);

    await site.dateline("settings", "set", site.folder, "ai_crawlers", "deny");
    const { rsl, reservation, ...words } = await said();
    assert.deepEqual(words, { usage: "train-ai=n", license: [`${site.url}/license.xml`], meta: "1", link: "/license.xml" });
    assert.equal(reservation.headers["content-type"], "application/json; charset=utf-8");
    assert.deepEqual(JSON.parse(reservation.text), [{ location: "/", "tdm-reservation": 1 }]);
    assert.equal(rsl.headers["content-type"], "application/rsl+xml; charset=utf-8");
    assert.match(rsl.text, /<rsl xmlns="https:\/\/rslstandard.org\/rsl">\s*<content url="\/">\s*<license>/);
    assert.match(rsl.text, /<prohibits type="usage">ai-all<\/prohibits>/);
    await site.dateline("settings", "set", site.folder, "ai_crawlers", "allow");
    assert.deepEqual(Object.values(await said()).map((v) => v?.status), Object.values(before).map((v) => v?.status));
  });
});
