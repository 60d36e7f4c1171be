// What readers are told of how the paper works, and what of it is missing: at the desk and by the command line.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, LOOKS, openPage, troublesAt } from "./lib/browser.mjs";
import { startSite } from "./lib/site.mjs";
import { checkHtml } from "./lib/vnu.mjs";

let site, editor, admin;
before(async () => {
  site = await startSite({ demo: true });
  editor = await site.signIn();
  admin = await site.signIn({ login: "ada", name: "Ada", role: "admin" });
});
after(() => site.stop());

const items = async () => JSON.parse((await site.dateline("trust", site.folder, "--json")).stdout);

test("each thing that is missing leads to where it is mended", async () => {
  const all = await items();
  const gone = all.filter((item) => !item.there);
  const { text } = await admin.get("/admin/trust");
  assert.match(text, new RegExp(`${gone.length} things are missing\\.`));
  const pages = new Map();
  for (const { mend } of gone) {
    const { pathname, search, hash } = new URL(mend);
    assert.ok(text.includes(`href="${(pathname + search + hash).replaceAll("&", "&amp;")}"`), mend);
    const where = pathname + search;
    if (!pages.has(where)) pages.set(where, await admin.get(where));
    assert.equal(pages.get(where).status, 200, mend);
    if (hash) assert.ok(pages.get(where).text.includes(`id="${hash.slice(1)}"`), mend);
  }
  assert.match((await admin.get("/admin/story/new?kind=page&slug=ethics")).text, /name="slug"[^>]* value="ethics"/);
  assert.doesNotMatch((await admin.get("/admin/story/new?kind=page&slug=%22%3E")).text, /name="slug"[^>]* value="&quot;/);
});

test("a draft mends nothing, a page that readers see does; editors see no way to the settings", async () => {
  const post = (state) => site.dateline("settings", "set", site.folder, "corrections_email", state);
  await post("");
  assert.equal((await items()).find((item) => item.what === "contact").there, false);
  assert.match((await admin.get("/admin/trust")).text, /href="\/admin\/settings#corrections_email"/);
  const seen = await editor.get("/admin/trust");
  assert.equal(seen.status, 200);
  assert.doesNotMatch(seen.text, /href="\/admin\/settings/);
  await post("desk@paper.example");
  assert.equal((await items()).find((item) => item.what === "contact").there, true);
  const writer = await site.signIn({ login: "kai", name: "Kai", role: "author" });
  assert.equal((await writer.get("/admin/trust")).status, 403);
});

test("the page is sound", LOOKS, async () => {
  const browser = await launch();
  try {
    const context = await browser.newContext({ baseURL: site.url });
    await context.addCookies(admin.browserCookies());
    const page = await openPage(context);
    await page.goto("/admin/trust");
    assert.deepEqual(await troublesAt(page, [360, 1280]), []);
    assert.deepEqual(page.troubles, []);
  } finally {
    await browser.close();
  }
  const found = await checkHtml([{ name: "trust", text: (await admin.get("/admin/trust")).text }]);
  for (const [name, complaints] of Object.entries(found)) assert.deepEqual(complaints, [], name);
});
