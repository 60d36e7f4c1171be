/* wxr_text.c: what stands in a text of WordPress's besides HTML.
 *
 *     <!-- wp:paragraph -->…<!-- /wp:paragraph -->   a block; its HTML is between its comments
 *     <!-- wp:block {"ref":12} /-->                  a block that is kept apart, and used again
 *     <!-- wp:latest-posts /-->                      a block that the server makes: it says nothing
 *     <!--more-->  <!--nextpage-->                   where a list cuts the text, where a page ends
 *     [gallery ids="1,2"]                            pictures by their numbers
 *
 * https://developer.wordpress.org/block-editor/explanations/architecture/key-concepts/ describes
 * blocks, https://wordpress.org/documentation/article/gallery-shortcode/ galleries. Other shortcodes
 * are wordpress.c's. */
#include "wxr_text.h"

#include "lib/ascii.h"
#include "lib/buf.h"
#include "lib/text.h"
#include "shortcode.h"
#include "wxr.h"

#include <string.h>

enum { BLOCKS_DEEP = 4, BLOCKS_MAX = 100, GALLERY_MAX = 200, CODE_MAX = 4096, NAME_SHOWN = 60 };

struct wxr_writer {
    struct arena *a;
    const struct wxr_surroundings *around;
    struct buf out;
    int depth, used; /* of reusable blocks: how deep, how often */
};

/* ---- Galleries -------------------------------------------------------------------------------- */

static void wxr_add_attribute(struct buf *out, const char *s)
{
    buf_add_html(out, s, strlen(s));
}

static void wxr_add_figure(struct wxr_writer *w, const char *id, const struct export_picture *p)
{
    struct buf *out = &w->out;
    buf_adds(out, "\n\n<figure><img src=\"");
    wxr_add_attribute(out, p ? p->path : arena_printf(w->a, "attachment %s", id));
    buf_adds(out, "\" alt=\"");
    wxr_add_attribute(out, p ? p->alt : "");
    buf_adds(out, "\">");
    if (p && *p->caption) {
        buf_adds(out, "<figcaption>");
        wxr_add_attribute(out, p->caption);
        buf_adds(out, "</figcaption>");
    }
    buf_adds(out, "</figure>\n\n");
}

static bool wxr_has_id(const struct strlist *ids, const char *id)
{
    for (size_t i = 0; i < ids->n; i++)
        if (strcmp(ids->v[i], id) == 0)
            return true;
    return false;
}

static void wxr_add_gallery(struct wxr_writer *w, const struct shortcode *code)
{
    const struct export_media *media = w->around->media;
    const char *parent = shortcode_parameter(code, "id");
    struct strlist ids = text_split(w->a, shortcode_parameter_of(code, " ids include "), ',');
    struct strlist not = text_split(w->a, shortcode_parameter(code, "exclude"), ',');
    for (size_t i = 0; i < ids.n && i < GALLERY_MAX; i++)
        wxr_add_figure(w, ids.v[i], export_media_by_id(media, ids.v[i]));
    if (ids.n > 0)
        return;
    size_t n;
    struct export_picture *const *all =
        export_media_of(media, *parent ? parent : w->around->id, &n);
    for (size_t i = 0; i < n && i < GALLERY_MAX; i++)
        if (!wxr_has_id(&not, all[i]->id))
            wxr_add_figure(w, all[i]->id, all[i]);
}

/* "[gallery …]" at s; the bytes taken, 0: it is none. "[[gallery]]" is shown, not used. */
static size_t wxr_take_gallery(struct wxr_writer *w, const char *text, const char *s)
{
    struct shortcode code;
    const char *end = shortcode_find_near(s, "]", CODE_MAX);
    if (strncmp(s, "[gallery", 8) != 0 || !strchr(" ]\t\n/", s[8]) || !end ||
        (s > text && s[-1] == '['))
        return 0;
    shortcode_read(w->a, s + 1, end - (end[-1] == '/'), &code);
    w->around->counts->shortcodes++;
    wxr_add_gallery(w, &code);
    return (size_t)(end + 1 - s);
}

/* ---- Comments that mean something ------------------------------------------------------------- */

static void wxr_add_text(struct wxr_writer *w, const char *text);

/* The number behind "ref": of a reusable block; "" for none. */
static const char *wxr_block_ref(struct arena *a, const char *from, const char *end)
{
    const char *at = memmem(from, (size_t)(end - from), "\"ref\":", 6);
    if (!at)
        return "";
    at += 6 + strspn(at + 6, " ");
    return arena_dupn(a, at, strspn(at, "0123456789"));
}

/* A block without HTML of its own, "<!-- wp:name {…} /-->". */
static void wxr_take_empty_block(struct wxr_writer *w, const char *name, const char *end)
{
    static const char silent[] = " more nextpage spacer separator paragraph page-break ";
    size_t n = strcspn(name, " \t\n/");
    if (name[n] == '/' && name + n + 3 < end) /* "namespace/name" */
        n += 1 + strcspn(name + n + 1, " \t\n/");
    const char *word = arena_dupn(w->a, name, n < NAME_SHOWN ? n : NAME_SHOWN);
    const char *text = strcmp(word, "block") == 0
                           ? json_string_value(json_object_get(w->around->blocks,
                                                               wxr_block_ref(w->a, name + n, end)))
                           : NULL;
    if (text && w->depth < BLOCKS_DEEP && w->used < BLOCKS_MAX && w->out.len < WXR_TEXT_MAX / 4) {
        w->depth++;
        w->used++;
        wxr_add_text(w, text);
        w->depth--;
    } else if (!shortcode_name_is(word, silent)) {
        body_count(w->around->counts, arena_printf(w->a, "<!-- wp:%s -->", word));
    }
}

/* A comment at s; the bytes taken. */
static size_t wxr_take_comment(struct wxr_writer *w, const char *s)
{
    const char *end = strstr(s + 4, "-->");
    const char *in = s + 4 + strspn(s + 4, " \t\n");
    if (!end)
        return 0;
    if (strncmp(in, "more", 4) == 0 || strncmp(in, "nextpage", 8) == 0)
        buf_adds(&w->out, "\n\n");
    else if (strncmp(in, "wp:", 3) == 0 && end > in && end[-1] == '/')
        wxr_take_empty_block(w, in + 3, end);
    else if (strncmp(in, "wp:", 3) != 0 && strncmp(in, "/wp:", 4) != 0 &&
             strncmp(in, "noteaser", 8) != 0)
        buf_add(&w->out, s, (size_t)(end + 3 - s));
    return (size_t)(end + 3 - s);
}

/* ---- Links around pictures -------------------------------------------------------------------- */

/* Where the tag at s ends; NULL: nowhere near. */
static const char *wxr_tag_end(const char *s)
{
    const char *end = shortcode_find_near(s, ">", CODE_MAX);
    return end ? end + 1 : NULL;
}

/* A link that leads to a file of the uploads, which a click showed larger, and has nothing but a picture
 * in it: the picture alone. "<a href=…><img …></a>" at s; the bytes taken, or 0. */
static size_t wxr_take_linked_picture(struct wxr_writer *w, const char *s)
{
    const char *in = strncasecmp(s, "<a ", 3) == 0 ? wxr_tag_end(s) : NULL;
    const char *href = in ? shortcode_find_near(s, "href=", (size_t)(in - s)) : NULL;
    const char *picture = in ? in + strspn(in, " \t\n") : NULL;
    if (!href || !strchr("\"'", href[5]) || !href[5] || strncasecmp(picture, "<img", 4) != 0)
        return 0;
    const char *end = wxr_tag_end(picture);
    const char *close = end ? end + strspn(end, " \t\n") : NULL;
    if (!close || strncasecmp(close, "</a>", 4) != 0)
        return 0;
    const char quote[] = {href[5], '\0'};
    const char *url = arena_dupn(w->a, href + 6, strcspn(href + 6, quote));
    if (!export_media_at(w->around->media, w->a, text_decode_entities(w->a, url)))
        return 0;
    buf_add(&w->out, picture, (size_t)(end - picture));
    return (size_t)(close + 4 - s);
}

static void wxr_add_text(struct wxr_writer *w, const char *text)
{
    for (const char *s = text; *s;) {
        size_t plain = strcspn(s, "<["), n = 0;
        buf_add(&w->out, s, plain);
        s += plain;
        if (strncmp(s, "<!--", 4) == 0)
            n = wxr_take_comment(w, s);
        else if (*s == '<')
            n = wxr_take_linked_picture(w, s);
        else if (*s == '[')
            n = wxr_take_gallery(w, text, s);
        if (n == 0 && *s)
            buf_addc(&w->out, *s++);
        s += n;
    }
}

const char *wxr_text(struct arena *a, const struct wxr_surroundings *around, const char *content,
                     bool *lines)
{
    struct wxr_writer w = {.a = a, .around = around};
    *lines = !strstr(content, "<!-- wp:");
    buf_init(&w.out, WXR_TEXT_MAX);
    wxr_add_text(&w, content);
    const char *text = w.out.failed ? NULL : arena_dupn(a, w.out.p, w.out.len);
    buf_free(&w.out);
    return text;
}
