/* insert.js: one change of the text, which is one step of the browser's undo, made where it was meant
 * although somebody goes on typing, and without taking the cursor along. */

import { area, body, isWriting, put } from "./text.js";

export { area, body };

/* Places in the text that wait for what comes there, in the order in which they were taken. */
const waiting = [];
let last = "";
let ours = false;

/* What is typed before and behind a change of ours are steps of their own: a cursor that has been
 * elsewhere ends one in a textarea. */
function endStep(from, to, direction) {
  if (!body.host) {
    body.setSelectionRange(0, 0);
    body.setSelectionRange(body.value.length, body.value.length);
  }
  body.setSelectionRange(from, to, direction);
}

/* Replaces what is between two places. The cursor goes behind the new text when it was there, and else
 * stays with the words that it was in; so does the focus. */
export function replace(from, to, text) {
  const { selectionStart, selectionEnd, selectionDirection, scrollTop } = body;
  const active = document.activeElement;
  const writing = isWriting();
  const there = writing && selectionStart === from && selectionEnd === to;
  const end = from + text.length;
  const moved = (at) => at <= from ? at : at >= to ? at + end - to : end;
  const { scrollX, scrollY } = window;
  ours = true;
  if (!body.host) /* it could not be changed without */
    body.focus({ preventScroll: true });
  endStep(from, to);
  put(body, { from, to, text });
  ours = false;
  if (there)
    endStep(end, end);
  else
    endStep(moved(selectionStart), moved(selectionEnd), selectionDirection);
  if (there)
    return;
  body.scrollTop = scrollTop;
  if (active && !writing)
    active.focus({ preventScroll: true });
  scrollTo(scrollX, scrollY);
}

/* ---- Places that wait ------------------------------------------------------------------------- */

/* Where what was between two places of the old text is now. */
function shift(place, from, to, length) {
  const by = length - (to - from);
  if (from >= place.to && !(from === place.from && to > from))
    return; /* behind it */
  if (to <= place.from && from < place.from) {
    place.from += by;
    place.to += by;
  } else if (from >= place.from) {
    place.to = Math.max(place.from, to >= place.to ? from : place.to + by);
  } else {
    place.from = from + length;
    place.to = Math.max(place.from, place.to + by);
  }
}

function follow() {
  const now = body.value;
  const by = now.length - last.length;
  const most = Math.min(last.length, now.length, Math.max(0, body.selectionEnd - Math.max(0, by)));
  let from = 0;
  while (from < most && now[from] === last[from])
    from++;
  let end = now.length;
  while (end > from && end - by > from && now[end - 1] === last[end - 1 - by])
    end--;
  if (!ours)
    waiting.forEach((place) => shift(place, from, end - by, end - from));
  last = now;
}

/* Takes the selection for something that comes later. */
export function holdPlace(from = body.selectionStart, to = body.selectionEnd) {
  const place = { from, to };
  if (waiting.length === 0)
    area.addEventListener("input", follow);
  last = body.value;
  waiting.push(place);
  return place;
}

/* Nothing comes there. */
export function leavePlace(place) {
  if (waiting.includes(place))
    waiting.splice(waiting.indexOf(place), 1);
  if (waiting.length === 0)
    area.removeEventListener("input", follow);
}

/* Puts text there; make is given what stands before and behind it. Returns where it begins, or -1 when
 * something has come there already. */
export function fillPlace(place, make) {
  const at = waiting.indexOf(place);
  if (at < 0)
    return -1;
  const { from, to } = place;
  const text = make(body.value.slice(0, from), body.value.slice(to), body.value.slice(from, to));
  waiting.splice(at, 1);
  replace(from, to, text);
  last = body.value;
  for (const [i, other] of waiting.entries()) {
    if (i >= at && other.from === from)
      other.to = Math.max(other.from = from + text.length, other.to + text.length - (to - from));
    else
      shift(other, from, to, text.length);
  }
  leavePlace(place);
  return from;
}
