// order.test.mjs: takeaways and sources are ordered, removed and brought back, in Chromium: by keys, by
// buttons and by dragging. Without a script they are plain fields (tests/web/nojs.test.mjs).
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { LOOKS, axe } from "./lib/browser.mjs";
import { deskPage, saved } from "./lib/desk.mjs";
import { browser, site } from "./lib/desk_site.mjs";

let page;
before(async () => {
  page = await deskPage(browser, site, {}, { viewport: { width: 1280, height: 900 } });
  await page.goto("/admin/story/new");
  await page.locator("#takeaway_order").waitFor();
  await page.locator("#sources .row-tools").first().waitFor({ state: "attached" });
});

const takeaways = () => page.inputValue("#takeaways");
const told = (list) => page.locator(`${list} [role=status]`).textContent();
const focused = () => page.evaluate(() => document.activeElement.id ||
  document.activeElement.title);
const sources = () => page.evaluate(() => {
  const of = (name) => [...document.querySelectorAll(`[name=${name}]`)].map((e) => e.value);
  const urls = of("source_url");
  return of("source_title").map((title, i) => [title, urls[i]].join(" ")).filter((s) => s.trim()).join(", ");
});

/** The caret before the nth line of the takeaways. */
const caretAt = (n) => page.evaluate((line) => {
  const area = document.getElementById("takeaways");
  const at = area.value.split("\n").slice(0, line).join("\n").length + (line ? 1 : 0);
  area.focus();
  area.setSelectionRange(at + 1, at + 1);
}, n);

/** Drags a grip to the upper or lower edge of another row. */
async function drag(grip, row, edge) {
  await grip.scrollIntoViewIfNeeded();
  const from = await grip.boundingBox(), to = await row.boundingBox();
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2, to.y + (edge === "top" ? 1 : to.height - 1), { steps: 3 });
  assert.equal(await page.locator(".drop-line").count(), 1);
}

test("takeaways move by keys, buttons and dragging, each one step of undo, and stay lines of one field", async () => {
  await page.fill("#takeaways", "One.\nTwo.\nThree.");
  await caretAt(2);
  await page.keyboard.press("Alt+ArrowUp");
  assert.equal(await takeaways(), "One.\nThree.\nTwo.");
  assert.equal(await told("#takeaway_order"), "Now at place 2 of 3.");
  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("Alt+ArrowUp");
  assert.equal(await takeaways(), "Three.\nOne.\nTwo.", "nowhere above the first");
  await page.keyboard.type("!");
  assert.equal(await takeaways(), "T!hree.\nOne.\nTwo.", "the caret went along");
  for (let i = 0; i < 3; i++) await page.keyboard.press("Control+z");
  assert.equal(await takeaways(), "One.\nTwo.\nThree.");

  await caretAt(0);
  await page.click("#takeaway_order [value=down]");
  assert.equal(await takeaways(), "Two.\nOne.\nThree.");
  await page.click("#takeaway_order [value=remove]");
  assert.equal(await takeaways(), "Two.\nThree.");
  assert.equal(await told("#takeaway_order"), "Removed.");
  await page.getByRole("button", { name: "Bring it back" }).first().click();
  assert.equal(await takeaways(), "Two.\nOne.\nThree.");
  await caretAt(2);
  await page.click("#takeaway_order [value=remove]");
  assert.equal(await takeaways(), "Two.\nOne.");
  await page.getByRole("button", { name: "Bring it back" }).first().click();
  assert.equal(await takeaways(), "Two.\nOne.\nThree.");

  const grips = page.locator(".grips .grip");
  await page.waitForFunction(() => document.querySelectorAll(".grips .grip").length === 3);
  await drag(grips.nth(2), grips.nth(0), "top");
  await page.mouse.up();
  assert.equal(await takeaways(), "Three.\nTwo.\nOne.");
  await page.waitForFunction(() => document.querySelectorAll(".grips .grip").length === 3);
  await drag(grips.nth(0), grips.nth(2), "bottom");
  await page.keyboard.press("Escape");
  await page.mouse.up();
  assert.equal(await takeaways(), "Three.\nTwo.\nOne.", "Escape gives up");
});

test("sources move with their address, are removed and come back, and are saved in their order", async () => {
  const names = ["Minutes", "Budget", "Map"];
  for (const [i, name] of names.entries()) {
    await page.locator(`#source_title_${i + 1}`).waitFor();
    await page.fill(`#source_title_${i + 1}`, name);
    await page.fill(`#source_url_${i + 1}`, `https://${name.toLowerCase()}.example/`);
  }
  const now = async (...want) =>
    assert.equal(await sources(), want.map((n) => `${n} https://${n.toLowerCase()}.example/`).join(", "));
  await page.focus("#source_url_3");
  await page.keyboard.press("Alt+ArrowUp");
  await now("Minutes", "Map", "Budget");
  assert.equal(await focused(), "source_url_2", "the focus goes along");
  assert.equal(await told("#sources"), "Now at place 2 of 3.");
  await page.getByRole("button", { name: "Move down: Minutes" }).click();
  await now("Map", "Minutes", "Budget");
  assert.equal(await focused(), "Move down: Minutes");
  await page.getByRole("button", { name: "Remove: Map" }).click();
  await now("Minutes", "Budget");
  assert.equal(await focused(), "source_title_1");
  await page.locator("#sources").getByRole("button", { name: "Bring it back" }).click();
  await now("Map", "Minutes", "Budget");
  const rows = page.locator("#sources .source");
  await drag(rows.nth(0).locator(".grip"), rows.nth(2), "bottom");
  await page.mouse.up();
  await now("Minutes", "Budget", "Map");
  assert.ok(!(await rows.nth(3).locator(".row-tools").isVisible()), "a blank row has nothing to move");

  // All blank rows are used up: more come, with buttons of their own.
  for (let i = 4; i <= 6; i++) {
    await page.locator(`#source_title_${i}`).waitFor();
    await page.fill(`#source_title_${i}`, `More ${i}`);
  }
  await page.fill("#headline", "Ordered");
  await page.click("#keep");
  await saved(page);
  await page.getByRole("button", { name: "Move up: Budget" }).click();
  await page.click("#keep");
  await saved(page);
  await page.reload();
  assert.match(await sources(), /^Budget \S+, Minutes \S+, Map \S+, More 4 , More 5 , More 6 $/);
  assert.equal(await takeaways(), "Three.\nTwo.\nOne.");
});

test("what orders them is for everybody", LOOKS, async () => {
  await page.locator("#sources .row-tools").first().waitFor();
  const tools = page.locator("#sources .row-tools").first();
  await page.focus("#source_url_1");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Move up: Budget");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(), "Remove: Budget");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "source_title_2", "one Tab stop a row");
  assert.ok(await tools.isVisible());
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 780 });
    assert.deepEqual(await axe(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width}`);
  }
});
