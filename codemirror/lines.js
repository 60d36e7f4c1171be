/* lines.js: what belongs to whole lines: how deep in quotations and lists they are, which way they are read, and the signs
 * at their start. Those hang before the line's words, whether they are shown or not: no word moves when the
 * caret comes to a line or leaves it. */
import { Decoration } from "@codemirror/view";

import { lineDirection } from "./direction.js";
import { Sign } from "./signs.js";

const DEEPEST = 6; /* of what is deeper only as much is seen */

const SIGN = Decoration.mark({ class: "sign" }), HANGING = Decoration.mark({ class: "sign hanging" });
const HIDDEN = Decoration.replace({});
const BULLET = Decoration.replace({ widget: new Sign("marker bullet", "▪ ") });
const number = (text) => Decoration.replace({ widget: new Sign("marker", `${text} `) });

const blank = (text, at) => /^[ \t]*/.exec(text.slice(at))[0].length;

/* One for each moment: it is filled while the tree is walked, outer nodes first, and painted in the end. */
export class Lines {
  constructor(doc) {
    this.doc = doc;
    this.all = new Map();
  }
  /* { names, quote, item: how many of them it is in, lead: where its first word is, sign: of its item,
   *   inset: how far the words of its item are in, way, isRow } */
  at(line) {
    if (!this.all.has(line.from))
      this.all.set(line.from, { line, names: new Set(), quote: 0, item: 0, lead: line.from, sign: "", inset: 0 });
    return this.all.get(line.from);
  }
  see({ from, to }) {
    for (let at = from; at <= to;) {
      const line = this.doc.lineAt(at);
      this.at(line);
      at = line.to + 1;
    }
  }
  add(name, from, to) {
    for (let at = from; at <= to;) {
      const line = this.doc.lineAt(at), one = this.at(line);
      one.names.add(name);
      if (name === "quote" || name === "item")
        one[name]++;
      at = line.to + 1;
    }
  }
  /* A sign at the start of its line; within code the white space behind it is the code's. */
  lead(node, sign, isCode = false) {
    const line = this.doc.lineAt(node.from), one = this.at(line), end = node.to - line.from;
    const most = blank(line.text, end);
    one.lead = node.to + (isCode ? Math.min(most, 1) : most);
    one.sign = sign;
  }
  /* An item's sign: all lines of the item begin below its first word. */
  item(node, sign) {
    this.lead(node, sign);
    const inset = this.at(this.doc.lineAt(node.from)).lead - this.doc.lineAt(node.from).from;
    for (const one of this.all.values())
      if (one.line.from > node.from && one.line.from <= node.parent.to)
        one.inset = inset;
  }
  turn(from, way) {
    Object.assign(this.at(this.doc.lineAt(from)), { way, isRow: true });
  }
  paint(p) {
    for (const one of this.all.values())
      paintLine(p, one);
  }
}

function paintLine(p, { line, names, quote, item, lead, sign, inset, way, isRow }) {
  const isCode = names.has("block");
  const is = isCode ? "ltr" : way ?? lineDirection(line.text);
  const words = [...names, quote && `q${Math.min(quote, DEEPEST)}`, item && `d${Math.min(item, DEEPEST)}`, is === "rtl" && "rtl"]
    .filter(Boolean).join(" ");
  const attributes = { ...(is ? { dir: is } : {}), ...(isCode ? { spellcheck: "false" } : {}) };
  if (words || is)
    p.ranges.push(Decoration.line({ class: words, attributes }).range(line.from));
  const most = item ? lead + blank(line.text, lead - line.from) : lead;
  const end = isCode ? Math.max(lead, Math.min(most, line.from + inset)) : most;
  if (line.from === end)
    return;
  const shown = p.isOpen(line.from) ? (isRow ? SIGN : HANGING)
    : !sign || isRow ? HIDDEN : /^[-*+]/.test(sign) ? BULLET : number(sign);
  p.ranges.push(shown.range(line.from, end));
}
