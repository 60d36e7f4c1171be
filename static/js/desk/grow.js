/* grow.js: the sheet grows with what is written. The style sheet says so (field-sizing); this is loaded by browsers
 * that do not know it. */

const GROW_AFTER_MS = 250;
const SPARE = 240; /* pixels: what is typed until the next look */

/* To ask how high a text is lays all of it out: not at each key. Only ever higher, for a page that
 * becomes shorter below the caret jumps. */
function grow(area) {
  if (area.scrollHeight > area.clientHeight)
    area.style.height = `${area.scrollHeight + (area.id === "body" ? SPARE : 0)}px`;
}

function growSoon(area) {
  let timer = 0;
  area.style.overflow = "hidden";
  area.style.resize = "none"; /* there is nothing left to pull it for */
  grow(area);
  area.addEventListener("input", () => {
    timer ||= setTimeout(() => {
      timer = 0;
      grow(area);
    }, GROW_AFTER_MS);
  });
}

export function growWithText() {
  for (const area of document.querySelectorAll("textarea.grows"))
    growSoon(area);
}
