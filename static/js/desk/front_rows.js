/* front_rows.js: the front page's places and bands are moved by keys, by buttons and by dragging. A row moves with all
 * that is in it; the page sends them in the order in which they stand. */
import { dragBy, makeGrip, stepOf } from "./order.js";

function follow(list) {
  const rows = () => [...list.children];
  const said = document.getElementById(`${list.id}-said`);

  /* Places are numbered, rows are not. */
  function number() {
    const all = rows();
    all.forEach((row, i) => {
      if (list.dataset.later) {
        row.querySelector("label").textContent = i ? list.dataset.later.replace("{n}", i + 1) : list.dataset.first;
        row.querySelectorAll("[value*=up-], [value*=down-]").forEach((b) => (b.title = b.title.replace(/\d+/, i + 1)));
      }
      row.querySelector("[value*=up-]").hidden = i === 0;
      row.querySelector("[value*=down-]").hidden = i === all.length - 1;
    });
  }

  function move(from, to) {
    const all = rows();
    const row = all[from];
    if (to < 0 || to >= all.length || !row)
      return;
    const focused = row.contains(document.activeElement) ? document.activeElement : null;
    all[to][from < to ? "after" : "before"](row);
    number();
    (focused?.checkVisibility() ? focused : row.querySelector("input:not([type=hidden])")).focus();
    said.textContent = list.dataset.moved.replace("{n}", to + 1).replace("{of}", all.length);
  }

  list.addEventListener("keydown", (event) => {
    const step = stepOf(event);
    const at = rows().findIndex((row) => row.contains(event.target));
    if (!step || at < 0)
      return;
    event.preventDefault();
    move(at, at + step);
  });
  list.addEventListener("click", (event) => {
    const way = /(up|down)-\d+$/.exec(event.target.closest("button")?.value ?? "")?.[1];
    if (!way)
      return;
    event.preventDefault();
    const at = rows().findIndex((row) => row.contains(event.target));
    move(at, at + (way === "up" ? -1 : 1));
  });
  for (const row of rows()) {
    const grip = makeGrip();
    row.querySelector(".row-tools").prepend(grip);
    dragBy(grip, list, () => rows().indexOf(row), rows, move);
  }
}

for (const id of ["places", "bands"]) {
  const list = document.getElementById(id);
  if (list)
    follow(list);
}
