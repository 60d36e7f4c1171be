// upgrade.test.mjs: a site of an older version, brought up to date under its readers; one of a newer version, left alone.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import zlib from "node:zlib";

import { ROOT, dateline, freePort, startSite, tempFolder, until } from "./lib/site.mjs";

const NEWEST = fs.readdirSync(path.join(ROOT, "db/sqlite/migrations")).length;

/** A site's folder with the database of that schema. */
function siteOf(schema) {
  const folder = path.join(tempFolder(`schema-${schema}`), "site");
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, "dateline.db"), zlib.gunzipSync(
    fs.readFileSync(path.join(ROOT, `tests/fixtures/databases/schema-${schema}.db.gz`))));
  return folder;
}

const schemaOf = (file) =>
  +execFileSync("sqlite3", ["-readonly", file, "PRAGMA user_version"], { encoding: "utf8" });

for (const schema of [3, NEWEST - 1])
  test(`a site of schema ${schema} is brought up to date while a command writes and readers ask`, async () => {
    const folder = siteOf(schema);
    const written = until(async () => (await dateline(["settings", "set", folder, "tagline", "By the sea"],
                                                      { allow: [0, 1] })).code === 0, "the command wrote", 120);
    const read = dateline(["story", "list", folder]);
    const site = await startSite({ folder, workers: 3 });
    const answers = await Promise.all(Array.from({ length: 30 }, () => site.get("/2026/01/the-bridge")));
    await written;
    assert.match((await read).stdout, /The bridge/);
    assert.ok(answers.every(({ status }) => status === 200 || status === 503), answers.map((a) => a.status).join());
    const { text } = await until(async () => {
      const answer = await site.get("/2026/01/the-bridge");
      return answer.status === 200 && answer;
    }, "the story is there");
    assert.match(text, /The bridge is open again\./);
    assert.match((await site.get("/")).text, /By the sea/);
    await site.stop();
    assert.doesNotMatch(site.log(), /in use by an older version/);
    assert.equal(schemaOf(path.join(folder, "dateline.db")), NEWEST);
    assert.equal(schemaOf(path.join(folder, `dateline.db.schema-${schema}`)), schema);
  });

test("a site of a newer version is refused with what to do, and not touched", async () => {
  const folder = siteOf(NEWEST);
  const file = path.join(folder, "dateline.db");
  execFileSync("sqlite3", [file, `PRAGMA user_version = ${NEWEST + 1}`]);
  const before = fs.readFileSync(file);
  for (const args of [["settings", "set", folder, "title", "X"], ["story", "list", folder], ["verify", folder]]) {
    const { stderr } = await dateline(args, { allow: [1] });
    assert.match(stderr, /written by a newer version of Dateline; use that one/);
    assert.match(stderr, new RegExp(`the site has schema ${NEWEST + 1}, this program ${NEWEST}`));
    assert.match(stderr, /Install the newer version again, or give the copy/);
  }
  const { stderr } = await dateline(["up", folder, "--port", String(await freePort())], { allow: [1] });
  assert.match(stderr, /newer version/);
  assert.deepEqual(fs.readFileSync(file), before);
  assert.deepEqual(fs.readdirSync(folder).filter((n) => n.includes("schema-")), []);
});
