// status.test.mjs: /admin/status: what an administrator learns of the site and its server.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { launch, openPage, troublesAt } from "./lib/browser.mjs";
import { dateline, DATELINE, MODE, startSite, tempFolder, until } from "./lib/site.mjs";
import { postStory } from "./lib/story.mjs";
import { checkHtml } from "./lib/vnu.mjs";

let site, ada, browser;
before(async () => {
  site = await startSite();
  ada = await site.signIn({ login: "ada", role: "admin" });
});
after(async () => {
  await browser?.close();
  await site.stop();
});

const page = async () => (await ada.get("/admin/status")).text;
/** The value beside a label within the part of that title, without its mark-up. */
const line = (text, part, label) => {
  const section = text.split("<section ").find((s) => s.includes(`>${part}</h2>`)) ?? "";
  const found = new RegExp(`<dt>${label}</dt><dd>([^]*?)</dd>`).exec(section);
  return found?.[1].replace(/<[^>]+>/g, "");
};
const backup = (...args) => {
  const file = path.join(tempFolder("backup"), "paper.tar");
  return dateline(["backup", site.folder, file, ...args]).then(() => file);
};

test("what has not gone wrong is not named", { skip: MODE === "cgi" }, async () => {
  assert.match(await page(), /The log has had no warning and no error since then\./);
});

test("editors do not see it, and strangers are asked to sign in", async () => {
  const ines = await site.signIn({ login: "ines", role: "editor" });
  assert.equal((await ines.get("/admin/status")).status, 403);
  assert.doesNotMatch((await ines.get("/admin/")).text, /\/admin\/status/);
  assert.match((await ada.get("/admin/")).text, /<a href="\/admin\/status">Status<\/a>/);
  assert.equal((await site.get("/admin/status")).status, 303);
});

test("it names versions and sizes", async () => {
  const text = await page();
  const { stdout } = await dateline(["--version"]);
  assert.equal(line(text, "Versions", "Dateline"), stdout.trim().split(" ")[1]);
  assert.match(line(text, "Versions", "Database"), /^SQLite 3\.\d+\.\d+$/);
  assert.match(line(text, "Versions", "Its schema"), /^\d+$/);
  for (const name of ["libsodium", "liboath", "ICU", "jansson", "zlib", "brotli"])
    assert.match(line(text, "Versions", name), /^\d+(\.\d+)+$/, name);
  const kB = fs.statSync(path.join(site.folder, "dateline.db")).size / 1000;
  assert.equal(line(text, "What the site takes up", "Database"),
               `${Math.floor(kB * 10) / 10} kB`);
  assert.match(line(text, "What the site takes up", "Free on the disk"), /^[\d.]+ [kMGT]B of [\d.]+ [kMGT]B$/);
  assert.equal(line(text, "What the site takes up", "Pictures"), "0 bytes");
  assert.equal(line(text, "What the site takes up", "Search index"), "knows all stories");
});

describe("backups and checks", () => {
  const warning = /No backup of this site is known\.|more than a week old/;
  const file = () => path.join(site.folder, "dateline.last-backup");

  test("of none it says so", async () => {
    const text = await page();
    assert.match(text, /No backup of this site is known\./);
    assert.equal(line(text, "Backup, checks, housekeeping", "Last backup"), undefined);
    assert.equal(line(text, "Backup, checks, housekeeping", "Last check"), undefined);
  });

  test("the last one has its time, its name without a folder, its size, and whether it was tried", async () => {
    const made = await backup();
    let text = await page();
    assert.doesNotMatch(text, warning);
    assert.equal(line(text, "Backup, checks, housekeeping", "Its file"), "paper.tar");
    assert.doesNotMatch(text, new RegExp(path.dirname(made)));
    assert.match(line(text, "Backup, checks, housekeeping", "Its size"), /^[\d.]+ [kM]B$/);
    assert.equal(line(text, "Backup, checks, housekeeping", "Restored and compared"), "it was not tried");
    await backup("--test");
    text = await page();
    assert.equal(line(text, "Backup, checks, housekeeping", "Restored and compared"), "nothing wrong");
  });

  test("one that failed leaves the record of the one before", async () => {
    const was = fs.readFileSync(file(), "utf8");
    await dateline(["backup", site.folder, "/nowhere/at/all.tar"], { allow: [1] });
    assert.equal(fs.readFileSync(file(), "utf8"), was);
  });

  test("an old one is a warning, to the millisecond of a week", async () => {
    const record = JSON.parse(fs.readFileSync(file(), "utf8"));
    const week = 7 * 86400e3;
    const aged = (ms) => fs.writeFileSync(file(), JSON.stringify({ ...record, at: Date.now() - ms }));
    aged(week - 60e3);
    assert.doesNotMatch(await page(), warning);
    aged(week + 1);
    assert.match(await page(), /The last backup is more than a week old\./);
  });

  test("what is no record is none", async () => {
    for (const text of ["", "{", "[]", '{"at":"x"}', "x".repeat(10000)]) {
      fs.writeFileSync(file(), text);
      assert.match(await page(), /No backup of this site is known\./, text.slice(0, 20));
    }
    fs.rmSync(file());
    fs.symlinkSync("/etc/passwd", file());
    assert.match(await page(), /No backup of this site is known\./);
    fs.rmSync(file());
  });

  test("a restored site has no backup yet, and knows no check", async () => {
    const made = await backup("--test");
    const to = path.join(tempFolder("restored"), "site");
    await dateline(["restore", made, to]);
    assert.deepEqual(fs.readdirSync(to).filter((name) => /last-/.test(name)), []);
  });

  test("housekeeping says when it was, and how much went", async () => {
    const part = "Backup, checks, housekeeping";
    assert.equal(line(await page(), part, "Last housekeeping"), "Never yet");
    const orphan = path.join(site.folder, "media/2020/01", `${"ab".repeat(16)}-960.jpg`);
    fs.mkdirSync(path.dirname(orphan), { recursive: true });
    fs.writeFileSync(orphan, "x");
    fs.utimesSync(orphan, 1577880000, 1577880000);
    await dateline(["housekeep", site.folder, "--dry-run"]);
    assert.ok(fs.existsSync(orphan));
    assert.equal(line(await page(), part, "Last housekeeping"), "Never yet");
    await dateline(["housekeep", site.folder]);
    assert.ok(!fs.existsSync(orphan));
    const text = await page();
    assert.match(line(text, part, "Last housekeeping"), /\d/);
    assert.ok(Number(line(text, part, "Cleared away")) >= 1);
  });

  test("a check says when it was and what it found", async () => {
    await dateline(["verify", site.folder]);
    assert.equal(line(await page(), "Backup, checks, housekeeping", "It found"), "nothing wrong");
    const record = path.join(site.folder, "dateline.last-verify");
    fs.writeFileSync(record, JSON.stringify({ at: Date.now(), wrong: 3 }));
    const text = await page();
    assert.equal(line(text, "Backup, checks, housekeeping", "It found"), "3 things are wrong");
    assert.match(text, /The last check found something wrong\./);
    await dateline(["verify", site.folder]);
  });
});

test("what each worker did is counted, and what went wrong is named", { skip: MODE === "cgi" }, async () => {
  const sum = (text) => [...text.matchAll(/<tr><th scope="row">\d+<\/th><td>([\d,]+)<\/td><td>([\d,]+)<\/td><td>/g)]
    .reduce((all, m) => all + Number(m[1].replace(",", "")), 0);
  const first = await page(); // an editor was refused above
  assert.match(first, /<th scope="row"><code>role_refused<\/code><\/th><td>warning<\/td><td>1<\/td>/);
  for (let i = 0; i < 5; i++) await ada.get("/admin/");
  // One is counted when its answer has gone, so a page that comes at once may not know of it.
  let text;
  await until(async () => sum(text = await page()) >= sum(first) + 6, "all are counted");
  assert.match(text, /<td><code>status<\/code><\/td>/);
  const gone = await site.signIn({ login: "olga", role: "admin" });
  await gone.post("/admin/settings", { title: "x", csrf: "wrong" });
  const bad = await until(async () => {
    const now = await page();
    return /<th scope="row"><code>form_refused<\/code><\/th><td>warning<\/td><td>1<\/td>/.test(now) && now;
  }, "the line is counted");
  assert.doesNotMatch(bad, /no warning and no error/);
});

test("pages that lie ready are counted", { skip: MODE === "cgi" }, async () => {
  await postStory(site, { title: "Ready", slug: "ready" });
  await until(async () => {
    await site.get("/");
    return Number(line(await page(), "Ready pages", "Pages")) > 0;
  }, "a page lies ready");
});

test("it is in six languages, is valid HTML, open to everybody, and fits on paper", async () => {
  const words = { de: "Sicherung, Prüfung, Aufräumen", fr: "Sauvegarde, vérification, ménage", zh: "备份、检查与清理",
                  es: "Copias, comprobaciones, limpieza", ar: "النسخ الاحتياطي والفحص والتنظيف", "en-GB": "Backup, checks, housekeeping" };
  browser = await launch();
  const context = await browser.newContext({ baseURL: site.url, javaScriptEnabled: true });
  await context.addCookies(ada.browserCookies());
  const one = await openPage(context);
  for (const [locale, word] of Object.entries(words)) {
    await dateline(["settings", "set", site.folder, "locale", locale]);
    const text = await page();
    assert.match(text, new RegExp(word));
    const found = await checkHtml([{ name: locale, text }]);
    assert.deepEqual(Object.values(found).flat(), [], locale);
    await one.goto("/admin/status");
    assert.deepEqual(await troublesAt(one, [360, 1280]), [], locale);
  }
  await one.emulateMedia({ media: "print" });
  assert.equal(await one.locator(".top").isVisible(), false);
  assert.equal(await one.locator("#versions").isVisible(), true);
});
