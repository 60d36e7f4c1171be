/* grow.js: the sheet grows with what is written. The style sheet says so (field-sizing); this is for
 * browsers that do not know it, and for paper. */

import { body } from "./text.js";

const GROW_AFTER_MS = 250;
const SPARE = 240; /* pixels: what is typed until the next look */

/* To ask how high a text is lays all of it out: not at each key. Only ever higher, for a page that
 * becomes shorter below the caret jumps. */
function grow(area) {
  if (area.scrollHeight > area.clientHeight)
    area.style.height = `${area.scrollHeight + (area.id === "body" ? SPARE : 0)}px`;
}

function growSoon(area) {
  let timer = 0;
  area.style.overflow = "hidden";
  grow(area);
  area.addEventListener("input", () => {
    timer ||= setTimeout(() => {
      timer = 0;
      grow(area);
    }, GROW_AFTER_MS);
  });
}

/* A headline has one line, however long: Enter goes on to the next field. */
function oneLine(area, next) {
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey)
      return;
    event.preventDefault();
    next.focus();
  });
}

/* What is printed of the text. */
function print() {
  for (const area of document.querySelectorAll(".editor-form > .field > textarea")) {
    const copy = document.createElement("div");
    copy.className = `printed ${area.className}`;
    copy.dir = "auto";
    copy.textContent = area.id === "body" ? body.value : area.value;
    area.before(copy);
  }
}

export function growWithText() {
  addEventListener("beforeprint", print);
  addEventListener("afterprint", () => document.querySelectorAll(".printed").forEach((copy) => copy.remove()));
  oneLine(document.getElementById("headline"), document.getElementById("dek"));
  oneLine(document.getElementById("dek"), { focus: () => body.focus() });
  if (CSS.supports("field-sizing", "content"))
    return;
  for (const area of document.querySelectorAll("textarea.grows"))
    growSoon(area);
}
