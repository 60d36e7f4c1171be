/* fetch.c: see fetch.h. */
#include "fetch.h"

#include "lib/ascii.h"
#include "lib/token.h"
#include "lib/web_address.h"

#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { PLACE_LETTERS = 32, NAME_MAX_BYTES = 80 };

void fetch_begin(struct fetch *f, struct arena *a, const char *site_folder)
{
    *f = (struct fetch){
        .arena = a, .folder = arena_printf(a, "%s/fetched", site_folder), .known = json_object()};
}

void fetch_end(struct fetch *f)
{
    json_decref(f->known);
    f->known = NULL;
}

/* ---- Hosts ----------------------------------------------------------------------------------------- */

bool fetch_is_allowed(const struct fetch *f, const char *site)
{
    for (size_t i = 0; i < f->sites.n; i++)
        if (strcmp(f->sites.v[i], site) == 0)
            return true;
    return false;
}

bool fetch_allow(struct fetch *f, const char *host)
{
    struct web_address at;
    const char *url = strstr(host, "://") ? host : arena_printf(f->arena, "https://%s", host);
    if (!web_address_read(f->arena, url, &at))
        return false;
    if (!fetch_is_allowed(f, at.site))
        strlist_add(f->arena, &f->sites, at.site);
    if (!f->home)
        f->home = at.home;
    return true;
}

void fetch_take_home(struct fetch *f, const char *home)
{
    struct web_address at;
    if (!home || !web_address_read(f->arena, home, &at))
        return;
    f->home = at.home;
    if (!fetch_is_allowed(f, at.site))
        strlist_add(f->arena, &f->sites, at.site);
}

static void fetch_count_other(struct fetch *f, const char *site)
{
    size_t i = 0;
    while (i < f->n_others && strcmp(f->others[i].site, site) != 0)
        i++;
    if (i == f->n_others) {
        f->others = arena_grow(f->arena, f->others, i, &f->room_others, sizeof *f->others);
        f->others[f->n_others++] = (struct fetch_host){.site = arena_dup(f->arena, site)};
    }
    f->others[i].pictures++;
}

/* ---- Addresses ------------------------------------------------------------------------------------- */

/* Scheme and host of where a picture is; "" when nobody knows. */
static const char *fetch_home_of(const struct fetch *f, struct arena *a, const char *src)
{
    struct web_address at;
    if (strncmp(src, "//", 2) == 0)
        src = arena_printf(a, "%s:%s",
                           f->home && strncmp(f->home, "http:", 5) == 0 ? "http" : "https", src);
    if (strstr(src, "://"))
        return web_address_read(a, src, &at) ? at.home : "";
    return f->home ? f->home : "";
}

static void fetch_add(struct arena *a, struct strlist *urls, const char *home, const char *path)
{
    struct web_address at;
    const char *url = arena_printf(a, "%s%s%s", home, *path == '/' ? "" : "/", path);
    if (!web_address_read(a, url, &at))
        return;
    for (size_t i = 0; i < urls->n; i++)
        if (strcmp(urls->v[i], at.url) == 0)
            return;
    strlist_add(a, urls, at.url);
}

/* The path and query of an address as they stand there. */
static const char *fetch_path(const char *src)
{
    const char *host = strstr(src, "://");
    host = host ? host + 3 : strncmp(src, "//", 2) == 0 ? src + 2 : NULL;
    return host ? host + strcspn(host, "/?#") : src;
}

/* "/a.jpg?w=300" is a.jpg made smaller; "/show.php?id=3" is nothing without its query. */
static bool fetch_is_file(const char *path)
{
    static const char *const endings[] = {".jpg",  ".jpeg", ".png", ".gif",
                                          ".webp", ".avif", ".heic"};
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++)
        if (strcasecmp(dot, endings[i]) == 0)
            return true;
    return false;
}

/* Where a picture may be, the largest first. */
static struct strlist fetch_urls(const struct fetch *f, struct arena *a,
                                 const struct export_media *media, const char *src)
{
    struct strlist urls = {0};
    const char *home = fetch_home_of(f, a, src);
    if (!*home || strncmp(src, "data:", 5) == 0)
        return urls;
    const struct strlist paths = media ? export_media_paths(media, a, src) : (struct strlist){0};
    const char *own = export_media_proxied(a, src);
    for (size_t i = 0; i < paths.n; i++)
        if (!strchr(src, '?') || fetch_is_file(paths.v[i]))
            fetch_add(a, &urls, own ? fetch_home_of(f, a, own) : home,
                      web_address_encode(a, paths.v[i]));
    fetch_add(a, &urls, home, fetch_path(src));
    return urls;
}

const char *fetch_place(struct arena *a, const char *url)
{
    char hash[TOKEN_HASH_SIZE];
    struct web_address at;
    const char *path = web_address_read(a, url, &at) ? at.path : "/";
    token_sha256(url, strlen(url), hash);
    const char *whole = arena_dupn(a, path, strcspn(path, "?")), *slash = strrchr(whole, '/');
    char *name = arena_dupn(a, slash + 1, strnlen(slash + 1, NAME_MAX_BYTES));
    for (char *c = name; *c; c++)
        if (!ascii_is_alnum((unsigned char)*c) && !strchr("-_.", *c))
            *c = '-';
    bool named = *name && *name != '.';
    return arena_printf(a, "%.*s/%s", (int)PLACE_LETTERS, hash, named ? name : "picture");
}

/* ---- Pictures -------------------------------------------------------------------------------------- */

/* Those on hosts that may not be asked are counted by their first address. */
static void fetch_wish_for(struct fetch *f, const struct strlist *urls, const char *file,
                           const char *src)
{
    struct fetch_wish wish = {.file = "", .picture = ""};
    struct web_address at;
    if (urls->n == 0 || json_object_get(f->known, urls->v[0]))
        return;
    json_object_set_new(f->known, urls->v[0], json_true());
    for (size_t i = 0; i < urls->n; i++)
        if (web_address_read(f->arena, urls->v[i], &at) && (f->any || fetch_is_allowed(f, at.site)))
            strlist_add(f->arena, &wish.urls, at.url);
    if (wish.urls.n == 0) {
        if (web_address_read(f->arena, urls->v[0], &at))
            fetch_count_other(f, at.site);
        return;
    }
    wish.file = arena_dup(f->arena, file);
    wish.picture = arena_dup(f->arena, src);
    f->v = arena_grow(f->arena, f->v, f->n, &f->room, sizeof *f->v);
    f->v[f->n++] = wish;
}

const char *fetch_find(struct fetch *f, struct arena *a, const struct export_media *media,
                       const char *file, const char *src)
{
    const struct strlist urls = fetch_urls(f, a, media, src);
    for (size_t i = 0; i < urls.n; i++) {
        const char *path = arena_printf(a, "%s/%s", f->folder, fetch_place(a, urls.v[i]));
        if (access(path, R_OK) == 0)
            return path;
    }
    if (f->asked)
        fetch_wish_for(f, &urls, file, src);
    return NULL;
}
