// A reader finds an error, an editor puts it right: without a script, without a cookie.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { LOOKS, axeDayAndNight, launch, openPage, troublesAt } from "./lib/browser.mjs";
import { deskPage, press } from "./lib/desk.mjs";
import { A_WHILE, edit, openReport, report, sendReport } from "./lib/report.mjs";
import { MODE, sleep, startSite } from "./lib/site.mjs";
import { postStory, publishStory } from "./lib/story.mjs";
import { checkHtml } from "./lib/vnu.mjs";

const BODY = "The **harbour** was quiet & calm.\n\nNobody knew why.\n\nThe end of it.";
const plain = (html) =>
  html.replace(/<[^>]+>/g, " ").replace(/&#39;/g, "'").replace(/&quot;/g, '"')
    .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&").replace(/\s+/g, " ");

const openReports = async (editor) =>
  Number(/aria-hidden="true">(\d+)<\/span>/.exec((await editor.get("/admin/account")).text)?.[1] ?? 0);

describe("a reader", () => {
  let site, browser, editor, story;
  before(async () => {
    site = await startSite();
    browser = await launch();
    editor = await site.signIn();
    story = await publishStory(site, { title: "Quiet water", slug: "quiet", body: BODY,
                                       dek: "A standfirst.", takeaways: ["It was quiet."] });
  });
  after(async () => {
    await browser.close();
    await site.stop();
  });

  test("reports an error from the story's page, with neither script nor cookie", async () => {
    const context = await browser.newContext({ baseURL: site.url, javaScriptEnabled: false });
    const page = await openPage(context);
    await page.goto(story.path);
    await page.getByRole("link", { name: "Report an error" }).click();
    await page.getByLabel(/Nobody knew why/).check();
    await page.getByLabel("What is wrong?").fill("Ines knew.\nAsk <her> & him.");
    await page.getByLabel(/e-mail/).fill("anna@example.org");
    await sleep(A_WHILE);
    await page.getByRole("button", { name: "Send to the editors" }).click();
    assert.match(page.url(), /\/quiet\/report\?sent=1$/);
    assert.equal(await page.locator("h1").textContent(), "Thank you");
    assert.equal(await page.getByRole("link", { name: "Quiet water" }).getAttribute("href"),
                 story.path);
    assert.deepEqual(await context.cookies(), []);
    assert.deepEqual(page.troubles, []);
    await context.close();

    assert.equal(await openReports(editor), 1);
    const list = await editor.get("/admin/reports");
    assert.match(plain(list.text), /Ines knew\. Ask <her> & him\./);
    const where = /href="(\/admin\/report\/\d+)"/.exec(list.text)[1];
    const { text } = await editor.get(where);
    assert.match(text, /Ines knew\.\n?.*Ask &lt;her&gt; &amp; him\./s);
    assert.match(text, /<blockquote[^>]*>Nobody knew why\.<\/blockquote>/);
    assert.match(text, /mailto:anna@example\.org/);
    assert.match(text, /<textarea[^>]* readonly[^>]*>\s*Thank you for writing to us about “Quiet water”[^]*We are looking into it[^]*\/quiet/,
                 "an answer to copy");
    assert.match(plain(text), /The same, word for word/);
  });

  test("sees the paragraph that the address names, quoted and chosen", async () => {
    const { text } = await openReport(site, story.path, "?p=p-1");
    assert.match(text, /<blockquote>The harbour was quiet &amp; calm\.<\/blockquote>/);
    assert.match(text, /value="p-1" checked/);
    assert.equal(text.match(/ checked/g).length, 1);
    for (const odd of ["?p=p-99", "?p=%3Cb%3E", "?p=../x", "?p=p-1%00"].slice(0, 3)) {
      const other = await openReport(site, story.path, odd);
      assert.match(other.text, /name="p" value="" checked/, odd);
      assert.doesNotMatch(other.text, /<blockquote/, odd);
    }
  });

  test("keeps what was typed when a note is not taken, and reads why", async () => {
    const form = await openReport(site, story.path);
    const typed = { message: "Three  ships,\nnot <two> & \"four\".", p: "p-2", email: "a@b.example" };
    const fast = await sendReport(site, form, typed);
    assert.equal(fast.status, 422);
    assert.match(plain(fast.text), /very quick/);
    await sleep(A_WHILE);
    const cases = [
      [{ homepage: "https://spam.example" }, /stay empty/],
      [{ message: " \n " }, /Say what is wrong/],
      [{ message: "x".repeat(2001) }, /Shorten your note/],
      [{ message: "http://a.example http://b.example http://c.example are cheap and good" },
       /web addresses/],
      [{ email: "nobody" }, /name@example\.org/],
    ];
    for (const [wrong, why] of cases) {
      const res = await sendReport(site, form, { ...typed, ...wrong });
      assert.equal(res.status, 422, String(why));
      assert.match(plain(res.text), why);
      assert.match(res.text, /value="p-2" checked/);
      if (!("message" in wrong))
        assert.match(res.text,
                     />\nThree {2}ships,\r?\nnot &lt;two&gt; &amp; &quot;four&quot;\.<\/textarea>/);
      if (!("email" in wrong)) assert.match(res.text, /value="a@b\.example"/);
      assert.match(res.text, /name="homepage" dir="auto" tabindex/, "and the trap is empty again");
    }
    assert.equal(await openReports(editor), 1, "only the one before");
  });

  test("is not kept, not indexed, and given no cookie", async () => {
    for (const query of ["", "?p=p-1", "?sent=1"]) {
      const res = await site.get(`${story.path}/report${query}`);
      assert.equal(res.headers["cache-control"], "no-store", query);
      assert.match(res.text, /<meta name="robots" content="noindex">/, query);
      assert.deepEqual(res.setCookies, [], query);
      assert.equal(res.headers.etag, undefined, query);
    }
    assert.equal((await site.head(`${story.path}/report`)).status, 200);
    const { text } = await site.get(story.path);
    assert.match(text, /<a id="report" rel="nofollow" href="\/\d{4}\/\d\d\/quiet\/report"/);
  });

  test("cannot be made to send a note by another site, nor a machine send a forged one", async () => {
    const other = await publishStory(site, { title: "Other", slug: "other" });
    const form = await openReport(site, story.path);
    const elsewhere = await openReport(site, other.path);
    await sleep(A_WHILE);
    const note = { message: "It was loud, I was there." };
    const tries = {
      "another origin": [form, note, { origin: "https://evil.example" }],
      "an opaque origin": [form, note, { origin: "null" }],
      "a cross-site request": [form, note, { "sec-fetch-site": "cross-site" }],
      "no token": [{ ...form, token: "" }, note],
      "a made-up token": [{ ...form, token: `${Date.now() - 9000}-${"a".repeat(64)}` }, note],
      "an older date": [{ ...form, token: form.token.replace(/^\d+/, (t) => t - 60000) }, note],
      "another story's token": [{ ...form, token: elsewhere.token }, note],
    };
    for (const [name, args] of Object.entries(tries))
      assert.equal((await sendReport(site, ...args)).status, 403, name);
    assert.equal(await openReports(editor), 1, "only the one before");
  });

  test("is told where a story went, and loses nothing to a new address", async () => {
    const moving = await publishStory(site, { title: "Moving", slug: "old-address", body: BODY });
    const form = await openReport(site, moving.path);
    await edit(editor, moving.id, { slug: "new-address", action: "publish", edit: "minor" });
    const gone = await site.get(`${moving.path}/report?p=p-2`);
    assert.equal(gone.status, 301);
    assert.match(gone.headers.location, /\/new-address\/report\?p=p-2$/);
    await sleep(A_WHILE);
    const res = await sendReport(site, form, { message: "Sent to the old address." });
    assert.equal(res.status, 303, res.text);
    assert.match(res.headers.location, /\/new-address\/report\?sent=1$/);
    assert.equal(await openReports(editor), 2);
  });

  test("finds no form for what is not there to be read", async () => {
    const draft = await postStory(site, { title: "Draftcanary", slug: "draft", body: "Draftcanary." });
    const later = await publishStory(site, { title: "Latercanary", slug: "later",
                                             date: "2099-01-08 09:30" });
    assert.ok(draft.id && later.id);
    const withdrawn = await publishStory(site, { title: "Gone", slug: "gone", body: "Gonecanary." });
    await site.dateline("story", "withdraw", site.folder, String(withdrawn.id), "--reason", "Wrong.");
    const month = story.path.slice(0, 8);
    for (const where of [`${month}/draft`, "/2099/01/later", `${month}/nothing`]) {
      const res = await site.get(`${where}/report`);
      assert.equal(res.status, 404, where);
      assert.doesNotMatch(res.text, /canary/, where);
    }
    const gone = await site.get(`${withdrawn.path}/report`);
    assert.equal(gone.status, 410);
    assert.doesNotMatch(gone.text, /canary/);
  });

  test("the report's pages are valid, open to everybody, and fit a phone", LOOKS, async () => {
    const pages = [`${story.path}/report`, `${story.path}/report?p=p-1`, `${story.path}/report?sent=1`];
    const documents = [];
    for (const where of pages) documents.push({ name: where, text: (await site.get(where)).text });
    const refused = await sendReport(site, await openReport(site, story.path), { message: "" });
    documents.push({ name: "refused", text: refused.text });
    for (const [name, troubles] of Object.entries(await checkHtml(documents)))
      assert.deepEqual(troubles, [], name);
    const context = await browser.newContext({ baseURL: site.url,
                                               viewport: { width: 320, height: 700 } });
    const page = await openPage(context);
    for (const where of pages) {
      await page.goto(where);
      assert.deepEqual(await troublesAt(page, [320]), [], where);
    }
    await page.goto(pages[0]);
    await page.getByLabel("What is wrong?").fill("x");
    await page.getByRole("button", { name: /Send/ }).click();
    assert.match(await page.textContent(".trouble"), /very quick/);
    assert.deepEqual(await axeDayAndNight(page), [], "refused");
    await context.close();
  });

  test("is not quoted in the log", async () => {
    assert.match(site.log(), /form_refused/, "the log is there");
    for (const word of ["Ines knew", "anna@", "Three  ships", "old address"])
      assert.ok(!site.log().includes(word), word);
  });
});

describe("the passage that a note is about", () => {
  let site, editor;
  before(async () => {
    site = await startSite();
    editor = await site.signIn();
  });
  after(() => site.stop());

  test("is quoted as it was read, beside what stands there now", async () => {
    const story = await publishStory(site, { title: "Count", slug: "count",
      body: "Two ships came in from the north at noon.\n\nAnd left." });
    const form = await openReport(site, story.path);
    await edit(editor, story.id, { body: "New above.\n\nThree ships came in from the north at noon.\n\nAnd left.",
                                   action: "publish", edit: "minor" });
    await sleep(A_WHILE);
    await sendReport(site, form, { p: "p-1", message: "There were three of them." });
    const { text } = await editor.get("/admin/report/1");
    assert.match(text, /<blockquote[^>]*>Two ships came in from the north at noon\.<\/blockquote>/);
    assert.match(text, /<del>Two <\/del><ins>Three <\/ins>ships came in/);
    await edit(editor, story.id, { body: "All is told anew.", action: "publish", edit: "minor" });
    assert.match(plain((await editor.get("/admin/report/1")).text), /no longer in the story/);
  });

  test("is never one of a draft or of a staged change", async () => {
    const story = await publishStory(site, { title: "Leak", slug: "leak", body: "Livewords here." });
    await edit(editor, story.id, { body: "Draftcanary here.", action: "keep" });
    await edit(editor, story.id, { body: "Stagedcanary here.", action: "publish", edit: "minor",
                                   when_at: "2099-01-08T09:30" });
    const form = await openReport(site, story.path, "?p=p-1&revision=2");
    assert.doesNotMatch(form.text, /canary/);
    for (const revision of ["1", "2", "3", "4", "0", "-1", "x", ""]) {
      const res = await sendReport(site, { ...form, revision }, { p: "p-1", message: "" });
      assert.equal(res.status, 422, revision);
      assert.match(res.text, /Livewords here\./, revision);
      assert.doesNotMatch(res.text, /canary/, revision);
    }
    await sleep(A_WHILE);
    await sendReport(site, { ...form, revision: "3" }, { p: "p-1", message: "How is that known?" });
    const list = (await editor.get("/admin/reports")).text;
    const where = /href="(\/admin\/report\/\d+)"/.exec(list)[1];
    assert.doesNotMatch((await editor.get(where)).text, /canary/);
  });
});

describe("a flood", () => {
  let site, editor, story;
  before(async () => {
    site = await startSite();
    editor = await site.signIn();
    story = await publishStory(site, { title: "Busy", slug: "busy", body: BODY });
  });
  after(() => site.stop());

  test("of notes from one address ends in a wait, and the last one stays in its form", async () => {
    const form = await openReport(site, story.path);
    await sleep(A_WHILE);
    let taken = 0, res;
    while (taken < 50) {
      res = await sendReport(site, form, { message: `Error number ${taken}` });
      if (res.status !== 303) break;
      taken++;
    }
    assert.ok(taken >= 3 && taken <= 10, `${taken} taken`);
    assert.equal(res.status, 429);
    assert.ok(Number(res.headers["retry-after"]) > 0);
    assert.match(res.text, new RegExp(`Error number ${taken}</textarea>`));
    assert.equal(await openReports(editor), taken);
    const again = await sendReport(site, form, { message: "Error number 0" });
    assert.equal(again.status, 303, "what was taken before is thanked for");
    assert.equal(await openReports(editor), taken, "and kept once");
  });

  test("of bytes is cut off", async () => {
    const form = await openReport(site, story.path);
    assert.equal((await sendReport(site, form, { message: "x".repeat(60000) })).status, 413);
  });
});

describe("an editor", () => {
  let site, browser, editor, story;
  before(async () => {
    site = await startSite();
    browser = await launch();
    editor = await site.signIn();
    story = await publishStory(site, { title: "Quiet water", slug: "quiet", body: BODY });
    await report(site, story.path, { p: "p-1", message: "It was loud." });
    await report(site, story.path, { p: "headline", message: "Which water?" });
  });
  after(async () => {
    await browser.close();
    await site.stop();
  });

  test("alone sees reports: no author, no stranger", async () => {
    const author = await site.signIn({ login: "writer", role: "author" });
    for (const where of ["/admin/reports", "/admin/report/1"]) {
      assert.equal((await author.get(where)).status, 403, where);
      const stranger = await site.get(where);
      assert.equal(stranger.status, 303, where);
      assert.match(stranger.headers.location, /^\/admin\/login/);
    }
    const csrf = await author.csrf();
    const post = await author.post("/admin/report/1", { csrf, was: "open", do: "done" });
    assert.equal(post.status, 403);
    assert.doesNotMatch((await author.get("/admin/account")).text, /\/admin\/reports/);
    assert.equal((await editor.post("/admin/report/1", { was: "open", do: "done" })).status, 403,
                 "and a form without its token does nothing");
    assert.equal(await openReports(editor), 2);
  });

  test("closes and opens reports by command, too", async () => {
    const cli = async (...args) => (await site.dateline("report", ...args)).stdout;
    const all = async (...more) => JSON.parse(await cli("list", site.folder, "--json", ...more));
    const own = await publishStory(site, { title: "Told by command", body: BODY, slug: "by-command" });
    await report(site, own.path, { p: "p-1", message: "It was\u001b[31m loud.", email: "reader@example.org" });
    const [newest] = await all();
    const { id } = newest;
    assert.deepEqual([newest.state, newest.story, newest.passage, newest.revision, newest.email],
                     ["open", own.id, "p-1", 1, "reader@example.org"]);
    const said = await cli("show", site.folder, String(id));
    assert.match(said, /> The harbour was quiet & calm\.\n\nIt was/);
    assert.doesNotMatch(said, /\u001b/);
    const open = (await all()).length;
    await cli("close", site.folder, String(id), "--no-error", "--note", "Heard it myself.");
    assert.equal((await all()).length, open - 1);
    const [closed] = (await all("--all")).filter((r) => r.id === id);
    assert.deepEqual([closed.state, closed.note, closed.closed_by], ["no-error", "Heard it myself.", null]);
    await assert.rejects(cli("close", site.folder, String(id)), /closed already/);
    await cli("reopen", site.folder, String(id));
    assert.equal((await all())[0].id, id);
    await assert.rejects(cli("reopen", site.folder, String(id)), /is open/);
    await assert.rejects(cli("show", site.folder, "999"), /no report 999/);
  });

  for (const javaScriptEnabled of [false, true]) {
    test(`turns a report into a correction (${javaScriptEnabled ? "with" : "without"} JavaScript)`,
         javaScriptEnabled ? LOOKS : {}, async () => {
      const page = await deskPage(browser, site, {}, { javaScriptEnabled });
      const own = await publishStory(site, { title: `Corrected ${javaScriptEnabled}`, body: BODY,
                                             slug: `corrected-${javaScriptEnabled}` });
      await report(site, own.path, { p: "p-1", message: "It was loud, not quiet." });
      const before = await openReports(editor);
      await page.goto("/admin/reports");
      await page.getByRole("link", { name: "It was loud, not quiet." }).first().click();
      const where = page.url();
      await page.getByRole("link", { name: "Write a correction" }).click();
      assert.ok(await page.isChecked("[name=edit][value=correction]"));
      assert.equal(await page.inputValue("#wrong"), "The harbour was quiet & calm.");
      assert.match(await page.textContent(".from-report"), /It was loud, not quiet\./);
      await press(page, "Publish correction");
      assert.ok(await page.locator("#right-problem").count(), "what is right is asked for");
      assert.equal(await openReports(editor), before, "nothing was closed by a try");
      assert.match(await page.textContent(".from-report"), /It was loud/, "and nothing forgotten");
      await page.fill("#right", "The harbour was loud.");
      await page.fill("#body", BODY.replace("quiet", "loud"));
      await press(page, "Publish correction");
      assert.equal(await openReports(editor), before - 1);
      await page.goto(where);
      assert.match(await page.textContent("main"), /Corrected[\s\S]*It led to a correction/);
      const { text } = await site.get(own.path);
      assert.match(plain(text), /The harbour was quiet & calm\. .*The harbour was loud\./);
      await page.context().close();
    });
  }

  test("closes a report with a note, opens it again, and is not overruled unseen", async () => {
    const page = await deskPage(browser, site);
    await page.goto("/admin/report/2");
    assert.match(await page.textContent("main"), /Headline/);
    const rival = await site.signIn({ login: "rival" });
    const csrf = await rival.csrf();
    await page.fill("#note", "All water is meant.");
    await press(page, "Not an error");
    assert.match(await page.textContent("main"), /The report is closed[\s\S]*All water is meant\./);
    const late = await rival.post("/admin/report/2", { csrf, was: "open", do: "done", note: "" });
    assert.equal(late.status, 409);
    assert.match(plain(late.text), /Somebody else has decided/);
    await press(page, "Open it again");
    assert.equal(await page.inputValue("#note"), "All water is meant.");
    const odd = await rival.post("/admin/report/2", { csrf, was: "open", do: "corrected" });
    assert.equal(odd.status, 422);
    assert.equal((await rival.get("/admin/report/999")).status, 404);
    const log = await editor.get(`/admin/story/${story.id}/history`);
    assert.match(log.text, /closed a report: no error/);
    assert.doesNotMatch(log.text, /All water|Which water/);
  });

  test("finds pages that are valid, open to everybody, and fit a phone", LOOKS, async () => {
    const pages = ["/admin/reports", "/admin/report/1", "/admin/report/3",
                   `/admin/story/${story.id}?report=1`];
    const documents = [];
    for (const where of pages) {
      const res = await editor.get(where);
      assert.equal(res.headers["cache-control"], "no-store", where);
      documents.push({ name: where, text: res.text });
    }
    for (const [name, troubles] of Object.entries(await checkHtml(documents)))
      assert.deepEqual(troubles, [], name);
    const page = await deskPage(browser, site, {}, { viewport: { width: 360, height: 740 } });
    for (const where of pages) {
      await page.goto(where);
      assert.deepEqual(await troublesAt(page, [360]), [], where);
    }
    await page.context().close();
  });

  test("of a story is not shown another story's report", async () => {
    const other = await publishStory(site, { title: "Other", slug: "another" });
    const { text } = await editor.get(`/admin/story/${other.id}?report=1`);
    assert.doesNotMatch(text, /from-report|It was loud/);
    assert.doesNotMatch(text, /value="correction"[^>]* checked/);
  });
});

test("the report form's answer is the same by both ways in", { skip: MODE !== "fastcgi" }, async () => {
  const site = await startSite({ mode: "cgi" });
  const story = await publishStory(site, { title: "One", slug: "one", body: BODY });
  await report(site, story.path, { message: "It was loud." });
  assert.equal(await openReports(await site.signIn()), 1);
  await site.stop();
});
