// guest.test.mjs: a guest suggests other words for one paragraph, without a script; and what a guest types and
// does not send stays in that browser alone, as long as the link holds.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { axeDayAndNight, launch, openPage } from "./lib/browser.mjs";
import { deskPage } from "./lib/desk.mjs";
import { visit } from "./lib/form.mjs";
import { startSite } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";

const XSS = '<script src=//x></script>"\'&amp;';
const BODY = "The harbour was quiet.\n\nNobody knew *why*.\n\n- a list\n- of two\n\n> A quotation.\n\nThe end.";

let site, editor, guest, where, id;
before(async () => {
  site = await startSite();
  editor = await site.signIn({ login: "ines", name: "Ines Okafor" });
  guest = site.session();
  ({ id } = await publishStory(site, { title: "Noted", slug: "noted", body: BODY }));
  where = `/admin/story/${id}`;
});
after(() => site.stop());

/** The address of a new link, as the desk shows it once. */
async function makeLink(name) {
  const page = await (await visit(editor, where)).press("Make the link", { link_name: name, link_days: "3" });
  const at = new URL(/id="link_made"[^>]*value="([^"]+)"/.exec(page.text)[1].replace(/&amp;/g, "&"));
  return at.pathname + at.search;
}
async function revoke(name) {
  const page = await visit(editor, where);
  const [, action] = new RegExp(`value="(link-revoke-\\d+)" aria-label="[^"]*${name}"`).exec(page.text);
  const done = await editor.post(where, { ...page.fields, action });
  assert.equal(done.status, 200, done.text);
}

describe("a guest picks a paragraph, without a script", () => {
  let link;
  const picks = (text) => [...text.matchAll(/passage=(p-\d+)#passage/g)].map(([, p]) => p);
  before(async () => (link = await makeLink("Dr. Kim")));

  test("each paragraph that stands by itself can be picked, and its own Markdown is what is typed over", async () => {
    const page = await visit(guest, link);
    assert.deepEqual(picks(page.text), ["p-1", "p-2", "p-3", "p-4"]);
    const picked = await visit(guest, `${link}&passage=p-2`);
    assert.match(picked.text, /id="passage"[\s\S]*?<textarea name="body"[^>]*>\nNobody knew \*why\*\.<\/textarea>/);
    assert.deepEqual(picks(picked.text), ["p-1", "p-3", "p-4"]);
    assert.doesNotMatch((await visit(guest, `${link}&passage=p-99"><script>`)).text, /id="passage"|p-99/);
  });

  /** What the form of a picked paragraph sends. */
  async function suggest(passage, words, more = {}) {
    const { text } = await visit(guest, `${link}&passage=${passage}`);
    const form = /<form[^>]*id="passage"[\s\S]*?<\/form>/.exec(text)[0];
    const fields = Object.fromEntries([...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, k, v]) => [k, v]));
    return guest.post("/story/preview", { ...fields, body: words, suggest_reason: "Because.", do: "suggest", ...more });
  }

  test("a suggestion for one paragraph is one change, and the rest of the text stays as it is", async () => {
    const done = await suggest("p-2", `Everybody knew *why*. ${XSS}`);
    assert.equal(done.status, 303, done.text);
    assert.match((await guest.get(done.headers.location)).text, /Thank you\. The editors look at what you suggest/);
    let page = await visit(editor, `${where}/suggestions`);
    assert.equal(page.text.match(/name="change_\d+" value="take"/g).length, 1);
    assert.match(page.text, /<del>Nobody[\s\S]*?<ins>Everybody/);
    assert.doesNotMatch(page.text, /<script src=\/\//);
    page = await page.press("Take all");
    const draft = await visit(editor, `${where}?text=draft`);
    assert.equal(draft.value("body"), BODY.replace("Nobody knew *why*.", `Everybody knew *why*. ${XSS}`));
  });

  test("it is put into the text that it was picked from, however that changed since", async () => {
    const page = await visit(guest, `${link}&passage=p-4`);
    const base = /id="passage"[\s\S]*?name="base" value="(\d+)"/.exec(page.text)[1];
    const draft = await visit(editor, `${where}?text=draft`);
    await draft.press(draft.buttons().find((b) => /^Save/.test(b)), { body: `First of all.\n\n${draft.value("body")}` });
    const done = await suggest("p-4", "The very end.", { base });
    assert.equal(done.status, 303, done.text);
    const shown = await visit(editor, `${where}/suggestions`);
    assert.match(shown.text, /The <ins>very <\/ins>end\./);
    assert.doesNotMatch(shown.text, /The text has changed here since/);
    await shown.press("Take all");
    assert.match((await visit(editor, `${where}?text=draft`)).value("body"), /^First of all\.[\s\S]*The very end\.$/);
  });

  test("what is not taken comes back below its paragraph as it was typed", async () => {
    const same = await suggest("p-1", "First of all.");
    assert.equal(same.status, 422);
    assert.match(same.text, /id="passage"[\s\S]*?No word differs[\s\S]*?First of all\.<\/textarea>[\s\S]*?Because\./);
    const gone = await suggest("p-1", "Typed.", { passage: "p-77" });
    assert.equal(gone.status, 404);
    assert.match(gone.text, /id="passage"[\s\S]*?Typed\.<\/textarea>/);
  });
});

describe("what a guest types and does not send", () => {
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser?.close());

  const entries = (page) => page.evaluate(() => Object.entries(localStorage).filter(([k]) => k.startsWith("dateline.guest.")));
  const isKept = (page, words) => page.waitForFunction((w) => Object.values(localStorage).some((v) => v.includes(w)), words);
  async function open(link, context) {
    const page = await openPage(context ?? await browser.newContext({ baseURL: site.url }));
    await page.goto(link);
    return page;
  }
  async function type(page, words) {
    await page.locator(".write summary", { hasText: "Note on this" }).first().click();
    await page.locator("[data-words=note-p-1] textarea").pressSequentially(words);
    await isKept(page, words);
  }

  test("comes back in that browser, and nothing of it stays when it was sent", async () => {
    const link = await makeLink("Sends"), token = link.slice(-43);
    let page = await open(link);
    const context = page.context();
    await type(page, "Is that so?");
    assert.ok(!JSON.stringify(await entries(page)).includes(token), "the link itself is not kept");
    await page.close();
    page = await open(link, context);
    assert.equal(await page.inputValue("[data-words=note-p-1] textarea"), "Is that so?");
    assert.match(await page.textContent("[data-words=note-p-1] [role=status]"), /is here again/);
    assert.deepEqual(await axeDayAndNight(page), []);
    await page.locator("[data-words=note-p-1]").getByRole("button", { name: "Add the note" }).click();
    await page.waitForURL(/#note-\d+$/);
    assert.deepEqual(await entries(page), []);
    await page.close();
    page = await open(link, context);
    assert.equal(await page.inputValue("[data-words=note-p-1] textarea"), "");
    assert.deepEqual(page.troubles, []);
    await context.close();
  });

  test("a paragraph that was picked is picked again, and its words are there", async () => {
    const link = await makeLink("Picks");
    let page = await open(link);
    const context = page.context();
    await page.locator("a.pick").first().click();
    await page.locator("#passage [name=body]").pressSequentially(" And more.");
    await isKept(page, "And more.");
    await page.close();
    page = await open(link, context);
    await page.waitForURL(/passage=p-1#passage$/);
    await page.waitForFunction(() => document.querySelector("#passage [name=body]").value.includes("And more."));
    await page.locator("#passage").getByRole("button", { name: "Suggest these changes" }).click();
    await page.waitForURL(/sent=suggestion/);
    assert.deepEqual(await entries(page), []);
    await context.close();
  });

  test("is forgotten when the guest says so, and when the link is revoked", async () => {
    const link = await makeLink("Forgets");
    let page = await open(link);
    const context = page.context();
    await type(page, "Never mind.");
    await page.close();
    page = await open(link, context);
    await page.getByRole("button", { name: "Forget it" }).click();
    assert.equal(await page.inputValue("[data-words=note-p-1] textarea"), "");
    assert.deepEqual(await entries(page), []);
    await page.locator("[data-words=note-p-1] textarea").pressSequentially("Secret.");
    await isKept(page, "Secret.");
    await page.close();
    await revoke("Forgets");
    page = await open(link, context);
    assert.match(await page.textContent("main"), /no longer holds/);
    assert.deepEqual(await entries(page), []);
    await context.close();
  });

  test("forgotten words leave the text that is there now, and not what they began from", async () => {
    const link = await makeLink("Returns");
    let page = await open(`${link}&passage=p-1`);
    const context = page.context();
    await page.locator("#passage [name=body]").pressSequentially(" Typed.");
    await isKept(page, "Typed.");
    await page.close();
    const draft = await visit(editor, `${where}?text=draft`);
    await draft.press(draft.buttons().find((b) => /^Save/.test(b)), { body: `A new beginning.\n\n${draft.value("body")}` });
    page = await open(link, context);
    await page.waitForURL(/passage=p-1#passage$/);
    await page.locator("#passage").getByRole("button", { name: "Forget it" }).click();
    assert.equal(await page.inputValue("#passage [name=body]"), "A new beginning.");
    await page.locator("#passage [name=body]").fill("A new end.");
    await page.locator("#passage").getByRole("button", { name: "Suggest these changes" }).click();
    await page.waitForURL(/sent=suggestion/);
    const shown = (await visit(editor, `${where}/suggestions`)).text;
    assert.match(shown, /A new <del>beginning\.<\/del><ins>end\.<\/ins>/);
    assert.doesNotMatch(shown, /The text has changed here since/);
    await context.close();
  });

  test("a colleague's note that was not sent is here again, too, until its writer signs out", async () => {
    let page = await deskPage(browser, site, { login: "ines", name: "Ines Okafor" });
    await page.goto(`${where}/notes`);
    await type(page, "Ask the harbour master.");
    const context = page.context();
    await page.close();
    page = await openPage(context);
    await page.goto(`${where}/notes`);
    assert.equal(await page.inputValue("[data-words=note-p-1] textarea"), "Ask the harbour master.");
    await page.goto("/admin/");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL(/login/);
    assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((k) => k.startsWith("dateline.keep.")).length), 0);
    await context.close();
  });
});
