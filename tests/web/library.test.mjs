// library.test.mjs: /admin/media, the pictures that there are, and a page for each of them.
import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before, test } from "node:test";

import { launch, LOOKS, openPage, troublesAt } from "./lib/browser.mjs";
import { visit } from "./lib/form.mjs";
import { dateline, ROOT, startSite } from "./lib/site.mjs";
import { postStory, publishStory } from "./lib/story.mjs";
import { checkHtml } from "./lib/vnu.mjs";

let site, ines, tomas, browser;
before(async () => {
  site = await startSite();
  ines = await site.signIn({ login: "ines", name: "Ines", role: "editor" });
  tomas = await site.signIn({ login: "tomas", name: "Tomas", role: "author" });
});
after(async () => {
  await browser?.close();
  await site.stop();
});

const upload = (name) => ({ filename: name, bytes: fs.readFileSync(`${ROOT}/tests/fixtures/pictures/${name}`) });
const names = (text) => [...text.matchAll(/<a href="\/admin\/media\/\d+">.*?<bdi>([^<]+)<\/bdi>/gs)].map((m) => m[1]);
const idOf = (text, name) => new RegExp(`/admin/media/(\\d+)">(?:<img[^>]*>)?<bdi>${name}`).exec(text)[1];
const library = async (session, query = "") => (await session.get(`/admin/media${query}`)).text;
const bring = async (session, files, credit = "") =>
  session.postFiles("/admin/media/new", { csrf: await session.csrf(), credit, files: files.map(upload) });

const words = async (session, done) => visit(session, done.headers.location);
const asked = (text) => [...text.matchAll(/name="((?:alt|credit)_\d+)"[^>]* value="([^"]*)"/g)].map((m) => [m[1], m[2]]);

test("many pictures come with one form, and one that is none keeps nobody out", async () => {
  assert.match(await library(ines), /There are no pictures yet/);
  const all = await bring(ines, ["large.jpg", "rights.jpg", "small.png"], "Inès Okafor");
  assert.equal(all.headers.location, "/admin/media/words?of=1.2.3");
  assert.deepEqual(names(await library(ines)), ["small.png", "rights.jpg", "large.jpg"]);

  const mixed = await ines.postFiles("/admin/media/new", { csrf: await ines.csrf(), credit: "Me",
    files: [{ filename: "notes.txt", bytes: Buffer.from("text") }, upload("small.webp")] });
  assert.equal(mixed.status, 422);
  assert.match(mixed.text, /“notes\.txt” was not added\./);
  assert.match(mixed.text, /The others are added/);
  assert.deepEqual(asked(mixed.text), [["alt_4", ""], ["credit_4", "Me"]]);
  assert.deepEqual(names(await library(ines)), ["small.webp", "small.png", "rights.jpg", "large.jpg"]);
  assert.equal((await ines.postFiles("/admin/media/new", { csrf: await ines.csrf(), credit: "", files: [] })).status, 422);
});

test("more than 40 MB together is said to be, and adds nothing", async () => {
  const half = { filename: "half.jpg", bytes: Buffer.alloc(21 << 20, 7) };
  const before = names(await library(ines));
  const res = await ines.postFiles("/admin/media/new", { csrf: await ines.csrf(), credit: "A. Bee", files: [half, half] });
  assert.equal(res.status, 422);
  assert.match(res.text, /more than 40 MB together, so none of them was added/);
  assert.match(res.text, /name="credit"[^>]* value="A\. Bee"/);
  assert.deepEqual(names(await library(ines)), before);
});

test("pictures are found by their words, their day and whether a story has them", async () => {
  assert.deepEqual(names(await library(ines, "?q=okaf+small")), ["small.png"]);
  assert.deepEqual(names(await library(ines, "?q=OKAFOR")), ["small.png", "rights.jpg", "large.jpg"]);
  assert.match(await library(ines, "?q=nothing"), /No picture matches/);
  const day = new Date().toISOString().slice(0, 4);
  assert.equal(names(await library(ines, `?from=${day}-01-01`)).length, 4);
  assert.equal(names(await library(ines, `?until=2020-01-01`)).length, 0);
  assert.equal(names(await library(ines, "?view=unused")).length, 4);
  assert.equal(names(await library(ines, "?view=ending")).length, 0);
  assert.equal((await ines.get("/admin/media?after=nonsense&view=x&from=yesterday")).status, 200);
});

test("what is said of a picture goes into the next story, and those that have it keep their words", async () => {
  const id = idOf(await library(ines), "large.jpg");
  let page = await visit(ines, `/admin/media/${id}`);
  assert.match(page.text, /No story has it/);
  page = await page.press("Save", { alt: "A quay", caption: "The old quay", credit: "A. Bee" });
  assert.match(page.said, /keep their words/);
  const src = /<img id="large" src="([^"]+)"/.exec(page.text)[1];
  const story = await publishStory(site, { title: "Quay", slug: "quay",
    body: `Text.\n\n![A quay](${src} "The old quay Credit: A. Bee")` });
  page = await visit(ines, `/admin/media/${id}`);
  assert.match(page.text, /Quay<\/a>.*in what readers see/s);
  assert.match(page.text, /readers last got it/);
  const late = await visit(ines, `/admin/media/${id}`);
  await page.press("Save", { credit: "B. See" });
  assert.match((await site.get(story.path)).text, /A\. Bee/);
  assert.doesNotMatch((await site.get(story.path)).text, /B\. See/);
  assert.match(await library(ines, "?q=see"), /used once/);

  const refused = await late.press("Save", { credit: "C. Dee", source: "Her sister" });
  assert.equal(refused.status, 409);
  assert.match(refused.said, /Somebody else wrote here meanwhile: “B\. See”/);
  assert.match(refused.text, /name="credit"[^>]* value="C\. Dee"/);
  const settled = await refused.press("Save");
  assert.match(settled.text, /name="credit"[^>]* value="C\. Dee".*name="source"[^>]* value="Her sister"/s);
  const wrong = await settled.press("Save", { license: "CC-BY", rights_until: "2026-13-01" });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /<a href="#license">.*<a href="#rights_until">/s);
});

test("a picture that nothing has is deleted, and one that a story has is not", async () => {
  const used = idOf(await library(ines), "large.jpg"), unused = idOf(await library(ines), "small.png");
  assert.doesNotMatch((await ines.get(`/admin/media/${used}`)).text, /Delete this picture/);
  const page = await visit(ines, `/admin/media/${unused}`);
  const { fields } = page.request("Delete this picture");
  assert.equal((await ines.post(`/admin/media/${used}`, { ...fields, form: "another-number-1" })).status, 422);
  const src = /<img id="large" src="([^"]+)"/.exec(page.text)[1];
  assert.equal((await site.get(src)).status, 200);
  await site.dateline("media", "set", site.folder, String(unused), "source", "Her estate");
  const asked = await page.press("Delete this picture");
  assert.equal(asked.status, 409);
  assert.match(asked.said, /Somebody changed what is said of this picture/);
  const done = await asked.press("Delete this picture");
  assert.match(done.said, /The picture is deleted/);
  assert.equal((await ines.get(`/admin/media/${unused}`)).status, 404);
  assert.equal((await site.get(src)).status, 404);
  const list = JSON.parse((await site.dateline("media", "list", site.folder, "--json", "--words", "okaf")).stdout);
  assert.deepEqual(list.map((m) => m.file), ["rights.jpg"]);
  await site.dateline("media", "set", site.folder, String(list[0].id), "rights_until", "2020-01-01");
  const shown = JSON.parse((await site.dateline("media", "show", site.folder, used, "--json")).stdout);
  assert.deepEqual(shown.stories.map((s) => [s.headline, s.live]), [["Quay", true]]);
  await assert.rejects(site.dateline("media", "delete", site.folder, used), /in use/);
  await site.dateline("media", "delete", site.folder, String(list[0].id));
  assert.deepEqual(names(await library(ines, "?view=ended")), []);
});

test("the command line adds files, knows those that are there, and says what is wrong with each", async () => {
  const fixture = (name) => `${ROOT}/tests/fixtures/pictures/${name}`;
  const add = (allow, ...args) => dateline(["media", "add", site.folder, ...args], { allow: [allow] });
  const failed = await add(1, fixture("small.png"), fixture("none.jpg"), `${ROOT}/Makefile`, fixture("large.jpg"), "--json",
    "--credit", "D. Eff", "--alt", "A dot", "--licence", "https://example.org/by", "--rights-until", "2031-01-01");
  assert.match(failed.stderr, /none\.jpg: .*\n.*Makefile: /);
  const added = JSON.parse(failed.stdout);
  assert.deepEqual(added.map((m) => [m.file.split("/").pop(), m.known]), [["small.png", false], ["large.jpg", true]]);
  const show = async (id) => JSON.parse((await site.dateline("media", "show", site.folder, String(id), "--json")).stdout);
  const one = await show(added[0].id), there = await show(added[1].id);
  assert.deepEqual([one.alt, one.credit, one.license, one.rights_until], ["A dot", "D. Eff", "https://example.org/by", "2031-01-01"]);
  assert.deepEqual([there.alt, there.credit, there.license], ["A quay", "C. Dee", "https://example.org/by"]);
  assert.match((await add(2, fixture("small.png"), "--licence", "CC-BY")).stderr, /web address/);
  assert.match((await add(0, fixture("small.png"))).stdout, /small\.png {2}\(was there already\)/);
  await site.dateline("media", "delete", site.folder, String(added[0].id));
});

test("readers see the picture that stands for another, in pages, lists and exports, and can be given the first again", async () => {
  const fixture = `${ROOT}/tests/fixtures/pictures/small.png`;
  const old = idOf(await library(ines), "large.jpg");
  const [{ id }] = JSON.parse((await site.dateline("media", "add", site.folder, fixture, "--json",
    "--alt", "A dot", "--caption", "The dot", "--credit", "D. Eff")).stdout);
  const name = async (one) => /\/media\/\d+\/\d+\/([0-9a-f]{32})|$/.exec((await ines.get(`/admin/media/${one}`)).text)[1];
  const [first, second] = [await name(old), await name(id)];
  const page = async () => (await site.get(quay)).text;
  const quay = /href="(\/\d{4}\/\d\d\/quay)"/.exec((await site.get("/")).text)[1];
  assert.match(await page(), new RegExp(first));
  await site.dateline("media", "replace", site.folder, old, String(id));
  const shown = await page();
  assert.match(shown, new RegExp(second));
  assert.doesNotMatch(shown, new RegExp(first));
  assert.match(shown, /alt="A dot".*The dot.*D\. Eff/s);
  await dateline(["verify", site.folder]);
  const folder = fs.mkdtempSync(`${site.folder}-export-`);
  await site.dateline("export", site.folder, "markdown", `${folder}/md`);
  const text = fs.readFileSync(`${folder}/md${quay}.md`, "utf8");
  assert.match(text, new RegExp(`!\\[A dot\\]\\(.*${second}.* "The dot Credit: D\\. Eff"\\)`));
  fs.rmSync(folder, { recursive: true });
  assert.match((await dateline(["media", "replace", site.folder, String(id), String(id)], { allow: [1] })).stderr, /stand for itself/);
  await site.dateline("media", "unreplace", site.folder, old);
  assert.match(await page(), new RegExp(first));
  await site.dateline("media", "delete", site.folder, String(id));
});

test("an editor lets readers see another picture, with words of its own, and gives them the first again", async () => {
  const old = idOf(await library(ines), "large.jpg");
  const [{ id }] = JSON.parse((await site.dateline("media", "add", site.folder, `${ROOT}/tests/fixtures/pictures/small.png`, "--json",
    "--alt", "A dot", "--caption", "The dot", "--credit", "D. Eff")).stdout);
  const quay = /href="(\/\d{4}\/\d\d\/quay)"/.exec((await site.get("/")).text)[1];
  const where = `/admin/media/${old}`, readers = async () => (await site.get(quay)).text;
  let page = await visit(ines, where);
  assert.match(page.text, /One story that readers see has it\./);

  for (const by of ["x", "99999", "%00", "/admin/media/"]) {
    const { text } = await visit(ines, `${where}?by=${by}`);
    assert.match(text, /<details open>[^]*There is no such picture in the library/, by);
    assert.doesNotMatch(text, /Replace it for readers/, by);
  }
  const itself = await (await visit(ines, `${where}?by=${old}`)).press("Replace it for readers", { by_credit: "Typed" });
  assert.equal(itself.status, 422);
  assert.match(itself.text, /cannot stand for itself/);
  assert.match(itself.text, /id="by_credit"[^>]* value="Typed"/, "what was typed stays");
  page = await visit(ines, `${where}?by=http://desk.example/admin/media/${id}`);
  const stale = page;
  for (const words of ["A dot", "The dot", "D. Eff"]) assert.ok(page.text.includes(`value="${words}"`), "shown before it is pressed");
  await site.dateline("media", "set", site.folder, String(id), "caption", "Words that nobody was shown");
  const empty = await page.press("Replace it for readers", { by_alt: "" });
  assert.equal(empty.status, 422, "what is left empty is not filled in from elsewhere");
  assert.match(await readers(), /alt="A quay"/);
  page = await page.press("Replace it for readers", { by_credit: "E. Gee" });
  assert.match(page.where, /saved=picture-replaced$/);
  assert.match(page.text, /Readers get the other picture from now on/);
  assert.match(page.text, new RegExp(`readers get another picture instead of this one\\..*/admin/media/${id}">.*<bdi>small\\.png.*A dot.*The dot.*E\\. Gee`, "s"));
  assert.match(await readers(), /alt="A dot".*The dot.*E\. Gee/s);
  assert.match((await ines.get(`/admin/media/${id}`)).text, new RegExp(`Readers get it instead of another[^]*<a href="/admin/media/${old}">`));
  const told = async (one) => JSON.parse((await site.dateline("media", "show", site.folder, one, "--json")).stdout);
  assert.deepEqual([(await told(String(id))).stands_for, (await told(old)).replaced_by], [[Number(old)], id]);
  await dateline(["media", "set", site.folder, `${id},x,${old}`, "source", "By mail"], { allow: [1] });
  assert.deepEqual([(await told(String(id))).source, (await told(old)).source], ["By mail", "By mail"]);

  assert.doesNotMatch(await readers(), /nobody was shown/);
  const again = await stale.press("Replace it for readers", { by_credit: "E. Gee" });
  assert.match(again.where, /saved=picture-replaced$/, "the same press again: it is done already");
  const late = await stale.press("Replace it for readers", { by_credit: "F. Gee" });
  assert.equal(late.status, 409, "it is replaced by now");
  page = await visit(ines, where);
  const { action, fields } = page.request("Show readers this picture again", {});
  const elsewhere = await ines.post(action, { ...fields, stories: "7", csrf: await ines.csrf() });
  assert.equal(elsewhere.status, 409, "it is on other pages than it was");
  assert.equal((await ines.post(action, { ...fields, since: Number(fields.since) - 1 })).status, 409, "another one was shown");
  assert.equal((await tomas.post(action, { ...fields, csrf: await tomas.csrf() })).status, 404, "no author's to say");
  assert.match(await readers(), /E\. Gee/);
  await site.dateline("media", "set", site.folder, old, "rights_until", "2020-01-01");
  assert.match((await page.press("Show readers this picture again")).text, /may not be shown any more/);
  assert.match(await readers(), /E\. Gee/);
  await site.dateline("media", "set", site.folder, old, "rights_until", "");
  page = await (await visit(ines, where)).press("Show readers this picture again");
  assert.match(page.text, /Readers get this picture again/);
  assert.doesNotMatch(await readers(), /E\. Gee/);
  await site.dateline("media", "delete", site.folder, String(id));
});

test("an author has the own pictures alone, and no say in rights", async () => {
  assert.deepEqual(names(await library(tomas)), []);
  await bring(tomas, ["turned.jpg"]);
  assert.deepEqual(names(await library(tomas)), ["turned.jpg"]);
  const own = idOf(await library(tomas), "turned.jpg"), other = idOf(await library(ines), "large.jpg");
  assert.equal((await tomas.get(`/admin/media/${other}`)).status, 404);
  const page = await visit(tomas, `/admin/media/${own}`);
  assert.doesNotMatch(page.text, /name="rights_until"/);
  const { action, fields } = page.request("Save", { rights_until: "2030-01-01", was_rights_until: "" });
  assert.equal((await tomas.post(action, fields)).status, 422);
  assert.equal((await site.get("/admin/media")).status, 303);
});

test("stories that say what a picture said before say the new words by a press of their own, and no other word changes", async () => {
  await bring(ines, ["small.webp"]);
  const id = idOf(await library(ines), "small.webp"), where = `/admin/media/${id}`;
  const say = async (changes) => (await visit(ines, where)).press("Save", changes);
  await say({ alt: "A \"red\" dot", caption: "The dot [one]", credit: "A. Bee" });
  const src = /<img id="large" src="([^"]+)"/.exec((await ines.get(where)).text)[1];
  const code = (alt, title) => `![${alt}](${src} "${title}")`;
  const one = await publishStory(site, { title: "Takes over", slug: "takes-over",
    body: `Text \`${code("A", "Credit: A. Bee")}\`.\n\n${code('A "red" dot', "The dot \\[one\\] Credit: A. Bee")}\n\n${code("Its own", "Credit: A. Bee")}` });
  const own = await publishStory(site, { title: "Says its own", slug: "own", body: `Text.\n\n${code("Mine", "My words Credit: Somebody else")}` });
  const draft = await postStory(site, { title: "A draft", slug: "adraft", body: `Text.\n\n${code("Mine", "Credit: A. Bee")}` });
  const beside = await postStory(site, { title: "A headline nobody has read", slug: "takes-over",
    body: `Not out.\n\n${code("Mine", "Credit: A. Bee")}`, args: ["--id", String(one.id), "--keep"] });
  assert.equal(beside.outcome, "kept");
  assert.doesNotMatch((await ines.get(where)).text, /Older words/);

  await say({ alt: "A blue dot", credit: "B. \"Bo\" See" });
  const page = await visit(ines, where), late = await visit(ines, where);
  assert.match(page.text, /One live story says what was said of the picture before/);
  const older = page.text.match(/<ul class="older">[^]*?<\/ul>\s*<p class="help" id="older-help">/)[0];
  assert.match(older, /<del dir="auto">A &quot;red&quot; dot<\/del> <ins dir="auto">A blue dot<\/ins>/);
  assert.doesNotMatch(older, /Says its own|The dot/);
  const names = [...older.matchAll(/name="older" value="([^"]+)"/g)].map((m) => m[1]);
  const of = (story, text) => names.find((name) => name.startsWith(`${story.id}.${text}.`));
  assert.equal(names.length, 3);
  assert.equal(page.request("Say the new words in those that are ticked").fields.older, undefined, "nothing is ticked by itself");
  assert.match((await page.press("Say the new words in those that are ticked")).said, /Tick the stories first/);
  assert.doesNotMatch((await tomas.get(where)).text, /Older words/);

  const before = JSON.parse((await site.dateline("story", "show", site.folder, String(one.id), "--json")).stdout);
  const { action, fields } = page.request("Say the new words in those that are ticked", { older: [of(one, "live")] });
  for (let i = 0; i < 2; i++) /* the second arrival finds it done */
    assert.equal((await ines.post(action, fields)).headers.location, `${where}?saved=picture-applied`);
  const shown = (await site.get(one.path)).text;
  assert.match(shown, /<code>[^<]*Credit: A\. Bee[^<]*<\/code>[^]*alt="A blue dot"[^]*The dot \[one\][^]*B\. .{1,6}Bo.{1,6} See[^]*alt="Its own"[^]*B\. /, "what is code stays");
  assert.doesNotMatch(shown.match(/<figure[^]*?<\/figure>/g).join(), /A\. Bee/);
  assert.doesNotMatch(shown, /nobody has read|Not out/);
  const after = JSON.parse((await site.dateline("story", "show", site.folder, String(one.id), "--json")).stdout);
  assert.deepEqual([after.updated, after.published], [before.updated, before.published]);
  assert.match((await site.get(own.path)).text, /My words/);
  assert.match((await site.dateline("audit", site.folder)).stdout, new RegExp(`media\\.apply +${id}: ${one.id}\\b|media\\.apply.*${id}: ${one.id}\\b`));

  await postStory(site, { title: "A draft", slug: "adraft", body: `Other text.\n\n${code("Mine", "Credit: A. Bee")}`, args: ["--id", String(draft.id), "--keep"] });
  const moved = await late.press("Say the new words in those that are ticked", { older: [of(draft, "draft"), of(one, "draft")] });
  assert.equal(moved.status, 409);
  assert.match(moved.said, /Not all of it was changed.*“A draft” keeps its words\. It has changed since/);
  assert.doesNotMatch(moved.said, /nobody has read/, "the other one is done");
  await say({ credit: "C. Dee" });
  const stale = await moved.press("Say the new words in those that are ticked", { older: [of(draft, "draft")] });
  assert.equal(stale.status, 409);
  assert.match(stale.said, /Something else is said of the picture by now/);

  const list = JSON.parse((await site.dateline("media", "older", site.folder, id, "--json")).stdout);
  assert.deepEqual(list.map((t) => [t.story, t.text]).sort(), [[one.id, "live"], [one.id, "draft"], [draft.id, "draft"]].sort());
  assert.deepEqual(list.find((t) => t.story === draft.id).words, [{ field: "credit", says: "A. Bee", picture: "C. Dee" }]);
  assert.match((await dateline(["media", "apply", site.folder, id, String(own.id)], { allow: [1] })).stderr, /says no older words/);
  assert.match((await site.dateline("media", "apply", site.folder, id, String(one.id), String(draft.id))).stdout, /words now: 3/);
  assert.match((await site.get(one.path)).text, /C\. Dee/);
  assert.deepEqual(JSON.parse((await site.dateline("media", "older", site.folder, id, "--json")).stdout), []);
  assert.match((await site.dateline("story", "show", site.folder, String(draft.id), "--json")).stdout, /Other text/);
  await dateline(["verify", site.folder]);
});

test("the point that crops keep is shown before readers get it, and they get it at once, in lists and stories", async () => {
  const id = idOf(await library(ines), "large.jpg");
  const src = /<img id="large" src="([^"]+)"/.exec((await ines.get(`/admin/media/${id}`)).text)[1];
  const story = await publishStory(site, { title: "Pier", slug: "pier" });
  const filled = await (await visit(ines, `/admin/story/${story.id}`)).press("Publish minor fix", { hero_id: id });
  await filled.press("Publish minor fix");
  const front = async () => (await site.get("/")).text, pier = async () => (await site.get(story.path)).text;
  assert.doesNotMatch(await front(), /focus\.css|class="fx/, "nothing more in pages whose pictures keep their middle");
  assert.match(await front(), new RegExp(src.match(/[0-9a-f]{32}/)[0]));

  const opened = await visit(ines, `/admin/media/${id}`), late = await visit(ines, `/admin/media/${id}`);
  const post = async (fields) => ines.post(`/admin/media/${id}`, { ...opened.request("Keep this point").fields, ...fields });
  const clicked = await post({ do: [], "at.x": "68", "at.y": "3" }); /* of 272 × 13 */
  assert.equal(clicked.status, 200);
  assert.match(clicked.text, /id="focus_x"[^>]* value="25"[^]*id="focus_y"[^>]* value="23"[^]*class="fx25 fy50 of-front"[^]*Readers do not get it so yet/);
  const keyed = await post({ do: [], "at.x": "0", "at.y": "0", focus_x: "80", focus_y: "50" });
  assert.match(keyed.text, /class="fx85 fy50 of-front"/, "a key presses the picture at no place: the numbers are meant");
  assert.doesNotMatch(await front(), /class="fx/);
  for (const focus_x of ["", "101", "x"]) {
    const wrong = await opened.press("See the parts", { focus_x });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /<a href="#focus_x">Write a number from 0 to 100/);
  }

  const kept = await opened.press("Keep this point", { focus_x: "12", focus_y: "70" });
  assert.match(kept.said, /Readers get the picture so from now on/);
  for (const text of [await front(), await pier()])
    assert.match(text, /<link rel="stylesheet" href="[^"]*\/css\/focus\.css">[^]*<img class="fx10 fy50" src/);
  const refused = await late.press("Keep this point", { focus_x: "90" });
  assert.equal(refused.status, 409);
  assert.match(refused.said, /Somebody else has moved the point to 12,70 meanwhile/);
  assert.match((await refused.press("Keep this point")).text, /id="focus_x"[^>]* value="90"/);
  assert.match(await front(), /class="fx95 fy50"/);
  assert.match((await site.dateline("audit", site.folder)).stdout, /media\.focus.*12,70 → 90,50/);
  await (await visit(ines, `/admin/media/${id}`)).press("Back to the middle");
  assert.doesNotMatch(await front(), /focus\.css|class="fx/);

  await site.dateline("media", "set", site.folder, id, "focus", "12% 70%");
  assert.match(await pier(), /class="fx10 fy50"/);
  assert.match((await site.dateline("media", "show", site.folder, id)).stdout, /^focus +12,70$/m);
  for (const wrong of ["12", "101,1", "left"])
    assert.match((await dateline(["media", "set", site.folder, id, "focus", wrong], { allow: [2] })).stderr, /two numbers from 0 to 100/);

  assert.doesNotMatch((await tomas.get(`/admin/media/${id}`)).text, /Keep this point/, "readers see it: an editor's to say");
  const form = { ...opened.request("Keep this point").fields, csrf: await tomas.csrf(), was_focus: "12,70" };
  assert.equal((await tomas.post(`/admin/media/${id}`, form)).status, 422);
});

test("the point is set by a click, with a script and without, and is never mirrored", LOOKS, async () => {
  const id = idOf(await library(ines), "large.jpg");
  browser = await launch();
  const open = async (options) => {
    const context = await browser.newContext({ baseURL: site.url, ...options });
    await context.addCookies(ines.browserCookies());
    return openPage(context);
  };
  const crops = (page) => page.locator("#focus .crop img").evaluateAll((all) => all.map((one) => getComputedStyle(one).objectPosition));
  for (const [javaScriptEnabled, locale] of [[true, "en-GB"], [false, "ar"]]) {
    await site.dateline("media", "set", site.folder, id, "focus", "middle");
    await site.dateline("settings", "set", site.folder, "locale", locale);
    const page = await open({ javaScriptEnabled, viewport: { width: 360, height: 780 } });
    await page.goto(`/admin/media/${id}`, { waitUntil: "domcontentloaded" });
    const aim = page.locator("#focus [type=image]");
    const { width, height } = await aim.boundingBox();
    await aim.click({ position: { x: width * 0.1, y: height * 0.5 } });
    await page.waitForFunction(() => document.querySelector(".fx10"));
    assert.equal(await page.locator("#focus_x").inputValue(), "10");
    assert.deepEqual(new Set(await crops(page)), new Set(["5% 50%"]), locale);
    const point = await page.locator(".aim").evaluate((one) => getComputedStyle(one, "::after").left);
    assert.ok(Math.abs(parseFloat(point) - width * 0.1) < 1, `${locale}: from the left, ${point}`);
    await page.locator("#focus button.primary").click();
    await page.waitForURL(/saved=picture-focus/);
    await page.goto("/");
    const shown = page.locator("img.fx5").first();
    assert.equal(await shown.evaluate((one) => getComputedStyle(one).objectPosition), "5% 50%");
    await page.context().close();
  }
  await site.dateline("settings", "set", site.folder, "locale", "en-GB");
});

/** The same picture in other bytes. */
const another = (name, tail) => ({ filename: `${tail}-${name}`, bytes: Buffer.concat([upload(name).bytes, Buffer.from(tail)]) });

test("the words of new pictures are asked for on one page, with what their files say, and each is kept by itself", async () => {
  const send = async (...files) => ines.postFiles("/admin/media/new", { csrf: await ines.csrf(), credit: "", files });
  const there = another("large.jpg", "there");
  const one = await send(there);
  const id = /media\/(\d+)\?saved=picture-added/.exec(one.headers.location)[1];
  assert.match((await words(ines, await send(there))).said, /was here already, and is kept once/);
  const done = await send(another("turned.jpg", "a"), there, another("rights.jpg", "b"), another("turned.jpg", "a"));
  const [first, second] = [Number(id) + 1, Number(id) + 2];
  assert.equal(done.headers.location, `/admin/media/words?of=${first}.${second}&known=${id}`);
  let page = await words(ines, done);
  const late = await words(ines, done);
  assert.match(page.text, /2 pictures are in the library/);
  assert.match(page.text, new RegExp(`Here already[^]*/admin/media/${id}"`));
  const [, , alt, credit] = asked(page.text);
  assert.ok(credit[1] && alt[0] === `alt_${second}`, "what the file says");

  page = await page.press("Save", { [`alt_${first}`]: "A quay", [`alt_${second}`]: "x".repeat(9000), [`credit_${second}`]: "B. See" });
  assert.equal(page.status, 422, page.said);
  assert.match(page.text, new RegExp(`Not all of it was changed[^]*<a href="#alt_${second}">`));
  assert.deepEqual(asked(page.text), [[`alt_${first}`, "A quay"], [`credit_${first}`, ""], [`alt_${second}`, "x".repeat(9000)], [`credit_${second}`, "B. See"]]);
  const other = await late.press("Save", { [`alt_${first}`]: "Another quay" });
  assert.equal(other.status, 409);
  assert.match(other.text, new RegExp(`Somebody else wrote here meanwhile[^]*name="alt_${first}"[^>]* value="Another quay"`));
  page = await page.press("Save", { [`alt_${second}`]: "A dot" });
  assert.match(page.said, /The newest pictures come first/);
  const about = async (one) => {
    const said = JSON.parse((await site.dateline("media", "show", site.folder, String(one), "--json")).stdout);
    return [said.alt, said.credit];
  };
  assert.deepEqual([await about(first), await about(second)], [["A quay", ""], ["A dot", "B. See"]]);

  const mine = await visit(ines, done.headers.location);
  assert.equal((await tomas.get(done.headers.location)).status, 404);
  const { action, fields } = mine.request("Save", { [`alt_${first}`]: "Not mine" });
  await tomas.post(action, { ...fields, csrf: await tomas.csrf() });
  assert.deepEqual(await about(first), ["A quay", ""]);
});

test("the pages are valid, open to everybody, and fit a phone, from right to left too", LOOKS, async () => {
  const id = idOf(await library(ines), "large.jpg");
  const long = "مرفأ قديم في ضوء الفجر يمتد على طول الرصيف ".repeat(3).trim();
  await (await visit(ines, `/admin/media/${id}`)).press("Save", { alt: long, credit: long, rights_until: "2026-12-24" });
  const other = idOf(await library(ines), "small.webp");
  await site.dateline("media", "replace", site.folder, other, id);
  const where = ["/admin/media?q=", `/admin/media/${id}?by=${id}`, `/admin/media/${other}`, `/admin/media/words?of=${id}.${other}&known=${id}`];
  const documents = await Promise.all(where.map(async (name) => ({ name, text: (await ines.get(name)).text })));
  for (const [name, troubles] of Object.entries(await checkHtml(documents))) assert.deepEqual(troubles, [], name);
  for (const locale of ["en-GB", "ar"]) {
    await site.dateline("settings", "set", site.folder, "locale", locale);
    const context = await browser.newContext({ baseURL: site.url });
    await context.addCookies(ines.browserCookies());
    const page = await openPage(context);
    for (const one of where) {
      await page.goto(one);
      for (const folded of await page.locator("main details:not([open]) > summary").all()) await folded.click();
      assert.deepEqual(await troublesAt(page, [360, 1280]), [], one);
      for (const [width, height, colorScheme] of process.env.SHOTS ? [[360, 780, "light"], [1280, 720, "dark"], [1280, 720, "light"]] : []) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height });
        await page.screenshot({ path: `${process.env.SHOTS}/media${where.indexOf(one)}-${locale}-${colorScheme}-${width}.png`, fullPage: true });
      }
    }
    await context.close();
  }
});

test("a withdrawn story's picture is seen at the desk, and by no reader", async () => {
  await bring(ines, ["rights.jpg"]);
  const media = idOf(await library(ines), "rights.jpg");
  const shown = /<img id="large" src="([^"]+)"/;
  const before = shown.exec((await ines.get(`/admin/media/${media}`)).text)[1];
  const story = await publishStory(site, { title: "Withdrawn", slug: "withdrawn",
    body: `Text.\n\n![A quay](${before} "Credit: A. Bee")` });
  assert.match(before, /^\/media\//);
  await site.dateline("story", "withdraw", site.folder, String(story.id), "--reason", "Wrong.");
  assert.equal((await site.get(before)).status, 404);
  const held = shown.exec((await ines.get(`/admin/media/${media}`)).text)[1];
  assert.match(held, /^\/admin\/media\/\d+\/file\?width=\d+$/);
  const file = await ines.get(held);
  assert.deepEqual([file.status, file.headers["content-type"], file.headers["cache-control"]], [200, "image/jpeg", "no-store"]);
  assert.match(await library(ines), new RegExp(`src="/admin/media/${media}/file`));
  assert.equal((await site.get(held)).status, 303);
  assert.equal((await ines.get(`/admin/media/999999/file`)).status, 404);
});
