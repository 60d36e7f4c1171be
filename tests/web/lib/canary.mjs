// canary.mjs: texts that sing when a page takes them for markup, and what hears them.
//
// Each has a number of its own, so that one that sings is traced to the field that it was typed into. A page is
// looked at twice: as a parser of HTML understands the bytes (readPage), and as Chromium has it after its scripts.
import { parse } from "parse5";

import { readForms } from "./form.mjs";

/** What was typed where: number → "shape, page, form, field". */
export const sown = [];

const all = (n) =>
  `c${n} {{${n}}}"'><img src=/sing/${n} onerror=sing(${n})> " data-canary=${n} onfocus=sing(${n}) autofocus x=' data-canary=${n} y=` +
  `</textarea></title></style></script><script>sing(${n})</script>` +
  `[a](javascript:sing(${n})) <javascript:sing(${n})> ![b](javascript:sing(${n}) "\\"><svg onload=sing(${n})>")` +
  `\u2028\u202e<!--c${n}-->&#60;svg onload=sing(${n})&#62;`;

/** By name. The lines are for fields of several. */
const shapes = {
  all: (n, lines) => all(n) + (lines ? `\n\n[c]: java&#115;cript:sing(${n})\n\n[c] [^1]\n\n[^1]: ${all(n)}\n\n` +
    `| ${all(n).replaceAll("|", "")} |\n|---|\n| <svg onload=sing(${n})> |\n\n\`\`\`"><svg onload=sing(${n})>\n</pre>${all(n)}\n\`\`\`\n\n# ${all(n)}\n\n` +
    `![b<svg onload=sing(${n})>](data:image/svg+xml,<svg onload=sing(${n})>)\n\nhttps://youtu.be/a"onfocus=sing(${n})` : ""),
  short: (n) => `c${n}</title></textarea>'"><svg onload=sing(${n})>`,
  address: (n, lines) => [`javascript:sing(${n})`, `data:text/html,<script>sing(${n})</script>`, `\tJaVa\u0001Script:sing(${n})`]
    .slice(0, lines ? 3 : 1).join("\n"),
  long: (n) => `${"c".repeat(37)} ${all(n)} `.repeat(3),
};
export const SHAPES = Object.keys(shapes);

/** A text of that shape. `lines`: the field takes several. `dress` makes it what the field takes. */
export function canary(shape, where, { lines, dress = (text) => text } = {}) {
  sown.push(`${shape}, ${where}`);
  return dress(shapes[shape](sown.length - 1, lines), sown.length - 1);
}

/** Where the canaries of a text were typed. */
export const origins = (text) =>
  [...new Set([...text.matchAll(/sing(?:%28|[/(])(\d+)|canary=?"?(\d+)/g)].map(([, a, b]) => `${a ?? b}: ${sown[a ?? b]}`))].join("; ");

/** What is wrong with an element, or null. It is evaluated in Chromium too, so it knows nothing but its arguments. */
export function wrongOf(tag, attributes, text) {
  const of = {};
  for (const { name, value } of attributes) {
    of[name] = value;
    if (name === "data-canary" || name.startsWith("on")) return `<${tag}> has ${name}=${value.slice(0, 60)}`;
    if (/^(href|src|action|formaction|xlink:href|data|poster|ping|background|srcset)$/.test(name)) {
      if (/^[\0-\x20]*(j[\0-\x20]*a|v[\0-\x20]*b|d[\0-\x20]*a)/i.test(value) &&
          /^(javascript|vbscript|data):/i.test(value.replace(/[\0-\x20]/g, "")) && !(tag === "img" && value.startsWith("data:image/png;")))
        return `<${tag}> leads to ${value.slice(0, 60)}`;
      if (name.startsWith("s") && value.includes("/sing/")) return `<${tag}> loads ${value.slice(0, 60)}`;
    }
  }
  if (tag === "base" || tag === "object" || tag === "embed" || of["http-equiv"] === "refresh") return `<${tag}> is there`;
  if (tag !== "script") return null;
  if (of.type !== "application/ld+json") return of.src ? null : `<script> is there: ${text().slice(0, 60)}`;
  try {
    JSON.parse(text());
    return null;
  } catch (e) {
    return `JSON-LD is none: ${e.message}`;
  }
}

const attributeOf = (node, name) => node.attrs?.find((a) => a.name === name)?.value;
const wordsOf = (node, name) => (attributeOf(node, name) ?? "").split(/\s+/).filter(Boolean);

/** What of a page's refusals a screen reader would not connect with its field, each as one line: a problem beside a field
 *  that does not describe it, a field with one that is not said to be invalid, and a link that leads to no such field. */
function unmarkedIn(all) {
  const byId = new Map(all.map((e) => [attributeOf(e, "id"), e]));
  const describes = new Map(all.flatMap((e) => wordsOf(e, "aria-describedby").map((id) => [id, e])));
  const isControl = (e) => ["input", "textarea", "select"].includes(e.tagName);
  const isInvalid = (e) => attributeOf(e, "aria-invalid") === "true";
  const said = (e) => e.value ?? e.childNodes.map(said).join("");
  const upwards = (e) => (e?.tagName ? [e, ...upwards(e.parentNode)] : []);
  const within = (e, name) => upwards(e).find((a) => wordsOf(a, "class").includes(name));
  const found = [];
  for (const e of all) {
    if (e.tagName === "a" && within(e, "problems") && attributeOf(e, "href")?.startsWith("#")) {
      const to = byId.get(attributeOf(e, "href").slice(1));
      if (!to || (isControl(to) && !isInvalid(to))) found.push(`“${said(e)}” leads to ${to ? "a field that is not invalid" : "nothing"}`);
    }
    if (!wordsOf(e, "class").includes("problem") || attributeOf(e, "hidden") !== undefined || !said(e).trim()) continue;
    const of = upwards(e).map((a) => describes.get(attributeOf(a, "id"))).find(Boolean);
    if (of ? isControl(of) && !isInvalid(of) : within(e, "field") || /-problem$/.test(attributeOf(e, "id") ?? ""))
      found.push(`“${said(e)}” is said of no field${of ? " that is invalid" : ""}`);
  }
  return found;
}

/** A page as its bytes say it: {wrong, links, forms, invalid, problems, unmarked}. Wrong are elements and attributes that nobody
 *  but a canary makes, and comments that say one; invalid are the names of fields that are refused. */
export function readPage(html) {
  const wrong = [], links = [], invalid = [], all = [];
  let problems = false;
  const look = (node) => {
    all.push(node);
    const found = wrongOf(node.tagName, node.attrs, () => node.childNodes.map((c) => c.value).join("")) ??
      (node.tagName === "style" ? "<style> is there" : null);
    if (found) wrong.push(found);
    for (const { name, value } of node.attrs) {
      if (name === "href" || name === "src") links.push(value);
      else if (name === "srcset" || name === "imagesrcset") links.push(...value.split(",").map((c) => c.trim().split(" ")[0]));
      else if (name === "aria-invalid" && value === "true") invalid.push(node.attrs.find((a) => a.name === "name")?.value);
      else if (name === "class" && /\b(problems|conflict)\b/.test(value)) problems = true;
    }
  };
  const walk = (node) => {
    if (node.nodeName === "#comment" && /sing|canary/.test(node.data)) wrong.push(`a comment: ${node.data.slice(0, 80)}`);
    if (node.tagName) look(node);
    for (const child of node.content?.childNodes ?? node.childNodes ?? []) walk(child);
  };
  const read = parse(html);
  walk(read);
  return { wrong, links, forms: readForms(read), invalid, problems, unmarked: unmarkedIn(all) };
}

/** A page of Chromium in which canaries are heard: page.heard. Scripts run, and no policy holds a canary's back. */
export async function listen(browser, options) {
  const context = await browser.newContext({ bypassCSP: true, ...options });
  const heard = [];
  const hear = (what) => heard.push(`${what} (${origins(what)})`);
  await context.exposeBinding("sing", ({ frame }, n) => hear(`sing(${n}) at ${frame.url()}`));
  context.on("request", (r) => r.url().includes("/sing/") && hear(`asked for ${r.url()}`));
  context.on("dialog", (d) => d.accept().catch(() => {}));
  const page = await context.newPage();
  page.heard = heard;
  page.on("pageerror", (e) => /^(AbortError|InvalidStateError|TimeoutError): Transition/.test(e) || hear(`an error of the page ${page.url()}: ${e}`));
  return page;
}

/** What a frame says, asked again when it went on to another page meanwhile (a preview follows what is typed), and
 *  null when it is gone. */
async function ofFrame(frame, look, argument) {
  for (;;) {
    try {
      await frame.waitForLoadState("domcontentloaded");
      return await frame.evaluate(look, argument);
    } catch (e) {
      if (frame.isDetached()) return null;
      if (!/Execution context was destroyed|Cannot find context/.test(e.message)) throw e;
    }
  }
}

/** The page as Chromium has it, in all its frames and shadows: {wrong, links}. */
export async function wrongIn(page) {
  const all = await Promise.all(page.frames().map((frame) => ofFrame(frame, (source) => {
    const wrongOf = new Function(`return ${source}`)();
    const look = (root) => [...root.querySelectorAll("*")].flatMap((e) => [
      wrongOf(e.localName, e.attributes, () => e.textContent),
      ...(e.shadowRoot ? look(e.shadowRoot) : []), ...(e.localName === "template" ? look(e.content) : [])]);
    return { wrong: look(document).filter(Boolean), links: [...document.querySelectorAll("[href], iframe")].map((e) => e.getAttribute("href") ?? e.src) };
  }, String(wrongOf))));
  return { wrong: all.flatMap((one) => one?.wrong ?? []), links: all[0].links };
}
