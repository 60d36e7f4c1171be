// copies.test.mjs: what somebody types and has not saved: kept on the server and in the browser, offered
// again, seen by nobody else; and saving, which never leaves the page.
import assert from "node:assert/strict";
import { test } from "node:test";

import { deskPage, press, publishStory, said, saved } from "./lib/desk.mjs";
import { browser, site } from "./lib/desk_site.mjs";
import { visit } from "./lib/form.mjs";

const ines = { login: "ines", name: "Ines Okafor", role: "editor" };
const tomas = { login: "tomas", name: "Tomas Reyle", role: "editor" };

const state = (page) => page.textContent("#save_state");
const copiesKept = (page) => page.waitForFunction(
  () => /^Kept for you/.test(document.getElementById("save_state").textContent));
/** As typed by hand, at the end of the text. */
async function type(page, words) {
  await page.focus("#body");
  await page.keyboard.press("Control+End");
  await page.keyboard.type(words);
}
/** The page of that address as another device of the same person gets it. */
const elsewhere = async (person, where, options) => {
  const page = await deskPage(browser, site, person, options);
  await page.goto(where);
  return page;
};

test("a new story is kept while it is typed; opening its page leaves nothing behind", async () => {
  const page = await deskPage(browser, site, ines);
  await page.goto("/admin/story/new");
  await page.goto("/admin/");
  assert.equal(await page.locator(".unsaved").count(), 0);
  await page.goto("/admin/story/new");
  await page.fill("#headline", "A ferry is late");
  await type(page, "It came at noon.");
  await copiesKept(page);
  const device = await elsewhere(ines, "/admin/");
  assert.equal(await device.locator("table.desk").count(), 0, "no story was begun");
  await device.getByRole("link", { name: "A ferry is late" }).click();
  assert.equal(await device.inputValue("#headline"), "A ferry is late");
  assert.equal(await device.inputValue("#body"), "It came at noon.");
  assert.match(await said(device), /This is what you typed and had not saved/);
  await press(device, "Save draft");
  assert.match(await said(device), /Saved as a draft/);
  await device.goto("/admin/");
  assert.equal(await device.locator(".unsaved").count(), 0, "saving ended the copy");
  await device.context().close();
  await page.context().close();
});

test("whoever types on without a pause is kept, too", async () => {
  const page = await deskPage(browser, site, ines);
  await page.goto("/admin/story/new");
  const kept = page.waitForResponse((r) => r.url().endsWith("/admin/copy"));
  let over = false;
  kept.then(() => (over = true), () => (over = true));
  let typed = "";
  await page.focus("#body");
  while (!over) {
    await page.keyboard.type("word ", { delay: 10 });
    typed += "word ";
  }
  const sent = new URLSearchParams((await kept).request().postData()).get("body");
  assert.ok(sent.length > 0 && typed.startsWith(sent), "a text as far as it had come");
  await page.context().close();
});

test("two new stories in two tabs are two, and a tab that is open is not offered", async () => {
  const one = await deskPage(browser, site, tomas);
  await one.goto("/admin/story/new");
  await one.fill("#headline", "The first");
  const two = await one.context().newPage();
  await two.goto("/admin/story/new");
  await two.fill("#headline", "The second");
  await copiesKept(one);
  await copiesKept(two);
  assert.equal(await two.locator(".restore").count(), 0);
  const list = await one.context().newPage();
  await list.goto("/admin/");
  assert.deepEqual((await list.locator(".unsaved a").allTextContents()).sort(),
                   ["The first", "The second"]);
  await list.getByRole("button", { name: "Discard it: The first" }).click();
  await list.waitForLoadState();
  assert.deepEqual(await list.locator(".unsaved a").allTextContents(), ["The second"]);
  await one.context().close();
});

test("Ctrl+S leaves caret, selection, scroll, focus and undo as they are", async () => {
  const page = await deskPage(browser, site, ines, { viewport: { width: 1280, height: 720 } });
  await page.goto("/admin/story/new");
  const below = () => page.evaluate(() => document.getElementById("dek").getBoundingClientRect().top + scrollY);
  const empty = await below();
  await page.fill("#headline", "Long");
  await page.getByText("Characters: 4", { exact: true }).waitFor();
  assert.equal(await below(), empty, "nothing moves when the first letters are counted");
  await page.fill("#body", Array.from({ length: 80 }, (_, i) => `Paragraph ${i}.`).join("\n\n"));
  await page.evaluate(() => document.getElementById("body").setSelectionRange(40, 52));
  await page.focus("#body");
  await page.evaluate(() => document.getElementById("body").setSelectionRange(700, 709));
  await page.keyboard.type("Typed over");
  await page.evaluate(() => document.getElementById("body").setSelectionRange(600, 612));
  await page.evaluate(() => scrollTo(0, 300));
  const where = () => page.evaluate(() => {
    const body = document.getElementById("body");
    return [document.activeElement.id, body.selectionStart, body.selectionEnd, scrollY, body.scrollTop];
  });
  const before = await where();
  await page.keyboard.press("Control+s");
  await page.waitForURL(/\/admin\/story\/\d+$/);
  await saved(page);
  assert.match(await state(page), /^Saved .*\d\d:\d\d.* · Saved as a draft/);
  assert.deepEqual(await where(), before);
  await page.keyboard.press("Control+z");
  assert.doesNotMatch(await page.inputValue("#body"), /Typed over/, "undo survives a save");
  await page.keyboard.press("Control+Shift+z");
  await press(page, "Save draft");
  assert.match(await state(page), /Nothing had changed/);
  await page.context().close();
});

test("a live story: readers see nothing of a copy, others learn who is writing", async () => {
  const page = await deskPage(browser, site, ines);
  const where = await publishStory(page, "Quay closed");
  const paper = await page.getByRole("link", { name: "See it in the paper" }).getAttribute("href");
  const readers = await site.get(paper);
  await page.goto(where);
  await type(page, " Canarywords nobody means yet.");
  await page.check("[name=edit][value=update]");
  await page.fill("#note", "not yet");
  await copiesKept(page);
  const now = await site.get(paper);
  assert.equal(now.text, readers.text);
  assert.doesNotMatch(now.text, /Canarywords/);

  const other = await elsewhere(tomas, where);
  assert.match(await other.textContent("#presence"),
               /Ines Okafor is writing here now: 4 words differ from what readers see\./);
  assert.doesNotMatch(await other.content(), /Canarywords/);
  assert.equal(await other.locator("[data-copy]").count(), 0);
  await type(other, " Tomas was here.");
  await copiesKept(other);
  await page.focus("#body");
  await page.keyboard.type(" And on.");
  await page.waitForFunction(() => /Tomas Reyle is writing here now/.test(
    document.getElementById("presence").textContent));
  await press(other, "Save as draft");

  const device = await elsewhere(ines, where);
  assert.match(await device.locator("[data-copy]").textContent(), /You typed something here/);
  await device.getByRole("link", { name: "Open it" }).click();
  assert.match(await device.inputValue("#body"), /Canarywords/);
  assert.equal(await device.inputValue("#note"), "not yet");
  for (const p of [page, other, device]) await p.context().close();
});

test("without JavaScript a copy is opened and discarded, too", async () => {
  const page = await deskPage(browser, site, ines);
  const where = await publishStory(page, "Plain");
  await page.goto(where);
  await type(page, " More of it.");
  await copiesKept(page);
  await page.context().close();
  const plain = await elsewhere(ines, where, { javaScriptEnabled: false });
  await plain.getByRole("link", { name: "Open it" }).click();
  assert.match(await plain.inputValue("#body"), /More of it/);
  await plain.goto(where);
  await plain.locator("[name=copy_at]").evaluate((field) => (field.value -= 1)); // as an older page had it
  await press(plain, "Discard it");
  assert.match(await plain.locator(".message").first().textContent(), /You typed more there/);
  await press(plain, "Discard it");
  assert.equal(new URL(plain.url()).pathname, where);
  assert.equal(await plain.locator("[data-copy]").count(), 0);
  await plain.context().close();
});

test("a server that is away costs nothing: the browser keeps it, and sends it later", async () => {
  const page = await deskPage(browser, site, ines);
  await page.goto("/admin/story/new");
  await page.route("**/admin/copy", (route) => route.abort());
  await page.route("**/admin/story/new", (route) =>
    (route.request().method() === "POST" ? route.abort() : route.continue()));
  await page.fill("#headline", "Offline");
  await type(page, "Typed in a tunnel.");
  await page.waitForFunction(
    () => /cannot be reached/.test(document.getElementById("save_state").textContent));
  assert.ok(await page.evaluate(() => Object.values(localStorage).some((v) => v.includes("in a tunnel"))));
  await page.keyboard.press("Control+s");
  await saved(page);
  assert.match(await state(page), /cannot be reached/);
  assert.equal(await page.inputValue("#body"), "Typed in a tunnel.");
  await page.unroute("**/admin/copy");
  await page.unroute("**/admin/story/new");
  await copiesKept(page);
  await press(page, "Save draft");
  assert.match(await said(page), /Saved as a draft/);
  assert.equal(await page.evaluate(
    () => Object.values(localStorage).filter((v) => v.includes("in a tunnel")).length), 0);
  await page.context().close();
});

test("who signs in again in another tab goes on in this one", async () => {
  const page = await deskPage(browser, site, ines);
  await page.goto("/admin/story/new");
  await page.context().clearCookies();
  await page.fill("#headline", "Signed out");
  await page.waitForFunction(
    () => /You are signed out/.test(document.getElementById("save_state").textContent));
  const anew = await site.signIn(ines);
  await page.context().addCookies(anew.browserCookies());
  await copiesKept(page);
  await page.context().close();
});

test("what the server refuses is a page to be read, with all that was typed", async () => {
  const page = await deskPage(browser, site, ines);
  await page.goto("/admin/story/new?kind=review");
  await page.fill("#headline", "A lamp");
  await page.fill("#rating", "6");
  await page.keyboard.press("Control+s");
  await page.locator("#rating-problem").waitFor();
  assert.match(await page.textContent("#rating-problem"), /from 0 to 5/);
  assert.equal(await page.inputValue("#headline"), "A lamp");
  await page.context().close();
});

test("nobody reads, overwrites or discards the copy of somebody else", async () => {
  const hers = await site.signIn(ines), his = await site.signIn(tomas);
  const token = "a-token-of-her-own";
  const fields = { csrf: await hers.csrf(), copy: token, story_id: "0", headline: "Mine", body: "Secret" };
  assert.equal((await hers.post("/admin/copy", fields)).status, 200);
  const theft = await his.get(`/admin/story/new?copy=${token}`);
  assert.doesNotMatch(theft.text, /Secret/);
  const over = await his.post("/admin/copy", { ...fields, csrf: await his.csrf(), body: "Over" });
  assert.equal(over.status, 422);
  await his.post("/admin/copy", { csrf: await his.csrf(), copy: token, do: "discard" });
  assert.match((await hers.get(`/admin/story/new?copy=${token}`)).text, /Secret/);
  assert.equal((await hers.post("/admin/copy", { ...fields, csrf: "wrong" })).status, 403);
  assert.equal((await site.get("/admin/story/1/writers")).status, 303, "to the page to sign in at");
});

test("the text is the source, byte for byte: saving, opening and saving again changes nothing", async () => {
  const session = await site.signIn(ines);
  const bodies = [
    "Two spaces  \nbreak a line.", "\n\nBlank lines first.", "Blank lines last.\n\n\n", "\tA tab.\n\n\tcode",
    "No\u00a0break, soft\u00adhyphen, zero\u200bwidth, \u2028 line separator.", "* one\n*   two\n+ three\n1) four",
    "A &amp; B &lt;b&gt; &nbsp; &copy; </textarea><script>x</script>", "Setext\n======\n\n***\n\n___",
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \ud83d\udc69\u200d\ud83d\ude80 \u4f60\u597d",
    "e\u0301 and \u00e9 stay two.", "Trailing spaces   \n\nand more \t\n", "| a |b|\n|--|:-:|\n| 1|2 |",
    "[x]: https://example.org  \"T\"\n\n[x][] <https://example.org>", "\\*not\\* ~~gone~~ `code` ``two ` ``",
  ];
  for (const body of bodies) {
    const saved = await (await visit(session, "/admin/story/new"))
      .press("Save draft", { headline: `Bytes ${bodies.indexOf(body)}`, body });
    const source = body.replace(/[ \t\n]+$/, ""); /* what is blank at the very end is no text */
    assert.equal(saved.value("body"), source);
    const where = saved.where.replace(/\?.*/, "");
    const again = await (await visit(session, where)).press("Save draft");
    assert.match(again.said, /Nothing had changed/, JSON.stringify(body));
    const id = where.match(/\d+/)[0];
    const { stdout } = await site.dateline("story", "show", site.folder, id, "--json");
    assert.equal(JSON.parse(stdout).body, source);
  }
});

const FERRY = "The council voted on Tuesday to end the night ferry between Marrowby and the island.\n\n" +
  "“We are sad,” said the baker.\n\nThe ferry carries about 40 people a night, the council’s figures show.\n\n" +
  "From March the last ferry to the island leaves at nine, and night workers have to stay in town.";

test("takeaways are proposed from the text, with and without JavaScript, and nothing is saved", async () => {
  for (const javaScriptEnabled of [false, true]) {
    const page = await deskPage(browser, site, ines, { javaScriptEnabled });
    await page.goto("/admin/story/new");
    await page.fill("#body", FERRY);
    await page.fill("#takeaways", "Typed before.");
    await page.locator("#propose").click();
    await page.locator(".message, .save-state", { hasText: "sentences of the text now" }).waitFor();
    const lines = (await page.inputValue("#takeaways")).split("\n");
    assert.equal(lines[0], "Typed before.");
    assert.equal(lines.length, 4);
    for (const line of lines.slice(1)) assert.ok(FERRY.includes(line), line);
    assert.equal(await page.locator("[name=ai]:checked").getAttribute("value"), "unstated");
    assert.match(page.url(), /\/new$/);
    if (javaScriptEnabled) {
      await page.keyboard.press("Control+z");
      assert.equal(await page.inputValue("#takeaways"), "Typed before.");
    }
    await page.context().close();
  }
});

test("house style is pointed at while somebody types, with and without JavaScript", async () => {
  const run = (...args) => site.dateline("style", args[0], site.folder, ...args.slice(1));
  await run("add", "web site", "--use", "website", "--why", "One word.");
  const { stdout } = await run("add", "\\b(\\d+) percent", "--regex", "--use", "$1 %");
  const session = await site.signIn(ines);
  const page = await (await visit(session, "/admin/story/new"))
    .press("Save draft", { headline: "A Web site", body: "It grew by 40 percent." });
  assert.match(page.text, /<li dir="auto">“Web site”: write “website”\. One word\.<\/li>/);
  assert.match(page.text, /<li dir="auto">“40 percent”: write “40 %”\.<\/li>/);
  const typing = await deskPage(browser, site, ines);
  await typing.goto("/admin/story/new");
  assert.ok(!(await typing.locator("#house_style").isVisible()));
  await type(typing, "Our web site.");
  await typing.locator("#house_style li", { hasText: "write “website”" }).waitFor();
  await typing.fill("#body", "Our website.");
  await typing.locator("#house_style").waitFor({ state: "hidden" });
  await typing.context().close();

  const found = JSON.parse((await run("try", "quay", "--json")).stdout);
  assert.deepEqual(found.map((f) => f.found), ["Quay"], "in a live story's headline");
  assert.deepEqual(JSON.parse((await run("list", "--json")).stdout).map((r) => r.replacement),
                   ["$1 %", "website"]);
  await run("remove", stdout.trim());
  assert.equal(JSON.parse((await run("list", "--json")).stdout).length, 1);
});
