// The readers' own page beside the text, following it; and in one tab, not one a press.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { LOOKS, axeDayAndNight } from "./lib/browser.mjs";
import { deskPage, press } from "./lib/desk.mjs";
import { browser, site } from "./lib/desk_site.mjs";

let page;
before(async () => {
  page = await deskPage(browser, site, {}, { folded: true, viewport: { width: 1280, height: 720 } });
});

const BODY = Array.from({ length: 40 }, (_, i) => `Paragraph ${i} of the *story*.`).join("\n\n");
const show = (what, value) => page.click(`[data-beside=${what}][value=${value}]`);
/** Whether the frame says so by now, or soon. */
async function frameSays(text) {
  await page.frameLocator("#beside-frame").locator("main", { hasText: text }).waitFor();
}

test("it follows what is typed, keeps its place and leads nowhere", LOOKS, async () => {
  const asked = [];
  page.on("request", (r) => r.url().endsWith("/admin/preview") && asked.push(r));
  await page.goto("/admin/story/new");
  await page.evaluate(() => document.getElementById("story").addEventListener("formdata", () => (window.walked = true)));
  await page.fill("#headline", "Beside the text");
  await page.fill("#body", BODY);
  assert.equal(asked.length, 0, "nobody looks, nothing is asked");
  await show("view", "both");
  await frameSays("Paragraph 39 of the story");
  const frame = page.frameLocator("#beside-frame");
  assert.equal(await frame.locator("h1").innerText(), "Beside the text");
  assert.equal(await frame.locator(".body em").first().innerText(), "story");
  await frame.locator("text=Paragraph 30").scrollIntoViewIfNeeded();
  const place = () => frame.locator("html").evaluate((e) => e.ownerDocument.defaultView.scrollY);
  const before = await place();
  assert.ok(before > 0);
  const kept = await frame.locator("text=Paragraph 5 of").elementHandle();
  await page.locator("#body").focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n\nThe last words.");
  await frameSays("The last words.");
  assert.equal(await place(), before, "it stays where it was");
  assert.ok(await kept.evaluate((e) => e.isConnected), "only what differs is made again");
  assert.equal(await page.evaluate(() => document.activeElement.id), "body");
  assert.ok(!(await page.evaluate(() => window.walked)), "FormData takes longer with a long text than a key may");

  const sandbox = await page.getAttribute("#beside-frame", "sandbox");
  assert.doesNotMatch(sandbox, /scripts|forms|popups|navigation|modals/);
  await frame.locator(".name a").first().click();
  await page.waitForTimeout(200);
  assert.equal(new URL(page.url()).pathname, "/admin/story/new");
  assert.equal(await frame.locator("h1").innerText(), "Beside the text", "nor does the frame go anywhere");
  // The link that was pressed, and Playwright's own scripts in the frame, are refused aloud.
  const refused = /sandboxed frame whose 'allow-popups'|Blocked script execution in 'about:srcdoc'/;
  assert.deepEqual(page.troubles.filter((t) => !refused.test(t)), []);
});

test("at three widths, by day and by night, whatever the desk is like", LOOKS, async () => {
  const frame = page.frameLocator("#beside-frame");
  const look = () => frame.locator("body").evaluate((e) => [
    e.ownerDocument.defaultView.innerWidth, getComputedStyle(e).backgroundColor]);
  const papers = new Set();
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const [width, pixels] of [["phone", 390], ["tablet", 820], ["wide", 1280]]) {
      await show("width", width);
      for (const light of ["day", "night"]) {
        await show("light", light);
        const [wide, paper] = await look();
        assert.equal(wide, pixels);
        papers.add(`${light} ${paper}`);
      }
    }
  }
  assert.equal(papers.size, 2, [...papers].join());
  const room = await page.locator(".beside-room").boundingBox();
  const shown = await page.locator("#beside-frame").boundingBox();
  assert.ok(shown.width <= room.width + 1 && shown.height <= room.height + 1, "the frame fits its place");
  await page.emulateMedia({ colorScheme: null });
  assert.deepEqual(await axeDayAndNight(page), []);
});

test("where there is no room for both it is a switch, and the buttons stay in view", LOOKS, async () => {
  const both = page.locator("[data-beside=view][value=both]");
  await page.setViewportSize({ width: 1099, height: 720 });
  assert.ok(!(await both.isVisible()));
  assert.ok(!(await page.isVisible("#body")) && (await page.isVisible("#beside")));
  await page.setViewportSize({ width: 360, height: 780 });
  assert.ok(await page.isVisible("#publish"));
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
  await show("view", "text");
  assert.ok((await page.isVisible("#body")) && !(await page.isVisible("#beside")));
  await show("view", "preview");
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.reload();
  assert.ok(await page.isVisible("#beside"), "as it was left");
  await show("view", "text");
});

for (const javaScriptEnabled of [true, false])
  test(`the button opens one tab, ${javaScriptEnabled ? "with" : "without"} a script`, LOOKS, async () => {
    const desk = await deskPage(browser, site, {}, { javaScriptEnabled });
    await desk.goto("/admin/story/new");
    for (const headline of ["First", "Second", "Third"]) {
      await desk.fill("#headline", headline);
      const answer = desk.context().waitForEvent("response", (r) => r.url().endsWith("/admin/preview"));
      await press(desk, "Preview");
      await answer;
    }
    const tabs = desk.context().pages();
    assert.equal(tabs.length, 2);
    await tabs[1].locator("h1", { hasText: "Third" }).waitFor();
    await desk.context().close();
  });
