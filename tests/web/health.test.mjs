// health.test.mjs: what a machine and an operator see: /healthz, /metrics, the audit, the log.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { begin, body, Connection, endBody } from "./lib/fastcgi.mjs";
import { Server } from "./lib/serve.mjs";
import { csrfOf, dateline, makeSite, until } from "./lib/site.mjs";
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

test("/metrics is text that Prometheus reads", async () => {
  const { head, text } = await metrics();
  assert.match(head, /^Content-Type: text\/plain; version=0\.0\.4/m);
  const sound = /^(# (HELP|TYPE) dateline_\w+ .+|dateline_\w+(\{\w+="[^"\\\n]*"(,\w+="[^"\\\n]*")*\})? [0-9.e+-]+)$/;
  for (const line of text.trimEnd().split("\n")) assert.match(line, sound);
  assert.match(text, /dateline_info\{engine="SQLite 3\.[^"]+",schema="\d+"\} 1/);
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
  assert.ok(numbers((await metrics()).text).dateline_hashes_total >= 1);
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
