/* export_wxr.c: dateline export SITE wxr FILE: a site as WordPress's own export has it (WXR 1.2), for its
 * importer (docs/export.md).
 *
 * Numbers in it are made of the site's own, so that they stay from export to export: of four in a row one is
 * the story, the next two are texts that it has besides, and the last one a picture. What it takes of memory
 * does not depend on the site's size. Nothing in it is of the clock but what is live. */
#include "export_wxr_private.h"

#include "db/group.h"
#include "db/media_shown.h"
#include "lib/text.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define WXR_HEAD                                                                                   \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- dateline wxr 1: docs/export.md -->\n"
#define WXR_NO_DATE "0000-00-00 00:00:00"

enum wp_number { NUMBER_STORY, NUMBER_WAITING, NUMBER_DRAFT, NUMBER_PICTURE, NUMBER_MAX };

static int64_t wp_number(enum wp_number what, int64_t id)
{
    return id * NUMBER_MAX + what;
}

/* ---- XML ------------------------------------------------------------------------------------- */

/* What XML has no place for is U+FFFD. "]]>" would end the section, so it lies in two of them. */
static void wp_add_cdata(struct wp_export *w, const char *text)
{
    struct buf *out = &w->file.out;
    const char *s = text_for_xml(w->a, text ? text : ""), *end;
    w->e->replaced += s != text && text;
    buf_adds(out, "<![CDATA[");
    for (; (end = strstr(s, "]]>")); s = end + 2) {
        buf_add(out, s, (size_t)(end - s) + 2);
        buf_adds(out, "]]><![CDATA[");
    }
    buf_adds(out, s);
    buf_adds(out, "]]>");
}

/* "<name>value</name>", the value as CDATA. */
static void wp_element(struct wp_export *w, const char *name, const char *value)
{
    buf_printf(&w->file.out, "<%s>", name);
    wp_add_cdata(w, value);
    buf_printf(&w->file.out, "</%s>\n", name);
}

static void wp_element_number(struct wp_export *w, const char *name, int64_t n)
{
    buf_printf(&w->file.out, "<%s>%lld</%s>\n", name, (long long)n, name);
}

/* Of one that readers of feeds know: escaped, since they may not expect a section. */
static void wp_element_plain(struct wp_export *w, const char *name, const char *value)
{
    value = text_for_xml(w->a, value);
    buf_printf(&w->file.out, "<%s>", name);
    buf_add_html(&w->file.out, value, strlen(value));
    buf_printf(&w->file.out, "</%s>\n", name);
}

void wp_meta(struct wp_export *w, const char *key, const char *value)
{
    buf_adds(&w->file.out, "<wp:postmeta>\n");
    wp_element(w, "wp:meta_key", key);
    wp_element(w, "wp:meta_value", value);
    buf_adds(&w->file.out, "</wp:postmeta>\n");
}

/* WordPress keeps titles, names and excerpts as HTML. */
static const char *wp_html(struct wp_export *w, const char *text)
{
    struct buf out;
    if (!text || !strpbrk(text, "&<>"))
        return text ? text : "";
    buf_init(&out, 6 * strlen(text));
    for (; *text; text++)
        if (*text == '&')
            buf_adds(&out, "&amp;");
        else if (*text == '<')
            buf_adds(&out, "&lt;");
        else if (*text == '>')
            buf_adds(&out, "&gt;");
        else
            buf_addc(&out, *text);
    const char *kept = arena_dupn(w->a, out.p, out.len);
    buf_free(&out);
    return kept;
}

/* "2026-01-08 09:30:00" */
static const char *wp_date(struct wp_export *w, struct calendar *calendar, int64_t ms)
{
    struct dateline_civil c;
    dateline_civil(calendar, ms, &c);
    return arena_printf(w->a, "%04d-%02d-%02d %02d:%02d:%02d", c.year, c.month, c.day, c.hour,
                        c.minute, c.second);
}

/* ---- Items ----------------------------------------------------------------------------------- */

struct wp_item {
    int64_t id, parent;
    const char *type, *status, *title, *link, *slug, *author;
    const char *content, *excerpt;
    int64_t at, modified; /* ms */
    bool undated;         /* nothing was published: `at` is when it was begun */
    bool sticky;
};

static void wp_item_dates(struct wp_export *w, const struct wp_item *i)
{
    wp_element(w, "wp:post_date", wp_date(w, w->e->calendar, i->at));
    wp_element(w, "wp:post_date_gmt", i->undated ? WXR_NO_DATE : wp_date(w, w->utc, i->at));
    wp_element(w, "wp:post_modified", wp_date(w, w->e->calendar, i->modified));
    wp_element(w, "wp:post_modified_gmt", wp_date(w, w->utc, i->modified));
}

/* All but terms, meta and its end. */
static void wp_item_begin(struct wp_export *w, const struct wp_item *i)
{
    char http[DATELINE_HTTP_SIZE];
    const char *base = w->settings.v[SETTING_BASE_URL];
    dateline_http(i->at, http);
    buf_adds(&w->file.out, "<item>\n");
    wp_element(w, "title", wp_html(w, i->title));
    wp_element_plain(w, "link", i->link);
    wp_element_plain(w, "pubDate", http);
    wp_element(w, "dc:creator", i->author);
    buf_adds(&w->file.out, "<guid isPermaLink=\"false\">");
    buf_add_html(&w->file.out, base, strlen(base));
    buf_printf(&w->file.out, "/?p=%lld</guid>\n<description></description>\n", (long long)i->id);
    wp_element(w, "content:encoded", i->content);
    wp_element(w, "excerpt:encoded", i->excerpt);
    wp_element_number(w, "wp:post_id", i->id);
    wp_item_dates(w, i);
    wp_element(w, "wp:comment_status", "closed");
    wp_element(w, "wp:ping_status", "closed");
    wp_element(w, "wp:post_name", i->slug);
    wp_element(w, "wp:status", i->status);
    wp_element_number(w, "wp:post_parent", i->parent);
    wp_element_number(w, "wp:menu_order", 0);
    wp_element(w, "wp:post_type", i->type);
    wp_element(w, "wp:post_password", "");
    wp_element_number(w, "wp:is_sticky", i->sticky);
}

static bool wp_item_end(struct wp_export *w)
{
    buf_adds(&w->file.out, "</item>\n");
    return export_file_spill(&w->file);
}

static void wp_term_of_item(struct wp_export *w, const char *taxonomy, const char *slug,
                            const char *name)
{
    buf_printf(&w->file.out, "<category domain=\"%s\" nicename=\"%s\">", taxonomy, slug);
    wp_add_cdata(w, wp_html(w, name));
    buf_adds(&w->file.out, "</category>\n");
}

/* Pages have no categories and tags there. Several authors are as Co-Authors Plus has them. */
static void wp_item_terms(struct wp_export *w, const struct story_text *t, bool page)
{
    if (t->section.id != 0 && !page)
        wp_term_of_item(w, "category", t->section.slug, t->section.name);
    for (size_t i = 0; i < t->tags.n && !page; i++)
        wp_term_of_item(w, "post_tag", t->tags.v[i].slug, t->tags.v[i].name);
    for (size_t i = 0; i < t->bylines.n && t->bylines.n > 1; i++)
        wp_term_of_item(w, "author", arena_printf(w->a, "cap-%s", t->bylines.v[i].slug),
                        t->bylines.v[i].slug);
}

/* ---- Pictures -------------------------------------------------------------------------------- */

/* In the format that all programs read, if there is one. */
static const struct media_file *wp_largest(const struct media *m)
{
    const struct media_file *found = NULL;
    for (int f = 0; f < MEDIA_FORMAT_MAX && !found; f++)
        found = media_best(m, (enum media_format)f, INT_MAX);
    return found;
}

/* True once for each. */
static bool wp_is_new(struct wp_export *w, int64_t id)
{
    size_t at = (size_t)id / CHAR_BIT;
    unsigned char bit = (unsigned char)(1u << ((size_t)id % CHAR_BIT));
    if (at >= w->seen_size) {
        size_t size = 2 * at + 4096;
        unsigned char *seen = realloc(w->seen, size);
        if (!seen) {
            export_file_no_memory(&w->file);
            return false;
        }
        memset(seen + w->seen_size, 0, size - w->seen_size);
        w->seen = seen;
        w->seen_size = size;
    }
    bool known = w->seen[at] & bit;
    w->seen[at] |= bit;
    return !known;
}

static const char *wp_picture_url(struct wp_export *w, const struct media *m)
{
    const struct media_file *file = wp_largest(m);
    return file ? arena_printf(w->a, "%s%s", w->settings.v[SETTING_BASE_URL], media_url(w->a, file))
                : NULL;
}

const char *wp_meet_picture(struct wp_export *w, const struct media *m)
{
    struct wp_pictures *list = &w->pictures;
    const char *url = wp_picture_url(w, m);
    if (!url)
        return NULL;
    if (wp_is_new(w, m->id)) {
        list->v = arena_grow(w->a, list->v, list->n, &list->capacity, sizeof *list->v);
        list->v[list->n++] = *m;
    }
    struct buf out;
    buf_init(&out, 8 * strlen(url));
    buf_add_html(&out, url, strlen(url));
    const char *escaped = arena_dupn(w->a, out.p, out.len);
    buf_free(&out);
    return escaped;
}

/* A picture of a post that nobody may see is seen by nobody either: it is the post's. */
static bool wp_picture(struct wp_export *w, const struct media *m, int64_t parent)
{
    const char *url = wp_picture_url(w, m);
    const char *joint = *m->caption && *m->credit ? " " : "";
    const char *credit = *m->credit ? language_say(w->app.language, w->a, "Credit: %CREDIT%",
                                                   "CREDIT", m->credit, NULL)
                                    : "";
    const struct wp_item item = {
        .id = wp_number(NUMBER_PICTURE, m->id),
        .parent = parent,
        .type = "attachment",
        .status = "inherit",
        .title = *m->alt ? m->alt : m->name,
        .link = url,
        .slug = m->name,
        .author = "",
        .content = "",
        .excerpt = wp_html(w, arena_printf(w->a, "%s%s%s", m->caption, joint, credit)),
        .at = m->created_at,
        .modified = m->created_at};
    wp_item_begin(w, &item);
    wp_element(w, "wp:attachment_url", url);
    wp_meta(w, "_wp_attachment_image_alt", m->alt);
    if (*m->credit)
        wp_meta(w, "_media_credit", m->credit);
    w->e->pictures++;
    return wp_item_end(w);
}

/* ---- Stories --------------------------------------------------------------------------------- */

/* Nothing is public there that is not public here. */
static const char *wp_status(const struct story *s, bool besides)
{
    static const char *const names[STORY_STATE_MAX] = {
        [STORY_DRAFT] = "draft",  [STORY_IN_REVIEW] = "pending", [STORY_SCHEDULED] = "future",
        [STORY_LIVE] = "publish", [STORY_WITHDRAWN] = "private", [STORY_BINNED] = "trash"};
    return besides ? "draft" : names[s->state];
}

/* Addresses "/2026/01/old" of a story at "/2026/01/new": WordPress leads on from its former names. */
static void wp_old_slugs(struct wp_export *w, const struct story_record *r)
{
    const char *slash = strrchr(r->story.path, '/');
    size_t n = slash ? (size_t)(slash - r->story.path) + 1 : 0;
    for (size_t i = 0; i < r->redirects.n && n > 0; i++) {
        const char *old = r->redirects.v[i];
        if (strncmp(old, r->story.path, n) == 0 && old[n] && !strpbrk(old + n, "/?#"))
            wp_meta(w, "_wp_old_slug", old + n);
    }
}

static struct wp_item wp_story_item(struct wp_export *w, const struct story_view *view,
                                    const struct story_record *r, enum named_text named)
{
    const struct story *s = &r->story;
    const struct story_text *t = &view->revision.text;
    bool besides = named != NAMED_MAX, public = !besides && s->published_at != 0;
    int64_t id = wp_number(named == NAMED_WAITING ? NUMBER_WAITING
                           : besides              ? NUMBER_DRAFT
                                                  : NUMBER_STORY,
                           s->id);
    const char *base = w->settings.v[SETTING_BASE_URL];
    int64_t at = public ? s->published_at : view->revision.saved_at;
    return (struct wp_item){
        .id = id,
        .type = s->kind == STORY_PAGE ? "page" : "post",
        .status = wp_status(s, besides),
        .title = t->headline,
        .link = public ? arena_printf(w->a, "%s%s", base, s->path)
                       : arena_printf(w->a, "%s/?p=%lld", base, (long long)id),
        .slug = besides ? "" : s->slug,
        .author = t->bylines.n > 0 ? t->bylines.v[0].slug : "",
        .content = wp_text(w, besides ? NULL : r, view),
        .excerpt = wp_html(w, t->dek),
        .at = at,
        .modified = public && s->live != 0 && s->updated_at != 0 ? s->updated_at : at,
        .undated = !public,
        .sticky = !besides && s->state == STORY_LIVE && front_leads(&w->front, s->id, w->e->now)};
}

static bool wp_story_text(void *ctx, const struct story_record *r, int number,
                          enum named_text named)
{
    struct wp_export *w = ctx;
    struct story_view view;
    enum store_status st = story_get(w->e->s, w->a, r->story.id, number, w->e->now, &view);
    if (st == STORE_OK)
        st = media_show_view(w->e->s, w->a, &view);
    if (!export_file_store(&w->file, st))
        return false;
    w->pictures = (struct wp_pictures){0};
    const struct wp_item item = wp_story_item(w, &view, r, named);
    if (view.has_hero)
        wp_meet_picture(w, &view.hero);
    wp_item_begin(w, &item);
    wp_item_terms(w, &view.revision.text, r->story.kind == STORY_PAGE);
    if (view.has_hero && wp_largest(&view.hero))
        wp_meta(w, "_thumbnail_id",
                arena_printf(w->a, "%lld", (long long)wp_number(NUMBER_PICTURE, view.hero.id)));
    if (named == NAMED_MAX)
        wp_old_slugs(w, r);
    wp_metas(w, named == NAMED_MAX ? r : NULL, &view);
    bool ok = wp_item_end(w);
    for (size_t i = 0; i < w->pictures.n && ok; i++)
        ok = wp_picture(w, &w->pictures.v[i], item.id);
    return ok;
}

static void wp_stories(struct wp_export *w)
{
    struct cli_progress progress;
    struct story_record r;
    int64_t all = 0, after = 0;
    enum store_status st = story_record_count(w->e->s, &all);
    cli_progress_start(&progress);
    for (size_t n = 1; st == STORE_OK && !w->file.failed; n++) {
        arena_reset(w->a);
        st = story_record_next(w->e->s, w->a, after, w->e->now, &r);
        if (st == STORE_OK && !export_story_texts(w->e, &r, wp_story_text, w))
            break;
        after = st == STORE_OK ? r.story.id : after;
        cli_progress_step(&progress, "Exporting", n, (size_t)all);
    }
    cli_progress_end(&progress);
    if (st != STORE_MISSING)
        export_file_store(&w->file, st);
}

/* ---- What belongs to no story ---------------------------------------------------------------- */

static bool wp_groups(struct wp_export *w, enum group_kind k, struct groups *out)
{
    *out = (struct groups){0};
    return export_file_store(&w->file, group_list(w->e->s, w->a, k, false, w->e->now, out));
}

static void wp_authors(struct wp_export *w)
{
    struct groups all;
    if (!wp_groups(w, GROUP_BYLINE, &all))
        return;
    for (size_t i = 0; i < all.n && export_file_spill(&w->file); i++) {
        buf_adds(&w->file.out, "<wp:author>\n");
        wp_element_number(w, "wp:author_id", all.v[i].id);
        wp_element(w, "wp:author_login", all.v[i].slug);
        wp_element(w, "wp:author_email", "");
        wp_element(w, "wp:author_display_name", wp_html(w, all.v[i].name));
        wp_element(w, "wp:author_first_name", "");
        wp_element(w, "wp:author_last_name", "");
        buf_adds(&w->file.out, "</wp:author>\n");
    }
}

/* Categories and tags share their numbers: even ones, odd ones. */
static void wp_terms(struct wp_export *w)
{
    struct groups all;
    for (size_t i = 0; wp_groups(w, GROUP_SECTION, &all) && i < all.n; i++) {
        buf_adds(&w->file.out, "<wp:category>\n");
        wp_element_number(w, "wp:term_id", 2 * all.v[i].id);
        wp_element(w, "wp:category_nicename", all.v[i].slug);
        wp_element(w, "wp:category_parent", "");
        wp_element(w, "wp:cat_name", wp_html(w, all.v[i].name));
        wp_element(w, "wp:category_description", wp_html(w, all.v[i].text));
        buf_adds(&w->file.out, "</wp:category>\n");
    }
    if (!wp_groups(w, GROUP_TAG, &all))
        return;
    for (size_t i = 0; i < all.n && export_file_spill(&w->file); i++) {
        buf_adds(&w->file.out, "<wp:tag>\n");
        wp_element_number(w, "wp:term_id", 2 * all.v[i].id + 1);
        wp_element(w, "wp:tag_slug", all.v[i].slug);
        wp_element(w, "wp:tag_name", wp_html(w, all.v[i].name));
        wp_element(w, "wp:tag_description", wp_html(w, all.v[i].text));
        buf_adds(&w->file.out, "</wp:tag>\n");
    }
}

static void wp_channel(struct wp_export *w)
{
    const char *const *v = w->settings.v;
    buf_adds(&w->file.out,
             "<rss version=\"2.0\" xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\""
             " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
             " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
             " xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel>\n");
    wp_element_plain(w, "title", v[SETTING_TITLE]);
    wp_element_plain(w, "link", v[SETTING_BASE_URL]);
    wp_element_plain(w, "description", v[SETTING_TAGLINE]);
    wp_element_plain(w, "language", v[SETTING_LOCALE]);
    wp_element_plain(w, "wp:wxr_version", "1.2");
    wp_element_plain(w, "wp:base_site_url", v[SETTING_BASE_URL]);
    wp_element_plain(w, "wp:base_blog_url", v[SETTING_BASE_URL]);
    wp_authors(w);
    wp_terms(w);
    wp_element_plain(w, "generator", "Dateline");
    wp_stories(w);
    buf_adds(&w->file.out, "</channel>\n</rss>\n");
}

bool export_wxr(struct export *e)
{
    struct wp_export *w = calloc(1, sizeof *w);
    struct buf err;
    if (!w)
        return cli_fail(e->c, "Out of memory."), false;
    *w = (struct wp_export){.e = e, .a = arena_new(), .utc = calendar_open("UTC", "en-GB")};
    buf_init(&err, 4096);
    bool open = app_open(&w->app, e->site, app_data_folder(e->c->arena), &err), ok = false;
    if (!open || !w->utc)
        cli_fail(e->c, "%s", open ? "Out of memory." : err.p);
    else if (export_file_begin(e, WXR_HEAD, &w->file)) {
        if (export_file_store(&w->file, setting_all(e->s, e->c->arena, &w->settings)) &&
            export_file_store(&w->file, front_now(e->s, e->c->arena, e->now, &w->front, NULL)))
            wp_channel(w);
        ok = export_file_end(&w->file);
    } else {
        export_file_end(&w->file);
    }
    app_close(&w->app);
    calendar_close(w->utc);
    buf_free(&err);
    arena_free(w->a);
    free(w->seen);
    free(w);
    return ok;
}
