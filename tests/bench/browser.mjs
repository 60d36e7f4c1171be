// browser.mjs: what a reader on a slow telephone waits for: the first page, and the next one, which the
// browser made before the click.
//
//   node tests/bench/browser.mjs ORIGIN [LINK]      of a site that is served, with ready pages: dateline up
//
// Chromium with a quarter of the processor and slow 4G (150 ms, 1.6 Mbit/s), by its own debugging pipe:
// other tools switch prerendering off. ROUNDS=5 THROTTLE=4 change it. Nothing passes or fails.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const origin = process.argv[2] ?? "http://127.0.0.1:8080";
const LINK = process.argv[3] ?? "main h3 a, main h2 a";
const ROUNDS = Number(process.env.ROUNDS ?? 5), CPU = Number(process.env.THROTTLE ?? 4);
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const TELEPHONE = { width: 412, height: 823, deviceScaleFactor: 1.75, mobile: false };
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const median = (v) => [...v].sort((a, b) => a - b)[v.length >> 1];

/** Runs in each page, before its own scripts. */
function watch() {
  const seen = (window.seen = { lcp: 0, cls: 0, inp: 0, reports: [] });
  const on = (type, take, more) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
  on("largest-contentful-paint", (e) => (seen.lcp = e.startTime));
  on("layout-shift", (e) => (seen.cls += e.hadRecentInput ? 0 : e.value));
  on("event", (e) => (seen.inp = Math.max(seen.inp, e.interactionId ? e.duration : 0)), { durationThreshold: 16 });
  document.addEventListener("securitypolicyviolation", (e) => seen.reports.push(`${e.violatedDirective} ${e.blockedURI}`));
  document.addEventListener("click", () => localStorage.setItem("clicked", Date.now()), true);
}

/** What a page saw; since its click where the browser had made it before. */
function said() {
  const { activationStart, responseStart } = performance.getEntriesByType("navigation")[0];
  const clicked = localStorage.getItem("clicked");
  return JSON.stringify({ ...window.seen, at: location.pathname, activationStart, responseStart,
    read: localStorage.getItem("dateline.read"), activated: performance.timeOrigin + activationStart - clicked,
    shown: performance.timeOrigin + Math.max(window.seen.lcp, activationStart) - clicked });
}

async function browser(profile) {
  const child = spawn(process.env.CHROMIUM ?? "chromium", ["--headless", "--no-sandbox", "--disable-gpu",
    "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--remote-debugging-pipe", `--user-data-dir=${profile}`],
  { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const waiting = new Map(), pages = [];
  let rest = "", n = 0;
  const send = (method, params = {}, sessionId) => new Promise((done, fail) => {
    waiting.set(++n, [done, fail]);
    child.stdio[3].write(`${JSON.stringify({ id: n, method, params, sessionId })}\0`);
  });
  const attached = async ({ sessionId, targetInfo }) => {
    pages.push({ sessionId, prerender: targetInfo.subtype === "prerender" });
    const to = (method, params) => send(method, params, sessionId).catch(() => {});
    await Promise.all([to("Page.enable"), to("Network.enable"), to("Network.emulateNetworkConditions", SLOW_4G),
      to("Emulation.setCPUThrottlingRate", { rate: CPU }), to("Emulation.setDeviceMetricsOverride", TELEPHONE),
      to("Page.addScriptToEvaluateOnNewDocument", { source: `(${watch})()` }),
      to("Runtime.runIfWaitingForDebugger")]);
  };
  child.stdio[4].on("data", (c) => {
    const parts = (rest + c).split("\0");
    rest = parts.pop();
    for (const m of parts.map((p) => JSON.parse(p))) {
      if (m.method === "Target.attachedToTarget" && m.params.targetInfo.type === "page") attached(m.params);
      const [done, fail] = waiting.get(m.id) ?? [];
      if (m.error) fail?.(new Error(m.error.message)); else done?.(m.result);
    }
  });
  await sleep(1000);
  const tabs = await send("Target.getTargets", { filter: [{ type: "tab" }] });
  const tab = tabs.targetInfos[0].targetId;
  const { sessionId } = await send("Target.attachToTarget", { targetId: tab, flatten: true });
  await send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }, sessionId);
  await sleep(500);
  const look = async (page, what) => {
    const { result } = await send("Runtime.evaluate", { expression: what }, page.sessionId);
    return result.value === undefined ? undefined : JSON.parse(result.value);
  };
  process.on("exit", () => child.kill("SIGKILL"));
  const stop = async () => {
    const ended = new Promise((done) => child.on("exit", done));
    child.kill("SIGTERM");
    await ended;
  };
  return { send, pages, look, stop };
}

async function round() {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "dateline-browser-"));
  const { send, pages, look, stop } = await browser(profile);
  try {
    const first = pages[0], mouse = (type, at, more) =>
      send("Input.dispatchMouseEvent", { type, ...at, ...more }, first.sessionId);
    await send("Page.navigate", { url: `${origin}/` }, first.sessionId);
    await sleep(4000);
    const at = await look(first, `(() => { const a = [...document.querySelectorAll(${JSON.stringify(LINK)})]
      .find((e) => e.checkVisibility()); a.scrollIntoView({ block: "center", behavior: "instant" });
      const r = a.getClientRects()[0]; return JSON.stringify({ x: r.x + 8, y: r.y + r.height / 2 }); })()`);
    await sleep(500);
    await mouse("mouseMoved", { x: 2, y: 2 });
    for (const type of ["mousePressed", "mouseReleased"])
      await mouse(type, { x: 2, y: 2 }, { button: "left", clickCount: 1 });
    for (const type of ["keyDown", "keyUp", "keyDown", "keyUp"]) {
      await send("Input.dispatchKeyEvent", { type, key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 }, first.sessionId);
      await sleep(200);
    }
    await mouse("mouseMoved", at);
    await sleep(2500);
    const made = pages.find((p) => p.prerender);
    const before = made && await look(made, `(${said})()`);
    await mouse("mousePressed", at, { button: "left", clickCount: 1 });
    const front = look(first, `(${said})()`).catch(() => null);
    await mouse("mouseReleased", at, { button: "left", clickCount: 1 }).catch(() => {});
    await sleep(2500);
    return { front: await front, before, next: await look(made ?? first, `(${said})()`) };
  } finally {
    await stop();
    await sleep(1000); // its children write a little longer
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }
}

const rounds = [];
for (let i = 0; i < ROUNDS; i++) rounds.push(await round());
const row = (name, goal, v, unit = "ms") =>
  console.log(name.padEnd(44), `${median(v).toFixed(unit ? 0 : 3)} ${unit}`.padStart(9), ` goal ${goal}`);
row("first page: LCP", "1000", rounds.map((r) => r.front.lcp));
row("first page: CLS", "0", rounds.map((r) => r.front.cls), "");
row("first page: INP", "50", rounds.map((r) => r.front.inp));
row("next page: from click to its activation", "", rounds.map((r) => r.next.activated));
row("next page: from click to largest paint", "100", rounds.map((r) => r.next.shown));
row("next page: CLS", "0", rounds.map((r) => r.next.cls), "");
console.log(`made before the click: ${rounds.filter((r) => r.next.activationStart > 0).length} of ${ROUNDS}`);
console.log(`counted as read before it: ${rounds.filter((r) => r.before?.read).length}, after: ` +
  rounds.filter((r) => r.next.read?.includes(r.next.at)).length);
console.log("CSP reports:", rounds.flatMap((r) => [...r.front.reports, ...r.next.reports]));
