// import-page.test.mjs: /admin/import: an export is sent, looked through and imported by a process of its own.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { launch, openPage, troublesAt } from "./lib/browser.mjs";
import { atom } from "./lib/feed.mjs";
import { csrfOf, dateline, makeSite, MODE, ROOT, startSite, tempFolder, until } from "./lib/site.mjs";
import { checkHtml } from "./lib/vnu.mjs";
import { openGraph } from "./lib/webpage.mjs";

const at = Date.UTC(2020, 0, 3, 10, 30);
const stories = (n, from = 0) => Array.from({ length: n }, (_, i) => ({ slug: `s${from + i}`, title: `Story ${from + i}`, at: at + (from + i) * 1000,
  authors: ["Ann Lee"], tags: ["Floods"], html: `<p>The river rose ${from + i} times.</p>` }));
const five = [...stories(4), { slug: "undated", title: "Undated", authors: [], tags: [], html: "<p>When?</p>" }];

let site, ada;
before(async () => {
  site = await startSite({ env: { DATELINE_FETCH_LOCAL: "1" } }); // the old paper's server is this machine
  ada = await site.signIn({ login: "ada", role: "admin", name: "Ada" });
});
after(() => site.stop());

const ask = (sql) => JSON.parse(execFileSync("sqlite3", ["-json", path.join(site.folder, "dateline.db"), sql], { encoding: "utf8" }) || "[]");
const count = () => ask("SELECT count(*) AS n FROM story")[0].n;
const page = async () => (await ada.get("/admin/import")).text;
const hidden = (text, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1];
/** Sends a file as a browser does. */
const send = async (filename, bytes, form = "0".repeat(32)) => ada.postFiles("/admin/import", { csrf: csrfOf(await page()), form, do: "send",
  file: { filename, type: "application/octet-stream", bytes: Buffer.from(bytes) } });
async function press(what, fields = {}) {
  const text = await page();
  return ada.post("/admin/import", { csrf: csrfOf(text), turn: hidden(text, "turn"), readers: hidden(text, "readers") ?? "", other: hidden(text, "other") ?? "", do: what, ...fields });
}
const runs = (text) => /value="cancel"/.test(text);
/** Waits until nothing runs. → the page */
async function settled() {
  let text;
  await until(async () => !runs((text = await page())), "the import ends", 120);
  return text;
}
/** A number of the report by its label. */
const said = (text, label) => Number(new RegExp(`<dt>${label}</dt><dd>([\\d,]+)</dd>`).exec(text)?.[1].replace(",", "") ?? NaN);

test("only administrators see it", async () => {
  const eve = await site.signIn({ login: "eve", role: "editor", name: "Eve" });
  assert.equal((await eve.get("/admin/import")).status, 403);
  assert.equal((await eve.get("/admin/import/report.json")).status, 403);
  assert.equal((await ada.get("/admin/import/report.json")).status, 404);
  assert.equal((await site.get("/admin/import")).status, 303);
});

test("a site of plain CGI says that it cannot", { skip: MODE !== "cgi" }, async () => {
  assert.match(await page(), /nothing can be imported from this page/);
});

describe("a feed", { skip: MODE === "cgi" }, () => {
  test("is looked through, and nothing of it is kept", async () => {
    assert.equal((await send("paper.atom", atom(five))).status, 303);
    const text = await settled();
    assert.match(text, /<h2 id="job-title"><bdi>paper\.atom<\/bdi><\/h2>/);
    assert.match(text, /What would become of it/);
    assert.deepEqual([said(text, "New stories that readers see"), said(text, "Drafts"), said(text, "Left out")], [4, 1, 0]);
    assert.match(text, /it has no date/);
    assert.match(text, /Import: readers will see 4 new stories/);
    assert.equal(count(), 0);
    assert.equal(fs.statSync(path.join(site.folder, "import")).mode & 0o777, 0o700);
  });

  test("of which the same form a second time is the same, and another one is refused", async () => {
    assert.equal((await send("paper.atom", atom(five))).status, 303);
    const other = await send("other.atom", atom(five), "f".repeat(32));
    assert.equal(other.status, 422);
    assert.match(other.text, /There is an import already/);
  });

  test("is looked through again with a map, which is checked", async () => {
    const bad = await press("look", { map: "Floods", section: "" });
    assert.equal(bad.status, 422);
    assert.match(bad.text, /“Floods” is not understood/);
    assert.equal((await press("look", { map: "Floods=water\r\n", credit: "Cleo" })).status, 303);
    const text = await settled();
    assert.match(text, /<li><bdi>water<\/bdi>: 4<\/li>/);
    assert.match(text, />\nFloods=water<\/textarea>/);
  });

  test("is not imported on a number that the report has no more", async () => {
    const old = await press("import", { readers: "3" });
    assert.equal(old.status, 422);
    assert.match(old.text, /The report is another by now/);
    assert.equal((await press("import", { turn: "1" })).status, 303, "somebody has gone on");
    assert.equal(count(), 0);
  });

  test("is imported as the command does, and its report stays", async () => {
    assert.equal((await press("import")).status, 303);
    let text = await settled();
    assert.match(text, /What became of it/);
    assert.equal(said(text, "New stories that readers see"), 4);
    assert.equal((await site.get("/2020/01/s0")).status, 200);
    assert.deepEqual(ask("SELECT DISTINCT g.slug FROM revision r JOIN section g ON g.id = r.section_id ORDER BY 1"), [{ slug: "news" }, { slug: "water" }]);
    assert.deepEqual(ask("SELECT id FROM publication WHERE updated_at > 0"), []);
    const report = JSON.parse((await ada.get("/admin/import/report.json")).text);
    assert.deepEqual([report.report.added, report.report.readers_see, report.form], [5, 4, "feed"]);
    assert.deepEqual(ask("SELECT action, detail FROM audit WHERE action LIKE 'import.%' ORDER BY id"), [
      { action: "import.start", detail: "paper.atom: 4 seen by readers, 0 changed for them" }, { action: "import.end", detail: "paper.atom: 5 added, 0 changed, 4 seen by readers" }]);
    const file = path.join(tempFolder("feed"), "paper.atom");
    fs.writeFileSync(file, atom(five));
    const { stdout } = await dateline(["import", site.folder, "feed", file, "--map", "Floods=water", "--credit", "Cleo", "--json"]);
    assert.equal(JSON.parse(stdout).unchanged, 5, "the command would have done the same");
    assert.equal((await press("remove")).status, 303);
    text = await page();
    assert.match(text, /The report of the last import/);
    assert.equal(JSON.parse((await ada.get("/admin/import/report.json")).text).report.added, 5);
    assert.deepEqual(fs.readdirSync(path.join(site.folder, "import")).sort(), ["lock", "report.json", "running"]);
  });
});

describe("a feed that says something else of what is here", { skip: MODE === "cgi" }, () => {
  const changed = (word) => atom(five).replace(/(<content[^>]*>)/, `$1${word} `);

  test("is not imported before it is said that readers will see another text", async () => {
    assert.equal((await send("paper.atom", changed("Other"), "2".repeat(32))).status, 303);
    await settled();
    assert.equal((await press("look", { map: "Floods=water", credit: "Cleo" })).status, 303);
    const text = await settled();
    assert.match(text, /Of one story that readers see here, they will see another text at once/);
    assert.match(text, /Import: readers will see no new story/);
    const old = await press("import", { other: "0" });
    assert.equal(old.status, 422);
    assert.match(old.text, /The report is another by now/);
  });

  test("nor is one that somebody else sent in its place, from a page of the first", async () => {
    const first = await page();
    const fields = { csrf: csrfOf(first), turn: hidden(first, "turn"), readers: hidden(first, "readers"), other: hidden(first, "other"), do: "import" };
    assert.equal((await press("remove")).status, 303);
    assert.equal((await send("paper.atom", changed("Quite another"), "3".repeat(32))).status, 303);
    await settled();
    assert.equal((await press("look", { map: "Floods=water", credit: "Cleo" })).status, 303);
    const second = await settled();
    assert.deepEqual([hidden(second, "readers"), hidden(second, "other")], [fields.readers, fields.other], "it looks the same");
    assert.equal((await ada.post("/admin/import", fields)).status, 303);
    assert.match(await page(), /What would become of it/);
    assert.doesNotMatch((await site.get("/2020/01/s0")).text, /Quite another/);
    assert.equal((await press("remove")).status, 303);
  });
});

/** An export of WordPress with one story, which shows pictures of these addresses. */
const wordpress = (home, pictures) => `<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Old paper</title><link>${home}</link>
  <wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>${home}</wp:base_site_url><wp:base_blog_url>${home}</wp:base_blog_url>
  <item><title>Boats</title><link>${home}/boats/</link><wp:post_id>7</wp:post_id><wp:post_date_gmt>2020-01-02 10:00:00</wp:post_date_gmt>
  <wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:post_name>boats</wp:post_name><content:encoded><![CDATA[<p>Words.</p>
  ${pictures.map((src, i) => `<p><img src="${src}" alt="Boat ${i}"></p>`).join("\n")}]]></content:encoded></item></channel></rss>`;

describe("pictures that nobody brought along", { skip: MODE === "cgi" }, () => {
  let old, home, asked = [], held = [];
  before(async () => {
    old = http.createServer((req, res) => {
      asked.push(req.url);
      if (/^\/(a|b)\.png$/.test(req.url)) res.end(fs.readFileSync(path.join(ROOT, `tests/fixtures/pictures/small.png`)));
      else if (req.url === "/waits.png") held.push(res);
      else res.writeHead(req.url === "/busy.png" ? 503 : 404).end();
    });
    await new Promise((done) => old.listen(0, "127.0.0.1", done));
    home = `http://127.0.0.1:${old.address().port}`;
  });
  after(() => { old.closeAllConnections(); old.close(); });
  const host = () => home.slice("http://".length);
  const export_ = () => wordpress(home, [`${home}/a.png`, "/gone.png", "/busy.png", "http://pictures.example/x.png"]);

  test("are counted by host, and nobody is asked for them unless that is said", async () => {
    assert.equal((await send("old.xml", export_(), "4".repeat(32))).status, 303);
    const text = await settled();
    assert.equal(said(text, "Pictures that were not found"), 4);
    assert.match(text, new RegExp(`<bdi dir="ltr">${host()}</bdi> \\(3\\) <bdi dir="ltr">pictures\\.example</bdi> \\(1\\)`));
    assert.match(text, new RegExp(`<input id="hosts"[^>]* value="${host()}"`));
    assert.match(text, /<input type="checkbox" name="fetch" value="1">/);
    assert.equal((await press("look", { hosts: host() })).status, 303);
    assert.equal(said(await settled(), "Pictures that were not found"), 4);
    assert.deepEqual(asked, []);
  });

  test("are fetched from hosts that are named, and what came of each is said", async () => {
    for (const hosts of ["", "ann@paper.example", "file:///etc", "10.1"]) {
      const bad = await press("look", { fetch: "1", hosts });
      assert.equal(bad.status, 422, hosts);
      assert.match(bad.text, hosts ? /is no host/ : /Name the hosts/);
      assert.match(bad.text, /name="fetch" value="1" checked>/);
    }
    assert.deepEqual(asked, []);
    assert.equal((await press("look", { fetch: "1", hosts: ` ${host()}, other.example ` })).status, 303);
    const text = await settled();
    assert.deepEqual([said(text, "Pictures that were fetched"), said(text, "Pictures that were not found")], [1, 3]);
    assert.match(text, /Pictures that cannot be fetched[^]*the server says 404[^]*gone\.png/);
    assert.match(text, /Pictures that could not be fetched now[^]*the server says 503[^]*busy\.png/);
    assert.match(text, /<input type="checkbox" name="fetch" value="1">/, "it is asked for once");
    assert.deepEqual([...new Set(asked)].sort(), ["/a.png", "/busy.png", "/gone.png"]);
    assert.equal(count(), ask("SELECT count(*) AS n FROM story WHERE import_key NOT LIKE 'wordpress:%'")[0].n);
    const [log] = ask("SELECT detail FROM audit WHERE action = 'import.fetch' ORDER BY id DESC LIMIT 1");
    assert.equal(log.detail, `old.xml: ${host()}, other.example`);
  });

  test("are imported, and those that came are not asked for again", async () => {
    asked = [];
    assert.equal((await press("look", { fetch: "1", hosts: host() })).status, 303);
    await settled();
    assert.ok(asked.includes("/busy.png") && !asked.includes("/a.png"), asked.join());
    assert.equal((await press("import")).status, 303);
    const text = await settled();
    assert.equal(said(text, "Pictures"), 1);
    assert.match((await site.get("/2020/01/boats")).text, /<img[^>]+alt="Boat 0"/);
    assert.equal((await press("remove")).status, 303);
  });

  test("can be cancelled, and the next press goes on; a process that is killed goes on by itself", async () => {
    await send("more.xml", wordpress(home, [`${home}/b.png`, `${home}/waits.png`]), "5".repeat(32));
    await settled();
    assert.equal((await press("look", { fetch: "1", hosts: host() })).status, 303);
    await until(() => held.length === 1, "the second is asked for");
    assert.match(await page(), /Pictures are being fetched\.[^]*<progress/);
    const worker = execFileSync("ps", ["-eo", "pid,comm,args"], { encoding: "utf8" }).split("\n")
      .find((l) => l.includes("dateline-work") && l.includes(site.folder));
    process.kill(Number(worker.trim().split(" ")[0]), "SIGKILL");
    await until(() => held.length === 2, "another process asks for it");
    assert.equal(asked.filter((url) => url === "/b.png").length, 1);
    assert.equal((await press("cancel")).status, 303); // nobody waits for the answer
    let text = await settled();
    assert.match(text, /It was cancelled/);
    assert.equal((await press("look", { fetch: "1", hosts: host() })).status, 303);
    await until(() => held.length === 3, "it is asked for once more");
    held[2].end(fs.readFileSync(path.join(ROOT, "tests/fixtures/pictures/large.jpg")));
    text = await settled();
    assert.equal(said(text, "Pictures that were fetched"), 2, "with the one that was here");
    assert.equal((await press("remove")).status, 303);
  });
});

describe("what else is sent", { skip: MODE === "cgi" }, () => {
  const gone = async () => assert.equal((await press("remove")).status, 303);

  test("an archive of pages comes with its pictures", async () => {
    const root = path.join(tempFolder("pages"), "old-site");
    fs.mkdirSync(path.join(root, "img"), { recursive: true });
    fs.copyFileSync(path.join(ROOT, "tests/fixtures/pictures/large.jpg"), path.join(root, "img/bridge.jpg"));
    fs.writeFileSync(path.join(root, "flood.html"), openGraph({ file: "flood.html", title: "Flood", at, authors: [], tags: [], html: '<p>Wet.</p><p><img src="img/bridge.jpg" alt="A bridge"></p>' }));
    const tar = execFileSync("tar", ["-C", path.dirname(root), "-cz", "old-site"]);
    await send("old-site.tar.gz", tar, "1".repeat(32));
    assert.match(await settled(), /Pages of HTML.*Import: readers will see one new story/s);
    await press("import");
    assert.equal(said(await settled(), "Pictures"), 1);
    assert.equal((await site.get("/flood.html")).headers.location, "/2020/01/flood");
    assert.match((await site.get("/2020/01/flood")).text, /<img[^>]+alt="A bridge"/);
    await gone();
  });

  test("what is no export, or is damaged, is refused with a reason", async () => {
    const link = execFileSync("tar", ["-C", tempFolder("link"), "-c", "--transform", "s,^,../,", "-P", "."]);
    for (const [name, bytes, why] of [["a.xml", "<html></html>", /neither Markdown nor HTML/], ["b.zip", Buffer.from("PK\x03\x04oops"), /the archive cannot be read/],
      ["c.atom", atom(five).slice(0, 700), /c\.atom: line \d+: it is not well-formed XML/], ["d.tar", link, /leads out of its folder|neither Markdown/]]) {
      await send(name, bytes, Buffer.from(name.padEnd(16, "-")).toString("hex"));
      assert.match(await settled(), why, name);
      await gone();
    }
    assert.equal((await send("nothing.xml", "", "e".repeat(32))).status, 422);
  });

  test("one that is cancelled stops between two batches; going on brings the rest, also after a kill", async () => {
    const many = 1050, before = count();
    await send("many.atom", atom(stories(many, 100)), "2".repeat(32));
    assert.equal(said(await settled(), "New stories that readers see"), many);
    await press("import");
    await until(() => count() > before, "a batch is there");
    await press("cancel");
    let text = await settled();
    if (!/It was cancelled/.test(text)) assert.equal(count(), before + many, "it was faster");
    else assert.match(text, /What was imported until then stays/);
    const there = count();
    if (there < before + many) await press("import");
    const worker = () => execFileSync("ps", ["-eo", "pid,comm,args"], { encoding: "utf8" }).split("\n")
      .filter((l) => l.includes("dateline-work") && l.includes(site.folder)).map((l) => Number(l.trim().split(" ")[0]));
    await until(() => worker().length > 0 || count() === before + many, "the process runs");
    for (const pid of worker()) process.kill(pid, "SIGKILL");
    text = await settled();
    assert.match(text, /It is imported/);
    assert.equal(count(), before + many);
    assert.equal((await site.get(`/2020/01/s${99 + many}`)).status, 200);
    await gone();
  });

  test("a server that is started again in the midst of it goes on with it", async () => {
    const many = 1050, before = count();
    await send("more.atom", atom(stories(many, 2000)), "3".repeat(32));
    assert.equal(said(await settled(), "New stories that readers see"), many);
    await press("import");
    await until(() => count() > before, "a batch is there");
    await site.stop();
    await site.start({ workers: 2 });
    assert.match(await settled(), /It is imported/);
    assert.equal(count(), before + many);
  });

  test("housekeeping removes what was sent 30 days after the last press, and never what is asked for", async () => {
    assert.match((await ada.get("/admin/status")).text, /Sent to be imported<\/dt><dd><bdi>[\d.]+ kB/);
    // In a site that nobody serves: a server would do what is asked for.
    const other = await makeSite(), folder = path.join(other, "import"), days = (n) => new Date(Date.now() - n * 86400000);
    fs.cpSync(path.join(site.folder, "import"), folder, { recursive: true });
    for (const part of ["progress.json.6322", "upload.7"]) fs.writeFileSync(path.join(folder, part), "of a process that was killed");
    const old = (n) => fs.readdirSync(folder).forEach((name) => fs.utimesSync(path.join(folder, name), days(n), days(n)));
    const cleared = async (...options) =>
      JSON.parse((await dateline(["housekeep", other, "--json", ...options])).stdout).imports;
    old(29);
    assert.equal(await cleared(), 0);
    old(31);
    fs.writeFileSync(path.join(folder, "wanted"), "");
    assert.equal(await cleared(), 0);
    fs.rmSync(path.join(folder, "wanted"));
    assert.equal(await cleared("--dry-run"), 1);
    assert.ok(fs.existsSync(path.join(folder, "job.json")));
    assert.equal(await cleared(), 1);
    assert.deepEqual(fs.readdirSync(folder).filter((name) => !["lock", "running"].includes(name)), ["report.json"]);
    assert.equal(await cleared(), 0);
    await gone();
    assert.doesNotMatch((await ada.get("/admin/status")).text, /Sent to be imported/);
  });

  test("a server that was not told to asks nobody in its own network", async () => {
    const old = http.createServer((req, res) => res.end());
    await new Promise((done) => old.listen(0, "127.0.0.1", done));
    let n = 0;
    old.on("connection", () => n++);
    const home = `127.0.0.1:${old.address().port}`;
    await send("old.xml", wordpress(`http://${home}`, ["/c.png"]), "6".repeat(32));
    await settled();
    assert.equal((await press("look", { fetch: "1", hosts: home })).status, 303);
    assert.match(await settled(), /Pictures that cannot be fetched[^]*it leads into a local network/);
    assert.equal(n, 0);
    old.close();
    await gone();
  });
});

test("the page in each language, on a phone and a desk", { skip: MODE === "cgi" }, async () => {
  await send("صحيفة.atom", atom([...five, { slug: "long", title: "L".repeat(200), authors: ["أ".repeat(60)], tags: ["河", "t".repeat(80)], html: '<p>x <img src="https://pictures.example/a.png" alt="A boat">' }]), "3".repeat(32));
  await settled();
  const browser = await launch();
  try {
    const context = await browser.newContext({ baseURL: site.url });
    await context.addCookies(ada.browserCookies());
    const one = await openPage(context);
    const documents = [];
    for (const [locale, word] of Object.entries({ de: "Was daraus würde", es: "En qué", fr: "donnerait", zh: "导入后", ar: "سيصير", "en-GB": "What would" })) {
      await dateline(["settings", "set", site.folder, "locale", locale]);
      documents.push({ name: locale, text: await page() });
      assert.match(documents.at(-1).text, new RegExp(word));
      await one.goto("/admin/import");
      await one.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
      assert.ok(await one.locator("#hosts").isVisible() || await one.getByText("pictures.example").isVisible(), locale);
      if (/^(ar|en)/.test(locale)) assert.deepEqual(await troublesAt(one, [360, 1280]), [], locale);
    }
    assert.deepEqual(Object.values(await checkHtml(documents)).flat(), []);
  } finally {
    await browser.close();
  }
});
