/* keys.js: keys of the page, and the list of them. */
import { form } from "./form.js";
import { composing } from "./lists.js";
import { stored } from "./storage.js";
import { listen } from "./text.js";
import { goToToolbar, useTool } from "./tools.js";

const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
const QUIET = "dateline.no-question-mark";

const list = document.getElementById("keys");

/* A Mac's own Ctrl+B, Ctrl+K move the caret, and its Cmd+Shift+3 takes a picture of the screen. */
const LETTERS = { b: "bold", i: "italic", k: "link" };
const DIGITS = { Digit2: "heading", Digit3: "subheading", Digit7: "numbers", Digit8: "bullets", Digit9: "quote",
                 KeyK: "story" };

const command = (event) => !event.altKey && (MAC ? event.metaKey && !event.ctrlKey
  : event.ctrlKey && !event.metaKey);

/* The letter of a key, also where the keyboard writes another script. */
function letter(event) {
  return /^[a-z]$/i.test(event.key) ? event.key.toLowerCase()
    : /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : "";
}

function toolOf(event) {
  if (command(event) && !event.shiftKey)
    return LETTERS[letter(event)];
  if (event.ctrlKey && event.shiftKey && !event.altKey && !event.metaKey)
    return DIGITS[event.code];
  return undefined;
}

const asksForFind = (event) => (MAC ? event.metaKey && event.altKey && event.code === "KeyF"
  : command(event) && !event.shiftKey && letter(event) === "h");

function onText(event) {
  if (composing(event) || event.getModifierState("AltGraph"))
    return;
  const tool = toolOf(event);
  if (tool)
    useTool(tool);
  else if (asksForFind(event))
    useTool("find");
  else if (event.altKey && event.key === "F10")
    goToToolbar();
  else
    return;
  event.preventDefault();
}

/* To the button, never further: what it does is named on it, and it takes a press of its own. A key
 * that is still held down is none. */
function goToPrimary(event) {
  const held = event.repeat && event.target.closest("button");
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey || held) || composing(event))
    return;
  event.preventDefault();
  if (!held)
    document.querySelector(".outcome .primary, #keep")?.focus();
}

/* ---- The list -------------------------------------------------------------------------------- */

const types = (e) => e.isContentEditable || e.matches("textarea, select, input:not([type=radio], [type=checkbox])");

function askForKeys(event) {
  if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || types(event.composedPath()[0]) ||
    document.querySelector("dialog[open]") || stored(() => localStorage.getItem(QUIET)))
    return;
  event.preventDefault();
  useTool("keys");
}

export function listenForKeys() {
  const quiet = list.querySelector("input");
  listen("keydown", onText);
  form.addEventListener("keydown", goToPrimary);
  document.getElementById("rail").addEventListener("keydown", goToPrimary);
  document.addEventListener("keydown", askForKeys);
  list.querySelector("button").addEventListener("click", () => list.close());
  if (MAC) {
    for (const key of list.querySelectorAll("[data-command]"))
      key.textContent = "⌘";
    for (const key of list.querySelectorAll(".mac, .not-mac"))
      key.hidden = !key.hidden;
  }
  /* A key without Ctrl can be a slip, or a word that was dictated: it can be switched off. */
  quiet.checked = !stored(() => localStorage.getItem(QUIET));
  quiet.addEventListener("change", () => stored(() => (quiet.checked
    ? localStorage.removeItem(QUIET) : localStorage.setItem(QUIET, "1"))));
}
