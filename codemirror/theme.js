/* theme.js: how the text is set: as static/css/writing.css sets the textarea, and its parts as site.css sets
 * those of a story. Colours are the desk's. */
import { EditorView } from "@codemirror/view";

const sign = { color: "var(--soft)", fontWeight: "400", fontStyle: "normal", textDecoration: "none" };
const code = { fontFamily: 'ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace', fontSize: "0.88em" };

export const theme = EditorView.theme({
  "&": { color: "inherit", background: "none" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "inherit" },
  ".cm-content": { padding: "0", minHeight: "16em", caretColor: "currentColor" },
  ".cm-line": { padding: "0" },
  ".h1, .h2, .h3, .h4, .h5, .h6": { fontWeight: "700", lineHeight: "1.25" },
  ".h1, .h2": { fontSize: "1.5em", letterSpacing: "-0.01em" },
  ".h3": { fontSize: "1.2em" },
  ".rtl:is(.h1, .h2, .h3)": { lineHeight: "1.6", letterSpacing: "0" },
  ".strong": { fontWeight: "700" },
  ".em": { fontStyle: "italic" },
  ".del": { textDecoration: "line-through" },
  ".code": code,
  ".block": { ...code, fontSize: "0.82em", background: "var(--quiet-sheet)", padding: "0 0.75rem" },
  ".table": { ...code, fontSize: "0.82em" },
  ".link": { color: "var(--link)", textDecoration: "underline", textDecorationThickness: "1px",
             textUnderlineOffset: "0.16em" },
  ".note": { fontFamily: "var(--sans)", fontSize: "0.75em", color: "var(--link)" },
  ".quote": { fontStyle: "italic", paddingInlineStart: "1.25rem", borderInlineStart: "3px solid var(--signal)" },
  ".item": { paddingInlineStart: "0.25rem" },
  ".bullet": { color: "var(--signal)" },
  ".rule": { display: "inline-block", width: "100%", height: "1px", background: "var(--edge)",
             verticalAlign: "middle" },
  ".picture": { display: "inline-block", maxWidth: "100%", margin: "0.35em 0" },
  ".picture img": { display: "block", maxWidth: "100%", maxHeight: "24rem", borderRadius: "0" },
  ".picture .words": { display: "block", color: "var(--soft)", font: "0.875rem/1.4 var(--sans)", marginTop: "0.3em" },
  ".sign, .sign *": sign,
  ".found": { background: "var(--wait-sheet)", outline: "2px solid var(--wait)" },
});
