/* plain.js: the line ends of plain text, which Markdown would take for spaces. */

/* Lines that are longer than those of any letter are paragraphs: nothing has broken them. */
const LONG = 80;
const MARKED = /^ {0,3}(?:#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s|>|\||```|~~~|\[\^|!\[|(?:[-*_] ?){3,}$)/;
const ITEM = /^ {0,3}(?:[-*+]\s|\d{1,9}[.)]\s|>)/;
const FENCE = /^ {0,3}(?:```|~~~)/;

/* What goes between two lines of one block: their line end, a break that Markdown keeps, or a blank
 * line. How is "break", "paragraphs" or "join". */
function between(line, next, how) {
  if (/(?:\\| {2})$/.test(line) || MARKED.test(next) || /^\s/.test(next))
    return "\n";
  if (MARKED.test(line))
    return ITEM.test(line) ? "\n\n" : "\n";
  return how === "paragraphs" ? "\n\n" : how === "join" ? " " : "\\\n";
}

function block(text, how) {
  const lines = text.split("\n").map((line, i, all) => i < all.length - 1 ? line.replace(/\s+$/, (s) =>
    s.length > 1 && /^ +$/.test(s) ? "  " : "") : line);
  const own = how ?? (lines.some((line) => line.length > LONG) ? "paragraphs" : "break");
  return lines.reduce((all, line, i) => all + between(lines[i - 1], line, own) + line);
}

/* Text whose line ends still mean something in Markdown. What is marked as Markdown, and code, stays
 * as it is. how: for all of it; else as each block's lines are. */
export function keepLines(text, how) {
  const parts = text.replace(/\r\n?/g, "\n").split(/(\n(?:[ \t]*\n)+)/);
  let code = false;
  return parts.map((part, i) => {
    const fences = i % 2 ? 0 : part.split("\n").filter((line) => FENCE.test(line)).length;
    const isCode = code || fences > 0;
    code = fences % 2 ? !code : code;
    return i % 2 || isCode || !part.trim() ? part : block(part, how);
  }).join("");
}

/* A place behind this text is in code that a fence has opened. */
export function isInCode(before) {
  return before.split("\n").filter((line) => FENCE.test(line)).length % 2 === 1;
}

/* ---- In a quotation or an item -------------------------------------------------------------------- */

/* What stands before a line's words: [1] of a quotation, [2] an item's depth, [3] its sign or [4] number and
 * [5] point, [6] space. */
const PREFIX = /^((?:[ \t]{0,3}>[ \t]?)*)([ \t]*)(?:([-*+])|(\d{1,9})([.)]))?([ \t]*)/;
const OWN_SIGN = /^(?:[-*+]|\d{1,9}[.)])[ \t]+/;

/* Each block, and each item among them, is an item of the list that is being written. */
function asItems(md, depth, sign, number, point, space) {
  const inner = " ".repeat(depth.length + (sign ?? number + point).length + space.length);
  let n = Number(number) - 1;
  const begin = (words) => depth + (sign ?? `${++n}${point}`) + space + words;
  const blocks = FENCE.test(md) || /\n {0,3}(?:```|~~~)/.test(md) ? [md] : md.split(/\n(?:[ \t]*\n)+/);
  const lines = blocks.flatMap((block) => block.split("\n").map((line, i) => {
    const own = blocks.length > 1 || OWN_SIGN.test(md) ? OWN_SIGN.exec(line) : null;
    return own ? begin(line.slice(own[0].length)) : i === 0 ? begin(line)
      : line.trim() ? inner + line.replace(/^[ \t]{1,4}/, "") : "";
  }));
  return lines.map((line, i) => (i ? line : line.slice(inner.length)));
}

/* Markdown for a place whose line is one of a quotation or an item: what follows belongs to it, too. */
export function carried(md, before) {
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const [, quote, depth, sign, number, point, space] = PREFIX.exec(line);
  const isItem = (sign || number) && space;
  if ((!quote && !isItem) || (!md.includes("\n") && !(isItem && OWN_SIGN.test(md))))
    return md;
  const lines = isItem ? asItems(md, depth, sign, number, point, space) : md.split("\n");
  return lines.map((one, i) => (i ? `${quote.trimEnd()}${quote && one ? " " : ""}${one}` : one)).join("\n");
}

/* Markdown that begins a block: it needs a blank line before it, and what follows one behind it. */
function beginsBlock(text) {
  return MARKED.test(text);
}

/* Markdown for a place: blocks have blank lines around them; a text that begins or ends with a
 * paragraph goes on in the line where it is put. */
export function fit(md, plain, before, after) {
  const inBlock = carried(md, before);
  if (inBlock !== md)
    return inBlock;
  const last = md.split("\n\n").at(-1);
  const one = !md.includes("\n\n");
  if (one && !beginsBlock(md)) {
    const head = /^[ \u00a0]/.test(plain) && /\S$/.test(before) ? " " : "";
    const tail = /[ \u00a0]$/.test(plain) && !/^\s/.test(after) ? " " : "";
    return head + md + tail;
  }
  const open = !/\n$/.test(before);
  const head = !before.trim() || /\n\s*\n$/.test(before) || (open && !beginsBlock(md)) ? ""
    : open ? "\n\n" : "\n";
  const inLine = /^[^\n]/.test(after);
  const ends = beginsBlock(last) || /^\s/.test(last);
  const tail = !after.trim() || /^\n\s*\n/.test(after) || (inLine && !ends) ? ""
    : inLine ? "\n\n" : "\n";
  return head + md + tail;
}
