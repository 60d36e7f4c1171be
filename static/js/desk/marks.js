/* marks.js: bold, italics and links of a Markdown text: what a key changes in it. Nothing here knows
 * the page. Positions count UTF-16 units, as a textarea's selection does. */
import { lineEnd, lineStart } from "./blocks.js";

/* What stands before the words of a line: of a quotation, a list's item, a heading. */
const BEFORE_WORDS = /^[ \t]*(?:>[ \t]?)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?|#{1,6}[ \t]+)?/;
const LINK = /(!?)\[((?:\\.|[^[\]\\]|\[[^[\]]*\])*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:[ \t]+"[^"]*")?\)/g;
const ADDRESS = /^(?:https?:\/\/|www\.)\S+$/i;
const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;
const BLANK_ADDRESS = "https://";

/* ---- Which words are meant ------------------------------------------------------------------- */

/* [start, end] of the word that the caret is in or beside; null: none. */
function wordAt(line, at) {
  if (typeof Intl.Segmenter === "function") {
    const words = new Intl.Segmenter(undefined, { granularity: "word" }).segment(line);
    for (const place of [at, at - 1]) {
      const word = place >= 0 && place < line.length ? words.containing(place) : null;
      if (word?.isWordLike)
        return [word.index, word.index + word.segment.length];
    }
    return null;
  }
  const before = /[\p{L}\p{M}\p{N}]*$/u.exec(line.slice(0, at))[0].length;
  const after = /^[\p{L}\p{M}\p{N}]*/u.exec(line.slice(at))[0].length;
  return before + after ? [at - before, at + after] : null;
}

/* The words of each line that are selected, without white space at their edges and without what
 * stands before a line's words; of no selection, the word at the caret. */
function pieces(value, start, end) {
  const out = [];
  for (let at = lineStart(value, start); at <= end; at = lineEnd(value, at) + 1) {
    const line = value.slice(at, lineEnd(value, at));
    if (start === end) {
      const word = wordAt(line, start - at);
      return word ? [{ at, line, start: word[0], end: word[1] }] : [];
    }
    let from = Math.max(start - at, BEFORE_WORDS.exec(line)[0].length);
    let to = Math.min(end - at, line.length);
    while (from < to && /\s/.test(line[from]))
      from++;
    while (from < to && /\s/.test(line[to - 1]))
      to--;
    if (from < to)
      out.push({ at, line, start: from, end: to });
  }
  return out;
}

/* ---- Bold and italics ------------------------------------------------------------------------ */

function runsOf(line, sign) {
  const runs = [];
  const find = sign === "*" ? /\\.|`[^`]*`|\*+/g : /\\.|`[^`]*`|_+/g;
  const inWord = (at) => sign === "_" && /[\p{L}\p{N}]/u.test(line[at] ?? "");
  const space = (at) => /\s/.test(line[at] ?? " ");
  /* A list's star is no mark. */
  find.lastIndex = BEFORE_WORDS.exec(line)[0].length;
  for (let m = find.exec(line); m; m = find.exec(line)) {
    const at = m.index, end = at + m[0].length;
    if (m[0][0] === sign)
      runs.push({ at, end, opens: !space(end) && !inWord(at - 1), closes: !space(at - 1) && !inWord(end) });
  }
  return runs;
}

/* The marks of a line in pairs: { n, open: [from, to], close: [from, to] }. */
function pairsOf(line) {
  const pairs = [];
  for (const sign of ["*", "_"]) {
    const open = [];
    for (const run of runsOf(line, sign)) {
      let { at } = run;
      while (run.closes && open.length && at < run.end) {
        const last = open.at(-1);
        const n = Math.min(last.end - last.at, run.end - at, 3);
        pairs.push({ n, open: [last.end - n, last.end], close: [at, at + n] });
        last.end -= n;
        at += n;
        if (last.end === last.at)
          open.pop();
      }
      if (run.opens && at < run.end)
        open.push({ at, end: run.end });
    }
  }
  return pairs;
}

const holds = (pair, size) => pair.n === 3 || pair.n === size;

function removal(piece, pair, size) {
  return [{ at: piece.at + pair.open[1] - size, gone: size, put: "", opens: true },
      { at: piece.at + pair.close[0], gone: size, put: "" }];
}

/* A piece gets marks around it, and loses those of the same kind within it. */
function addition(piece, pairs, size) {
  const over = pairs.filter((p) => p.open[0] < piece.end && p.close[1] > piece.start);
  const from = Math.min(piece.start, ...over.map((p) => p.open[0]));
  const to = Math.max(piece.end, ...over.map((p) => p.close[1]));
  const mark = "*".repeat(size);
  return [{ at: piece.at + from, gone: 0, put: mark, opens: true },
      ...over.flatMap((p) => removal(piece, p, size)),
      { at: piece.at + to, gone: 0, put: mark }];
}

/* Where a place is after the small changes: at an opening mark behind it, at a closing one before. */
function moved(at, changes) {
  let by = 0;
  for (const c of changes) {
    if (c.at + c.gone <= at && (c.gone > 0 || c.at < at || c.opens))
      by += c.put.length - c.gone;
    else if (c.at < at)
      by -= at - c.at;
  }
  return at + by;
}

/* Many small changes as a single one. */
function together(value, changes, start, end) {
  changes.sort((a, b) => a.at - b.at || (b.opens ? 1 : 0) - (a.opens ? 1 : 0));
  const from = changes[0].at;
  const to = Math.max(...changes.map((c) => c.at + c.gone));
  let text = "", at = from;
  for (const c of changes) {
    text += value.slice(at, c.at) + c.put;
    at = c.at + c.gone;
  }
  return { from, to, text: text + value.slice(at, to), start: moved(start, changes), end: moved(end, changes) };
}

/* No word is meant: marks with the caret between them, or none when it stands between some. */
function markNothing(value, at, size) {
  const before = /\**$/.exec(value.slice(Math.max(0, at - 3), at))[0].length;
  const after = /^\**/.exec(value.slice(at, at + 3))[0].length;
  const n = Math.min(before, after);
  if (n === size || n === 3)
    return { from: at - size, to: at + size, text: "", start: at - size, end: at - size };
  const mark = "*".repeat(size);
  return { from: at, to: at, text: mark + mark, start: at + size, end: at + size };
}

/* Bold (size 2) or italics (size 1) of what is selected, or, when all of that has it, no longer. */
export function toggleMark(value, start, end, size) {
  const all = pieces(value, start, end).map((piece) => {
    const pairs = pairsOf(piece.line).filter((p) => holds(p, size));
    return { piece, pairs, around: pairs.find((p) => p.open[0] <= piece.start && piece.end <= p.close[1]) };
  });
  if (!all.length)
    return start === end ? markNothing(value, start, size) : null;
  const off = all.every((one) => one.around);
  const changes = all.flatMap(({ piece, pairs, around }) =>
    off ? removal(piece, around, size) : around ? [] : addition(piece, pairs, size));
  if (start === end)
    return together(value, changes, start, end);
  const first = all[0].piece, last = all.at(-1).piece;
  return together(value, changes, first.at + first.start, last.at + last.end);
}

/* ---- Links ----------------------------------------------------------------------------------- */

function linkAround(value, start, end) {
  const at = lineStart(value, start);
  const line = value.slice(at, lineEnd(value, start));
  for (const m of line.matchAll(LINK)) {
    const from = at + m.index, to = from + m[0].length;
    if (m[1] === "" && from <= start && end <= to && (start !== end || (from < start && end < to)))
      return { from, to, words: m[2], address: from + 1 + m[2].length + 2, length: m[3].length };
  }
  return null;
}

/* Brackets that are not in pairs would end the link's words. */
function bracketed(words) {
  return /^[^[\]]*(?:\[[^[\]]*\][^[\]]*)*$/.test(words) ? words : words.replace(/[[\]]/g, "\\$&");
}

/* A link of what is selected, with its address selected to be typed. In a link already: first its
 * address is selected; from there, the link becomes its words again. */
export function toggleLink(value, start, end) {
  const link = linkAround(value, start, end);
  if (link) {
    const addressEnd = link.address + link.length;
    if (start < link.address || end > addressEnd)
      return { from: link.address, to: link.address, text: "", start: link.address, end: addressEnd };
    return { from: link.from, to: link.to, text: link.words, start: link.from,
         end: link.from + link.words.length };
  }
  const [piece] = pieces(value, start, end);
  const from = piece ? piece.at + piece.start : start;
  const to = piece ? piece.at + piece.end : start;
  const words = value.slice(from, to);
  if (ADDRESS.test(words) || MAIL.test(words)) {
    const address = MAIL.test(words) ? "mailto:" + words : words.replace(/^www\./i, "https://www.");
    return { from, to, text: `[](${address})`, start: from + 1, end: from + 1 };
  }
  const text = `[${bracketed(words)}](`;
  const at = words ? from + text.length : from + 1;
  return { from, to, text: `${text}${BLANK_ADDRESS})`, start: at, end: words ? at + BLANK_ADDRESS.length : at };
}
