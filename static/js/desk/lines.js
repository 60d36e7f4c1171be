/* lines.js: the line that readers will see. */
import { ask, form, withoutFiles } from "./form.js";
import { afterwards } from "./idle.js";

const LINE_AFTER_MS = 400;
const LINE_EVERY_MS = 60_000;
const HINT_AFTER_MS = 2500;

/* The server prints it, as it prints the form: ask for the form with the typed date, and take the
 * lines from it. */
async function refreshLines() {
  const data = withoutFiles();
  data.set("action", "line");
  const { reply, page } = await ask(data);
  if (!reply.ok)
    return;
  for (const id of ["minor-line", "update-line", "correction-line"]) {
    const line = page.getElementById(id);
    if (line)
      document.getElementById(id)?.replaceWith(document.importNode(line, true));
  }
  renamePrimary(page);
  renewHint(page);
}

/* What is said already is not said again. */
function renewHint(page) {
  const hint = document.getElementById("hint");
  const words = page.getElementById("hint")?.textContent ?? "";
  if (hint && hint.textContent !== words)
    hint.textContent = words;
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

/* The fields come anew with each save: they are looked for when they are needed. */
const updatedField = () => document.getElementById("updated_at");

function hidePlain() {
  const plain = document.querySelector("[data-line]");
  if (plain)
    plain.closest("p").hidden = true;
}

/* Left alone, the time is that of publishing: let it be so on the screen too. */
function keepTime(quietly) {
  const updated = updatedField();
  const shown = form.elements.updated_at_shown;
  if (!updated || document.hidden || updated.value !== shown.value)
    return;
  updated.value = shown.value = localNow(updated.dataset.zone);
  quietly();
}

export function followLines() {
  const quietly = () => refreshLines().catch(() => {});
  let timer = 0;

  document.addEventListener("input", ({ target }) => {
    if (target.id !== "when_at" && target.id !== "updated_at")
      return;
    clearTimeout(timer);
    timer = setTimeout(quietly, LINE_AFTER_MS);
  });
  form.addEventListener("input", afterwards(HINT_AFTER_MS, () => {
    if (document.getElementById("hint"))
      quietly();
  }));
  document.addEventListener("desk:fresh", hidePlain);
  hidePlain();
  setInterval(() => keepTime(quietly), LINE_EVERY_MS);
}
