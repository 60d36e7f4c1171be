// restarts.mjs: how many requests fail while servers are restarted, behind nginx.
//
//   node tests/bench/restarts.mjs [REQUESTS [WAY]]      of each way, 100,000; a minute each at most
//
// 32 connections ask for a story and the front page, in turn: as it lies ready, and made anew (a cookie of
// the desk); Dateline sends all of them. Meanwhile, twice a second: the server reads its templates again
// (SIGHUP), a worker is ended, or stopped, a new server takes the place of the old one (--replace), and the server is
// started again on a socket that somebody else keeps, as systemd does.
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

process.env.DATELINE ??= new URL("../../build/dateline", import.meta.url).pathname;
process.env.DATELINE_DATA ??= new URL("../..", import.meta.url).pathname.replace(/\/$/, "");
const { HELD, Server } = await import("../web/lib/serve.mjs");
const { dateline, sleep, tempFolder } = await import("../web/lib/site.mjs");
const { startWebServer } = await import("../web/lib/webservers.mjs");

const run = promisify(execFile);
const REQUESTS = Number(process.argv[2] ?? 100000);
const ONLY = process.argv[3] ?? "";
const PAUSE_MS = 500;
const SECONDS = 60; // of one way, at most

const folder = tempFolder("restarts");
const script = path.join(folder, "ask.lua");
fs.writeFileSync(script, `local n = 0
local cookie = { ["Cookie"] = "dateline=none" }
request = function()
  n = n + 1
  return wrk.format("GET", n % 2 == 0 and "/" or "PATH", n % 5 == 0 and cookie or nil)
end\n`);

/** Asks until there were enough. → {asked, failed, seconds} */
async function ask(url) {
  const began = Date.now(), all = { asked: 0, failed: 0 };
  while (all.asked < REQUESTS && Date.now() - began < SECONDS * 1000) {
    const { stdout } = await run("wrk", ["-t1", "-c32", "-d5s", "--timeout", "10s", "-s", script, url]);
    all.asked += Number(/(\d+) requests in/.exec(stdout)[1]);
    all.failed += Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0);
    const broken = /connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(stdout)?.slice(1) ?? [];
    all.failed += broken.reduce((sum, n) => sum + Number(n), 0);
  }
  return { ...all, seconds: (Date.now() - began) / 1000 };
}

/** The one that has been there the longest. */
function signalWorker(server, signal) {
  const [first, second] = server.workers();
  if (second) process.kill(first, signal);
  return server;
}

const WAYS = {
  "SIGHUP": { next: async (server) => (server.child.kill("SIGHUP"), server) },
  "a worker ended": { next: async (server) => signalWorker(server, "SIGTERM") },
  "a worker stopped": { next: async (server) => signalWorker(server, "SIGSTOP") },
  "a new server, --replace": {
    next: async (server, site) => {
      const next = await Server.start(site, ["--listen", `unix:${server.socket}`, "--replace"]);
      await server.ended;
      return Object.assign(next, { socket: server.socket });
    },
  },
  "started again, socket kept": {
    args: ["--listen", "fd:0"], how: HELD,
    next: async (server) => (server.child.kill("SIGUSR1"), server),
  },
};

const site = path.join(folder, "site");
await dateline(["init", site, "--demo"]);
const list = JSON.parse((await dateline(["story", "list", site, "--json"])).stdout);
const story = (list.stories ?? list).find((s) => s.state === "live" && s.kind === "news").path;
fs.writeFileSync(script, fs.readFileSync(script, "utf8").replace("PATH", story));

for (const [name, way] of Object.entries(WAYS).filter(([name]) => name.includes(ONLY))) {
  let server = await Server.start(site, way.args, way.how), times = 0, over = false;
  const web = await startWebServer("nginx", server.socket);
  const asked = ask(web.url).finally(() => (over = true));
  while (!over) {
    await sleep(PAUSE_MS);
    server = await way.next(server, site);
    times++;
  }
  const { asked: n, failed, seconds } = await asked;
  console.log(`${name.padEnd(28)} ${String(times).padStart(4)} times, ${n} requests in ` +
    `${seconds.toFixed(0)} s, ${failed} failed`);
  if (failed) console.log(web.logs().split("\n").slice(0, 3).join("\n"));
  await web.stop();
  await server.stop();
}
fs.rmSync(folder, { recursive: true, force: true });
