// log.mjs: the desk's log as a German paper reads it.
import assert from "node:assert/strict";

const OURS = /\b(revision|live from|live since|report|note|notice|link|days|changes|taken|refused|was:|by hand|by password|by one-time link|for user|admin|editor|author|contributor|role:|name:|newest|none)\b/;

/** What all entries of the log keep, as its page says it in German; asserts that no word of ours is English. */
export async function germanLog(site) {
  const admin = await site.signIn({ login: "reads-the-log", name: "Reads", role: "admin" });
  await site.dateline("settings", "set", site.folder, "locale", "de");
  const details = [];
  for (let where = "/admin/audit"; where;) {
    const { text } = await admin.get(where);
    details.push(...[...text.matchAll(/<span class="detail"[^>]*>([^<]*)</g)].map(([, detail]) => detail));
    where = /<a rel="next" href="([^"]+)"/.exec(text)?.[1].replaceAll("&amp;", "&");
  }
  await site.dateline("settings", "set", site.folder, "locale", "en-GB");
  assert.ok(details.length > 3);
  assert.deepEqual(details.filter((detail) => OURS.test(detail)), []);
  return details;
}
