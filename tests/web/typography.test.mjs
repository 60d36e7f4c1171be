// typography.test.mjs: readers see marks as the language sets them, editors what they typed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { visit } from "./lib/form.mjs";
import { startSite } from "./lib/site.mjs";
import { postStory, publishStory } from "./lib/story.mjs";

let site;
before(async () => (site = await startSite()));
after(() => site.stop());

const plain = (html) => html.replaceAll("&#39;", "'").replaceAll("&quot;", '"');
const of = (text, pattern) => plain(pattern.exec(text)?.[1] ?? "").trim();
const ld = (text) => JSON.parse(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(text)[1]);

const STORIES = [
  ["en", `The mayor's "no" -- again`, "The mayor’s “no” — again"],
  ["de", `Das "Nein" -- noch einmal`, "Das „Nein“ – noch einmal"],
  ["fr", `L'autre "non"`, "L’autre «\u202Fnon\u202F»"],
  ["tlh", `The "nuq" -- neH`, `The "nuq" -- neH`],
];

test("headline, text, lists, feeds, JSON-LD and Open Graph agree; the form has what was typed", async () => {
  const ines = await site.signIn({ login: "ines", name: "Ines" });
  for (const [lang, typed, set] of STORIES) {
    const body = `${typed}, and \`a "b" --c\` stays.\n\n    "code" -- too`;
    const story = await publishStory(site, { title: typed, slug: `of-${lang}`, lang, dek: typed, body,
                                             takeaways: [typed], date: "2020-01-08 09:30" });
    const { text } = await site.get(story.path);
    assert.equal(of(text, /<h1[^>]*>([\s\S]*?)<\/h1>/), set);
    assert.equal(of(text, /<title>([\s\S]*?)<\/title>/).startsWith(set), true, lang);
    assert.equal(of(text, /property="og:title" content="([^"]*)"/), set);
    assert.equal(of(text, /property="og:description" content="([^"]*)"/), set);
    assert.equal(ld(text)["@graph"].find((o) => o.headline).headline, set);
    assert.ok(plain(text).includes(`${set}, and <code>a "b" --c</code> stays.`), lang);
    assert.ok(plain(text).includes(`"code" -- too`), lang);
    const items = JSON.parse((await site.get("/feed.json")).text).items;
    const item = items.find((i) => i.url.endsWith(story.path));
    assert.deepEqual([item.title, item.summary], [set, set]);
    assert.ok(plain((await site.get("/news/")).text).includes(set), lang);
    const form = await visit(ines, `/admin/story/${story.id}`);
    assert.deepEqual([form.value("headline"), form.value("dek"), form.value("body")], [typed, typed, body]);
  }
});

test("what is said of a story elsewhere is set as its own language sets it", async () => {
  await site.dateline("settings", "set", site.folder, "show_diffs", "1");
  const typed = STORIES[1][1], set = STORIES[1][2], path = "/2020/01/of-de";
  const { stdout } = await site.dateline("story", "list", site.folder, "--json");
  const id = JSON.parse(stdout)
    .find((s) => s.path === path).id;
  await postStory(site, { title: typed, slug: "of-de", lang: "de", dek: typed,
    body: "Rief \"ja\" und `b \"c\"`.",
    args: ["--id", String(id), "--correction", "--wrong", `"Ja" -- 1`, "--right", `"Nein" -- 2`] });
  const shown = async (where) => plain((await site.get(where)).text);
  for (const where of [path, "/corrections", "/corrections/feed.atom", "/corrections/feed.json",
                       `${path}/changes`])
    assert.ok((await shown(where)).includes("„Nein“ – 2"), where);
  for (const where of ["/", "/news/", "/search?q=Nein", `${path}/report`, `${path}/changes`,
                       "/corrections", "/feed.atom", "/feed.rss", "/2020/01/", "/2020/01/of-en"])
    assert.ok((await shown(where)).replaceAll(/<.?mark>/g, "").includes(set), where);
  for (const where of [path, "/search?q=Rief", `${path}/report`, `${path}/report?p=p-1`,
                       `${path}/changes?from=1&to=2`]) {
    const text = (await shown(where)).replaceAll(/<[^>]*>/g, "");
    assert.ok(text.includes("Rief „ja“ und"), where);
    if (!where.includes("report")) assert.ok(text.includes(`b "c"`), where);
  }
});

test("pages are named at the foot as they name themselves", async () => {
  await publishStory(site, { kind: "page", title: `How we "work"`, slug: "how", body: "x" });
  const { text } = await site.get("/");
  assert.match(text, />How we “work”</);
  assert.match((await site.get("/how")).text, /<h1[^>]*>\s*How we “work”/);
});

test("the site can have its marks as they are typed", async () => {
  await site.dateline("settings", "set", site.folder, "typography", "0");
  const { text } = await site.get("/2020/01/of-en");
  assert.equal(of(text, /<h1[^>]*>([\s\S]*?)<\/h1>/), STORIES[0][1]);
  await site.dateline("settings", "set", site.folder, "typography", "1");
});
