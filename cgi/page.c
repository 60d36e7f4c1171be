/* page.c: the layout around every reader's page, and the error pages. */
#include "page.h"

#include "assets.h"
#include "db/archive.h"
#include "lib/log.h"
#include "lib/text.h"
#include "machine_rights.h"
#include "site_nav.h"
#include "theme.h"
#include "typeset.h"

#include <string.h>
#include <strings.h>

#define PAGE_BYTES 30000 /* nearly every page is smaller */

/* ---- Addresses ------------------------------------------------------------------------------ */

const char *page_asset(struct app *app, struct arena *a, const char *file)
{
    const char *hash = assets_hash(app->assets, file);

    return arena_printf(a, "/static/%s/%s", hash ? hash : "00000000", file);
}

const char *page_absolute(struct app *app, struct arena *a, const char *path)
{
    return arena_printf(a, "%s%s", app_setting(app, SETTING_BASE_URL), path);
}

/* ---- The line of times ---------------------------------------------------------------------- */

static void page_fill_line(struct page *p, struct tpl_dict *d, int64_t published_at,
                           int64_t updated_at, bool beside)
{
    struct dateline_line line;

    if (published_at == 0) {
        tpl_show(d, "UNPUBLISHED_IF");
        return;
    }
    dateline_line(p->app->calendar, p->req->arena, published_at, updated_at, beside, p->req->now,
                  p->app->clock, &line);
    tpl_set(d, "WHEN", line.text);
    tpl_set(d, "WHEN_ISO", line.iso);
    tpl_show(d, line.updated ? "UPDATED_IF" : "PUBLISHED_IF");
    if (line.published) {
        tpl_set(d, "BESIDE", line.published);
        tpl_set(d, "BESIDE_ISO", line.published_iso);
        tpl_show(d, "BESIDE_IF");
    }
}

void page_line(struct page *p, struct tpl_dict *d, int64_t published_at, int64_t updated_at)
{
    page_fill_line(p, d, published_at, updated_at, true);
}

void page_when(struct page *p, struct tpl_dict *d, int64_t published_at, int64_t updated_at)
{
    page_fill_line(p, d, published_at, updated_at, false);
}

/* ---- Words ---------------------------------------------------------------------------------- */

void page_translate(struct app *app, struct problems *why)
{
    for (size_t i = 0; i < why->n; i++) {
        struct problem *p = &why->v[i];
        p->text = p->message ? language_put(why->arena, app_word(app, p->message), &p->values)
                             : app_word(app, p->text);
    }
}

/* ---- The layout ----------------------------------------------------------------------------- */

bool page_is_rtl(const char *lang)
{
    return language_is_rtl(lang);
}

static void page_fill_sections(struct page *p)
{
    const struct groups *sections = &site_nav_get(p->app, p->req->now)->sections;
    size_t n = strlen(p->req->path);

    for (size_t i = 0; i < sections->n; i++) {
        const char *href = arena_printf(p->req->arena, "/%s/", sections->v[i].slug);
        struct tpl_dict *d = tpl_add(p->layout, "NAV");
        tpl_set(d, "NAV_HREF", href);
        tpl_set(d, "NAV_NAME", sections->v[i].name);
        if (n == strlen(href) && strcmp(href, p->req->path) == 0)
            tpl_show(d, "CURRENT");
    }
    if (sections->n > 0)
        tpl_show(p->layout, "NAV_IF");
}

void page_shows(struct page *p, int64_t live_from)
{
    if (live_from > p->shown_at)
        p->shown_at = live_from;
}

static void page_fill_pages(struct page *p)
{
    const struct cards *pages = &site_nav_get(p->app, p->req->now)->pages;

    for (size_t i = 0; i < pages->n; i++) {
        struct tpl_dict *d = tpl_add(p->layout, "FOOT_PAGE");
        const char *name = typeset(p->app, p->req->arena, pages->v[i].lang, pages->v[i].headline);
        page_shows(p, pages->v[i].live_from);
        if (strcmp(pages->v[i].path, "/how-we-work") ==
            0) /* a story links to it, if there is one */
            tpl_set_if(p->main, "HOW", name);
        tpl_set(d, "FOOT_HREF", pages->v[i].path);
        tpl_set(d, "FOOT_NAME", name);
    }
}

/* The year of the newest story: the archive begins there. */
static void page_fill_archive(struct page *p)
{
    struct dateline_civil day;
    int64_t at;

    if (story_before(p->app->store, p->req->now + 1, p->req->now, &at) != STORE_OK)
        return;
    dateline_civil(p->app->calendar, at, &day);
    tpl_set_if(p->layout, "ARCHIVE_HREF", arena_printf(p->req->arena, "/%04d/", day.year));
}

static void page_fill_logo(struct page *p)
{
    struct app *app = p->app;
    struct arena *a = p->req->arena;
    struct theme_logo logo;

    if (!theme_logo(app->theme, &app->settings, app->assets, a, &logo)) {
        tpl_show(p->layout, "NAME_IF");
        return;
    }
    struct tpl_dict *d = tpl_add(p->layout, "LOGO_IF");
    tpl_set(d, "LOGO", logo.src);
    tpl_set_if(d, "LOGO_DARK", logo.dark);
    tpl_set_int(d, "LOGO_WIDTH", logo.width);
    tpl_set_int(d, "LOGO_HEIGHT", logo.height);
}

/* A copy of the paper is read on other days, too. */
static void page_fill_today(struct page *p)
{
    struct arena *a = p->req->arena;
    struct tpl_dict *d = tpl_add(p->layout, "TODAY_IF");
    char *iso = arena_alloc(a, DATELINE_ISO_SIZE);
    dateline_iso(p->app->calendar, p->req->now, iso);
    tpl_set(d, "TODAY", dateline_long_text(p->app->calendar, a, p->req->now));
    tpl_set(d, "TODAY_ISO", arena_dupn(a, iso, 10));
}

static void page_fill_site(struct page *p)
{
    struct app *app = p->app;
    struct arena *a = p->req->arena;
    const char *locale = app_setting(app, SETTING_LOCALE);
    const char *sheet = theme_sheet(app->theme, a);

    tpl_set(p->layout, "LANG", locale);
    tpl_set(p->layout, "DIR", page_is_rtl(locale) ? "rtl" : "ltr");
    tpl_set_if(p->layout, "DIGITS", language_digits(app->language));
    tpl_set_global(p->layout, "SITE_TITLE", app_setting(app, SETTING_TITLE));
    tpl_set_if(p->layout, "TAGLINE", typeset(app, a, "", app_setting(app, SETTING_TAGLINE)));
    tpl_set(p->layout, "CSS", sheet ? sheet : page_asset(app, a, "css/site.css"));
    page_fill_logo(p);
    tpl_set(p->layout, "ICON", page_asset(app, a, "img/favicon.svg"));
    if (machine_rights_reserved(app))
        tpl_set(tpl_add(p->layout, "RESERVED"), "RSL", MACHINE_RIGHTS_RSL);
    if (!app->copied)
        page_fill_today(p);
    tpl_set_if(p->layout, "STATEMENT", app_word(app, app_setting(app, SETTING_STATEMENT)));
    tpl_set_if(p->layout, "EMAIL", app_setting(app, SETTING_CORRECTIONS_EMAIL));
    tpl_set_if(p->layout, "COPYRIGHT", app_setting(app, SETTING_FOUNDED));
}

const char *page_full_title(struct app *app, struct arena *a, const char *title)
{
    return language_say(app->language, a, "%TITLE% – %SITE%", "TITLE", title, "SITE",
                        app_setting(app, SETTING_TITLE), NULL);
}

static struct page page_begin(struct app *app, struct req *req, struct res *res,
                              const char *template, const char *title)
{
    struct page p = {.app = app, .req = req, .res = res, .layout_file = "layout.tpl"};
    const char *site = app_setting(app, SETTING_TITLE);
    const char *tagline = typeset(app, req->arena, "", app_setting(app, SETTING_TAGLINE));

    p.layout = tpl_dict_new();
    p.main = tpl_include(p.layout, "MAIN", template);
    if (title && *title)
        tpl_set(p.layout, "TITLE", page_full_title(app, req->arena, title));
    else
        tpl_set(p.layout, "TITLE",
                *tagline ? arena_printf(req->arena, "%s – %s", site, tagline) : site);
    page_fill_site(&p);
    return p;
}

struct page page_start(struct app *app, struct req *req, struct res *res, const char *template,
                       const char *title)
{
    struct page p = page_begin(app, req, res, template, title);

    tpl_show(p.layout, strcmp(req->path, "/") == 0 ? "FRONT_IF" : "INNER_IF");
    page_fill_sections(&p);
    page_fill_pages(&p);
    page_fill_archive(&p);
    return p;
}

void page_canonical(struct page *p, const char *path)
{
    tpl_set_if(p->layout, "CANONICAL", page_absolute(p->app, p->req->arena, path));
}

void page_sheet(struct page *p, const char *file)
{
    tpl_set(tpl_add(p->layout, "SHEET_IF"), "SHEET", page_asset(p->app, p->req->arena, file));
}

void page_feeds(struct page *p, const char *title, const char *path)
{
    struct tpl_dict *d = tpl_add(p->layout, "OWN_FEED");

    tpl_set(d, "FEED_TITLE", title);
    tpl_set(d, "FEED_PATH", path);
}

static void page_plain_failure(const struct app *app, struct res *res)
{
    res_reset(res);
    res->status = 500;
    res->content_type = "text/plain; charset=utf-8";
    res->cache = CACHE_NONE;
    buf_printf(&res->body, "%s\n",
               app_word(app, "This page could not be created. The error has been logged."));
}

void page_finish(struct page *p)
{
    buf_clear(&p->res->body);
    buf_reserve(&p->res->body, PAGE_BYTES);
    if (!tpl_render(p->app->templates, p->layout_file, p->layout, &p->res->body)) {
        log_event(LOG_ERROR, "template", "layout", p->layout_file, "path", p->req->path, NULL);
        page_plain_failure(p->app, p->res);
    }
    tpl_dict_free(p->layout);
    p->layout = p->main = NULL;
}

/* ---- What went wrong ------------------------------------------------------------------------ */

struct error_text {
    int status;
    const char *headline, *text;
};

static const struct error_text errors[] = {
    {400, WORD("We could not read that request"),
     WORD("The address or the form was garbled on the way. Go back and try again.")},
    {403, WORD("This page is not open to you"),
     WORD("You may need to sign in with an account that has the right to see it.")},
    {404, WORD("There is no such page"),
     WORD("The address may have been mistyped, or the page may never have been published.")},
    {405, WORD("That cannot be done here"),
     WORD("This page can be read, but it does not take that kind of request.")},
    {409, WORD("Somebody else was faster"),
     WORD("What you wanted to change has changed in the meantime.")},
    {410, WORD("This story has been withdrawn"), ""},
    {411, WORD("We could not read that request"),
     WORD("Your browser did not say how much it would send.")},
    {413, WORD("That is too much at once"),
     WORD("What you sent is too large for this page. Choose a smaller file or a shorter text.")},
    {429, WORD("Please wait a little"), WORD("There were too many attempts in a short time.")},
    {500, WORD("We made a mistake"),
     WORD("This page could not be created. The error has been logged.")},
    {503, WORD("We cannot do that right now"),
     WORD("The site is busy. Wait a few seconds and try again.")},
};

static const struct error_text *page_error_text(int status)
{
    const struct error_text *found = NULL;

    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        if (errors[i].status == status)
            return &errors[i];
        if (errors[i].status == (status < 500 ? 400 : 500))
            found = &errors[i];
    }
    return found;
}

/* Below /admin/ in the desk's frame: with its navigation for those who are signed in, and without for
 * others. */
static void page_error_at_desk(struct app *app, struct req *req, struct res *res,
                               const char *headline, const char *text)
{
    struct page p = page_start_admin(app, req, res, "admin/error.tpl", headline);

    tpl_set(p.main, "HEADLINE", headline);
    tpl_set_if(p.main, "TEXT", text);
    tpl_show(p.main, req->session ? "KNOWN" : "UNKNOWN");
    page_finish(&p);
}

/* No queries here that may not fail: an error page must still be made when the store is what failed.
 * Only "not found" and "withdrawn", after which a reader looks for something else, get the
 * sections. */
bool page_error_begin(struct app *app, struct req *req, struct res *res, int status,
                      const char *detail, struct page *out)
{
    const struct error_text *e = page_error_text(status);
    struct page p;

    if (res->file >= 0)
        res_reset(res);
    res->status = status;
    res->content_type = "text/html; charset=utf-8";
    if (!app->templates || !app->calendar) {
        page_plain_failure(app, res);
        res->status = status;
        return false;
    }
    if (path_is_desk(req->path)) {
        if (status == 404 && !detail)
            detail = WORD("The address may have been mistyped, or what was here is gone.");
        page_error_at_desk(app, req, res, app_word(app, e->headline),
                           app_word(app, detail && *detail ? detail : e->text));
        return false;
    }
    p = page_begin(app, req, res, "reader/error.tpl", app_word(app, e->headline));
    if (status == 404 || status == 410) {
        page_fill_sections(&p);
        page_fill_pages(&p);
    }
    tpl_show(p.layout, "INNER_IF");
    tpl_set_int(p.main, "STATUS", status);
    tpl_set(p.main, "HEADLINE", app_word(app, e->headline));
    tpl_set_if(p.main, "TEXT", app_word(app, detail && *detail ? detail : e->text));
    tpl_show(p.layout, "NOINDEX");
    res_cache(res, CACHE_NONE);
    *out = p;
    return true;
}

void page_error(struct app *app, struct req *req, struct res *res, int status, const char *detail)
{
    struct page p;
    if (page_error_begin(app, req, res, status, detail, &p))
        page_finish(&p);
}

/* What whoever works at the desk, or was sending a form, is told of the data's state. */
static const char *page_store_detail(const struct req *req, enum store_status st)
{
    bool unusual = st == STORE_DAMAGED || st == STORE_UNSEARCHABLE || st == STORE_FOREIGN ||
                   st == STORE_STRAY || st == STORE_MOVED || st == STORE_FULL || st == STORE_HELD;
    if (unusual && (path_is_desk(req->path) || req->method == METHOD_POST))
        return store_status_text(st);
    return st == STORE_DAMAGED ? WORD("This page cannot be read at the moment. Others may be.")
                               : NULL;
}

int page_status(enum store_status st)
{
    switch (st) {
    case STORE_OK:
        return 200;
    case STORE_REFUSED:
    case STORE_HELD:
        return 403;
    case STORE_MISSING:
        return 404;
    case STORE_CONFLICT:
    case STORE_EXISTS:
        return 409;
    case STORE_BUSY:
    case STORE_FULL:
    case STORE_NEWER:
    case STORE_OLDER:
    case STORE_IN_USE:
    case STORE_DAMAGED:
    case STORE_UNSEARCHABLE:
    case STORE_FOREIGN:
    case STORE_STRAY:
    case STORE_MOVED:
        return 503;
    default:
        return 500;
    }
}

void page_store_error(struct app *app, struct req *req, struct res *res, enum store_status st,
                      struct store *s)
{
    int status = page_status(st);
    if (status == 500)
        log_event(LOG_ERROR, "store", "path", req->path, "why",
                  s ? store_error(s) : "cannot be opened", NULL);
    page_error(app, req, res, status, page_store_detail(req, st));
}
