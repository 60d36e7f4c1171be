// rules.mjs: what a compiler does not check. Each rule gives a list of complaints.
//
//   node tests/lint/rules.mjs [ROOT]      prints one TAP line per rule
//
// rules.test.mjs breaks every rule once and sees it complain.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

// ---- Files -------------------------------------------------------------------------------------

function walk(root, folder, extensions, out = []) {
  const here = path.join(root, folder);
  if (!fs.existsSync(here)) return out;
  for (const entry of fs.readdirSync(here, { withFileTypes: true })) {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) walk(root, name, extensions, out);
    else if (extensions.includes(path.extname(entry.name))) out.push(name);
  }
  return out.sort();
}

class Tree {
  constructor(root) {
    this.root = root;
    this.c = ["lib", "db", "import", "cgi", "cli"].flatMap((d) => walk(root, d, [".c", ".h", ".cc"]));
    this.templates = walk(root, "templates", [".tpl"]);
    this.cache = new Map();
  }

  text(file) {
    if (!this.cache.has(file))
      this.cache.set(file, fs.readFileSync(path.join(this.root, file), "utf8"));
    return this.cache.get(file);
  }

  has(file) {
    return fs.existsSync(path.join(this.root, file));
  }

  /** C without comments; with `strings` false, string contents too. Line breaks stay. */
  code(file, { strings = true } = {}) {
    const blank = (s) => s.replace(/[^\n]/g, " ");
    const token = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;
    return this.text(file).replace(token, (m) => {
      if (m[0] === "/") return blank(m);
      return strings ? m : m[0] + blank(m.slice(1, -1)) + m[0];
    });
  }
}

/** "file:line: what" for each match. */
function* matches(file, text, regex, say) {
  for (const m of text.matchAll(regex)) {
    const line = text.slice(0, m.index).split("\n").length;
    const what = typeof say === "function" ? say(m) : say;
    if (what) yield `${file}:${line}: ${what}`;
  }
}

// ---- C -----------------------------------------------------------------------------------------

/** What each room must not include: the rooms above it, and what belongs to one room alone. The
 *  longest name of a folder that a file lies in is its room. */
const CLOSED = {
  "lib": ["db/", "import/", "cgi/", "cli/"],
  "db": ["db/sqlite/", "import/", "cgi/", "cli/"],
  "db/sqlite": ["import/", "cgi/", "cli/"],
  "import": ["db/sqlite/", "cgi/", "cli/"],
  "cgi/http": ["db/sqlite/", "import/", "cgi/", "cli/"],
  "cgi": ["db/sqlite/", "cli/"],
  "cgi/reader": ["db/sqlite/", "import/", "cgi/admin/", "cli/"],
  "cgi/admin": ["db/sqlite/", "cli/"],
  "cli": ["db/sqlite/", "cgi/reader/", "cgi/admin/"],
};
/** Though closed: what a room may include all the same. */
const OPEN = { "cgi/http": ["cgi/http/"], "db": [] };
/** System headers, and the only files that see them. */
const OWNERS = [
  [/^sqlite3/, (f) => f.startsWith("db/sqlite/"), "only db/sqlite knows SQLite"],
  [/^ctemplate\//, (f) => f === "cgi/http/tpl.cc", "only cgi/http/tpl.cc knows ctemplate"],
  [/^(lcms2|libheif|png\b)/, (f) => f === "cli/image_colour.c", "only dateline-image reads pictures' files"],
  [/^vips/, (f) => f === "cli/dateline-image.c", "only dateline-image links a picture library"],
  [/^fcgi/, (f) => f.startsWith("cgi/http/"), "only cgi/http speaks FastCGI"],
];

function roomOf(file) {
  const folder = path.posix.dirname(file);
  return Object.keys(CLOSED).filter((r) => folder === r || folder.startsWith(`${r}/`))
    .sort((a, b) => b.length - a.length)[0];
}

/** An included file as it is named from the root. */
function included(tree, file, name) {
  const beside = path.posix.normalize(path.posix.join(path.posix.dirname(file), name));
  return name.startsWith("../") || tree.has(beside) ? beside : name;
}

function* layers(tree) {
  for (const file of tree.c) {
    const room = roomOf(file);
    const includes = /^[ \t]*#[ \t]*include[ \t]*[<"]([^>"]+)[>"]/gm;
    yield* matches(file, tree.code(file), includes, ([, name]) => {
      const whole = included(tree, file, name);
      if (CLOSED[room].some((r) => whole.startsWith(r)) &&
          !(OPEN[room] ?? []).some((r) => whole.startsWith(r)))
        return `must not include ${whole}`;
      return OWNERS.find(([what, owns]) => what.test(name) && !owns(file))?.[2];
    });
    if (!file.startsWith("db/sqlite/")) {
      yield* matches(file, tree.code(file, { strings: false }), /\bsqlite3_\w+/g,
                     "only db/sqlite talks to SQLite");
      yield* matches(file, tree.code(file), /dateline\.db\b/g,
                     "only db/sqlite knows the name of the database's file");
    }
    if (/^cgi\/(reader|admin)\//.test(file))
      yield* matches(file, tree.code(file), /\bapp_writer\b|->(reader|writer)\b/g,
                     "a handler's store is app->store; its route says whether it writes");
    if (file.endsWith(".cc") && file !== "cgi/http/tpl.cc")
      yield `${file}:1: the only C++ is cgi/http/tpl.cc`;
  }
}

const FORBIDDEN = "strcpy strcat sprintf vsprintf stpcpy strncpy strncat alloca strdupa atoi atol " +
  "atoll atof gets system popen strtok tmpnam mktemp rand srand asctime ctime gmtime localtime";

/** Files below cli/ that print by themselves: the one that the others print through, the program
 *  that speaks to ours alone, and the main program. */
const PRINTERS = ["cli/output.c", "cli/dateline-image.c", "cli/main.c"];

function* functions(tree) {
  const call = new RegExp(`(?<![\\w.>])(${FORBIDDEN.split(" ").join("|")})\\s*\\(`, "g");
  for (const file of tree.c) {
    const code = tree.code(file, { strings: false });
    yield* matches(file, code, call, (m) => `${m[1]}() is not for this house`);
    if (!file.startsWith("cli/"))
      yield* matches(file, code, /(?<![\w.>])exit\s*\(/g, "a helper does not end the process");
    else if (!PRINTERS.includes(file))
      yield* matches(file, code, /(?<![\w.>])(f?printf|v?dprintf|puts|putchar)\s*\(/g,
                     "a command prints through cli_print, lest a text steer the terminal");
  }
}

/** SQL is constants: a literal, a statement table's entry, or a variable that can hold nothing else;
 *  and no printf puts any together. */
function* sql(tree) {
  for (const file of tree.c) {
    const code = tree.code(file);
    for (const { name, args, line } of calls(code, /\bsqlite3_(exec|prepare\w*)/g)) {
      const text = args[1] ?? "";
      const table = file === "db/sqlite/statements.c" && text === "set->sql[which]";
      const migration = file === "db/sqlite/migrate.c" && text === "m->sql";
      if (!isLiteral(text) && !table && !migration && !isConstantName(code, text))
        yield `${file}:${line}: ${name} of something that is no constant: ${text}`;
    }
    for (const { name, args, line } of calls(code, /\b(\w*printf|buf_adds?)/g))
      if (args.some(isSql)) yield `${file}:${line}: ${name} seems to put SQL together`;
  }
}

const isLiteral = (s) => /^(\s*("(\\.|[^"\\])*"|[A-Z][A-Z_]+)\s*)+$/.test(s);

/** A local that is only ever given literals, or a parameter that every caller gives one. */
function isConstantName(code, name) {
  if (!/^[a-z_]\w*$/.test(name)) return false;
  const given = new RegExp(`\\b${name}\\s*=(?!=)((?:"(?:\\\\.|[^"\\\\])*"|[^;"])*);`, "g");
  const values = [...code.matchAll(given)].map(([, v]) => v.replace(/"(\\.|[^"\\])*"/g, '""'));
  if (values.length)
    return values.every((v) => v.replace(/^[^?"]*\?/, "").split(":").every(isLiteral));
  const owner = new RegExp(`\\b(\\w+)\\(([^()]*\\bconst char \\*${name}\\b[^()]*)\\)\\s*\\{`).exec(code);
  if (!owner) return false;
  const at = owner[2].split(",").findIndex((p) => p.includes(`*${name}`));
  const uses = [...calls(code, new RegExp(`\\b${owner[1]}`, "g"))].filter(
    ({ args }) => !/\bconst char \*/.test(args[at] ?? ""));
  return uses.length > 0 && uses.every(({ args }) => isLiteral(args[at] ?? ""));
}
const isSql = (s) => /^\s*"\s*(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|DROP|PRAGMA|ATTACH)\b/.test(s);

/** Calls of functions by name, with their arguments split at top-level commas. */
function* calls(code, names) {
  for (const m of code.matchAll(names)) {
    let at = m.index + m[0].length;
    while (/\s/.test(code[at] ?? "")) at++;
    if (code[at] !== "(") continue;
    const args = [""];
    let depth = 0;
    for (let i = at; i < code.length; i++) {
      const ch = code[i];
      if (ch === '"' || ch === "'") {
        const end = new RegExp(`${ch}(?:\\\\.|[^${ch}\\\\])*${ch}`, "y");
        end.lastIndex = i;
        const s = end.exec(code)?.[0] ?? ch;
        args[args.length - 1] += s;
        i += s.length - 1;
        continue;
      }
      if ("([{".includes(ch) && depth++ === 0) continue;
      if (")]}".includes(ch) && --depth === 0) break;
      if (ch === "," && depth === 1) args.push("");
      else args[args.length - 1] += ch;
    }
    yield { name: m[0], args: args.map((a) => a.trim()),
            line: code.slice(0, m.index).split("\n").length };
  }
}

/** No mutable globals, as the compiler sees it: nothing in .data or .bss of any C object. The lock around
 *  cmark's parser guards globals of its own. */
const GLOBALS = ["lib/log.o log_budgets", "lib/buf.o nothing", "lib/markdown_tree.o parsing"];
function* globals(tree) {
  const objects = ["lib", "db", "import", "cgi", "cli"].flatMap((d) => walk(tree.root, `build/${d}`, [".o"]));
  for (const object of objects.filter((o) => o !== "build/cgi/http/tpl.o")) {
    const table = execFileSync("objdump", ["-t", path.join(tree.root, object)],
                               { encoding: "utf8", maxBuffer: 64 << 20 });
    for (const line of table.split("\n")) {
      if (!/ O \.(data|bss)(\s|\.(?!rel\.ro))/.test(line)) continue;
      const name = line.trim().split(/\s+/).pop();
      if (!GLOBALS.includes(`${object.replace("build/", "")} ${name}`))
        yield `${object}: ${name} is a mutable global`;
    }
  }
}

/** Objects that were built of a source which is still there: {object, symbols it needs, it has, functions
 *  among these}. */
function objects(tree) {
  const built = tree.c.filter((f) => /\.cc?$/.test(f)).map((f) => f.replace(/\.cc?$/, ".o"))
    .filter((o) => tree.has(`build/${o}`));
  const all = new Map();
  for (const object of built)
    all.set(object, { object, needs: new Set(), has: new Set(), functions: new Set() });
  if (!built.length) return [];
  const table = execFileSync("nm", ["-A", "-g", ...built],
                             { cwd: path.join(tree.root, "build"), encoding: "utf8",
                               maxBuffer: 64 << 20 });
  for (const line of table.split("\n")) {
    const m = /^(.+?\.o):.* ([A-Za-z]) (\S+)$/.exec(line);
    if (m) all.get(m[1])[m[2] === "U" ? "needs" : "has"].add(m[3]);
    if (m?.[2] === "T") all.get(m[1]).functions.add(m[3]);
  }
  return [...all.values()];
}

/** What others may use of an engine: the struct of functions that it is chosen by. */
const OPEN_OF_ENGINES = ["sqlite_engine"];
/** Objects that all call each other, by whatever way round, can only be understood together. */
const CIRCLE_MAX = 3;
function* circles(tree) {
  const all = objects(tree);
  const owner = new Map(all.flatMap((o) => [...o.has].map((symbol) => [symbol, o.object])));
  const edges = new Map();
  for (const { object, needs } of all) {
    edges.set(object, new Set());
    for (const symbol of needs) {
      const other = owner.get(symbol);
      if (!other || other === object || OPEN_OF_ENGINES.includes(symbol)) continue;
      edges.get(object).add(other);
      if (other.startsWith("db/sqlite/") && !object.startsWith("db/sqlite/"))
        yield `${object}: uses ${symbol} of ${other}; an engine is used through db/driver.h`;
    }
  }
  for (const circle of components(edges).filter((c) => c.length > CIRCLE_MAX))
    yield `${circle.length} objects call each other in a circle, ${CIRCLE_MAX} are enough: ` +
      circle.sort().join(" ");
}

/** Functions that fuzzers alone call, each the smallest whole that they can be given bytes of. */
const FOR_FUZZERS = ["webpage_import_bare", "webpage_import_one"];
const PROGRAMS = ["build/dateline", "build/dateline-image"];
/** What an object gives to others is taken: by another object, or, for a test of a part, by its own and a
 *  test. What nobody calls but a test is dead, and a test of it holds it up. */
function* callers(tree) {
  if (!PROGRAMS.every((program) => tree.has(program))) return; /* not all is built */
  const all = objects(tree);
  const taken = new Set(all.flatMap(({ needs }) => [...needs]));
  const words = (text) => text.match(/\b[a-z]\w+/g) ?? [];
  const tests = new Set(walk(tree.root, "tests", [".c", ".h"]).flatMap((f) => words(tree.code(f))));
  for (const { object, functions } of all) {
    const file = object.replace(/o$/, "c");
    if (!tree.has(file)) continue;
    const own = words(tree.code(file, { strings: false }));
    for (const name of functions) {
      if (name === "main" || taken.has(name) || FOR_FUZZERS.includes(name)) continue;
      if (own.filter((w) => w === name).length < 2) yield `${file}: ${name} has no caller`;
      else if (!tests.has(name)) yield `${file}: ${name} is used here alone; make it static`;
    }
  }
}

/** The strongly connected components of a graph, Map of node → Set of nodes (Tarjan 1972). */
function components(edges) {
  const found = [], stack = [], number = new Map(), lowest = new Map();
  const visit = (node) => {
    number.set(node, number.size);
    lowest.set(node, number.get(node));
    stack.push(node);
    for (const next of edges.get(node)) {
      if (!number.has(next)) visit(next);
      if (stack.includes(next)) lowest.set(node, Math.min(lowest.get(node), lowest.get(next)));
    }
    if (lowest.get(node) === number.get(node)) found.push(stack.splice(stack.indexOf(node)));
  };
  for (const node of edges.keys()) if (!number.has(node)) visit(node);
  return found;
}

/** A search for a name should find one thing: of static functions and struct tags, few may share
 *  their name with another file's. Percent. */
const SHARED_NAMES_MAX = 5;
function* sharedNames(tree) {
  const owners = new Map();
  const all = new RegExp("^(?:static\\b[^;={]*?\\b(\\w+)\\([^;{}]*\\)[^;{}()]*\\n\\{|" +
    "(?:static )?(?:const )?struct (\\w+)\\s*\\{)", "gm");
  for (const file of tree.c.filter((f) => f.endsWith(".c")))
    for (const m of tree.code(file, { strings: false }).matchAll(all)) {
      const name = m[1] ?? `struct ${m[2]}`;
      owners.set(name, (owners.get(name) ?? new Set()).add(file));
    }
  const sum = (list) => list.reduce((n, [, files]) => n + files.size, 0);
  const shared = [...owners].filter(([, files]) => files.size > 1)
    .sort(([a, x], [b, y]) => y.size - x.size || (a < b ? -1 : 1));
  const share = 100 * sum(shared) / Math.max(1, sum([...owners]));
  if (share > SHARED_NAMES_MAX)
    yield `${share.toFixed(1)} % of static names are in several files, ${SHARED_NAMES_MAX} % are ` +
      `enough: ${shared.slice(0, 20).map(([name, files]) => `${name} (${files.size})`).join(", ")}`;
}

const LINES_MAX = 600;
const FUNCTION_MAX = 90;
function* sizes(tree) {
  for (const file of tree.c) {
    const lines = tree.text(file).split("\n");
    if (lines.length > LINES_MAX) yield `${file}: ${lines.length} lines; ${LINES_MAX} are enough`;
    let start = -1;
    for (const [i, line] of lines.entries()) {
      if (line === "{") start = i;
      if (line === "}" && start >= 0 && i - start > FUNCTION_MAX)
        yield `${file}:${start}: a function of ${i - start} lines; ${FUNCTION_MAX} are enough`;
    }
  }
}

function* texts(tree) {
  for (const file of [...tree.c, ...tree.templates]) {
    const text = tree.text(file);
    yield* matches(file, text, /\b(TODO|FIXME|XXX|HACK)\b/g, (m) => `${m[1]} is left behind`);
    if (/\.[ch]c?$/.test(file)) {
      const name = path.basename(file);
      const stem = name.replace(/\.\w+$/, "");
      if (!text.startsWith(`/* ${name}`) && !text.startsWith(`/* ${stem}`))
        yield `${file}:1: must begin by saying what ${name} is`;
    }
  }
}

// ---- Makefile and packages ---------------------------------------------------------------------

/** The lists in the Makefile name each source, and no other, in order. */
function* lists(tree) {
  const make = (what) =>
    execFileSync("make", ["-s", "--no-print-directory", "-C", tree.root, `print-${what}`],
                 { encoding: "utf8" }).trim().split(/\s+/).filter(Boolean);
  const listed = new Set();
  for (const name of ["LIB", "DB", "SQLITE", "IMPORT", "HTTP", "CGI", "READER", "ADMIN", "CGI_CXX", "CLI",
                      "MAIN", "IMAGE"]) {
    const files = make(name), sorted = [...files].sort();
    files.forEach((file) => listed.add(file));
    if (files.join() !== sorted.join())
      yield `Makefile: ${name} is not sorted: ${files.find((file, i) => file !== sorted[i])}`;
  }
  const there = tree.c.filter((f) => /\.cc?$/.test(f));
  for (const file of there) if (!listed.has(file)) yield `Makefile: ${file} is not listed`;
  for (const file of listed) if (!tree.has(file)) yield `Makefile: ${file} does not exist`;
}

function* packages(tree) {
  if (tree.has("package-lock.json")) {
    yield* matches("package-lock.json", tree.text("package-lock.json"), /"resolved"|\.tgz/g,
                   "holds a download address");
    for (const [name, p] of Object.entries(JSON.parse(tree.text("package-lock.json")).packages))
      if (name && !p.integrity) yield `package-lock.json: ${name} has no integrity hash`;
  }
  for (const file of [".npmrc", "package.json"])
    if (tree.has(file)) yield* matches(file, tree.text(file), /registry\s*=|https?:/g,
                                       "names a registry");
}

// ---- Templates ---------------------------------------------------------------------------------

/** Values that may stand unescaped, for they were made safe by C. */
const UNESCAPED = ["BODY_HTML", "JSON_LD"];

function* templates(tree) {
  for (const file of tree.templates) {
    const text = tree.text(file);
    if (!/^\{\{%AUTOESCAPE context="(HTML|XML|JSON)"( state="IN_TAG")?\}\}/.test(text))
      yield `${file}:1: must begin with {{%AUTOESCAPE context="…"}}`;
    yield* matches(file, text, /\{\{([A-Z0-9_]+)((?::[\w=.-]+)*:none)(?=[:}])/g, (m) =>
      UNESCAPED.includes(m[1]) ? null : `${m[1]} must not stand unescaped`);
    yield* matches(file, text, /=\{\{/g, "an attribute must be quoted");
    yield* matches(file, text, /<textarea\b[^>]*>\s*\{\{([A-Z0-9_]+)((?::[\w=.-]+)*)\}\}/g, (m) =>
      /:p\b/.test(m[2]) ? null : `${m[1]} loses its line breaks in a text field without :p`);
    yield* matches(file, text, /<script\b[^>]*>/gi, (m) =>
      /\ssrc="/.test(m[0]) || /type="application\/ld\+json"/.test(m[0]) ? null : "inline script");
    yield* matches(file, text, /<style\b/gi, "inline style sheet");
    yield* matches(file, text, /<[a-z][^>]*\sstyle\s*=/gi, "inline style");
    yield* matches(file, text, /<[a-z][^>]*\son[a-z]+\s*=/gi, "inline event handler");
    yield* matches(file, text, /javascript:/gi, "a javascript: address");
    yield* matches(file, text, /<!--[\s\S]*?-->/g, (m) =>
      m[0].includes("{{") ? "a value inside a comment" : null);
  }
}

/** Names that templates use: {file, line, name, section}; those in messages, too, unless a part of
 *  the message stands for them. */
function* templateNames(tree) {
  for (const file of tree.templates) {
    const text = tree.text(file);
    for (const m of text.matchAll(/\{\{([#/>^]?)([A-Z][A-Z0-9_]*)[^}]*\}\}/g))
      yield { file, line: text.slice(0, m.index).split("\n").length, name: m[2], mark: m[1] };
    for (const { line, english, end } of templateMessages(tree, file)) {
      const parts = text.startsWith("{{_", end) && !text.startsWith('{{_"', end)
        ? [...text.slice(end).matchAll(/\{\{_([A-Z0-9_]+)\}\}/g)].map((m) => m[1]) : [];
      for (const name of placeholders(english))
        if (!parts.includes(name)) yield { file, line, name, mark: "_" };
    }
  }
}

/** Names that C may set: every literal of capitals in cgi/ and cli/, and printf patterns such as "%s_IF". */
function namesInC(tree) {
  const all = new Set();
  const patterns = [];
  for (const file of tree.c.filter((f) => /^c(gi|li)\//.test(f)))
    for (const m of tree.code(file).matchAll(/"([A-Z%][A-Za-z0-9_%]*)"/g)) {
      if (/^[A-Z][A-Z0-9_]*$/.test(m[1])) all.add(m[1]);
      else if (/^[A-Z0-9_]*%s[A-Z0-9_]*$/.test(m[1]) && m[1].includes("_"))
        patterns.push(new RegExp(`^${m[1].replace("%s", "[A-Z0-9_]+")}$`));
    }
  return { all, patterns };
}

/** A value that C never sets is empty without a word; one that no template uses is forgotten. */
function* names(tree) {
  const used = [...templateNames(tree)];
  const { all, patterns } = namesInC(tree);
  const known = (name) =>
    all.has(name) || /^BI_(SPACE|NEWLINE)$/.test(name) || patterns.some((p) => p.test(name)) ||
    (name.endsWith("_IF") && all.has(name.slice(0, -3))) ||
    (name.endsWith("_separator") && all.has(name.replace("_separator", "")));
  for (const u of used)
    if (!known(u.name)) yield `${u.file}:${u.line}: no C sets ${u.name}`;

  const inTemplates = new Set(used.map((u) => u.name));
  const setters = /\btpl_(set_global|set_if|set_int|set_count|set|show|add|include)\b/g;
  for (const file of tree.c.filter((f) => /^c(gi|li)\/.*\.c$/.test(f)))
    for (const { name: setter, args, line } of calls(tree.code(file), setters))
      for (const [, name] of (args[setter === "tpl_set_count" ? 2 : 1] ?? "").matchAll(
        /"([A-Z][A-Z0-9_]*)"/g))
        if (!inTemplates.has(name) && !inTemplates.has(`${name}_IF`))
          yield `${file}:${line}: no template uses ${name}`;
}

// ---- Words (docs/translating.md) ----------------------------------------------------------------

const placeholders = (text) => [...text.matchAll(/%([A-Z0-9_]+)%/g)].map((m) => m[1]);

/** {{_"…"}} and {{_NAME "…|…"}} of a template: {file, line, english, end}. */
function* templateMessages(tree, file) {
  const text = tree.text(file);
  for (const m of text.matchAll(/\{\{_(?:[A-Z0-9_]+ )?"([^"]*)"\}\}/g))
    yield { file, line: text.slice(0, m.index).split("\n").length, english: m[1],
            end: m.index + m[0].length };
}

/** English literals of C that are translated where they are shown. */
const SPEAKERS = { WORD: 0, app_word: 1, language_word: 1, language_say: 2, language_count: 2,
                   problem_say: 2 };
function* codeMessages(tree, file) {
  const names = new RegExp(`\\b(${Object.keys(SPEAKERS).join("|")})\\b`, "g");
  for (const { name, args, line } of calls(tree.code(file), names)) {
    const text = args[SPEAKERS[name]] ?? "";
    if (!/^("(\\.|[^"\\])*"\s*)+$/.test(text)) continue;
    const english = [...text.matchAll(/"((?:\\.|[^"\\])*)"/g)].map((m) => m[1]).join("");
    if (english) yield { file, line, english: english.replace(/\\(["\\])/g, "$1") };
  }
}

function* messages(tree) {
  for (const file of tree.templates) yield* templateMessages(tree, file);
  for (const file of tree.c) yield* codeMessages(tree, file);
}

/** What is wrong with one translation, or nothing. */
function* mistranslated(english, translation, categories) {
  const same = (a, b) => [...new Set(a)].sort().join() === [...new Set(b)].sort().join();
  const names = placeholders(english);
  if (!english.includes("|")) {
    if (typeof translation !== "string") yield "must be one text";
    else if (!same(placeholders(translation), names)) yield "does not have the names of the English";
    return;
  }
  if (typeof translation?.other !== "string") return void (yield "must have the form \"other\"");
  for (const [form, text] of Object.entries(translation))
    if (!categories.includes(form)) yield `has the form "${form}", which this language does not know`;
    else if (!placeholders(text).every((n) => names.includes(n))) yield "has a name of its own";
  if (!same(placeholders(translation.other), names)) yield "lacks a name in the form \"other\"";
}

/** Each catalogue translates all messages of the source, and nothing else. */
function* catalogues(tree) {
  const all = [...messages(tree)];
  const known = new Set(all.map((m) => m.english));
  for (const file of walk(tree.root, "templates/translations", [".json"])) {
    const words = JSON.parse(tree.text(file));
    const language = path.basename(file, ".json");
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const lacking = new Set();
    for (const m of all)
      if (!(m.english in words) && !lacking.has(m.english)) {
        lacking.add(m.english);
        yield `${file}: lacks ${JSON.stringify(m.english)} (${m.file}:${m.line})`;
      }
    for (const [english, translation] of Object.entries(words)) {
      const quoted = JSON.stringify(english);
      if (!known.has(english)) yield `${file}: nothing says ${quoted} any more`;
      else
        for (const what of mistranslated(english, translation, pluralCategories))
          yield `${file}: the translation of ${quoted} ${what}`;
    }
  }
}

/** Templates show no English that is not marked. XML is for machines. */
function* unmarked(tree) {
  const blank = (s) => s.replace(/[^\n]/g, " ");
  for (const file of tree.templates) {
    const text = tree.text(file).replace(/\{\{[^}]*\}\}|<!--[\s\S]*?-->|https?:\/\/|&gt;/g, blank);
    if (tree.text(file).startsWith('{{%AUTOESCAPE context="XML"')) continue;
    yield* matches(file, text, /\b(aria-label|title|placeholder|alt)="[^"]*[A-Za-z]{2}[^"]*"/g, (m) =>
      `${m[0]} is not marked for translation`);
    yield* matches(file, text.replace(/<[^>]*>/g, blank), /[A-Za-z]{2}[^\n]*/g, (m) =>
      `"${m[0].trim()}" is not marked for translation`);
  }
}

/** What messages and comparisons call a field is what stands beside it in the form. */
function* labels(tree) {
  const [table, form] = ["cgi/admin/story_form.c", "templates/admin/story.tpl"];
  if (!tree.has(table)) return;
  for (const [, name, label] of tree.text(table).matchAll(/^ {4}\{"(\w+)", WORD\("([^"]+)"\)/gm)) {
    const word = `{{_"${label}"}}`;
    const places = [`<label for="${name}">${word}</label>`, `<p class="label">${word}</p>`];
    const legend = new RegExp(`<fieldset id="${name}"[^\n]*\n<legend>([^\n]*)</legend>`)
      .exec(tree.text(form))?.[1];
    if (legend !== word && !places.some((p) => tree.text(form).includes(p)))
      yield `${table}:1: "${label}" is not how ${form} labels ${name}`;
  }
}

/** Whatever the page's language, what is typed takes its direction from its own first letters. */
function* directions(tree) {
  const other = /\btype="(hidden|color|radio|checkbox|file|image|number|password|date|datetime-local)"/;
  for (const file of tree.templates)
    yield* matches(file, tree.text(file), /<(input|textarea)\b(?:\{\{[^}]*\}\}|[^>{])*>/g, ([field]) =>
      !other.test(field) && !/\bdir="auto"/.test(field) && `${field.slice(0, 60)} has no dir="auto"`);
}

// ---- Documents ---------------------------------------------------------------------------------

/** What is only planned, what is the system's, and what is an example of a site's own. */
const NOT_THERE = {
  "docs/architecture.md": ["cgi/api/", "db/postgres/", "sqlite3.h"],
  "docs/import.md": ["featured_image", "primary_image", "redirect_from", "zh_cn"],
  "docs/performance.md": ["mmap_size"],
  "docs/translating.md": ["templates/translations/"],
};

/** Files, functions and fields that documents name in backquotes exist, and what they link to. */
function* documents(tree) {
  const folders = /^(cgi|cli|db|codemirror|deploy|docs|import|lib|static|templates|tests)\//;
  const files = filesBelow(tree.root);
  const known = new Set([...tree.c, ...walk(tree.root, "db", [".sql"]),
                         ...walk(tree.root, "tests", [".c", ".h", ".mjs"])]
    .flatMap((f) => tree.code(f).match(/\b[a-z]\w*_\w+/g) ?? []));
  const isFile = (name) => {
    const pattern = name.replace(/[.+]/g, "\\$&").replace(/\*/g, "[^/]*");
    const whole = new RegExp(`^${name.includes("/") ? "" : "(.*/)?"}${pattern}$`);
    return files.some((f) => whole.test(f));
  };
  for (const file of files.filter((f) => /^(README|docs\/[^/]+)\.md$/.test(f))) {
    const prose = tree.text(file).replace(/^```[\s\S]*?^```/gm, (m) => m.replace(/[^\n]/g, " "));
    const made = [...prose.matchAll(/^New file `([^`]+)`/gm)].map((m) => m[1]);
    yield* matches(file, prose, /`([^`\n]+)`/g, ([, name]) => {
      if (made.includes(name) || NOT_THERE[file]?.some((n) => name.startsWith(n))) return null;
      if (/^[\w./*-]+$/.test(name) &&
          (folders.test(name) || /^[\w*-]+\.(c|h|cc|mjs|sql|tpl)$/.test(name)))
        return name.endsWith("/") ? !tree.has(name) && `there is no folder ${name}`
          : !isFile(name) && !tree.has(name) && `there is no file ${name}`;
      const called = /^([a-z]\w*_\w+)(\(\))?$/.exec(name)?.[1];
      return called && !known.has(called) && `nothing is called ${called}`;
    });
    const beside = path.posix.dirname(file);
    yield* matches(file, prose, /\]\(([^)#:]+)(#[^)]*)?\)/g, ([, to]) =>
      tree.has(path.posix.join(beside, to)) ? null : `there is no ${to} to link to`);
  }
}

/** Lines of the log from info on, and the table that tells an operator what each means. */
function* alerts(tree) {
  const file = "docs/operations.md";
  const known = new Set(), told = new Set();
  if (tree.has(file))
    for (const [, name] of tree.text(file).matchAll(/^\| `(?:error|warn|info) ([a-z_.]+)/gm)) told.add(name);
  for (const source of tree.c)
    for (const { name, args, line } of calls(tree.code(source), /\b(log_event|worker_log)\b/g)) {
      const event = /^"([a-z_.]+)"$/.exec(args[name === "log_event" ? 1 : 3] ?? "")?.[1];
      if (!event || args[0] === "LOG_DEBUG") continue;
      known.add(event);
      if (!told.has(event)) yield `${source}:${line}: ${file} does not say what ${event} means`;
    }
  for (const event of told)
    if (!known.has(event)) yield `${file}: nothing logs ${event}`;
}

/** All files of the source. */
function filesBelow(root, folder = "") {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (/^(build|node_modules|var|\.git)$/.test(name)) return [];
    return entry.isDirectory() ? filesBelow(root, name) : [name];
  });
}

/** cgi/assets.c leaves out comments that fill lines: no text over several lines may hold what looks like one. */
function* scripts(tree) {
  for (const file of walk(tree.root, "static", [".js"])) {
    if (file.startsWith("static/js/codemirror/")) continue; // a release's bundle, sent as it is
    let inText = false;
    for (const [i, line] of tree.text(file).split("\n").entries()) {
      if (/^\s*\/\*/.test(line)) {
        if (inText) yield `${file}:${i + 1}: in a text over several lines, this would not be sent`;
        continue;
      }
      const ticks = line.replace(/\[(?:\\.|[^\]\\])*\]|\\.|```/g, "").split("`").length - 1;
      inText = ticks % 2 ? !inText : inText;
    }
    if (inText) yield `${file}: a text over several lines has no end`;
  }
}

// ---- The list ----------------------------------------------------------------------------------

export const RULES = {
  "layers include only what is below them": layers,
  "no forbidden function is called": functions,
  "SQL is constants": sql,
  "there are no mutable globals": globals,
  "no large circle of objects, and no way around the engine's functions": circles,
  "every function has a caller": callers,
  "static names are not shared": sharedNames,
  "files and functions stay short": sizes,
  "sources say what they are, and nothing is left to do": texts,
  "the Makefile lists every source": lists,
  "documents name what exists": documents,
  "an operator is told what each line of the log means": alerts,
  "packages are locked and name no registry": packages,
  "templates escape, and hold no inline code": templates,
  "templates and C agree on names": names,
  "catalogues translate every message": catalogues,
  "templates mark their words": unmarked,
  "text fields take either direction": directions,
  "fields are called what their labels say": labels,
  "no script loses words with its comments": scripts,
};

export function complaints(root, rule) {
  return [...RULES[rule](new Tree(root))];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.resolve(process.argv[2] ?? fileURLToPath(new URL("../..", import.meta.url)));
  for (const rule of Object.keys(RULES)) {
    const found = complaints(root, rule);
    console.log(`${found.length ? "not ok" : "ok"} - ${rule}`);
    for (const one of found) console.log(`#   ${one}`);
    if (found.length) process.exitCode = 1;
  }
}
