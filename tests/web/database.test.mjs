// database.test.mjs: a database that is damaged, empty, another program's, or replaced while it is
// served: what verify, the other commands, the server and the desk say, and what becomes of saves.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";

import { DATELINE, dateline, ENV, makeSite, startSite, tempFolder, until } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";

const database = (folder) => path.join(folder, "dateline.db");
const run = (...args) => spawnSync(DATELINE, args, { env: ENV, encoding: "utf8" });

/** Overwrites each page of the file that holds the text. */
function damage(folder, text) {
  const bytes = fs.readFileSync(database(folder));
  let pages = 0;
  for (let at = 4096; at < bytes.length; at += 4096) {
    if (!bytes.subarray(at, at + 4096).includes(text)) continue;
    bytes.fill(0x5a, at, at + 4096);
    pages++;
  }
  assert.ok(pages > 0, "there is such a page");
  fs.writeFileSync(database(folder), bytes);
}

/** Ended in any case, lest a failure leave it running. */
async function serve(t, options = {}) {
  const site = await startSite({ ...options, mode: "fastcgi" });
  t.after(() => site.child.kill("SIGTERM"));
  return site;
}

const keep = async (session, headline) => {
  const csrf = await session.csrf("/admin/story/new");
  return session.post("/admin/story/new", { csrf, base: "0", kind: "news", headline, body: "All of it.",
                                            action: "keep" });
};

const count = (log, event) => log.split("\n").filter((line) => line.includes(` ${event} `)).length;

/** A save that is refused: 503, when to try again, why, and what was typed. */
function assertRefused(res, why) {
  assert.equal(res.status, 503, res.text);
  assert.ok(Number(res.headers["retry-after"]) > 0, "it says when to try again");
  assert.match(res.text, why);
  assert.match(res.text, /All of it\./, "the text is not lost");
}

describe("a file that is no database of ours", () => {
  const foreign = () => {
    const bytes = Buffer.alloc(8192);
    bytes.write("SQLite format 3\0", "latin1");
    bytes.set([0x10, 0, 1, 1, 0, 64, 32, 32], 16); // pages of 4,096 bytes
    bytes.set([0, 0, 0, 2], 28); // two of them
    bytes.set([0, 0, 0, 1, 0, 0, 0, 4], 40); // schema 4
    bytes.set([0, 0, 0, 1], 56); // UTF-8
    bytes.set([0x0d, 0, 0, 0, 0, 0x10, 0, 0], 100); // no table
    return bytes;
  };
  for (const [name, bytes] of [["empty", () => Buffer.alloc(0)], ["another program's", foreign],
                               ["overwritten at its beginning", () => Buffer.alloc(8192, 0x5a)]]) {
    test(`${name}: every command and the server refuse it, and it is left as it is`, async () => {
      const folder = await makeSite();
      const story = path.join(tempFolder(), "story.md");
      fs.writeFileSync(story, "---\ntitle: One\n---\nText.\n");
      fs.writeFileSync(database(folder), bytes());
      for (const args of [["verify", folder], ["backup", folder, `${folder}.backup`],
                          ["serve", folder], ["up", folder], ["story", "list", folder],
                          ["story", "post", folder, story], ["import", folder, "markdown", story],
                          ["user", "list", folder], ["user", "add", folder, "ines"],
                          ["settings", "list", folder], ["settings", "set", folder, "title", "X"],
                          ["init", folder]]) {
        const { status, stdout, stderr } = run(...args);
        assert.equal(status, 1, `${args.join(" ")}: ${stdout}${stderr}`);
        assert.equal(stdout, "");
        if (args[0] === "init") assert.match(stderr, /is already a site; nothing was changed/);
        else {
          assert.match(stderr, /it is not one of Dateline's\. \(/, args.join(" "));
          assert.match(stderr, /^ {4}dateline restore BACKUP NEW-FOLDER$/m);
        }
      }
      assert.deepEqual(fs.readFileSync(database(folder)), bytes());
      const cgi = spawnSync(DATELINE, [], { encoding: "utf8", env: {
        ...ENV, GATEWAY_INTERFACE: "CGI/1.1", REQUEST_METHOD: "GET", DATELINE_SITE: folder } });
      assert.match(cgi.stdout, /^Status: 503 /);
      assert.match(cgi.stdout, /^Retry-After: \d/m);
      assert.deepEqual(fs.readFileSync(database(folder)), bytes());
    });
  }

  test("a link, a pipe or a folder in its place is said, by every command, at once", async () => {
    const folder = await makeSite();
    const aside = `${folder}.db`;
    fs.renameSync(database(folder), aside);
    for (const [name, args] of [["link", ["ln", "-s", aside]], ["pipe", ["mkfifo"]], ["folder", ["mkdir"]]]) {
      spawnSync(args[0], [...args.slice(1), database(folder)]);
      for (const command of [["story", "list"], ["verify"], ["audit"], ["user", "add"], ["serve"]]) {
        const all = [...command, folder, ...(command[1] === "add" ? ["omar"] : [])];
        const { status, stderr } = spawnSync(DATELINE, all, { env: ENV, encoding: "utf8", timeout: 60000 });
        assert.equal(status, 1, `${name}: ${all.join(" ")}: ${stderr}`);
        assert.match(stderr, /dateline\.db is no plain file\. A link may stand for the site's folder/);
        assert.doesNotMatch(stderr, /To recover/, "nothing is broken");
      }
      fs.rmSync(database(folder), { recursive: true });
    }
    fs.renameSync(aside, database(folder));
    const mark = path.join(folder, "dateline.damaged");
    spawnSync("mkfifo", [mark]); // a mark that cannot be read counts
    const { status, stderr } = spawnSync(DATELINE, ["user", "add", folder, "omar"],
                                         { env: ENV, encoding: "utf8", timeout: 60000 });
    assert.equal(status, 1);
    assert.match(stderr, /database is damaged/);
  });

  test("a folder that was copied is read by every command that looks", async () => {
    const folder = await makeSite(), copy = `${folder}.copy`;
    await dateline(["user", "add", folder, "ines"]);
    fs.cpSync(folder, copy, { recursive: true });
    for (const command of [["audit"], ["story", "list"], ["user", "list"], ["settings", "list"], ["verify"]]) {
      const { status, stderr } = run(...command, copy);
      assert.equal(status, 0, `${command.join(" ")}: ${stderr}`);
    }
  });

  test("none at all: the folder is said to have been a site", async () => {
    const folder = await makeSite();
    fs.rmSync(database(folder));
    for (const command of ["verify", "serve"])
      assert.match(run(command, folder).stderr, /was a Dateline site, but its database is gone/);
  });
});

describe("a damaged database", () => {
  test("what can be read is, nothing is saved, and verify says how to recover", async (t) => {
    const folder = await makeSite();
    const whole = { folder };
    await publishStory(whole, { title: "Sound", slug: "sound", date: "2020-01-08" });
    await publishStory(whole, { title: "Broken", slug: "broken", date: "2020-01-09",
                                body: `Overwritten. ${"x".repeat(15000)}` });
    const before = await serve(t, { folder });
    const session = await before.signIn();
    await before.stop();
    const copy = `${folder}.copy`;
    fs.cpSync(folder, copy, { recursive: true });
    damage(folder, "x".repeat(4000));
    const site = await serve(t, { folder });
    session.site = site;
    const broken = await site.get("/2020/01/broken");
    assert.equal(broken.status, 503);
    assert.match(broken.text, /This page cannot be read at the moment/);
    assert.equal((await site.get("/2020/01/sound")).status, 200);
    assertRefused(await keep(session, "After"), /database is damaged\. Nothing was saved/);
    await until(() => / database_damaged /.test(site.log()), "the log says so");
    assert.ok(count(site.log(), "database_damaged") <= 2, "once for each worker");
    const post = run("user", "add", folder, "omar");
    assert.equal(post.status, 1);
    assert.match(post.stderr, /The site's database is damaged\. Nothing was saved/);
    await site.stop();

    const { status, stdout, stderr } = run("verify", folder);
    assert.equal(status, 1);
    assert.match(stdout, /^The database file is damaged: /m);
    assert.match(stdout, /^Checked \d+ items: \d+ wrong/m);
    assert.match(stderr, /To recover: stop the server, restore the newest backup into a new folder/);
    // Sound again, be it the same file or another: verify says so, and it is written to.
    fs.rmSync(database(folder));
    fs.copyFileSync(database(copy), database(folder));
    assert.match(run("verify", folder).stdout, /nothing wrong/);
    assert.equal(run("user", "add", folder, "omar").status, 0);
  });
});

/** Another program's hand. */
const sqlite = (folder, sql) => {
  const { status, stderr } = spawnSync("sqlite3", [database(folder), sql], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
};

describe("a damaged search index", () => {
  const found = async (site) => (await site.get("/search?q=ferry")).text;

  test("stops neither saves nor pages, and is made anew by the server", async (t) => {
    const site = await serve(t);
    await publishStory(site, { title: "A ferry", slug: "ferry", date: "2020-01-08" });
    const session = await site.signIn();
    sqlite(site.folder, "UPDATE search_data SET block = x'0102030405060708' WHERE id = 10");
    assert.match(await found(site), /Search is out of order at the moment|A <mark>ferry/);
    assert.equal((await keep(session, "Kept")).status, 303);
    assert.equal((await site.get("/2020/01/ferry")).status, 200);
    await until(async () => /A <mark>ferry<\/mark>/i.test(await found(site)), "the story is found again");
    assert.match(run("verify", site.folder).stdout, /nothing wrong/);
    assert.equal(count(site.log(), "database_damaged"), 0);
  });

  test("that cannot be made anew is said to readers, machines and operators, and saves go on", async (t) => {
    const site = await serve(t);
    await publishStory(site, { title: "A ferry", slug: "ferry", date: "2020-01-08" });
    const session = await site.signIn();
    sqlite(site.folder, "DROP TABLE search_doc");
    assert.equal((await site.get("/search?q=ferry")).status, 503);
    assert.equal((await keep(session, "Kept")).status, 303);
    await until(() => fs.existsSync(path.join(site.folder, "dateline.search-lost")), "it was tried");
    const search = await site.get("/search?q=ferry");
    assert.equal(search.status, 503);
    assert.match(search.text, /Search is out of order at the moment/);
    assert.ok(search.headers["retry-after"]);
    assert.equal((await site.get("/2020/01/ferry")).status, 200);
    const health = await site.get("/healthz");
    assert.equal(health.status, 200);
    assert.equal(health.text, "ok\n"); // readers are served, and strangers learn no more
    assert.match((await site.get("/metrics")).text, /^dateline_search_damaged 1$/m);
    await until(() => count(site.log(), "search_damaged") > 0, "the log says so");
    const { status, stdout } = run("verify", site.folder);
    assert.equal(status, 1);
    assert.match(stdout, /^The search index is damaged, and cannot be made anew.*Restore a backup/m);
    assert.match(run("reindex", site.folder).stderr, /cannot be made anew in this database/);
    assert.equal((await keep(session, "Kept in the end")).status, 303);
  });
});

describe("a database that is replaced while it is served", () => {
  test("saves are refused until a valid one is there, which is then opened", async (t) => {
    const site = await serve(t);
    await publishStory(site, { title: "Old", slug: "old", date: "2020-01-08" });
    const session = await site.signIn();
    const backup = path.join(tempFolder(), "backup.db");
    await dateline(["user", "list", site.folder]);
    fs.copyFileSync(database(site.folder), backup);
    assert.equal((await keep(session, "Kept")).status, 303);

    const aside = `${database(site.folder)}.aside`;
    fs.renameSync(database(site.folder), aside);
    for (const bytes of [null, Buffer.alloc(0), Buffer.alloc(4096, 0x5a)]) {
      if (bytes) fs.writeFileSync(database(site.folder), bytes);
      assertRefused(await keep(session, "Lost?"), /database was replaced or removed meanwhile/);
      assert.equal((await site.get("/2020/01/old")).status, 200, "readers have what was there");
      if (bytes) assert.deepEqual(fs.readFileSync(database(site.folder)), bytes);
    }
    await until(() => / database_replaced /.test(site.log()), "the log says so");
    assert.ok(count(site.log(), "database_replaced") <= 2, "once for each worker");

    // The same file again: nothing is lost.
    fs.renameSync(aside, database(site.folder));
    await until(async () => (await keep(session, "And on")).status === 303, "saves go on");
    const listed = JSON.parse((await dateline(["story", "list", site.folder, "--json"])).stdout);
    const headlines = listed.map((s) => s.headline);
    assert.ok(headlines.includes("Kept") && headlines.includes("And on"));
    assert.ok(!headlines.includes("Lost?"));
    await site.stop();
    assert.match(run("verify", site.folder).stdout, /nothing wrong/);
  });

  test("another site's, put there by a rename, is served by itself", async (t) => {
    const other = { folder: await makeSite() };
    await publishStory(other, { title: "New", slug: "new", date: "2020-01-08" });
    const site = await serve(t);
    await publishStory(site, { title: "Old", slug: "old", date: "2020-01-08" });
    await (await site.signIn()).csrf();
    assert.equal((await site.get("/2020/01/old")).status, 200);
    const copy = `${database(site.folder)}.new`;
    await dateline(["settings", "set", other.folder, "base_url", site.url]);
    fs.copyFileSync(database(other.folder), copy);
    fs.renameSync(copy, database(site.folder));
    for (let i = 0; i < 8; i++)
      await until(async () => (await site.get("/2020/01/new")).status === 200, "it is served");
    assert.equal((await site.get("/2020/01/old")).status, 404);
    site.known.clear(); // nobody is a user there
    const session = await site.signIn();
    assert.equal((await keep(session, "Into the new one")).status, 303);
    await site.stop();
    const { stdout } = await dateline(["story", "list", site.folder, "--json"]);
    assert.match(stdout, /Into the new one/);
    assert.match(run("verify", site.folder).stdout, /nothing wrong/);
  });
});
