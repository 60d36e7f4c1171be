// desk.mjs: an editor at the desk, in a real browser.
import assert from "node:assert/strict";

import fs from "node:fs";

import { openPage } from "./browser.mjs";
import { changeStory } from "./form.mjs";
import { ROOT, csrfOf } from "./site.mjs";

/** Opens the groups beside a story's text, on each page that comes: what is in a closed one is out of
 *  a test's reach, as it is out of sight. */
export function unfold(page) {
  const open = () => page.evaluate(() => {
    for (const group of document.querySelectorAll("details.group")) group.open = true;
  }).catch(() => {});
  page.on("domcontentloaded", open);
  return open();
}

/** A page of a browser in which that person is signed in: signed in anew, unless it is a session. Options go to
 *  the browser's context; with `folded` the groups of the story page are as they come. */
export async function deskPage(browser, site, person = {}, { folded, ...options } = {}) {
  const session = person.jar ? person : await site.signIn(person);
  const context = await browser.newContext({ baseURL: site.url, ...options });
  await context.addCookies(session.browserCookies());
  const page = Object.assign(await openPage(context), { session });
  page.on("dialog", (d) => d.accept().catch(() => {}));
  if (!folded) await unfold(page);
  return page;
}

/** What the page says about what was done or what is wrong, as one line. */
export async function said(page) {
  await page.waitForLoadState("domcontentloaded");
  const all = await page.locator(".message, .problems, .save-state:not(:empty)").allTextContents();
  return all.map((text) => text.replace(/\s+/g, " ").trim()).join(" | ");
}

/** The line readers will see for a kind of edit, as the form promises it. */
export async function lineFor(page, kind) {
  const text = await page.locator(`#${kind}-line`).textContent();
  return text.replace(/\s+/g, " ").trim().replace(/^Readers will see: /, "");
}

/** The answer to the form that is sent next, not to what the page's script asks for meanwhile: copies, what is
 *  pasted, the preview, and the words of the buttons. */
export const formAnswer = (page) => page.waitForResponse((r) =>
  r.request().method() === "POST" && !/\/admin\/(copy|paste|preview)$/.test(new URL(r.url()).pathname) &&
  !/name="action"\s+line/.test(r.request().postData() ?? ""));

/** Presses a button; a page that answers has begun by then, and is awaited to its last element. */
export async function press(page, name) {
  const button = page.getByRole("button", { name, exact: true });
  const stays = (await button.getAttribute("id").catch(() => null)) === "keep";
  await button.click();
  await page.waitForLoadState("domcontentloaded");
  if (stays) await saved(page);
}

/** A save that stays on the page is over, or the page that it led to is there. */
export async function saved(page) {
  const over = () => !document.getElementById("keep")?.hasAttribute("aria-busy");
  await page.waitForFunction(over).catch(() => page.waitForFunction(over));
  await page.waitForLoadState("domcontentloaded");
}

/** Types a time into When, and has the page say what its primary button will do then. */
export async function chooseWhen(page, at, words) {
  await page.fill("#when_at", at);
  const plain = page.getByRole("button", { name: "Show what the button will do", exact: true });
  if (await plain.isVisible()) await plain.click();
  await page.locator("#publish", { hasText: words }).waitFor();
}

/** The words of the primary button, as they are seen. */
export const primaryWords = (page) => page.locator("#publish").innerText();

/** Opens a story that was published long ago, as the page is that says so. → its address at the desk */
export async function publishStory(page, headline, body = "One.\n\nTwo.") {
  const { where } = await changeStory(page.session, "/admin/story/new",
                                      { headline, body, section: "news", when_at: "2020-01-05T09:00" });
  await page.goto(where);
  return where.split("?")[0];
}

/** The words below the headline, on the readers' page that the desk links to. */
export async function readersWords(page) {
  const where = await page.getByRole("link", { name: "See it in the paper" }).getAttribute("href");
  const paper = await page.context().newPage();
  await paper.goto(where);
  const lines = await paper.locator("main .when:has(time)").allTextContents();
  await paper.close();
  return lines.join(" ").replace(/\s+/g, " ").trim();
}

/** What shows a text as it will look is there: npm has fetched CodeMirror, and make bundled it. */
export const STYLED = fs.existsSync(`${ROOT}/build/static/js/codemirror/codemirror.js`) ||
  fs.existsSync(`${ROOT}/static/js/codemirror/codemirror.js`);

/** That person writes stories as they will look from now on, or no longer. */
export async function chooseStyled(site, person, styled = true) {
  const session = await site.signIn(person);
  const csrf = csrfOf((await session.get("/admin/account")).text);
  const done = await session.post("/admin/account", { csrf, do: "writing", ...(styled ? { styled: "1" } : {}) });
  assert.equal(done.status, 303, done.text);
}

/** The text of the story page, whatever stands for its field: [value, start, end]. */
export const textState = (page) => page.evaluate(async () => {
  const { body } = await import(document.querySelector("script[type=module]").src.replace("main.js", "text.js"));
  return [body.value, body.selectionStart, body.selectionEnd];
});

/** Another text, with a selection, and the focus on it. */
export const putText = (page, text, start = text.length, end = start) => page.evaluate(async ([to, s, e]) => {
  const { area, body } = await import(document.querySelector("script[type=module]").src.replace("main.js", "text.js"));
  if (body.host) {
    body.put({ from: 0, to: body.value.length, text: to });
  } else if (area.value !== to) {
    area.value = to;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  body.focus();
  body.setSelectionRange(s, e);
}, [text, start, end]);
