/* sheet.js: headline, standfirst and text as one sheet, on the screen and on paper. */

import { later } from "./later.js";
import { body } from "./text.js";

/* A headline has one line, however long: Enter goes on to the next field. */
function oneLine(area, next) {
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey)
      return;
    event.preventDefault();
    next.focus();
  });
}

/* What is printed of the text. */
function print() {
  for (const area of document.querySelectorAll("#story > .field > textarea"))
    area.before(Object.assign(document.createElement("div"), {
      className: `printed ${area.className}`, dir: "auto", textContent: (area.id === "body" ? body : area).value }));
}

export function followSheet() {
  const [headline, dek] = document.querySelectorAll("#headline, #dek");
  oneLine(headline, dek);
  oneLine(dek, { focus: () => body.focus() });
  addEventListener("beforeprint", print);
  addEventListener("afterprint", () => document.querySelectorAll(".printed").forEach((copy) => copy.remove()));
  if (!CSS.supports("field-sizing", "content"))
    later("grow.js", (grow) => grow.growWithText());
}
