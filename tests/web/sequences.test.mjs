// sequences.test.mjs: a newsroom by chance. Two editors, an author and a contributor keep pages open and press them later, send
// requests again, press what was refused; times come, workers die, forms are forgotten, commands run. After each step readers' pages
// are compared with a model that knows only what was in the forms that were pressed (lib/sequence_model.mjs).
//
//   SEQUENCE_SEED=7 SEQUENCE_STEPS=500 SEQUENCE_RUNS=10 node --test tests/web/sequences.test.mjs
//
// On failure the seed and all that was done are printed; SEQUENCE_SHRINK=60 leaves steps out for so many seconds, as long as it fails.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";

import { play, steps } from "./lib/sequence.mjs";
import { MODE } from "./lib/site.mjs";

const number = (name, otherwise) => Number(process.env[`SEQUENCE_${name}`] ?? otherwise);
const skip = (MODE === "cgi" && "each request has a process of its own") ||
  (spawnSync("sqlite3", ["--version"]).error && "sqlite3 is not installed");

/** The shortest list of steps found within some seconds that still fails. */
async function shrink(list, seconds) {
  const end = Date.now() + seconds * 1000;
  let best = list, last = null;
  for (let size = Math.ceil(best.length / 2); size >= 1 && Date.now() < end; size = size > 1 ? Math.ceil(size / 2) : 0)
    for (let from = 0; from < best.length && Date.now() < end;) {
      const fewer = [...best.slice(0, from), ...best.slice(from + size)];
      const got = fewer.length ? await play(fewer, { every: 1 }) : { wrong: null };
      if (got.wrong) [best, last] = [fewer.slice(0, got.at + 1), got];
      else from += size;
    }
  return last;
}

const seed = number("SEED", 2), runs = number("RUNS", 1), n = number("STEPS", 80);
for (let i = 0; i < runs; i++)
  test(`nothing reaches readers but what a form showed that somebody pressed: seed ${seed + i}, ${n} steps`, { skip }, async () => {
    const list = steps(seed + i, n), got = await play(list);
    if (!got.wrong) {
      assert.ok(got.presses > n / 3, `${got.presses} presses`);
      return;
    }
    const less = await shrink(list.slice(0, got.at + 1), number("SHRINK", 0));
    assert.fail(`SEQUENCE_SEED=${seed + i}, step ${got.at + 1}: ${got.wrong}\n${got.said}` +
                (less ? `\n\nThe same with fewer steps: ${less.wrong}\n${less.said}` : ""));
  });
