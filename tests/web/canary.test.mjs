// canary.test.mjs: texts that would run if any page took them for markup, typed into every field of every form.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { launch, LOOKS } from "./lib/browser.mjs";
import { canary, listen, origins, sown, wrongIn } from "./lib/canary.mjs";
import { DRESS, routeOf, routes, Walk } from "./lib/canary_walk.mjs";
import { attribute, filled, visit } from "./lib/form.mjs";
import { A_WHILE, openReport, sendReport } from "./lib/report.mjs";
import { dateline, makeSite, ROOT, sleep, startSite, tempFolder, until } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";

let site, admin, browser, walk, guest;
const faults = [];

/** What no page leads to, but search engines, monitors and the desk's script ask for. */
const UNLINKED = ["/robots.txt", "/sitemap.xml", "/sitemap-1.xml", "/news-sitemap.xml", "/license.xml", "/.well-known/tdmrep.json",
  "/changes.atom", "/healthz", "/metrics",
  "/admin/story/1/writers", "/admin/media/new", "/admin/media/words?of=1", "/admin/media/1/file?width=480", "/2026/01/news-1.md",
  ...["story", "byline", "tag", "source"].map((kind) => `/admin/suggest?kind=${kind}&q=c`)];

/** Fields that take no canary in any shape, and why. */
const STRICT = {
  "a secret, which no page says again, or tried once with a wrong one": ["account password", "account again", "login login", "login password", "login link"],
  "the name of something that there is": ["byline-edit into", "tag-edit into", "front-edit story_#", "front-preview story_#",
    "story-review writer", "settings locale", "settings zone", "byline-edit languages", "story-new lang", "story-edit lang", "import map", "import section"],
  "letters of an address or for signing in": ["people login", "story-new slug", "story-edit slug"],
  "a day or an hour": ["assignment-new due", "assignment-edit due", "front-edit at", "front-edit until_#", "front-preview at",
    "front-preview until_#", "story-new price_checked_on", "story-edit price_checked_on", "picture rights_from", "picture rights_until", "story-times set_published_at", "story-times set_updated_at"],
  "a number": ["assignment-new words", "assignment-edit words", "picture focus_x", "picture focus_y", "story-new rating", "story-edit rating", "settings audit_days", "settings price_check_days"],
  "a colour": ["settings colour_accent", "settings colour_ink", "settings colour_paper"],
};
/** Rows of the table that Chromium has no page of, and why. */
const NO_PAGE = {
  "ai-csv": "a file to keep", license: "a file to keep", "audit-csv": "a file to keep", "import-report": "a file to keep", metrics: "a file to keep",
  static: "files of the program", media: "pictures",
  "login-code": "two fields for codes, which come back empty; totp.test.mjs has its page",
};

const picture = (name) => fs.readFileSync(path.join(ROOT, "tests/fixtures/pictures", name));
const STORIES = {};
for (const n of [1, 2, 3, 4, 5])
  STORIES[`news-${n}`] = `title: News ${n}\nsection: news\ndate: 2026-01-0${n}\nauthors: [Ines Okafor]\ntags: [Harbour ${n % 3}]\nai_use: none`;
STORIES.review = "title: A lamp\nkind: review\nsection: news\ndate: 2026-01-05\nreview: {product: A lamp, rating: 3, price: £19, price_checked: 2026-01-06}";
STORIES.about = "title: About\nkind: page\ndate: 2026-01-01";
STORIES.later = "title: Later\nsection: news\ndate: 2190-01-05\nauthors: [Ines Okafor]";
STORIES.draft = "title: Draft\nsection: news\ndraft: true";

/** A picture whose file says canaries of itself, in XMP. */
function file(shape, where) {
  const said = canary(shape, `${where} (XMP)`).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replace(/[\0-\x1f]/g, "");
  const alt = (name) => `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${said}</rdf:li></rdf:Alt></${name}>`;
  const xmp = Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
    `<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">${alt("dc:description")}${alt("dc:rights")}` +
    `<dc:creator><rdf:Seq><rdf:li>${said}</rdf:li></rdf:Seq></dc:creator><photoshop:Credit>${said}</photoshop:Credit></rdf:Description></rdf:RDF></x:xmpmeta>`);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xffe1, 0);
  head.writeUInt16BE(xmp.length + 2, 2);
  const jpeg = picture("large.jpg");
  return { filename: `c<svg onload=sing(${sown.length - 1})>.jpg`, type: "image/jpeg",
           bytes: Buffer.concat([jpeg.subarray(0, 2), head, xmp, jpeg.subarray(2)]) };
}

before(async () => {
  if (LOOKS.skip) return;
  const folder = await makeSite({ settings: { show_diffs: "1", ai_crawlers: "deny" } });
  const files = tempFolder("stories");
  for (const [name, front] of Object.entries(STORIES))
    fs.writeFileSync(path.join(files, `${name}.md`), `---\n${front}\n---\nOne.\n\n![A quay](large.jpg "The quay Credit: A. Bee")\n\nTwo.\n`);
  fs.writeFileSync(path.join(files, "large.jpg"), picture("large.jpg"));
  await dateline(["import", folder, "markdown", files]);
  site = await startSite({ folder });
  admin = await site.signIn({ login: "ada", name: "Ada", role: "admin" });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** Reports need a while between the form and what is sent. */
async function openReports() {
  const forms = await Promise.all(["all", "short", "long"].map(async (shape, i) => ({ shape, ...await openReport(site, `/2026/01/news-${i + 1}`) })));
  return { from: Date.now(), forms };
}
async function sendReports({ from, forms }) {
  await sleep(Math.max(0, from + A_WHILE - Date.now()));
  for (const { shape, ...form } of forms) {
    const message = canary(shape, `${form.where} message`, { lines: true }).slice(0, 1900);
    const email = canary("short", `${form.where} email`, { dress: DRESS.email });
    const res = await sendReport(site, form, { message, email });
    walk.read(form.where, res);
    for (const name of ["message", "email"]) walk.took("report", name, shape);
    assert.equal(res.status, 303, `${shape}: ${/class="problems[^]*?<\/(ul|div)>/.exec(res.text)?.[0] ?? res.text.slice(-3000)}`);
  }
}

/** A feed whose every word is a canary, looked through and imported. */
async function importFeed() {
  const said = (shape, what) => canary(shape, `imported: ${what}`).replace(/[\0-\x1f]/g, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const item = (shape) => `<item><title>${said(shape, "title")}</title><link>https://old.example/${shape}</link><guid>${shape}</guid>` +
    `<pubDate>Mon, 05 Jan 2026 09:00:00 GMT</pubDate><category>${said("short", "category")}</category><dc:creator>${said("short", "creator")}</dc:creator>` +
    `<description>${said(shape, "description")}</description><content:encoded>&lt;p>${said(shape, "content")}&lt;/p> ` +
    `&lt;a href="javascript:sing(0)" onclick="sing(0)">a&lt;/a> &lt;img src="data:image/svg+xml,x" onerror="sing(0)"></content:encoded></item>`;
  const feed = `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">` +
    `<channel><title>${said("short", "channel")}</title><link>https://old.example/</link><description>x</description>${["all", "short"].map(item).join("")}</channel></rss>`;
  const form = async (press) => {
    const page = await walk.open("/admin/import");
    const way = walk.waysOut(page, "/admin/import").find((w) => w.press === press) ??
      page.forms.map((f) => ({ form: f })).find((w) => w.form.buttons.some((b) => `do=${attribute(b, "value")}` === press));
    assert.ok(way, `no ${press} in ${page.text}`);
    return { ...filled(way.form.controls, {}), do: press.slice(3) };
  };
  const settled = () => until(async () => !/It is being/.test((await walk.open("/admin/import")).text), "the import is done");
  const sent = await admin.postFiles("/admin/import", { ...await form("do=send"), file: { filename: "c<svg onload=sing(0)>.xml", type: "text/xml", bytes: feed } });
  assert.equal(sent.status, 303, sent.text);
  await settled();
  walk.queue.push("/admin/import");
  const look = walk.waysOut(await walk.open("/admin/import"), "/admin/import").find((w) => w.press === "do=look");
  await walk.send(look, "short");
  await settled();
  assert.equal((await admin.post("/admin/import", await form("do=import"))).status, 303);
  await settled();
}

/** What a guest with a link, and somebody who is not signed in, may fill in. */
async function walkAsStranger(links) {
  const one = new Walk(site, site.session(), { faults, file, within: /^\/(story\/preview|admin\/login)$/ });
  for (const link of links) if ((await one.open(link)).status === 200) one.queue.push(`${link}&passage=p-1`);
  one.queue.splice(1);
  one.queue.push("/admin/login");
  for (let pass = 0; pass < 2; pass++) {
    await one.explore();
    await one.sow();
  }
  return one;
}

test("every form takes canaries as text, or refuses them as text", LOOKS, async () => {
  walk = new Walk(site, admin, { faults, file });
  const reports = await openReports();
  walk.queue.push("/", "/admin/", ...UNLINKED);
  await walk.explore();
  await importFeed();
  await sendReports(reports);
  await walk.sow();
  walk.queue.push("/admin/", "/admin/report/1", "/admin/report/2", "/admin/report/3");
  await walk.explore();
  await walk.sow();
  const story = await visit(admin, "/admin/story/new");
  const copy = { headline: canary("all", "a copy's headline"), body: canary("all", "a copy's body", { lines: true }) };
  assert.equal((await admin.post("/admin/copy", { ...story.fields, ...copy })).status, 200);
  assert.match((await walk.open("/admin/")).text, /Discard it: c\d/, "what is not saved yet");
  guest = await walkAsStranger(walk.found);
  assert.deepEqual(faults, []);
  const walks = [walk, guest];
  assert.deepEqual(walks.flatMap((w) => w.unsent), [], "forms that were not sent");
  const never = walks.flatMap((w) => [...w.typed]).filter((field) => !walks.some((w) => w.taken.has(field)));
  const strict = Object.values(STRICT).flat();
  assert.deepEqual(never.filter((field) => !strict.includes(field)), [], "fields that took no canary");
  assert.deepEqual(strict.filter((field) => !walks.some((w) => w.typed.has(field))), [], "fields that are there no more");
  assert.ok(walk.taken.size > 100 && sown.length > 1000, `${walk.taken.size} fields, ${sown.length} canaries`);
});

/** Follows the links of every page in Chromium; of each kind of page some. → the routes that answered */
async function look(page, one, from) {
  one.queue.push(...from);
  const found = new Set();
  const wrong = [];
  while (one.queue.length) {
    const where = one.queue.shift();
    if (one.isKnown(where)) continue;
    one.opened.set(where, 0);
    const res = await page.goto(where, { waitUntil: "domcontentloaded" }).catch((e) => /Download is starting|ERR_ABORTED/.test(e) ? null : Promise.reject(e));
    if (res?.status() === 200) found.add(routeOf(where));
    one.opened.set(where, res?.status() ?? 200);
    if (!res) continue;
    assert.ok(res.status() < 500, `${where}: ${res.status()}`);
    const seen = await wrongIn(page);
    wrong.push(...seen.wrong.map((w) => `${where}: ${w} (${origins(w)})`));
    if (/html/.test(res.headers()["content-type"])) one.queue.push(...seen.links.map((a) => one.here(a, where)).filter(Boolean));
  }
  assert.deepEqual([...wrong, ...page.heard], []);
  return found;
}

test("no canary sings on any page of the table in Chromium, whoever is signed in", LOOKS, async () => {
  const found = new Set();
  const seen = async (session, limits, from) => {
    const page = await listen(browser, { baseURL: site.url });
    await page.context().addCookies(session.browserCookies());
    const one = new Walk(site, session, { faults, ...limits });
    for (const name of await look(page, one, from)) found.add(name);
    await page.context().close();
  };
  await seen(admin, { few: 1, some: 1 },
             ["/admin/", "/", ...[1, 2, 3, 4, 5].map((n) => `/2026/01/news-${n}/changes`), ...UNLINKED, "/admin/import/report.json"]);
  const { stdout } = await site.dateline("user", "link", site.folder, "ada");
  await seen(guest.session, { few: 1, some: 1 }, ["/admin/login", ...guest.opened.keys(), new URL(stdout.trim()).pathname + new URL(stdout.trim()).search]);
  for (const [login, role] of [["edda", "editor"], ["auguste", "author"], ["cora", "contributor"]])
    await seen(await site.signIn({ login, name: "<i onclick=sing(0)>", role }), { few: 0, some: 1, within: /^\/admin\// }, ["/admin/", "/admin/story/1"]);
  const never = routes.filter((r) => r.get && !found.has(r.name)).map((r) => r.name);
  assert.deepEqual(never.sort(), Object.keys(NO_PAGE).sort(), "rows of the table that were not seen");
});

test("nor what the desk's script makes of them", LOOKS, async () => {
  const page = await listen(browser, { baseURL: site.url, viewport: { width: 1280, height: 900 } });
  await page.context().addCookies(admin.browserCookies());
  const N = sown.length;
  const text = canary("all", "the script's page", { lines: true });
  const silent = async (what) => {
    const { wrong } = await wrongIn(page);
    assert.deepEqual([...wrong, ...page.heard], [], what);
  };
  const open = async (where) => {
    await page.goto(where);
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
  };
  const named = (what) => canary("short", `the ${what} of a story for the script`);
  const { id } = await publishStory(site, { title: named("headline"), slug: "script", tags: [named("tag")], authors: [named("byline")] });

  await page.goto("/admin/");
  await page.keyboard.press("Control+k");
  await page.locator(".palette [role=option]").first().waitFor();
  await page.keyboard.type("script"); // the address
  await page.locator(".palette [role=option]", { hasText: "svg" }).first().waitFor();
  await silent("the palette");

  await page.route("**/admin/copy", (route) => route.abort()); // what is typed is kept in the browser alone
  await open(`/admin/story/${id}`);
  await page.fill("#headline", canary("all", "the headline beside"));
  await page.fill("#body", text);
  await page.click("[data-beside=view][value=both]");
  await page.frameLocator("#beside-frame").locator("main", { hasText: `c${N} ` }).first().waitFor();
  await page.fill("#body", `${text}\n\nMore ${text}`);
  await page.frameLocator("#beside-frame").locator("main", { hasText: "More" }).first().waitFor();
  await silent("the preview, when it opens and when it follows");
  for (const field of ["tags", "bylines"]) {
    await page.fill(`#${field}`, "");
    await page.locator(`#${field}`).pressSequentially("c");
    await page.locator(`#${field}_picks [role=option]`).first().waitFor();
  }
  await page.focus("#body");
  await page.keyboard.press("Control+Shift+K");
  await page.locator("#link_to:focus").waitFor();
  await page.keyboard.type("svg");
  await page.locator("#link_to_picks [role=option]").first().waitFor();
  await silent("what is offered for tags, bylines and links");
  await page.keyboard.press("Escape");
  await page.click("[data-tool=find]");
  await page.fill("#find_words", `<svg onload=sing(${N})>`);
  await page.locator("[data-find=count]", { hasText: /\d/ }).waitFor();
  await page.click("[data-find=next]");
  await silent("what was found in the text");
  await page.setInputFiles("#inline_file", { name: `c<svg onload=sing(${N})>.jpg`, mimeType: "image/jpeg",
                                             buffer: file("all", "a picture for the text").bytes });
  await page.locator(".upload-words:visible").first().waitFor();
  await silent("a picture that is brought");
  await page.locator("details.recent summary").click();
  await page.locator("details.recent summary").click();
  await page.getByRole("button", { name: /^Into the text: .*svg/ }).first().waitFor();
  await silent("the pictures that are offered");
  await page.locator("#body").focus();
  await page.evaluate((html) => {
    document.getElementById("body").setSelectionRange(0, 0); // what is pasted into code is pasted as it is
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", html);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, `<p>Pasted<img src=/sing/${N} onerror=sing(${N})><a href="javascript:sing(${N})" onclick=sing(${N})>a</a><svg onload=sing(${N})></svg><script>sing(${N})</script></p>`);
  await page.waitForFunction(() => /Pasted/.test(document.getElementById("body").value));
  await silent("what is pasted");
  const kept = (n) => Object.entries(localStorage).some(([k, v]) => k.startsWith("dateline.keep.") && v.includes(`c${n} `));
  await page.waitForFunction(kept, N);
  await page.goto(`/admin/story/${id}`);
  await page.getByRole("button", { name: "Restore it" }).first().click();
  await page.waitForFunction((n) => document.getElementById("body").value.includes(`c${n} `), N);
  await silent("what comes back");
  await page.context().close();
});
