/* save.js: what is typed goes to the server while it is typed, as a copy of one's own, and "Save draft"
 * saves it without leaving the page. The text's field is never touched: caret, selection, scroll
 * and the browser's undo stay as they are. */
import { ask, controls, fingerprint, form, tell, typed, withoutFiles } from "./form.js";
import { idle, idleMoment } from "./idle.js";
import { isChanged, isLeaving, isUnsaved, markClean, markSaved } from "./keep.js";
import { isSignedOut } from "./storage.js";

const COPY_EVERY_MS = 2000;
const IDLE_MS = 300; /* and so much more, while somebody types */
const CUT_MS = 100; /* and that between its parts */
const AGAIN_MS = 5000; /* after a failure */
const WRITERS_EVERY_MS = 30_000;

let kept = null; /* the last words that the server has of this form */
let timer = 0;
let edits = 0; /* so far */
let saving = false; /* no copy is sent meanwhile: it would say less than the save, and later */
let running = null; /* AbortController of the request under way */

/* What is shown already stays as it is. */
function showEach(place, tag, dir, words) {
  if ([...place.children].map((e) => e.textContent).join("\n") !== words.join("\n"))
    place.replaceChildren(...words.map((textContent) =>
      Object.assign(document.createElement(tag), { dir, textContent })));
}

function showWriters(words) {
  const place = document.getElementById("presence");
  if (place)
    showEach(place, "p", "", words);
}

/* What the text says against the paper's house style, as far as it is typed. */
function showStyle(words) {
  const list = document.getElementById("house_style_list");
  if (!list)
    return;
  showEach(list, "li", "auto", words);
  document.getElementById("house_style").hidden = words.length === 0;
}

/* ---- The copy -------------------------------------------------------------------------------- */

async function sendCopy() {
  const fields = typed(), words = fingerprint(fields), editsThen = edits;
  if (words === kept || running || saving || isSignedOut() || isLeaving())
    return;
  if (!isUnsaved(words)) {
    await dropCopy();
    return;
  }
  const { signal } = running = new AbortController();
  try {
    await idleMoment(CUT_MS);
    const body = withoutFiles(null, fields).toString();
    await idleMoment(CUT_MS);
    const reply = await fetch("/admin/copy", {
      method: "POST", body, signal, headers: { "Content-Type": "application/x-www-form-urlencoded" },
    });
    await copyKept(reply, words);
  } catch (error) {
    if (error.name !== "AbortError")
      copyFailed(form.dataset.away);
  }
  running = null;
  if (edits !== editsThen || kept !== words)
    wait();
}

/* Whoever signed in again in another tab goes on here: the proof is the new session's. */
async function renewProof() {
  const reply = await fetch(form.getAttribute("action"));
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const token = page.querySelector(`#${form.id} [name=csrf]`)?.value;
  if (!token || page.body.dataset.user !== document.body.dataset.user ||
      token === form.elements.csrf.value)
    return false;
  for (const mine of document.querySelectorAll("[name=csrf]"))
    mine.value = token;
  return true;
}

async function copyKept(reply, words) {
  if (!reply.headers.get("Content-Type")?.includes("json")) {
    if (reply.status === 403 && await renewProof())
      return;
    copyFailed(reply.status < 500 ? form.dataset.out : form.dataset.away);
    return;
  }
  const said = await reply.json();
  if (!reply.ok) {
    copyFailed(said.problem);
    return;
  }
  kept = words;
  tell([said.kept, said.behind].filter(Boolean).join(" · "), said.behind !== "", said.behind || "kept");
  showWriters(said.writers);
  showStyle(said.style);
}

/* It is all in this browser; the next try comes by itself. */
function copyFailed(words) {
  tell(words, true);
  clearTimeout(timer);
  timer = setTimeout(next, AGAIN_MS);
}

/* Everything was taken back: nothing is left to be offered. */
async function dropCopy() {
  if (kept === null)
    return;
  kept = null;
  tell("");
  await discardCopy();
}

const discardCopy = () => fetch("/admin/copy", {
  method: "POST", redirect: "manual", body: withoutFiles({ name: "do", value: "discard" }),
}).catch(() => {});

function next() {
  timer = 0;
  sendCopy();
}

/* Counted from the first letter, not from the last: whoever types on and on is kept, too. */
function wait() {
  timer ||= setTimeout(() => idle(next, IDLE_MS), COPY_EVERY_MS);
}

function soon() {
  edits++;
  wait();
}

/* ---- Saving ---------------------------------------------------------------------------------- */

/* What only the page knows, from the page that the server made of the saved story. */
function takeOver(page, address, sent) {
  const fresh = page.getElementById("story");
  takeLines(page, sent);
  for (const input of fresh.querySelectorAll("input[type=hidden]")) {
    const mine = controls(input.name).filter((e) => e.type === "hidden");
    if (mine.length === 1)
      mine[0].value = input.value;
  }
  form.setAttribute("action", fresh.getAttribute("action"));
  form.dataset.keep = fresh.dataset.keep;
  for (const token of document.querySelectorAll("[name=csrf]"))
    token.value = fresh.elements.csrf.value;
  renew(page, ".texts");
  renew(page, "#others");
  renew(page, ".panel");
  renew(page, ".story-bar");
  renew(page, "[data-rows]");
  document.title = page.title;
  history.replaceState(null, "", address);
  document.dispatchEvent(new CustomEvent("desk:fresh"));
}

/* What the server made of a short line ("4,5" is "4.5"), where nobody is typing into it now. */
function takeLines(page, sent) {
  const was = new Map(sent);
  for (const mine of form.elements) {
    const theirs = mine.matches("input:not([type]), input[type=text]") && mine.id &&
      page.getElementById(mine.id);
    if (theirs && mine !== document.activeElement && mine.value === was.get(mine.name))
      mine.value = theirs.value;
  }
}

const isTyped = (e) => (e.type === "radio" || e.type === "checkbox" ? e.checked !== e.defaultChecked
  : e.value !== (e.defaultValue ?? ""));

/* A part of the page as it is now, with what was typed into it, and the focus where it was. What nobody touched
   is as the server has it: a time that somebody else has moved. */
function renew(page, selector) {
  const old = document.querySelector(selector);
  const fresh = page.querySelector(selector);
  if (!old || !fresh)
    return;
  const focus = old.contains(document.activeElement) ? document.activeElement.id : "";
  const before = [...old.querySelectorAll("input, textarea, select")]
    .filter((e) => e.id && e.type !== "hidden" && isTyped(e))
    .map((e) => [e.id, e.type === "radio" || e.type === "checkbox" ? e.checked : e.value]);
  const chosen = [...old.querySelectorAll("input[type=radio]:checked")].map((e) => [e.name, e.value]);
  const put = document.importNode(fresh, true);
  old.replaceWith(put);
  for (const [id, value] of before) {
    const e = document.getElementById(id);
    if (e && typeof value === "boolean")
      e.checked = value;
    else if (e)
      e.value = value;
  }
  for (const [name, value] of chosen) {
    const e = put.querySelector(`input[type=radio][name="${name}"][value="${CSS.escape(value)}"]`);
    if (e)
      e.checked = true;
  }
  if (focus)
    document.getElementById(focus)?.focus({ preventScroll: true });
}

/* True: saved, and the page goes on. False: the page has something to say, and has to be seen. */
async function saveHere(submitter) {
  const fields = typed();
  const cut = running;
  saving = true;
  cut?.abort();
  const { reply, page } = await ask(withoutFiles(submitter, fields));
  const saved = page.querySelector("[data-saved]");
  if (!reply.ok || !reply.redirected || !saved || !page.getElementById("story"))
    return false;
  markSaved(fields);
  kept = null;
  const typedOn = isChanged();
  takeOver(page, new URL(reply.url).pathname, fields);
  if (!typedOn)
    markClean();
  const words = saved.querySelector("p").textContent;
  tell(saved.dataset.saved === "same" ? words : saved.dataset.savedAt + " · " + words);
  if (cut) /* it may have come after the save, all the same */
    await discardCopy();
  return true;
}

function hasFiles() {
  return [...form.elements].some((e) => e.type === "file" && e.files.length > 0);
}

function saveInPlace(event) {
  const submitter = event.submitter;
  if (submitter?.id !== "keep" || hasFiles() || submitter.dataset.leave)
    return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (submitter.getAttribute("aria-busy"))
    return;
  submitter.setAttribute("aria-busy", "true");
  saveHere(submitter).catch(() => null).then((done) => {
    const again = document.getElementById("keep");
    saving = false;
    if (done !== false)
      again?.removeAttribute("aria-busy");
    if (done === null)
      tell(form.dataset.away, true);
    if (done !== false && isChanged())
      soon();
    if (done !== false)
      return;
    /* The same form again, as without a script: the answer is a page to be read. */
    again.dataset.leave = "1";
    form.requestSubmit(again);
    delete again.dataset.leave;
    setTimeout(() => again.removeAttribute("aria-busy"), AGAIN_MS);
  });
}

/* ---- Others ---------------------------------------------------------------------------------- */

async function askForWriters() {
  const id = form.elements.story_id.value;
  if (document.hidden || id === "0" || !document.getElementById("presence") || isSignedOut() || (kept !== null && timer))
    return;
  const reply = await fetch(`/admin/story/${id}/writers`);
  if (reply.ok && reply.headers.get("Content-Type")?.includes("json"))
    showWriters((await reply.json()).writers);
}

export function keepOnServer() {
  if (!form.dataset.unsaved)
    kept = null;
  form.addEventListener("input", soon);
  document.addEventListener("change", soon);
  form.addEventListener("submit", saveInPlace); /* before anybody else's */
  form.addEventListener("submit", () => running?.abort());
  addEventListener("online", next);
  setInterval(() => askForWriters().catch(() => {}), WRITERS_EVERY_MS);
  if (form.dataset.unsaved)
    soon();
}
