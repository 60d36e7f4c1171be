// The promise of the house: a kind of save means the same to every page, feed and crawler.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { dateline, startSite, tempFolder } from "./lib/site.mjs";

const DAY = 86400000;
const iso = (ms) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
const minute = Math.floor(Date.now() / 60000) * 60000;
const PUBLISHED = minute - 9 * DAY;

let site;
let file;
let storyPath;

const save = async (text, ...options) => {
  fs.writeFileSync(file, `---\ntitle: The clock\ndate: ${iso(PUBLISHED)}\n---\n${text}\n`);
  await dateline(["story", "post", site.folder, file, ...options]);
};
const edit = (text, ...options) => save(text, "--id", "1", ...options);

/** The instant that each output gives for "when should a reader think this was last changed". */
async function told() {
  const text = async (address) => (await site.get(address)).text;
  const page = await text(storyPath);
  const pick = (from, pattern) => Date.parse(from.match(pattern)?.[1]);
  const graph = JSON.parse(page.match(/ld\+json">(.*?)<\/script>/s)[1]);
  const article = (graph["@graph"] ?? [graph]).find((x) => x["@type"] === "NewsArticle");
  const part = (await text("/sitemap.xml")).match(/<loc>([^<]+)/)[1];
  const show = JSON.parse((await dateline(["story", "show", site.folder, "1", "--json"])).stdout);
  return {
    line: pick(page, /(?:Updated|Published):[\s\S]*?<time datetime="([^"]+)"/),
    "JSON-LD": Date.parse(article.dateModified),
    "Open Graph": pick(page, /article:modified_time" content="([^"]+)"/),
    Atom: pick(await text("/feed.atom"), /<entry[\s\S]*?<updated>([^<]+)/),
    "JSON Feed": Date.parse(JSON.parse(await text("/feed.json")).items[0].date_modified),
    sitemap: pick(await text(new URL(part).pathname), /<lastmod>([^<]+)/),
    "command line": Date.parse(show.updated ?? show.published),
  };
}

async function assertTold(instant) {
  for (const [output, at] of Object.entries(await told()))
    assert.equal(at, instant, `${output} says ${new Date(at)}, not ${new Date(instant)}`);
  assert.match((await site.get(storyPath)).text, instant === PUBLISHED ? /Published:/ : /Updated:/);
}

describe("every output gives the editors' time", () => {
  before(async () => {
    site = await startSite();
    file = path.join(tempFolder("story"), "story.md");
    await save("One.", "--section", "news", "--publish");
    storyPath = JSON.parse((await dateline(["story", "show", site.folder, "1", "--json"])).stdout)
      .path;
  });
  after(() => site?.stop());

  test("after the first publication it is the Published time", () => assertTold(PUBLISHED));

  test("a minor fix changes the text and no time", async () => {
    await edit("One, two.");
    assert.match((await site.get(storyPath)).text, /One, two\./);
    await assertTold(PUBLISHED);
  });

  test("an update changes the text and every time", async () => {
    await edit("One, two, three.", "--updated", iso(PUBLISHED + 2 * DAY), "--note", "Three.");
    await assertTold(PUBLISHED + 2 * DAY);
  });

  test("a minor fix after an update keeps the update's time", async () => {
    await edit("One, two, three!");
    assert.match((await site.get(storyPath)).text, /One, two, three!/);
    await assertTold(PUBLISHED + 2 * DAY);
  });

  test("a correction changes every time and is printed", async () => {
    await edit("One, two, four.", "--correction", "--wrong", "three", "--right", "four",
               "--updated", iso(PUBLISHED + 5 * DAY));
    await assertTold(PUBLISHED + 5 * DAY);
    for (const address of [storyPath, `${storyPath}/changes`, "/corrections"])
      assert.match((await site.get(address)).text, /three[\s\S]*four/);
  });

  test("an Updated cleared by hand gives the Published time back", async () => {
    await dateline(["story", "updated", site.folder, "1", "--clear"]);
    await assertTold(PUBLISHED);
  });

  test("an Updated set by hand is told everywhere", async () => {
    await dateline(["story", "updated", site.folder, "1", iso(PUBLISHED + 7 * DAY)]);
    await assertTold(PUBLISHED + 7 * DAY);
  });

  test("an Updated before Published and one in the future are refused", async () => {
    for (const at of [PUBLISHED - DAY, minute + DAY])
      await dateline(["story", "updated", site.folder, "1", iso(at)], { allow: [1, 2] });
    await assertTold(PUBLISHED + 7 * DAY);
  });
});
