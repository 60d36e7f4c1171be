/* lists.js: lists and quotations go on with Enter, and items move with Tab. */
import { enter, indent } from "./blocks.js";
import { body, change, listen } from "./text.js";

/* Keys that say nothing of their own about where one wants to go. */
const MODIFIERS = new Set(["Shift", "Control", "Alt", "Meta", "CapsLock"]);

/* A word that is still being composed is the keyboard's, not ours. */
export const composing = (event) => event.isComposing || event.keyCode === 229;

/* Enter, or Shift+Enter: whether it was one of ours. */
export function goOn(shift) {
  return change(body, enter(body.value, body.selectionStart, body.selectionEnd, shift));
}

export function continueLists() {
  let shift = false, busy = false;
  /* After Escape, Tab leaves the text wherever it is. */
  let leaving = false;

  listen("keydown", (event) => {
    shift = event.shiftKey;
    if (composing(event) || MODIFIERS.has(event.key))
      return;
    /* WebKitGTK has no name for Shift+Tab, but knows which key it is. */
    const tab = event.key === "Tab" || (event.key === "Unidentified" && event.code === "Tab");
    if (tab && !leaving && !event.ctrlKey && !event.altKey && !event.metaKey &&
      change(body, indent(body.value, body.selectionStart, body.selectionEnd, event.shiftKey)))
      event.preventDefault();
    leaving = event.key === "Escape";
  });
  listen("blur", () => {
    leaving = false;
  });
  /* Telephones have no key for Enter, but they say what they are about to do. */
  listen("beforeinput", (event) => {
    if (busy || event.isComposing ||
      (event.inputType !== "insertLineBreak" && event.inputType !== "insertParagraph"))
      return;
    busy = true;
    if (goOn(shift))
      event.preventDefault();
    busy = false;
  });
}
