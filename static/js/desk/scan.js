/* scan.js: what in a Markdown text some readers would stumble over: { kind, at, end } of each place.
 * Lines and small patterns, no parser: it is asked again after each pause in writing. Nothing here
 * knows the page. */

const PLACES_MAX = 50;
const PARAGRAPH_MAX = 1000; /* some 160 words; signs of CJK count twice */
const CAPITALS_WORD = 9;    /* letters of one word, so that UNESCO is none */
const CAPITALS_RUN = 12;    /* and of several */
const BOLD_LINE_MAX = 100;

const FENCE = /^ {0,3}(?:```|~~~)/;
const HEADING = /^ {0,3}(#{1,6})[ \t]+\S/;
const NO_PARAGRAPH = /^[ \t]*(?:[-*+>|]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|$)/;
const BOLD_LINE = /^(\*\*|__)[^*_]+\1:?$/;
const HEAD_RULE = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const LINK = /(!?)\[((?:[^[\]\\]|\\.)*)\](?=[([])/g;
const NO_WORDS = /\]\([^)\s]*|https?:\/\/\S+|`[^`]*`|<[^>\s]*>/g;
const CAPITALS = /(?<![\p{L}\p{N}])\p{Lu}[\p{Lu}\p{M}'’]*(?:[ \t–-]+\p{Lu}[\p{Lu}\p{M}'’]*)*(?![\p{L}\p{N}])/gu;
const WIDE = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]/g;

/* Words of a link that say nothing of where it leads, in the languages of the catalogues. */
const SAY_NOTHING = new Set(`
  here|click here|click|this|this link|link|the link|this page|this article|this story|read here|see here|
  more|read more|find out more|learn more|see more|more here|more information|details|continue|continue reading|
  hier|klick hier|klicken sie hier|klicke hier|hier klicken|dieser link|diesem link|diesen link|link hier|mehr|
  mehr dazu|mehr lesen|mehr erfahren|mehr hier|weiterlesen|weiter|lesen sie mehr|lesen sie hier|mehr informationen|
  aquí|aqui|acá|haz clic aquí|haga clic aquí|clic aquí|pincha aquí|pinche aquí|pulsa aquí|pulse aquí|este enlace|
  enlace|más|leer más|lee más|ver más|saber más|más información|seguir leyendo|continuar leyendo|leer aquí|
  ici|cliquez ici|clique ici|cliquer ici|ce lien|lien|lire ici|plus|en savoir plus|lire plus|lire la suite|
  voir plus|plus d’informations|plus d'informations|la suite|suite|
  هنا|اضغط هنا|انقر هنا|إضغط هنا|أنقر هنا|من هنا|هذا الرابط|الرابط|رابط|المزيد|اقرأ المزيد|اقرأ أكثر|لمزيد من المعلومات|
  للمزيد|تابع القراءة|
  这里|点击这里|点这里|点击此处|此处|点此|点击|单击此处|链接|此链接|更多|查看更多|阅读更多|了解更多|详情|查看详情|继续阅读|
  這裡|點擊這裡|點此|按此|點擊此處|連結|閱讀更多|了解更多|查看更多|繼續閱讀`
  .split("|").map((w) => w.trim()));

const plain = (words) => words.toLowerCase().replace(/[*_~`]/g, "")
  .replace(/^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu, "").replace(/\s+/g, " ");

function links(line, at, add) {
  for (const m of line.matchAll(LINK)) {
    const [all, picture, words] = m;
    const from = at + m.index, to = from + all.length;
    if (picture) {
      if (words.trim() === "" && line[m.index + all.length] === "(")
        add("alt", from, to);
    } else if (words.trim() === "" && line[m.index + all.length] === "(") {
      add("wordless", from, to);
    } else if (SAY_NOTHING.has(plain(words))) {
      add("vague", from + 1, to - 1);
    }
  }
}

function capitals(line, at, add) {
  const text = line.replace(NO_WORDS, (m) => ".".repeat(m.length));
  for (const m of text.matchAll(CAPITALS)) {
    const words = m[0].split(/[ \t–-]+/);
    const letters = m[0].match(/\p{Lu}/gu).length;
    if (letters >= (words.length > 1 ? CAPITALS_RUN : CAPITALS_WORD))
      add("capitals", at + m.index, at + m.index + m[0].length);
  }
}

const cellsBlank = (line) => /^[ \t|]*$/.test(line);

/* A table's first line, and whether it has a head. */
function table(lines, i, at, add) {
  const line = lines[i], next = lines[i + 1] ?? "";
  const rule = next.includes("-") && HEAD_RULE.test(next);
  if (rule ? line.includes("|") && cellsBlank(line) : /^[ \t]*\|/.test(line) && /^[ \t]*\|/.test(next))
    add("table", at, at + line.length);
}

/* The paragraph that begins at this line. */
function paragraph(lines, i, at, add) {
  let length = 0, wide = 0, last = i;
  for (; last < lines.length && !NO_PARAGRAPH.test(lines[last]); last++) {
    length += lines[last].length + 1;
    if (length > PARAGRAPH_MAX / 2)
      wide += lines[last].match(WIDE)?.length ?? 0;
  }
  if (length + wide > PARAGRAPH_MAX)
    add("long", at, at + length - 1);
  return last;
}

/* A generator, which may be left off at each line, and puts the places into that array. */
export function* scanning(text, places) {
  const add = (kind, at, end) => places.push({ kind, at, end });
  const lines = text.split("\n");
  let at = 0, code = false, level = 1, measured = 0, wasTable = false;
  for (let i = 0; i < lines.length && places.length < PLACES_MAX; at += lines[i].length + 1, i++) {
    const line = lines[i];
    yield;
    if (FENCE.test(line))
      code = !code;
    if (code || line === "" || FENCE.test(line)) {
      wasTable = false;
      continue;
    }
    const heading = HEADING.exec(line)?.[1].length;
    if (heading > level + 1)
      add("level", at, at + line.length);
    level = heading ?? level;
    if (BOLD_LINE.test(line) && line.length <= BOLD_LINE_MAX && !lines[i - 1] && !lines[i + 1])
      add("bold", at, at + line.length);
    if (line.includes("|") && !wasTable)
      table(lines, i, at, add);
    wasTable = line.includes("|");
    if (line.includes("["))
      links(line, at, add);
    capitals(line, at, add);
    if (i >= measured)
      measured = paragraph(lines, i, at, add);
  }
}

/* All at once. */
export function scan(text) {
  const places = [], work = scanning(text, places);
  while (!work.next().done);
  return places;
}
