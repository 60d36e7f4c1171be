/* feed.c: feeds of the site, a section, a tag, an author, and of the corrections. */
#include "feed.h"

#include "cgi/modified.h"
#include "lib/log.h"

#include <string.h>

static const char *const formats[FEED_FORMAT_MAX] = {
    [FEED_ATOM] = "atom", [FEED_RSS] = "rss", [FEED_JSON] = "json"};

/* The format the address ends in; FEED_FORMAT_MAX: none of ours. */
static enum feed_format feed_format_asked(const struct req *req)
{
    const char *name = req_param(req, "format");
    size_t i = 0;
    while (i < FEED_FORMAT_MAX && strcmp(formats[i], name) != 0)
        i++;
    return (enum feed_format)i;
}

/* A feed of the list whose page is at path. */
static struct feed feed_start(struct app *app, struct req *req, enum feed_format format,
                              const char *title, const char *subtitle, const char *path)
{
    const char *slash = path[strlen(path) - 1] == '/' ? "" : "/";
    const char *self = arena_printf(req->arena, "%s%sfeed.%s", path, slash, formats[format]);
    return (struct feed){
        .app = app,
        .req = req,
        .title = title,
        .subtitle = typeset(app, req->arena, "", subtitle),
        .page = page_absolute(app, req->arena, path),
        .self = page_absolute(app, req->arena, self),
    };
}

/* A subscriber's program finds the hub in the header, whatever the format (WebSub 4). Any page may
 * read a feed: it is the same for everybody. */
static void feed_add_headers(const struct feed *f, struct res *res)
{
    const char *hub = app_setting(f->app, SETTING_WEBSUB_HUB);
    res_header(res, "Access-Control-Allow-Origin", "*");
    if (*hub)
        res_header(
            res, "Link",
            arena_printf(f->req->arena, "<%s>; rel=\"hub\", <%s>; rel=\"self\"", hub, f->self));
}

static void feed_answer(struct feed *f, struct res *res, enum feed_format format, bool good)
{
    if (!good || !feed_print(f, format, &res->body)) {
        log_event(LOG_ERROR, "feed", "path", f->req->path, NULL);
        buf_clear(&res->body);
        page_error(f->app, f->req, res, 500, NULL);
        return;
    }
    res->content_type = feed_media_type(format);
    feed_add_headers(f, res);
}

static void feed_answer_stories(struct feed *f, struct res *res, enum feed_format format,
                                enum story_list list, int64_t key)
{
    struct story_views views;
    enum store_status st =
        story_list_full(f->app->store, f->req->arena, list, key, FEED_ENTRIES, f->req->now, &views);
    if (st != STORE_OK) {
        page_store_error(f->app, f->req, res, st, f->app->store);
        return;
    }
    res->last_modified = modified_at(f->app, f->req->now, views.changed_at);
    for (size_t i = 0; i < views.n; i++)
        typeset_view(f->app, f->req->arena, &views.v[i]);
    feed_answer(f, res, format, feed_add_stories(f, &views));
}

/* ---- Which ---------------------------------------------------------------------------------- */

void feed_get(struct app *app, struct req *req, struct res *res)
{
    enum feed_format format = feed_format_asked(req);
    if (format == FEED_FORMAT_MAX) {
        page_error(app, req, res, 404, NULL);
        return;
    }
    struct feed f = feed_start(app, req, format, app_setting(app, SETTING_TITLE),
                               app_setting(app, SETTING_TAGLINE), "/");
    feed_answer_stories(&f, res, format, LIST_ALL, 0);
}

static void group_feed(struct app *app, struct req *req, struct res *res, enum group_kind kind,
                       const char *slug)
{
    static const struct {
        enum story_list list;
        const char *prefix;
    } kinds[GROUP_KIND_MAX] = {
        [GROUP_SECTION] = {LIST_SECTION, "/"},
        [GROUP_TAG] = {LIST_TAG, "/tag/"},
        [GROUP_BYLINE] = {LIST_BYLINE, "/author/"},
    };
    enum feed_format format = feed_format_asked(req);
    struct group g;
    enum store_status st =
        format == FEED_FORMAT_MAX ? STORE_MISSING : list_group(app, req, kind, slug, &g);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    const char *path = arena_printf(req->arena, "%s%s/", kinds[kind].prefix, g.slug);
    if (list_group_moved(req, res, slug, &g,
                         arena_printf(req->arena, "%sfeed.%s", path, formats[format])))
        return;
    struct feed f =
        feed_start(app, req, format, page_full_title(app, req->arena, g.name), g.text, path);
    feed_answer_stories(&f, res, format, kinds[kind].list, g.id);
}

void section_feed_get(struct app *app, struct req *req, struct res *res)
{
    group_feed(app, req, res, GROUP_SECTION, req_param(req, "section"));
}

void tag_feed_get(struct app *app, struct req *req, struct res *res)
{
    group_feed(app, req, res, GROUP_TAG, req_param(req, "tag"));
}

void author_feed_get(struct app *app, struct req *req, struct res *res)
{
    group_feed(app, req, res, GROUP_BYLINE, req_param(req, "name"));
}

void corrections_feed_get(struct app *app, struct req *req, struct res *res)
{
    enum feed_format format = feed_format_asked(req);
    struct corrections list = {0};
    enum store_status st = STORE_MISSING;
    if (format != FEED_FORMAT_MAX)
        st = correction_list(app->store, req->arena, (struct list_key){0, 0}, FEED_ENTRIES,
                             req->now, &list);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    typeset_corrections(app, req->arena, &list);
    struct feed f =
        feed_start(app, req, format, page_full_title(app, req->arena, app_word(app, "Corrections")),
                   app_word(app, "What we got wrong, and what is right."), "/corrections");
    feed_answer(&f, res, format, feed_add_corrections(&f, &list));
}

/* ---- What became of stories ------------------------------------------------------------------ */

/* The updates of stories that were updated last: their newest are the newest of all. */
static enum store_status changes_take_updates(struct app *app, struct req *req,
                                              struct feed_updates *out)
{
    struct arena *a = req->arena;
    struct cards cards = {0};
    struct changes changes;
    size_t capacity = 0;
    enum store_status st = story_list_updated(app->store, a, FEED_ENTRIES, req->now, &cards);
    for (size_t i = 0; st == STORE_OK && i < cards.n; i++) {
        const struct card *c = &cards.v[i];
        st = story_changes(app->store, a, c->id, req->now, &changes);
        for (size_t k = 0; st == STORE_OK && k < changes.n; k++) {
            if (changes.v[k].kind != EDIT_UPDATE)
                continue;
            out->v = arena_grow(a, out->v, out->n, &capacity, sizeof *out->v);
            out->v[out->n++] =
                (struct feed_update){.id = changes.v[k].id,
                                     .at = changes.v[k].at,
                                     .headline = typeset(app, a, c->lang, c->headline),
                                     .path = c->path,
                                     .note = typeset(app, a, c->lang, changes.v[k].note)};
        }
    }
    return st;
}

void changes_feed_get(struct app *app, struct req *req, struct res *res)
{
    struct feed_updates updates = {0};
    struct corrections corrections = {0};
    enum store_status st = changes_take_updates(app, req, &updates);
    if (st == STORE_OK)
        st = correction_list(app->store, req->arena, (struct list_key){0, 0}, FEED_ENTRIES,
                             req->now, &corrections);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    typeset_corrections(app, req->arena, &corrections);
    struct feed f = feed_start(
        app, req, FEED_ATOM, page_full_title(app, req->arena, app_word(app, WORD("What changed"))),
        app_word(app, WORD("Updates and corrections of what was published.")), "/");
    f.self = page_absolute(app, req->arena, "/changes.atom");
    feed_answer(&f, res, FEED_ATOM, feed_add_changes(&f, &updates, &corrections));
}
