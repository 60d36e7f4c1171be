/* export_media.c: from a picture's address to its file.
 *
 * Systems keep uploads below a folder of their own: wp-content/uploads, content/images. Whoever
 * brings them along may name that folder, or one above it, so the path of the address is tried from
 * its begin on, and then without its first parts, but never without a part below the folder: two
 * pictures may have one name in two months. Of feeds nobody knows such a folder: by_name. */
#include "export_media.h"

#include "lib/ascii.h"
#include "lib/text.h"
#include "story_file_private.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

bool export_media_open(struct arena *a, const char *folder, struct export_media *out,
                       const char **why)
{
    char real[PATH_MAX];
    struct stat st;
    *out = (struct export_media){0};
    if (!folder)
        return true;
    if (!realpath(folder, real) || stat(real, &st) < 0) {
        *why = strerror(errno);
        return false;
    }
    *why = "it is not a folder";
    out->root = arena_dup(a, real);
    return S_ISDIR(st.st_mode);
}

/* ---- Addresses -------------------------------------------------------------------------------- */

/* The host of an address, in small letters, and where its path begins; "" for an address without. */
static const char *media_host(struct arena *a, const char *url, const char **path)
{
    const char *at = strstr(url, "://");
    at = at && at < url + strcspn(url, "/?#") + 1 ? at + 3
         : strncmp(url, "//", 2) == 0             ? url + 2
                                                  : NULL;
    if (!at) {
        *path = url;
        return "";
    }
    size_t n = strcspn(at, "/?#");
    char *host = arena_dupn(a, at, n);
    for (char *c = host; *c; c++)
        *c = ascii_lower(*c);
    *path = at + n;
    return strncmp(host, "www.", 4) == 0 ? host + 4 : host;
}

static bool media_host_is_known(const struct export_media *m, const char *host)
{
    for (size_t i = 0; i < m->hosts.n; i++)
        if (strcmp(m->hosts.v[i], host) == 0)
            return true;
    return m->by_name;
}

void export_media_add_host(struct arena *a, struct export_media *m, const char *url)
{
    const char *path, *host = media_host(a, url, &path);
    if (*host && !media_host_is_known(m, host))
        strlist_add(a, &m->hosts, host);
}

/* "https://i0.wp.com/paper.example/a.jpg" is paper.example's, made smaller on its way. */
static const char *media_behind_proxy(struct arena *a, const char *host, const char *path)
{
    bool proxy = host[0] == 'i' && ascii_is_digit((unsigned char)host[1]) &&
                 strcmp(host + 2, ".wp.com") == 0;
    return proxy && *path == '/' ? arena_printf(a, "https:/%s", path) : NULL;
}

/* "/content/images/size/w600/2020/01/a.jpg" is "/content/images/2020/01/a.jpg", made smaller. */
static const char *media_without_width(struct arena *a, const char *path)
{
    static const char mark[] = "/content/images/size/w";
    const char *at = strstr(path, mark);
    const char *rest = at ? at + strlen(mark) : "";
    rest += strspn(rest, "0123456789h");
    return at && *rest == '/'
               ? arena_printf(a, "%.*s/content/images%s", (int)(at - path), path, rest)
               : path;
}

const char *export_media_path(const struct export_media *m, struct arena *a, const char *src)
{
    const char *path, *host = media_host(a, src, &path);
    const char *behind = media_behind_proxy(a, host, path);
    if (behind)
        host = media_host(a, behind, &path);
    if (strncmp(path, "data:", 5) == 0 || (*host && !media_host_is_known(m, host)))
        return NULL;
    path = arena_dupn(a, path, strcspn(path, "?#"));
    return media_without_width(a, story_picture_decoded(a, path));
}

/* ---- What the export says --------------------------------------------------------------------- */

static int media_by_path(const void *a, const void *b)
{
    return strcmp(((const struct export_picture *)a)->path,
                  ((const struct export_picture *)b)->path);
}

static int media_by_id(const void *a, const void *b)
{
    return strcmp((*(struct export_picture *const *)a)->id,
                  (*(struct export_picture *const *)b)->id);
}

static int media_by_parent(const void *a, const void *b)
{
    const struct export_picture *one = *(struct export_picture *const *)a,
                                *other = *(struct export_picture *const *)b;
    int parent = strcmp(one->parent, other->parent);
    if (parent != 0 || one->order != other->order)
        return parent != 0 ? parent : one->order < other->order ? -1 : 1;
    size_t n = strlen(one->id), m = strlen(other->id); /* as numbers */
    return n != m ? (n < m ? -1 : 1) : strcmp(one->id, other->id);
}

void export_media_sort(struct arena *a, struct export_media *m)
{
    m->by_id = arena_array(a, m->n + 1, sizeof *m->by_id);
    if (m->n > 0)
        qsort(m->v, m->n, sizeof *m->v, media_by_path);
    m->by_parent = arena_array(a, m->n + 1, sizeof *m->by_parent);
    for (size_t i = 0; i < m->n; i++)
        m->by_id[i] = m->by_parent[i] = &m->v[i];
    if (m->n > 0) {
        qsort(m->by_id, m->n, sizeof *m->by_id, media_by_id);
        qsort(m->by_parent, m->n, sizeof *m->by_parent, media_by_parent);
    }
}

struct export_picture *const *export_media_of(const struct export_media *m, const char *parent,
                                              size_t *n)
{
    size_t from = 0, to = m->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (strcmp(m->by_parent[middle]->parent, parent) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    for (*n = 0; from + *n < m->n && strcmp(m->by_parent[from + *n]->parent, parent) == 0;)
        ++*n;
    return m->by_parent + from;
}

const struct export_picture *export_media_by_id(const struct export_media *m, const char *id)
{
    const struct export_picture like = {.id = id}, *key = &like;
    struct export_picture *const *found =
        m->n > 0 ? bsearch(&key, m->by_id, m->n, sizeof *m->by_id, media_by_id) : NULL;
    return found && *id ? *found : NULL;
}

static const struct export_picture *media_find(const struct export_media *m, const char *path)
{
    const struct export_picture like = {.path = path};
    return m->n > 0 ? bsearch(&like, m->v, m->n, sizeof *m->v, media_by_path) : NULL;
}

/* "/a-300x200.jpg" as "/a.jpg", or with `more` before its ending: "/a-scaled.jpg"; NULL: its name has
 * no size. */
static const char *media_without_size(struct arena *a, const char *path, const char *more)
{
    const char *dot = strrchr(path, '.'), *at = dot;
    size_t digits[2] = {0, 0};
    for (int i = 1; at && i >= 0; i--) {
        while (at > path && ascii_is_digit((unsigned char)at[-1]))
            at--, digits[i]++;
        if (at == path || at[-1] != (i == 1 ? 'x' : '-') || digits[i] == 0 || digits[i] > 5)
            return NULL;
        at--;
    }
    return at ? arena_printf(a, "%.*s%s%s", (int)(at - path), path, more, dot) : NULL;
}

const struct export_picture *export_media_at(const struct export_media *m, struct arena *a,
                                             const char *src)
{
    const char *path = export_media_path(m, a, src);
    const struct export_picture *found = path ? media_find(m, path) : NULL;
    const char *whole = path && !found ? media_without_size(a, path, "") : NULL;
    if (whole)
        found = media_find(m, whole);
    if (whole && !found)
        found = media_find(m, media_without_size(a, path, "-scaled"));
    return found;
}

struct strlist export_media_paths(const struct export_media *m, struct arena *a, const char *src)
{
    struct strlist paths = {0};
    const char *path = export_media_path(m, a, src);
    const struct export_picture *known = path ? export_media_at(m, a, src) : NULL;
    const char *whole = path ? media_without_size(a, path, "") : NULL;
    if (known)
        strlist_add(a, &paths, known->path);
    if (whole && !media_find(m, path))
        strlist_add(a, &paths, whole);
    if (path)
        strlist_add(a, &paths, path);
    return paths;
}

const char *export_media_proxied(struct arena *a, const char *src)
{
    const char *path, *host = media_host(a, src, &path);
    return media_behind_proxy(a, host, path);
}

/* ---- Files ------------------------------------------------------------------------------------ */

static const char *media_file_below(const struct export_media *m, struct arena *a, const char *path)
{
    char real[PATH_MAX];
    struct stat st;
    size_t n = strlen(m->root);
    if (!realpath(arena_printf(a, "%s/%s", m->root, path), real) || stat(real, &st) < 0 ||
        !S_ISREG(st.st_mode) || strncmp(real, m->root, n) != 0 || (real[n] != '/' && n > 1))
        return NULL;
    return arena_dup(a, real);
}

/* What stands behind the name of a folder of uploads; the whole path when none is in it. */
static const char *media_below_uploads(const char *path)
{
    static const char *const folders[] = {"/uploads/", "/content/images/", "/content/media/",
                                          "/content/files/", "/files/"};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        const char *at = strstr(path, folders[i]);
        if (at)
            return at + strlen(folders[i]);
    }
    return path + strspn(path, "/");
}

static const char *media_file_of(const struct export_media *m, struct arena *a, const char *path)
{
    const char *last = strrchr(path, '/');
    const char *least = !m->by_name ? media_below_uploads(path) : last ? last + 1 : path;
    if (strlen(path) > PATH_MAX / 2)
        return NULL;
    for (const char *at = path + strspn(path, "/"); at && at <= least;) {
        const char *found = media_file_below(m, a, at), *slash = strchr(at, '/');
        if (found)
            return found;
        at = slash ? slash + 1 : NULL;
    }
    return NULL;
}

const char *export_media_file(const struct export_media *m, struct arena *a, const char *src)
{
    const char *path = m->root ? export_media_path(m, a, src) : NULL;
    if (!path)
        return NULL;
    const struct export_picture *known = export_media_at(m, a, src);
    const char *found = known ? media_file_of(m, a, known->path) : NULL;
    const char *whole = found || media_find(m, path) ? NULL : media_without_size(a, path, "");
    if (whole)
        found = media_file_of(m, a, whole);
    return found ? found : media_file_of(m, a, path);
}
