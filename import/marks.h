/* marks.h: the marks of other systems in a text: Hugo's shortcodes, Liquid's tags (Jekyll), kramdown's
 * attributes, WordPress's shortcodes, task lists.
 *
 * What a mark means is written where that is plain (a link, a picture, code, a caption); any other
 * goes, the text between an opening and a closing one stays, and its name is counted. In code
 * everything stays as it is. */
#ifndef DATELINE_MARKS_H
#define DATELINE_MARKS_H

#include "body.h"
#include "lib/arena.h"
#include "lib/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* A text on its way. */
struct marks {
    struct arena *arena;
    const struct body_hooks *hooks;
    struct body_counts *counts;
    struct buf *out;
    const char *text;
    bool html; /* the text is HTML: what is written is, too */
};

/* Adds the whole text, without marks. */
void marks_replace(struct arena *a, const char *text, bool html, const struct body_hooks *hooks,
                   struct buf *out, struct body_counts *counts);

/* How what a mark means is written, in Markdown or HTML. */
void marks_add_link(struct marks *m, const char *text, const char *url);
void marks_add_picture(struct marks *m, const char *src, const char *alt, const char *caption);
void marks_add_code(struct marks *m, const char *language, const char *code, size_t n);
/* Where an address belongs: that of another file of the import. */
void marks_add_reference(struct marks *m, const char *target);
/* "[YouTube](…)" by a film's id or address: a name, for the paper may be in any language. */
void marks_add_video(struct marks *m, const char *host, const char *id, const char *title);
/* Counts a mark that is replaced; name, when what it says is not plain. */
void marks_count(struct marks *m, const char *name);

/* liquid.c: {% … %} and {{ … }} at `at`; kramdown's {: … }, {:: … }, {#id}. Bytes taken, or 0. */
size_t liquid_take(struct marks *m, const char *at);
size_t kramdown_take(struct marks *m, const char *at);
/* wordpress.c: [name …] at `at`. Bytes taken, or 0. */
size_t wordpress_take(struct marks *m, const char *at);

#endif
