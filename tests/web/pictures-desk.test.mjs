// Pictures that are dropped on the text, pasted into it or chosen for it, in a real browser.
import assert from "node:assert/strict";
import fs from "node:fs";
import { before, test } from "node:test";

import { axe } from "./lib/browser.mjs";
import { deskPage } from "./lib/desk.mjs";
import { browser, site } from "./lib/desk_site.mjs";
import { ROOT } from "./lib/site.mjs";

let page;
before(async () => {
  page = await deskPage(browser, site);
  await page.goto("/admin/story/new");
});

const file = (name) => fs.readFileSync(`${ROOT}/tests/fixtures/pictures/${name}`).toString("base64");
const text = () => page.inputValue("#body");
const rows = () => page.locator("#uploads .upload");
const noSrc = (md) => md.replace(/\/media\/[^ )]+/g, "SRC");

/** A drop on an element, or a paste into it, of these files. [name, type, bytes in base64] */
function bring(selector, event, files, more = {}) {
  return page.evaluate(([on, type, list, types]) => {
    const data = new DataTransfer();
    for (const [name, kind, bytes] of list)
      data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name, { type: kind }));
    for (const [kind, value] of Object.entries(types)) data.setData(kind, value);
    const element = document.querySelector(on), all = { bubbles: true, cancelable: true };
    const { left, top } = element.getBoundingClientRect();
    if (type === "paste")
      return !element.dispatchEvent(new ClipboardEvent("paste", { ...all, clipboardData: data }));
    const at = { ...all, dataTransfer: data, clientX: left + 30, clientY: top + 14 };
    element.dispatchEvent(new DragEvent("dragover", at));
    return !element.dispatchEvent(new DragEvent("drop", at));
  }, [selector, event, files, more]);
}

const large = () => ["quay.jpg", "image/jpeg", file("large.jpg")];
const rights = () => ["rights.jpg", "image/jpeg", file("rights.jpg")];
const small = () => ["small.png", "image/png", file("small.png")];

async function set(value, at = value.length) {
  await page.fill("#body", value);
  await page.locator("#body").focus();
  await page.evaluate((n) => document.getElementById("body").setSelectionRange(n, n), at);
}

async function stored(n) {
  await page.waitForFunction((k) =>
    document.querySelectorAll("#uploads .upload [value=close]:not([hidden])").length === k, n);
}

async function closeAll() {
  for (const row of await rows().all()) await rows().first().locator("[value=close]").click();
}

test("several at once come in order behind the paragraph, and their words are asked for", async () => {
  await set("First para.\n\nLast para.", 3);
  assert.equal(await bring("#body", "paste", [large(), rights()]), true);
  await stored(2);
  const md = await text();
  assert.equal(noSrc(md), 'First para.\n\n![](SRC)\n\n![Boats at a quay](SRC "A harbour at dawn. ' +
               'Credit: Pellew & Co/AFP")\n\nLast para.');
  assert.doesNotMatch(md, /Description/);
  const row = rows().first();
  assert.match(await row.innerText(), /It is in the text\. Describe it/);
  await row.getByLabel("Its description").fill('A "quay" [old]');
  await row.getByLabel("Its description").press("Enter");
  await row.getByLabel("Its credit").fill("Ann Oake");
  await row.getByLabel("Its credit").press("Tab");
  await page.waitForFunction(() => document.getElementById("body").value.includes("Ann Oake"));
  assert.match(await text(), /!\[A \\"quay\\" \\\[old\\\]\]\(\/media\/\S+ "Credit: Ann Oake"\)/);
  assert.equal(await page.inputValue("#headline"), "");
  assert.equal(new URL(page.url()).pathname, "/admin/story/new");
  assert.deepEqual(await axe(page), []);
  await page.locator("#body").focus();
  // The browser has one list of steps for all fields: what was typed below the text is among them.
  for (let i = 0; i < 10 && (await text()).includes("!["); i++) await page.keyboard.press("Control+z");
  assert.equal(await text(), "First para.\n\nLast para.");
  await row.getByLabel("Its credit").fill("Ann");
  await row.getByLabel("Its credit").press("Enter");
  assert.match(await row.innerText(), /It is not in the text any more/);
  await closeAll();
  assert.equal(await rows().count(), 0);
});

test("those that are chosen are stored at once, together larger than a form may be, and described next", async () => {
  await set("One.\n\nTwo.", 2);
  await page.locator("#inline").evaluate((group) => group.setAttribute("open", ""));
  for (const id of ["inline_alt", "inline_credit", "inline_store"])
    assert.equal(await page.locator(`#${id}`).isVisible(), false, id);
  await page.locator("#story").evaluate((form) => { form.dataset.largest = "100000"; }); // bytes
  const [name, mimeType, bytes] = small(), buffer = Buffer.from(bytes, "base64");
  const padded = (n) => ({ name: `${n}-${name}`, mimeType, buffer: Buffer.concat([buffer, Buffer.alloc(60000, n)]) });
  await page.focus("#inline_file");
  await page.setInputFiles("#inline_file", [padded(1), padded(2)]);
  await stored(2);
  assert.equal(noSrc(await text()), "One.\n\n![](SRC)\n\n![](SRC)\n\nTwo.");
  assert.deepEqual(await page.evaluate(() => [document.activeElement.dataset.word,
    document.activeElement.closest(".upload") !== null, document.getElementById("inline_file").files.length]),
  ["alt", true, 0]);
  await closeAll();
  // Who writes on meanwhile goes on writing.
  await set("One.\n\nTwo.", 2);
  await page.setInputFiles("#inline_file", padded(3));
  await stored(1);
  assert.equal(await page.evaluate(() => document.activeElement.id), "body");
  await closeAll();
});

test("its words are typed from field to field, and saved from the last of them", async () => {
  await page.goto("/admin/story/new");
  await page.fill("#headline", "A quay");
  await set("One.", 2);
  await bring("#body", "drop", [small()]);
  await stored(1);
  await rows().getByLabel("Its description").focus();
  const focused = () => page.evaluate(() => document.activeElement.dataset.word);
  for (const [word, words] of [["alt", "Boats"], ["caption", "At dawn."], ["credit", "Ann Oake"]]) {
    assert.equal(await focused(), word);
    await page.keyboard.type(words);
    if (word !== "credit") await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Control+s");
  await page.waitForURL(/\/admin\/story\/\d+$/);
  assert.equal(await focused(), "credit");
  const { text: saved } = await page.session.get(new URL(page.url()).pathname);
  assert.equal(noSrc(/<textarea id="body"[^>]*>\n([^<]*)/.exec(saved)[1]).replaceAll("&quot;", '"'),
               'One.\n\n![Boats](SRC "At dawn. Credit: Ann Oake")');
  await page.goto("/admin/story/new"); // the next one has nothing to save yet
});

test("while one is sent nothing stands for it in the text, and typing moves its place along", async () => {
  let go;
  await page.route("**/admin/media", async (route) => {
    await new Promise((done) => { go = done; });
    await route.continue();
  });
  await set("One.\n\nTwo.", 4);
  let sent = page.waitForRequest("**/admin/media");
  await bring("#body", "drop", [small()]);
  await sent;
  assert.equal(await text(), "One.\n\nTwo.");
  assert.match(await rows().innerText(), /small\.png[^]*being sent/);
  await page.evaluate(() => document.getElementById("body").setSelectionRange(0, 0));
  await page.keyboard.type("Before. ");
  go();
  await stored(1);
  assert.equal(noSrc(await text()), "Before. One.\n\n![](SRC)\n\nTwo.");
  await page.keyboard.type("Still here. ");
  assert.match(await text(), /Before\. Still here\. One\./);
  await closeAll();
  await page.unroute("**/admin/media");
});

test("what is no picture, and what the server does not take, leaves no trace in the text", async () => {
  await set("One.");
  await bring("#body", "drop", [["notes.pdf", "application/pdf", btoa("%PDF")]]);
  assert.match(await page.locator("#uploads > .problem").innerText(), /Only pictures can be put here/);
  await bring("#body", "paste", [["broken.png", "image/png", btoa("no picture")]]);
  await stored(1);
  assert.match(await rows().locator(".problem").innerText(), /picture/i);
  await closeAll();
  await page.route("**/admin/media", (route) => route.abort());
  await bring("#body", "paste", [small()]);
  await stored(1);
  assert.match(await rows().locator(".problem").innerText(), /could not be sent/);
  await closeAll();
  await page.unroute("**/admin/media");
  assert.equal(await text(), "One.");
  // A file beside the text opens nothing, and a picture of a text is no picture.
  assert.equal(await bring("header", "drop", [small()]), true);
  await bring("#body", "paste", [small()], { "text/html": "<b>words</b>", "text/plain": "words" });
  await page.waitForFunction(() => document.getElementById("body").value === "One.**words**");
  assert.equal(await rows().count(), 0);
});

test("one that is dropped on the picture's field is the picture above the text, with its words", async () => {
  await bring("#hero_id", "drop", [rights()]);
  await page.waitForFunction(() => document.querySelector("[name=hero_id]:checked").value !== "0");
  assert.equal(await page.inputValue("#hero_alt"), "Boats at a quay");
  assert.equal(await page.inputValue("#hero_credit"), "Pellew & Co/AFP");
  await page.fill("#headline", "Quay");
  await page.click("#keep");
  await page.waitForURL(/\/admin\/story\/\d+/);
  await page.reload();
  assert.notEqual(await page.inputValue("[name=hero_id]:checked"), "0");
});

test("a picture from the library comes into the text, by keys alone", async () => {
  await page.goto("/admin/story/new");
  await set("One.");
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  const button = page.getByRole("button", { name: /^Into the text/ }).first();
  await button.focus();
  await page.keyboard.press("Enter");
  await stored(1);
  assert.match(noSrc(await text()), /^One\.\n\n!\[.*\]\(SRC.*\)$/);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.word), "alt");
  await page.keyboard.type("New words");
  await page.keyboard.press("Enter");
  assert.match(await text(), /New words/);
  page.troubles = page.troubles.filter((t) => !/media|422|ERR_FAILED/.test(t));
  assert.deepEqual(page.troubles, []);

  // One that was stored in another tab is there when the list is opened again.
  const other = await page.context().newPage();
  await other.goto("/admin/story/new");
  await other.locator("#inline").evaluate((group) => group.setAttribute("open", ""));
  await other.setInputFiles("#inline_file", { name: "from-elsewhere.png", mimeType: "image/png",
                                                buffer: Buffer.concat([Buffer.from(small()[2], "base64"), Buffer.from("x")]) });
  await other.locator(".upload-words:visible").first().waitFor();
  await other.close();
  const recent = page.locator("details.recent");
  await recent.locator("summary").click();
  await recent.locator("summary").click();
  await recent.getByText("from-elsewhere").first().waitFor();
  await recent.getByRole("button", { name: /^Into the text: .*from-elsewhere/ }).waitFor();
});
