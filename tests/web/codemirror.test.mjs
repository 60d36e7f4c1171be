// codemirror.test.mjs: the text as it will look: CodeMirror in the place of the story form's textarea, for whoever
// chose it. That keys and tools do the same in both is tools.test.mjs.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { launch, openPage, troublesAt } from "./lib/browser.mjs";
import { STYLED, chooseStyled, deskPage, press, putText, said, saved, textState, unfold } from "./lib/desk.mjs";
import { ROOT, becomes, startSite, tempFolder, until } from "./lib/site.mjs";
import { postStory } from "./lib/story.mjs";

const ines = { login: "ines", name: "Ines Okafor", role: "editor" };
const tomas = { login: "tomas", name: "Tomas Reyle", role: "editor" };
const SECTION = "city"; // of the demo
const archive = process.env.DATELINE_ARCHIVE ?? path.join(ROOT, "../shared/data/digitalgov.tar.xz");

test("it is not offered, and not used, where it was not bundled", async () => {
  const data = tempFolder("without-bundle");
  for (const name of ["templates", "static", "deploy"])
    fs.cpSync(path.join(ROOT, name), path.join(data, name),
              { recursive: true, filter: (from) => !from.endsWith("/codemirror") });
  const site = await startSite({ env: { DATELINE_DATA: data } });
  try {
    await chooseStyled(site, ines);
    const session = await site.signIn(ines);
    assert.doesNotMatch((await session.get("/admin/account")).text, /name="styled"/);
    assert.doesNotMatch((await session.get("/admin/story/new")).text, /data-styled/);
  } finally {
    await site.stop();
  }
});

describe("the text as it will look", { skip: !STYLED && "CodeMirror is not bundled" }, () => {
  let site, browser, page, picture;
  const content = () => page.locator(".cm-content");
  const line = (text) => page.locator(".cm-line", { hasText: text }).first();

  /** What the browser would not do because of the Content-Security-Policy, on any page of a context. */
  async function watched(person, options) {
    const own = await deskPage(browser, site, person, options);
    own.violations = [];
    await own.exposeFunction("toldViolation", (what) => own.violations.push(what));
    await own.addInitScript(() => document.addEventListener("securitypolicyviolation",
      (e) => window.toldViolation(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}`)));
    return own;
  }
  async function open(where = "/admin/story/new", own = page) {
    await own.goto(where);
    await own.locator(".cm-content").waitFor();
  }

  before(async () => {
    site = await startSite({ demo: true });
    browser = await launch();
    await chooseStyled(site, ines);
    page = await watched(ines, { viewport: { width: 1280, height: 720 } });
    const shown = /\/media\/[^"'\s),]+\.(?:jpg|jpeg|png|webp|avif)/.exec((await site.get("/")).text);
    picture = shown[0];
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  test("it is each person's own choice, off until it is made", async () => {
    const own = await deskPage(browser, site, tomas);
    await own.goto("/admin/story/new");
    assert.equal(await own.locator("[data-styled]").count(), 0);
    await own.goto("/admin/account");
    const box = own.getByLabel("Show the text of stories as it will look");
    assert.equal(await box.isChecked(), false);
    const save = own.locator("section:has(#styled-help)").getByRole("button", { name: "Save" });
    await box.check();
    await save.click();
    assert.match(await said(own), /The next story that you open is shown as it will look/);
    assert.ok(await box.isChecked());
    await open(undefined, own);
    await own.goto("/admin/account");
    await box.uncheck();
    await save.click();
    assert.match(await said(own), /is shown as Markdown/);
    await own.goto("/admin/story/new");
    assert.equal(await own.locator("[data-styled]").count(), 0);
    await own.context().close();
  });

  test("signs stand on the line that is written and nowhere else; pictures are pictures", async () => {
    await open();
    await putText(page, ["## A heading", "", "One **bold** and *slanted* [link](https://example.org/a).", "",
                         "> Said.", "", `![A boat](${picture} "By the quay. Credit: Ines")`, "", "- item", "", "End."].join("\n"));
    const seen = async () => (await content().innerText()).replace(/\n+/g, "\n");
    /* A field that is come to or left looks otherwise a moment later. */
    const shows = (pattern, what) => until(async () => pattern.test(await seen()), what);
    await page.locator(".cm-content .picture img").waitFor();
    await becomes(seen, "A heading\nOne bold and slanted link.\nSaid.\nBy the quay. Credit: Ines\n▪ item\nEnd.");
    assert.equal(await page.locator(".cm-content .picture img").getAttribute("alt"), "A boat");
    await page.waitForFunction(() => document.querySelector(".styled").shadowRoot.querySelector(".picture img").naturalWidth > 0);
    const weight = (what) => page.locator(what).evaluate((e) => getComputedStyle(e).fontWeight);
    assert.equal(await weight(".cm-content .strong"), "700");
    assert.equal(await weight(".cm-content .h2"), "700");
    await line("One bold").click();
    await shows(/\nOne \*\*bold\*\* and \*slanted\* \[link\]\(https:\/\/example\.org\/a\)\.\n/, "the line that is written has its signs");
    assert.match(await seen(), /^A heading\n/);
    await page.locator(".cm-content .picture img").click();
    await shows(/!\[A boat\]/, "a picture's code can be written on");
    await page.locator("#headline").click();
    await shows(/^[^*[]*$/, "with the focus elsewhere there is no sign");
  });

  test("a press on a line that will look different, by an unsteady hand, selects nothing", async () => {
    // Somebody who has nothing unsaved: no offer of it moves the text away meanwhile.
    const rosa = { login: "rosa", name: "Rosa Okello", role: "editor" };
    await chooseStyled(site, rosa);
    const own = await deskPage(browser, site, rosa, { viewport: { width: 1280, height: 720 } });
    const frames = () => own.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await open(undefined, own);
    await putText(own, "**one** two three\n\n**four** five six\n\nseven", 0, 0);
    await own.locator(".cm-line", { hasText: "**one**" }).waitFor();
    await frames();
    const pressed = own.locator(".cm-line", { hasText: "four" });
    await pressed.hover({ position: { x: 70, y: 12 } });
    const { x, y } = await pressed.boundingBox();
    await own.mouse.down();
    await frames();
    await own.mouse.move(x + 71, y + 12);
    await frames();
    await own.mouse.up();
    await own.locator(".cm-line", { hasText: "**four**" }).waitFor();
    const [, start, end] = await textState(own);
    assert.ok(start > 20, "the caret is there");
    assert.equal(start, end);
    await own.context().close();
  });

  test("what is typed is in the form at each key, is kept, and comes back", async () => {
    await open();
    await page.fill("#headline", "Kept as it looks");
    await content().click();
    await page.evaluate(() => {
      window.said = [];
      const form = document.getElementById("story");
      form.addEventListener("input", () => window.said.push(new FormData(form).get("body")));
    });
    await page.keyboard.type("It came");
    assert.deepEqual(await page.evaluate(() => window.said), ["I", "It", "It ", "It c", "It ca", "It cam", "It came"]);
    await page.keyboard.type(" *at* noon.");
    await page.waitForFunction(() => document.getElementById("body").value === "It came *at* noon.");
    await page.waitForFunction(() => /^Kept for you/.test(document.getElementById("save_state").textContent));
    const device = await deskPage(browser, site, ines);
    await device.goto("/admin/");
    await device.getByRole("link", { name: "Kept as it looks" }).click();
    await device.locator(".cm-content").waitFor();
    assert.deepEqual((await textState(device))[0], "It came *at* noon.");
    await device.context().close();
  });

  test("what this browser kept is put into it, as one step of undo", async () => {
    await open();
    await page.fill("#headline", "Away");
    await page.route("**/admin/copy", (route) => route.abort());
    await content().click();
    await page.keyboard.type("Only here.");
    await page.waitForFunction(() => Object.values(localStorage).some((v) => v.includes("Only here.")));
    await open();
    await page.getByRole("button", { name: "Restore it" }).click();
    assert.equal((await textState(page))[0], "Only here.");
    assert.match(await content().innerText(), /Only here\./);
    await content().click();
    await page.keyboard.press("Control+z");
    assert.equal((await textState(page))[0], "");
    await page.keyboard.press("Control+y");
    assert.equal((await textState(page))[0], "Only here.");
    await page.waitForFunction(() => document.getElementById("body").value === "Only here.");
    await page.unroute("**/admin/copy");
    page.troubles = page.troubles.filter((t) => !/ERR_FAILED/.test(t));
    await page.evaluate(() => localStorage.clear());
  });

  test("Ctrl+S stays on the page: caret, focus, scroll and undo are as they were", async () => {
    await open();
    await page.fill("#headline", "Long");
    await putText(page, Array.from({ length: 80 }, (_, i) => `Paragraph ${i}.`).join("\n\n"), 700, 709);
    await page.keyboard.type("Typed over");
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const where = async () => [...(await textState(page)), await page.evaluate(() => document.activeElement.id)];
    const scrolled = () => page.evaluate(() => scrollY);
    const was = await where(), at = await scrolled();
    await page.keyboard.press("Control+s");
    await page.waitForURL(/\/admin\/story\/\d+$/);
    await saved(page);
    assert.deepEqual(await where(), was);
    assert.ok(Math.abs(await scrolled() - at) < 32, "within a line: how high lines out of sight are is an estimate");
    await page.keyboard.press("Control+z");
    assert.doesNotMatch((await textState(page))[0], /Typed over/);
    await page.keyboard.press("Control+Shift+Z");
    await press(page, "Save draft");
    assert.match(await said(page), /Nothing had changed/);
  });

  test("what is pasted comes in as in the textarea; what is copied is the Markdown", async () => {
    await open();
    await putText(page, "Before  behind", 7, 7);
    const paste = (types) => content().evaluate((e, all) => {
      const clipboardData = new DataTransfer();
      for (const [type, value] of Object.entries(all)) clipboardData.setData(type, value);
      const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, composed: true, cancelable: true });
      return e.dispatchEvent(event);
    }, types);
    assert.equal(await paste({ "text/html": "<p>a <b>bold</b> word</p>", "text/plain": "a bold word" }), false);
    await page.waitForFunction(() => document.getElementById("body").value === "Before a **bold** word behind");
    await page.keyboard.press("Control+z");
    assert.equal((await textState(page))[0], "Before  behind", "one step");
    // What is said of line ends stays until the next paste, which says its own.
    for (const text of ["a\nb", "c\nd"]) {
      await putText(page, "");
      await paste({ "text/plain": text });
      await page.getByRole("button", { name: "Join the lines" }).waitFor();
    }
    await page.getByRole("button", { name: "Join the lines" }).click();
    assert.equal((await textState(page))[0], "c d");
    await putText(page, "");
    await paste({ "text/html": "<p>e</p>", "text/plain": "e" });
    await page.waitForFunction(() => document.getElementById("body").value === "e");
    assert.equal(await page.locator("#pasted").isVisible(), false);
    await putText(page, "See **this**.\n\nEnd.", 4, 12);
    const copied = (type) => content().evaluate((e, name) => {
      const clipboardData = new DataTransfer();
      e.dispatchEvent(new ClipboardEvent(name, { clipboardData, bubbles: true, composed: true, cancelable: true }));
      return clipboardData.getData("text/plain");
    }, type);
    assert.equal(await copied("copy"), "**this**");
    assert.equal(await copied("cut"), "**this**");
    assert.equal((await textState(page))[0], "See .\n\nEnd.");
    await putText(page, "a line", 2, 2);
    assert.equal(await copied("cut"), "", "with nothing selected nothing is cut");
    assert.equal((await textState(page))[0], "a line");
  });

  test("a note is kept without a change of the text, and its field is left alone", async () => {
    const { id } = await postStory(site, { title: "Noted", slug: "noted", section: SECTION, body: "One.\n\nTwo **bold**." });
    await open(`/admin/story/${id}`);
    await unfold(page);
    await putText(page, "One.\n\nTwo **bold**.\n\nThree.");
    await page.fill("[name=note_words]", "Who says?");
    await page.getByRole("button", { name: "Add the note" }).click();
    await page.locator("#group-notes", { hasText: "Who says?" }).locator("[name^=note_answer]").first().waitFor();
    assert.equal((await textState(page))[0], "One.\n\nTwo **bold**.\n\nThree.");
    assert.ok(await content().isVisible());
  });

  test("each line is read its own way, and the story's language is that of its spelling", async () => {
    await open();
    await page.fill("#lang", "ar");
    await putText(page, "وصلت السفينة **مساءً**.\n\nThe second is English.\n\n---\n\n12");
    const ways = await page.locator(".cm-line").evaluateAll((all) => all.map((e) => getComputedStyle(e).direction));
    assert.deepEqual(ways, ["rtl", "rtl", "ltr", "rtl", "rtl", "rtl", "rtl"]);
    const said = await content().evaluate((e) => Object.fromEntries(
      ["role", "aria-multiline", "aria-label", "lang", "spellcheck", "dir"].map((name) => [name, e.getAttribute(name)])));
    assert.deepEqual(said, { role: "textbox", "aria-multiline": "true", "aria-label": "Text", lang: "ar",
                             spellcheck: "true", dir: "rtl" });
    assert.equal(await page.locator("#body_styled").evaluate((e) => getComputedStyle(e).direction), "rtl");
    await page.click("label[for=body]");
    assert.equal(await page.evaluate(() => document.activeElement.id), "body_styled", "its label leads to it");
  });

  const STRUCTURE = ["Start.", "", "> Quoted words.", ">", "> - an item of it", "", "- one", "  - two", "", "10. ten", "",
    "| Year | People |", "| --- | ---: |", "| 2023 | 2,100 |", "|  |  |", "", "```js", "if (a)", "  b();", "```", "",
    "- ```", "  c();", "  ```", "", "**All**"].join("\n");
  /** Puts a text there that ends with a line in bold, which is looked at last: a busy machine takes its time for that. */
  async function putWhole(text, ...selection) {
    await putText(page, text, ...selection);
    await page.waitForFunction(() =>
      /^\s*All\s*$/.test(document.querySelector(".styled").shadowRoot.querySelector(".cm-line:last-child").innerText));
  }
  /** Where words are on the page: [left, right] of the first letters that say so, without signs. */
  const placeOf = (words) => content().evaluate((root, what) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), range = document.createRange();
    for (let node; (node = walker.nextNode());) {
      const at = node.data.indexOf(what);
      if (at < 0) continue;
      range.setStart(node, at);
      range.setEnd(node, at + what.length);
      const { left, right, top } = range.getBoundingClientRect();
      return [left, right, top].map(Math.round);
    }
    return null;
  }, words);
  const near = (a, b, what) => assert.ok(a && b && Math.abs(a[0] - b[0]) <= 2 && Math.abs(a[1] - b[1]) <= 2, `${what}: ${a} and ${b}`);

  test("tables stand in columns, lists and quotations hang, code is on its ground", async () => {
    await open();
    await putWhole(STRUCTURE, 0);
    const seen = async () => (await content().innerText()).replace(/[\t\n ]+/g, " ").trim();
    await becomes(seen, "Start. Quoted words. ▪ an item of it ▪ one ▪ two 10. ten Year People 2023 2,100 js if (a) b(); ▪ c(); All");
    const [year, people, of2023, number] = await Promise.all(["Year", "People", "2023", "2,100"].map(placeOf));
    assert.equal(year[0], of2023[0], "cells begin below their head");
    assert.equal(people[1], number[1], "or end there, as the table says");
    assert.ok(of2023[2] - year[2] < 45, "the line of dashes takes no line");
    const [start, quoted, one, two, ten] = await Promise.all(["Start.", "Quoted", "one", "two", "ten"].map(placeOf));
    assert.ok(quoted[0] > start[0] && one[0] > start[0] && two[0] > one[0]);
    assert.equal(ten[0], one[0]);
    const code = (what) => page.locator(".cm-line.block", { hasText: what }).evaluate((e) => {
      const { fontFamily, backgroundColor } = getComputedStyle(e);
      return [/mono/i.test(fontFamily), backgroundColor !== "rgba(0, 0, 0, 0)", e.spellcheck, e.dir];
    });
    assert.deepEqual(await code("b();"), [true, true, false, "ltr"]);
    assert.ok((await placeOf("c();"))[0] > one[0], "code of an item stands in it");
  });

  test("no word moves when the caret comes to its line, and signs stand on that line alone", async () => {
    await open();
    await putWhole(STRUCTURE, 0);
    for (const [words, sign] of [["Quoted", "> Quoted"], ["an item", "> - an item"], ["one", "- one"], ["two", "- two"],
                                 ["ten", "10. ten"], ["2023", "| 2023"], ["2,100", "2,100 |"], ["Year", "| Year"]]) {
      await putWhole(STRUCTURE, 0);
      const was = await placeOf(words);
      await putWhole(STRUCTURE, STRUCTURE.indexOf(words) + 1);
      near(await placeOf(words), was, words);
      const open = await content().innerText();
      assert.ok(open.replace(/[\t\n ]+/g, " ").includes(sign), `${sign} in ${open}`);
      assert.doesNotMatch(open, /---|```/);
    }
  });

  test("arrows go through every letter of a table, and up and down from row to row", async () => {
    await open();
    await putWhole(STRUCTURE, 0);
    const at = async () => (await textState(page))[1];
    const from = STRUCTURE.indexOf("| Year"), to = STRUCTURE.indexOf("```js");
    await putWhole(STRUCTURE, from);
    for (let n = from + 1; n <= to; n++) {
      await page.keyboard.press("ArrowRight");
      assert.equal(await at(), n);
    }
    await putWhole(STRUCTURE, STRUCTURE.indexOf("Year") + 2);
    const lines = [];
    for (let n = 0; n < 3; n++) {
      await page.keyboard.press("ArrowDown");
      lines.push(STRUCTURE.slice(0, await at()).split("\n").at(-1).slice(0, 4));
    }
    assert.deepEqual(lines, ["| 20", "|  ", ""]);
  });

  test("typing on what is selected across rows and items changes those bytes alone; a press in an empty cell is in it", async () => {
    await open();
    const places = ["Quoted", "item of", "two", "0. ten", "ear |", " People", "- | ---", "23 |", ",100", "|  |", "if (", "c();"]
      .map((words) => STRUCTURE.indexOf(words));
    for (const [i, start] of places.entries())
      for (const end of places.slice(i + 1, i + 4)) {
        await putWhole(STRUCTURE, start, end);
        await page.keyboard.press("x");
        assert.deepEqual(await textState(page), [`${STRUCTURE.slice(0, start)}x${STRUCTURE.slice(end)}`, start + 1, start + 1]);
      }
    await page.keyboard.press("Control+z");
    assert.equal((await textState(page))[0], STRUCTURE);
    await putWhole(STRUCTURE, 0);
    const last = page.locator(".cm-line.row .cell").last(), { width, height } = await last.boundingBox();
    await last.click({ position: { x: width - 4, y: height / 2 } });
    await page.keyboard.type("7");
    assert.match((await textState(page))[0], /\n\|  \| *7 *\|\n/);
  });

  test("from right to left, columns, items and quotations begin at the right", async () => {
    await open();
    const text = ["يذكر المجلس", "", "> قرأته", "", "- رصيف", "", "| السنة | الركاب |", "| --- | ---: |", "| 2023 | 120 |", "", "```", "06:00 Island", "```", "", "**All**"].join("\n");
    await putWhole(text, 0);
    const [start, quoted, item, year, people, of2023, n, code] = await Promise.all(
      ["يذكر", "قرأته", "رصيف", "السنة", "الركاب", "2023", "120", "06:00"].map(placeOf));
    assert.ok(quoted[1] < start[1] && item[1] < start[1]);
    assert.ok(people[1] < year[0], "the second column is to the left of the first");
    assert.equal(of2023[1], year[1]);
    assert.equal(n[0], people[0]);
    assert.ok(code[0] < n[0], "code is read from the left");
    const box = await page.locator(".cm-content .bullet").boundingBox();
    assert.ok(box.x + box.width / 2 > item[1]);
    await putWhole(text, text.indexOf("2023") + 1);
    near(await placeOf("2023"), of2023, "2023");
  });

  test("texts of the demo, of a real archive and odd ones are held byte for byte", async () => {
    const stories = path.join(ROOT, "cli/demo/stories");
    const texts = fs.readdirSync(stories).map((name) => fs.readFileSync(path.join(stories, name), "utf8"));
    if (fs.existsSync(archive)) {
      const folder = tempFolder("archive");
      assert.equal(spawnSync("tar", ["xJf", archive, "-C", folder]).status, 0);
      const all = fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".md")).sort();
      texts.push(...all.filter((_, i) => i % 20 === 0).map((name) => fs.readFileSync(path.join(folder, name), "utf8")));
      assert.ok(texts.length > 100);
    }
    texts.push("trailing  \n\ttabs\t\n\n\n  \n", "\u00a0\u200b\u200e\u200f\u2028\u2029\u0085\ufeff\u00ad", "e\u0301 👩‍👩‍👧 \u{1F1E9}\u{1F1EA}",
               "\ud800 alone", "a\u000bb\u000cc\u001b", "\\\\ \\* &amp; <b>x</b> <!-- y -->", "x".repeat(20_000), "\n", "",
               "[a]: /b\n[^1]: note\n\n***a** b*\n```\n# no\n");
    await open();
    const wrong = await page.evaluate(async (all) => {
      const { mount } = await import(document.getElementById("story").dataset.styled);
      const own = { label: "Text", help: "", invalid: false, lang: () => "en", goOn: () => false, margins: () => ({}) };
      const out = [];
      for (const [i, text] of all.entries()) {
        const form = document.createElement("form"), area = document.createElement("textarea");
        form.append(area);
        document.body.append(form);
        area.value = text;
        area.name = "body";
        const is = area.value, sent = () => new FormData(form).get("body"), plain = sent();
        const field = mount(area, own);
        if (!field || field.value !== is || area.value !== is || sent() !== plain) out.push(`${i}: opened`);
        const at = Math.floor(is.length / 2);
        field?.put({ from: at, to: at, text: "*" });
        if (field?.value !== `${is.slice(0, at)}*${is.slice(at)}`) out.push(`${i}: changed`);
        field?.put({ from: at, to: at + 1, text: "" });
        if (field?.value !== is || sent() !== plain) out.push(`${i}: changed back`);
        form.remove();
      }
      return out;
    }, texts);
    assert.deepEqual(wrong, []);
  });

  test("opening and saving changes nothing of a stored text", async () => {
    const body = "One  \ntwo\\\n\n\tcode \u00a0\n\n* a\n+ b\n\n[x](https://example.org/x.png)\n\n\u200fend.";
    const { id } = await postStory(site, { title: "Odd", slug: "odd", section: SECTION, body });
    await open(`/admin/story/${id}`);
    await line("two").click();
    await press(page, "Save draft");
    assert.match(await said(page), /Nothing had changed/);
    assert.equal((await textState(page))[0], body);
  });

  test("a text that it could not hold is left in the textarea, and the page says so", async () => {
    const own = await watched(ines);
    await own.addInitScript(() => {
      const { get, set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
      Object.defineProperty(HTMLTextAreaElement.prototype, "value", { set, configurable: true,
        get() { return this.id === "body" ? "a\rb" : get.call(this); } });
    });
    await own.goto("/admin/story/new");
    await own.locator("#body-plain", { hasText: "would be lost here" }).waitFor();
    assert.ok(await own.locator("#body").isVisible());
    assert.equal(await own.locator(".cm-content").count(), 0);
    await own.context().close();
  });

  test("without it the textarea is there: when it cannot be loaded, and without JavaScript", async () => {
    const own = await deskPage(browser, site, ines);
    await own.route("**/codemirror.js", (route) => route.abort());
    await own.goto("/admin/story/new");
    await own.locator("#body-plain", { hasText: "could not be loaded" }).waitFor();
    await own.fill("#body", "**plain**");
    await own.context().close();
    const session = await site.signIn(ines);
    const context = await browser.newContext({ baseURL: site.url, javaScriptEnabled: false });
    await context.addCookies(session.browserCookies());
    const bare = await openPage(context);
    await bare.goto("/admin/story/new");
    assert.ok(await bare.locator("#body").isVisible());
    await context.close();
  });

  test("who did not choose it is sent none of it", async () => {
    const own = await deskPage(browser, site, tomas);
    const asked = [];
    own.on("request", (r) => asked.push(r.url()));
    await own.goto("/admin/story/new");
    await own.locator("#toolbar").waitFor();
    assert.ok(asked.some((url) => url.endsWith("/main.js")));
    assert.deepEqual(asked.filter((url) => /codemirror|styled/.test(url)), []);
    await own.context().close();
  });

  test("its address names its bytes, and its licences lie beside it", async () => {
    const session = await site.signIn(ines);
    const address = /data-styled="([^"]+)"/.exec((await session.get("/admin/story/new")).text)[1];
    const script = await site.get(address);
    assert.match(script.headers["cache-control"], /immutable/);
    assert.doesNotMatch(script.text, /\beval\(|new Function\(/);
    const licences = await site.get(address.replace("codemirror.js", "LICENSE.txt"));
    for (const name of ["@codemirror/view", "@codemirror/state", "@lezer/markdown", "style-mod"])
      assert.match(licences.text, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(MIT\\)$`, "m"));
    assert.match(licences.text, /Permission is hereby granted/);
  });

  test("axe finds nothing, wide and narrow, by day and by night, and nothing leaves the window", async () => {
    await open();
    await page.fill("#headline", "All of it");
    await putText(page, ["## A heading", "**bold** `code` [^1] [a](/b)", "", "> quote", "", `![Boat](${picture})`, "",
                         "1. one", "", "```", "code", "```", "", "| a | b |", "|---|---|", "| 1 | 2 |", "", "w".repeat(300), "",
                         "وصلت **السفينة** [مساءً](/b)."].join("\n"));
    await page.locator("#headline").click();
    assert.deepEqual(await troublesAt(page, [1280, 360]), []);
    await content().focus();
    assert.deepEqual(await troublesAt(page, [360]), []);
  });

  test("nothing was refused by the Content-Security-Policy, and nothing was complained of", () => {
    assert.deepEqual(page.violations, []);
    assert.deepEqual(page.troubles, []);
  });
});
