// front.test.mjs: /admin/front, the front page by hand.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { LOOKS, launch, openPage, shots, troublesAt } from "./lib/browser.mjs";
import { startSite, tempFolder } from "./lib/site.mjs";
import { postStory, publishStory } from "./lib/story.mjs";
import { checkHtml } from "./lib/vnu.mjs";

let site, ines, tomas;
const ids = {};

before(async () => {
  site = await startSite();
  ines = await site.signIn({ login: "ines", name: "Ines", role: "editor" });
  tomas = await site.signIn({ login: "tomas", name: "Tomas", role: "editor" });
  for (const [i, name] of ["ferry", "bridge", "whale", "storm", "market"].entries())
    ids[name] = (await publishStory(site, { title: `The ${name}`, slug: name, date: `2026-01-0${i + 1}T09:30:00Z` })).id;
  ids.secret = (await postStory(site, { title: "A secret plan", slug: "secret" })).id;
});
after(() => site.stop());

/** The headlines of readers' front page, the lead first; each once. */
const order = (text) => [...new Set([...text.matchAll(/>(The [a-z]+|A secret plan)</g)].map((m) => m[1]))];
const front = async () => order((await site.get("/")).text);
/** What the form of a page would send, with other stories in its places. */
function fieldsOf(text, places = {}) {
  const form = /<form class="arranging".*?<\/form>/s.exec(text)[0];
  const fields = [...form.matchAll(/<input [^>]*?name="([^"]+)"[^>]*>/g)]
    .filter(([tag]) => !/type="(checkbox|radio)"/.test(tag) || / checked/.test(tag))
    .map(([tag, name]) => [name, / value="([^"]*)"/.exec(tag)?.[1] ?? ""]);
  for (const [name, value] of Object.entries(places)) {
    const at = fields.findIndex(([n]) => n === name);
    if (at < 0) fields.push([name, value]);
    else fields[at][1] = value;
  }
  return grouped(fields);
}
const grouped = (pairs) => Object.fromEntries([...new Set(pairs.map(([n]) => n))]
  .map((name) => [name, pairs.filter(([n]) => n === name).map(([, v]) => v)]));
const send = (session, text, places, path = "/admin/front") => session.post(path, fieldsOf(text, places));
const open = async (session, query = "") => (await session.get(`/admin/front${query}`)).text;

test("stories get their places, and what readers may not see has none", async () => {
  assert.equal((await front())[0], "The market");
  const saved = await send(ines, await open(ines),
    { story_1: String(ids.secret), story_2: "whale", story_4: `The ferry (${ids.ferry})`, do: "save" });
  assert.equal(saved.status, 303, saved.text);
  assert.deepEqual((await front()).slice(0, 4), ["The whale", "The market", "The ferry", "The storm"]);
  const page = await open(ines, "?saved=front");
  assert.match(page, /Readers see the front page so now/);
  assert.match(page, new RegExp(`value="A secret plan \\(${ids.secret}\\)"`));
  assert.match(page, /class="badge draft">Draft</);
  const log = await site.dateline("audit", site.folder);
  assert.match(log.stdout, /front\.arrange/);
});

test("what is not understood is asked about, with everything as it was typed", async () => {
  const several = await send(ines, await open(ines), { story_1: "the", story_3: "nowhere at all", do: "save" });
  assert.equal(several.status, 422);
  assert.match(several.text, /More than one story fits “the”/);
  assert.match(several.text, /No story fits “nowhere at all”/);
  assert.match(several.text, /id="story_3"[^>]*value="nowhere at all"[^>]*aria-invalid="true"/);
  const moved = await send(ines, await open(ines), { do: "down-2" });
  assert.match(moved.text, /Moved, and not saved yet/);
  assert.match(moved.text, new RegExp(`id="story_3"[^>]*value="The whale \\(${ids.whale}\\)"`));
  assert.deepEqual((await front()).slice(0, 3), ["The whale", "The market", "The ferry"]);
});

test("two editors at once: the second is told, keeps what was typed, and decides", async () => {
  const [one, two] = [await open(ines), await open(tomas)];
  assert.equal((await send(ines, one, { story_1: String(ids.bridge), do: "save" })).status, 303);
  const late = await send(tomas, two, { story_1: String(ids.storm), do: "save" });
  assert.equal(late.status, 409);
  assert.match(late.text, /Somebody else has arranged the front page meanwhile \(Ines/);
  assert.match(late.text, new RegExp(`id="story_1"[^>]*value="The storm \\(${ids.storm}\\)"`));
  assert.equal((await front())[0], "The bridge");
  assert.equal((await send(tomas, late.text, { do: "save" })).status, 303);
  assert.equal((await front())[0], "The storm");
  const back = /<form method="post" action="\/admin\/front">(?:(?!<\/form>).)*value="back"/s.exec(await open(tomas))[0];
  const body = grouped([...back.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, n, v]) => [n, v]));
  assert.equal((await tomas.post("/admin/front", body)).status, 303);
  assert.equal((await front())[0], "The bridge");
});

test("an arrangement waits for its instant, is previewed, and nothing of it is seen before", async () => {
  const page = await open(ines);
  const later = { story_1: String(ids.secret), story_2: String(ids.ferry), story_3: "", story_4: "", at: "2199-01-08T09:30" };
  const preview = await send(ines, page, { ...later, story_1: String(ids.ferry), story_2: "" }, "/admin/front/preview");
  assert.equal(preview.status, 200);
  assert.equal(order(preview.text)[0], "The ferry");
  assert.match(preview.headers["cache-control"], /no-store/);
  assert.match(preview.text, /noindex/);
  assert.equal((await site.get("/admin/front/preview")).status, 405);
  assert.equal((await send(ines, page, { ...later, do: "save" })).status, 303);
  assert.equal((await front())[0], "The bridge");
  for (const path of ["/", "/city/", "/feed.atom", "/sitemap.xml", "/search?q=secret"])
    assert.doesNotMatch((await site.get(path)).text, /A secret plan/, path);
  const waits = await open(ines);
  assert.match(waits, /Arrangements that wait/);
  const id = /href="\/admin\/front\?of=(\d+)">Change it/.exec(waits)[1];
  const changed = await send(ines, await open(ines, `?of=${id}`), { story_2: "", do: "save" });
  assert.equal(changed.status, 303);
  const again = /\?of=(\d+)">Change it/.exec(await open(ines))[1];
  assert.notEqual(again, id);
  const off = /name="form" value="([^"]+\.w\d+)"/.exec(await open(ines))[1];
  const cancel = { csrf: await ines.csrf(), form: off, id: again, do: "cancel" };
  assert.equal((await ines.post("/admin/front", cancel)).status, 303);
  assert.doesNotMatch(await open(ines), /Arrangements that wait/);
});

test("authors have no such page, and the story's own form does the same", async () => {
  const ada = await site.signIn({ login: "ada", name: "Ada", role: "author" });
  assert.equal((await ada.get("/admin/front")).status, 403);
  assert.equal((await ada.post("/admin/front/preview", { csrf: await ada.csrf() })).status, 403);
  const [, lead_shown] = /name="lead_shown" value="(\d+)"/.exec((await ines.get(`/admin/story/${ids.whale}`)).text);
  const send = (form, more) => ines.post(`/admin/story/${ids.whale}/lead`, { form: form.repeat(32), do: "on", ...more });
  const csrf = await ines.csrf();
  const unseen = await send("e", { csrf, lead_shown: "0" });
  assert.equal(unseen.status, 409, "a story leads that the page did not show");
  assert.equal((await send("f", { csrf, lead_shown })).status, 303);
  assert.equal((await front())[0], "The whale");
});

test("the command does the same, and says when it is called wrongly", async () => {
  const run = (...args) => site.dateline("front", args[0], site.folder, ...args.slice(1));
  const shown = async (...args) => JSON.parse((await run("show", ...args, "--json")).stdout);
  await run("set", String(ids.storm), "-", `${ids.bridge}@2199-01-08T09:30`);
  assert.deepEqual((await front()).slice(0, 3), ["The storm", "The market", "The bridge"]);
  await run("set", String(ids.ferry), "--at", "2198-01-08T09:30");
  const [now, waits] = await shown();
  assert.deepEqual(now.stories.map((one) => [one.place, one.story]), [[1, ids.storm], [3, ids.bridge]]);
  assert.equal((await shown("--at", "2198-01-09T09:30"))[0].id, waits.id);
  await run("cancel", String(waits.id));
  await run("undo");
  assert.equal((await front())[0], "The whale");
  assert.match((await run("list")).stdout, /taken off the schedule/);
  const file = path.join(tempFolder("front"), "site.json");
  await site.dateline("export", site.folder, "json", file);
  const kept = JSON.parse(fs.readFileSync(file, "utf8")).front;
  assert.equal(kept[0].stories[0].story, ids.whale);
  assert.ok(kept.find((one) => one.id === waits.id).cancelled_at);
  assert.equal(kept.at(-1).id, 1);
  await run("set", "-", String(ids.ferry), "--hide", "news");
  await run("set", String(ids.secret), "--at", "2198-01-08T09:30");
  const [there, here] = [path.join(tempFolder("front"), "out"), path.join(tempFolder("front"), "in")];
  await site.dateline("export", site.folder, "markdown", there);
  await site.dateline("init", here);
  await site.dateline("import", here, "markdown", there);
  const again = JSON.parse((await site.dateline("front", "show", here, "--json")).stdout);
  const named = async (id) => JSON.parse((await site.dateline("story", "show", here, String(id), "--json")).stdout).headline;
  assert.deepEqual(again.map((one) => one.stories.map((s) => s.place)), [[2], [1]]);
  assert.equal(await named(again[0].stories[0].story), "The ferry");
  assert.equal(await named(again[1].stories[0].story), "A secret plan");
  assert.deepEqual(again[0].sections, [{ slug: "news", hidden: true }]);
  await run("cancel", String((await shown())[1].id));
  await run("undo");
  await assert.rejects(async () => {
    const wrong = await run("set", "ferry");
    if (wrong.status ?? wrong.code) throw new Error("refused");
  });
});

test("with the script, keys and buttons move rows; the page is valid, open to everybody, and fits a phone", LOOKS, async () => {
  await publishStory(site, { title: "مراجعة طويلة العنوان جدًا ".repeat(4), slug: "arabic", lang: "ar", date: "2026-01-06T09:30:00Z" });
  for (const [name, troubles] of Object.entries(await checkHtml([{ name: "front", text: await open(ines) }])))
    assert.deepEqual(troubles, [], name);
  const browser = await launch();
  for (const locale of ["en-GB", "ar"]) {
    await site.dateline("settings", "set", site.folder, "locale", locale);
    const context = await browser.newContext({ baseURL: site.url });
    await context.addCookies(ines.browserCookies());
    const page = await openPage(context);
    await page.goto("/admin/front");
    await page.waitForSelector("#places .grip", { state: "attached" });
    const values = () => page.$$eval("#places input[list]", (all) => all.map((e) => e.value));
    const before = await values();
    await page.focus("#places li:first-child input[list]");
    await page.keyboard.press("Alt+ArrowDown");
    await page.click("#places li:nth-child(3) button[value^=up]");
    const after = await values();
    assert.deepEqual(after.slice(0, 3), [before[1], before[2], before[0]]);
    assert.match(await page.textContent("#places-said"), /2|٢/);
    if (locale === "en-GB")
      assert.deepEqual(await page.$$eval("#places label[id^=place]", (all) => all.slice(0, 3).map((e) => e.textContent)),
                       ["Lead", "Place 2", "Place 3"]);
    assert.deepEqual(await troublesAt(page, [360, 1280]), []);
    await shots(page, `front-${locale}`);
    await context.close();
  }
  await browser.close();
});
