// checker.mjs FILE: the Nu HTML checker for all tests of a run, until it is told to end. FILE, which is not
// there yet, says where it listens.
import fs from "node:fs";

import { serveChecker } from "./vnu.mjs";

process.on("SIGTERM", () => process.exit());
const { url, ended } = await serveChecker();
fs.writeFileSync(`${process.argv[2]}.new`, url);
fs.renameSync(`${process.argv[2]}.new`, process.argv[2]);
process.exit(await ended);
