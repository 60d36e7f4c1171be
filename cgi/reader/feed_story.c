/* feed_story.c: stories and corrections as entries of a feed. */
#include "feed.h"

#include "cgi/genre.h"

#include "lib/links.h"
#include "lib/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define ENTRY_MAX ((size_t)4 * 1024 * 1024) /* bytes of one entry's HTML */
#define SUMMARY_MAX 300                     /* code points, of a story without a dek */
#define PICTURE_WIDTH 1200                  /* css pixels, of the picture beside an entry */
#define CONTENT_WIDTH 960                   /* and of the one in it */

/* ---- Ids ------------------------------------------------------------------------------------ */

/* The host of the base URL: the authority of the tag. */
static const char *feed_tag_authority(const struct feed *f)
{
    const char *host = strstr(app_setting(f->app, SETTING_BASE_URL), "://") + 3;
    return *host == '[' ? "localhost" : arena_dupn(f->req->arena, host, strcspn(host, ":/"));
}

/* "tag:news.example.org,2026-01-08:story-42". Slugs, permalinks and publication times can be
 * changed; a number and the day it was begun cannot. */
static const char *feed_tag_uri(const struct feed *f, int64_t day_of, const char *what, int64_t id)
{
    char day[DATELINE_ISO_SIZE];
    dateline_iso(f->app->calendar, day_of, day);
    return arena_printf(f->req->arena, "tag:%s,%.10s:%s-%" PRId64, feed_tag_authority(f), day, what,
                        id);
}

/* ---- Content -------------------------------------------------------------------------------- */

static const char *feed_absolute(const struct feed *f, const char *path)
{
    return page_absolute(f->app, f->req->arena, path);
}

/* Expands a template of content into HTML that can stand anywhere. NULL: it cannot be made. */
static const char *feed_expand(const struct feed *f, const char *template, struct tpl_dict *d,
                               const char *page)
{
    struct buf raw, out;
    const char *html = NULL;
    buf_init(&raw, ENTRY_MAX);
    buf_init(&out, ENTRY_MAX);
    if (tpl_render(f->app->templates, template, d, &raw))
        links_absolute(&out, raw.p, app_setting(f->app, SETTING_BASE_URL), page);
    if (!raw.failed && !out.failed)
        html = arena_dupn(f->req->arena, out.p, out.len);
    buf_free(&raw);
    buf_free(&out);
    return html;
}

static void feed_fill_hero(const struct feed *f, struct tpl_dict *d, const struct story_view *view)
{
    const struct story_text *t = &view->revision.text;
    const struct media_file *file =
        view->has_hero ? media_best(&view->hero, MEDIA_JPEG, CONTENT_WIDTH) : NULL;
    if (!file)
        return;
    struct tpl_dict *one = tpl_add(d, "PICTURE_IF");
    tpl_set(one, "SRC", media_url(f->req->arena, file));
    tpl_set_int(one, "WIDTH", file->width);
    tpl_set_int(one, "HEIGHT", file->height);
    tpl_set(one, "ALT", t->hero_alt);
    caption_fill(one, t);
}

/* What is kept by a reader's program for years says its year. */
static void feed_fill_correction(const struct feed *f, struct tpl_dict *d,
                                 const struct correction *c)
{
    tpl_set(d, "AT", dateline_long_text(f->app->calendar, f->req->arena, c->at));
    tpl_set(d, "AT_ISO", instant_iso(f->app, f->req->arena, c->at));
    tpl_set(d, "WRONG", c->wrong);
    tpl_set(d, "RIGHT", c->right);
}

static void feed_fill_work(const struct feed *f, struct tpl_dict *d, const struct revision *r)
{
    struct page frame = {.app = f->app, .req = f->req};
    const char *label = genre_label(f->app, r->text.genre);
    tpl_set_if(d, "GENRE", label);
    tpl_set_if(d, "PLACE", r->text.place_line);
    if (label && *r->text.place_line)
        tpl_show(d, "BOTH_IF");
    if (label || *r->text.place_line)
        tpl_show(d, "WORK_IF");
    if (*r->how_html)
        body_fill(&frame, tpl_add(d, "REPORTED"), r->how_html);
}

static const char *feed_story_html(const struct feed *f, const struct story_view *view,
                                   const char *url)
{
    const struct story_text *t = &view->revision.text;
    struct page frame = {.app = f->app, .req = f->req};
    struct tpl_dict *d = tpl_dict_new();
    feed_fill_work(f, d, &view->revision);
    feed_fill_hero(f, d, view);
    for (size_t i = 0; i < view->corrections.n; i++)
        feed_fill_correction(f, tpl_add(d, "CORRECTIONS"), &view->corrections.v[i]);
    body_fill(&frame, d, view->revision.body_html);
    if (view->story.kind == STORY_REVIEW)
        rating_fill(&frame, review_fill(&frame, d, &t->review), t->review.rating);
    items_fill(&frame, d, "TAKEAWAYS", &t->takeaways);
    sources_fill(&frame, d, &t->sources, "");
    if (t->ai == STORY_AI_UNREVIEWED)
        tpl_show(d, "AI_LABEL");
    if (t->ai == STORY_AI_ASSISTED || t->ai == STORY_AI_GENERATED)
        tpl_show(d, t->ai == STORY_AI_ASSISTED ? "AI_ASSISTED_IF" : "AI_GENERATED_IF");
    tpl_set_if(d, "AI_NOTE", t->ai_note);
    const char *html = feed_expand(f, "feed/story.tpl", d, url);
    tpl_dict_free(d);
    return html;
}

/* ---- Entries -------------------------------------------------------------------------------- */

static struct feed_picture feed_picture_of(const struct feed *f, const struct story_view *view)
{
    const struct story_text *t = &view->revision.text;
    const struct media_file *file =
        view->has_hero ? media_best(&view->hero, MEDIA_JPEG, PICTURE_WIDTH) : NULL;
    if (!file)
        return (struct feed_picture){.url = NULL};
    return (struct feed_picture){
        .url = feed_absolute(f, media_url(f->req->arena, file)),
        .alt = t->hero_alt,
        .caption = t->hero_caption,
        .credit = t->hero_credit,
        .width = file->width,
        .height = file->height,
        .bytes = file->bytes,
    };
}

static struct strlist feed_categories(const struct feed *f, const struct story_text *t)
{
    struct strlist list = {NULL, 0};
    const char *label = genre_label(f->app, t->genre);
    if (label)
        strlist_add(f->req->arena, &list, label);
    if (t->section.id != 0)
        strlist_add(f->req->arena, &list, t->section.name);
    for (size_t i = 0; i < t->tags.n; i++)
        strlist_add(f->req->arena, &list, t->tags.v[i].name);
    return list;
}

static struct feed_entry feed_story_entry(const struct feed *f, const struct story_view *view)
{
    const struct story *s = &view->story;
    const struct story_text *t = &view->revision.text;
    const char *url = feed_absolute(f, s->path);
    const struct page frame = {.app = f->app, .req = f->req};
    return (struct feed_entry){
        .id = feed_tag_uri(f, s->created_at, "story", s->id),
        .url = url,
        .title = genre_headline(f->app, f->req->arena, t->genre, t->headline),
        .summary =
            *t->dek ? t->dek : text_excerpt(f->req->arena, view->revision.plain, SUMMARY_MAX),
        .html = feed_story_html(f, view, url),
        .lang = language_differs(&frame, t->lang) ? t->lang : "",
        .bylines = &t->bylines,
        .categories = feed_categories(f, t),
        .published_at = s->published_at,
        .updated_at = public_time(s->published_at, s->updated_at),
        .picture = feed_picture_of(f, view),
    };
}

static struct feed_entry feed_correction_entry(const struct feed *f, const struct correction *c)
{
    static const struct groups nobody = {NULL, 0};
    struct arena *a = f->req->arena;
    const char *url = feed_absolute(f, arena_printf(a, "%s/changes", c->path));
    struct tpl_dict *d = tpl_dict_new();
    feed_fill_correction(f, d, c);
    tpl_set(d, "HEADLINE", c->headline);
    tpl_set(d, "HREF", c->path);
    const char *html = feed_expand(f, "feed/correction.tpl", d, url);
    tpl_dict_free(d);
    return (struct feed_entry){
        .id = feed_tag_uri(f, c->at, "correction", c->id),
        .url = url,
        .title = language_say(f->app->language, a, "Correction: %HEADLINE%", "HEADLINE",
                              c->headline, NULL),
        .summary = c->right,
        .html = html,
        .lang = "",
        .bylines = &nobody,
        .published_at = c->at,
        .updated_at = c->at,
    };
}

static bool feed_add(struct feed *f, struct feed_entry e)
{
    if (e.updated_at > f->updated_at || f->n == 0)
        f->updated_at = e.updated_at;
    f->v[f->n++] = e;
    return e.html != NULL;
}

bool feed_add_stories(struct feed *f, const struct story_views *views)
{
    bool good = true;
    f->v = arena_array(f->req->arena, views->n, sizeof *f->v);
    for (size_t i = 0; good && i < views->n; i++)
        good = feed_add(f, feed_story_entry(f, &views->v[i]));
    return good;
}

bool feed_add_corrections(struct feed *f, const struct corrections *list)
{
    bool good = true;
    f->v = arena_array(f->req->arena, list->n, sizeof *f->v);
    for (size_t i = 0; good && i < list->n; i++)
        good = feed_add(f, feed_correction_entry(f, &list->v[i]));
    return good;
}

static struct feed_entry feed_update_entry(const struct feed *f, const struct feed_update *u)
{
    static const struct groups nobody = {NULL, 0};
    struct arena *a = f->req->arena;
    const char *url = feed_absolute(f, arena_printf(a, "%s/changes", u->path));
    struct tpl_dict *d = tpl_dict_new();
    tpl_set(d, "AT", dateline_long_text(f->app->calendar, a, u->at));
    tpl_set(d, "AT_ISO", instant_iso(f->app, a, u->at));
    tpl_set(d, "NOTE", u->note);
    tpl_set(d, "HEADLINE", u->headline);
    tpl_set(d, "HREF", u->path);
    const char *html = feed_expand(f, "feed/update.tpl", d, url);
    tpl_dict_free(d);
    return (struct feed_entry){
        .id = feed_tag_uri(f, u->at, "update", u->id),
        .url = url,
        .title =
            language_say(f->app->language, a, "Update: %HEADLINE%", "HEADLINE", u->headline, NULL),
        .summary = u->note,
        .html = html,
        .lang = "",
        .bylines = &nobody,
        .published_at = u->at,
        .updated_at = u->at,
    };
}

static int feed_newest_first(const void *a, const void *b)
{
    const struct feed_entry *one = a, *other = b;
    if (one->published_at != other->published_at)
        return one->published_at < other->published_at ? 1 : -1;
    return strcmp(one->id, other->id);
}

bool feed_add_changes(struct feed *f, const struct feed_updates *updates,
                      const struct corrections *corrections)
{
    bool good = true;
    f->v = arena_array(f->req->arena, updates->n + corrections->n, sizeof *f->v);
    for (size_t i = 0; good && i < updates->n; i++)
        good = feed_add(f, feed_update_entry(f, &updates->v[i]));
    for (size_t i = 0; good && i < corrections->n; i++)
        good = feed_add(f, feed_correction_entry(f, &corrections->v[i]));
    if (f->n > 1)
        qsort(f->v, f->n, sizeof *f->v, feed_newest_first);
    f->n = f->n > FEED_ENTRIES ? FEED_ENTRIES : f->n;
    return good;
}
