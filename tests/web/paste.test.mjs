// What comes from the clipboard into the text, by real paste events in a real browser. What each
// program's HTML becomes is tests/unit/test_clipboard.c.
import assert from "node:assert/strict";
import fs from "node:fs";
import { before, test } from "node:test";

import { deskPage } from "./lib/desk.mjs";
import { browser, site } from "./lib/desk_site.mjs";
import { ROOT } from "./lib/site.mjs";

let page;
before(async () => {
  page = await deskPage(browser, site);
  await page.goto("/admin/story/new");
});

const clipboard = (name, end) =>
  fs.readFileSync(`${ROOT}/tests/fixtures/clipboards/${name}.${end}`, "utf8");

const text = () => page.inputValue("#body");
const bar = () => page.locator("#pasted").innerText();

/** The text, with "¦" where the cursor is, or "⟨" and "⟩" around what is selected. */
async function set(marked) {
  const from = marked.search(/[¦⟨]/), whole = marked.replace(/[¦⟨⟩]/g, "");
  const selected = /⟨([^]*)⟩/.exec(marked)?.[1].length ?? 0;
  await page.fill("#body", "");
  await page.locator("#body").focus();
  if (whole) await page.keyboard.insertText(whole);
  await page.evaluate(([at, n]) => {
    document.getElementById("body").setSelectionRange(at, at + n);
  }, [from, selected]);
}

/** A paste event with that on the clipboard; what no script takes, the browser pastes. */
function dispatch(data) {
  return page.evaluate((types) => {
    const clipboardData = new DataTransfer();
    for (const [type, value] of Object.entries(types)) clipboardData.setData(type, value);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    if (document.activeElement.dispatchEvent(event))
      document.execCommand("insertText", false, types["text/plain"]);
  }, data);
}

const marked = () => page.evaluate(() => {
  const { value, selectionStart: at } = document.getElementById("body");
  return `${value.slice(0, at)}¦${value.slice(at)}`;
});

async function becomes(wanted) {
  await page.waitForFunction(
    (w) => document.getElementById("body").value === w, wanted.replace("¦", ""), { timeout: 5000 })
    .catch(async () => assert.equal(await marked(), wanted));
  if (wanted.includes("¦")) assert.equal(await marked(), wanted);
}

const html = (value, plain = value.replace(/<[^>]*>/g, "")) => ({ "text/html": value, "text/plain": plain });
const plain = (value) => ({ "text/plain": value });

test("a document comes in as Markdown, in one step that one Ctrl+Z takes back", async () => {
  for (const name of ["docs-story", "word-lists", "word-footnotes"]) {
    await set("Typed before.\n\n¦\n\nTyped behind.");
    await page.keyboard.type("And ");
    await dispatch(html(clipboard(name, "html"), "the words"));
    const md = clipboard(name, "md").trimEnd();
    const whole = `Typed before.\n\nAnd ${name === "word-footnotes" ? "" : "\n\n"}${md}¦\n\nTyped behind.`;
    await becomes(whole);
    await page.keyboard.type("!");
    await page.keyboard.press("Control+z");
    await becomes(whole.replace("¦", ""));
    await page.keyboard.press("Control+z");
    await becomes("Typed before.\n\nAnd ¦\n\nTyped behind.");
    await page.keyboard.press("Control+y");
    await becomes(whole.replace("¦", ""));
  }
});

test("it fits in where it is put", async () => {
  const cases = [
    ["One ¦three.", html("<b>two</b>", "two "), "One **two** ¦three."],
    ["One ⟨two⟩ three.", html("<i>2</i>", "2"), "One *2*¦ three."],
    ["a¦b", html("<p>1</p><p>2</p>"), "a1\n\n2¦b"],
    ["a¦b", html("<ul><li>1</li></ul>"), "a\n\n- 1\n\n¦b"],
    ["a\n¦\nb", html("<h2>1</h2>"), "a\n\n## 1\n¦\nb"],
    ["a[^3]¦", html("<p>b<a id=r href=#n>1</a><p id=n><a href=#r>1</a> c", "b"), "a[^3]b[^4]\n\n[^4]: c¦"],
    ["See ⟨the *minutes*⟩.", plain("https://www.google.com/url?q=https%3A%2F%2Fe.org%2F%3Futm_source%3Dx"),
     "See [the *minutes*](https://e.org/)¦."],
    ["See ⟨it⟩.", html("<a href='https://e.org/a(b)'>A page</a>", "https://e.org/a(b)"),
     "See [it](<https://e.org/a(b)>)¦."],
    ["See ¦.", plain("https://e.org/?utm_source=x&a=1"), "See https://e.org/?a=1¦."],
    ["See ⟨us⟩.", plain(`${site.url}/about?fbclid=x`), "See [us](/about)¦."],
    ["> ¦", html("<p>1</p><p>2</p>"), "> 1\n>\n> 2¦"],
    ["- ¦\n- c", html("<p>1</p><p>2</p>"), "- 1\n- 2¦\n- c"],
    ["3. a ¦", html("<ol><li>1</li><li>2</li></ol>"), "3. a 1\n4. 2¦"],
    ["> - ¦", plain("1\n\n2"), "> - 1\n> - 2¦"],
    ["> ¦", plain("1\n2"), "> 1\\\n> 2¦"],
    ["```\n¦\n```", html("<b>x*y</b>", "x*y\nz"), "```\nx*y\nz¦\n```"],
    ["¦", { ...html("<div>a*b</div>", "a*b"), "vscode-editor-data": "{}" }, "a*b¦"],
  ];
  for (const [start, data, wanted] of cases) {
    await set(start);
    await dispatch(data);
    await becomes(wanted);
  }
});

test("line ends of plain text never become one paragraph unasked", async () => {
  const long = "This line is longer than any letter's lines are, because nobody has broken it anywhere at all.";
  const cases = [
    ["one line", "one line"],
    ["12 Quay Street\nHolmersiel", "12 Quay Street\\\nHolmersiel"],
    [`${long}\n${long}\nShort.`, `${long}\n\n${long}\n\nShort.`],
    [`${long}\r\n\r\nA\r\nB`, `${long}\n\nA\\\nB`],
    ["Bring:\n- ropes\n- lamps\nThen go.", "Bring:\n- ropes\n- lamps\n\nThen go."],
    ["# Head\ntext\n\n> a\n> b", "# Head\ntext\n\n> a\n> b"],
    ["```\na\nb\n\nc\n```", "```\na\nb\n\nc\n```"],
    ["| a |\n| --- |\n| b |", "| a |\n| --- |\n| b |"],
  ];
  for (const [typed, wanted] of cases) {
    await set("¦");
    await dispatch(plain(typed));
    await becomes(wanted);
  }
  await set("¦");
  await dispatch(plain("a\nb\nc"));
  assert.match(await bar(), /Line ends were kept\./);
  await page.getByRole("button", { name: "Join the lines" }).press("Enter");
  await becomes("a b c¦");
  await page.keyboard.press("Control+z");
  await becomes("a\\\nb\\\nc");
  assert.equal(await page.locator("#pasted").isVisible(), false);
  await set("¦");
  await dispatch(plain("a\nb"));
  await page.getByRole("button", { name: "Make paragraphs of them" }).click();
  await becomes("a\n\nb¦");
});

test("what is copied here, and Ctrl+Shift+V, stay as they are", async () => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await set("⟨1 Quay\n2 Quay⟩");
  await page.keyboard.press("Control+x");
  await becomes("¦");
  await page.keyboard.press("Control+v");
  await becomes("1 Quay\n2 Quay¦");
  await page.evaluate(() => navigator.clipboard.write([new ClipboardItem({
    "text/html": new Blob(["<b>a</b><p>b"], { type: "text/html" }),
    "text/plain": new Blob(["a\nb"], { type: "text/plain" }) })]));
  await set("¦");
  await page.keyboard.press("Control+Shift+v");
  await becomes("a\nb¦");
  await set("¦");
  await page.keyboard.press("Control+v");
  await becomes("**a**\n\nb¦");
});

test("while the server reads, typing goes on; when it is away or refuses, the words come in", async () => {
  let answer;
  await page.route("**/admin/paste", async (route) => {
    await new Promise((done) => { answer = done; });
    await route.continue().catch(() => {});
  });
  const asked = () => page.waitForRequest("**/admin/paste");
  await set("One ¦three.");
  let sent = asked();
  await dispatch(html("<b>two</b>", "two "));
  await sent;
  await page.keyboard.type("and ");
  await page.keyboard.press("End");
  await page.keyboard.type(" Four.");
  answer();
  await becomes("One **two** and three. Four.¦");

  await set("⟨One⟩ two.");
  sent = asked();
  await dispatch(html("<b>1</b>", "1"));
  await sent;
  await page.locator("#headline").focus();
  await page.keyboard.type("Typed");
  answer();
  await becomes("**1** two.");
  await page.keyboard.type(" on");
  assert.equal(await page.inputValue("#headline"), "Typed on");
  await page.unroute("**/admin/paste");

  for (const refused of [(r) => r.abort(), (r) => r.fulfill({ status: 422, body: "{}" })]) {
    await page.route("**/admin/paste", refused);
    await set("¦");
    await dispatch(html("<p>a</p><p>b</p>", "a\n\nb"));
    await becomes("a\n\nb¦");
    assert.match(await bar(), /The formatting could not be read/);
    await set("See ⟨it⟩.");
    await dispatch(plain("https://e.org/?utm_source=x"));
    await becomes("See [it](https://e.org/?utm_source=x)¦.");
    await page.unroute("**/admin/paste");
  }
  page.troubles = page.troubles.filter((t) => !/paste|422|ERR_FAILED/.test(t));
  assert.deepEqual(page.troubles, []);
});

test("a stranger's clipboard is not read, and one that is too large is refused", async () => {
  const bare = await site.request("POST", "/admin/paste", {
    headers: { "content-type": "application/x-www-form-urlencoded", origin: site.url }, body: "html=x" });
  assert.ok(bare.status === 303 || bare.status === 403 || bare.status === 401, String(bare.status));
  const author = await site.signIn({ login: "ann", role: "author", name: "Ann" });
  const csrf = await author.csrf();
  const good = await author.post("/admin/paste", { csrf, html: "<b>a</b><img src=x>" });
  assert.deepEqual(JSON.parse(good.text), {
    markdown: "**a**", says: "Pictures are not pasted with a text: drop their files on it." });
  assert.equal((await author.post("/admin/paste", { csrf: "x", html: "a" })).status, 403);
  assert.equal((await author.post("/admin/paste", { csrf, html: "<b>".repeat(1000) })).status, 422);
  assert.equal((await author.postFiles("/admin/paste", { csrf, html: "a".repeat(3 << 20) })).status, 413);
});
