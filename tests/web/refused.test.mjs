// refused.test.mjs: a text that cannot be a page is refused in words, beside the text, at every door: the
// form, the preview, the command line, the import.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { changeStory, visit } from "./lib/form.mjs";
import { dateline, startSite, tempFolder } from "./lib/site.mjs";

const DEEP = /within each other more than 100 deep/, LONG = /too long a page/;
const CASES = [
  ["quotations", `${">".repeat(150)} x`, DEEP],
  ["lists", `${"- ".repeat(150)}x`, DEEP],
  ["quotations and lists in turn", `${"> - ".repeat(80)}x`, DEEP],
  ["lists by indentation", Array.from({ length: 150 }, (_, i) => `${"  ".repeat(i)}- x`).join("\n"), DEEP],
  ["columns", `${"|a".repeat(80)}|\n${"|-".repeat(80)}|`, /more than 64 columns/],
  ["uses of one long reference", `[x]: https://example.org/${"a".repeat(1000)}\n\n${"[x]".repeat(80000)}`, LONG],
];

test("what is refused stands in its field, which says so", async () => {
  const site = await startSite();
  try {
    const ines = await site.signIn({ login: "ines", name: "Ines" });
    const { where } = await changeStory(ines, "/admin/story/new", { headline: "Piers", body: "One.", section: "news" });
    await changeStory(ines, where, { body: "One. Two.", edit: "update", note: "Two piers." });
    const long = "The pier. ".repeat(40).trim();
    let page = await visit(ines, where);
    page = await page.press("Change the note", { first: long });
    assert.equal(page.status, 422);
    assert.match(page.text, /<a href="#first">Shorten the note to at most 300 characters\.<\/a>/);
    assert.match(page.text, /<details class="act wording" open>/);
    assert.match(page.text, /id="first" name="first"[^>]* aria-invalid="true" aria-describedby="first-problem">/);
    assert.doesNotMatch(page.text, /has no place for it now/);
    page = await page.press("Change the note", { first: "The pier." });
    assert.equal(page.status, 200, page.said);
    assert.match(page.text, /name="first_was" value="The pier\."/);

    for (const [source_title, source_url, wrong] of [
      ["Minutes", "minutes.example", "source_url_1"], ["a".repeat(1001), "https://example.org/", "source_title_1"]]) {
      page = await (await visit(ines, where)).press("Save as draft", { source_title, source_url });
      assert.equal(page.status, 422);
      const invalid = [...page.text.matchAll(/<[^>]* id="([^"]*)"[^>]* aria-invalid="true" aria-describedby="([^"]*)"/g)];
      assert.deepEqual(invalid.map((m) => m.slice(1)), [[wrong, "sources-problem"]]);
    }

    page = await (await visit(ines, where)).press("Suggest what is typed", { body: "Three.", suggest_reason: "a".repeat(2000) });
    assert.equal(page.status, 422);
    assert.match(page.text, /id="suggest_reason"[^>]* aria-describedby="suggest-help suggest_reason-problem" aria-invalid="true"/);
    assert.match(page.text, /id="group-notes" open>/);
  } finally {
    await site.stop();
  }
});

describe("a text that cannot be a page, for its", () => {
  let site, ines;
  before(async () => {
    site = await startSite();
    ines = await site.signIn({ login: "ines", name: "Ines" });
  });
  after(() => site.stop());

  for (const [what, body, why] of CASES)
    test(what, async () => {
      const page = await visit(ines, "/admin/story/new");
      const typed = { headline: "Of Quays", body };
      const saved = await page.press("Save draft", typed);
      assert.equal(saved.status, 422);
      assert.match(saved.said, why);
      assert.equal(saved.value("body").trim(), body);
      const preview = page.request("Preview", typed);
      const shown = await ines.post(preview.action, preview.fields);
      assert.equal(shown.status, 422);
      assert.match(shown.text, why);

      const folder = tempFolder("refused");
      fs.writeFileSync(path.join(folder, "bad.md"), `---\ntitle: Bad\nslug: bad\n---\n${body}\n`);
      fs.writeFileSync(path.join(folder, "good.md"), "---\ntitle: Good\n---\nIt is.\n");
      const posted = await dateline(["story", "post", site.folder, path.join(folder, "bad.md")], { allow: [1] });
      assert.match(posted.stderr, why);
      const imported = await dateline(["import", site.folder, "markdown", folder], { allow: [0, 1] });
      assert.match(imported.stdout + imported.stderr, /bad\.md/);
      assert.match(imported.stdout + imported.stderr, why);
      const { stdout } = await dateline(["story", "list", site.folder]);
      assert.match(stdout, /Good/);
      assert.doesNotMatch(stdout, /Bad|Of Quays/);
    });
});
