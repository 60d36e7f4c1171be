// security.test.mjs: docs/security.md goes through every item of ASVS 5.0.0, levels 1 and 2.
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";

/** How many items of levels 1 and 2 each chapter of ASVS 5.0.0 has. */
const ITEMS = { 1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13,
                14: 9, 15: 13, 16: 16, 17: 7 };

const page = fs.readFileSync(new URL("../../docs/security.md", import.meta.url), "utf8");
const rows = [...page.matchAll(/^\| (\d+)\.([\d.*]+) \| (.*?) \| (.*?) \| (.*?) \|$/gm)]
  .map(([, chapter, rest, what, state, how]) => ({ chapter, rest, what, state, how }));

test("docs/security.md answers each item of ASVS, once, and says why where it is not met", () => {
  const counted = {};
  for (const { chapter, rest, what } of rows) {
    const n = rest === "*" ? Number(/^(\d+) items$/.exec(what)[1]) : 1;
    counted[chapter] = (counted[chapter] ?? 0) + n;
  }
  assert.deepEqual(counted, ITEMS);
  assert.equal(new Set(rows.map((r) => `${r.chapter}.${r.rest}`)).size, rows.length, "an item twice");
  for (const { chapter, rest, state, how } of rows) {
    assert.ok(["met", "host", "–", "not met"].includes(state), `${chapter}.${rest}: ${state}`);
    if (state === "not met") assert.ok(how.trim().length > 20, `${chapter}.${rest} has no reason`);
  }
});
