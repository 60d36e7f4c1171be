// What a form shows is what it does, also when the story has changed since it was opened.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./lib/browser.mjs";
import { chooseWhen, deskPage, press, primaryWords } from "./lib/desk.mjs";
import { visit } from "./lib/form.mjs";
import { startSite } from "./lib/site.mjs";

let site, ines, tomas;
before(async () => {
  site = await startSite();
  ines = await site.signIn({ login: "ines", name: "Ines" });
  tomas = await site.signIn({ login: "tomas", name: "Tomas" });
});
after(() => site.stop());

const TOMORROW = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);

async function draft(session, headline, body = "One.\n\nTwo.") {
  const page = await visit(session, "/admin/story/new");
  return page.press("Save draft", { headline, body, section: "news" });
}

/** A new story that readers see. → its address at the desk */
async function live(session, headline, body) {
  const page = await (await draft(session, headline, body)).press("Publish now");
  assert.match(page.said, /Published/);
  return page.where.replace(/\?.*/, "");
}

async function reads(where) {
  const page = await visit(ines, where);
  return (await site.get(page.text.match(/\/\d{4}\/\d\d\/[a-z0-9-]+/)[0])).text;
}

test("a tick is for the words that were shown, not for those that came in since", async () => {
  const where = await live(ines, "Ticked");
  let theirs = await visit(tomas, where);
  theirs = await theirs.press("Save as draft", { body: "One.\n\nTwo.\n\nFirst by Tomas." });
  let mine = await visit(ines, `${where}?text=draft`);
  theirs = await visit(tomas, `${where}?text=draft`);
  await theirs.press("Save draft", { body: "One.\n\nTwo.\n\nFirst by Tomas.\n\nSecond by Tomas." });
  mine = await mine.press("Publish the draft as a minor fix", { others_read: "1" });
  assert.equal(mine.status, 409);
  assert.match(mine.value("body"), /Second by Tomas/);
  assert.equal(mine.fields.others_read, undefined, "nobody has read the second yet");
  mine = await mine.press("Publish the draft as a minor fix");
  assert.equal(mine.status, 422);
  assert.doesNotMatch(await reads(where), /by Tomas/);
});

test("the difference beside the tick is that of the text which would go out", async () => {
  const where = await live(ines, "Shown");
  await (await visit(tomas, where)).press("Save as draft", { body: "One.\n\nA claim by Tomas." });
  await (await visit(tomas, `${where}?text=draft`)).press("Discard the draft");
  let mine = await visit(ines, `${where}?text=live&revision=2`);
  assert.match(mine.value("body"), /A claim by Tomas/);
  mine = await mine.press("Publish minor fix");
  assert.equal(mine.status, 422);
  assert.match(mine.text, /<ins>[^<]*claim by Tomas/);
});

test("words of a text that was taken off the schedule need a tick still", async () => {
  const where = await live(ines, "Off");
  let theirs = await visit(tomas, where);
  const staged = { body: "One.\n\nA claim by Tomas", when_at: TOMORROW };
  theirs = await theirs.show(staged);
  theirs = await theirs.press(theirs.buttons().find((b) => /^Stage minor fix/.test(b)));
  let mine = await visit(ines, `${where}?text=waiting`);
  theirs = await visit(tomas, `${where}?text=waiting`);
  await theirs.press(theirs.buttons().find((b) => /schedule|waits/i.test(b) && /off/i.test(b)));
  mine = await mine.press(mine.buttons().find((b) => /^Change what waits/.test(b)),
                          { body: "One.\n\nA claim by Tomas." });
  assert.equal(mine.status, 409);
  mine = await mine.show({ when_at: "" });
  mine = await mine.press("Publish minor fix");
  assert.equal(mine.status, 422, mine.said);
  assert.match(mine.said, /somebody else/);
  assert.doesNotMatch(await reads(where), /by Tomas/);
});

test("words that were brought back need a tick after a meeting too", async () => {
  const where = await live(ines, "Back");
  await (await visit(tomas, where)).press("Save as draft", { body: "One.\n\nA claim by Tomas." });
  await (await visit(tomas, `${where}?text=draft`)).press("Discard the draft");
  let mine = await visit(ines, `${where}?text=live&revision=2`);
  for (const body of ["One, fixed.\n\nTwo.", "One, and fixed.\n\nTwo."]) {
    await (await visit(tomas, where)).press("Publish minor fix", { body });
    mine = await mine.press("Publish minor fix", { others_read: "1" });
    assert.equal(mine.status, 409);
  }
  mine = await mine.press("Publish minor fix");
  assert.equal(mine.status, 422, mine.said);
  assert.doesNotMatch(await reads(where), /by Tomas/);
});

test("an address that somebody else gave the story is not undone", async () => {
  const where = await live(ines, "Moved");
  const opened = await visit(tomas, where);
  await (await visit(ines, where)).press("Publish minor fix", { slug: "moved-on" });
  const done = await opened.press("Publish minor fix", { body: "One, fixed." });
  assert.match(done.said, /minor fix/);
  assert.equal((await visit(ines, where)).value("slug"), "moved-on");
});

test("a draft beside a scheduled story does not undo a fix that readers saw", async () => {
  let page = await draft(ines, "Beside", "One.\n\nTwo.\n\nThree.");
  page = await page.show({ when_at: TOMORROW });
  page = await page.press(page.buttons().find((b) => /^Schedule for/.test(b)));
  const where = page.where.replace(/\?.*/, "");
  page = await page.press("Save as a draft beside it", { body: "One.\n\nTwo.\n\nThree by Ines." });
  page = await (await visit(ines, `${where}?text=waiting`)).show({ when_at: "" });
  await page.press("Publish now");
  page = await visit(ines, `${where}?text=live`);
  await page.press("Publish minor fix", { body: "One, fixed.\n\nTwo.\n\nThree." });
  page = await visit(ines, `${where}?text=draft`);
  assert.equal(page.value("body"), "One, fixed.\n\nTwo.\n\nThree by Ines.");
});

test("a draft beside a scheduled story takes in what has changed in what goes out", async () => {
  let page = await draft(ines, "Beside what waits", "One.\n\nTwo.\n\nThree.");
  page = await page.show({ when_at: TOMORROW });
  page = await page.press(page.buttons().find((b) => /^Schedule for/.test(b)));
  const where = page.where.replace(/\?.*/, "");
  await page.press("Save as a draft beside it", { body: "One.\n\nTwo.\n\nThree by Ines." });
  page = await visit(ines, `${where}?text=waiting`);
  await page.press(page.buttons().find((b) => /^Change what goes out/.test(b)),
                   { body: "One, fixed.\n\nTwo.\n\nThree." });
  page = await visit(ines, `${where}?text=draft`);
  assert.equal(page.value("body"), "One, fixed.\n\nTwo.\n\nThree by Ines.");
  assert.match(page.text, /The story has changed since this draft was saved/);
  await page.press("Save draft");
  page = await visit(ines, `${where}?text=draft`);
  assert.doesNotMatch(page.text, /The story has changed since this draft was saved/);
  assert.equal(page.value("body"), "One, fixed.\n\nTwo.\n\nThree by Ines.");
});

test("a text that the form saved before the last one is not said to be saved", async () => {
  const form = await visit(ines, "/admin/story/new");
  await form.press("Save draft", { headline: "Back", body: "A" });
  await form.press("Save draft", { headline: "Back", body: "B" });
  const page = await form.press("Save draft", { headline: "Back", body: "A" });
  assert.equal(page.value("body"), "A");
  assert.match(page.said, /Nothing is saved yet/);
  assert.equal((await page.press("Save draft")).value("body"), "A");
});

test("going back to a new story's form and publishing other words keeps them", async () => {
  const form = await visit(ines, "/admin/story/new");
  const typed = { headline: "Gone back", body: "A", section: "news" };
  await form.press("Publish now", typed);
  for (const [button, status] of [["Publish now", 409], ["Save draft", 409]]) {
    const page = await form.press(button, { ...typed, body: "A and B" });
    assert.equal(page.status, status, button);
    assert.equal(page.value("body"), "A and B");
  }
});

test("a form that names revisions there are not comes back with its text", async () => {
  const form = await visit(ines, await live(ines, "Forged"));
  const fresh = await visit(ines, "/admin/story/new");
  for (const base of ["0", "-1", "7", "2147483647", "x"]) {
    const page = await form.press("Publish minor fix", { base, live: base, body: "Typed" });
    assert.equal(page.status, 409, base);
    assert.equal(page.value("body"), "Typed", base);
  }
  for (const base of ["7", "2147483647"]) {
    const page = await fresh.press("Save draft", { base, headline: "Forged", body: "Typed" });
    assert.ok(page.status >= 400 && page.status < 500, `${base}: ${page.status}`);
    assert.equal(page.value("body"), "Typed", base);
  }
});

test("what this browser kept does not change what the button promises", async () => {
  const browser = await launch();
  try {
    const page = await deskPage(browser, site, { login: "ines", name: "Ines" });
    const where = (await draft(ines, "Promise")).where.replace(/\?.*/, "");
    await page.goto(where);
    await chooseWhen(page, TOMORROW, /^Schedule for/);
    await page.locator("#publish").click();
    await page.goto(where);
    await page.fill("#when_at", "");
    await page.locator("#publish", { hasText: /^Publish now/ }).waitFor();
    await page.waitForFunction(() => Object.keys(localStorage).some((k) => k.includes("keep")));
    await page.goto("/admin/");
    await page.goto(where);
    await page.route("**/admin/story/*", (route) =>
      /name="action"\r\n\r\nline/.test(route.request().postData() ?? "") ? route.abort()
        : route.continue());
    await press(page, "Restore it");
    assert.match(await primaryWords(page), /^Change what goes out/);
    await page.locator("#publish").click();
    await page.locator("main").waitFor();
    assert.match((await visit(ines, where)).text, /Scheduled/);
    assert.equal((await visit(ines, where)).value("live"), "0");
  } finally {
    await browser.close();
  }
});
