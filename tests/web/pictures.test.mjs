// Pictures at the desk as a browser without JavaScript sends them: what their files say, what a story
// with them needs before it goes out, and what machines read of them.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { DeskPage, visit } from "./lib/form.mjs";
import { dateline, ROOT, startSite, tempFolder, until } from "./lib/site.mjs";
import { postStory } from "./lib/story.mjs";

let site, editor;
before(async () => {
  site = await startSite();
  editor = await site.signIn();
});
after(() => site.stop());

const bytes = (name) => fs.readFileSync(`${ROOT}/tests/fixtures/pictures/${name}`);
const upload = (name) => ({ filename: name, type: "image/jpeg", bytes: bytes(name) });

/** Stores a picture for the text. → {code, says, problem} */
async function store(name, alt = "", credit = "", file = upload(name)) {
  const csrf = await editor.csrf();
  const answer = await editor.postFiles("/admin/media", {
    csrf, inline_alt: alt, inline_credit: credit, inline_file: file });
  return JSON.parse(answer.text);
}

/** The form with a file in it, sent by the button with these words. → the next page */
async function send(page, words, changes, file) {
  const { action, fields } = page.request(words, changes);
  const one = Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, v[0]]));
  const answer = await editor.postFiles(action, { ...one, hero_file: upload(file) });
  return answer.status === 303 ? visit(editor, answer.headers.location)
                               : new DeskPage(editor, action, answer);
}

const typed = { headline: "Quay", body: "Text.", section: "news" };

async function images(where) {
  const { text } = await site.get(where);
  const json = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)[1]);
  return [json["@graph"].find((o) => o["@type"] === "NewsArticle").image].flat();
}

test("what a picture's file says is offered, seen, printed and told to machines; then another brings its own",
     async () => {
  let page = await send(await visit(editor, "/admin/story/new"), "Publish now", typed, "rights.jpg");
  assert.match(page.said, /brought words of its own/);
  assert.match(page.text, /<p class="message" role="status" tabindex="-1" data-problems="1">Nothing is done yet/,
               "it is the first thing to hear");
  assert.equal(page.value("hero_credit"), "Pellew & Co/AFP");
  assert.equal(page.value("hero_alt"), "Boats at a quay");
  assert.equal(page.value("hero_caption"), "A harbour at dawn.");
  assert.match(page.text, /a model made it or a part of it \(trainedAlgorithmicMedia\)/);
  assert.match(page.text, /120 pixels wide, and its place is up to 1152/);
  assert.match(page.text, /says whose it is: Jöss Pellew; © 2026 Pellew; https:/);
  page = await page.press("Publish now");
  assert.match(page.said, /Published\./);
  const story = page.where.split("?")[0];
  const { stdout } = await dateline(["story", "show", site.folder, story.split("/").at(-1), "--json"]);
  const [image] = await images(JSON.parse(stdout).path);
  assert.deepEqual(
    [image.creator.name, image.creditText, image.copyrightNotice, image.license,
     image.acquireLicensePage, image.digitalSourceType],
    ["Jöss Pellew", "Pellew & Co/AFP", "© 2026 Pellew", "https://example.org/licence?a=1&b=2",
     "https://example.org/buy", "https://schema.org/TrainedAlgorithmicMediaDigitalSource"]);

  const { code } = await store("large.jpg", "Herons", "Ann Oake");
  assert.match(code, /^!\[Herons\]\(\/media\/\S+ "Credit: Ann Oake"\)$/);
  page = await visit(editor, story);
  const other = /name="hero_id" value="(\d+)"[^>]*> Herons/.exec(page.text)[1];
  page = await page.press("Publish minor fix", { hero_id: other });
  assert.match(page.said, /brought words of its own/);
  assert.deepEqual(["hero_alt", "hero_caption", "hero_credit"].map((n) => page.value(n)),
                   ["Herons", "", "Ann Oake"]);
});

test("the editor's own words for another picture stay", async () => {
  const page = await send(await visit(editor, "/admin/story/new"), "Publish now",
                          { ...typed, headline: "Own", hero_alt: "A wide view", hero_credit: "Me" },
                          "rights.jpg");
  assert.equal(page.value("hero_alt"), "A wide view");
  assert.equal(page.value("hero_credit"), "Me");
  assert.equal(page.value("hero_caption"), "A harbour at dawn.");
});

test("a picture in the text needs what the one above it needs, in the form and from the command line",
     async () => {
  const { code, says, alt } = await store("small.png");
  assert.equal(alt, ""); // what the code says is no description, and is not offered as one
  assert.match(code, /^!\[Description\]\(\/media\/\S+\)$/);
  assert.match(says, /120 pixels wide, and its place is up to 672/);
  const publish = async (body) =>
    (await (await visit(editor, "/admin/story/new")).press("Publish now", { ...typed, body })).said;
  const wants = [/“Description” does not tell/, /Say who made the picture small\.png in the text/];
  for (const want of wants) assert.match(await publish(code), want);
  assert.match(await publish(code.replace("Description", "")), /Describe the picture small\.png/);
  const words = code.replace("Description", "A gradient").replace(/\)$/, ' "Credit: Nobody")');
  const post = (body) => postStory(site, { title: "Text", slug: "text", body, args: ["--publish"] });
  await assert.rejects(post(code), wants[0]);
  await assert.rejects(post(code), wants[1]);
  assert.match(await publish(words), /Published\./);
});

test("a credit added to a stored picture is kept", async () => {
  const { code } = await store("small.png", "A gradient", "Nobody");
  assert.match(code, /^!\[A gradient\]\(\S+ "Credit: Nobody"\)$/);
  assert.equal((await store("small.png")).code, code);
  const { stdout } = await dateline(["verify", site.folder]);
  assert.ok(stdout);
});

test("films are stills and telephones' pictures pictures, and the desk says so", async () => {
  for (const name of ["anim.gif", "anim.webp"])
    assert.match((await store(name)).says, /This picture moves; readers see its first frame\./);
  assert.match((await store("small.heic")).code, /^!\[/);
});

test("an import keeps a story whose picture says too little, and names what it lacks", async () => {
  const folder = tempFolder("import");
  for (const name of ["large.jpg", "rights.jpg"]) fs.writeFileSync(path.join(folder, name), bytes(name));
  const files = {
    "bare.md": "title: Bare\ndate: 2020-01-02\nsection: news\n---\n![image](large.jpg)\n",
    "hero.md": "title: Hero\ndate: 2020-01-02\nsection: news\nhero: {file: large.jpg}\n---\nText.\n",
    "file.md": "title: File\ndate: 2020-01-02\nsection: news\nhero: {file: rights.jpg}\n---\nText.\n",
  };
  for (const [name, text] of Object.entries(files))
    fs.writeFileSync(path.join(folder, name), `---\n${text}`);
  const run = async (...more) => JSON.parse(
    (await dateline(["import", site.folder, "markdown", folder, "--json", ...more])).stdout);
  const report = await run();
  assert.equal(report.added, 3);
  assert.deepEqual(report.skipped, []);
  assert.deepEqual(report.drafts, []); // large.jpg was described and credited above
  const noted = (file, what) => report.notes.some((n) => n.file === file && what.test(n.why));
  assert.ok(noted("bare.md", /“image” does not tell/));
  assert.ok(noted("file.md", /a model made it/));
  assert.ok(noted("file.md", /credit is taken from/));
  fs.writeFileSync(path.join(folder, "bare.md"), `---\n${files["bare.md"].replace("[image]", "[Herons]")}`);
  const again = await run("--credit", "Archive");
  assert.equal(again.changed >= 1, true);
  assert.ok(!again.notes.some((n) => n.file === "bare.md" && /does not tell|Say who/.test(n.why)));
});

test("a withdrawn story's pictures are gone from their addresses, and come back with it", async () => {
  // No other story here has these bytes.
  const own = { ...upload("large.jpg"), bytes: Buffer.concat([bytes("large.jpg"), Buffer.from("own")]) };
  const { code } = await store("large.jpg", "A gradient", "Nobody", own);
  const body = code.replace(/ "[^"]*"\)$/, ")").replace(/\)$/, ' "Credit: Nobody")');
  const { id } = await postStory(site, { title: "Withdrawn", slug: "withdrawn", body,
                                         args: ["--publish"] });
  const where = /\((\/media\/\S+?)[ )]/.exec(body)[1];
  const shown = await site.get(where);
  assert.equal(shown.status, 200);
  await dateline(["story", "withdraw", site.folder, String(id), "--reason", "It was wrong."]);
  assert.equal((await site.get(where)).status, 404);
  assert.equal((await site.get(where, { headers: { "if-none-match": shown.headers.etag } })).status, 404);
  await dateline(["story", "restore", site.folder, String(id), "--revision", "1"]);
  assert.equal((await site.get(where)).status, 200);
});

// While it is made, a picture has a folder of its own beside the others, which is locked.
test("what a killed upload left is removed when a worker begins, and nothing else", async () => {
  const month = path.join(site.folder, "media", "2020", "02");
  const name = "0123456789abcdef0123456789abcdef";
  fs.mkdirSync(path.join(month, `.${name}`), { recursive: true });
  fs.writeFileSync(path.join(month, `.${name}`, "480.jpg"), "x");
  fs.writeFileSync(path.join(month, `${name}-960.jpg`), "x");
  fs.writeFileSync(path.join(month, "a-file-of-others.jpg"), "x");
  const kept = fs.readdirSync(path.join(site.folder, "media")).length;
  const again = await startSite({ folder: site.folder });
  try {
    await until(() => fs.readdirSync(month).length === 1, "the leftovers are gone");
    assert.deepEqual(fs.readdirSync(month), ["a-file-of-others.jpg"]);
    assert.equal(fs.readdirSync(path.join(site.folder, "media")).length, kept);
  } finally {
    await again.stop();
  }
});
