/* palette.js: what /admin/find finds, in a dialog over the page that one is on, after the ARIA pattern of a combobox:
 * arrows choose, Enter goes there, Escape closes. Loaded when it is first wanted. */
import { composing } from "./lists.js";

const ASK_AFTER_MS = 150;
const WHERE = "/admin/find";
let dialog, input, list, status, options = [], at = -1, timer = 0, asked = null;

/* The page for these letters, as a document. */
async function pageFor(letters, signal) {
  const reply = await fetch(`${WHERE}?q=${encodeURIComponent(letters)}`, { signal });
  const answer = new DOMParser().parseFromString(await reply.text(), "text/html");
  if (reply.ok && answer.getElementById("found"))
    return answer;
  plain();
  return null;
}

function mark(now) {
  options[at]?.setAttribute("aria-selected", "false");
  at = now;
  options[at]?.setAttribute("aria-selected", "true");
  options[at]?.scrollIntoView({ block: "nearest" });
  if (at >= 0)
    input.setAttribute("aria-activedescendant", options[at].id);
  else
    input.removeAttribute("aria-activedescendant");
}

/* A link of the page is an option of the list. */
function optionOf(link, i) {
  const one = document.importNode(link, true);
  one.id = `palette-${i}`;
  one.tabIndex = -1;
  one.setAttribute("role", "option");
  one.setAttribute("aria-selected", "false");
  return one;
}

/* null: there was no answer. */
function show(answer) {
  let i = 0;
  list.replaceChildren(...[...answer?.querySelectorAll("#found section") ?? []].map((section) => {
    const group = document.createElement("div"), label = document.createElement("div");
    label.textContent = section.querySelector("h2").textContent;
    label.className = "label";
    label.setAttribute("aria-hidden", "true");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", label.textContent);
    group.append(label, ...[...section.querySelectorAll("a")].map((link) => optionOf(link, i++)));
    return group;
  }));
  options = [...list.querySelectorAll("[role=option]")];
  list.hidden = !options.length;
  input.setAttribute("aria-expanded", String(options.length > 0));
  const n = answer?.getElementById("found-n");
  status.textContent = n ? n.textContent : dialog.dataset.away;
  status.className = n?.className ?? "";
  at = -1;
  mark(options.length ? 0 : -1);
}

/* Enter waits for the answer to what was typed last. */
function ask() {
  asked?.gone.abort();
  const own = asked = { gone: new AbortController(), letters: input.value };
  const say = (answer) => own === asked && !own.gone.signal.aborted && show(answer);
  own.shown = pageFor(own.letters.trim(), own.gone.signal).then((answer) => answer && say(answer), () => say(null));
}

/* Where there is something else than what was asked for, such as a sign-in. */
function plain() {
  location.assign(`${WHERE}?q=${encodeURIComponent(input?.value ?? "")}`);
}

async function go() {
  if (asked.letters !== input.value) {
    clearTimeout(timer);
    ask();
  }
  await asked.shown;
  options[at]?.click();
}

function onKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (composing(event) || event.altKey || event.ctrlKey || event.metaKey)
    return;
  if (step && options.length)
    mark((at + step + options.length) % options.length);
  else if (event.key === "Enter")
    go();
  else if (event.key === "Escape") /* which would only empty a field for searches */
    dialog.close();
  else if (!step)
    return;
  event.preventDefault();
}

function build(answer) {
  const found = answer.getElementById("found");
  const close = document.createElement("button");
  dialog = document.createElement("dialog");
  input = document.importNode(answer.getElementById("find-typed"), true);
  list = document.createElement("div");
  status = document.createElement("p");
  dialog.className = "palette";
  dialog.dataset.away = found.dataset.away;
  dialog.setAttribute("aria-label", answer.querySelector("h1").textContent);
  input.id = "palette";
  input.value = "";
  input.placeholder = answer.querySelector("label[for=find-typed]").textContent;
  input.removeAttribute("aria-describedby");
  list.id = "palette-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", found.dataset.label);
  status.setAttribute("role", "status");
  close.type = "button";
  close.textContent = found.dataset.close;
  for (const [name, value] of [["role", "combobox"], ["aria-label", input.placeholder], ["aria-autocomplete", "list"],
                               ["aria-controls", list.id], ["aria-expanded", "false"]])
    input.setAttribute(name, value);
  input.addEventListener("keydown", onKey);
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, ASK_AFTER_MS);
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); /* the field keeps the focus */
  list.addEventListener("click", () => dialog.close());
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    if (dialog.open) /* the event comes later than the closing: it has been opened again */
      return;
    clearTimeout(timer);
    asked?.gone.abort();
  });
  dialog.append(input, close, list, status);
  document.body.append(dialog);
}

let opening = false;

/* The dialog's words are those of the page, so they come with the first list. away(): there is no answer. */
export async function openPalette(away) {
  if (opening || dialog?.open)
    return;
  opening = !dialog;
  if (opening) {
    const answer = await pageFor("").catch(away);
    opening = false;
    if (!answer)
      return;
    build(answer);
  }
  input.value = "";
  ask();
  dialog.showModal();
}
