/* command.js: what a key means, on any keyboard, and whether it writes. */
export const MAC = /Mac|iPhone|iPad/.test(navigator.platform);

/* A Mac's own Ctrl+B, Ctrl+K move the caret, and its Cmd+Shift+3 takes a picture of the screen. */
export const isCommand = (event) => !event.altKey && (MAC ? event.metaKey && !event.ctrlKey
  : event.ctrlKey && !event.metaKey);

/* The letter of a key, also where the keyboard writes another script. */
export function letterOf(event) {
  return /^[a-z]$/i.test(event.key) ? event.key.toLowerCase()
    : /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : "";
}

/* Whether an element is typed into. */
export const isTyped = (e) => e.isContentEditable ||
  e.matches("textarea, select, input:not([type=radio], [type=checkbox])");
