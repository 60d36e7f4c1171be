// bench.mjs: how fast pages come, beside an nginx that sends the same bytes from a file.
//
//   make bench        BENCH_SECONDS=1 BENCH_ROUNDS=3 BENCH_CONNECTIONS=32 BENCH_IMPORT=20000
//                     BENCH_STORIES=100000 change it; BENCH_STORIES=1000000 takes 9 GB of disk
//
// Only ratios of one run say anything: both sides share the machine with the load generator. Rounds
// of the two alternate, and the medians are compared. Nothing passes or fails here; the goals are in
// the table for comparison. The table is kept in tests/bench/baseline.md. docs/performance.md says how
// to read it. Sites of generated stories stay in build/bench for the next run.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";

import { inTurn, machine, median, memory, processor, run, startFiles, Table, wrk } from "./measure.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const BUILD = process.env.BENCH_BUILD ?? `${ROOT}/build`;
process.env.DATELINE = `${BUILD}/dateline`;
process.env.DATELINE_DATA = ROOT;
process.env.MODE = "fastcgi";
const { freePort, sleep, startSite, tempFolder, until } = await import("../web/lib/site.mjs");

const number = (name, otherwise) => Number(process.env[name] ?? otherwise);
const SECONDS = number("BENCH_SECONDS", 1), ROUNDS = number("BENCH_ROUNDS", 3);
const CONNECTIONS = number("BENCH_CONNECTIONS", 32);
const STORIES = number("BENCH_STORIES", 100000), IMPORT = number("BENCH_IMPORT", 20000);
const BASELINE = process.env.BENCH_BASELINE ?? `${ROOT}/tests/bench/baseline.md`;

const folder = tempFolder("bench");
const began = Date.now();
const said = ["# Baseline", "", "What `make bench` printed last. Written by it.", ""];
const say = (line = "") => (console.log(line), said.push(line));
if (os.loadavg()[0] > 1)
  say("The machine had other work: rates, ratios and latencies say little, processor times a little more.\n");
for (const line of await machine(process.env.DATELINE)) say(`- ${line}`);
say(`- ${CONNECTIONS} connections, medians of ${ROUNDS} rounds of ${SECONDS} s; file: nginx with open_file_cache`);
say();

const table = new Table(["route", "stories", "a second", "file", "ratio", "goal", "p50 ms", "p99 ms",
                         "file us", "nginx us", "ours us"]);
const files = await startFiles(folder, await freePort());

/** A row: `where` of the site, beside `file` if there is one; the medians of alternating rounds. */
async function measure(name, size, site, where, { file, asFile = {}, goal = "", from = site.url, ...how }) {
  const options = { seconds: SECONDS, connections: CONNECTIONS, ...how }, rounds = [];
  const used = () => (from === site.url ? processor(site.child.pid) : { nginx: files.processor(), dateline: 0 });
  for (let i = 0; i < ROUNDS; i++) {
    const idle = files.processor();
    const sent = file ? await wrk(file, { ...options, headers: [], ...asFile }) : { rate: NaN };
    const fileUs = (files.processor() - idle) / (sent.rate * SECONDS);
    const before = used();
    const got = await wrk(from + where, options);
    const after = used(), n = got.rate * SECONDS;
    rounds.push({ ...got, file: sent.rate, fileUs, nginx: (after.nginx - before.nginx) / n,
                  ours: (after.dateline - before.dateline) / n });
  }
  const of = (key) => median(rounds.map((r) => r[key]));
  const round = (n, digits = 0) => (Number.isNaN(n) ? "" : n.toFixed(digits));
  table.add(name, size, round(of("rate")), round(of("file")), round(of("rate") / of("file"), 2), goal,
            round(of("p50"), 1), round(of("p99"), 1), round(of("fileUs"), 1),
            round(of("nginx"), 1), round(of("ours"), 1));
  const bad = rounds.reduce((all, r) => all + r.bad, 0);
  if (bad) say(`${name}: ${bad} answers were errors, so the line says nothing`);
}

/** Asks until pages lie ready and their compressed twins, too. → seconds from asked to compressed */
async function warm(site, places) {
  const file = (where) => path.join(site.folder, "ready/current", /\.[a-z]+$/.test(where) ? `f${where}`
    : `p${where}${where.endsWith("/") ? "," : ""}.html`);
  for (let left = places, i = 0; left.length && i < 20; i++) {
    for (const where of left) await site.get(where);
    left = left.filter((where) => !fs.existsSync(file(where)));
    if (left.length) await sleep(i ? 100 : 1100); // the folder's own second has to be over
  }
  const from = Date.now();
  while (!places.every((where) => fs.existsSync(`${file(where)}.br`)) && Date.now() < from + 150000)
    await sleep(200);
  return (Date.now() - from) / 1000;
}

/** The pages that lie ready there are what the ideal finds. */
function idealOf(site) {
  fs.rmSync(path.join(folder, "ideal"), { force: true });
  fs.symlinkSync(path.join(site.folder, "ready/current"), path.join(folder, "ideal"));
}

const tool = (name, args, input = "") => {
  const child = run(`${BUILD}/tests/bench/${name}`, args, { maxBuffer: 1 << 24 });
  child.child.stdin.end(input);
  return child;
};

/** A site of generated stories, of which up to 1,000 addresses are known. */
async function generated(stories) {
  const where = `${ROOT}/build/bench/site-${stories}`;
  fs.mkdirSync(path.dirname(where), { recursive: true });
  const made = await tool("bench_site", [where, String(stories), "1000"]);
  const size = fs.statSync(`${where}/dateline.db`).size / stories;
  return { where, stories, paths: made.stdout.trim().split("\n"), bytes: size,
           speed: /: (\d+) a second/.exec(made.stderr)?.[1] };
}

const asked = ['If-None-Match: W/"00"']; // compared by Dateline, so nginx asks it
const anew = ["Cookie: dateline=none"]; // a session has pages made anew
let site;

async function measureHot() {
  site = await startSite({ demo: true });
  const { stdout } = await site.dateline("story", "list", site.folder, "--json");
  const listed = JSON.parse(stdout), all = listed.stories ?? listed;
  const story = all.find((s) => s.state === "live" && s.kind === "news").path;
  const section = (await site.get("/")).text.match(/href="(\/[a-z0-9-]+\/)"/)[1];
  const hot = { story, "front page": "/", section, feed: "/feed.atom" };
  const file = {};
  for (const [name, where] of Object.entries(hot))
    file[name] = files.keep(name.replace(" ", "-"), Buffer.from((await site.get(where)).text));
  await warm(site, Object.values(hot));
  idealOf(site);
  for (const [name, where] of Object.entries(hot)) {
    await measure(name, "demo", site, where, { file: file[name], goal: "0.70" });
    await measure("  the ideal of that way", "demo", site, where, { file: file[name], from: files.ideal });
  }
  for (const coding of ["gzip", "br"])
    await measure(`story, ${coding}`, "demo", site, story, { file: file.story, coding, goal: "0.65" });
  await measure("story, FastCGI alone", "demo", site, story, { file: file.story, headers: asked, goal: "0.55" });
  await measureBare(site, story, file.story);
  for (const coding of ["gzip", "br"])
    await measure(`story, FastCGI alone, ${coding}`, "demo", site, story, { file: file.story, coding, headers: asked });
  await measure("story, rendered", "demo", site, story, { file: file.story, headers: anew, goal: "0.25" });
  await measure("front page, rendered", "demo", site, "/", { file: file["front page"], headers: anew });
  const html = (await site.get(story)).text;
  const css = (await site.get(html.match(/href="(\/static\/[^"]+\.css)"/)[1])).text;
  const weigh = (text) => zlib.brotliCompressSync(Buffer.from(text)).length;
  await site.stop();
  return `A story's HTML ${weigh(html)} bytes, its CSS ${weigh(css)}, with brotli (goal: 5,500, 12,000 together).`;
}

/** A responder that only sends that answer, behind an nginx that does nothing else. */
async function measureBare(of, story, file) {
  const page = path.join(folder, "bare.html");
  fs.writeFileSync(page, (await of.get(story)).text);
  const bare = spawn(`${BUILD}/tests/bench/bench_responder`, [path.join(folder, "bare"), page], { stdio: "inherit" });
  try {
    await until(() => fs.existsSync(path.join(folder, "bare")), "the bare responder listens");
    await measure("  the ideal of that way", "demo", of, "/", { file, from: files.bare });
  } finally {
    bare.kill();
  }
}

async function measureSize(made) {
  const { stories, paths } = made;
  const from = Date.now();
  site = await startSite({ folder: made.where });
  made.start = Date.now() - from;
  const editor = await site.signIn();
  const thousand = paths.slice(0, 1000), words = paths.slice(0, 200).map((p) => p.split("/").pop().split("-")[0]);
  made.compressed = await warm(site, thousand);
  for (const [i, where] of thousand.entries())
    files.keep(`turn/${i}`, Buffer.from((await site.get(where)).text));
  const turn = inTurn(path.join(folder, `turn-${stories}.lua`), thousand);
  const asFile = { script: inTurn(path.join(folder, "files.lua"), thousand.map((_, i) => `/turn/${i}.html`)) };
  const file = files.origin;
  await measure("1,000 stories in turn", stories, site, "/", { file, asFile, script: turn, goal: "0.90" });
  idealOf(site);
  await measure("  the ideal of that way", stories, site, "/", { file, asFile, script: turn, from: files.ideal });
  await measure("1,000 in turn, gzip", stories, site, "/",
                { file, asFile, script: turn, coding: "gzip", goal: "0.85" });
  await measure("  the ideal of that way", stories, site, "/",
                { file, asFile, script: turn, coding: "gzip", from: files.ideal });
  await measure("front page, rendered", stories, site, "/", { headers: anew });
  await measure("section, rendered", stories, site, "/sport/", { headers: anew });
  await measure("story, rendered", stories, site, paths[0], { headers: anew });
  await measure("1,000 in turn, rendered", stories, site, "/", { script: turn, headers: anew });
  await measure("the desk's list", stories, site, "/admin/", { headers: [`Cookie: ${editor.cookie}`] });
  await measure("search, one word", stories, site, "/search", {
    script: inTurn(path.join(folder, `words-${stories}.lua`), words.map((w) => `/search?q=${w}`)) });
  await measure("feed, rendered", stories, site, "/feed.atom", { headers: anew });
  await measure("sitemap, rendered", stories, site, "/sitemap.xml", { headers: anew });
  made.memory = memory(site.child.pid);
  await site.stop();
}

/** Processor time of pages at the sizes, in alternating rounds, without a web server. */
async function compareSizes(sizes) {
  const pages = [["front page", ["300", "/"]], ["section", ["300", "/sport/"]],
                 ["feed", ["100", "/feed.atom"]], ["1,000 stories in turn", ["1", "-"]]];
  const growth = new Table(["processor time, us", ...sizes.map((s) => s.stories), "growth", "goal"]);
  for (const [name, args] of pages) {
    const us = sizes.map(() => []);
    for (let i = 0; i < ROUNDS; i++)
      for (const [k, s] of sizes.entries())
        us[k].push(parseFloat((await tool("bench_page", [s.where, ...args], `${s.paths.join("\n")}\n`)).stdout));
    const [a, b] = us.map(median);
    growth.add(name, a.toFixed(0), b.toFixed(0), (b / a).toFixed(2), "1.10");
  }
  return growth.markdown();
}

/** Instructions of one request, when there is valgrind. What lies ready would be sent, not made. */
async function instructions(where, page) {
  fs.rmSync(path.join(where, "ready"), { recursive: true, force: true });
  const out = await run("valgrind", ["--tool=callgrind", "--callgrind-out-file=/dev/null",
    "--toggle-collect=exchange_serve", `${BUILD}/tests/bench/bench_page`, where, "1", page],
    { env: { ...process.env, DATELINE_DATA: ROOT } }).catch(() => null);
  const n = Number(/Collected : (\d+)/.exec(out?.stderr ?? "")?.[1]);
  return n ? `${(n / 2e6).toFixed(2)} M` : "not counted, for there is no valgrind";
}

/** What a key costs and what is lost, when there is a browser to type into: tests/bench/typing.mjs. */
async function typing() {
  const env = { ...process.env, KILLS: process.env.KILLS ?? "6" };
  const out = await run(process.execPath, [`${ROOT}/tests/bench/typing.mjs`, "keys", "kills", "thirty"], { env })
    .catch(() => null);
  return out?.stdout.trim().split("\n") ?? ["Typing: not measured, for there is no browser"];
}

try {
  const weight = await measureHot();
  const sizes = [await generated(1000), await generated(STORIES)];
  for (const made of sizes) await measureSize(made);
  said.push(table.markdown());
  say();
  for (const made of sizes) {
    const { nginx, dateline } = made.memory;
    say(`- ${made.stories.toLocaleString("en")} stories: memory (PSS) ${(nginx + dateline).toFixed(1)} MB, ` +
      `of which nginx ${nginx.toFixed(1)} (goal: 24 at 1,000, 48 at 1,000,000); ${made.bytes.toFixed(0)} bytes a story; ` +
      `first answer ${made.start} ms after the start; 1,000 pages compressed ${made.compressed.toFixed(0)} s after ` +
      `they were asked for${made.speed ? `; made at ${made.speed} stories/s` : ""}`);
  }
  say(`- ${weight}`);
  say(`- Instructions, with the first use of each statement: a story ${await instructions(sizes[0].where, sizes[0].paths[0])}, ` +
    `a front page ${await instructions(sizes[0].where, "/")}`);
  say(`- Import without pictures (goal: 5,000 a second): ${(await tool("bench_import", [String(IMPORT)])).stdout.trim().split("\n")[0]}`);
  const search = (await tool("bench_search", [sizes[1].where, "any word"])).stdout.trim().split("\n")[1].trim().split(/\s+/);
  say(`- Search for any word at ${STORIES.toLocaleString("en")}: p50 ${search[2]} ms, p99 ${search[3]} ms (goal: 35 at 1,000,000)`);
  for (const line of await typing()) say(`- ${line}`);
  say();
  said.push(await compareSizes(sizes));
  say();
  say(`All of it took ${((Date.now() - began) / 60000).toFixed(1)} minutes.`);
  fs.writeFileSync(BASELINE, `${said.join("\n")}\n`);
  console.log(`\nKept in ${path.relative(process.cwd(), BASELINE)}`);
} finally {
  if (site && site.child.exitCode === null) await site.stop().catch(() => site.child.kill("SIGKILL"));
  await files.stop();
  fs.rmSync(folder, { recursive: true, force: true });
}
