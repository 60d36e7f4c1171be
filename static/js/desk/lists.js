/* lists.js: lists and quotations go on with Enter, and items move with Tab. */
import { enter, indent } from "./blocks.js";
import { body, change } from "./text.js";

/* Keys that say nothing of their own about where one wants to go. */
const MODIFIERS = new Set(["Shift", "Control", "Alt", "Meta", "CapsLock"]);

/* A word that is still being composed is the keyboard's, not ours. */
export const composing = (event) => event.isComposing || event.keyCode === 229;

export function continueLists() {
  let shift = false, busy = false;
  /* After Escape, Tab leaves the text wherever it is. */
  let leaving = false;

  body.addEventListener("keydown", (event) => {
    shift = event.shiftKey;
    if (composing(event) || MODIFIERS.has(event.key))
      return;
    if (event.key === "Tab" && !leaving && !event.ctrlKey && !event.altKey && !event.metaKey &&
      change(body, indent(body.value, body.selectionStart, body.selectionEnd, event.shiftKey)))
      event.preventDefault();
    leaving = event.key === "Escape";
  });
  body.addEventListener("blur", () => {
    leaving = false;
  });
  /* Telephones have no key for Enter, but they say what they are about to do. */
  body.addEventListener("beforeinput", (event) => {
    if (busy || event.isComposing ||
      (event.inputType !== "insertLineBreak" && event.inputType !== "insertParagraph"))
      return;
    const edit = enter(body.value, body.selectionStart, body.selectionEnd, shift);
    if (!edit)
      return;
    event.preventDefault();
    busy = true;
    change(body, edit);
    busy = false;
  });
}
