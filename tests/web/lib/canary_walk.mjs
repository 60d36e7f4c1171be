// canary_walk.mjs: somebody who opens every page that leads from the ones they know, types canaries into every
// field of every form there, and sends it: over HTTP, as a browser without scripts does.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

import { canary, origins, readPage, SHAPES, sown } from "./canary.mjs";
import { attribute, filled } from "./form.mjs";
import { ROOT } from "./site.mjs";

const table = fs.readFileSync(path.join(ROOT, "cgi/routes.c"), "utf8");
/** An address that a row has by its name. */
const named = (name) => {
  const headers = ["lib", "cgi"].flatMap((d) => fs.readdirSync(path.join(ROOT, d), { recursive: true }).filter((f) => f.endsWith(".h"))
    .map((f) => fs.readFileSync(path.join(ROOT, d, f), "utf8")));
  return new RegExp(`#define ${name} "([^"]+)"`).exec(headers.join("\n"))[1];
};
const matcher = (pattern) => new RegExp(`^${pattern.replace(/[.]/g, "\\.").replace("{rest}", ".+").replace("{yyyy}", "\\d{4}")
  .replace("{mm}", "\\d{2}").replace("{id}", "\\d+").replace(/\{[a-z]+\}/g, "[^/]+")}$`);

/** Rows of cgi/routes.c: {name, get: it answers one, matches}. The first that matches a path is its route. */
export const routes = [...table.matchAll(/^ {4}\{"([a-z-]+)",\s+(?:"(\/[^"]*)"|([A-Z_]+)),([^]*?)\},\n(?=\n| {4}[{/]|\};)/gm)]
  .map(([, name, pattern, macro, row]) => ({ name, get: /\b(READER|ASKED|EDITOR|FORM)\(|ROUTE_GET/.test(row),
                                             matches: matcher(pattern ?? named(macro)) }));
assert.equal(routes.length, table.match(/^ {4}\{"/gm).length, "a row that is read otherwise");
export const routeOf = (where) => routes.find((r) => r.matches.test(where.split("?")[0]))?.name ?? "none";

const UNTYPED = ["hidden", "checkbox", "radio", "select", "submit", "image", "file", "button", "reset"];
const numberless = (s) => s.replace(/\d+/g, "#");
/** Buttons that answer with the same page and keep nothing: the first shape alone. Others get every shape. */
const SHOWS = /^(action=(line|takeaways|picture|submit|preview)|do=(check|focus.*|(band-)?(up|down)-#|writer-add|merge|(add|remove)-tags|section|bylines|submit|bin))$/;
/** Buttons with which a picture goes along, once. */
const UPLOADS = /^(=|action=(picture|publish)|do=profile)$/;

/** What a field must be at least, where a canary is refused. */
const PLAIN = {
  login: (n) => `p${n}`, name: (n) => `N${n}"><svg onload=sing(${n})>`, headline: (n) => `H${n}"><svg onload=sing(${n})>`,
  title: (n) => `T${n}`, product: (n) => `P${n}`, verdict: (n) => `V${n}`, rating: () => "3", price_checked_on: () => "2026-01-06",
  set_updated_at: () => "2026-02-01T09:00", path: (n) => `/old-${n}`, target: () => "/", pattern: (n) => `colour${n}`,
};
/** Canaries that the rules of a field let through. */
const mail = (c, n) => `c'/data-canary=${n}/onfocus=sing/x='@c.example`;
const web = (c, n) => `https://c${n}.example/?'/data-canary=${n}/onfocus=sing(${n})/x='`;
export const DRESS = { path: (c) => `/${c}`, target: (c) => `/${c}`, contact: web, links: web, license: web, source_url: web,
                       corrections_email: mail, email: mail };

/** Forms that are there no more when others were sent, and those that take a story away. */
const FIRST = [/^post suggestions /, /^post story-edit action=(keep|submit) draft/];
const LAST = /^post story-(withdraw|bin|take-back) /;
/** In two shapes: each takes a story away, closes a report, or is counted as an attempt to guess. */
const TWICE = /^post (story-(withdraw|bin|take-back)|report-edit|login) /;
/** Sent by the test itself, for it must be open for a while or is a step of something longer; or there only as long as
 *  another button of the same form was not pressed. */
const ELSEWHERE = /^post (report|import) |^post story-edit action=link-revoke/;

export class Walk {
  /** `faults` is where all that is wrong is said. `file` gives one for a field of files. `within`: paths that it goes to.
   *  Of pages of one kind, `some` are opened, `few` of those that a query is asked of. */
  constructor(site, session, { faults, file, within = /^\/(?!(static|media)\/)/, few = 2, some = 5 }) {
    Object.assign(this, { site, session, faults, file, within, few, some, kinds: new Map(), queue: [], found: [] });
    this.opened = new Map(); // address → status
    this.alike = new Map();
    this.taken = new Map();  // "route field" → shapes that were accepted
    this.typed = new Set();  // "route field"
    this.sent = new Set();   // "route button field shape"
    this.refused = new Set(); // "route field shape"
  }

  /** An address of this site below another; null: it leads elsewhere, or to a file. */
  here(address, base = "/") {
    const at = new URL(base, this.site.url);
    const url = URL.canParse(address, at) ? new URL(address, at) : null;
    return url?.origin === this.site.url && this.within.test(url.pathname) ? url.pathname + url.search : null;
  }

  read(where, res) {
    assert.ok(res.status < 500, `${where}: ${res.status}`);
    const type = res.headers["content-type"] ?? "";
    if (type && res.headers["x-content-type-options"] !== "nosniff") this.faults.push(`${where}: ${type} may be taken for another`);
    if (!/html/.test(type)) return { links: [], forms: [], invalid: [], wrong: [] };
    const read = readPage(res.text);
    for (const wrong of read.wrong) this.faults.push(`${where}: ${wrong} (${origins(wrong)})`);
    for (const what of read.unmarked) this.faults.push(`${where}: ${what.slice(0, 200)}`);
    for (const [, link] of res.text.matchAll(/value="[^"]*(\/story\/preview\?link=[\w-]+)"/g)) this.found.push(link);
    return read;
  }

  async open(where) {
    const res = await this.session.get(where);
    this.opened.set(where, res.status);
    const read = this.read(where, res);
    if (res.headers.location) read.links.push(res.headers.location);
    return { ...read, status: res.status, text: res.text };
  }

  /** Whether enough of its kind were opened. */
  isKnown(where) {
    const url = new URL(where, this.site.url);
    const names = [...url.searchParams].map(([k, v]) => (/^(view|text|sort|kind)$/.test(k) ? `${k}=${v}` : k)).sort();
    const kind = `${routeOf(url.pathname)}?${names.join("&")}`;
    this.alike.set(kind, (this.alike.get(kind) ?? 0) + 1);
    return this.opened.has(where) || this.alike.get(kind) > (names.length ? this.few : this.some);
  }

  /** Opens what the queue leads to. */
  async explore() {
    while (this.queue.length) {
      const where = this.queue.shift();
      if (this.isKnown(where)) continue;
      const page = await this.open(where);
      this.queue.push(...page.links.map((a) => this.here(a, where)).filter(Boolean));
      for (const { kind, press, action, typed } of this.waysOut(page, where)) {
        const fields = typed.map((c) => `${routeOf(action)} ${press} ${numberless(c.name)}`);
        if (!this.kinds.has(kind)) this.kinds.set(kind, { press, fields, places: [], done: 0 });
        this.kinds.get(kind).places.push(where);
      }
    }
  }

  /** Each form of a page with each of its buttons, if anything can be typed into it or sent with it. */
  waysOut({ forms }, where) {
    return forms.flatMap((form) => {
      const typed = form.controls.filter((c) => !UNTYPED.includes(c.type));
      const buttons = form.buttons.filter((b) => (attribute(b, "type") ?? "submit") === "submit");
      return (form.buttons.length ? buttons : [null]).flatMap((button) => {
        const action = this.here((button && attribute(button, "formaction")) ?? form.action ?? where, where);
        if (!action || !(typed.length || form.files.length)) return [];
        const name = button && attribute(button, "name"), value = (button && attribute(button, "value")) ?? "";
        const press = button ? numberless(`${name ?? ""}=${value}`) : "";
        const sort = form.controls.filter((c) => c.name === "kind" || c.name === "on").map((c) => c.value).join("-");
        const names = form.controls.length > 20 ? "" : [...new Set(typed.map((c) => numberless(c.name)))].sort();
        return [{ form, typed, action, name, value, press, where, kind: `${form.method} ${routeOf(action)} ${press} ${sort} ${names}` }];
      });
    });
  }

  /** Sends every kind of form that was found, in every shape. */
  async sow() {
    const rank = (kind) => FIRST.findIndex((r) => r.test(kind)) + 1 || (LAST.test(kind) ? 99 : 9);
    for (const [kind, k] of [...this.kinds].sort(([a], [b]) => rank(a) - rank(b))) {
      if (ELSEWHERE.test(kind)) continue;
      const shapes = SHOWS.test(k.press) ? SHAPES.slice(0, 1) : TWICE.test(kind) ? SHAPES.slice(0, 2) : SHAPES;
      for (; k.done < shapes.length; k.done++) {
        const names = k.fields.map((f) => `${f} ${shapes[k.done]}`);
        if (k.done > 0 && names.every((n) => this.sent.has(n))) continue;
        names.forEach((n) => this.sent.add(n));
        const way = await this.wayTo(kind, k);
        if (!way) continue;
        k.sent = true;
        await this.send(way, shapes[k.done]);
      }
    }
  }

  /** Kinds of forms of which none was ever sent. */
  get unsent() {
    return [...this.kinds].filter(([kind, k]) => !k.sent && !ELSEWHERE.test(kind)).map(([kind]) => kind);
  }

  /** Such a form, on another page each time, as long as there is one. */
  async wayTo(kind, { places, done }) {
    for (let i = 0; i < places.length; i++) {
      const where = places[(done + i) % places.length];
      const way = this.waysOut(await this.open(where), where).find((w) => w.kind === kind);
      if (way) return way;
    }
    return null;
  }

  /** That field took a canary of that shape. */
  took(route, name, shape) {
    const of = `${route} ${numberless(name)}`;
    this.typed.add(of);
    this.taken.set(of, (this.taken.get(of) ?? new Set()).add(shape));
  }

  /** What is typed into a form: {name: value}. */
  typedInto({ form, typed, action, where, kind, name, value, press }, shape) {
    const changes = {};
    for (const c of typed) {
      const of = `${routeOf(action)} ${numberless(c.name)}`;
      this.typed.add(of);
      if (this.refused.has(`${of} ${shape}`)) changes[c.name] = PLAIN[c.name]?.(sown.length) ?? c.value;
      else changes[c.name] = canary(shape, `${where} ${kind} ${c.name}`,
                                    { lines: c.type === "textarea", dress: shape === "short" ? DRESS[c.name] : undefined });
    }
    for (const tick of form.unticked) if (["confirm", "others_read", "same_text_confirmed", "story"].includes(tick.name)) changes[tick.name] = tick.value;
    for (const name of form.files)
      if (name !== "hero_file" || press !== "action=picture")
        if (UPLOADS.test(press) && (shape === SHAPES[0] || routeOf(action) === "media-new"))
          changes[name] = this.file(shape, `${where} ${kind} ${name}`);
    for (const c of form.controls) {
      if (c.name === "section" && c.type === "select" && !c.value) changes.section = "news";
      if (c.name === "edit") changes.edit = { all: "update", short: "correction" }[shape] ?? "minor";
    }
    if (name) changes[name] = value;
    return changes;
  }

  /** Sends it until it is taken: what is refused in that shape goes as plain as it may. */
  async send(way, shape) {
    const { form, action, typed } = way, route = routeOf(action);
    const changes = this.typedInto(way, shape);
    const done = () => typed.forEach(({ name }) => this.refused.has(`${route} ${numberless(name)} ${shape}`) || this.took(route, name, shape));
    if (form.method === "get") {
      const pairs = Object.entries(filled(form.controls, changes)).flatMap(([k, v]) => v.map((x) => [k, x]));
      await this.open(`${action.split("?")[0]}?${new URLSearchParams(pairs)}`);
      done();
      return;
    }
    for (let turn = 0; turn < 9; turn++) {
      const fields = filled(form.controls.filter((c) => !(c.name in changes)), {});
      Object.assign(fields, form.files.length ? changes : filled([], changes));
      const res = await (form.files.length ? this.session.postFiles(action, fields) : this.session.post(action, fields));
      const read = this.read(`the answer of ${action}`, res);
      if (res.status < 400 && !read.problems && !read.invalid.length) {
        done();
        if (res.headers.location) this.queue.push(this.here(res.headers.location, action));
        return;
      }
      const asked = read.forms.flatMap((f) => f.controls).filter((c) => c.name === "asked");
      const wrong = [...new Set(read.invalid)]
        .filter((n) => typed.some((c) => c.name === n) && !this.refused.has(`${route} ${numberless(n)} ${shape}`));
      if (asked.length && !changes.asked) {
        changes.asked = asked.map((c) => c.value);
        asked.forEach((_, i) => (changes[`asked_${i + 1}`] = "new"));
      } else if (wrong.length) {
        for (const n of wrong) {
          this.refused.add(`${route} ${numberless(n)} ${shape}`);
          changes[n] = PLAIN[n]?.(sown.length) ?? typed.find((c) => c.name === n).value;
        }
      } else if (turn > 2) return;
    }
  }
}
