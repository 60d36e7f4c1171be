// notes.test.mjs: what is said of a text, at the desk, without a script and with one.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { axeDayAndNight, launch } from "./lib/browser.mjs";
import { deskPage } from "./lib/desk.mjs";
import { DeskPage, visit } from "./lib/form.mjs";
import { germanLog } from "./lib/log.mjs";
import { startSite } from "./lib/site.mjs";
import { postStory, publishStory } from "./lib/story.mjs";

const XSS = '<script src=//x></script><img src=x onerror=alert(1)>"\'&amp;';
const escaped = (text) => !/<script src=\/\/|<img src=x/.test(text);
const BODY = "The harbour was quiet.\n\nNobody knew *why*.\n\n> A quotation of some length.\n\nThe end.";

let site, editor, author;
before(async () => {
  site = await startSite();
  editor = await site.signIn({ login: "ines", name: "Ines Okafor" });
  author = await site.signIn({ login: "rosa", role: "author", name: "Rosa Okello" });
});
after(() => site.stop());

const noteIds = (text) => [...text.matchAll(/id="note-(\d+)"/g)].map(([, id]) => Number(id));

describe("beside the form, without a script", () => {
  let where;
  before(async () => {
    const { id } = await publishStory(site, { title: "Noted", slug: "noted", body: BODY });
    where = `/admin/story/${id}`;
  });

  test("a note is added, answered, resolved and opened again, and what is typed comes back", async () => {
    let page = await visit(editor, where);
    assert.match(page.text, /group-notes.*\n.*none yet/);
    const typed = { headline: `Typed ${XSS}`, body: "Typed\n\nand not saved." };
    page = await page.press("Add the note", { ...typed, note_place: "p-2", note_words: `Who says?\n${XSS}` });
    assert.equal(page.status, 200);
    assert.match(page.said, /The note is kept/);
    assert.equal(page.value("headline"), typed.headline);
    assert.equal(page.value("body"), typed.body);
    assert.equal(page.value("note_words"), "");
    assert.match(page.text, /one open/);
    assert.match(page.text, /<blockquote dir="auto">Nobody knew why\.<\/blockquote>/);
    assert.ok(escaped(page.text));
    const [id] = noteIds(page.text);
    page = await page.press("Send the answer", { [`note_answer_${id}`]: "The master." });
    assert.match(page.text, /The master\./);
    assert.equal(page.value("body"), typed.body);
    // What was typed beside another button is kept with it.
    page = await page.press("Resolve", { [`note_answer_${id}`]: "Asked and settled." });
    assert.match(page.said, /resolved/);
    assert.match(page.text, /all resolved/);
    assert.match(page.text, /Asked and settled\./);
    const badge = `<a class="badge notes" href="${where}/notes">One open note</a>`;
    assert.ok(!(await editor.get("/admin/")).text.includes(badge), "none is open");
    page = await page.press("Open it again");
    assert.match(page.text, /one open/);
    assert.ok((await editor.get("/admin/")).text.includes(badge), "the list says so");
    assert.equal(page.value("headline"), typed.headline);
    const saved = await visit(editor, where);
    assert.equal(saved.value("headline"), "Noted");
    assert.match(saved.text, /Rosa|Ines Okafor/);
  });

  test("an empty one is refused with the page as it was typed", async () => {
    const page = await (await visit(editor, where)).press("Add the note", { dek: "Typed.", note_words: " " });
    assert.equal(page.status, 422);
    assert.match(page.said, /Write the note first/);
    assert.equal(page.value("dek"), "Typed.");
  });
});

describe("beside the text", () => {
  let id, where;
  before(async () => {
    ({ id } = await postStory(site, { title: "Draft", slug: "draft", body: BODY }));
    where = `/admin/story/${id}/notes`;
  });

  test("each paragraph takes notes, and they follow their words", async () => {
    let page = await visit(editor, where);
    assert.equal(page.status, 200);
    assert.equal(page.forms.filter((f) => f.controls.some((c) => c.name === "p" && /^p-/.test(c.value))).length, 4);
    const form = page.forms.find((f) => f.controls.some((c) => c.value === "p-2"));
    const fields = Object.fromEntries(form.controls.map((c) => [c.name, c.value]));
    const send = { ...fields, note_words: `Beside.\n${XSS}`, do: "add" };
    const first = await editor.post(where, send), again = await editor.post(where, send);
    assert.equal(first.status, 303);
    assert.match(first.headers.location, /#note-\d+$/);
    assert.equal(again.status, 303, "sent twice, kept once");
    page = await visit(editor, where);
    assert.equal(noteIds(page.text).length, 1);
    assert.ok(escaped(page.text));
    assert.match(page.text, /Nobody knew <em>why<\/em>\.<\/p>\s*<div class="notes"[^>]*>\s*<article class="thread"/);

    const session = await visit(editor, `/admin/story/${id}`);
    await session.press("Save draft", { body: "New first.\n\nThe harbour was quiet.\n\nNobody knew *why*." });
    page = await visit(editor, where);
    assert.match(page.text, /<p id="p-3">Nobody.*\s*<div class="notes"[^>]*>\s*<article class="thread"/);
    assert.doesNotMatch(page.text, /passage was changed/);
    await (await visit(editor, `/admin/story/${id}`)).press("Save draft", { body: "Nobody knew it at all." });
    page = await visit(editor, where);
    assert.match(page.text, /The passage was changed\. It said:<blockquote dir="auto">Nobody knew why\./);
    await (await visit(editor, `/admin/story/${id}`)).press("Save draft", { body: "Something else." });
    page = await visit(editor, where);
    assert.match(page.text, /no longer there\. It said:<blockquote dir="auto">Nobody knew why\./);
  });

  test("the preview shows those that are open, and no form", async () => {
    const page = await visit(editor, `/admin/story/${id}`);
    const { fields } = page.request("Preview");
    const { text } = await editor.post("/admin/preview", fields);
    assert.match(text, /Beside\./);
    assert.doesNotMatch(text, /name="note_words"/);
    assert.ok(escaped(text));
  });

  test("who may not see the text sees no note and leaves none", async () => {
    assert.equal((await author.get(where)).status, 403);
    const csrf = await author.csrf();
    const res = await author.post(where, { csrf, do: "add", note_words: "In." });
    assert.equal(res.status, 403);
    assert.doesNotMatch(res.text, /Beside\./);
    assert.equal((await site.get(where)).status, 303);
    const bare = await editor.post(where, { do: "add", note_words: "In." });
    assert.equal(bare.status, 403, "no proof");
  });
});

test("readers, feeds, search and sitemaps say nothing of a note", async () => {
  const { id, path } = await publishStory(site, { title: "Read", slug: "read", body: "One line." });
  const csrf = await editor.csrf();
  const res = await editor.post(`/admin/story/${id}/notes`, { csrf, do: "add", p: "p-1", note_words: "Notecanary Saidcanary" });
  assert.equal(res.status, 303);
  for (const where of [path, `${path}/changes`, "/", "/news/", "/feed.atom", "/feed.json", "/feed.rss",
                       "/search?q=Notecanary", "/sitemap-1.xml", "/news-sitemap.xml", "/sitemap.xml"]) {
    const { text } = await site.get(where);
    assert.doesNotMatch(text, /Saidcanary|class="thread"/, where);
  }
});

test("with a script the page stays: caret, text and focus", async () => {
  const { id } = await publishStory(site, { title: "Scripted", slug: "scripted", body: BODY });
  const browser = await launch();
  try {
    const page = await deskPage(browser, site, { login: "ines" });
    await page.goto(`/admin/story/${id}`);
    await page.fill("#body", "Typed, and on the way.");
    await page.fill("#note_words", "One.");
    await page.evaluate(() => (document.body.dataset.same = "1"));
    await page.click("#group-notes button[value=note]");
    await page.locator("#group-notes .thread .words", { hasText: "One." }).waitFor();
    assert.equal(await page.inputValue("#note_words"), "");
    await page.fill("#group-notes textarea[name^=note_answer]", "Half an answer");
    await page.fill("#note_words", "Two.");
    await page.click("#group-notes button[value=note]");
    await page.locator("#group-notes .thread .words", { hasText: "Two." }).waitFor();
    assert.equal(await page.locator("#group-notes textarea[name^=note_answer]").first().inputValue(), "Half an answer");
    await page.click("#group-notes button[value^=note-resolve] >> nth=0");
    await page.locator("#group-notes .says", { hasText: "one open" }).waitFor();
    assert.equal(await page.inputValue("#body"), "Typed, and on the way.");
    assert.equal(await page.evaluate(() => document.body.dataset.same), "1", "never left");
    await page.goto(`/admin/story/${id}/notes`);
    await page.locator(".write summary").first().click();
    assert.deepEqual(await axeDayAndNight(page), []);
    assert.deepEqual(page.troubles, []);
  } finally {
    await browser.close();
  }
});

test("whoever was signed out while writing has the words again after signing in", async () => {
  const { id } = await postStory(site, { title: "Late", slug: "late", body: BODY });
  const sent = [["notes", { do: "add", p: "p-2", note_words: "Late note" }, /<textarea[^>]*>\s*Late note/],
                ["suggestions", { do: "suggest", base: "1", body: "Late words" }, /<textarea[^>]*name="body"[^>]*>\s*Late words/]];
  for (const [page, fields, typed] of sent) {
    const where = `/admin/story/${id}/${page}`;
    const session = await site.signIn({ login: "lea", name: "Lea" });
    const csrf = await session.csrf();
    session.jar.clear();
    const late = await session.post(where, { csrf, ...fields });
    assert.equal(late.status, 403);
    assert.match(late.text, /your text comes back/);
    const form = new DeskPage(session, where, late).forms.find((f) => f.controls.some((c) => c.name === "resume_form"));
    const carried = Object.fromEntries(form.controls.map((c) => [c.name, c.value]));
    const link = (await site.dateline("user", "link", site.folder, "lea")).stdout.trim();
    const back = await session.post("/admin/login", { ...carried, link });
    assert.equal(back.status, 200);
    assert.match(back.text, typed);
    assert.match(back.text, /nothing is saved yet/);
  }
  assert.doesNotMatch((await editor.get(`/admin/story/${id}/notes`)).text, /Late note/);
});

describe("a guest with a link", () => {
  let id, where, link, page;
  const made = (text) => /id="link_made"[^>]*value="([^"]+)"/.exec(text)?.[1];
  /** The form of a page of a guest that notes on that place. */
  const formFor = (text, place) => {
    const form = [...text.matchAll(/<form method="post" action="\/story\/preview"[^>]*>[\s\S]*?<\/form>/g)]
      .map(([f]) => f).find((f) => f.includes(`name="p" value="${place}"`));
    return Object.fromEntries([...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, n, v]) => [n, v]));
  };
  const send = (fields) => site.request("POST", "/story/preview", {
    headers: { "content-type": "application/x-www-form-urlencoded", origin: site.url },
    body: new URLSearchParams(fields).toString(),
  });
  before(async () => {
    ({ id } = await postStory(site, { title: "Unpublished", slug: "unpublished", body: BODY }));
    where = `/admin/story/${id}`;
  });

  test("is made beside the form, and shown once", async () => {
    page = await (await visit(editor, where)).press("Make the link", { dek: "Typed.", link_name: `Dr. Kim ${XSS}`, link_days: "3" });
    link = made(page.text);
    assert.match(link, /\/story\/preview\?link=[\w-]{43}$/);
    assert.equal(page.value("dek"), "Typed.");
    assert.ok(escaped(page.text));
    const again = await visit(editor, where);
    assert.equal(made(again.text), undefined);
    assert.match(again.text, /Dr\. Kim.*holds until.*not seen yet/);
    assert.ok(!again.text.includes(link.slice(-43)));
  });

  test("sees the draft in the paper's design, told what it is; nothing keeps it or its address", async () => {
    const at = new URL(link);
    const res = await site.get(at.pathname + at.search);
    assert.equal(res.status, 200);
    assert.match(res.text, /<h1>Unpublished<\/h1>/);
    assert.match(res.text, /Not published/);
    assert.match(res.text, /name="robots" content="noindex"/);
    assert.ok(escaped(res.text));
    assert.equal(res.headers["cache-control"], "no-store");
    assert.equal(res.headers["x-robots-tag"], "noindex");
    assert.equal(res.headers["referrer-policy"], "strict-origin");
    assert.equal(res.headers["set-cookie"], undefined);
    assert.doesNotMatch(res.text, /rel="canonical"|og:|ld\+json|\/admin\//);
    assert.match((await visit(editor, where)).text, /Dr\. Kim.*last seen/);
    assert.ok(!site.log().includes(at.searchParams.get("link")), "no log has it");
  });

  test("leaves notes, sees their answers, and no word of anybody else's", async () => {
    const at = new URL(link), csrf = await editor.csrf();
    await editor.post(`${where}/notes`, { csrf, do: "add", p: "p-1", note_words: "Deskcanary" });
    const get = async () => (await site.get(at.pathname + at.search)).text;
    const fields = { ...formFor(await get(), "p-2"), do: "add", note_words: `Not so.\n${XSS}` };
    const res = await send(fields);
    assert.equal(res.status, 303, res.text);
    assert.match(res.headers.location, /#note-\d+$/);
    assert.equal((await send(fields)).status, 303);
    let text = await get();
    assert.equal(noteIds(text).length, 1, "sent twice, kept once");
    assert.ok(escaped(text));
    assert.doesNotMatch(text, /Deskcanary|value="resolve"/);
    const [thread] = noteIds(text);
    await editor.post(`${where}/notes`, { csrf, do: "answer", thread: String(thread), note_words: "Thank you." });
    text = await get();
    assert.match(text, /Thank you\./);
    const desk = (await visit(editor, where)).text;
    assert.match(desk, /Not so\./);
    assert.match(desk, /class="guest">guest</);
    assert.ok(escaped(desk));
  });

  test("is refused what is too long, unsigned, from elsewhere or for the desk, and keeps what was typed", async () => {
    const at = new URL(link);
    const fields = { ...formFor((await site.get(at.pathname + at.search)).text, "p-1"), do: "add" };
    const long = await send({ ...fields, note_words: `Longcanary ${"x".repeat(4000)}` });
    assert.equal(long.status, 422);
    assert.match(long.text, /Shorten your note/);
    assert.match(long.text, /<textarea[^>]*>\s*Longcanary/);
    assert.equal((await send({ ...fields, token: "1-x", note_words: "In." })).status, 403);
    const foreign = await site.request("POST", "/story/preview", {
      headers: { "content-type": "application/x-www-form-urlencoded", origin: "https://elsewhere.example" },
      body: new URLSearchParams({ ...fields, note_words: "In." }).toString() });
    assert.equal(foreign.status, 403);
    const foreignThread = noteIds((await visit(editor, `${where}/notes`)).text)[0];
    assert.equal((await send({ ...fields, p: "", do: "answer", thread: String(foreignThread), note_words: "In." })).status, 404);
    assert.equal((await send({ ...fields, do: "resolve", note_words: "" })).status, 422);
    assert.equal((await site.get(where)).status, 303, "the desk stays closed");
  });

  test("suggests other words, which change nothing until an editor takes them", async () => {
    const at = new URL(link);
    const open = async () => (await site.get(at.pathname + at.search)).text;
    const form = [...(await open()).matchAll(/<form method="post" action="\/story\/preview"[^>]*>[\s\S]*?<\/form>/g)]
      .map(([f]) => f).find((f) => f.includes('name="suggest_reason"'));
    const fields = Object.fromEntries([...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, n, v]) => [n, v]));
    const said = { ...fields, do: "suggest", headline: "Unpublished", dek: "", takeaways: "" };
    const nothing = await send({ ...said, body: BODY });
    assert.equal(nothing.status, 422);
    assert.match(nothing.text, /No word differs/);
    const body = BODY.replace("The end.", `The very end. ${XSS}`);
    const sent = { ...said, body, suggest_reason: `Law. ${XSS}` };
    const res = await send(sent);
    assert.equal(res.status, 303, res.text);
    assert.equal((await send(sent)).status, 303);
    const thanks = await site.get(res.headers.location.replace(site.url, "").split("#")[0]);
    assert.match(thanks.text, /Thank you/);
    assert.doesNotMatch(thanks.text, /very end/, "the text is as it was");
    const page = await visit(editor, `${where}/suggestions`);
    assert.equal(page.text.match(/<ins>very/g)?.length, 1, "sent twice, kept once");
    assert.match(page.text, /Dr\. Kim[\s\S]*?\(guest\)/);
    assert.ok(escaped(page.text));
    await page.press("Take all");
    assert.match(await open(), /The very end/);
  });

  test("sees nothing any more once the link is revoked, or was never one", async () => {
    const at = new URL(link);
    const fields = { ...formFor((await site.get(at.pathname + at.search)).text, "p-1"), do: "add", note_words: "In." };
    page = await (await visit(editor, where)).press("Revoke", {});
    assert.match(page.said, /revoked/);
    const gone = await site.get(at.pathname + at.search);
    const never = await site.get(`/story/preview?link=${"A".repeat(43)}`);
    assert.deepEqual([gone.status, never.status, (await send(fields)).status], [403, 403, 403]);
    assert.doesNotMatch(gone.text, /harbour/);
    assert.equal(gone.headers["cache-control"], "no-store");
    // Of what was there before, the notes alone stay.
    assert.match((await visit(editor, where)).text, /Not so\./);
    assert.equal((await author.get(where)).status, 403);
  });
});

test("the log says it in the language of the paper", async () => {
  const log = (await germanLog(site)).join("\n");
  for (const said of [/^Anmerkung 1$/m, /^Anmerkung \d+, über Link 1$/m, /^Link 1, Tage: \d, für /m]) assert.match(log, said);
});
