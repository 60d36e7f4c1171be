/* keep.js: what was typed and is not saved yet stays in this browser, and comes back. */
import { fill, fingerprint, form, typed } from "./form.js";
import { KEEP_PREFIX, isSignedOut, noteSent, sent, stored } from "./storage.js";

const KEEP_AFTER_MS = 800;

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
export function leaves(event) {
  return !event.submitter?.dataset.preview && event.submitter?.formMethod !== "dialog";
}

export function keepUnsaved() {
  const key = KEEP_PREFIX + form.dataset.keep;
  const kept = stored(() => JSON.parse(localStorage.getItem(key)));
  let clean = form.dataset.unsaved ? null : fingerprint(typed());
  let timer = 0;
  let leaving = false;

  const changed = () => !isSignedOut() && fingerprint(typed()) !== clean;
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
    noteSent(key);
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
