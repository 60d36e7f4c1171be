// webpage.mjs: pages of HTML made of plain stories, in each vocabulary, and read again without our program.
import * as cheerio from 'cheerio';
import iconv from 'iconv-lite';

import { wordsOf } from './feed.mjs';

const esc = (s) => s.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
const iso = (ms) => new Date(ms).toISOString();
const host = 'https://www.paper.example';
const page = (head, body, lang = 'en') => `<!DOCTYPE html>\n<html lang="${lang}"><head>${head}</head><body><nav><a href="/">Home</a></nav>\n${body}\n
<aside>Read more</aside><footer>© Paper</footer></body></html>`;
const article = (s, inner = '') => `<article><header><h1>${esc(s.title)}</h1>${inner}</header>${s.html}</article>`;

/* ---- Forms; a story: { file, title, at, edited, authors, tags, section, html, summary, picture } ---- */

export const jsonLd = (s) => page(`<title>${esc(s.title)} | Paper</title><link rel="canonical" href="${host}/${s.file}">
<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', '@graph': [
    { '@type': 'WebSite', '@id': `${host}/#site`, name: 'Paper' },
    ...s.authors.map((name, i) => ({ '@type': 'Person', '@id': `${host}/#p${i}`, name })),
    { '@type': ['NewsArticle', 'Thing'], headline: s.title, datePublished: s.at && iso(s.at), dateModified: s.edited && iso(s.edited),
      author: s.authors.map((_, i) => ({ '@id': `${host}/#p${i}` })), articleSection: s.section, keywords: s.tags.join(', '),
      description: s.summary, image: s.picture && { '@type': 'ImageObject', url: `${host}/${s.picture.url}`, caption: s.picture.caption, creditText: 'Cleo' } },
  ] }).replaceAll('<', '\\u003c')}</script>`, article(s), s.lang);

export const microdata = (s) => page(`<title>Paper: ${esc(s.title)}</title>`, `<article itemscope itemtype="https://schema.org/NewsArticle">
<h1 itemprop="headline">${esc(s.title)}</h1>${s.summary ? `<meta itemprop="description" content="${esc(s.summary)}">` : ''}
<p>By ${s.authors.map((n) => `<span itemprop="author" itemscope itemtype="https://schema.org/Person"><a itemprop="url" href="/by"><span itemprop="name">${esc(n)}</span></a></span>`).join(', ')}
${s.at ? `<time itemprop="datePublished" datetime="${iso(s.at)}">that day</time>` : ''}</p>
${s.edited ? `<meta itemprop="dateModified" content="${iso(s.edited)}">` : ''}${s.section ? `<meta itemprop="articleSection" content="${esc(s.section)}">` : ''}
${s.tags.map((t) => `<meta itemprop="keywords" content="${esc(t)}">`).join('')}<div itemprop="articleBody">${s.html}</div>
<section><div itemscope itemtype="https://schema.org/Comment"><p itemprop="author">Troll</p><p>First!</p></div></section></article>`, s.lang);

export const openGraph = (s) => page(`<meta property="og:title" content="${esc(s.title)} — Paper"><meta property="og:type" content="article">
<meta property="og:url" content="${host}/${s.file}">${s.summary ? `<meta property="og:description" content="${esc(s.summary)}">` : ''}
${s.at ? `<meta property="article:published_time" content="${iso(s.at)}">` : ''}${s.edited ? `<meta property="article:modified_time" content="${iso(s.edited)}">` : ''}
${s.authors.map((n) => `<meta property="article:author" content="${esc(n)}">`).join('')}${s.tags.map((t) => `<meta property="article:tag" content="${esc(t)}">`).join('')}
${s.section ? `<meta property="article:section" content="${esc(s.section)}">` : ''}${s.picture ? `<meta property="og:image" content="${host}/${s.picture.url}">
<meta property="og:image:alt" content="${esc(s.picture.alt)}">` : ''}`, article(s, '<p>From our desk</p>'), s.lang);

/* ---- Reading ---------------------------------------------------------------------------------- */

const line = (s) => (s ?? '').replace(/\s+/g, ' ').trim();
const spaced = ($, e) => { const $e = $(e).clone(); $e.find('p,div,li,h1,h2,br,td').after(' '); return line($e.text()); };

/** A page's bytes as the story that Dateline is to have. */
export function readPage(bytes, file) {
  const bom = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xef ? 'utf-8' : null;
  const said = /charset=["']?([\w-]+)/i.exec(bytes.toString('latin1'))?.[1];
  const $ = cheerio.load(iconv.decode(bytes, bom ?? said ?? 'utf-8'));
  const metas = (name) => $(`meta[property="${name}"]`).toArray().map((e) => $(e).attr('content'));
  const props = (name) => $(`[itemtype$="NewsArticle"] [itemprop="${name}"]`).toArray().filter((e) => !$(e).closest('[itemtype$="Comment"]').length);
  const prop = (name) => props(name).map((e) => $(e).attr('content') ?? $(e).attr('datetime') ?? line($(e).text()));
  const graph = $('script[type="application/ld+json"]').toArray().flatMap((e) => JSON.parse($(e).text())['@graph']);
  const ld = graph.find((o) => o['@type'].includes?.('NewsArticle')) ?? {};
  const time = (...all) => { const v = all.find(Boolean); return v ? Date.parse(v) : null; };
  const body = $('[itemprop=articleBody]')[0] ?? $('article')[0];
  $(body).find('header h1').remove();
  const text = spaced($, body), dek = line(ld.description ?? prop('description')[0] ?? metas('og:description')[0]);
  const authors = ld.author?.map((a) => graph.find((o) => o['@id'] === a['@id']).name) ?? [...prop('author'), ...metas('article:author')];
  const keywords = ld.keywords?.split(', ').filter(Boolean) ?? [...prop('keywords'), ...metas('article:tag')];
  return { title: ld.headline ?? prop('headline')[0] ?? metas('og:title')[0].replace(/ — Paper$/, ''), old: `/${file}`,
    published: time(ld.datePublished, prop('datePublished')[0], metas('article:published_time')[0]),
    edited: time(ld.dateModified, prop('dateModified')[0], metas('article:modified_time')[0]), authors, tags: keywords,
    section: ld.articleSection ?? prop('articleSection')[0] ?? metas('article:section')[0] ?? null,
    dek: !dek || /(…|\.\.\.)$/.test(dek) || text.startsWith(dek) ? '' : dek, words: wordsOf(text) };
}
