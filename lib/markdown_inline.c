/* markdown_inline.c: links and pictures of a story's body. */
#include "markdown_private.h"

#include "text.h"

#include <string.h>

#define TEL_SIGNS "0123456789+-.()*#;=,%abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define SIZES "(min-width: 45rem) 42rem, 100vw"

/* ---- links ---- */

/* Browsers take a backslash for a slash, and drop tabs and line ends from the middle of a URL. */
static bool url_has_tricks(const char *url)
{
    for (; *url != '\0'; url++)
        if ((unsigned char)*url < 0x20 || *url == 0x7F || *url == '\\')
            return true;
    return false;
}

/* The address begins with prefix, in any case of letters, and goes on. */
static bool url_begins(const char *url, const char *prefix)
{
    size_t n = strlen(prefix);
    return strncasecmp(url, prefix, n) == 0 && url[n] != '\0' && url[n] != ' ';
}

/* Decided on the decoded address: what is not known to be good is refused. */
bool md_url_is_allowed(const char *url)
{
    if (url_has_tricks(url))
        return false;
    if (url[0] == '#')
        return true;
    if (url[0] == '/')
        return url[1] != '/';
    if (url_begins(url, "https://"))
        return url[8] != '/';
    if (url_begins(url, "http://"))
        return url[7] != '/';
    if (url_begins(url, "tel:")) /* RFC 3966 */
        return strpbrk(url, "0123456789") && strspn(url + 4, TEL_SIGNS) == strlen(url + 4);
    return url_begins(url, "mailto:");
}

void md_add_url(struct buf *out, const char *url)
{
    for (; *url != '\0'; url++) {
        unsigned char c = (unsigned char)*url;
        if (c <= 0x20 || c >= 0x7F || strchr("\"<>[]\\^`{|}", c))
            buf_add_urlencoded(out, url, 1);
        else
            buf_add_html(out, url, 1);
    }
}

void md_add_rel(const struct md_render *r, struct buf *out, const char *url)
{
    const char *site = r->opt->site ? r->opt->site : "";
    size_t n = strlen(site);
    bool leaves = url_begins(url, "https://") || url_begins(url, "http://");
    if (leaves && n > 0 && strncasecmp(url, site, n) == 0 && strchr("/?#", url[n]))
        leaves = false;
    if (r->opt->paid && leaves)
        buf_adds(out, " rel=\"sponsored\"");
}

/* In this page: a heading as other systems name it, a paragraph or a note as we do. */
static const char *link_in_page(struct md_render *r, const char *url)
{
    const char *id = md_heading_named(r, url + 1);
    if (id)
        return arena_printf(r->arena, "#%s", id);
    if (strncmp(url, "#p-", 3) != 0 && strcmp(url, "#top") != 0)
        md_leads_nowhere(r, url);
    return url;
}

bool md_enter_link(struct md_render *r, cmark_node *link)
{
    const char *url = md_own(r, cmark_node_get_url(link));
    const char *title = md_own(r, cmark_node_get_title(link));
    struct buf *out = md_out(r);
    r->other_content = true;
    if (!md_url_is_allowed(url)) {
        r->stats->links_refused++;
        md_leads_nowhere(r, *url != '\0' ? url
                                         : arena_printf(r->arena, "[%s]()", md_node_text(r, link)));
        return false;
    }
    if (*url == '#')
        url = link_in_page(r, url);
    else if (r->opt->page && !r->opt->page(r->opt->page_ctx, url))
        md_leads_nowhere(r, url);
    buf_adds(out, "<a href=\"");
    md_add_url(out, url);
    if (*title != '\0') {
        buf_adds(out, "\" title=\"");
        buf_add_html(out, title, strlen(title));
    }
    buf_addc(out, '"');
    md_add_rel(r, out, url);
    buf_addc(out, '>');
    return true;
}

/* ---- pictures ---- */

static void md_add_attribute(struct buf *out, const char *name, const char *value)
{
    if (!value)
        return;
    buf_printf(out, " %s=\"", name);
    buf_add_html(out, value, strlen(value));
    buf_addc(out, '"');
}

void md_add_img(struct buf *out, const struct md_picture *p, bool responsive)
{
    buf_adds(out, "<img");
    md_add_attribute(out, "src", p->image.src);
    if (responsive && p->image.srcset) {
        md_add_attribute(out, "srcset", p->image.srcset);
        md_add_attribute(out, "sizes", SIZES);
    }
    if (p->image.width > 0 && p->image.height > 0)
        buf_printf(out, " width=\"%d\" height=\"%d\"", p->image.width, p->image.height);
    md_add_attribute(out, "alt", p->alt);
    buf_adds(out, " loading=\"lazy\" decoding=\"async\">");
}

void md_enter_picture(struct md_render *r, cmark_node *image)
{
    if (r->pictures_open++ > 0)
        return;
    buf_clear(&r->raw);
    r->picture_src = md_own(r, cmark_node_get_url(image));
    r->picture_title = md_own(r, cmark_node_get_title(image));
}

/* The callback's strings are only borrowed. */
static bool md_look_up_picture(struct md_render *r, const char *src, struct markdown_image *image)
{
    *image = (struct markdown_image){0};
    if (!r->opt->image || !r->opt->image(r->opt->image_ctx, src, image))
        return false;
    image->src = arena_dup(r->arena, image->src);
    image->srcset = arena_dup(r->arena, image->srcset);
    image->webp = arena_dup(r->arena, image->webp);
    image->credit = arena_dup(r->arena, image->credit);
    image->alt = arena_dup(r->arena, image->alt);
    image->caption = arena_dup(r->arena, image->caption);
    return image->src;
}

/* "A caption. Credit: Name" in two. NULL when the title ends in no credit. */
static const char *md_split_credit(struct arena *a, const char *title, const char **caption)
{
    static const char mark[] = "Credit:";
    const char *at = NULL;
    for (const char *p = title; (p = strcasestr(p, mark)) != NULL; p++)
        if (p == title || p[-1] == ' ' || p[-1] == '(')
            at = p;
    if (!at || at[sizeof mark - 1] == '\0')
        return NULL;
    *caption = text_line(a, arena_dupn(a, title, (size_t)(at - title)));
    char *credit = text_line(a, at + sizeof mark - 1);
    size_t n = strlen(*caption), m = strlen(credit);
    if (n > 0 && (*caption)[n - 1] == '(') { /* "A caption (Credit: Name)" */
        *caption = text_line(a, arena_dupn(a, *caption, n - 1));
        if (m > 0 && credit[m - 1] == ')')
            credit[m - 1] = '\0';
    }
    return credit;
}

/* Caption and credit out of the title. What the text says outranks the picture's record: a story
 * may name the maker in other words. */
struct md_picture md_settle_picture(struct md_render *r, const char *src, const char *title,
                                    const char *alt)
{
    struct md_picture p = {.alt = alt, .title = text_line(r->arena, title)};
    p.known = md_look_up_picture(r, src, &p.image);
    if (!p.known)
        return p;
    const char *credit = md_split_credit(r->arena, p.title, &p.title);
    if (p.image.alt) { /* the text speaks of another one */
        p.alt = p.image.alt;
        p.title = p.image.caption;
    } else if (!text_blank(credit)) {
        p.image.credit = credit;
    }
    if (r->opt->shown)
        r->opt->shown(r->opt->image_ctx, p.alt, p.image.credit ? p.image.credit : "");
    return p;
}

void md_leave_picture(struct md_render *r)
{
    if (--r->pictures_open > 0)
        return;
    char *alt = text_line(r->arena, r->raw.p);
    md_clean(alt);
    r->picture = md_settle_picture(r, r->picture_src, r->picture_title, alt);
    if (!r->picture.known) {
        r->stats->images_missing++;
        md_add_text(r, alt, strlen(alt));
        return;
    }
    r->pictures++;
    md_add_img(md_out(r), &r->picture, false);
}

static void md_add_caption(struct md_render *r, const struct md_picture *p)
{
    struct buf *out = r->html;
    const char *caption = p->title, *credit = p->image.credit;
    if (*caption == '\0' && text_blank(credit))
        return;
    buf_printf(out, "<figcaption%s>", md_direction_of(r, caption));
    buf_add_html(out, caption, strlen(caption));
    if (!text_blank(credit)) {
        buf_adds(out, *caption == '\0' ? "" : " ");
        buf_adds(out, MARKDOWN_CREDIT MARKDOWN_CREDIT_LABEL);
        buf_add_html(out, credit, strlen(credit));
        buf_adds(out, "</span>");
    }
    buf_adds(out, "</figcaption>");
    md_plain_text(r, caption, strlen(caption));
}

void md_add_figure(struct md_render *r, size_t p_number)
{
    const struct md_picture *p = &r->picture;
    buf_printf(r->html, "<figure id=\"%sp-%zu\"><picture>", md_ids(r), p_number);
    if (p->image.webp) {
        buf_adds(r->html, "<source type=\"image/webp\"");
        md_add_attribute(r->html, "srcset", p->image.webp);
        md_add_attribute(r->html, "sizes", SIZES);
        buf_addc(r->html, '>');
    }
    md_add_img(r->html, p, true);
    buf_adds(r->html, "</picture>");
    md_add_caption(r, p);
    buf_adds(r->html, "</figure>\n");
}
