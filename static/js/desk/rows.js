/* rows.js: keys in the list of stories, and how many of them are ticked. */
import { isTyped } from "./command.js";
import { stored } from "./storage.js";

const QUIET = "dateline.no-question-mark";

const form = document.getElementById("stories");
const keys = document.getElementById("list-keys");
const all = document.getElementById("tick-all");
const rows = [...form.querySelectorAll("tbody tr")];
const boxes = [...form.querySelectorAll("tbody .tick input")];

function showTicked() {
  const ticked = boxes.filter((box) => box.checked).length;
  document.getElementById("ticked").textContent = ticked ? `(${ticked.toLocaleString(document.documentElement.lang)})` : "";
  all.checked = ticked > 0 && ticked === boxes.length;
  all.indeterminate = ticked > 0 && ticked < boxes.length;
}

function tickAll(on) {
  for (const box of boxes)
    box.checked = on;
  showTicked();
}

const here = () => rows.findIndex((row) => row.contains(document.activeElement));

function go(by) {
  const next = rows[Math.max(0, Math.min(rows.length - 1, here() + by))];
  (next.querySelector(".headline a") ?? next.querySelector("a, input"))?.focus();
  next.scrollIntoView({ block: "nearest" });
}

function tickHere() {
  rows[here()]?.querySelector(".tick input")?.click();
}

/* To what can be done, which is unfolded. */
function goToChanges() {
  const changes = form.querySelector(".bulk");
  changes.open = true;
  changes.querySelector("input, select, button")?.focus();
}

const does = { j: () => go(1), k: () => go(-1), x: tickHere, X: () => tickAll(!all.checked), e: goToChanges,
               "/": () => document.getElementById("q").focus(), "?": () => keys.showModal() };

function onKey(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !does[event.key] ||
    isTyped(event.composedPath()[0]) || document.querySelector("dialog[open]") || stored(() => localStorage.getItem(QUIET)))
    return;
  event.preventDefault();
  does[event.key]();
}

const button = document.getElementById("list-keys-button");
const loud = keys.querySelector("input");
button.hidden = all.hidden = false;
button.addEventListener("click", () => keys.showModal());
keys.querySelector("button").addEventListener("click", () => keys.close());
/* A letter alone can be a slip, or a word that was dictated: they can be switched off. */
loud.checked = !stored(() => localStorage.getItem(QUIET));
loud.addEventListener("change", () => stored(() => (loud.checked
  ? localStorage.removeItem(QUIET) : localStorage.setItem(QUIET, "1"))));
all.addEventListener("change", () => tickAll(all.checked));
form.addEventListener("change", showTicked);
document.addEventListener("keydown", onKey);
showTicked();
