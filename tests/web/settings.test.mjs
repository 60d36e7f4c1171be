// An administrator says what the paper is called, promises and looks like. Over HTTP, as a browser without
// scripts does it; the page's looks in Chromium.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, LOOKS, openPage, troublesAt } from "./lib/browser.mjs";
import { visit } from "./lib/form.mjs";
import { startSite } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";
import { checkHtml } from "./lib/vnu.mjs";

const WHERE = "/admin/settings";
let site, ada;
before(async () => {
  site = await startSite();
  ada = await site.signIn({ login: "ada", name: "Ada", role: "admin" });
});
after(() => site.stop());

const save = async (changes) => (await visit(ada, WHERE)).press("Save", changes);
const all = async () => JSON.parse((await site.dateline("settings", "list", site.folder, "--json")).stdout);
const setting = async (name) => (await site.dateline("settings", "get", site.folder, name)).stdout.trim();

test("only an administrator changes them, and none that belongs to the machine", async () => {
  const ines = await site.signIn({ login: "ines", name: "Ines" });
  assert.equal((await ines.get(WHERE)).status, 403);
  assert.equal((await ines.post(WHERE, { csrf: await ines.csrf(), title: "Mine" })).status, 403);
  assert.doesNotMatch((await ines.get("/admin/")).text, /\/admin\/settings/);
  const before = await setting("base_url");
  await ada.post(WHERE, { csrf: await ada.csrf(), base_url: "https://evil.example", trusted_proxies: "10.0.0.0/8",
                          uploads_mb: "1" });
  assert.equal(await setting("base_url"), before);
  assert.equal(await setting("trusted_proxies"), "");
  assert.equal(await setting("uploads_mb"), "100000");
});

test("what is saved is on readers' pages at once, and nothing else has changed", async () => {
  await site.dateline("settings", "set", site.folder, "colour_ink", "#16213A");
  const old = await all();
  const same = await save({ colour_ink: "#16213a" });
  assert.match(same.said, /Saved/);
  assert.deepEqual(await all(), old, "opening and saving changes nothing");
  const done = await save({ title: "The <Harbour> & Co", statement: "We check.", colour_accent: "#2255aa" });
  assert.match(done.said, /Saved\. Readers see it now/);
  const { text } = await site.get("/");
  assert.match(text, /The &lt;Harbour&gt; &amp; Co/);
  assert.match(text, /We check\./);
  const now = await all();
  assert.deepEqual(Object.keys(now).filter((k) => now[k] !== old[k]), ["title", "statement", "colour_accent"]);
  await save({ locale: "de" });
  assert.match((await ada.get(WHERE)).text, /<h1>Einstellungen<\/h1>/);
  const log = (await ada.get("/admin/audit")).text;
  assert.match(log, /mit einem Einmal-Link/);
  assert.match(log, /für Ada</, "a link is somebody's, and nobody's number");
  assert.doesNotMatch(log, /by one-time link|for user/);
  assert.match((await ada.get("/admin/audit.csv")).text, /"by one-time link"/, "a table has what is kept");
  await site.dateline("settings", "set", site.folder, "locale", "en-GB");
  const { stdout } = await site.dateline("audit", site.folder);
  assert.match(stdout, /setting\.set/);
});

test("of two at once each changes what they touched, and nothing that the other did", async () => {
  const [mine, theirs] = [await visit(ada, WHERE), await visit(ada, WHERE)];
  await theirs.press("Save", { title: "Theirs", statement: "First.\nSecond." }); // kept as one line
  await mine.press("Save", { tagline: "Mine" });
  const { title, tagline, statement } = await all();
  assert.deepEqual([title, tagline, statement], ["Theirs", "Mine", "First. Second."]);
  /* Where both typed, the second is shown what the first has typed; pressed twice, one form is one. */
  const { action, fields } = theirs.request("Save", { statement: "Third.\nFourth." });
  const late = await ada.post(action, fields);
  assert.equal(late.status, 409);
  assert.match(late.text, /it is “First\. Second\.” now\. What you typed is not saved/);
  assert.match(late.text, /Third\.\s+Fourth\./);
  assert.equal((await all()).statement, "First. Second.");
  const open = await visit(ada, WHERE);
  const twice = open.request("Save", { statement: "Third.\nFourth." });
  for (let i = 0; i < 2; i++) assert.equal((await ada.post(twice.action, twice.fields)).status, 303);
  assert.equal((await all()).statement, "Third. Fourth.");
});

test("all are right or nothing is changed, and what was typed stays", async () => {
  const before = await setting("tagline");
  const page = await save({ title: "", tagline: "A new line", zone: "Mars/Base", colour_ink: "#ffffff",
                            corrections_email: "nobody", clock: "sometimes" });
  assert.equal(page.status, 422);
  for (const what of [/Give the paper a name/, /Choose a zone/, /dark colour/, /e-mail address/, /today, always or never/])
    assert.match(page.said, what);
  assert.match(page.text, /value="A new line"/);
  assert.equal(await setting("tagline"), before);
});

test("colours are seen before they are saved, by day and by night, as they can be read", async () => {
  const before = await all();
  const fills = ({ text }) => [...text.matchAll(/<svg viewBox="0 0 320 150".*?<\/svg>/gs)]
    .map(([svg]) => [...svg.matchAll(/fill="(#[0-9a-f]{6})"/g)].map((m) => m[1]));
  const page = await visit(ada, WHERE);
  const shown = await page.press("Show how they will look",
                                 { colour_paper: "#fff0f0", colour_ink: "#002200", colour_accent: "#ffd400", title: "Seen" });
  const [day, night] = fills(shown);
  assert.deepEqual([day[0], day[1]], ["#fff0f0", "#002200"]);
  assert.ok(day.every((c) => c !== "#ffd400"), "yellow on white cannot be read");
  assert.ok(night.includes("#ffd400"), "yellow on black can");
  assert.notDeepEqual(fills(page), fills(shown));
  assert.match(shown.text, />Seen<\/text>/);
  assert.deepEqual(await all(), before, "nothing is saved by looking");
  await shown.press("Save");
  const now = await all();
  assert.deepEqual([now.colour_paper, now.colour_ink, now.colour_accent, now.title], ["#fff0f0", "#002200", "#ffd400", "Seen"]);
});

test("the paper's line on AI stands below stories that were made with it, and no others", async () => {
  await save({ ai_line: "We check what <machines> say." });
  for (const [ai_use, says] of [["assisted", true], ["generated", true], ["none", false], [undefined, false]]) {
    const slug = `ai-${ai_use}`;
    const { path } = await publishStory(site, { title: slug, slug, ...(ai_use ? { ai_use } : {}) });
    assert.equal((await site.get(path)).text.includes("We check what &lt;machines&gt; say."), says, slug);
  }
  await save({ ai_line: "" });
  assert.ok(!(await site.get("/")).text.includes("machines"));
});

test("how the label of AI looks is chosen by seeing it, and is seen on screens, on paper and by screen readers", LOOKS, async (t) => {
  const story = await publishStory(site, { title: "By a model", slug: "by-a-model", ai_use: "unreviewed" });
  const other = await publishStory(site, { title: "By a person", slug: "by-a-person", ai_use: "none" });
  const browser = await launch();
  t.after(() => browser.close());
  const page = await openPage(await browser.newContext({ baseURL: site.url }));
  for (const look of ["line", "mark", "band"]) {
    const { text } = await save({ ai_label: look });
    assert.match(text, new RegExp(`value="${look}" checked`));
    await page.goto(story.path);
    const label = page.getByRole("note");
    assert.equal((await label.getByText("Written by AI, and reviewed by nobody.").count()), 1, look);
    for (const media of ["print", "screen"]) {
      await page.emulateMedia({ media });
      assert.ok(await label.isVisible(), `${look} ${media}`);
    }
    if (look !== "mark") {
      const [fill] = new RegExp(`value="${look}" checked.*?(?:<rect[^>]*>)<rect[^>]* fill="(#[0-9a-f]{6})"`, "s").exec(text).slice(1);
      const shown = await label.evaluate((e) => getComputedStyle(e).backgroundColor);
      assert.equal(shown, `rgb(${[1, 3, 5].map((i) => parseInt(fill.slice(i, i + 2), 16)).join(", ")})`, look);
    }
    assert.doesNotMatch((await site.get(other.path)).text, /ai-label|role="note"/);
    assert.deepEqual(await troublesAt(page, look === "mark" ? [360] : []), [], look);
  }
  assert.deepEqual(page.troubles, []);
  assert.equal((await save({ ai_label: "tiny" })).status, 422);
});

test("the page is valid, open to everybody, and fits a phone", LOOKS, async (t) => {
  const wrong = await save({ title: "", zone: "x".repeat(300) });
  const documents = [{ name: "settings", text: (await ada.get(WHERE)).text }, { name: "wrong", text: wrong.text }];
  for (const [name, troubles] of Object.entries(await checkHtml(documents))) assert.deepEqual(troubles, [], name);
  const browser = await launch();
  t.after(() => browser.close());
  const context = await browser.newContext({ baseURL: site.url });
  await context.addCookies(ada.browserCookies());
  const page = await openPage(context);
  await page.goto(WHERE);
  assert.deepEqual(await troublesAt(page, [360, 1280]), []);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/settings1280.png`, fullPage: true });
  await page.fill("#title", "Entered");
  await page.press("#title", "Enter");
  await page.waitForURL(/saved=settings/);
  assert.equal(await setting("title"), "Entered", "Enter saves, though another button stands before Save");
  assert.deepEqual(page.troubles, []);
});
