// paper.mjs: a small paper of which everything is known, for tests that read it back.
//
// Its stories are written here, word for word. More must never show themselves to a reader: a draft, a
// scheduled story, a staged change and a withdrawn story; drafts beside a live, a scheduled and a
// withdrawn one; a story in the bin, one that was taken back, and an assignment. Each says a word of its own.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { parse } from "parse5";

import { changeStory } from "./form.mjs";
import { ROOT, dateline, makeSite, startSite, tempFolder } from "./site.mjs";

export const CANARIES = ["Draftcanary", "Scheduledcanary", "Stagedcanary", "Withdrawncanary",
                         "Besidecanary", "Secondcanary", "Gonecanary", "Binnedcanary", "Backcanary",
                         "Assignedcanary"];

const hours = (n) => new Date(Date.now() - n * 3600_000).toISOString().slice(0, 16) + "Z";

/** Front matter and text of each file. */
export const STORIES = {
  "tide.md": `title: 'Tide & <moon>: "it''s ]]> here" &amp;nbsp;'
section: city
date: ${hours(3)}
dek: A standfirst with <b>no markup</b> & an ampersand.
authors: [Ines Okafor, Tomas Reyle]
tags: [Harbour, Sea life]
takeaways: [First & foremost., Second.]
sources:
  - {title: Harbour authority, url: "https://example.org/harbour?a=1&b=2"}
  - A conversation
ai_use: assisted
ai_note: A tool read the tables.
hero: {file: large.jpg, alt: "A quay & a ship.", caption: The quay at dusk., credit: Joss Pellew}
---
Read [the policy](/about) and [this place](#p-2), or [elsewhere](https://example.org/x?a=1&b=2).

![A ship inside](small.png "Inside. Credit: Joss Pellew")

The code is \`<a href="/not-a-link">\`.`,
  "lamp.md": `title: The lamp that hums
kind: review
section: reviews
date: 2026-01-05T09:00:00Z
updated: 2026-01-07T15:30:00Z
update_note: The maker sent a quieter one.
dek: It hums in B flat.
authors: [Wen Haldane]
tags: [Harbour]
review:
  product: Humlight 3
  rating: 3.5
  pros: [Bright, Cheap]
  cons: [Hums]
  verdict: Buy it if you are deaf.
  price: £19
  price_checked: 2026-01-06
ai_use: none
---
It hums.`,
  "bridge.md": `title: The bridge opened
section: city
date: 2025-12-30T09:00:00Z
updated: 2026-01-02T10:00:00Z
authors: [Ines Okafor]
tags: [Bridges]
ai_use: generated
corrections:
  - {date: 2026-01-02T10:00:00Z, wrong: "It cost £9 & change.", right: It cost £19.}
---
It opened on time.`,
  "nebel.md": `title: Nebel über dem Hafen
section: city
date: 2025-12-29T09:00:00Z
lang: de
tags: [Harbour]
---
Man sieht nichts. U+FFFE: \uFFFE.`,
  "about.md": `title: About us
kind: page
date: 2025-01-01T09:00:00Z
---
We are a paper.`,
  "ethics.md": `title: Our ethics
kind: page
date: 2025-01-01T09:00:00Z
---
We have some.`,
  "draft.md": `title: Draftcanary
section: city
dek: Draftcanary
tags: [Harbour]
draft: true
---
Draftcanary`,
  "scheduled.md": `title: Scheduledcanary
section: city
date: 2190-01-05
dek: Scheduledcanary
authors: [Ines Okafor]
tags: [Harbour]
---
Scheduledcanary`,
  "withdrawn.md": `title: Withdrawncanary
section: city
date: ${hours(5)}
dek: Withdrawncanary
authors: [Ines Okafor]
tags: [Harbour]
corrections:
  - {date: "${hours(4)}", wrong: Withdrawncanary, right: Withdrawncanary}
withdrawn: {date: "${hours(2)}", reason: It was not so.}
---
Withdrawncanary`,
};

/** A site with these stories, served. */
export async function startPaper({ settings = {} } = {}) {
  const folder = await makeSite({ settings });
  const files = tempFolder("stories");
  for (const [name, text] of Object.entries(STORIES))
    fs.writeFileSync(path.join(files, name), `---\n${text}\n`);
  for (const name of ["large.jpg", "small.png"])
    fs.copyFileSync(path.join(ROOT, "tests/fixtures/pictures", name), path.join(files, name));
  await dateline(["import", folder, "markdown", files]);
  const site = await startSite({ folder });
  const session = await site.signIn();
  await stage(site, session);
  for (const [slug, on, word] of [["tide", "live", "Besidecanary"], ["scheduled", "waiting", "Secondcanary"],
                                  ["withdrawn", "live", "Gonecanary"]])
    await changeStory(session, `/admin/story/${(await find(site, slug)).id}`,
                      { on, act: "keep", ...allOf(word) });
  await changeStory(session, "/admin/story/new", { act: "keep", slug: "binned", ...allOf("Binnedcanary") })
    .then((page) => page.press("Put it into the bin"));
  await changeStory(session, "/admin/story/new", { slug: "back", ...allOf("Backcanary") })
    .then((page) => page.press("Take it back to draft"));
  /* Places of the front page for what readers do not see: they are the newest stories'. */
  const unseen = await Promise.all(["scheduled", "withdrawn", "back"].map(async (slug) => String((await find(site, slug)).id)));
  await dateline(["front", "set", folder, ...unseen]);
  await dateline(["front", "set", folder, ...unseen.reverse(), "--at", "2190-01-05T09:00"]);
  await dateline(["assignment", "add", folder, "Assignedcanary", "--note", "Assignedcanary", "--due", "now"]);
  return site;
}

/** A text that says a word wherever it can. */
const allOf = (word) => ({ headline: word, dek: word, body: word, takeaways: word, section: "city",
                           tags: `Harbour, ${word}` });

/** A change of the bridge's story that waits: text, headline, tag and correction. */
async function stage(site, session) {
  const { id } = await find(site, "bridge");
  const done = await changeStory(session, `/admin/story/${id}`, {
    on: "live", ...allOf("Stagedcanary"), edit: "correction", wrong: "Stagedcanary",
    right: "Stagedcanary", when_at: "2190-01-05T09:00",
  });
  assert.match(done.text, /2190/);
}

/** What `dateline story show --json` says of the story with that slug; the live text. */
export async function find(site, slug) {
  const list = await site.dateline("story", "list", site.folder, "--json");
  const row = JSON.parse(list.stdout).find((s) => s.slug === slug);
  assert.ok(row, `no story ${slug}`);
  const live = row.live ? ["--revision", String(row.live)] : [];
  const shown = await site.dateline("story", "show", site.folder, String(row.id), "--json", ...live);
  return JSON.parse(shown.stdout);
}

/** The same instant, however it is written. */
export const instant = (text) => new Date(text).getTime();

/** What readers were told last. */
export const toldAt = (story) => instant(story.updated ?? story.published);

/** Complaints of xmllint about a document, by the schema of that name; "" when it is valid. */
export function complaints(schema, xml) {
  const file = path.join(tempFolder("xml"), "document.xml");
  fs.writeFileSync(file, xml);
  const rng = path.join(ROOT, "tests/fixtures/schemas", schema);
  return new Promise((resolve) =>
    execFile("xmllint", ["--nonet", "--noout", "--relaxng", rng, file],
             (error, stdout, stderr) => resolve(error ? stderr || String(error) : "")));
}

/** All elements of a piece of HTML, as [{name, attributes, text}]. */
export function elements(html) {
  const found = [];
  const textOf = (n) => n.value ?? (n.childNodes ?? []).map(textOf).join("");
  const walk = (node) => {
    if (node.tagName)
      found.push({ name: node.tagName, text: textOf(node),
                   attributes: Object.fromEntries(node.attrs.map((a) => [a.name, a.value])) });
    for (const child of node.childNodes ?? []) walk(child);
  };
  walk(parse(html));
  return found;
}

/** Every address in a piece of HTML: href, src and each of srcset and imagesrcset. */
export const addresses = (html) =>
  elements(html).flatMap(({ attributes: a }) =>
    [a.href, a.src, ...`${a.srcset ?? ""},${a.imagesrcset ?? ""}`.split(",")
      .map((c) => c.trim().split(" ")[0])].filter(Boolean));

/** Fails when an address of the site says a word that no reader may see yet, or any more. */
export async function assertNoCanary(site, where) {
  for (const one of where) {
    const { text } = await site.get(one);
    for (const word of CANARIES)
      assert.ok(!text.toLowerCase().includes(word.toLowerCase()), `${one} says ${word}`);
  }
}

/** A headline of these stories with its marks as readers see them. */
export const shown = (headline) => headline.replace(/"(it)'(s .*)"/, "“$1’$2”");
