// sequence_model.mjs: what readers may see, told by the forms that were pressed and by nothing else. Each word that a form
// brings is a token of its own, so that a page says by itself which texts it was made of.
import { isDeepStrictEqual } from "node:util";

const TOKEN = /zq[a-z]{4}x/g;
export const tokensIn = (text) => [...new Set(text.toLowerCase().match(TOKEN) ?? [])];
const SLOTS = ["headline", "dek", "section"];

/** A text as a form sends it. */
export function textOf(fields) {
  const value = (name) => (fields[name]?.[0] ?? "").replace(/\r\n/g, "\n");
  const body = value("body").split(/\n{2,}/).map((p) => p.trim()).filter(Boolean);
  return { ...Object.fromEntries(SLOTS.map((name) => [name, value(name)])), body };
}
export const wordsOf = (text) => tokensIn([text.headline, text.dek, ...text.body].join(" "));

/** A fix of what readers see, put into what waits: slot by slot. null: not to be told by slots. */
function mergeSlots(base, fix, waits, takes) {
  if (new Set([base, fix, waits].map((t) => t.body.length)).size > 1) return null;
  const pick = (b, f, w) => (f === b || (w !== b && !takes) ? w : f);
  return { ...Object.fromEntries(SLOTS.map((s) => [s, pick(base[s], fix[s], waits[s])])),
           body: base.body.map((b, i) => pick(b, fix.body[i], waits.body[i])) };
}

export class Model {
  stories = [];
  made = 0;
  authors = new Map(); // of tokens
  lead = null;

  token(who) {
    let n = this.made++ * 7919 % 456976, letters = "";
    for (let i = 0; i < 4; i++, n = Math.floor(n / 26)) letters += String.fromCharCode(97 + n % 26);
    this.authors.set(`zq${letters}x`, who);
    return `zq${letters}x`;
  }

  /** A story that a form began. */
  begin(id, owner) {
    const story = { index: this.stories.length, id, owner, where: `/admin/story/${id}`, live: null, waiting: null, draft: null,
                    withdrawn: null, binned: null, told: [], read: new Set(), path: null, left: new Set(), turn: 0 };
    this.stories.push(story);
    return story;
  }

  /** What time does by itself. */
  settle(now) {
    for (const s of this.stories)
      if (s.waiting && s.waiting.at <= now) {
        const { text, v, told, at } = s.waiting;
        s.waiting = null;
        this.publish(s, { text, v }, told, at);
      }
  }

  publish(s, named, told, at) {
    s.path ??= `/${new Date(at).toISOString().slice(0, 7).replace("-", "/")}/${s.slug}`;
    s.live = { ...named, time: ++s.turn };
    s.told.push(...told);
    s.withdrawn = null;
    for (const word of [...wordsOf(named.text), ...told]) s.read.add(word);
  }

  /** The state of a story as a page shows it. */
  seen(s) {
    const v = (named) => named?.v ?? 0;
    return { live: v(s.live), time: s.live?.time ?? 0, waiting: v(s.waiting), at: s.waiting?.at ?? 0, draft: v(s.draft), gone: v(s.withdrawn), binned: v(s.binned) };
  }

  readable(s) {
    return Boolean(s.live && !s.withdrawn);
  }

  /** Words that readers may meet anywhere. */
  allowed() {
    return new Set(this.stories.filter((s) => this.readable(s)).flatMap((s) => [...wordsOf(s.live.text), ...s.told]));
  }

  /** Words of others in a text that no reader has seen. */
  unread(s, text, who) {
    return wordsOf(text).filter((w) => !s.read.has(w) && this.authors.get(w) !== who);
  }

  /** Whether a press names other texts than there are now. `on`: the text of a form of the story. */
  isStale(s, seen, { gesture, on, replaces }) {
    const now = this.seen(s);
    const other = (...names) => names.some((n) => now[n] !== seen[n]);
    switch (gesture) {
      case "publish": return other(on, "live", "waiting", "gone") || (on !== "live" && other("at"));
      case "keep": case "submit": return other(on) || (on !== "draft" && Boolean(now.draft) && (!replaces || other("draft")));
      case "off": return other("waiting", "at");
      case "discard": case "bin": return other("draft");
      case "withdraw": case "back": return other("time");
      case "restore": return other("live", "gone");
      default: return false;
    }
  }

  /** The last part of the address, as the form of a story asked for it; what was left alone asks for nothing. */
  move(s, { slug, slugWas }) {
    if (slug === undefined || slug === slugWas) return;
    s.slug = slug;
    if (!s.path) return;
    s.left.add(s.path);
    s.path = s.path.replace(/[^/]*$/, slug);
    s.left.delete(s.path);
  }

  /** What a press came to. Returns a fault, or null. */
  apply(s, press, now) {
    const { gesture, on, seen, text, told, who, ticked, same } = press;
    if (this.isStale(s, seen, press))
      return `a press was taken of a page that showed ${JSON.stringify(seen)}, and there is ${JSON.stringify(this.seen(s))}`;
    s.turn++;
    this.move(s, press);
    switch (gesture) {
      case "publish":
        if (same) return null;
        if (!ticked && this.unread(s, text, who).length) return `unread words of others went out: ${this.unread(s, text, who)}`;
        return this.applyPublish(s, press, now);
      case "keep": case "submit":
        if (on === "draft" || !same) s.draft = this.saved(s, press);
        return null;
      case "off":
        this.offSchedule(s);
        return null;
      case "discard": s.draft = null; return null;
      case "withdraw":
        this.offSchedule(s);
        s.withdrawn = { v: ++s.turn, reason: told[0] };
        return null;
      case "restore": s.withdrawn = null; return null;
      case "back":
        s.draft = { text: s.live.text, v: s.live.v };
        Object.assign(s, { live: null, told: [], read: new Set(), path: null, left: new Set() });
        return null;
      case "bin": s.binned = { v: ++s.turn }; return null;
      case "unbin": s.binned = null; return null;
      case "notice": if (s.withdrawn) s.withdrawn.reason = told[0]; return null;
      case "reword": s.told = s.told.filter((w) => !press.instead.includes(w)).concat(told); return null;
      default: return `an unknown gesture, ${gesture}`;
    }
  }

  /** A text that was left as it is in the form is no new one. */
  saved(s, { text, was, on }) {
    return isDeepStrictEqual(text, was) && s[on] ? { text, v: s[on].v } : { text, v: ++s.turn };
  }

  offSchedule(s) {
    if (s.waiting && !s.draft && s.waiting.v !== s.live?.v) s.draft = { text: s.waiting.text, v: s.waiting.v };
    s.waiting = null;
  }

  applyPublish(s, press, now) {
    const { on, text, at, told, choice } = press, first = !s.live, named = this.saved(s, press);
    if (on === "draft") s.draft = null;
    if (at > now) {
      s.waiting = { ...named, told: first ? [] : told, at };
      return null;
    }
    const waits = s.waiting;
    if (on === "waiting" || first) s.waiting = null;
    else if (waits) {
      const merged = mergeSlots(s.live.text, text, waits.text, choice === "takes");
      s.waiting = { ...waits, text: merged ?? waits.text, unsure: !merged };
      if (!isDeepStrictEqual(merged, waits.text)) s.waiting.v = ++s.turn;
    }
    this.publish(s, named, first ? [] : told, now);
    return null;
  }
}
