// package.test.mjs: what the Debian package and the image are made of, without making them: names, units,
// paths, and that it asks for what the programs are linked with. `make deb-test` installs it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const build = process.env.DATELINE_BUILD ?? path.join(root, "build");
const read = (file) => fs.readFileSync(path.join(root, file), "utf8");

function run(program, args, options = {}) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", cwd: root, ...options });
  assert.equal(status, 0, `${program} ${args.join(" ")}: ${stderr}`);
  return { stdout, stderr };
}

/** A field of debian/control, as a list. */
function field(name) {
  const text = new RegExp(`^${name}:((?:.*\n)(?: .*\n)*)`, "m").exec(read("debian/control"))?.[1];
  assert.ok(text, name);
  return text.split(",").map((s) => s.trim()).filter(Boolean);
}

/** What deploy/debian-deps.sh installs for a purpose. */
function wanted(purpose) {
  return new RegExp(`^${purpose}='([^']*)'`, "m").exec(read("deploy/debian-deps.sh"))[1].split(/\s+/);
}

const unit = (kind, name) =>
  new RegExp(`^${name}=(.*)$`, "m").exec(read(`deploy/systemd/dateline@.${kind}`))[1];

test("the package has the version of the program", () => {
  const version = /^VERSION := (.*)$/m.exec(read("Makefile"))[1];
  assert.match(read("debian/changelog"), new RegExp(`^dateline \\(${version.replaceAll(".", "\\.")}\\) `));
});

test("what building it needs is what deploy/debian-deps.sh installs", () => {
  // A Debian that builds packages has a compiler.
  const compiler = ["gcc", "g++", "libc6-dev"];
  assert.deepEqual(field("Build-Depends").filter((p) => !p.startsWith("debhelper-compat")).sort(),
                   wanted("build").filter((p) => !compiler.includes(p)).sort());
  assert.ok(wanted("deb").includes("debhelper"));
});

test("it depends on what its programs are linked with, as dpkg finds it", (t) => {
  // By hand those alone that are loaded when they are wanted, which dpkg does not see.
  const loaded = run("grep", ["-rhoE", "--include=*.c", '"lib[a-z0-9]+\\.so\\.[0-9]+"', "lib", "db", "cgi", "cli"])
    .stdout.trim().split("\n").map((name) => JSON.parse(name));
  const file = (name) => new RegExp(`${name.replaceAll(".", "\\.")} \\(.*\\) => (\\S+)`)
    .exec(run("/sbin/ldconfig", ["-p"]).stdout)[1];
  const byHand = loaded.map((name) => run("dpkg", ["-S", fs.realpathSync(file(name))]).stdout.split(":")[0]);
  assert.deepEqual(field("Depends"), ["${misc:Depends}", "${shlibs:Depends}", ...byHand]);
  // Not linked with, but started: by dateline import --fetch, which says so when it is not there.
  for (const started of ["curl", "ca-certificates"]) assert.ok(field("Recommends").includes(started), started);
  const programs = ["dateline", "dateline-image"].map((p) => path.join(build, p));
  if (!programs.every((p) => fs.existsSync(p))) return t.skip("nothing is built yet");
  const linked = new Set(programs.flatMap((p) =>
    [...run("objdump", ["-p", p]).stdout.matchAll(/NEEDED +(\S+)/g)].map((m) => m[1])));
  const places = new Map(programs.flatMap((p) =>
    [...run("ldd", [p]).stdout.matchAll(/(\S+) => (\S+)/g)].map((m) => [m[1], m[2]])));
  // Each library's file, as its package names it, with /usr or without; all are asked for at once.
  const files = new Map([...linked].map((name) => [name, fs.realpathSync(places.get(name))]));
  const { stdout } = spawnSync("dpkg", ["-S", ...[...files.values()].flatMap((f) => [f, f.replace(/^\/usr/, "")])],
                               { encoding: "utf8" });
  const owners = new Map([...stdout.matchAll(/^([^:,\s]+).*: (\S+)$/gm)].map((m) => [m[2], m[1]]));
  const owner = (name) => owners.get(files.get(name)) ?? owners.get(files.get(name).replace(/^\/usr/, ""));
  const asked = field("Build-Depends").filter((p) => /-dev$/.test(p));
  const sources = new Map(run("dpkg-query", ["-W", "-f", "${Package} ${source:Package}\n", ...asked,
                                             ...new Set(owners.values())])
    .stdout.trim().split("\n").map((l) => l.split(" ")));
  const wished = new Set(asked.map((p) => sources.get(p)));
  for (const name of linked) {
    assert.ok(owner(name), `${name}: of no package`);
    const from = sources.get(owner(name));
    // The compiler's own, and what vips brings along for those who link it.
    if (!["glibc", "gcc-12", "glib2.0", "lcms2", "libheif", "libpng1.6"].includes(from))
      assert.ok(wished.has(from), `${name} is of ${from}, which Build-Depends does not ask for`);
  }
  assert.ok(linked.size > 25);
});

test("units, user, folders and the packaging name the same", () => {
  const [, user, home] = /^u (\S+) - "[^"]*" (\S+)$/m.exec(read("debian/dateline.sysusers"));
  assert.equal(unit("service", "User"), user);
  assert.equal(unit("service", "Group"), user);
  assert.equal(unit("socket", "SocketUser"), user);
  assert.equal(unit("service", "ReadWritePaths"), `${home}/%i`);
  assert.match(unit("service", "ExecStart"), new RegExp(`^\\S+ serve ${home}/%i --listen fd:0$`));
  assert.equal(unit("service", "StandardInput"), "socket");
  assert.equal(unit("socket", "ListenStream"), "/run/dateline/%i.sock");
  assert.match(read("debian/dateline.postinst"), new RegExp(`-o ${user} -g ${user} "\\$DPKG_ROOT${home}"`));
  for (const script of ["postinst", "prerm", "postrm"])
    run("sh", ["-n", `debian/dateline.${script}`]);
  assert.match(read("debian/dateline.postinst"), /try-restart 'dateline@\*\.service'/);
  // Every unit runs as that user, is stopped when the package goes, and forgotten when it is purged.
  for (const file of fs.readdirSync(path.join(root, "deploy/systemd"))) {
    assert.match(file, /^dateline[a-z-]*@\.(service|socket|timer)$/);
    if (file.endsWith(".service"))
      assert.match(read(`deploy/systemd/${file}`), new RegExp(`^User=${user}\\nGroup=${user}$`, "m"), file);
    assert.ok(read("debian/dateline.prerm").includes(`'${file.replace("@.", "@*.")}'`), file);
    assert.ok(read("debian/dateline.postrm").includes(`*.wants/${file.split(".")[0]}*`), file);
  }
});

test("what is installed names the places of the package, and every program has its manual page", () => {
  const makefile = read("Makefile"), rules = read("debian/rules");
  assert.match(rules, /^PLACES = PREFIX=\/usr DOCS=\/usr\/share\/doc\/dateline SOURCE_TREE=$/m);
  const [, docs] = /s\|(\/usr\/local\/share\/dateline\/docs\/)\|\$\(DOCS\)\/\|g; s\|\/usr\/local\/\|\$\(PREFIX\)\/\|g/
    .exec(makefile);
  assert.equal(unit("service", "Documentation"), `file:${docs}operations.md`);
  assert.ok(fs.existsSync(path.join(root, "docs/operations.md")));
  const [, programs] = /install -m 755 (.*) "\$\(DESTDIR\)\$\(PREFIX\)\/bin"/.exec(makefile);
  const [, pages] = /install -m 644 (.*) "\$\(DESTDIR\)\$\(PREFIX\)\/share\/man\/man1"/.exec(makefile);
  assert.deepEqual(pages.split(" ").map((p) => path.basename(p, ".1")),
                   programs.split(" ").map((p) => path.basename(p)));
  const checked = spawnSync("man", ["--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", "deploy/dateline-image.1"],
                            { encoding: "utf8", cwd: root });
  if (!checked.error && checked.status === 0) assert.equal(checked.stderr, "");
  // What the package takes away again is installed before.
  for (const [, file] of rules.matchAll(/\$\(OWN\)\/doc\/dateline\/(\S+)/g))
    assert.ok(makefile.includes(file) && fs.existsSync(path.join(root, file)), file);
});

test("nothing of ours writes its log to a file, so that there is none to rotate", () => {
  for (const name of ["StandardOutput", "StandardError"]) assert.equal(unit("service", name), "journal");
  assert.ok(!fs.existsSync(path.join(root, "debian/dateline.logrotate")));
  // The web servers' files log where Debian's packages of them rotate.
  for (const [server, folder] of [["nginx/dateline.conf", "/var/log/nginx/"],
                                  ["apache/dateline.conf", "${APACHE_LOG_DIR}/"]])
    for (const [, to] of read(`deploy/${server}`).matchAll(/^\s*(?:access_log|error_log|CustomLog|ErrorLog) (\S+)/gm))
      assert.ok(to.startsWith(folder) && to.endsWith(".log"), `${server}: ${to}`);
});

test("purging the package keeps papers, says so, and takes away what leads nowhere", (t) => {
  const at = fs.mkdtempSync(path.join(os.tmpdir(), "dateline-purge-"));
  t.after(() => fs.rmSync(at, { recursive: true }));
  const purge = (action) => run("sh", ["debian/dateline.postrm", action], { env: { ...process.env, DPKG_ROOT: at } });
  const paper = path.join(at, "var/lib/dateline/paper"), wants = path.join(at, "etc/systemd/system/sockets.target.wants");
  fs.mkdirSync(paper, { recursive: true });
  fs.writeFileSync(path.join(paper, "dateline.db"), "stories");
  fs.mkdirSync(wants, { recursive: true });
  fs.symlinkSync("/lib/systemd/system/dateline@.socket", path.join(wants, "dateline@paper.socket"));
  fs.symlinkSync("/lib/systemd/system/other.socket", path.join(wants, "other.socket"));

  assert.equal(purge("remove").stderr, "");
  assert.equal(fs.readdirSync(wants).length, 2, "removing alone keeps what was enabled");
  assert.match(purge("purge").stderr, /papers in \S*\/var\/lib\/dateline .* are kept/);
  assert.equal(fs.readFileSync(path.join(paper, "dateline.db"), "utf8"), "stories");
  assert.deepEqual(fs.readdirSync(wants), ["other.socket"]);

  fs.rmSync(paper, { recursive: true });
  assert.equal(purge("purge").stderr, "", "an empty folder is nothing to keep");
  assert.ok(!fs.existsSync(path.join(at, "var/lib/dateline")));
  assert.equal(purge("purge").stderr, "", "nor is one that is gone");
});

test("the image is one stage, installs the package, and runs as its user", () => {
  const lines = read("deploy/oci/Containerfile").replace(/^#.*\n/gm, "").replace(/\\\n/g, " ").split("\n")
    .filter((l) => l.trim());
  const steps = lines.map((l) => /^([A-Z]+) +(.*)$/.exec(l)?.slice(1));
  assert.ok(steps.every(Boolean), "an instruction and its arguments on each line");
  const of = (name) => steps.filter(([n]) => n === name).map(([, rest]) => rest);
  const known = ["ARG", "FROM", "RUN", "COPY", "LABEL", "USER", "VOLUME", "STOPSIGNAL", "ENTRYPOINT", "CMD"];
  assert.deepEqual(steps.filter(([n]) => !known.includes(n)), []);
  assert.equal(of("FROM").length, 1);
  assert.equal(of("ARG").find((a) => a.startsWith("DEBIAN=")), "DEBIAN=debian:bookworm-slim");
  assert.deepEqual(of("USER"), ["dateline"]);
  assert.ok(steps.findIndex(([n]) => n === "USER") > steps.findLastIndex(([n]) => n === "RUN"));
  const command = [...JSON.parse(of("ENTRYPOINT")[0]), ...JSON.parse(of("CMD")[0])];
  assert.equal(command[0], "dateline");
  assert.equal(command[1], "serve");
  assert.deepEqual(JSON.parse(of("VOLUME")[0]), ["/var/lib/dateline", "/run/dateline"]);
  assert.match(of("RUN").join(" "), /\/dateline_\*\.deb/);
});
