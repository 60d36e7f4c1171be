// typing.mjs: what a key costs while a long text is written, and what is lost when something ends meanwhile.
//
//   node tests/bench/typing.mjs [keys] [kills] [thirty] [posts]      all of it, if nothing is named
//
//   keys    a text of 20,000 words, KEYS=200, at full speed and with a quarter of the processor: from the key to the
//           frame that shows it, of that what the page's own thread works, whatever else the machine does, the longest
//           that it works on something else, and the processor's time; beside a page that is one field and nothing else,
//           and, where it was bundled, with the text as it will look
//   kills   KILLS=50 browsers killed at a random instant of typing; a fifth as many servers, and cuts of the network
//   thirty  TYPISTS=30 people whose forms keep what they type for SECONDS=30, while readers read
//   posts   POSTS=2084 real posts opened and saved: how many bytes of their texts changed
//
// Nothing is judged; docs/writing.md has what it said last.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
process.env.DATELINE ??= `${ROOT}/build/dateline`;
process.env.DATELINE_DATA ??= ROOT;
process.env.MODE = "fastcgi";
const { launch } = await import("../web/lib/browser.mjs");
const { STYLED, chooseStyled, deskPage, putText } = await import("../web/lib/desk.mjs");
const { visit } = await import("../web/lib/form.mjs");
const { makeSite, sleep, startSite, tempFolder } = await import("../web/lib/site.mjs");
const { cutNetwork, killBrowser, killServer, profileIn } = await import("../web/lib/typist.mjs");

const number = (name, otherwise) => Number(process.env[name] ?? otherwise);
const part = (v, share) => [...v].sort((a, b) => a - b)[Math.min(v.length - 1, Math.floor(v.length * share))];
const ms = (n) => `${n.toFixed(1)} ms`;
const spread = (v) => `p50 ${ms(part(v, 0.5))}, p99 ${ms(part(v, 0.99))}, most ${ms(Math.max(...v))}`;

/* ---- Keys -------------------------------------------------------------------------------------- */

const WORDS = 20000, KEYS = number("KEYS", 200), KEY_MS = 70;

function longText(words) {
  const some = "the council voted on Tuesday to end the night ferry between Marrowby and the island".split(" ");
  const all = Array.from({ length: words }, (_, i) => some[(i * 7 + (i >> 4)) % some.length]);
  const paragraphs = [];
  for (let i = 0; i < words; i += 60) paragraphs.push(`${all.slice(i, i + 60).join(" ")}.`);
  return paragraphs.join("\n\n");
}

/** Runs in the page: from each key to behind the frame that shows it. */
function watchKeys() {
  const shown = (window.shown = []);
  addEventListener("keydown", ({ timeStamp }) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => shown.push(performance.now() - timeStamp);
    port2.postMessage(0);
  }), true);
}

/** A page with nothing but a field for text: what the browser itself takes. */
const BARE = `<style>textarea { width: 40rem; font: 1.25rem/1.6 serif; field-sizing: content; }</style>
<textarea id="body"></textarea>`;

/** What the page's thread worked, in ms of its own time, from a trace's events: from each key to behind its frame, and
 *  on each other task. */
function workIn(events) {
  const isKey = (e) => e.name === "EventDispatch" && e.args.data?.type === "keydown";
  const { pid, tid } = events.find(isKey);
  const own = events.filter((e) => e.ph === "X" && e.pid === pid && e.tid === tid);
  const tasks = own.filter((e) => e.name === "RunTask").sort((a, b) => a.ts - b.ts);
  const taskOf = ({ ts }) => tasks.findLastIndex((t) => t.ts <= ts);
  const frames = new Set(own.filter((e) => e.name === "Commit").map(taskOf));
  const keys = own.filter(isKey).map(taskOf), known = new Set([...keys, ...frames]);
  const time = (task) => (task.tdur ?? 0) / 1000;
  const toFrame = keys.map((key) => {
    let sum = 0;
    for (let i = key; i < tasks.length; i++) {
      sum += time(tasks[i]);
      if (frames.has(i)) break;
    }
    return sum;
  });
  return { toFrame, other: tasks.filter((t, i) => !known.has(i)).map(time) };
}

async function traced(browser, action) {
  const debug = await browser.newBrowserCDPSession(), events = [];
  debug.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await debug.send("Tracing.start", { transferMode: "ReportEvents",
    traceConfig: { recordMode: "recordAsMuchAsPossible", excludedCategories: ["*"],
                   includedCategories: ["devtools.timeline", "disabled-by-default-devtools.timeline"] } });
  await action();
  const whole = new Promise((resolve) => debug.once("Tracing.tracingComplete", resolve));
  await debug.send("Tracing.end");
  await whole;
  await debug.detach();
  return events;
}

/** Types in a text's middle. → ms to the frame, of it the page's thread's, ms of its other tasks, ms of the page's own
 *  processor, of it the script's */
async function typeLetters(page, slower) {
  const debug = await page.context().newCDPSession(page);
  if (await page.locator(".cm-content").count()) {
    await putText(page, longText(WORDS), WORDS * 3);
  } else {
    await page.fill("#body", longText(WORDS));
    await page.focus("#body");
    await page.evaluate((at) => document.getElementById("body").setSelectionRange(at, at), WORDS * 3);
  }
  await sleep(3000); // what is looked at when nobody types
  await debug.send("Performance.enable", { timeDomain: "threadTicks" });
  await debug.send("Emulation.setCPUThrottlingRate", { rate: slower });
  const spent = async () => {
    const { metrics } = await debug.send("Performance.getMetrics");
    return ["TaskDuration", "ScriptDuration"].map((name) => 1000 * metrics.find((m) => m.name === name).value);
  };
  await page.evaluate(watchKeys);
  const all = [], script = [];
  const events = await traced(page.context().browser(), async () => {
    for (let i = 0, was = await spent(); i < KEYS; i++) {
      await page.keyboard.press(i % 6 === 5 ? "Space" : "abcdefghij"[i % 10]);
      await sleep(KEY_MS);
      const now = await spent();
      all.push(now[0] - was[0]);
      script.push(now[1] - was[1]);
      was = now;
    }
  });
  return { shown: await page.evaluate(() => window.shown), ...workIn(events), all, script };
}

async function keys() {
  const site = await startSite();
  // Without waiting for a screen, which here is none: else up to 16 ms of each key are that.
  const browser = await launch(["--disable-frame-rate-limit", "--disable-gpu-vsync"]);
  const viewport = { width: 1280, height: 720 };
  try {
    const looks = { login: "looks", name: "Ines Okafor" };
    if (STYLED) await chooseStyled(site, looks);
    for (const slower of [1, 4]) {
      for (const what of ["a field alone", "the story page", ...(STYLED ? ["the text as it will look"] : [])]) {
        const page = what === "a field alone" ? await (await browser.newContext({ viewport })).newPage()
          : await deskPage(browser, site, what === "the story page" ? {} : looks, { folded: true, viewport });
        if (what === "a field alone") await page.setContent(BARE);
        else await page.goto("/admin/story/new");
        if (what === "the text as it will look") await page.locator(".cm-content").waitFor();
        const { shown, toFrame, other, all, script } = await typeLetters(page, slower);
        const times = slower > 1 ? `, processor ${slower} times slower` : "";
        console.log(`${WORDS.toLocaleString("en")} words, ${what}${times}: key to frame ${spread(shown)} (goal: p99 16 ms); ` +
          `of it the page's thread ${spread(toFrame)}; anything else at most ${ms(Math.max(...other))} at once; processor ${spread(all)}, of which script ${spread(script)}`);
        await page.context().close();
      }
    }
  } finally {
    await browser.close();
    await site.stop();
  }
}

/* ---- Kills ------------------------------------------------------------------------------------- */

async function kills() {
  const KILLS = number("KILLS", 50);
  const site = await startSite();
  const folder = tempFolder("kills");
  const ways = [["browser", killBrowser, KILLS], ["server", killServer, Math.ceil(KILLS / 5)],
                ["network", cutNetwork, Math.ceil(KILLS / 5)]];
  try {
    const session = await site.signIn({ login: "ines", name: "Ines Okafor" });
    for (const [name, way, times] of ways) {
      const lost = [];
      for (let i = 0; i < times; i++)
        lost.push(await way(site, session, profileIn(folder, `${name}-${i}`), 500 + Math.random() * 4000));
      console.log(name === "browser"
        ? `browser killed ${times} times: of the typing was lost: p50 ${(part(lost, 0.5) / 1000).toFixed(2)} s, ` +
          `most ${(Math.max(...lost) / 1000).toFixed(2)} s (goal: 3 s)`
        : `${name} away ${times} times: ${lost.reduce((a, b) => a + b, 0)} characters lost (goal: 0)`);
    }
  } finally {
    await site.stop();
  }
}

/* ---- Thirty ------------------------------------------------------------------------------------ */

async function type(session, copy, until, seen) {
  const csrf = await session.csrf();
  let body = longText(800), said = "";
  await sleep(Math.random() * 2000);
  for (let i = 0; Date.now() < until; i++) {
    const from = performance.now();
    body += ` word${i}`;
    const { status } = await session.post("/admin/copy", { csrf, copy, story_id: "0", kind: "news", headline: copy, body });
    seen.took.push(performance.now() - from);
    seen.status[status] = (seen.status[status] ?? 0) + 1;
    if (status === 200) said = body;
    await sleep(Math.max(0, 2000 - (performance.now() - from)));
  }
  return said;
}

async function read(site, places, until, took) {
  for (let i = 0; Date.now() < until; i++) {
    const from = performance.now();
    const { status } = await site.get(places[i % places.length]);
    took.push(performance.now() - from);
    if (status !== 200) throw new Error(`a reader got ${status}`);
    await sleep(5);
  }
}

async function thirty() {
  const TYPISTS = number("TYPISTS", 30), SECONDS = number("SECONDS", 30);
  const site = await startSite({ demo: true });
  try {
    const places = ["/", ...[...(await site.get("/")).text.matchAll(/<a href="(\/\d{4}\/\d{2}\/[^"#]+)"/g)].map((m) => m[1])].slice(0, 20);
    const sessions = [];
    for (let i = 0; i < TYPISTS; i++)
      sessions.push(await site.signIn({ login: `typist-${i}`, name: `Typist ${i}` }));
    const alone = [], beside = [], seen = { took: [], status: {} };
    const readers = (end, took) => Array.from({ length: 4 }, () => read(site, places, end, took));
    await Promise.all(readers(Date.now() + 10000, alone));
    const until = Date.now() + SECONDS * 1000;
    const [texts] = await Promise.all([
      Promise.all(sessions.map((s, i) => type(s, `typist-number-${i}`, until, seen))),
      ...readers(until, beside)]);
    let lost = 0;
    for (const [i, session] of sessions.entries()) {
      const page = await visit(session, `/admin/story/new?copy=typist-number-${i}`);
      if (page.value("body") !== texts[i]) lost++;
    }
    console.log(`${TYPISTS} at once for ${SECONDS} s: ${seen.took.length} copies, ${spread(seen.took)}; ` +
      `answers ${JSON.stringify(seen.status)}; ${lost} of ${TYPISTS} copies not as they were said to be kept`);
    console.log(`readers before: ${alone.length} pages, ${spread(alone)}; meanwhile: ${beside.length} pages, ${spread(beside)}`);
  } finally {
    await site.stop();
  }
}

/* ---- Posts ------------------------------------------------------------------------------------- */

async function posts() {
  const archive = process.env.DATELINE_ARCHIVE ?? path.join(ROOT, "../shared/data/digitalgov.tar.xz");
  if (!fs.existsSync(archive)) {
    console.log("posts: the archive is not there");
    return;
  }
  const folder = await makeSite(), files = tempFolder("posts");
  execFileSync("tar", ["xJf", archive, "-C", files, "--strip-components=1"]);
  execFileSync(process.env.DATELINE, ["import", folder, "markdown", path.join(files, "content/news"), "--expired"],
               { stdio: "ignore", env: process.env });
  const { savedAgain } = await import("../web/lib/saved_again.mjs");
  const site = await startSite({ folder });
  try {
    const { opened, changed, bytes } = await savedAgain(site, await site.signIn(), number("POSTS", 1e9));
    console.log(`${opened} posts opened and saved: ${changed} changed, ${bytes} bytes of text differ (goal: 0)`);
  } finally {
    await site.stop();
  }
}

const parts = { keys, kills, thirty, posts };
const named = process.argv.slice(2);
for (const name of named.length ? named : Object.keys(parts)) await parts[name]();
