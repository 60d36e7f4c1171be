// genre.test.mjs: readers are told what sort of work a text is before they read it, where it was reported from
// and how; a text of which nothing is said shows nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { changeStory, visit } from "./lib/form.mjs";
import { dateline, startSite } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";

let site;
before(async () => (site = await startSite()));
after(() => site.stop());

const LABELS = { analysis: "Analysis", opinion: "Opinion", satire: "Satire", "press-release": "Press release",
                 sponsored: "Sponsored", agency: "From an agency" };
const MISLEADING = ["opinion", "satire", "press-release", "sponsored"];
const read = async (where) => {
  const { status, text } = await site.get(where);
  assert.equal(status, 200, where);
  return text;
};

test("each sort of work is named above its headline, and where a headline alone would mislead in lists, too", async () => {
  const plain = await publishStory(site, { title: "Plain words", slug: "plain" });
  const story = await read(plain.path);
  assert.doesNotMatch(story, /class="badge"|class="place"|aria-describedby="genre"|id="reported"|rel="sponsored"/);
  const paths = {};
  for (const [kind, label] of Object.entries(LABELS)) {
    paths[kind] = (await publishStory(site, { title: `Words on ${kind}`, slug: kind, kind_of_work: kind })).path;
    const text = await read(paths[kind]);
    assert.match(text, new RegExp(`<p class="kicker"><a href="/news/">News</a> <span class="badge" id="genre">${label}</span></p>\\s*` +
                                  `<h1 aria-describedby="genre">Words on ${kind}</h1>`));
  }
  for (const where of ["/", "/news/"]) {
    const text = await read(where);
    assert.match(text, new RegExp(`<h[23]><a href="${plain.path}">Plain words</a>`));
    for (const [kind, label] of Object.entries(LABELS)) {
      const link = new RegExp(`<a href="${paths[kind]}">(<span class="sr">${label}: </span>)?Words on ${kind}</a>`);
      assert.match(text, link);
      assert.equal(Boolean(link.exec(text)[1]), MISLEADING.includes(kind), `${where}: ${kind}`);
      assert.equal(text.includes(`<span class="badge" aria-hidden="true">${label}</span>`), MISLEADING.includes(kind));
    }
  }
  const news = await read("/news-sitemap.xml");
  for (const kind of Object.keys(LABELS))
    assert.equal(news.includes(paths[kind]), kind !== "sponsored", `${kind} in the news sitemap`);
  const found = await read("/search?q=satire");
  assert.match(found, /<span class="sr">Satire: <\/span>/);
});

test("feeds name it in the title, in a category and above the text", async () => {
  const { text: atom } = await site.get("/feed.atom");
  assert.match(atom, /<title>Satire: Words on satire<\/title>/);
  assert.match(atom, /<category term="Satire"/);
  assert.match(atom, /<title>Words on analysis<\/title>/);
  const json = JSON.parse((await site.get("/feed.json")).text);
  const one = json.items.find((i) => i.title === "Sponsored: Words on sponsored");
  assert.ok(one.tags.includes("Sponsored"));
  assert.match(one.content_html, /^\s*<p><strong>Sponsored<\/strong><\/p>/);
  assert.match((await site.get("/feed.rss")).text, /<category>Opinion<\/category>/);
});

test("the place stands beside the time, and how it was reported below the text, also as Markdown", async () => {
  const how = "We rode along. <!-- ask Ann -->\n\n* Two drivers\n* [The log](/news/)\n\n[//]: # (ask Ann)";
  const { path } = await publishStory(site, { title: "Night buses", slug: "buses", place_line: "Berlin & Köln",
                                              how_reported: how, kind_of_work: "analysis" });
  const text = await read(path);
  assert.match(text, /<span class="place"><span class="sr">Place: <\/span><bdi>Berlin &amp; Köln<\/bdi><\/span>/);
  assert.match(text, /<h2 class="label" id="reported">How we reported it<\/h2>\s*<p id="how-p-1">We rode along\.\s*<\/p>/);
  const md = (await site.get(`${path}.md`)).text;
  assert.match(md, /\*\*Analysis\*\* {2}\nBerlin \\& Köln {2}\n/);
  assert.match(md, new RegExp(`## How we reported it\n\nWe rode along. ?\n\n  - Two drivers\n  - \\[The log\\]\\(${site.url}/news/\\)\n`));
  const json = JSON.parse((await site.get("/feed.json")).text).items.find((i) => i.url.endsWith(path));
  assert.match(json.content_html, /<strong>Analysis<\/strong> · Berlin &amp; Köln/);
  assert.match(json.content_html, /<h2>How we reported it<\/h2>\s*<p>We rode along/);
  for (const where of [path, `${path}.md`, `${path}/report`, "/feed.json", "/feed.atom", "/feed.rss"])
    assert.ok(!/ask Ann/.test((await site.get(where)).text), where);
});

test("links and sources of what was paid for are named so to search engines", async () => {
  const { path } = await publishStory(site, {
    title: "A lamp", slug: "lamp", kind_of_work: "sponsored", body: "[Buy](https://shop.example/) and [read](/news/).",
    sources: [{ title: "Maker", url: "https://maker.example/" }] });
  const text = await read(path);
  assert.match(text, /<a href="https:\/\/shop\.example\/" rel="sponsored">Buy<\/a> and <a href="\/news\/">read/);
  assert.match(text, /<a href="https:\/\/maker\.example\/" rel="sponsored">Maker/);
});

test("readers see what changed of it, where a paper shows differences", async () => {
  await dateline(["settings", "set", site.folder, "show_diffs", "1"]);
  const story = { title: "Harbour toll", slug: "toll" };
  const { id, path } = await publishStory(site, story);
  await publishStory(site, { ...story, kind_of_work: "opinion", place_line: "Kiel", how_reported: "We counted. <!-- ask Ann -->",
                             args: ["--id", String(id), "--updated", "now", "--note", "It is an opinion."] });
  const text = await read(`${path}/changes?from=1&to=2`);
  assert.match(text, /<h2 class="label">Kind of work<\/h2>[\s\S]*<del>News<\/del>[\s\S]*<ins>Opinion<\/ins>/);
  assert.match(text, /<h2 class="label">Place<\/h2>[\s\S]*<ins>Kiel<\/ins>/);
  assert.match(text, /<h2 class="label">How we reported it<\/h2>[\s\S]*<ins>We counted\.<\/ins>/);
  assert.doesNotMatch(text, /ask Ann/);
});

test("an editor says it in the form, sees it in the preview, and readers see it when it is published", async () => {
  const editor = await site.signIn();
  const { id, path } = await publishStory(site, { title: "Fog horn", slug: "fog" });
  const said = { genre: "satire", place_line: "Hull", how_reported: "It is *made up*." };
  await changeStory(editor, `/admin/story/${id}`, { act: "keep", ...said });
  assert.doesNotMatch(await read(path), /Satire|Hull|made up/);
  const page = await visit(editor, `/admin/story/${id}?text=draft`);
  for (const [name, value] of Object.entries(said))
    assert.equal(page.value(name), value);
  assert.match(page.text, /<span data-says="genre-said">· <span data-value="genre">Satire<\/span>/);
  const preview = await editor.post("/admin/preview", page.fields);
  assert.equal(preview.status, 200);
  assert.match(preview.text, /id="genre">Satire<[\s\S]*<bdi>Hull<\/bdi>[\s\S]*It is <em>made up<\/em>\./);
  await changeStory(editor, `/admin/story/${id}`, { on: "draft", act: "publish" });
  assert.match(await read(path), /id="genre">Satire<[\s\S]*<bdi>Hull<\/bdi>[\s\S]*It is <em>made up<\/em>\./);
  const fixed = await visit(editor, `/admin/story/${id}`);
  const refused = await fixed.press(fixed.buttons({}).find((w) => /^Publish/.test(w)), { place_line: "x".repeat(101) });
  assert.match(refused.text, /Shorten the place: it has 101 characters, and 100 is the most\./);
  assert.match(refused.text, /<details class="group" id="group-making" open>/);
});
