// vnu.mjs: the Nu HTML checker. A run of all tests has one that serves them (VNU is the file that says where:
// checker.mjs); a test alone runs Java once, for a server reads five seconds of grammars first.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { request } from "./http.mjs";
import { ROOT, freePort, tempFolder, until } from "./site.mjs";

/** It is a matter of seconds: the first compiler is enough, though it uses more stack, and one thread tidies up. */
const FLAGS = ["-Xmx384m", "-Xss16m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];
const JAR = path.join(ROOT, "node_modules/vnu-jar/build/dist/vnu.jar");

/** One that ends with this process, however that ends. → {url, ended: its status} */
export async function serveChecker() {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn("setpriv", ["--pdeathsig", "KILL", "java", ...FLAGS, "-cp", JAR,
                                  "-Dnu.validator.servlet.bind-address=127.0.0.1",
                                  "nu.validator.servlet.Main", String(port)],
                      { stdio: ["ignore", "pipe", "inherit"] });
  let said = "", over = false;
  child.stdout.on("data", (c) => (said += c));
  const ended = new Promise((done) => child.on("close", (code) => done((over = true) && (code ?? 1))));
  await until(() => over || said.includes("service started"), "the HTML checker is ready", 120);
  assert.ok(!over, `the HTML checker ended:\n${said}`);
  return { url, ended };
}

/** What one that runs for all says of one document. */
async function ask(url, text) {
  const { status, text: said } = await request(url, "POST", "/?out=json", {
    headers: { "content-type": "text/html; charset=utf-8", "user-agent": "tests",
               "content-length": String(Buffer.byteLength(text)) },
    body: text });
  assert.equal(status, 200, said);
  return JSON.parse(said).messages;
}

/** The same of many, by a run of their own. → the messages of each */
async function runOnce(texts) {
  const folder = tempFolder("vnu");
  const files = texts.map((text, i) => {
    const file = path.join(folder, `${i}.html`);
    fs.writeFileSync(file, text);
    return file;
  });
  const output = await new Promise((resolve) =>
    execFile("java", [...FLAGS, "-jar", JAR, "--format", "json", "--exit-zero-always", ...files],
             { maxBuffer: 64 << 20 }, (error, stdout, stderr) => resolve(stderr || stdout)));
  const { messages } = JSON.parse(output);
  return files.map((file) => messages.filter((m) => path.basename(m.url ?? "") === path.basename(file)));
}

async function messagesOf(texts) {
  const said = process.env.VNU;
  if (!said) return runOnce(texts);
  await until(() => fs.existsSync(said), "the HTML checker of this run says where it is", 120);
  const url = fs.readFileSync(said, "utf8");
  const all = [];
  for (const text of texts) all.push(await ask(url, text));
  return all;
}

/** [{name, text}] → {name: ["line: message", …]} of errors and warnings. */
export async function checkHtml(documents) {
  const result = Object.fromEntries(documents.map(({ name }) => [name, []]));
  const all = await messagesOf(documents.map(({ text }) => text));
  for (const [i, messages] of all.entries())
    for (const m of messages) {
      if (m.type === "info" && m.subType !== "warning") continue;
      const kind = m.subType ?? m.type;
      result[documents[i].name].push(`${kind}, line ${m.lastLine}: ${m.message} ${m.extract ?? ""}`);
    }
  return result;
}
