// bench.mjs: how fast pages come, beside an nginx that sends the same bytes from a file.
//
//   make bench        BENCH_SECONDS=5 BENCH_CONNECTIONS=32 BENCH_IMPORT=20000 BENCH_STORIES=100000
//                     change it; BENCH_STORIES=1000000 takes 6 GB of disk
//
// Only ratios of one run say anything: both sides share the machine with the load generator. Rounds
// of the two alternate, and the medians are compared. Nothing passes or fails here; the goals are in
// the table for comparison. docs/performance.md says how to read it.
import { execFile, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import zlib from "node:zlib";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const BUILD = process.env.BENCH_BUILD ?? `${ROOT}/build`;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);
const CONNECTIONS = Number(process.env.BENCH_CONNECTIONS ?? 32);
const IMPORT = process.env.BENCH_IMPORT ?? "20000";
const STORIES = Number(process.env.BENCH_STORIES ?? 100000);
const ROUNDS = 3;
const ENV = { ...process.env, DATELINE_DATA: ROOT };

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "dateline-bench-"));
const site = path.join(folder, "site");
const port = 20000 + (process.pid % 20000);
const origin = `http://127.0.0.1:${port}`;
const files = `http://127.0.0.1:${port + 1}`;
const ideal = `http://127.0.0.1:${port + 2}`; // the same way, try_files, and nothing else

const median = (v) => [...v].sort((a, b) => a - b)[Math.floor(v.length / 2)];
const row = (...cells) =>
  console.log(cells.map((c, i) => String(c)[i ? "padStart" : "padEnd"](i ? 13 : 28)).join(""));

/** Requests per second, and how many answers were no success. */
async function wrk(where, { coding, headers = [], script } = {}) {
  const args = ["-t1", `-c${CONNECTIONS}`, `-d${SECONDS}s`, "--latency"];
  if (coding) args.push("-H", `Accept-Encoding: ${coding}`);
  for (const header of headers) args.push("-H", header);
  if (script) args.push("-s", script);
  const { stdout } = await run("wrk", [...args, new URL(where, origin).href]);
  return {
    rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1] ?? 0),
    bad: Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0),
    p50: /50%\s+(\S+)/.exec(stdout)?.[1],
    p99: /99%\s+(\S+)/.exec(stdout)?.[1],
  };
}

/** Proportional set size of a process and all below it, in KB. */
function pss(pid) {
  const own = Number(/^Pss:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))[1]);
  const below = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  return below.filter(Boolean).reduce((sum, child) => sum + pss(child), own);
}

/** Processor time that a process and its children have used, in microseconds. */
function used(pid) {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /, "").split(" ");
  const below = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  return below.filter(Boolean).reduce((sum, child) => sum + used(child),
                                      (Number(stat[11]) + Number(stat[12])) * 10000);
}

/** Memory of dateline and of nginx below `dateline up`. */
function printMemory(up) {
  const children = fs.readFileSync(`/proc/${up.pid}/task/${up.pid}/children`, "utf8").trim();
  for (const pid of children.split(" ")) {
    const name = fs.readFileSync(`/proc/${pid}/comm`, "utf8").trim();
    row(`  ${name}${name === "dateline" ? ", supervisor and workers" : ""}`,
        `${(pss(pid) / 1024).toFixed(1)} MB`);
  }
}

async function stop(up) {
  up.removeAllListeners("exit");
  const ended = new Promise((done) => up.on("exit", done));
  up.kill("SIGTERM");
  await ended;
}

/** Processor time of pages at two sizes of site, without a web server. */
async function compareSizes(few, many) {
  const tool = (name, args, input = "") => {
    const child = run(`${BUILD}/tests/bench/${name}`, args, { env: ENV, maxBuffer: 1 << 20 });
    child.child.stdin.end(input);
    return child.then(({ stdout }) => stdout);
  };
  const sites = [];
  for (const stories of [few, many]) {
    const where = path.join(folder, `site-${stories}`);
    sites.push({ where, paths: await tool("bench_site", [where, String(stories)]) });
  }
  const pages = [["front page", ["300", "/"]], ["section", ["300", "/sport/"]],
                 ["one story", ["300", "/2026/01/story-0"]], ["500 stories in turn", ["3", "-"]]];
  for (const [name, args] of pages) {
    const us = [[], []];
    for (let i = 0; i < ROUNDS; i++) {
      for (const [k, s] of sites.entries())
        us[k].push(parseFloat(await tool("bench_page", [s.where, ...args], s.paths)));
    }
    const [a, b] = us.map(median);
    row(`  ${name}`, `${a.toFixed(0)} us`, `${b.toFixed(0)} us`, (b / a).toFixed(2), "1.2");
  }
  return sites;
}

async function start(site) {
  const up = spawn(`${BUILD}/dateline`, ["up", site, "--port", String(port)],
                   { env: ENV, stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve, reject) => {
    up.stdout.on("data", (c) => String(c).includes("Ctrl-C") && resolve());
    up.on("exit", (code) => reject(new Error(`dateline up ended with ${code}`)));
  });
  return up;
}

/** An nginx that sends files as fast as it can, and looks for ready pages with nothing beside; it ends with us. */
async function startFiles(root) {
  const conf = path.join(folder, "files.conf");
  fs.writeFileSync(conf, `${process.getuid() ? "" : "user root;"} daemon off; worker_processes 1; pid ${folder}/files.pid;
error_log ${folder}/files.log; events { worker_connections 512; }
http { access_log off; sendfile on; tcp_nopush on; open_file_cache max=3000; types { text/html html; }
  gzip_static on; gzip_vary on;
  server { listen 127.0.0.1:${port + 1}; root ${root}; }
  server { listen 127.0.0.1:${port + 2}; root ${site}/ready/current; open_file_cache off; gzip_vary off;
    location / { try_files /p$uri.html =404; } location ~ /$ { try_files /p$uri,.html =404; }
    location ~ \\.atom$ { try_files /f$uri =404; } } }`);
  const nginx = spawn("nginx", ["-p", folder, "-c", conf, "-e", `${folder}/files.log`],
                      { env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` } });
  for (let i = 0; i < 100; i++) {
    if (await fetch(files).then(() => true, () => false)) break;
    await new Promise((done) => setTimeout(done, 50));
  }
  return nginx;
}

/** Processor time of nginx and of dateline below `up`, in microseconds. */
function usedBy(up) {
  const time = { nginx: 0, dateline: 0 };
  for (const pid of fs.readFileSync(`/proc/${up.pid}/task/${up.pid}/children`, "utf8").trim().split(" "))
    time[fs.readFileSync(`/proc/${pid}/comm`, "utf8").trim()] += used(pid);
  return time;
}

/** `page` beside `file`, and the processor time of nginx and of dateline for one answer. */
async function compare(name, goal, page, file, { asFile = {}, ...options } = {}) {
  const rounds = [];
  for (let i = 0; i < ROUNDS; i++) {
    const sent = await wrk(file, { coding: options.coding && "gzip", ...asFile });
    const before = usedBy(up);
    const got = await wrk(page, options);
    const after = usedBy(up), n = got.rate * SECONDS;
    rounds.push({ ...got, file: sent.rate, nginx: (after.nginx - before.nginx) / n,
                  dateline: (after.dateline - before.dateline) / n });
  }
  const of = (key) => median(rounds.map((r) => r[key]));
  row(name, Math.round(of("rate")), Math.round(of("file")), (of("rate") / of("file")).toFixed(2), goal,
      `${of("nginx").toFixed(0)} + ${of("dateline").toFixed(0)} us`, rounds[0].p50, rounds[0].p99);
  const bad = rounds.reduce((sum, r) => sum + r.bad, 0);
  if (bad) console.log(`    ${bad} answers were errors: this line says nothing`);
}

/** Asks until the pages lie ready and their compressed twins are there. */
async function warm(site, places) {
  const file = (where) => path.join(site, "ready/current", /\.[a-z]+$/.test(where) ? `f${where}`
    : `p${where}${where.endsWith("/") ? "," : ""}.html`);
  for (let left = places, i = 0; left.length && i < 600; i++) {
    for (const where of left)
      if (!fs.existsSync(file(where))) await fetch(origin + where).then((r) => r.arrayBuffer());
    left = left.filter((where) => !fs.existsSync(`${file(where)}.br`));
    if (left.length) await new Promise((done) => setTimeout(done, 1200));
  }
}

let up, sender;
try {
  await run(`${BUILD}/dateline`, ["init", site, "--demo"], { env: ENV });
  const { stdout } = await run(`${BUILD}/dateline`, ["story", "list", site, "--json"], { env: ENV });
  const listed = JSON.parse(stdout);
  const stories = (listed.stories ?? listed).filter((s) => s.state === "live" && s.kind === "news");
  up = await start(site);
  const get = async (where) => Buffer.from(await (await fetch(origin + where)).arrayBuffer());

  // The same bytes as a file, which an nginx of its own sends.
  const asFile = async (name, where) => {
    const file = path.join(folder, "files", `${name}.html`), bytes = await get(where);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, bytes);
    fs.writeFileSync(`${file}.gz`, zlib.gzipSync(bytes, { level: 9 }));
    return `${files}/${name}.html`;
  };
  sender = await startFiles(path.join(folder, "files"));
  const story = stories[0].path;
  const sectionPath = (await get("/")).toString().match(/href="(\/[a-z0-9-]+\/)"/)[1];
  const hot = [["one story", story], ["front page", "/"], ["section", sectionPath],
               ["feed", "/feed.atom"]];
  const turn = (paths, end) => {
    const file = path.join(folder, `turn${end || "-pages"}.lua`);
    fs.writeFileSync(file, `local paths = {${paths.map((p) => `"${p}${end}"`).join(", ")}}
local i = 0
request = function() i = i % #paths + 1; return wrk.format("GET", paths[i]) end\n`);
    return file;
  };
  // An ETag of Dateline's own is compared by Dateline, so nginx asks it; a session has pages made anew.
  const asked = ['If-None-Match: W/"00"'], rendered = ["Cookie: dateline=none"];

  console.log(`nginx, ready files and dateline, beside nginx -> file with open_file_cache; ` +
    `${CONNECTIONS} connections, median of ${ROUNDS} rounds of ${SECONDS} s\n`);
  row("", "dateline/s", "file/s", "ratio", "goal", "nginx + ours", "p50", "p99");
  await warm(site, hot.map(([, where]) => where));
  for (const [name, where] of hot) {
    const file = await asFile(name.replace(" ", "-"), where);
    await compare(name, "0.70", where, file);
    await compare("  the ideal of that way", "", ideal + where, file);
  }
  for (const coding of ["gzip", "br"])
    await compare(`one story, ${coding}`, "0.65", story, `${files}/one-story.html`, { coding });
  await compare("one story, FastCGI alone", "0.55", story, `${files}/one-story.html`, { headers: asked });
  await compare("one story, rendered", "0.25", story, `${files}/one-story.html`, { headers: rendered });
  await compare("front page, rendered", "", "/", `${files}/front-page.html`, { headers: rendered });

  const html = await get(story);
  const css = await get(html.toString().match(/href="(\/static\/[^"]+\.css)"/)[1]);
  const small = [html, css].map((bytes) => zlib.gzipSync(bytes).length);
  console.log("\na story's HTML and CSS, gzip (goal: 14 KB together)");
  row("  HTML, CSS, together", ...[...small, small[0] + small[1]].map((n) => `${n} B`));

  console.log("\nmemory after that (PSS; goal: all of it within 32 MB)");
  printMemory(up);
  await stop(up);
  up = null;

  console.log(`\n1,000 stories and ${STORIES.toLocaleString("en")}, without a web server`);
  const many = (await compareSizes(1000, STORIES))[1];
  up = await start(many.where);
  const thousand = many.paths.trim().split("\n").slice(0, 1000);
  await warm(many.where, thousand);
  for (const [i, where] of thousand.entries())
    await asFile(`turn/${i}`, where);
  const names = thousand.map((_, i) => `/turn/${i}`);
  row("", "dateline/s", "file/s", "ratio", "goal", "nginx + ours", "p50", "p99");
  await compare(`${thousand.length} stories in turn`, "0.90", "/", files,
                { script: turn(thousand, ""), asFile: { script: turn(names, ".html") } });
  for (const where of ["/", "/section-3/"]) await wrk(where);
  await wrk("/", { script: turn(many.paths.trim().split("\n"), "") });
  console.log("memory of the larger site after its pages were asked for " +
    "(goal: 96 MB at 1,000,000)");
  printMemory(up);
} finally {
  if (up) await stop(up);
  if (sender) await stop(sender);
  fs.rmSync(folder, { recursive: true, force: true });
}

console.log("\nimport without pictures (goal: 5,000 stories/s)");
console.log(`  ${(await run(`${BUILD}/tests/bench/bench_import`, [IMPORT])).stdout.trim()}`);
