// health.test.mjs: what a machine and an operator see: /healthz, /metrics, the audit, the log.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { begin, body, Connection, endBody } from "./lib/fastcgi.mjs";
import { Server } from "./lib/serve.mjs";
import { csrfOf, dateline, DATELINE, makeSite, until } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";

let folder, server, c;
before(async () => {
  folder = await makeSite();
  await dateline(["user", "add", folder, "ines", "--name", "Ines", "--role", "editor"]);
  await publishStory({ folder }, { title: "A story", slug: "a-story", date: "2020-01-08" });
  server = await Server.start(folder);
  c = await Connection.open(server.socket);
});
after(async () => {
  c.close();
  assert.equal(await server.stop(), 0);
});

const numbers = (text) => Object.fromEntries([...text.matchAll(/^(dateline_\S+) (\S+)$/gm)]
  .map(([, name, value]) => [name, Number(value)]));
const metrics = async (params) => c.get("/metrics", params);

test("/healthz says ok, sets no cookie and is kept by nobody", async () => {
  const { status, head, text } = await c.get("/healthz");
  assert.equal(`${status} ${text}`, "200 ok\n");
  assert.match(head, /^Cache-Control: no-store\r?$/m);
  assert.match(head, /^Content-Type: text\/plain/m);
  assert.doesNotMatch(head, /^Set-Cookie/m);
});

test("/metrics counts requests by row and class, and how long they took", async () => {
  const before = numbers((await metrics()).text);
  for (let i = 0; i < 5; i++) assert.equal((await c.get("/2020/01/a-story")).status, 200);
  for (let i = 0; i < 3; i++) assert.equal((await c.get("/2020/01/none")).status, 404);
  const after = numbers((await metrics()).text);
  const more = (name) => (after[name] ?? 0) - (before[name] ?? 0);
  assert.equal(more('dateline_requests_total{route="story",class="2xx"}'), 5);
  assert.equal(more('dateline_requests_total{route="story",class="4xx"}'), 3);
  assert.equal(more('dateline_requests_total{route="metrics",class="2xx"}'), 1);
  assert.equal(more("dateline_request_duration_seconds_count"), 9);
  assert.equal(more('dateline_request_duration_seconds_bucket{le="+Inf"}'), 9);
  assert.ok(more("dateline_request_duration_seconds_sum") > 0);
  assert.equal(after.dateline_workers, 2);
  assert.ok(after.dateline_workers_busy >= 1);
  assert.equal(after.dateline_reports_open, 0);
});

/** OpenMetrics 1.0 by its ABNF, as far as it is used: families in one piece, TYPE and HELP before their samples,
 *  names and suffixes by type, canonical numbers, buckets that grow, no sample twice, EOF at the end. */
function parse(text) {
  const families = new Map(), seen = new Set();
  const suffixes = { counter: ["_total"], gauge: [""], info: ["_info"], histogram: ["_bucket", "_sum", "_count"] };
  assert.ok(text.endsWith("\n# EOF\n"), "the end");
  let now = null;
  for (const line of text.slice(0, -"# EOF\n".length).trimEnd().split("\n")) {
    const meta = /^# (HELP|TYPE|UNIT) ([a-z_:][a-z0-9_:]*) (.+)$/.exec(line);
    if (meta) {
      const [, what, name, value] = meta;
      if (now?.name !== name) {
        assert.ok(!families.has(name), `${name} is in two pieces`);
        families.set(name, (now = { name, samples: [] }));
      }
      assert.equal(now.samples.length, 0, `${line} comes too late`);
      assert.equal(now[what], undefined, line);
      assert.doesNotMatch(value, /\\(?![n"\\])/, line);
      now[what] = value;
      continue;
    }
    const sample = /^([a-z_:][a-z0-9_:]*)(?:\{((?:[a-z_]+="(?:[^"\\\n]|\\[n"\\])*")(?:,[a-z_]+="(?:[^"\\\n]|\\[n"\\])*")*)\})? (\d+(?:\.\d+)?)$/.exec(line);
    assert.ok(sample, `no sample: ${line}`);
    const [, name, labels = "", value] = sample;
    const types = suffixes[now.TYPE];
    assert.ok(types, `${now.name} has no type`);
    const suffix = types.find((end) => name === now.name + end);
    assert.notEqual(suffix, undefined, `${name} is no sample of ${now.name}, a ${now.TYPE}`);
    assert.ok(!seen.has(`${name}{${labels}}`), `twice: ${line}`);
    seen.add(`${name}{${labels}}`);
    now.samples.push({ suffix, labels, value: Number(value) });
  }
  for (const { name, HELP, TYPE, samples } of families.values()) {
    assert.ok(HELP && TYPE, name);
    assert.doesNotMatch(name, /_(total|info|bucket|count|sum|created)$/, name);
    if (TYPE !== "histogram") continue;
    const buckets = samples.filter((s) => s.suffix === "_bucket");
    const bounds = buckets.map((b) => /^le="([^"]+)"$/.exec(b.labels)[1]);
    assert.ok(bounds.slice(0, -1).every((b) => /^\d+\.\d+$/.test(b)), bounds.join(" "));
    assert.equal(bounds.at(-1), "+Inf");
    assert.ok(bounds.slice(1, -1).every((b, i) => Number(b) > Number(bounds[i])), bounds.join(" "));
    assert.ok(buckets.slice(1).every((b, i) => b.value >= buckets[i].value), "buckets add up");
    assert.equal(buckets.at(-1).value, samples.find((s) => s.suffix === "_count").value);
  }
  return families;
}

test("/metrics is OpenMetrics", async () => {
  const { head, text } = await metrics();
  assert.match(head, /^Content-Type: application\/openmetrics-text; version=1\.0\.0; charset=utf-8\r?$/m);
  const families = parse(text);
  const value = (name) => families.get(`dateline_${name}`).samples[0].value;
  assert.match(text, /^dateline_build_info\{version="\d[^"]*",engine="SQLite 3\.[^"]+",schema="\d+"\} 1$/m);
  assert.ok(value("database_bytes") > 100000);
  assert.equal(value("requests_waiting"), 0);
  assert.equal(value("ready_counted"), 1);
  // What the parser is worth: each of these is no OpenMetrics.
  for (const [from, to] of [["# EOF\n", ""], ["dateline_uploads_total", "dateline_uploads"], ['le="1.0"', 'le="1"'],
                            [/# TYPE dateline_workers gauge\n/, ""], [/(dateline_generation \d+\n)/, "$1$1"],
                            [/(dateline_reports_open) \d+/, "$1 NaN"], [/_count \d+/, "_count 1"]]) {
    const broken = text.replace(from, to);
    assert.notEqual(broken, text, String(from));
    assert.throws(() => parse(broken), assert.AssertionError, String(from));
  }
});

test("/metrics is there for this machine, and for whom a setting names", async () => {
  const seen = async (params) => (await metrics(params)).status;
  assert.equal(await seen({ REMOTE_ADDR: "127.0.0.1" }), 200);
  assert.equal(await seen({ REMOTE_ADDR: "::1" }), 200);
  for (const hidden of [{ REMOTE_ADDR: "192.0.2.7" }, { REMOTE_ADDR: "2001:db8::1" },
                        { REMOTE_ADDR: "" }, { HTTP_X_FORWARDED_FOR: "192.0.2.7" },
                        { HTTP_FORWARDED: "for=192.0.2.7" }, { HTTP_VIA: "1.1 x" }])
    assert.equal(await seen(hidden), 404, JSON.stringify(hidden));
  await dateline(["settings", "set", folder, "metrics_from", "192.0.2.0/24"]);
  assert.equal(await seen({ REMOTE_ADDR: "192.0.2.7" }), 200);
  assert.equal(await seen({ REMOTE_ADDR: "198.51.100.7" }), 404);
});

test("a wrong password is a line with the address, and without the name", async () => {
  const page = await c.get("/admin/login");
  const form = new URLSearchParams({ csrf: csrfOf(page.text), login: "perhaps-a-password",
                                     password: "wrong password" }).toString();
  c.send(begin("POST", "/admin/login", {
    CONTENT_TYPE: "application/x-www-form-urlencoded", CONTENT_LENGTH: form.length,
    REMOTE_ADDR: "192.0.2.9", HTTP_ORIGIN: "http://127.0.0.1",
    HTTP_COOKIE: /^Set-Cookie: ([^;]+)/m.exec(page.head)[1] }), body(form), endBody());
  assert.equal((await c.answer()).status, 403);
  await until(() => /warn login address=192\.0\.2\.9 why="wrong password"/.test(server.said), "the line");
  assert.doesNotMatch(server.said, /perhaps-a-password/);
  const counted = await metrics();
  assert.ok(numbers(counted.text).dateline_hashes_total >= 1);
  assert.match(counted.text, /^dateline_log_lines_total\{process="\d+",event="login"\} 1$/m);
  parse(counted.text);
});

test("dateline audit lists who did what, newest first", async () => {
  const all = JSON.parse((await dateline(["audit", folder, "--json"])).stdout);
  assert.ok(all.every((e, i) => i === 0 || e.id < all[i - 1].id));
  const actions = all.map((e) => e.action);
  for (const action of ["user.add", "setting.set", "user.sign_in_failed"])
    assert.ok(actions.includes(action), actions.join(" "));
  const users = JSON.parse((await dateline(["audit", folder, "--json", "--action", "user."])).stdout);
  assert.ok(users.length > 0 && users.every((e) => e.action.startsWith("user.")));
  assert.equal(JSON.parse((await dateline(["audit", folder, "--json", "--limit", "1"])).stdout).length, 1);
  const { stdout } = await dateline(["audit", folder, "--story", "1"]);
  assert.match(stdout, /story\.\w+  story 1/);
});

test("a line for each answer is written when it is wished, with no secret and nobody in it", async () => {
  assert.doesNotMatch(server.said, / access /);
  const wished = await Server.start(folder, [], { command: "env", first: ["DATELINE_ACCESS=1", DATELINE] });
  const own = await Connection.open(wished.socket);
  const lines = () => wished.said.split("\n").filter((line) => / info access /.test(line));
  const asked = [["/2020/01/a-story?utm_source=secret"], ["/story/preview?token=secret"], ["/admin/link?token=secret"],
                 ["/search?q=secret"], ["/secret-that-was-mistyped"], ["/2020/01/a-story", { REQUEST_METHOD: "HEAD" }]];
  for (const [where, params] of asked)
    await own.get(where, { HTTP_USER_AGENT: "secret", HTTP_COOKIE: "dateline=secret", REMOTE_ADDR: "192.0.2.9", ...params });
  await until(() => lines().length >= asked.length, "each has its line");
  assert.equal(lines().length, asked.length);
  for (const line of lines())
    assert.match(line, /^\S+Z info access method=(GET|HEAD) path=\S+ status=\d{3} bytes=\d+ us=\d+ from=(made|ready)$/);
  assert.match(lines()[0], / path=\/2020\/01\/a-story status=200 bytes=\d{4,} /);
  assert.match(lines()[4], / path=- status=404 /);
  assert.match(lines()[5], / method=HEAD path=\/2020\/01\/a-story status=200 bytes=0 /);
  assert.doesNotMatch(lines().join("\n"), /secret|192\.0\.2\.9/);
  own.close();
  assert.equal(await wished.stop(), 0);
});
