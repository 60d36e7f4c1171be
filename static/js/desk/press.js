/* press.js: the form's buttons and its files. */
import { form } from "./form.js";
import { leaves } from "./keep.js";

/* Ctrl+S is never a publication: it presses the button that changes nothing for readers. */
export function saveWithKeyboard() {
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
export function pressOnce() {
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
export function refuseLarge() {
  /* Pictures for the text are sent one by one (incoming.js), and never with the form. */
  for (const input of [...form.elements].filter((e) => e.type === "file" && e.id !== "inline_file")) {
    const said = document.createElement("span");
    said.className = "problem";
    said.setAttribute("role", "alert");
    input.after(said);
    input.addEventListener("change", () => {
      const all = [...form.elements].filter((e) => e.type === "file").flatMap((i) => [...i.files]);
      const large = all.reduce((n, f) => n + f.size, 0) > Number(form.dataset.largest);
      said.textContent = large ? form.dataset.large : "";
      if (large)
        input.value = "";
    });
  }
}
