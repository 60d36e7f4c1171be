// cgi-server.mjs: a web server for plain CGI (RFC 3875). One process of dateline per request.
//
// It does only what a CGI server must: the environment, the body, the answer. So the tests that
// pass with it and with nginx show that both ways in are the same program.
import { spawn } from "node:child_process";
import http from "node:http";

/** Serves `site` on a free port of 127.0.0.1. → {port, log(), close()} */
export function serveCgi({ dateline, site, env, port = 0 }) {
  const said = [];
  const server = http.createServer((req, res) => answer({ dateline, site, env, said }, req, res));
  server.keepAliveTimeout = 1000;
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(port, "127.0.0.1", () =>
      resolve({
        port: server.address().port,
        log: () => said.join(""),
        close: () =>
          new Promise((done) => {
            server.close(done);
            server.closeAllConnections?.();
          }),
      }));
  });
}

function environment({ site, env }, req) {
  const cut = req.url.indexOf("?");
  const path = cut < 0 ? req.url : req.url.slice(0, cut);
  const vars = {
    ...env,
    DATELINE_SITE: site,
    GATEWAY_INTERFACE: "CGI/1.1",
    SERVER_PROTOCOL: `HTTP/${req.httpVersion}`,
    SERVER_SOFTWARE: "cgi-server.mjs",
    SERVER_NAME: "127.0.0.1",
    SERVER_PORT: String(req.socket.localPort),
    REMOTE_ADDR: req.socket.remoteAddress,
    REQUEST_METHOD: req.method,
    REQUEST_URI: req.url,
    SCRIPT_NAME: "",
    PATH_INFO: path,
    QUERY_STRING: cut < 0 ? "" : req.url.slice(cut + 1),
  };
  for (const [name, value] of Object.entries(req.headers)) {
    if (name === "content-type") vars.CONTENT_TYPE = value;
    else if (name === "content-length") vars.CONTENT_LENGTH = value;
    else if (name !== "proxy")
      vars[`HTTP_${name.toUpperCase().replaceAll("-", "_")}`] = [value].flat().join(", ");
  }
  return vars;
}

function answer(context, req, res) {
  const child = spawn(context.dateline, [], { env: environment(context, req) });
  const chunks = [];
  req.pipe(child.stdin);
  child.stdin.on("error", () => {}); // it need not read what it refuses
  child.stderr.on("data", (c) => context.said.push(c.toString()));
  child.stdout.on("data", (c) => chunks.push(c));
  child.on("error", () => res.writeHead(500).end());
  child.on("close", (code) => {
    if (code !== 0) context.said.push(`dateline exited with ${code} for ${req.url}\n`);
    pass(Buffer.concat(chunks), req, res);
  });
}

/** Status line, headers and body of RFC 3875 6.2 to the client. */
function pass(bytes, req, res) {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) {
    res.writeHead(502).end("no CGI header\n");
    return;
  }
  let status = 200;
  const headers = [];
  for (const line of bytes.subarray(0, end).toString("latin1").split("\r\n")) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    if (name.toLowerCase() === "status") status = Number.parseInt(value, 10);
    else headers.push(name, value);
  }
  res.writeHead(status, headers);
  res.end(bytes.subarray(end + 4));
}
