/* theme.js: how the text is set: as static/css/writing.css sets the textarea, and its parts as site.css sets
 * those of a story. Colours are the desk's. */
import { EditorView } from "@codemirror/view";

const sign = { color: "var(--soft)", fontWeight: "400", fontStyle: "normal", textDecoration: "none" };
const code = { fontFamily: 'ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace', fontSize: "0.88em" };

const DEEPEST = 6; /* as in lines.js */
const depths = (name, variable, each) => Object.fromEntries(Array.from({ length: DEEPEST }, (_, i) =>
  [`.${name}${i + 1}`, { [variable]: `${(i + 1) * each}rem` }]));

export const theme = EditorView.theme({
  "&": { color: "inherit", background: "none" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "inherit" },
  ".cm-content": { padding: "0", whiteSpace: "pre-wrap", minHeight: "16em", caretColor: "currentColor" },
  ".cm-line": { "--quote": "0rem", "--item": "0rem", "--in": "calc(var(--quote) + var(--item))",
                padding: "0", paddingInlineStart: "var(--in)" },
  ".h1, .h2, .h3, .h4, .h5, .h6": { fontWeight: "700", lineHeight: "1.25" },
  ".h1, .h2": { fontSize: "1.5em", letterSpacing: "-0.01em" },
  ".h3": { fontSize: "1.2em" },
  ".rtl:is(.h1, .h2, .h3)": { lineHeight: "1.6", letterSpacing: "0" },
  ".strong": { fontWeight: "700" },
  ".em": { fontStyle: "italic" },
  ".del": { textDecoration: "line-through" },
  ".code": code,
  ".block": { ...code, fontSize: "0.82em", lineHeight: "1.5", background: "var(--quiet-sheet)",
              marginInlineStart: "var(--in)", paddingInline: "0.75rem" },
  ".fence": { lineHeight: "1.2" },
  ".link": { color: "var(--link)", textDecoration: "underline", textDecorationThickness: "1px",
             textUnderlineOffset: "0.16em" },
  ".note": { fontFamily: "var(--sans)", fontSize: "0.75em", color: "var(--link)" },
  ".quote": { fontStyle: "italic", borderInlineStart: "3px solid var(--signal)" },
  ".row": { display: "table-row", font: "0.8em/1.4 var(--sans)", fontVariantNumeric: "lining-nums tabular-nums" },
  ".cell": { display: "table-cell", padding: "0.3rem 0.9rem", borderBlockEnd: "1px solid var(--line)" },
  ".row.quote > .cell:first-child": { borderInlineStart: "3px solid var(--signal)" },
  ".cell.head": { fontWeight: "600", borderBlockEnd: "2px solid currentcolor" },
  ".cell.end": { textAlign: "end" },
  ".cell.center": { textAlign: "center" },
  ".divider": { fontSize: "0", lineHeight: "0" },
  ".divider .cell": { padding: "0", borderBlockEnd: "0" },
  ".pipe": { position: "absolute", whiteSpace: "pre", marginInlineStart: "-0.9rem" }, /* beside what is in the cell */
  ".pipe.last": { marginInlineStart: "0" },
  ".space": { marginInlineEnd: "-0.3em" }, /* before a pipe; it takes no room */
  ".hanging": { display: "inline-block", whiteSpace: "pre", minWidth: "var(--in)", marginInlineStart: "calc(-1 * var(--in))", textAlign: "end" },
  ".marker": { display: "inline-flex", justifyContent: "flex-end", width: "1.75rem", marginInlineStart: "-1.75rem",
               whiteSpace: "pre", color: "var(--signal)", fontVariantNumeric: "lining-nums" },
  ...depths("q", "--quote", 1.4), ...depths("d", "--item", 1.75),
  ".rule": { display: "inline-block", width: "100%", height: "1px", background: "var(--edge)",
             verticalAlign: "middle" },
  ".picture": { display: "inline-block", maxWidth: "100%", margin: "0.35em 0" },
  ".picture img": { display: "block", maxWidth: "100%", maxHeight: "24rem", borderRadius: "0" },
  ".picture .words": { display: "block", color: "var(--soft)", font: "0.875rem/1.4 var(--sans)", marginTop: "0.3em" },
  ".sign, .sign *": sign,
  ".found": { background: "var(--wait-sheet)", outline: "2px solid var(--wait)" },
});
