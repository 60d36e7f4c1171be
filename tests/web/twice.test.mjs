// Forms that are pressed twice: one effect, and the same answer both times.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import { after, before, describe, test } from "node:test";

import { visit } from "./lib/form.mjs";
import { encodeForm } from "./lib/http.mjs";
import { A_WHILE, openReport, sendReport } from "./lib/report.mjs";
import { ROOT, sleep, startSite } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";
import { bodyOf, makeStory, typeInto } from "./lib/texts.mjs";

const PASSWORDS = ["seven herons walk uphill", "nine otters sleep at noon"];
const TIMES = 100;
let site;
before(async () => {
  site = await startSite();
});
after(() => site.stop());

/** The same request twice at once, with the cookies of now. → both answers */
function twice(session, { action, fields }) {
  const cookies = new Map(session.jar);
  const press = () => {
    session.jar = new Map(cookies);
    return session.post(action, fields);
  };
  return Promise.all([press(), press()]);
}

function assertSame([one, other], status, location) {
  for (const answer of [one, other]) {
    assert.equal(answer.status, status, answer.text);
    if (location) assert.match(answer.headers.location, location);
  }
  assert.equal(one.headers.location, other.headers.location);
}

const countSessions = async (session) =>
  (await session.get("/admin/account")).text.match(/class="agent"/g).length;

test("a decision on a report is one decision", async () => {
  const story = await publishStory(site, { title: "Quiet water", slug: "quiet", body: "One." });
  const form = await openReport(site, story.path);
  await sleep(A_WHILE);
  const sent = [1, 2].map(() => sendReport(site, form, { message: "It was loud." }));
  assertSame(await Promise.all(sent), 303, /report\?sent=1$/);
  const editor = await site.signIn();
  assert.doesNotMatch((await editor.get("/admin/reports")).text, /\/admin\/report\/2/);
  for (let i = 0; i < TIMES; i++) {
    const page = await visit(editor, "/admin/report/1");
    const request = page.request(i % 2 ? "Open it again" : "Done");
    assertSame(await twice(editor, request), 303, i % 2 ? /saved=report-open/ : /saved=report-closed/);
  }
  const log = (await editor.get(`/admin/story/${story.id}/history`)).text;
  assert.ok(log.match(/closed a report/g).length <= TIMES / 2);
});

test("a picture is one picture however often it is sent", async () => {
  const editor = await site.signIn();
  const csrf = await editor.csrf();
  const bytes = fs.readFileSync(`${ROOT}/tests/fixtures/pictures/large.jpg`);
  const send = () => editor.postFiles("/admin/media", {
    csrf, inline_alt: "Herons", inline_file: { filename: "herons.jpg", type: "image/jpeg", bytes } });
  const first = await Promise.all([send(), send()]);
  assert.equal(first[0].status, 200, first[0].text);
  for (let i = 0; i < TIMES; i++) first.push(await send());
  assert.equal(new Set(first.map((answer) => answer.text)).size, 1);
});

test("a sign-in begins one session, and the password is tried each time", async () => {
  const ines = await site.signIn({ login: "ines", name: "Ines" });
  let page = await visit(ines, "/admin/account");
  const [password] = PASSWORDS;
  await page.press("Change password", { password, again: password });
  page = await visit(ines, "/admin/account");
  await page.press("Sign out");
  for (let i = 0; i < 5; i++) {
    page = await visit(ines, "/admin/login");
    const request = page.request("Sign in", { login: "ines", password });
    const answers = await twice(ines, request);
    assertSame(answers, 303, /^\/admin\/$/);
    assert.deepEqual(answers[0].setCookies, answers[1].setCookies);
    assert.equal(await countSessions(ines), 1);
    await (await visit(ines, "/admin/account")).press("Sign out");
  }
  page = await visit(ines, "/admin/login");
  const { action, fields } = page.request("Sign in", { login: "ines", password });
  const cookies = new Map(ines.jar);
  assert.equal((await ines.post(action, fields)).status, 303);
  ines.jar = cookies;
  assert.equal((await ines.post(action, { ...fields, password: ["wrong wrong wrong"] })).status, 403);
});

test("a one-time link that is pressed twice signs its browser in, and no other", async () => {
  await site.dateline("user", "add", site.folder, "lotte", "--name", "Lotte", "--role", "editor");
  const lotte = await site.signIn({ login: "lotte" });
  for (let i = 0; i < TIMES; i++) {
    const { stdout } = await site.dateline("user", "link", site.folder, "lotte");
    const { pathname, search } = new URL(stdout.trim().split("\n").pop());
    lotte.jar.clear();
    const page = await visit(lotte, pathname + search);
    const request = page.request("Sign in as Lotte");
    const answers = await twice(lotte, request);
    assertSame(answers, 303, /^\/admin\/$/);
    assert.deepEqual(answers[0].setCookies, answers[1].setCookies);
    assert.equal((await lotte.get("/admin/")).status, 200);
    if (i > 0) continue;
    const stranger = await site.signIn();
    stranger.jar.clear();
    const theirs = await visit(stranger, "/admin/login");
    const csrf = theirs.forms[0].controls.find((c) => c.name === "csrf").value;
    const used = await stranger.post(request.action, { ...request.fields, csrf: [csrf] });
    assert.equal(used.status, 410);
  }
});

test("a new password is said to be changed twice, and other words on the form are not", async () => {
  const tomas = await site.signIn({ login: "tomas", name: "Tomas" });
  let current = null;
  for (let i = 0; i < 10; i++) {
    const page = await visit(tomas, "/admin/account");
    const password = PASSWORDS[i % 2];
    const request = page.request("Change password", { current, password, again: password });
    const answers = await twice(tomas, request);
    assertSame(answers, 303, /^\/admin\/account\?saved=password$/);
    assert.deepEqual(answers[0].setCookies, answers[1].setCookies);
    assert.equal(await countSessions(tomas), 1);
    current = password;
  }
  const page = await visit(tomas, "/admin/account");
  const [password, other] = ["ten geese cross a field", "six crows ask for bread"];
  const { action, fields } = page.request("Change password", { current, password, again: password });
  const before = new Map(tomas.jar);
  const others = { ...fields, password: [other], again: [other] };
  assert.equal((await tomas.post(action, fields)).status, 303);
  const csrf = await tomas.csrf();
  const refused = await tomas.post(action, { ...others, csrf });
  assert.equal(refused.status, 422);
  assert.match(refused.text, /That is not your current password/);
  const changed = await tomas.post(action, { ...others, current: [password], csrf });
  assert.match(changed.headers.location, /saved=password/);
  tomas.jar = before;
  const late = await tomas.post(action, fields);
  assert.equal(late.headers.location, "/admin/login?saved=password-signed-out");
  const login = await tomas.get(late.headers.location);
  assert.match(login.text, /Your password is changed\. Sign in with the new one\./);
});

test("a new password that is soon guessed is refused with the reason, its rule above it", async () => {
  const vera = await site.signIn({ login: "vera", name: "Vera Quist" });
  const page = await visit(vera, "/admin/account");
  assert.match(page.text, /At least 12 characters, and hard to guess/);
  for (const [password, why] of [["TheTestPaper2026", /names that go with this paper or with you/],
                                 ["Quist.Vera2026", /names that go with this paper or with you/],
                                 ["CityReviewsNews", /names that go with this paper|Four words/],
                                 ["qazwsxedcrfv", /Four words/], ["abcdefghijkl", /pattern/]]) {
    const { action, fields } = page.request("Change password", { password, again: password });
    const answer = await vera.post(action, fields);
    assert.equal(answer.status, 422, password);
    assert.match(answer.text, why, password);
  }
});

test("sessions are ended once, and whoever signs out twice is signed out", async () => {
  const saskia = await site.signIn({ login: "saskia", name: "Saskia" });
  for (let i = 0; i < 5; i++) {
    await site.signIn({ login: "saskia" });
    const page = await visit(saskia, "/admin/account");
    const request = page.request("End all others");
    assertSame(await twice(saskia, request), 303, /saved=sessions-ended/);
    await site.signIn({ login: "saskia" });
    assert.match((await saskia.post(request.action, request.fields)).headers.location,
                 /saved=sessions-ended/);
    assert.equal(await countSessions(saskia), 2, "one that began since goes on");
    await (await visit(saskia, "/admin/account")).press("End all others");
  }
  const { action, fields } = (await visit(saskia, "/admin/")).request("Sign out");
  const cookies = new Map(saskia.jar);
  for (let i = 0; i < 3; i++) {
    saskia.jar = new Map(cookies);
    const answer = await saskia.post(action, fields);
    assert.equal(answer.headers.location, "/admin/login?saved=signed-out");
  }
});

describe("a story's form that arrives twice is done once", () => {
  let ines;
  before(async () => (ines = await site.signIn({ login: "ines", name: "Ines" })));
  const story = (state) => makeStory(state, { begun: ines, editor: ines });
  const reads = async (one) => {
    const now = new Date().toISOString();
    return (await site.get(`/${now.slice(0, 4)}/${now.slice(5, 7)}/${one.slug}`)).text;
  };
  const show = async (one) =>
    JSON.parse((await site.dateline("story", "show", site.folder, String(one.id), "--json")).stdout);
  /** The same form sent by another press: a number of its own. */
  const fresh = (fields) => ({ ...fields, form: crypto.randomBytes(24).toString("base64url") });

  /** Sends it on a connection that ends before the answer: nobody hears what came of it. */
  function lose(session, { action, fields }) {
    const body = encodeForm(fields);
    const { hostname, port } = new URL(site.url);
    return new Promise((resolve) => {
      const req = http.request({ hostname, port, method: "POST", path: action, agent: false, headers: {
        cookie: session.cookie, origin: site.url, "content-length": Buffer.byteLength(body),
        "content-type": "application/x-www-form-urlencoded" } });
      req.on("error", resolve);
      req.end(body, () => setTimeout(() => req.destroy(), 20));
      req.on("close", resolve);
    });
  }
  const send = ({ action, fields }) => ines.post(action, fields);
  const count = async () =>
    JSON.parse((await site.dateline("story", "list", site.folder, "--json", "--limit", "5000")).stdout).length;

  test("three presses, and one whose answer was lost, make one story", async () => {
    const page = await visit(ines, "/admin/story/new");
    const stories = await count();
    const request = page.request("Publish now", { headline: "Pressed", body: "Once.", section: "news" });
    await lose(ines, request);
    const answers = await Promise.all([1, 2, 3].map(() => send(request)));
    assert.deepEqual(new Set(answers.map((a) => a.status)), new Set([303]));
    assert.equal(new Set(answers.map((a) => a.headers.location)).size, 1);
    assert.equal(await count(), stories + 1);
    const feed = JSON.parse((await site.get("/feed.json")).text);
    assert.equal(feed.items.filter((i) => i.title === "Pressed").length, 1);
  });

  test("a correction that is sent twice is printed once and accuses nobody", async () => {
    const one = await story("Live");
    const page = await visit(ines, one.where);
    const request = page.request("Publish correction", {
      body: typeInto(page.value("body")), edit: "correction", wrong: "It was so.", right: "It is so." });
    const first = await send(request), second = await send(request);
    assert.equal(second.status, 303, second.text);
    assert.equal(second.headers.location, first.headers.location);
    const next = await visit(ines, first.headers.location);
    await next.press("Publish minor fix", { body: `${next.value("body")}\n\nMore.` });
    assert.equal((await show(one)).corrections.length, 1);
  });

  test("going back and pressing again does nothing more, and with other words goes on from there",
       async () => {
    const page = await visit(ines, "/admin/story/new");
    const typed = { headline: "Back", slug: "back", body: "Once.", section: "news" };
    const where = (await page.press("Save draft", typed)).where.split("?")[0];
    const stories = await count();
    assert.equal((await page.press("Save draft", typed)).where.split("?")[0], where);
    const on = await page.press("Save draft", { ...typed, body: "Once more." });
    assert.equal(on.where.split("?")[0], where, "no second story");
    assert.equal(on.value("body"), "Once more.");
    const out = await visit(ines, "/admin/story/new");
    const live = { headline: "Out", slug: "out", body: "Once.", section: "news" };
    const path = (await out.press("Publish now", live)).where.split("?")[0];
    const asked = await out.press("Publish now", { ...live, body: "Twice." });
    assert.equal(asked.status, 409);
    assert.match(asked.said, /You saved this text yourself/);
    assert.match(await reads({ slug: "out" }), /Once\./);
    assert.match((await asked.press("Publish minor fix")).where, new RegExp(`^${path}\\?saved=minor`));
    assert.match(await reads({ slug: "out" }), /Twice\./);
    assert.equal(await count(), stories + 1);
  });

  test("1,000 double presses and 1,000 that are sent again make one of each", async () => {
    const HALF = 500, stories = await count();
    const page = await visit(ines, "/admin/story/new");
    const form = page.request("Publish now", { body: bodyOf(""), section: "news" });
    const wrong = [];
    async function press(request, again) {
      const [one, two] = await Promise.all([send(request), send(request)]);
      const three = again && (await send(request));
      const places = [one, two, three].filter(Boolean)
        .map((r) => `${r.status} ${r.headers.location ?? r.text}`);
      if (new Set(places).size !== 1 || one.status !== 303) wrong.push(places.join(", "));
      return one.headers.location;
    }
    let next = 0;
    const done = [];
    await Promise.all(Array.from({ length: 8 }, async () => {
      while (next < HALF) {
        const headline = `Double ${++next}`;
        const where = await press({ action: form.action, fields: fresh({ ...form.fields, headline }) }, true);
        assert.ok(where, wrong.join("; "));
        const live = await visit(ines, where);
        done.push(/Now at (\/\S+?)\. When/.exec(live.text)[1]);
        await press(live.request("Publish correction", {
          body: typeInto(live.value("body")), edit: "correction", wrong: "So.", right: "Not so." }), true);
      }
    }));
    assert.deepEqual(wrong, []);
    assert.equal(await count(), stories + HALF, "one story each");
    for (const one of done) {
      const { status, text } = await site.get(one);
      assert.equal(status, 200, one);
      assert.match(text, /data-revision="2" data-corrections="1"/, "one publication and one correction each");
    }
  });
});
