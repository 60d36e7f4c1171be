/* folder.c: walking, and looking things up around the files. */
#include "folder.h"

#include "front_matter.h"
#include "lib/buf.h"
#include "lib/text.h"
#include "yaml.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LEVELS_UP = 5 };

/* ---- Walking --------------------------------------------------------------------------------- */

static int folder_by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool folder_is_markdown(const char *name)
{
    size_t n = strlen(name);
    return n > 3 && strcmp(name + n - 3, ".md") == 0 && strcmp(name, "_index.md") != 0;
}

static void folder_walk(struct folder *f)
{
    char *roots[] = {(char *)f->root, NULL};
    size_t skip = strlen(f->root) + 1;
    FTS *fts = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, folder_by_name);
    for (FTSENT *e; fts && (e = fts_read(fts));) {
        if (e->fts_info == FTS_D && e->fts_level > 0 && e->fts_name[0] == '.')
            fts_set(fts, e, FTS_SKIP);
        else if (e->fts_info == FTS_F && e->fts_name[0] != '.' && folder_is_markdown(e->fts_name))
            strlist_add(f->arena, &f->files, arena_dup(f->arena, e->fts_path + skip));
    }
    if (fts)
        fts_close(fts);
}

/* The last part of a path without ".md"; for a/b/index.md that is b. */
static const char *folder_stem(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t n = strlen(name);
    if (n > 3 && strcmp(name + n - 3, ".md") == 0)
        n -= 3;
    if (slash && n == 5 && strncmp(name, "index", 5) == 0)
        return folder_stem(a, arena_dupn(a, path, (size_t)(slash - path)));
    return arena_dupn(a, name, n);
}

static const char *folder_existing(struct arena *a, const char *base, const char *below)
{
    struct stat st;
    const char *path = arena_printf(a, "%s/%s", base, below);
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode) ? path : NULL;
}

/* authors/ and topics/ lie beside what is imported, data/images/ at the root of the whole. */
static void folder_look_around(struct folder *f)
{
    char *base = arena_dup(f->arena, f->root);
    for (int i = 0; i < LEVELS_UP && *base; i++) {
        if (!f->authors)
            f->authors = folder_existing(f->arena, base, "authors");
        if (!f->topics)
            f->topics = folder_existing(f->arena, base, "topics");
        if (!f->pictures)
            f->pictures = folder_existing(f->arena, base, "data/images");
        *strrchr(base, '/') = '\0';
    }
}

bool folder_open(struct arena *a, const char *path, struct folder *out, const char **why)
{
    char real[PATH_MAX];
    struct stat st;
    if (!realpath(path, real) || stat(real, &st) < 0) {
        *why = strerror(errno);
        return false;
    }
    *out = (struct folder){
        .arena = a, .root = arena_dup(a, real), .by_name = json_object(), .names = json_object()};
    char *slash = strrchr(real, '/');
    if (S_ISDIR(st.st_mode)) {
        folder_walk(out);
    } else {
        strlist_add(a, &out->files, arena_dup(a, slash + 1));
        *slash = '\0';
        out->root = arena_dup(a, *real ? real : "/");
    }
    out->name = strrchr(out->root, '/') + 1;
    for (size_t i = 0; i < out->files.n; i++)
        json_object_set_new(out->by_name, folder_stem(a, out->files.v[i]),
                            json_integer((json_int_t)i));
    folder_look_around(out);
    return true;
}

void folder_of_text(struct arena *a, const char *text, size_t n, struct folder *out)
{
    *out = (struct folder){.arena = a,
                           .root = "",
                           .name = "",
                           .text = text,
                           .text_n = n,
                           .by_name = json_object(),
                           .names = json_object()};
    strlist_add(a, &out->files, "text.md");
}

void folder_close(struct folder *f)
{
    json_decref(f->by_name);
    json_decref(f->names);
}

/* ---- Files ----------------------------------------------------------------------------------- */

static char *folder_read_path(struct arena *a, const char *path, size_t *n, const char **why)
{
    struct stat st;
    char *text = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &st) < 0) {
        *why = strerror(errno);
    } else if (!S_ISREG(st.st_mode) || st.st_size > (off_t)FOLDER_FILE_MAX) {
        *why = "it is not a file, or is larger than 4 MiB";
    } else {
        text = arena_alloc(a, (size_t)st.st_size + 1);
        ssize_t got = read(fd, text, (size_t)st.st_size);
        *n = got > 0 ? (size_t)got : 0;
        if (got != st.st_size) {
            *why = "it changed while it was being read";
            text = NULL;
        }
    }
    if (fd >= 0)
        close(fd);
    return text;
}

char *folder_read(const struct folder *f, struct arena *a, const char *file, size_t *n,
                  const char **why)
{
    if (f->text) {
        *n = f->text_n;
        return arena_dupn(a, f->text, f->text_n);
    }
    return folder_read_path(a, arena_printf(a, "%s/%s", f->root, file), n, why);
}

/* path with links resolved, when it is a file below the root. */
static const char *folder_file_below(const struct folder *f, struct arena *a, const char *path)
{
    char real[PATH_MAX];
    struct stat st;
    size_t root = strlen(f->root);
    if (!realpath(path, real) || strncmp(real, f->root, root) != 0 ||
        (real[root] != '/' && root > 1) || stat(real, &st) < 0 || !S_ISREG(st.st_mode))
        return NULL;
    return arena_dup(a, real);
}

const char *folder_beside(const struct folder *f, struct arena *a, const char *file,
                          const char *picture)
{
    if (f->text)
        return NULL;
    const char *slash = strrchr(file, '/');
    int n = slash ? (int)(slash - file) : 0;
    const char *near =
        folder_file_below(f, a, arena_printf(a, "%s/%.*s/%s", f->root, n, file, picture));
    return near ? near : folder_file_below(f, a, arena_printf(a, "%s/%s", f->root, picture));
}

/* ---- What is said elsewhere ------------------------------------------------------------------ */

/* A name that is one part of a path and nothing else. */
static bool folder_is_plain_name(const char *s)
{
    return *s && *s != '.' && !strchr(s, '/') && strlen(s) < 200;
}

static const char *folder_shown_name(struct arena *a, const json_t *map)
{
    static const char *const keys[] = {"display_name", "name", "title"};
    const char *first = yaml_text(map, "first_name"), *last = yaml_text(map, "last_name");
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const char *s = yaml_text(map, keys[i]);
        if (!text_blank(s))
            return text_line(a, text_decode_entities(a, s));
    }
    if (text_blank(first) && text_blank(last))
        return NULL;
    return text_line(a, arena_printf(a, "%s %s", first ? first : "", last ? last : ""));
}

static const char *folder_look_up(struct folder *f, const char *where, const char *slug)
{
    struct arena *a = arena_new();
    const char *found = NULL;
    for (size_t i = 0; i < 2 && !found; i++) {
        const char *body, *why;
        size_t n;
        char *path = arena_printf(a, "%s/%s%s", where, slug, i == 0 ? "/_index.md" : ".md");
        char *text = folder_read_path(a, path, &n, &why);
        json_t *map = text ? front_matter_map(a, text, n, &body, &why) : NULL;
        found = arena_dup(f->arena, map ? folder_shown_name(a, map) : NULL);
        json_decref(map);
    }
    arena_free(a);
    return found;
}

const char *folder_name_of(struct folder *f, const char *where, const char *slug)
{
    if (!where || !folder_is_plain_name(slug))
        return NULL;
    const char *key = arena_printf(f->arena, "%s/%s", where, slug);
    json_t *known = json_object_get(f->names, key);
    if (!known) {
        const char *name = folder_look_up(f, where, slug);
        known = name ? json_string(name) : json_null();
        json_object_set_new(f->names, key, known);
    }
    return json_string_value(known);
}

json_t *folder_picture(const struct folder *f, struct arena *a, const char *uid)
{
    const char *why;
    size_t n;
    if (!f->pictures || !folder_is_plain_name(uid))
        return NULL;
    char *text = folder_read_path(a, arena_printf(a, "%s/%s.yml", f->pictures, uid), &n, &why);
    if (!text || !text_utf8_valid(text, n))
        return NULL;
    json_t *map = yaml_parse(a, text, n, 1, &why);
    if (json_is_object(map))
        return map;
    json_decref(map);
    return NULL;
}

const char *folder_find(const struct folder *f, const char *target)
{
    struct arena *a = arena_new();
    const char *clean = arena_dupn(a, target, strcspn(target, "#?"));
    const json_t *at = json_object_get(f->by_name, folder_stem(a, clean));
    arena_free(a);
    return at ? f->files.v[json_integer_value(at)] : NULL;
}
