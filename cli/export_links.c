/* export_links.c: see export_links.h.
 *
 * No parser: what is looked at are our own pages, whose attributes are all in double quotation marks and
 * whose texts are escaped. An address begins behind one of a few marks and ends at the next quotation
 * mark, angle bracket or blank. */
#include "export_links.h"

#include "lib/ascii.h"
#include "lib/text.h"

#include <string.h>

const char *export_link_file(struct arena *a, const char *path, const char *query)
{
    char *mark = arena_dup(a, query);
    for (char *s = mark; *s; s++)
        if (!ascii_is_alnum((unsigned char)*s))
            *s = '-';
    const char *last = strrchr(path, '/'), *dot = last ? strrchr(last, '.') : NULL;
    if (path[0] != '/' || strstr(path, "//"))
        return "";
    path++;
    if (dot)
        return *mark ? arena_printf(a, "%.*s-%s%s", (int)(dot - path), path, mark, dot) : path;
    const char *slash = last[1] ? "/" : "";
    return arena_printf(a, "%s%s%s%sindex.html", path, slash, mark, *mark ? "/" : "");
}

static bool links_begin(const char *s, const char *end, const char *what)
{
    size_t n = strlen(what);
    return (size_t)(end - s) >= n && memcmp(s, what, n) == 0;
}

/* Where an address ends in HTML that is the text of a feed. */
static bool links_escaped_mark(const char *s, const char *end)
{
    static const char *const marks[] = {"&quot;", "&lt;", "&gt;", "&#34;", "&#39;", "&amp;quot;"};
    for (size_t i = 0; *s == '&' && i < sizeof marks / sizeof *marks; i++)
        if (links_begin(s, end, marks[i]))
            return true;
    return false;
}

/* The length of what is an address at s: up to a quotation mark, a bracket or a blank. */
static size_t links_length(const char *s, const char *end)
{
    size_t n = 0;
    while (s + n < end && !strchr("\"'<>()\\ \t\n,", s[n]) && !links_escaped_mark(s + n, end))
        n++;
    return n;
}

/* Whether text before s ends so. */
static bool links_behind(const char *text, const char *s, const char *what)
{
    size_t n = strlen(what);
    return (size_t)(s - text) >= n && memcmp(s - n, what, n) == 0;
}

/* Where a path of the paper begins at s: behind base_url, or at once. NULL: none does. */
static const char *links_path(const struct export_links *l, const char *text, const char *s,
                              const char *end)
{
    static const char *const attributes[] = {" href=\"", " src=\"", " action=\""};
    size_t n = strlen(l->base_url);
    if (*s == '/') {
        for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
            if (links_behind(text, s, attributes[i]))
                return s + 1 < end && s[1] == '/' ? NULL : s;
        return links_begin(s, end, "/media/") || links_begin(s, end, "/static/") ? s : NULL;
    }
    bool begins = s > text && (s[-1] == '"' || s[-1] == '>');
    if (begins && links_begin(s, end, l->base_url) && s + n < end && s[n] == '/')
        return s + n;
    return NULL;
}

/* What follows path up to `to`: told, and perhaps something else in its place. */
static void links_one(struct arena *a, const struct export_links *l, const char *path,
                      const char *to, struct buf *out)
{
    const char *all = arena_dupn(a, path, (size_t)(to - path));
    size_t n = strcspn(all, "#");
    const char *plain = text_decode_entities(a, arena_dupn(a, all, n));
    const char *mark = strchr(plain, '?'), *query = mark ? mark + 1 : "";
    const char *only = mark ? arena_dupn(a, plain, (size_t)(mark - plain)) : plain;
    const char *instead = l->found(l->ctx, a, only, query);
    if (instead)
        buf_adds(out, instead);
    else
        buf_add(out, all, n);
    if (!instead || *instead == '/')
        buf_adds(out, all + n);
}

void export_links_copy(struct arena *a, const struct export_links *l, const char *text, size_t n,
                       struct buf *out)
{
    const char *end = text + n, *copied = text;
    for (const char *s = text; s < end; s++) {
        if (*s != '/' && *s != l->base_url[0])
            continue;
        const char *path = links_path(l, text, s, end);
        if (!path)
            continue;
        const char *to = path + links_length(path, end);
        buf_add(out, copied, (size_t)(path - copied));
        links_one(a, l, path, to, out);
        copied = to;
        s = to - 1;
    }
    buf_add(out, copied, (size_t)(end - copied));
}
