/* blocks.js: headings, quotations, lists and tables of a Markdown text: what a key changes in it.
 * Nothing here knows the page. */

/* A list's item: [1] what stands before it, [2] its sign or [3] number and [4] its point, [5] space,
 * [6] a box to tick. */
const ITEM = /^((?:[ \t]{0,3}>[ \t]?)*[ \t]*)(?:([-*+])|(\d{1,9})([.)]))([ \t]+)(\[[ xX]\][ \t]+)?/;
const QUOTED = /^[ \t]{0,3}>(?:[ \t]{0,3}>)*[ \t]?/;
const HEADING = /^((?:[ \t]{0,3}>[ \t]?)*) {0,3}(#{1,6})[ \t]+/;
/* What the rest of a line, an item or a heading, stands behind. */
const BEFORE = /^(?:[ \t]{0,3}>[ \t]?)*[ \t]*/;
const FENCE = /^ {0,3}(?:```|~~~)/gm;

export const lineStart = (value, at) => value.lastIndexOf("\n", at - 1) + 1;
export function lineEnd(value, at) {
  const end = value.indexOf("\n", at);
  return end < 0 ? value.length : end;
}

const blank = (line) => line.trim() === "";

/* The lines that a selection touches, whole: not the one whose beginning alone it touches. */
function linesOf(value, start, end) {
  const from = lineStart(value, start);
  const to = lineEnd(value, end > start && value[end - 1] === "\n" ? end - 1 : end);
  return { from, to: Math.max(from, to), lines: value.slice(from, Math.max(from, to)).split("\n") };
}

/* Lines take the place of others; a caret stays at its letter, a selection holds all of them. */
function replaced(value, { from, to, lines }, made, start, end, tail = "") {
  const text = made.join("\n");
  if (start !== end)
    return { from, to, text: text + tail, start: from, end: from + text.length };
  let at = from, now = from, i = 0;
  while (i < lines.length - 1 && at + lines[i].length < start) {
    at += lines[i].length + 1;
    now += made[i].length + 1;
    i++;
  }
  const fromEnd = at + lines[i].length - start;
  const caret = now + Math.max(0, made[i].length - fromEnd);
  return { from, to, text: text + tail, start: caret, end: caret };
}

/* Of lines that are not blank all, those that are not; else all. */
function toggled(lines, has, add, remove) {
  const words = lines.some((l) => !blank(l));
  const meant = (l) => !words || !blank(l);
  const off = words && lines.every((l) => !meant(l) || has(l));
  return { off, made: lines.map((l) => (!meant(l) ? l : off ? remove(l) : add(l))) };
}

const bare = (line) => line.replace(HEADING, "$1").replace(ITEM, "$1");

/* A sign before the words of a line, in its quotation or at its depth. */
function signed(line, sign) {
  const before = BEFORE.exec(line)[0];
  return before + sign + line.slice(before.length);
}

export function toggleHeading(value, start, end, level) {
  const block = linesOf(value, start, end);
  const sign = "#".repeat(level) + " ";
  const { made } = toggled(block.lines, (l) => HEADING.exec(l)?.[2].length === level,
               (l) => signed(bare(l).replace(/^[ \t]+/, ""), sign), (l) => l.replace(HEADING, "$1"));
  return replaced(value, block, made, start, end);
}

/* A quotation is of whole paragraphs: what follows a quoted line without an empty one is quoted too. */
export function toggleQuote(value, start, end) {
  const block = linesOf(value, start, end);
  const quoted = QUOTED.test(block.lines.find((l) => !blank(l)) ?? "");
  const goesOn = (line) => !blank(line) && !HEADING.test(line) && QUOTED.test(line) === quoted;
  if (!blank(block.lines[0]))
    while (block.from > 0 && goesOn(value.slice(lineStart(value, block.from - 1), block.from - 1)))
      block.from = lineStart(value, block.from - 1);
  if (!blank(block.lines.at(-1)))
    while (block.to < value.length && goesOn(value.slice(block.to + 1, lineEnd(value, block.to + 1))))
      block.to = lineEnd(value, block.to + 1);
  block.lines = value.slice(block.from, block.to).split("\n");
  const off = block.lines.every((l) => blank(l) || QUOTED.test(l)) && !block.lines.every(blank);
  const made = block.lines.map((l) => (off ? l.replace(/^[ \t]{0,3}>[ \t]?/, "")
    : blank(l) && block.lines.length > 1 ? ">" : "> " + l));
  return replaced(value, block, made, start, end);
}

/* The number of the item in the line before, 0 for none. */
function numberBefore(value, from) {
  const m = from > 0 ? ITEM.exec(value.slice(lineStart(value, from - 1), from - 1)) : null;
  return m?.[3] ? Number(m[3]) : 0;
}

export function toggleList(value, start, end, numbered) {
  const block = linesOf(value, start, end);
  let n = numbered ? numberBefore(value, block.from) : 0;
  const has = (l) => Boolean(ITEM.exec(l)?.[numbered ? 3 : 2]);
  const add = (l) => signed(bare(l), numbered ? `${++n}. ` : "- ");
  const { off, made } = toggled(block.lines, has, add, (l) => l.replace(ITEM, "$1"));
  /* A line right below an item would be part of it. */
  const next = value.slice(block.to + 1, lineEnd(value, block.to + 1));
  const parts = !off && !blank(next) && !ITEM.test(next);
  return replaced(value, block, made, start, end, parts ? "\n" : "");
}

/* A table of two columns on lines of its own, the first heading selected. */
export function insertTable(value, start, end, heading) {
  const before = value.slice(0, end).replace(/[ \t]+$/, "");
  const lead = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const rest = value.slice(end);
  const tail = rest === "" ? "\n" : rest.startsWith("\n\n") ? "" : rest.startsWith("\n") ? "\n" : "\n\n";
  const text = `${lead}| ${heading} | ${heading} |\n| --- | --- |\n|  |  |\n|  |  |${tail}`;
  const at = end + lead.length + 2;
  return { from: end, to: end, text, start: at, end: at + heading.length };
}

/* ---- Enter ----------------------------------------------------------------------------------- */

const inCode = (value, at) => (value.slice(0, at).match(FENCE)?.length ?? 0) % 2 === 1;

/* "1986. It was" begins a paragraph: a number is an item's when it is the first, or counts on. */
function isItem(value, at, m) {
  return Boolean(m?.[2]) || (Boolean(m?.[3]) && (Number(m[3]) <= 1 ||
    /^\d/.test(siblingBefore(value, at, m[1])?.[3] ?? "")));
}

/* The item above of the same depth, across what belongs to it. */
function siblingBefore(value, at, indent) {
  for (let from = at; from > 0;) {
    from = lineStart(value, from - 1);
    const line = value.slice(from, lineEnd(value, from));
    const m = ITEM.exec(line);
    if (m && m[1].length <= indent.length)
      return m[1].length === indent.length ? m : null;
    if (!m && !blank(line) && /^\S/.test(line))
      return null;
  }
  return null;
}

/* The number that follows; lists that are numbered 1, 1, 1 go on so. */
function nextNumber(value, at, m) {
  const n = Number(m[3]);
  return Number(siblingBefore(value, at, m[1])?.[3] ?? -1) === n ? n : n + 1;
}

function renumbered(line, n) {
  return line.replace(ITEM, (all, before, sign, number, point, space, box = "") =>
    before + n + point + space + box);
}

/* The items right below count on from n, too, where they counted on before. */
function countedBelow(value, at, m, n) {
  let to = at, text = "";
  for (let from = at + 1; from <= value.length; from = lineEnd(value, from) + 1) {
    const line = value.slice(from, lineEnd(value, from));
    const below = ITEM.exec(line);
    const deeper = line.startsWith(m[1] + " ") && !blank(line);
    if (!below || below[1] !== m[1]) {
      if (!deeper)
        break;
      text += "\n" + line;
    } else {
      if (Number(below[3]) !== n || below[4] !== m[4])
        break;
      n++;
      text += "\n" + renumbered(line, n);
    }
    to = from + line.length;
  }
  return { to, text };
}

/* An empty item or quotation ends it: an empty line, or what follows would still belong to it. */
function endBlock(value, from, to, quote) {
  const before = from > 0 ? value.slice(lineStart(value, from - 1), from - 1) : "";
  const text = blank(before.replace(QUOTED, "")) ? quote : quote.trimEnd() + "\n" + quote;
  return { from, to, text, start: from + text.length, end: from + text.length };
}

function itemAbove(value, from, indent) {
  for (let at = from; at > 0;) {
    at = lineStart(value, at - 1);
    const m = ITEM.exec(value.slice(at, lineEnd(value, at)));
    if (m && m[1].length < indent.length)
      return { m, at };
  }
  return null;
}

/* An item with what it holds takes the place of from to `to`; numbers below count on with it. */
function putItem(value, { from, to, lead }, m, n) {
  const sign = n ? n + m[4] : m[2];
  const first = lead + m[1] + sign + m[5] + (m[6] ? "[ ] " : "");
  const end = lineEnd(value, to);
  const below = n && n !== Number(m[3]) ? countedBelow(value, end, m, n) : { to: end, text: "" };
  const at = from + first.length;
  if (below.text === "")
    return { from, to, text: first, start: at, end: at };
  return { from, to: below.to, text: first + value.slice(to, end) + below.text, start: at, end: at };
}

/* Out of an inner list first. */
function endItem(value, from, to, m) {
  const quote = QUOTED.exec(m[1])?.[0] ?? "";
  const above = m[1].length > quote.length ? itemAbove(value, from, m[1]) : null;
  if (!above)
    return endBlock(value, from, to, quote);
  const n = above.m[3] ? nextNumber(value, above.at, above.m) : 0;
  return putItem(value, { from, to, lead: "" }, above.m, n);
}

function nextItem(value, start, end, from, m) {
  const gap = /^[ \t]*/.exec(value.slice(end, lineEnd(value, end)))[0].length;
  const n = m[3] ? nextNumber(value, from, m) : 0;
  return putItem(value, { from: start, to: end + gap, lead: "\n" }, m, n);
}

/* Enter in a list or a quotation: the next item, the next line of it, or its end. With shift: the
 * next line of the item, the next paragraph of the quotation. null: Enter does what it always does. */
export function enter(value, start, end, shift) {
  const from = lineStart(value, start), to = lineEnd(value, start);
  const line = value.slice(from, to);
  const item = ITEM.exec(line), quote = QUOTED.exec(line);
  if ((!item && !quote) || inCode(value, from))
    return null;
  if (isItem(value, from, item) && start - from >= item[0].length) {
    if (blank(line.slice(item[0].length)) && end <= to)
      return endItem(value, from, to, item);
    if (!shift)
      return nextItem(value, start, end, from, item);
    const text = "\n" + item[1] + " ".repeat(item[0].length - item[1].length);
    return { from: start, to: end, text, start: start + text.length, end: start + text.length };
  }
  if (!quote || start - from < quote[0].length)
    return null;
  if (blank(line.slice(quote[0].length)) && end <= to)
    return endBlock(value, from, to, "");
  const sign = quote[0].trimEnd();
  const text = shift ? `\n${sign}\n${sign} ` : `\n${sign} `;
  return { from: start, to: end, text, start: start + text.length, end: start + text.length };
}

/* ---- Tab ------------------------------------------------------------------------------------- */

/* Each depth's numbers count on from its first. */
function counted(lines) {
  const depths = [];
  return lines.map((line) => {
    const m = ITEM.exec(line);
    if (!m)
      return line;
    while (depths.length && depths.at(-1).indent > m[1].length)
      depths.pop();
    const depth = depths.at(-1);
    if (!depth || depth.indent < m[1].length || Boolean(m[3]) !== Boolean(depth.n)) {
      if (depth?.indent === m[1].length)
        depths.pop();
      depths.push({ indent: m[1].length, n: m[3] ? Number(m[3]) : 0 });
      return line;
    }
    if (depth.n)
      depth.n++;
    return m[3] ? renumbered(line, depth.n) : line;
  });
}

/* How far an item moves: below the one before it, or out to the one that holds it. 0: nowhere. */
function shiftOf(lines, i, m, back) {
  for (let j = i - 1; j >= 0; j--) {
    const above = ITEM.exec(lines[j]);
    if (!above)
      continue;
    const by = above[1].length - m[1].length;
    if (back ? by < 0 : by <= 0)
      return back ? by : by === 0 ? above[0].length - above[1].length - (above[6]?.length ?? 0) : 0;
  }
  return back ? -(m[1].length - (QUOTED.exec(m[1])?.[0].length ?? 0)) : 0;
}

/* A line by so many places; a numbered item that begins a list begins it with 1. */
function shifted(line, by, isFirst) {
  const quote = QUOTED.exec(line)?.[0] ?? "";
  const rest = line.slice(quote.length);
  const there = by > 0 ? " ".repeat(by) + rest : rest.replace(new RegExp(`^[ \\t]{0,${-by}}`), "");
  return isFirst && ITEM.exec(line)?.[3] ? renumbered(quote + there, 1) : quote + there;
}

/* Tab on a list's items: a level deeper or, with back, higher, with all that is in them.
 * null: there is nothing to move. */
export function indent(value, start, end, back) {
  let from = lineStart(value, start), to = lineEnd(value, end);
  while (from > 0 && !blank(value.slice(lineStart(value, from - 1), from - 1)))
    from = lineStart(value, from - 1);
  while (to < value.length && !blank(value.slice(to + 1, lineEnd(value, to + 1))))
    to = lineEnd(value, to + 1);
  const lines = value.slice(from, to).split("\n");
  const count = (at) => value.slice(from, at).split("\n").length - 1;
  const first = count(start);
  let last = count(end > start && value[end - 1] === "\n" ? end - 1 : end);
  const m = ITEM.exec(lines[first]);
  if (!m || inCode(value, from) || lines.slice(first, last + 1).some(blank))
    return null;
  const by = shiftOf(lines, first, m, back);
  if (by === 0)
    return null;
  while (last + 1 < lines.length && lines[last + 1].startsWith(m[1] + " "))
    last++;
  const made = counted(lines.map((l, i) =>
    (i < first || i > last ? l : shifted(l, by, i === first))));
  const at = (place) => replaced(value, { from, to, lines }, made, place, place).start;
  return { from, to, text: made.join("\n"), start: at(start), end: at(end) };
}
