/* takeaway_lines.js: the takeaways are lines of one field: they are moved and removed by steps of the browser's own
 * undo. */
import { afterwards } from "./idle.js";
import { asToolbar, dragBy, makeGrip, stepOf, tell } from "./order.js";
import { boxesOf, change } from "./text.js";

const GRIPS_AFTER_MS = 150;

const area = document.getElementById("takeaways");
const list = document.getElementById("takeaway_order");
const grips = document.createElement("span");

const linesNow = () => area.value.split("\n");
const startOf = (lines, number) => lines.slice(0, number).reduce((n, line) => n + line.length + 1, 0);
const caretLine = () => area.value.slice(0, area.selectionStart).split("\n").length - 1;

/* Only what lies between the two places changes; the caret stays in its line. */
function move(from, to) {
  const lines = linesNow();
  if (to < 0 || to >= lines.length)
    return;
  const offset = Math.max(0, Math.min(lines[from].length, area.selectionStart - startOf(lines, from)));
  const first = Math.min(from, to), last = Math.max(from, to);
  const at = startOf(lines, first), end = startOf(lines, last) + lines[last].length;
  lines.splice(to, 0, ...lines.splice(from, 1));
  const caret = startOf(lines, to) + offset;
  change(area, { from: at, to: end, text: lines.slice(first, last + 1).join("\n"), start: caret, end: caret });
  tell(list, "moved", to + 1, lines.length);
}

let removed = null; /* { number, line } */

function remove(number) {
  const lines = linesNow();
  const at = startOf(lines, number), end = at + lines[number].length;
  const isLast = number === lines.length - 1;
  const from = isLast ? Math.max(0, at - 1) : at;
  if (lines[number].trim() === "" && lines.length === 1)
    return;
  removed = { number, line: lines[number] };
  change(area, { from, to: isLast ? end : end + 1, text: "", start: from, end: from });
  tell(list, "removed");
}

function bringBack() {
  const lines = linesNow();
  if (!removed)
    return;
  const { number, line } = removed;
  const empty = area.value === "";
  const at = Math.min(area.value.length, startOf(lines, number));
  const text = empty ? line : number >= lines.length ? `\n${line}` : `${line}\n`;
  removed = null;
  change(area, { from: at, to: at, text, start: at + text.length, end: at + text.length });
  tell(list, "moved", number + 1, linesNow().length);
}

/* ---- Grips beside the lines --------------------------------------------------------------------- */

function gripOf(number) {
  const grip = makeGrip();
  dragBy(grip, grips.parentElement, () => number, () => [...grips.children], move);
  grips.append(grip);
  return grip;
}

function showGrips() {
  const all = linesNow();
  const lines = area.offsetParent && all.length > 1 ? all : [];
  area.classList.toggle("gripped", lines.length > 0);
  [...grips.children].slice(lines.length).forEach((grip) => grip.remove());
  lines.forEach((line, i) => {
    const grip = grips.children[i] ?? gripOf(i);
    const at = startOf(lines, i);
    const boxes = boxesOf(area, at, at + line.length);
    const foot = boxes.at(-1);
    Object.assign(grip.style, { top: `${area.offsetTop + area.clientTop + boxes[0].y}px`,
                                height: `${foot.y + foot.height - boxes[0].y}px` });
  });
}

const ACTS = { up: () => move(caretLine(), caretLine() - 1), down: () => move(caretLine(), caretLine() + 1),
               remove: () => remove(caretLine()), back: bringBack };

grips.className = "grips";
area.after(grips);
list.hidden = false;
asToolbar(list.querySelector("[role=toolbar]"));
list.addEventListener("click", (event) => ACTS[event.target.closest("button")?.value]?.());
area.addEventListener("keydown", (event) => {
  const step = stepOf(event);
  if (!step)
    return;
  event.preventDefault();
  move(caretLine(), caretLine() + step);
});
const soon = afterwards(GRIPS_AFTER_MS, showGrips);
area.form.addEventListener("input", soon);
area.closest("details").addEventListener("toggle", showGrips);
new ResizeObserver(soon).observe(area);
showGrips();
