/* html_lines.c: where each line of Markdown begins.
 *
 * Blocks are written as they are met. Each line begins with the prefix of the containers that it is
 * in; the first line of an item begins with the item's marker instead. */
#include "html_walk.h"

#include <string.h>

/* Of quotations, lists and items: the renderer's own limit is 100 of its blocks. */
enum { CONTAINERS_MAX = 45 };

static void block_add_blank(struct html_walk *w, size_t n)
{
    while (n > 0 && w->prefix.p[n - 1] == ' ')
        n--;
    buf_add(&w->out, w->prefix.p, n);
}

/* Goes to where the next block begins. */
void html_begin_line(struct html_walk *w)
{
    bool tight = w->marked ? w->marker_tight : w->tight;
    if (w->out.len > 0)
        buf_addc(&w->out, '\n');
    if (w->out.len > 0 && !tight) {
        block_add_blank(w, w->marked ? w->marker_blank : w->prefix.len);
        buf_addc(&w->out, '\n');
    }
    if (w->marked)
        buf_add(&w->out, w->marker.p, w->marker.len);
    else
        buf_add(&w->out, w->prefix.p, w->prefix.len);
    w->marked = false;
    w->list = '\0';
}

void html_write_lines(struct html_walk *w, const char *lines)
{
    if (!*lines)
        return;
    html_begin_line(w);
    for (const char *end; (end = strchr(lines, '\n')); lines = end + 1) {
        buf_add(&w->out, lines, (size_t)(end - lines));
        buf_addc(&w->out, '\n');
        if (end[1] == '\n')
            block_add_blank(w, w->prefix.len);
        else
            buf_add(&w->out, w->prefix.p, w->prefix.len);
    }
    buf_adds(&w->out, lines);
}

/* Its first line begins with `first`, the others with `rest`. */
struct html_container html_open_container(struct html_walk *w, const char *first, const char *rest)
{
    struct html_container c = {.prefix = w->prefix.len,
                               .marker = w->marker.len,
                               .out = w->out.len,
                               .marked = w->marked,
                               .tight = w->tight};
    w->too_deep |= ++w->depth > CONTAINERS_MAX;
    if (!w->marked) {
        buf_clear(&w->marker);
        buf_add(&w->marker, w->prefix.p, w->prefix.len);
        w->marker_blank = w->prefix.len;
        w->marker_tight = w->tight;
    }
    w->marked = true;
    w->list = '\0';
    buf_adds(&w->marker, first);
    buf_adds(&w->prefix, rest);
    return c;
}

/* False: nothing was in it, and nothing of it remains. */
bool html_close_container(struct html_walk *w, const struct html_container *c)
{
    bool written = w->out.len > c->out;
    w->depth--;
    w->tight = c->tight;
    w->prefix.len = c->prefix;
    w->prefix.p[c->prefix] = '\0';
    if (!written) {
        w->marked = c->marked;
        w->marker.len = c->marker < w->marker.len ? c->marker : w->marker.len;
    }
    w->list = '\0';
    return written;
}
