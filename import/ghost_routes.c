/* ghost_routes.c: where posts of Ghost stood. Since Ghost 4 no export says it: it is in routes.yaml, and what was led
 * elsewhere in redirects.json or redirects.yaml, which lie in Ghost's folder of content.
 * https://ghost.org/docs/themes/routing/ and https://ghost.org/tutorials/implementing-redirects/ describe them. */
#include "ghost_private.h"
#include "lib/ascii.h"
#include "lib/text.h"
#include "yaml.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MOST = 1024 * 1024, PATTERN_MOST = 200, COLLECTIONS_MOST = 100 };

/* ---- Patterns --------------------------------------------------------------------------------- */

/* The slug of the first of a post's tags or authors; "all" when there is none that readers see. */
static const char *routes_first(struct arena *a, const json_t *post, const json_t *links,
                                const json_t *rows, const char *within)
{
    const json_t *list = json_object_get(links, ghost_text(a, post, "id"));
    const json_t *one = json_array_get(list ? list : json_object_get(post, within), 0);
    const json_t *row = json_is_object(one) ? one : json_object_get(rows, ghost_id(a, one));
    const char *slug = ghost_text(a, row, "slug");
    bool hidden = strncmp(slug, "hash-", 5) == 0 || *ghost_text(a, row, "name") == '#';
    return *slug && !hidden ? slug : "all";
}

static const char *routes_tag(const struct ghost *g, struct arena *a, const json_t *post)
{
    return routes_first(a, post, g->tags_of, g->tags, "tags");
}

static const char *routes_author(const struct ghost *g, struct arena *a, const json_t *post)
{
    return routes_first(a, post, g->authors_of, g->users, "authors");
}

/* Bytes of a placeholder at s, its name in *name; 0: it is none. */
static size_t routes_placeholder(struct arena *a, const char *s, const char **name)
{
    size_t n = 1 + strspn(s + 1, "abcdefghijklmnopqrstuvwxyz_");
    if (n == 1 || (*s != ':' && (*s != '{' || s[n] != '}')))
        return 0;
    *name = arena_dupn(a, s + 1, n - 1);
    return n + (*s == '{');
}

/* NULL: what the pattern names cannot be told. */
static const char *routes_value(const struct ghost *g, struct arena *a, const json_t *post,
                                const struct dateline_civil *c, const char *name)
{
    const struct {
        const char *name, *value;
    } known[] = {
        {"year", arena_printf(a, "%04d", c->year)}, {"month", arena_printf(a, "%02d", c->month)},
        {"day", arena_printf(a, "%02d", c->day)},   {"slug", ghost_text(a, post, "slug")},
        {"id", ghost_text(a, post, "id")},          {"uuid", ghost_text(a, post, "uuid")},
        {"primary_tag", routes_tag(g, a, post)},    {"primary_author", routes_author(g, a, post)},
        {"author", routes_author(g, a, post)}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(name, known[i].name) == 0)
            return *known[i].value ? known[i].value : NULL;
    return NULL;
}

/* A pattern with what a post has there, published then; "": it cannot be told. */
static const char *ghost_permalink(const struct ghost *g, struct arena *a, const json_t *post,
                                   const struct dateline_civil *c, const char *pattern)
{
    struct buf out;
    const char *made = "", *name, *value;
    buf_init(&out, 4096);
    for (const char *at = pattern; *at;) {
        size_t n = routes_placeholder(a, at, &name);
        value = n > 0 ? routes_value(g, a, post, c, name) : NULL;
        if (n > 0 && !value)
            goto end;
        if (n > 0)
            buf_adds(&out, value);
        else
            buf_addc(&out, *at);
        at += n > 0 ? n : 1;
    }
    if (!out.failed)
        made = arena_dupn(a, out.p, out.len);
end:
    buf_free(&out);
    return made;
}

bool ghost_pattern_is_good(struct arena *a, const char *pattern)
{
    static const char known[] = " year month day slug id uuid primary_tag primary_author author ";
    const char *name;
    bool own = false; /* one that tells posts apart */
    if (*pattern != '/' || strlen(pattern) > PATTERN_MOST ||
        pattern[strcspn(pattern, " \t\n?#*\\")])
        return false;
    for (const char *at = pattern; *at;) {
        size_t n = routes_placeholder(a, at, &name);
        if (n == 0 && strchr("{}:", *at))
            return false;
        if (n > 0 && !strstr(known, arena_printf(a, " %s ", name)))
            return false;
        own = own || (n > 0 && strstr(" slug id uuid ", arena_printf(a, " %s ", name)));
        at += n > 0 ? n : 1;
    }
    return own;
}

/* ---- Collections ------------------------------------------------------------------------------ */

enum answer { NO, PERHAPS, YES };

static bool routes_has_slug(struct arena *a, const json_t *post, const json_t *links,
                            const json_t *rows, const char *within, const char *slug)
{
    const json_t *list = json_object_get(links, ghost_text(a, post, "id")), *one;
    size_t i;
    if (!list)
        list = json_object_get(post, within);
    json_array_foreach(list, i, one)
    {
        const json_t *row = json_is_object(one) ? one : json_object_get(rows, ghost_id(a, one));
        if (strcmp(ghost_text(a, row, "slug"), slug) == 0)
            return true;
    }
    return false;
}

static enum answer routes_value_is(const struct ghost *g, struct arena *a, const json_t *post,
                                   const char *key, const char *value)
{
    if (strcmp(key, "tag") == 0 || strcmp(key, "tags") == 0)
        return routes_has_slug(a, post, g->tags_of, g->tags, "tags", value) ? YES : NO;
    if (strcmp(key, "author") == 0 || strcmp(key, "authors") == 0)
        return routes_has_slug(a, post, g->authors_of, g->users, "authors", value) ? YES : NO;
    if (strcmp(key, "primary_tag") == 0)
        return strcmp(routes_tag(g, a, post), value) == 0 ? YES : NO;
    if (strcmp(key, "primary_author") == 0)
        return strcmp(routes_author(g, a, post), value) == 0 ? YES : NO;
    if (strcmp(key, "featured") == 0)
        return ghost_true(json_object_get(post, "featured")) == (strcmp(value, "true") == 0) ? YES
                                                                                             : NO;
    return PERHAPS;
}

/* "tag:news", "-tag:news", "tag:[news,sport]"; with quotes around a value. */
static enum answer routes_term_is(const struct ghost *g, struct arena *a, const json_t *post,
                                  const char *term)
{
    const char *colon = strchr(term, ':');
    if (!colon)
        return PERHAPS;
    const char *key = arena_dupn(a, term, (size_t)(colon - term)), *value = colon + 1;
    bool not = *key == '-';
    size_t n = strlen(value);
    if (n > 1 && *value == '[' && value[n - 1] == ']')
        value = arena_dupn(a, value + 1, n - 2);
    struct strlist any = text_split(a, value, ',');
    enum answer is = any.n > 0 ? NO : PERHAPS;
    for (size_t i = 0; i < any.n; i++) {
        const char *one = any.v[i];
        size_t m = strlen(one);
        if (m > 1 && strchr("'\"", *one) && one[m - 1] == *one)
            one = arena_dupn(a, one + 1, m - 2);
        enum answer this =
            one[strcspn(one, "~<>()")] ? PERHAPS : routes_value_is(g, a, post, key + not, one);
        is = this > is ? this : is;
    }
    return is == PERHAPS || !not ? is : is == YES ? NO : YES;
}

/* Terms with "+" between them; what is more than that is not understood. */
static enum answer routes_filter_is(const struct ghost *g, struct arena *a, const json_t *post,
                                    const char *filter)
{
    if (!filter)
        return YES;
    const char *bracket = strchr(filter, '['), *comma = strchr(filter, ',');
    if (strpbrk(filter, "()") || (comma && (!bracket || comma < bracket)))
        return PERHAPS;
    struct strlist terms = text_split(a, filter, '+');
    enum answer all = YES;
    for (size_t i = 0; i < terms.n; i++) {
        enum answer one = routes_term_is(g, a, post, terms.v[i]);
        all = one < all ? one : all;
    }
    return all;
}

void ghost_addresses(const struct ghost *g, struct arena *a, const json_t *post,
                     const struct dateline_civil *c, struct strlist *out)
{
    enum answer is = NO;
    for (size_t i = 0; i < g->n_collections && is != YES; i++) {
        is = routes_filter_is(g, a, post, g->collections[i].filter);
        const char *made =
            is == NO ? "" : ghost_permalink(g, a, post, c, g->collections[i].permalink);
        if (*made)
            strlist_add(a, out, made);
    }
}

static bool routes_take(struct ghost *g, const char *text, size_t n, const char **why)
{
    const char *path;
    json_t *root = yaml_parse(g->arena, text, n, 1, why), *one;
    json_t *collections = json_object_get(root, "collections");
    struct ghost_collection *v =
        arena_array(g->arena, json_object_size(collections) + 1, sizeof *v);
    size_t taken = 0;
    json_object_foreach(collections, path, one)
    {
        const char *pattern = yaml_text(one, "permalink"), *filter = yaml_text(one, "filter");
        if (taken == COLLECTIONS_MOST || !pattern || !ghost_pattern_is_good(g->arena, pattern)) {
            *why = arena_printf(g->arena, "the permalink of %s is none that is known here", path);
            json_decref(root);
            return false;
        }
        v[taken++] = (struct ghost_collection){.permalink = arena_dup(g->arena, pattern),
                                               .filter = arena_dup(g->arena, filter)};
    }
    if (taken > 0) {
        g->collections = v;
        g->n_collections = taken;
    }
    bool good = root;
    json_decref(root);
    return good;
}

/* ---- Redirects -------------------------------------------------------------------------------- */

static bool routes_is_one_of(const char *s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(s, words[i]) == 0)
            return true;
    return false;
}

/* "^/old\/page/?$" is an address; NULL: it is a pattern for many, or nothing. */
static const char *routes_plain_path(struct arena *a, const char *from)
{
    static const char *const ends[] = {"$", "/?$", "/?", "\\/?$", "\\/?", "/*$"};
    char *out = arena_alloc(a, strlen(from) + 2), *to = out;
    from += *from == '^';
    if (*from != '/' && strncmp(from, "\\/", 2) != 0)
        *to++ = '/';
    for (const char *s = from; *s; s++) {
        if (routes_is_one_of(s, ends, sizeof ends / sizeof ends[0]))
            break;
        if (*s == '\\' && s[1] && strchr("/.-_", s[1]))
            s++;
        else if (strchr("\\^$.*+?()[]{}|", *s) && *s != '.')
            return NULL;
        *to++ = *s;
    }
    *to = '\0';
    return out;
}

static void routes_add_redirect(struct ghost *g, const char *from, const char *to)
{
    struct arena *a = g->arena;
    const char *path = from && to ? routes_plain_path(a, from) : NULL;
    bool many = to && strchr(to, '$');
    g->redirects =
        arena_grow(a, g->redirects, g->n_redirects, &g->room_redirects, sizeof *g->redirects);
    g->redirects[g->n_redirects++] =
        (struct import_redirect){.said = arena_dup(a, from ? from : ""),
                                 .path = many ? NULL : path,
                                 .target = arena_dup(a, to ? to : "")};
}

static void routes_take_list(struct ghost *g, const json_t *list)
{
    const json_t *one;
    size_t i;
    json_array_foreach(list, i, one)
    {
        routes_add_redirect(g, json_string_value(json_object_get(one, "from")),
                            json_string_value(json_object_get(one, "to")));
    }
}

/* "301:" and "302:", each with "from: to". */
static void routes_take_map(struct ghost *g, json_t *root)
{
    const char *status, *from;
    json_t *map, *to;
    json_object_foreach(root, status, map)
    {
        json_object_foreach(map, from, to)
        {
            routes_add_redirect(g, from, json_string_value(to));
        }
    }
}

static bool redirects_take_json(struct ghost *g, const char *text, size_t n, const char **why)
{
    json_error_t error;
    json_t *root = json_loadb(text, n, 0, &error);
    *why = "it is no list of redirects";
    bool good = json_is_array(root);
    if (good)
        routes_take_list(g, root);
    json_decref(root);
    return good;
}

static bool redirects_take_yaml(struct ghost *g, const char *text, size_t n, const char **why)
{
    json_t *root = yaml_parse(g->arena, text, n, 1, why);
    if (root)
        routes_take_map(g, root);
    bool good = root;
    json_decref(root);
    return good;
}

/* ---- Files ------------------------------------------------------------------------------------ */

/* NULL: it is not there, or *why. */
static char *routes_read(struct arena *a, const char *folder, const char *name, size_t *n,
                         const char **why)
{
    struct stat st;
    char *bytes = NULL;
    int fd = open(arena_printf(a, "%s/%s", folder, name), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        bytes = arena_alloc(a, FILE_MOST + 1);
        ssize_t got = read(fd, bytes, FILE_MOST);
        *n = got > 0 ? (size_t)got : 0;
        if (got < 0 || st.st_size >= FILE_MOST || !text_utf8_valid(bytes, *n)) {
            *why = "it cannot be read, is too large, or is no UTF-8";
            bytes = NULL;
        }
    }
    if (fd >= 0)
        close(fd);
    return bytes;
}

bool ghost_take_file(struct ghost *g, const char *name, const char *text, size_t n,
                     const char **why)
{
    const char *slash = strrchr(name, '/'), *stem = slash ? slash + 1 : name;
    if (strcmp(stem, "routes.yaml") == 0)
        return routes_take(g, text, n, why);
    return strcmp(stem, "redirects.json") == 0 ? redirects_take_json(g, text, n, why)
                                               : redirects_take_yaml(g, text, n, why);
}

bool ghost_read_beside(struct ghost *g, const char *folder, const char **why)
{
    static const char *const files[] = {
        "routes.yaml",    "settings/routes.yaml", "content/settings/routes.yaml",
        "redirects.json", "data/redirects.json",  "content/data/redirects.json",
        "redirects.yaml", "data/redirects.yaml",  "content/data/redirects.yaml"};
    for (size_t i = 0; folder && i < sizeof files / sizeof files[0]; i++) {
        size_t n = 0;
        const char *wrong = NULL;
        const char *text = routes_read(g->arena, folder, files[i], &n, &wrong);
        if (!wrong && (!text || ghost_take_file(g, files[i], text, n, &wrong)))
            continue;
        *why = arena_printf(g->arena, "%s: %s", files[i], wrong);
        return false;
    }
    return true;
}
