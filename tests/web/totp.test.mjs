// Signing in with a code of one's telephone: set up, asked for, lost, required. Over HTTP, as a browser without
// scripts does it, with codes of oathtool; the pages' looks in Chromium.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { after, before, test } from "node:test";

import { launch, LOOKS, openPage, troublesAt } from "./lib/browser.mjs";
import { DeskPage, visit } from "./lib/form.mjs";
import { csrfOf, startSite } from "./lib/site.mjs";
import { checkHtml } from "./lib/vnu.mjs";

const PASSWORD = "violet anvil tomorrow ladder";
const SETUP = "/admin/account/second-step";
let site, ada;
before(async () => {
  site = await startSite();
  ada = await site.signIn({ login: "ada", name: "Ada", role: "admin" });
});
after(() => site.stop());

/** The code of a key, `later` steps from now. */
const codeOf = (secret, later = 0) =>
  execFileSync("oathtool", ["--totp", "-b", "--now", `@${Math.floor(Date.now() / 1000) + 30 * later}`, secret],
               { encoding: "utf8" }).trim();

/** Somebody with a password. → the session that a one-time link began */
async function somebody(login, role = "editor") {
  await site.dateline("user", "add", site.folder, login, "--name", login, "--role", role);
  const session = await site.signIn({ login });
  await (await visit(session, "/admin/account")).press("Change password", { password: PASSWORD, again: PASSWORD });
  return session;
}

const signIn = async (session, login, password = PASSWORD) =>
  (await visit(session, "/admin/login")).press("Sign in", { login, password });

/** Sets it up. → the key and the recovery codes */
async function setUp(session) {
  const offer = await (await visit(session, SETUP)).press("Set it up", { current: PASSWORD });
  assert.equal(offer.status, 200, offer.said);
  const secret = /<code dir="ltr">([A-Z2-7 ]+)<\/code>/.exec(offer.text)[1].replaceAll(" ", "");
  assert.match(offer.text, /<path fill="#000" d="M4 4h7v1h-7z/);
  const code = codeOf(secret);
  const done = await offer.press("Switch it on", { code });
  assert.equal(done.status, 200, done.said);
  const recovery = [...done.text.matchAll(/<code dir="ltr">([a-z0-9-]{19})<\/code>/g)].map((m) => m[1]);
  return { secret, code, recovery, offer, done };
}

test("a person switches it on, signs in with it, and switches it off", async () => {
  const ines = await somebody("ines");
  const wrong = await (await visit(ines, SETUP)).press("Set it up", { current: "not this one" });
  assert.equal(wrong.status, 422);
  assert.doesNotMatch(wrong.text, /QR code/);
  const { secret, code, recovery, offer } = await setUp(ines);
  assert.equal(recovery.length, 10);
  assert.doesNotMatch((await ines.get(SETUP)).text, /QR code|[a-z0-9]{4}-[a-z0-9]{4}-/, "shown once");
  // The form again: the same codes.
  const again = await offer.press("Switch it on", { code: codeOf(secret) });
  assert.ok(recovery.every((one) => again.text.includes(one)));

  const browser = site.session();
  const asks = await signIn(browser, "ines");
  assert.match(asks.where, /^\/admin\/login\/code/);
  assert.match(asks.text, /name="code"[^>]*autocomplete="one-time-code" inputmode="numeric"/);
  for (const where of ["/admin/", "/admin/account", SETUP])
    assert.equal((await browser.get(where)).status, 303, where);
  const used = await asks.press("Sign in", { code });
  assert.equal(used.status, 403, "the code that switched it on counts no more");
  const { action, fields } = used.request("Sign in", { code: codeOf(secret, 1) });
  const answers = [await browser.post(action, fields), await browser.post(action, fields)];
  assert.deepEqual(answers.map((a) => a.status), [303, 303]);
  assert.equal((await browser.get("/admin/")).status, 200);
  assert.ok(!browser.jar.has("dateline-step"));

  const other = site.session();
  const lost = await (await signIn(other, "ines")).press("Sign in with a recovery code",
                                                          { recovery: recovery[0].toUpperCase() });
  assert.equal(lost.where, "/admin/");
  const twice = await (await signIn(site.session(), "ines")).press("Sign in with a recovery code",
                                                                    { recovery: recovery[0] });
  assert.equal(twice.status, 403);
  const page = await visit(other, SETUP);
  assert.match(page.text, /9 recovery codes left/);
  assert.equal((await page.press("Switch it off", { current: PASSWORD, code: "123" })).status, 422);
  const fresh = await page.press("Make new recovery codes", { current: PASSWORD, code: recovery[1] });
  const made = [...fresh.text.matchAll(/<code dir="ltr">([a-z0-9-]{19})<\/code>/g)].map((m) => m[1]);
  assert.equal(made.length, 10);
  const off = await (await visit(other, SETUP)).press("Switch it off", { current: PASSWORD, code: made[9] });
  assert.match(off.said, /without a code again/);
  assert.equal((await signIn(site.session(), "ines")).where, "/admin/");
});

test("a one-time link asks for the code, and a text that was typed comes back after it", async () => {
  const kai = await somebody("kai");
  const { secret, recovery } = await setUp(kai);
  const { stdout } = await site.dateline("user", "link", site.folder, "kai");
  const link = new URL(stdout.trim().split("\n").pop());
  const linked = site.session();
  const first = await visit(linked, link.pathname + link.search);
  const asks = await first.press(first.buttons()[0]);
  assert.match(asks.where, /^\/admin\/login\/code/);
  assert.equal((await linked.get("/admin/")).status, 303);
  assert.equal((await asks.press("Sign in", { code: codeOf(secret, 1) })).where, "/admin/");

  // Signed out while writing.
  const page = await visit(linked, "/admin/story/new");
  await site.dateline("user", "change", site.folder, "kai", "--sign-out");
  const { action, fields } = page.request("Save draft", { headline: "Kept through both steps" });
  const late = new DeskPage(linked, action, await linked.post(action, fields));
  assert.equal(late.status, 403);
  const code = await late.press("Sign in", { login: "kai", password: PASSWORD });
  assert.match(code.text, /name="resume_form" value="[^"]*Kept/);
  const no = await code.press("Sign in", { code: "000000" });
  assert.match(no.text, /name="resume_form" value="[^"]*Kept/);
  const back = await no.press("Sign in with a recovery code", { recovery: recovery[0] });
  assert.equal(back.value("headline"), "Kept through both steps");
});

test("wrong codes wait, and a step that is over keeps nothing", async () => {
  const mara = await somebody("mara");
  const { secret } = await setUp(mara);
  const browser = site.session();
  let page = await signIn(browser, "mara"), wrong = 0;
  // On a slow machine a wait may be over before the next try; each that follows is twice as long.
  while ((page = await page.press("Sign in", { code: "000000" })).status === 403) wrong++;
  assert.ok(wrong >= 5 && wrong < 10, `${wrong} tries`);
  assert.equal(page.status, 429);
  assert.match(page.text, /Try again in/);
  const nobody = site.session();
  assert.equal((await nobody.get("/admin/login/code")).headers.location, "/admin/login");
  const csrf = csrfOf((await nobody.get("/admin/login")).text);
  const none = await nobody.post("/admin/login/code", { csrf, code: codeOf(secret) });
  assert.equal(none.status, 403);
  assert.match(none.text, /sign in again/);
  assert.equal((await browser.post("/admin/login/code", { code: codeOf(secret) })).status, 403, "without a token");
});

test("a role that must have it does nothing else before", async () => {
  const tomas = await somebody("tomas", "author");
  const zoe = await somebody("zoe");
  const page = await visit(zoe, "/admin/story/new");
  await setUp(ada);
  const settings = await (await visit(ada, "/admin/settings")).press("Save", { totp_required: "admin, editor" });
  assert.match(settings.said, /Saved/);
  assert.equal((await tomas.get("/admin/")).status, 200);
  for (const where of ["/admin/", "/admin/account", "/admin/story/new", "/admin/reports"])
    assert.equal((await zoe.get(where)).headers.location, SETUP, where);
  const { action, fields } = page.request("Save draft", { headline: "In between" });
  const refused = await zoe.post(action, fields);
  assert.equal(refused.status, 403);
  assert.match(refused.text, /has to sign in with a code/);
  assert.match((await zoe.get(SETUP)).text, /Your role has to sign in with a code/);
  await setUp(zoe);
  assert.equal((await zoe.get("/admin/reports")).status, 200);
  assert.equal((await zoe.post(action, fields)).status, 303, "the same form again");
  await site.dateline("settings", "set", site.folder, "totp_required", "contributor");
  const kept = (await visit(ada, "/admin/settings")).request("Save").fields;
  assert.deepEqual(kept.totp_required, ["contributor"], "one that the page has no words for");
  await site.dateline("settings", "set", site.folder, "totp_required", "");
});

test("it is taken off by an administrator or the command line, told to the log, and in no export", async () => {
  const lea = await somebody("lea");
  const { secret, recovery, done } = await setUp(lea);
  await (await signIn(site.session(), "lea")).press("Sign in", { code: "000000" });
  const where = /href="(\/admin\/person\/\d+)"[^>]*>lea</.exec((await ada.get("/admin/people")).text)[1];
  const off = await (await visit(ada, where)).press("Let them sign in without a code");
  assert.match(off.said, /without a code again/);
  assert.doesNotMatch(off.text, /Let them sign in without a code/);
  assert.equal((await lea.get("/admin/")).status, 303);
  assert.equal((await signIn(lea, "lea")).where, "/admin/");
  const second = await setUp(lea);
  const { stdout } = await site.dateline("user", "totp", "off", site.folder, "lea");
  assert.match(stdout, /lea signs in without codes again/);
  await assert.rejects(site.dateline("user", "totp", "off", site.folder, "lea"), /exit 1/);
  assert.equal((await lea.get("/admin/")).status, 303);
  const audit = (await site.dateline("audit", site.folder, "--json")).stdout;
  for (const what of ["totp.on", "totp.off", "totp.wrong", "user.sign_in_step"])
    assert.ok(audit.includes(what), what);
  const out = `${site.folder}-export.json`, kept = `${site.folder}-backup`, back = `${site.folder}-back`;
  await signIn(lea, "lea");
  await setUp(lea);
  await site.dateline("export", site.folder, "json", out);
  const exported = fs.readFileSync(out, "utf8");
  fs.rmSync(out);
  await site.dateline("backup", site.folder, kept);
  await site.dateline("restore", kept, back);
  await site.dateline("user", "totp", "off", back, "lea");
  for (const folder of [kept, back]) fs.rmSync(folder, { recursive: true });
  for (const hidden of [secret, second.secret, recovery[0], recovery[0].replaceAll("-", "")])
    for (const text of [audit, exported, site.log()]) assert.ok(!text.includes(hidden));
  assert.ok(done.text.includes(recovery[0]));
});

test("the pages are valid, open to everybody, and fit a phone", LOOKS, async (t) => {
  const nora = await somebody("nora");
  const off = (await nora.get(SETUP)).text;
  const { offer, done } = await setUp(nora);
  const asks = await signIn(site.session(), "nora");
  const wrong = await asks.press("Sign in with a recovery code", { recovery: "no" });
  const documents = { off, offer: offer.text, codes: done.text, on: (await nora.get(SETUP)).text,
                      asks: asks.text, wrong: wrong.text };
  const found = await checkHtml(Object.entries(documents).map(([name, text]) => ({ name, text })));
  for (const [name, troubles] of Object.entries(found)) assert.deepEqual(troubles, [], name);
  const browser = await launch();
  t.after(() => browser.close());
  const context = await browser.newContext({ baseURL: site.url });
  const page = await openPage(context);
  const look = async (what) => {
    assert.deepEqual(await troublesAt(page, [360, 1280]), [], what);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${what}.png`, fullPage: true });
  };
  await context.addCookies(asks.session.browserCookies());
  await page.goto("/admin/login/code");
  await look("asks");
  await context.addCookies((await somebody("olga")).browserCookies());
  await page.goto(SETUP);
  await page.locator("#current").fill(PASSWORD);
  await page.getByRole("button", { name: "Set it up" }).click();
  await look("offer");
  const secret = (await page.locator("code").textContent()).replaceAll(" ", "");
  await page.locator("#code").fill(codeOf(secret));
  await page.getByRole("button", { name: "Switch it on" }).click();
  await look("codes");
  await page.goto(SETUP);
  await look("on");
  assert.deepEqual(page.troubles, []);
});
