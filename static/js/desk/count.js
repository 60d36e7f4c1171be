/* count.js: how much there is of the text, and of what is selected in it. */
import { form } from "./form.js";
import { afterwards, idle, inSlices } from "./idle.js";
import { body, isWriting } from "./text.js";

const COUNT_AFTER_MS = 250;
const WORDS_A_MINUTE = 230;
const CJK_A_MINUTE = 450;
const WIDE = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{scx=Han}\uff00-\uffef]/gu;

/* An address, and what a picture or a link has beside its words, are read by nobody. */
const NOT_READ = /\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ \t]+"[^"]*")?\)|<?https?:\/\/[^\s<>]+>?/g;

function segmenter(granularity) {
  let lang = document.getElementById("lang")?.value || document.documentElement.lang || undefined;
  try {
    Intl.getCanonicalLocales(lang);
  } catch {
    lang = undefined;
  }
  return typeof Intl.Segmenter === "function" ? new Intl.Segmenter(lang, { granularity }) : null;
}

/* Characters as readers see them. */
export function lengthOf(text) {
  if (/^[\x20-\x7e]*$/.test(text))
    return text.length;
  const graphemes = segmenter("grapheme");
  return graphemes ? [...graphemes.segment(text)].length : [...text].length;
}

/* How long it looks: of scripts that need fewer signs, each counts twice. */
export const widthOf = (text) => lengthOf(text) + (text.match(WIDE)?.length ?? 0);

export function sentencesOf(text) {
  const sentences = segmenter("sentence");
  return sentences ? [...sentences.segment(text.trim())].filter((s) => /[\p{L}\p{N}]/u.test(s.segment)).length : 1;
}

/* { words, signs, minutes } of one paragraph; those of the others are known already. */
function weigh(paragraph, words) {
  const text = paragraph.replace(NOT_READ, "]");
  let n = 0;
  if (words) {
    for (const s of words.segment(text))
      n += s.isWordLike ? 1 : 0;
  } else {
    n = text.split(/\s+/).filter((w) => /[\p{L}\p{N}]/u.test(w)).length;
  }
  const wide = text.match(WIDE)?.length ?? 0;
  return { words: n, signs: lengthOf(paragraph), minutes: wide > n / 2 ? wide / CJK_A_MINUTE : n / WORDS_A_MINUTE };
}

/* The sum of the paragraphs, one after the other. */
function* weighAll(text, known) {
  const words = segmenter("word");
  const sum = { words: 0, signs: 0, minutes: 0 };
  for (const line of text.split("\n")) {
    if (line === "")
      continue;
    const one = known.get(line) ?? weigh(line, words);
    known.set(line, one);
    for (const key of Object.keys(sum))
      sum[key] += one[key];
    yield;
  }
  return sum;
}

export function countWords() {
  const out = document.getElementById("count");
  const known = new Map();
  const number = new Intl.NumberFormat(document.documentElement.lang || undefined);
  let all = null;

  const say = (words, values) => {
    const said = words.replace(/\{(\w+)\}/g, (m, key) => number.format(values[key]));
    if (out.textContent !== said)
      out.textContent = said;
  };
  const chosen = inSlices((some) => say(out.dataset.chosen, { ...some, all: all.words }));
  const show = () => {
    const picked = body.value.slice(body.selectionStart, body.selectionEnd);
    if (!all)
      return;
    if (picked)
      chosen(weighAll(picked, known));
    else
      say(out.dataset.all, { ...all, minutes: Math.max(1, Math.round(all.minutes)) });
  };
  const whole = inSlices((sum) => {
    all = sum;
    show();
  });
  const count = () => {
    if (known.size > 5000)
      known.clear();
    whole(weighAll(body.value, known));
  };
  form.addEventListener("input", afterwards(COUNT_AFTER_MS, count));
  document.addEventListener("selectionchange", afterwards(COUNT_AFTER_MS, () =>
    isWriting() && show()));
  idle(count);
}
