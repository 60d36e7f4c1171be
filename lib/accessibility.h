/* accessibility.h: what some readers would stumble over in a text: the places that the desk's script lists
 * beside it (static/js/desk/scan.js), found in what the text becomes. */
#ifndef DATELINE_ACCESSIBILITY_H
#define DATELINE_ACCESSIBILITY_H

#include "arena.h"

#include <stddef.h>

#define ACCESS_PLACES_MAX 50

enum access_kind {
    ACCESS_LEVEL,    /* a heading skips a level */
    ACCESS_BOLD,     /* a paragraph that is bold as a whole, and short: a heading that is none */
    ACCESS_VAGUE,    /* a link whose words say nothing of where it leads */
    ACCESS_WORDLESS, /* a link without words: where is its address */
    ACCESS_TABLE,    /* a table whose columns have no heads */
    ACCESS_CAPITALS, /* words in capitals */
    ACCESS_LONG,     /* a very long paragraph: where is its beginning */
    ACCESS_KIND_MAX
};
struct access_place {
    enum access_kind kind;
    const char *where; /* the words there, in one line, cut when long */
};
struct access_places {
    struct access_place *v; /* the first ACCESS_PLACES_MAX, in reading order, headings first */
    size_t n;
};

/* body: Markdown; html: what markdown_render made of it. In the arena. */
struct access_places access_find(struct arena *a, const char *body, const char *html);

#endif
