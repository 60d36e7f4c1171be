// picker.test.mjs: what is offered while somebody types: stories to link to, names, sources used before.
// Who is offered what is tested in tests/store/test_suggest.c.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { LOOKS, axe, launch } from "./lib/browser.mjs";
import { deskPage } from "./lib/desk.mjs";
import { startSite } from "./lib/site.mjs";
import { postStory, publishStory } from "./lib/story.mjs";

let site, browser, page;
before(async () => {
  site = await startSite();
  await publishStory(site, { slug: "late", title: "Ferry [late] again", section: "news", date: "2020-01-08 09:30",
                             bylines: ["Zoë Lund"], tags: ["Harbour"] });
  await postStory(site, { slug: "secret", title: "The ferry nobody knows", section: "news" });
  browser = await launch();
  page = await deskPage(browser, site, {}, { viewport: { width: 1280, height: 900 } });
  await page.goto("/admin/story/new");
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

const options = (of) => page.locator(`#${of}_picks [role=option]`);
const body = () => page.inputValue("#body");

/** Types, and waits for what is offered. */
async function offered(field, letters) {
  await page.locator(`#${field}`).pressSequentially(letters);
  await options(field).first().waitFor();
  return (await options(field).allTextContents()).map((s) => s.replace(/\s+/g, " ").trim());
}

async function openLink(text, from, to) {
  await page.fill("#body", text);
  await page.evaluate(([a, b]) => {
    document.getElementById("body").focus();
    document.getElementById("body").setSelectionRange(a, b);
  }, [from, to]);
  await page.keyboard.press("Control+Shift+K");
  await page.locator("#link_to:focus").waitFor();
}

test("the route answers those who are signed in, keeps nothing, and knows four kinds", async () => {
  const session = await site.signIn();
  const found = await session.get("/admin/suggest?kind=story&q=ferry");
  assert.equal(found.headers["cache-control"], "no-store");
  assert.deepEqual(JSON.parse(found.text).map((s) => [s.title, s.url, s.unpublished, s.usable]),
                   [["The ferry nobody knows", "", true, false], ["Ferry [late] again", "/2020/01/late", false, true]]);
  assert.equal((await session.get("/admin/suggest?kind=user&q=a")).status, 404);
  assert.equal((await session.get("/admin/suggest?kind=tag&q=")).text, "[]");
  assert.equal((await session.get(`/admin/suggest?kind=source&q=${"%00%ff<'\"".repeat(9)}`)).status, 200);
  assert.notEqual((await site.get("/admin/suggest?kind=story&q=ferry")).status, 200);
});

test("what cannot be loaded is said, and asked for again", async () => {
  await page.route("**/link_bar.js", (route) => route.abort());
  await page.focus("#body");
  await page.keyboard.press("Control+Shift+K");
  await page.locator("#save_state", { hasText: "cannot be reached" }).waitFor();
  assert.ok(!(await page.locator("#link_bar").isVisible()));
  assert.equal(await page.evaluate(() => document.activeElement.id), "body");
  await page.unroute("**/link_bar.js");
});

test("a link to a story is found by its headline, and an address is taken as it is", async () => {
  await openLink("See the ferry news.", 8, 13);
  assert.match((await offered("link_to", "ferr")).join(" | "),
               /^The ferry nobody knows Not published: .* \| Ferry \[late\] again .*2020/);
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.getAttribute("#link_to", "aria-activedescendant"), "link_to_picks_0");
  await page.keyboard.press("Enter");
  assert.equal(await body(), "See the ferry news.", "what has no address cannot be linked to");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await body(), "See the [ferry](/2020/01/late) news.");
  assert.ok(!(await page.locator("#link_bar").isVisible()));
  await page.keyboard.press("Control+z");
  assert.equal(await body(), "See the ferry news.", "one step of undo");

  await openLink("", 0, 0);
  await offered("link_to", "ferry");
  await options("link_to").nth(1).click();
  assert.equal(await body(), "[Ferry \\[late\\] again](/2020/01/late)");

  for (const [typed, want] of [["https://example.org/a(b)", "[ferry](<https://example.org/a(b)>)"],
                               [`${site.url}/2020/01/late`, "[ferry](/2020/01/late)"],
                               ["www.example.org", "[ferry](https://www.example.org)"]]) {
    await openLink("ferry", 0, 5);
    await page.keyboard.insertText(typed);
    await page.keyboard.press("Enter");
    assert.equal(await body(), want);
  }
  await openLink("ferry", 0, 5);
  await offered("link_to", "ferry");
  await page.keyboard.press("Escape");
  assert.ok(await page.locator("#link_bar").isVisible(), "first the list closes, then the bar");
  await page.keyboard.press("Escape");
  assert.ok(!(await page.locator("#link_bar").isVisible()));
  assert.equal(await body(), "ferry");
});

test("names are offered one by one between commas, and what is not offered can be typed", async () => {
  await page.fill("#tags", "");
  assert.deepEqual(await offered("tags", "Boats, har"), ["Harbour"]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await page.inputValue("#tags"), "Boats, Harbour");
  await page.fill("#bylines", "");
  assert.deepEqual(await offered("bylines", "lund"), ["Zoë Lund"]);
  assert.equal(await page.getAttribute("#bylines", "aria-expanded"), "true");
  assert.equal(await page.locator("#picker").textContent(), "Suggestions: 1");
  await page.keyboard.press("Tab");
  assert.equal(await page.inputValue("#bylines"), "lund", "Tab leaves what was typed");
  assert.equal(await page.getAttribute("#bylines", "aria-expanded"), "false");
});

test("a source that was used before comes with its address", async () => {
  await page.fill("#headline", "Sources");
  await page.fill("#source_title_1", "Minutes of the council");
  await page.fill("#source_url_1", "https://council.example/minutes");
  await page.fill("#tags", "");
  await page.fill("#bylines", "");
  await page.click("#keep");
  await page.waitForURL(/story\/\d+$/);
  await page.goto("/admin/story/new");
  assert.deepEqual(await offered("source_title_1", "coun"), ["Minutes of the council https://council.example/minutes"]);
  await options("source_title_1").first().click();
  assert.equal(await page.inputValue("#source_title_1"), "Minutes of the council");
  assert.equal(await page.inputValue("#source_url_1"), "https://council.example/minutes");
  await page.locator("#source_title_2").waitFor();
  await offered("source_url_2", "council");
});

test("the list is for everybody", LOOKS, async () => {
  assert.ok(await options("source_url_2").first().isVisible());
  assert.deepEqual(await axe(page), []);
  await page.setViewportSize({ width: 360, height: 780 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});
