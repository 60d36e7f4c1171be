// refused.test.mjs: a text that cannot be a page is refused in words, beside the text, at every door: the
// form, the preview, the command line, the import.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { visit } from "./lib/form.mjs";
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
