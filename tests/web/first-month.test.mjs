// first-month.test.mjs: docs/first-month.md, row by row: the pages and what they offer, the commands and their options.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { ROOT, startSite } from "./lib/site.mjs";
import { postStory, publishStory } from "./lib/story.mjs";

const rows = [...fs.readFileSync(path.join(ROOT, "docs/first-month.md"), "utf8")
  .matchAll(/^\| ([^|]+) \| `(\/admin\/[^`]*)` \*([^*]+)\* \| ([^|]+) \|$/gm)]
  .map(([, what, where, words, commands]) => ({ what, where, words, commands: [...commands.matchAll(/`([^`]+)`/g)].map((m) => m[1]) }));

let site, admin;
const names = {};
before(async () => {
  site = await startSite();
  admin = await site.signIn({ login: "ada", name: "Ada", role: "admin" });
  const command = async (...args) => (await site.dateline(...args.slice(0, 2), site.folder, ...args.slice(2))).stdout;
  await site.signIn({ login: "wilma", name: "Wilma", role: "author" });
  const story = { section: "news", tags: ["Ferries"], bylines: ["Ines Okafor", "I. Okafor-Lindqvist"] };
  const live = await publishStory(site, { ...story, title: "Live", slug: "live" });
  const corrected = await publishStory(site, { ...story, title: "Corrected", slug: "corrected", body: "Two." });
  const gone = await publishStory(site, { ...story, title: "Gone", slug: "gone" });
  const draft = await postStory(site, { ...story, title: "Draft", slug: "draft" });
  await command("story", "withdraw", String(gone.id), "--reason", "It was wrong.");
  await command("name", "merge", "byline", "i-okafor-lindqvist", "ines-okafor");
  const file = path.join(site.folder, "..", "corrected.md");
  fs.writeFileSync(file, "---\ntitle: Corrected\nsection: news\n---\nThree.\n");
  await command("story", "post", file, "--id", String(corrected.id), "--correction", "--wrong", "Two.", "--right", "Three.");
  const [picture] = JSON.parse(await command("media", "add", path.join(ROOT, "tests/fixtures/pictures/small.png"), "--json"));
  const [credited] = JSON.parse(await command("media", "add", path.join(ROOT, "tests/fixtures/pictures/rights.jpg"), "--json", "--credit", "A. Bee"));
  const src = /<img id="large" src="([^"]+)"/.exec((await admin.get(`/admin/media/${credited.id}`)).text)[1];
  await publishStory(site, { ...story, title: "Credited", slug: "credited", body: `Text.\n\n![A quay](${src} "Credit: A. Bee")` });
  await command("media", "set", String(credited.id), "credit", "B. See");
  const people = (await admin.get("/admin/people")).text;
  Object.assign(names, { SECTION: "news", TAG: "ferries", BYLINE: "ines-okafor", LIVE: live.id,
                         CORRECTED: corrected.id, WITHDRAWN: gone.id, DRAFT: draft.id,
                         PICTURE: picture.id, CREDITED: credited.id,
                         PERSON: /\/admin\/person\/(\d+)"[^>]*>(?:<[^>]+>)*Wilma/.exec(people)[1] });
});
after(() => site.stop());

test("there are forty things and more, each with a page and a command", () => {
  const lines = fs.readFileSync(path.join(ROOT, "docs/first-month.md"), "utf8").match(/^\| /gm).length - 1;
  assert.equal(rows.length, lines, "a line that is read otherwise");
  assert.ok(rows.length >= 40);
  for (const row of rows) assert.ok(row.commands.length > 0, row.what);
});

test("each page is there and offers it", async () => {
  const pages = new Map();
  for (const { what, where, words } of rows) {
    const at = where.replace(/[A-Z]+$/, (name) => names[name] ?? assert.fail(`${name} is nothing`));
    if (!pages.has(at)) pages.set(at, await admin.get(at));
    const { status, text } = pages.get(at);
    assert.equal(status, 200, at);
    const said = text.slice(text.indexOf("<main")).replace(/<[^>]+>/g, " ").replace(/&#39;/g, "'").replace(/\s+/g, " ");
    assert.ok(said.includes(words), `${what}: ${at} does not say "${words}"`);
  }
});

test("each command is there and has the options", async () => {
  for (const { what, commands } of rows)
    for (const command of commands) {
      const [words, options] = [command.split(" ").filter((w) => !w.startsWith("--")), command.match(/--[a-z-]+/g) ?? []];
      const { stdout } = await site.dateline(...words, "--help");
      for (const option of options) assert.match(stdout, new RegExp(`^ +${option}\\b`, "m"), `${what}: ${command}`);
    }
});
