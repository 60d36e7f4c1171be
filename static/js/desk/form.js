/* form.js: the page's form for words, a story's or a suggestion's, from its fields to what was typed and back. */
import { area, body } from "./text.js";

/* What belongs to a page, not to what was typed. */
const NOT_TYPED = new Set(["csrf", "form", "copy", "on", "base", "hash", "live", "live_from", "waiting", "waiting_at", "waiting_said", "withdrawn_at", "draft", "restored",
             "kind", "story_id", "suggests", "slug_was", "hero_was", "hero_alt_was", "hero_caption_was", "hero_credit_was",
             "updated_at_shown", "edit", "promised_at",
             "others_read", "replaces_draft", "waiting_choice"]);

export const form = document.getElementById("story") ?? document.getElementById("suggesting");

const NOT_A_VALUE = new Set(["file", "submit", "button", "reset", "image", "fieldset", "output"]);

function valuesOf(control) {
  if (control.type === "radio" || control.type === "checkbox")
    return control.checked ? [control.value] : [];
  if (control.options)
    return [...control.selectedOptions].filter((o) => !o.disabled).map((o) => o.value);
  return [control === area ? body.value : control.value];
}

/* [name, value] of all that the form would send, but for files and the proof, with "\n" between lines. Not by
 * FormData: that goes through a long text several times, and this is asked for while somebody types. */
export function typed() {
  const out = [];
  for (const control of form.elements) {
    if (!control.name || control.name === "csrf" || NOT_A_VALUE.has(control.type) || control.matches(":disabled"))
      continue;
    for (const value of valuesOf(control))
      out.push([control.name, value.includes("\r") ? value.replace(/\r\n?/g, "\n") : value]);
  }
  return out;
}

/* Equal texts give equal strings. A time of Updated that was left alone is no text: it is now. */
export function fingerprint(fields) {
  const shown = fields.find(([name]) => name === "updated_at_shown")?.[1];
  return JSON.stringify(fields.filter(([name, value]) => !NOT_TYPED.has(name) &&
                    !(name === "updated_at" && value === shown)));
}

/* One more blank row of sources. */
export function addSource() {
  const rows = document.querySelector("[data-rows]");
  const row = rows.lastElementChild.cloneNode(true);
  const number = rows.children.length + 1;
  row.querySelectorAll(".row-tools, [role=listbox]").forEach((e) => e.remove());
  for (const input of row.querySelectorAll("input")) {
    input.id = `${input.name}_${number}`;
    input.value = "";
    input.previousElementSibling.htmlFor = input.id;
    input.previousElementSibling.id = `${input.id}-label`;
  }
  const [title, url] = row.querySelectorAll("label");
  url.nextElementSibling.setAttribute("aria-labelledby", `${url.id} ${title.id}`);
  title.textContent = title.textContent.replace(/[0-9]+/, number);
  rows.append(row);
}

/* The fields of the form named so: those in it and those beside it. */
export function controls(name) {
  return [...form.elements].filter((e) => e.name === name && e.type !== "file" &&
                      e.type !== "submit");
}

export function fill(fields) {
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

/* What a button would send, without pictures: they stay here until they are saved. */
export function withoutFiles(submitter, fields = typed()) {
  const data = new URLSearchParams([...fields, ["csrf", form.elements.csrf.value]]);
  if (submitter)
    data.append(submitter.name, submitter.value);
  return data;
}

/* Sends the form as a button would, and reads the page that answers. Buttons named "action" hide
 * form.action. */
export async function ask(data) {
  const reply = await fetch(form.getAttribute("action"), { method: "POST", body: data });
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  return { reply, page };
}

/* ---- The line that says whether it is saved, and what else went well or not --------------------- */

let last = "";

/* Says it, and those who listen hear it. kind: what is said again and again, such as when it was kept last; of one
 * kind only the first is heard. */
export function tell(words, trouble = false, kind = "") {
  const line = document.getElementById("save_state");
  if (line.textContent !== words) {
    line.ariaLive = kind && kind === last ? "off" : "polite";
    line.textContent = words;
  }
  last = kind;
  line.classList.toggle("trouble", trouble);
}
