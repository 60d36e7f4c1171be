/* pictures.js: a picture for the text is stored without leaving the page. */
import { form } from "./form.js";

function insertAtCursor(area, text) {
  const at = area.dataset.visited ? area.selectionEnd : area.value.length;
  const before = area.value.slice(0, at).replace(/\n*$/, "");
  const after = area.value.slice(at).replace(/^\n*/, "");
  area.value = (before ? before + "\n\n" : "") + text + (after ? "\n\n" + after : "\n");
  area.focus();
  form.dispatchEvent(new Event("input"));
}

export async function storePicture(event) {
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
