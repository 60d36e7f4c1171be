// suggestions.test.mjs: words that somebody would change, taken or refused one by one, without a script.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { visit } from "./lib/form.mjs";
import { germanLog } from "./lib/log.mjs";
import { startSite } from "./lib/site.mjs";

const XSS = '<script src=//x></script><img src=x onerror=alert(1)>"\'&amp;';
const escaped = (text) => !/<script src=\/\/|<img src=x/.test(text);
const BODY = "One.\n\nTwo.\n\nThree.\n\nFour.";

let site, editor, author, where, path;
before(async () => {
  site = await startSite();
  editor = await site.signIn({ login: "ines", name: "Ines Okafor" });
  author = await site.signIn({ login: "rosa", role: "author", name: "Rosa Okello" });
  // The author's own story, which an editor has published.
  let page = await (await visit(author, "/admin/story/new")).press("Save draft", { headline: "The bridge", body: BODY, section: "news" });
  where = new URL(page.where, site.url).pathname;
  page = await visit(editor, where);
  page = await page.press(page.buttons().find((b) => /^Publish/.test(b)), { others_read: "1", section: "news" });
  assert.match(page.said, /Published/);
  path = /href="(\/\d{4}\/\d{2}\/[^"]+)">See it in the paper/.exec(page.text)[1];
});
after(() => site.stop());

const live = async () => (await site.get(path)).text;

test("an author suggests for a story that only editors can change, and nothing changes", async () => {
  assert.equal((await author.get(where)).headers.location, `${where}/suggestions`);
  assert.match((await author.get(`${where}/history`)).text, /suggestions">Suggest changes/);
  const page = await visit(author, `${where}/suggestions`);
  const next = await page.press("Suggest these changes", {
    headline: `The new bridge ${XSS}`, body: "One!\n\nTwo.\n\nThree and a half.\n\nFour.\n\nFive.", suggest_reason: `Because. ${XSS}` });
  assert.match(next.said, /Kept as a suggestion/);
  assert.ok(escaped(next.text));
  assert.match(next.text, /Because\./);
  assert.doesNotMatch(next.text, /name="change_1"|Take all/, "who may not write decides nothing");
  const text = await live();
  assert.match(text, /Three\./);
  assert.doesNotMatch(text, /half|new bridge/);
  assert.match((await visit(editor, where)).text, /One suggestion to look at/);
  const first = (await editor.get("/admin/")).text;
  assert.ok(first.includes(`<a href="${where}/suggestions" dir="auto">The bridge</a> <span class="badge review">4 changes suggested`));
  assert.match(first, /<bdi>Rosa Okello<\/bdi>/);
  assert.ok(first.includes(`<a class="badge notes" href="${where}/suggestions">One suggestion</a>`), "in the list, too");
  assert.doesNotMatch((await author.get("/admin/")).text, /Waiting for you/, "nothing is hers to decide");
});

test("who began a draft is told what others would change in it, until it is decided", async () => {
  const page = await (await visit(author, "/admin/story/new")).press("Save draft", { headline: "A draft", body: BODY });
  const draft = new URL(page.where, site.url).pathname;
  await (await visit(editor, `${draft}/suggestions`)).press("Suggest these changes", { body: "One.\n\nTwo!\n\nThree.\n\nFour." });
  const waits = (text) => text.includes(`<a href="${draft}/suggestions" dir="auto">A draft</a> <span class="badge review">One change suggested`);
  for (const who of [author, editor]) assert.ok(waits((await who.get("/admin/")).text));
  await (await visit(author, `${draft}/suggestions`)).press("Do what is chosen", { change_1: "refuse" });
  for (const who of [author, editor]) assert.ok(!waits((await who.get("/admin/")).text));
});

test("what is refused as a suggestion comes back as it was typed", async () => {
  const page = await visit(author, `${where}/suggestions`);
  let next = await page.press("Suggest these changes", {});
  assert.equal(next.status, 422);
  assert.match(next.said, /No word differs/);
  next = await page.press("Suggest these changes", { body: "Longer.", suggest_reason: "x".repeat(1001) });
  assert.equal(next.status, 422);
  assert.match(next.text, /<textarea[^>]*name="body"[^>]*>\s*Longer\./);
  assert.match(next.text, /<details class="card" open>/);
  const csrf = await author.csrf();
  assert.equal((await author.post(`${where}/suggestions`, { csrf, do: "take-all", suggestion: "1", newest: "1" })).status, 422);
});

test("an editor takes and refuses one by one; it becomes a draft, and readers see none of it", async () => {
  let page = await visit(editor, `${where}/suggestions`);
  assert.match(page.text, /<del>Three\.<\/del><ins>Three and a half\.<\/ins>/);
  page = await page.press("Do what is chosen", { change_2: "take", change_3: "refuse" });
  assert.match(page.said, /saved as a draft/);
  assert.match(page.text, /Taken by/);
  assert.match(page.text, /Refused by/);
  assert.ok(escaped(page.text));
  const draft = await visit(editor, `${where}?text=draft`);
  assert.equal(draft.value("body"), "One!\n\nTwo.\n\nThree.\n\nFour.");
  assert.equal(draft.value("headline"), "The bridge");
  assert.match(await live(), /<p id="p-1">One\.<\/p>/);
});

test("where the text has moved on both are shown, and neither is lost", async () => {
  await (await visit(editor, `${where}?text=draft`)).press("Save draft", { headline: "The old bridge" });
  let page = await visit(editor, `${where}/suggestions`);
  assert.match(page.text, /changed here since[\s\S]*?The old bridge/);
  const stale = page;
  await (await visit(editor, `${where}?text=draft`)).press("Save draft", { headline: "The older bridge" });
  page = await stale.press("Take all");
  assert.match(page.said, /wait for another look/);
  let draft = await visit(editor, `${where}?text=draft`);
  assert.equal(draft.value("headline"), "The older bridge");
  assert.match(draft.value("body"), /Five\.$/);
  page = await page.press("Take all");
  draft = await visit(editor, `${where}?text=draft`);
  assert.equal(draft.value("headline"), `The new bridge ${XSS}`);
  assert.match((await visit(editor, `${where}/suggestions`)).text, /all decided/);
  assert.doesNotMatch(await live(), /new bridge|older bridge/);
});

test("what is typed in the story form is suggested instead of saved", async () => {
  let page = await visit(editor, `${where}?text=live`);
  page = await page.press("Suggest what is typed", { body: "Another beginning.\n\nTwo.", suggest_reason: "Shorter." });
  assert.match(page.said, /Kept as a suggestion/);
  assert.doesNotMatch((await visit(editor, `${where}?text=draft`)).value("body"), /Another beginning/);
  assert.match((await visit(editor, `${where}/suggestions`)).text, /Another beginning/);
  page = await visit(editor, `${where}?text=live`);
  page = await page.press("Suggest what is typed", { body: "Typed.", tags: "Bridges" });
  assert.equal(page.status, 422);
  assert.match(page.said, /holds words alone/);
  assert.equal(page.value("body"), "Typed.");
  assert.equal(page.value("tags"), "Bridges");
});

test("the log says it in the language of the paper", async () => {
  const log = (await germanLog(site)).join("\n");
  for (const said of [/^Vorschlag 1, zu Fassung 1, Änderungen: \d$/m, /, in Fassung \d übernommen: \d, abgelehnt: \d$/m]) assert.match(log, said);
});
