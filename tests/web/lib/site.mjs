// site.mjs: a site in a folder of its own, served by the program under test.
//
//   const site = await startSite({ demo: true });
//   const { status } = await site.get("/");
//   await site.stop();
//
// The environment says what is tested: DATELINE is the binary (build/san/dateline), MODE is
// "fastcgi" (through nginx, by `dateline up`) or "cgi". DATELINE_PLAIN is the same program without sanitizers, if there
// is one: it lays out what a test begins with, in a quarter of the time. stop() fails when a sanitizer complained.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual, promisify } from "node:util";

import { serveCgi } from "./cgi-server.mjs";
import { encodeForm, encodeMultipart, raw, request } from "./http.mjs";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");
export const MODE = process.env.MODE ?? "fastcgi";
export const DATELINE = path.resolve(
  process.env.DATELINE ??
    [`${ROOT}/build/san/dateline`, `${ROOT}/build/dateline`].find((f) => fs.existsSync(f)) ??
    "build/dateline");

export const PLAIN = process.env.DATELINE_PLAIN ?? DATELINE;

const run = promisify(execFile);
export const ENV = {
  ...process.env,
  DATELINE_DATA: process.env.DATELINE_DATA ?? ROOT,
  UBSAN_OPTIONS: "print_stacktrace=1:halt_on_error=1",
  LSAN_OPTIONS: `suppressions=${ROOT}/tests/lsan.supp:print_suppressions=0`,
};

/** Runs dateline(1). → {stdout, stderr, code}; throws on a status other than 0 unless allowed. */
export async function dateline(args, { allow = [0], input, env = {}, program = DATELINE } = {}) {
  const child = run(program, args, { env: { ...ENV, ...env }, maxBuffer: 64 << 20 });
  child.child.stdin.on("error", () => {});
  child.child.stdin.end(input ?? "");
  const result = await child.then(
    ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
    (e) => ({ stdout: e.stdout ?? "", stderr: e.stderr ?? String(e), code: e.code ?? e.signal }));
  assert.ok(allow.includes(result.code),
            `dateline ${args.join(" ")}: exit ${result.code}\n${result.stderr}${result.stdout}`);
  return result;
}

/** The same for what a test does not look at: the stories, people and settings that it begins with. */
export const prepare = (args, options) => dateline(args, { ...options, program: PLAIN });

/** Takes a folder away, into which a process that is ending may still write. */
export function removeFolder(folder) {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
}

const leftovers = { folders: [], children: [], ports: [] };
process.on("exit", () => {
  for (const child of leftovers.children) child.kill("SIGTERM");
  [...leftovers.folders, ...leftovers.ports].forEach(removeFolder);
  try {
    fs.rmdirSync(portsFolder); // unless another test has a port there
  } catch {
    // it has, or it was quicker
  }
});

/** An empty folder that goes away with the process. */
export function tempFolder(name = "site") {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `dateline-test-${name}-`));
  leftovers.folders.push(folder);
  return folder;
}

/** A port that is free, and that no test beside this one is given before this one ends: the one who asked
 *  listens there only a moment later. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(reserve(port) ? port : freePort()));
    });
  });
}

const portsFolder = path.join(os.tmpdir(), `dateline-test-ports-${os.userInfo().uid}`);

/** A folder says that a port is taken. One of a test that was killed stays, and costs no more than its number. */
function reserve(port) {
  const taken = path.join(portsFolder, String(port));
  fs.mkdirSync(portsFolder, { recursive: true });
  try {
    fs.mkdirSync(taken);
  } catch (e) {
    if (e.code === "ENOENT") return reserve(port); // whoever was last has just taken the folder away
    if (e.code !== "EEXIST") throw e;
    return false;
  }
  leftovers.ports.push(taken);
  return true;
}

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Asks again and again until check() is truthy; fails after `seconds`. A limit, not a measure. */
export async function until(check, what, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const got = await check();
    if (got) return got;
    assert.ok(Date.now() < end, `did not happen within ${seconds} s: ${what}`);
    await sleep(50);
  }
}

/** Calls work with an instant of a whole second that comes soon, in ms. When that came before work was over,
 *  whatever work says, once more with a later one. → what work came to */
export async function beforeItsTime(work) {
  for (let ahead = 4000;; ahead *= 2) {
    const at = Math.ceil((Date.now() + ahead) / 1000) * 1000;
    const [failed, result] = await Promise.resolve(work(at)).then((r) => [null, r], (e) => [e]);
    if (Date.now() < at && failed) throw failed;
    if (Date.now() < at) return result;
    assert.ok(ahead < 120000, `was not over within ${ahead} ms: ${failed?.stack ?? "but well"}`);
  }
}

/** Reads until it reads what is expected: for what a page says a moment after it was changed. */
export async function becomes(read, expected, seconds = 30) {
  for (const end = Date.now() + seconds * 1000;; await sleep(50)) {
    const got = await read();
    if (isDeepStrictEqual(got, expected)) return;
    if (Date.now() > end) assert.deepEqual(got, expected);
  }
}

/** Fails when a log holds what a sanitizer prints. */
export function assertClean(log) {
  const bad = /(ERROR: (Address|Leak)Sanitizer|runtime error:|AddressSanitizer:DEADLYSIGNAL)/;
  const at = log.search(bad);
  assert.equal(at, -1, at < 0 ? "" : log.slice(at, at + 6000));
}

const MADE = process.env.DATELINE_DEMO ?? path.join(ROOT, "build/test/demo");
const NEW = ["--title", "The Test Paper", "--zone", "Europe/London", "--locale", "en-GB"];

/** A site as `dateline init` makes it, made once per binary and day, and copied from then on. */
async function copyOf(made, how, folder) {
  const stamp = `${made}.stamp`;
  const isFresh = () =>
    fs.existsSync(stamp) && fs.statSync(stamp).mtimeMs > fs.statSync(DATELINE).mtimeMs &&
    sameDay(fs.statSync(stamp).mtime, new Date());
  if (!isFresh())
    await withLock(`${made}.lock`, async () => {
      if (isFresh()) return;
      fs.rmSync(made, { recursive: true, force: true });
      await dateline(["init", made, ...how, "--base-url", "http://127.0.0.1"]);
      fs.writeFileSync(stamp, "");
    });
  fs.cpSync(made, folder, { recursive: true });
}

/** Test files run beside each other: only one at a time does this. */
async function withLock(lock, work) {
  fs.mkdirSync(path.dirname(lock), { recursive: true });
  await until(() => {
    try {
      fs.mkdirSync(lock);
      return true;
    } catch {
      // One that was left behind by a run that was stopped.
      const age = Date.now() - (fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > 120000) fs.rmSync(lock, { recursive: true, force: true });
      return false;
    }
  }, `${lock} is free`, 180);
  try {
    await work();
  } finally {
    fs.rmSync(lock, { recursive: true, force: true });
  }
}

const sameDay = (a, b) => a.toISOString().slice(0, 10) === b.toISOString().slice(0, 10);

/** Makes a site's folder without serving it. */
export async function makeSite({ demo = false, settings = {} } = {}) {
  const folder = path.join(tempFolder(), "site");
  await (demo ? copyOf(MADE, ["--demo"], folder) : copyOf(`${MADE}-new`, NEW, folder));
  for (const [key, value] of Object.entries(settings))
    await prepare(["settings", "set", folder, key, value]);
  return folder;
}

/** Makes and serves a site. `folder` takes one that is there. */
export async function startSite({ demo, settings, folder, mode = MODE, workers = 2, env } = {}) {
  const site = new Site(folder ?? (await makeSite({ demo, settings })), mode);
  await site.start({ workers, env });
  return site;
}

class Site {
  constructor(folder, mode) {
    this.folder = folder;
    this.mode = mode;
    this.known = new Set(); // logins that are there
  }

  async start({ workers, env = {} }) {
    if (this.mode === "cgi") {
      this.server = await serveCgi({ dateline: DATELINE, site: this.folder,
                                     env: { ...ENV, ...env } });
      this.port = this.server.port;
      await this.dateline("settings", "set", this.folder, "base_url", this.url);
      return;
    }
    this.port ??= await freePort();
    this.said = "";
    const args = ["up", this.folder, "--port", String(this.port), "--workers", String(workers)];
    this.child = spawn(DATELINE, args, { env: { ...ENV, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream.on("data", (c) => (this.said += c));
    this.ended = new Promise((done) => this.child.on("close", (code) => done(code)));
    leftovers.children.push(this.child);
    let over = false;
    this.ended.then(() => (over = true));
    await until(() => over || this.said.includes("Ctrl-C"), "dateline up is ready", 60);
    assert.ok(!over, `dateline up ended:\n${this.said}`);
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What the program has written so far. */
  log() {
    return this.server ? this.server.log() : this.said;
  }

  async stop() {
    if (this.server) await this.server.close();
    else {
      this.child.kill("SIGTERM");
      assert.equal(await this.ended, 0, this.said);
    }
    assertClean(this.log());
  }

  dateline(...args) {
    return dateline(args);
  }

  request(method, where, options) {
    return request(this.url, method, where, options);
  }

  get(where, headers = {}) {
    return this.request("GET", where, { headers });
  }

  head(where, headers = {}) {
    return this.request("HEAD", where, { headers });
  }

  raw(bytes, options) {
    return raw(this.url, bytes, options);
  }

  /** Somebody who has no cookies yet. */
  session() {
    return new Session(this);
  }

  /** Adds the user when there is none, and signs in through a one-time link. */
  async signIn({ login = "tester", role = "editor", name = "Test Editor" } = {}) {
    if (!this.known.has(login)) {
      const { code, stderr } = await prepare(["user", "add", this.folder, login, "--name", name, "--role", role], { allow: [0, 1] });
      assert.ok(code === 0 || /already a user/.test(stderr), stderr);
      this.known.add(login);
    }
    const link = await prepare(["user", "link", this.folder, login]);
    const where = new URL(link.stdout.trim().split("\n").pop());
    const session = this.session();
    const page = await session.get(where.pathname + where.search);
    assert.equal(page.status, 200, page.text);
    const done = await session.post("/admin/link", {
      csrf: csrfOf(page.text),
      token: where.searchParams.get("token"),
    });
    assert.equal(done.status, 303, done.text);
    return session;
  }
}

/** The token in a page's form. */
export const csrfOf = (html) => /name="csrf" value="([^"]+)"/.exec(html)?.[1];

/** Somebody with cookies. */
class Session {
  constructor(site) {
    this.site = site;
    this.jar = new Map();
  }

  get cookie() {
    return [...this.jar].map(([k, v]) => `${k}=${v}`).join("; ");
  }

  /** For a browser context: await context.addCookies(session.browserCookies()). */
  browserCookies() {
    return [...this.jar].map(([name, value]) => ({ name, value, url: this.site.url }));
  }

  async request(method, where, { headers = {}, body } = {}) {
    const mine = this.jar.size ? { cookie: this.cookie } : {};
    const res = await this.site.request(method, where, { headers: { ...mine, ...headers }, body });
    for (const line of res.setCookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (/max-age=0/i.test(line)) this.jar.delete(name);
      else this.jar.set(name, value);
    }
    return res;
  }

  get(where, headers) {
    return this.request("GET", where, { headers });
  }

  /** An urlencoded form, as given; nothing is added. */
  post(where, fields, headers = {}) {
    const body = encodeForm(fields);
    return this.request("POST", where, {
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "content-length": String(Buffer.byteLength(body)),
        origin: this.site.url,
        ...headers,
      },
      body,
    });
  }

  /** A multipart form; a value {filename, type, bytes} is a file. */
  postFiles(where, fields, headers = {}) {
    const { type, body } = encodeMultipart(fields);
    return this.request("POST", where, {
      headers: { "content-type": type, "content-length": String(body.length),
                 origin: this.site.url, ...headers },
      body,
    });
  }

  /** The token that forms of signed-in pages carry. */
  async csrf(where = "/admin/account") {
    const page = await this.get(where);
    assert.equal(page.status, 200, page.text);
    return csrfOf(page.text);
  }
}
