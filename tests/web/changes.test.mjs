// What changed in a story: word by word where the site shows it, and never a word that readers
// could not read; and the line for a reader who comes back.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";

import { LOOKS, launch, openPage, troublesAt } from "./lib/browser.mjs";
import { edit } from "./lib/report.mjs";
import { ROOT, startSite, tempFolder } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";
import { checkHtml } from "./lib/vnu.mjs";

const plain = (html) => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
const links = (html) =>
  [...html.matchAll(/href="([^"]*\/changes\?from=(\d+)&amp;to=(\d+))"/g)].map(([, , a, b]) => [+a, +b]);

describe("word by word", () => {
  let site, editor, story;
  before(async () => {
    site = await startSite({ settings: { show_diffs: "1" } });
    editor = await site.signIn();
    // 1 live · 2 minor · 3 a draft · 4 a correction · 5 staged
    story = await publishStory(site, { title: "Two ships", slug: "ships", dek: "At noon.",
      takeaways: ["Two came."], body: "Two ships came in.\n\nThey left at \\<six>." });
    await edit(editor, story.id, { body: "Two ships came in.\n\nThey left at \\<seven>.",
                                   action: "publish", edit: "minor" });
    await edit(editor, story.id, { body: "Draftcanary came in.", headline: "Draftcanary",
                                   action: "keep" });
    await edit(editor, story.id, { headline: "Three ships", takeaways: "Three came.",
      body: "Three ships came in.\n\nThey left at \\<seven>.", action: "publish", edit: "correction",
      wrong: "Two ships", right: "Three ships" });
    await edit(editor, story.id, { body: "Stagedcanary came in.", headline: "Stagedcanary",
      action: "publish", edit: "correction", wrong: "x", right: "Stagedcanary",
      when_at: "2099-01-08T09:30" });
  });
  after(() => site.stop());

  const differences = (from, to) => site.get(`${story.path}/changes?from=${from}&to=${to}`);

  test("each change leads to what it did to the words, minor fixes too", async () => {
    const { text } = await site.get(`${story.path}/changes`);
    assert.deepEqual(links(text), [[2, 4], [1, 2]]);
    assert.match(plain(text), /one minor fix/i);
    assert.doesNotMatch(text, /canary/);
  });

  test("what was struck out and what was put in is marked as such, and escaped", async () => {
    const minor = await differences(1, 2);
    assert.equal(minor.status, 200);
    assert.match(minor.text, /<del>&lt;six&gt;\.<\/del> ?<ins>&lt;seven&gt;\.<\/ins>/);
    assert.doesNotMatch(minor.text, /Headline|Takeaways/, "only what changed");
    const { text } = await differences(2, 4);
    assert.match(text, /Headline[\s\S]*<del>Two<\/del> <ins>Three<\/ins> ships/);
    assert.match(text, /Takeaways[\s\S]*<del>Two<\/del> <ins>Three<\/ins> came/);
    assert.doesNotMatch(text, /Standfirst/);
    assert.match((await differences(1, 4)).text, /&lt;six&gt;[\s\S]*&lt;seven&gt;/);
    assert.match(plain((await differences(2, 2)).text), /The words did not change/);
    assert.match((await differences(4, 1)).text, /<del>Three<\/del> <ins>Two<\/ins>/);
    assert.match(text, /<meta name="robots" content="noindex">/);
  });

  test("paragraphs stay apart", async () => {
    assert.match((await differences(1, 2)).text,
                 /<p>Two ships came in\.\s*<\/p>\s*<p class="touched">They left at <del>/);
  });

  test("a draft, a staged change and what is no revision are not there", async () => {
    for (const [from, to] of [[1, 3], [3, 1], [3, 3], [3, 4], [1, 5], [5, 1], [5, 5], [4, 5], [1, 6],
                              [0, 1], [-1, 1], ["x", 1], ["", 1], [1, ""], ["1%00", 2], ["01x", 2],
                              ["99999999999999999999", 1], [4294967297, 1]]) {
      const res = await differences(from, to);
      assert.ok([400, 404].includes(res.status) || (from === "" && to === ""),
                `${from} to ${to}: ${res.status}`);
      assert.doesNotMatch(res.text, /canary/i, `${from} to ${to}`);
    }
    for (const where of [`${story.path}/changes?from=1`, `${story.path}/changes?to=1`])
      assert.equal((await site.get(where)).status, 404, where);
  });

  test("no page of the site holds a word of them", async () => {
    const { text } = await site.get(story.path);
    for (const where of [story.path, `${story.path}/changes`, `${story.path}/report`, "/", "/news/",
                         "/corrections", "/search?q=canary"])
      assert.doesNotMatch((await site.get(where)).text, /(Draft|Staged)canary/, where);
    assert.match(text, /data-revision="4" data-corrections="1"/);
  });

  test("a withdrawn story shows no more of what it said", async () => {
    const gone = await publishStory(site, { title: "Gone", slug: "gone", body: "Gonecanary one." });
    await edit(editor, gone.id, { body: "Gonecanary two.", action: "publish", edit: "minor" });
    assert.equal((await site.get(`${gone.path}/changes?from=1&to=2`)).status, 200);
    await site.dateline("story", "withdraw", site.folder, String(gone.id), "--reason", "Wrong.");
    const res = await site.get(`${gone.path}/changes?from=1&to=2`);
    assert.equal(res.status, 410);
    assert.doesNotMatch(res.text, /canary/);
  });

  test("a story that waits for its time has no changes", async () => {
    await publishStory(site, { title: "Latercanary", slug: "later", date: "2099-01-08 09:30" });
    const res = await site.get("/2099/01/later/changes?from=1&to=1");
    assert.equal(res.status, 404);
    assert.doesNotMatch(res.text, /canary/);
  });

  test("its pages are valid and open to everybody", LOOKS, async (t) => {
    const pages = [`${story.path}/changes`, `${story.path}/changes?from=2&to=4`,
                   `${story.path}/changes?from=2&to=2`, story.path];
    const documents = [];
    for (const where of pages) documents.push({ name: where, text: (await site.get(where)).text });
    for (const [name, troubles] of Object.entries(await checkHtml(documents)))
      assert.deepEqual(troubles, [], name);
    const browser = await launch();
    t.after(() => browser.close());
    const context = await browser.newContext({ baseURL: site.url,
                                               viewport: { width: 320, height: 700 } });
    const page = await openPage(context);
    for (const where of pages) {
      await page.goto(where);
      assert.deepEqual(await troublesAt(page, [320]), [], where);
    }
  });

  test("it is off unless the site turns it on", async () => {
    await site.dateline("settings", "set", site.folder, "show_diffs", "0");
    assert.deepEqual(links((await site.get(`${story.path}/changes`)).text), []);
    assert.equal((await differences(1, 2)).status, 404);
    assert.equal((await site.get(`${story.path}/changes`)).status, 200);
    assert.doesNotMatch((await site.get(story.path)).text, /data-words/);
    await site.dateline("settings", "set", site.folder, "show_diffs", "1");
    assert.equal((await differences(1, 2)).status, 200);
  });
});

describe("a reader who comes back", LOOKS, () => {
  let site, browser, editor, story, context, page;
  const body = "Two ships.";
  before(async () => {
    site = await startSite();
    browser = await launch();
    editor = await site.signIn();
    story = await publishStory(site, { title: "Ships", slug: "ships", body });
    context = await browser.newContext({ baseURL: site.url });
    page = await openPage(context);
  });
  after(async () => {
    await browser.close();
    await site.stop();
  });

  const line = async () => {
    await page.goto(story.path);
    const since = page.locator("#since");
    return (await since.count()) && (await since.isVisible())
      ? (await since.innerText()).replace(/\s+/g, " ") : null;
  };

  test("is told nothing when nothing changed, or only a comma did", async () => {
    assert.equal(await line(), null, "the first time");
    assert.equal(await line(), null, "the second");
    await edit(editor, story.id, { body: "Two ships!", action: "publish", edit: "minor" });
    assert.equal(await line(), null, "a minor fix");
  });

  test("is told of a correction, once, with the way to what changed", async () => {
    await edit(editor, story.id, { body: "Three ships.", action: "publish", edit: "correction",
                                   wrong: "Two", right: "Three" });
    assert.equal(await line(), "Corrected since you read it. What changed");
    await page.locator("#since a").click();
    assert.equal(new URL(page.url()).pathname, `${story.path}/changes`);
    assert.equal(new URL(page.url()).search, "");
    assert.equal(await line(), null, "it is known now");
  });

  test("is told of an update, and is led to just those words where the site shows them", async () => {
    await site.dateline("settings", "set", site.folder, "show_diffs", "1");
    await edit(editor, story.id, { body: "Three ships and a boat.", action: "publish",
                                   edit: "update", note: "A boat came too.",
                                   updated_at: "2099-01-01T00:00", updated_at_shown: "2099-01-01T00:00" });
    assert.equal(await line(), "Updated since you read it. What changed");
    await page.locator("#since a").click();
    assert.equal(new URL(page.url()).search, "?from=3&to=4");
    assert.match(await page.textContent(".diff"), /ships\.ships and a boat\.|ships.*and a boat/);
  });

  test("who never read it is told nothing", async () => {
    const other = await browser.newContext({ baseURL: site.url });
    const fresh = await openPage(other);
    await fresh.goto(story.path);
    assert.equal(await fresh.locator("#since").isVisible(), false);
    assert.deepEqual(fresh.troubles, []);
    await other.close();
  });

  test("has the last 200 stories kept in the browser and nowhere else", async () => {
    const requests = [];
    page.on("request", (r) => requests.push(`${r.method()} ${new URL(r.url()).pathname}`));
    await page.evaluate(() => {
      const many = Array.from({ length: 300 }, (_, i) => [`/2020/01/s-${i}`, [1, 0, 0, i]]);
      localStorage.setItem("dateline.read", JSON.stringify(Object.fromEntries(many)));
    });
    await line();
    const kept = await page.evaluate(() => JSON.parse(localStorage.getItem("dateline.read")));
    assert.equal(Object.keys(kept).length, 200);
    assert.ok(kept[story.path], "this one among them");
    assert.ok(kept["/2020/01/s-299"] && !kept["/2020/01/s-0"], "the oldest are forgotten");
    assert.deepEqual(requests.filter((r) => !/^GET \/(20|static|media)/.test(r)), []);
    assert.deepEqual(await context.cookies(), []);
  });

  test("reads on when the browser keeps nothing, or nonsense", async () => {
    for (const junk of ["{", "[]", "7", "\"x\"", "{\"/x\":5}"]) {
      await page.evaluate((v) => localStorage.setItem("dateline.read", v), junk);
      await line();
      await page.locator("#report").click();
      assert.match(page.url(), /\/report$/, junk);
    }
    assert.deepEqual(page.troubles, []);
  });

  test("reports the paragraph in which words are marked", async () => {
    await page.goto(`${story.path}#p-1`);
    await page.locator("#report").click();
    assert.match(page.url(), /\/report\?p=p-1$/);
    assert.match(await page.textContent("blockquote"), /Three ships and a boat/);
  });

  test("loads the script with stories alone, late, and little of it", async () => {
    const { text } = await site.get(story.path);
    assert.equal(text.match(/<script [^>]*src=/g).length, 1);
    assert.match(text, /<script src="\/static\/[0-9a-f]+\/js\/reader\.js" defer/);
    assert.ok(fs.statSync(`${ROOT}/static/js/reader.js`).size <= 1536);
    for (const where of ["/", "/news/", `${story.path}/changes`, `${story.path}/report`, "/corrections"])
      assert.doesNotMatch((await site.get(where)).text, /<script [^>]*src=/, where);
  });
});

describe("the page of all corrections", () => {
  let site;
  before(async () => (site = await startSite()));
  after(() => site.stop());

  test("holds each correction of each live story once, newest first, page after page", async () => {
    const corrections = Array.from({ length: 47 }, (_, i) => ({
      date: `2020-02-${String(1 + (i % 5)).padStart(2, "0")} 10:00`, // many share their time
      wrong: `wrong-${i}.`, right: `right-${i}.` }));
    const files = tempFolder("corrections");
    const file = (slug, front) =>
      fs.writeFileSync(path.join(files, `${slug}.md`),
                       `---\n${Object.entries({ title: slug, slug, section: "news", ...front })
                         .map(([k, v]) => `${k}: ${JSON.stringify(v)}`).join("\n")}\n---\nA text.\n`);
    const date = "2020-01-08 09:30";
    const canary = [{ date: "2020-02-02 10:00", wrong: "gonecanary", right: "x" }];
    file("many", { date, corrections: corrections.slice(0, 30) });
    file("more", { date, corrections: corrections.slice(30) });
    file("gone", { date, corrections: canary, withdrawn: { date: "2020-03-01", reason: "Wrong." } });
    file("unpublished", {});
    await site.dateline("import", site.folder, "markdown", files);
    const seen = [], times = [];
    for (let where = "/corrections"; where;) {
      const { status, text } = await site.get(where);
      assert.equal(status, 200, where);
      assert.doesNotMatch(text, /canary/, where);
      seen.push(...[...text.matchAll(/wrong-\d+/g)].map(String));
      times.push(...[...text.matchAll(/<time datetime="(2020-02[^"]*)"/g)].map(([, t]) => t));
      where = /rel="next" href="([^"]+)"/.exec(text)?.[1].replaceAll("&amp;", "&");
    }
    assert.equal(seen.length, 47);
    assert.equal(new Set(seen).size, 47);
    assert.deepEqual(times, [...times].sort().reverse());
  });
});

test("every story page of the demo, with its sheet, is below 14 KB compressed", async () => {
  const site = await startSite({ demo: true });
  const { stdout } = await site.dateline("story", "list", site.folder, "--json");
  const live = JSON.parse(stdout).filter((s) => s.state === "live");
  const size = (s) => gzipSync(s).length;
  for (const { path: where } of live) {
    const { text } = await site.get(where);
    const sheets = [...text.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)];
    assert.equal(sheets.length, 1, where);
    const css = await site.get(sheets[0][1]);
    const sum = size(text) + size(css.text);
    assert.ok(sum <= 14 * 1024, `${where}: ${size(text)} + ${size(css.text)} = ${sum} bytes`);
  }
  await site.stop();
});
