// up.test.mjs: `dateline up`: the server and its private nginx.
import assert from "node:assert/strict";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { dateline, makeSite, removeFolder, startSite, until } from "./lib/site.mjs";

let site;
const running = [];
before(async () => {
  site = { folder: await makeSite() };
  await dateline(["user", "add", site.folder, "boss", "--name", "Boss", "--role", "editor"]);
});
after(async () => {
  running.forEach((up) => up.child.kill("SIGTERM")); // of a test that failed
  await Promise.all(running.map((up) => up.ended));
  removeFolder(site.folder);
});

async function start() {
  const up = await startSite({ folder: site.folder, mode: "fastcgi" });
  running.push(up);
  return up;
}

/** Processes below `up`: [{pid, name, command}]. */
const children = ({ child: { pid } }) =>
  fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean)
    .flatMap((one) => {
      try {
        return [{
          pid: Number(one),
          name: fs.readFileSync(`/proc/${one}/comm`, "utf8").trim(),
          command: fs.readFileSync(`/proc/${one}/cmdline`, "utf8").replaceAll("\0", " "),
        }];
      } catch {
        return []; // it has just ended
      }
    });

describe("dateline up", () => {
  test("says which port is in use, and touches nothing", async () => {
    const server = net.createServer();
    const port = await new Promise((done) =>
      server.listen(0, "127.0.0.1", () => done(server.address().port)));
    const { stderr } = await dateline(["up", site.folder, "--port", String(port)], { allow: [1] });
    assert.match(stderr, new RegExp(`Port ${port} is in use`));
    await new Promise((done) => server.close(done));
  });

  test("prints the address and a link that signs in once, and leaves nothing behind", async () => {
    const up = await start();
    const link = new URL(/http:\S+\/admin\/link\?token=\S+/.exec(up.log())[0]);
    assert.match(up.log(), new RegExp(`${up.url}/`));
    const page = await up.get(link.pathname + link.search);
    assert.equal(page.status, 200);
    assert.match(page.text, /Sign in as Boss/);
    assert.equal((await up.get("/")).status, 200);
    const both = children(up);
    assert.equal(both.length, 2);
    await up.stop();
    for (const { pid, name } of both) assert.ok(!fs.existsSync(`/proc/${pid}`), `${name} lives`);
    const again = net.createServer();
    await new Promise((done, fail) => again.on("error", fail).listen(up.port, "127.0.0.1", done));
    again.close();
  });

  test("survives its nginx and its server: no reader is refused, and it says so", async () => {
    const up = await start();
    const child = (name) => children(up).find((one) => one.name === name)?.pid;
    for (const [name, word] of [["nginx", "nginx"], ["dateline", "The server"]]) {
      const first = child(name);
      process.kill(first, "SIGKILL");
      await until(() => up.log().includes(`${word} has stopped`), `it says that ${name} died`);
      await until(() => child(name) && child(name) !== first, `another ${name}`);
      // Its port never closed: whoever asks meanwhile waits, or is told to try again.
      await until(async () => {
        const { status, headers } = await up.get("/");
        if (status !== 200) assert.equal(`${status} ${headers["retry-after"]}`, "503 5");
        return status === 200;
      }, "readers are answered");
    }
    await up.stop();
  });

  test("keeps neither one-time tokens nor searches in its logs", async () => {
    const up = await start();
    const token = /token=(\S+)/.exec(up.log())[1];
    const referer = `${up.url}/admin/link?token=${token}`;
    await up.get(`/admin/link?token=${token}`);
    await up.get("/", { headers: { referer } });
    await up.get("/search?q=secretword");
    const folder = / -p (\S+) /.exec(children(up).find((one) => one.name === "nginx").command)[1];
    // … not even when something fails: more ask at once than connections are kept to a server that
    // cannot be found.
    fs.renameSync(path.join(folder, "dateline.sock"), path.join(folder, "away.sock"));
    const failed = (await Promise.all(Array.from({ length: 60 }, (_, i) => i % 2
      ? up.get(`/admin/link?token=${token}`)
      : up.get("/", { headers: { referer: up.url } })))).filter(({ status }) => status === 503);
    assert.ok(failed.length > 0);
    for (const { text, headers } of failed) {
      assert.match(text, /starting again/);
      assert.equal(headers["retry-after"], "5");
    }
    fs.renameSync(path.join(folder, "away.sock"), path.join(folder, "dateline.sock"));
    // It is written once a second.
    await until(() => fs.readFileSync(path.join(folder, "access.log"), "utf8")
      .split("/admin/link HTTP").length > 30, "the log knows of all");
    const logs = ["access.log", "error.log"].map((f) =>
      fs.readFileSync(path.join(folder, f), "utf8")).join("");
    assert.match(logs, /"GET \/admin\/link HTTP/);
    assert.ok(!logs.includes(token) && !logs.includes("secretword"), logs);
    await up.stop();
  });

  test("holds thousands of connections that say nothing, and shows links and hidden files to nobody", async () => {
    fs.mkdirSync(path.join(site.folder, "static/.git"), { recursive: true });
    fs.mkdirSync(path.join(site.folder, "media/2026/01"), { recursive: true });
    fs.writeFileSync(path.join(site.folder, "static/own.css"), "p { color: red }");
    fs.writeFileSync(path.join(site.folder, "static/.git/config"), "hidden");
    fs.writeFileSync(path.join(site.folder, "static/.env"), "hidden");
    fs.symlinkSync("/etc/passwd", path.join(site.folder, "static/link.css"));
    const picture = `media/2026/01/${"a".repeat(32)}-960.jpg`;
    fs.symlinkSync("/etc/passwd", path.join(site.folder, picture));
    const up = await start();
    const idle = Array.from({ length: 2000 }, () => {
      const one = net.connect(up.port, "127.0.0.1");
      one.on("error", () => {});
      one.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n");
      return one;
    });
    const answers = await Promise.all(Array.from({ length: 20 }, () => up.get("/")));
    assert.deepEqual(answers.map((a) => a.status), Array(20).fill(200));
    idle.forEach((one) => one.destroy());

    for (const hidden of ["static/.env", "static/.git/config", "static/00000000/.git/config",
                          "static/link.css", "static/00000000/link.css", picture,
                          "static/00000000/..%2f..%2fdateline.db", "media/../dateline.db",
                          "dateline.db", "_dateline/503.html"]) {
      const answer = await up.get(`/${hidden}`);
      assert.ok([404, 400].includes(answer.status), `${hidden}: ${answer.status}`);
      assert.match(answer.text, /<main/, `${hidden} is our own page`);
    }
    // Kept for a year under its hash alone.
    const page = await up.get("/");
    const [sheet, hash] = /\/static\/([0-9a-f]{8})\/css\/site\.css/.exec(page.text);
    const cache = async (where) => (await up.get(where)).headers["cache-control"];
    assert.match(await cache(sheet), /immutable/);
    for (const wrong of [sheet.replace(hash, "00000000"), "/static/css/site.css",
                         "/static/00000000/own.css"])
      assert.doesNotMatch(await cache(wrong), /immutable|max-age=3/, wrong);
    await up.stop();
    fs.rmSync(path.join(site.folder, "static"), { recursive: true });
    fs.rmSync(path.join(site.folder, picture));
  });
});
