// kills.mjs: what is lost when a browser, or the server, is killed while somebody types without a pause.
//
//   node tests/bench/kills.mjs        KILLS=50 changes how often
//
// A person types some 15 letters a second. In the first half the browser is killed at a random instant and
// a new one with the same profile opened; in the second half the server is, and started again later while
// the person types on. Lost is what neither the server offers nor the browser has, in seconds of typing.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { chromium } from "playwright-core";

import { startSite } from "../web/lib/site.mjs";

const KILLS = Number(process.env.KILLS ?? 50);
const PROGRAM = process.env.CHROMIUM ??
  ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"].find((p) => fs.existsSync(p));
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "dateline-kills-"));
const ines = { login: "ines", name: "Ines Okafor", role: "editor" };

async function open(site, session, profile) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: PROGRAM, headless: true, baseURL: site.url,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
           "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  await context.addCookies(session.browserCookies());
  const page = await context.newPage();
  page.on("dialog", (d) => d.accept().catch(() => {}));
  return { context, page, pid: browserOf(profile) };
}

/** The process of the browser that has this profile: its oldest. */
function browserOf(profile) {
  const found = fs.readdirSync("/proc").filter((n) => /^\d+$/.test(n)).map(Number).filter((pid) => {
    try {
      return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(`--user-data-dir=${profile}`);
    } catch {
      return false;
    }
  });
  return Math.min(...found);
}

/** Types numbers with their times until the work is done. → the times, by number */
async function typeWhile(page, work) {
  const times = [];
  let over = false;
  work.finally(() => (over = true)).catch(() => {});
  while (!over && times.length < 4000) {
    await page.keyboard.type(`${times.length} `).catch(() => (over = true));
    times.push(performance.now());
    await sleep(120);
  }
  return times;
}

const lastNumber = (text) => Number((text ?? "").trim().split(/\s+/).at(-1) || -1);

/** What is offered after all, of the server's copies and the browser's own. */
async function found(page) {
  await page.goto("/admin/story/new");
  await sleep(400);
  const browser = await page.evaluate(() => Object.values(localStorage).map((v) => {
    try {
      return Object.fromEntries(JSON.parse(v).fields).body;
    } catch {
      return "";
    }
  }));
  await page.goto("/admin/");
  const copies = [];
  for (const href of await page.locator(".unsaved a").evaluateAll((all) => all.map((a) => a.href))) {
    await page.goto(href);
    copies.push(await page.inputValue("#body"));
  }
  return Math.max(-1, ...[...browser, ...copies].map(lastNumber));
}

const site = await startSite({ mode: "fastcgi" });
const lost = { browser: [], server: [] };
try {
  const session = await site.signIn(ines);
  for (let i = 0; i < KILLS; i++) {
    const profile = path.join(folder, String(i));
    const first = await open(site, session, profile);
    await first.page.goto("/admin/story/new");
    await first.page.fill("#headline", `Kill ${i}`);
    await first.page.focus("#body");
    const wait = 1500 + Math.random() * 6000;
    const kind = i % 2 ? "server" : "browser";
    const times = await typeWhile(first.page, (async () => {
      await sleep(wait);
      if (kind === "browser") {
        process.kill(first.pid, "SIGKILL");
        return;
      }
      site.child.kill("SIGTERM");
      await site.ended;
      await sleep(1500);
      await site.start({ workers: 2 });
      await sleep(500);
    })());
    const end = times.at(-1);
    let page = first.page, context = first.context;
    if (kind === "browser") {
      await context.close().catch(() => {});
      ({ page, context } = await open(site, session, profile));
    }
    const last = await found(page);
    const missing = last >= times.length - 1 ? 0 : (end - times[Math.max(last, 0)]) / 1000;
    lost[kind].push(missing);
    await context.close().catch(() => {});
    for (const copy of await session.get("/admin/").then((r) => r.text.matchAll(/copy=([\w-]+)"/g)))
      await session.post("/admin/copy", { csrf: await session.csrf(), copy: copy[1], do: "discard" });
  }
} finally {
  await site.stop();
  fs.rmSync(folder, { recursive: true, force: true });
}
for (const [kind, all] of Object.entries(lost)) {
  const sorted = all.sort((a, b) => a - b);
  console.log(`${kind} killed ${all.length} times: lost at most ${sorted.at(-1)?.toFixed(1)} s of typing,` +
              ` at the median ${sorted[all.length >> 1]?.toFixed(1)} s`);
}
