// drill.test.mjs: what an operator does to a server, and what can befall it: restarts, a site that is
// gone for a while, stopped processes, limits that are reached. No request that was taken is lost.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { begin, body, Connection, endBody } from "./lib/fastcgi.mjs";
import { HELD, serveWhile, Server } from "./lib/serve.mjs";
import { csrfOf, DATELINE, makeSite, removeFolder, sleep, until } from "./lib/site.mjs";

let folder;
before(async () => (folder = await makeSite()));
after(() => removeFolder(folder));

const FORM = "a=b&c=d";
const post = (c, keep) => {
  c.send(begin("POST", "/admin/login", { CONTENT_TYPE: "application/x-www-form-urlencoded",
                                         CONTENT_LENGTH: FORM.length }, { keep }),
         body(FORM), endBody());
  return c.answer();
};

/** Sends POSTs on a connection each, eight at a time, until stop() says so; → how each ended. */
function sendPosts(socket) {
  let over = false;
  const ended = {};
  const count = (what) => (ended[what] = (ended[what] ?? 0) + 1);
  const one = async () => {
    while (!over) {
      const c = await Connection.open(socket).catch(() => null);
      count(c ? (await post(c, false))?.status ?? "lost" : "not taken");
      c?.close();
    }
  };
  const all = Promise.all(Array.from({ length: 8 }, one));
  return { count: () => Object.values(ended).reduce((a, b) => a + b, 0),
           stop: async () => ((over = true), await all, ended) };
}

async function onNewConnection(socket, where = "/") {
  const c = await Connection.open(socket);
  const answer = await c.get(where);
  c.close();
  return answer;
}

describe("restarts", () => {
  test("lose no POST when the socket stays with whoever made it", () =>
    serveWhile(folder, async (server) => {
      const posts = sendPosts(server.socket);
      for (let i = 1; i <= 3; i++) {
        const before = posts.count();
        await until(() => posts.count() > before + 20, "some POSTs");
        server.child.kill("SIGUSR1");
        await until(() => server.said.match(/ serving /g).length > i, "the next server");
      }
      const ended = await posts.stop();
      assert.deepEqual(Object.keys(ended), ["403"], JSON.stringify(ended));
    }, ["--listen", "fd:0"], HELD));

  test("lose no POST when the next server takes the place of the one before", async () => {
    let server = await Server.start(folder);
    const { socket } = server;
    const posts = sendPosts(socket);
    try {
      for (let i = 0; i < 3; i++) {
        const before = posts.count();
        await until(() => posts.count() > before + 20, "some POSTs");
        const next = await Server.start(folder, ["--listen", `unix:${socket}`, "--replace"]);
        assert.equal(await server.ended, 0, server.said);
        server = next;
      }
      const ended = await posts.stop();
      assert.deepEqual(Object.keys(ended), ["403"], JSON.stringify(ended));
      assert.equal(fs.statSync(socket).mode & 0o777, 0o660);
      assert.equal(await server.stop(), 0);
      assert.deepEqual(fs.readdirSync(path.dirname(socket)), []);
    } finally {
      await posts.stop();
      server.child.kill("SIGKILL");
    }
  });

  test("lose no POST when workers are ended one by one, and call the site down for none", () =>
    serveWhile(folder, async (server) => {
      const posts = sendPosts(server.socket);
      const ended = [];
      for (let i = 0; i < 8; i++) {
        const before = posts.count();
        await until(() => server.workers().length === 2, "two workers");
        const one = server.workers().find((pid) => !ended.includes(pid));
        process.kill(one, "SIGTERM");
        ended.push(one);
        await until(() => !server.workers().includes(one), "it has ended");
        await until(() => posts.count() > before + 20, "some POSTs");
      }
      assert.deepEqual(Object.keys(await posts.stop()), ["403"], server.said);
      assert.doesNotMatch(server.said, /site_down/);
    }));

  test("lose nothing when templates are read again", () =>
    serveWhile(folder, async (server) => {
      const posts = sendPosts(server.socket);
      for (let i = 1; i <= 3; i++) {
        const before = posts.count();
        server.child.kill("SIGHUP");
        await until(() => (server.said.match(/ info reload/g) ?? []).length >= i, "it has read them");
        await until(() => posts.count() > before + 20, "some POSTs");
      }
      assert.deepEqual(Object.keys(await posts.stop()), ["403"], server.said);
    }));

  test("answer what has come on connections that are kept, and what still waits to be taken", () =>
    serveWhile(folder, async (server) => {
      const kept = await Promise.all(Array.from({ length: 6 }, () => Connection.open(server.socket)));
      for (const c of kept) assert.equal((await c.get("/")).status, 200);
      // Stopped, so that all of this is there when the end is asked for.
      const workers = server.workers();
      server.child.kill("SIGSTOP");
      workers.forEach((pid) => process.kill(pid, "SIGSTOP"));
      const fresh = await Promise.all(Array.from({ length: 20 }, () => Connection.open(server.socket)));
      const answers = [...kept, ...fresh].map((c) => post(c, true));
      await sleep(200);
      workers.forEach((pid) => process.kill(pid, "SIGTERM"));
      workers.forEach((pid) => process.kill(pid, "SIGCONT"));
      server.child.kill("SIGTERM");
      server.child.kill("SIGCONT");
      const statuses = (await Promise.all(answers)).map((a) => a?.status ?? "lost");
      assert.deepEqual(statuses, Array(26).fill(403));
    }));
});

describe("a site that is gone for a while", () => {
  const away = () => path.join(path.dirname(folder), "away");
  const move = (from, to) => {
    fs.mkdirSync(to, { recursive: true });
    for (const f of fs.readdirSync(from).filter((name) => name.startsWith("dateline.db")))
      fs.renameSync(path.join(from, f), path.join(to, f));
  };
  const assert503 = (answer) => {
    assert.equal(answer?.status, 503);
    assert.match(answer.head, /^Retry-After: 5\r?$/m);
    assert.match(answer.head, /^Cache-Control: no-store\r?$/m);
    assert.match(answer.text, /starting again/);
  };
  const assertBack = async (server) => {
    await until(async () => (await onNewConnection(server.socket)).status === 200, "it is back");
    assert.match(server.said, /error site_down .*\n[^]* info site_back /);
  };

  test("is 503 at once, whatever is asked, and comes back by itself", () =>
    serveWhile(folder, async (server) => {
      move(folder, away());
      server.workers().forEach((pid) => process.kill(pid, "SIGKILL"));
      try {
        await until(() => / site_down /.test(server.said), "it says so");
        for (let i = 0; i < 20; i++) assert503(await onNewConnection(server.socket, i % 2 ? "/" : "/healthz"));
        const c = await Connection.open(server.socket);
        assert503(await post(c, true));
        assert503(await c.get("/admin/")); // and the connection goes on
        c.close();
      } finally {
        move(away(), folder);
      }
      await assertBack(server);
    }));

  test("is 503 from the start where the socket is somebody else's, and is served when it is there", async () => {
    move(folder, away());
    try {
      await serveWhile(folder, async (server) => {
        for (let i = 0; i < 5; i++) assert503(await onNewConnection(server.socket));
        move(away(), folder);
        await assertBack(server);
      }, ["--listen", "fd:0"], { ...HELD, ready: / site_down / });
    } finally {
      if (fs.existsSync(path.join(away(), "dateline.db"))) move(away(), folder);
    }
  });
});

describe("processes and limits", () => {
  test("a worker that was stopped loses nothing, makes room for another, and the log says which", () =>
    serveWhile(folder, async (server) => {
      await until(() => server.workers().length === 2, "two workers");
      const kept = await Promise.all(Array.from({ length: 8 }, () => Connection.open(server.socket)));
      for (const c of kept) assert.equal((await c.get("/")).status, 200);
      const [first] = server.workers();
      process.kill(first, "SIGSTOP");
      const answers = await Promise.all([
        ...kept.map((c) => c.get("/")),
        ...Array.from({ length: 20 }, () => onNewConnection(server.socket)),
      ]);
      assert.deepEqual(answers.map((a) => a?.status ?? "lost"), Array(28).fill(200));
      await until(() => server.workers().length === 2 && !server.workers().includes(first),
                  "another worker in its place");
      assert.match(server.said, new RegExp(`warn worker_stopped pid=${first} route=\\S+ by="signal 19"`));
      kept.forEach((c) => c.close());
    }));

  const prlimit = (pid, limit) => {
    const { status, stderr } = spawnSync("prlimit", ["--pid", String(pid), limit], { encoding: "utf8" });
    assert.equal(status, 0, stderr);
  };

  // UndefinedBehaviorSanitizer opens a pipe to look whether memory is there, and takes want of files for
  // want of memory: the program without it is tried.
  const plain = DATELINE.replace(/\/san\/dateline$/, "/dateline");
  test("want of files ends nothing and fills no log", () =>
    serveWhile(folder, async (server) => {
      await until(() => server.workers().length === 2, "two workers");
      assert.equal((await onNewConnection(server.socket)).status, 200);
      const workers = server.workers();
      for (const pid of workers)
        prlimit(pid, `--nofile=${fs.readdirSync(`/proc/${pid}/fd`).length + 8}:20000`);
      const idle = await Promise.all(Array.from({ length: 200 }, () => Connection.open(server.socket)));
      await until(() => / warn accept /.test(server.said), "it says so");
      await sleep(1500); // in which one that complains each time would fill the log
      assert.equal((await onNewConnection(server.socket)).status, 200);
      assert.deepEqual(server.workers(), workers);
      const lines = server.said.split("\n").filter((l) => / warn accept /.test(l)).length;
      assert.ok(lines > 0 && lines < 200, `${lines} lines`);
      idle.forEach((c) => c.close());
    }, [], { command: fs.existsSync(plain) ? plain : DATELINE }));

  test("files that may grow no more end nothing", () =>
    serveWhile(folder, async (server) => {
      await until(() => server.workers().length === 2, "two workers");
      const workers = server.workers();
      for (const pid of workers) prlimit(pid, "--fsize=0");
      const c = await Connection.open(server.socket);
      for (let i = 0; i < 4; i++) {
        // A wrong password is written down.
        const page = await c.get("/admin/login");
        const cookie = /^Set-Cookie: ([^;]+)/m.exec(page.head)[1];
        const form = new URLSearchParams({ csrf: csrfOf(page.text), login: "nobody",
                                           password: "wrong password" }).toString();
        c.send(begin("POST", "/admin/login", {
          CONTENT_TYPE: "application/x-www-form-urlencoded", CONTENT_LENGTH: form.length,
          HTTP_COOKIE: cookie, HTTP_ORIGIN: "http://127.0.0.1" }), body(form), endBody());
        const answer = await c.answer();
        assert.ok(answer?.status >= 500, `${answer?.status}`);
        assert.equal((await onNewConnection(server.socket)).status, 200);
      }
      assert.deepEqual(server.workers(), workers);
      c.close();
    }));
});
