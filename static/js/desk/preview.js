/* preview.js: the readers' own page beside the text, following it. Loaded when it is first asked for.
 *
 * The server makes it, as for the Preview button. Its answer goes into a frame whose document takes only
 * what differs: it neither blinks nor loses its place. Nothing in the frame runs (sandbox) or leads
 * anywhere. */
import { form, withoutFiles } from "./form.js";
import { VIEW, stored } from "./storage.js";

const FOLLOW_AFTER_MS = 120;
const WIDTHS = { phone: 390, tablet: 820, wide: 1280 };

const editor = document.querySelector(".editor");
const pane = document.getElementById("beside");
const frame = document.getElementById("beside-frame");
const trouble = document.getElementById("beside-trouble");
const beside = matchMedia("(min-width: 1100px)");
let state = { view: "text", width: "phone", light: "day" };

/* ---- What the frame holds ------------------------------------------------------------------------ */

/* Links stay where they are: only those within the page lead somewhere. */
function tame(page) {
  for (const link of page.querySelectorAll("a[href], area[href]"))
    link.target = link.getAttribute("href").startsWith("#") ? "_self" : "_blank";
  for (const field of page.querySelectorAll("form, input, button, select"))
    field.inert = true;
  for (const script of page.querySelectorAll("script"))
    script.remove();
}

/* Makes the old element like the new one by the fewest changes of what is in it. */
function renew(old, next) {
  if (old.isEqualNode(next))
    return;
  const [was, is] = [[...old.childNodes], [...next.childNodes]];
  let head = 0, tail = 0;
  while (head < was.length && head < is.length && was[head].isEqualNode(is[head]))
    head++;
  while (tail < was.length - head && tail < is.length - head &&
    was[was.length - 1 - tail].isEqualNode(is[is.length - 1 - tail]))
    tail++;
  const gone = was.slice(head, was.length - tail), come = is.slice(head, is.length - tail);
  if (gone.length === 1 && come.length === 1 && gone[0].cloneNode().isEqualNode?.(come[0].cloneNode())) {
    renew(gone[0], come[0]);
    return;
  }
  const before = was[was.length - tail] ?? null;
  gone.forEach((node) => node.remove());
  for (const node of come)
    old.insertBefore(old.ownerDocument.importNode(node, true), before);
}

/* What the page's sheets ask about the light. */
let asked = [];

function readSheets(page) {
  asked = [...page.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => /prefers-color-scheme/.test(rule.media?.mediaText))
    .map((rule) => ({ rule, dark: /dark/.test(rule.media.mediaText) }));
}

/* By day and by night, whatever the desk itself is like: the sheets' questions are answered here. */
function setLight(page) {
  const night = state.light === "night";
  for (const { rule, dark } of asked)
    rule.media.mediaText = dark === night ? "all" : "not all";
  for (const source of page.querySelectorAll("source[media*=prefers-color-scheme]"))
    source.media = /dark/.test(source.media) === night ? "all" : "not all";
  page.documentElement.style.colorScheme = night ? "dark" : "light";
}

function show(text) {
  const next = new DOMParser().parseFromString(text, "text/html");
  const page = frame.contentDocument;
  tame(next);
  if (page?.body && page.querySelector("link[rel=stylesheet]")) {
    renew(page.body, next.body);
    setLight(page);
    return;
  }
  frame.onload = () => {
    readSheets(frame.contentDocument);
    setLight(frame.contentDocument);
  };
  frame.srcdoc = "<!doctype html>" + next.documentElement.outerHTML;
}

/* ---- Following ----------------------------------------------------------------------------------- */

let timer = 0, asking = false, again = false;
let cost = 0; /* ms that the last answer took here: a long text is followed at longer steps */

/* Pictures that are not stored yet stay here; one question at a time, and always a last one. */
async function follow() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  try {
    const reply = await fetch("/admin/preview", { method: "POST", body: withoutFiles() });
    if (!reply.ok || reply.redirected)
      throw new Error(reply.status);
    const text = await reply.text();
    const begun = performance.now();
    show(text);
    cost = performance.now() - begun;
    trouble.hidden = true;
  } catch {
    trouble.hidden = false;
  }
  asking = false;
  if (again) {
    again = false;
    soon();
  }
}

function soon() {
  if (state.view === "text" || timer)
    return;
  timer = setTimeout(() => {
    timer = 0;
    follow();
  }, Math.max(FOLLOW_AFTER_MS, 3 * cost));
}

/* ---- The switch ----------------------------------------------------------------------------------- */

/* The page as wide as it is on that screen, and as small as the room asks. */
function fit() {
  const room = frame.parentElement;
  const width = WIDTHS[state.width];
  const scale = Math.min(1, room.clientWidth / width);
  frame.style.width = `${width}px`;
  frame.style.height = `${room.clientHeight / scale}px`;
  frame.style.transform = scale < 1 ? `scale(${scale})` : "";
}

function arrange() {
  const view = state.view === "both" && !beside.matches ? "preview" : state.view;
  if (view === "text")
    delete editor.dataset.view;
  else
    editor.dataset.view = view;
  pane.hidden = view === "text";
  for (const button of document.querySelectorAll("[data-beside]"))
    button.setAttribute("aria-pressed", String(state[button.dataset.beside] === button.value));
  if (view === "text")
    return;
  fit();
  if (frame.contentDocument?.querySelector("link[rel=stylesheet]"))
    setLight(frame.contentDocument);
}

function choose(button) {
  state[button.dataset.beside] = button.value;
  stored(() => sessionStorage.setItem(VIEW, JSON.stringify(state)));
  arrange();
  if (button.dataset.beside === "view")
    soon();
}

/* The button that asked for it, or null: it was open already when the page came. */
export function previewBeside(first) {
  state = { ...state, ...stored(() => JSON.parse(sessionStorage.getItem(VIEW))) };
  for (const button of document.querySelectorAll("[data-beside]"))
    button.addEventListener("click", () => choose(button));
  beside.addEventListener("change", arrange);
  addEventListener("resize", () => state.view !== "text" && fit());
  form.addEventListener("input", soon);
  document.getElementById("rail").addEventListener("change", soon);
  if (first)
    choose(first);
  else
    arrange();
  soon();
}
