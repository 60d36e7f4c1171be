// backup.test.mjs: a site into one file and out of it again; what a killed command leaves behind.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { before, describe, test } from "node:test";

import { beforeItsTime, DATELINE, dateline, ENV, makeSite, startSite, tempFolder, until } from "./lib/site.mjs";

const run = (...args) => spawnSync(DATELINE, args, { env: ENV, encoding: "utf8" });

/** {path: SHA-256} of all files below a folder but the data's. */
function files(folder) {
  const all = {};
  for (const e of fs.readdirSync(folder, { withFileTypes: true, recursive: false })) {
    const at = path.join(folder, e.name);
    if (e.isDirectory())
      for (const [name, hash] of Object.entries(files(at))) all[`${e.name}/${name}`] = hash;
    else if (!e.name.startsWith("dateline."))
      all[e.name] = crypto.createHash("sha256").update(fs.readFileSync(at)).digest("hex");
  }
  return all;
}

/** All tables of a site's database, in SQL. */
function contents(folder) {
  const { status, stdout, stderr } = spawnSync(
    "sqlite3", [`file:${path.join(folder, "dateline.db")}?mode=ro`, ".dump"],
    { encoding: "utf8", maxBuffer: 256 << 20 });
  assert.equal(status, 0, stderr);
  return stdout;
}

let site, folder, other;
before(async () => {
  folder = await makeSite({ demo: true });
  fs.mkdirSync(path.join(folder, "templates/reader"), { recursive: true });
  fs.mkdirSync(path.join(folder, "static/img"), { recursive: true });
  fs.writeFileSync(path.join(folder, "templates/reader/own.tpl"), "{{%AUTOESCAPE context=\"HTML\"}}");
  fs.writeFileSync(path.join(folder, "static/img/logo.svg"), "<svg/>");
  other = tempFolder("backups");
});

/** Starts a command, kills it as soon as the file or folder is there, and waits for its end. */
async function kill(args, partial) {
  const child = spawn(DATELINE, args, { env: ENV, stdio: "ignore" });
  const ended = new Promise((done) => child.on("close", done));
  await until(() => fs.existsSync(partial), `${partial} is there`);
  child.kill("SIGKILL");
  await ended;
}

describe("backup and restore", () => {
  test("what is restored is what was there, and can be served", async (t) => {
    const file = path.join(other, "paper.tar"), again = path.join(other, "again");
    const made = run("backup", folder, file, "--test");
    assert.equal(made.status, 0, made.stderr);
    assert.match(made.stdout, /^Tested: \d+ files restored and compared, \d+ items checked, 0 wrong\.$/m);
    assert.equal(fs.statSync(file).mode & 0o077, 0, "it holds secrets");
    const restored = run("restore", file, again);
    assert.equal(restored.status, 0, restored.stderr);
    assert.deepEqual(files(again), files(folder));
    assert.equal(contents(again), contents(folder));
    assert.match(contents(again), /INSERT INTO secret|CREATE TABLE secret/);
    assert.deepEqual(fs.readdirSync(other).sort(), ["again", "paper.tar"], "nothing else is left");
    site = await startSite({ folder: again, mode: "fastcgi" });
    t.after(() => site.child.kill("SIGTERM"));
    assert.equal((await site.get("/")).status, 200);
    await site.stop();
  });

  test("a file or a folder that is there is not touched", async () => {
    const file = path.join(other, "there.tar"), full = path.join(other, "full");
    fs.writeFileSync(file, "mine");
    fs.mkdirSync(full);
    fs.writeFileSync(path.join(full, "mine"), "mine");
    assert.match(run("backup", folder, file).stderr, /already exists; choose another name/);
    assert.equal(fs.readFileSync(file, "utf8"), "mine");
    await dateline(["backup", folder, path.join(other, "whole.tar")]);
    assert.match(run("restore", path.join(other, "whole.tar"), full).stderr, /is not empty/);
    assert.match(run("restore", path.join(other, "whole.tar"), folder).stderr, /is already a site/);
    assert.deepEqual(fs.readdirSync(full), ["mine"]);
    fs.mkdirSync(path.join(other, "empty"), { mode: 0o755 });
    assert.equal(run("restore", path.join(other, "whole.tar"), path.join(other, "empty")).status, 0);
    assert.equal(fs.statSync(path.join(other, "empty")).mode & 0o777, 0o755, "its rights stay");
  });

  test("a backup that was changed, cut or is none restores nothing", async () => {
    const file = path.join(other, "sound.tar");
    await dateline(["backup", folder, file]);
    const bytes = fs.readFileSync(file);
    const changed = Buffer.from(bytes);
    changed[bytes.indexOf("<svg/>")] ^= 1;
    const broken = { changed, cut: bytes.subarray(0, bytes.length >> 1), empty: Buffer.alloc(0),
                     none: Buffer.from("This is no archive.\n".repeat(100)) };
    // As much of it as names a file outside, with the check sum of its head put right.
    const evil = Buffer.from(bytes);
    evil.fill(0, 0, 100);
    evil.write("../outside", 0);
    evil.fill(" ", 148, 156);
    evil.write(evil.subarray(0, 512).reduce((a, b) => a + b, 0).toString(8).padStart(6, "0") + "\0 ", 148);
    broken.evil = evil;
    for (const [name, what] of Object.entries(broken)) {
      const at = path.join(other, `${name}.tar`), to = path.join(other, `${name}.site`);
      fs.writeFileSync(at, what);
      const { status, stderr } = run("restore", at, to);
      assert.equal(status, 1, name);
      assert.match(stderr, /was changed since it was written|is not a (whole )?backup of a Dateline site/);
      assert.ok(!fs.existsSync(to) && !fs.existsSync(`${to}.partial`), name);
    }
    assert.ok(!fs.existsSync(path.join(other, "outside")));
  });

  test("a small archive of an endless file, or without a database, restores nothing", () => {
    const head = (name, size, type) => {
      const h = Buffer.alloc(512);
      h.write(name, 0);
      h.write("0000640", 100);
      h.write(size.toString(8).padStart(11, "0"), 124);
      h.write(`        ${type}ustar`, 148);
      h.write("00", 263);
      h.write(h.reduce((a, b) => a + b, 0).toString(8).padStart(6, "0") + "\0 ", 148);
      return h;
    };
    const entry = (name, bytes, type = "0") =>
      [head(name, bytes.length, type), bytes, Buffer.alloc(-bytes.length & 511)];
    const pax = (words) => Buffer.from(Object.entries(words).map(([key, value]) => {
      const rest = ` ${key}=${value}\n`;
      return `${rest.length + 2}${rest}`;
    }).join(""));
    const tar = (...entries) => Buffer.concat([...entries.flat(), Buffer.alloc(1024)]);
    const byte = Buffer.from("x");
    const manifest = entry("MANIFEST", Buffer.from(
      `${crypto.createHash("sha256").update(byte).digest("hex")} 1 media/x\n`));
    const cases = {
      endless: [tar(entry("x", pax({ "GNU.sparse.size": 2 ** 50, "GNU.sparse.numblocks": 1,
                                     "GNU.sparse.offset": 0, "GNU.sparse.numbytes": 1 }), "x"),
                    entry("media/x", byte), manifest), /it holds "media\/x"/],
      bare: [tar(entry("media/x", byte), manifest), /it holds no database/],
    };
    for (const [name, [bytes, why]] of Object.entries(cases)) {
      const at = path.join(other, `${name}.tar`), to = path.join(other, `${name}.site`);
      fs.writeFileSync(at, bytes);
      // No file may grow beyond 64 MiB, lest a failure fill the disk.
      const { status, stderr } = spawnSync("sh", ["-c", 'ulimit -f 131072; exec "$@"', "sh", DATELINE,
                                                  "restore", at, to], { env: ENV, encoding: "utf8" });
      assert.equal(status, 1, `${name}: ${stderr}`);
      assert.match(stderr, why);
      assert.ok(!fs.existsSync(to) && !fs.existsSync(`${to}.partial`), name);
    }
  });

  test("a link to an empty folder is followed; one that leads nowhere is said", async () => {
    const file = path.join(other, "linked.tar");
    await dateline(["backup", folder, file]);
    for (const [command, ...args] of [["restore", file], ["init"]]) {
      const real = path.join(other, `${command}-real`), link = path.join(other, `${command}-link`);
      fs.symlinkSync(real, link);
      const refused = run(command, ...args, link);
      assert.equal(refused.status, 1);
      assert.match(refused.stderr, /-link is a link that leads nowhere\./);
      fs.mkdirSync(real);
      assert.equal(run(command, ...args, `${link}/`).status, 0);
      assert.match(run("verify", link).stdout, /nothing wrong/);
      assert.ok(fs.lstatSync(link).isSymbolicLink());
    }
  });

  test("what the clock let out since, and that later withdrawals are undone, is said", async () => {
    let n = 0;
    const { at, file, early } = await beforeItsTime((at) => {
      const site = path.join(other, `since-${++n}`), file = `${site}.tar`, text = `${site}.md`;
      assert.equal(run("init", site, "--title", "Since").status, 0);
      fs.writeFileSync(text, "---\ntitle: Not any more\nsection: news\n---\nIt was to be read.\n");
      const posted = run("story", "post", site, text, "--publish", "--at", new Date(at).toISOString());
      assert.equal(posted.status, 0, posted.stderr);
      assert.equal(run("backup", site, file).status, 0);
      const early = run("restore", file, `${site}-early`);
      assert.doesNotMatch(early.stderr, /Not any more/);
      return { at, file, early };
    });
    assert.match(early.stderr, /is as it was after .*withdrawn, corrected or taken off the schedule later is not/);
    await until(() => Date.now() > at, "its time has passed");
    const late = run("restore", file, path.join(other, "since-late"));
    assert.equal(late.status, 0, late.stderr);
    assert.match(late.stderr, /Their time has passed, so readers get them[^]*1 .*Not any more/);
  });

  test("a copy of the database alone, as earlier versions wrote it, is restored without pictures", () => {
    const file = path.join(other, "old.db"), to = path.join(other, "old");
    fs.copyFileSync(path.join(folder, "dateline.db"), file);
    const { status, stdout, stderr } = run("restore", file, to);
    assert.equal(status, 1, "its pictures are missing");
    assert.match(stderr, /holds the database alone\. Copy the pictures into media\//);
    assert.match(stderr, /Picture \d+: the file media\/.* is missing\./);
    assert.match(stdout, /^Restored /);
    fs.cpSync(path.join(folder, "media"), path.join(to, "media"), { recursive: true });
    assert.equal(run("verify", to).status, 0);
  });
});

describe("a command that is killed", () => {
  test("leaves no backup under its name, and the next one works", async () => {
    const file = path.join(other, "killed.tar");
    await kill(["backup", folder, file, "--test"], `${file}.partial`);
    assert.ok(!fs.existsSync(file));
    assert.equal(run("backup", folder, file, "--test").status, 0);
    assert.deepEqual(fs.readdirSync(other).filter((f) => f.startsWith("killed.")), ["killed.tar"]);
  });

  test("leaves no site under its name, and the next one works", async () => {
    const to = path.join(other, "new");
    await kill(["init", to, "--demo"], `${to}.partial`);
    assert.ok(!fs.existsSync(to));
    assert.equal(run("init", to, "--title", "New").status, 0);
    assert.ok(!fs.existsSync(`${to}.partial`));
    assert.match(run("verify", to).stdout, /nothing wrong/);
    assert.doesNotMatch(run("story", "list", to).stdout, /Marrowby/);
  });
});
