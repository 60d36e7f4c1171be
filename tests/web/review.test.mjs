// From hand to hand at the desk: handed in, returned and read with words, and the checklist before it goes out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { LOOKS, launch, openPage, shots, troublesAt } from "./lib/browser.mjs";
import { visit } from "./lib/form.mjs";
import { germanLog } from "./lib/log.mjs";
import { dateline, startSite } from "./lib/site.mjs";
import { makeStory } from "./lib/texts.mjs";
import { checkHtml } from "./lib/vnu.mjs";

let site, ines, ada, ben;
before(async () => {
  site = await startSite();
  ines = await site.signIn({ login: "ines", name: "Ines", role: "admin" });
  ada = await site.signIn({ login: "ada", name: "Ada", role: "author" });
  ben = await site.signIn({ login: "ben", name: "Ben", role: "contributor" });
});
after(() => site.stop());

const set = (key, value) => site.dateline("settings", "set", site.folder, key, value);
const review = async (session, story, fields) =>
  session.post(`${story.where}/review`, { csrf: await session.csrf(), ...fields });
const badges = async (session) => [...(await session.get("/admin/")).text
  .matchAll(/<span class="badge (review|returned)"><span aria-hidden="true">(\d+)/g)].map((m) => `${m[1]} ${m[2]}`);

test("a text goes to an editor and back with words, and both desks count it", async () => {
  const story = await makeStory("Draft", { begun: ben, editor: ines });
  let page = await visit(ben, story.where);
  await page.press("Submit for review", { review_note: "The mayor <b>calls</b> at noon." });
  // Handed in, a contributor's text is an editor's until it comes back: it can be read, and changes proposed.
  assert.equal((await ben.get(story.where)).headers.location, `${story.where}/suggestions`);
  page = await visit(ben, `${story.where}/suggestions`);
  assert.match(page.text, /Ben handed it in[\s\S]*The mayor &lt;b&gt;calls&lt;\/b&gt; at noon\./);
  assert.deepEqual(await badges(ines), ["review 1"]);
  assert.equal((await ben.post(story.where, { csrf: await ben.csrf(), action: "keep" })).status, 403);

  page = await (await visit(ines, story.where)).press("I am reading it");
  assert.match((await ines.get("/admin/")).text, /Ines is reading it/);
  page = await page.press("Return it", { review_words: " " });
  assert.match(page.text, /href="#review_words">Say in a note what is to be done/);
  page = await page.press("Return it", { review_words: "Ask the port, too." });
  assert.deepEqual(await badges(ines), []);
  assert.deepEqual(await badges(ben), ["returned 1"]);
  assert.match((await ben.get("/admin/")).text, /Waiting for you[\s\S]*Ask the port, too\./);

  await (await visit(ben, story.where)).press("Submit for review");
  page = await (await visit(ben, `${story.where}/suggestions`)).press("Take it back to write on");
  assert.match(page.said, /Taken back/);
  assert.deepEqual(await badges(ben), []);
});

test("the checklist tells what is missing at its field, and an editor lets a text out with a reason", async () => {
  for (const point of ["sources", "second_reader", "legal"]) await set(`check_${point}`, "1");
  try {
    const story = await makeStory("Draft", { begun: ines, editor: ines });
    assert.equal((await review(ines, story, { do: "legal-needed" })).status, 303);
    let page = await visit(ines, story.where);
    page = await page.press("Publish now", { others_read: "1" });
    assert.equal(page.status, 422);
    for (const field of ["sources", "second_reader", "legal"]) {
      assert.match(page.text, new RegExp(`<a href="#${field}">`));
      assert.match(page.text, new RegExp(`id="${field}"`));
    }
    const refused = await dateline(["story", "publish", site.folder, String(story.id)], { allow: [1] });
    assert.match(refused.stderr, /Name at least one source/);
    page = await page.press("Publish now", { others_read: "1", override_reason: "The fire brigade warns." });
    assert.match(page.said, /Published/);
    assert.match(page.text, /Ines let revision 1 out against the checklist[\s\S]*The fire brigade warns\./);
    assert.match((await ines.get("/admin/audit")).text, /let it out against the checklist/);

    const other = await makeStory("Draft", { begun: ada, editor: ines });
    const publish = ["story", "publish", site.folder, String(other.id), "--others-read"];
    await dateline([...publish, "--override", "Urgent."], { allow: [2] });
    await dateline([...publish, "--override", "Urgent.", "--as", "ada"], { allow: [1] });
    await dateline([...publish, "--override", "Urgent.", "--as", "ines"]);
  } finally {
    for (const point of ["sources", "second_reader", "legal"]) await set(`check_${point}`, "0");
  }
});

test("what a model wrote and nobody reviewed says so at its top, and no other story has bytes for it", async () => {
  const publish = async (ai) => {
    const story = await makeStory("Draft", { begun: ines, editor: ines });
    await (await visit(ines, story.where)).press("Publish now", { ai, ai_note: "The weather." });
    const [address] = (await ines.get("/admin/")).text.match(new RegExp(`/\\d{4}/\\d{2}/${story.slug}(?=")`));
    return site.get(address);
  };
  const [label, reviewed, none] = [await publish("unreviewed"), await publish("generated"), await publish("none")];
  const LABEL = /<p class="since" role="note"><b>Written by AI, and reviewed by nobody\.<\/b><\/p>/;
  assert.match(label.text.slice(0, label.text.indexOf("</header>", label.text.indexOf("<h1"))), LABEL);
  for (const { text } of [reviewed, none]) assert.doesNotMatch(text, /reviewed by nobody|role="note"/);
  assert.match((await site.get("/feed.atom")).text, /reviewed by nobody/);
  const { text } = await ines.get("/admin/ai");
  assert.match(text, /Nobody has reviewed it/);
  assert.match(text, /Ines reviewed it and let it out/);
  const csv = await ines.get("/admin/ai.csv");
  assert.match(csv.headers["content-type"], /text\/csv/);
  assert.match(csv.text, /"unreviewed","The weather\.","Ines","","",/);
  assert.match(csv.text, /"generated","The weather\.","Ines","Ines","",/);
  assert.equal((await ada.get("/admin/ai")).status, 403);
  const listed = JSON.parse((await site.dateline("ai", "list", site.folder, "--json")).stdout);
  assert.deepEqual(listed.map((r) => [r.ai, r.used_for, r.reviewed_by]).sort(),
                   [["generated", "The weather.", "Ines"], ["unreviewed", "The weather.", null]]);
});

test("its page is valid, open to everybody, and fits a phone, from right to left too", LOOKS, async (t) => {
  const story = await makeStory("In review", { begun: ada, editor: ines });
  await review(ines, story, { do: "hold" });
  await review(ines, story, { do: "legal-needed" });
  assert.equal((await review(ada, story, { do: "writer-add", writer: "ben" })).status, 303);
  assert.match((await ben.get("/admin/")).text, new RegExp(`${story.where}"`));
  const documents = [{ name: "story", text: (await ines.get(story.where)).text },
                     { name: "start", text: (await ines.get("/admin/")).text },
                     { name: "ai", text: (await ines.get("/admin/ai")).text }];
  for (const [name, troubles] of Object.entries(await checkHtml(documents))) assert.deepEqual(troubles, [], name);
  const browser = await launch();
  t.after(() => browser.close());
  for (const locale of ["en-GB", "ar"]) {
    await set("locale", locale);
    const context = await browser.newContext({ baseURL: site.url });
    await context.addCookies(ines.browserCookies());
    const page = await openPage(context);
    await page.goto(story.where);
    assert.deepEqual(await troublesAt(page, [360, 1280]), []);
    await page.goto("/admin/ai");
    assert.deepEqual(await troublesAt(page, [360, 1280]), []);
    await page.goto(story.where);
    await shots(page, `review-${locale}`);
    assert.deepEqual(page.troubles, []);
    await context.close();
  }
  await set("locale", "en-GB");
});

test("the log says it in the language of the paper", async () => {
  const log = (await germanLog(site)).join("\n");
  for (const said of [/^Fassung 1$/m, /^Fassung 1: /m, /^Fassung \d, Erste Veröffentlichung, veröffentlicht ab /m]) assert.match(log, said);
});
