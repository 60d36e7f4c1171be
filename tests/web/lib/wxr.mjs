// wxr.mjs: a WordPress export read without our program: what its stories must be here.
import * as cheerio from 'cheerio';

const slugOf = (s) => s.normalize('NFKD').toLowerCase().replace(/&/g, ' ').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
export const wordsOf = (s) => s.split(/\s+/u).filter((w) => /[\p{L}\p{N}]/u.test(w));
const plain = (html) => cheerio.load(html, null, false).text().replace(/\s+/g, ' ').trim();

/** The words that readers see of a text: galleries and blocks that are kept apart among them. */
function textOf(html, all, id, pictures) {
  const figure = (p) => (pictures ? `<p>${p.caption}</p>` : '');
  if (!pictures) // a picture that is not there goes whole
    html = html.replace(/\[caption.*?\[\/caption\]/gs, '').replace(/<figcaption.*?<\/figcaption>/gs, '');
  html = html
    .replace(/<!-- wp:block \{"ref":(\d+)\} \/-->/g, (_, ref) => all.blocks[ref])
    .replace(/\[gallery ids="([\d,]+)"\]/g, (_, ids) => ids.split(',').map((i) => figure(all.pictures[i])).join(''))
    .replace(/\[gallery\]/g, Object.values(all.pictures).filter((p) => p.parent === id)
      .sort((a, b) => a.order - b.order).map(figure).join(''))
    .replace(/\[audio mp3="([^"]+)"\]\[\/audio\]/g, ' $1 ').replace(/\[\/?(caption|embed)[^\]]*\]/g, ' ')
    .replace(/<audio controls src="([^"]+)"><\/audio>/g, '<p>$1</p>')
    .replace(/<!--.*?-->/gs, ' ').replace(/<\/(p|h\d|li|cite|figure|figcaption)>/g, '$& ').replace(/<(figcaption|cite)/g, ' $&');
  return plain(html);
}

/** Every post and page of an export by its number, as Dateline is to have it. now: ms; pictures: whether the uploads are
 * there. */
export function readWxr(xml, now, pictures = true) {
  const $ = cheerio.load(xml, { xmlMode: true });
  const get = (of, name) => $(of).children(name.replace(':', '\\:')).first().text();
  const metas = (of) => $(of).children('wp\\:postmeta').toArray()
    .map((m) => [get(m, 'wp:meta_key'), get(m, 'wp:meta_value')]);
  const meta = (of, key) => (metas(of).find(([k]) => k === key) ?? [, ''])[1];
  const items = $('channel > item').toArray();
  const people = {}, terms = {}, all = { pictures: {}, blocks: {} };
  $('channel > wp\\:author').each((_, a) => {
    people[get(a, 'wp:author_login')] = get(a, 'wp:author_display_name') ||
      `${get(a, 'wp:author_first_name')} ${get(a, 'wp:author_last_name')}`;
  });
  $('channel > wp\\:category').each((_, c) => { terms[get(c, 'wp:term_id')] = get(c, 'wp:category_nicename'); });
  for (const i of items) {
    const id = get(i, 'wp:post_id'), type = get(i, 'wp:post_type');
    if (type === 'attachment')
      all.pictures[id] = { parent: get(i, 'wp:post_parent'), order: +get(i, 'wp:menu_order'),
        alt: meta(i, '_wp_attachment_image_alt'), caption: plain(get(i, 'excerpt:encoded')).replace(/ \(Photo: .*/, '') };
    if (type === 'wp_block') all.blocks[id] = get(i, 'content:encoded');
    if (type === 'guest-author') people[get(i, 'wp:post_name')] = meta(i, 'cap-display_name');
  }
  const stories = {};
  for (const i of items) {
    const id = get(i, 'wp:post_id'), type = get(i, 'wp:post_type'), status = get(i, 'wp:status');
    if (!['post', 'page'].includes(type) || status === 'trash') continue;
    const gmt = get(i, 'wp:post_date_gmt'), local = get(i, 'wp:post_date');
    // London keeps summer time in July.
    const at = Date.parse(gmt && !gmt.startsWith('0') ? `${gmt}Z` : local.replace(' ', 'T') + '+01:00');
    const shown = !get(i, 'wp:post_password') && (status === 'publish' || (status === 'future' && at > now));
    const categories = $(i).children('category[domain="category"]').toArray()
      .map((c) => ({ slug: $(c).attr('nicename'), name: plain($(c).text()) })).filter((c) => c.slug !== 'uncategorized');
    const section = categories.find((c) => c.slug === terms[meta(i, '_yoast_wpseo_primary_category')]) ?? categories[0];
    const coauthors = $(i).children('category[domain="author"]').toArray()
      .map((c) => people[$(c).attr('nicename')] ?? people[$(c).text()]);
    const link = get(i, 'link'), hero = all.pictures[meta(i, '_thumbnail_id')];
    const modified = get(i, 'wp:post_modified_gmt');
    stories[id] = {
      title: plain(get(i, 'title')),
      kind: type === 'page' ? 2 : 0,
      published: shown ? at : null,
      edited: modified ? Date.parse(`${modified}Z`) : null,
      section: type === 'page' ? null : section?.slug ?? 'news',
      tags: [...categories.filter((c) => c !== section).map((c) => c.name),
        ...$(i).children('category[domain="post_tag"]').toArray().map((c) => plain($(c).text()))],
      authors: coauthors.length ? coauthors : [people[get(i, 'dc:creator')] ?? get(i, 'dc:creator')],
      hero: hero && pictures ? { alt: hero.alt, caption: hero.caption } : null,
      dek: plain(get(i, 'excerpt:encoded')) || meta(i, 'rank_math_description') || meta(i, '_yoast_wpseo_metadesc'),
      old: [...new Set([`/?p=${id}`, ...(link && !link.includes('?p=') ? [decodeURI(new URL(link).pathname).replace(/\/$/, '')] : []),
        ...metas(i).filter(([k]) => k === '_wp_old_slug').map(([, v]) => new URL(`../${v}`, link).pathname)])],
      words: wordsOf(textOf(get(i, 'content:encoded'), all, id, pictures)),
    };
  }
  return stories;
}
