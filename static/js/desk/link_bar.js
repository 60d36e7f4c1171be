/* link_bar.js: a link to a story or page of the paper, found by words of its headline; or to an address that is
 * typed or pasted. Loaded when it is first asked for. */
import { pickFrom } from "./picker.js";
import { body, change, selectPlace } from "./text.js";

const ADDRESS = /^(?:https?:\/\/|mailto:|www\.|\/)\S+$/i;

const bar = document.getElementById("link_bar");
const input = document.getElementById("link_to");

function close() {
  const { selectionStart, selectionEnd } = body;
  bar.hidden = true;
  input.value = "";
  selectPlace(body, selectionStart, selectionEnd);
}

/* On the words that are selected, or with the headline for words. */
function put(url, title) {
  const { selectionStart: from, selectionEnd: to } = body;
  const chosen = body.value.slice(from, to);
  const words = chosen.trim() && !/[\n[\]]/.test(chosen) ? chosen : title.replace(/[[\]\\]/g, "\\$&");
  const target = /[()<>\s]/.test(url) ? `<${url.replace(/[<>\s]/g, encodeURIComponent)}>` : url;
  const text = `[${words}](${target})`;
  close();
  change(body, { from, to, text, start: from + text.length, end: from + text.length });
}

function putTyped() {
  const typed = input.value.trim();
  if (!ADDRESS.test(typed)) {
    input.focus();
    return;
  }
  const own = typed.startsWith(`${location.origin}/`) ? typed.slice(location.origin.length) : typed;
  put(/^www\./i.test(own) ? `https://${own}` : own, typed);
}

pickFrom(input, "story", () => (ADDRESS.test(input.value.trim()) ? "" : input.value), ({ url, title }) => put(url, title));
input.addEventListener("keydown", (event) => {
  if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape"))
    return;
  event.preventDefault(); /* it would press a button of the story's */
  if (event.key === "Escape")
    close();
  else
    putTyped();
});
/* What is typed here is nothing of the story. */
for (const type of ["input", "change"])
  bar.addEventListener(type, (event) => event.stopPropagation());
bar.addEventListener("click", (event) =>
  ({ link: putTyped, close })[event.target.closest("button")?.value]?.());

/* The bar is open: what was typed before it could answer is asked now. */
export function takeUpLink() {
  if (input.value)
    input.dispatchEvent(new Event("input"));
}
