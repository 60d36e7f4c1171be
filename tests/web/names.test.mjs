// names.test.mjs: bylines and tags are told apart by their letters; a new one is asked about once.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { visit } from "./lib/form.mjs";
import { dateline, startSite, tempFolder } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";

let site, files;
before(async () => {
  site = await startSite();
  files = tempFolder("names");
});
after(() => site.stop());

const write = (name, front) => {
  const file = path.join(files, name);
  fs.writeFileSync(file, `---\n${Object.entries(front)
    .map(([k, v]) => `${k}: ${JSON.stringify(v)}`).join("\n")}\n---\nOne paragraph.\n`);
  return file;
};

test("each person and subject has a page and feeds with their own stories alone", async () => {
  const cases = [["李雷", "li-lei", "C", "c"], ["黎蕾", "li-lei-2", "C++", "c-2"],
                 ["李蕾", "li-lei-3", "C#", "c-3"]];
  for (const [author, , tag] of cases)
    await publishStory(site, { title: `By ${author}`, slug: `by-${tag.length}-${tag.codePointAt(1) ?? 0}`,
                               authors: [author], tags: [tag], date: "2020-01-08 09:30",
                               args: ["--new-names"] });
  for (const [author, slug, tag, tagSlug] of cases) {
    for (const where of [`/author/${slug}/`, `/tag/${tagSlug}/`]) {
      const { status, text } = await site.get(where);
      assert.equal(status, 200, where);
      for (const [other] of cases)
        assert.equal(text.includes(`By ${other}`), other === author, `${where}: ${other}`);
      const feed = await site.get(`${where}feed.json`);
      const items = JSON.parse(feed.text).items.map((i) => i.title);
      assert.deepEqual(items, [`By ${author}`], where);
    }
    const story = (await site.get(`/author/${slug}/`)).text;
    assert.ok(story.includes(author), slug);
  }
  assert.equal((await site.get("/author/li-lei-4/")).status, 404);
  for (const [who, found] of [["黎蕾", "黎蕾"], ["李雷", "李雷"], ["Li Lei", "李雷"], ["li-lei-2", "黎蕾"],
                              ["黎雷", null]]) {
    const { text } = await site.get(`/search?q=paragraph&author=${encodeURIComponent(who)}`);
    for (const [other] of cases) assert.equal(text.includes(`By ${other}`), other === found, who);
  }
});

test("the command line asks about a name that is near a known one", async () => {
  const file = write("near.md", { title: "Near", section: "news", authors: ["Anna Kovacs"], tags: ["Ferry"] });
  const first = await dateline(["story", "post", site.folder, file]);
  assert.match(first.stdout, /New byline: Anna Kovacs, at \/author\/anna-kovacs\/\nNew tag: Ferry, at \/tag\/ferry\//);
  write("near.md", { title: "Near 2", section: "news", authors: ["Anna Kovács"], tags: ["ferry"] });
  const refused = await dateline(["story", "post", site.folder, file], { allow: [1] });
  assert.match(refused.stderr, /There is no byline "Anna Kovács" yet, but there is "Anna Kovacs"/);
  assert.match(refused.stderr, /--new-names/);
  const { stdout } = await dateline(["story", "post", site.folder, file, "--new-names"]);
  assert.match(stdout, /New byline: Anna Kovács, at \/author\/anna-kovacs-2\/\n$/);
});

test("an import never asks; its report says what looks like what", async () => {
  const folder = tempFolder("archive");
  for (const [i, tag] of ["Rust", "Rüst", "C", "Bridges", "Bridgse", "Euro 2024", "Euro 2028"].entries())
    fs.writeFileSync(path.join(folder, `${i}.md`),
                     `---\ntitle: Of ${i}\ndate: 2019-01-0${i + 1}\ntags: ["${tag}"]\n---\nText.\n`);
  for (const args of [["--dry-run"], []]) {
    const { stdout } = await dateline(["import", site.folder, "markdown", folder, "--json", ...args]);
    const { names, skipped } = JSON.parse(stdout);
    assert.deepEqual(skipped, []);
    assert.deepEqual(names.map((n) => [n.kind, n.name, n.near]),
                     [["tag", "Rüst", "Rust"], ["tag", "Bridgse", "Bridges"]], args.join());
  }
  assert.equal((await site.get("/tag/rust-2/")).status, 200);
});

const NEW = { headline: "A ferry", body: "One.\n\nTwo.", section: "news", ai: "none" };
const names = (page) => [page.value("bylines"), page.value("tags")];

test("a new byline or tag is asked about once; what was typed stays, and a slip is put right", async () => {
  const ada = await site.signIn({ login: "ada", name: "Ada Byron" });
  await publishStory(site, { title: "Known", slug: "known", authors: ["Marta Quell"],
                             tags: ["Lighthouse", "Tide"], args: ["--new-names"] });
  let page = await visit(ada, "/admin/story/new");
  page = await page.press("Save draft", { ...NEW, bylines: "Ada Byron, Marta Quel",
                                          tags: "lighthouse, Lighthuose, Submarine" });
  assert.equal(page.status, 422);
  assert.deepEqual(names(page), ["Ada Byron, Marta Quel", "lighthouse, Lighthuose, Submarine"]);
  assert.deepEqual(page.fields.asked, ["byline:Marta Quel", "tag:Lighthuose", "tag:Submarine"]);
  assert.match(page.said, /There is no byline “Marta Quel” yet/);
  assert.match(page.said, /You meant: Marta Quell/);
  assert.match(page.said, /You meant: Lighthouse/);
  assert.equal(page.value("asked_3"), "new", "nothing is near: new is the likely answer");
  assert.equal(page.fields.asked_1, undefined, "something is near: nobody answers for the editor");
  assert.equal((await site.get("/tag/submarine/")).status, 404);

  page = await page.press("Save draft", { asked_1: "known:Marta Quell", headline: "" });
  assert.equal(page.status, 422);
  assert.deepEqual(names(page), ["Ada Byron, Marta Quell", "lighthouse, Lighthuose, Submarine"]);
  assert.ok(page.fields.new_name.includes("tag:Submarine"), "a yes stays in the form");

  page = await page.press("Save draft", { headline: "A ferry" });
  assert.deepEqual(page.fields.asked, ["tag:Lighthuose"], "only what was not answered");
  page = await page.press("Save draft", { asked_1: "known:Lighthouse" });
  assert.equal(page.status, 200, page.said);
  assert.deepEqual(names(page), ["Ada Byron, Marta Quell", "Lighthouse, Submarine"]);
  assert.equal((await site.get("/tag/submarine/")).status, 404, "a draft shows readers no new page");
  assert.equal((await site.get("/author/ada-byron/")).status, 404);

  page = await visit(ada, page.where.replace(/\?.*/, ""));
  page = await page.show({ when_at: "2020-01-05T09:00" });
  page = await page.press(page.buttons().find((w) => /^Publish, dated/.test(w)));
  assert.match(page.where, /saved=published/, page.said);
  assert.equal((await site.get("/tag/submarine/")).status, 200);
  assert.equal((await site.get("/author/ada-byron/")).status, 200);
});

test("a new name that looks like a known one can be meant", async () => {
  const ada = await site.signIn({ login: "ada2", name: "Ada Two" });
  let page = await visit(ada, "/admin/story/new");
  page = await page.press("Save draft", { ...NEW, headline: "Another", bylines: "黎 蕾" });
  assert.match(page.said, /You meant: 黎蕾/);
  page = await page.press("Save draft", { asked_1: "new" });
  assert.equal(page.status, 200, page.said);
  assert.equal(page.value("bylines"), "黎 蕾");
});
