/* tables.js: a table's lines as its rows. Each line stays a line of the text, to be written on where it is; its cells are
 * set below one another because the lines are table rows to the browser, which puts a table around them itself. A pipe
 * belongs to the cell behind it, and the last one to the cell before it: so no sign moves a column. */
import { syntaxTree } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { Decoration } from "@codemirror/view";

const mark = (name) => Decoration.mark({ class: name });
const cell = (name) => Decoration.mark({ class: name, inclusive: true }); /* hidden signs at its edges are in it */
const CELLS = Object.fromEntries(["start", "center", "end"].map((way) => [way, [cell(`cell ${way}`), cell(`cell ${way} head`)]]));
const PIPE = mark("sign pipe"), LAST_PIPE = mark("sign pipe last"), SPACE = mark("space");
const ROW = Decoration.line({ class: "row" }), DIVIDER = Decoration.line({ class: "row divider" });

/* "| --- | :-: | --: |" → ["start", "center", "end"] */
export function alignments(text) {
  return (text.match(/:?-+:?/g) ?? []).map((rule) =>
    rule.endsWith(":") ? (rule[0] === ":" && rule.length > 1 ? "center" : "end") : "start");
}

/* Places of the pipes that part cells, from the line's start. */
function pipesOf(row, line) {
  if (row.name === "TableDelimiter")
    return [...line.text.matchAll(/\|/g)].map(({ index }) => line.from + index);
  return row.getChildren("TableDelimiter").map(({ from }) => from);
}

const isBlank = (text) => /^[ \t]*$/.test(text);

/* The pieces of a line that are its cells, [from, to] each; none is without a letter. `lead`: where its first word is. */
export function cellsOf(pipes, { from, to, text }, lead = from) {
  const parting = pipes.filter((at) => !isBlank(text.slice(lead - from, at - from)) && !isBlank(text.slice(at + 1 - from)));
  return [from, ...parting].map((at, i) => [at, parting[i] ?? to]);
}

/* What the painter (looks.js) is to lay over one row. */
export function paintRow(p, row, line, lead, ways) {
  const isRule = row.name === "TableDelimiter", isHead = row.name === "TableHeader";
  const open = p.isOpen(line.from);
  const pipes = pipesOf(row, line);
  p.ranges.push((isRule && !open ? DIVIDER : ROW).range(line.from));
  cellsOf(pipes, line, lead).forEach(([from, to], i) =>
    p.cells.push(CELLS[ways[i] ?? "start"][isHead ? 1 : 0].range(from, to)));
  if (isRule)
    p.sign(lead, line.to);
  else
    pipes.forEach((at) => paintPipe(p, at, line, lead, open));
}

/* With the white space around it, which is no part of a cell's words; that of an empty cell stays, to be written in. */
function paintPipe(p, at, { from, to, text }, lead, open) {
  const before = text.slice(lead - from, at - from), behind = text.slice(at + 1 - from);
  const isFirst = isBlank(before), isLast = isBlank(behind);
  const spaces = isFirst || /\|[ \t]*$/.test(before) ? 0 : /[ \t]*$/.exec(before)[0].length;
  const end = isLast ? to : at + 1 + (/^[ \t]*\|/.test(behind) ? 0 : /^[ \t]*/.exec(behind)[0].length);
  if (open) {
    if (spaces > 0)
      p.ranges.push(SPACE.range(at - 1, at));
    p.ranges.push((isLast && !isFirst ? LAST_PIPE : PIPE).range(at, Math.min(end, at + 2)));
    return;
  }
  p.hide(at - spaces, at);
  p.hide(at, end);
}

/* A press beside a row's last words, where its last pipe is not seen, is one into its last cell. */
export const intoCell = EditorState.transactionFilter.of((tr) => {
  if (!tr.selection || !tr.isUserEvent("select.pointer") || !tr.selection.main.empty)
    return tr;
  const { head } = tr.selection.main, line = tr.newDoc.lineAt(head);
  const pipe = /(?<!\\) ?\|[ \t]*$/.exec(line.text);
  if (head < line.to || !pipe || pipe.index === 0)
    return tr;
  for (let node = syntaxTree(tr.startState).resolveInner(line.from, 1); node; node = node.parent)
    if (node.name === "Table")
      return [tr, { selection: { anchor: line.from + pipe.index } }];
  return tr;
});
