// held-lock.test.mjs: somebody else writes for long; readers and the desk's pages do not wait for it.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { visit } from "./lib/form.mjs";
import { MODE, startSite, until } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";

const READS = 30;
const HEADLINE = "Saved while another writes";
const AT_ONCE = { skip: MODE === "cgi" && "each request has a process of its own" };
const noSqlite = spawnSync("sqlite3", ["--version"]).error && "sqlite3 is not installed";

let site, editor;
before(async () => {
  site = await startSite();
  await publishStory(site, { title: "A story", slug: "a-story", date: "2020-01-08" });
  editor = await site.signIn();
});
after(() => site.stop());

/** Two ways of holding writers up. Each says "held" once it does, and ends with its input. */
const HOLDERS = {
  "our own lock": (where) =>
    spawn("flock", [path.join(where.folder, "dateline.lock"), "sh", "-c", "echo held; cat"]),
  "SQLite's lock": (where) => {
    const child = spawn("sqlite3", [path.join(where.folder, "dateline.db")]);
    child.stdin.write(".bail on\n.timeout 20000\nBEGIN IMMEDIATE;\n.print held\n");
    return child;
  },
};

async function hold(how, where = site) {
  const child = HOLDERS[how](where);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (c) => (said += c));
  const ended = new Promise((done) => child.on("close", done));
  await until(() => /held/.test(said), `${how} is held: ${said}`);
  return { release: () => (child.stdin.end(), ended) };
}

/** A new story, sent and not yet answered. `over` once it is. */
function save(page, title) {
  const { action, fields } = page.request("Save draft", { headline: title, body: "One.\n\nTwo." });
  const sent = { over: false };
  sent.answer = editor.post(action, fields).finally(() => (sent.over = true));
  return sent;
}

describe("while a write is held up", AT_ONCE, () => {
  for (const how of Object.keys(HOLDERS))
    test(`by ${how}, pages are answered, and what waits is saved afterwards`,
         { skip: how.startsWith("SQLite") && noSqlite }, async () => {
      const forms = [];
      for (let i = 0; i < 4; i++) forms.push(await visit(editor, "/admin/story/new"));
      const held = await hold(how);
      let saves;
      try {
        saves = forms.map((form, i) => save(form, HEADLINE));
        let reads = 0;
        for (; reads < READS && saves.every((s) => !s.over); reads++) {
          const answers = [await site.get(reads % 2 ? "/" : "/2020/01/a-story"), await editor.get("/admin/")];
          assert.deepEqual(answers.map((a) => a.status), [200, 200]);
        }
        assert.ok(reads > 5, `${reads} pages came while saves waited`);
      } finally {
        await held.release();
      }
      for (const { answer } of saves) {
        const { status, headers, text } = await answer;
        if (status === 303) continue;
        assert.equal(status, 503, text); // a busy machine: it waited too long
        assert.ok(headers["retry-after"] && text.includes(HEADLINE), "the text comes back");
      }
    });
});

// Each request has a process of its own here: both have read the page's texts before either may write.
describe("two wait for their turn with other words for the same field", () => {
  let other, chief;
  before(async () => {
    other = await startSite({ mode: "cgi" });
    chief = await other.signIn({ login: "chief", name: "Chief", role: "admin" });
    await publishStory(other, { title: "By Wren", authors: ["Wren"], args: ["--new-names"] });
  });
  after(() => other.stop());

  const ways = [
    ["a setting", "/admin/settings", "Save", "tagline"],
    ["a section", "/admin/section/news", "Save", "text"],
    ["an author", "/admin/byline/wren", "Save the details", "place"],
    ["a person", "/admin/person/1", "Save", "name"],
  ];
  async function race(where, words, field, round) {
    const pages = [await visit(chief, where), await visit(chief, where)];
    const held = await hold("our own lock", other);
    try {
      const sent = pages.map((page, i) => {
        const { action, fields } = page.request(words, { [field]: `Words ${round}${i}` });
        return chief.post(action, fields);
      });
      for (let i = 0; i < 5; i++) assert.equal((await other.get("/")).status, 200);
      return sent;
    } finally {
      await held.release();
    }
  }

  for (const [what, where, words, field] of ways)
    test(`${what}: the second is shown the first one's`, async () => {
      let answers, round = 0;
      do // 503: a busy machine, it waited too long
        answers = await Promise.all(await race(where, words, field, ++round));
      while (answers.some((a) => a.status === 503));
      assert.deepEqual(answers.map((a) => a.status).sort(), [303, 409], answers.map((a) => a.text).join());
      const first = answers.findIndex((a) => a.status === 303);
      assert.ok((await chief.get(where)).text.includes(`Words ${round}${first}`));
      assert.match(answers[1 - first].text, new RegExp(`it is “Words ${round}${first}” now`));
    });
});
