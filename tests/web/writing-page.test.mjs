// The story page of the desk is a page to write on: one column, nothing that scrolls inside another, what
// else belongs to a story folded beside it, and the button always in view.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { before, test } from "node:test";

import { axeDayAndNight } from "./lib/browser.mjs";
import { deskPage, press, publishStory, said } from "./lib/desk.mjs";
import { browser, site } from "./lib/desk_site.mjs";
import { visit } from "./lib/form.mjs";
import { becomes, ROOT } from "./lib/site.mjs";

const WORDS = "The ferry left the harbour late because the council had said nothing until Monday night. ";
const LONG = {
  headline: "A headline that says everything ".repeat(6).trim(),
  dek: WORDS.repeat(4).trim(),
  body: Array.from({ length: 60 }, (_, i) => `Paragraph ${i}. ${WORDS.repeat(3).trim()}`).join("\n\n"),
  takeaways: Array.from({ length: 7 }, (_, i) => `${i}. ${WORDS.trim()}`).join("\n"),
  bylines: "Ines", tags: "",
};

let ines, long, page;
before(async () => {
  ines = await site.signIn({ login: "ines", name: "Ines" });
  const saved = await (await visit(ines, "/admin/story/new")).press("Save draft", {
    ...LONG, section: "news", source_title: Array.from({ length: 9 }, (_, i) => `Source ${i} ${WORDS}`),
    source_url: Array(9).fill("https://example.org/") });
  const asked = saved.fields.asked ?? [];
  const done = asked.length ? await saved.press("Save draft", Object.fromEntries(
    asked.map((_, i) => [`asked_${i + 1}`, "new"]))) : saved;
  assert.match(done.where, /saved=draft/, done.said);
  long = done.where.split("?")[0];
  page = await deskPage(browser, site, { login: "ines", name: "Ines" },
                        { folded: true, viewport: { width: 1280, height: 720 } });
});

/** What of the page can be scrolled inside the page, but for one line of text and the preview. */
const boxesThatScroll = (on = page) => on.evaluate(() =>
  [...document.querySelectorAll("body *")].filter((e) => {
    const style = getComputedStyle(e);
    return e.checkVisibility() && e.tagName !== "INPUT" && e.scrollHeight > e.clientHeight + 1 &&
      (/auto|scroll/.test(style.overflowY) || e.tagName === "TEXTAREA");
  }).map((e) => e.outerHTML.slice(0, 80)));

const summary = async (id, on = page) =>
  (await on.locator(`#${id} > summary`).innerText()).replace(/\s+/g, " ").trim();
const isOpen = (id) => page.locator(`#${id}`).evaluate((d) => d.open);

test("nothing scrolls but the page, however much is written, nor without field-sizing", async () => {
  await page.goto(long);
  assert.deepEqual(await boxesThatScroll(), []);
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
  assert.deepEqual(await boxesThatScroll(), []);
  const { width, serif } = await page.locator("#body").evaluate((e) => ({
    width: e.clientWidth / 16, serif: getComputedStyle(e).fontFamily }));
  assert.ok(width >= 38 && width <= 43, `${width}rem`);
  await page.goto("/");
  assert.equal(await page.locator("body").evaluate((e) => getComputedStyle(e).fontFamily), serif,
               "the paper's own letters");

  const old = await deskPage(browser, site, { login: "ines" }, { viewport: { width: 1280, height: 720 } });
  await old.addInitScript(() => (CSS.supports = () => false));
  await old.route("**/writing.css", async (route) => {
    const sheet = await route.fetch();
    await route.fulfill({ response: sheet, body: (await sheet.text()).replaceAll("field-sizing", "x") });
  });
  await old.goto(long);
  await becomes(() => boxesThatScroll(old), []); // grow.js comes with its first use
  await old.fill("#headline", LONG.headline + LONG.headline);
  await old.fill("#body", LONG.body + LONG.body);
  await old.waitForFunction(() => [...document.querySelectorAll("#headline, #body")]
    .every((e) => e.scrollHeight <= e.clientHeight && getComputedStyle(e).resize === "none"));
  await old.context().close();
  const { text } = await ines.get(long);
  const rows = Number(/id="body"[^>]* rows="(\d+)"/.exec(text)[1]);
  assert.ok(rows > 60 * 4 && rows < 60 * 8, `without a script: ${rows} rows`);
});

test("typing in the middle of a long text leaves caret, page and undo where they are", async () => {
  await page.goto(long);
  await page.locator("#body").evaluate((area) => {
    area.focus();
    const at = area.value.indexOf("Paragraph 30.") + 13;
    area.setSelectionRange(at, at);
  });
  await page.keyboard.type(" X");
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300))));
  const place = () => page.evaluate(() => [Math.round(scrollY), document.activeElement.id]);
  const before = await place();
  await page.keyboard.type(" and more words");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.insertText("Pasted.\n\n".repeat(3));
  await page.waitForTimeout(400);
  const [y, id] = await place();
  assert.equal(id, "body");
  assert.ok(Math.abs(y - before[0]) < 300, `${before[0]} → ${y}: no further than what was typed`);
  assert.match(await page.inputValue("#body"), /Paragraph 30\. X and more words\n\nPasted\.\n\n/);
  for (let i = 0; i < 40 && (await page.inputValue("#body")) !== LONG.body; i++)
    await page.keyboard.press("Control+z");
  assert.equal(await page.inputValue("#body"), LONG.body, "undo goes all the way back");
});

/** Tab stops from the text to the primary button, as the page comes. */
async function stops(on) {
  await on.focus("#body");
  for (let n = 1; n <= 30; n++) {
    await on.keyboard.press("Tab");
    if (await on.evaluate(() => document.activeElement.matches("#publish, #submit.primary"))) return n;
  }
  return Infinity;
}

test("at most twelve Tab stops lead from the text to the button, in every state and kind", async () => {
  const live = await publishStory(page.context() && (await deskPage(browser, site)), "Stops");
  const theirs = await visit(await site.signIn({ login: "tomas", name: "Tomas" }), live);
  await theirs.press("Save as draft", { body: "One.\n\nBy Tomas." });
  for (const where of ["/admin/story/new", "/admin/story/new?kind=review", "/admin/story/new?kind=page",
                       live, `${live}?text=draft`, long]) {
    await page.goto(where);
    const n = await stops(page);
    assert.ok(n <= 12, `${where}: ${n}`);
  }
  const plain = await deskPage(browser, site, {}, { folded: true, javaScriptEnabled: false });
  await plain.goto("/admin/story/new?kind=review");
  assert.ok((await stops(plain)) <= 12);
  await plain.context().close();
});

test("each group says in its summary what is in it, the same with and without a script", async () => {
  const plain = await deskPage(browser, site, { login: "ines" },
                               { folded: true, javaScriptEnabled: false });
  const groups = ["group-picture", "group-takeaways", "group-sources", "group-where", "group-byline",
                  "group-making", "group-when"];
  const all = async (on) => Promise.all(groups.map((id) => summary(id, on)));
  for (const [where, expected] of [
    ["/admin/story/new", ["Picture none yet", "No takeaways yet", "No sources yet", "Where it belongs: No section yet",
                          "Byline Ines", "How it was made: nothing said yet", "When now"]],
    [long, ["Picture none yet", "7 takeaways", "9 sources", "Where it belongs: News", "Byline Ines",
            "How it was made: nothing said yet", "When now"]]]) {
    for (const on of [plain, page]) {
      await on.goto(where);
      assert.deepEqual(await all(on), expected);
      for (const id of groups) assert.ok(!(await on.locator(`#${id}`).evaluate((d) => d.open)), id);
    }
  }
  await page.goto("/admin/story/new");
  await page.evaluate(() => document.querySelectorAll("details.group").forEach((d) => (d.open = true)));
  await page.setInputFiles("#hero_file", `${ROOT}/tests/fixtures/pictures/small.png`);
  assert.equal(await page.evaluate(() => document.activeElement.id), "hero_alt", "it is described on the spot");
  await page.fill("#hero_alt", "A pier");
  await page.fill("#takeaways", "One\n\nTwo\n");
  await page.fill("#source_title_1", "Minutes");
  await page.selectOption("#section", { index: 1 });
  await page.fill("#tags", "ferry, council");
  await page.check("[name=ai][value=none]");
  await page.fill("#fact_checked_by", "Nele");
  await page.fill("#when_at", "2190-01-05T17:08");
  await becomes(() => all(page), [
    "Picture ✓ alt ✓ no credit yet", "2 takeaways", "1 source", "Where it belongs: News · ferry, council", "Byline Ines",
    "How it was made: no AI · facts checked ✓", "When 5 Jan 2190, 17:08"]);
  await page.fill("#hero_credit", "Zoë");
  await becomes(() => summary("group-picture"), "Picture ✓ alt ✓ credit ✓");
  await plain.context().close();
});

test("a group with a problem is open; a link opens its field's group; what was open stays so", async () => {
  const plain = await deskPage(browser, site, { login: "ines" },
                               { folded: true, javaScriptEnabled: false });
  await plain.goto("/admin/story/new?kind=review");
  await plain.fill("#headline", "Refused");
  await plain.fill("#body", "Text.");
  await press(plain, "Publish now");
  const open = await plain.locator("details.group[open]").evaluateAll((all) => all.map((d) => d.id));
  assert.deepEqual(open, ["group-review", "group-where"]);
  for (const link of await plain.locator(".problems a").all())
    assert.ok(await plain.locator(await link.getAttribute("href")).isVisible());
  await plain.context().close();

  await page.goto(`${long}#slug`);
  assert.ok(await isOpen("group-byline"));
  assert.equal(await page.evaluate(() => document.activeElement.id), "slug");
  await page.goto(long);
  await page.click("#group-takeaways > summary");
  await becomes(() => page.evaluate(() => document.activeElement.id), "takeaways"); // ready to write
  await page.fill("#takeaways", "One");
  await page.click("#keep");
  await page.locator("#save_state", { hasText: /Saved/ }).waitFor();
  assert.ok(await isOpen("group-takeaways"));
  await page.goto(long);
  assert.ok(await isOpen("group-takeaways"));
  assert.ok(!(await isOpen("group-sources")));
  await page.click("#group-takeaways > summary");
});

test("state, kind and button stay in view, on a phone in a bar of 56 pixels", async () => {
  const live = await publishStory(await deskPage(browser, site), "In view");
  const seen = async (selector) => {
    const box = await page.locator(selector).first().boundingBox();
    const { height } = page.viewportSize();
    return box.y >= 0 && box.y + box.height <= height;
  };
  for (const where of [long, live]) {
    await page.goto(where);
    await page.fill("#body", LONG.body);
    for (const y of [0, 900, 2500]) {
      await page.evaluate((to) => scrollTo(0, to), y);
      assert.ok(await seen("#publish"), `the button at ${y}`);
      assert.ok(await seen(".badges .badge"), `the state at ${y}`);
      if (where === live) assert.ok(await seen("[name=edit]:checked"), `the kind at ${y}`);
    }
  }
  await page.check("[name=edit][value=correction]");
  assert.ok((await seen("#publish")) && (await seen("#right")), "with the fields of a correction");
  await page.setViewportSize({ width: 360, height: 780 });
  const bar = await page.locator(".acts").boundingBox();
  assert.ok(Math.abs(bar.height - 56) <= 2 && bar.y + bar.height <= 781, JSON.stringify(bar));
  assert.ok(await seen(".acts .now"), "the state");
  assert.match(await page.locator("#publish").innerText(), /Publish correction/, "the kind");
  await page.setViewportSize({ width: 1280, height: 720 });
});

test("the bar of a telephone is as high with the longest words of each language", async () => {
  await page.goto("/admin/story/new");
  for (const language of ["ar", "de", "es", "fr", "zh"]) {
    const words = JSON.parse(fs.readFileSync(path.join(ROOT, `templates/translations/${language}.json`), "utf8"));
    for (const [publish, keep, submit] of [["Publish now", "Save draft", "Submit for review"],
                                           ["Publish update", "Save as draft"], ["Publish correction", "Save as draft"]]) {
      await page.evaluate((all) => Object.entries(all).forEach(([id, text]) => {
        document.getElementById(id).textContent = text;
        document.getElementById(id).hidden = !text;
      }), { publish: words[publish], keep: words[keep], submit: words[submit] ?? "" });
      for (const width of [320, 360, 390, 412]) {
        await page.setViewportSize({ width, height: 780 });
        const bar = await page.locator(".acts").evaluate((e) => [e.offsetHeight, e.scrollWidth - e.clientWidth]);
        assert.ok(bar[0] <= 58 && bar[1] <= 0, `${language}, ${publish}, at ${width}: ${bar}, ${await page.locator(".acts button").evaluateAll((all) => all.map((b) => b.offsetWidth))}`);
      }
    }
  }
  await page.setViewportSize({ width: 1280, height: 720 });
});

test("that the server is away is seen wherever somebody writes, on a phone, too", async () => {
  await page.goto(long);
  await page.context().setOffline(true);
  for (const [width, height] of [[360, 780], [1280, 720]]) {
    await page.setViewportSize({ width, height });
    await page.focus("#body");
    await page.keyboard.type("x");
    await page.locator("#save_state.trouble").waitFor();
    for (const y of [0, 900, 2500]) {
      await page.evaluate((to) => scrollTo(0, to), y);
      const covered = await page.evaluate(() => {
        const { x, y, width, height } = document.getElementById("save_state").getBoundingClientRect();
        const at = (px, py) => document.elementFromPoint(px, py)?.id === "save_state";
        return !at(x + width / 2, y + 2) || !at(x + width / 2, y + height - 2);
      });
      assert.ok(!covered, `at ${width}, ${y}`);
    }
    if (width === 360) assert.deepEqual(await axeDayAndNight(page), []);
  }
  await page.context().setOffline(false);
  page.troubles.length = 0;
});

test("on paper there is all of the text, as words that pages may part", async () => {
  await page.goto(`${long}?saved=draft`);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".message").first().isVisible(), false, "what the desk says is not the text");
  const fields = () => page.evaluate(() => [...document.querySelectorAll(".editor-form > .field > :is(textarea, .printed)")]
    .filter((e) => e.checkVisibility()).map((e) => (e.tagName === "TEXTAREA" ? e.id : e.textContent)));
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const printed = await fields();
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: null });
  assert.deepEqual(printed, [LONG.headline, LONG.dek, LONG.body]);
  assert.deepEqual(await fields(), ["headline", "dek", "body"]);
});

/** What a screen reader can go to, in its order: [role, name, description]. */
async function heard() {
  const debug = await page.context().newCDPSession(page);
  const { nodes } = await debug.send("Accessibility.getFullAXTree");
  await debug.detach();
  return nodes.filter((n) => !n.ignored).map((n) => [n.role?.value ?? "", n.name?.value ?? "", n.description?.value ?? "",
                                                     n.childIds?.length ?? 0]);
}

test("a screen reader hears a name of each thing, once, and no two alike among what is typed into", async () => {
  await page.goto(long);
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
  await page.locator("#sources .row-tools button").first().waitFor();
  await page.locator("#takeaway_order button").first().waitFor();
  const all = await heard();
  const PRESSED = /^(button|link|checkbox|radio|combobox|textbox|DisclosureTriangle|toolbar|region)$/;
  assert.ok(all.filter(([role]) => PRESSED.test(role)).length > 60);
  assert.deepEqual(all.filter(([role, name]) => PRESSED.test(role) && !name.trim()), []);
  assert.deepEqual(all.filter(([role, name, more]) => PRESSED.test(role) && more && name.startsWith(more)), [], "said twice");
  const typed = all.filter(([role]) => /^(textbox|combobox)$/.test(role)).map(([, name]) => name);
  assert.deepEqual(typed.filter((name, i) => typed.indexOf(name) !== i), [], "of one name");
  assert.deepEqual(all.filter(([role, , , within]) => role === "region" && !within), [], "nothing in it");
  assert.deepEqual(all.filter(([role, name]) => role === "DisclosureTriangle" && /[✓\p{L}]·|✓\p{L}/u.test(name)), []);
  assert.ok(all.some(([role, name]) => role === "textbox" && name === "Address Source 9"));
  const [, , more] = all.find(([role, name]) => role === "textbox" && name === "Headline");
  assert.match(more, /Long: 40 to 70 characters/);
});

test("that it is still kept is heard once, that it is saved, or the server away, each time", async () => {
  await page.goto("/admin/story/new");
  const told = await page.evaluate(async () => {
    const { tell } = await import(document.querySelector("script[type=module]").src.replace("main.js", "form.js"));
    const line = document.getElementById("save_state");
    return [["Kept 9:01", false, "kept"], ["Kept 9:02", false, "kept"], ["Kept 9:02, behind", true, "behind"],
            ["Away", true], ["Kept 9:03", false, "kept"], ["Kept 9:04", false, "kept"], ["Saved"]]
      .map((all) => (tell(...all), `${line.ariaLive}: ${line.textContent}`));
  });
  assert.deepEqual(told, ["polite: Kept 9:01", "off: Kept 9:02", "polite: Kept 9:02, behind", "polite: Away",
                          "polite: Kept 9:03", "off: Kept 9:04", "polite: Saved"]);
});

test("axe finds nothing with long content, open and closed, and nothing leaves the page", async () => {
  for (const [width, height] of [[1280, 720], [360, 780], [640, 360]]) {
    await page.setViewportSize({ width, height });
    await page.goto(long);
    for (const open of [false, true]) {
      // The head's menu, which lies upon what is below it, is none of them.
      await page.evaluate((o) => document.querySelectorAll("main details").forEach((d) => (d.open = o)), open);
      if (width !== 640) assert.deepEqual(await axeDayAndNight(page), [], `${width}, ${open}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${wide} of ${width}`);
    }
  }
  await page.setViewportSize({ width: 1280, height: 720 });
});

test("today's times are the time alone, and the whole instant is behind it", async () => {
  const other = await deskPage(browser, site);
  await publishStory(other, "Times");
  const edited = other.locator(".facts dt:text-is('Edited') + dd time");
  assert.match(await edited.innerText(), /^\d\d:\d\d$/);
  assert.match(await edited.getAttribute("datetime"), /^\d{4}-\d\d-\d\dT/);
  assert.match(await edited.getAttribute("title"), /^\d+ \w+,? .*\d\d:\d\d (GMT|BST)/);
  const published = other.locator(".facts dt:text-is('Published') + dd time");
  assert.match(await published.innerText(), /^5 Jan 2020, 09:00/);
  await other.goto("/admin/?q=Times");
  assert.match(await other.locator("tbody .times time").last().innerText(), /^\d\d:\d\d$/);
  assert.ok(!(await said(other)));
});

test("at twice the size the head is two rows, and the line that is written is seen between what sticks", async () => {
  await page.goto(long);
  for (const [width, height] of [[640, 360], [800, 450], [1024, 600]]) {
    await page.setViewportSize({ width, height });
    const { head, over } = await page.evaluate(() => ({
      head: document.querySelector(".top").offsetHeight,
      over: document.documentElement.scrollWidth - document.documentElement.clientWidth }));
    assert.ok(head <= 104 && over <= 0, `at ${width}: ${head} pixels high, ${over} too wide`);
  }
  await page.setViewportSize({ width: 1280, height: 720 });
});

test("what stands above an Arabic letter is not cut at the edge of its field", async () => {
  await page.goto("/admin/story/new");
  await page.fill("#headline", "أُحبطت");
  await page.fill("#dek", "أُحبطت");
  for (const id of ["headline", "dek"]) {
    const { above, size } = await page.locator(`#${id}`).evaluate((e) => {
      const { paddingTop, lineHeight, fontSize } = getComputedStyle(e);
      const size = parseFloat(fontSize);
      return { size, above: parseFloat(paddingTop) + (parseFloat(lineHeight) - size) / 2 };
    });
    assert.ok(above >= size * 0.45, `${id}: ${above} pixels above letters of ${size}`);
  }
});
