/* groups.js: the folded groups beside the text. Each says what is in it, as it changes; what was open
 * stays open after a save. */
import { addSource, controls, form } from "./form.js";
import { stored } from "./storage.js";

const OPEN = "dateline.open";
const SAY_AFTER_MS = 150;
const rail = document.getElementById("rail");

const value = (name) => document.getElementById(name)?.value.trim() ?? "";
const chosen = (name) => controls(name).find((e) => e.type !== "radio" || e.checked)?.value ?? "";

/* A fact that a summary can say, by its data-says: whether it holds. */
const FACTS = {
  "picture": () => chosen("hero_id") > 0 || document.getElementById("hero_file").files.length > 0,
  "alt-yes": () => FACTS.picture() && value("hero_alt") !== "",
  "alt-no": () => FACTS.picture() && value("hero_alt") === "",
  "credit-yes": () => FACTS.picture() && value("hero_credit") !== "",
  "credit-no": () => FACTS.picture() && value("hero_credit") === "",
  "picture-yes": () => FACTS.picture(),
  "picture-no": () => !FACTS.picture(),
  "section-yes": () => value("section") !== "",
  "section-no": () => value("section") === "",
  "tags-yes": () => value("tags") !== "",
  "bylines-no": () => value("bylines") === "",
  "review-no": () => value("product") === "",
  "rating": () => value("rating") !== "",
  "checked": () => value("fact_checked_by") !== "",
  "how-yes": () => value("how_reported") !== "",
  "genre-said": () => value("genre") !== "news",
  "when-now": () => value("when_at") === "",
};

const COUNTS = {
  takeaways: () => value("takeaways").split("\n").filter((line) => line.trim()).length,
  sources: () => {
    const urls = controls("source_url");
    return controls("source_title").filter((t, i) => t.value.trim() || urls[i]?.value.trim()).length;
  },
};

/* A typed time as the desk writes times: today's without their date. */
function whenSays() {
  const field = document.getElementById("when_at");
  if (!field?.value)
    return "";
  const at = new Date(field.value + "Z");
  const locale = document.documentElement.lang;
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: field.dataset.zone }).format();
  const clock = { timeStyle: "short", timeZone: "UTC" };
  return new Intl.DateTimeFormat(locale, field.value.startsWith(today) ? clock
    : { dateStyle: "medium", ...clock }).format(at);
}

function shownValue(name) {
  if (name === "when_at")
    return whenSays();
  const field = document.getElementById(name);
  return field?.tagName === "SELECT" ? field.selectedOptions[0]?.text ?? "" : value(name);
}

function counted(element) {
  const n = COUNTS[element.dataset.count]();
  const forms = JSON.parse(element.dataset.forms);
  const locale = document.documentElement.lang;
  const words = forms[new Intl.PluralRules(locale).select(n)] ?? forms.other;
  return n ? words.replace("%COUNT%", new Intl.NumberFormat(locale).format(n)) : element.dataset.none;
}

const put = (element, text) => {
  if (element.textContent !== text)
    element.textContent = text;
};

function say() {
  for (const e of rail.querySelectorAll("[data-says]")) {
    const [, ai] = /^ai-(.*)/.exec(e.dataset.says) ?? [];
    e.hidden = ai ? chosen("ai") !== ai : !FACTS[e.dataset.says]();
  }
  for (const e of rail.querySelectorAll("[data-value]"))
    put(e, shownValue(e.dataset.value));
  for (const e of rail.querySelectorAll("[data-count]"))
    put(e, counted(e));
}

/* ---- Open and closed ---------------------------------------------------------------------------- */

function opened() {
  return new Set(stored(() => JSON.parse(sessionStorage.getItem(OPEN))) ?? []);
}

function remember(group) {
  const open = opened();
  open[group.open ? "add" : "delete"](group.id);
  stored(() => sessionStorage.setItem(OPEN, JSON.stringify([...open])));
}

/* What a link leads to is seen, though it is in a closed group. */
function reveal(id) {
  const target = id ? document.getElementById(id) : null;
  const group = target?.closest("details.group");
  if (!group || group.open)
    return;
  group.open = true;
  target.focus();
}

/* Who opens a group with the mouse wants to write in it: its first field that takes words. */
function enter(group) {
  group.querySelector("textarea, input:not([type]), select")?.focus();
}

function reopen() {
  const open = opened();
  for (const group of rail.querySelectorAll("details.group"))
    group.open ||= open.has(group.id);
}

function followGroups() {
  reopen();
  rail.addEventListener("click", (event) => {
    const group = event.target.closest("summary")?.parentElement;
    if (!group?.matches("details.group"))
      return;
    setTimeout(() => {
      remember(group);
      if (group.open && event.detail > 0 && group.id !== "group-picture")
        enter(group);
    });
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (link)
      reveal(decodeURIComponent(link.hash.slice(1)));
  });
  reveal(decodeURIComponent(location.hash.slice(1)));
}

/* ---- Sources: one blank row at a time ------------------------------------------------------------- */

function blankRow(row) {
  return [...row.querySelectorAll("input")].every((i) => i.value.trim() === "");
}

export function showBlankRow() {
  const all = () => [...rail.querySelectorAll("[data-rows] > *")];
  if (!blankRow(all().at(-1)))
    addSource();
  const rows = all();
  const last = rows.findLastIndex((row) => !blankRow(row));
  rows.forEach((row, i) => {
    row.hidden = i > last + 1 && !row.contains(document.activeElement);
  });
}

/* ---- All ---------------------------------------------------------------------------------------- */

export function followFields() {
  let timer = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      say();
      showBlankRow();
    }, SAY_AFTER_MS);
  };
  /* The fields of the rail are the form's, but do not lie in it: it hears of them here. */
  rail.addEventListener("input", (event) => {
    if (event.target.form === form)
      form.dispatchEvent(new Event("input"));
  });
  rail.addEventListener("change", soon);
  form.addEventListener("input", (event) => {
    if (event.target === form)
      soon();
  });
  /* A picture is described while it is before one's eyes. */
  document.getElementById("hero_file").addEventListener("change", (event) => {
    const alt = document.getElementById("hero_alt");
    if (event.target.files.length && alt.value === "")
      alt.focus();
  });
  /* Some of them come anew with each save. */
  document.addEventListener("desk:fresh", () => {
    reopen();
    showBlankRow();
    say();
  });
  followGroups();
  showBlankRow();
  say();
}
