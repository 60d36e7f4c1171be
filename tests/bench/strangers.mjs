// strangers.mjs: what readers notice while strangers do their worst, each kind beside a quiet stretch.
//
//   node tests/bench/strangers.mjs [KIND]     KIND: part of a row's name; else all
//
// STRANGER_SECONDS (10) is how long each kind lasts; that of STRANGER_GUESSES (100000) passwords lasts until
// all were tried, three minutes at most.
//
// Straight over FastCGI, as a web server would that keeps nothing from us and limits nobody. All load
// stays on this machine's socket. Two readers ask for a page again and again; their 50th and 99th
// percentile in a stretch of trouble stand beside those of the quiet stretch just before it. The load
// comes from the same processors, so the figures say too much rather than too little.
import { execFile, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { begin, body, Connection, endBody } from "../web/lib/fastcgi.mjs";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const DATELINE = process.env.DATELINE ?? `${ROOT}/build/dateline`;
const SECONDS = Number(process.env.STRANGER_SECONDS ?? 10);
const GUESSES = Number(process.env.STRANGER_GUESSES ?? 100000);
const GUESSING_MS = 180000;
const WORKERS = process.env.STRANGER_WORKERS ?? "4";
const ENV = { ...process.env, DATELINE_DATA: ROOT, DATELINE_LOG: "error" };
const FORM = "application/x-www-form-urlencoded";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "dateline-strangers-"));
const site = path.join(folder, "site");
const socket = path.join(folder, "s");

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const row = (...cells) =>
  console.log(cells.map((c, i) => String(c)[i ? "padStart" : "padEnd"](i ? 9 : 34)).join(" "));
const counted = (codes) => Object.entries(codes).map(([code, n]) => `${n} × ${code}`).join(", ");
const count = (codes, code) => (codes[code] = (codes[code] ?? 0) + 1);

/** Two readers for so long, or until it is done. → {n, p50, p99, codes} in ms */
async function read(seconds, done) {
  const times = [], codes = {};
  let end = performance.now() + (done ? GUESSING_MS : seconds * 1000);
  done?.then(() => (end = 0));
  const reader = async (where) => {
    let c = await Connection.open(socket);
    while (performance.now() < end) {
      const begun = performance.now();
      let answer = await c.get(where);
      if (!answer) { // a connection that was idle; a web server asks again on another one
        c.close();
        c = await Connection.open(socket);
        answer = await c.get(where);
      }
      times.push(performance.now() - begun);
      count(codes, answer?.status ?? "closed");
      await sleep(5);
    }
    c.close();
  };
  await Promise.all([reader("/corrections"), reader("/")]);
  times.sort((a, b) => a - b);
  const at = (q) => times[Math.min(times.length - 1, Math.floor(q * times.length))];
  return { n: times.length, p50: at(0.5), p99: at(0.99), codes };
}

/** trouble: starts and returns a function that ends it and tells what became of it; its `done`, if it has
 *  one, is kept when the trouble ends by itself. */
async function beside(name, trouble) {
  if (!name.includes(process.argv[2] ?? "")) return;
  const quiet = await read(SECONDS / 2);
  const over = await trouble();
  await sleep(500);
  const loud = await read(SECONDS, over.done);
  const told = await over();
  row(name, quiet.p50.toFixed(1), quiet.p99.toFixed(1), loud.p50.toFixed(1), loud.p99.toFixed(1),
      (loud.p99 / quiet.p99).toFixed(1), `  readers ${counted(loud.codes)}; ${told}`);
}

/* ---- The troubles -------------------------------------------------------------------------- */

/** Bodies that trickle in. */
async function slowSenders() {
  const all = [];
  for (let i = 0; i < 500; i++) {
    const c = await Connection.open(socket);
    c.send(begin("POST", "/admin/login", { CONTENT_TYPE: FORM, CONTENT_LENGTH: 100000 }));
    all.push(c);
  }
  const timer = setInterval(() => all.forEach((c) => c.send(body("a".repeat(400)))), 500);
  return () => {
    clearInterval(timer);
    const open = all.filter((c) => !c.closed).length;
    all.forEach((c) => c.close());
    return `500 senders, ${open} not yet given up`;
  };
}

const value = (text, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? "";

/** The form as a browser is given it. */
async function signInForm(c) {
  const page = await c.get("/admin/login");
  return { cookie: /^Set-Cookie: ([^;]+)/im.exec(page.head)[1], csrf: value(page.text, "csrf"),
           form: value(page.text, "form") };
}

/** Sends that form from that address. */
async function tryPassword(c, { cookie, csrf, form }, address, password) {
  const text = new URLSearchParams({ csrf, form, login: "ada", password }).toString();
  c.send(begin("POST", "/admin/login", { CONTENT_TYPE: FORM, CONTENT_LENGTH: text.length,
                                         HTTP_COOKIE: cookie, REMOTE_ADDR: address,
                                         HTTP_SEC_FETCH_SITE: "same-origin" }),
         body(text), endBody());
  return (await c.answer())?.status ?? "closed";
}

/** A sign-in as a browser makes it, from that address. */
const signIn = async (c, address, password) => tryPassword(c, await signInForm(c), address, password);

let n = 0; // guesses so far: each has an address of its own

/** Fifteen who guess, each from ever other addresses, with so many ms between, `most` guesses in all; and the
 *  editor's own sign-in. A form serves fifty guesses, as it would serve who only wants in. */
const guesses = (pause, most = Infinity) => async () => {
  const codes = {}, own = {}, last = n + most, begun = performance.now();
  let over = false;
  const guesser = async () => {
    while (!over && n < last) {
      const c = await Connection.open(socket), form = await signInForm(c);
      for (let k = 0; k < 50 && !over && n < last && !c.closed; k++) {
        const i = n++;
        count(codes, await tryPassword(c, form, `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`,
                                       `wrong password ${i}`));
        if (pause) await sleep(pause);
      }
      c.close();
    }
  };
  const editor = async () => {
    const c = await Connection.open(socket);
    while (!over) {
      count(own, await signIn(c, "192.0.2.1", PASSWORD));
      await sleep(1000);
    }
    c.close();
  };
  const guessing = Promise.all(Array.from({ length: 15 }, guesser)), signingIn = editor();
  const end = async () => {
    over = true;
    await Promise.all([guessing, signingIn]);
    const seconds = ((performance.now() - begun) / 1000).toFixed(0);
    return `guesses ${counted(codes)} in ${seconds} s; the editor's own sign-in ${counted(own)}`;
  };
  if (most < Infinity) end.done = guessing;
  return end;
};

/** Connections that say nothing. */
async function idle() {
  const all = [];
  for (let i = 0; i < 1000; i++) all.push(await Connection.open(socket));
  return () => {
    all.forEach((c) => c.close());
    return "1,000 idle connections";
  };
}

/** Somebody else holds the write lock; five sign-ins wait for it. */
async function heldLock() {
  const lock = spawn("flock", [path.join(site, "dateline.lock"), "sh", "-c", "echo held; cat"],
                     { stdio: ["pipe", "pipe", "inherit"] });
  await new Promise((done) => lock.stdout.once("data", done));
  const codes = {};
  let over = false;
  const saver = async (i) => {
    const c = await Connection.open(socket);
    while (!over) count(codes, await signIn(c, "192.0.2.1", PASSWORD));
    c.close();
    return i;
  };
  const all = Array.from({ length: 5 }, (_, i) => saver(i));
  return async () => {
    over = true;
    lock.stdin.end();
    await Promise.all(all);
    return `who wanted to write: ${counted(codes)}`;
  };
}

/** Many readers in the same instant, a connection each; again and again. */
async function crowd() {
  const codes = {};
  let over = false, rounds = 0;
  const one = async () => {
    try {
      const c = await Connection.open(socket);
      count(codes, (await c.get("/corrections"))?.status ?? "closed");
      c.close();
    } catch (e) {
      count(codes, e.code);
    }
  };
  const all = (async () => {
    for (; !over; rounds++) {
      await Promise.all(Array.from({ length: 2000 }, one));
      await sleep(1000);
    }
  })();
  return async () => {
    over = true;
    await all;
    return `${rounds} times 2,000 at once: ${counted(codes)}`;
  };
}

/* ---- The whole ------------------------------------------------------------------------------ */

const PASSWORD = "harbour lamp quietly orange 7";

async function start() {
  await run(DATELINE, ["init", site, "--demo"], { env: ENV });
  const add = run(DATELINE, ["user", "add", site, "ada", "--name", "Ada", "--password-stdin"], { env: ENV });
  add.child.stdin.end(`${PASSWORD}\n`);
  await add;
  const server = spawn(DATELINE, ["serve", site, "--listen", `unix:${socket}`, "--workers", WORKERS],
                       { env: ENV, stdio: ["ignore", "inherit", "inherit"] });
  for (let i = 0; i < 200; i++) {
    try {
      const c = await Connection.open(socket);
      const { status } = await c.get("/");
      c.close();
      if (status === 200) break;
    } catch {
      await sleep(50);
    }
  }
  const c = await Connection.open(socket);
  console.log(`the editor signs in from a place that is known from then on: ${await signIn(c, "192.0.2.1", PASSWORD)}`);
  c.close();
  return server;
}

const server = await start();
const ended = new Promise((done) => server.once("exit", done));
try {
  row("milliseconds", "quiet p50", "p99", "loud p50", "p99", "ratio", "");
  await beside("500 slow senders", slowSenders);
  await beside("15 wrong passwords a second", guesses(1000));
  await beside("wrong passwords without a pause", guesses(0));
  // With a pause, for without one the guessers themselves take the processors that the readers wait for.
  await beside(`${GUESSES} wrong passwords`, guesses(10, GUESSES));
  await beside("1,000 idle connections", idle);
  await beside("the write lock held", heldLock);
  await beside("2,000 readers at once", crowd);
} finally {
  server.kill("SIGTERM");
  await ended;
  fs.rmSync(folder, { recursive: true, force: true });
}
