// feed.mjs: feeds made of plain stories, in every form, and read again without our program.
import * as cheerio from 'cheerio';

const esc = (s) => s.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
const cdata = (s) => `<![CDATA[${s.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
const el = (name, text, attributes = '') => (text ? `<${name}${attributes}>${text}</${name}>` : '');
const rfc822 = (ms) => new Date(ms).toUTCString();
const iso = (ms) => new Date(ms).toISOString();
const host = 'https://www.paper.example';

/* ---- Forms; a story: { slug, title, at, edited, authors, tags, html, summary, picture, date } ---- */

export const rss2 = (stories) => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Paper</title><link>${host}/</link>
${stories.map((s) => `<item>${el('title', esc(esc(s.title)))}<link>${host}/2020/${s.slug}.html</link>
<guid isPermaLink="false">${s.slug}</guid>${el('pubDate', s.date ?? (s.at && rfc822(s.at)))}
${s.edited ? el('atom:updated', iso(s.edited)) : ''}${s.authors.map((n) => el('dc:creator', cdata(n))).join('')}
${s.tags.map((n) => el('category', cdata(n), ' domain="here"')).join('')}${el('description', s.summary && esc(esc(s.summary)))}
${s.html ? el('c:encoded', cdata(s.html)) : ''}${s.picture ? `<media:content url="${s.picture.url}" medium="image">
<media:description>${esc(s.picture.alt)}</media:description><media:credit>Cleo</media:credit></media:content>` : ''}</item>`).join('\n')}
</channel></rss>`;

export const rss1 = (stories) => `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:t="http://purl.org/dc/terms/">
<channel rdf:about="${host}/feed"><title>Paper</title><link>${host}/</link></channel>
${stories.map((s) => `<item rdf:about="${host}/2020/${s.slug}.html">${el('title', esc(esc(s.title)))}
<link>${host}/2020/${s.slug}.html</link>${el('dc:date', s.at && iso(s.at))}${s.edited ? el('t:modified', iso(s.edited)) : ''}
${s.authors.map((n) => el('dc:creator', esc(n))).join('')}${s.tags.map((n) => el('dc:subject', esc(n))).join('')}
${el('description', s.summary && esc(esc(s.summary)))}${s.html ? el('content:encoded', esc(s.html)) : ''}</item>`).join('\n')}</rdf:RDF>`;

export const atom = (stories, type = 'html') => `<feed xmlns="http://www.w3.org/2005/Atom"><id>${host}/feed</id><title>Paper</title>
<link rel="self" href="${host}/feed.atom"/><link href="${host}/"/>
${stories.map((s) => `<entry><id>tag:paper.example,2020:${s.slug}</id><title>${esc(s.title)}</title>
<link href="${host}/2020/${s.slug}.html"/>${el('published', s.at && iso(s.at))}${s.edited ? el('updated', iso(s.edited)) : ''}
${s.authors.map((n) => `<author><name>${esc(n)}</name><email>a@paper.example</email></author>`).join('')}
${s.tags.map((n) => `<category term="x-${esc(n)}" label="${esc(n)}"/>`).join('')}${el('summary', s.summary && esc(s.summary))}
${s.html ? (type === 'xhtml' ? `<content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml">${
  cheerio.load(s.html, null, false).xml().replace(/<(\/?)(\w)/g, '<$1h:$2')}</h:div></content>`
  : `<content type="html">${esc(s.html)}</content>`) : ''}</entry>`).join('\n')}</feed>`;

export const json = (stories) => JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Paper', home_page_url: `${host}/`,
  items: stories.map((s) => ({ id: s.slug, url: `${host}/2020/${s.slug}.html`, title: s.title, authors: s.authors.map((name) => ({ name })),
    tags: s.tags, content_html: s.html, summary: s.summary, date_published: s.at ? iso(s.at) : undefined,
    date_modified: s.edited ? iso(s.edited) : undefined })) }, null, 1);

/* ---- Reading ---------------------------------------------------------------------------------- */

export const wordsOf = (s) => s.split(/\s+/u).filter((w) => /[\p{L}\p{N}]/u.test(w));
const textOf = (html) => cheerio.load((html ?? '').replace(/<(script|style).*?<\/\1>/gs, ' ')
  .replace(/<\/?(p|div|li|h\d|br)[^>]*>/g, '$& '), null, false).text();
const line = (s) => s.replace(/\s+/g, ' ').trim();

const story = (title, address, at, edited, authors, tags, content, summary) => {
  const dek = content && summary && !/(…|\[\.\.\.\])$/.test(summary) && !line(textOf(content)).startsWith(summary) ? summary : '';
  return { title, old: decodeURIComponent(new URL(address).pathname), published: content && at ? at : null, edited: edited || null,
    authors, tags, dek, words: wordsOf(textOf(content || summary)) };
};

/** The stories of a feed's text, as Dateline is to have them. */
export function readFeed(text) {
  if (text.startsWith('{'))
    return JSON.parse(text).items.map((i) => story(i.title, i.url, Date.parse(i.date_published ?? ''), Date.parse(i.date_modified ?? ''),
      i.authors.map((a) => a.name), i.tags, i.content_html, i.summary));
  const $ = cheerio.load(text, { xml: true });
  return $('item, entry').toArray().map((i) => {
    const said = (names) => $(i).children().filter((_, e) => names.split(' ').includes(e.name)).toArray();
    const one = (names) => $(said(names)[0]).text(), all = (names) => said(names).map((e) => $(e).text());
    const isAtom = i.name === 'entry', content = said('content')[0], xhtml = content && $(content).attr('type') === 'xhtml';
    const html = xhtml ? $(content).html().replace(/<(\/?)h:/g, '<$1') : one('c:encoded content:encoded content');
    return story(isAtom ? one('title') : line(textOf(one('title'))), one('link') || $(said('link')[0]).attr('href'),
      Date.parse(one('pubDate published dc:date')), Date.parse(one('atom:updated updated t:modified')),
      isAtom ? said('author').map((e) => $(e).children('name').text()) : all('dc:creator'),
      isAtom ? said('category').map((e) => $(e).attr('label')) : all('category dc:subject'), html,
      isAtom ? one('summary') : line(textOf(one('description'))));
  });
}
