// What a browser gives back when an answer was none of ours, and what it keeps when somebody leaves.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { LOOKS } from "./lib/browser.mjs";
import { deskPage, formAnswer, press, publishStory, said } from "./lib/desk.mjs";
import { browser, site } from "./lib/desk_site.mjs";
import { visit } from "./lib/form.mjs";
import { publishStory as publishFile } from "./lib/story.mjs";
import { csrfOf, tempFolder, until } from "./lib/site.mjs";

const ines = { login: "ines", name: "Ines" };
const tomas = { login: "tomas", name: "Tomas" };

/** A file that no web server before Dateline lets through. */
let huge;
function hugeFile() {
  huge ??= path.join(tempFolder("huge"), "huge.jpg");
  fs.writeFileSync(huge, "");
  fs.truncateSync(huge, 70 << 20);
  return huge;
}

/** What the form says, but for what belongs to the page. */
const entries = (page) => page.evaluate(() =>
  [...new FormData(document.getElementById("story"))]
    .filter(([name, v]) => typeof v === "string" && !["csrf", "form", "copy"].includes(name) &&
            !/_at(_shown)?$/.test(name)));

const storage = (page) => page.evaluate(() =>
  Object.keys(localStorage).filter((k) => k.startsWith("dateline.keep")).length);
const isKept = (page, text) => page.waitForFunction(
  (t) => Object.values(localStorage).some((v) => v.includes(t)), text);

async function typeAll(page) {
  await page.fill("#headline", "Typed headline");
  await page.fill("#dek", "A standfirst.");
  await page.fill("#body", "A long text.\n\n“More” & <more>.");
  await page.fill("#takeaways", "One\nTwo");
  await page.fill("#source_title_1", "The minutes");
  await page.fill("#source_url_1", "https://example.org/minutes");
  await page.selectOption("#section", { index: 2 });
  await page.fill("#tags", "harbour, tide");
  await page.fill("#bylines", "Ada Lot, Ben Rue");
  await page.fill("#slug", "typed-slug");
  await page.fill("#hero_alt", "A pier");
  await page.fill("#hero_credit", "Zoë");
  await page.check("input[name=ai] >> nth=1");
  await page.fill("#ai_note", "Checked by hand.");
  await page.check("input[name=edit][value=update]");
  await page.fill("#note", "What is new.");
}

for (const javaScriptEnabled of [true, false])
  test(`Back after the web server's own refusal gives the whole form back, ${
    javaScriptEnabled ? "with" : "without"} a script`, LOOKS, async () => {
    const page = await deskPage(browser, site, ines, { javaScriptEnabled: true });
    const where = await publishStory(page, "Before");
    const plain = await deskPage(browser, site, ines, { javaScriptEnabled });
    await plain.goto(where);
    await typeAll(plain);
    const typed = await entries(plain);
    if (javaScriptEnabled) // as if the web server's limit were lower than the page knows
      await plain.evaluate(() => (document.getElementById("story").dataset.largest = "1e12"));
    await plain.setInputFiles("#hero_file", hugeFile());
    const answer = formAnswer(plain);
    await plain.click("#keep");
    assert.equal((await answer).status(), 413);
    await plain.waitForLoadState();
    assert.match(await plain.textContent("body"), /Go back: your text is still in the form/);
    await plain.goBack();
    assert.deepEqual(await entries(plain), typed);
    if (javaScriptEnabled)
      assert.match(await said(plain), /What you typed is here again; a picture has to be chosen/);
    await plain.setInputFiles("#hero_file", []);
    await plain.fill("#slug", await plain.inputValue("[name=slug_was]"));
    await plain.fill("#note", ""); // which no draft keeps: it would be offered again
    await press(plain, "Save as draft");
    if (/There is no tag “tide” yet/.test(await said(plain))) await press(plain, "Save as draft");
    assert.match(await said(plain), /Saved as a draft/);
    await plain.goto(where);
    assert.deepEqual(await plain.locator(".restore").allTextContents(), []);
    for (const p of [page, plain]) await p.context().close();
  });

test("pictures that are too large together are refused before they are sent", LOOKS, async () => {
  const page = await deskPage(browser, site, ines);
  await page.goto("/admin/story/new");
  await page.fill("#headline", "Still here");
  await page.setInputFiles("#hero_file", hugeFile());
  assert.match(await page.textContent("#hero_file + .problem"), /at most 40 MB in all/);
  assert.equal(await page.inputValue("#hero_file"), "");
  await page.setInputFiles("#hero_file", { name: "a.jpg", mimeType: "image/jpeg",
                                           buffer: Buffer.alloc(1000) });
  assert.equal(await page.textContent("#hero_file + .problem"), "");
  await page.context().close();
});

test("after signing out no text stays in the browser, in no tab", LOOKS, async () => {
  const page = await deskPage(browser, site, ines);
  const other = await page.context().newPage();
  for (const [tab, text] of [[page, "SECRET ONE"], [other, "SECRET TWO"]]) {
    await tab.goto("/admin/");
    await tab.goto("/admin/story/new");
    await tab.fill("#body", text);
    await isKept(tab, text);
  }
  await press(page, "Sign out");
  await page.waitForURL("**/admin/login?saved=signed-out");
  await other.waitForURL("**/admin/login?saved=signed-out");
  for (const tab of [page, other]) {
    assert.equal(await storage(tab), 0);
    assert.doesNotMatch(await tab.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }])), /SECRET/);
    await tab.goBack();
    assert.match(tab.url(), /\/admin\/login/);
    assert.doesNotMatch(await tab.content(), /SECRET/);
  }
  await page.context().close();
});

test("nor when the session was ended elsewhere, or somebody else signs in", LOOKS, async () => {
  const page = await deskPage(browser, site, ines);
  await page.goto("/admin/story/new");
  await page.fill("#body", "SECRET");
  await isKept(page, "SECRET");
  const elsewhere = await site.signIn(ines);
  await elsewhere.post("/admin/account", { csrf: await elsewhere.csrf(), do: "end-others" });
  await page.goto("/admin/reports");
  assert.match(page.url(), /\/admin\/login/);
  assert.equal(await storage(page), 0);

  await page.evaluate(() => localStorage.setItem("dateline.keep.1.news",
                                                 JSON.stringify({ at: Date.now(), fields: [] })));
  const session = await site.signIn(tomas);
  await page.context().addCookies(session.browserCookies());
  await page.goto("/admin/reports");
  assert.equal(await storage(page), 0);
  await page.context().close();
});

test("Sign out says so to the browser, too", async () => {
  const session = await site.signIn(ines);
  const out = await session.post("/admin/logout", { csrf: await session.csrf() });
  assert.equal(out.headers["clear-site-data"], '"cache", "storage"');
});

test("a page's form asks for nothing that the page does not print, and loses nothing", async () => {
  const session = await site.signIn(ines);
  const making = { ai: "assisted", ai_note: "For the index.", fact_checked_by: "Ada" };
  const shown = async (kind) => (await visit(session, `/admin/story/new?kind=${kind}`)).text;
  for (const kind of ["news", "review"]) assert.match(await shown(kind), /Fact-checked by/);
  for (const kind of ["news", "page"]) assert.doesNotMatch(await shown(kind), /name="rating"/);
  const head = /<header[\s\S]*?<\/header>/; // there is a page of that name
  assert.doesNotMatch((await shown("page")).replace(head, ""), /Fact-checked by|Use of AI/);
  const form = await visit(session, "/admin/story/new?kind=page");
  const again = await form.press("Save draft", { headline: "About", body: "Us.", ...making });
  assert.match(again.said, /Saved as a draft/);
  for (const [name, value] of Object.entries(making)) assert.equal(again.value(name), value);
});

test("one trouble is told once, in the words of its label", async () => {
  const session = await site.signIn(ines);
  const form = await visit(session, "/admin/story/new?kind=review");
  const { text } = await form.press("Publish now", { headline: "Kettle", product: "Kettle",
                                                     verdict: "Good.", rating: "nine" });
  const summary = /class="problems"[\s\S]*?<\/ul>/.exec(text)[0];
  const told = [...summary.matchAll(/<li>(?:<a [^>]*>)?([^<]*)/g)].map(([, t]) => t);
  assert.deepEqual(told, ["A rating is a number from 0 to 5 in steps of a tenth, like 4.5.",
                          "Write the text before publishing.", "Choose a section."]);
});

/** A form that was sent when its session had ended: the page that answers, and what it carries. */
async function sentTooLate(session, headline) {
  const csrf = await session.csrf();
  session.jar.clear();
  const late = await session.post("/admin/story/new", { csrf, base: "0", kind: "news", headline,
                                                        body: "All of it.", action: "keep" });
  assert.equal(late.status, 403);
  assert.match(late.text, /administrator for a one-time link/);
  const resume = /name="resume_form" value="([^"]*)"/.exec(late.text)[1].replaceAll("&amp;", "&");
  return { csrf: csrfOf(late.text), resume_form: resume, next: "/admin/story/new" };
}

const newLink = async (login) =>
  (await site.dateline("user", "link", site.folder, login)).stdout.trim();

test("who came by a link comes back to the text by a new link", async () => {
  const session = await site.signIn({ login: "lea", name: "Lea" });
  const carried = await sentTooLate(session, "Late by link");
  const used = await session.post("/admin/login", { ...carried, link: "http://x/?token=used" });
  assert.equal(used.status, 403);
  assert.match(used.text, /id="link-problem">This link has been used or has expired/);
  assert.match(used.text, /name="resume_form" value="[^"]*Late/);
  const back = await session.post("/admin/login",
                                  { ...carried, link: `  ${await newLink("lea")}\n` });
  assert.equal(back.status, 200);
  assert.match(back.text, /id="headline"[^>]*>\nLate by link</);
  assert.match(back.text, /Check the text and save it/);
});

test("or opens it in another tab, and then goes on in this one", async () => {
  const session = await site.signIn({ login: "lea", name: "Lea" });
  const carried = await sentTooLate(session, "Two tabs");
  const early = await session.post("/admin/login", { ...carried, again: "1" });
  assert.match(early.text, /Nobody is signed in with this browser yet/);
  assert.match(early.text, /name="resume_form" value="[^"]*Two/);
  const link = new URL(await newLink("lea"));
  const opened = await session.get(link.pathname + link.search);
  await session.post("/admin/link", { csrf: csrfOf(opened.text),
                                      token: link.searchParams.get("token") });
  const back = await session.post("/admin/login", { ...carried, again: "1" });
  assert.equal(back.status, 403);
  assert.match(back.text, /id="headline"[^>]*>\nTwo tabs</);
  assert.doesNotMatch(back.text, /name="resume_form"/);
});

test("a link that was pasted leads to the page that was asked for", async () => {
  const session = await site.signIn({ login: "lea", name: "Lea" });
  session.jar.clear();
  const asked = await session.get("/admin/reports");
  const page = await session.get(asked.headers.location);
  const done = await session.post("/admin/login", { csrf: csrfOf(page.text), next: "/admin/reports",
                                                    link: await newLink("lea") });
  assert.equal(done.status, 303);
  assert.equal(done.headers.location, "/admin/reports");
  await until(async () => (await session.get("/admin/reports")).status === 200, "signed in");
});

test("each form of the desk comes back as it was typed, and does nothing before it is sent again", async () => {
  const story = await publishFile(site, { title: "Withdraw me", slug: "withdraw-me" });
  const form = "0123456789abcdef0123456789abcdef";
  const at = `/admin/story/${story.id}`;
  const forms = [
    ["/admin/bulk?state=", { story: `${story.id}.live.1.0.0.0.0`, do: "add-tags", tags: "Typed" }, [/value="Typed"/, /live\.1\.0\.0\.0\.0" checked/]],
    ["/admin/front", { do: "save", shown: "0", row: "1", story_1: `Typed (${story.id})`, band: "news" }, [/Withdraw me \(/]],
    ["/admin/assignment/new", { title: "Typed title", note: "Typed note" }, [/Typed title/, /Typed note/]],
    ["/admin/redirects", { path: "/typed-path", target: "/typed-target" }, [/typed-path/, /typed-target/]],
    ["/admin/sections", { name: "Typed section" }, [/Typed section/]],
    ["/admin/section/news", { name: "Typed name", do: "save" }, [/Typed name/]],
    ["/admin/style", { pattern: "Typed wrong", replacement: "Typed right", do: "add" }, [/Typed wrong/, /Typed right/]],
    ["/admin/settings", { title: "Typed title" }, [/Typed title/]],
    ["/admin/people", { login: "typed", name: "Typed Person", role: "editor" }, [/Typed Person/]],
    [`${at}/withdraw`, { reason: "Typed reason", confirm: "1" }, [/Typed reason/]],
  ];
  const before = await site.dateline("audit", site.folder, "--json", "--limit", "1000");
  for (const [address, fields, shown] of forms) {
    const session = await site.signIn({ login: "kim", name: "Kim", role: "admin" });
    const csrf = await session.csrf();
    session.jar.clear();
    const late = await session.post(address, { csrf, form, ...fields });
    assert.equal(late.status, 403, address);
    assert.match(late.text, /your text comes back/, address);
    const value = (name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(late.text)[1].replaceAll("&amp;", "&");
    assert.equal(value("next"), address);
    const back = await session.post("/admin/login", { csrf: csrfOf(late.text), resume_form: value("resume_form"), next: address,
                                                      link: await newLink("kim") });
    assert.equal(back.status, 403, `${address}: ${back.status} ${back.headers.location}`);
    assert.match(back.text, /so nothing was done yet\. Check what you typed/, address);
    for (const one of shown) assert.match(back.text, one, address);
    /* In another tab somebody signed in meanwhile: the same, at once. */
    const other = await session.post(address, { csrf, form, ...fields });
    assert.equal(other.status, 403, address);
    assert.match(other.text, /so nothing was done yet\. Check what you typed/, address);
    for (const one of shown) assert.match(other.text, one, address);
  }
  assert.equal((await site.get(story.path)).status, 200);
  const verbs = ({ stdout }) => [...stdout.matchAll(/"action": ?"([a-z._]+)"/g)].map(([, verb]) => verb)
    .filter((verb) => !/^(session|user|login|link)/.test(verb)).length;
  assert.equal(verbs(await site.dateline("audit", site.folder, "--json", "--limit", "1000")), verbs(before));

  /* Somebody whose role is another by now is shown nothing of it. */
  const session = await site.signIn({ login: "kim", name: "Kim", role: "admin" });
  const csrf = await session.csrf();
  session.jar.clear();
  const late = await session.post("/admin/settings", { csrf, form, title: "Typed title" });
  const resume = /name="resume_form" value="([^"]*)"/.exec(late.text)[1].replaceAll("&amp;", "&");
  const link = await newLink("kim");
  await site.dateline("user", "change", site.folder, "kim", "--role", "author");
  const back = await session.post("/admin/login", { csrf: csrfOf(late.text), resume_form: resume, next: "/admin/settings", link });
  assert.doesNotMatch(back.text, /Typed title/);
});
