// form.mjs: the desk's pages as a browser without JavaScript uses them: forms are read from the page,
// a button is pressed by its words, and what is sent is what that form holds.
import assert from "node:assert/strict";

import { parse } from "parse5";

export const attribute = (node, name) => node.attrs?.find((a) => a.name === name)?.value;
const textOf = (node) => node.value ?? (node.childNodes ?? []).map(textOf).join("");
const line = (text) => text.replace(/\s+/g, " ").trim();
const classes = (node) => (attribute(node, "class") ?? "").split(" ");

/** [element, the form that it stands in] of each element below a node, as they stand in the page. */
function elementsBelow(node, form = null, found = []) {
  for (const child of node.childNodes ?? []) {
    const owner = child.tagName === "form" ? child : form;
    if (child.tagName) found.push([child, owner]);
    elementsBelow(child, owner, found);
  }
  return found;
}

/** The value that a control sends; null: none. */
function valueOf(node) {
  if (node.tagName === "textarea") return textOf(node);
  if (node.tagName === "select") {
    const options = elementsBelow(node).map(([o]) => o).filter((o) => o.tagName === "option");
    const chosen = options.find((o) => attribute(o, "selected") !== undefined) ?? options[0];
    return chosen ? attribute(chosen, "value") ?? textOf(chosen) : null;
  }
  const type = attribute(node, "type") ?? "text";
  if (["submit", "button", "file", "image", "reset"].includes(type)) return null;
  if (["radio", "checkbox"].includes(type) && attribute(node, "checked") === undefined) return null;
  return attribute(node, "value") ?? (type === "checkbox" ? "on" : "");
}

/** Every form of a page, or of one that parse5 has read: {id, action, method, controls: [{name, value, type}],
 *  unticked: [{name, value}], files: [name], buttons: [node]}. */
export function readForms(html) {
  const nodes = elementsBelow(typeof html === "string" ? parse(html) : html);
  const forms = nodes.filter(([n]) => n.tagName === "form").map(([node]) => ({
    node, id: attribute(node, "id"), action: attribute(node, "action"),
    method: attribute(node, "method") ?? "get", controls: [], unticked: [], files: [], buttons: [] }));
  for (const [node, owner] of nodes) {
    if (!["input", "textarea", "select", "button"].includes(node.tagName)) continue;
    const id = attribute(node, "form");
    const form = forms.find((f) => (id ? f.id === id : f.node === owner));
    if (!form || attribute(node, "disabled") !== undefined) continue;
    if (node.tagName === "button" && attribute(node, "hidden") !== undefined) continue;
    const name = attribute(node, "name");
    const type = node.tagName === "input" ? attribute(node, "type") ?? "text" : node.tagName;
    if (node.tagName === "button") form.buttons.push(node);
    else if (name && valueOf(node) !== null) form.controls.push({ name, value: valueOf(node), type });
    else if (name && type === "checkbox") form.unticked.push({ name, value: attribute(node, "value") ?? "on" });
    else if (name && type === "file") form.files.push(name);
  }
  return forms;
}

/** The words of a button. Those of the primary one depend on the kind of change that is chosen. */
function wordsOf(button, kind) {
  const kinds = (button.childNodes ?? []).filter((n) => n.tagName && classes(n).includes("as"));
  return line(textOf(kinds.find((n) => classes(n).includes(`as-${kind}`)) ?? button));
}

/** What a form sends with changes: {name: value}; null takes a field away, a list sends it often. */
export function filled(controls, changes) {
  const fields = {};
  for (const { name, value } of controls) (fields[name] ??= []).push(value);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete fields[name];
    else fields[name] = [value].flat();
  }
  for (const values of Object.values(fields))
    values.forEach((v, i) => (values[i] = String(v).replace(/\r?\n/g, "\r\n")));
  return fields;
}

/** A page of the desk that was fetched. */
export class DeskPage {
  constructor(session, where, { status, text }) {
    Object.assign(this, { session, where, status, text });
  }

  get tree() {
    return (this.read ??= parse(this.text));
  }

  get forms() {
    return (this.parsed ??= readForms(this.tree));
  }

  /** The fields of the story form as it is shown: {name: [values]}. */
  get fields() {
    return filled(this.story.controls, {});
  }

  get story() {
    const form = this.forms.find((f) => f.id === "story");
    assert.ok(form, `no story form at ${this.where}`);
    return form;
  }

  value(name) {
    return (this.fields[name]?.[0] ?? "").replace(/\r\n/g, "\n");
  }

  /** Words of all buttons. `changes` may choose another kind of change. */
  buttons(changes = {}) {
    return this.forms.flatMap((form) => form.buttons.map((b) => wordsOf(b, kindOf(form, changes))));
  }

  /** What the page says was done, or is wrong. */
  get said() {
    const boxes = elementsBelow(this.tree).map(([n]) => n)
      .filter((n) => classes(n).some((c) => ["message", "problems", "conflict", "ask"].includes(c)));
    return boxes.map((n) => line(textOf(n))).join(" | ");
  }

  /** The request that the button makes: {action, fields}. Sent twice, it is the same request twice. */
  request(words, changes = {}) {
    for (const form of this.forms) {
      const button = form.buttons.find((b) => wordsOf(b, kindOf(form, changes)) === words);
      if (!button) continue;
      const fields = filled(form.controls, changes);
      if (attribute(button, "name"))
        fields[attribute(button, "name")] = [attribute(button, "value") ?? ""];
      return { action: attribute(button, "formaction") ?? form.action, fields };
    }
    return assert.fail(`no button “${words}” at ${this.where}, but ${JSON.stringify(this.buttons(changes))}`);
  }

  /** Presses the button with these words and goes where the answer leads. → the next page */
  async press(words, changes) {
    const { action, fields } = this.request(words, changes);
    return answered(this.session, action, await this.session.post(action, fields));
  }

  /** Types, and has the page say what the primary button will do then. */
  show(changes) {
    return this.press("Show what the button will do", changes);
  }
}

const kindOf = (form, changes) =>
  changes.edit ?? form.controls.find((c) => c.name === "edit")?.value ?? "minor";

async function answered(session, where, res) {
  if (res.status !== 303) return new DeskPage(session, where, res);
  return visit(session, res.headers.location);
}

/** Opens a page of the desk. */
export async function visit(session, where) {
  return new DeskPage(session, where, await session.get(where));
}

/** Words that the primary button has for each kind of change, and for the first publication. */
const PRIMARY = /^(Publish|Schedule|Stage|Change what|Reschedule|Make live again with)/;

/** Changes a story at the desk, by the form that opens on the text `on` (live, waiting, draft), or on
 *  the one that opens by itself. `act`: keep, submit or publish. → the page afterwards */
export async function changeStory(session, where, { on, act = "publish", ...changes }) {
  let page = await visit(session, where + (on ? `?text=${on}` : ""));
  assert.equal(page.status, 200, page.text);
  if (on) assert.equal(page.value("on"), on, `${where} has no text ${on}`);
  if (act === "publish" && changes.when_at) page = await page.show(changes);
  const words = page.buttons(changes).find((w) =>
    act === "keep" ? /^Save/.test(w) : act === "submit" ? w === "Submit for review" : PRIMARY.test(w));
  assert.ok(words, `nothing to ${act} with, but ${page.buttons(changes)}`);
  let next = await page.press(words, changes);
  // A new byline or tag is asked about once: it is meant.
  if (next.fields.asked)
    next = await next.press(words, Object.fromEntries(
      next.fields.asked.map((_, i) => [`asked_${i + 1}`, "new"])));
  assert.equal(next.status, 200, next.said);
  assert.match(next.where, /[?&]saved=/, next.said);
  return next;
}
