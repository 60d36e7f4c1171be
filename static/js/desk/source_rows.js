/* source_rows.js: the rows of sources, ordered, removed and brought back. Their fields are the form's own and
 * stay where they are: what moves is what is in them. */
import { addSource, form } from "./form.js";
import { showBlankRow } from "./groups.js";
import { asToolbar, dragBy, makeGrip, stepOf, tell } from "./order.js";

const list = document.getElementById("sources");
const FIELDS = ["source_title", "source_url"];
let removed = null; /* { at, values } of the row that went last */

const rows = () => [...list.querySelectorAll(".source")];
const fields = (row) => FIELDS.map((name) => row.querySelector(`[name=${name}]`));
const valuesOf = (row) => fields(row).map((f) => f.value);
const isBlank = (values) => values.every((v) => v.trim() === "");
const filled = () => rows().findLastIndex((row) => !isBlank(valuesOf(row))) + 1;

function put(all) {
  while (rows().length < all.length)
    addSource();
  rows().forEach((row, i) => fields(row).forEach((f, j) => {
    f.value = all[i]?.[j] ?? "";
  }));
  dress();
  showBlankRow();
  form.dispatchEvent(new Event("input"));
}

function goTo(number, name = FIELDS[0]) {
  const row = rows()[Math.max(0, number)];
  row.hidden = false;
  row.querySelector(`[name=${name}], [value=${name}]`)?.focus();
}

/* name: the field or button that the focus stays with. */
function move(from, to, name) {
  if (to < 0 || to >= filled() || from >= filled())
    return;
  const all = rows().map(valuesOf);
  all.splice(to, 0, ...all.splice(from, 1));
  put(all);
  goTo(to, name);
  tell(list, "moved", to + 1, filled());
}

function remove(at) {
  const all = rows().map(valuesOf);
  removed = { at, values: all[at] };
  all.splice(at, 1);
  put(all);
  goTo(Math.min(at, filled()));
  tell(list, "removed");
}

function bringBack() {
  const all = rows().map(valuesOf);
  if (!removed)
    return;
  all.splice(removed.at, 0, removed.values);
  put(all);
  goTo(removed.at);
  tell(list, "moved", removed.at + 1, filled());
  removed = null;
}

/* ---- What a row has besides its fields ---------------------------------------------------------- */

function dressRow(row) {
  const tools = document.getElementById("source_tools").content.firstElementChild.cloneNode(true);
  const number = () => rows().indexOf(row);
  const grip = makeGrip();
  tools.prepend(grip);
  row.append(tools);
  asToolbar(tools);
  dragBy(grip, list, number, () => rows().slice(0, filled()), (from, to) => move(from, to));
  tools.addEventListener("click", (event) => {
    const what = event.target.closest("button")?.value;
    if (what === "remove")
      remove(number());
    else if (what)
      move(number(), number() + (what === "up" ? -1 : 1), what);
  });
}

/* Blank rows have nothing to be moved. */
function dress() {
  for (const row of rows()) {
    if (!row.querySelector(".row-tools"))
      dressRow(row);
    const [title, url] = valuesOf(row);
    const tools = row.querySelector(".row-tools");
    tools.hidden = isBlank([title, url]);
    for (const button of tools.querySelectorAll("button"))
      button.title = `${button.dataset.does}: ${title.trim() || url.trim()}`;
  }
}

list.addEventListener("keydown", (event) => {
  const step = stepOf(event);
  const row = event.target.closest(".source");
  if (!step || !row)
    return;
  event.preventDefault();
  move(rows().indexOf(row), rows().indexOf(row) + step, event.target.name || event.target.value);
});
list.querySelector("[value=back]").addEventListener("click", bringBack);
list.addEventListener("input", dress);
/* They come anew with each save, and with what was typed before. */
document.addEventListener("desk:fresh", dress);
form.addEventListener("input", (event) => event.target === form && dress());
dress();
