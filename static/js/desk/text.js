/* text.js: the text's field, changes of it, each one step of the browser's own undo, and where a place of it is
 * on the screen. A change is { from, to, text, start, end }: what stands between from and to becomes
 * text, and then start to end is selected. */

export const area = document.getElementById("body");

/* ---- The text's field ------------------------------------------------------------------------- */

/* The text: its textarea, or what stands in for it (styled.js). That answers as a textarea does to value,
 * selectionStart, selectionEnd, selectionDirection, setSelectionRange, focus and dataset, and has:
 *   host                    the element that has the focus and the events
 *   put({from, to, text})   one step of undo by itself; the selection goes behind it
 *   reveal(at, end)         scrolls until that is seen
 *   mark(at, end)           marks what was found, and no longer without a place
 *   placeAt(x, y)           where in the text a point of the window is
 * The textarea stays in the form: it alone has "input" events, whoever changed the text, and what the form would
 * send (typed, FormData) is the text at each moment. The textarea itself has it when nobody types. */
export let body = area;
const listened = [];

const hear = (host, [type, action, options]) =>
  host.addEventListener(type, action, { ...options, capture: true });

/* Listens to what is done to the text, whatever stands for it then: before the browser or an editor does its own. */
export function listen(...what) {
  area.addEventListener(...what);
  listened.push(what);
  if (body.host)
    hear(body.host, what);
}

export function standIn(field) {
  listened.forEach((what) => hear(field.host, what));
  body = field;
}

export const isWriting = () => document.activeElement === (body.host ?? body);

/* The change alone: the selection is left behind it. */
export function put(area, { from, to, text }) {
  if (from === to && text === "")
    return;
  if (area.put) {
    area.put({ from, to, text });
    return;
  }
  area.setSelectionRange(from, to);
  const done = text === "" ? document.execCommand("delete")
    : document.execCommand("insertText", false, text);
  if (done)
    return;
  area.setRangeText(text, from, to, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

/* Whether there was anything to do. The page stays where it is scrolled to. */
export function change(area, edit) {
  if (!edit)
    return false;
  area.focus({ preventScroll: true });
  put(area, edit);
  area.setSelectionRange(edit.start, edit.end);
  return true;
}

/* ---- Where a place is ------------------------------------------------------------------------ */

/* What sets a text, each by its own name: a shorthand ("font") is empty where a part is more than it can say. */
const SET_ALIKE = /^(padding|font|letter|word|line-height|text|tab|direction|overflow-wrap|hyphens)/;

/* The text as far as a place, set as the area sets it: only so can its lines be known. */
function copyOf(area, at, end) {
  const copy = document.createElement("div");
  const hit = document.createElement("span");
  const set = getComputedStyle(area);
  for (const name of set)
    if (SET_ALIKE.test(name))
      copy.style.setProperty(name, set.getPropertyValue(name));
  Object.assign(copy.style, { position: "absolute", top: "0", left: "0", visibility: "hidden",
                boxSizing: "border-box", width: area.clientWidth + "px",
                whiteSpace: "pre-wrap", pointerEvents: "none" });
  copy.setAttribute("aria-hidden", "true");
  hit.textContent = area.value.slice(at, end) || "\u200b";
  const line = area.value.indexOf("\n", end);
  copy.append(area.value.slice(0, at), hit, area.value.slice(end, line < 0 ? undefined : line));
  document.body.append(copy);
  return { copy, hit };
}

/* The boxes of a place on the area's own content, in pixels from its inner edge. */
export function boxesOf(area, at, end) {
  const { copy, hit } = copyOf(area, at, end);
  const origin = copy.getBoundingClientRect();
  const boxes = [...hit.getClientRects()].map((r) => ({
    x: r.left - origin.left, y: r.top - origin.top, width: r.width, height: r.height }));
  copy.remove();
  return boxes;
}

/* What of the window nothing covers: neither a telephone's keyboard nor what sticks to its edges. */
export function freeHeight() {
  const seen = window.visualViewport;
  const bottom = seen ? seen.offsetTop + seen.height : innerHeight;
  const bar = document.querySelector(".outcome .acts")?.getBoundingClientRect();
  const above = [...document.querySelectorAll(".tools, .toolbar-place, .find")]
    .filter((e) => getComputedStyle(e).position === "sticky");
  return { top: above.reduce((n, e) => n + e.offsetHeight, 8), bottom: bar && bar.top > innerHeight / 2 ? Math.min(bottom, bar.top) : bottom };
}

/* Scrolls the area and the page until the place is seen. → its boxes, for a mark on it */
export function reveal(area, at, end) {
  if (area.reveal) {
    area.reveal(at, end);
    return [];
  }
  const boxes = boxesOf(area, at, end);
  if (!boxes.length)
    return boxes;
  const { y, height } = boxes[0];
  if (area.scrollHeight > area.clientHeight + 1 &&
    (y < area.scrollTop || y + height > area.scrollTop + area.clientHeight))
    area.scrollTop = y - area.clientHeight / 3;
  const top = area.getBoundingClientRect().top + area.clientTop + y - area.scrollTop;
  const free = freeHeight();
  if (top < free.top || top + height > free.bottom)
    scrollBy({ top: top - free.top - (free.bottom - free.top) / 3, behavior: "instant" });
  return boxes;
}

/* Selects a place, with the focus on the text. */
export function selectPlace(area, at, end) {
  area.focus({ preventScroll: true });
  area.setSelectionRange(at, end);
  reveal(area, at, end);
}
