/* looks.js: Markdown as it will look: what is bold is bold, pictures are pictures, and the signs stand only on the
 * line that is being written. The text itself is never touched: all of this lies over it. */
import { Language, defineLanguageFacet, syntaxTree } from "@codemirror/language";
import { Prec, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin } from "@codemirror/view";
import { Autolink, Strikethrough, Table, parser } from "@lezer/markdown";

import { lineDirection } from "./direction.js";
import { Lines } from "./lines.js";
import { Picture, Sign } from "./signs.js";
import { alignments, intoCell, paintRow } from "./tables.js";

/* As lib/markdown.h reads it: no HTML. */
const markdown = new Language(defineLanguageFacet(),
  parser.configure([Strikethrough, Table, Autolink, { remove: ["HTMLBlock", "HTMLTag"] }]), [], "markdown");

/* ---- What lies over the text ----------------------------------------------------------------------- */

const HIDDEN = Decoration.replace({});
const RULE = Decoration.replace({ widget: new Sign("rule", "") });
const style = Object.fromEntries(["strong", "em", "del", "code", "link", "note", "sign", "found"]
  .map((name) => [name, Decoration.mark({ class: name })]));

/* ---- Which of the lines are written on ------------------------------------------------------------ */

const mark = StateEffect.define();

/* What find and replace has found, as long as its bar has the focus. */
const found = StateField.define({
  create: () => null,
  update(place, tr) {
    for (const effect of tr.effects)
      if (effect.is(mark))
        return effect.value;
    return tr.docChanged ? null : place;
  },
});
const foundMark = EditorView.decorations.compute([found], (state) => {
  const place = state.field(found);
  return place ? Decoration.set([style.found.range(place.at, place.end)]) : Decoration.none;
});
export const foundPlaces = [found, foundMark];

/* Without a place: nothing is marked any more. */
export function markPlace(view, at, end) {
  const place = at === undefined || at === end ? null : { at, end };
  if (place || view.state.field(found))
    view.dispatch({ effects: mark.of(place) });
}

const linesOf = (state, at, end) => [state.doc.lineAt(at).from, state.doc.lineAt(end).to];

function openLines(view) {
  const { state } = view;
  const open = [];
  const place = state.field(found);
  if (view.hasFocus)
    open.push(linesOf(state, state.selection.main.head, state.selection.main.head));
  if (place)
    open.push(linesOf(state, place.at, place.end));
  return open;
}

/* ---- From the parsed text to its looks ------------------------------------------------------------ */

const OWN = /^\/(?!\/)/; /* the paper's own: a page shows no other pictures */
const unescape = (text) => text.replace(/\\([!-/:-@[-`{-~])/g, "$1");

class Painter {
  constructor(view, open) {
    this.state = view.state;
    this.open = open;
    this.ranges = [];
    this.cells = []; /* around all others */
    this.lines = new Lines(view.state.doc);
  }
  isOpen(at) {
    return this.open.some(([from, to]) => from <= at && at <= to);
  }
  text(node) {
    return this.state.sliceDoc(node.from, node.to);
  }
  hide(from, to) {
    if (from < to)
      this.ranges.push(HIDDEN.range(from, to));
  }
  /* A sign: there in grey on a line that is written on, and else not at all. */
  sign(from, to, instead = HIDDEN) {
    const end = Math.min(to, this.state.doc.lineAt(from).to);
    if (from < end)
      this.ranges.push((this.isOpen(from) ? style.sign : instead).range(from, end));
  }
  /* With the white space behind it. */
  prefix(node) {
    const rest = this.state.sliceDoc(node.to, this.state.doc.lineAt(node.to).to);
    this.sign(node.from, node.to + /^[ \t]*/.exec(rest)[0].length);
  }
  over(name, node) {
    if (node.from < node.to)
      this.ranges.push(style[name].range(node.from, node.to));
  }
}

function picture(p, node) {
  const url = node.getChild("URL"), title = node.getChild("LinkTitle");
  const src = url && p.text(url);
  if (!url || !OWN.test(src) || p.isOpen(node.from) || p.state.doc.lineAt(node.from).to < node.to) {
    p.over("sign", node);
    return false;
  }
  const [, close] = node.getChildren("LinkMark");
  const alt = unescape(p.state.sliceDoc(node.from + 2, close.from));
  const words = title ? unescape(p.text(title).slice(1, -1)) : "";
  p.ranges.push(Decoration.replace({ widget: new Picture(src, alt, words) }).range(node.from, node.to));
  return false;
}

function link(p, node) {
  const marks = node.getChildren("LinkMark");
  if (p.text(node).startsWith("[^")) {
    p.over("note", node);
    return false;
  }
  if ((!node.getChild("URL") && !node.getChild("LinkLabel")) || marks.length < 2)
    return true;
  p.sign(marks[0].from, marks[0].to);
  p.sign(marks[1].from, node.to);
  if (marks[0].to < marks[1].from)
    p.ranges.push(style.link.range(marks[0].to, marks[1].from));
  return true;
}

const inside = (node, name) => node.parent?.name === name;
const CODE = /^(?:FencedCode|CodeBlock)$/;

function tableRow(p, node) {
  const table = node.parent, rule = table.getChild("TableDelimiter"), head = table.getChild("TableHeader");
  const line = p.state.doc.lineAt(node.from);
  p.lines.turn(line.from, head ? lineDirection(p.text(head)) : "");
  paintRow(p, node, line, p.lines.at(line).lead, rule ? alignments(p.text(rule)) : []);
}

/* By the parser's names. → whether to look into it */
const PAINT = {
  Emphasis: (p, node) => p.over("em", node),
  StrongEmphasis: (p, node) => p.over("strong", node),
  Strikethrough: (p, node) => p.over("del", node),
  InlineCode: (p, node) => p.over("code", node),
  EmphasisMark: (p, node) => p.sign(node.from, node.to),
  StrikethroughMark: (p, node) => p.sign(node.from, node.to),
  CodeMark: (p, node) => {
    p.sign(node.from, node.to);
    if (inside(node, "FencedCode"))
      p.lines.add("fence", node.from, node.from);
  },
  CodeInfo: (p, node) => p.over("sign", node),
  HeaderMark: (p, node) => (p.text(node)[0] === "#" ? p.prefix(node) : p.over("sign", node)),
  Escape: (p, node) => p.sign(node.from, node.from + 1),
  HardBreak: (p, node) => p.text(node)[0] === "\\" && p.sign(node.from, node.from + 1),
  QuoteMark: (p, node) => p.lines.lead(node, "", CODE.test(node.parent.name)),
  HorizontalRule: (p, node) => p.sign(node.from, node.to, RULE),
  ListMark: (p, node) => p.lines.item(node, p.text(node)),
  Autolink: (p, node) => p.over("link", node),
  URL: (p, node) => !/^(?:Link|Image|Autolink|LinkReference)$/.test(node.parent?.name) && p.over("link", node),
  LinkReference: (p, node) => p.over("sign", node),
  LinkMark: (p, node) => inside(node, "Autolink") && p.sign(node.from, node.to),
  Link: link,
  Image: picture,
  TableHeader: tableRow,
  TableDelimiter: (p, node) => inside(node, "Table") && tableRow(p, node),
  TableRow: tableRow,
};
const LINES = { Blockquote: "quote", FencedCode: "block", CodeBlock: "block", Table: "table", ListItem: "item" };
for (let n = 1; n <= 6; n++)
  LINES[`ATXHeading${n}`] = `h${n}`;
LINES.SetextHeading1 = "h1";
LINES.SetextHeading2 = "h2";

function paint(view, open) {
  const p = new Painter(view, open);
  for (const seen of view.visibleRanges) {
    p.lines.see(seen);
    syntaxTree(view.state).iterate({
      ...seen,
      enter(ref) {
        if (LINES[ref.name])
          p.lines.add(LINES[ref.name], Math.max(ref.from, seen.from), Math.min(ref.to, seen.to));
        return PAINT[ref.name] ? PAINT[ref.name](p, ref.node) : undefined;
      },
    });
  }
  p.lines.paint(p);
  return { looks: Decoration.set(p.ranges, true), cells: Decoration.set(p.cells, true) };
}

/* ---- The plugin ----------------------------------------------------------------------------------- */

const settle = StateEffect.define();

/* While a button of the mouse is down no line opens or closes: what is pressed on would move away. */
class Looks {
  constructor(view) {
    this.held = false;
    this.release = () => {
      if (!this.held)
        return;
      this.held = false;
      view.dispatch({ effects: settle.of(null) });
    };
    document.addEventListener("mouseup", this.release);
    this.open = openLines(view);
    this.painted = paint(view, this.open);
  }
  update(update) {
    const { view, changes } = update;
    const told = update.transactions.some((tr) => tr.effects.some((e) => e.is(settle) || e.is(mark)));
    const parsed = syntaxTree(update.startState) !== syntaxTree(update.state);
    if (!update.docChanged && !update.viewportChanged && !update.selectionSet && !update.focusChanged &&
      !told && !parsed)
      return;
    this.open = this.held ? this.open.map((line) => line.map((at) => changes.mapPos(at))) : openLines(view);
    this.painted = paint(view, this.open);
  }
  destroy() {
    document.removeEventListener("mouseup", this.release);
  }
}

const layer = (name) => (own) => EditorView.decorations.of((view) => view.plugin(own)?.painted[name] ?? Decoration.none);
const plugin = ViewPlugin.fromClass(Looks, {
  provide: (own) => [layer("looks")(own), Prec.lowest(layer("cells")(own))],
  eventObservers: {
    mousedown() {
      this.held = true;
    },
  },
});

export const looks = [markdown, plugin, intoCell];
