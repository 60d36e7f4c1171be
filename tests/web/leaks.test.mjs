// Nothing leaks early or late: drafts, scheduled stories, staged changes, withdrawn stories, what is in
// the bin and what was taken back are sought in every address that a reader can fetch. Addresses are
// those that any page, feed or sitemap names, and those that somebody could guess; together they must
// reach every reader's row of the route table, so that a new page is sought as well.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { CANARIES, addresses, find, startPaper } from "./lib/paper.mjs";
import { ROOT } from "./lib/site.mjs";

/** Name and pattern of each row of the table that is not the desk's. */
function readersRoutes() {
  const table = fs.readFileSync(path.join(ROOT, "cgi/routes.c"), "utf8");
  return [...table.matchAll(/^ {4}\{"([a-z-]+)", "(\/[^"]*)"/gm)]
    .map(([, name, pattern]) => ({ name, pattern }))
    .filter(({ pattern }) => !pattern.startsWith("/admin"));
}

/** What a row's pattern lets through; rows above it in the table come first. */
const matcher = (pattern) =>
  new RegExp(`^${pattern.replace(/[.]/g, "\\.").replace(/\{rest\}/g, ".+")
    .replace(/\{yyyy\}/g, "\\d{4}").replace(/\{mm\}/g, "\\d{2}").replace(/\{id\}/g, "\\d+")
    .replace(/\{[a-z]+\}/g, "[^/]+")}$`);

/** Every address of this site that an answer names, whatever its kind. */
function named(site, { headers, text }) {
  const type = headers["content-type"] ?? "";
  const raw = type.startsWith("text/html") ? addresses(text)
    : [...text.matchAll(/(?:https?:\/\/|(?<=["'(=\s])\/)[^\s"'<>()\\]+/g)].map(([a]) => a.replaceAll("&amp;", "&"));
  if (headers.location) raw.push(headers.location);
  for (const [, a] of (headers.link ?? "").matchAll(/<([^>]+)>/g)) raw.push(a);
  return raw.flatMap((a) => {
    const url = URL.canParse(a, site.url) ? new URL(a, site.url) : null;
    return url?.origin === site.url && !url.pathname.startsWith("/admin")
      ? [url.pathname + url.search] : [];
  });
}

describe("what readers may not see yet, or any more", () => {
  let site;
  before(async () => (site = await startPaper()));
  after(() => site.stop());

  const guesses = () => {
    const words = CANARIES.map((c) => c.toLowerCase());
    const lists = ["/", "/corrections/", "/city/", "/reviews/", "/tag/harbour/", "/tag/bridges/",
                   "/author/ines-okafor/", ...words.flatMap((w) => [`/tag/${w}/`, `/author/${w}/`, `/${w}/`])];
    const slugs = ["draft", "draftcanary", "scheduled", "scheduledcanary", "stagedcanary", "withdrawn",
                   "withdrawncanary", "binned", "binnedcanary", "back", "backcanary", "besidecanary",
                   "secondcanary", "gonecanary"];
    const months = ["/2190/01/", ...[0, 1].map((back) => {
      const day = new Date(Date.now() - back * 864e5).toISOString();
      return `/${day.slice(0, 4)}/${day.slice(5, 7)}/`;
    })];
    const stories = months.flatMap((m) => slugs.map((s) => m + s));
    return [
      ...lists, ...lists.flatMap((l) => ["rss", "atom", "json"].map((f) => `${l}feed.${f}`)),
      ...lists.map((l) => `${l}?before=9999999999999-9999`),
      ...months, ...months.map((m) => m.slice(0, 6)),
      ...stories, ...stories.flatMap((s) => [`${s}.md`, `${s}/changes`, `${s}/changes?from=1&to=1`, `${s}/report`, `${s}/report?p=p-1`]),
      ...slugs.map((s) => `/${s}`),
      ...words.flatMap((w) => [w, `${w.slice(0, 5)}*`, `"${w}"`, `${w.slice(0, -1)}`, `harbour ${w}`, `it -${w}`])
        .flatMap((q) => ["", "&sort=newest", "&section=city", "&author=ines-okafor", "&from=2100-01-01"]
          .map((more) => `/search?q=${encodeURIComponent(q)}${more}`)),
      "/search?q=it&to=2200-01-01", "/changes.atom", "/robots.txt", "/license.xml", "/.well-known/tdmrep.json", "/healthz", "/metrics", "/sitemap.xml", "/sitemap-1.xml", "/sitemap-2.xml",
      "/news-sitemap.xml", "/story/preview", "/story/preview?link=1", `/story/preview?link=${"A".repeat(43)}`,
    ];
  };

  test("stand in no address that a page, a feed, a sitemap or a guess leads to", async () => {
    const { path: bridge } = await find(site, "bridge"), { path: tide } = await find(site, "tide");
    const pairs = [1, 2, 3].flatMap((a) => [1, 2, 3].map((b) => `changes?from=${a}&to=${b}`));
    const kept = [bridge, tide].flatMap((one) => pairs.map((pair) => `${one}/${pair}`));
    const withdrawn = await find(site, "withdrawn"), scheduled = await find(site, "scheduled");
    const today = new Date().toISOString();
    const takenBack = `/${today.slice(0, 4)}/${today.slice(5, 7)}/back`;
    assert.equal((await site.get(takenBack)).status, 404, "it was there once");
    await site.dateline("settings", "set", site.folder, "show_diffs", "1");
    const queue = [...guesses(), ...kept, "/"];
    const seen = new Set();
    const leaks = [];
    while (queue.length > 0) {
      const where = queue.shift();
      if (seen.has(where)) continue;
      seen.add(where);
      assert.ok(seen.size < 5000, "the site leads on and on");
      const res = await site.get(where);
      assert.ok(res.status < 500, `${where}: ${res.status}`);
      // What was asked for is said again: in the search box, in addresses, in "not found: …".
      const asked = decodeURIComponent(where.replace(/\+/g, " ")).toLowerCase();
      const said = `${JSON.stringify(res.headers)}\n${res.text}`.toLowerCase();
      for (const word of CANARIES.map((c) => c.toLowerCase())) {
        // The notice in its place has its headline; the last test looks at it.
        const own = where.startsWith(withdrawn.path) && word === "withdrawncanary" && res.status === 410;
        if (!said.includes(word) || own) continue;
        if (!asked.includes(word)) leaks.push(`${where} (${res.status}) says ${word}`);
        else if (res.status === 200 && !where.startsWith("/search")) leaks.push(`${where} is there`);
      }
      const links = named(site, res);
      queue.push(...links);
      for (const hidden of [withdrawn.path, scheduled.path, takenBack])
        if (!where.startsWith(hidden) && links.some((a) => a.startsWith(hidden)))
          leaks.push(`${where} leads to ${hidden}`);
    }
    assert.deepEqual(leaks, []);

    const paths = [...seen].map((w) => w.split("?")[0]);
    for (const { name, pattern } of readersRoutes())
      assert.ok(paths.some((p) => matcher(pattern).test(p)), `no address of the route ${name} was fetched`);
    assert.ok(seen.size > 300, String(seen.size));
  });

  test("are found by no search: none of the words they alone have", async () => {
    for (const word of CANARIES) {
      for (const q of [word, `${word.slice(0, 7)}*`, `"${word}"`]) {
        const { status, text } = await site.get(`/search?q=${encodeURIComponent(q)}`);
        assert.equal(status, 200, q);
        assert.doesNotMatch(text, /class="found"/, q);
      }
    }
  });

  test("a withdrawn story says its headline and why it went, and no more of itself", async () => {
    const { path: where } = await find(site, "withdrawn");
    const { status, text } = await site.get(where);
    assert.equal(status, 410);
    assert.match(text, /It was not so\./);
    assert.equal(text.match(/Withdrawncanary/g).length, 2, "in the title and in the heading");
    assert.equal((await site.get(`${where}/changes`)).status, 410);
    assert.equal((await site.get(`${where}/report`)).status, 410);
  });
});
