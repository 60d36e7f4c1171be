/* main.js: CodeMirror in the place of the story form's textarea, for whoever chose it (docs/writing.md).
 *
 * `make` bundles this folder with CodeMirror where npm is; static/js/desk/styled.js loads the bundle and gives it
 * what belongs to the page. It lives in a shadow root: there its style sheets are adopted ones, which need no
 * exception from the page's Content-Security-Policy. */
import { history, isolateHistory, redo, standardKeymap, undo, insertNewline } from "@codemirror/commands";
import { EditorSelection, EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";

import { baseDirection } from "./direction.js";
import { foundPlaces, looks, markPlace } from "./looks.js";
import { theme } from "./theme.js";

/* A telephone's other way in shows no misspelt words. */
EditorView.EDIT_CONTEXT = false;

const WRITE_AFTER_MS = 1000; /* after the last key, until the textarea has the text, too */
const PAUSE_MS = 2000; /* what is typed without one is one step of undo */

/* Ctrl+Z, and Ctrl+Y or Ctrl+Shift+Z, whatever script the keyboard writes and whether its capitals are locked:
 * keyCode alone says where the key is among Latin letters. */
const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
const undoKeys = {
  any(view, event) {
    const command = MAC ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    const z = event.keyCode === 90, y = event.keyCode === 89 && !MAC && !event.shiftKey;
    if (!command || event.altKey || !(z || y))
      return false;
    (y || event.shiftKey ? redo : undo)(view);
    return true;
  },
};

/* Enter is the desk's (its lists go on), and else a line end without an indent, as in a textarea. */
function enterKey(goOn) {
  const on = (shift) => (view) => {
    if (goOn(shift))
      view.dispatch({ effects: EditorView.scrollIntoView(view.state.selection.main.head) });
    else
      insertNewline(view);
    return true;
  };
  return { key: "Enter", run: on(false), shift: on(true) };
}

/* What makes a text of one in the least of changes; null: nothing. */
function difference(was, is) {
  if (was === is)
    return null;
  let from = 0, end = 0;
  const most = Math.min(was.length, is.length);
  while (from < most && was[from] === is[from])
    from++;
  while (end < most - from && was[was.length - 1 - end] === is[is.length - 1 - end])
    end++;
  return { from, to: was.length - end, insert: is.slice(from, is.length - end) };
}

/* ---- The state ----------------------------------------------------------------------------------- */

function attributes({ label, describedBy, invalid, lang }) {
  return (view) => ({
    "aria-label": label, "aria-describedby": describedBy, lang: lang(), dir: baseDirection(view.state.doc),
    spellcheck: "true", autocorrect: "on", autocapitalize: "sentences", writingsuggestions: "true",
    ...(invalid ? { "aria-invalid": "true" } : {}),
  });
}

/* With nothing selected a textarea copies nothing, and cuts nothing. */
const nothingSelected = (event, view) => view.state.selection.main.empty;

/* What is typed on a selection. A browser would put together what it takes to be cells and boxes: other bytes than a
 * textarea has then, and styles of its own. */
function typedOver(event, view) {
  if (event.inputType !== "insertText" || !event.data || view.composing || view.state.selection.main.empty)
    return false;
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  event.preventDefault();
  return true;
}

/* The textarea says at once that the text has changed. It has the text when nobody types, for to put a long one there
 * takes longer than a key may; whoever asks for the form meanwhile is given the text all the same. */
class Mirror {
  constructor(area, host) {
    Object.assign(this, { area, host, put: area.value, doc: null });
    area.form.addEventListener("formdata", ({ formData }) =>
      this.doc && formData.set(area.name, this.doc.toString()));
    host.addEventListener("focusout", () => this.write());
    addEventListener("pagehide", () => this.write());
  }
  write() {
    if (this.doc)
      this.area.value = this.put = this.doc.toString();
    this.doc = null;
  }
  /* Not while somebody types on. */
  writeLater() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => typeof requestIdleCallback === "function"
      ? requestIdleCallback(() => this.write(), { timeout: WRITE_AFTER_MS }) : this.write(), WRITE_AFTER_MS);
  }
  update({ docChanged, state }) {
    if (!docChanged)
      return;
    const way = baseDirection(state.doc);
    if (this.host.dir !== way)
      this.host.dir = way;
    this.doc = state.doc;
    this.writeLater();
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  /* What somebody else put into the textarea, as who fills in the whole form does; null: nobody did. */
  taken() {
    const { value } = this.area;
    if (value === this.put)
      return null;
    this.put = value;
    this.doc = null;
    return value;
  }
}

function extensions(mirror, page) {
  return [
    history({ newGroupDelay: PAUSE_MS }), keymap.of([enterKey(page.goOn), undoKeys, ...standardKeymap.filter(({ key }) => key !== "Enter")]),
    EditorView.domEventHandlers({ copy: nothingSelected, cut: nothingSelected, beforeinput: typedOver }),
    EditorView.lineWrapping, EditorView.perLineTextDirection.of(true),
    EditorView.contentAttributes.of(attributes(page)), EditorView.scrollMargins.of(page.margins),
    looks, foundPlaces, theme, EditorView.updateListener.of((update) => mirror.update(update)),
  ];
}

/* ---- What the desk knows of it: static/js/desk/text.js ------------------------------------------- */

function fieldOf(view, host) {
  const range = (at, end = at) => {
    const most = view.state.doc.length;
    return EditorSelection.single(Math.min(at, most), Math.min(end, most));
  };
  return {
    host,
    scrollTop: 0,
    get value() { return view.state.doc.toString(); },
    get selectionStart() { return view.state.selection.main.from; },
    get selectionEnd() { return view.state.selection.main.to; },
    get selectionDirection() {
      const { anchor, head } = view.state.selection.main;
      return head < anchor ? "backward" : "forward";
    },
    focus() { view.focus(); },
    setSelectionRange(start, end, direction) {
      view.dispatch({ selection: direction === "backward" ? range(end, start) : range(start, end) });
    },
    put({ from, to, text }) {
      view.dispatch({ changes: { from, to, insert: text }, selection: EditorSelection.cursor(from + text.length),
                 annotations: isolateHistory.of("full"), userEvent: "input" });
    },
    reveal(at, end) {
      view.dispatch({ effects: EditorView.scrollIntoView(range(at, end).main, { y: "nearest", yMargin: 48 }) });
    },
    mark(at, end) { markPlace(view, at, end); },
    placeAt(x, y) { return view.posAtCoords({ x, y }, false); },
  };
}

/* ---- Mounting ------------------------------------------------------------------------------------ */

/* Puts the editor behind the textarea, which is hidden from then on. page: { label, help, invalid, lang(), goOn(shift),
 * margins() } with what a screen reader is to hear, whether the text has a problem, the language of the
 * story, the desk's own Enter, and how much of the window is covered above and below.
 * → the field; null: it could not hold the text unchanged, and nothing was done. */
export function mount(area, page) {
  const text = area.value;
  const help = document.createElement("p");
  help.id = "help";
  help.hidden = true;
  help.textContent = page.help;
  const host = document.createElement("div");
  host.className = "body styled";
  const mirror = new Mirror(area, host);
  const state = EditorState.create({
    doc: text, selection: { anchor: area.selectionStart, head: area.selectionEnd },
    extensions: extensions(mirror, { ...page, describedBy: help.id }),
  });
  if (state.doc.toString() !== text)
    return null;
  host.dir = baseDirection(state.doc);
  const root = host.attachShadow({ mode: "open" });
  const focused = document.activeElement === area;
  const view = new EditorView({ state, root, parent: root });
  root.append(help);
  area.after(host);
  area.hidden = true;
  /* What a browser says of its own typing comes before the text is known: the textarea says it. */
  root.addEventListener("input", (event) => event.stopPropagation());
  /* A form that is filled in anew has the text in its textarea. */
  area.form.addEventListener("input", ({ target }) => {
    const other = target === area.form ? mirror.taken() : null;
    const changes = other !== null && difference(view.state.doc.toString(), other);
    if (changes)
      view.dispatch({ changes, annotations: isolateHistory.of("full") });
  });
  if (focused)
    view.focus();
  return fieldOf(view, host);
}
