// tools.test.mjs: what helps while a story is written: marks and lists by keys, find and replace,
// counts, guidance and checks. What a key does to a text is a table; that it does so in a browser, in
// one step of undo and with the caret in its place, is tried in Chromium.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { enter, indent, insertTable, toggleHeading, toggleList, toggleQuote } from "../../static/js/desk/blocks.js";
import { hitsIn, putFor, replaceAll } from "../../static/js/desk/hits.js";
import { toggleLink, toggleMark } from "../../static/js/desk/marks.js";
import { fit } from "../../static/js/desk/plain.js";
import { inSlices } from "../../static/js/desk/idle.js";
import { scan, scanning } from "../../static/js/desk/scan.js";
import { axeDayAndNight, launch } from "./lib/browser.mjs";
import { STYLED, chooseStyled, deskPage, putText, textState } from "./lib/desk.mjs";
import { visit } from "./lib/form.mjs";
import { becomes, startSite } from "./lib/site.mjs";
import { postStory } from "./lib/story.mjs";

/** "a ¦ b" has a caret, "a ‹b›" a selection. */
function marked(text) {
  const start = text.search(/[¦‹]/);
  const end = text.includes("¦") ? start : text.indexOf("›") - 1;
  return [text.replace(/[¦‹›]/g, ""), start, end];
}
const shown = (value, start, end) => (start === end ? `${value.slice(0, start)}¦${value.slice(start)}`
  : `${value.slice(0, start)}‹${value.slice(start, end)}›${value.slice(end)}`);

function done(act, text) {
  const [value, start, end] = marked(text);
  const edit = act(value, start, end);
  return edit && shown(value.slice(0, edit.from) + edit.text + value.slice(edit.to), edit.start, edit.end);
}

const bold = (...at) => toggleMark(...at, 2), italic = (...at) => toggleMark(...at, 1);
const heading = (...at) => toggleHeading(...at, 2), smaller = (...at) => toggleHeading(...at, 3);
const bullets = (...at) => toggleList(...at, false), numbers = (...at) => toggleList(...at, true);
const shiftEnter = (...at) => enter(...at, true), back = (...at) => indent(...at, true);
const table = (...at) => insertTable(...at, "H");

const EDITS = [
  [bold, "a ‹word › b", "a **‹word›**  b"],
  [bold, "a **‹word›** b", "a ‹word› b"],
  [bold, "a ‹**word**› b", "a ‹word› b"],
  [bold, "a wo¦rd b", "a **wo¦rd** b"],
  [bold, "**two wo¦rds**", "two wo¦rds"],
  [bold, "a ¦ b", "a **¦** b"],
  [bold, "a **¦** b", "a ¦ b"],
  [bold, "***‹x›***", "*‹x›*"],
  [italic, "***‹x›***", "**‹x›**"],
  [italic, "**‹x›**", "***‹x›***"],
  [italic, "_‹a›_", "‹a›"],
  [bold, "‹a **b** c›", "**‹a b c›**"],
  [bold, "**one ‹two** three›", "**one ‹two three›**"],
  [bold, "- ‹one\n- two›\n\nthree", "- **‹one**\n- **two›**\n\nthree"],
  [bold, "- **‹one**\n- **two**›", "- ‹one\n- two›"],
  [bold, "‹one\n\n**two**›", "**‹one**\n\n**two**›"],
  [bold, "> ‹a›", "> **‹a›**"],
  [italic, "* ‹a› *b*", "* *‹a›* *b*"],
  [bold, "`a*b` ‹c›", "`a*b` **‹c›**"],
  [bold, "他说‹「重要」›的", "他说**‹「重要」›**的"],
  [bold, "这是重¦要的", "这是**重¦要**的"],
  [bold, "قال ‹الوزير › إن", "قال **‹الوزير›**  إن"],
  [bold, "‹ \n ›", null],
  [toggleLink, "see ‹the report › now", "see [the report](‹https://›)  now"],
  [toggleLink, "see [the re¦port](https://x.org/a_(b)) now", "see [the report](‹https://x.org/a_(b)›) now"],
  [toggleLink, "see [the report](‹https://›) now", "see ‹the report› now"],
  [toggleLink, "‹https://a.b/c›", "[¦](https://a.b/c)"],
  [toggleLink, "‹ines@example.org›", "[¦](mailto:ines@example.org)"],
  [toggleLink, "a ¦ b", "a [¦](https://) b"],
  [toggleLink, "‹a [b›", "[a \\[b](‹https://›)"],
  [heading, "one\ntw¦o", "one\n## tw¦o"],
  [heading, "## tw¦o", "tw¦o"],
  [smaller, "## tw¦o", "### tw¦o"],
  [heading, "- tw¦o", "## tw¦o"],
  [heading, "> tw¦o", "> ## tw¦o"],
  [heading, "> ## tw¦o", "> tw¦o"],
  [bullets, "‹> a\n> b›", "‹> - a\n> - b›"],
  [bullets, "‹> - a\n> - b›", "‹> a\n> b›"],
  [toggleQuote, "a\nb¦\n\nc", "> a\n> b¦\n\nc"],
  [toggleQuote, "> a\n> b¦\n\nc", "a\nb¦\n\nc"],
  [toggleQuote, "‹a\n\nb›", "‹> a\n>\n> b›"],
  [toggleQuote, "‹> a\n>\n> b›", "‹a\n\nb›"],
  [bullets, "‹a\nb›\nc", "‹- a\n- b›\n\nc"],
  [bullets, "¦", "- ¦"],
  [numbers, "‹a\n\nb›", "‹1. a\n\n2. b›"],
  [numbers, "‹- a\n- b›", "‹1. a\n2. b›"],
  [numbers, "‹1. a\n2. b›", "‹a\nb›"],
  [numbers, "1. a\nb¦", "1. a\n2. b¦"],
  [numbers, "‹a\nb\n›c", "‹1. a\n2. b›\n\nc"],
  [table, "a¦\nb", "a\n\n| ‹H› | H |\n| --- | --- |\n|  |  |\n|  |  |\n\nb"],
  [enter, "- a¦", "- a\n- ¦"],
  [enter, "- a¦ b", "- a\n- ¦b"],
  [enter, "- [x] a¦", "- [x] a\n- [ ] ¦"],
  [enter, "9. a\n10. b¦\n11. c\n    x\n12. d", "9. a\n10. b\n11. ¦\n12. c\n    x\n13. d"],
  [enter, "1. a\n1. b¦\n1. c", "1. a\n1. b\n1. ¦\n1. c"],
  [enter, "- a\n- ¦", "- a\n\n¦"],
  [enter, "- ¦", "¦"],
  [enter, "1. a\n   - x\n   - ¦\n2. b", "1. a\n   - x\n2. ¦\n3. b"],
  [enter, "> a¦", "> a\n> ¦"],
  [enter, "> a\n> ¦", "> a\n\n¦"],
  [enter, "> - a\n> - ¦", "> - a\n>\n> ¦"],
  [shiftEnter, "> a¦", "> a\n>\n> ¦"],
  [shiftEnter, "- a¦", "- a\n  ¦"],
  [enter, "1986. It was¦", null],
  [enter, "a¦", null],
  [enter, "¦- a", null],
  [enter, "```\n- a¦\n```", null],
  [indent, "- a\n- b¦", "- a\n  - b¦"],
  [indent, "- a\n- b¦\n  - c\n- d", "- a\n  - b¦\n    - c\n- d"],
  [indent, "1. a\n2. b¦\n3. c", "1. a\n   1. b¦\n2. c"],
  [indent, "- a\n‹- b\n- c›\n- d", "- a\n  ‹- b\n  - c›\n- d"],
  [indent, "> - a\n> - b¦", "> - a\n>   - b¦"],
  [back, "1. a\n   1. b¦\n2. c", "1. a\n2. b¦\n3. c"],
  [indent, "- a¦", null],
  [back, "- a¦", null],
  [indent, "text¦", null],
];

test("each key makes of a text what it should", () => {
  for (const [act, from, to] of EDITS) assert.equal(done(act, from), to, `${act.name} of ${from}`);
});

test("what begins a block stands on lines of its own, wherever it is put", () => {
  for (const [md, before, after, becomes] of [
    ["![](/media/a.jpg)", "", "First.", "![](/media/a.jpg)\n\n"],
    ["![](/media/a.jpg)", "One.\n\n", "Two.", "![](/media/a.jpg)\n\n"],
    ["![](/media/a.jpg)", "One.", "\n\nTwo.", "\n\n![](/media/a.jpg)"],
    ["```\nx = 1\n```", "One.\n\n", "Two.", "```\nx = 1\n```\n\n"],
    ["1. One", "", "Two.", "1. One\n\n"],
    ["words", "One ", "two.", "words"],
  ]) assert.equal(fit(md, md, before, after), becomes, JSON.stringify([md, before, after]));
});

test("words are found by what is asked for", () => {
  const places = (text, wanted) => hitsIn(text, wanted).map((h) => h.at);
  for (const [text, wanted, at] of [
    ["Ferry ferry", { find: "ferry" }, [0, 6]],
    ["Ferry ferry", { find: "ferry", letters: true }, [6]],
    ["ferry ferrys ÉFERRY", { find: "ferry", words: true }, [0]],
    ["東京都の東京", { find: "東京", words: true }, [0, 4]],
    ["a.c abc", { find: "a.c" }, [0]],
    ["a.c abc", { find: "a.c", regular: true }, [0, 4]],
    ["one\ntwo", { find: "^t", regular: true }, [4]],
    ["aaa", { find: "x*", regular: true }, []],
    ["😀a", { find: "a" }, [2]],
    ["(a) \\ [b", { find: "[b" }, [6]],
  ]) assert.deepEqual(places(text, wanted), at, JSON.stringify([text, wanted]));
  assert.throws(() => hitsIn("a", { find: ")(", regular: true }), SyntaxError);
  const [hit] = hitsIn("12 May", { find: "(\\d+) (\\w+)", regular: true });
  assert.equal(putFor(hit, "$2 $1, $$1\\n$&"), "May 12, $1\n12 May");
  assert.equal(putFor(hitsIn("a", { find: "a" })[0], "$1"), "$1");
  const all = replaceAll("x a b a y", hitsIn("x a b a y", { find: "a" }), "cc");
  assert.deepEqual([all.from, all.to, all.text], [2, 7, "cc b cc"]);
});

test("what goes through a text may be left off at each line, and what is begun anew ends what was under way", async () => {
  assert.ok([...scanning("A line.\n\nANOTHER line.\n".repeat(100), [])].length >= 300);
  let steps = 0;
  function* endless() {
    for (;;) yield steps++;
  }
  function* short() {
    yield;
    return "done";
  }
  const said = await new Promise((resolve) => {
    const begin = inSlices(resolve);
    begin(endless()); // gives way by itself, or this would not go on
    begin(short());
  });
  const then = steps;
  await new Promise((resolve) => setTimeout(resolve, 120)); // two idle moments
  assert.deepEqual([said, steps], ["done", then]);
});

test("what some readers would stumble over is found in the text", () => {
  const found = (text) => scan(text).map(({ kind, at, end }) => `${kind}: ${text.slice(at, end)}`);
  for (const [text, all] of [
    ["## A\n\n### B\n\n## C", []],
    ["#### A", ["level: #### A"]],
    ["## A\n\n#### B", ["level: #### B"]],
    ["```\n#### A\n```", []],
    ["a\n\n**Bold line**\n\nb", ["bold: **Bold line**"]],
    ["a **bold** word", []],
    ["[here](x) [Click here »](x) [**hier**](x) [Weiterlesen …](x)", ["vague: here", "vague: Click here »",
      "vague: **hier**", "vague: Weiterlesen …"]],
    ["[aquí](x) [en savoir plus](x) [هنا](x) [点击这里](x) [here][1]", ["vague: aquí", "vague: en savoir plus",
      "vague: هنا", "vague: 点击这里", "vague: here"]],
    ["[the report](x) [Here is the report](x) [](y)", ["wordless: []"]],
    ["![](/media/a.jpg)\n\n![ ](b)\n\n![A boat](c)", ["alt: ![]", "alt: ![ ]"]],
    ["| a |\n| --- |\n| 1 |", []],
    ["|  |  |\n| --- | --- |\n| 1 | 2 |", ["table: |  |  |"]],
    ["| 1 | 2 |\n| 3 | 4 |", ["table: | 1 | 2 |"]],
    ["NATO, UNESCO and the EU", []],
    ["a VERY IMPORTANT day, UNBELIEVABLE", ["capitals: VERY IMPORTANT", "capitals: UNBELIEVABLE"]],
    ["`ABCDEFGHIJKL` https://x.org/ABCDEFGHIJKL [a](/ABCDEFGHIJKL)", []],
    ["word ".repeat(150), []],
    ["字".repeat(501), [`long: ${"字".repeat(501)}`]],
  ]) assert.deepEqual(found(text), all, text.slice(0, 80));
  assert.equal(found(`${"word ".repeat(110)}\n`.repeat(2)).length, 1, "a paragraph of two lines");
});

// In the textarea, and in what stands in for it: each key and tool does the same.
for (const styled of [false, true])
describe(styled ? "in a browser, with the text as it will look" : "in a browser",
         { skip: styled && !STYLED && "CodeMirror is not bundled" }, () => {
  let site, browser, page;
  before(async () => {
    site = await startSite();
    browser = await launch();
    if (styled) await chooseStyled(site, {});
    page = await deskPage(browser, site, {}, { viewport: { width: 1280, height: 720 } });
    await page.goto("/admin/story/new");
    await ready();
    // The first key waits for what it needs; the others find it there.
    await write("‹one›");
    await page.keyboard.press("Control+b");
    await page.waitForFunction(() => document.getElementById("body").value === "**one**");
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  const ready = (of = page) => styled && of.locator(".cm-content").waitFor();
  const value = async () => (await state())[0];
  const state = () => textState(page);
  /** Puts a text with its caret or selection into the page, and the focus on it. */
  async function write(text) {
    const [was, start, end] = marked(text);
    if (!styled) await page.fill("#body", was);
    await putText(page, was, start, end);
  }
  const focused = async () => (await page.evaluate(() =>
    document.activeElement.id || document.activeElement.dataset.tool))?.replace("body_styled", "body");

  test("each key changes the text in one step of undo, and once more takes it back", async () => {
    for (const [key, text, becomes] of [
      ["Control+b", "a ‹word › b", "a **‹word›**  b"],
      ["Control+i", "a wo¦rd b", "a *wo¦rd* b"],
      ["Control+Shift+Digit2", "‹word›", "‹## word›"],
      ["Control+Shift+Digit3", "‹word›", "‹### word›"],
      ["Control+Shift+Digit7", "‹a\nb›", "‹1. a\n2. b›"],
      ["Control+Shift+Digit8", "‹a\nb›", "‹- a\n- b›"],
      ["Control+Shift+Digit9", "‹a\nb›", "‹> a\n> b›"],
    ]) {
      await write(text);
      await page.keyboard.press(key);
      assert.equal(shown(...await state()), becomes, key);
      await page.keyboard.press("Control+z");
      assert.equal(await value(), marked(text)[0], `${key}, and undo`);
      await page.keyboard.press("Control+Shift+z");
      assert.equal(await value(), marked(becomes)[0], `${key}, and redo`);
      await write(becomes);
      await page.keyboard.press(key);
      assert.equal((await value()).trim().replace(/ +/g, " "), marked(text)[0].replace(/ +/g, " "),
                   `${key} twice`);
    }
    await write("see ‹it›");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("/2026/01/it");
    assert.equal(await value(), "see [it](/2026/01/it)");
    await page.keyboard.press("Control+k");
    assert.equal(shown(...await state()), "see ‹it›", "from its address, it is no link any more");
  });

  test("lists and quotations go on, and end, while they are typed", async () => {
    await write("¦");
    for (const line of ["1. one", "two", "", "> said", "", "end"]) {
      await page.keyboard.type(line);
      if (line !== "end") await page.keyboard.press("Enter");
    }
    assert.equal(await value(), "1. one\n2. two\n\n> said\n\nend");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    assert.equal(await value(), "1. one\n2. two\n\n> said\n> ", "one step each");
    await write("- one\n- ¦");
    await page.keyboard.press("Tab");
    await page.keyboard.type("in");
    assert.equal(await value(), "- one\n  - in");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await value(), "- one\n- in");
    assert.equal(await focused(), "body");
    // A browser that has no name for Shift+Tab says at least which key it is.
    await write("- one\n  - in¦");
    await page.evaluate(() => {
      const place = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
      place.dispatchEvent(new KeyboardEvent("keydown", {
        key: "Unidentified", code: "Tab", shiftKey: true, bubbles: true, cancelable: true, composed: true }));
    });
    assert.equal(await value(), "- one\n- in");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    assert.notEqual(await focused(), "body", "Escape, then Tab leaves");
    assert.equal(await value(), "- one\n- in");
    await write("no list¦");
    await page.keyboard.press("Tab");
    assert.notEqual(await focused(), "body", "elsewhere Tab leaves at once");
  });

  test("a word that is being composed is left alone", async () => {
    const cdp = await page.context().newCDPSession(page);
    await write("- ¦");
    await cdp.send("Input.imeSetComposition", { selectionStart: 3, selectionEnd: 3, text: "にほん" });
    const kept = await page.evaluate(() => ["Enter", "Tab", "b"].map((key) =>
      (document.querySelector(".styled")?.shadowRoot.querySelector(".cm-content") ??
        document.getElementById("body")).dispatchEvent(new KeyboardEvent("keydown",
        { key, code: key === "b" ? "KeyB" : key, ctrlKey: key === "b", isComposing: true, bubbles: true,
          composed: true, cancelable: true }))));
    assert.deepEqual(kept, [true, true, true], "no key is taken");
    assert.equal(await value(), "- にほん");
    await cdp.send("Input.insertText", { text: "日本" });
    assert.equal(await value(), "- 日本");
    await page.keyboard.press("Enter");
    assert.equal(await value(), "- 日本\n- ");
    await cdp.detach();
  });

  test("the toolbar is one Tab stop, its buttons have names, and the text keeps the focus", async () => {
    await write("a ‹word› b");
    await page.getByRole("toolbar", { name: "Formatting" }).getByRole("button", { name: "Bold" }).click();
    assert.equal(shown(...await state()), "a **‹word›** b");
    assert.equal(await focused(), "body");
    await page.keyboard.press("Alt+F10");
    assert.equal(await focused(), "bold");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await focused(), "keys", "round the end");
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(), "italic");
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "body");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await focused(), "italic");
    await page.keyboard.press("Escape");
    assert.equal(await focused(), "body");
    await page.click("[data-tool=picture]");
    assert.ok(await page.locator("#inline_file").isVisible());
    assert.ok(await page.locator("#inline").evaluate((e) => e.contains(document.activeElement)));
  });

  test("Ctrl+Enter goes to the button that publishes, and presses nothing", async () => {
    await write("Not yet¦");
    await page.evaluate(() => {
      window.sent = 0;
      document.getElementById("story").addEventListener("submit", (e) => (window.sent++, e.preventDefault()));
    });
    await page.keyboard.down("Control");
    await page.keyboard.down("Enter");
    await page.keyboard.down("Enter"); // held down
    await page.keyboard.up("Control");
    await page.keyboard.down("Enter");
    await page.keyboard.up("Enter");
    assert.equal(await focused(), "publish");
    assert.equal(await page.getByRole("button", { name: "Publish now" }).evaluate((b) => b === document.activeElement),
                 true);
    assert.equal(await page.evaluate(() => window.sent), 0);
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => window.sent), 1, "a press of its own does");
    await page.reload();
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await ready();
  });

  test("the question mark lists the keys outside of text fields, unless that is switched off", async () => {
    const list = page.getByRole("dialog", { name: "Keys" });
    await write("¦");
    await page.keyboard.press("?");
    assert.equal(await value(), "?");
    assert.equal(await list.isVisible(), false);
    await page.focus("#publish");
    await page.keyboard.press("?");
    assert.ok(await list.isVisible());
    await list.getByRole("checkbox").uncheck();
    await page.keyboard.press("Escape");
    assert.equal(await list.isVisible(), false);
    assert.equal(await focused(), "publish");
    await page.keyboard.press("?");
    assert.equal(await list.isVisible(), false);
    await page.click("[data-tool=keys]");
    await list.getByRole("checkbox").check();
    await list.getByRole("button", { name: "Close" }).click();
  });

  test("find and replace: to each hit, one, and all of 20,000 words in one step of undo", async () => {
    const count = page.locator("[data-find=count]");
    const says = (words) => page.locator("[data-find=count]", { hasText: words }).waitFor();
    await write("The ferry, a Ferry.\n\n¦The ferryman.");
    await page.keyboard.press("Control+h");
    assert.equal(await focused(), "find_words");
    await page.keyboard.type("ferry");
    await says("Found: 3");
    await page.keyboard.press("Enter");
    await says("3 of 3");
    await page.keyboard.press("Enter");
    await says("1 of 3");
    assert.deepEqual((await state()).slice(1), [4, 9]);
    await page.locator(".found i, .styled .found").waitFor();
    await page.getByLabel("Whole words").check();
    await says("Found: 2");
    await page.getByLabel("Capitals matter").check();
    await says("Found: 1");
    await page.fill("#find_words", "(");
    await page.getByLabel("Pattern").check();
    await says("This is no valid pattern.");
    await page.fill("#find_words", "F(er)");
    await says("Nothing found");
    await page.getByLabel("Whole words").uncheck();
    await says("Found: 1");
    await page.fill("#find_by", "H$1");
    await page.getByRole("button", { name: "Replace", exact: true }).click();
    await says("1 of 1");
    await page.getByRole("button", { name: "Replace", exact: true }).click();
    await says("Nothing found");
    assert.equal(await value(), "The ferry, a Herry.\n\nThe ferryman.");
    await page.keyboard.press("Escape");
    assert.equal(await focused(), "body");
    await page.keyboard.press("Control+z");
    assert.equal(await value(), "The ferry, a Ferry.\n\nThe ferryman.");

    const long = Array.from({ length: 60 }, (_, i) => `${"The ferry left the pier at nine. ".repeat(48)}${i}.`).join("\n\n");
    await write(`¦${long}`);
    await page.click("[data-tool=find]");
    await page.getByLabel("Pattern").uncheck();
    await page.getByLabel("Capitals matter").uncheck();
    await page.fill("#find_words", "59.");
    await page.keyboard.press("Enter");
    await says("1 of 1");
    await page.waitForFunction(() => {
      const hit = document.querySelector(".found i") ??
        document.querySelector(".styled")?.shadowRoot.querySelector(".found");
      const { top, bottom } = hit?.getBoundingClientRect() ?? {};
      return top > 0 && bottom < innerHeight && bottom - top < 60;
    }); // the hit is in sight
    const overLastLine = () => {
      const hit = document.querySelector(".found i");
      const foot = document.getElementById("body").getBoundingClientRect().bottom - hit.getBoundingClientRect().bottom;
      return foot > -1 && foot < 16;
    };
    if (!styled) assert.ok(await page.evaluate(overLastLine), "the mark lies over the words");
    await page.fill("#find_words", "pier");
    await page.fill("#find_by", "quay");
    await page.getByRole("button", { name: "Replace all" }).click();
    await says("Replaced: 2880");
    assert.equal(await value(), long.replaceAll("pier", "quay"));
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+z");
    assert.equal(await value(), long, "one step of undo");
    assert.equal(await count.isVisible(), false);
  });

  test("a hit that is gone to stands below all that covers the window", async () => {
    await write(`${Array.from({ length: 60 }, (_, i) => `ferry ${i}`).join("\\\n")}¦`);
    await page.keyboard.press("Control+h");
    await page.fill("#find_words", "ferry");
    const says = (words) => page.locator("[data-find=count]", { hasText: words }).waitFor();
    await says("Found: 60");
    for (let n = 1; n <= 18; n++) {
      await page.keyboard.press("Shift+Enter");
      await says(`${61 - n} of 60`);
      const under = async () => {
        const [hit, bar] = await Promise.all([".found i, .styled .found", "#find"].map((what) => page.locator(what).boundingBox()));
        return hit.y < bar.y + bar.height && "the bar";
      };
      await becomes(under, false, 10);
    }
    await page.keyboard.press("Escape");
  });

  test("a pattern that would never end is given up, and the page lives", async () => {
    await write(`${"a".repeat(60)}!¦`);
    await page.click("[data-tool=find]");
    await page.getByLabel("Pattern").check();
    await page.fill("#find_words", "(a+)+$");
    await page.locator("[data-find=count]", { hasText: "takes too long" }).waitFor();
    await page.getByLabel("Pattern").uncheck();
    await page.keyboard.press("Escape");
  });

  test("words of the text and of the selection are counted, without addresses", async () => {
    await write("Two [words](https://example.org/a-b-c) ‹and two› 漢字¦".replace("¦", ""));
    await page.locator("#count", { hasText: /^Selected: 2 of \d+ words · Characters: 7$/ }).waitFor();
    await write("Two [words](https://example.org/a-b-c) here¦");
    await page.locator("#count", { hasText: /^Words: 3 · Characters: 43 · Minutes to read: 1$/ }).waitFor();
  });

  test("lengths of headline, standfirst and description are told quietly", async () => {
    const guide = (id) => page.locator(`[data-guide=${id}]`);
    const live = (id) => guide(id).locator("[aria-live=polite]");
    await page.fill("#headline", "A ferry of the harbour board runs again from Monday");
    await live("headline").filter({ hasText: "A good length." }).waitFor();
    await page.evaluate(() => {
      window.spoken = 0;
      new MutationObserver((all) => (window.spoken += all.length)).observe(
        document.querySelector("[data-guide=headline] [aria-live]"), { childList: true, characterData: true, subtree: true });
    });
    await page.locator("#headline").press("End");
    await page.locator("#headline").pressSequentially(" early");
    await guide("headline").filter({ hasText: "Characters: 57" }).waitFor();
    assert.equal(await page.evaluate(() => window.spoken), 0, "what is said is not said again");
    await page.fill("#headline", "word ".repeat(24));
    await live("headline").filter({ hasText: /^Long: 40 to 70/ }).waitFor();
    await page.fill("#headline", "字".repeat(56));
    await live("headline").filter({ hasText: /^Long: 40 to 70/ }).waitFor();
    await page.fill("#headline", "Short");
    await live("headline").filter({ hasText: /^$/ }).waitFor({ state: "attached" });
    await page.fill("#dek", "One. Two. Three sentences.");
    await live("dek").filter({ hasText: /^Long: one or two/ }).waitFor();
    await page.fill("#hero_alt", "a boat ".repeat(30));
    await live("hero_alt").filter({ hasText: /^Long to listen to/ }).waitFor();
  });

  test("the list of checks follows the text, and each leads to its place", async () => {
    await write("## One\n\nSee [here](x).\n\nA BIG AND LOUD SHOUT.¦");
    await page.locator("#checks summary", { hasText: "to look at: 2" }).waitFor();
    await page.click("#checks summary");
    await write("More before it.\n\n## One\n\nSee [here](x).\n\nA BIG AND LOUD SHOUT.¦");
    await page.locator("#checks button", { hasText: "where the link leads: here" }).click();
    assert.equal(shown(...await state()).split("\n")[4], "See [‹here›](x).");
    assert.equal(await focused(), "body");
    await write("Fine.¦");
    await page.locator("#checks summary", { hasText: "nothing to look at" }).waitFor();
  });

  test("the form says what a change touches, and chooses no kind for the editor", async () => {
    const story = await postStory(site, { title: "Touched", slug: "touched", args: ["--publish"],
                                          body: "The board has 12 boats, Ines Okafor said." });
    const where = `/admin/story/${story.id}`;
    const plain = await visit(await site.signIn(), where);
    const hint = (of) => /id="hint"[^>]*>([^<]*)</.exec(of.text)[1];
    assert.equal(hint(plain), "", "nothing has changed");
    const body = "The board has 13 boats, Inez Okafor said.";
    assert.match(hint(await plain.show({ body })), /^Unlike what readers see: numbers and names\. /);
    assert.equal(hint(await plain.show({ body: "The board has 12 boats, Ines Okafor said!" })), "");
    const headline = await plain.show({ headline: "Touched by “all”" });
    assert.match(hint(headline), /^Unlike what readers see: quotations\. /);
    assert.equal(headline.value("edit"), "minor");
    assert.doesNotMatch((await visit(plain.session, "/admin/story/new")).text, /id="hint"/);
    const other = await deskPage(browser, site);
    await other.goto(where);
    await ready(other);
    await putText(other, body);
    await other.locator("#hint", { hasText: "numbers and names" }).waitFor();
    assert.ok(await other.isChecked("[name=edit][value=minor]"));
    await putText(other, "The board has 12 boats, Ines Okafor said.");
    await other.locator("#hint", { hasText: /^$/ }).waitFor({ state: "attached" });
    await other.context().close();
  });

  test("axe finds nothing with all of it open, by day and by night", async () => {
    await write("See [here](x), the ferry.¦");
    await page.keyboard.press("Control+h");
    await page.fill("#find_words", "ferry");
    await page.locator("[data-find=count]", { hasText: "Found: 1" }).waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".found i, .styled .found").waitFor();
    await page.evaluate(() => document.querySelector("#checks details").setAttribute("open", ""));
    await page.locator("#checks li").first().waitFor();
    assert.deepEqual(await axeDayAndNight(page), []);
    await page.click("[data-tool=keys]");
    assert.deepEqual(await axeDayAndNight(page), []);
    await page.keyboard.press("Escape");
    await page.click("[data-find=close]");
    assert.deepEqual(page.troubles, []);
  });

  test("on a telephone the toolbar stands above the keyboard, and no line moves", async () => {
    const phone = await deskPage(browser, site, {}, { viewport: { width: 360, height: 780 }, hasTouch: true,
                                                      isMobile: true });
    await phone.goto("/admin/story/new");
    await ready(phone);
    await putText(phone, "one two");
    const field = phone.locator(styled ? "#body_styled" : "#body");
    await field.tap();
    const top = async () => (await field.boundingBox()).y;
    const was = await top();
    await phone.evaluate(() => {
      Object.defineProperty(visualViewport, "height", { value: 420, configurable: true });
      visualViewport.dispatchEvent(new Event("resize"));
    });
    const box = await phone.locator("#toolbar").boundingBox();
    assert.ok(Math.abs(box.y + box.height - 420) < 2, `it ends where the keyboard begins: ${JSON.stringify(box)}`);
    assert.equal(await top(), was);
    await putText(phone, "one two", 4, 7);
    await field.evaluate((e) => {
      window.left = 0;
      e.addEventListener("blur", () => window.left++);
    });
    await phone.locator("[data-tool=bold]").tap();
    await becomes(async () => (await textState(phone))[0], "one **two**"); // what makes it comes with the first focus
    assert.equal(await phone.evaluate(() => document.activeElement.id), await field.getAttribute("id"));
    assert.equal(await phone.evaluate(() => window.left), 0, "the keyboard stays");
    assert.deepEqual((await textState(phone)).slice(1), [6, 9]);
    await phone.locator("[data-tool=keys]").tap();
    const list = phone.getByRole("dialog", { name: "Keys" });
    await list.waitFor();
    assert.deepEqual(await list.evaluate((e) => [e.scrollHeight > e.clientHeight, e.scrollTop]), [true, 0],
                     "the list of keys is read from its beginning");
    await phone.context().close();
  });
});
