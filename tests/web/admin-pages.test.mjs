// The editors' pages are valid, open to everybody, and fit a phone.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { LOOKS, axeDayAndNight } from "./lib/browser.mjs";
import { deskPage, press, publishStory } from "./lib/desk.mjs";
import { browser, site } from "./lib/desk_site.mjs";
import { visit } from "./lib/form.mjs";
import { makeStory } from "./lib/texts.mjs";
import { checkHtml } from "./lib/vnu.mjs";

let story, pages, people;
before(async () => {
  const page = await deskPage(browser, site);
  story = await publishStory(page, "A story that is live");
  await page.fill("#body", "Three.");
  await press(page, "Publish minor fix");
  pages = ["/admin/", "/admin/?q=nothing", "/admin/find?q=a", "/admin/story/new", "/admin/story/new?kind=review",
           story, `${story}/history`, "/admin/account", "/admin/link?token=used"];
  const other = await site.signIn({ login: "ines", name: "Ines" });
  people = { begun: other, editor: other };
  for (const [state, text] of [["Draft"], ["Scheduled", "waiting"], ["Live and a draft", "draft"],
                               ["Live, a change waits, and a draft", "waiting"], ["Withdrawn, and a draft"]])
    pages.push(`${(await makeStory(state, people)).where}${text ? `?text=${text}` : ""}`);
  const { where } = await makeStory("Draft", people);
  await (await visit(other, where)).press("Put it into the bin");
  pages.push(where);
});

/** Pages that only come of a form: what they are, and how a page with a form comes to it. */
const ASKING = {
  "two who changed different paragraphs": ["Live", "Publish minor fix", "Begin.\n\nMiddle.\n\nMine.", "Ines."],
  "two who changed the same words": ["Live", "Publish minor fix", "Mine.\n\nMiddle.\n\nEnd.", "Ines."],
  "a fix of words that the waiting change has": ["Live, and a change waits", "Publish minor fix",
                                                  "Begin.\n\nMine.\n\nEnd."],
  "a draft beside another": ["Live and a draft", "Save as draft", "Mine."],
  "words of others": ["Draft", "Publish now", "Mine."],
  "a time that the button did not name": ["Live", "Publish minor fix", "Mine.", null, "2190-01-05T09:00"],
};

/** Opens a form, lets another one save first, and types. → the button to press then */
async function typeBesideAnother(page, [state, words, body, theirs, when]) {
  const { where } = await makeStory(state, people);
  await page.goto(state === "Draft" ? where : `${where}?text=live`);
  if (theirs) {
    const other = await visit(people.editor, where);
    await other.press("Publish minor fix", { body: other.value("body").replace("Begin.", theirs) });
  }
  await page.fill("#body", body);
  if (when) await page.fill("#when_at", when);
  return words;
}

test("axe finds nothing on what a form asks, nor does anything leave a small phone", LOOKS, async () => {
  for (const width of [1280, 360]) {
    const page = await deskPage(browser, site, {}, { viewport: { width, height: 740 },
                                                     javaScriptEnabled: width > 360 });
    for (const [what, how] of Object.entries(ASKING)) {
      const words = await typeBesideAnother(page, how);
      const answer = page.waitForResponse((r) => r.request().isNavigationRequest());
      await press(page, words);
      assert.ok([409, 422].includes((await answer).status()), what);
      if (width > 360) assert.deepEqual(await axeDayAndNight(page), [], what);
      const box = await page.locator("#publish").boundingBox();
      assert.ok(box.y + box.height <= 740, `${what}: the primary button is in the picture`);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, what);
    }
    await page.goto("/admin/story/new");
    await page.fill("#headline", "A story with names");
    await page.fill("#tags", `A tag that nobody has used before ${width}`);
    await press(page, "Save draft");
    const outside = await page.locator(".ask > .choice").evaluateAll((all) => all.filter((c) => {
      const [box, choice] = [c.parentElement, c].map((e) => e.getBoundingClientRect());
      return choice.left < box.left || choice.right > box.right || choice.width < box.width / 2;
    }).length);
    assert.equal(await page.locator(".ask > .choice").count(), 1);
    assert.equal(outside, 0, "what is to be chosen stands below its question");
    if (width > 360) assert.deepEqual(await axeDayAndNight(page), [], "new names");
    await page.context().close();
  }
});

/** What is wider than a small phone, or too small to be touched there. */
const tooSmall = (page) => page.evaluate(() => [
  ...(document.documentElement.scrollWidth > innerWidth ? [`${document.documentElement.scrollWidth} wide`] : []),
  ...[...document.querySelectorAll("button, .button, select, input:not([type=hidden])")]
    .filter((e) => e.checkVisibility() && !["radio", "checkbox", "file"].includes(e.type))
    .filter((e) => e.getBoundingClientRect().height < 36)
    .map((e) => e.outerHTML.slice(0, 80))]);

test("axe finds nothing on any page, by day and by night, and each fits a phone and a finger", LOOKS, async () => {
  const page = await deskPage(browser, site);
  for (const where of pages) {
    await page.goto(where);
    assert.deepEqual(await axeDayAndNight(page), [], where);
    await page.setViewportSize({ width: 360, height: 740 });
    assert.deepEqual(await tooSmall(page), [], where);
    await page.setViewportSize({ width: 1280, height: 720 });
  }
  await page.goto(story);
  await page.check("[name=edit][value=update]");
  await press(page, "Publish update");
  assert.deepEqual(await axeDayAndNight(page), [], "a form with problems");
  await page.context().clearCookies();
  await page.goto("/admin/login");
  assert.deepEqual(await axeDayAndNight(page), [], "sign in");
});

test("every page is valid HTML, without a script, style or handler inside", LOOKS, async () => {
  const session = await site.signIn();
  const documents = [];
  for (const where of pages) {
    const res = await session.get(where);
    assert.equal(res.headers["cache-control"], "no-store", where);
    assert.doesNotMatch(res.text, /<style|<script(?! type="module" src=)| style="| on[a-z]+="/, where);
    documents.push({ name: where, text: res.text });
  }
  for (const [what, [state, words, body, theirs, when]] of Object.entries(ASKING)) {
    const { where } = await makeStory(state, people);
    const page = await visit(session, state === "Draft" ? where : `${where}?text=live`);
    if (theirs) {
      const other = await visit(people.editor, where);
      await other.press("Publish minor fix", { body: other.value("body").replace("Begin.", theirs) });
    }
    const asked = await page.press(words, { body, ...(when ? { when_at: when } : {}) });
    assert.ok([409, 422].includes(asked.status), what);
    documents.push({ name: what, text: asked.text });
  }
  const login = await site.get("/admin/login");
  documents.push({ name: "/admin/login", text: login.text });
  for (const [name, troubles] of Object.entries(await checkHtml(documents)))
    assert.deepEqual(troubles, [], name);
});

test("the desk filters by state and headline and says so when nothing fits", async () => {
  const page = await deskPage(browser, site);
  await page.goto("/admin/?state=live&q=LIVE");
  assert.equal(await page.locator("tbody tr").count(), 1);
  await page.goto("/admin/?state=draft&q=live");
  assert.match(await page.textContent(".empty"), /No story matches/);
});

test("the desk pages through many stories, each once", async () => {
  const session = await site.signIn();
  const csrf = await session.csrf();
  for (let i = 0; i < 105; i++) {
    const res = await session.post("/admin/story/new", { csrf, headline: `Many ${i}`, action: "keep" });
    assert.equal(res.status, 303, res.text);
  }
  const page = await deskPage(browser, site);
  const seen = new Set();
  await page.goto("/admin/?q=Many");
  for (;;) {
    for (const text of await page.locator("th.headline").allTextContents()) {
      assert.ok(!seen.has(text), text);
      seen.add(text);
    }
    const next = page.locator("a[rel=next]");
    if (!(await next.count())) break;
    await next.click();
  }
  assert.equal(seen.size, 105);
});
