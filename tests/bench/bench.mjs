// bench.mjs: how fast pages come, beside the same nginx sending the same bytes from a file.
//
//   make bench        BENCH_SECONDS=5 BENCH_CONNECTIONS=32 BENCH_IMPORT=20000 change it
//
// Only ratios of one run say anything: both sides share the machine with the load generator. Rounds
// of the two alternate, and the medians are compared. Nothing passes or fails here; the goals are in
// the table for comparison.
import { execFile, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const BUILD = process.env.BENCH_BUILD ?? `${ROOT}/build`;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);
const CONNECTIONS = Number(process.env.BENCH_CONNECTIONS ?? 32);
const IMPORT = process.env.BENCH_IMPORT ?? "20000";
const ROUNDS = 3;
const ENV = { ...process.env, DATELINE_DATA: ROOT };

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "dateline-bench-"));
const site = path.join(folder, "site");
const port = 20000 + (process.pid % 20000);
const origin = `http://127.0.0.1:${port}`;

const median = (v) => [...v].sort((a, b) => a - b)[Math.floor(v.length / 2)];
const row = (...cells) =>
  console.log(cells.map((c, i) => String(c)[i ? "padStart" : "padEnd"](i ? 15 : 40)).join(""));

/** Requests per second, and how many answers were no success. */
async function wrk(where, { gzip = false, script } = {}) {
  const args = ["-t1", `-c${CONNECTIONS}`, `-d${SECONDS}s`];
  if (gzip) args.push("-H", "Accept-Encoding: gzip");
  if (script) args.push("-s", script);
  const { stdout } = await run("wrk", [...args, `${origin}${where}`]);
  return {
    rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1] ?? 0),
    bad: Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0),
  };
}

/** Proportional set size of a process and all below it, in KB. */
function pss(pid) {
  const own = Number(/^Pss:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))[1]);
  const below = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  return below.filter(Boolean).reduce((sum, child) => sum + pss(child), own);
}

async function start() {
  const up = spawn(`${BUILD}/dateline`, ["up", site, "--port", String(port)],
                   { env: ENV, stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve, reject) => {
    up.stdout.on("data", (c) => String(c).includes("Ctrl-C") && resolve());
    up.on("exit", (code) => reject(new Error(`dateline up ended with ${code}`)));
  });
  return up;
}

async function compare(name, goal, page, file, options = {}) {
  const pages = [], files = [];
  let bad = 0;
  for (let i = 0; i < ROUNDS; i++) {
    files.push((await wrk(file, { gzip: options.gzip })).rate);
    const got = await wrk(page, options);
    pages.push(got.rate);
    bad += got.bad;
  }
  const ratio = median(pages) / median(files);
  row(name, Math.round(median(pages)), Math.round(median(files)), ratio.toFixed(3), goal);
  if (bad) console.log(`    ${bad} answers were errors: this line says nothing`);
}

let up;
try {
  await run(`${BUILD}/dateline`, ["init", site, "--demo"], { env: ENV });
  const { stdout } = await run(`${BUILD}/dateline`, ["story", "list", site, "--json"], { env: ENV });
  const listed = JSON.parse(stdout);
  const stories = (listed.stories ?? listed).filter((s) => s.state === "live" && s.kind === "news");
  up = await start();
  const get = async (where) => Buffer.from(await (await fetch(origin + where)).arrayBuffer());

  // The same bytes as a file below the site's static/, which nginx sends by itself.
  fs.mkdirSync(path.join(site, "static"));
  const asFile = async (name, where) => {
    fs.writeFileSync(path.join(site, "static", `${name}.html`), await get(where));
    return `/static/00000000/${name}.html`;
  };
  const story = stories[0].path;
  const file = await asFile("story", story);
  const front = await asFile("front", "/");
  const turn = path.join(folder, "turn.lua");
  fs.writeFileSync(turn, `local paths = {${stories.map((s) => `"${s.path}"`).join(", ")}}
local i = 0
request = function() i = i % #paths + 1; return wrk.format("GET", paths[i]) end\n`);

  console.log(`nginx -> FastCGI -> dateline, beside nginx -> file; ${CONNECTIONS} connections, ` +
    `median of ${ROUNDS} rounds of ${SECONDS} s\n`);
  row("", "dateline/s", "file/s", "ratio", "goal");
  await wrk(story);
  await compare("one story", "0.50 cached", story, file);
  await compare("one story, gzip", "0.50 cached", story, file, { gzip: true });
  await compare(`${stories.length} stories in turn`, "0.20 rendered", story, file, { script: turn });
  await compare("front page", "", "/", front);

  const children = fs.readFileSync(`/proc/${up.pid}/task/${up.pid}/children`, "utf8").trim()
    .split(" ");
  console.log("\nmemory after that (PSS; goal: all of dateline within 32 MB)");
  for (const pid of children) {
    const name = fs.readFileSync(`/proc/${pid}/comm`, "utf8").trim();
    row(`  ${name}${name === "dateline" ? ", supervisor and workers" : ""}`,
        `${(pss(pid) / 1024).toFixed(1)} MB`);
  }
} finally {
  if (up) {
    up.removeAllListeners("exit");
    const ended = new Promise((done) => up.on("exit", done));
    up.kill("SIGTERM");
    await ended;
  }
  fs.rmSync(folder, { recursive: true, force: true });
}

console.log("\nimport without pictures (goal: 5,000 stories/s)");
console.log(`  ${(await run(`${BUILD}/tests/bench/bench_import`, [IMPORT])).stdout.trim()}`);
