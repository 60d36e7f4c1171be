/* ready_pages.c: see ready_pages.h. */
#include "ready_pages.h"

#include "app.h"
#include "cgi/http/coding.h"
#include "db/ready.h"
#include "lib/clock.h"
#include "lib/compress.h"
#include "lib/dateline.h"
#include "lib/token.h"
#include "markdown_link.h"
#include "ready_map.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ASKED 4096                     /* sets of … */
#define ASKED_IN_SET 4                 /* … addresses whose first asking is remembered */
#define MARKS 512                      /* files whose ETag is remembered */
#define TWINS 64                       /* pages to be compressed that are looked for at once */
#define PAGES_MAX 20000                /* that one process keeps in one folder */
#define BYTES_MAX (64ll * 1024 * 1024) /* … and of how many bytes */
#define PAGE_MAX (1024 * 1024)         /* a larger one is not kept */
#define IDLE_MS 20                     /* after which no other page is begun, with nobody waiting */
#define AGAIN_MS 20                    /* after a folder could not be made: somebody writes */
#define NO_ROOM_MS 1000 /* … or something is about to change, or there is no room */
#define LOOK_MS 1000
#define CLEAR_FILES 500 /* removed at once, with nobody waiting */

struct mark {
    uint64_t folder, name;
    char text[TOKEN_MARK_SIZE];
};

struct ready_pages {
    struct ready folder;  /* that was current as the request began */
    uint64_t shown;       /* store_shown before the last look at what is current … */
    bool knows_shown;     /* … if it could be had */
    int64_t followed_at;  /* monotonic ms: that look */
    struct ready_map map; /* pages of the folder */
    uint32_t asked[ASKED][ASKED_IN_SET]; /* by a hash of the address; the newest of a set first */
    struct mark marks[MARKS];
    char (*twins)[READY_PATH_MAX]; /* names of those that wait to be compressed */
    size_t n_twins;
    bool untwinned; /* something was kept since they were collected */
    int64_t bytes;
    int pages;
    int64_t again_at; /* monotonic ms */
};

static struct ready_pages *ready_pages_of(struct app *app)
{
    if (!app->ready) {
        app->ready = calloc(1, sizeof *app->ready);
        if (app->ready)
            app->ready->folder.fd = -1;
    }
    return app->ready;
}

void ready_pages_close(struct app *app)
{
    if (app->ready) {
        ready_close(&app->ready->folder);
        ready_map_forget(&app->ready->map);
        free(app->ready->twins);
    }
    free(app->ready);
    app->ready = NULL;
}

/* ---- What may lie ready ---------------------------------------------------------------------- */

/* Fields that say where readers came from. */
static bool is_idle_field(const char *name, size_t n)
{
    static const char *const names[] = {"fbclid", "gclid",  "dclid",  "msclkid",
                                        "mc_cid", "mc_eid", "twclid", "igshid"};
    if (n > 4 && strncmp(name, "utm_", 4) == 0)
        return true;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strlen(names[i]) == n && strncmp(name, names[i], n) == 0)
            return true;
    return false;
}

/* Whether a query says nothing to us: "", or what others add to follow their readers
 * ("utm_source=…&fbclid=…"). */
static bool ready_pages_query_is_idle(const char *query)
{
    while (*query) {
        size_t field = strcspn(query, "&"), name = strcspn(query, "=&");
        if (field > 0 && !is_idle_field(query, name))
            return false;
        query += field + (query[field] == '&');
    }
    return true;
}

static bool is_for_anybody(const struct req *req)
{
    return (req->method == METHOD_GET || req->method == METHOD_HEAD) && !req->session &&
           !fields_get(&req->cookies, "dateline") &&
           !fields_get(&req->cookies, "__Host-dateline") &&
           ready_pages_query_is_idle(req->raw_query);
}

/* ---- Out of them ----------------------------------------------------------------------------- */

/* Looks what is current. */
static bool ready_pages_look(struct app *app, struct ready_pages *p, int64_t now)
{
    uint64_t before = p->folder.inode;
    p->followed_at = now;
    p->knows_shown = store_shown(app->reader, &p->shown); /* before the look */
    bool there = ready_follow(app->site_fd, &p->folder);
    if (p->folder.inode != before) {
        ready_map_forget(&p->map);
        memset(p->marks, 0, sizeof p->marks); /* another folder may be given this one's inode */
        p->pages = 0;
        p->bytes = 0;
        p->n_twins = 0;
        p->untwinned = there;
    }
    return there;
}

/* Whether what was current then is so now, as far as it is committing that ends it. Hands that move the
 * folder are noticed within a second. */
static bool ready_pages_is_current(struct app *app, const struct ready_pages *p, int64_t now)
{
    uint64_t shown;
    return p->folder.fd >= 0 && p->knows_shown && now - p->followed_at < LOOK_MS &&
           store_shown(app->reader, &shown) && shown == p->shown;
}

/* The folder that is right for a request that begins now. */
static bool ready_pages_follow(struct app *app, struct ready_pages *p, int64_t now)
{
    bool there = ready_pages_is_current(app, p, now) || ready_pages_look(app, p, now);
    if (!there || p->folder.is.made_with > app->files_at)
        return false;
    if (p->folder.is.made_with == app->files_at && dateline_now() < p->folder.is.until)
        return true;
    /* What the clock, or another program, has made wrong. When it stays, nobody looks at it here. */
    (void)!ready_withdraw(app->site_fd);
    ready_close(&p->folder);
    return false;
}

/* The mark of its bytes, as the page had it when it was made. */
static const char *ready_pages_mark(struct ready_pages *p, struct arena *a, const char *name,
                                    int fd, int64_t size)
{
    uint64_t key = ready_hash(p->folder.inode, name);
    struct mark *m = &p->marks[key % MARKS];
    if (m->name != key || m->folder != p->folder.inode) {
        char *bytes = arena_alloc(a, (size_t)size + 1);
        if (pread(fd, bytes, (size_t)size, 0) != size)
            return NULL;
        token_etag(bytes, (size_t)size, m->text);
        m->name = key;
        m->folder = p->folder.inode;
    }
    return m->text;
}

static bool lend(struct res *res, struct ready_bytes *bytes)
{
    if (bytes) {
        res->lent = bytes->p;
        res->lent_n = bytes->n;
        res->lent_head = &bytes->head;
    }
    return bytes != NULL;
}

/* Out of memory if it is there, else out of its file. */
static bool ready_pages_take(struct ready_pages *p, struct ready_page *page, const char *name,
                             const struct req *req, struct res *res)
{
    if (page && lend(res, &page->forms[READY_PLAIN])) {
        res->etag = page->etag;
        res->last_modified = page->modified_at;
        return true;
    }
    res->file = ready_open(&p->folder, name, &res->file_size, &res->last_modified);
    if (res->file < 0)
        return false;
    res->etag = ready_pages_mark(p, req->arena, name, res->file, res->file_size);
    if (!res->etag)
        res_reset(res);
    return res->etag != NULL;
}

static bool open_twin(struct ready_pages *p, const char *name, enum ready_form form,
                      struct res *res)
{
    char twin[READY_TWIN_MAX];
    int64_t size, at;
    int fd = ready_open(&p->folder, ready_twin_name(name, form, twin), &size, &at);
    if (fd < 0)
        return false;
    if (res->file >= 0)
        close(res->file);
    res->lent = NULL;
    res->lent_head = NULL;
    res->file = fd;
    res->file_size = size;
    return true;
}

/* Its twin instead of the page, for who takes it: so no web server compresses it again and again. */
static void ready_pages_lend_twin(struct ready_pages *p, struct ready_page *page, const char *name,
                                  const struct req *req, struct res *res)
{
    static const char *const codings[] = {[READY_BROTLI] = "br", [READY_GZIP] = "gzip"};
    for (enum ready_form form = READY_BROTLI; form < READY_PLAIN && !res->coding; form++)
        if (coding_is_taken(req->accept_encoding, codings[form]) &&
            ((page && lend(res, ready_map_twin(&p->map, &p->folder, page, form))) ||
             open_twin(p, name, form, res)))
            res->coding = codings[form];
}

bool ready_pages_answer(struct app *app, const struct req *req, struct res *res)
{
    struct ready_pages *p = ready_pages_of(app);
    char name[READY_PATH_MAX];
    int64_t now = clock_monotonic_ms();
    if (now - app->looked >= LOOK_MS)
        app_look_at_store(app);
    if (!p || !ready_pages_follow(app, p, now) ||
        app->settings_generation != p->folder.is.generation || !is_for_anybody(req) ||
        !ready_name(req->path, name))
        return false;
    struct ready_page *page = ready_map_get(&p->map, &p->folder, name);
    if (!ready_pages_take(p, page, name, req, res))
        return false;
    ready_pages_lend_twin(p, page, name, req, res);
    res->cache = CACHE_PAGE;
    res_header(res, "Vary", "Accept-Encoding");
    res->content_type = ready_type(name);
    if (name[0] == 'f' && strstr(name, "/feed."))
        res_header(res, "Access-Control-Allow-Origin", "*");
    const char *link = markdown_link(req->arena, req->path);
    if (link)
        res_header(res, "Link", link);
    return true;
}

/* ---- Into them ------------------------------------------------------------------------------- */

/* The web server knows the headers of all pages, of all feeds and of all stories. */
static bool has_own_headers(const struct req *req, const struct res *res)
{
    for (size_t i = 0; i < res->n_headers; i++) {
        const char *name = res->headers[i].name;
        bool story = strcmp(name, "Link") == 0 && markdown_link(req->arena, req->path) != NULL;
        if (strcmp(name, "Access-Control-Allow-Origin") != 0 && !story)
            return true;
    }
    return false;
}

static bool was_asked_before(struct ready_pages *p, const char *path)
{
    uint64_t key = ready_hash(0, path);
    uint32_t *set = p->asked[key % ASKED], mark = (uint32_t)(key >> 32) | 1;
    for (int i = 0; i < ASKED_IN_SET; i++)
        if (set[i] == mark)
            return true;
    memmove(set + 1, set, (ASKED_IN_SET - 1) * sizeof *set);
    set[0] = mark;
    return false;
}

void ready_pages_offer(struct app *app, const struct req *req, const struct res *res,
                       const struct route *route)
{
    struct ready_pages *p = app->ready;
    char name[READY_PATH_MAX];
    const struct ready_state page = {
        .generation = app->generation, .from = req->now, .made_with = app->files_at};
    if (!p || !app->hurried || app->settings_generation != app->generation || !route->ready ||
        res->status != 200 || res->cache != CACHE_PAGE || res->file >= 0 || res->lent ||
        res->broken || res->body.failed || res->body.len > PAGE_MAX || has_own_headers(req, res) ||
        !is_for_anybody(req) || !ready_name(req->path, name) ||
        strcmp(ready_type(name), res->content_type) != 0 || !was_asked_before(p, req->path) ||
        !ready_takes(&p->folder, &page) || p->pages >= PAGES_MAX || p->bytes >= BYTES_MAX)
        return;
    if (!ready_keep(&p->folder, name, res->body.p, res->body.len))
        return;
    p->pages++;
    p->bytes += (int64_t)res->body.len;
    p->untwinned = true;
}

void ready_pages_begin(struct app *app)
{
    struct ready_pages *p = app->ready;
    int64_t now = clock_monotonic_ms();
    if (!p || !app->hurried || p->folder.fd >= 0 || app->trouble != STORE_OK || now < p->again_at)
        return;
    p->again_at = now + AGAIN_MS;
    struct store *s = app_writer(app, false);
    if (s && store_ready_begin(s, dateline_now(), app->files_at) == STORE_MISSING)
        p->again_at = now + NO_ROOM_MS;
}

void ready_pages_outdate(struct app *app)
{
    struct ready_pages *p = ready_pages_of(app);
    if (p && ready_pages_look(app, p, clock_monotonic_ms()) &&
        p->folder.is.made_with != app->files_at) {
        (void)!ready_withdraw(app->site_fd);
        ready_close(&p->folder);
    }
}

/* ---- Between requests ------------------------------------------------------------------------ */

static char *ready_pages_read(const struct ready_pages *p, struct arena *a, const char *name,
                              int64_t *size)
{
    int64_t at;
    int fd = ready_open(&p->folder, name, size, &at);
    char *bytes = fd < 0 ? NULL : arena_alloc(a, (size_t)*size + 1);
    if (bytes && pread(fd, bytes, (size_t)*size, 0) != *size)
        bytes = NULL;
    if (fd >= 0)
        close(fd);
    return bytes;
}

static void keep_twin(struct ready_pages *p, const char *name, enum ready_form form, bool made,
                      struct buf *content)
{
    char twin[READY_TWIN_MAX];
    if (made && ready_keep(&p->folder, ready_twin_name(name, form, twin), content->p, content->len))
        p->bytes += (int64_t)content->len;
    buf_clear(content);
}

static bool has_twins(const struct ready_pages *p, const char *name)
{
    char twin[READY_TWIN_MAX];
    return faccessat(p->folder.fd, ready_twin_name(name, READY_BROTLI, twin), F_OK,
                     AT_SYMLINK_NOFOLLOW) == 0;
}

/* False: they could not be kept. */
static bool make_twins(struct ready_pages *p, const char *name)
{
    if (has_twins(p, name)) /* another worker's */
        return true;
    struct arena *a = arena_new();
    struct buf content;
    int64_t size;
    char *bytes = ready_pages_read(p, a, name, &size);
    buf_init(&content, 2 * PAGE_MAX);
    if (bytes) { /* of what is small, too: it is the sign that it was looked at */
        bool made = compress_gzip(bytes, (size_t)size, &content);
        keep_twin(p, name, READY_GZIP, made, &content);
        made = compress_brotli(bytes, (size_t)size, &content);
        keep_twin(p, name, READY_BROTLI, made, &content);
    }
    buf_free(&content);
    arena_free(a);
    return has_twins(p, name);
}

static bool ready_pages_find_twin(struct ready_pages *p)
{
    if (!p->twins)
        p->twins = calloc(TWINS, sizeof *p->twins);
    if (p->twins && p->n_twins == 0 && p->untwinned) {
        p->n_twins = ready_without_twin(&p->folder, p->twins, TWINS);
        p->untwinned = p->n_twins == TWINS;
    }
    return p->n_twins > 0;
}

/* The next to be compressed: another worker, which found the same, is at another one. */
static const char *ready_pages_take_twin(struct ready_pages *p, char out[READY_PATH_MAX])
{
    size_t i = (size_t)(ready_hash((uint64_t)getpid(), p->twins[p->n_twins - 1]) % p->n_twins);
    memcpy(out, p->twins[i], READY_PATH_MAX);
    memmove(p->twins[i], p->twins[--p->n_twins], READY_PATH_MAX);
    return out;
}

bool ready_pages_idle(struct app *app)
{
    struct ready_pages *p = app->ready;
    int64_t now = clock_monotonic_ms(), end = now + IDLE_MS;
    if (!p || !app->hurried)
        return false;
    char name[READY_PATH_MAX];
    while (ready_pages_follow(app, p, now) && ready_pages_find_twin(p) &&
           clock_monotonic_ms() < end)
        if (!make_twins(p, ready_pages_take_twin(p, name))) { /* no room: not again and again */
            p->n_twins = 0;
            p->untwinned = false;
        }
    bool more = ready_clear(app->site_fd, CLEAR_FILES);
    return more || p->n_twins > 0 || p->untwinned;
}
