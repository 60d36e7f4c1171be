/* direction.js: which way a line is read: by its first letter, as the paper sets its paragraphs. */

const FIRST = /\p{L}/u;
const LEFTWARD = /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Adlm}\p{sc=Mand}\p{sc=Samr}]/u;
const LINES_MAX = 20; /* a text without a letter that far is read as its page */

/* "rtl", "ltr", or "" of a line that has no letter and follows the text. */
export function lineDirection(text) {
  const letter = FIRST.exec(text)?.[0];
  return letter ? (LEFTWARD.test(letter) ? "rtl" : "ltr") : "";
}

/* Of a whole text, for lines without a letter. */
export function baseDirection(doc) {
  for (let n = 1; n <= Math.min(doc.lines, LINES_MAX); n++) {
    const found = lineDirection(doc.line(n).text);
    if (found)
      return found;
  }
  return document.documentElement.dir || "ltr";
}
