// An administrator looks after people: adds them, makes links, changes roles, ends access. Over HTTP, as a
// browser without scripts does it; the pages' looks in Chromium.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, LOOKS, openPage, troublesAt } from "./lib/browser.mjs";
import { visit } from "./lib/form.mjs";
import { germanLog } from "./lib/log.mjs";
import { startSite } from "./lib/site.mjs";
import { checkHtml } from "./lib/vnu.mjs";

const CANARY = `<img src=x onerror="alert(1)">`;
let site, ada, ines;
before(async () => {
  site = await startSite();
  ada = await site.signIn({ login: "ada", name: "Ada", role: "admin" });
  ines = await site.signIn({ login: "ines", name: "Ines", role: "editor" });
});
after(() => site.stop());

/** Adds somebody by the form. → the page that it leads to */
const add = async (login, name, role) =>
  (await visit(ada, "/admin/people")).press("Add", { login, name, role });

/** The link that the page just made. */
const linkOf = (page) => /<input id="link"[^>]* value="([^"]+)"/.exec(page.text)?.[1]
  .replace(/&#61;/g, "=").replace(/&amp;/g, "&");

test("only an administrator looks after people", async () => {
  const tomas = await site.signIn({ login: "tomas", name: "Tomas", role: "author" });
  for (const session of [ines, tomas]) {
    assert.doesNotMatch((await session.get("/admin/")).text, /\/admin\/people/);
    for (const where of ["/admin/people", "/admin/person/1"]) {
      assert.equal((await session.get(where)).status, 403, where);
      const csrf = await session.csrf();
      assert.equal((await session.post(where, { csrf, do: "disable", login: "x", name: "X", role: "admin" })).status,
                   403, where);
    }
  }
  assert.match((await ada.get("/admin/")).text, /href="\/admin\/people"/);
  assert.equal((await ada.get("/admin/person/999")).status, 404);
  assert.equal((await ada.get("/admin/person/ada")).status, 404);
});

test("somebody is added, gets a link that works once, and writes", async () => {
  const page = await add("zoe", `Zoë ${CANARY}`, "author");
  assert.match(page.where, /^\/admin\/person\/\d+\?saved=person-added$/);
  assert.ok(!page.text.includes(CANARY));
  const made = await page.press("Make a link", { days: "3" });
  const link = linkOf(made);
  assert.match(link, new RegExp(`^${site.url}/admin/link\\?token=`));
  assert.ok(!(await visit(ada, page.where)).text.includes("link?token="), "it is shown once");
  const session = site.session();
  const asks = await visit(session, link.slice(site.url.length));
  const signed = await asks.press(asks.buttons()[0]);
  assert.equal(signed.where, "/admin/");
  assert.equal((await site.session().get(link.slice(site.url.length))).status, 410);
  assert.equal((await session.get("/admin/story/new")).status, 200);
  const again = await visit(ada, page.where);
  assert.match(again.text, /Last signed in/);
  assert.match(again.text, /Sign them out everywhere/);
});

test("what is wrong is said, and what was typed stays", async () => {
  const page = await add("Big Name", "Somebody", "editor");
  assert.equal(page.status, 422);
  assert.match(page.said, /lower-case letters/);
  assert.match(page.text, /value="Big Name"/);
  assert.match(page.text, /<option value="editor" selected>/);
  const twice = await add("ines", "Another", "author");
  assert.equal(twice.status, 409);
  assert.match(twice.said, /already a user “ines”/);
});

test("a form that arrives twice adds one", async () => {
  const page = await visit(ada, "/admin/people");
  const { action, fields } = page.request("Add", { login: "twin", name: "Twin", role: "author" });
  const answers = await Promise.all([ada.post(action, fields), ada.post(action, fields)]);
  assert.deepEqual(answers.map((a) => a.status), [303, 303]);
  assert.equal(answers[0].headers.location, answers[1].headers.location);
});

test("another role holds at once, and access that ends ends at once", async () => {
  const kai = await site.signIn({ login: "kai", name: "Kai", role: "author" });
  const where = /href="(\/admin\/person\/\d+)"[^>]*>Kai</.exec((await ada.get("/admin/people")).text)[1];
  assert.equal((await kai.get("/admin/reports")).status, 403);
  await (await visit(ada, where)).press("Save", { name: "Kai Lund", role: "editor" });
  assert.equal((await kai.get("/admin/reports")).status, 200);
  assert.match((await kai.get("/admin/")).text, /Kai Lund/);
  const [mine, theirs] = [await visit(ada, where), await visit(ada, where)];
  await theirs.press("Save", { role: "author" });
  await mine.press("Save", { name: "Kai Lund-Berg" });
  assert.match((await visit(ada, where)).text, /Role: <strong>Author<\/strong>/, "another name does not bring a role back");
  const late = await mine.press("Save", { name: "Kai Lund-Berg", role: "admin" });
  assert.match(late.said, /Somebody else changed this since you opened this page: it is “author” now/);
  assert.match((await visit(ada, where)).text, /Role: <strong>Author<\/strong>/);
  const out = await (await visit(ada, where)).press("Sign them out everywhere");
  assert.match(out.said, /All their sessions have ended/);
  assert.equal((await kai.get("/admin/")).status, 303);
  const disabled = await (await visit(ada, where)).press("Disable this account");
  assert.match(disabled.said, /Nobody signs in with this account/);
  assert.equal((await ada.post(where, { csrf: await ada.csrf(), do: "link", days: "1" })).status, 422);
  await assert.rejects(site.dateline("user", "link", site.folder, "kai"), /disabled/);
  const enabled = await disabled.press("Let them sign in again");
  assert.match(enabled.said, /They may sign in again/);
  const { stdout } = await site.dateline("audit", site.folder);
  for (const what of ["user.change", "user.sign_out", "user.disable", "user.enable"])
    assert.match(stdout, new RegExp(what.replace(".", "\\.")));
});

test("who did what is listed, of all or of one, and taken along as a table", async () => {
  assert.equal((await ines.get("/admin/audit")).status, 403);
  assert.equal((await ines.get("/admin/audit.csv")).status, 403);
  const { text } = await ada.get("/admin/audit");
  assert.match(text, /Ada<\/span> <span class="did">disabled an account<\/span> <span class="detail"[^>]*>kai</);
  const who = /<option value="(\d+)">Ada</.exec(text)[1];
  const hers = (await ada.get(`/admin/audit?who=${who}`)).text;
  assert.ok(hers.includes("disabled an account") && !hers.includes("The command line"));
  const csv = await ada.get(`/admin/audit.csv?who=${who}`);
  assert.match(csv.headers["content-type"], /^text\/csv/);
  assert.match(csv.headers["content-disposition"], /attachment/);
  const lines = csv.text.trim().split("\r\n");
  assert.equal(lines[0], `"at","who","action","story","detail"`);
  assert.ok(lines.some((l) => /^"2[^"]+","Ada","user\.disable","","kai"$/.test(l)), csv.text);
  assert.doesNotMatch(csv.text, /"The command line"/);
});

test("nobody shuts out oneself, nor the last administrator", async () => {
  const where = /href="(\/admin\/person\/\d+)"[^>]*>Ada</.exec((await ada.get("/admin/people")).text)[1];
  const page = await visit(ada, where);
  assert.ok(!page.buttons().includes("Disable this account"));
  const csrf = await ada.csrf();
  for (const fields of [{ do: "disable" }, { do: "save", name: "Ada", role: "editor" }]) {
    const res = await ada.post(where, { csrf, ...fields });
    assert.equal(res.status, 422);
    assert.match(res.text, /cannot take away your own access/);
  }
  assert.equal((await ada.get("/admin/people")).status, 200);
});

test("the command line does the same", async () => {
  await site.dateline("user", "add", site.folder, "mara", "--no-password");
  const { stdout } = await site.dateline("user", "change", site.folder, "mara", "--role", "author",
                                         "--name", "Mara", "--disable");
  assert.match(stdout, /mara \(Mara\) is author, and disabled\./);
  const list = JSON.parse((await site.dateline("user", "list", site.folder, "--json")).stdout);
  assert.deepEqual(list.filter((u) => u.login === "mara").map((u) => [u.name, u.role, u.disabled]),
                   [["Mara", "author", true]]);
  await site.dateline("user", "change", site.folder, "mara", "--enable", "--sign-out");
  for (const wrong of [[], ["--role", "king"], ["--disable", "--enable"]])
    await assert.rejects(site.dateline("user", "change", site.folder, "mara", ...wrong), /exit 2/);
  await assert.rejects(site.dateline("user", "change", site.folder, "nobody", "--disable"), /exit 1/);
});

test("the pages are valid, open to everybody, and fit a phone", LOOKS, async (t) => {
  const page = await add("long", "Maximilian-Alexander ".repeat(4).trim(), "editor");
  const made = await page.press("Make a link");
  const people = await visit(ada, "/admin/people");
  const audit = (await ada.get("/admin/audit")).text;
  const documents = { audit, people: people.text, person: made.text, wrong: (await add("W", "", "author")).text };
  const found = await checkHtml(Object.entries(documents).map(([name, text]) => ({ name, text })));
  for (const [name, troubles] of Object.entries(found)) assert.deepEqual(troubles, [], name);
  const browser = await launch();
  t.after(() => browser.close());
  const context = await browser.newContext({ baseURL: site.url });
  await context.addCookies(ada.browserCookies());
  const shown = await openPage(context);
  for (const where of ["/admin/audit", "/admin/people", page.where.split("?")[0]]) {
    await shown.goto(where);
    assert.deepEqual(await troublesAt(shown, [360, 1280]), [], where);
  }
  await shown.getByRole("button", { name: "Make a link" }).click();
  await shown.locator("#link").waitFor();
  assert.deepEqual(await troublesAt(shown, [360, 1280]), [], "a link");
  assert.deepEqual(shown.troubles, []);
});

test("the log says it in the language of the paper", async () => {
  const log = (await germanLog(site)).join("\n");
  for (const said of [/; Rolle: Autor\S* → \S+/, /; Name: /, /^für /m]) assert.match(log, said);
});
