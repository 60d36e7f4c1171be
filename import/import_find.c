/* import_find.c: what lies in a folder that somebody sent. */
#include "import_open.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { HEAD = 64 * 1024, FILES_MAX = 1000 };

struct finding {
    struct arena *a;
    size_t n[IMPORT_FORM_MAX];
    struct strlist paths[IMPORT_FORM_MAX];
};

const char *import_form_name(enum import_form f)
{
    static const char *const names[] = {"markdown", "html", "wordpress", "ghost", "feed"};
    return names[f];
}

/* ---- One file --------------------------------------------------------------------------------- */

static const char *find_head(struct arena *a, const char *path)
{
    char *head = arena_alloc(a, HEAD + 1);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    ssize_t n = fd >= 0 ? read(fd, head, HEAD) : 0;
    if (fd >= 0)
        close(fd);
    head[n > 0 ? n : 0] = '\0';
    return strncmp(head, "\xEF\xBB\xBF", 3) == 0 ? head + 3 : head;
}

static enum import_form find_in_json(const char *head)
{
    if (strstr(head, "jsonfeed.org"))
        return IMPORT_FEED;
    return strstr(head, "\"db\"") || strstr(head, "\"posts\"") || strstr(head, "\"pages\"")
               ? IMPORT_GHOST
               : IMPORT_FORM_MAX;
}

static enum import_form find_in_xml(const char *head)
{
    if (strstr(head, "wordpress.org/export/"))
        return IMPORT_WORDPRESS;
    return strstr(head, "<rss") || strstr(head, "<feed") || strstr(head, "<rdf:RDF") ||
                   strstr(head, ":feed")
               ? IMPORT_FEED
               : IMPORT_FORM_MAX;
}

static bool find_ends(const char *name, const char *const *endings)
{
    const char *dot = strrchr(name, '.');
    while (dot && *endings && strcasecmp(dot, *endings) != 0)
        endings++;
    return dot && *endings;
}

/* A page of HTML or a file of Markdown by its name; what may be an export by its begin. */
static enum import_form find_form(struct finding *f, const char *path, const char *name)
{
    static const char *const markdown[] = {".md",  ".markdown", ".mdown", ".mkdn",
                                           ".mkd", ".mdx",      NULL},
                             *const exports[] = {".xml", ".json", ".rss",  ".atom", ".rdf",
                                                 ".wxr", ".txt",  ".feed", NULL};
    if (find_ends(name, markdown))
        return IMPORT_MARKDOWN;
    if (folder_is_html(name))
        return IMPORT_HTML;
    if (strchr(name, '.') && !find_ends(name, exports))
        return IMPORT_FORM_MAX;
    const char *head = find_head(f->a, path);
    const char *begin = head + strspn(head, " \t\r\n");
    if (*begin == '{' || *begin == '[')
        return find_in_json(begin);
    return *begin == '<' ? find_in_xml(begin) : IMPORT_FORM_MAX;
}

static void find_file(struct finding *f, const char *path, const char *name)
{
    enum import_form form = find_form(f, path, name);
    if (form == IMPORT_FORM_MAX)
        return;
    if (form > IMPORT_HTML && f->n[form] < FILES_MAX)
        strlist_add(f->a, &f->paths[form], arena_dup(f->a, path));
    f->n[form]++;
}

/* ---- The folder ------------------------------------------------------------------------------- */

static int find_by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool find_walk(struct finding *f, const char *folder)
{
    char *roots[] = {(char *)folder, NULL};
    FTS *fts = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, find_by_name);
    for (FTSENT *e; fts && (e = fts_read(fts));)
        if (e->fts_info == FTS_F && e->fts_name[0] != '.')
            find_file(f, e->fts_path, e->fts_name);
    if (fts)
        fts_close(fts);
    return fts;
}

/* A folder that holds one folder and nothing else is that one. */
static const char *find_root(struct arena *a, const char *folder)
{
    char *roots[] = {(char *)folder, NULL};
    const char *only = NULL;
    size_t n = 0;
    FTS *fts = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    for (FTSENT *e; fts && (e = fts_read(fts));) {
        if (e->fts_level != 1 || e->fts_info == FTS_DP)
            continue;
        n++;
        only = e->fts_info == FTS_D ? arena_dup(a, e->fts_path) : NULL;
        if (e->fts_info == FTS_D)
            fts_set(fts, e, FTS_SKIP);
    }
    if (fts)
        fts_close(fts);
    return n == 1 && only ? find_root(a, only) : folder;
}

bool import_find(struct arena *a, const char *folder, struct import_found *out, const char **why)
{
    struct finding f = {.a = a};
    *out = (struct import_found){.within = folder, .root = find_root(a, folder)};
    if (!find_walk(&f, folder)) {
        *why = strerror(errno);
        return false;
    }
    size_t exports = (f.n[IMPORT_WORDPRESS] > 0) + (f.n[IMPORT_GHOST] > 0);
    *why = "it holds exports of WordPress and of Ghost: send one after the other";
    if (exports > 1)
        return false;
    *why = "it is no export of WordPress or Ghost, no feed, and holds neither Markdown nor HTML";
    out->form = f.n[IMPORT_WORDPRESS]                                      ? IMPORT_WORDPRESS
                : f.n[IMPORT_GHOST]                                        ? IMPORT_GHOST
                : f.n[IMPORT_MARKDOWN]                                     ? IMPORT_MARKDOWN
                : f.n[IMPORT_FEED] && f.n[IMPORT_HTML] <= f.n[IMPORT_FEED] ? IMPORT_FEED
                : f.n[IMPORT_HTML]                                         ? IMPORT_HTML
                                                                           : IMPORT_FORM_MAX;
    if (out->form < IMPORT_FORM_MAX)
        out->paths = f.paths[out->form];
    return out->form < IMPORT_FORM_MAX;
}
