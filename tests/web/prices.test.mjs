// prices.test.mjs: /admin/prices, reviews whose price was checked long ago.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { LOOKS, launch, openPage, shots, troublesAt } from "./lib/browser.mjs";
import { startSite } from "./lib/site.mjs";
import { visit } from "./lib/form.mjs";
import { postStory, publishStory } from "./lib/story.mjs";
import { checkHtml } from "./lib/vnu.mjs";

let site, ines;
const review = (slug, price, price_checked, more = {}) => publishStory(site, {
  title: `The ${slug}`, slug, kind: "review", date: "2026-01-08T09:30:00Z", ...more,
  review: { product: slug, rating: 4, verdict: "Good.", price, price_checked } });

/** What the form of the row with that price would send. */
const formOf = (text, price) => {
  const form = [...text.matchAll(/<form class="price".*?<\/form>/gs)].map((m) => m[0]).find((f) => f.includes(`value="${price}"`));
  return Object.fromEntries([...form.matchAll(/name="([^"]+)"[^>]*? value="([^"]*)"/g)].map((m) => [m[1], m[2]]));
};

before(async () => {
  site = await startSite();
  ines = await site.signIn({ login: "ines", name: "Ines", role: "editor" });
});
after(() => site.stop());

test("a press publishes the price as checked today, without a new date, and once", async () => {
  const kettle = await review("kettle", "£20", "2025-01-08");
  await review("toaster", "£30", "2025-02-08");
  const page = await visit(ines, "/admin/prices");
  const order = ["The kettle", "The toaster"].map((name) => page.text.indexOf(name));
  assert.ok(order[0] > 0 && order[0] < order[1], "the longest ago first");
  assert.match(page.text, /£20/);
  assert.match((await ines.get("/admin/")).text, /The prices of 2 reviews are to be checked/);

  const fields = formOf(page.text, "£20");
  for (const answer of await Promise.all([1, 2].map(() => ines.post("/admin/prices", { ...fields, price: "£25" })))) {
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.location, "/admin/prices?saved=price-checked");
  }
  const { text } = await site.get(kettle.path);
  assert.match(text, /£25/);
  assert.doesNotMatch(text, /£20|Updated:/);
  assert.equal(JSON.parse((await site.dateline("story", "show", site.folder, String(kettle.id), "--json")).stdout).revision, 2);
  const left = (await ines.get("/admin/prices?saved=price-checked")).text;
  assert.match(left, /It is noted that the price was checked today/);
  assert.doesNotMatch(left, /The kettle/);
  assert.match((await ines.get("/admin/")).text, /The price of one review is to be checked/);

  const late = await ines.post("/admin/prices", { ...fields, form: `${fields.form}x`, price: "£99" });
  assert.equal(late.status, 409);
  assert.match(late.text, /Somebody was here before you.*You typed “£99”/);
  const empty = await ines.post("/admin/prices", { ...formOf(left, "£30"), price: " " });
  assert.equal(empty.status, 422);
  assert.match(empty.text, /aria-invalid="true" aria-describedby="wrong-/);
  assert.doesNotMatch((await site.get(kettle.path)).text, /£99/);
});

test("neither an author nor a draft has a place there", async () => {
  const tomas = await site.signIn({ login: "tomas", name: "Tomas", role: "author" });
  assert.equal((await tomas.get("/admin/prices")).status, 403);
  assert.equal((await tomas.post("/admin/prices", { csrf: await tomas.csrf(), story: "1", price: "£1" })).status, 403);
  assert.doesNotMatch((await tomas.get("/admin/")).text, /\/admin\/prices/);
  await postStory(site, { title: "Not out yet", slug: "draft", kind: "review",
    review: { product: "A", rating: 4, verdict: "Good.", price: "£1", price_checked: "2025-01-01" } });
  assert.doesNotMatch((await ines.get("/admin/prices")).text, /Not out yet/);
});

test("the list goes on behind a page, and comes back to it", async () => {
  for (let i = 10; i < 42; i++) await review(`lamp-${i}`, "£5", "2025-03-01");
  const { text } = await ines.get("/admin/prices");
  const next = /<a rel="next" href="([^"]+)"/.exec(text)[1];
  const second = await ines.get(next.replaceAll("&amp;", "&"));
  assert.equal(second.status, 200);
  assert.match(second.text, /<form class="price" method="post" action="\/admin\/prices\?after=/);
  const names = (page) => [...page.matchAll(/<th scope="row"><a [^>]*>([^<]+)</g)].map((m) => m[1]);
  assert.equal(new Set([...names(text), ...names(second.text)]).size, 33);
  assert.equal((await ines.get("/admin/prices?after=nonsense")).status, 200);
});

test("the page is valid, open to everybody, and fits a phone, from right to left too", LOOKS, async (t) => {
  await review("unusually-long", "١٢٣ ريالًا سعوديًا شاملةً ضريبة القيمة المضافة والتوصيل إلى المنزل", "2024-01-01",
    { title: "مراجعة غلاية كهربائية طويلة الاسم جدًا ".repeat(3), lang: "ar" });
  const documents = [{ name: "prices", text: (await ines.get("/admin/prices")).text },
                     { name: "start", text: (await ines.get("/admin/")).text }];
  for (const [name, troubles] of Object.entries(await checkHtml(documents))) assert.deepEqual(troubles, [], name);
  const browser = await launch();
  t.after(() => browser.close());
  for (const locale of ["en-GB", "ar"]) {
    await site.dateline("settings", "set", site.folder, "locale", locale);
    const context = await browser.newContext({ baseURL: site.url });
    await context.addCookies(ines.browserCookies());
    const page = await openPage(context);
    await page.goto("/admin/prices");
    assert.deepEqual(await troublesAt(page, [360, 1280]), []);
    await shots(page, `prices-${locale}`);
    await context.close();
  }
});

test("commands list the same reviews and check them by the same rules", async () => {
  const cli = async (...args) => (await site.dateline("price", ...args)).stdout;
  const stove = await review("stove", "£80", "2023-01-08");
  const news = await publishStory(site, { title: "News", slug: "no-review" });
  const [first] = JSON.parse(await cli("list", site.folder, "--json"));
  assert.deepEqual([first.story, first.price, first.checked_on], [stove.id, "£80", "2023-01-08"]);
  assert.match(await cli("check", site.folder, String(stove.id), "--price", "£75"), /£75, checked today/);
  assert.match((await site.get(stove.path)).text, /£75/);
  assert.doesNotMatch((await site.get(stove.path)).text, /Updated:/);
  assert.ok(!JSON.parse(await cli("list", site.folder, "--json")).some((r) => r.story === stove.id));
  await assert.rejects(cli("check", site.folder, String(news.id)), /no review that readers see/);
  await assert.rejects(cli("check", site.folder, String(stove.id), "--price", " "), /Write the price/);
});
