// rules.test.mjs: each rule is broken once and must complain; and a sound tree must please all.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "node:test";

import { complaints, RULES } from "./rules.mjs";

const made = [];
process.on("exit", () => made.forEach((f) => fs.rmSync(f, { recursive: true, force: true })));

/** A small tree that follows all rules, changed by `files`. */
function tree(files) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "dateline-lint-"));
  made.push(root);
  const sound = {
    Makefile: "LIB := lib/a.c\nCGI := cgi/a.c\nprint-%:\n\t@echo $($*)\n",
    "lib/a.c": '/* a.c: nothing. */\n#include "a.h"\n',
    "cgi/a.c": '/* a.c: nothing. */\nvoid f(void)\n{\n    tpl_set(d, "TITLE", t);\n}\n',
    "templates/a.tpl": '{{%AUTOESCAPE context="HTML"}}<p title="{{TITLE}}">{{TITLE}}</p>\n',
    "package-lock.json": '{"packages": {"": {}, "node_modules/x": {"integrity": "sha512-x"}}}\n',
    "package.json": "{}\n",
    ".npmrc": "save-exact=true\n",
  };
  for (const [name, text] of Object.entries({ ...sound, ...files })) {
    const file = path.join(root, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  return root;
}

/** rule, what is wrong, the files that make it so, what the complaint must say. */
const BROKEN = [
  ["no script loses words with its comments", "a text like a comment",
   { "static/js/a.js": "const a = `\n/* b */\n`;\n" }, /a.js:2: in a text over several lines/],
  ["an operator is told what each line of the log means", "a line that no table has",
   { "lib/a.c": '/* a.c */\n#include "a.h"\nvoid f(void)\n{\n    log_event(LOG_WARN, "odd", NULL);\n}\n' },
   /lib\/a.c:5: docs\/operations.md does not say what odd means/],
  ["an operator is told what each line of the log means", "a row that no line has",
   { "docs/operations.md": "| `warn odd` | x | y |\n" }, /nothing logs odd/],
  ["layers include only what is below them", "lib includes db",
   { "lib/a.c": '/* a.c */\n#include "db/store.h"\n' }, /lib\/a.c:2: must not include db\/store.h/],
  ["layers include only what is below them", "db includes cgi",
   { "db/b.c": '/* b.c */\n#include "../cgi/req.h"\n' }, /must not include/],
  ["layers include only what is below them", "cgi includes sqlite3.h",
   { "cgi/a.c": "/* a.c */\n#include <sqlite3.h>\n" }, /only db\/sqlite knows SQLite/],
  ["layers include only what is below them", "cli looks into the backend",
   { "cli/b.c": '/* b.c */\n#include "db/sqlite/conn.h"\n' }, /must not include/],
  ["layers include only what is below them", "cgi knows the database's file",
   { "cgi/b.c": '/* b.c */\nconst char *f = "dateline.db";\n' }, /the name of the database/],
  ["layers include only what is below them", "the web knows a page",
   { "cgi/http/b.c": '/* b.c */\n#include "cgi/reader/reader.h"\n' }, /must not include/],
  ["layers include only what is below them", "the web knows the site behind it",
   { "cgi/http/b.c": '/* b.c */\n#include "cgi/app.h"\n' }, /must not include cgi\/app.h/],
  ["layers include only what is below them", "a handler chooses its store",
   { "cgi/reader/b.c": '/* b.c */\nvoid f(struct app *app) { app_writer(app); }\n' },
   /a handler's store is app->store/],
  ["layers include only what is below them", "db/b.c talks to SQLite",
   { "db/b.c": "/* b.c */\nint x = sqlite3_step(q);\n" }, /only db\/sqlite talks/],
  ["layers include only what is below them", "another file knows ctemplate",
   { "cgi/a.c": "/* a.c */\n#include <ctemplate/template.h>\n" }, /only cgi\/http\/tpl.cc knows/],
  ["layers include only what is below them", "more C++",
   { "cgi/more.cc": "/* more.cc */\n" }, /the only C\+\+/],
  ["layers include only what is below them", "the server sees the picture library",
   { "lib/a.c": "/* a.c */\n#include <vips/vips.h>\n" }, /picture library/],

  ["no forbidden function is called", "strcpy",
   { "lib/a.c": "/* a.c: strcpy(is) named in a comment */\nint f = strcpy (a, b);\n" },
   /a.c:2: strcpy\(\)/],
  ["no forbidden function is called", "system",
   { "cli/b.c": "/* b.c */\nint f = system(x);\n" }, /system\(\)/],
  ["no forbidden function is called", "exit in a helper",
   { "cgi/a.c": "/* a.c */\nvoid f(void) { exit(1); }\n" }, /does not end the process/],
  ["no forbidden function is called", "a command prints by itself",
   { "cli/a.c": '/* a.c */\nvoid f(void) { fprintf(stderr, "%s", x); }\n' }, /prints through cli_print/],

  ["SQL is constants", "a variable is prepared",
   { "db/sqlite/b.c": "/* b.c */\nvoid f(char *q) { sqlite3_prepare_v2(db, q, -1, 0, 0); }\n" },
   /no constant: q/],
  ["SQL is constants", "a parameter, and one caller gives a variable",
   { "db/sqlite/b.c": '/* b.c */\nvoid f(const char *q) { sqlite3_exec(db, q, 0, 0, 0); }\n' +
       'void g(char *x) { f("SELECT 1"); f(x); }\n' }, /no constant: q/],
  ["SQL is constants", "a variable is a literal once and something else later",
   { "db/sqlite/b.c": '/* b.c */\nvoid f(int n)\n{\n    const char *q = n ? "A; B" : "C";\n' +
       "    q = g(n);\n    sqlite3_exec(db, q, 0, 0, 0);\n}\n" }, /no constant: q/],
  ["SQL is constants", "SQL is printed together",
   { "db/sqlite/b.c": '/* b.c */\nint f = snprintf(b, n, "SELECT * FROM %s", t);\n' },
   /seems to put SQL together/],

  ["static names are not shared", "two functions of one name",
   { "lib/a.c": "/* a.c */\nstatic void put(int x)\n{\n}\n",
     "lib/b.c": "/* b.c */\nstatic struct b *put(struct b *x,\n           int y)\n{\n}\n" },
   /100\.0 % of static names .*: put \(2\)/],
  ["static names are not shared", "two structs of one tag",
   { "lib/a.c": "/* a.c */\nstruct part {\n    int n;\n};\n",
     "lib/b.c": "/* b.c */\nstatic const struct part {\n    int n;\n} x;\n" },
   /struct part \(2\)/],

  ["files and functions stay short", "a long file",
   { "lib/a.c": `/* a.c */\n${"int x;\n".repeat(700)}` }, /701|702 lines/],
  ["files and functions stay short", "a long function",
   { "lib/a.c": `/* a.c */\nvoid f(void)\n{\n${"    g();\n".repeat(100)}}\n` }, /a function of/],

  ["sources say what they are, and nothing is left to do", "no first line",
   { "lib/a.c": '#include "a.h"\n' }, /must begin by saying/],
  ["sources say what they are, and nothing is left to do", "something is left to do",
   { "lib/a.c": `/* a.c */\n/* ${"TO"}DO: more */\n` }, /left behind/],

  ["the Makefile lists every source", "a forgotten file",
   { "lib/b.c": "/* b.c */\n" }, /lib\/b.c is not listed/],
  ["the Makefile lists every source", "a file that is gone",
   { Makefile: "LIB := lib/a.c lib/gone.c\nCGI := cgi/a.c\nprint-%:\n\t@echo $($*)\n" },
   /lib\/gone.c does not exist/],
  ["the Makefile lists every source", "a list out of order",
   { "lib/b.c": "/* b.c */\n",
     Makefile: "LIB := lib/b.c lib/a.c\nCGI := cgi/a.c\nprint-%:\n\t@echo $($*)\n" },
   /LIB is not sorted: lib\/b.c/],

  ["packages are locked and name no registry", "an address in the lock file",
   { "package-lock.json": '{"packages": {"node_modules/x": {"resolved": "y", "integrity": "z"}}}' },
   /download address/],
  ["packages are locked and name no registry", "no hash",
   { "package-lock.json": '{"packages": {"node_modules/x": {"version": "1"}}}' },
   /no integrity hash/],
  ["packages are locked and name no registry", "a registry is chosen",
   { ".npmrc": "registry=somewhere\n" }, /names a registry/],

  ["templates escape, and hold no inline code", "no marker",
   { "templates/a.tpl": "<p>{{TITLE}}</p>\n" }, /must begin with/],
  ["templates escape, and hold no inline code", "a value unescaped",
   { "templates/a.tpl": '{{%AUTOESCAPE context="HTML"}}{{TITLE:none}}\n' }, /unescaped/],
  ["templates escape, and hold no inline code", "an attribute without quotes",
   { "templates/a.tpl": '{{%AUTOESCAPE context="HTML"}}<p title={{TITLE}}>\n' }, /quoted/],
  ["templates escape, and hold no inline code", "a text field that loses lines",
   { "templates/a.tpl": '{{%AUTOESCAPE context="HTML"}}<textarea name="a">\n{{TITLE}}</textarea>\n' }, /line breaks/],
  ["templates escape, and hold no inline code", "a script",
   { "templates/a.tpl": '{{%AUTOESCAPE context="HTML"}}<script>f()</script>\n' }, /inline script/],
  ["templates escape, and hold no inline code", "a style",
   { "templates/a.tpl": '{{%AUTOESCAPE context="HTML"}}<p style="color:red">\n' }, /inline style/],
  ["templates escape, and hold no inline code", "a style sheet",
   { "templates/a.tpl": '{{%AUTOESCAPE context="HTML"}}<style>p{}</style>\n' }, /style sheet/],
  ["templates escape, and hold no inline code", "a handler",
   { "templates/a.tpl": '{{%AUTOESCAPE context="HTML"}}<p onclick="f()">\n' }, /event handler/],
  ["templates escape, and hold no inline code", "a value in a comment",
   { "templates/a.tpl": '{{%AUTOESCAPE context="HTML"}}<!-- {{TITLE}} -->\n' }, /inside a comment/],

  ["templates and C agree on names", "a name that no C sets",
   { "templates/a.tpl": '{{%AUTOESCAPE context="HTML"}}{{TITLE}}{{HEADLINE}}\n' },
   /no C sets HEADLINE/],
  ["templates and C agree on names", "a name that no template uses",
   { "cgi/a.c": '/* a.c */\nvoid f(void)\n{\n    tpl_show(d, x ? "TITLE" : "OLD");\n}\n' },
   /no template uses OLD/],

  ["catalogues translate every message", "a message without its translation",
   { "templates/a.tpl": '{{%AUTOESCAPE context="HTML"}}{{TITLE}}{{_"Read on"}}\n',
     "templates/translations/de.json": "{}\n" }, /de\.json: lacks "Read on"/],
  ["catalogues translate every message", "a translation of nothing",
   { "templates/translations/de.json": '{"Gone": "Fort"}\n' }, /nothing says "Gone" any more/],
  ["catalogues translate every message", "a translation that loses a name",
   { "templates/a.tpl": '{{%AUTOESCAPE context="HTML"}}{{TITLE}}{{_"By %NAME%"}}\n',
     "templates/translations/de.json": '{"By %NAME%": "Von"}\n' }, /does not have the names/],

  ["fields are called what their labels say", "a label of another name",
   { "cgi/admin/story_form.c": '/* a.c */\n    {"dek", WORD("Dek"), "DEK"},\n',
     "templates/admin/story.tpl":
       '{{%AUTOESCAPE context="HTML"}}<label for="dek">{{_"Standfirst"}}</label>{{DEK}}\n' },
   /"Dek" is not how/],

  ["text fields take either direction", "a field of one direction",
   { "templates/admin/b.tpl":
     '{{%AUTOESCAPE context="HTML"}}<textarea id="a" name="a"{{#X}} rows="2"{{/X}}></textarea>\n' },
   /has no dir="auto"/],

  ["templates mark their words", "plain English in a page",
   { "templates/reader/b.tpl": '{{%AUTOESCAPE context="HTML"}}<p>Read on</p>\n' },
   /"Read on" is not marked/],
  ["templates mark their words", "plain English at the desk",
   { "templates/admin/b.tpl": '{{%AUTOESCAPE context="HTML"}}<p>Read on</p>\n' },
   /"Read on" is not marked/],
  ["templates mark their words", "plain English in an attribute",
   { "templates/reader/b.tpl": '{{%AUTOESCAPE context="HTML"}}<p title="Read on"></p>\n' },
   /title="Read on" is not marked/],

  ["documents name what exists", "a file that is gone",
   { "docs/b.md": "Look into `lib/a.c` and `lib/gone.c`.\n" }, /docs\/b\.md:1: .* lib\/gone\.c/],
  ["documents name what exists", "no file is like that",
   { "docs/architecture.md": "In `a.c`, not in `gone*.c`.\n" }, /there is no file gone\*\.c/],
  ["documents name what exists", "a folder that is gone",
   { "README.md": "\n`lib/` and `db/gone/`\n" }, /README\.md:2: there is no folder db\/gone\//],
  ["documents name what exists", "a function that only a comment still names",
   { "lib/a.c": "/* a.c: old_call is gone. */\nint new_call(void);\n",
     "docs/architecture.md": "`new_call`, once `old_call()`\n" }, /nothing is called old_call/],
  ["documents name what exists", "a link to nothing",
   { "docs/b.md": "[here](b.md#part), [there](gone.md)\n" }, /there is no gone\.md/],
];

for (const [rule, what, files, complaint] of BROKEN)
  test(`"${rule}" complains: ${what}`, () => {
    const found = complaints(tree(files), rule);
    assert.equal(found.length, 1, found.join("\n"));
    assert.match(found[0], complaint);
  });

test('"there are no mutable globals" complains about one', () => {
  const root = tree({ "g.c": "int counter;\nstatic const char *const fixed[] = {\"a\"};\n" +
    "const char *const *f(void);\nconst char *const *f(void) { counter++; return fixed; }\n" });
  fs.mkdirSync(path.join(root, "build/lib"), { recursive: true });
  execFileSync("cc", ["-fPIE", "-c", "-o", path.join(root, "build/lib/g.o"), path.join(root, "g.c")]);
  const found = complaints(root, "there are no mutable globals");
  assert.deepEqual(found, ["build/lib/g.o: counter is a mutable global"]);
});

/** A tree whose sources are compiled to where make puts them. */
function builtTree(files) {
  const root = tree(files);
  for (const file of Object.keys(files)) {
    const object = path.join(root, "build", file.replace(/c$/, "o"));
    fs.mkdirSync(path.dirname(object), { recursive: true });
    execFileSync("cc", ["-c", "-o", object, path.join(root, file)]);
  }
  return root;
}
const CIRCLES = "no large circle of objects, and no way around the engine's functions";

test(`"${CIRCLES}" complains: four objects in a circle`, () => {
  const ring = (n) => `void f${(n + 1) % 4}(void);\nvoid f${n}(void);\n` +
    `void f${n}(void) { f${(n + 1) % 4}(); }\n`;
  const files = Object.fromEntries([0, 1, 2, 3].map((n) => [`lib/f${n}.c`, ring(n)]));
  files["lib/user.c"] = "void f0(void);\nint u(void);\nint u(void) { f0(); return 1; }\n";
  const found = complaints(builtTree(files), CIRCLES);
  assert.deepEqual(found, ["4 objects call each other in a circle, 3 are enough: " +
    "lib/f0.o lib/f1.o lib/f2.o lib/f3.o"]);
});

test(`"${CIRCLES}" complains: a call past the driver`, () => {
  const found = complaints(builtTree({
    "db/b.c": "int past(void);\nint b(void);\nint b(void) { return past(); }\n",
    "db/store.c": "extern int sqlite_engine;\nint s(void);\n" +
      "int s(void) { return sqlite_engine; }\n",
    "db/sqlite/c.c": "int past(void);\nint past(void) { return 1; }\nint sqlite_engine;\n",
  }), CIRCLES);
  assert.deepEqual(found, ["db/b.o: uses past of db/sqlite/c.o; an engine is used through " +
    "db/driver.h"]);
});

const CALLERS = "every function has a caller";
test(`"${CALLERS}" complains: one that tests alone call, one that its own file calls`, () => {
  const root = builtTree({
    "lib/d.c": "int own(void);\nint part(void);\nint taken(void);\n" +
      "int dead(void) { return 1; }\nint own(void) { return 2; }\n" +
      "int part(void) { return own(); }\nint taken(void) { return part(); }\n",
    "lib/e.c": "int taken(void);\nint main(void);\nint main(void) { return taken(); }\n",
    "tests/unit/test_d.c": "int dead(void);\nint part(void);\n" +
      "int test(void);\nint test(void) { return dead() + part(); }\n",
  });
  assert.deepEqual(complaints(root, CALLERS), [], "half a tree says nothing");
  for (const program of ["dateline", "dateline-image"])
    fs.writeFileSync(path.join(root, "build", program), "");
  assert.deepEqual(complaints(root, CALLERS), ["lib/d.c: dead has no caller",
                           "lib/d.c: own is used here alone; make it static"]);
});

test("a sound tree pleases every rule", () => {
  const root = tree({});
  for (const rule of Object.keys(RULES)) assert.deepEqual(complaints(root, rule), [], rule);
});

test("every rule has been broken", () => {
  const broken = new Set([...BROKEN.map(([rule]) => rule), "there are no mutable globals",
                          CIRCLES, CALLERS]);
  assert.deepEqual([...broken].sort(), Object.keys(RULES).sort());
});
