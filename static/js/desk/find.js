/* find.js: find and replace in the text. Loaded when it is first asked for. */
import { hitsIn, patternOf, putFor, replaceAll } from "./hits.js";
import { area, body, change, listen, reveal, selectPlace } from "./text.js";

const SOON_MS = 150;
const PATTERN_MS = 1000; /* longer than any pattern needs that is meant */

const box = document.getElementById("find");
const field = (name) => box.querySelector(`[data-find="${name}"]`);
const mark = document.createElement("div");

let hits = [];
let current = -1;
let worker = null;
/* What the hits were found with and in; both may have changed since. */
let found = null;
/* Where the text's own caret was. */
let caret = [0, 0];

const wanted = () => ({ find: field("find").value, letters: field("letters").checked,
            words: field("words").checked, regular: field("regular").checked });

/* ---- Where the hits are ---------------------------------------------------------------------- */

function say(name) {
  field("count").textContent = (box.dataset[name] ?? "").replace("{n}", current + 1).replace("{of}", hits.length);
}

function sayWhich() {
  say(!field("find").value ? "" : !hits.length ? "none" : current < 0 ? "all" : "which");
}

function inWorker(question) {
  worker?.terminate();
  const own = worker = new Worker(new URL("./find_worker.js", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("slow")), PATTERN_MS);
    own.onmessage = ({ data }) => resolve(data);
    own.onerror = () => reject(new Error("bad"));
    own.postMessage(question);
    own.over = () => {
      clearTimeout(timer);
      own.terminate();
    };
  }).finally(() => own.over());
}

/* Finds anew what is asked for. True: hits are those of the text as it is. */
async function look() {
  const what = wanted(), text = body.value;
  const key = JSON.stringify(what);
  if (found?.key === key && found.text === text)
    return found.well;
  const was = found?.key === key ? hits[current]?.at : undefined;
  const mine = found = { key, text, well: false };
  hits = [];
  current = -1;
  hideMark();
  try {
    if (what.find && what.regular)
      patternOf(what);
  } catch {
    say("wrong");
    return false;
  }
  try {
    const all = !what.find ? [] : what.regular ? await inWorker({ text, wanted: what })
      : hitsIn(text, what);
    if (mine !== found)
      return false;
    hits = all;
  } catch {
    if (mine === found)
      say("slow");
    return false;
  }
  mine.well = true;
  current = was === undefined ? -1 : hits.findIndex((h) => h.at === was);
  sayWhich();
  return true;
}

/* ---- Going to one ---------------------------------------------------------------------------- */

/* A field that has no focus shows no selection: a mark lies over the hit until it has. */
function showMark(at, end) {
  const boxes = reveal(body, at, end);
  if (body.host) {
    body.mark(at, end);
    return;
  }
  mark.className = "found";
  mark.replaceChildren(...boxes.map(({ x, y, width, height }) => {
    const one = document.createElement("i");
    Object.assign(one.style, { left: x + "px", top: y + "px", width: width + "px", height: height + "px" });
    return one;
  }));
  mark.dataset.top = boxes[0]?.y ?? 0;
  placeMark();
  body.after(mark);
}

function hideMark() {
  mark.remove();
  body.mark?.();
}

function placeMark() {
  const top = Number(mark.dataset.top) - body.scrollTop;
  mark.hidden = top < 0 || top > body.clientHeight;
  Object.assign(mark.style, { left: body.offsetLeft + body.clientLeft + "px",
                top: body.offsetTop + body.clientTop - body.scrollTop + "px" });
}

function goTo(index) {
  current = index;
  const { at, end } = hits[index];
  body.setSelectionRange(at, end);
  caret = [at, end];
  showMark(at, end);
  sayWhich();
}

async function step(by) {
  if (!await look() || !hits.length)
    return;
  const from = caret[0];
  const next = current >= 0 ? current + by
    : by > 0 ? hits.findIndex((h) => h.at >= from)
      : hits.findLastIndex((h) => h.end <= from);
  goTo((next + hits.length) % hits.length);
}

/* ---- Replacing ------------------------------------------------------------------------------- */

/* The text has the focus while it changes, then the button has it again. */
function changeText(edit) {
  const focused = document.activeElement;
  change(body, edit);
  focused.focus({ preventScroll: true });
}

async function replaceOne() {
  if (!await look() || !hits.length)
    return;
  if (current < 0) {
    await step(1);
    return;
  }
  const hit = hits[current];
  const text = putFor(hit, field("by").value);
  const at = hit.at + text.length;
  changeText({ from: hit.at, to: hit.end, text, start: at, end: at });
  caret = [at, at];
  found = null;
  await step(1);
}

async function replaceEvery() {
  if (!await look())
    return;
  const n = hits.length;
  changeText(replaceAll(body.value, hits, field("by").value));
  await look();
  if (n)
    field("count").textContent = box.dataset.replaced.replace("{n}", n);
}

/* ---- The bar --------------------------------------------------------------------------------- */

/* The bar is open: from here on it does something. */
export function takeUpFind() {
  caret = [body.selectionStart, body.selectionStart];
  look();
}

function close() {
  box.hidden = true;
  hideMark();
  worker?.terminate();
  const { selectionStart: start, selectionEnd: end } = body;
  selectPlace(body, start, end);
}

const ACTS = { next: () => step(1), previous: () => step(-1), one: replaceOne, every: replaceEvery, close };

function onKey(event) {
  if (event.isComposing)
    return;
  if (event.key === "Escape")
    close();
  else if (event.key === "Enter" && event.target === field("find"))
    step(event.shiftKey ? -1 : 1);
  else if (event.key === "Enter" && event.target === field("by"))
    replaceOne();
  else
    return;
  event.preventDefault();
}

function followBar() {
  let timer = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => !box.hidden && look(), SOON_MS);
  };
  box.addEventListener("click", (event) => ACTS[event.target.closest("button")?.dataset.find]?.());
  box.addEventListener("keydown", onKey);
  /* What is typed here is nothing of the story. */
  for (const type of ["input", "change"])
    box.addEventListener(type, (event) => {
      event.stopPropagation();
      soon();
    });
  area.addEventListener("input", () => {
    hideMark();
    soon();
  });
  area.addEventListener("scroll", placeMark);
  listen("focus", hideMark);
}

followBar();
