/* pictures.js: pictures come into the text, or above it. Loaded with the first of them.
 *
 * Each is stored at once. Until that is done its place in the text is held, and nothing stands there that
 * could be saved; then its code comes in, and its words are asked for below the text. */
import { form } from "./form.js";
import { body, fillPlace, holdPlace, leavePlace, replace } from "./insert.js";
import { fit } from "./plain.js";
import { waitForTurn } from "./queue.js";

const area = document.getElementById("uploads");
const lead = document.getElementById("hero_id");
const WORDS = ["alt", "caption", "credit"];

/* ---- Its code ------------------------------------------------------------------------------------- */

const escaped = (text) => text.trim().replace(/\s+/g, " ").replace(/[[\]\\"]/g, "\\$&");

/* As cgi/admin/media.c writes it. */
function codeOf({ src, alt, caption, credit }) {
  const title = [caption, credit && `Credit: ${credit}`].filter(Boolean).join(" ");
  return `![${escaped(alt)}](${src}${title ? ` "${escaped(title)}"` : ""})`;
}

/* Where the picture's code is in the text; null: it is not there any more. */
function findCode(src) {
  const quoted = src.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const found = new RegExp(`!\\[(?:\\\\.|[^\\]\\\\\\n])*\\]\\(${quoted}(?:\\s+"(?:\\\\.|[^"\\\\])*")?\\)`)
    .exec(body.value);
  return found && { from: found.index, to: found.index + found[0].length, code: found[0] };
}

/* ---- Its row below the text ------------------------------------------------------------------------- */

function addRow(name, where = area) {
  const row = area.querySelector("template").content.firstElementChild.cloneNode(true);
  row.setAttribute("aria-label", name);
  row.querySelector("bdi").textContent = name;
  row.say = (text, bad) => {
    const p = row.querySelector("[role=status]");
    p.textContent = text;
    p.className = bad ? "problem" : "help";
  };
  row.over = () => {
    row.querySelector("progress").hidden = true;
    row.querySelector("[value=cancel]").hidden = true;
    row.querySelector("[value=close]").hidden = false;
  };
  row.querySelector("[value=close]").addEventListener("click", () => {
    row.remove();
    body.focus({ preventScroll: true });
  });
  where.append(row);
  return row;
}

/* The words of a picture that is in the text: what is typed there goes into its code. */
function askWords(row, picture) {
  const inputs = [...row.querySelectorAll("[data-word]")];
  let waits = 0;
  const put = () => {
    clearTimeout(waits);
    const at = findCode(picture.src);
    for (const input of inputs)
      picture[input.dataset.word] = input.value;
    const code = codeOf(picture);
    if (!at)
      row.say(area.dataset.gone, true);
    else if (at.code !== code)
      replace(at.from, at.to, code);
  };
  for (const input of inputs) {
    input.value = picture[input.dataset.word];
    /* The text has the focus for a moment, and would keep it while it is under way from field to field. */
    input.addEventListener("change", () => {
      waits = setTimeout(put);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing)
        return;
      event.preventDefault(); /* it would press a button of the story's */
      put();
    });
    /* They are no part of the form, and what is typed into them is no change of the story yet. */
    input.addEventListener("input", (event) => event.stopPropagation());
  }
  /* What is sent has the words of a field that nobody has left yet. */
  form.addEventListener("submit", () => {
    if (inputs.some((input) => input.value !== picture[input.dataset.word]))
      put();
  }, { capture: true });
  const img = row.querySelector("img");
  img.src = picture.thumb;
  img.hidden = !picture.thumb;
  row.querySelector(".upload-words").hidden = false;
  row.over();
}

/* ---- Sending ---------------------------------------------------------------------------------------- */

/* Stores a file. → what the server says: its code and words, or a problem */
function send(file, row) {
  const data = new FormData();
  const request = new XMLHttpRequest();
  const bar = row.querySelector("progress");
  data.set("csrf", form.elements.csrf.value);
  data.set("inline_file", file);
  row.querySelector("[value=cancel]").addEventListener("click", () => {
    row.stopped = true;
    request.abort();
  });
  return waitForTurn(() => new Promise((resolve) => {
    if (row.stopped)
      return resolve({});
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      if (loaded < total)
        bar.value = loaded / total;
      else
        bar.removeAttribute("value");
    });
    request.addEventListener("load", () => {
      try {
        resolve(JSON.parse(request.responseText));
      } catch {
        resolve({ problem: form.dataset.unsent });
      }
    });
    request.addEventListener("error", () => resolve({ problem: form.dataset.unsent }));
    request.addEventListener("abort", () => resolve({}));
    request.open("POST", "/admin/media");
    request.send(data);
  }));
}

async function store(file, row) {
  row.say(area.dataset.sending);
  const said = file.size > Number(form.dataset.largest) ? { problem: area.dataset.large }
    : await send(file, row);
  if (said.src)
    return said;
  row.over();
  if (row.stopped)
    row.remove();
  else
    row.say(said.problem ?? form.dataset.unsent, true);
  return null;
}

/* A picture stands on lines of its own: one that is dropped into a sentence comes behind its paragraph. */
function ownLine(at) {
  const { value } = body;
  const end = value.indexOf("\n", at);
  return at === 0 || value[at - 1] === "\n" ? at : end < 0 ? value.length : end;
}

function putIntoText(picture, place, row) {
  const own = { ...picture, ...Object.fromEntries(WORDS.map((word) => [word, picture[word] ?? ""])) };
  fillPlace(place, (before, after) => fit(codeOf(own), "", before, after));
  askWords(row, own);
  row.say([area.dataset.stored, picture.says].filter(Boolean).join(" "));
}

async function addToText(file, at, from) {
  const place = holdPlace(at, at);
  const row = addRow(file.name);
  const picture = await store(file, row);
  if (!picture) {
    leavePlace(place);
    return;
  }
  putIntoText(picture, place, row);
  /* Whoever has gone nowhere else since describes it next. (A press gives some browsers' fields no focus.) */
  if (from && [from, document.body].includes(document.activeElement))
    row.querySelector("[data-word]").focus();
}

/* ---- Above the text --------------------------------------------------------------------------------- */

function chooseLead({ id, name, thumb, ...words }) {
  const radio = document.createElement("input");
  const label = document.createElement("label");
  const img = document.createElement("img");
  Object.assign(radio, { type: "radio", name: "hero_id", value: id });
  radio.setAttribute("form", form.id);
  Object.assign(img, { src: thumb, alt: "" });
  label.className = "choice pick";
  const text = document.createElement("span");
  text.append(radio, ` ${name}`);
  label.append(img, text);
  lead.querySelector(".hero-now").prepend(label);
  radio.checked = true;
  /* The words of the picture that was there are none of this one. */
  for (const word of WORDS) {
    const field = document.getElementById(`hero_${word}`);
    if (!field.value || field.value === form.elements[`hero_${word}_was`].value)
      field.value = words[word];
  }
  form.dispatchEvent(new Event("input"));
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}

export async function addAbove(file) {
  const row = addRow(file.name, lead);
  const picture = await store(file, row);
  if (!picture)
    return;
  chooseLead(picture);
  row.over();
  row.say([area.dataset.lead, picture.says].filter(Boolean).join(" "));
}

/* ---- Where they come from ----------------------------------------------------------------------------- */

export function addAll(files, at, from) {
  for (const file of files)
    addToText(file, ownLine(at), from);
}

/* Those that came since the page did: in another tab, or from somebody else. */
async function renewRecent(picks) {
  const reply = await fetch(form.getAttribute("action"));
  const page = new DOMParser().parseFromString(reply.ok ? await reply.text() : "", "text/html");
  for (const label of [...page.querySelectorAll(".recent .pick")].reverse()) {
    const id = label.querySelector("input").value;
    if (![...document.querySelectorAll("input[name=hero_id]")].some((radio) => radio.value === id))
      picks.prepend(document.importNode(label, true));
  }
}

/* The pictures of the library are open to be chosen from. */
export async function showRecent(caret) {
  offerRecent(caret);
  await renewRecent(document.querySelector(".recent .picks")).catch(() => {});
  offerRecent(caret);
}

/* Each picture of the library gets a button that puts it where the caret is. */
function offerRecent(caret) {
  for (const radio of document.querySelectorAll(".recent .picks > .pick input")) {
    const label = radio.closest("label");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = area.dataset.into;
    const name = radio.nextSibling.textContent.trim(); /* without what is remarked behind it */
    button.setAttribute("aria-label", `${area.dataset.into}: ${name}`);
    button.addEventListener("click", () => {
      const { src, alt, caption, credit } = radio.dataset;
      const thumb = label.querySelector("img")?.getAttribute("src") ?? "";
      const at = ownLine(caret());
      const row = addRow(name);
      putIntoText({ src, alt, caption, credit, thumb }, holdPlace(at, at), row);
      row.querySelector("[data-word]").focus();
    });
    const cell = document.createElement("div");
    radio.closest("label").replaceWith(cell);
    cell.append(label, button);
  }
}
