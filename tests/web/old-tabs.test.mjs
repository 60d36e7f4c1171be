// old-tabs.test.mjs: a page that was left open for a while, and a button that removes, ends, merges, hides or moves something:
// it does that to what it had shown. What somebody else put there since is told first, and stays until the next press.
//
// Each row of the table of addresses that takes a form stands below: with what is tried here, or with the reason why an old page can
// do no harm, or with the test that tries it.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { visit } from "./lib/form.mjs";
import { ROOT, startSite } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";
import { LATER_STILL, makeStory, textsOf, typeInto } from "./lib/texts.mjs";

let site, ines, tomas;
before(async () => {
  site = await startSite();
  ines = await site.signIn({ login: "ines", name: "Ines", role: "admin" });
  tomas = await site.signIn({ login: "tomas", name: "Tomas", role: "admin" });
});
after(() => site.stop());

const plain = (html) => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
const story = (state, begun = ines) => makeStory(state, { begun, editor: ines });
const ADD = ["section", "add"];

/** The old page, its button, what somebody else does meanwhile, and what must be so until the second press and after it. */
async function late(where, words, { typed = {}, meanwhile, stays, then, status = 409 }) {
  const old = await visit(tomas, where);
  await meanwhile();
  const asked = await old.press(words, typed);
  assert.equal(asked.status, status, `${asked.where}: ${asked.said}`);
  await stays(asked);
  if (!then) return;
  const done = await asked.press(words, typed);
  assert.match(done.where, /saved=/, `${done.status}: ${done.said}`);
  await then(done);
}

const CASES = {
  "story-bin": async () => {
    const one = await story("Draft");
    await late(one.where, "Put it into the bin", {
      meanwhile: async () => {
        const page = await visit(ines, one.where);
        await page.press("Save draft", { body: typeInto(page.value("body")) });
      },
      stays: async (asked) => {
        assert.match(asked.said, /Somebody has written on since you opened this page/);
        assert.equal(await textsOf(site, ines, one), "– / – / D+");
      },
      then: async (done) => assert.match(done.said, /In the bin/),
    });
  },
  "story-unschedule": async () => {
    const one = await story("Live, and a change waits");
    await late(`${one.where}?text=waiting`, "Take the waiting change off the schedule", {
      meanwhile: async () => {
        const page = await (await visit(ines, `${one.where}?text=waiting`)).show({ when_at: LATER_STILL });
        const done = await page.press(page.buttons().find((b) => /^Change what waits/.test(b)), { when_at: LATER_STILL });
        assert.match(done.where, /saved=waits/, done.said);
      },
      stays: async (asked) => {
        assert.match(asked.said, /It waits for another time by now/);
        assert.equal(await textsOf(site, ines, one), "L / W / –");
      },
      then: async () => assert.equal(await textsOf(site, ines, one), "L / – / W"),
    });
  },
  "story-discard": async () => {
    const one = await story("Live and a draft");
    await late(one.where, "Discard the draft", {
      status: 422,
      meanwhile: async () => {
        const page = await visit(ines, `${one.where}?text=draft`);
        await page.press("Save draft", { body: typeInto(page.value("body")) });
      },
      stays: async (asked) => {
        assert.match(asked.said, /There is another draft by now/);
        assert.equal(await textsOf(site, ines, one), "L / – / D+");
      },
      then: async () => assert.equal(await textsOf(site, ines, one), "L / – / –"),
    });
  },
  /** The small forms beside a story form that was refused name what that page had shown, too. */
  "story-edit": async () => {
    const one = await story("Live");
    const old = await visit(tomas, `${one.where}?text=live`);
    const page = await visit(ines, `${one.where}?text=live`);
    await page.press("Publish minor fix", { body: typeInto(page.value("body")) });
    const refused = await old.press("Publish minor fix", { when_at: "2020-01-05T09:00" });
    assert.equal(refused.status, 422, refused.said);
    const asked = await refused.press("Withdraw", { reason: "It was wrong.", confirm: "1" });
    assert.equal(asked.status, 409, asked.said);
    assert.equal(await textsOf(site, ines, one), "L+ / – / –");
  },
  "story-review": async () => {
    const one = await story("In review");
    await late(one.where, "Return it", {
      typed: { review_words: "Ask the port, too." },
      meanwhile: async () => {
        const page = await visit(ines, one.where);
        await page.press("Save draft", { body: typeInto(page.value("body")) });
      },
      stays: async (asked) => {
        assert.match(asked.said, /Somebody has written on since you opened this page/);
        assert.match(asked.text, /Ask the port, too\./, "what was typed is there");
      },
      then: async (done) => assert.match(done.text, /Tomas returned it/),
    });
  },
  "redirects": async () => {
    const [add, remove] = [["redirect", "add"], ["redirect", "remove"]].map((c) => (...rest) => site.dateline(...c, site.folder, ...rest));
    await add("/old-port", "/one");
    const leads = async () => (await site.get("/old-port")).headers.location?.replace(site.url, "");
    await late("/admin/redirects", "Remove", {
      meanwhile: async () => {
        await remove("/old-port");
        await add("/old-port", "/two");
      },
      stays: async (asked) => {
        assert.match(asked.said, /“\/old-port” leads to “\/two” by now/);
        assert.equal(await leads(), "/two");
      },
      then: async () => assert.equal(await leads(), undefined),
    });
  },
  "sections": async () => {
    for (const name of ["Aaa", "Bbb", "Ccc"]) await site.dateline(...ADD, site.folder, name);
    const order = async () => [...(await ines.get("/admin/sections")).text.matchAll(/"\/admin\/section\/(aaa|bbb|ccc)"/g)].map(([, s]) => s).join(" ");
    const old = await visit(tomas, "/admin/sections");
    const request = (page, section) => {
      const form = page.forms.find((f) => f.controls.some((c) => c.name === "section" && c.value === section));
      return [form.action, { ...Object.fromEntries(form.controls.map((c) => [c.name, c.value])), do: "up" }];
    };
    await ines.post(...request(await visit(ines, "/admin/sections"), "bbb"));
    assert.equal(await order(), "bbb aaa ccc");
    const late = await tomas.post(...request(old, "ccc"));
    assert.equal(late.status, 409);
    assert.match(plain(late.text), /The sections stand in another order by now/);
    assert.equal(await order(), "bbb aaa ccc");
  },
  "section-edit": async () => {
    await site.dateline(...ADD, site.folder, "Harbour");
    await late("/admin/section/harbour", "Delete this section", {
      meanwhile: async () => {
        const page = await visit(ines, "/admin/section/harbour");
        await page.press("Save", { text: "All about the port." });
      },
      stays: async (asked) => {
        assert.match(asked.said, /Somebody else changed what readers see of “Harbour”/);
        assert.match(asked.text, /All about the port\./);
        assert.equal((await site.get("/harbour/")).status, 200);
      },
      then: async () => assert.equal((await site.get("/harbour/")).status, 404),
    });
  },
  "tag-edit": async () => {
    await publishStory(site, { title: "Quay", slug: "quay", tags: ["Ferries", "Boats"], date: "2020-01-08 09:30", args: ["--new-names"] });
    await late("/admin/tag/ferries", "Merge", {
      typed: { into: "Boats" },
      meanwhile: async () => {
        const page = await visit(ines, "/admin/tag/ferries");
        await page.press("Save", { text: "Those that run." });
      },
      stays: async (asked) => {
        assert.match(asked.said, /Somebody else changed what readers see of “Ferries”/);
        assert.match((await site.get("/tag/ferries/")).text, /Those that run\./);
      },
      then: async () => assert.equal((await site.get("/tag/ferries/")).status, 301),
    });
    // Undone and merged into another one since: the old page would part it from that one.
    await publishStory(site, { title: "Lock", slug: "lock", tags: ["Locks"], date: "2020-01-08 09:31", args: ["--new-names"] });
    const old = await visit(tomas, "/admin/tag/boats");
    await (await visit(ines, "/admin/tag/boats")).press("Undo");
    await (await visit(ines, "/admin/tag/ferries")).press("Merge", { into: "Locks" });
    const asked = await old.press("Undo");
    assert.equal(asked.status, 409);
    assert.match(asked.said, /It is merged into “Locks” by now/);
    assert.match((await site.get("/tag/ferries/")).headers.location, /\/tag\/locks\//);
  },
  "byline-edit": async () => {
    await publishStory(site, { title: "Mole", slug: "mole", bylines: ["Ines Okafor"], date: "2020-01-08 09:30", args: ["--new-names"] });
    const where = "/admin/byline/ines-okafor", bytes = (name) => fs.readFileSync(`${ROOT}/tests/fixtures/pictures/${name}`);
    const put = async (page, name) => {
      const { action, fields } = page.request("Save the details");
      const file = { filename: name, type: name.endsWith("png") ? "image/png" : "image/jpeg", bytes: bytes(name) };
      return page.session.postFiles(action, { ...fields, portrait: file });
    };
    assert.equal((await put(await visit(ines, where), "small.png")).status, 303);
    const portrait = async () => /class="portrait" src="([^"]+)"/.exec((await ines.get(where)).text)?.[1];
    const before = await portrait(), old = await visit(tomas, where), other = await visit(tomas, where);
    const newer = await put(await visit(ines, where), "large.jpg");
    assert.equal(newer.status, 303, newer.text);
    const now = await portrait();
    assert.notEqual(now, before);
    const asked = await old.press("Save the details", { no_portrait: "1" });
    assert.equal(asked.status, 409, asked.said);
    assert.match(asked.said, /Somebody else changed the portrait/);
    assert.equal(await portrait(), now);
    assert.equal((await put(other, "small.png")).status, 409);
    assert.equal(await portrait(), now);
    assert.match((await asked.press("Save the details", { no_portrait: "1" })).where, /saved=/);
    assert.equal(await portrait(), undefined);
  },
  "house-style": async () => {
    const add = (words) => site.dateline("style", "add", site.folder, words, "--use", "x", "--why", "So we write it.");
    const there = async () => plain((await ines.get("/admin/style")).text);
    await add("teh");
    const old = await visit(tomas, "/admin/style");
    await (await visit(ines, "/admin/style")).press("Remove");
    await add("recieve"); // it gets the number that is free
    await old.press("Remove");
    assert.match(await there(), /recieve/);
  },
  "assignment-edit": async () => {
    const list = await (await visit(ines, "/admin/assignment/new")).press("Assign", { title: "Ferry late" });
    const where = /\/admin\/assignment\/\d+/.exec(list.text)[0];
    await late(where, "Close it", {
      meanwhile: async () => (await visit(ines, where)).press("Save", { note: "The minister calls at noon." }),
      stays: async (asked) => {
        assert.match(asked.said, /Ines changed this assignment meanwhile/);
        assert.match(asked.text, /The minister calls at noon\./);
        assert.doesNotMatch(asked.text, /Open it again/);
      },
      then: async (done) => assert.match(done.text, /Open it again/),
    });
  },
};

/** Why an old page of these does no harm, or where it is tried. */
const OTHERS = {
  "guest": "adds words to notes, and removes none",
  "login": "begins a session", "login-code": "begins a session", "login-challenge": "begins a session", "login-passkey": "begins a session",
  "link": "begins a session", "logout": "ends its own session",
  "second-step": "one's own; a step off takes the code of now", "passkeys": "one's own, named by the number of the key, which is never used again",
  "account": "one's own; sessions are named by numbers that are never used again",
  "story-new": "makes one; a form that was done is answered as before (meant)",
  "story-copy": "one's own copy, as it was offered (copies)", "preview": "writes nothing", "paste": "writes nothing", "front-preview": "writes nothing",
  "story-notes": "names the thread; what was said there stays below, and opens again (notes)",
  "suggestions": "names the newest text and each change (suggestions)",
  "story-times": "names the times that were shown (meant)", "story-withdraw": "names since when readers see it (meant)",
  "story-restore": "names the text and the withdrawal (meant)", "story-take-back": "names since when readers see it (meant)",
  "story-reword": "names the words that were shown (meant)", "story-lead": "names who led (meant)",
  "media-words": "names each field of each picture (library)",
  "report-edit": "names what was decided (report)", "media-upload": "adds a picture", "media-new": "adds a picture",
  "picture": "names each field, the point, the number of stories, all that is said where it goes, since when it is replaced (library, once-more)",
  "bulk": "names each story's texts (bulk)", "prices": "names the price and the day (prices)", "settings": "names each setting (once-more)", "logo": "names the logo that was there (appearance)",
  "assignment-new": "makes one", "front-edit": "names the arrangement (front)", "import": "one at a time, and removes nothing",
  "people": "makes one", "person": "names the name and the role (people); access is as the button says",
  "report": "a reader's",
};

const posted = [...fs.readFileSync(path.join(ROOT, "cgi/routes.c"), "utf8").matchAll(/^ {4}\{"([a-z-]+)", "\/[^"]*",([^{}]*)\}/gm)]
  .filter(([, , row]) => /POSTED\(|FORM\(|ROUTE_POST/.test(row)).map(([, name]) => name);

test("every address that takes a form is accounted for", () => {
  assert.ok(posted.length > 40, String(posted.length));
  assert.deepEqual(posted.filter((name) => !(name in CASES) && !(name in OTHERS)), []);
  assert.deepEqual([...Object.keys(CASES), ...Object.keys(OTHERS)].filter((name) => !posted.includes(name)), []);
});

describe("an old page does what it says to what it had shown", () => {
  for (const [name, run] of Object.entries(CASES)) test(name, run);
});

