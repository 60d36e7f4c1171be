// cost.test.mjs: how many instructions an answer costs, from its parameters to its last byte.
//
// Counted by callgrind, so it is the same number whoever else is working. One that has grown by half has
// gone past its ceiling: find out why, and raise the ceiling only when it is worth it. They are of
// `bench_site SITE 1000`; docs/performance.md says how to look for what costs. And how much memory a worker
// has of its own, which does not depend on others either.
import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { before, describe, test } from "node:test";
import { promisify } from "node:util";

import { serveWhile } from "./lib/serve.mjs";
import { ENV, MODE, ROOT, tempFolder } from "./lib/site.mjs";

const run = promisify(execFile);
const BUILD = path.resolve(ROOT, process.env.BUILD ?? "build");
const ROUNDS = 5;

// Instructions: what was counted, and half of that again.
const CEILINGS = [
  { name: "a story", of: "story", counted: 636_000 },
  { name: "the front page", of: "front", counted: 1_769_000 },
  { name: "a story that lies ready", of: "story", ready: true, counted: 4_800 },
].map((row) => ({ ...row, ceiling: row.counted * 1.5 }));

// KB of memory that the worker which answers has for itself alone: what was counted, and half of that again, for it may
// have begun to compress pages.
const MEMORY = 5_000 * 1.5;

const kilobytes = (pid, what) =>
  Number(new RegExp(`^${what}: +(\\d+)`, "m").exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))[1]);

const missing = spawnSync("valgrind", ["--version"]).error ? "valgrind is not installed" : false;
const skip = (MODE === "cgi" && "it is the same by CGI") || missing;

describe("an answer costs no more than half again what it did", { skip }, () => {
  let site, stories, story;
  before(async () => {
    const programs = ["bench_page", "bench_site"].map((name) => `${BUILD}/tests/bench/${name}`);
    if (!programs.every((file) => fs.existsSync(file)))
      await run("make", ["-s", `B=${path.relative(ROOT, BUILD)}`, ...programs.map((file) => path.relative(ROOT, file))], { cwd: ROOT });
    site = path.join(tempFolder("cost"), "site");
    const { stdout } = await run(programs[1], [site, "1000", "300"], { env: ENV });
    stories = stdout.trim().split("\n");
    story = stories[0];
  });

  for (const { name, of, ready, ceiling } of CEILINGS)
    test(name, async () => {
      const where = of === "front" ? "/" : story;
      const args = ["--tool=callgrind", "--callgrind-out-file=/dev/null", "--toggle-collect=ask_counted",
                    `${BUILD}/tests/bench/bench_page`, ...(ready ? ["--ready"] : []), site, String(ROUNDS), where];
      const { stdout, stderr } = await run("valgrind", args, { env: ENV });
      assert.match(stdout, /us {2}200 /, `${where} is answered`);
      const each = Math.round(Number(/Collected : (\d+)/.exec(stderr)[1]) / ROUNDS);
      console.log(`# ${name}: ${each} instructions, at most ${ceiling}`);
      assert.ok(each > 0 && each <= ceiling, `${each} instructions, more than ${ceiling}`);
    });

  test("the memory of a worker that has answered for three hundred stories", () =>
    serveWhile(site, async (server) => {
      const c = await server.connect();
      for (const where of [...stories, ...stories, "/", "/sport/", "/feed.atom", "/search?q=a", "/admin/login"])
        assert.equal((await c.get(where)).status, 200, where);
      c.close();
      const own = server.workers().map((pid) => kilobytes(pid, "Pss_Anon"));
      console.log(`# memory: ${own.join(" and ")} KB, at most ${MEMORY}`);
      assert.ok(Math.max(...own) <= MEMORY, `${own} KB, more than ${MEMORY}`);
    }, [], { command: `${BUILD}/dateline` }));
});
