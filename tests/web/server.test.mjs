// server.test.mjs: processes, signals and connections of `dateline serve`.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { begin, body, Connection, endBody } from "./lib/fastcgi.mjs";
import { assertClean, DATELINE, dateline, ENV, makeSite, removeFolder, ROOT, sleep, tempFolder, until } from "./lib/site.mjs";
import { commandOf, INHERIT, serveWhile, Server } from "./lib/serve.mjs";
import { publishStory } from "./lib/story.mjs";

const FORM = "application/x-www-form-urlencoded";

let site;
before(async () => {
  site = { folder: await makeSite() };
  await publishStory(site, { title: "A story", slug: "a-story", date: "2020-01-08" });
});

const withServer = (run, args, options) => serveWhile(site.folder, run, args, options);

describe("what strangers could get hold of is contained", () => {
  // Written by the supervisor where the kernel lacks the means.
  const lacks = (server, what) => new RegExp(`not_contained .*${what}`).test(server.said);

  test("each worker, and who starts programs, is under a filter and gets no new rights", (t) =>
    withServer(async (server) => {
      await until(() => server.workers().length === 2, "two workers");
      if (lacks(server, "seccomp")) return t.skip("this kernel has no seccomp");
      const all = fs.readFileSync(`/proc/${server.child.pid}/task/${server.child.pid}/children`,
                                  "utf8").trim().split(" ");
      assert.equal(all.length, 3);
      for (const pid of all) {
        const status = () => fs.readFileSync(`/proc/${pid}/status`, "utf8");
        await until(() => /^Seccomp:\t2$/m.test(status()), `${pid} has a filter`);
        assert.match(status(), /^NoNewPrivs:\t1$/m);
      }
    }));

  test("who starts programs is replaced when it dies", () =>
    withServer(async (server) => {
      const starter = () => fs.readFileSync(
        `/proc/${server.child.pid}/task/${server.child.pid}/children`, "utf8").trim().split(" ")
        .map(Number).find((pid) => pid && commandOf(pid).startsWith("dateline-start"));
      const first = await until(starter, "somebody who starts programs");
      process.kill(first, "SIGKILL");
      await until(() => starter() && starter() !== first, "another one");
      assert.match(server.said, /starter_died/);
    }));

  // Its tables take half a megabyte of each process; passkeys.test.mjs sees it loaded when it is wanted.
  test("a worker has no cryptography of passkeys in its memory while nobody comes with one", () =>
    withServer(async (server) => {
      const c = await server.connect();
      for (const where of ["/", "/2020/01/a-story", "/search?q=story", "/admin/login"])
        assert.equal((await c.get(where)).status, 200, where);
      c.close();
      for (const pid of server.workers())
        assert.doesNotMatch(fs.readFileSync(`/proc/${pid}/maps`, "utf8"), /lib(fido2|crypto)\.so/);
    }));

  test("systemd finds little that the service could do", async (t) => {
    const unit = path.join(ROOT, "deploy/systemd/dateline@.service");
    const asked = spawnSync("systemd-analyze", ["security", "--offline=true", unit],
                            { encoding: "utf8" });
    if (asked.error || asked.status) return t.skip("there is no systemd-analyze here");
    const level = Number(/exposure level for \S+: ([0-9.]+)/.exec(asked.stdout)[1]);
    assert.ok(level <= 1.5, `exposure ${level}`);
  });
});

/** How many connections to that socket somebody has taken: those that wait to be taken have no inode yet. */
const taken = (socket) => fs.readFileSync("/proc/net/unix", "utf8").split("\n").map((line) => line.trim().split(/\s+/))
  .filter(([, , , , , state, inode, name]) => name === socket && state === "03" && inode !== "0").length;

describe("signals", () => {
  test("SIGTERM lets a request under way finish, and then all processes are gone", () =>
    withServer(async (server) => {
      await until(() => server.workers().length === 2, "two workers");
      const workers = server.workers();
      const c = await server.connect();
      const form = "csrf=x&login=nobody&password=nothing-at-all";
      c.send(begin("POST", "/admin/login", { CONTENT_TYPE: FORM, CONTENT_LENGTH: form.length }),
             body(form.slice(0, 10)));
      await until(() => taken(server.socket) === 1, "a worker has it and waits for the rest");
      server.child.kill("SIGTERM");
      await until(() => / ending/.test(server.said), "it says that it ends");
      await sleep(200);
      c.send(body(form.slice(10)), endBody());
      const answer = await c.answer();
      assert.equal(answer.status, 403, "the whole form was read and judged");
      assert.equal(await server.ended, 0);
      for (const pid of workers) assert.ok(!fs.existsSync(`/proc/${pid}`), `${pid} lives`);
      assert.ok(!fs.existsSync(server.socket), "the socket is removed");
    }));

  test("SIGTERM ends workers that have nothing to do but hold idle connections", () =>
    withServer(async (server) => {
      const idle = await Promise.all(Array.from({ length: 4 }, () => server.connect()));
      assert.equal((await idle[0].get("/")).status, 200);
      server.child.kill("SIGTERM");
      assert.equal(await server.ended, 0);
      idle.forEach((c) => c.close());
    }));

  test("a worker that is killed is replaced, and the others go on", () =>
    withServer(async (server) => {
      await until(() => server.workers().length === 2, "two workers");
      const [first, second] = server.workers();
      process.kill(first, "SIGKILL");
      const c = await server.connect();
      assert.equal((await c.get("/")).status, 200);
      await until(() => server.workers().length === 2 && !server.workers().includes(first),
                  "another worker");
      assert.ok(server.workers().includes(second));
      assert.match(server.said, /worker_died .*signal 9/);
      c.close();
    }));

  test("when the supervisor is killed, its workers end by themselves", async () => {
    const server = await Server.start(site.folder);
    const workers = await until(() => server.workers().length === 2 && server.workers(), "workers");
    server.child.kill("SIGKILL");
    await until(() => workers.every((pid) => !fs.existsSync(`/proc/${pid}`)), "no worker is left");
    assert.ok(fs.existsSync(server.socket), "the socket was left behind");
    // … and the next server takes it over.
    const next = spawn(DATELINE, ["serve", site.folder, "--listen", `unix:${server.socket}`],
                       { env: ENV, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    next.stderr.on("data", (c) => (said += c));
    const ended = new Promise((done) => next.on("close", done));
    await until(() => / serving /.test(said), "the next server serves");
    const c = await Connection.open(server.socket);
    assert.equal((await c.get("/")).status, 200);
    c.close();
    next.kill("SIGTERM");
    assert.equal(await ended, 0);
    assertClean(said + server.said);
  });

  test("SIGHUP takes good templates, and refuses faulty ones as a whole", () =>
    withServer(async (server) => {
      const own = path.join(site.folder, "templates/reader");
      const ours = fs.readFileSync(path.join(ROOT, "templates/reader/error.tpl"), "utf8");
      const page = async () => {
        const c = await server.connect();
        const { text } = await c.get("/nothing-here");
        c.close();
        return text;
      };
      const everyWorker = () => Promise.all(Array.from({ length: 6 }, page));
      try {
        fs.mkdirSync(own, { recursive: true });
        const faulty = {
          "a section that never ends": `${ours}\n{{#OPEN}}`,
          "no AUTOESCAPE marker": ours.replace(/^\{\{%AUTOESCAPE[^}]*\}\}/, ""),
        };
        for (const [what, text] of Object.entries(faulty)) {
          const before = server.said.length;
          fs.writeFileSync(path.join(own, "error.tpl"), text);
          server.child.kill("SIGHUP");
          await until(() => / reload_refused /.test(server.said.slice(before)), what);
          assert.match(server.said.slice(before), /error\.tpl/, "it says which file");
          for (const shown of await everyWorker()) assert.match(shown, /There is no such page/, what);
        }
        fs.writeFileSync(path.join(own, "error.tpl"), `${ours}<p>Reloaded words.</p>\n`);
        server.child.kill("SIGHUP");
        await until(async () => (await everyWorker()).every((t) => /Reloaded words/.test(t)),
                    "every worker shows the new template");
      } finally {
        fs.rmSync(path.join(site.folder, "templates"), { recursive: true, force: true });
      }
    }));

  test("a server does not start with faulty templates, and says why", async () => {
    const own = path.join(site.folder, "templates/reader");
    fs.mkdirSync(own, { recursive: true });
    fs.writeFileSync(path.join(own, "error.tpl"), "no marker");
    try {
      const socket = path.join(tempFolder("serve"), "s");
      const { stderr } = await dateline(["serve", site.folder, "--listen", `unix:${socket}`],
                                        { allow: [1] });
      assert.match(stderr, /error\.tpl/);
    } finally {
      fs.rmSync(path.join(site.folder, "templates"), { recursive: true, force: true });
    }
  });
});

describe("the socket", () => {
  test("may be opened by owner and group alone", () =>
    withServer(async (server) => {
      assert.equal(fs.statSync(server.socket).mode & 0o777, 0o660);
    }));

  test("of a server that runs is not taken over", () =>
    withServer(async (server) => {
      const { stderr } = await dateline(
        ["serve", site.folder, "--listen", `unix:${server.socket}`], { allow: [1] });
      assert.match(stderr, /in use/);
      const c = await server.connect();
      assert.equal((await c.get("/")).status, 200);
      c.close();
    }));

  test("is not made where a file is, and the file stays", async () => {
    const file = path.join(tempFolder("serve"), "notes.txt");
    fs.writeFileSync(file, "precious");
    const { stderr } = await dateline(["serve", site.folder, "--listen", `unix:${file}`],
                                      { allow: [1] });
    assert.match(stderr, /is not a socket/);
    assert.equal(fs.readFileSync(file, "utf8"), "precious");
  });

  test("may be given as descriptor 0", () =>
    withServer(async (server) => {
      const c = await server.connect();
      assert.equal((await c.get("/2020/01/a-story")).status, 200);
      c.close();
    }, ["--listen", "fd:0"], { command: "perl", first: INHERIT }));

  test("as descriptor 0 must be a listening unix socket", async () => {
    const { stderr } = await dateline(["serve", site.folder, "--listen", "fd:0"], { allow: [1] });
    assert.match(stderr, /not a listening socket/);
  });
});

describe("connections", () => {
  test("many idle ones do not keep two workers from answering others", () =>
    withServer(async (server) => {
      const idle = [];
      for (let i = 0; i < 40; i++) {
        const c = await server.connect();
        if (i % 2) assert.equal((await c.get("/")).status, 200); // kept open after an answer
        idle.push(c);
      }
      const c = await server.connect();
      for (let i = 0; i < 5; i++) assert.equal((await c.get("/2020/01/a-story")).status, 200);
      for (const one of idle) assert.equal((await one.get("/")).status, 200, "an idle one");
      [...idle, c].forEach((one) => one.close());
    }));

  test("one that sends half a request keeps only its own worker waiting", () =>
    withServer(async (server) => {
      const slow = await server.connect();
      slow.send(begin("GET", "/").subarray(0, 20));
      for (let i = 0; i < 6; i++) {
        const c = await server.connect();
        assert.equal((await c.get("/")).status, 200);
        c.close();
      }
      slow.close();
    }));

  test("answer many requests one after the other", () =>
    withServer(async (server) => {
      const c = await server.connect();
      for (let i = 0; i < 50; i++)
        assert.equal((await c.get(i % 2 ? "/" : "/2020/01/a-story")).status, 200);
      c.close();
    }));

  test("a body that is refused is never taken for another request", () =>
    withServer(async (server) => {
      const forged = Buffer.concat([begin("GET", "/2020/01/a-story"), endBody()]);
      const large = Buffer.concat(Array.from({ length: 400 }, () => forged));
      const c = await server.connect();
      c.send(begin("POST", "/admin/link", { CONTENT_TYPE: FORM, CONTENT_LENGTH: large.length }),
             body(large), endBody());
      const refused = await c.answer();
      assert.equal(refused?.status, 413);
      c.send(begin("GET", "/corrections"), endBody());
      const next = await c.answer();
      // The connection goes on cleanly, or it was closed; nothing in between.
      if (next) assert.match(next.text, /Corrections/);
      assert.equal(c.bytes.length, 0, "nothing else was answered");
      c.close();
    }));

  test("a body shorter or longer than announced is 400", () =>
    withServer(async (server) => {
      for (const [said, sent] of [[30, "csrf=x"], [6, "csrf=x&login=somebody"]]) {
        const c = await server.connect();
        c.send(begin("POST", "/admin/login", { CONTENT_TYPE: FORM, CONTENT_LENGTH: said }),
               body(sent), endBody());
        const answer = await c.answer();
        assert.equal(answer?.status, 400, `announced ${said}, sent ${sent.length}`);
        c.close();
      }
    }));

  test("a body of unknown length is 411", () =>
    withServer(async (server) => {
      const c = await server.connect();
      c.send(begin("POST", "/admin/login", { CONTENT_TYPE: FORM }), body("csrf=x"), endBody());
      assert.equal((await c.answer())?.status, 411);
      c.close();
    }));
});

describe("work that is left over", () => {
  const noSqlite = Boolean(spawnSync("sqlite3", ["--version"]).error) && "sqlite3 is not there";
  const sql = (text) => {
    const { status, stdout, stderr } = spawnSync(
      "sqlite3", ["-cmd", ".timeout 5000", path.join(site.folder, "dateline.db"), text],
      { encoding: "utf8" });
    assert.equal(status, 0, stderr);
    return stdout.trim();
  };

  test("search reads stories again while nobody asks for anything", { skip: noSqlite }, async () => {
    await publishStory(site, { title: "Bridges", slug: "bridges", date: "2020-01-08" });
    await withServer(async () => {
      const forms = "SELECT count(*) FROM search_form WHERE term = 'bridges'";
      assert.equal(sql(forms), "1");
      sql("DELETE FROM search_form; UPDATE search_state SET next = 1, last = 99");
      await until(() => sql("SELECT next > last FROM search_state") === "1", "it is read");
      assert.equal(sql(forms), "1");
    });
  });
});

after(() => removeFolder(site.folder));
