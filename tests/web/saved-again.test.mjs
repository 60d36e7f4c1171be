// saved-again.test.mjs: real posts that are opened in the form and saved are what they were, to the byte.
// tests/bench/typing.mjs does it with all of them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { visit } from "./lib/form.mjs";
import { savedAgain } from "./lib/saved_again.mjs";
import { ROOT, makeSite, startSite, tempFolder } from "./lib/site.mjs";

const archive = process.env.DATELINE_ARCHIVE ?? path.join(ROOT, "../shared/data/digitalgov.tar.xz");
const SOME = 60;

test("a byline with a comma in it is one name, in the form and after it was saved", async () => {
  const folder = await makeSite(), file = path.join(tempFolder("post"), "approval.md");
  fs.writeFileSync(file, '---\ntitle: Approved\nslug: approved\ndate: 2020-01-05T09:00:00Z\nauthors:\n' +
    '  - "Scott Gottlieb, M.D."\n  - Ines Okafor\n---\nIt was approved.\n');
  const site = await startSite({ folder });
  try {
    await site.dateline("import", folder, "markdown", file);
    const session = await site.signIn();
    const id = JSON.parse((await site.dateline("story", "list", folder, "--json")).stdout);
    const where = `/admin/story/${(id.stories ?? id)[0].id}`;
    const page = await visit(session, where);
    assert.equal(page.value("bylines"), '"Scott Gottlieb, M.D.", Ines Okafor');
    const same = await page.press(page.buttons().find((words) => /^Save/.test(words)));
    assert.match(same.said, /Nothing had changed/);
    const more = await page.press(page.buttons().find((words) => /^Save/.test(words)), { bylines: 'Ines Okafor, "Scott Gottlieb, M.D."' });
    assert.doesNotMatch(more.said, /Nothing had changed|whether it is new/);
    assert.equal(more.value("bylines"), 'Ines Okafor, "Scott Gottlieb, M.D."');
  } finally {
    await site.stop();
  }
});

test("real posts that are opened and saved do not change", { skip: !fs.existsSync(archive) && "the archive is not there" },
     async () => {
       const folder = await makeSite(), files = tempFolder("posts");
       assert.equal(spawnSync("tar", ["xJf", archive, "-C", files, "--strip-components=1"]).status, 0);
       const site = await startSite({ folder });
       try {
         await site.dateline("import", folder, "markdown", path.join(files, "content/news"), "--expired");
         assert.deepEqual(await savedAgain(site, await site.signIn(), SOME), { opened: SOME, changed: 0, bytes: 0 });
       } finally {
         await site.stop();
       }
     });
