/* order.js: what the takeaways and the sources have in common: rows that are moved by keys, by buttons and by
 * dragging. Loaded when one of their groups is opened. */

/* -1, 1: Alt with an arrow key asks for a move; 0: it is another key. */
export function stepOf(event) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0;
  return event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.isComposing ? step : 0;
}

/* What is said of the list to those who do not see it, and seen by all. */
export function tell(list, name, n, of) {
  const line = list.querySelector("[role=status]");
  line.textContent = (list.dataset[name] ?? "").replace("{n}", n).replace("{of}", of);
  const back = list.querySelector("[value=back]");
  if (back)
    back.hidden = name !== "removed";
}

/* Buttons as one Tab stop, with arrows inside. */
export function asToolbar(bar) {
  const buttons = [...bar.querySelectorAll("button")];
  buttons.forEach((b, i) => (b.tabIndex = i ? -1 : 0));
  bar.addEventListener("keydown", (event) => {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key] * (getComputedStyle(bar).direction === "rtl" ? -1 : 1);
    const at = buttons.indexOf(document.activeElement);
    if (!way || at < 0)
      return;
    event.preventDefault();
    const next = buttons[(at + way + buttons.length) % buttons.length];
    buttons.forEach((b) => (b.tabIndex = b === next ? 0 : -1));
    next.focus();
  });
}

export function makeGrip() {
  const grip = document.createElement("span");
  grip.className = "grip";
  grip.setAttribute("aria-hidden", "true");
  return grip;
}

/* Where the row would go: before the first one whose middle is below the pointer. */
function placeOf(rows, from, y) {
  const boxes = rows.map((row) => row.getBoundingClientRect());
  const above = boxes.filter((box, i) => i !== from && (box.top + box.bottom) / 2 < y).length;
  const edge = above < from ? boxes[above].top : boxes[above].bottom;
  return { to: above, edge };
}

/* A grip drags the row of that number. rows() are all of them, from the top; a line in `room` shows where it
 * would go. Escape gives up. */
export function dragBy(grip, room, number, rows, drop) {
  grip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0)
      return;
    event.preventDefault();
    const mark = document.createElement("i");
    const from = number();
    const over = new AbortController();
    let to = from;
    const end = (done) => {
      over.abort();
      mark.remove();
      grip.classList.remove("held");
      if (done && to !== from)
        drop(from, to);
    };
    mark.className = "drop-line";
    grip.classList.add("held");
    grip.setPointerCapture(event.pointerId);
    const on = (target, type, act) => target.addEventListener(type, act, { signal: over.signal });
    on(grip, "pointermove", ({ clientY }) => {
      const place = placeOf(rows(), from, clientY);
      to = place.to;
      mark.style.top = `${place.edge - room.getBoundingClientRect().top}px`;
      room.append(mark);
    });
    on(grip, "pointerup", () => end(true));
    on(grip, "pointercancel", () => end(false));
    on(window, "keydown", (e) => e.key === "Escape" && end(false));
  });
}
