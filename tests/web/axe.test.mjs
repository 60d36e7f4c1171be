// axe.test.mjs: every kind of reader's page is open to everybody, by axe-core in real Chromium: by day
// and by night, on a phone and on a desk. (The editors' pages: admin-pages.test.mjs.)
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { brokenWords, launch, openPage, troublesAt } from "./lib/browser.mjs";
import { readersPages } from "./lib/pages.mjs";
import { startSite } from "./lib/site.mjs";
import { postStory } from "./lib/story.mjs";

const LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikantenverband tagt";
let site, browser, pages;
before(async () => {
  site = await startSite({ demo: true });
  pages = await readersPages(site);
  // At the desk, too: a word as long as a line of a phone, in a list and in a table.
  await postStory(site, { title: LONG, slug: "long", section: "city" });
  browser = await launch();
});
after(async () => {
  await browser.close();
  await site.stop();
});

test("axe finds nothing on a phone and on a desk, by day and by night", async () => {
  const context = await browser.newContext({ baseURL: site.url });
  const page = await openPage(context);
  for (const [kind, where] of Object.entries(pages)) {
    if (kind === "bad address") continue;
    await page.goto(where);
    assert.deepEqual(await troublesAt(page, [360, 1280]), [], `${kind} ${where}`);
  }
  const troubles = page.troubles.filter((t) => !/status of (404|410|400)/.test(t));
  assert.deepEqual(troubles, []);
  await context.close();
});

/** Names of pages, with what of them stands beyond the right edge, at each of the widths, but for rows that scroll. */
async function tooWide(one, widths) {
  const context = await one.newContext({ baseURL: site.url });
  await context.addCookies((await site.signIn({ login: "ada", role: "admin", name: "Ada" })).browserCookies());
  const page = await openPage(context);
  const found = [];
  const desk = Object.fromEntries(["", "story/new", "story/1", "story/1/history", "story/1/suggestions", "reports",
    "account", "account/passkeys", "assignments", "assignment/new", "calendar", "calendar?view=day", "media", "media/1",
    "front", "prices", "ai", "trust", "people", "person/1", "settings", "logo", "import", "status", "audit", "sections",
    "section/city", "bylines", "style", "redirects", "find?q=a"].map((name) => [`desk ${name}`, `/admin/${name}`]));
  for (const [kind, where] of Object.entries({ ...pages, ...desk, search: "/search?q=harbour" })) {
    if (kind === "bad address") continue;
    await page.goto(where);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      const over = await page.evaluate(() =>
        [...document.querySelectorAll("header *, main *, footer *")]
          .filter((e) => e.checkVisibility() && !e.closest(".sr, .skip, .unseen, pre, .scroll, .nav li") &&
                  e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
          .map((e) => e.outerHTML.slice(0, 80)));
      if (over.length) found.push(`${kind} at ${width}: ${over[0]}`);
      const broken = width > 1000 ? await brokenWords(page) : [];
      if (broken.length) found.push(`${kind} at ${width}: “${broken[0]}” is broken`);
    }
  }
  await context.close();
  return found;
}

test("nothing leaves a page, nor at 200 % and at 400 % zoom", async () => {
  assert.deepEqual(await tooWide(browser, [1280, 1280 / 2, 1280 / 4]), []);
});

test("nothing leaves a page for somebody who has set letters twice as large", async () => {
  const large = await launch(["--blink-settings=defaultFontSize=32"]);
  try {
    assert.deepEqual(await tooWide(large, [1280]), []);
  } finally {
    await large.close();
  }
});

test("the story page can be read by keyboard alone", async () => {
  const context = await browser.newContext({ baseURL: site.url });
  const page = await openPage(context);
  await page.goto(pages.news);
  await page.keyboard.press("Tab");
  const skip = await page.evaluate(() => document.activeElement.getAttribute("href"));
  assert.equal(skip, "#main");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash === "#main");
  await context.close();
});
