/* keep.js: what was typed and is not saved yet stays in this browser, and comes back. */
import { fill, fingerprint, form, typed } from "./form.js";
import { idle } from "./idle.js";
import { KEEP_PREFIX, isSignedOut, noteSent, sent, stored } from "./storage.js";

const KEEP_EVERY_MS = 800;
const IDLE_MS = 300; /* and so much more, while somebody types */
const LOCK = "dateline.copy.";

/* Each form has a name of its own, its copy's: two tabs are two. */
const family = () => KEEP_PREFIX + form.dataset.keep + ".";
const keyNow = () => family() + form.elements.copy.value;

/* What this form says when nothing in it is unsaved; null: it came back with what is nowhere else. */
let clean = null;
let leaving = false;

/* Whether these words, as fingerprint says them, are unsaved. */
export const isUnsaved = (words) => !isSignedOut() && words !== clean;
export const isChanged = () => isUnsaved(fingerprint(typed()));

/* These words are in the store now. */
export function markSaved(fields) {
  clean = fingerprint(fields);
  stored(() => localStorage.removeItem(keyNow()));
  keep();
}

/* What the form says now, the server has said itself. */
export function markClean() {
  clean = fingerprint(typed());
}

function keep() {
  stored(() => {
    const fields = typed();
    if (isUnsaved(fingerprint(fields)))
      localStorage.setItem(keyNow(), JSON.stringify({ at: Date.now(), copy: form.elements.copy.value, fields }));
  });
}

function clock(ms) {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" })
    .format(ms);
}

function button(text, action) {
  const b = document.createElement("button");
  b.type = "button";
  b.textContent = text;
  b.addEventListener("click", action);
  return b;
}

function note(words) {
  const box = document.createElement("div");
  box.className = "message restore";
  box.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = words;
  box.append(text);
  (group() ?? form).before(box);
  return box;
}

/* What is folded around the form. */
const group = () => form.closest("details");

/* From here on this form is the one that was typed into then. */
function takeUp(kept) {
  if (kept.copy)
    form.elements.copy.value = kept.copy;
  fill(kept.fields);
  group()?.setAttribute("open", "");
  holdLock();
}

function offerRestore(kept, key) {
  const box = note(form.dataset.kept + " " + clock(kept.at));
  box.append(
    button(form.dataset.restore, () => {
      takeUp(kept);
      box.remove();
    }),
    button(form.dataset.discard, () => {
      stored(() => localStorage.removeItem(key));
      box.remove();
    }),
  );
}

/* The preview opens beside the form; Enter in a field presses a button that sends nothing. */
export function leaves(event) {
  return !event.submitter?.dataset.preview && event.submitter?.formMethod !== "dialog";
}

/* ---- Other tabs ------------------------------------------------------------------------------ */

/* A tab holds a lock by its copy's name as long as it is open. Where there are none, no tab is known. */
function holdLock() {
  navigator.locks?.request(LOCK + form.elements.copy.value, { ifAvailable: true },
    () => new Promise(() => {})).catch(() => {});
}

async function openElsewhere() {
  const held = (await navigator.locks?.query())?.held ?? [];
  return new Set(held.map((lock) => lock.name));
}

/* ---- What lies here -------------------------------------------------------------------------- */

function keptHere() {
  const all = [];
  for (const key of Object.keys(localStorage)) {
    const kept = key.startsWith(family()) ? JSON.parse(localStorage.getItem(key)) : null;
    if (kept?.fields)
      all.push({ key, ...kept });
  }
  return all.sort((a, b) => b.at - a.at);
}

/* The server kept the same form's words, too: one offer is enough, that of the newer. */
function dropOlder(kept) {
  const theirs = [...document.querySelectorAll("[data-copy]")]
    .find((e) => e.dataset.copy === kept.copy);
  if (!theirs)
    return kept;
  if (Number(theirs.dataset.copyAt) > kept.at + 1000)
    return null;
  theirs.remove();
  return kept;
}

async function offerAll() {
  const elsewhere = await openElsewhere();
  const now = fingerprint(typed());
  const own = form.elements.copy.value;
  for (const offer of document.querySelectorAll("[data-copy]"))
    offer.hidden = elsewhere.has(LOCK + offer.dataset.copy);
  const kept = (stored(keptHere) ?? []).find((k) => !elsewhere.has(LOCK + k.copy) &&
    k.copy !== own && fingerprint(k.fields) !== now);
  if (kept && dropOlder(kept))
    offerRestore(kept, kept.key);
}

/* A form that was sent, and comes back by the browser's Back because the answer was none of ours, has
 * all of it again. */
function restoreSent() {
  const [how] = performance.getEntriesByType("navigation");
  const kept = sent?.startsWith(family()) && stored(() => JSON.parse(localStorage.getItem(sent)));
  if (!kept || (how?.type !== "back_forward" && how?.type !== "reload"))
    return false;
  if (fingerprint(kept.fields) === fingerprint(typed()))
    return false;
  takeUp(kept);
  note(form.dataset.back);
  return true;
}

export function keepUnsaved() {
  clean = form.dataset.unsaved ? null : fingerprint(typed());
  let timer = 0;

  /* A form that came back with what was typed needs no second offer of it. */
  if (!form.dataset.unsaved && !restoreSent())
    offerAll().then(holdLock);
  else
    holdLock();
  /* Between two keys: to write down a long text takes longer than a key may. */
  const later = () => {
    timer ||= setTimeout(() => idle(() => {
      timer = 0;
      keep();
    }, IDLE_MS), KEEP_EVERY_MS);
  };
  form.addEventListener("input", later);
  document.addEventListener("change", later);
  form.addEventListener("submit", (event) => {
    keep();
    if (event.defaultPrevented || !leaves(event))
      return;
    leaving = true;
    stored(() => noteSent(keyNow()));
  });
  addEventListener("pageshow", () => {
    leaving = false;
  });
  addEventListener("pagehide", keep);
  addEventListener("beforeunload", (event) => {
    if (!leaving && isChanged())
      event.preventDefault();
  });
}

export const isLeaving = () => leaving;
