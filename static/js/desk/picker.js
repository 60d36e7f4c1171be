/* picker.js: a list below a field of what the letters in it may mean, after the ARIA pattern of a combobox: arrows
 * choose, Enter takes, Escape closes, and Tab leaves the words as they are. Loaded with the first field that has
 * one. The field stays what it is: what is typed counts, whether it was offered or not. */
import { composing } from "./lists.js";
import { change } from "./text.js";

const ASK_AFTER_MS = 150;
const words = document.getElementById("picker");
const attached = new WeakSet();

function option(item, id) {
  const one = document.createElement("span");
  const title = document.createElement("bdi");
  const more = document.createElement("small");
  title.textContent = item.title || item.url;
  more.textContent = item.note || (item.title ? item.url : "");
  more.dir = item.note ? "auto" : "ltr";
  one.id = id;
  one.setAttribute("role", "option");
  one.setAttribute("aria-selected", "false");
  one.classList.toggle("unpublished", item.unpublished);
  if (!item.usable)
    one.setAttribute("aria-disabled", "true");
  one.append(title, " ", more);
  return one;
}

/* what(): the letters that count, of all in the field. take(item): it was chosen. */
export function pickFrom(input, kind, what, take, known = () => false) {
  const list = document.createElement("span");
  let items = [], at = -1, timer = 0, asked = null;

  const mark = (now) => {
    at = now;
    [...list.children].forEach((one, i) => one.setAttribute("aria-selected", String(i === at)));
    if (at >= 0)
      input.setAttribute("aria-activedescendant", list.children[at].id);
    else
      input.removeAttribute("aria-activedescendant");
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    items = [];
    list.replaceChildren();
    mark(-1);
    input.setAttribute("aria-expanded", "false");
  };
  const show = (found) => {
    const said = found.length ? words.dataset.some.replace("{n}", found.length) : "";
    items = found;
    list.replaceChildren(...found.map((item, i) => option(item, `${list.id}_${i}`)));
    list.style.top = `${input.offsetTop + input.offsetHeight}px`;
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    mark(-1);
    words.textContent = said;
  };
  const ask = async () => {
    const letters = what().trim();
    asked?.abort();
    if (!letters || document.activeElement !== input) {
      close();
      return;
    }
    const own = asked = new AbortController();
    try {
      const reply = await fetch(`/admin/suggest?kind=${kind}&q=${encodeURIComponent(letters)}`, { signal: own.signal });
      const found = reply.ok && reply.headers.get("Content-Type")?.includes("json") ? await reply.json() : [];
      if (own === asked && document.activeElement === input)
        show(found.filter((item) => !known(item)));
    } catch {
      /* Nothing is offered; what is typed counts. */
    }
  };
  const choose = (index) => {
    const item = items[index];
    if (!item?.usable)
      return;
    close();
    take(item);
    close(); /* what was put in is no question */
  };
  const onKey = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (composing(event) || event.altKey || event.ctrlKey || event.metaKey)
      return;
    if (step && list.hidden)
      ask();
    else if (step)
      mark((at + step + items.length + (at < 0 && step < 0 ? 1 : 0)) % items.length);
    else if (event.key === "Enter" && at >= 0)
      choose(at);
    else if (event.key === "Escape" && !list.hidden)
      close();
    else
      return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  list.id = `${input.id}_picks`;
  list.className = "picks-list";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels?.[0]?.textContent ?? "");
  input.after(list);
  input.removeAttribute("list");
  input.autocomplete = "off";
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"],
                               ["aria-controls", list.id]])
    input.setAttribute(name, value);
  input.addEventListener("keydown", onKey);
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, ASK_AFTER_MS);
  });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); /* the field keeps the focus */
  list.addEventListener("click", (event) =>
    choose([...list.children].indexOf(event.target.closest("[role=option]"))));
}

/* ---- The fields of the form --------------------------------------------------------------------- */

/* Names between commas; one with a comma in it stands in quotation marks, as lib/name_list.h has them. */
const NAMES = /( *"(?:[^"]|"")*" *(?=,|$)|[^,]*)(?:,|$)/g;
const marked = (name) => (/^"|,/.test(name) ? `"${name.replaceAll('"', '""')}"` : name);

/* The name that the caret is in, of several. */
function nameAt(input) {
  const { value, selectionEnd: caret } = input;
  const all = [...value.matchAll(NAMES)];
  const { index: from, 1: { length } } = all.find((m) => caret <= m.index + m[1].length) ?? all.at(-1);
  return { from, to: from + length, typed: value.slice(from, caret).replace(/^ *"/, "") };
}

function pickNames(input, kind) {
  const others = () => {
    const { from, to } = nameAt(input);
    return [...(input.value.slice(0, from) + input.value.slice(to)).matchAll(NAMES)].map((m) => m[1].trim());
  };
  pickFrom(input, kind, () => nameAt(input).typed, ({ title }) => {
    const { from, to } = nameAt(input);
    const text = (from ? " " : "") + marked(title);
    change(input, { from, to, text, start: from + text.length, end: from + text.length });
  }, ({ title }) => others().includes(marked(title)));
}

/* Both fields of a source's row, whichever was typed into. */
function pickSource(input) {
  pickFrom(input, "source", () => input.value, ({ title, url }) => {
    const row = input.closest(".source");
    for (const [name, text] of [["source_title", title], ["source_url", url]]) {
      const field = row.querySelector(`[name=${name}]`);
      change(field, { from: 0, to: field.value.length, text, start: text.length, end: text.length });
    }
    input.focus();
  });
}

/* isTyped: something was, before this module was there. */
export function pick(input, isTyped) {
  if (attached.has(input))
    return;
  attached.add(input);
  if (input.name === "tags" || input.name === "bylines")
    pickNames(input, input.name === "tags" ? "tag" : "byline");
  else
    pickSource(input);
  if (isTyped)
    input.dispatchEvent(new Event("input"));
}
