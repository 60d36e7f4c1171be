// commands.mjs: dateline's commands, run to their end.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

import { DATELINE, ENV } from "./site.mjs";

/** → {status, out, err}, as text */
export function run(args) {
  const { status, stdout, stderr } = spawnSync(DATELINE, args, { env: ENV, encoding: "utf8", maxBuffer: 1 << 28 });
  return { status, out: stdout, err: stderr };
}

/** It has to succeed. → what it printed */
export function ok(...args) {
  const r = run(args);
  assert.equal(r.status, 0, `dateline ${args.join(" ")}: ${r.err}`);
  return r.out;
}

/** … read as JSON. */
export const json = (...args) => JSON.parse(ok(...args, "--json"));
