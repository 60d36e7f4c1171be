// schema.mjs: schema.org's vocabulary, as the types of the package schema-dts: what may stand where
// is checked by the TypeScript compiler, which knows nothing of Dateline.
import path from "node:path";

import ts from "typescript";

import { ROOT } from "./site.mjs";

/** What is wrong with JSON-LD documents by schema.org: [{name, json}] → ["name: message", …].
 *  One run of the compiler: some seconds. */
export function schemaTroubles(documents) {
  const name = path.join(ROOT, "tests/web/json-ld.ts"); // is never on disk
  const source = [`import type { Graph } from "schema-dts";`,
                  ...documents.map(({ json }, i) => `export const d${i}: Graph = ${json};`)].join("\n");
  const options = { noEmit: true, strict: true, skipLibCheck: true, types: [],
                    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext,
                    moduleResolution: ts.ModuleResolutionKind.Bundler };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (file) => file === name || fileExists(file);
  host.getSourceFile = (file, ...rest) =>
    file === name ? ts.createSourceFile(name, source, options.target)
                  : getSourceFile.call(host, file, ...rest);
  const program = ts.createProgram([name], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file ? file.getLineAndCharacterOfPosition(start).line : 0;
    return `${documents[line - 1]?.name ?? file?.fileName}: ` +
      ts.flattenDiagnosticMessageText(messageText, "\n");
  });
}
