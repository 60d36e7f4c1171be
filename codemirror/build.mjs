// build.mjs FOLDER: bundles this folder with CodeMirror into FOLDER/codemirror.js, and puts beside it the
// licences of all that went in, LICENSE.txt. The same bytes for the same package-lock.json.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const out = process.argv[2];
const root = fileURLToPath(new URL("..", import.meta.url));

const { metafile, outputFiles } = await build({
  absWorkingDir: root, entryPoints: ["codemirror/main.js"], bundle: true, write: false, format: "esm", minify: true, target: "es2022", charset: "utf8", legalComments: "none",
  banner: { js: "// CodeMirror and its parts: LICENSE.txt" }, metafile: true, logLevel: "warning",
});

/** "node_modules/@codemirror/view" of a file below it. */
const packageOf = (file) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

const parts = [...new Set(Object.keys(metafile.inputs).map(packageOf).filter(Boolean))].sort();
const licences = parts.map((part) => {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(root, part, "package.json"), "utf8"));
  return `${name} ${version} (${license})\n\n${fs.readFileSync(path.join(root, part, "LICENSE"), "utf8").trim()}\n`;
});

/** Whole or not at all, whoever else makes it at the same time. */
function put(name, bytes) {
  const file = path.join(out, name), own = `${file}.${process.pid}`;
  fs.writeFileSync(own, bytes);
  fs.renameSync(own, file);
}
put("LICENSE.txt", licences.join("\n\n"));
put("codemirror.js", outputFiles[0].contents);
