// authors.test.mjs: what an author may learn of others' work, sought in every address of the desk; and
// what an author may no longer change of their own.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { changeStory, visit } from "./lib/form.mjs";
import { CANARIES, find, startPaper } from "./lib/paper.mjs";
import { ROOT } from "./lib/site.mjs";

/** The desk's rows of the route table: name, pattern, what it answers to. */
function desksRoutes() {
  const table = fs.readFileSync(path.join(ROOT, "cgi/routes.c"), "utf8");
  return [...table.matchAll(/^ {4}\{"([a-z-]+)", "(\/admin[^"]*)",\s*(\w+)\(/gm)]
    .map(([, name, pattern, kind]) => ({ name, pattern, kind }));
}

/** The folders of pictures that a page names: one for each picture. */
function shownBy(text) {
  return text.match(/\/media\/[^"' ]+(?=\/[^"'\/ ]+\.(?:jpg|png|webp|avif))/g) ?? [];
}

async function bring(session, file, alt) {
  const csrf = await session.csrf();
  const res = await session.postFiles("/admin/media", { csrf, inline_alt: alt, inline_file: file });
  assert.equal(res.status, 200, res.text);
}

describe("an author", () => {
  let site, editor, author, ids;
  before(async () => {
    site = await startPaper();
    editor = await site.signIn();
    author = await site.signIn({ login: "rosa", role: "author", name: "Rosa Okello" });
    const { stdout } = await site.dateline("story", "list", site.folder, "--json", "--state", "draft");
    const drafts = JSON.parse(stdout).length;
    assert.ok(drafts > 0);
    // A picture that an editor has brought, for a story that readers have not seen.
    const bytes = fs.readFileSync(path.join(ROOT, "tests/fixtures/pictures/small.webp"));
    await bring(editor, { filename: "draftcanary.webp", type: "image/webp", bytes },
                "Draftcanary of a quay");
    ids = Array.from({ length: 16 }, (_, i) => i + 1);
  });
  after(() => site.stop());

  const own = (more = {}) => changeStory(author, "/admin/story/new",
    { act: "keep", headline: "Of my own", body: "x", section: "city", tags: "Harbour", ...more });
  const silent = (where, text) => {
    for (const word of CANARIES)
      assert.ok(!text.toLowerCase().includes(word.toLowerCase()), `${where} says ${word}`);
  };

  test("the words that are sought are there for an editor", async () => {
    const seen = (await visit(editor, "/admin/story/new")).text + (await visit(editor, "/admin/")).text;
    for (const word of ["Draftcanary", "Secondcanary", "Stagedcanary"])
      assert.ok(seen.includes(word), word);
    assert.ok(seen.includes("Draftcanary of a quay"));
  });

  test("reads nothing unpublished of others in any page of the desk, nor in answers to forms", async () => {
    const csrf = await author.csrf();
    const mine = /story\/(\d+)/.exec((await own()).where)[1];
    let asked = 0;
    for (const { name, pattern, kind } of desksRoutes()) {
      if (["login", "link", "logout", "account"].includes(name)) continue;
      const places = pattern.includes("{id}") ? [...ids, mine].map((id) => pattern.replace("{id}", id))
        : [pattern];
      for (const place of places)
        for (const query of ["", "?text=draft", "?text=waiting", "?text=live", "?revision=1", "?a=1&b=2",
                             "?state=draft", "?state=scheduled", "?state=withdrawn", "?state=binned",
                             "?q=canary", "?kind=news&section=city", "?before=9999999999999-9999"]) {
          if (kind === "POSTED" || (pattern === "/admin/" ? false : query.includes("state"))) continue;
          const { text } = await author.get(place + query);
          silent(place + query, text);
          asked++;
        }
      if (kind === "EDITOR") continue;
      for (const place of places)
        for (const fields of [{}, { story_id: place.match(/\d+/)?.[0] ?? "9", hero_id: "3" },
                              { headline: "x", body: "x", tags: "Draftcanar, Harbour", kind: "news",
                                bylines: "Scheduledcanar", hero_id: "3", do: "keep", act: "keep" }]) {
          const { text, status } = await author.post(place, { csrf, ...fields });
          assert.ok(status < 500, `${place}: ${status}`);
          silent(place, text.replaceAll(/value="[^"]*"|“[^”]*”/g, ""));
          asked++;
        }
    }
    assert.ok(asked > 200, `${asked}`);
  });

  test("is offered nothing unpublished of others while typing", async () => {
    let shown = 0;
    for (const word of CANARIES)
      for (const kind of ["story", "byline", "tag", "source"]) {
        const where = `/admin/suggest?kind=${kind}&q=${word.slice(0, -3).toLowerCase()}`;
        silent(where, (await author.get(where)).text);
        shown += JSON.parse((await editor.get(where)).text).length;
      }
    assert.ok(shown > 0, "an editor is");
  });

  test("is offered the pictures that they brought or that readers see, and shows no others", async () => {
    const listed = (await site.dateline("story", "list", site.folder, "--json", "--state", "live")).stdout;
    const seen = new Set();
    for (const { path: where } of JSON.parse(listed))
      for (const name of shownBy((await site.get(where)).text)) seen.add(name);
    const offered = [];
    for (let id = 1; id <= 4; id++) {
      const page = await visit(author, "/admin/story/new");
      const fields = { headline: `Picture ${id}`, body: "x", hero_id: String(id), new_names: "1" };
      const preview = page.request("Preview", fields);
      const { text } = await author.post(preview.action, preview.fields);
      const shown = shownBy(text);
      assert.ok(shown.every((name) => seen.has(name)), `picture ${id}: ${shown}`);
      const saved = await page.press("Save draft", fields);
      if (shown.length) {
        offered.push(id);
        assert.equal(saved.status, 200, saved.said);
        continue;
      }
      assert.equal(saved.status, 422, `picture ${id}`);
      assert.match(saved.said, /The picture is not there any more/);
      assert.ok(shownBy(saved.text).every((name) => seen.has(name)), `picture ${id}`);
      silent(`the form with picture ${id}`, saved.text);
    }
    assert.equal(offered.length, 1, `${offered}`);
    // What a text that waits says of a picture that readers know is not theirs to read, either.
    await changeStory(editor, "/admin/story/new", {
      headline: "To come", body: "x", section: "city", hero_id: String(offered[0]), hero_credit: "Joss Pellew",
      hero_alt: "A quay.", hero_caption: "Scheduledcanary.", when_at: "2190-01-05T09:00" });
    silent("a picture that is offered", (await visit(author, "/admin/story/new")).text);
    const file = fs.readFileSync(path.join(ROOT, "tests/fixtures/pictures/small.webp"));
    await bring(author, { filename: "mine.webp", type: "image/webp", bytes: file }, "");
    const page = await visit(author, "/admin/story/new");
    assert.match(page.text, /name="hero_id" value="[1-9]/, "the same picture, brought by themselves");
  });

  test("cannot move what an editor has approved: address and section stay", async () => {
    const begun = await own({ headline: "A bridge to come", slug: "to-come" });
    const where = /\/admin\/story\/\d+/.exec(begun.where)[0];
    const page = await visit(author, where);
    const moved = await page.press("Save draft", { slug: "to-come-2", section: "reviews" });
    assert.equal(moved.status, 200, moved.said);
    await changeStory(editor, where, { when_at: "2190-01-05T09:00", others_read: "1" });
    const form = await visit(author, where);
    assert.match(form.text, /<input [^>]*id="slug"[^>]* readonly/);
    const save = form.buttons().find((w) => /^Save/.test(w));
    for (const [field, value] of [["slug", "elsewhere"], ["section", "city"]]) {
      const refused = await form.press(save, { [field]: value, body: "More." });
      assert.equal(refused.status, 422, field);
      assert.match(refused.said, /An editor has approved this story: only an editor can change its address/);
      assert.equal(refused.value("body"), "More.");
    }
    assert.equal((await form.press(save, { body: "More." })).status, 200);
    const { path: at } = (await find(site, "to-come-2"));
    assert.equal(at, "/2190/01/to-come-2");
    await site.dateline("story", "publish", site.folder, /\d+$/.exec(where)[0], "--on", "waiting",
                       "--others-read");
    assert.equal((await author.post(where, { ...form.fields, slug: "elsewhere" })).status, 403);
  });
});
