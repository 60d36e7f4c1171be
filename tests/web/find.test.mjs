// find.test.mjs: stories, pages, settings, names and people by what they are called: without a script, and in the
// dialog that shows the same answer. Which stories are found is tested in tests/store/test_find.c.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { LOOKS, launch, troublesAt } from "./lib/browser.mjs";
import { deskPage } from "./lib/desk.mjs";
import { startSite } from "./lib/site.mjs";
import { postStory, publishStory } from "./lib/story.mjs";

const ARABIC = "عنوان طويل جدا عن المرفأ القديم الذي لم يعد أحد يعرفه ولا يذكره في هذه المدينة";
let site, browser, page, admin, editor, writer;
before(async () => {
  site = await startSite();
  await publishStory(site, { slug: "late", title: "Ferry late again", section: "news", date: "2020-01-08 09:30",
                             bylines: ["Ferdinand Lund"], tags: ["Ferries"] });
  await postStory(site, { slug: "secret", title: "The ferry nobody knows", section: "news" });
  await postStory(site, { slug: "arabic", title: ARABIC, section: "news" });
  admin = await site.signIn({ login: "fern", role: "admin", name: "Fern Boss" });
  editor = await site.signIn({ login: "eddie", role: "editor", name: "Eddie" });
  writer = await site.signIn({ login: "wilma", role: "contributor", name: "Wilma" });
  browser = await launch();
  page = await deskPage(browser, site, { login: "fern" }, { viewport: { width: 1280, height: 720 } });
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** What a page lists: { group: [[title, href], …] } */
async function found(session, typed) {
  const answer = await session.get(`/admin/find?q=${encodeURIComponent(typed)}`);
  assert.equal(answer.status, 200);
  const groups = answer.text.split(/<section aria-labelledby="found-/).slice(1);
  return Object.fromEntries(groups.map((text) => [text.match(/^\w+/)[0],
    [...text.matchAll(/<a href="([^"]+)"><bdi>(.*?)<\/bdi>/g)].map(([, href, title]) => [title, href])]));
}

test("an administrator finds stories, names, people and pages; others what they may open", async () => {
  const all = await found(admin, "fer");
  assert.deepEqual(all.stories.map(([title]) => title), ["The ferry nobody knows", "Ferry late again"]);
  assert.match(all.stories[0][1], /^\/admin\/story\/\d+$/);
  assert.deepEqual(all.bylines, [["Ferdinand Lund", "/admin/byline/ferdinand-lund"]]);
  assert.deepEqual(all.tags, [["Ferries", "/admin/tag/ferries"]]);
  assert.match((await found(admin, "fern")).people[0].join(), /^Fern Boss,\/admin\/person\/\d+$/);
  assert.equal((await admin.get(all.bylines[0][1])).status, 200);
  assert.equal((await admin.get(all.tags[0][1])).status, 200);

  assert.deepEqual(Object.keys(await found(editor, "fer")), ["stories", "bylines", "tags"]);
  assert.deepEqual(await found(writer, "fer"), {}, "nothing of theirs is called so");
  assert.equal((await site.get("/admin/find?q=fer")).status, 303, "nobody else is answered");
});

test("settings are found by name and by what is said of them", async () => {
  assert.deepEqual((await found(admin, "colour_accent")).settings, [["The one loud colour", "/admin/settings#colour_accent"]]);
  assert.deepEqual((await found(admin, "Berlin")).settings, [["Time zone", "/admin/settings#zone"]]);
  const settings = (await admin.get("/admin/settings")).text;
  for (const [, href] of (await found(admin, "o")).settings ?? [])
    assert.ok(settings.includes(`id="${href.split("#")[1]}"`), href);
  assert.equal((await found(editor, "Berlin")).settings, undefined);
});

test("nothing typed shows the pages of the desk, to each those that they may open, with all of the menu", async () => {
  for (const [session, n] of [[admin, 26], [editor, 20], [writer, 9]]) {
    const { pages, ...more } = await found(session, "");
    assert.deepEqual(more, {});
    assert.equal(pages.length, n);
    for (const [title, href] of pages) assert.equal((await session.get(href)).status, 200, title);
    const menu = (await session.get("/admin/account")).text.match(/<nav class="nav"[\s\S]*?<\/header>/)[0];
    for (const [, href] of menu.matchAll(/<a href="([^"]+)"/g))
      assert.ok(pages.some(([, known]) => known === href), `${href} is in the menu`);
  }
});

test("anything may be typed", async () => {
  for (const typed of ["\0", "<script>", "%_'\"", "x".repeat(5000), "NEAR(", "/", "#", "9".repeat(30)])
    assert.equal((await admin.get(`/admin/find?q=${encodeURIComponent(typed)}`)).status, 200, typed.slice(0, 20));
  assert.match((await admin.get("/admin/find?q=zzzz")).text, /Nothing found/);
});

const options = () => page.locator(".palette [role=option]");
const chosen = () => page.locator('.palette [aria-selected="true"] bdi').textContent();

async function open(where) {
  await page.goto(where);
  await page.locator("h1").first().click();
  await page.keyboard.press("Control+k");
  await page.locator(".palette [role=option]").first().waitFor();
}

/** Types, and waits for an answer that has this in it. */
async function type(letters, has) {
  await page.keyboard.type(letters);
  await options().filter({ hasText: has }).first().waitFor();
}

test("Ctrl+K opens it over a page, arrows choose, and Enter goes there", LOOKS, async () => {
  await open("/admin/people");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "combobox");
  assert.equal(await options().count(), 26, "the desk's pages");
  await type("ferry", "nobody knows");
  assert.equal(await page.getAttribute("#palette", "aria-activedescendant"), "palette-0");
  assert.equal(await chosen(), "The ferry nobody knows");
  await page.keyboard.press("ArrowDown");
  assert.equal(await chosen(), "Ferry late again");
  assert.equal(await page.getAttribute("#palette", "aria-activedescendant"), "palette-1");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/admin\/story\/\d+$/);
  assert.equal(await page.inputValue("#headline"), "The ferry nobody knows");
});

test("Enter at once waits for the answer to what was typed", LOOKS, async () => {
  await open("/admin/people");
  await page.keyboard.type("late again");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/admin\/story\/\d+$/);
  assert.equal(await page.inputValue("#headline"), "Ferry late again");
});

test("Escape closes it, and the focus goes back to where it was", LOOKS, async () => {
  await page.goto("/admin/people");
  await page.locator(".nav .to-find").focus();
  await page.keyboard.press("Enter");
  await options().first().waitFor();
  await page.keyboard.type("zzzz");
  await page.locator(".palette [role=status]", { hasText: "Nothing found" }).waitFor();
  assert.equal(await page.getAttribute("#palette", "aria-expanded"), "false");
  await page.keyboard.press("Escape");
  await page.locator(".palette").waitFor({ state: "hidden" });
  assert.equal(await page.evaluate(() => document.activeElement.className), "to-find");
  assert.match(page.url(), /people$/);
  await page.keyboard.press("Control+k");
  await options().first().waitFor();
  assert.equal(await page.inputValue("#palette"), "", "it begins anew");
  await page.keyboard.type("zzzz");
  await page.locator(".palette [role=status]", { hasText: "Nothing found" }).waitFor();
  await page.evaluate(() => { /* both keys before the dialog's own close event */
    for (const key of [{ key: "Escape" }, { key: "k", ctrlKey: true }])
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { ...key, bubbles: true, cancelable: true }));
  });
  await options().first().waitFor();
});

test("in a text field the key is the field's own; in a story's text it makes a link", LOOKS, async () => {
  await page.goto("/admin/story/new");
  await page.focus("#headline");
  await page.keyboard.press("Control+k");
  await page.fill("#body", "ferry");
  await page.locator("#body").selectText();
  await page.keyboard.press("Control+k");
  await page.waitForFunction(() => /\[ferry\]/.test(document.getElementById("body").value));
  assert.equal(await page.locator(".palette").count(), 0);
});

test("without the server it says so, and stays", LOOKS, async () => {
  await open("/admin/people");
  await page.route("**/admin/find*", (route) => route.abort());
  await page.keyboard.type("x");
  await page.locator(".palette [role=status]", { hasText: "cannot be reached" }).waitFor();
  assert.equal(await options().count(), 0);
  await page.unroute("**/admin/find*");
  await page.keyboard.press("Backspace");
  await options().first().waitFor();
});

test("page and dialog are for everybody, with long and Arabic headlines", LOOKS, async () => {
  page.troubles.length = 0;
  await page.goto(`/admin/find?q=${encodeURIComponent("المرفأ")}`);
  assert.deepEqual(await troublesAt(page, [360, 1280]), []);
  await open("/admin/find");
  await type("المرفأ", ARABIC);
  assert.deepEqual(await troublesAt(page, [360, 1280]), []);
  assert.deepEqual(page.troubles, []);
});

test("the menu's rarer pages unfold, and fold again as a menu does", LOOKS, async () => {
  await page.goto("/admin/people");
  const more = page.locator(".more"), open = () => more.evaluate((e) => e.open);
  assert.equal(await more.locator("a").first().isVisible(), false);
  await more.locator("summary").focus();
  await page.keyboard.press("Enter");
  assert.equal(await more.locator("a").last().isVisible(), true);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  assert.equal(await open(), false);
  assert.equal(await page.evaluate(() => document.activeElement.localName), "summary");
  await page.keyboard.press("Enter");
  await page.locator("h1").click();
  assert.equal(await open(), false);
  await more.locator("summary").click();
  await more.locator("a").last().focus();
  await page.keyboard.press("Tab");
  assert.equal(await open(), false, "who goes on leaves it");
});
