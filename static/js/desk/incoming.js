/* incoming.js: what comes into the text from elsewhere: pasted, dropped, chosen. It is listened for here; the
 * modules that take it are loaded with the first of it. */
import { form } from "./form.js";
import { later } from "./later.js";
import { body, change, listen, put } from "./text.js";

/* On the clipboard beside a text that was copied here: it is Markdown already. */
export const OWN = "text/x-dateline-markdown";

const area = document.getElementById("uploads");
const lead = document.getElementById("hero_id");
const isPicture = (file) => file.type.startsWith("image/");

/* Calls use with the pictures' module. */
const pictures = (use) => later("pictures.js", use, () => complain(form.dataset.unsent));

function complain(text) {
  const p = area.querySelector(".problem");
  p.textContent = text;
  p.hidden = !text;
}

/* ---- Pasted ------------------------------------------------------------------------------------- */

/* A clipboard is empty once its event is over. */
function keptClipboard(data) {
  const words = new Map([...data.types].map((type) => [type, data.getData(type)]));
  return { types: [...data.types], files: [...data.files], getData: (type) => words.get(type) ?? "" };
}

/* As the browser would put it. */
function putPlain(data) {
  const { selectionStart: from, selectionEnd: to } = body;
  const text = data.getData("text/plain").replace(/\r\n?/g, "\n");
  change(body, { from, to, text, start: from + text.length, end: from + text.length });
}

/* A picture alone; beside a text a program puts a picture of the text. */
function isPictureAlone(data) {
  const words = data.getData("text/html").replace(/<!--[^]*?-->|<style[^]*?<\/style>|<[^>]*>/g, "");
  return [...data.files].some(isPicture) && !words.trim() && !data.getData("text/plain").trim();
}

/* Text that is known to be Markdown, or one short line of words, needs no module. */
function isPlain(data) {
  const text = data.getData("text/plain");
  return data.types.includes(OWN) || (!data.types.includes("text/html") && !data.files.length &&
    !/[\r\n]/.test(text) && !text.includes(":"));
}

function onPaste(event) {
  const clipboard = event.clipboardData;
  if (!clipboard || isPlain(clipboard))
    return;
  if (isPictureAlone(clipboard)) {
    addAll([...clipboard.files].filter(isPicture), body.selectionEnd);
    event.preventDefault();
    return;
  }
  const data = keptClipboard(clipboard);
  let taken = null, waits = false;
  later("paste.js", (paste) => {
    taken = paste.take(data);
    if (waits && !taken)
      putPlain(data);
  }, () => putPlain(data));
  /* A module that is there has answered by now: what it leaves is the browser's. */
  waits = taken === null;
  if (waits || taken)
    event.preventDefault();
}

function keepOwn(event) {
  const text = body.value.slice(body.selectionStart, body.selectionEnd);
  if (!text || !event.clipboardData)
    return;
  event.clipboardData.setData("text/plain", text);
  event.clipboardData.setData(OWN, text);
  event.preventDefault();
  if (event.type === "cut")
    put(body, { from: body.selectionStart, to: body.selectionEnd, text: "" });
}

function followPaste() {
  let asPlain = false; /* Ctrl+Shift+V is the browser's own */
  listen("keydown", (event) => {
    asPlain = (event.ctrlKey || event.metaKey) && event.shiftKey && event.key.toLowerCase() === "v";
  });
  listen("paste", (event) => {
    if (!asPlain)
      onPaste(event);
    asPlain = false;
  });
  listen("copy", keepOwn);
  listen("cut", keepOwn);
}

/* ---- Dropped ------------------------------------------------------------------------------------ */

const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");

/* on: its addEventListener. */
function dropOn(on, take) {
  on("dragover", (event) => {
    if (!carriesFiles(event))
      return;
    event.preventDefault();
    event.stopPropagation();
    event.dataTransfer.dropEffect = "copy";
    event.currentTarget.classList.add("dropping");
  });
  for (const type of ["dragleave", "drop"])
    on(type, (event) => event.currentTarget.classList.remove("dropping"));
  on("drop", (event) => {
    if (!carriesFiles(event))
      return;
    event.preventDefault();
    event.stopPropagation();
    take([...event.dataTransfer.files], event);
  });
}

let visited = false;

/* Where nobody has set a cursor yet, the end is the place. */
function caret() {
  return visited ? body.selectionEnd : body.value.length;
}

/* Where in the text the pointer is. */
function placeAt({ clientX, clientY }) {
  if (body.host)
    return body.placeAt(clientX, clientY);
  const place = document.caretPositionFromPoint?.(clientX, clientY);
  return place?.offsetNode === body ? place.offset : caret();
}

/* from: the field they were chosen with, if any. */
function addAll(files, at, from) {
  const chosen = files.filter(isPicture);
  complain(chosen.length < files.length ? area.dataset.other : "");
  if (chosen.length)
    pictures((all) => all.addAll(chosen, at, from));
}

function followDrops() {
  dropOn(listen, (files, event) => addAll(files, placeAt(event)));
  const above = lead.closest("details");
  dropOn(above.addEventListener.bind(above), ([first]) => {
    complain(isPicture(first) ? "" : area.dataset.other);
    if (isPicture(first))
      pictures((all) => all.addAbove(first));
  });
  /* A file beside them would open in place of the story. */
  for (const type of ["dragover", "drop"])
    addEventListener(type, (event) => {
      if (!carriesFiles(event) || event.target.type === "file")
        return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "none";
    });
}

/* ---- Chosen ------------------------------------------------------------------------------------- */

function followChoice() {
  const file = document.getElementById("inline_file");
  file.multiple = true;
  /* Each is stored at once, and its words are asked for where it is: nothing is left to be pressed. */
  for (const name of ["inline_alt", "inline_credit", "inline_store"])
    document.getElementById(name).closest("p").hidden = true;
  file.addEventListener("change", () => {
    addAll([...file.files], caret(), file);
    file.value = "";
  });
  listen("focus", () => {
    visited = true;
  });
  const recent = document.querySelector("details.recent");
  const show = () => recent?.open && !document.hidden && pictures((all) => all.showRecent(caret));
  recent?.addEventListener("toggle", show);
  document.addEventListener("visibilitychange", show);
}

export function followIncoming() {
  followPaste();
  followDrops();
  followChoice();
}
