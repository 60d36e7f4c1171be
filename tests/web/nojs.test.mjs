// nojs.test.mjs: from the sign-in link to the corrected story, with JavaScript switched off.
import assert from "node:assert/strict";
import { test } from "node:test";

import { openPage } from "./lib/browser.mjs";
import { press, said, unfold } from "./lib/desk.mjs";
import { browser, site } from "./lib/desk_site.mjs";

test("an editor signs in, writes, publishes, updates and corrects without JavaScript", async () => {
  await site.dateline("user", "add", site.folder, "plain", "--name", "Plain", "--role", "editor");
  const { stdout } = await site.dateline("user", "link", site.folder, "plain");
  const context = await browser.newContext({ baseURL: site.url, javaScriptEnabled: false });
  const page = await openPage(context);
  await unfold(page);
  await page.goto(stdout.trim());
  await press(page, "Sign in as Plain");
  assert.equal(new URL(page.url()).pathname, "/admin/");

  await page.goto("/admin/story/new");
  await page.fill("#headline", "Written without a script");
  await page.fill("#body", "It was three.\n\nA second paragraph,\nin two lines.");
  await page.selectOption("#section", { index: 1 });
  await press(page, "Save draft");
  assert.match(page.url(), /\/admin\/story\/\d+/);
  const desk = new URL(page.url()).pathname;
  assert.equal(await page.inputValue("#body"),
               "It was three.\n\nA second paragraph,\nin two lines.");

  await press(page, "Publish now");
  assert.match(await said(page), /Readers see it now/);
  const where = await page.getByRole("link", { name: "See it in the paper" }).getAttribute("href");
  await page.goto(where);
  assert.match(await page.textContent("h1"), /Written without a script/);
  assert.match(await page.textContent("main"), /Published:/);

  await page.goto(desk);
  await page.fill("#body", "It was four.\n\nA second paragraph,\nin two lines.");
  await page.check("[name=edit][value=correction]");
  await page.fill("[name=wrong]", "It was three.");
  await page.fill("[name=right]", "It was four.");
  await press(page, "Publish correction");
  await page.goto(where);
  const text = await page.textContent("main");
  assert.match(text, /Updated:/);
  assert.match(text, /It was three\./);
  await page.goto("/corrections");
  assert.match(await page.textContent("main"), /It was four\./);
  await context.close();
});
