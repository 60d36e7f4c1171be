// rush.mjs: how many of a crowd that comes at once are answered.
//
//   node tests/bench/rush.mjs [CLIENTS]      2,000; ends within a minute
//
// Each client opens a connection of its own to `dateline serve` in the same instant, as a web server
// does for as many readers, and asks for the front page. One that finds the socket's queue full is
// refused (EAGAIN, which nginx makes a 502). docs/operations.md names the kernel's limit.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { Connection } from "../web/lib/fastcgi.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const dateline = process.env.DATELINE ?? `${ROOT}/build/dateline`;
const clients = Number(process.argv[2] ?? 2000);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "dateline-rush-"));
const env = { ...process.env, DATELINE_DATA: process.env.DATELINE_DATA ?? ROOT };
const socket = path.join(folder, "s");
execFileSync(dateline, ["init", `${folder}/site`], { env, stdio: "ignore" });
const server = spawn(dateline, ["serve", `${folder}/site`, "--listen", `unix:${socket}`],
                     { env, stdio: ["ignore", "ignore", "pipe"] });
const end = setTimeout(() => server.kill("SIGKILL"), 60000);
try {
  await new Promise((done) => server.stderr.on("data", (c) => String(c).includes(" serving ") && done()));
  const ended = {};
  const began = Date.now();
  await Promise.all(Array.from({ length: clients }, async () => {
    let how = "refused";
    try {
      const c = await Connection.open(socket);
      how = (await c.get("/"))?.status ?? "lost";
      c.close();
    } catch (e) {
      how = e.code ?? String(e);
    }
    ended[how] = (ended[how] ?? 0) + 1;
  }));
  const limit = fs.readFileSync("/proc/sys/net/core/somaxconn", "utf8").trim();
  console.log(`${clients} clients at once, net.core.somaxconn ${limit}: ` +
    `${JSON.stringify(ended)} in ${Date.now() - began} ms`);
} finally {
  clearTimeout(end);
  server.kill("SIGTERM");
  await new Promise((done) => server.on("close", done));
  fs.rmSync(folder, { recursive: true, force: true });
}
