// measure.mjs: what bench.mjs measures with: requests per second, processor time, memory, and a table.
import { execFile, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";

export const run = promisify(execFile);
export const median = (v) => [...v].sort((a, b) => a - b)[Math.floor(v.length / 2)];

/** Requests per second, latencies in ms, and how many answers were no success. */
export async function wrk(url, { seconds, connections, coding, headers = [], script }) {
  const args = ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", "--timeout", "20s"];
  if (coding) args.push("-H", `Accept-Encoding: ${coding}`);
  for (const header of headers) args.push("-H", header);
  if (script) args.push("-s", script);
  const { stdout } = await run("wrk", [...args, url]);
  const ms = (percent) => {
    const [, n, unit] = new RegExp(`${percent}%\\s+([\\d.]+)(us|ms|s)`).exec(stdout) ?? [0, NaN, "ms"];
    return Number(n) * { us: 0.001, ms: 1, s: 1000 }[unit];
  };
  return { rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1] ?? 0),
           bad: Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0),
           p50: ms(50), p99: ms(99) };
}

/** A script for wrk that asks for these addresses in turn. */
export function inTurn(file, paths) {
  fs.writeFileSync(file, `local paths = {${paths.map((p) => `"${p}"`).join(", ")}}
local i = 0
request = function() i = i % #paths + 1; return wrk.format("GET", paths[i]) end\n`);
  return file;
}

const childrenOf = (pid) =>
  fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
const nameOf = (pid) => fs.readFileSync(`/proc/${pid}/comm`, "utf8").trim();

/** Of a process and all below it, by what the number of one is. */
const sum = (pid, of) => childrenOf(pid).reduce((all, child) => all + sum(child, of), of(pid));
const pss = (pid) => Number(/^Pss:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))[1]);
/** Nanoseconds on a processor (proc(5), schedstat): exact, and without what others took meanwhile. */
const ran = (pid) => Number(fs.readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]);

function below(up, of) {
  const all = { nginx: 0, dateline: 0 };
  for (const pid of childrenOf(up)) all[nameOf(pid)] += sum(pid, of);
  return all;
}
/** Below `dateline up`: memory in MB, and processor time in microseconds, of nginx and of dateline. */
export const memory = (up) => below(up, (pid) => pss(pid) / 1024);
export const processor = (up) => below(up, (pid) => ran(pid) / 1000);

const BROTLI = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

/** An nginx that sends files as fast as it can, compressed ones too; at `ideal` it looks for ready pages
 *  below the link folder/ideal with nothing beside; at `bare` it asks the responder at the socket folder/bare.
 *  → {origin, ideal, bare, keep(name, bytes), processor(), stop()} */
export async function startFiles(folder, port) {
  const root = path.join(folder, "files"), conf = path.join(folder, "files.conf");
  fs.mkdirSync(root, { recursive: true });
  const brotli = fs.existsSync(BROTLI);
  fs.writeFileSync(conf, `${brotli ? `load_module ${BROTLI};` : ""} ${process.getuid() ? "" : "user root;"} daemon off; worker_processes 1; pid ${folder}/files.pid;
error_log ${folder}/files.log; events { worker_connections 512; }
http { access_log off; sendfile on; tcp_nopush on; open_file_cache max=6000; types { text/html html; }
  gzip_static on; gzip_vary on; ${brotli ? "brotli_static on;" : ""}
  server { listen 127.0.0.1:${port}; root ${root}; }
  server { listen 127.0.0.2:${port}; root ${folder}/ideal; open_file_cache off; gzip_vary off;
    location / { try_files /p$uri.html =404; } location ~ /$ { try_files /p$uri,.html =404; }
    location ~ \\.atom$ { try_files /f$uri =404; } }
  upstream bare { server unix:${folder}/bare; keepalive 128; }
  server { listen 127.0.0.3:${port}; location / { fastcgi_pass bare; fastcgi_keep_conn on;
    fastcgi_buffer_size 32k; fastcgi_buffers 66 16k; fastcgi_busy_buffers_size 64k;
    fastcgi_param REQUEST_METHOD $request_method; fastcgi_param REQUEST_URI $request_uri; } } }`);
  const nginx = spawn("nginx", ["-p", folder, "-c", conf, "-e", `${folder}/files.log`],
                      { env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` } });
  const origin = `http://127.0.0.1:${port}`;
  for (let i = 0; i < 100; i++) {
    if (await fetch(origin).then(() => true, () => false)) break;
    await new Promise((done) => setTimeout(done, 50));
  }
  const keep = (name, bytes) => {
    const file = path.join(root, `${name}.html`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, bytes);
    fs.writeFileSync(`${file}.gz`, zlib.gzipSync(bytes, { level: 9 }));
    fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(bytes));
    return `${origin}/${name}.html`;
  };
  const stop = async () => {
    const ended = new Promise((done) => nginx.on("exit", done));
    nginx.kill("SIGTERM");
    await ended;
  };
  return { origin, ideal: `http://127.0.0.2:${port}`, bare: `http://127.0.0.3:${port}`, keep, stop, processor: () => sum(nginx.pid, (pid) => ran(pid) / 1000) };
}

/** What this was measured on and with. */
export async function machine(dateline) {
  const said = async (program, ...args) => {
    const { stdout, stderr } = await run(program, args, { env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` } })
      .catch(() => ({ stdout: "", stderr: "" }));
    return (stdout + stderr).trim().split("\n")[0];
  };
  const cpus = os.cpus(), gigabytes = Math.round(os.totalmem() / 2 ** 30);
  return [`${cpus.length} × ${cpus[0].model}, ${gigabytes} GB, Linux ${os.release()}; ` +
            `load before it ${os.loadavg()[0].toFixed(1)}`,
          `${await said(dateline, "--version")}, commit ${await said("git", "rev-parse", "--short", "HEAD")}; ` +
            `${(await said("nginx", "-v")).replace("nginx version: ", "")}; Node ${process.versions.node}; ` +
            `${new Date().toISOString().slice(0, 16)}Z`];
}

/** A table that is printed line by line, and kept as Markdown. */
export class Table {
  constructor(columns) {
    this.columns = columns;
    this.rows = [];
    this.print(columns);
  }

  print(cells) {
    console.log(cells.map((c, i) => String(c)[i ? "padStart" : "padEnd"](i ? 11 : 34)).join(""));
  }

  add(...cells) {
    this.rows.push(cells);
    this.print(cells);
  }

  markdown() {
    const line = (cells) => `| ${cells.join(" | ")} |`;
    return [line(this.columns), line(this.columns.map((_, i) => (i ? "---:" : "---"))),
            ...this.rows.map(line)].join("\n");
  }
}
