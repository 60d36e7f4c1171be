/* export_blocks.h: a story's HTML as the blocks of WordPress's editor.
 *
 * https://developer.wordpress.org/block-editor/explanations/architecture/key-concepts/ describes them: HTML
 * between comments that say what it is. What has no block of its own is one of HTML. */
#ifndef DATELINE_CLI_EXPORT_BLOCKS_H
#define DATELINE_CLI_EXPORT_BLOCKS_H

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/language.h"

struct export_blocks {
    struct arena *a;
    const struct language *language; /* of our own words in the text: "Credit: Ann" */
    void *ctx;
    /* The address to print of a picture at "/media/…", escaped for an attribute; NULL: its own. */
    const char *(*picture)(void *ctx, const char *src);
};
/* Adds html, as lib/markdown.h writes it. */
void export_blocks_add(const struct export_blocks *b, const char *html, struct buf *out);

#endif
