/* state.js: the line that says whether it is saved, and what else went well or not. */

let last = "";

/* Says it, and those who listen hear it. kind: what is said again and again, such as when it was kept last; of one
 * kind only the first is heard. */
export function tell(words, { trouble = false, kind = "" } = {}) {
  const line = document.getElementById("save_state");
  if (line.textContent !== words) {
    line.setAttribute("aria-live", kind && kind === last ? "off" : "polite");
    line.textContent = words;
  }
  last = kind;
  line.classList.toggle("trouble", trouble);
}
