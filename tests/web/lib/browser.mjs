// browser.mjs: the real Chromium, and axe inside of it.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

import { MODE, ROOT } from "./site.mjs";

// The first is the same browser without windows: a page costs it a quarter of the processor.
const places = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser",
                "/usr/bin/google-chrome"];
const program = process.env.CHROMIUM ?? places.find((p) => fs.existsSync(p));

async function begin() {
  assert.ok(program, "Chromium is not installed; CHROMIUM=… names another place");
  const { chromium } = await import("playwright-core"); // half a second that only browsers are worth
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage"];
  return { chromium, how: { executablePath: program, headless: true, args } };
}

/** A view transition lies over the page until it is over, and takes the clicks. */
const STILL = { reducedMotion: "reduce" };

/** A browser with a profile of its own that goes away with it. Close it. `more`: other switches. */
export async function launch(more = []) {
  const { chromium, how } = await begin();
  const browser = await chromium.launch({ ...how, args: [...how.args, ...more] });
  const newContext = browser.newContext.bind(browser);
  return Object.assign(browser, { newContext: (options) => newContext({ ...STILL, ...options }) });
}

/** A browser whose profile is that folder and stays there. → its one context */
export async function launchIn(profile, options) {
  const { chromium, how } = await begin();
  return chromium.launchPersistentContext(profile, { ...how, ...STILL, ...options });
}

/** Chromium tells as an error of the page that it left out a view transition, as it may on a busy
 *  machine; a page without a script could do nothing about it. */
const LEFT_OUT = /^(AbortError|InvalidStateError|TimeoutError): Transition was (aborted|skipped)/;

/** What a busy machine lets it say, when a picture came later than some seconds (appearance.test.mjs compares
 *  what is preloaded with what is shown). */
const LATE = /was preloaded using link preload but not used within a few seconds/;

/** Opens a page with its console and its failed requests collected in page.troubles. A request that
 *  the browser itself gave up, having left the page before it was answered, did not fail. */
export async function openPage(context) {
  const page = await context.newPage();
  page.troubles = [];
  page.on("console", (m) => {
    if (!LATE.test(m.text()) && (m.type() === "error" || m.type() === "warning")) page.troubles.push(m.text());
  });
  page.on("pageerror", (e) => LEFT_OUT.test(e) || page.troubles.push(String(e)));
  page.on("requestfailed", (r) => {
    const why = r.failure()?.errorText ?? "failed";
    if (why !== "net::ERR_ABORTED") page.troubles.push(`${r.url()}: ${why}`);
  });
  return page;
}

const axeSource = fs.readFileSync(path.join(ROOT, "node_modules/axe-core/axe.min.js"), "utf8");

/** What is evaluated in a page waits for ever by itself when the page's process is gone. */
function limited(work, seconds = 120) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the page did not answer in ${seconds} s`)),
                       seconds * 1000);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** axe-core's violations on the page as it is, each as one readable line. `only`: some rules. */
export async function axe(page, only) {
  // Through the debugger, so that the page's own Content-Security-Policy stays as it is.
  if (!(await limited(page.evaluate(() => Boolean(window.axe)))))
    await limited(page.evaluate(axeSource));
  const found = await limited(
    page.evaluate((rules) => window.axe.run(document, {
      resultTypes: ["violations"],
      rules: { "target-size": { enabled: true } }, // WCAG 2.2, 2.5.8; off unless asked for
      ...(rules ? { runOnly: rules } : {}),
    }), only));
  return found.violations.map(
    (v) => `${v.id} (${v.impact}): ${v.help}: ` +
      v.nodes.slice(0, 5).map((n) => `${n.target.join(" ")} ${n.any[0]?.message ?? ""}`).join(" | "));
}

/** The same by day, and by night what is another thing then: the colours. */
export async function axeDayAndNight(page) {
  await page.emulateMedia({ colorScheme: "light" });
  const day = await axe(page);
  await page.emulateMedia({ colorScheme: "dark" });
  const night = await axe(page, ["color-contrast"]);
  await page.emulateMedia({ colorScheme: null });
  return [...day, ...night.map((v) => `dark: ${v}`)];
}

/** Words of at most twelve letters in a table, a badge or a button that are broken over two lines: there is
 *  more room on a page of 1,000 pixels. */
export const brokenWords = (page) => limited(page.evaluate(() => {
  const broken = [], range = document.createRange();
  for (const box of document.querySelectorAll("td, th, .badge, button, .button, label, legend, summary")) {
    const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode())
      for (const { 0: word, index } of node.data.matchAll(/(?<!\p{L})\p{L}{2,12}(?!\p{L})/gu)) {
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        if (new Set([...range.getClientRects()].map((r) => Math.round(r.top))).size > 1) broken.push(word);
      }
  }
  return broken;
}));

/** The page as it is at each of the widths, in its own height. → what is wrong with it, each as one
 *  line: what axe finds, and how far it leaves the window. `axeAt`: the widths that axe looks at; by night,
 *  the narrowest, for the colours are the same at each. A page is opened once and resized, for axe costs a
 *  page that it has not yet seen twice as much. */
export async function troublesAt(page, widths, { axeAt = widths } = {}) {
  const found = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const over = await limited(page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth));
    if (over > 0) found.push(`${over} pixels too wide at ${width}`);
    if (axeAt.includes(width)) {
      const look = width === Math.min(...axeAt) ? axeDayAndNight : axe;
      found.push(...(await look(page)).map((v) => `at ${width}: ${v}`));
    }
  }
  return found;
}

/** SHOTS=FOLDER: pictures of the page as it is, on a phone and a desk, by day and by night. */
export async function shots(page, name) {
  for (const colorScheme of process.env.SHOTS ? ["light", "dark"] : [])
    for (const [width, height] of [[360, 780], [1280, 720]]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: `${process.env.SHOTS}/${name.replaceAll("/", "_")}-${colorScheme}-${width}.png` });
    }
}

/** For tests of how pages look, and of what their scripts do: they are the same bytes by both ways in. */
export const LOOKS = { skip: MODE === "cgi" && "looked at behind FastCGI" };
