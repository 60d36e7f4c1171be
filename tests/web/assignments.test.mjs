// assignments.test.mjs: /admin/assignments, stories before there is a text.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { LOOKS, launch, openPage, shots, troublesAt } from "./lib/browser.mjs";
import { changeStory, visit } from "./lib/form.mjs";
import { startSite } from "./lib/site.mjs";
import { checkHtml } from "./lib/vnu.mjs";

let site, ines, ada, cleo;
before(async () => {
  site = await startSite();
  await site.dateline("section", "add", site.folder, "City");
  ines = await site.signIn({ login: "ines", name: "Ines", role: "editor" });
  ada = await site.signIn({ login: "ada", name: "Ada", role: "author" });
  cleo = await site.signIn({ login: "cleo", name: "Cleo", role: "contributor" });
});
after(() => site.stop());

/** What a field of a page's forms holds. */
const typed = (page, name) =>
  page.forms.flatMap((f) => f.controls).find((c) => c.name === name).value;

/** Assigns at the desk. → the address of the assignment */
async function assign(session, title, fields = {}) {
  const form = await visit(session, "/admin/assignment/new");
  const list = await form.press("Assign", { title, ...fields });
  assert.match(list.where, /saved=assignment-added/, list.said);
  return new RegExp(`<a href="(/admin/assignment/\\d+)" dir="auto">${title}<`).exec(list.text)[1];
}

test("an editor assigns, the author finds it waiting, takes it, and begins the story in one press", async () => {
  const where = await assign(ines, "Ferry late", {
    who: "ada", due: "2190-01-05T18:00", words: "800", section: "city", note: "Ask the harbour master." });
  const start = (await ada.get("/admin/")).text;
  assert.match(start, /Ferry late<\/a> <span class="badge offered">No answer yet/);
  assert.match(start, /Assigned to you · due <time datetime="2190-01-05T18:00:00\+00:00"/);
  assert.doesNotMatch((await ines.get("/admin/")).text, /Ferry late/, "it is neither hers nor late");

  let page = await visit(ada, where);
  assert.match(page.text, /Ask the harbour master\./);
  assert.doesNotMatch(page.text, /name="do" value="(save|close)"/);
  page = await page.press("I take it");
  assert.match(page.text, /It is yours\./);
  const opened = await visit(ada, where);
  assert.equal(JSON.parse((await site.dateline("story", "list", site.folder, "--json")).stdout).length, 0,
               "looking begins nothing");
  const answers = await Promise.all([1, 2].map(() => {
    const { action, fields } = opened.request("Begin the story");
    return ada.post(action, fields);
  }));
  assert.equal(answers[0].headers.location, answers[1].headers.location);
  const story = await visit(ada, answers[0].headers.location);
  assert.equal(story.value("headline"), "Ferry late");
  assert.equal(story.value("section"), "city");
  assert.match(story.text, /<dt>Assignment<\/dt>.*?Ferry late.*?800 words.*?Ask the harbour master\./s);
  assert.match(story.text, /Draft/);
  assert.equal(JSON.parse((await site.dateline("story", "list", site.folder, "--json")).stdout).length, 1);
  assert.match((await ada.get(where)).text, /Open its story/);

  // Published: nobody has to say that it is done.
  const { id } = JSON.parse((await site.dateline("story", "list", site.folder, "--json")).stdout)[0];
  await changeStory(ines, `/admin/story/${id}`, { on: "draft", body: "It came at noon.", others_read: "1" });
  assert.doesNotMatch((await ada.get("/admin/assignments")).text, /Ferry late/);
  assert.match((await ada.get("/admin/assignments?whose=mine&show=done")).text, /Ferry late.*?Published/s);
});

test("a declined and a late one wait for the editors, and can be closed by hand", async () => {
  const declined = await assign(ines, "Whales counted", { who: "ada" });
  const late = await assign(ines, "Late already", { who: "cleo", due: "2026-01-05T18:00" });
  let page = await visit(ada, declined);
  page = await page.press("I decline it", { said: "Three weeks away." });
  assert.match(page.text, /Declined\. The editors see that\./);
  assert.doesNotMatch((await ada.get("/admin/")).text, /Whales counted/);
  const start = (await ines.get("/admin/")).text;
  assert.match(start, /Whales counted<\/a> <span class="badge withdrawn">Declined/);
  assert.match(start, /Late already<\/a> <span class="badge offered">No answer yet<\/span> <span class="badge withdrawn">Late/);
  assert.match((await ines.get(declined)).text, /Three weeks away\./);
  for (const where of [declined, late]) {
    page = await (await visit(ines, where)).press("Close it");
    assert.match(page.text, /Closed\. Nothing is to be done any more\./);
  }
  assert.doesNotMatch((await ines.get("/admin/")).text, /Whales counted|Late already/);
  page = await page.press("Open it again");
  assert.match(page.text, /Open again\./);
});

test("each sees what is theirs: of others not even that it is there", async () => {
  const where = await assign(ines, "For Cleo", { who: "cleo" });
  const own = await assign(ada, "For myself");
  assert.equal((await ada.get(where)).status, 404);
  assert.equal((await cleo.get(own)).status, 404);
  const csrf = await ada.csrf();
  for (const act of ["take", "decline", "begin", "close", "save"])
    assert.equal((await ada.post(where, { csrf, do: act, title: "Mine", version: "1" })).status, 404, act);
  assert.equal((await ada.get("/admin/assignment/999")).status, 404);
  assert.doesNotMatch((await ada.get("/admin/assignments")).text, /For Cleo/);
  assert.doesNotMatch((await cleo.get("/admin/assignments?whose=all")).text, /For myself|New assignment/);
  assert.match((await ines.get("/admin/assignments")).text, /For Cleo.*For myself/s);
  assert.equal((await cleo.get("/admin/assignment/new")).status, 403);
  const other = await ada.post("/admin/assignment/new", { csrf, title: "For Cleo, too", who: "cleo", do: "save" });
  assert.equal(other.status, 422);
  assert.match(other.text, /Your role does not allow this/);
  assert.doesNotMatch((await ada.get("/admin/assignment/new")).text, /cleo|ines/i);
});

test("what cannot be is said at its field and kept; who comes second is told, and may insist", async () => {
  const form = await visit(ines, "/admin/assignment/new");
  const wrong = await form.press("Assign", { title: " ", words: "many", note: "Keep\nthis." });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /id="title-problem">Give it a working title/);
  assert.match(wrong.text, /id="words-problem">Write a number of words/);
  assert.equal(typed(wrong, "note").trim(), "Keep\nthis.");

  const where = await assign(ines, "Two at once");
  const [first, second] = [await visit(ines, where), await visit(ines, where)];
  assert.match((await first.press("Save", { title: "First at once", words: "500" })).text, /Changed\./);
  const late = await second.press("Save", { title: "Second at once" });
  assert.equal(late.status, 409);
  assert.match(late.text, /Ines changed this assignment meanwhile/);
  assert.equal(typed(late, "title"), "Second at once");
  assert.match(late.text, /<bdi>First at once<\/bdi>.*500 words/s);
  assert.match((await ines.get(where)).text, /First at once/);
  const insists = await late.press("Save", {});
  assert.match(insists.text, /<h1><bdi>Second at once/);
});

test("the pages are valid, open to everybody, and fit a phone, from right to left too", LOOKS, async () => {
  const long = "تكليف بعنوان طويل جدًا عن الميناء والعبّارات والبحر ".repeat(3).trim();
  const where = await assign(ines, long, { who: "ines", due: "2026-01-05T18:00", words: "1200", section: "city",
    note: "ملاحظة طويلة ".repeat(40) });
  const routes = ["/admin/assignments", "/admin/assignment/new", where, "/admin/"];
  const documents = await Promise.all(routes.map(async (name) => ({ name, text: (await ines.get(name)).text })));
  for (const [name, troubles] of Object.entries(await checkHtml(documents))) assert.deepEqual(troubles, [], name);
  const browser = await launch();
  try {
    for (const locale of ["en-GB", "ar"]) {
      await site.dateline("settings", "set", site.folder, "locale", locale);
      const context = await browser.newContext({ baseURL: site.url });
      await context.addCookies(ines.browserCookies());
      const page = await openPage(context);
      for (const route of routes) {
        await page.goto(route);
        assert.deepEqual(await troublesAt(page, [360, 1280]), [], route);
        await shots(page, `${route}-${locale}`);
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
});
