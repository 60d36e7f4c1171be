// suggested-copies.test.mjs: what somebody types as a suggestion and has not sent: kept on the server and in
// the browser, offered again, gone when it was sent.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { deskPage, publishStory, said } from "./lib/desk.mjs";
import { browser, site } from "./lib/desk_site.mjs";
import { until } from "./lib/site.mjs";

const ines = { login: "ines", name: "Ines Okafor", role: "editor" };
const tomas = { login: "tomas", name: "Tomas Reyle", role: "editor" };
let where;

before(async () => {
  const page = await deskPage(browser, site, ines);
  where = `${await publishStory(page, "The bridge")}/suggestions`;
  await page.context().close();
});

/** A page with the form open, and words at the end of its text. */
async function suggesting(words, options) {
  const page = await deskPage(browser, site, tomas, options);
  await page.goto(where);
  await page.click("summary:has-text('Suggest changes')");
  await page.focus("#own_body");
  await page.keyboard.press("Control+End");
  await page.keyboard.type(words);
  return page;
}
const kept = (page) => page.waitForFunction(
  () => /^Kept for you/.test(document.getElementById("save_state").textContent));
const here = (page) => page.evaluate(() => Object.keys(localStorage).filter((k) => k.startsWith("dateline.keep.")));

test("what is typed as a suggestion is kept, and another device of the same person goes on with it", async () => {
  const page = await suggesting(" It is closed.");
  await kept(page);
  await page.context().close();
  for (const javaScriptEnabled of [true, false]) {
    const device = await deskPage(browser, site, tomas, { javaScriptEnabled });
    await device.goto(where);
    assert.match(await device.textContent("[data-copy]"), /You typed something here that is not saved yet/);
    await device.click("[data-copy] a");
    assert.match(await said(device), /This is what you typed and had not saved/);
    assert.ok(await device.isVisible("#own_body"), "the form is open");
    assert.equal(await device.inputValue("#own_body"), "One.\n\nTwo. It is closed.");
    await device.context().close();
  }
  const story = await deskPage(browser, site, tomas, { javaScriptEnabled: false });
  await story.goto(where.replace("/suggestions", ""));
  assert.equal(await story.locator("[data-copy]").count(), 0, "the story's own form is another");
  const other = await deskPage(browser, site, ines);
  await other.goto(where);
  assert.equal(await other.locator("[data-copy]").count(), 0, "nobody else has it");
  assert.doesNotMatch(await other.content(), /It is closed/);
  await story.goto(where);
  await story.click("[data-copy] button");
  assert.equal(new URL(story.url()).pathname, where);
  assert.equal(await story.locator("[data-copy]").count(), 0);
  for (const p of [story, other]) await p.context().close();
});

test("sending it ends what was kept, here and on the server", async () => {
  const page = await suggesting(" Sent.");
  await kept(page);
  await page.waitForFunction(() => Object.keys(localStorage).some((k) => k.startsWith("dateline.keep.")));
  await page.click("button[value=suggest]");
  assert.match(await said(page), /Kept as a suggestion/);
  assert.deepEqual(await here(page), []);
  assert.equal(await page.locator("[data-copy]").count(), 0);
  await page.goto(where);
  assert.equal(await page.locator(".restore").count(), 0);
  await page.context().close();
});

test("a server that is away costs no letter of a suggestion, and it is sent when it can be", async () => {
  const page = await suggesting("");
  await page.context().setOffline(true);
  await page.keyboard.type(" Typed without a network.");
  await page.waitForFunction(() => /cannot be reached/.test(document.getElementById("save_state").textContent));
  await page.waitForFunction(() => Object.values(localStorage).some((v) => v.includes("without a network")));
  // A new tab of the same browser has it at once, though the first never was answered.
  await page.context().setOffline(false);
  const context = page.context();
  await page.close({ runBeforeUnload: false });
  const again = await context.newPage();
  await again.goto(where);
  await again.click(".restore button:has-text('Restore it')");
  await again.locator("#own_body").waitFor(); // the form is open
  assert.match(await again.inputValue("#own_body"), /without a network\.$/);
  await context.close();
});

test("whoever was signed out finds the words of a suggestion again after signing in", async () => {
  const page = await suggesting(" Before the session ended.");
  await kept(page);
  const token = await page.inputValue("#suggesting [name=copy]");
  await page.context().clearCookies();
  await page.keyboard.type(" And after.");
  await page.waitForFunction(() => /You are signed out/.test(document.getElementById("save_state").textContent));
  const back = await site.signIn(tomas);
  await page.context().addCookies(back.browserCookies());
  await until(async () => (await back.get(`${where}?copy=${token}`)).text.includes("And after."), "it is kept again");
  await page.context().close();
});

test("only who may note on a story keeps a suggestion for it, and nobody reads somebody else's", async () => {
  const rosa = await site.signIn({ login: "rosa", role: "author", name: "Rosa Okello" });
  const his = await site.signIn(tomas);
  const story_id = where.match(/\d+/)[0];
  const fields = { copy: "a-token-of-his-own", story_id, suggests: "1", base: "1", headline: "Mine", body: "Secret" };
  assert.equal((await rosa.post("/admin/copy", { ...fields, copy: "hers-hers", csrf: await rosa.csrf() })).status, 422);
  assert.equal((await his.post("/admin/copy", { ...fields, csrf: await his.csrf() })).status, 200);
  const ours = await site.signIn(ines);
  assert.doesNotMatch((await ours.get(`${where}?copy=${fields.copy}`)).text, /Secret/);
  assert.doesNotMatch((await his.get(`${where.replace("/suggestions", "")}?copy=${fields.copy}`)).text, /Secret/);
  assert.match((await his.get(`${where}?copy=${fields.copy}`)).text, /Secret/);
  const gone = await his.post("/admin/copy", { csrf: await his.csrf(), copy: fields.copy, story_id, suggests: "1", do: "discard" });
  assert.equal(gone.headers.location, where);
  assert.doesNotMatch((await his.get(`${where}?copy=${fields.copy}`)).text, /Secret/);
});
