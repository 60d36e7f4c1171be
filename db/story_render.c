/* story_render.c: a text's HTML, with what the store says of its pictures and links, or ahead. */
#include "driver.h"
#include "lib/buf.h"
#include "lib/language.h"
#include "lib/markdown.h"
#include "lib/text.h"
#include "media_private.h"
#include "setting.h"
#include "story_ahead.h"
#include "story_private.h"

#include <stdio.h>
#include <string.h>

#define HTML_MAX (12u * 1024 * 1024)
#define PLAIN_MAX (2u * 1024 * 1024)
#define INLINE_WIDTH 960 /* pixels of the picture that img src names */

struct rendering {
    struct store *s; /* NULL: there is none to ask */
    struct arena *a;
    const struct story_site *site;
    const char *name;     /* of the picture asked for last */
    struct problems *why; /* what pictures lack; NULL: nothing is asked of them */
    bool asked;           /* something that only a store knows */
};

/* ---- Pictures ------------------------------------------------------------------------------- */

static bool render_find_picture(void *ctx, const char *src, struct markdown_image *out)
{
    struct rendering *r = ctx;
    struct media m;
    r->asked = true;
    if (!r->s || media_find_url(r->s, r->a, src, &m) != STORE_OK)
        return false;
    const struct media_file *file = NULL;
    for (int f = 0; f < MEDIA_FORMAT_MAX && file == NULL; f++)
        file = media_best(&m, (enum media_format)f, INLINE_WIDTH);
    if (file == NULL)
        return false;
    *out = (struct markdown_image){
        .src = media_url(r->a, file),
        .srcset = media_srcset(r->a, &m, MEDIA_JPEG),
        .webp = media_srcset(r->a, &m, MEDIA_WEBP),
        .width = file->width,
        .height = file->height,
        .credit = m.credit[0] == '\0' ? NULL : m.credit,
    };
    r->name = m.original[0] == '\0' ? src : m.original;
    return true;
}

static void render_check_picture(void *ctx, const char *alt, const char *credit)
{
    struct rendering *r = ctx;
    if (r->why) {
        alt = arena_dup(r->a, alt);
        story_check_picture(&(struct picture_words){alt, arena_dup(r->a, credit), r->name}, r->why);
    }
}

/* ---- Addresses on the site itself ------------------------------------------------------------ */

/* The path of an address on this site; NULL: it is elsewhere. */
static const char *render_own_path(const struct rendering *r, const char *url)
{
    const char *base = r->site->base_url;
    size_t n = strlen(base);
    if (n > 0 && strncmp(url, base, n) == 0 && strchr("/?#", url[n]))
        url += n;
    return *url == '/' ? arena_dupn(r->a, url, strcspn(url, "?#")) : NULL;
}

/* Only the addresses of stories are looked up: "/2026/01/slug". */
static bool render_page_is_there(void *ctx, const char *url)
{
    struct rendering *r = ctx;
    const char *path = render_own_path(r, url);
    int year, month, at = 0;
    if (!path || sscanf(path, "/%4d/%2d/%n", &year, &month, &at) != 2 || at != 9 ||
        path[at] == '\0' || strchr(path + at, '/'))
        return true;
    r->asked = true;
    return !r->s || path_leads(r->s, path);
}

/* ---- The text ------------------------------------------------------------------------------- */

static void render_refuse(struct problems *why, enum markdown_status status,
                          enum markdown_fault fault, bool how)
{
    static const char *const sentences[MARKDOWN_FAULT_MAX] = {
        [MARKDOWN_FAULT_DEPTH] =
            WORD("The text has quotations or lists within each other more than 100 deep. Take some "
                 "of them apart."),
        [MARKDOWN_FAULT_COLUMNS] = WORD("A table in the text has more than 64 columns. Make two of "
                                        "it."),
        [MARKDOWN_FAULT_OUTPUT] = WORD("The text would make too long a page: a table, a picture or "
                                       "a link comes up too often. Make it shorter."),
    };
    if (how)
        problem_say(why, "how_reported",
                    WORD("Say more simply how it was reported: with fewer quotations, lists or "
                         "tables within each other."),
                    NULL);
    else if (status == MARKDOWN_TOO_LONG)
        problem_say(why, "body", WORD("Shorten the text: %MOST% bytes are the most."), "MOST",
                    arena_printf(why->arena, "%u", MARKDOWN_MAX), NULL);
    else
        problem_say(why, "body",
                    sentences[fault] ? sentences[fault] : sentences[MARKDOWN_FAULT_OUTPUT], NULL);
}

static struct markdown_source *render_sources(struct arena *a, const struct sources *list)
{
    struct markdown_source *out = arena_array(a, list->n, sizeof *out);
    for (size_t i = 0; i < list->n; i++)
        out[i] = (struct markdown_source){list->v[i].title, list->v[i].url};
    return out;
}

/* What the text and the words beside it are rendered with. */
static struct markdown_options render_options(struct rendering *r, const struct story_text *t)
{
    const char *lang = *t->lang != '\0' ? t->lang : r->site->locale;
    return (struct markdown_options){.page = render_page_is_there,
                                     .page_ctx = r,
                                     .paid = t->genre == GENRE_SPONSORED,
                                     .site = r->site->base_url,
                                     .rtl = language_is_rtl(lang),
                                     .arena = r->a};
}

/* Without pictures, and with ids of its own: it stands on the same page as the text. */
static enum markdown_status render_how(struct rendering *r, struct draft *d)
{
    const char *md = d->text.how_reported;
    struct markdown_options opt = render_options(r, &d->text);
    struct markdown_stats stats = {0};
    struct buf html;
    d->how_html = "";
    if (text_blank(md))
        return MARKDOWN_OK;
    opt.ids = "how-";
    buf_init(&html, HTML_MAX);
    enum markdown_status status = markdown_render(md, strlen(md), &opt, &html, NULL, &stats);
    if (status == MARKDOWN_OK)
        d->how_html = arena_dupn(r->a, html.p, html.len);
    for (size_t i = 0; i < stats.nowhere.n; i++)
        strlist_add(r->a, &d->nowhere, stats.nowhere.v[i]);
    buf_free(&html);
    return status;
}

/* Anything but MARKDOWN_OK: *fault says why, and d is as it was. */
static enum markdown_status render_body(struct rendering *r, struct draft *d,
                                        enum markdown_fault *fault)
{
    const struct story_text *t = &d->text;
    struct markdown_options opt = render_options(r, t);
    opt.image = render_find_picture;
    opt.shown = render_check_picture;
    opt.image_ctx = r;
    opt.sources = render_sources(r->a, &t->sources);
    opt.n_sources = t->sources.n;
    struct markdown_stats stats = {0};
    struct buf html, plain;
    buf_init(&html, HTML_MAX);
    buf_init(&plain, PLAIN_MAX);
    enum markdown_status status =
        markdown_render(t->body, strlen(t->body), &opt, &html, &plain, &stats);
    if (status == MARKDOWN_OK) {
        d->html = arena_dupn(r->a, html.p, html.len);
        d->plain = arena_dupn(r->a, plain.p, plain.len);
        d->words = (int)stats.words;
        d->nowhere = stats.nowhere;
    }
    *fault = stats.fault;
    buf_free(&html);
    buf_free(&plain);
    return status;
}

static enum markdown_status render_text(struct rendering *r, struct draft *d,
                                        enum markdown_fault *fault, bool *how)
{
    enum markdown_status status = render_body(r, d, fault);
    *how = false;
    if (status != MARKDOWN_OK)
        return status;
    status = render_how(r, d);
    *how = status != MARKDOWN_OK;
    return status;
}

/* ---- With the store, and ahead --------------------------------------------------------------- */

enum store_status story_site_read(struct store *s, struct arena *a, struct story_site *out)
{
    struct settings set;
    enum store_status st = setting_all(s, a, &set);
    if (st == STORE_OK)
        *out = (struct story_site){set.v[SETTING_BASE_URL], set.v[SETTING_LOCALE]};
    return st;
}

static bool render_takes(const struct story_ahead *ahead, const struct story_site *site)
{
    return ahead && ahead->rendered && strcmp(ahead->site->base_url, site->base_url) == 0 &&
           strcmp(ahead->site->locale, site->locale) == 0;
}

enum store_status draft_render(struct store *s, struct arena *a, struct draft *d,
                               const struct story_ahead *ahead, struct problems *pictures_why,
                               struct problems *why)
{
    struct story_site site;
    enum markdown_fault fault;
    bool how;
    enum store_status st = story_site_read(s, a, &site);
    if (st != STORE_OK)
        return st;
    if (render_takes(ahead, &site)) {
        d->html = ahead->html;
        d->plain = ahead->plain;
        d->how_html = ahead->how_html;
        d->words = ahead->words;
        d->nowhere = ahead->nowhere;
        return STORE_OK;
    }
    struct rendering r = {.s = s, .a = a, .site = &site, .name = "", .why = pictures_why};
    enum markdown_status status = render_text(&r, d, &fault, &how);
    if (status == MARKDOWN_OK)
        return STORE_OK;
    render_refuse(why, status, fault, how);
    return STORE_REFUSED;
}

void story_make_ahead(struct arena *a, const struct story_site *site, enum story_kind kind,
                      const struct story_text *text, struct story_ahead *out)
{
    struct rendering r = {.a = a, .site = site, .name = ""};
    struct draft d = {0};
    enum markdown_fault fault;
    bool how;
    story_text_clean(a, kind, text, &d.text);
    *out = (struct story_ahead){.site = site, .body = d.text.body};
    if (render_text(&r, &d, &fault, &how) != MARKDOWN_OK || r.asked)
        return;
    out->rendered = true;
    out->html = d.html;
    out->plain = d.plain;
    out->how_html = d.how_html;
    out->words = d.words;
    out->nowhere = d.nowhere;
}

/* ---- For whoever only looks ------------------------------------------------------------------ */

enum store_status story_links_nowhere(struct store *s, struct arena *a, const struct story_text *t,
                                      struct strlist *out)
{
    struct draft d = {.text = *t};
    struct problems quiet = {.arena = a};
    enum store_status st = draft_render(s, a, &d, NULL, NULL, &quiet);
    *out = d.nowhere;
    return st;
}

enum store_status story_render(struct store *s, struct arena *a, struct revision *r,
                               struct problems *why)
{
    struct draft d = {.text = r->text};
    enum store_status st = draft_render(s, a, &d, NULL, NULL, why);
    r->body_html = d.html;
    r->plain = d.plain;
    r->how_html = d.how_html;
    r->words = d.words;
    return st;
}
