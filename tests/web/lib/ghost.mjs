// ghost.mjs: an export of Ghost read without our program: what its stories must be here.
import * as cheerio from 'cheerio';

const plain = (html) => cheerio.load((html ?? '').replace(/<(script|style).*?<\/\1>/gs, ' ')
  .replace(/<iframe src="([^"]*)"><\/iframe>/g, ' $1 ').replace(/<\/?(p|div|li|h\d|figcaption|figure|br|blockquote)[^>]*>/g, '$& '), null, false).text();
const unmark = (md) => md.replace(/^\s*([-#]+)\s/gm, ' ').replace(/[*`]/g, '');

/* The words of a card. */
function card(name, c) {
  if (c.visibility?.web?.nonMember === false) return '';
  switch (name) {
    case 'image': return plain(c.caption);
    case 'gallery': return plain(c.caption);
    case 'markdown': case 'card-markdown': return unmark(c.markdown);
    case 'html': return plain(c.html);
    case 'codeblock': return c.code;
    case 'embed': return c.url;
    case 'bookmark': return c.metadata.title;
    case 'callout': return `${c.calloutEmoji} ${plain(c.calloutText)}`;
    case 'toggle': return `${c.heading} ${plain(c.content)}`;
    case 'button': return c.buttonText;
    case 'audio': return c.title;
    case 'video': return `${c.fileName} ${plain(c.caption)}`;
    case 'file': return `${c.fileTitle} ${c.fileCaption}`;
    case 'product': return `${c.productTitle} ${plain(c.productDescription)} ${c.productButton}`;
    case 'header': return `${c.header} ${c.subheader}`;
    case 'email-cta': case 'paywall': case 'hr': case 'horizontalrule': return '';
    default: return c.text ?? '';
  }
}

function lexical(node) {
  if (node.type === 'extended-text') return node.text;
  if (node.type === 'linebreak') return ' ';
  if (!node.children) return ` ${card(node.type, node)} `;
  const inner = node.children.map(lexical).join(['root', 'list'].includes(node.type) ? ' ' : '');
  return node.type === 'link' ? inner : ` ${inner} `;
}

function mobiledoc({ cards, sections }) {
  const line = (markers) => markers.map(([kind, , , value]) => (kind ? ' ' : value)).join('');
  return sections.map(([kind, a, b]) => (kind === 1 ? line(b) : kind === 3 ? b.map(line).join(' ')
    : kind === 10 ? card(...cards[a]) : '')).join(' ');
}

function words(post) {
  for (const [key, read] of [['lexical', (d) => lexical(d.root)], ['mobiledoc', mobiledoc]]) {
    try { if (post[key]) return read(JSON.parse(post[key])); } catch { /* its HTML counts */ }
  }
  return plain(post.html);
}

export const wordsOf = (s) => s.split(/\s+/u).filter((w) => /[\p{L}\p{N}]/u.test(w));

/** Every post of the tables by its uuid, as Dateline is to have it. now: ms. */
export function readGhost({ posts, users, tags, posts_tags, posts_authors, posts_meta }, now) {
  const linked = (links, key, rows, id) => links.filter((l) => l.post_id === id)
    .sort((a, b) => a.sort_order - b.sort_order).map((l) => rows.find((r) => r.id === l[key]).name);
  return Object.fromEntries(posts.map((p) => {
    const meta = posts_meta.find((m) => m.post_id === p.id) ?? {}, at = Date.parse(p.published_at);
    const shown = p.visibility === 'public' && !meta.email_only &&
      (p.status === 'published' || (p.status === 'scheduled' && at > now));
    return [p.uuid, {
      title: p.title, kind: p.type === 'page' ? 2 : 0, published: shown ? at : null, edited: Date.parse(p.updated_at),
      section: p.type === 'page' ? null : 'news', lang: p.locale ?? '',
      tags: linked(posts_tags, 'tag_id', tags, p.id).filter((n) => !n.startsWith('#')),
      authors: linked(posts_authors, 'author_id', users, p.id),
      hero: p.feature_image ? { alt: meta.feature_image_alt, caption: plain(meta.feature_image_caption) } : null,
      dek: p.custom_excerpt ?? meta.meta_description ?? '', old: `/${p.slug}`, words: wordsOf(words(p)),
    }];
  }));
}
