// How far it is from the list of stories to a published one: every click and every key that is not a letter
// of the story is counted. (docs/writing.md says what counts.)
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { LOOKS } from "./lib/browser.mjs";
import { deskPage, said } from "./lib/desk.mjs";
import { browser, site } from "./lib/desk_site.mjs";
import { ROOT } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";

const PICTURE = `${ROOT}/tests/fixtures/pictures/small.png`;
const STORY = {
  body: Array.from({ length: 20 }, (_, i) =>
    `Paragraph ${i}: ${"The harbour office has said nothing of the late ferry yet ".repeat(3)}and it goes on so.`).join("\n\n"),
  takeaways: ["The ferry was late.", "The council knew.", "Nobody said so."],
  sources: [["The minutes", "https://example.org/minutes"], ["The timetable", "https://example.org/times"]],
};
assert.ok(STORY.body.split(/\s+/).length >= 700);

before(async () => {
  // Names that the paper knows: a new one is asked about once.
  await publishStory(site, { title: "Known", slug: "known", authors: ["Ines Okafor"], tags: ["ferry", "council"],
                             args: ["--new-names"] });
});

/** Somebody at the desk whose clicks and keys are counted. */
async function walker(options = {}) {
  const page = await deskPage(browser, site, { login: "ines", name: "Ines Okafor" },
                              { folded: true, viewport: { width: 1280, height: 720 }, ...options });
  await page.goto("/admin/");
  const walk = {
    page, clicks: 0, keys: 0,
    async click(selector) {
      walk.clicks++;
      await page.click(selector);
    },
    async press(...keys) {
      for (const key of keys) {
        walk.keys++;
        await page.keyboard.press(key);
      }
    },
    /** What is written or dictated; it costs nothing. */
    type: (text) => page.keyboard.insertText(text),
    letters: (text) => page.keyboard.type(text),
    focused: () => page.evaluate(() => document.activeElement.id ||
      document.activeElement.closest("[id]").id),
  };
  return walk;
}

async function assertPublished(page, headline) {
  await page.waitForURL(/saved=/);
  assert.match(await said(page), /Published\. Readers see it now/);
  const where = await page.getByRole("link", { name: "See it in the paper" }).getAttribute("href");
  const { text } = await site.get(where);
  for (const words of [headline, "Paragraph 19: The harbour", 'alt="A pier"', "At dawn", "Zoë", ...STORY.takeaways,
                       ...STORY.sources.flat(), "Ines Okafor", "/tag/ferry/", "/tag/council/", "/news/"])
    assert.ok(text.includes(words), words);
}

for (const javaScriptEnabled of [true, false])
  test(`by mouse: at most ${javaScriptEnabled ? 15 : "20 without JavaScript"}`, LOOKS, async () => {
    const headline = `By mouse, ${javaScriptEnabled}`;
    const walk = await walker({ javaScriptEnabled });
    const { page } = walk;
    /** A group that opens with the caret in its first field, where there is a script for that. */
    const open = async (group, field) => {
      await walk.click(`#${group} > summary`);
      if (!field) return;
      if (javaScriptEnabled) await page.waitForFunction((id) => document.activeElement.id === id, field);
      else await walk.click(`#${field}`);
    };
    await walk.click("a.primary");
    await page.locator("#headline:focus").waitFor();
    await walk.type(headline);
    await walk.click("#body");
    await walk.type(STORY.body);
    await open("group-picture");
    const chooser = page.waitForEvent("filechooser");
    await walk.click("#hero_file");
    await (await chooser).setFiles(PICTURE);
    if (javaScriptEnabled) await page.locator("#hero_alt:focus").waitFor();
    else await walk.click("#hero_alt");
    await walk.type("A pier");
    await walk.click("#hero_caption");
    await walk.type("At dawn");
    await walk.click("#hero_credit");
    await walk.type("Zoë");
    await open("group-takeaways", "takeaways");
    await walk.type(STORY.takeaways.join("\n"));
    await open("group-sources", "source_title_1");
    for (const [i, [title, url]] of STORY.sources.entries()) {
      if (i > 0) await walk.click(`#source_title_${i + 1}`);
      await walk.type(title);
      await walk.click(`#source_url_${i + 1}`);
      await walk.type(url);
    }
    await open("group-where", "section");
    await walk.letters("News");
    await walk.click("#tags");
    await walk.type("ferry, council");
    await walk.click("#publish");
    await assertPublished(page, headline);
    assert.ok(walk.clicks <= (javaScriptEnabled ? 15 : 20), `${walk.clicks} clicks`);
    await page.context().close();
  });

test("by keyboard: at most 45 keys that write nothing", LOOKS, async () => {
  const walk = await walker();
  const { page } = walk;
  /** Tab as often as it takes to come there. */
  const to = async (id) => {
    for (let i = 0; i < 15 && (await walk.focused()) !== id; i++) await walk.press("Tab");
    assert.equal(await walk.focused(), id);
  };
  const open = async (group, field) => {
    await to(group);
    await walk.press("Enter");
    await to(field);
  };
  await walk.press("Tab", "Enter", "Tab", "Enter");
  await page.waitForURL("**/admin/story/new");
  await page.locator("#headline:focus").waitFor();
  await walk.type("By keyboard");
  await walk.press("Enter", "Enter");
  assert.equal(await walk.focused(), "body");
  await walk.type(STORY.body);
  const chooser = page.waitForEvent("filechooser");
  await open("group-picture", "hero_file");
  await walk.press("Enter");
  await (await chooser).setFiles(PICTURE);
  await page.locator("#hero_alt:focus").waitFor();
  await walk.type("A pier");
  await to("hero_caption");
  await walk.type("At dawn");
  await to("hero_credit");
  await walk.type("Zoë");
  await open("group-takeaways", "takeaways");
  for (const [i, line] of STORY.takeaways.entries()) {
    if (i > 0) await walk.press("Enter");
    await walk.type(line);
  }
  await open("group-sources", "source_title_1");
  for (const [i, [title, url]] of STORY.sources.entries()) {
    await page.locator(`#source_title_${i + 1}`).waitFor();
    await to(`source_title_${i + 1}`);
    await walk.type(title);
    await to(`source_url_${i + 1}`);
    await walk.type(url);
    await page.locator(`#source_title_${i + 2}`).waitFor();
  }
  await open("group-where", "section");
  await walk.letters("News");
  await to("tags");
  await walk.type("ferry, council");
  await walk.press("Control+Enter");
  assert.equal(await walk.focused(), "publish");
  await walk.press("Enter");
  await assertPublished(page, "By keyboard");
  assert.ok(walk.keys <= 45, `${walk.keys} keys`);
  await page.context().close();
});
