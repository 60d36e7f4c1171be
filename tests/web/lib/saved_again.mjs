// saved_again.mjs: stories that are opened in the desk's form and saved as they are.
import fs from "node:fs";
import path from "node:path";

import { visit } from "./form.mjs";
import { tempFolder } from "./site.mjs";

/** Every revision of every story: {id: its JSON}. */
async function exported(site) {
  const file = path.join(tempFolder("export"), "all.json");
  await site.dateline("export", site.folder, "json", file);
  return new Map(JSON.parse(fs.readFileSync(file, "utf8")).stories.map((s) => [s.id, s]));
}

/** Opens up to `most` stories, every so-manieth of all, and saves each as its form shows it.
 *  → how many; how many became another text, or say so; bytes of the texts in forms that differ */
export async function savedAgain(site, session, most = Infinity) {
  const before = await exported(site);
  const step = Math.max(1, Math.floor(before.size / most));
  const ids = [...before.keys()].filter((_, i) => i % step === 0).slice(0, most);
  let changed = 0, bytes = 0;
  for (const id of ids) {
    const page = await visit(session, `/admin/story/${id}`);
    const stored = before.get(id).revisions.at(-1).body;
    const shown = page.value("body");
    if (shown !== stored) bytes += Math.max(1, Math.abs(Buffer.byteLength(shown) - Buffer.byteLength(stored)));
    const saved = await page.press(page.buttons().find((words) => /^Save/.test(words)));
    if (!/Nothing had changed/.test(saved.said)) changed++;
  }
  const after = await exported(site);
  const others = ids.filter((id) => JSON.stringify(after.get(id)) !== JSON.stringify(before.get(id)));
  return { opened: ids.length, changed: Math.max(changed, others.length), bytes };
}
