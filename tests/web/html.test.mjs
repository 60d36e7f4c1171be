// html.test.mjs: the Nu HTML checker has nothing to say about any kind of reader's page.
// (The editors' pages: admin-pages.test.mjs.)
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { readersPages } from "./lib/pages.mjs";
import { startSite } from "./lib/site.mjs";
import { checkHtml } from "./lib/vnu.mjs";

let site;
before(async () => (site = await startSite({ demo: true })));
after(() => site.stop());

test("every kind of reader's page is valid HTML", async () => {
  const pages = await readersPages(site);
  const documents = await Promise.all(
    Object.entries(pages).map(async ([name, where]) =>
      ({ name: `${name} ${where}`, text: (await site.get(where)).text })));
  const found = await checkHtml(documents);
  for (const [name, complaints] of Object.entries(found)) assert.deepEqual(complaints, [], name);
});
