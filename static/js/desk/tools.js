/* tools.js: the toolbar above the text. */
import { later, sayAway } from "./later.js";
import { body, change, isWriting, listen } from "./text.js";

const bar = document.getElementById("toolbar");

/* Opens what the element is folded away in, and goes there. */
function goTo(element) {
  for (let at = element; at; at = at.parentElement?.closest("details"))
    at.open = true;
  element.querySelector("input, summary")?.focus();
  element.scrollIntoView({ block: "center" });
}

/* The keys that follow are for the bar, whether its module is there yet or not. */
function openBar(name, field) {
  document.getElementById(name).hidden = false;
  field.focus();
  field.select();
}

/* The server is away, and its module was never loaded. */
function notThere(name) {
  document.getElementById(name).hidden = true;
  body.focus({ preventScroll: true });
  sayAway();
}

function openFind() {
  const words = document.getElementById("find_words");
  const chosen = body.value.slice(body.selectionStart, body.selectionEnd);
  if (chosen && !chosen.includes("\n"))
    words.value = chosen;
  openBar("find", words);
  later("find.js", (find) => find.takeUpFind(), () => notThere("find"));
}

function openLink() {
  openBar("link_bar", document.getElementById("link_to"));
  later("link_bar.js", (bar) => bar.takeUpLink(), () => notThere("link_bar"));
}

const OTHERS = {
  picture: () => goTo(document.getElementById("inline")),
  find: openFind,
  story: openLink,
  keys: () => document.getElementById("keys").showModal(),
};

export function useTool(name) {
  if (OTHERS[name])
    OTHERS[name]();
  else
    later("edits.js", ({ EDITS }) =>
      change(body, EDITS[name](body.value, body.selectionStart, body.selectionEnd, bar.dataset.head)));
}

/* ---- By keyboard: one Tab stop, and arrows within ------------------------------------------- */

const buttons = () => [...bar.querySelectorAll("button")];

function stopAt(button, focus) {
  for (const b of buttons())
    b.tabIndex = b === button ? 0 : -1;
  if (focus)
    button.focus();
}

function walk(event) {
  const all = buttons();
  const at = all.indexOf(document.activeElement);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key] *
    (getComputedStyle(bar).direction === "rtl" ? -1 : 1);
  const to = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1
    : (at + step + all.length) % all.length;
  if (event.key === "Escape")
    body.focus({ preventScroll: true });
  else if (at >= 0 && all[to])
    stopAt(all[to], true);
  else
    return;
  event.preventDefault();
}

export function goToToolbar() {
  (bar.querySelector("[tabindex='0']") ?? buttons()[0]).focus();
}

/* ---- On a telephone -------------------------------------------------------------------------- */

const KEYBOARD_MIN = 120; /* pixels: a keyboard, not a browser's bar that comes and goes */

/* Above the keyboard while the text is written. Its own place stays free, so that no line moves. */
function followKeyboard() {
  const seen = window.visualViewport;
  const place = bar.parentElement;
  const put = () => {
    const covered = innerHeight - seen.height * seen.scale;
    const above = isWriting() && covered > KEYBOARD_MIN;
    if (above && !bar.classList.contains("above-keyboard"))
      place.style.minHeight = place.offsetHeight + "px";
    if (!above)
      place.style.minHeight = "";
    bar.classList.toggle("above-keyboard", above);
    bar.style.setProperty("--covered", Math.max(0, innerHeight - seen.offsetTop - seen.height) + "px");
  };
  if (!seen)
    return;
  for (const what of ["resize", "scroll"])
    seen.addEventListener(what, put);
  for (const what of ["focus", "blur"])
    listen(what, put);
}

export function showTools() {
  /* The text keeps the focus, and a telephone its keyboard: the caret does not jump. */
  const stay = (event) => event.target.closest("button") && event.preventDefault();
  bar.addEventListener("pointerdown", stay);
  bar.addEventListener("mousedown", stay);
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button)
      return;
    stopAt(button);
    useTool(button.dataset.tool);
  });
  bar.addEventListener("keydown", walk);
  /* Whoever writes will want them: they are there before the first key. */
  listen("focus", () => later("edits.js", () => {}, () => {}), { once: true });
  stopAt(buttons()[0]);
  bar.parentElement.hidden = false;
  followKeyboard();
}
