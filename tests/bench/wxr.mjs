// wxr.mjs: writes an export of WordPress of any size, the same each time, to measure imports with.
//
//   node tests/bench/wxr.mjs /tmp/paper.xml 1000      (megabytes; texts of some 10 KB)
//   node tests/bench/wxr.mjs /tmp/paper.xml 130 5     (20,000 stories whose texts have 5 paragraphs, some 3 KB)
//   dateline import SITE wordpress /tmp/paper.xml
//
// Of the bytes two thirds are texts of stories (600 to 1,800 words, as blocks), the others what real exports are
// full of: attachments, comments, revisions, meta of plugins.
import fs from "node:fs";

const [out, megabytes = "1000", paragraphs = "0"] = process.argv.slice(2);
if (!out) {
  console.error("usage: node tests/bench/wxr.mjs FILE [MEGABYTES [PARAGRAPHS]]");
  process.exit(2);
}

let seed = 20260108;
function random() { // mulberry32
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);

const syllables = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bra cle dro fri gla ple sto tri".split(" ");
const common = ("the of to and a in that is was for it on with he as his at by be this from have are not but had which " +
  "they were their been has who will more would said its one new up when after").split(" ");
/** Newspapers' words: a few are in nearly each text, and every fiftieth is rare (Zipf's law). */
function word() {
  if (random() < 0.4) return common[Math.floor(common.length * random() ** 2)];
  let rank = Math.floor(200000 ** random()), text = "";
  do {
    text += syllables[rank % syllables.length];
    rank = Math.floor(rank / syllables.length);
  } while (rank > 0);
  return text + (text.length < 4 ? "n" : "");
}
const words = (n) => Array.from({ length: n }, word).join(" ");
function sentence() {
  const text = words(8 + below(20));
  return text[0].toUpperCase() + text.slice(1) + ".";
}
const paragraph = () => Array.from({ length: 3 + below(4) }, sentence).join(" ");
const cdata = (text) => `<![CDATA[${text}]]>`;

const sections = ["City", "Sport", "Business", "Culture", "Weather", "Opinion"];
const tags = Array.from({ length: 3000 }, (_, i) => `${words(1 + (i % 2))} ${i}`);
const authors = Array.from({ length: 80 }, (_, i) => ({ login: `reporter${i}`, name: `${words(1)} ${words(1)} ${i}` }));
const begin = Date.UTC(2006, 0, 2, 6);
const date = (minutes) => new Date(begin + minutes * 60000).toISOString().slice(0, 19).replace("T", " ");

function item(id, type, title, status, at, inner) {
  return `<item><title>${cdata(title)}</title><link>https://paper.example/${type}/${id}/</link>` +
    `<dc:creator>${cdata(authors[id % authors.length].login)}</dc:creator><description></description>` +
    `<wp:post_id>${id}</wp:post_id><wp:post_date>${cdata(at)}</wp:post_date>` +
    `<wp:post_date_gmt>${cdata(at)}</wp:post_date_gmt><wp:status>${cdata(status)}</wp:status>` +
    `<wp:post_type>${cdata(type)}</wp:post_type>${inner}</item>\n`;
}

function text() {
  const blocks = [];
  for (let i = Number(paragraphs) || 10 + below(20); i > 0; i--) {
    const kind = random();
    if (kind < 0.08) blocks.push(`<!-- wp:heading -->\n<h2>${words(4)}</h2>\n<!-- /wp:heading -->`);
    else if (kind < 0.12) blocks.push(`<!-- wp:quote -->\n<blockquote><p>${sentence()}</p></blockquote>\n<!-- /wp:quote -->`);
    else blocks.push(`<!-- wp:paragraph -->\n<p>${paragraph()} <a href="https://elsewhere.example/${below(100000)}">` +
                     `${words(2)}</a> <em>${words(3)}</em>.</p>\n<!-- /wp:paragraph -->`);
  }
  return blocks.join("\n\n");
}

function story(id, at) {
  const section = sections[below(sections.length)];
  let inner = `<wp:post_name>${cdata(`story-${id}`)}</wp:post_name><content:encoded>${cdata(text())}</content:encoded>` +
    `<excerpt:encoded>${cdata(sentence())}</excerpt:encoded>` +
    `<category domain="category" nicename="${section.toLowerCase()}">${cdata(section)}</category>`;
  for (let i = 0; i < 4; i++) {
    const tag = Math.floor(tags.length * random() ** 3);
    inner += `<category domain="post_tag" nicename="tag-${tag}">${cdata(tags[tag])}</category>`;
  }
  for (const key of ["_edit_last", "_thumbnail_id", "_yoast_wpseo_linkdex", "_wp_old_slug"])
    inner += `<wp:postmeta><wp:meta_key>${cdata(key)}</wp:meta_key><wp:meta_value>${cdata(key.endsWith("slug") ? `old-${id}` : String(below(90)))}</wp:meta_value></wp:postmeta>`;
  for (let i = below(12); i > 0; i--)
    inner += `<wp:comment><wp:comment_id>${id}${i}</wp:comment_id><wp:comment_author>${cdata(words(1))}</wp:comment_author>` +
      `<wp:comment_content>${cdata(paragraph())}</wp:comment_content></wp:comment>`;
  return item(id, "post", sentence().slice(0, -1), random() < 0.05 ? "draft" : "publish", at, inner);
}

const file = fs.openSync(out, "w");
const most = Number(megabytes) * 1e6;
let bytes = 0, id = 0, stories = 0, waiting = "";
function put(piece) {
  waiting += piece;
  if (waiting.length < 4e6) return;
  bytes += fs.writeSync(file, waiting);
  waiting = "";
}
put(`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Paper</title><link>https://paper.example</link>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://paper.example</wp:base_site_url>
<wp:base_blog_url>https://paper.example</wp:base_blog_url>
`);
for (const a of authors)
  put(`<wp:author><wp:author_login>${cdata(a.login)}</wp:author_login><wp:author_display_name>${cdata(a.name)}</wp:author_display_name></wp:author>\n`);
while (bytes + waiting.length < most) {
  put(story(++id, date(id * 45)));
  stories++;
  put(item(++id, "attachment", words(2), "inherit", date(id * 45),
           `<wp:post_parent>${id - 1}</wp:post_parent><wp:attachment_url>${cdata(`https://paper.example/wp-content/uploads/2010/01/p${id}.jpg`)}</wp:attachment_url>`));
  if (random() < 0.3) put(item(++id, "revision", words(4), "inherit", date(id * 45), `<content:encoded>${cdata(text())}</content:encoded>`));
}
waiting += "</channel></rss>\n";
bytes += fs.writeSync(file, waiting);
fs.closeSync(file);
console.log(`${out}: ${Math.round(bytes / 1e6)} MB, ${stories} stories`);
