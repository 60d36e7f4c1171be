/* keys.js: keys of the page, and the list of them. */
import { MAC, isCommand, isTyped, letterOf } from "./command.js";
import { form } from "./form.js";
import { composing } from "./lists.js";
import { stored } from "./storage.js";
import { listen } from "./text.js";
import { goToToolbar, useTool } from "./tools.js";

const QUIET = "dateline.no-question-mark";

const list = document.getElementById("keys");

const LETTERS = { b: "bold", i: "italic", k: "link" };
const DIGITS = { Digit2: "heading", Digit3: "subheading", Digit7: "numbers", Digit8: "bullets", Digit9: "quote",
                 KeyK: "story" };

function toolOf(event) {
  if (isCommand(event) && !event.shiftKey)
    return LETTERS[letterOf(event)];
  if (event.ctrlKey && event.shiftKey && !event.altKey && !event.metaKey)
    return DIGITS[event.code];
  return undefined;
}

const asksForFind = (event) => (MAC ? event.metaKey && event.altKey && event.code === "KeyF"
  : isCommand(event) && !event.shiftKey && letterOf(event) === "h");

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

function askForKeys(event) {
  if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || isTyped(event.composedPath()[0]) ||
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
