// Passkeys: made, used as the whole of a sign-in and behind a password, refused and removed. Chromium's own
// authenticator of the debugger keeps the keys; the site has a name, as it must (localhost).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, LOOKS, openPage, troublesAt } from "./lib/browser.mjs";
import { visit } from "./lib/form.mjs";
import { csrfOf, startSite } from "./lib/site.mjs";
import { checkHtml } from "./lib/vnu.mjs";

const PASSWORD = "violet anvil tomorrow ladder";
const KEYS = "/admin/account/passkeys";
let site, browser, ada, url;
before(async () => {
  site = await startSite();
  url = `http://localhost:${site.port}`;
  await site.dateline("settings", "set", site.folder, "base_url", url);
  ada = await site.signIn({ login: "ada", name: "Ada", role: "admin" });
  browser = await launch();
});
after(async () => {
  await browser.close();
  await site.stop();
});

/** Somebody with a password. → the session that a one-time link began */
async function somebody(login, role = "editor") {
  await site.dateline("user", "add", site.folder, login, "--name", login, "--role", role);
  const session = await site.signIn({ login });
  await (await visit(session, "/admin/account")).press("Change password", { password: PASSWORD, again: PASSWORD });
  return session;
}

/** A browser of its own with an authenticator, which verifies its person. */
async function keeper(session) {
  const context = await browser.newContext({ baseURL: url });
  if (session)
    await context.addCookies([...session.jar].map(([name, value]) => ({ name, value, url })));
  const page = await openPage(context);
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", { options: {
    protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true,
    isUserVerified: true, automaticPresenceSimulation: true } });
  const credentials = async () =>
    (await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
  return { context, page, cdp, authenticatorId, credentials };
}

async function typeKey({ page }, name = "Telephone") {
  await page.goto(KEYS);
  await page.locator("form[data-passkey]").getByLabel("What you call it").fill(name);
  await page.locator("form[data-passkey]").getByLabel("Current password").fill(PASSWORD);
  await page.getByRole("button", { name: "Add a passkey" }).click();
}

async function addKey(one, name) {
  await typeKey(one, name);
  await one.page.getByText("Added. You can sign in with it from now on.").waitFor();
}

const press = ({ page }) => page.getByRole("button", { name: "Sign in with a passkey" }).click();
const isAtDesk = ({ page }) => page.waitForURL(`${url}/admin/`);
const refused = ({ page }, words) => page.getByRole("alert").filter({ hasText: words }).waitFor();

/** What the page's form would have sent, for a request of one's own: the script fills it and is kept from sending. */
async function caught(one) {
  await one.page.evaluate(() => { HTMLFormElement.prototype.submit = function () { this.dataset.full = "1"; }; });
  await press(one);
  await one.page.locator("form[data-full]").waitFor({ state: "attached" });
  return one.page.evaluate(() => Object.fromEntries(new FormData(document.querySelector("form[data-full]"))));
}

const post = ({ page }, fields) => page.evaluate(async (all) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(all)) form.set(name, value);
  const reply = await fetch("/admin/login/passkey", { method: "POST", body: form, redirect: "manual" });
  return { status: reply.status, type: reply.type, text: await reply.text() };
}, fields);

test("a passkey is made, signs in by itself, and behind the password", LOOKS, async () => {
  const ines = await somebody("ines");
  const one = await keeper(ines);
  const policy = async (where) => (await ines.get(where)).headers["permissions-policy"];
  assert.match(await policy(KEYS), /publickey-credentials-create=\(self\), publickey-credentials-get=\(self\)/);
  assert.match(await policy("/admin/"), /publickey-credentials-create=\(\), publickey-credentials-get=\(\)/);
  assert.doesNotMatch((await site.get("/")).headers["permissions-policy"], /publickey/);
  await one.page.goto(KEYS);
  await one.page.locator("form[data-passkey]").getByLabel("Current password").fill("not this one");
  await one.page.getByRole("button", { name: "Add a passkey" }).click();
  await refused(one, "That is not your current password.");
  await addKey(one);
  assert.equal((await one.credentials()).length, 1);

  await one.context.clearCookies();
  await one.page.goto("/admin/login?next=/admin/account");
  await press(one);
  await one.page.waitForURL(`${url}/admin/account`);
  await one.page.goto(KEYS);
  await one.page.getByText("Last used").waitFor();

  await one.context.clearCookies();
  await one.page.goto("/admin/login");
  await one.page.getByLabel("User name").fill("ines");
  await one.page.getByLabel("Password").fill(PASSWORD);
  await one.page.getByRole("button", { name: "Sign in", exact: true }).click();
  await one.page.getByRole("heading", { name: "Your passkey" }).waitFor();
  assert.equal((await one.page.goto("/admin/account")).url(), `${url}/admin/login?next=%2Fadmin%2Faccount`);
  await one.page.goto("/admin/login/code");
  assert.equal(await one.page.getByLabel(/six digits/).count(), 0);
  await press(one);
  await isAtDesk(one);
  assert.deepEqual(one.page.troubles.filter((t) => !/status of 422/.test(t)), []);
  await one.context.close();
});

test("a text that was typed when the session ended comes back behind a passkey", LOOKS, async () => {
  const one = await keeper(await somebody("kai"));
  await addKey(one);
  await one.page.goto("/admin/story/new");
  await one.page.locator("#headline").fill("Kept through a passkey");
  await site.dateline("user", "change", site.folder, "kai", "--sign-out");
  await one.page.getByRole("button", { name: "Save draft" }).click();
  await press(one);
  await one.page.getByText("You had been signed out, so nothing is saved yet.").waitFor();
  assert.equal(await one.page.locator("#headline").inputValue(), "Kept through a passkey");
  await one.context.close();
});

test("what comes again, from elsewhere, of a copy or of nobody is refused", LOOKS, async () => {
  const one = await keeper(await somebody("mara"));
  await addKey(one);
  await one.context.clearCookies();
  await one.page.goto("/admin/login");
  const fields = await caught(one);
  const altered = (change) => {
    const said = JSON.parse(Buffer.from(fields.passkey_client, "base64url"));
    return { ...fields, passkey_client: Buffer.from(JSON.stringify({ ...said, ...change })).toString("base64url") };
  };
  const elsewhere = await post(one, altered({ origin: "http://localhost.example" }));
  assert.equal(elsewhere.status, 403);
  assert.match(elsewhere.text, /This passkey does not open anything here/);
  // That was the challenge's one answer.
  const late = await post(one, fields);
  assert.equal(late.status, 403);
  assert.match(late.text, /That took too long/);

  await one.page.goto("/admin/login");
  const right = await caught(one);
  const nobody = site.session();
  const csrf = csrfOf((await nobody.get("/admin/login")).text);
  const stolen = await nobody.postFiles("/admin/login/passkey", { ...right, csrf });
  assert.equal(stolen.status, 403, "in another browser");

  await one.page.goto("/admin/login");
  const good = await caught(one);
  assert.equal((await post(one, good)).type, "opaqueredirect");
  assert.equal((await one.page.goto("/admin/")).status(), 200);
  await one.context.clearCookies();

  // A copy of the key that has counted less.
  const [credential] = await one.credentials();
  await one.cdp.send("WebAuthn.removeCredential", { authenticatorId: one.authenticatorId,
                                                    credentialId: credential.credentialId });
  await one.cdp.send("WebAuthn.addCredential", { authenticatorId: one.authenticatorId,
                                                 credential: { ...credential, signCount: 0 } });
  await one.page.goto("/admin/login");
  await press(one);
  await refused(one, "This passkey does not open anything here.");
  await one.cdp.send("WebAuthn.removeCredential", { authenticatorId: one.authenticatorId,
                                                    credentialId: credential.credentialId });
  await one.cdp.send("WebAuthn.addCredential", { authenticatorId: one.authenticatorId, credential });

  await site.dateline("user", "change", site.folder, "mara", "--disable");
  await one.page.goto("/admin/login");
  await press(one);
  await refused(one, "This passkey does not open anything here.");
  await site.dateline("user", "change", site.folder, "mara", "--enable");
  await one.page.goto("/admin/login");
  await press(one);
  await isAtDesk(one);

  // Not verified: Chromium asks for it, and its person is not there.
  await one.context.clearCookies();
  await one.cdp.send("WebAuthn.setUserVerified", { authenticatorId: one.authenticatorId, isUserVerified: false });
  await one.page.goto("/admin/login");
  await press(one);
  await refused(one, "Nothing was chosen.");
  await one.context.close();
  const { stdout } = await site.dateline("audit", site.folder);
  for (const why of ["elsewhere", "count went back", "unknown"]) assert.match(stdout, new RegExp(why));
});

test("keys are removed by their person, an administrator and the command line", LOOKS, async () => {
  const zoe = await somebody("zoe");
  const one = await keeper(zoe);
  await addKey(one);
  await typeKey(one, "Again");
  await one.page.getByText("This device has a passkey of yours already.").waitFor();
  const named = await (await visit(zoe, KEYS)).press("Rename", { name: "  " });
  assert.equal(named.status, 422);
  assert.match(named.text, /<a href="#(name-\d+)">Give it a name\.<.*<details open>.*id="\1"[^>]* aria-invalid="true"/s);
  assert.match((await named.press("Rename", { name: "The key on my ring" })).said, /Renamed\./);
  const page = await visit(zoe, KEYS);
  assert.match(page.text, /<strong dir="auto">The key on my ring</);
  assert.equal((await page.press("Remove", { current: "not this one" })).status, 422);
  const gone = await page.press("Remove", { current: PASSWORD });
  assert.match(gone.said, /It opens nothing here any more/);
  await one.context.clearCookies();
  await one.page.goto("/admin/login");
  await press(one);
  await refused(one, "This passkey does not open anything here.");
  await one.context.close();

  const two = await keeper(zoe);
  await addKey(two, "Key 2");
  const { stdout } = await site.dateline("user", "list", site.folder, "--json");
  assert.ok(stdout.includes('"zoe"'));
  const people = (await ada.get("/admin/people")).text;
  const where = /href="(\/admin\/person\/\d+)"[^>]*>(?:<[^>]+>)*zoe</.exec(people)[1];
  const person = await visit(ada, where);
  assert.match(person.text, /Key 2/);
  const off = await person.press("Remove");
  assert.match(off.said, /All their sessions have ended/);
  assert.equal((await zoe.get("/admin/")).status, 303);
  await two.context.close();

  const three = await keeper(await site.signIn({ login: "zoe" }));
  await addKey(three, "Key 3");
  const [listed] = JSON.parse((await site.dateline("user", "passkey", "list", site.folder, "zoe", "--json")).stdout);
  assert.equal(listed.name, "Key 3");
  await site.dateline("user", "passkey", "remove", site.folder, "zoe", String(listed.number));
  assert.equal((await site.dateline("user", "passkey", "list", site.folder, "zoe")).stdout, "");
  await three.context.close();
});

test("a role that has to have a second step has it in a passkey", LOOKS, async () => {
  const tomas = await somebody("tomas", "author");
  await (await visit(ada, "/admin/settings")).press("Save", { totp_required: "author" });
  const must = await visit(tomas, "/admin/account/second-step");
  assert.equal((await tomas.get("/admin/")).headers.location, "/admin/account/second-step");
  assert.match(must.said, /with a code or a passkey/);
  const one = await keeper(tomas);
  await addKey(one);
  assert.equal((await one.page.goto("/admin/")).url(), `${url}/admin/`);
  await one.context.close();
});

test("where browsers make none, nothing is offered; the pages are sound", LOOKS, async () => {
  const lena = await somebody("lena");
  const one = await keeper(lena);
  await addKey(one, "مفتاحي على الهاتف الذي أحمله دائمًا معي في كل مكان أذهب إليه");
  const found = [];
  for (const where of [KEYS, "/admin/account", "/admin/login"]) {
    if (where === "/admin/login") await one.context.clearCookies();
    await one.page.goto(where);
    found.push(...(await troublesAt(one.page, [360, 1280])).map((t) => `${where}: ${t}`));
  }
  assert.deepEqual(found, []);
  const html = [{ name: KEYS, text: (await lena.get(KEYS)).text }, { name: "login", text: (await site.get("/admin/login")).text }];
  await site.dateline("settings", "set", site.folder, "base_url", `http://127.0.0.1:${site.port}`);
  const none = await lena.get(KEYS);
  html.push({ name: "nowhere", text: none.text });
  assert.match(none.text, /over https\. This paper’s is <code dir="ltr">http:\/\/127/);
  assert.doesNotMatch((await site.get("/admin/login")).text, /data-passkey/);
  for (const [name, complaints] of Object.entries(await checkHtml(html))) assert.deepEqual(complaints, [], name);
  const nobody = site.session();
  const csrf = csrfOf((await nobody.get("/admin/login")).text);
  assert.equal((await nobody.post("/admin/login/challenge", { csrf })).status, 404);
  await one.context.close();
});
