// The editors' pages are valid, open to everybody, and fit a phone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { LOOKS, axeDayAndNight, launch } from "./lib/browser.mjs";
import { deskPage, press, publishStory } from "./lib/desk.mjs";
import { startSite } from "./lib/site.mjs";
import { checkHtml } from "./lib/vnu.mjs";

let site, browser, story, pages;
before(async () => {
  site = await startSite();
  browser = await launch();
  const page = await deskPage(browser, site);
  story = await publishStory(page, "A story that is live");
  await page.fill("#body", "Three.");
  await press(page, "Publish minor fix");
  pages = ["/admin/", "/admin/?q=nothing", "/admin/story/new", "/admin/story/new?kind=review",
           story, `${story}/history`, "/admin/account", "/admin/link?token=used"];
});
after(async () => {
  await browser.close();
  await site.stop();
});

test("axe finds nothing on any page, by day and by night", LOOKS, async () => {
  const page = await deskPage(browser, site);
  for (const where of pages) {
    await page.goto(where);
    assert.deepEqual(await axeDayAndNight(page), [], where);
  }
  await page.goto(story);
  await page.check("[name=edit][value=update]");
  await press(page, "Publish update");
  assert.deepEqual(await axeDayAndNight(page), [], "a form with problems");
  await page.context().clearCookies();
  await page.goto("/admin/login");
  assert.deepEqual(await axeDayAndNight(page), [], "sign in");
});

test("no page is wider than a small phone, and what is to be touched is large enough", async () => {
  const page = await deskPage(browser, site, {}, { viewport: { width: 360, height: 740 } });
  for (const where of pages) {
    await page.goto(where);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 360, `${where}: ${wide}`);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, .button, select, input:not([type=hidden])")]
        .filter((e) => e.checkVisibility() && !["radio", "checkbox", "file"].includes(e.type))
        .filter((e) => e.getBoundingClientRect().height < 36)
        .map((e) => e.outerHTML.slice(0, 80)));
    assert.deepEqual(small, [], where);
  }
});

test("every page is valid HTML, without a script, style or handler inside", async () => {
  const session = await site.signIn();
  const documents = [];
  for (const where of pages) {
    const res = await session.get(where);
    assert.equal(res.headers["cache-control"], "no-store", where);
    assert.doesNotMatch(res.text, /<style|<script(?! src=)| style="| on[a-z]+="/, where);
    documents.push({ name: where, text: res.text });
  }
  const login = await site.get("/admin/login");
  documents.push({ name: "/admin/login", text: login.text });
  for (const [name, troubles] of Object.entries(await checkHtml(documents)))
    assert.deepEqual(troubles, [], name);
});

test("the desk filters by state and headline and says so when nothing fits", async () => {
  const page = await deskPage(browser, site);
  await page.goto("/admin/?state=live&q=LIVE");
  assert.equal(await page.locator("tbody tr").count(), 1);
  await page.goto("/admin/?state=draft&q=live");
  assert.match(await page.textContent(".empty"), /No story matches/);
});

test("the desk pages through many stories, each once", async () => {
  const session = await site.signIn();
  const csrf = await session.csrf();
  for (let i = 0; i < 55; i++) {
    const res = await session.post("/admin/story/new", { csrf, headline: `Many ${i}`, action: "keep" });
    assert.equal(res.status, 303, res.text);
  }
  const page = await deskPage(browser, site);
  const seen = new Set();
  await page.goto("/admin/?q=Many");
  for (;;) {
    for (const text of await page.locator("th.headline").allTextContents()) {
      assert.ok(!seen.has(text), text);
      seen.add(text);
    }
    const next = page.locator("a[rel=next]");
    if (!(await next.count())) break;
    await next.click();
  }
  assert.equal(seen.size, 55);
});
