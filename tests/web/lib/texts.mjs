// texts.mjs: stories in each state of docs/texts.md, what is in their texts, and its tables.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

import { visit } from "./form.mjs";
import { ROOT } from "./site.mjs";

export const LATER = "2190-01-05T09:00";
export const LATER_STILL = "2190-02-05T09:00";
const instantOf = (local) => String(Date.parse(`${local}Z`)); // in January London has UTC

/** The text of a letter or more: each changes a paragraph of its own. */
export const bodyOf = (letters) =>
  ["Begin.", letters.includes("W") ? "Waitwords." : "Middle.",
   letters.includes("D") ? "Draftwords." : "End."].join("\n\n");

/** The same with a word typed into its first paragraph. */
export const typeInto = (body) => body.replace("Begin", "Begin Typedwords");

/** What a text is made of, in letters. */
export function lettersOf(text) {
  const has = (word) => text.includes(word);
  const letters = (has("Waitwords") ? "W" : "") + (has("Draftwords") ? "D" : "") +
    (has("Filewords") ? "F" : "");
  return (letters || "L") + (has("Typedwords") ? "+" : "");
}

/** Posts the form that shows the text `on`, with an action; it has to succeed. */
async function act(session, story, on, action, changes = {}) {
  const page = await visit(session, on ? `${story.where}?text=${on}` : story.where);
  assert.equal(page.status, 200, page.text);
  const done = await session.post(page.story.action, {
    ...page.fields, others_read: "1", ...changes, action,
    promised_at: changes.when_at ? instantOf(changes.when_at) : "0" });
  assert.equal(done.status, 303, done.text);
  story.where = done.headers.location.split("?")[0];
}

/** The steps to each state, from a draft on. */
const STATES = {
  "Draft": { first: "D" },
  "In review": { first: "D", steps: [["draft", "submit"]] },
  "Scheduled": { first: "W", steps: [["draft", "publish", { when_at: LATER }]] },
  "Live": { first: "L", steps: [["draft", "publish"]] },
  "Withdrawn": { after: "Live", withdrawn: true },
  "Scheduled and a draft": { after: "Scheduled", steps: [["waiting", "keep", { body: bodyOf("WD") }]] },
  "Live and a draft": { after: "Live", steps: [["live", "keep", { body: bodyOf("D") }]] },
  "Live, and a change waits": {
    after: "Live", steps: [["live", "publish", { body: bodyOf("W"), when_at: LATER }]] },
  "Live, a change waits, and a draft": {
    after: "Live, and a change waits", steps: [["live", "keep", { body: bodyOf("D") }]] },
  "Withdrawn, and a draft": { after: "Withdrawn", steps: [["live", "keep", { body: bodyOf("D") }]] },
};
export const STATE_NAMES = Object.keys(STATES);

let made = 0;

/** A story in that state: begun by one, the rest done by an editor. → {id, where, slug} */
export async function makeStory(state, { begun, editor }) {
  const { first, after, steps = [], withdrawn } = STATES[state];
  let story;
  if (after) story = await makeStory(after, { begun, editor });
  else {
    const slug = `matrix-${++made}`;
    story = { slug, where: "/admin/story/new" };
    await act(begun, story, null, "keep", {
      headline: `Matrix ${made}`, slug, body: bodyOf(first), section: "news", bylines: "", ai: "none" });
  }
  story.id = Number(story.where.split("/").pop());
  for (const [on, action, changes] of steps) await act(editor, story, on, action, changes);
  if (withdrawn) {
    const page = await visit(editor, story.where);
    const gone = await page.press("Withdraw", { reason: "It was wrong.", confirm: "1" });
    assert.match(gone.said, /Withdrawn/);
  }
  return story;
}

async function readersSee(site, desk, slug) {
  const now = new Date().toISOString();
  const known = /Now at (\/\S+?)\. When/.exec(desk)?.[1];
  const where = known ?? `/${now.slice(0, 4)}/${now.slice(5, 7)}/${slug}`;
  const { status, text } = await site.get(where);
  if (!known) assert.equal(status, 404, `${where} is there`);
  return status === 200 ? lettersOf(text) : status === 410 ? "gone" : "–";
}

/** "what readers see / what waits / the draft", asked by somebody who may see it all. */
export async function textsOf(site, session, story) {
  const shown = {};
  let desk;
  for (const on of ["live", "waiting", "draft"]) {
    const { status, text } = await session.get(`${story.where}?text=${on}`);
    assert.equal(status, 200, text);
    desk = text;
    const [, shownAs] = /<input[^>]* name="on" value="(\w+)"/.exec(text);
    const [, body] = /<textarea[^>]* name="body"[^>]*>([^<]*)<\/textarea>/.exec(text);
    shown[on] = shownAs === on ? lettersOf(body) : "–";
  }
  return `${await readersSee(site, desk, story.slug)} / ${shown.waiting} / ${shown.draft}`;
}

/** The rows of docs/texts.md: {desk: [{state, form, when, gesture, cells}], commands: […]}. */
export function readTables() {
  const desk = [], commands = [];
  let state;
  for (const line of fs.readFileSync(path.join(ROOT, "docs/texts.md"), "utf8").split("\n")) {
    if (line.startsWith("#")) state = line.replace(/^#+ /, "");
    const cells = line.split("|").slice(1, -1).map((c) => c.trim());
    if (cells.length === 6 && !["form", "---"].includes(cells[0])) {
      const [form, when, gesture, ...people] = cells;
      desk.push({ state, form, when, gesture, people });
    } else if (cells.length === 3 && !["story", "---"].includes(cells[0]))
      commands.push({ state: cells[0], command: cells[1], expected: cells[2] });
  }
  return { desk, commands };
}
