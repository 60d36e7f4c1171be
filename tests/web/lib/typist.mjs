// typist.mjs: somebody who types without a pause, and what is found after the browser, the server or the network
// went away meanwhile.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

import { launchIn, openPage } from "./browser.mjs";
import { visit } from "./form.mjs";
import { removeFolder, sleep, until } from "./site.mjs";

const KEY_MS = 60; /* between two words: some 15 letters a second with what typing itself takes */

/** A browser with a profile that stays, in which that person is signed in, at a new story. */
async function begin(site, session, profile) {
  const context = await launchIn(profile, { baseURL: site.url });
  await context.addCookies(session.browserCookies());
  const page = await openPage(context);
  page.on("dialog", (d) => d.accept().catch(() => {}));
  await page.goto("/admin/story/new");
  return { context, page };
}

/** All processes, as [number, the text of a file that /proc has of it]. */
const processes = (file) => fs.readdirSync("/proc").filter((n) => /^\d+$/.test(n)).map(Number).map((pid) => {
  try {
    return [pid, fs.readFileSync(`/proc/${pid}/${file}`, "utf8")];
  } catch {
    return [pid, ""]; // it has ended meanwhile
  }
});

/** The process of the browser that has this profile: the oldest. */
function processOf(profile) {
  const own = processes("cmdline").filter(([, line]) => line.includes(`--user-data-dir=${profile}`));
  assert.ok(own.length, "no browser has this profile");
  return Math.min(...own.map(([pid]) => pid));
}

/** Kills a process and all that it began, at once. */
function killAll(pid) {
  const parents = processes("stat").map(([n, stat]) => [n, Number(/\) \S (\d+) /.exec(stat)?.[1])]);
  const all = [pid];
  for (const one of all) all.push(...parents.filter(([, parent]) => parent === one).map(([n]) => n));
  for (const one of all) {
    try {
      process.kill(one, "SIGKILL");
    } catch { /* it has ended meanwhile */ }
  }
}

/** Types numbers until the work is done. → the time at which each was typed, in ms */
async function typeWhile(page, work) {
  const times = [];
  let over = false;
  const done = work.finally(() => (over = true));
  while (!over) {
    await page.keyboard.type(`${times.length} `).then(() => times.push(performance.now()), () => (over = true));
    if (!over) await sleep(KEY_MS);
  }
  await done;
  return times;
}

/** The last number of a text; what was being typed in the last moment may be half there. */
const lastOf = (text) => Number(text.match(/(\d+) [^ ]*$/)?.[1] ?? -1);

/** All texts that are offered: the server's copies of new stories, and what the browser kept. */
async function offered(page) {
  await page.goto("/admin/story/new");
  await page.waitForFunction(() => document.querySelector(".restore") || document.readyState === "complete");
  const kept = await page.evaluate(() => Object.entries(localStorage)
    .filter(([key]) => key.startsWith("dateline.keep."))
    .map(([, value]) => Object.fromEntries(JSON.parse(value).fields).body));
  return [...kept, ...await copies(page)];
}

async function copies(page) {
  const texts = [];
  await page.goto("/admin/");
  for (const href of await page.locator(".unsaved a").evaluateAll((all) => all.map((a) => a.href))) {
    await page.goto(href);
    texts.push(await page.inputValue("#body"));
  }
  return texts;
}

async function discardAll(session) {
  for (const [, copy] of (await session.get("/admin/")).text.matchAll(/\?copy=([\w-]+)"/g))
    await session.post("/admin/copy", { csrf: await session.csrf(), copy, do: "discard" });
}

/** Kills the browser `after` ms of typing. → ms of typing that nothing has any more */
export async function killBrowser(site, session, profile, after) {
  const first = await begin(site, session, profile);
  await first.page.focus("#body");
  const times = await typeWhile(first.page, sleep(after).then(() => process.kill(processOf(profile), "SIGKILL")));
  await first.context.close().catch(() => {});
  const again = await begin(site, session, profile);
  const last = Math.max(-1, ...(await offered(again.page)).map(lastOf));
  await again.context.close();
  await discardAll(session);
  removeFolder(profile);
  assert.ok(times.length > 1, "something was typed");
  // A pause between two words that a busy machine made is none of theirs.
  return times.reduce((lost, at, i) =>
    lost + (i > Math.max(last, 0) ? Math.min(at - times[i - 1], 2 * KEY_MS) : 0), 0);
}

/** Types while the server, or the network, is away. → characters that the server's copy lacks when it has
 *  been told all that the page has, and those that the page itself lacks */
async function typeThrough(site, session, profile, after, leave) {
  const { context, page } = await begin(site, session, profile);
  await page.focus("#body");
  const times = await typeWhile(page, sleep(after).then(() => leave(context)));
  const typed = times.map((_, i) => `${i} `).join("");
  const on = await page.inputValue("#body");
  const where = `/admin/story/new?copy=${await page.inputValue("#story [name=copy]")}`;
  let copy = "";
  const isThere = async () => {
    copy = (await visit(session, where)).value("body");
    return copy === on;
  };
  await until(isThere, "the server has all that is typed", 60).catch(() => {});
  await context.close();
  await discardAll(session);
  removeFolder(profile);
  return (typed.length - on.length) + (on.length - copy.length);
}

/** Where `dateline up` keeps what it takes away at its end: the web server before it names that. */
function folderOf(site) {
  const conf = processes("cmdline").map(([, line]) => /^nginx: .* -p (\S+)/.exec(line.replaceAll("\0", " "))?.[1])
    .find((folder) => folder && fs.readFileSync(path.join(folder, "nginx.conf"), "utf8").includes(`127.0.0.1:${site.port} `));
  return conf ?? assert.fail("no web server serves it");
}

/** The server, and the web server before it, are killed, and come back. */
export const killServer = (site, session, profile, after) =>
  typeThrough(site, session, profile, after, async () => {
    const left = folderOf(site);
    killAll(site.child.pid);
    await site.ended;
    removeFolder(left);
    await sleep(1000);
    await site.start({ workers: 2 });
    await sleep(500);
  });

/** The network is cut for a while. */
export const cutNetwork = (site, session, profile, after) =>
  typeThrough(site, session, profile, after, async (context) => {
    await context.setOffline(true);
    await sleep(1500);
    await context.setOffline(false);
    await sleep(500);
  });

export const profileIn = (folder, name) => path.join(folder, `profile-${name}`);
