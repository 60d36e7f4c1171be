// sequence.mjs: a newsroom by chance: people who keep pages open and press them later, send requests again, are refused and press
// again, while times come, workers die and commands run; after each step readers' pages are compared with the model.
//
//   const { wrong } = await play(steps(seed, n));   // null, or what is wrong
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";

import { DeskPage, visit } from "./form.mjs";
import { Model, textOf, tokensIn, wordsOf } from "./sequence_model.mjs";
import { MODE, dateline, sleep, startSite } from "./site.mjs";

const PEOPLE = [["ines", "editor"], ["tomas", "editor"], ["ada", "author"], ["cora", "contributor"]];
const STORIES = 6, PAGES = 14, SENT = 8, SOON = 2500;
const STORY_FORM = ["publish", "keep", "submit"]; // its buttons
const SAVED = /saved=([\w-]+)/;
const LATER = "2190-01-05T09:00";

/** Numbers by chance from a seed (mulberry32). */
function chances(seed) {
  let a = seed >>> 0;
  return (n) => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

const KINDS = [["new", 5], ["press", 30], ["keep-open", 10], ["old", 16], ["overtaken", 12], ["again", 7], ["forget", 2], ["wait", 4], ["both", 4],
               ["kill", 2], ["command", 3], ["copy", 4], ["sign-in", 1]];

/** The steps of a seed: each is said in full before anything is done, so that some can be left out. */
export function steps(seed, n) {
  const chance = chances(seed), sum = KINDS.reduce((all, [, w]) => all + w, 0);
  return Array.from({ length: n }, () => {
    let at = chance(sum);
    const [kind] = KINDS.find(([, w]) => (at -= w) < 0);
    return { kind, who: chance(10) < 7 ? chance(2) : 2 + chance(2), story: chance(STORIES), on: chance(4), slot: chance(PAGES),
             gesture: chance(100), change: chance(1 << 20), again: chance(3), seed: chance(1 << 30) };
  });
}

const PRIMARY = /^(Publish|Schedule|Stage|Change what|Reschedule|Make live again with)/;
/** What removes, ends or hides something as a page showed it. */
const AS_SHOWN = ["off", "discard", "withdraw", "restore", "back", "bin"];
/** What can be pressed: [gesture, its button, how often]. */
const GESTURES = [["publish", PRIMARY, 44], ["keep", /^Save/, 16], ["submit", /^Submit for review$/, 3], ["off", /^Take .*off the schedule$/, 6],
  ["discard", /^Discard the draft$/, 5], ["withdraw", /^Withdraw$/, 7], ["restore", /^Make it live again as it was$/, 5],
  ["back", /^Take it back to draft$/, 3], ["bin", /^Put it into the bin$/, 3], ["unbin", /^Take it out of the bin$/, 3],
  ["notice", /^Change the notice$/, 2], ["reword", /^Change the (note|correction)$/, 3]];

class Player {
  static async start() {
    const p = new Player();
    p.site = await startSite({ settings: { zone: "UTC" } });
    p.people = [];
    for (const [login, role] of PEOPLE) p.people.push(await p.site.signIn({ login, role, name: login }));
    Object.assign(p, { model: new Model(), pages: [], sent: [], log: [], late: {}, presses: 0 });
    return p;
  }

  note(words) {
    this.log.push(words);
  }

  fault(what) {
    throw Object.assign(new Error(what), { isFault: true });
  }

  /** Asks between two instants of the model: what time does by itself has been done, and nothing comes in between. */
  async quietly(ask) {
    for (;;) {
      const from = Date.now();
      this.model.settle(from);
      const got = await ask();
      const to = Date.now();
      if (!this.model.stories.some((s) => s.waiting && s.waiting.at <= to)) return got;
    }
  }

  /* ---- Pages of the desk -------------------------------------------------------------------------- */

  async open(who, story, query = "") {
    return this.quietly(async () => {
      const page = await visit(this.people[who], story.where + query);
      return { page, who, story, seen: this.model.seen(story), query };
    });
  }

  /** A page that answers a press: after a conflict it shows what there is now. */
  answered(opened, press, res) {
    const page = new DeskPage(this.people[opened.who], press.action, res), { story } = opened;
    const fresh = story && (res.status === 409 || !STORY_FORM.includes(press.gesture));
    // A withdrawal that was refused keeps what it named itself; the rest of its page is new.
    const kept = fresh && res.status !== 409 && press.gesture === "withdraw" ? { withdraw: this.seenBy(opened, "withdraw") } : {};
    return { ...opened, page, seen: fresh ? this.model.seen(story) : opened.seen, own: fresh ? kept : opened.own, refused: true };
  }

  seenBy(opened, gesture) {
    return opened.own?.[gesture] ?? opened.seen;
  }

  hold(opened, slot) {
    if (opened.page.forms.some((f) => f.id === "story")) this.pages[slot] = opened;
  }

  /* ---- Presses --------------------------------------------------------------------------------------- */

  choose(opened, step, chance) {
    const there = GESTURES.filter(([, words]) => opened.page.buttons().some((b) => words.test(b)));
    if (!there.length) return null;
    let at = chance(there.reduce((sum, [, , w]) => sum + w, 0));
    return there.find(([, , w]) => (at -= w) < 0);
  }

  /** New words in some places of a form. */
  type(fields, who, chance) {
    const text = textOf(fields), typed = {};
    for (let n = chance(6) ? 1 + chance(2) : 0; n > 0; n--) {
      const token = this.model.token(who), slot = chance(5);
      if (slot === 0) typed.headline = `Seq ${token}`;
      else if (slot === 1) typed.dek = `Dek ${token}.`;
      else {
        text.body[chance(text.body.length || 1)] = `Par ${token}.`;
        typed.body = text.body.join("\n\n");
      }
    }
    return typed;
  }

  /** The fields of the story form with what somebody types, and what the press means. */
  storyPress(opened, gesture, chance) {
    const { page, who, story } = opened, model = this.model, before = textOf(page.fields);
    const typed = this.type(page.fields, who, chance), told = [];
    const live = story?.live, edit = live ? ["minor", "minor", "update", "correction"][chance(4)] : null;
    if (gesture === "publish" && edit) {
      const words = { update: ["note"], correction: ["wrong", "right"], minor: [] }[edit];
      for (const name of words) told.push(typed[name] = `${name} ${model.token(who)}`);
      typed.edit = edit;
      if (edit === "update" && chance(2)) typed.same_text_confirmed = "1";
    }
    const how = chance(8);
    if (gesture === "publish" && how < 3) {
      typed.when_at = how === 0 ? LATER : how === 1 ? new Date(Date.now() + SOON).toISOString().slice(0, 19) : "";
      typed.promised_at = String(Math.max(0, Date.parse(`${typed.when_at}Z`) || 0));
    }
    if (chance(5) < 3) typed.others_read = "1";
    if (chance(2)) typed.replaces_draft = "1";
    if (chance(2)) typed.waiting_choice = chance(2) ? "keeps" : "takes";
    const address = page.value("slug_was");
    typed.slug = story ? page.value("slug") : `seq-${model.made}`;
    if (story) typed.slug = gesture === "publish" && page.value("on") === "live" && chance(6) === 0 ? `seq-${model.made}-moved` : address;
    const fields = { ...page.fields };
    for (const [name, value] of Object.entries({ ...typed, action: gesture }))
      fields[name] = [String(value).replace(/\n/g, "\r\n")];
    const text = textOf(fields), value = (name) => fields[name]?.[0] ?? "";
    let at = value("when_at") ? Date.parse(`${value("when_at").slice(0, 19)}Z`) : 0;
    if (value("on") === "waiting" && story.waiting && value("when_at").slice(0, 16) === new Date(story.waiting.at).toISOString().slice(0, 16))
      at = story.waiting.at;
    const toldNow = value("edit") === "update" ? [value("note")] : value("edit") === "correction" ? [value("wrong"), value("right")] : [];
    return { action: page.story.action, fields, gesture, slug: value("slug"), slugWas: value("slug_was"), on: value("on"), text, at, told: toldNow.flatMap(tokensIn), who, was: before,
             ticked: Boolean(value("others_read")), replaces: Boolean(value("replaces_draft")), choice: value("waiting_choice") };
  }

  smallPress(opened, gesture, words, chance) {
    const { page, who } = opened, button = page.buttons().find((b) => words.test(b));
    const token = this.model.token(who), more = {}, press = { gesture, who, told: [token] };
    if (gesture === "withdraw") Object.assign(more, { reason: `Reason ${token}.`, confirm: "1" });
    if (gesture === "notice") more.first = `Reason ${token}.`;
    if (gesture === "reword") {
      const second = this.model.token(who), { fields } = page.request(button);
      const correction = button.endsWith("correction");
      Object.assign(more, { first: `other ${token}`, ...(correction && { second: `other ${second}` }) });
      press.instead = tokensIn([fields.first_was, fields.second_was].flat().join(" "));
      if (correction) press.told.push(second);
      if (chance(2)) Object.assign(press, { waits: true });
    }
    return { ...press, ...page.request(button, more) };
  }

  async send(press) {
    for (const end = Date.now() + 60000; Date.now() < end;) { // a limit, not a measure
      const res = await this.people[press.who].post(press.action, press.fields);
      if (![502, 503, 504].includes(res.status)) return res;
      await sleep(50); // a worker was killed: what was sent is sent again
    }
    return this.fault("nobody answers any more");
  }

  /** What an answer means for the model. */
  took(opened, press, res) {
    this.presses++;
    const saved = SAVED.exec(res.headers.location ?? "")?.[1];
    const who = PEOPLE[press.who][0];
    this.note(`  ${who}: ${press.gesture} ${press.on ?? ""} of story ${opened.story?.index ?? "new"}${opened.refused ? " (refused before)" : ""}` +
              ` ${press.at ? `at ${new Date(press.at).toISOString()}` : ""} → ${res.status} ${saved ?? ""}`);
    if (res.status >= 500) this.fault(`an answer ${res.status}: ${res.text.slice(0, 400)}`);
    if (res.status !== 303 || saved === "signed-in-again") return null; // that one has done nothing
    let { story } = opened;
    if (!story) {
      story = this.model.begin(Number(/story\/(\d+)/.exec(res.headers.location)[1]), press.who);
      opened = { ...opened, story, seen: this.model.seen(story) };
    }
    const fault = this.model.apply(story, this.meant(opened, press, saved), Date.now());
    if (fault) this.fault(`story ${story.index}: ${fault}`);
    return story;
  }

  /** A press with what its page had shown, and whether it is told that nothing was to be done. */
  meant(opened, press, saved) {
    const kept = press.gesture === "keep" && press.on !== "draft" && isDeepStrictEqual(press.text, press.was);
    return { ...press, seen: this.seenBy(opened, press.gesture), same: saved === "same" || kept };
  }

  /** After a success: the page it leads to. */
  async follow(opened, story, res) {
    const next = await this.open(opened.who, story, /\?.*/.exec(res.headers.location)?.[0].replace(/saved=[\w-]+&?/, "") ?? "");
    if (story.waiting?.unsure) await this.learnWaiting(story);
    return next;
  }

  /** A merge that slots cannot tell: it holds no other words than the two. */
  async learnWaiting(story) {
    const { page } = await this.open(0, story, "?text=waiting");
    if (!story.waiting) return;
    const got = textOf(page.fields);
    story.waiting.text = got;
    story.waiting.unsure = false;
  }

  async press(opened, step, chance, slot) {
    const one = this.choose(opened, step, chance);
    if (!one) return this.note("  nothing to press");
    const [gesture, words] = one;
    const story = STORY_FORM.includes(gesture);
    const press = story ? this.storyPress(opened, gesture, chance) : this.smallPress(opened, gesture, words, chance);
    const res = await this.send(press);
    return this.finish(opened, press, res, slot);
  }

  async finish(opened, press, res, slot) {
    return this.lead(opened, press, res, slot, this.took(opened, press, res));
  }

  async lead(opened, press, res, slot, story) {
    this.sent.unshift({ opened, press, res, session: this.people[press.who], story: story ?? opened.story });
    this.sent.length = Math.min(this.sent.length, SENT);
    if (story) {
      const next = await this.follow({ ...opened, story }, story, res);
      this.hold(next, slot);
      return null;
    }
    if (res.status === 303) return null;
    const again = this.answered(opened, press, res);
    this.hold(again, slot);
    return again.page.forms.some((f) => f.id === "story") ? again : null;
  }

  /* ---- Steps ----------------------------------------------------------------------------------------- */

  async step(step) {
    const chance = chances(step.seed), run = this[`do_${step.kind.replace("-", "_")}`];
    const story = this.model.stories.length ? this.model.stories[step.story % this.model.stories.length] : null;
    this.note(`${step.kind}${story ? ` story ${story.index}` : ""}`);
    this.model.settle(Date.now());
    if (!story && step.kind !== "wait") return this.do_new({ ...step, who: step.who % 3 }, null, chance);
    return run.call(this, step, story, chance);
  }

  async do_new(step, story, chance) {
    if (this.model.stories.length >= STORIES) return this.do_press(step, story, chance);
    const page = await visit(this.people[step.who], "/admin/story/new");
    const words = [0, 1, 2, 3, 4].map(() => this.model.token(step.who));
    page.story.controls.find((c) => c.name === "headline").value = `Seq ${words[0]}`;
    page.story.controls.find((c) => c.name === "dek").value = `Dek ${words[1]}.`;
    page.story.controls.find((c) => c.name === "body").value = words.slice(2).map((w) => `Par ${w}.`).join("\n\n");
    page.story.controls.find((c) => c.name === "section").value = "news";
    for (const c of page.story.controls) if (c.name === "bylines") c.value = "";
    return this.press({ page, who: step.who, story: null, seen: {} }, step, chance, step.slot);
  }

  async fresh(step, story) {
    const on = ["", "?text=live", "?text=waiting", "?text=draft"][step.on];
    return this.open(step.who, story, on);
  }

  async do_press(step, story, chance) {
    let opened = await this.fresh(step, story);
    for (let n = 0; opened && n <= step.again; n++) opened = await this.press(opened, step, chance, step.slot);
  }

  async do_keep_open(step, story) {
    this.hold(await this.fresh(step, story), step.slot);
  }

  async do_old(step, story, chance) {
    const there = this.pages.filter(Boolean);
    if (!there.length) return this.do_press(step, story, chance);
    let opened = there[step.slot % there.length];
    for (let n = 0; opened && n <= step.again; n++) opened = await this.press(opened, step, chance, step.slot);
    return null;
  }

  /** Somebody writes on, or publishes, while another one has the page open; then that one's button is pressed. */
  async do_overtaken(step, story, chance) {
    const [first, second] = chance(2) ? [0, 1] : [1, 0], opened = await this.open(first, story);
    const there = GESTURES.filter(([g, words]) => AS_SHOWN.includes(g) && opened.page.buttons().some((b) => words.test(b)));
    if (!there.length) return this.do_press(step, story, chance);
    let other = await this.open(second, story);
    const words = other.page.buttons().some((b) => PRIMARY.test(b)) && (story.live || !chance(4)) ? "publish" : "keep";
    for (let n = 0; other && n < 2; n++) {
      const press = this.storyPress(other, words, chance);
      other = await this.finish(other, press, await this.send(press), step.slot);
    }
    // What was tried least often is next: each has its turn in a short run.
    const tried = ([g]) => this.late[g] ?? 0;
    const [gesture, button] = there.reduce((least, one) => (tried(one) < tried(least) ? one : least));
    this.late[gesture] = tried([gesture]) + 1;
    const late = this.smallPress(opened, gesture, button, chance);
    return this.finish(opened, late, await this.send(late), (step.slot + 1) % PAGES);
  }

  /** A request that was sent before arrives once more. */
  async do_again(step, story, chance) {
    const one = this.sent[step.slot % (this.sent.length || 1)];
    if (!one || one.session !== this.people[one.press.who]) return null;
    const twice = chance(2) ? await Promise.all([this.send(one.press), this.send(one.press)]) : [await this.send(one.press)];
    if (twice.length > 1 && twice[0].status !== twice[1].status) this.fault(`two answers to one request: ${twice.map((r) => r.status)}`);
    const [res] = twice;
    if (one.res.status === 303 && !one.forgotten) {
      this.note(`  ${one.press.gesture} sent again → ${res.status}`);
      if (res.status !== 303) this.fault(`sent again, ${one.press.gesture} is answered ${res.status} and not as before`);
      return null;
    }
    return this.finish({ ...one.opened }, one.press, res, step.slot);
  }

  async do_forget() {
    this.sql("DELETE FROM form");
    for (const one of this.sent) one.forgotten = true;
  }

  sql(text) {
    execFileSync("sqlite3", [path.join(this.site.folder, "dateline.db"), ".timeout 20000", text]);
  }

  async do_wait() {
    const soon = this.model.stories.filter((s) => s.waiting && s.waiting.at < Date.now() + 2 * SOON);
    for (const s of soon) {
      const { at } = s.waiting;
      while (Date.now() <= at) await sleep(Math.max(1, at - Date.now() + 1));
    }
    this.model.settle(Date.now());
  }

  /** Two people press two pages of one story in the same instant. */
  async do_both(step, story, chance) {
    const pages = [await this.open(0, story), await this.open(1, story, ["", "?text=live", "?text=waiting", "?text=draft"][step.on])];
    const ready = pages.map((opened) => {
      const one = this.choose(opened, step, chance);
      if (!one) return null;
      return STORY_FORM.includes(one[0]) ? this.storyPress(opened, one[0], chance) : this.smallPress(opened, one[0], one[1], chance);
    });
    if (ready.includes(null)) return null;
    const answers = await Promise.all(ready.map((press) => this.send(press)));
    // Who came first: the one after which the other still names what is there.
    const both = answers.every((a) => a.status === 303);
    const swap = both && this.model.isStale(this.after(story, pages[0], ready[0], answers[0]), pages[1].seen, ready[1]);
    const order = swap ? [1, 0] : [0, 1], taken = order.map((i) => this.took(pages[i], ready[i], answers[i]));
    for (const [k, i] of order.entries()) await this.lead(pages[i], ready[i], answers[i], (step.slot + i) % PAGES, taken[k]);
    return null;
  }

  after(story, opened, press, res) {
    const copy = structuredClone(story);
    this.model.apply(copy, this.meant(opened, press, SAVED.exec(res.headers.location ?? "")?.[1]), Date.now());
    return copy;
  }

  /** All workers die while a form is on its way: it is sent until somebody answers. */
  async do_kill(step, story, chance) {
    if (MODE === "cgi") return null;
    const opened = await this.open(0, story), one = this.choose(opened, step, chance);
    if (!one || !STORY_FORM.includes(one[0])) return null;
    const press = this.storyPress(opened, one[0], chance), sent = this.send(press);
    await sleep(chance(30));
    for (const pid of this.workers()) try { process.kill(pid, "SIGKILL"); } catch { /* it ended by itself */ }
    return this.finish(opened, press, await sent, step.slot);
  }

  workers() {
    const children = (pid) => {
      try {
        return fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);
      } catch {
        return [];
      }
    };
    const isWorker = (pid) => { try { return fs.readFileSync(`/proc/${pid}/comm`, "utf8").trim() === "dateline"; } catch { return false; } };
    return children(this.site.child.pid).filter(isWorker).flatMap((serve) => children(serve).filter(isWorker));
  }

  /** From the command line: a draft goes out as it is, or the story is withdrawn. */
  async do_command(step, story) {
    if (story.binned || (story.waiting && story.waiting.at < Date.now() + 60000)) return null;
    const { site, model } = this, id = String(story.id), token = model.token(0);
    const done = { seen: model.seen(story), who: 0, told: [] };
    if (story.draft && !story.waiting && !story.withdrawn && !story.live) {
      const { code } = await dateline(["story", "publish", site.folder, id, "--others-read"], { allow: [0, 1] });
      if (code) return null;
      const { text } = story.draft;
      Object.assign(done, { gesture: "publish", on: "draft", text, was: text, at: 0, ticked: true });
    } else if (story.live && !story.withdrawn) {
      await site.dateline("story", "withdraw", site.folder, id, "--reason", `Reason ${token}.`);
      Object.assign(done, { gesture: "withdraw", told: [token] });
    } else {
      return null;
    }
    this.note(`  by command: ${done.gesture}`);
    const fault = model.apply(story, done, Date.now());
    return fault ? this.fault(fault) : null;
  }

  /** What is typed and not saved is kept, and taken up again later. */
  async do_copy(step, story, chance) {
    const there = this.pages.filter((o) => o?.story && o.page.value("copy"));
    const opened = there.length ? there[step.slot % there.length] : await this.fresh(step, story);
    if (!opened.page.forms.some((f) => f.id === "story") || !opened.story) return null;
    const typed = this.type(opened.page.fields, opened.who, chance), fields = { ...opened.page.fields };
    for (const [name, value] of Object.entries(typed)) fields[name] = [value.replace(/\n/g, "\r\n")];
    delete fields.action;
    const res = await this.people[opened.who].post("/admin/copy", fields);
    this.note(`  a copy by ${PEOPLE[opened.who][0]} of story ${opened.story.index} → ${res.status}`);
    if (res.status !== 200) return null;
    const page = await visit(this.people[opened.who], `${opened.story.where}?copy=${fields.copy[0]}`);
    return this.hold({ ...opened, page }, step.slot);
  }

  async do_sign_in(step) {
    this.people[step.who] = await this.site.signIn({ login: PEOPLE[step.who][0] });
  }

  /* ---- Readers ------------------------------------------------------------------------------------------ */

  async read(where) {
    const res = await this.quietly(() => this.site.get(where));
    if (res.status >= 500) this.fault(`${where}: ${res.status}`);
    return res;
  }

  /** No word stands there that readers may not meet. */
  check(where, res, more = []) {
    const allowed = this.model.allowed();
    for (const word of more) allowed.add(word);
    const wrong = tokensIn(res.text).filter((w) => !allowed.has(w));
    if (wrong.length) this.fault(`${where} (${res.status}) says ${wrong}`);
  }

  async checkStory(s) {
    if (!s.path) return;
    const res = await this.read(s.path), state = s.withdrawn ? 410 : s.live ? 200 : 404;
    if (res.status !== state) this.fault(`${s.path} is answered ${res.status}, not ${state}`);
    const own = s.withdrawn ? [...tokensIn(s.live.text.headline), s.withdrawn.reason] : [];
    this.check(s.path, res, own);
    const lacks = (s.withdrawn ? own : wordsOf(s.live.text)).filter((w) => !res.text.includes(w));
    if (lacks.length) this.fault(`${s.path} lacks ${lacks}`);
    const bare = await this.read(`${s.path}.md`);
    this.check(`${s.path}.md`, bare, own);
    this.check(`${s.path}/changes`, await this.read(`${s.path}/changes`), own);
    for (const old of s.left) {
      const moved = await this.read(old);
      if (![301, 410].includes(moved.status) || (moved.status === 301 && moved.headers.location.replace(this.site.url, "") !== s.path))
        this.fault(`${old}, which ${s.path} was before, is answered ${moved.status} ${moved.headers.location ?? ""}`);
    }
  }

  async checkSearch(word, shown) {
    const where = `/search?q=${word}`, res = await this.read(where);
    this.check(where, res, [word]);
    if (/class="found"/.test(res.text) !== shown) this.fault(`a search for ${word} finds ${shown ? "nothing" : "something"}`);
  }

  async checkLists() {
    for (const where of ["/", "/news/", "/feed.rss", "/feed.atom", "/news/feed.atom", "/changes.atom", "/corrections", "/corrections/feed.atom", "/news-sitemap.xml",
                         `/${new Date().toISOString().slice(0, 7).replace("-", "/")}/`])
      this.check(where, await this.read(where));
    const feed = await this.read("/feed.json");
    this.check("/feed.json", feed);
    const there = () => this.model.stories.filter((s) => this.model.readable(s));
    const said = JSON.parse(feed.text).items.map((i) => i.title).sort();
    const meant = there().map((s) => s.live.text.headline).sort();
    if (String(said) !== String(meant)) this.fault(`/feed.json has ${said}, not ${meant}`);
    const map = await this.read("/sitemap-1.xml");
    const paths = [...map.text.matchAll(/<loc>[^<]*?(\/\d{4}\/\d\d\/[^<]+)</g)].map(([, p]) => p).sort();
    const known = there().map((s) => s.path).sort();
    if (String(paths) !== String(known)) this.fault(`the sitemap has ${paths}, not ${known}`);
  }

  /** What readers get of the story that was pressed, and now and then of all. */
  async checkReaders(all) {
    const { stories } = this.model;
    for (const s of all ? stories : stories.filter((one) => one.turn !== one.checked)) {
      await this.checkStory(s);
      s.checked = s.turn;
      const hidden = [s.waiting, s.draft].filter(Boolean).flatMap((t) => wordsOf(t.text)).filter((w) => !this.model.allowed().has(w));
      if (hidden.length) await this.checkSearch(hidden.at(-1), false);
      if (this.model.readable(s)) await this.checkSearch(wordsOf(s.live.text).at(-1), true);
    }
    await this.quietly(async () => null);
    if (all) await this.checkLists();
    else this.check("/", await this.read("/"));
  }
}

/** Plays steps on a site of its own. → null, or what was wrong, in which step, and what was done until then */
export async function play(list, { every = 4 } = {}) {
  const p = await Player.start();
  let at = 0;
  try {
    for (; at < list.length; at++) {
      await p.step(list[at]);
      await p.checkReaders((at + 1) % every === 0 || at + 1 === list.length);
    }
    return { wrong: null, presses: p.presses };
  } catch (e) {
    return { wrong: `${e.isFault ? e.message : e.stack}`, at, said: p.log.join("\n") };
  } finally {
    await p.site.stop();
  }
}
