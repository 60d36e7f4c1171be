// webservers.mjs: the four web servers, each with the configuration of deploy/ that a newsroom would
// use, but for its address, its certificate, and where its files lie.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";

import { freePort, ROOT, tempFolder, until } from "./site.mjs";

const read = (file) => fs.readFileSync(path.join(ROOT, "deploy", file), "utf8");
const root = process.getuid() === 0;
const found = (program) => ["/usr/sbin", "/usr/bin", "/usr/local/bin"]
  .map((f) => path.join(f, program)).find((f) => fs.existsSync(f));

function adapt(text, { folder, socket, ready }) {
  return text.replaceAll("/run/dateline/paper.sock", socket)
    .replaceAll("/run/dateline/paper-ready", ready)
    .replaceAll("/etc/lighttpd/dateline-ready.lua", `${folder}/ready.lua`)
    .replaceAll("/usr/local/share/dateline/", `${ROOT}/`)
    .replace(/\$\{APACHE_LOG_DIR\}|\/var\/log\/(nginx|lighttpd|caddy)/g, folder);
}

const SERVERS = {
  nginx: {
    program: found("nginx"),
    conf: (at) => `daemon off; pid ${at.folder}/pid; error_log ${at.folder}/error.log;
${root ? "user root;" : ""} worker_rlimit_nofile 4096; events { worker_connections 1024; }
http { ${["client_body", "fastcgi", "proxy", "scgi", "uwsgi"].map((t) =>
  `${t}_temp_path ${at.folder}/${t};`).join(" ")} include /etc/nginx/mime.types;
${adapt(read("nginx/dateline.conf"), at)
    .replace(/server \{\n    listen 80;[^]*?\n\}\n/, "")
    .replace("listen 443 ssl http2;", `listen 127.0.0.1:${at.port};`)
    .replace(/^.*(listen \[::\]|ssl_certificate).*$/gm, "")}
}`,
    args: ({ folder, file }) => ["-p", folder, "-c", file, "-e", `${folder}/error.log`],
    stop: "SIGQUIT",
  },
  apache: {
    program: found("apache2"),
    conf: (at) => `ServerRoot ${at.folder}
${["mpm_event", "authz_core", "filter", "deflate", "env", "headers", "alias", "mime", "proxy",
   "proxy_fcgi", "reqtimeout", "rewrite"].map((m) =>
  `LoadModule ${m}_module /usr/lib/apache2/modules/mod_${m}.so`).join("\n")}
Listen 127.0.0.1:${at.port}
PidFile ${at.folder}/pid
ErrorLog ${at.folder}/error.log
ServerTokens Prod
TypesConfig /etc/mime.types
DefaultRuntimeDir ${at.folder}
Mutex file:${at.folder} default
${root ? "User www-data\nGroup www-data" : ""}
${adapt(read("apache/dateline.conf"), at)
    .replace(/<VirtualHost \*:80>[^]*?<\/VirtualHost>\n/, "")
    .replace("<VirtualHost *:443>", `<VirtualHost 127.0.0.1:${at.port}>`)
    .replace(/^.*SSL.*$/gm, "")}`,
    args: ({ file }) => ["-f", file, "-DFOREGROUND"],
    stop: "SIGTERM",
  },
  lighttpd: {
    program: found("lighttpd"),
    conf: (at) => `server.document-root = "${at.folder}/empty"
server.bind = "127.0.0.1"
server.port = ${at.port}
server.errorlog = "${at.folder}/error.log"
server.upload-dirs = ( "${at.folder}" )
${adapt(read("lighttpd/dateline.conf"), at).replace("news.example.org", `127.0.0.1:${at.port}`)}`,
    files: (at) => fs.writeFileSync(path.join(at.folder, "ready.lua"), adapt(read("lighttpd/ready.lua"), at)),
    args: ({ file }) => ["-D", "-f", file],
    stop: "SIGINT",
    // Its error log names what it could not pass on, and cannot be told otherwise.
    log: "dateline.log",
  },
  caddy: {
    program: found("caddy"),
    conf: (at) => `{
	admin off
	auto_https off
	log {
		output file ${at.folder}/error.log
	}
}
${adapt(read("caddy/Caddyfile"), at).replace(/^news\.example\.org/m, `http://127.0.0.1:${at.port}`)}`,
    args: ({ file }) => ["run", "--config", file, "--adapter", "caddyfile"],
    stop: "SIGTERM",
  },
};

export const NAMES = Object.keys(SERVERS);
export const missing = (name) =>
  SERVERS[name].program ? false : `${name} is not installed`;

/** Starts one before the FastCGI socket; `ready`: the folder of ready pages; `change`: what a test makes of
 *  the configuration. → {url, port, folder, logs(), stop()} */
export async function startWebServer(name, socket, ready = "/nowhere", change = (conf) => conf) {
  const { program, conf, args, stop, files = () => {}, log = ".log" } = SERVERS[name];
  const folder = tempFolder(name);
  const at = { folder, socket, ready, port: await freePort(), file: path.join(folder, "conf") };
  fs.mkdirSync(path.join(folder, "empty"));
  if (root) fs.chmodSync(folder, 0o755);
  fs.writeFileSync(at.file, change(conf(at)));
  files(at);
  const child = spawn(program, args(at), { env: { ...process.env, HOME: folder,
    XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "", over = false;
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (c) => (said += c));
  const ended = new Promise((done) => child.on("close", done));
  ended.then(() => (over = true));
  process.on("exit", () => child.kill("SIGKILL"));
  await until(() => over || new Promise((done) => {
    const one = net.connect(at.port, "127.0.0.1", () => { one.destroy(); done(true); });
    one.on("error", () => done(false));
  }), `${name} listens`);
  const logs = () => said + fs.readdirSync(folder).filter((f) => f.endsWith(log))
    .map((f) => fs.readFileSync(path.join(folder, f), "utf8")).join("");
  assert.ok(!over, logs());
  return { url: `http://127.0.0.1:${at.port}`, port: at.port, folder, logs,
           stop: async () => { child.kill(stop); await ended; } };
}
