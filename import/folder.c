/* folder.c: walking, and looking things up around the files. */
#include "folder.h"

#include "front_matter.h"
#include "lib/ascii.h"
#include "lib/buf.h"
#include "lib/text.h"
#include "yaml.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LEVELS_UP = 5 };

/* ---- What is a story ------------------------------------------------------------------------- */

static const char *folder_ending(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && dot != name ? dot : "";
}

static bool folder_is_one_of(const char *s, const char *const *words)
{
    while (*words && strcasecmp(s, *words) != 0)
        words++;
    return *words;
}

static bool folder_is_markdown(const char *file)
{
    static const char *const endings[] = {".md",  ".markdown", ".mdown", ".mkdn",
                                          ".mkd", ".mdx",      NULL};
    return folder_is_one_of(folder_ending(file), endings);
}

bool folder_is_html(const char *file)
{
    static const char *const endings[] = {".html", ".htm", ".xhtml", NULL};
    return folder_is_one_of(folder_ending(file), endings);
}

static bool folder_is_story(const char *name)
{
    return (folder_is_markdown(name) || folder_is_html(name)) && strncmp(name, "_index.", 7) != 0;
}

/* ---- Sites ----------------------------------------------------------------------------------- */

static bool folder_has(struct arena *a, const char *folder, const char *name)
{
    return access(arena_printf(a, "%s/%s", folder, name), F_OK) == 0;
}

static bool folder_is_site(struct arena *a, const char *folder)
{
    static const char *const marks[] = {"hugo.toml",
                                        "hugo.yaml",
                                        "config.toml",
                                        "config.yaml",
                                        "_config.yml",
                                        "astro.config.mjs",
                                        "astro.config.ts",
                                        ".eleventy.js",
                                        "eleventy.config.js",
                                        "eleventy.config.mjs",
                                        "gatsby-config.js",
                                        "package.json",
                                        "_posts",
                                        "archetypes",
                                        "src/content"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (folder_has(a, folder, marks[i]))
            return true;
    return false;
}

/* What holds no stories wherever it is, and beside a site's settings. */
static bool folder_is_left_out(const char *name, bool in_site)
{
    static const char *const never[] = {"node_modules", "_site",    "_layouts", "_includes",
                                        "_sass",        "_plugins", "_data",    NULL};
    static const char *const of_site[] = {"static", "public",     "assets",  "resources",
                                          "themes", "archetypes", "layouts", "i18n",
                                          "data",   "dist",       "vendor",  NULL};
    return name[0] == '.' || folder_is_one_of(name, never) ||
           (in_site && folder_is_one_of(name, of_site));
}

/* ---- Walking --------------------------------------------------------------------------------- */

static int folder_by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static void folder_count(struct folder *f, const char *kind)
{
    char *key = text_utf8_repair(f->arena, kind, strlen(kind));
    for (char *s = key; *s; s++)
        *s = ascii_lower(*s);
    json_int_t n = json_integer_value(json_object_get(f->others, key));
    json_object_set_new(f->others, key, json_integer(n + 1));
}

static void folder_take_file(struct folder *f, const char *path, const char *name)
{
    const char *ending = folder_ending(name);
    if (name[0] != '.' && folder_is_story(name))
        strlist_add(f->arena, &f->files, arena_dup(f->arena, path));
    else
        folder_count(f, strncmp(name, "_index.", 7) == 0 ? name
                        : name[0] == '.'                 ? "hidden"
                        : *ending                        ? ending
                                                         : "without an ending");
}

static void folder_add_trouble(struct folder *f, const char *path, int error)
{
    struct folder_trouble *v = arena_array(f->arena, f->n_troubles + 1, sizeof *v);
    if (f->n_troubles > 0)
        memcpy(v, f->troubles, f->n_troubles * sizeof *v);
    v[f->n_troubles++] =
        (struct folder_trouble){arena_dup(f->arena, path),
                                arena_printf(f->arena, "it cannot be opened: %s", strerror(error))};
    f->troubles = v;
}

static void folder_walk(struct folder *f)
{
    char *roots[] = {(char *)f->root, NULL};
    size_t skip = strlen(f->root) + 1;
    bool site = folder_is_site(f->arena, f->root);
    FTS *fts = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, folder_by_name);
    for (FTSENT *e; fts && (e = fts_read(fts));) {
        const char *path = e->fts_level > 0 ? e->fts_path + skip : ".";
        if (e->fts_info == FTS_D && e->fts_level > 0 &&
            folder_is_left_out(e->fts_name, site && e->fts_level == 1)) {
            fts_set(fts, e, FTS_SKIP);
            strlist_add(f->arena, &f->left_out, arena_dup(f->arena, path));
        } else if (e->fts_info == FTS_F) {
            folder_take_file(f, path, e->fts_name);
        } else if (e->fts_info == FTS_SL || e->fts_info == FTS_SLNONE) {
            folder_count(f, "symbolic link");
        } else if (e->fts_info == FTS_DEFAULT) {
            folder_count(f, "special file");
        } else if (e->fts_info == FTS_DNR || e->fts_info == FTS_NS || e->fts_info == FTS_ERR) {
            folder_add_trouble(f, path, e->fts_errno);
        }
    }
    if (fts)
        fts_close(fts);
}

const char *folder_stem(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t n = strlen(name);
    if (folder_is_markdown(name) || folder_is_html(name))
        n -= strlen(folder_ending(name));
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

static bool folder_is_below(const char *real, const char *root)
{
    size_t n = strlen(root);
    return strncmp(real, root, n) == 0 && (real[n] == '/' || n <= 1);
}

/* Whether what lies at the folder `base` may be looked at. */
static bool folder_may_look(const struct folder *f, const char *base)
{
    return *base &&
           (!f->within || strcmp(base, f->within) == 0 || folder_is_below(base, f->within));
}

/* How many levels above the folder its site begins: where its settings are, or a folder "content".
 * Without any sign, one: only what lies beside the folder. */
static int folder_levels_to_site(struct folder *f)
{
    static const char *const inner[] = {"content", "_posts", "_drafts", NULL};
    char *base = arena_dup(f->arena, f->root);
    int found = 1;
    for (int i = 0; i <= LEVELS_UP && folder_may_look(f, base); i++) {
        char *slash = strrchr(base, '/');
        if (folder_is_site(f->arena, base))
            return i;
        if (folder_is_one_of(slash + 1, inner))
            found = i + 1;
        *slash = '\0';
    }
    return found;
}

static void folder_add_public(struct folder *f, const char *base)
{
    static const char *const names[] = {"static", "assets",  "public",     "images",    "img",
                                        "media",  "uploads", "src/assets", "src/images"};
    char real[PATH_MAX];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *path = folder_existing(f->arena, base, names[i]);
        if (path && realpath(path, real))
            strlist_add(f->arena, &f->public, arena_dup(f->arena, real));
    }
}

/* authors/ and topics/ lie beside what is imported, data/images/ at the root of the whole. */
static void folder_look_around(struct folder *f)
{
    char *base = arena_dup(f->arena, f->root);
    int site = folder_levels_to_site(f);
    for (int i = 0; i < LEVELS_UP && folder_may_look(f, base); i++) {
        if (!f->authors)
            f->authors = folder_existing(f->arena, base, "authors");
        if (!f->topics)
            f->topics = folder_existing(f->arena, base, "topics");
        if (!f->pictures)
            f->pictures = folder_existing(f->arena, base, "data/images");
        if (i <= site) {
            folder_add_public(f, base);
            f->jekyll = f->jekyll || folder_has(f->arena, base, "_config.yml");
        }
        *strrchr(base, '/') = '\0';
    }
    f->jekyll = f->jekyll || strstr(f->root, "/_posts") || strstr(f->root, "/_drafts");
}

bool folder_open_within(struct arena *a, const char *path, const char *within, struct folder *out,
                        const char **why)
{
    char real[PATH_MAX], limit[PATH_MAX];
    struct stat st;
    if (!realpath(path, real) || stat(real, &st) < 0 || (within && !realpath(within, limit))) {
        *why = strerror(errno);
        return false;
    }
    *out = (struct folder){.arena = a,
                           .root = arena_dup(a, real),
                           .within = within ? arena_dup(a, limit) : NULL,
                           .by_name = json_object(),
                           .names = json_object(),
                           .others = json_object()};
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

bool folder_open(struct arena *a, const char *path, struct folder *out, const char **why)
{
    return folder_open_within(a, path, NULL, out, why);
}

void folder_of_text(struct arena *a, const char *text, size_t n, struct folder *out)
{
    *out = (struct folder){.arena = a,
                           .root = "",
                           .name = "",
                           .text = text,
                           .text_n = n,
                           .by_name = json_object(),
                           .names = json_object(),
                           .others = json_object()};
    strlist_add(a, &out->files, "text.md");
}

void folder_close(struct folder *f)
{
    json_decref(f->by_name);
    json_decref(f->names);
    json_decref(f->others);
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

/* path with links resolved, when it is a file below the root or in a folder that the site shows. */
static const char *folder_file_below(const struct folder *f, struct arena *a, const char *path)
{
    char real[PATH_MAX];
    struct stat st;
    if (!realpath(path, real) || stat(real, &st) < 0 || !S_ISREG(st.st_mode))
        return NULL;
    bool may = folder_is_below(real, f->root);
    for (size_t i = 0; i < f->public.n && !may; i++)
        may = folder_is_below(real, f->public.v[i]);
    return may ? arena_dup(a, real) : NULL;
}

/* "/assets/a.jpg" and "/a.jpg" in the folder "assets", which a site shows as itself or as its root. */
static const char *folder_public_file(const struct folder *f, struct arena *a, const char *picture)
{
    picture += strspn(picture, "/~@");
    for (size_t i = 0; i < f->public.n; i++) {
        const char *base = f->public.v[i], *name = strrchr(base, '/') + 1;
        size_t n = strlen(name);
        const char *found = folder_file_below(f, a, arena_printf(a, "%s/%s", base, picture));
        if (!found && strncmp(picture, name, n) == 0 && picture[n] == '/')
            found = folder_file_below(f, a, arena_printf(a, "%s%s", base, picture + n));
        if (found)
            return found;
    }
    return NULL;
}

const char *folder_beside(const struct folder *f, struct arena *a, const char *file,
                          const char *picture)
{
    const char *slash = strrchr(file, '/'), *found = NULL;
    int n = slash ? (int)(slash - file) : 0;
    if (f->text || !*picture || strlen(picture) > PATH_MAX / 2)
        return NULL;
    if (*picture != '/')
        found = folder_file_below(f, a, arena_printf(a, "%s/%.*s/%s", f->root, n, file, picture));
    if (!found)
        found = folder_file_below(f, a, arena_printf(a, "%s/%s", f->root, picture));
    return found ? found : folder_public_file(f, a, picture);
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
        const char *why;
        struct front_block block;
        struct notes notes = {.arena = a};
        size_t n;
        char *path = arena_printf(a, "%s/%s%s", where, slug, i == 0 ? "/_index.md" : ".md");
        char *text = folder_read_path(a, path, &n, &why);
        if (!text || !front_matter_split(a, text, n, &notes, &block, &why))
            continue;
        found = arena_dup(f->arena, folder_shown_name(a, block.map));
        json_decref(block.map);
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
