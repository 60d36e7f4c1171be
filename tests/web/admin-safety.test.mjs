// Nothing that an editor typed is ever lost, and nobody changes what is not theirs.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";

import { deskPage, formAnswer, press, publishStory, said } from "./lib/desk.mjs";
import { browser, site } from "./lib/desk_site.mjs";
import { visit } from "./lib/form.mjs";

const PASSWORD = "seven herons walk uphill";

const ines = { login: "ines", name: "Ines" };
const tomas = { login: "tomas", name: "Tomas" };
const nele = { login: "nele", name: "Nele", role: "author" };

/** Ines at her desk: one page, where a test leaves nothing that the next would find. */
let desk;
const atDesk = async () => (desk ??= await deskPage(browser, site, ines));

/** Gives the signed-in user of the page a password. */
async function choosePassword(page) {
  await page.goto("/admin/account");
  await page.fill("#password", PASSWORD);
  await page.fill("#again", PASSWORD);
  await press(page, "Change password");
  assert.match(await said(page), /password is changed/);
}

async function signInAgain(page, login) {
  await page.fill("#login", login);
  await page.fill("#password", PASSWORD);
  await press(page, "Sign in");
}

test("of two editors at once, the second sees both texts and loses none", async () => {
  const first = await atDesk();
  const second = await deskPage(browser, site, tomas, { javaScriptEnabled: false });
  const where = await publishStory(first, "Conflict", "Para one.\n\nPara two.");
  await second.goto(where);
  await first.fill("#body", "Para one by Ines.\n\nPara two.");
  await first.fill("#dek", "By Ines");
  await press(first, "Publish minor fix");
  await second.fill("#body", "Para one.\n\nPara two by Tomas.");
  await second.fill("#takeaways", "t1\nt2");
  await second.locator("[name=source_title]").first().fill("Source");
  await second.check("[name=edit][value=update]");
  await second.fill("#note", "A note");
  const answer = formAnswer(second);
  await press(second, "Publish update");
  assert.equal((await answer).status(), 409);
  assert.match(await second.textContent("#meeting-title"), /Ines saved this text/);
  assert.equal(await second.inputValue("#body"), "Para one by Ines.\n\nPara two by Tomas.",
               "each paragraph by the one who changed it");
  assert.equal(await second.inputValue("#takeaways"), "t1\nt2");
  assert.equal(await second.locator("[name=source_title]").first().inputValue(), "Source");
  assert.equal(await second.inputValue("#note"), "A note");
  assert.ok(await second.isChecked("[name=edit][value=update]"));
  assert.equal(await second.inputValue("#dek"), "By Ines", "only the other had changed it");
  assert.match(await second.textContent(".conflict"), /Nothing was changed by both/);
  await press(second, "Publish update");
  assert.match(await said(second), /Published as an update/);
  assert.equal(await second.inputValue("#body"), "Para one by Ines.\n\nPara two by Tomas.");
  assert.equal(await second.inputValue("#dek"), "By Ines");
});

test("a session that ended while writing gives everything back after signing in", async () => {
  const page = await deskPage(browser, site, { login: "ida", name: "Ida" },
                              { javaScriptEnabled: false });
  await choosePassword(page);
  await page.goto("/admin/story/new");
  await page.fill("#headline", "Away <for> a while");
  await page.fill("#body", "\nLong & \"text\"\n\nü");
  await page.fill("#takeaways", "a\nb");
  await page.context().clearCookies();
  const answer = formAnswer(page);
  await press(page, "Save draft");
  assert.equal((await answer).status(), 403);
  assert.match(await said(page), /signed out; nothing was saved yet/);
  await page.fill("#login", "ida");
  await page.fill("#password", "not the right one");
  await press(page, "Sign in");
  await signInAgain(page, "ida");
  assert.match(await said(page), /Check the text and save it/);
  assert.equal(await page.inputValue("#headline"), "Away <for> a while");
  assert.equal(await page.inputValue("#body"), "\nLong & \"text\"\n\nü");
  assert.equal(await page.inputValue("#takeaways"), "a\nb");
  await press(page, "Save draft");
  assert.match(await said(page), /Saved as a draft/);
});

test("a picture that is sent after the session ended costs the picture, not the text", async () => {
  const page = await deskPage(browser, site, { login: "olu", name: "Olu" },
                              { javaScriptEnabled: false });
  await choosePassword(page);
  await page.goto("/admin/story/new");
  await page.fill("#headline", "With a large picture");
  await page.fill("#body", "All of it.\n\n\u00fc");
  await page.setInputFiles("[name=hero_file]", { name: "large.jpg", mimeType: "image/jpeg",
                                                 buffer: Buffer.alloc(5 << 20, "\r\n--x") });
  await page.context().clearCookies();
  await press(page, "Save draft");
  assert.match(await said(page), /your text comes back\. You will have to choose the picture again/);
  await page.fill("#login", "olu");
  await signInAgain(page, "olu");
  assert.equal(await page.inputValue("#headline"), "With a large picture");
  assert.equal(await page.inputValue("#body"), "All of it.\n\n\u00fc");
});

test("a picture that is too large is refused beside its field, with all that was typed", async () => {
  const session = await site.signIn(ines);
  const csrf = await session.csrf();
  const res = await session.postFiles("/admin/story/new", {
    csrf, base: "0", kind: "news", headline: "Too large", body: "Kept \u00fc", action: "keep",
    hero_file: { filename: "huge.jpg", type: "image/jpeg", bytes: Buffer.alloc(46 << 20, 7) } });
  assert.equal(res.status, 422);
  assert.match(res.text, /This picture is too large; choose one below 40 MB/);
  assert.match(res.text, /<textarea[^>]* name="body"[^>]*>\s*Kept \u00fc<\/textarea>/);
  assert.match(res.text, /id="headline"[^>]*>\nToo large</);
});

test("a form from before a new sign-in in another tab comes back with its text", async () => {
  const page = await deskPage(browser, site, ines);
  await page.route("**/admin/copy", (route) => route.abort()); // a copy takes the new proof before the form does
  await page.goto("/admin/story/new");
  await page.fill("#headline", "Two tabs");
  const anew = await site.signIn(ines);
  await page.context().clearCookies();
  await page.context().addCookies(anew.browserCookies());
  await press(page, "Save draft");
  assert.match(await said(page), /signed in again since/);
  assert.equal(await page.inputValue("#headline"), "Two tabs");
  await press(page, "Save draft");
  assert.match(await said(page), /Saved as a draft/);
});

test("a form of another site is refused whatever it carries", async () => {
  const session = await site.signIn(ines);
  const csrf = await session.csrf();
  for (const fields of [{ headline: "x", csrf }, { headline: "x", csrf: "wrong" }]) {
    const res = await session.post("/admin/story/new", fields, { origin: "https://evil.example" });
    assert.equal(res.status, 403);
    assert.doesNotMatch(res.text, /name="resume_form"|id="headline"/);
  }
});

test("a save that finds the store busy keeps the text", async () => {
  const page = await atDesk();
  await page.goto("/admin/story/new");
  await page.fill("#headline", "Busy");
  const lock = spawn("flock", [`${site.folder}/dateline.lock`, "sh", "-c", "echo held; cat"]);
  await new Promise((done) => lock.stdout.once("data", done));
  const answer = formAnswer(page);
  await press(page, "Save draft");
  assert.equal((await answer).status(), 503);
  assert.equal(await page.inputValue("#headline"), "Busy");
  lock.stdin.end();
  await new Promise((done) => lock.on("close", done));
  await press(page, "Save draft");
  assert.match(await said(page), /Saved as a draft/);
});

test("the browser keeps unsaved text, offers it again, and forgets it once it is saved", async () => {
  const page = await atDesk();
  const where = await publishStory(page, "Kept");
  await page.fill("#body", "Only in this browser.");
  await page.waitForFunction(() => Object.keys(localStorage).some((k) => k.includes("keep")));
  await page.goto("/admin/");
  await page.goto(where);
  assert.equal(await page.inputValue("#body"), "One.\n\nTwo.");
  await press(page, "Restore it");
  assert.equal(await page.inputValue("#body"), "Only in this browser.");
  await press(page, "Save as draft");
  assert.match(await said(page), /Saved as a draft/);
  for (const text of ["", "?text=live", "?text=draft"]) {
    await page.goto(where + text);
    assert.equal(await page.locator(".restore").count(), 0);
  }
});

test("an author writes and submits own stories, and publishes none", async () => {
  const author = await deskPage(browser, site, nele);
  const editor = await atDesk();
  const others = await publishStory(editor, "Not Nele's");
  assert.equal((await author.goto(others)).status(), 403);
  assert.equal((await author.goto(`${others}/history`)).status(), 403);
  await author.goto("/admin/");
  assert.doesNotMatch(await author.textContent("main"), /Not Nele's/);
  await author.goto("/admin/story/new");
  assert.equal(await author.getByRole("button", { name: "Publish now" }).count(), 0);
  await author.fill("#headline", "By Nele");
  await author.fill("#body", "Text.");
  await author.selectOption("#section", { index: 1 });
  await press(author, "Submit for review");
  assert.match(await said(author), /sent for review/);
  const own = new URL(author.url()).pathname;

  const session = await site.signIn(nele);
  const form = await visit(session, own);
  const forged = await session.post(own, { ...form.fields, action: "publish", promised_at: "0" });
  assert.equal(forged.status, 422);
  assert.match(forged.text, /Only an editor can publish/);

  await author.goto(own);
  await editor.goto(own);
  await press(editor, "Publish now");
  assert.match(await said(editor), /words by somebody else that readers have not seen/);
  await editor.check("[name=others_read]");
  await press(editor, "Publish now");
  assert.match(await said(editor), /Published\. Readers see it now/);
  await author.fill("#body", "Written on meanwhile.");
  const answer = formAnswer(author);
  await press(author, "Save draft");
  assert.equal((await answer).status(), 403);
  assert.equal(await author.inputValue("#body"), "Written on meanwhile.");
});

test("signing in slows down after wrong passwords and says how long", async () => {
  const page = await deskPage(browser, site, { login: "otto", name: "Otto" });
  await choosePassword(page);
  await press(page, "Sign out");
  for (let i = 0; i < 12 && !/Try again in \d+ s/.test(await page.textContent("main")); i++) {
    await page.fill("#login", "otto");
    await page.fill("#password", "wrong wrong wrong");
    await press(page, "Sign in");
  }
  assert.match(await page.textContent("#sign-in-problem"), /Too many tries\. Try again in \d+ s/);
});

test("looking at a one-time link does not use it up, pressing its button does", async () => {
  const page = await deskPage(browser, site, { login: "lotte", name: "Lotte" });
  const { stdout } = await site.dateline("user", "link", site.folder, "lotte");
  const { pathname, search } = new URL(stdout.trim().split("\n").pop());
  await page.context().clearCookies();
  await page.goto(pathname + search);
  await page.goto(pathname + search);
  await press(page, "Sign in as Lotte");
  assert.equal(new URL(page.url()).pathname, "/admin/");
  assert.equal((await page.goto(pathname + search)).status(), 410);
});

test("the account page ends one session and all others", async () => {
  const one = await deskPage(browser, site, { login: "saskia", name: "Saskia" });
  const two = await deskPage(browser, site, { login: "saskia", name: "Saskia" });
  await deskPage(browser, site, { login: "saskia", name: "Saskia" });
  await one.goto("/admin/account");
  assert.equal(await one.locator(".sessions li").count(), 3);
  await press(one, "End all others");
  assert.equal(await one.locator(".sessions li").count(), 1);
  await two.goto("/admin/");
  assert.equal(new URL(two.url()).pathname, "/admin/login");
});
