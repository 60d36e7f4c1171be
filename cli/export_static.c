/* export_static.c: dateline export SITE static PATH: the paper as files that any web server serves.
 *
 * Each page is asked of the program itself, as a worker answers it, at one instant and of one snapshot;
 * then all addresses of the paper in it are. Pages of a list, "/news/?before=1-2", get an address without
 * a query. What readers do not see now is not there: nobody is signed in. */
#include "export.h"

#include "cgi/answer.h"
#include "cgi/app.h"
#include "cgi/http/exchange.h"
#include "cgi/http/finish.h"
#include "cgi/index_page.h"
#include "cgi/machine_rights.h"
#include "export_links.h"
#include "lib/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define ANSWER_MAX ((size_t)64 << 20)

/* What was asked for and what came back. */
struct answer {
    const char *address;
    struct buf bytes; /* head and body */
    int status;
    const char *type, *location; /* in the arena of the request */
    const char *body;
    size_t n;
};

struct statics {
    struct app app; /* first: site_functions are given it alone */
    struct export *e;
    struct export_folder folder;
    struct arena *kept, *a; /* of the whole; of one address */
    json_t *seen;           /* address → true */
    const char **queue;     /* addresses to be asked for, in kept; those before next were */
    size_t n, capacity, next;
    struct answer answer;
    struct buf out;
    size_t pages, redirects, gone, nowhere;
};

/* ---- Asking ---------------------------------------------------------------------------------- */

/* The export's clock, so that nothing goes live between two pages. */
static void statics_route(struct app *app, struct req *req, struct routing *out)
{
    req->now = ((struct statics *)app)->e->now;
    answer_route(app, req, out);
}

/* In the place of search, which needs the program, stands an index. */
static void statics_answer(struct app *app, struct req *req, struct res *res,
                           const struct routing *r)
{
    if (strcmp(req->path, "/search") != 0) {
        answer_make(app, req, res, r);
        return;
    }
    app->store = app->reader;
    index_page_get(app, req, res);
    finish_response(req, res);
}

static const char *statics_param(void *ctx, const char *name)
{
    if (strcmp(name, "REQUEST_METHOD") == 0)
        return "GET";
    if (strcmp(name, "REMOTE_ADDR") == 0)
        return "127.0.0.1";
    const char *address = ((struct answer *)ctx)->address, *mark = strchr(address, '?');
    if (strcmp(name, "QUERY_STRING") == 0)
        return mark ? mark + 1 : NULL;
    return strcmp(name, "REQUEST_URI") == 0 ? address : NULL;
}

static long statics_read(void *ctx, char *to, size_t n)
{
    (void)ctx;
    (void)to;
    (void)n;
    return 0;
}

static bool statics_take(void *ctx, const char *from, size_t n, bool more)
{
    (void)more;
    buf_add(&((struct answer *)ctx)->bytes, from, n);
    return true;
}

/* A header's value in a head whose lines end with CRLF; "": it is not there. */
static const char *statics_header(struct arena *a, const char *head, const char *name)
{
    size_t n = strlen(name);
    for (const char *s = head; *s; s += strcspn(s, "\n"), s += *s == '\n')
        if (strncasecmp(s, name, n) == 0 && s[n] == ':')
            return arena_dupn(a, s + n + 2, strcspn(s + n + 2, "\r\n"));
    return "";
}

/* False: said. */
static bool statics_ask(struct statics *w, const char *address)
{
    struct site_functions site = answer_functions;
    struct answer *x = &w->answer;
    const struct exchange_io io = {
        .param = statics_param, .read = statics_read, .write = statics_take, .ctx = x};
    site.ready = NULL;
    site.route = statics_route;
    site.answer = statics_answer;
    site.end = answer_release;
    x->address = address;
    buf_clear(&x->bytes);
    bool good = exchange_serve(&site, &w->app, w->a, &io) && !x->bytes.failed;
    const char *end = good ? strstr(x->bytes.p, "\r\n\r\n") : NULL;
    if (!end)
        return cli_fail(w->e->c, "%s could not be made.", address), false;
    const char *head = arena_dupn(w->a, x->bytes.p, (size_t)(end - x->bytes.p));
    int64_t status;
    const char *said = arena_printf(w->a, "%.3s", statics_header(w->a, head, "Status"));
    x->status = text_to_int(said, 100, 599, &status) ? (int)status : 500;
    x->type = statics_header(w->a, head, "Content-Type");
    x->location = statics_header(w->a, head, "Location");
    x->body = end + 4;
    x->n = x->bytes.len - (size_t)(x->body - x->bytes.p);
    if (x->status >= 500)
        return cli_fail(w->e->c, "%s could not be made: %d.", address, x->status), false;
    return true;
}

/* ---- Links ----------------------------------------------------------------------------------- */

static void statics_want(struct statics *w, const char *address)
{
    if (json_object_get(w->seen, address))
        return;
    json_object_set_new(w->seen, address, json_true());
    w->queue = arena_grow(w->kept, w->queue, w->n, &w->capacity, sizeof *w->queue);
    w->queue[w->n++] = arena_dup(w->kept, address);
}

static bool statics_ends(const char *s, const char *what)
{
    size_t n = strlen(s), m = strlen(what);
    return n >= m && strcmp(s + n - m, what) == 0;
}

/* "/2026/01/slug/report" is a form that only the program can take. */
static bool statics_is_report(const char *path)
{
    return isdigit((unsigned char)path[1]) && statics_ends(path, "/report");
}

static const char *statics_found(void *ctx, struct arena *a, const char *path, const char *query)
{
    struct statics *w = ctx;
    bool file = strncmp(path, "/media/", 7) == 0 || strncmp(path, "/static/", 8) == 0;
    if (strncmp(path, "/admin/", 7) == 0 || (file && !strchr(path, '.')))
        return NULL;
    if (statics_is_report(path)) {
        statics_want(w, "/corrections");
        return "/corrections";
    }
    if (strcmp(path, "/search") == 0 || file)
        query = "";
    statics_want(w, *query ? arena_printf(a, "%s?%s", path, query) : path);
    if (!*query)
        return NULL;
    const char *to = export_link_file(a, path, query);
    size_t n = strlen(to) - (statics_ends(to, "index.html") ? strlen("index.html") : 0);
    return *to ? arena_printf(a, "/%.*s", (int)n, to) : NULL;
}

/* ---- Files ----------------------------------------------------------------------------------- */

static bool statics_write(struct statics *w, const char *file, const char *bytes, size_t n)
{
    if (!*file || !export_folder_may_write(&w->folder, file)) {
        w->nowhere++; /* an old address that is the folder of another, or no name of a file */
        return true;
    }
    return export_folder_write(&w->folder, file, bytes, n);
}

static bool statics_write_page(struct statics *w, const char *file)
{
    const struct export_links links = {
        .ctx = w, .base_url = app_setting(&w->app, SETTING_BASE_URL), .found = statics_found};
    const struct answer *x = &w->answer;
    bool text = strncmp(x->type, "text/", 5) == 0 || strstr(x->type, "xml") ||
                strstr(x->type, "json") || strstr(x->type, "javascript");
    buf_clear(&w->out);
    if (text)
        export_links_copy(w->a, &links, x->body, x->n, &w->out);
    w->pages += strncmp(x->type, "text/html", 9) == 0;
    return text ? statics_write(w, file, w->out.p, w->out.len)
                : statics_write(w, file, x->body, x->n);
}

/* For web servers that are told of no redirects: a page that leads on at once. */
static bool statics_write_redirect(struct statics *w, const char *file, const char *to)
{
    buf_clear(&w->out);
    buf_adds(&w->out, "<!doctype html><meta charset=\"utf-8\"><meta name=\"robots\" "
                      "content=\"noindex\"><meta http-equiv=\"refresh\" content=\"0; url=");
    buf_add_html(&w->out, to, strlen(to));
    buf_adds(&w->out, "\"><link rel=\"canonical\" href=\"");
    buf_add_html(&w->out, to, strlen(to));
    buf_adds(&w->out, "\"><title>→</title><p><a href=\"");
    buf_add_html(&w->out, to, strlen(to));
    buf_adds(&w->out, "\">→</a>\n");
    w->redirects++;
    return statics_write(w, file, w->out.p, w->out.len);
}

static bool statics_copy_media(struct statics *w, const char *path)
{
    bool missing;
    const char *from = arena_printf(w->a, "%s%s", w->e->site, path);
    if (strstr(path, "/.") || !export_folder_copy(&w->folder, path + 1, from, &missing))
        return strstr(path, "/.");
    w->e->pictures += !missing;
    if (missing)
        strlist_add(w->kept, &w->e->missing, arena_dup(w->kept, path));
    return true;
}

/* "https://paper/a" and "/a" as "/a"; NULL: elsewhere. */
static const char *statics_own(struct statics *w, const char *location)
{
    const char *base = app_setting(&w->app, SETTING_BASE_URL);
    size_t n = strlen(base);
    if (strncmp(location, base, n) == 0 && location[n] == '/')
        location += n;
    return *location == '/' ? location : NULL;
}

static bool statics_one(struct statics *w, const char *address)
{
    const char *mark = strchr(address, '?');
    const char *path = arena_dupn(w->a, address, strcspn(address, "?"));
    const char *file = export_link_file(w->a, path, mark ? mark + 1 : "");
    if (strncmp(path, "/media/", 7) == 0)
        return statics_copy_media(w, path);
    if (!statics_ask(w, address))
        return false;
    int status = w->answer.status;
    if (status >= 300 && status < 400) {
        const char *to = statics_own(w, w->answer.location);
        if (to && strcmp(to, address) != 0)
            statics_want(w, to);
        return statics_write_redirect(w, file, to ? to : w->answer.location);
    }
    w->gone += status == 410;
    if (status == 200 || status == 410)
        return statics_write_page(w, file);
    w->nowhere++;
    return true;
}

/* ---- The whole ------------------------------------------------------------------------------- */

/* Where a reader may begin, and what no page links to. */
static bool statics_begin(struct statics *w)
{
    static const char *const known[] = {
        "/",          "/search",     "/corrections", "/feed.atom",        "/feed.rss",
        "/feed.json", "/robots.txt", "/sitemap.xml", "/news-sitemap.xml", "/changes.atom"};
    struct story_record r;
    enum store_status st;
    int64_t after = 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        statics_want(w, known[i]);
    if (machine_rights_reserved(&w->app)) {
        statics_want(w, MACHINE_RIGHTS_RSL);
        statics_want(w, MACHINE_RIGHTS_TDM);
    }
    while ((st = story_record_next(w->app.reader, w->a, after, w->e->now, &r)) == STORE_OK) {
        after = r.story.id;
        w->e->stories[r.story.state] += r.story.live != 0;
        if (r.story.live != 0)
            statics_want(w, r.story.path);
        if (r.story.state == STORY_LIVE && r.story.kind != STORY_PAGE)
            statics_want(w, arena_printf(w->a, "%s.md", r.story.path));
        for (size_t i = 0; r.story.live != 0 && i < r.redirects.n; i++)
            statics_want(w, r.redirects.v[i]);
        arena_reset(w->a);
    }
    if (st != STORE_MISSING)
        cli_store_fail(w->e->c, w->app.reader, st, NULL);
    return st == STORE_MISSING;
}

static bool statics_walk(struct statics *w)
{
    struct cli_progress progress;
    bool ok = true;
    cli_progress_start(&progress);
    while (ok && w->next < w->n) {
        ok = statics_one(w, w->queue[w->next++]);
        arena_reset(w->a);
        cli_progress_step(&progress, "Exporting", w->next, w->n);
    }
    cli_progress_end(&progress);
    return ok;
}

/* What web servers show for what is not there. */
static bool statics_not_found(struct statics *w)
{
    return statics_ask(w, "/-/") && statics_write_page(w, "404.html") && statics_walk(w);
}

static bool statics_all(struct statics *w)
{
    store_snapshot_begin(w->app.reader);
    bool ok = statics_begin(w) && statics_walk(w) && statics_not_found(w) &&
              export_folder_finish(&w->folder);
    store_snapshot_end(w->app.reader);
    return ok;
}

bool export_static(struct export *e)
{
    struct statics *w = calloc(1, sizeof *w);
    struct buf err;
    if (!w)
        return cli_fail(e->c, "Out of memory."), false;
    *w = (struct statics){.e = e, .kept = e->c->arena, .a = arena_new(), .seen = json_object()};
    buf_init(&err, 4096);
    buf_init(&w->answer.bytes, ANSWER_MAX);
    buf_init(&w->out, ANSWER_MAX);
    bool open = app_open(&w->app, e->site, app_data_folder(w->kept), &err);
    if (!open)
        cli_fail(e->c, "%s", err.p);
    w->app.copied = true;
    bool ok =
        open && export_folder_begin(e->c, e->path, "static", false, &w->folder) && statics_all(w);
    if (open)
        export_folder_end(&w->folder);
    export_take_counts(e, &w->folder);
    e->pages = w->pages;
    e->redirects = w->redirects;
    e->gone = w->gone;
    e->nowhere = w->nowhere;
    app_close(&w->app);
    buf_free(&w->answer.bytes);
    buf_free(&w->out);
    buf_free(&err);
    json_decref(w->seen);
    arena_free(w->a);
    free(w);
    return ok;
}
