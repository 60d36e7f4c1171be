/* ghost_writer.c: a text in parts, HTML and Markdown in turn. */
#include "ghost_private.h"

#include <string.h>

void ghost_raw(struct ghost_writer *w, const char *html)
{
    buf_adds(&w->html, html);
}

void ghost_escaped(struct ghost_writer *w, const char *text)
{
    buf_add_html(&w->html, text, strlen(text));
}

static void ghost_add_part(struct ghost_writer *w, enum export_form form, const char *text)
{
    w->parts = arena_grow(w->a, w->parts, w->n_parts, &w->room, sizeof *w->parts);
    w->parts[w->n_parts++] = (struct export_part){.form = form, .text = text};
}

void ghost_end_html(struct ghost_writer *w)
{
    w->too_long |= w->html.failed;
    if (w->html.len > 0 && !w->html.failed)
        ghost_add_part(w, EXPORT_HTML, arena_dupn(w->a, w->html.p, w->html.len));
    buf_clear(&w->html);
}

void ghost_markdown(struct ghost_writer *w, const char *markdown)
{
    ghost_end_html(w);
    ghost_add_part(w, EXPORT_MARKDOWN, ghost_markdown_marks(w->a, markdown));
}

void ghost_link(struct ghost_writer *w, const char *url, const char *text)
{
    if (!*url)
        return;
    ghost_raw(w, "<p><a href=\"");
    ghost_escaped(w, url);
    ghost_raw(w, "\">");
    ghost_escaped(w, *text ? text : url);
    ghost_raw(w, "</a></p>");
}
