// adding-a-page.test.mjs: follows docs/adding-a-page.md to the letter, in a copy of the tree.
//
// The line before each block of code says where it goes: "New file `NAME`:", or "In `NAME`, after the
// line `LINE`:", or "… after the line with `PART`:". The copy takes the objects of the plain build
// along (DATELINE_BUILD, else build/), so that only what changed is compiled.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const BUILD = path.resolve(process.env.DATELINE_BUILD ?? `${ROOT}/build`);
const PAGE = "docs/adding-a-page.md";

/** The blocks of a page: {where, file, line, part, text}; file is "" when it is not clear. */
export function blocks(markdown) {
  const fence = /([^\n]*)\n\n```\w*\n([\s\S]*?\n)```\n/g;
  return [...markdown.matchAll(fence)].map(([, where, text]) => {
    const made = /^New file `([^`]+)`:$/.exec(where);
    const into = /^In `([^`]+)`, after the line (with )?`([^`]+)`:$/.exec(where);
    return { where, text, file: (made ?? into)?.[1] ?? "", isNew: Boolean(made),
             [into?.[2] ? "part" : "line"]: into?.[3] };
  });
}

/** Makes the file or puts the text into it. */
function follow(root, block) {
  const file = path.join(root, block.file);
  if (block.isNew) {
    assert.ok(!fs.existsSync(file), `${block.file} is there already`);
    fs.writeFileSync(file, block.text);
    return;
  }
  const lines = fs.readFileSync(file, "utf8").split("\n");
  const fits = (l) => (block.line ? l.trim() === block.line.trim() : l.includes(block.part));
  assert.equal(lines.filter(fits).length, 1, `one line must fit: ${block.where}`);
  lines.splice(lines.findIndex(fits) + 1, 0, ...block.text.trimEnd().split("\n"));
  fs.writeFileSync(file, lines.join("\n"));
}

function copyAll(from, to, without) {
  const names = fs.readdirSync(from).filter((n) => !without.includes(n));
  fs.mkdirSync(to, { recursive: true });
  execFileSync("cp", ["-a", ...names.map((n) => path.join(from, n)), to]);
}

describe(PAGE, () => {
  const all = blocks(fs.readFileSync(path.join(ROOT, PAGE), "utf8"));
  const run = promisify(execFile);
  let root;

  /** Runs a command in the copy; what it says when it fails is the test's message. */
  const inCopy = (command, ...args) => {
    const env = { ...process.env, DATELINE_DATA: root, DATELINE: `${root}/build/dateline`,
                  MODE: "fastcgi" };
    delete env.NODE_TEST_CONTEXT; // else a node --test in there would not print for people
    return run(command, args, { cwd: root, env, maxBuffer: 64 << 20 }).catch((e) =>
      assert.fail(`${command} ${args.join(" ")}\n${e.stdout ?? ""}${e.stderr ?? e}`));
  };
  const make = (...goals) =>
    inCopy("make", "-s", "--no-print-directory", `-j${os.cpus().length}`, "SANITIZE=", "B=build",
           ...goals);

  before(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), "dateline-page-"));
    copyAll(ROOT, root, ["build", "node_modules", "var", ".git"]);
    if (fs.existsSync(BUILD))
      copyAll(BUILD, path.join(root, "build"), ["san", "test", "fuzz", "cppcheck"]);
    fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(root, "node_modules"));
  });
  after(() => fs.rmSync(root, { recursive: true, force: true }));

  test("says of every block of code where it goes, and can be followed", () => {
    for (const block of all) assert.notEqual(block.file, "", `does not say where: ${block.where}`);
    const fences = fs.readFileSync(path.join(ROOT, PAGE), "utf8").match(/^```/gm).length;
    assert.equal(fences, 2 * all.length, "a block has no line before it that says where it goes");
    for (const block of all) follow(root, block);
  });

  test("gives C as the formatter writes it", async () => {
    const touched = [...new Set(all.map((b) => b.file))].filter((f) => /\.[ch]$/.test(f));
    await inCopy("clang-format", "-i", ...touched); // what make format does
    for (const block of all.filter((b) => /\.[ch]$/.test(b.file)))
      if (block.isNew)
        assert.equal(fs.readFileSync(path.join(root, block.file), "utf8"), block.text, block.file);
  });

  test("leads to a tree that builds, and whose routes are what their test says", async () => {
    await make("all", "build/tests/unit/test_router");
    await inCopy("build/tests/unit/test_router");
  });

  test("leads to a tree that follows the rules of the house", async () => {
    await inCopy("node", "tests/lint/rules.mjs", root);
  });

  test("leads to a page that does what its own test says", async () => {
    const file = all.find((b) => b.isNew && /^tests\/web\/.*\.test\.mjs$/.test(b.file))?.file;
    assert.ok(file, "the page writes no test");
    const { stdout } = await inCopy("node", "--test", "--test-reporter=tap", file);
    assert.match(stdout, /^# pass [1-9]/m);
  });
});
