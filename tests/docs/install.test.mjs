// install.test.mjs: what `make install` and `make dist` are made of: the manual page, the units' PREFIX,
// the list of packages.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const build = process.env.DATELINE_BUILD ?? path.join(root, "build");
const dateline = path.join(build, "dateline");

function run(program, ...args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", cwd: root });
  assert.equal(status, 0, `${program} ${args.join(" ")}: ${stderr}`);
  return stdout;
}

test("the manual page has every command and every option", () => {
  const page = run("deploy/man.sh", dateline);
  const plain = page.replaceAll("\\-", "-").replaceAll("\\&", "");
  const commands = [...run(dateline, "--help").matchAll(/^  ([a-z-]+(?: [a-z-]+)?) +[A-Z]/gm)]
    .map(([, name]) => name.trim());
  assert.ok(commands.length > 20);
  for (const command of commands) {
    const help = run(dateline, ...command.split(" "), "--help");
    assert.ok(plain.includes(`.SS "dateline ${command} `), command);
    const section = plain.split(`.SS "dateline ${command} `)[1].split("\n.SS ")[0];
    for (const [, option] of help.matchAll(/^  (--[a-z-]+)/gm))
      assert.ok(section.includes(`.B "${option}`), `${command} ${option}`);
  }
  const checked = spawnSync("man", ["--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", "-"],
                            { input: page, encoding: "utf8" });
  if (!checked.error && checked.status === 0) assert.equal(checked.stderr, "");
});

test("units and servers' files name the PREFIX in one way, which make install replaces", () => {
  const makefile = fs.readFileSync(path.join(root, "Makefile"), "utf8");
  assert.match(makefile, /sed -i '.*s\|\/usr\/local\/\|\$\(PREFIX\)\/\|g'/);
  const unit = fs.readFileSync(path.join(root, "deploy/systemd/dateline@.service"), "utf8");
  assert.match(unit, /ExecStart=\/usr\/local\/bin\/dateline /);
});

test("the list of packages names what is linked, with versions", () => {
  const licences = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "dateline-sbom-")), "LICENSE.txt");
  fs.writeFileSync(licences, "@codemirror/view 6.43.15 (MIT)\n\nPermission …\n\n\ncrelt 1.0.7 (MIT)\n\nPermission …\n");
  const list = JSON.parse(run("deploy/sbom.sh", "1.0", licences, dateline));
  fs.rmSync(path.dirname(licences), { recursive: true });
  assert.equal(list.bomFormat, "CycloneDX");
  const sqlite = list.components.find((c) => c.name === "libsqlite3-0");
  assert.match(sqlite.version, /^3\./);
  const npm = list.components.filter((c) => c.purl.startsWith("pkg:npm/"));
  assert.deepEqual(npm.map((c) => [c.purl, c.licenses[0].license.id]),
                   [["pkg:npm/%40codemirror/view@6.43.15", "MIT"], ["pkg:npm/crelt@1.0.7", "MIT"]]);
  for (const c of list.components)
    assert.ok(c.version && /^pkg:(deb\/debian|npm)\//.test(c.purl), c.name);
  const without = JSON.parse(run("deploy/sbom.sh", "1.0", licences, dateline));
  assert.equal(without.components.length, list.components.length - 2);
});
