// bulk.test.mjs: the list of stories at the desk: what is ticked there is changed at once, each story by itself.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { LOOKS, launch, openPage, shots, troublesAt } from "./lib/browser.mjs";
import { visit } from "./lib/form.mjs";
import { startSite, tempFolder } from "./lib/site.mjs";
import { postStory, publishStory } from "./lib/story.mjs";
import { checkHtml } from "./lib/vnu.mjs";

let site, ines, tomas, browser;
const stories = {};

/** The values of the boxes in a list, by headline. */
const boxes = (text) => Object.fromEntries(
  [...text.matchAll(/name="story" value="([^"]+)" aria-label="Tick ([^"]+)"/g)].map(([, value, name]) => [name, value]));
const show = async (id) => JSON.parse((await site.dateline("story", "show", site.folder, String(id), "--json")).stdout);
const ticked = (page, ...names) => names.map((name) => boxes(page.text)[name] ?? assert.fail(`${name} is not in the list`));

before(async () => {
  site = await startSite();
  ines = await site.signIn({ login: "ines", name: "Ines", role: "editor" });
  tomas = await site.signIn({ login: "tomas", name: "Tomas", role: "author" });
  for (const name of ["One", "Two", "Three"])
    stories[name] = (await postStory(site, { title: name, slug: name.toLowerCase() })).id;
  stories.Live = await publishStory(site, { title: "Live", slug: "live", tags: ["Harbour"], date: "2026-01-08T09:30:00Z" });
});
after(async () => {
  await browser?.close();
  await site.stop();
});

test("tags are added to what was ticked, once, and a live story keeps what readers see", async () => {
  const list = await visit(ines, "/admin/?state=");
  const names = ["One", "Two", "Live"];
  const asked = await list.press("Add tags", { story: ticked(list, ...names), tags: "Budget 2026, Harbour" });
  assert.equal(asked.status, 422);
  assert.match(asked.said, /Nothing was changed There is no such name yet/);
  assert.match(asked.text, /“Budget 2026” is new/);
  assert.doesNotMatch(asked.text, /“Harbour” is new/);
  assert.equal((await show(stories.One)).revision, 1);

  const { action, fields } = asked.request("Add tags", { new_name: "Budget 2026" });
  assert.equal(action, "/admin/bulk?state=");
  const answers = await Promise.all([1, 2].map(() => ines.post(action, fields)));
  for (const { status, text } of answers) {
    assert.equal(status, 200);
    assert.match(text, /3 stories were changed\./);
    assert.match(text, /Kept as drafts: readers go on seeing what they see now/);
    assert.match(text, /href="\/admin\/\?state="/);
    assert.doesNotMatch(text, /not changed/);
  }
  for (const name of ["One", "Two"]) {
    const story = await show(stories[name]);
    assert.equal(story.revision, 2);
    assert.deepEqual(story.tags, ["Budget 2026", "Harbour"]);
  }
  assert.doesNotMatch((await site.get(stories.Live.path)).text, /Budget 2026|Updated:/);
});

test("readers see it at once where that is ticked, under the same dates", async () => {
  const list = await visit(ines, "/admin/");
  const done = await list.press("Set the bylines", { story: ticked(list, "Live"), bylines: "Ines", readers_see: "1" });
  assert.match(done.said, /One story was changed/);
  assert.match(done.text, /Readers see it now/);
  const { text } = await site.get(stories.Live.path);
  assert.match(text, /Ines/);
  assert.doesNotMatch(text, /Budget 2026|Updated:/);
});

test("one that changed since is named with the reason, and the others are done", async () => {
  const list = await visit(ines, "/admin/");
  await postStory(site, { title: "Two", slug: "two", body: "Somebody else was here.", args: ["--id", String(stories.Two)] });
  const done = await list.press("Set the section", { story: ticked(list, "One", "Two"), section: "news" });
  assert.equal(done.status, 200);
  assert.match(done.text, /One story was not changed[^]*href="\/admin\/story\/\d+" dir="auto">Two<\/a>:\s*<span>It has changed since the list was shown/);
  const none = await list.press("Put them into the bin", { story: ticked(list, "Two") });
  assert.equal(none.status, 409);
  assert.equal((await show(stories.Two)).state, "draft");
  /* Whoever has looked at what it is now goes on from there, with what was asked. */
  const unticked = await done.press("Set the section");
  assert.match(unticked.said, /Tick the stories first/);
  const tags = await list.press("Add tags", { story: ticked(list, "Two"), tags: "Harbour" });
  assert.equal(tags.status, 409);
  const [box] = /name="story" value="([^"]+)"> <span><bdi>Two<\/bdi> <span class="badge draft">Draft/.exec(tags.text).slice(1);
  assert.match((await tags.press("Add tags", { story: [box] })).said, /One story was changed/);
  assert.deepEqual((await show(stories.Two)).tags.includes("Harbour"), true);
});

test("the bin takes drafts alone, and gives them back", async () => {
  const list = await visit(ines, "/admin/?state=draft");
  const all = await visit(ines, "/admin/");
  const done = await all.press("Put them into the bin", { story: ticked(all, "One", "Two", "Live") });
  assert.match(done.said, /2 stories are in the bin/);
  assert.match(done.text, /Only a draft can go into the bin/);
  assert.doesNotMatch((await ines.get("/admin/")).text, />One</);
  const back = await done.press("Undo");
  assert.match(back.said, /2 stories are out of the bin, and drafts again/);
  const late = await list.press("Submit for review", { story: ticked(list, "One", "Three") });
  assert.match(late.said, /2 stories were submitted for review/);
  const bin = await (await visit(ines, "/admin/")).press("Put them into the bin", { story: ticked(await visit(ines, "/admin/"), "Two") });
  assert.match(bin.said, /One story is in the bin/);
  const binned = await visit(ines, "/admin/?state=binned");
  assert.doesNotMatch(binned.text, /Add tags/);
  assert.match((await binned.press("Take them out of the bin", { story: ticked(binned, "Two") })).said, /out of the bin/);
});

test("what was ticked and typed is there again when nothing was done; nobody does more so than singly", async () => {
  const list = await visit(ines, "/admin/");
  for (const [button, changes, says] of [["Add tags", { tags: " " }, /Write a tag/], ["Set the section", {}, /Choose a section/],
                                         ["Set the bylines", {}, /Write a name/]]) {
    const page = await list.press(button, { story: ticked(list, "Two"), bylines: "Somebody", ...changes, ...(button === "Set the bylines" ? { bylines: "" } : {}) });
    assert.equal(page.status, 422, button);
    assert.match(page.said, says);
    assert.match(page.text, new RegExp(`value="${ticked(list, "Two")[0]}" checked`));
  }
  const nothing = await list.press("Add tags", { tags: "Harbour" });
  assert.match(nothing.said, /Tick the stories first/);
  assert.equal((await list.press("Add tags", { story: ["x", "1.live.1.0.0.0"], tags: "Harbour" })).status, 422);

  const own = await visit(tomas, "/admin/");
  assert.doesNotMatch(own.text, /name="story"/);
  const csrf = await tomas.csrf();
  const other = await tomas.post("/admin/bulk", { csrf, form: "0123456789abcdef0123456789abcdef", do: "bin", story: ticked(list, "Two")[0] });
  assert.equal(other.status, 409);
  assert.match(other.text, /This story belongs to somebody else/);
  assert.doesNotMatch(other.text, />Two</);
  const { text } = await (await site.signIn({ login: "ada", name: "Ada", role: "admin" })).get("/admin/audit");
  assert.match(text, /changed several stories at once/);
});

test("a hundred are changed within a second", async () => {
  const folder = tempFolder("many");
  for (let i = 0; i < 100; i++)
    fs.writeFileSync(path.join(folder, `many-${i}.md`), `---\ntitle: Many ${i}\nsection: news\ndraft: true\n---\nWords.\n`);
  await site.dateline("import", site.folder, "markdown", folder);
  const list = await visit(ines, "/admin/");
  const names = Object.keys(boxes(list.text));
  assert.equal(names.length, 100);
  const began = performance.now();
  const done = await list.press("Add tags", { story: ticked(list, ...names), tags: "Harbour" });
  const took = performance.now() - began;
  assert.match(done.said, /100 stories were changed/);
  console.log(`# a hundred stories: ${took.toFixed(0)} ms`);
  // Nor do they stand in the lists that are looked at below: axe takes seconds for a hundred rows, and says of each the same.
  const away = await visit(ines, "/admin/");
  assert.match((await away.press("Put them into the bin", { story: ticked(away, ...names) })).said, /100 stories are in the bin/);
});

test("the list is filtered by tag, byline, words of a text, days and what a story has, counted and ordered", async () => {
  const names = async (query) => Object.keys(boxes((await ines.get(`/admin/?${query}`)).text)).sort().join(" ");
  assert.equal(await names("byline=Ines"), "Live");
  assert.equal(await names("byline=Nobody"), "");
  assert.equal(await names("q=Somebody+else"), "Two");
  assert.equal(await names("q=Somebody+else&tag=Budget+2026"), "");
  assert.equal(await names("order=published"), "Live");
  assert.equal(await names("order=published&from=2026-01-08&to=2026-01-08"), "Live");
  assert.equal(await names("order=published&from=2026-01-09"), "");
  assert.equal(await names("state=with-draft"), "Live");
  assert.equal(await names("state=with-change"), "");
  const { text } = await ines.get("/admin/?byline=Ines&state=live");
  assert.match(text, /<p class="help">One story<\/p>/);
  assert.match(text, /<details class="more-filters" open>/);
  assert.equal((await ines.get("/admin/?from=nonsense&before=x-y&state=with-nothing")).status, 200);
});

test("keys go through the list and tick, and say which they are", LOOKS, async () => {
  browser = await launch();
  const context = await browser.newContext({ baseURL: site.url });
  await context.addCookies(ines.browserCookies());
  const page = await openPage(context);
  await page.goto("/admin/");
  await page.locator("#list-keys-button:not([hidden])").waitFor();
  const at = () => page.evaluate(() => document.activeElement.closest("tr")?.rowIndex);
  const ticked = () => page.locator("tbody .tick :checked").count();
  await page.keyboard.press("j");
  assert.equal(await at(), 1);
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  assert.equal(await at(), 2);
  assert.equal(await ticked(), 1);
  assert.equal(await page.textContent("#ticked"), "(1)");
  await page.keyboard.press("k");
  assert.equal(await at(), 1);
  await page.keyboard.press("Shift+X");
  assert.equal(await ticked(), await page.locator("tbody .tick input").count());
  await page.keyboard.press("Shift+X");
  assert.equal(await ticked(), 0);
  await page.keyboard.press("?");
  await page.locator("#list-keys[open]").waitFor();
  await page.locator("#list-keys button").click();
  await page.keyboard.press("e");
  await page.keyboard.type("jx");
  assert.equal(await page.inputValue("#bulk-tags"), "jx");
  assert.equal(await ticked(), 0);
  await page.locator("tbody tr").first().locator(".headline a").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/admin/story/*");
  assert.deepEqual(page.troubles, []);
  await context.close();
});

test("the pages are valid, open to everybody, and fit a phone, from right to left too", LOOKS, async () => {
  await postStory(site, { title: "عنوان طويل جدًا عن الميناء والميزانية ".repeat(4), slug: "arabic", lang: "ar" });
  await postStory(site, { title: `Donaudampfschifffahrtsgesellschaftskapitän ${"und noch mehr Wörter ".repeat(6)}`, slug: "long" });
  const list = await visit(ines, "/admin/");
  const some = Object.values(boxes(list.text)).slice(0, 6);
  const asked = await list.press("Add tags", { story: some, tags: "Quite new" });
  const done = await list.press("Put them into the bin", { story: [...some.slice(0, 3), ...ticked(await visit(ines, "/admin/?q=Live"), "Live")] });
  const documents = [{ name: "list", text: list.text }, { name: "asked", text: asked.text }, { name: "done", text: done.text }];
  for (const [name, troubles] of Object.entries(await checkHtml(documents))) assert.deepEqual(troubles, [], name);
  browser ??= await launch();
  for (const locale of ["en-GB", "ar"]) {
    await site.dateline("settings", "set", site.folder, "locale", locale);
    const context = await browser.newContext({ baseURL: site.url });
    await context.addCookies(ines.browserCookies());
    const page = await openPage(context);
    const look = async (name, widths = [360, 1280]) => {
      assert.deepEqual(await troublesAt(page, widths), [], `${name} in ${locale}`);
      await page.evaluate(() => document.querySelector(".desk")?.scrollIntoView());
      await shots(page, `${name}-${locale}`);
    };
    await page.goto("/admin/");
    await look("list");
    await page.locator(".bulk summary").click();
    for (const box of (await page.locator(".tick input").all()).slice(0, 3)) await box.check();
    await look("ticked", []);
    await page.fill("#bulk-tags", `New ${locale}`);
    await page.locator('button[value="add-tags"]').click();
    await page.waitForURL("**/admin/bulk");
    await look("asked");
    await page.locator("[name=new_name]").check();
    await page.locator('button[value="add-tags"]').click();
    await page.locator(".message.good").waitFor();
    await look("done");
    await context.close();
  }
});
