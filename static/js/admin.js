/* admin.js: comforts of the story form. Every page works without it.
 *
 * Counts words, keeps unsaved text in this browser as long as its writer is signed in, warns before
 * leaving it, saves with Ctrl+S, stores pictures for the text without leaving it, and shows the line
 * that readers will see. */

const KEEP_PREFIX = "dateline.keep.";
const SENT = "dateline.sent";
const OUT = "dateline.out";
const KEEP_DAYS = 7; /* no session is older */
const KEEP_AFTER_MS = 800;
const LINE_AFTER_MS = 400;
const LINE_EVERY_MS = 60_000;
/* What belongs to a page, not to what was typed. */
const NOT_TYPED = new Set(["csrf", "form", "on", "base", "hash", "live", "waiting", "draft", "restored",
             "kind", "story_id", "slug_was", "hero_was", "hero_alt_was", "hero_caption_was", "hero_credit_was",
             "updated_at_shown", "edit", "promised_at",
             "others_read", "replaces_draft", "waiting_choice"]);

const form = document.getElementById("story");

/* ---- Every page ------------------------------------------------------------------------------ */

/* What went wrong is the first thing to hear. */
document.querySelector("[data-problems]")?.focus();

/* A browser may refuse its storage; then nothing is kept, and nothing else breaks. */
function stored(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

/* Whose page this is; "" where nobody is signed in. */
const user = document.body.dataset.user ?? "";
/* Nothing more is kept: its writer has signed out. */
let signedOut = !user;

/* What is not of the person who is signed in, and what is old. */
function forgetOthers() {
  const oldest = Date.now() - KEEP_DAYS * 86_400_000;
  for (const key of Object.keys(localStorage)) {
    const own = user && key.startsWith(`${KEEP_PREFIX}${user}.`);
    if (key.startsWith(KEEP_PREFIX) &&
      !(own && JSON.parse(localStorage.getItem(key))?.at > oldest))
      localStorage.removeItem(key);
  }
}

/* The text of the form that was sent last is in the store now. If not, and its page comes back, so
 * does what was typed: its name is the answer. */
function forgetSaved() {
  const key = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (key && document.querySelector("[data-saved]"))
    localStorage.removeItem(key);
  return user ? key : null;
}

/* Signing out in one tab is signing out in all, and other tabs hold texts, too. */
function tellTabs() {
  localStorage.setItem(OUT, document.querySelector("[data-signed-out]") ? "left" : "ended");
  localStorage.removeItem(OUT);
}

addEventListener("storage", ({ key, newValue }) => {
  if (key !== OUT || !newValue || !user)
    return;
  signedOut = true;
  if (newValue === "left")
    location.replace("/admin/login?saved=signed-out");
});

stored(forgetOthers);
const sent = stored(forgetSaved);
if (!user)
  stored(tellTabs);

/* ---- The story form -------------------------------------------------------------------------- */

function typed() {
  const out = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "csrf")
      out.push([name, value.replace(/\r\n?/g, "\n")]);
  }
  return out;
}

/* Equal texts give equal strings. A time of Updated that was left alone is no text: it is now. */
function fingerprint(fields) {
  const shown = fields.find(([name]) => name === "updated_at_shown")?.[1];
  return JSON.stringify(fields.filter(([name, value]) => !NOT_TYPED.has(name) &&
                    !(name === "updated_at" && value === shown)));
}

/* One more blank row of sources. */
function addSource() {
  const rows = form.querySelector("[data-rows]");
  const row = rows.lastElementChild.cloneNode(true);
  const number = rows.children.length + 1;
  for (const input of row.querySelectorAll("input")) {
    input.id = input.name + "_" + number;
    input.value = "";
    input.previousElementSibling.htmlFor = input.id;
  }
  const label = row.querySelector("label");
  label.textContent = label.textContent.replace(/[0-9]+/, number);
  rows.append(row);
}

/* The fields of the form named so: those in it and those beside it. */
function controls(name) {
  return [...form.elements].filter((e) => e.name === name && e.type !== "file" &&
                      e.type !== "submit");
}

function fill(fields) {
  const values = new Map();
  for (const [name, value] of fields)
    values.set(name, [...(values.get(name) ?? []), value]);
  while (controls("source_title").length < (values.get("source_title")?.length ?? 0))
    addSource();
  /* What the button says is this page's: only a button that was seen may promise a time. */
  values.delete("promised_at");
  for (const [name, all] of values) {
    controls(name).forEach((e, i) => {
      if (e.type === "radio" || e.type === "checkbox")
        e.checked = all.includes(e.value);
      else
        e.value = all[i] ?? "";
    });
  }
  form.dispatchEvent(new Event("input"));
  document.getElementById("when_at")?.dispatchEvent(new Event("input"));
}

function clock(ms) {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" })
    .format(ms);
}

function button(text, action) {
  const b = document.createElement("button");
  b.type = "button";
  b.textContent = text;
  b.addEventListener("click", action);
  return b;
}

function offerRestore(kept, key) {
  const box = document.createElement("div");
  box.className = "message restore";
  box.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = form.dataset.kept + " " + clock(kept.at);
  box.append(
    text,
    button(form.dataset.restore, () => {
      fill(kept.fields);
      box.remove();
    }),
    button(form.dataset.discard, () => {
      stored(() => localStorage.removeItem(key));
      box.remove();
    }),
  );
  form.before(box);
}

function tellRestored(kept) {
  fill(kept.fields);
  const box = document.createElement("p");
  box.className = "message restore";
  box.setAttribute("role", "status");
  box.textContent = form.dataset.back;
  form.before(box);
}

/* The preview opens beside the form; Enter in a field presses a button that sends nothing. */
function leaves(event) {
  return !event.submitter?.dataset.preview && event.submitter?.formMethod !== "dialog";
}

function keepUnsaved() {
  const key = KEEP_PREFIX + form.dataset.keep;
  const kept = stored(() => JSON.parse(localStorage.getItem(key)));
  let clean = form.dataset.unsaved ? null : fingerprint(typed());
  let timer = 0;
  let leaving = false;

  const changed = () => !signedOut && fingerprint(typed()) !== clean;
  const keep = () => stored(() => {
    if (changed())
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: typed() }));
  });

  /* A form that came back with what was typed needs no second offer of it. One that was sent, and
   * comes back by the browser's Back because the answer was none of ours, has all of it again. */
  if (kept && !form.dataset.unsaved && fingerprint(kept.fields) !== fingerprint(typed())) {
    const [how] = performance.getEntriesByType("navigation");
    if (sent === key && (how?.type === "back_forward" || how?.type === "reload"))
      tellRestored(kept);
    else
      offerRestore(kept, key);
  }
  form.addEventListener("input", later);
  document.addEventListener("change", later);

  function later() {
    clearTimeout(timer);
    timer = setTimeout(keep, KEEP_AFTER_MS);
  }

  form.addEventListener("submit", (event) => {
    keep();
    if (!leaves(event))
      return;
    leaving = true;
    stored(() => sessionStorage.setItem(SENT, key));
  });
  addEventListener("pageshow", () => {
    leaving = false;
  });
  addEventListener("pagehide", keep);
  addEventListener("beforeunload", (event) => {
    if (!leaving && changed())
      event.preventDefault();
  });
}

function countWords() {
  const body = document.getElementById("body");
  const out = document.getElementById("count");
  const segmenter = typeof Intl.Segmenter === "function"
    ? new Intl.Segmenter(document.getElementById("lang").value || undefined,
              { granularity: "word" })
    : null;
  let timer = 0;

  const count = () => {
    let n = 0;
    if (segmenter) {
      for (const s of segmenter.segment(body.value))
        n += s.isWordLike ? 1 : 0;
    } else {
      n = body.value.split(/\s+/).filter(Boolean).length;
    }
    out.textContent = n + " " + (n === 1 ? out.dataset.one : out.dataset.many);
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(count, 250);
  });
}

/* Ctrl+S is never a publication: it presses the button that changes nothing for readers. */
function saveWithKeyboard() {
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey &&
      event.key.toLowerCase() === "s") {
      event.preventDefault();
      document.getElementById("keep")?.click();
    }
  });
}

/* One press, one answer: until it is there, no button presses again. A page that comes back from the
 * browser's memory has its buttons again. */
function pressOnce() {
  const all = () => [...form.elements].filter((e) => e.type === "submit" && !e.hidden);
  let pressed = false;
  form.addEventListener("submit", (event) => {
    if (!leaves(event))
      return;
    if (pressed) {
      event.preventDefault();
      return;
    }
    pressed = true;
    /* After the form has been read: a disabled button would not say what it does. */
    setTimeout(() => all().forEach((b) => b.setAttribute("aria-disabled", "true")));
  });
  addEventListener("pageshow", () => {
    pressed = false;
    all().forEach((b) => b.removeAttribute("aria-disabled"));
  });
}

/* A picture that is larger than may be sent is refused before it is: the web server would refuse the
 * whole form, with the text in it. */
function refuseLarge() {
  for (const input of form.querySelectorAll("input[type=file]")) {
    const said = document.createElement("span");
    said.className = "problem";
    said.setAttribute("role", "alert");
    input.after(said);
    input.addEventListener("change", () => {
      const all = [...form.querySelectorAll("input[type=file]")].flatMap((i) => [...i.files]);
      const large = all.reduce((n, f) => n + f.size, 0) > Number(form.dataset.largest);
      said.textContent = large ? form.dataset.large : "";
      if (large)
        input.value = "";
    });
  }
}

/* ---- A picture in the text ------------------------------------------------------------------- */

function insertAtCursor(area, text) {
  const at = area.dataset.visited ? area.selectionEnd : area.value.length;
  const before = area.value.slice(0, at).replace(/\n*$/, "");
  const after = area.value.slice(at).replace(/^\n*/, "");
  area.value = (before ? before + "\n\n" : "") + text + (after ? "\n\n" + after : "\n");
  area.focus();
  form.dispatchEvent(new Event("input"));
}

async function storePicture(event) {
  const file = document.getElementById("inline_file");
  const trouble = document.getElementById("inline_trouble");
  const press = event.currentTarget;
  const data = new FormData();

  event.preventDefault();
  for (const name of ["csrf", "inline_alt", "inline_credit"])
    data.set(name, form.elements[name].value);
  if (file.files[0])
    data.set("inline_file", file.files[0]);
  press.disabled = true;
  trouble.hidden = true;
  try {
    const reply = await fetch("/admin/media", { method: "POST", body: data });
    const said = await reply.json();
    if (said.code) {
      insertAtCursor(document.getElementById("body"), said.code);
      file.value = "";
    }
    trouble.className = said.code ? "help" : "problem";
    trouble.textContent = said.code ? said.says : said.problem;
    trouble.hidden = trouble.textContent === "";
  } catch {
    trouble.className = "problem";
    trouble.textContent = form.dataset.unsent;
    trouble.hidden = false;
  }
  press.disabled = false;
}

/* ---- The line that readers will see ---------------------------------------------------------- */

/* The server prints it, as it prints the form: ask for the form with the typed date, and take the
 * lines from it. Pictures stay here. */
async function refreshLines() {
  const data = new FormData(form);
  for (const [name, value] of [...data]) {
    if (typeof value !== "string")
      data.delete(name);
  }
  data.set("action", "line");
  /* Buttons named "action" hide form.action. */
  const reply = await fetch(form.getAttribute("action"), { method: "POST", body: data });
  if (!reply.ok)
    return;
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  for (const id of ["minor-line", "update-line", "correction-line"]) {
    const line = page.getElementById(id);
    if (line)
      document.getElementById(id)?.replaceWith(document.importNode(line, true));
  }
  renamePrimary(page);
}

/* The button stays the same, with the focus and the press that it may just have. */
function renamePrimary(page) {
  const words = page.getElementById("publish");
  const promise = page.querySelector("[name=promised_at]");
  if (!words || !promise)
    return;
  document.getElementById("publish")?.replaceChildren(...document.importNode(words, true).childNodes);
  form.elements.promised_at.value = promise.value;
}

function localNow(zone) {
  const p = Object.fromEntries(new Intl.DateTimeFormat("en", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit",
    hour: "2-digit", minute: "2-digit",
  }).formatToParts(Date.now()).map((x) => [x.type, x.value]));
  return `${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}`;
}

function followLines() {
  const updated = document.getElementById("updated_at");
  const when = document.getElementById("when_at");
  const shown = form.elements.updated_at_shown;
  const quietly = () => refreshLines().catch(() => {});
  let timer = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(quietly, LINE_AFTER_MS);
  };

  when?.addEventListener("input", soon);
  updated?.addEventListener("input", soon);
  const plain = document.querySelector("[data-line]");
  if (plain)
    plain.closest("p").hidden = true;
  if (!updated)
    return;
  /* Left alone, the time is that of publishing: let it be so on the screen too. */
  setInterval(() => {
    if (document.hidden || updated.value !== shown.value)
      return;
    updated.value = shown.value = localNow(updated.dataset.zone);
    quietly();
  }, LINE_EVERY_MS);
}

if (form) {
  /* The script itself brings fields back; the browser need not remember what was typed into them. */
  form.autocomplete = "off";
  countWords();
  refuseLarge();
  keepUnsaved();
  saveWithKeyboard();
  pressOnce();
  followLines();
  /* Where nobody has set a cursor yet, the end is the place. */
  document.getElementById("body").addEventListener("focus", (event) => {
    event.target.dataset.visited = "1";
  });
  document.getElementById("inline_store").addEventListener("click", storePicture);
}
