// vnu.mjs: the Nu HTML checker, on many documents in one run of Java.
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { ROOT, tempFolder } from "./site.mjs";

/** A run of seconds: the first compiler is enough, though it uses more stack, and one thread tidies up. */
const FLAGS = ["-Xmx384m", "-Xss16m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];

/** [{name, text}] → {name: ["line: message", …]} of errors and warnings. */
export async function checkHtml(documents) {
  const folder = tempFolder("vnu");
  const files = documents.map(({ text }, i) => {
    const file = path.join(folder, `${i}.html`);
    fs.writeFileSync(file, text);
    return file;
  });
  const jar = path.join(ROOT, "node_modules/vnu-jar/build/dist/vnu.jar");
  const output = await new Promise((resolve) =>
    execFile("java", [...FLAGS, "-jar", jar, "--format", "json", "--exit-zero-always", ...files],
             { maxBuffer: 64 << 20 }, (error, stdout, stderr) => resolve(stderr || stdout)));
  const result = Object.fromEntries(documents.map(({ name }) => [name, []]));
  for (const m of JSON.parse(output).messages) {
    if (m.type === "info" && m.subType !== "warning") continue;
    const i = Number.parseInt(path.basename(m.url ?? ""), 10);
    const kind = m.subType ?? m.type;
    result[documents[i].name].push(`${kind}, line ${m.lastLine}: ${m.message} ${m.extract ?? ""}`);
  }
  return result;
}
