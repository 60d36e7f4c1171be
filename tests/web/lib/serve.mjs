// serve.mjs: `dateline serve` on a socket of its own, without a web server.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { Connection } from "./fastcgi.mjs";
import { assertClean, DATELINE, ENV, tempFolder, until } from "./site.mjs";

/** What systemd's socket activation does: the listening socket is descriptor 0. It stays when the
 *  server ends, SIGUSR1 replaces the server by the next one, SIGTERM ends both. */
const HOLD = `use Socket; socket(S, AF_UNIX, SOCK_STREAM, 0) && bind(S, sockaddr_un(shift)) &&
listen(S, 4096) or die $!; open(STDIN, '<&', S) or die $!; my ($pid, $over);
$SIG{USR1} = sub { kill 'TERM', $pid }; $SIG{TERM} = sub { $over = 1; kill 'TERM', $pid };
$SIG{HUP} = sub { kill 'HUP', $pid };
until ($over) { $pid = fork; if (!$pid) { $SIG{$_} = 'DEFAULT' for qw(USR1 TERM HUP); exec @ARGV; }
  1 while waitpid($pid, 0) != $pid; } exit($? >> 8);`;
export const HELD = { command: "perl", first: ["-e", HOLD, "SOCKET", DATELINE] };
export const INHERIT = ["-e", "use Socket; socket(S, AF_UNIX, SOCK_STREAM, 0) && " +
  "bind(S, sockaddr_un($ARGV[0])) && listen(S, 64) or die $!; open(STDIN, '<&', S) or die $!; " +
  "shift; exec @ARGV", "SOCKET", DATELINE];

/** "dateline" for a worker, "dateline-start" for who starts programs, "" for one that has just ended. */
export function commandOf(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/comm`, "utf8").trim();
  } catch {
    return "";
  }
}

/** `dateline serve` on a socket of its own. */
export class Server {
  static async start(folder, args = [], { command = DATELINE, first = [], ready = / serving / } = {}) {
    const s = new Server();
    s.socket = path.join(tempFolder("serve"), "s");
    s.said = "";
    s.child = spawn(command, [...first.map((a) => a.replace("SOCKET", s.socket)), "serve",
                              folder, "--listen", `unix:${s.socket}`, "--workers", "2", ...args],
                    { env: ENV, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [s.child.stdout, s.child.stderr]) stream.on("data", (c) => (s.said += c));
    s.over = false;
    s.ended = new Promise((done) => s.child.on("close", (code) => done(code)));
    s.ended.then(() => (s.over = true));
    await until(() => s.over || ready.test(s.said), "the server serves");
    assert.ok(!s.over, s.said);
    return s;
  }

  workers() {
    const { pid } = this.child;
    return fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ")
      .filter(Boolean).map(Number).filter((worker) => commandOf(worker) === "dateline");
  }

  connect() {
    return Connection.open(this.socket);
  }

  async stop() {
    if (!this.over) this.child.kill("SIGTERM");
    const code = await this.ended;
    assertClean(this.said);
    return code;
  }
}

export async function serveWhile(folder, run, ...how) {
  const server = await Server.start(folder, ...how);
  try {
    await run(server);
    assert.equal(await server.stop(), 0, server.said);
  } finally {
    server.child.kill("SIGKILL");
  }
}
