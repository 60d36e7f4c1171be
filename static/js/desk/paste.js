/* paste.js: what other programs put on the clipboard comes into the text as Markdown. Loaded with the first
 * paste that needs it.
 *
 * The server reads their HTML (cgi/admin/paste.c), as an import does. While it answers the place is
 * held; when it does not, the plain text comes in. */
import { form } from "./form.js";
import { area, body, fillPlace, holdPlace, replace } from "./insert.js";
import { OWN } from "./incoming.js";
import { carried, fit, isInCode, keepLines } from "./plain.js";
import { listen } from "./text.js";

const ANSWER_MS = 2000;
const HTML_MAX = 2 << 20;
const ADDRESS = /^(?:https?:\/\/|mailto:)\S+$/i;

const bar = document.getElementById("pasted");
const pending = new Set();
let offered = null;

/* ---- What is said about it --------------------------------------------------------------------- */

function say(text, choice = null) {
  offered = choice;
  bar.querySelector("span").textContent = text;
  for (const button of bar.querySelectorAll("button"))
    button.hidden = !choice;
  bar.hidden = !text;
}

/* Line ends were kept: as long as nothing else was typed they can be what they are not. */
function choose(how) {
  const { at, text, typed } = offered;
  const other = carried(keepLines(typed, how), body.value.slice(0, at));
  say("");
  if (body.value.slice(at, at + text.length) === text) {
    body.focus({ preventScroll: true });
    body.setSelectionRange(at, at + text.length);
    replace(at, at + text.length, other);
  }
}

function highestNote() {
  return Math.max(0, ...[...body.value.matchAll(/\[\^(\d{1,6})\]/g)].map((m) => Number(m[1])));
}

/* ---- Asking the server ------------------------------------------------------------------------- */

async function ask(fields) {
  const data = new FormData();
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ANSWER_MS);
  data.set("csrf", form.elements.csrf.value);
  for (const [name, value] of Object.entries(fields))
    data.set(name, value);
  try {
    const reply = await fetch("/admin/paste", { method: "POST", body: data, signal: stop.signal });
    return reply.ok ? await reply.json() : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/* Something for the selection that is asked for; now() puts in what there is without an answer. */
async function later(fields, use, without) {
  const place = holdPlace();
  const now = () => pending.delete(now) && without(place);
  pending.add(now);
  const said = await ask(fields);
  if (!said)
    now();
  else if (pending.delete(now))
    use(place, said);
}

function putPlain(place, typed) {
  const kept = keepLines(typed);
  let text = kept;
  const at = fillPlace(place, (before) => (text = carried(kept, before)));
  if (kept.includes("\\\n") && kept !== typed)
    say(bar.dataset.lines, { at, text, typed });
}

function pasteHtml(html, plain) {
  const without = (place) => {
    putPlain(place, plain);
    if (!offered)
      say(bar.dataset.unread);
  };
  if (html.length > HTML_MAX) {
    without(holdPlace());
    return;
  }
  later({ html, notes: highestNote() }, (place, said) => {
    fillPlace(place, (before, after) => fit(said.markdown, plain, before, after));
    say(said.says);
  }, without);
}

/* Words that an address can be put on: a link's own brackets would end it. */
function canBeLink(words) {
  return words.trim() && !/[\n[\]]/.test(words) && !ADDRESS.test(words.trim());
}

function putAddress(place, address, typed) {
  fillPlace(place, (before, after, words) => {
    if (!canBeLink(words))
      return typed;
    const [, head, inner, tail] = /^(\s*)([^]*?)(\s*)$/.exec(words);
    const target = /[()<>\s]/.test(address) ? `<${address.replace(/[<>\s]/g, encodeURIComponent)}>` : address;
    return `${head}[${inner}](${target})${tail}`;
  });
}

function pasteAddress(typed) {
  later({ url: typed }, (place, said) => {
    const bare = said.address.startsWith("/") ? location.origin + said.address : said.address;
    putAddress(place, said.address, bare);
  }, (place) => putAddress(place, typed, typed));
}

/* ---- The event ------------------------------------------------------------------------------------ */

/* Returns whether it was taken; if not, the browser pastes. */
export function take(data) {
  const typed = data.getData("text/plain");
  const html = data.getData("text/html");
  const address = ADDRESS.test(typed.trim());
  const before = body.value.slice(0, body.selectionStart);
  if (data.types.includes(OWN) || isInCode(before))
    return false;
  if (address && (!html || canBeLink(body.value.slice(body.selectionStart, body.selectionEnd)))) {
    pasteAddress(typed.trim());
    return true;
  }
  if (html && !data.types.includes("vscode-editor-data")) {
    pasteHtml(html, typed);
    return true;
  }
  if (carried(keepLines(typed), before) === typed.replace(/\r\n?/g, "\n"))
    return false;
  putPlain(holdPlace(), typed);
  return true;
}

/* A new paste ends what was said of the last one, before it says something itself. */
form.addEventListener("paste", () => say(""), { capture: true });
listen("keydown", (event) => {
  if (event.key === "Escape" && !bar.hidden)
    say("");
});
area.addEventListener("input", () => {
  if (offered && body.value.slice(offered.at, offered.at + offered.text.length) !== offered.text)
    say("");
});
bar.addEventListener("click", (event) => {
  if (event.target.value && offered)
    choose(event.target.value);
});
/* What is sent is all that was pasted. */
form.addEventListener("submit", () => pending.forEach((now) => now()), { capture: true });
