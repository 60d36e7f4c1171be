/* styled.js: the text as it will look, for whoever chose that: CodeMirror in the place of the textarea
 * (codemirror/main.js). Loaded after the page; without it the textarea is there. */
import { form } from "./form.js";
import { goOn } from "./lists.js";
import { area, freeHeight, standIn } from "./text.js";

const words = (what) => document.querySelector(what)?.textContent.trim() ?? "";

function say(text) {
  const line = document.getElementById("body-plain");
  line.textContent = text;
  line.hidden = false;
}

/* What covers the window above and below, for a caret that must not go there. */
function margins() {
  const { top, bottom } = freeHeight();
  return { top: top + 16, bottom: innerHeight - bottom + 16 };
}

/* What belongs to the text by its id leads to the textarea, which is not seen any more. */
function leadHere(field) {
  for (const one of document.querySelectorAll("label[for=body], a[href='#body']"))
    one.addEventListener("click", (event) => {
      event.preventDefault();
      field.focus();
    });
  field.host.id = "body_styled";
  document.getElementById("toolbar").setAttribute("aria-controls", field.host.id);
}

/* A word that is being composed must not lose its field. */
let composing = false;
for (const type of ["compositionstart", "compositionend"])
  area.addEventListener(type, () => {
    composing = type === "compositionstart";
  });
const composed = () => new Promise((resolve) =>
  area.addEventListener("compositionend", () => setTimeout(resolve), { once: true }));

export async function styleText() {
  try {
    const { mount } = await import(form.dataset.styled);
    if (composing)
      await composed();
    const field = mount(area, {
      label: words("label[for=body]"), help: [words("#body-problem"), words("#body-help")].filter(Boolean).join(" "),
      invalid: area.getAttribute("aria-invalid") === "true",
      lang: () => document.getElementById("lang")?.value || document.documentElement.lang, goOn, margins,
    });
    if (!field) {
      say(form.dataset.odd);
      return;
    }
    standIn(field);
    leadHere(field);
  } catch {
    say(form.dataset.unstyled);
  }
}
