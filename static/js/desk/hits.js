/* hits.js: what is looked for in a text, and where it stands. Nothing here knows the page, so that a
 * worker can do it. */

/* Letters of scripts that part their words by spaces. */
const SPACED = "(?:(?![\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmr}\\p{sc=Mymr}])[\\p{L}\\p{M}\\p{N}_])";

/* { find, letters, words, regular }: the words, whether capitals matter, whole words, a pattern.
 * Throws what RegExp throws. */
export function patternOf({ find, letters, words, regular }) {
  if (regular)
    new RegExp(find, "mu");
  const plain = regular ? `(?:${find})` : find.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const source = words ? `(?<!${SPACED})${plain}(?!${SPACED})` : plain;
  return new RegExp(source, "gmu" + (letters ? "" : "i"));
}

/* [{ at, end, groups }], in order; what is empty is no hit. */
export function hitsIn(text, wanted) {
  const pattern = patternOf(wanted);
  const hits = [];
  for (let m = pattern.exec(text); m; m = pattern.exec(text)) {
    if (m[0] === "")
      pattern.lastIndex += text.codePointAt(m.index) > 0xffff ? 2 : 1;
    else
      hits.push({ at: m.index, end: pattern.lastIndex, groups: wanted.regular ? [...m] : null });
  }
  return hits;
}

/* What takes a hit's place. Of a pattern, $1 to $9, $& and \n mean what they always mean. */
export function putFor(hit, by) {
  if (!hit.groups)
    return by;
  return by.replace(/\$([&$1-9])|\\([nt\\])/g, (all, group, sign) =>
    (sign ? { n: "\n", t: "\t", "\\": "\\" }[sign]
      : group === "$" ? "$" : hit.groups[group === "&" ? 0 : group] ?? ""));
}

/* All hits replaced, as one change of the text; null: there are none. */
export function replaceAll(text, hits, by) {
  if (!hits.length)
    return null;
  const from = hits[0].at, to = hits.at(-1).end;
  let put = "", at = from;
  for (const hit of hits) {
    put += text.slice(at, hit.at) + putFor(hit, by);
    at = hit.end;
  }
  return { from, to, text: put, start: from + put.length, end: from + put.length };
}
