// axe.test.mjs: every kind of reader's page is open to everybody, by axe-core in real Chromium: by day
// and by night, on a phone and on a desk. (The editors' pages: admin-pages.test.mjs.)
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axeDayAndNight, launch, openPage } from "./lib/browser.mjs";
import { readersPages } from "./lib/pages.mjs";
import { startSite } from "./lib/site.mjs";

let site, browser, pages;
before(async () => {
  site = await startSite({ demo: true });
  pages = await readersPages(site);
  browser = await launch();
});
after(async () => {
  await browser.close();
  await site.stop();
});

for (const width of [360, 1280])
  test(`axe finds nothing at ${width} pixels, by day and by night`, async () => {
    const context = await browser.newContext({ baseURL: site.url, viewport: { width, height: 800 } });
    const page = await openPage(context);
    for (const [kind, where] of Object.entries(pages)) {
      if (kind === "bad address") continue;
      await page.goto(where);
      assert.deepEqual(await axeDayAndNight(page), [], `${kind} ${where}`);
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `${kind} ${where} is ${over} pixels too wide`);
    }
    const troubles = page.troubles.filter((t) => !/status of (404|410|400)/.test(t));
    assert.deepEqual(troubles, []);
    await context.close();
  });

test("the story page can be read by keyboard alone", async () => {
  const context = await browser.newContext({ baseURL: site.url });
  const page = await openPage(context);
  await page.goto(pages.news);
  await page.keyboard.press("Tab");
  const skip = await page.evaluate(() => document.activeElement.getAttribute("href"));
  assert.equal(skip, "#main");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => location.hash), "#main");
  await context.close();
});
