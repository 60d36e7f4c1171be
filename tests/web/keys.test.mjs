// keys.test.mjs: what the desk's script does at a key does not grow with the text. Counted, not timed:
// tests/bench/typing.mjs has the milliseconds.
import assert from "node:assert/strict";
import { test } from "node:test";

import { deskPage } from "./lib/desk.mjs";
import { browser, site } from "./lib/desk_site.mjs";

/** Runs in the page before its own scripts: counts, while a key's events are on their way, what reads a text,
 *  what asks for the layout, and what writes down all of the form. */
function countAtKeys() {
  const calls = (window.calls = {});
  let on = false;
  const count = (owner, name) => {
    const was = Object.getOwnPropertyDescriptor(owner, name);
    const kind = was.get ? "get" : "value";
    const inner = was[kind];
    const counted = function (...args) {
      if (on) calls[name] = (calls[name] ?? 0) + 1;
      return new.target ? Reflect.construct(inner, args, new.target) : inner.apply(this, args);
    };
    if (typeof inner.prototype === "object") counted.prototype = inner.prototype;
    Object.defineProperty(owner, name, { ...was, [kind]: counted });
  };
  count(HTMLTextAreaElement.prototype, "value");
  count(HTMLTextAreaElement.prototype, "textLength");
  for (const name of ["scrollHeight", "scrollWidth", "scrollTop", "clientHeight", "clientWidth",
                      "getBoundingClientRect", "getClientRects"]) count(Element.prototype, name);
  for (const name of ["offsetHeight", "offsetWidth", "offsetTop", "innerText"]) count(HTMLElement.prototype, name);
  for (const name of ["getComputedStyle", "FormData", "scrollY", "fetch"]) count(window, name);
  for (const name of ["getItem", "setItem"]) count(Storage.prototype, name);
  count(JSON, "stringify");
  const events = ["keydown", "beforeinput", "input", "selectionchange", "keyup"];
  for (const type of events) addEventListener(type, () => (on = true), true);
  for (const type of events) addEventListener(type, () => (on = false));
}

/** What was called at a hundred letters in the middle of a text of so many words. */
async function callsAt(words) {
  const page = await deskPage(browser, site, {}, { folded: true });
  await page.addInitScript(countAtKeys);
  await page.goto("/admin/story/new");
  await page.fill("#body", "The night ferry to the island. ".repeat(words / 6));
  await page.focus("#body");
  await page.evaluate((at) => document.getElementById("body").setSelectionRange(at, at), words * 2);
  await page.evaluate(() => Object.keys(window.calls).forEach((name) => delete window.calls[name]));
  for (let i = 0; i < 100; i++) await page.keyboard.press(i % 6 === 5 ? "Space" : "abcdefghij"[i % 10]);
  const calls = await page.evaluate(() => window.calls);
  assert.match(await page.inputValue("#body"), /abcde ghija/, "the letters are there");
  await page.context().close();
  return calls;
}

test("at a letter nothing reads the text, asks for the layout or writes the form down", async () => {
  assert.deepEqual(await callsAt(6000), {});
});
