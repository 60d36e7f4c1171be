// Editors look after sections, bylines and tags: names, words, order. Over HTTP, as a browser without
// scripts does it; the pages' looks in Chromium.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";

import { launch, LOOKS, openPage, troublesAt } from "./lib/browser.mjs";
import { visit } from "./lib/form.mjs";
import { startSite, until } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";
import { checkHtml } from "./lib/vnu.mjs";

const CANARY = `<img src=x onerror="alert(1)">`;
const PORTRAIT = new URL("../fixtures/pictures/large.jpg", import.meta.url);
let site, ines, story;
before(async () => {
  site = await startSite();
  ines = await site.signIn({ login: "ines", name: "Ines" });
  story = await publishStory(site, { title: "The ferry", slug: "ferry", section: "news", authors: ["Tomas Brand"],
                                     tags: ["Fery"] });
});
after(() => site.stop());

/** The names in the readers' menu, in their order. */
const menu = async () => [...(await site.get("/")).text.matchAll(/<a href="\/([a-z-]+)\/"[^>]*>([^<]+)<\/a>/g)]
  .map((m) => m[2]).filter((name, i, all) => all.indexOf(name) === i);
/** The names in the desk's list. */
const listed = async (where) => [...(await ines.get(where)).text.matchAll(/<th scope="row"[^>]*><a [^>]*>([^<]+)</g)]
  .map((m) => m[1]);

test("an author has none of it", async () => {
  const tomas = await site.signIn({ login: "tomas", name: "Tomas", role: "author" });
  assert.doesNotMatch((await tomas.get("/admin/")).text, /\/admin\/sections/);
  for (const where of ["/admin/sections", "/admin/section/news", "/admin/byline/tomas-brand", "/admin/tag/fery", "/admin/redirects"]) {
    assert.equal((await tomas.get(where)).status, 403, where);
    assert.equal((await tomas.post(where, { csrf: await tomas.csrf(), name: "X" })).status, 403, where);
  }
  for (const where of ["/admin/bylines", "/admin/tags", "/admin/style"]) assert.equal((await tomas.get(where)).status, 403);
  for (const where of ["/admin/section/none", "/admin/byline/none", "/admin/tag/none"])
    assert.equal((await ines.get(where)).status, 404, where);
});

test("a section is added, described, moved, renamed and, while it is empty, deleted", async () => {
  const before = await listed("/admin/sections");
  const empty = await visit(ines, "/admin/sections");
  const both = await Promise.all([1, 2].map(() => empty.press("Add", { name: "Harbour & sea" })));
  for (const one of both) assert.match(one.said, /Added/, "a form that comes twice");
  const added = both[0];
  assert.deepEqual(await listed("/admin/sections"), [...before, "Harbour &amp; sea"]);
  const twice = await added.press("Add", { name: "harbour & SEA" });
  assert.equal(twice.status, 422);
  assert.match(twice.said, /already one with this name/);
  assert.equal((await added.press("Add", { name: " " })).status, 422);

  const { text } = await ines.get("/admin/sections");
  const form = /name="form" value="([^"]+)"><input type="hidden" name="section" value="harbour-sea">/.exec(text)[1];
  const move = (way, number = form) => ines.post("/admin/sections", {
    csrf: /name="csrf" value="([^"]+)"/.exec(text)[1], form: number, section: "harbour-sea", do: way });
  for (const answer of await Promise.all([move("up"), move("up")])) assert.equal(answer.status, 303);
  assert.deepEqual(await listed("/admin/sections"), [...before.slice(0, -1), "Harbour &amp; sea", before.at(-1)],
                   "pressed twice, it moves once");
  assert.equal((await move("up", `${form}x`)).status, 303);
  assert.equal((await listed("/admin/sections")).at(-3), "Harbour &amp; sea");

  const page = await visit(ines, "/admin/section/harbour-sea");
  const saved = await page.press("Save", { name: "Harbour", text: `Ships & tides. ${CANARY}` });
  assert.match(saved.said, /Readers see it now/);
  const readers = (await site.get("/harbour-sea/")).text;
  assert.match(readers, /<h1>Harbour<\/h1>/);
  assert.match(readers, /Ships &amp; tides/);
  assert.ok(!readers.includes(CANARY));
  assert.ok((await menu()).includes("Harbour"), "in the readers' menu at once");
  assert.equal((await saved.press("Save", { name: "News" })).status, 422);

  const used = await (await visit(ines, "/admin/section/news")).press("Delete this section");
  assert.equal(used.status, 422);
  assert.match(used.text, /has stories, or had some/);
  const gone = await (await visit(ines, "/admin/section/harbour-sea")).press("Delete this section");
  assert.match(gone.said, /Deleted/);
  assert.equal((await site.get("/harbour-sea/")).status, 404);
  assert.deepEqual(await listed("/admin/sections"), before);
  const { stdout } = await site.dateline("audit", site.folder);
  for (const what of ["section.put", "section.move", "section.delete"]) assert.ok(stdout.includes(what), what);
});

test("another name of a byline or tag is on every story at once, and dates stay", async () => {
  assert.deepEqual(await listed("/admin/bylines?q=BRAND"), ["Tomas Brand"]);
  assert.deepEqual(await listed("/admin/bylines?q=nobody"), []);
  const dates = (text) => [...text.matchAll(/<time[^>]*>/g)].map(String);
  const old = dates((await site.get(story.path)).text);
  const byline = await visit(ines, "/admin/byline/tomas-brand");
  await byline.press("Save", { name: "Tomás Brandt", text: "Writes about ships." });
  await (await visit(ines, "/admin/tag/fery")).press("Save", { name: "Ferry", text: "" });
  const { text } = await site.get(story.path);
  assert.match(text, />Tomás Brandt</);
  assert.match(text, />Ferry</);
  assert.deepEqual(dates(text), old);
  assert.match((await site.get("/author/tomas-brand/")).text, /Writes about ships\./);
  assert.match((await site.get("/search?q=Brandt")).text, /The ferry/, "found by the new name");
  const [mine, theirs] = [await visit(ines, "/admin/byline/tomas-brand"), await visit(ines, "/admin/byline/tomas-brand")];
  await theirs.press("Save", { text: "Writes about\nferries." });
  await mine.press("Save", { name: "Tomás Brand" });
  const both = await visit(ines, "/admin/byline/tomas-brand");
  assert.deepEqual([both.text.match(/<h1[^>]*>(?:<bdi>)?([^<]*)/)[1], /ferries\./.test(both.text)], ["Tomás Brand", true],
                   "of two at once each changes what they touched");
  const late = await mine.press("Save", { text: "Writes about trams." });
  assert.match(late.said, /it is “Writes about\s+ferries\.” now\. What you typed is not saved/);
  assert.match(late.text, /Writes about trams\./);
  const long = await (await visit(ines, "/admin/byline/tomas-brand")).press("Save", { name: "Tomás Brandt", text: "x".repeat(5001) });
  assert.equal(long.status, 422);
  assert.ok(long.text.includes("x".repeat(5001)), "what was typed stays");
});

test("a misspelt byline, a double tag and a section are merged, their addresses lead on, and it can be undone", async () => {
  const other = await publishStory(site, { title: "The lighthouse", slug: "lighthouse", section: "reviews",
                                           authors: ["Harbour Desk"], tags: ["Boats"] });
  const dates = (text) => [...text.matchAll(/<time[^>]*>/g)].slice(0, 2).map(String); // not those of what to read next
  const { stdout: was } = await site.dateline("story", "show", site.folder, other.path, "--json");
  const old = dates((await site.get(other.path)).text);
  const leads = async (from, to) => {
    for (const [address, meant] of to === null ? [[from, null]] : [[from, to], [`${from}feed.atom`, `${to}feed.atom`],
      [`${from}feed.json`, `${to}feed.json`], [from.slice(0, -1), to], [`${from}?before=1-1`, `${to}?before=1-1`]]) {
      const answer = await site.get(address);
      if (meant === null) assert.equal(answer.status, 200, address);
      else assert.deepEqual([answer.status, answer.headers.location], [301, meant], address);
    }
  };
  const merge = (where, fields, button = "Merge") => visit(ines, where).then((page) => page.press(button, fields));
  const wrong = await merge("/admin/byline/harbour-desk", { into: "Nobody at all" });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /value="Nobody at all"/);
  for (const into of ["", "Harbour Desk"]) assert.equal((await merge("/admin/byline/harbour-desk", { into })).status, 422);
  const open = await visit(ines, "/admin/byline/harbour-desk");
  assert.match((await merge("/admin/byline/harbour-desk", { into: "tomás BRAND" })).said, /Merged/);
  assert.equal((await open.press("Save", { name: "Somebody else" })).status, 409, "a form that was open renames nobody");
  await merge("/admin/tag/boats", { into: "Ferry" });
  assert.match((await merge("/admin/section/reviews", { into: "news" }, "Delete this section")).said, /Deleted/);
  const { text } = await site.get(other.path);
  for (const gone of ["Harbour Desk", "Boats", "/reviews/"]) assert.ok(!text.includes(gone), gone);
  for (const there of ["/author/tomas-brand/", "/tag/fery/", "/news/"]) assert.ok(text.includes(there), there);
  assert.deepEqual(dates(text), old);
  await leads("/author/harbour-desk/", "/author/tomas-brand/");
  await leads("/tag/boats/", "/tag/fery/");
  await leads("/reviews/", "/news/");
  assert.match((await site.get("/author/tomas-brand/")).text, /The lighthouse/);
  assert.match((await site.get("/search?q=lighthouse&author=harbour-desk&section=reviews")).text, /href="[^"]*lighthouse"/);
  assert.deepEqual(await listed("/admin/bylines?q=br"), ["Tomás Brand"]);
  const { stdout: is } = await site.dateline("story", "show", site.folder, other.path, "--json");
  const hashes = (json) => json.match(/[0-9a-f]{64}/g);
  assert.deepEqual(hashes(is), hashes(was), "no saved text has changed");

  for (const where of ["/admin/byline/tomas-brand", "/admin/tag/fery", "/admin/section/news"])
    assert.match((await merge(where, {}, "Undo")).said, /itself again/);
  assert.match((await site.get(other.path)).text, /Harbour Desk/);
  for (const where of ["/author/harbour-desk/", "/tag/boats/", "/reviews/"]) await leads(where, null);
});

test("an author has a portrait, a place, languages, links that prove themselves, and a number that stays", async () => {
  const page = await visit(ines, "/admin/byline/tomas-brand");
  const request = page.request("Save the details", {
    place: `Zürich ${CANARY}`, beats: "Ships, the harbour", languages: "de, fr", contact: "tomas@paper.example",
    links: "https://mastodon.example/@tomas\nhttps://orcid.example/0000-0002" });
  const portrait = { filename: "tomas.jpg", type: "image/jpeg", bytes: readFileSync(PORTRAIT) };
  const answer = await ines.postFiles(request.action, { ...request.fields, portrait });
  assert.equal(answer.status, 303, answer.text);
  const { text } = await site.get("/author/tomas-brand/");
  for (const there of ['rel="me" href="https://mastodon.example/@tomas"', "mailto:tomas@paper.example", "German · French",
                       "Ships · the harbour", "Zürich &lt;img"]) assert.ok(text.includes(there), there);
  assert.match(text, /<figure><picture>.*<img src="\/media\//);
  const graph = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)[1])["@graph"];
  const who = () => graph.find((one) => one["@type"] === "ProfilePage").mainEntity;
  assert.match(who().identifier, /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.deepEqual([who().knowsLanguage, who().sameAs.length, who().workLocation.name.slice(0, 6)],
                   [["de", "fr"], 2, "Zürich"]);
  assert.match(who().image, /^http.*\/media\//);
  const next = await visit(ines, "/admin/byline/tomas-brand");
  for (const [field, value] of [["links", "javascript:alert(1)"], ["links", "mastodon"], ["contact", "nowhere"],
                                ["languages", "Klingonese"], ["place", "x".repeat(101)]]) {
    const wrong = await next.press("Save the details", { [field]: value });
    assert.equal(wrong.status, 422, value);
    assert.ok(wrong.text.includes(value), "what was typed stays");
  }
  await next.press("Save the details", { no_portrait: "1", links: "" });
  const less = (await site.get("/author/tomas-brand/")).text;
  assert.ok(!less.includes("<picture>") && !less.includes('rel="me"') && less.includes("Ships · the harbour"));
  await site.dateline("name", "author", site.folder, "harbour-desk", "--place", "Pier 4", "--languages", "en", "--beat", "Tides",
                      "--link", "https://harbour.example/");
  assert.match((await site.get("/author/harbour-desk/")).text, /Pier 4[^]*Tides[^]*English[^]*rel="me"/);
  await assert.rejects(site.dateline("name", "author", site.folder, "harbour-desk", "--link", "nowhere"));
});

test("addresses lead elsewhere by hand, where no page is, and what is missed is counted", async () => {
  const add = async (path, target) => (await visit(ines, "/admin/redirects")).press("Add", { path, target });
  assert.match((await add("/old-shop/", "/news/")).said, /Added/);
  await add("/partner", "https://partner.example/a");
  await add("/news", "https://evil.example/");
  await add("/older-shop", "/old-shop");
  for (const [where, to] of [["/old-shop", "/news/"], ["/OLD-shop/?a=1", "/news/?a=1"], ["/older-shop", "/news/"], ["/partner", "https://partner.example/a"],
                             ["/partner?utm_source=x", "https://partner.example/a?utm_source=x"], ["/news", "/news/"]]) {
    const answer = await site.get(where);
    assert.deepEqual([answer.status, answer.headers.location], [301, to], where);
  }
  assert.equal((await site.get("/news/")).status, 200, "a page stays");
  const circle = await add("/loop", "/loop/");
  assert.equal(circle.status, 422);
  assert.match(circle.text, /value="\/loop"/);
  assert.equal((await add("/old-shop", "/x")).status, 409);
  for (let i = 0; i < 3; i++) assert.equal((await site.get("/2017/05/lost-story?reader=ines")).status, 404);
  for (const where of ["/someone@paper.example", "/admin/nothing", `/x/${"a1".repeat(12)}`]) await site.get(where);
  // Each worker writes down what it has counted.
  await until(async () => JSON.parse((await site.dateline("redirect", "missed", site.folder, "--json")).stdout)
    .some((m) => m.path === "/2017/05/lost-story" && m.n === 3), "all three are counted");
  const all = (await site.dateline("redirect", "missed", site.folder)).stdout;
  assert.ok(!/reader=|@|a1a1|admin/.test(all), all);
  const { text } = await ines.get("/admin/redirects");
  assert.match(text, /lost-story/);
  assert.match((await ines.get("/admin/redirects?path=%2F2017%2F05%2Flost-story")).text, /name="path"[^>]*value="\/2017\/05\/lost-story"/);
  const old = await visit(ines, "/admin/redirects");
  await site.get("/2017/05/lost-since");
  await until(async () => /lost-since/.test((await ines.get("/admin/redirects")).text), "it is counted");
  const left = (await old.press("Forget these counts")).text;
  assert.doesNotMatch(left, /lost-story/);
  assert.match(left, /lost-since/, "what the page had not shown stays");
  await (await visit(ines, "/admin/redirects")).press("Remove");
  const rules = async () => JSON.parse((await site.dateline("redirect", "list", site.folder, "--json")).stdout).map((r) => r.path);
  assert.deepEqual(await rules(), ["/old-shop", "/older-shop", "/partner"]);
  await site.dateline("redirect", "remove", site.folder, "/old-shop");
  await site.dateline("redirect", "add", site.folder, "/c", "/d");
  assert.deepEqual(await rules(), ["/c", "/older-shop", "/partner"]);
  await assert.rejects(site.dateline("redirect", "add", site.folder, "/d", "/c"));
});

test("a hidden section leaves the menu and the front page, and nothing else", async () => {
  const away = await (await visit(ines, "/admin/section/reviews")).press("Hide this section");
  assert.match(away.said, /Hidden/);
  const links = async () => (await site.get("/corrections")).text.includes('href="/reviews/"');
  assert.equal(await links(), false);
  for (const where of ["/reviews/", "/reviews/feed.atom"]) assert.equal((await site.get(where)).status, 200, where);
  assert.match((await ines.get("/admin/sections")).text, /Reviews<\/a> <span class="badge">Hidden/);
  await (await visit(ines, "/admin/section/reviews")).press("Show this section");
  assert.equal(await links(), true);
});

test("the same by the command line", async () => {
  const run = (...args) => site.dateline(args[0], args[1], site.folder, ...args.slice(2));
  await run("section", "add", "Harbour");
  await run("section", "move", "harbour", "up");
  await run("section", "hide", "harbour");
  const sections = JSON.parse((await run("name", "list", "section", "--json")).stdout);
  const at = sections.findIndex((one) => one.slug === "harbour");
  assert.deepEqual([at, sections[at].hidden], [sections.length - 2, true]);
  await run("section", "show", "harbour");
  await run("section", "delete", "harbour", "--into", "news");
  assert.equal((await site.get("/harbour/")).headers.location, "/news/");
  await run("name", "part", "section", "harbour");
  await run("section", "delete", "harbour");
  assert.equal((await site.get("/harbour/")).status, 404);
  await run("name", "change", "byline", "harbour-desk", "--name", "Harbour Team", "--text", "Writes.");
  await run("name", "merge", "byline", "harbour-desk", "tomas-brand");
  assert.equal((await site.get("/author/harbour-desk/")).headers.location, "/author/tomas-brand/");
  await run("name", "part", "byline", "harbour-desk");
  for (const wrong of [["name", "merge", "byline", "tomas-brand", "tomas-brand"], ["name", "part", "byline", "none"],
                       ["name", "list", "people"], ["section", "delete", "news"], ["section", "move", "news", "left"]])
    await assert.rejects(run(...wrong), undefined, wrong.join(" "));
});

test("a rule of house style is tried on what readers see, added, and taken away", async () => {
  await publishStory(site, { title: "A Web site & more", slug: "web-site", body: "The web site of the port. The Web site." });
  const page = await visit(ines, "/admin/style");
  assert.equal((await page.press("Add", { pattern: "web site" })).status, 422, "neither words instead nor a reason");
  const faulty = await page.press("Try it on the archive", { pattern: "(", regex: "1" });
  assert.equal(faulty.status, 422);
  assert.match(faulty.text, /name="pattern"[^>]* value="\("[^>]* aria-invalid="true"/);

  const tried = await page.press("Try it on the archive", { pattern: "web site", replacement: "website" });
  assert.match(tried.text, /Found 3 times/);
  assert.match(tried.text, /In one story\. Looked at \d+ stories that readers see, newest first/);
  assert.equal(tried.text.match(/<li><a href="\/\d+\/\d+\/web-site"[^>]*>A Web site &amp; more<\/a>/g).length, 3);
  assert.match((await page.press("Try it on the archive", { pattern: CANARY })).text, /Found 0 times/);

  const twice = await Promise.all([tried.press("Add"), tried.press("Add")]);
  for (const one of twice) assert.match(one.said, /Whoever writes sees it/, "a form that comes twice");
  const added = twice[0];
  assert.match((await added.press("Add", { pattern: "web site", replacement: "site" })).said, /a rule for these words already/);
  await (await visit(ines, "/admin/style")).press("Add", { pattern: CANARY, replacement: CANARY, advice: CANARY });
  assert.ok(!(await ines.get("/admin/style")).text.includes(CANARY));
  const { stdout } = await site.dateline("style", "list", site.folder, "--json");
  const rules = JSON.parse(stdout);
  assert.deepEqual(rules.map((r) => r.pattern).sort(), [CANARY, "web site"].sort());
  const [{ id }] = rules.filter((r) => r.pattern === "web site");
  const { text } = await ines.get("/admin/style");
  const gone = { csrf: await ines.csrf(), form: new RegExp(`name="form" value="([^"]+\\.${id})"`).exec(text)[1], rule: id, do: "remove" };
  for (let i = 0; i < 2; i++) assert.equal((await ines.post("/admin/style", gone)).status, 303, "twice is once");
  assert.deepEqual(JSON.parse((await site.dateline("style", "list", site.folder, "--json")).stdout).map((r) => r.pattern), [CANARY]);
});

test("the pages are valid, open to everybody, and fit a phone", LOOKS, async (t) => {
  await (await visit(ines, "/admin/sections")).press("Add", { name: "An unusually long name of a section ".repeat(2) });
  const pages = ["/admin/sections", "/admin/style", "/admin/bylines", "/admin/bylines?q=nobody", "/admin/tags", "/admin/section/news",
    "/admin/byline/tomas-brand", "/admin/redirects"];
  const documents = [];
  for (const where of pages) documents.push({ name: where, text: (await ines.get(where)).text });
  const wrong = await (await visit(ines, "/admin/section/news")).press("Save", { name: "", text: "A" });
  documents.push({ name: "wrong", text: wrong.text });
  for (const [name, troubles] of Object.entries(await checkHtml(documents))) assert.deepEqual(troubles, [], name);
  const browser = await launch();
  t.after(() => browser.close());
  const context = await browser.newContext({ baseURL: site.url });
  await context.addCookies(ines.browserCookies());
  const page = await openPage(context), troubles = {};
  for (const where of pages) {
    await page.goto(where);
    troubles[where] = await troublesAt(page, [360, 1280]);
  }
  for (const where of pages) assert.deepEqual(troubles[where], [], where);
  assert.deepEqual(page.troubles, []);
});
