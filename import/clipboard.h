/* clipboard.h: what other programs put on the clipboard as HTML, made into a story's Markdown.
 *
 * Word processors, mail, sheets and browsers each say in their own way what is bold, an item of a list
 * or a footnote. Here their HTML is made into what it means; html_to_markdown.h writes it down, as it
 * does for an import. */
#ifndef DATELINE_CLIPBOARD_H
#define DATELINE_CLIPBOARD_H

#include "lib/arena.h"
#include "lib/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CLIPBOARD_MAX (2u * 1024 * 1024) /* bytes of HTML */

/* Where it is pasted. */
struct clipboard_place {
    const char *base_url; /* of the site: its own addresses lose it, "/2026/01/slug" */
    int64_t notes;        /* the highest number of a footnote that the text has */
};

/* Adds the Markdown of n bytes of valid UTF-8 to out. *left_out is how many pictures were not taken
 * along: only the site's own can be. Numbers without their notes, tracked deletions, comments and what
 * was hidden are no part of it. False: it nests too deep or needs too much memory, nothing is
 * added. */
bool clipboard_to_markdown(struct arena *a, const char *html, size_t n,
                           const struct clipboard_place *place, struct buf *out, size_t *left_out)
    __attribute__((warn_unused_result));

#endif
