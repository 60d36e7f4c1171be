// Editors look after sections, bylines and tags: names, words, order. Over HTTP, as a browser without
// scripts does it; the pages' looks in Chromium.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, LOOKS, openPage, troublesAt } from "./lib/browser.mjs";
import { visit } from "./lib/form.mjs";
import { startSite } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";
import { checkHtml } from "./lib/vnu.mjs";

const CANARY = `<img src=x onerror="alert(1)">`;
let site, ines, story;
before(async () => {
  site = await startSite();
  ines = await site.signIn({ login: "ines", name: "Ines" });
  story = await publishStory(site, { title: "The ferry", slug: "ferry", section: "news", authors: ["Tomas Brand"],
                                     tags: ["Fery"] });
});
after(() => site.stop());

/** The names in the readers' menu, in their order. */
const menu = async () => [...(await site.get("/")).text.matchAll(/<a href="\/([a-z-]+)\/"[^>]*>([^<]+)<\/a>/g)]
  .map((m) => m[2]).filter((name, i, all) => all.indexOf(name) === i);
/** The names in the desk's list. */
const listed = async (where) => [...(await ines.get(where)).text.matchAll(/<th scope="row"[^>]*><a [^>]*>([^<]+)</g)]
  .map((m) => m[1]);

test("an author has none of it", async () => {
  const tomas = await site.signIn({ login: "tomas", name: "Tomas", role: "author" });
  assert.doesNotMatch((await tomas.get("/admin/")).text, /\/admin\/sections/);
  for (const where of ["/admin/sections", "/admin/section/news", "/admin/byline/tomas-brand", "/admin/tag/fery"]) {
    assert.equal((await tomas.get(where)).status, 403, where);
    assert.equal((await tomas.post(where, { csrf: await tomas.csrf(), name: "X" })).status, 403, where);
  }
  for (const where of ["/admin/bylines", "/admin/tags"]) assert.equal((await tomas.get(where)).status, 403);
  for (const where of ["/admin/section/none", "/admin/byline/none", "/admin/tag/none"])
    assert.equal((await ines.get(where)).status, 404, where);
});

test("a section is added, described, moved, renamed and, while it is empty, deleted", async () => {
  const before = await listed("/admin/sections");
  const added = await (await visit(ines, "/admin/sections")).press("Add", { name: "Harbour & sea" });
  assert.match(added.said, /Added/);
  assert.deepEqual(await listed("/admin/sections"), [...before, "Harbour &amp; sea"]);
  const twice = await added.press("Add", { name: "harbour & SEA" });
  assert.equal(twice.status, 422);
  assert.match(twice.said, /already one with this name/);
  assert.equal((await added.press("Add", { name: " " })).status, 422);

  const { text } = await ines.get("/admin/sections");
  const form = /name="form" value="([^"]+)"><input type="hidden" name="section" value="harbour-sea">/.exec(text)[1];
  const move = (way, number = form) => ines.post("/admin/sections", {
    csrf: /name="csrf" value="([^"]+)"/.exec(text)[1], form: number, section: "harbour-sea", do: way });
  for (const answer of await Promise.all([move("up"), move("up")])) assert.equal(answer.status, 303);
  assert.deepEqual(await listed("/admin/sections"), [...before.slice(0, -1), "Harbour &amp; sea", before.at(-1)],
                   "pressed twice, it moves once");
  assert.equal((await move("up", `${form}x`)).status, 303);
  assert.equal((await listed("/admin/sections")).at(-3), "Harbour &amp; sea");

  const page = await visit(ines, "/admin/section/harbour-sea");
  const saved = await page.press("Save", { name: "Harbour", text: `Ships & tides. ${CANARY}` });
  assert.match(saved.said, /Readers see it now/);
  const readers = (await site.get("/harbour-sea/")).text;
  assert.match(readers, /<h1>Harbour<\/h1>/);
  assert.match(readers, /Ships &amp; tides/);
  assert.ok(!readers.includes(CANARY));
  assert.ok((await menu()).includes("Harbour"), "in the readers' menu at once");
  assert.equal((await saved.press("Save", { name: "News" })).status, 422);

  const used = await (await visit(ines, "/admin/section/news")).press("Delete this section");
  assert.equal(used.status, 422);
  assert.match(used.said, /has stories, or had some/);
  const gone = await (await visit(ines, "/admin/section/harbour-sea")).press("Delete this section");
  assert.match(gone.said, /Deleted/);
  assert.equal((await site.get("/harbour-sea/")).status, 404);
  assert.deepEqual(await listed("/admin/sections"), before);
  const { stdout } = await site.dateline("audit", site.folder);
  for (const what of ["section.put", "section.move", "section.delete"]) assert.ok(stdout.includes(what), what);
});

test("another name of a byline or tag is on every story at once, and dates stay", async () => {
  assert.deepEqual(await listed("/admin/bylines?q=BRAND"), ["Tomas Brand"]);
  assert.deepEqual(await listed("/admin/bylines?q=nobody"), []);
  const dates = (text) => [...text.matchAll(/<time[^>]*>/g)].map(String);
  const old = dates((await site.get(story.path)).text);
  const byline = await visit(ines, "/admin/byline/tomas-brand");
  await byline.press("Save", { name: "Tomás Brandt", text: "Writes about ships." });
  await (await visit(ines, "/admin/tag/fery")).press("Save", { name: "Ferry", text: "" });
  const { text } = await site.get(story.path);
  assert.match(text, />Tomás Brandt</);
  assert.match(text, />Ferry</);
  assert.deepEqual(dates(text), old);
  assert.match((await site.get("/author/tomas-brand/")).text, /Writes about ships\./);
  assert.match((await site.get("/search?q=Brandt")).text, /The ferry/, "found by the new name");
  const [mine, theirs] = [await visit(ines, "/admin/byline/tomas-brand"), await visit(ines, "/admin/byline/tomas-brand")];
  await theirs.press("Save", { text: "Writes about\nferries." });
  await mine.press("Save", { name: "Tomás Brand" });
  const both = await visit(ines, "/admin/byline/tomas-brand");
  assert.deepEqual([both.text.match(/<h1[^>]*>([^<]*)/)[1], /ferries\./.test(both.text)], ["Tomás Brand", true],
                   "of two at once each changes what they touched");
  const long = await byline.press("Save", { name: "Tomás Brandt", text: "x".repeat(5001) });
  assert.equal(long.status, 422);
  assert.ok(long.text.includes("x".repeat(5001)), "what was typed stays");
});

test("the pages are valid, open to everybody, and fit a phone", LOOKS, async () => {
  await (await visit(ines, "/admin/sections")).press("Add", { name: "An unusually long name of a section ".repeat(2) });
  const pages = ["/admin/sections", "/admin/bylines", "/admin/bylines?q=nobody", "/admin/tags", "/admin/section/news"];
  const documents = [];
  for (const where of pages) documents.push({ name: where, text: (await ines.get(where)).text });
  const wrong = await (await visit(ines, "/admin/section/news")).press("Save", { name: "", text: "A" });
  documents.push({ name: "wrong", text: wrong.text });
  for (const [name, troubles] of Object.entries(await checkHtml(documents))) assert.deepEqual(troubles, [], name);
  const browser = await launch();
  const context = await browser.newContext({ baseURL: site.url });
  await context.addCookies(ines.browserCookies());
  const page = await openPage(context);
  for (const where of pages) {
    await page.goto(where);
    assert.deepEqual(await troublesAt(page, [360, 1280]), [], where);
  }
  assert.deepEqual(page.troubles, []);
  await browser.close();
});
