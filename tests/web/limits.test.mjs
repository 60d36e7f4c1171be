// limits.test.mjs: what one address may ask of nginx, with the configuration of deploy/ and with that of
// `dateline up`: beyond it is 429, with the page that says so, and another address reads on. The numbers
// are made small here, and loopback addresses, which neither configuration counts, are counted.
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import net from "node:net";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { request, statusOf } from "./lib/http.mjs";
import { Server } from "./lib/serve.mjs";
import { makeSite, ROOT, startSite, tempFolder, until } from "./lib/site.mjs";
import { missing, startWebServer } from "./lib/webservers.mjs";

const CONNECTIONS = 8, PAGES = 20, ALL = 60;
const CROWD = "127.0.0.1", READER = "127.0.0.2";
const files = ["dateline.conf", "up.conf.in"].map((f) =>
  fs.readFileSync(path.join(ROOT, "deploy/nginx", f), "utf8"));

/** The same configuration with limits that a test reaches whatever the machine does meanwhile. */
function small(conf) {
  const changes = [
    ["127.0.0.0/8 here;", "127.0.0.0/8 four;"],
    ["limit_conn dateline_connections 500;", `limit_conn dateline_connections ${CONNECTIONS};`],
    ["rate=100r/s", "rate=1r/m"], ["rate=400r/s", "rate=1r/m"],
    ["burst=2000 ", `burst=${PAGES} `], ["burst=8000 ", `burst=${ALL} `],
  ];
  for (const [from, to] of changes) {
    assert.ok(conf.includes(from), `the configuration says ${from}`);
    conf = conf.replaceAll(from, to);
  }
  return conf;
}

const get = (url, page, from) => {
  const agent = new http.Agent({ localAddress: from });
  return request(url, "GET", page, { agent }).finally(() => agent.destroy());
};

/** A form whose end does not come. → {answer(), end()} */
function hold(url, from) {
  const { port, hostname } = new URL(url);
  let said = "";
  const socket = net.connect({ port, host: hostname, localAddress: from }, () =>
    socket.write("POST /admin/login HTTP/1.1\r\nHost: paper\r\nContent-Length: 100\r\n" +
                 "Content-Type: application/x-www-form-urlencoded\r\n\r\nlogin="));
  socket.on("data", (chunk) => (said += chunk));
  socket.on("error", () => {});
  return { answer: () => said, end: () => socket.destroy() };
}

function assertFriendly(answer, where) {
  assert.equal(answer.status, 429, where);
  assert.equal(answer.headers["retry-after"], "5", where);
  assert.equal(answer.headers["cache-control"], "no-store", where);
  assert.match(answer.headers["content-security-policy"], /default-src 'none'/, where);
  assert.match(answer.text, /<h1>Too many requests<\/h1>[^]*lang="de"/, where);
}

async function asks(url, page, times, from) {
  const all = [];
  for (let i = 0; i < times; i++) all.push(await get(url, page, from));
  return all;
}

/** The points, in front of whatever start() gives. */
function points(start) {
  let site;
  before(async () => (site = await start()));
  after(() => site?.stop());

  test("connections: the one too many is refused, others read on, and it ends with the crowd", async () => {
    const held = Array.from({ length: CONNECTIONS + 1 }, () => hold(site.url, CROWD));
    const refused = () => held.filter((h) => h.answer());
    await until(() => refused().length > 0, "one is refused");
    assertFriendly(await get(site.url, "/", CROWD), "a page, for the crowd");
    assert.equal(refused().length, 1, "and no other");
    assert.equal(statusOf(refused()[0].answer()), 429);
    assert.match(refused()[0].answer(), /\r\nRetry-After: 5\r\n/i);
    assert.equal((await get(site.url, "/", READER)).status, 200);
    for (const h of held) h.end();
    await until(async () => (await get(site.url, "/", CROWD)).status === 200, "the crowd may read again", 10);
  });

  test("requests: so many pages and no more, styles all the same, until there are too many of all", async () => {
    const { text } = await get(site.url, "/", READER);
    const style = /"(\/static\/[^"]+\.css)"/.exec(text)[1];
    const pages = await asks(site.url, "/", 2 * PAGES, CROWD);
    const good = pages.filter((p) => p.status === 200).length;
    assert.ok(good <= PAGES + 1, `${good} pages`);
    for (const page of pages.slice(-5)) assertFriendly(page, "a page");
    assert.equal((await get(site.url, style, CROWD)).status, 200, "a style");
    const styles = await asks(site.url, style, ALL + 5, CROWD);
    assertFriendly(styles.at(-1), "a style");
    for (const page of ["/", style]) assert.equal((await get(site.url, page, READER)).status, 200, page);
  });
}

test("both configurations have the same limits", () => {
  const [one, other] = files.map((text) =>
    [...new Set(text.match(/^ *limit_(conn|req)\w* .*;$/gm).map((line) => line.trim()))]);
  assert.deepEqual(one, other);
  assert.ok(one.length >= 7);
});

describe("deploy/nginx", { skip: missing("nginx") }, () => points(async () => {
  const folder = await makeSite();
  const server = await Server.start(folder);
  for (const open of [folder, path.dirname(folder)]) fs.chmodSync(open, 0o755);
  const nginx = await startWebServer("nginx", server.socket, "/nowhere", small);
  return { url: nginx.url, stop: async () => { await nginx.stop(); await server.stop(); } };
}));

describe("dateline up", { skip: missing("nginx") }, () => points(async () => {
  const data = tempFolder("data");
  for (const part of ["templates", "static", "deploy"])
    fs.cpSync(path.join(ROOT, part), path.join(data, part), { recursive: true });
  fs.chmodSync(data, 0o755);
  fs.writeFileSync(path.join(data, "deploy/nginx/up.conf.in"), small(files[1]));
  return startSite({ mode: "fastcgi", env: { DATELINE_DATA: data } });
}));
