// Which text each gesture acts on: every cell of the tables of docs/texts.md is tried, over HTTP as a
// browser without scripts does it, from the command line, and in Chromium.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { launch, openPage } from "./lib/browser.mjs";
import { unfold } from "./lib/desk.mjs";
import { visit } from "./lib/form.mjs";
import { dateline, startSite, tempFolder } from "./lib/site.mjs";
import { LATER_STILL, STATE_NAMES, makeStory, readTables, textsOf, typeInto } from "./lib/texts.mjs";

const { desk, commands } = readTables();

/** Calls work with each of a list, some at a time. → what each came to */
async function inTurns(list, width, work) {
  const out = [], queue = [...list.entries()];
  const one = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) out[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: width }, one));
  return out;
}

const WHEN = { "as it is": null, cleared: "", later: LATER_STILL, past: "2020-01-05T09:00" };
const KINDS = { update: "update", correction: "correction", "minor fix": "minor" };

/** What somebody types who is going to press that button. */
function typing(page, { gesture, when }) {
  const kind = Object.keys(KINDS).find((k) => gesture.includes(k));
  const at = WHEN[when];
  return { body: typeInto(page.value("body")), ...(at === null ? {} : { when_at: at }),
           ...(kind ? { edit: KINDS[kind], note: "What is new.", wrong: "It was so.", right: "It is so." }
             : {}) };
}
/** … and what else its form needs. */
const more = (page, { gesture }) => ({
  "Return it": () => ({ review_words: "Ask the port, too." }),
  Withdraw: () => ({ reason: "It was wrong.", confirm: "1" }),
  "Set Updated": () => ({ set_updated_at: /name="set_published_at" value="([^"]+)"/.exec(page.text)[1] }),
  "Change the notice": () => ({ first: "It was not so." }),
}[gesture]?.());

/** The button meant: its words may end in a time. */
const named = (page, words, changes) =>
  page.buttons(changes).find((b) => (words.endsWith("…") ? b.startsWith(words.slice(0, -2)) : b === words));

/** Says yes to whatever the page asks. */
const yes = ({ text }) => Object.fromEntries(
  ["others_read", "replaces_draft"].filter((n) => text.includes(`name="${n}"`)).map((n) => [n, "1"]));

describe("what a gesture does is what docs/texts.md says", () => {
  let site, people, browser;
  before(async () => {
    site = await startSite({ workers: 4 });
    const [ines, tomas, ada] = [
      await site.signIn({ login: "ines", name: "Ines" }),
      await site.signIn({ login: "tomas", name: "Tomas" }),
      await site.signIn({ login: "ada", name: "Ada", role: "author" })];
    people = [{ name: "same editor", session: ines, begun: ines },
              { name: "other editor", session: tomas, begun: ines },
              { name: "author", session: ada, begun: ada }];
    people.editor = ines;
    browser = await launch();
  });
  after(async () => {
    await browser.close();
    await site.stop();
  });

  const texts = (story) => textsOf(site, people.editor, story);
  /** What a story in that state holds before anything is done: Enter leaves it so. */
  const startOf = (state) => desk.find((row) => row.state === state && row.gesture === "Enter").people[0];

  /** Stories that a cell has left as they were, for another cell: making one takes longer than trying it. */
  const left = new Map();
  const poolOf = (state, begun) => {
    const key = `${state} ${people.findIndex((p) => p.begun === begun)}`;
    return left.get(key) ?? left.set(key, []).get(key);
  };
  const story = async (state, begun) =>
    poolOf(state, begun).pop() ?? makeStory(state, { begun, editor: people.editor });

  /** The request of an editor's form, made by hand by somebody who has no such form. */
  async function forged(row, session, one) {
    const page = await visit(people.editor, `${one.where}?text=${row.form}`);
    const changes = { ...typing(page, row), ...more(page, row) };
    const shown = row.when === "as it is" ? page : await page.show(changes);
    const words = row.gesture === "Ctrl+S" ? page.buttons().find((b) => /^Save/.test(b))
      : named(shown, row.gesture, changes) ?? assert.fail(`an editor has no “${row.gesture}”`);
    const { action, fields } = shown.request(words, changes);
    const { status } = await session.post(action, { ...fields, csrf: await session.csrf() });
    assert.ok([403, 422].includes(status), `forged: ${status}`);
  }

  /** One cell over HTTP. → what came of it, in the words of the table */
  async function overHttp(row, who) {
    const one = await story(row.state, who.begun);
    const came = await tryOverHttp(row, who, one);
    if (row.gesture === "Enter" || ["may not", "none", "no"].includes(came)) poolOf(row.state, who.begun).push(one);
    return came;
  }

  async function tryOverHttp(row, { session }, one) {
    const start = startOf(row.state);
    const page = await visit(session, `${one.where}?text=${row.form}`);
    if (page.status === 403 || !page.forms.some((f) => f.id === "story")) {
      if (row.gesture !== "Enter") await forged(row, session, one);
      assert.equal(await texts(one), start);
      return "may not";
    }
    assert.equal(page.value("on"), row.form);
    const changes = { ...typing(page, row), ...more(page, row) };
    if (row.gesture === "Enter") {
      assert.match(page.text, /<form id="story"[^>]*>\s*<button disabled hidden><\/button>/,
                   "Enter would press the form's first button: it is none that acts");
      return texts(one);
    }
    const words = (p) => (row.gesture === "Ctrl+S" ? p.buttons().find((b) => /^Save/.test(b))
      : named(p, row.gesture, changes));
    const shown = row.when !== "as it is" && page.buttons().includes("Show what the button will do")
      ? await page.show(changes) : page;
    if (!words(shown)) {
      await forged(row, session, one);
      assert.equal(await texts(one), start);
      return "none";
    }
    const next = await shown.press(words(shown), changes);
    if (next.where.includes("saved=")) return texts(one);
    assert.equal(await texts(one), start, "what is refused or asked changes nothing");
    if (Object.keys(yes(next)).length === 0) return "no";
    const then = await next.press(words(next), { ...changes, ...yes(next) });
    if (then.where.includes("saved=")) return `asks; ${await texts(one)}`;
    assert.equal(await texts(one), start);
    return "no";
  }

  for (const state of STATE_NAMES)
    test(`over HTTP: ${state}`, async () => {
      const cells = desk.filter((row) => row.state === state)
        .flatMap((row) => people.map((who, i) => ({ row, who, expected: row.people[i] })));
      assert.ok(cells.length > 15, `${state} has ${cells.length} cells`);
      const attempt = async ({ row, who, expected }) => {
        const cell = `${row.form}, ${row.when}, ${row.gesture}, ${who.name}`;
        const got = await overHttp(row, who).catch((e) => `${e.message} ${e.stack.split("\n")[1]}`);
        return got === expected ? null : `${cell}: ${got}, not ${expected}`;
      };
      // A page names who led when it was shown: two that lead at once refuse one another.
      const leads = ({ row }) => row.gesture.startsWith("Lead ");
      const wrong = [...await inTurns(cells.filter((c) => !leads(c)), 4, attempt),
                     ...await inTurns(cells.filter(leads), 1, attempt)];
      assert.deepEqual(wrong.filter(Boolean), []);
    });

  /** What each control that is seen is in its form, and which button the form offers first: Enter does the
   *  same in those that are alike. null: it is not seen. */
  const kindsOf = (controls) => controls.evaluateAll((all) => all.map((c) => {
    const first = [...(c.form?.elements ?? [])].find((e) => e.matches("button, [type=submit]"));
    return c.checkVisibility({ checkVisibilityCSS: true })
      ? [c.name, c.type, c.form?.id, c.form?.getAttribute("action")?.replace(/\d+/g, ""),
         first?.disabled ? "none" : first?.textContent].join("|")
      : null;
  }));
  const pressed = new Set();

  /** Enter in every kind of control that is seen on the page. → how many controls there were */
  async function enterEverywhere(page) {
    await page.locator("details").evaluateAll((all) => all.forEach((d) => (d.open = true)));
    const controls = page.locator("main input:not([type=hidden],[type=file]), main select");
    const kinds = await kindsOf(controls);
    for (const [i, kind] of kinds.entries()) {
      if (kind === null || pressed.has(kind)) continue;
      pressed.add(kind);
      await controls.nth(i).focus();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Escape"); // a list that Enter has opened
    }
    return kinds.length;
  }

  async function typeIn(page, row, values) {
    await page.fill("#body", values.body);
    if (values.edit) await page.check(`[name=edit][value=${values.edit}]`);
    for (const name of { update: ["note"], correction: ["wrong", "right"] }[values.edit] ?? [])
      await page.fill(`#${name}`, values[name]);
    if (values.when_at !== undefined) await page.fill("#when_at", values.when_at);
    if (row.gesture === "Return it") await page.getByText("Return it with a note").click();
    if (row.gesture === "Return it") await page.fill("#review_words", values.review_words);
    if (row.gesture === "Withdraw") await page.getByText("Withdraw the story").click();
    if (row.gesture === "Withdraw") await page.check("#confirm");
    for (const name of ["reason", "set_updated_at"])
      if (values[name] !== undefined) await page.fill(`#${name}`, values[name]);
    if (values.first) await page.fill("#notice", values.first);
  }

  /** A gesture in the browser, and what the page says then. */
  async function gestureIn(page, { gesture }) {
    if (gesture === "Enter") {
      const posted = [], where = page.url();
      const opened = () => posted.push("another page");
      const sent = (r) => r.method() === "POST" && !/name="action"\s+line/.test(r.postData() ?? "") &&
        !r.url().endsWith("/admin/copy") && posted.push(r.url()); // what is typed, for its writer alone
      page.on("popup", opened).on("request", sent);
      assert.ok((await enterEverywhere(page)) > 15);
      page.off("popup", opened).off("request", sent);
      assert.deepEqual([page.url(), posted], [where, []], "Enter has sent something");
      return;
    }
    const name = gesture.endsWith("…") ? new RegExp(`^${gesture.slice(0, -2)}`) : gesture;
    const button = gesture === "Ctrl+S" ? page.locator("#keep")
      : page.getByRole("button", { name, exact: typeof name === "string" });
    const stays = (await button.getAttribute("id")) === "keep";
    const answered = Promise.race([page.waitForEvent("load"), ...(stays ? [savedHere(page)] : [])]);
    if (gesture === "Ctrl+S") await page.keyboard.press("Control+s");
    else await button.click();
    await answered;
  }

  /** The page stays, and its line says that it is saved. Nothing when it does not. */
  const savedHere = (page) => page.waitForFunction(() =>
    /^(Saved|Nothing had changed)/.test(document.getElementById("save_state").textContent))
    .catch(() => new Promise(() => {}));

  /** Whether the page, or the line of a page that stayed, says that it is done. */
  const isDone = async (page) => /saved=/.test(page.url()) ||
    /^(Saved|Nothing had changed)/.test(await page.textContent("#save_state"));

  /** One cell in Chromium, as the same editor. */
  async function inChromium(page, row) {
    const one = await story(row.state, people.editor);
    const start = startOf(row.state);
    page.troubles.length = 0;
    try {
      await page.goto(`${one.where}?text=${row.form}`);
      const read = await visit(people.editor, `${one.where}?text=${row.form}`);
      const values = { ...typing(read, row), ...more(read, row) };
      await typeIn(page, row, values);
      await gestureIn(page, row);
      if (row.gesture === "Enter" || (await isDone(page))) return await texts(one);
      assert.equal(await texts(one), start, "what is refused or asked changes nothing");
      const box = page.locator("[name=others_read], [name=replaces_draft]");
      if (!(await box.count())) return "no";
      await box.check();
      await gestureIn(page, row);
      assert.ok(await isDone(page));
      return `asks; ${await texts(one)}`;
    } finally {
      assert.deepEqual(page.troubles.filter((t) => !/status of 4(09|22)/.test(t)), []);
    }
  }

  /** Pages that are free: a new one takes the browser longer than a gesture. */
  async function pageOf(context, free) {
    if (free.length) return free.pop();
    const page = await openPage(context);
    await unfold(page);
    page.on("dialog", (d) => d.accept().catch(() => {}));
    return page;
  }

  /** In the browser each button once per form, Ctrl+S and Enter in each form of each state: what the
   *  states make of the same request has been tried above. */
  const seen = new Set();
  const inBrowser = desk.filter(({ state, form, gesture }) => {
    const button = gesture.replace(/(an?) (update|correction)|update|correction/, (k, a) => (a ? "a minor fix" : "minor fix"));
    const key = `${button === "Ctrl+S" || button === "Enter" ? state : ""} ${form} ${button}`;
    return !seen.has(key) && seen.add(key);
  });

  test("in Chromium", async () => {
    const context = await browser.newContext({ baseURL: site.url });
    context.setDefaultTimeout(60000);
    await context.addCookies(people.editor.browserCookies());
    const free = [];
    const wrong = await inTurns(inBrowser, 2, async (row) => {
      const page = await pageOf(context, free);
      const got = await inChromium(page, row).catch((e) => `${e.message} ${e.stack.split("\n")[1]}`);
      free.push(page);
      const cell = `${row.state}: ${row.form}, ${row.when}, ${row.gesture}`;
      return got === row.people[0] ? null : `${cell}: ${got}, not ${row.people[0]}`;
    });
    await context.close();
    assert.deepEqual(wrong.filter(Boolean), []);
    assert.ok(pressed.size > 15, `Enter was pressed in ${pressed.size} kinds of controls`);
  });

  test("from the command line", async () => {
    const files = tempFolder("files");
    const wrong = await inTurns(commands, 4, async ({ state, command, expected }) => {
      const one = await story(state, people.editor);
      const start = startOf(state);
      const file = path.join(files, `${one.id}.md`);
      fs.writeFileSync(file, `---\ntitle: Matrix\nslug: ${one.slug}\nsection: news\n---\n` +
        "Begin Filewords.\n\nMiddle.\n\nEnd.\n");
      const [verb, ...rest] = command.split(" ");
      const args = verb === "post" ? ["post", site.folder, file, "--id", one.id]
        : ["publish", site.folder, one.id];
      const run = async (more) =>
        (await dateline(["story", ...args.map(String), ...rest, ...more], { allow: [0, 1] })).code === 0;
      let got;
      if (await run([])) got = await texts(one);
      else {
        assert.equal(await texts(one), start);
        got = (await run(["--others-read"])) ? `asks; ${await texts(one)}` : "no";
      }
      return got === expected ? null : `${state}, ${command}: ${got}, not ${expected}`;
    });
    assert.deepEqual(wrong.filter(Boolean), []);
  });
});
