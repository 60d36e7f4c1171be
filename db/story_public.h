/* story_public.h: a live text as Markdown, for programs that read. */
#ifndef DATELINE_STORY_PUBLIC_H
#define DATELINE_STORY_PUBLIC_H

#include "story.h"

struct public_text {
    const char *body, *how_reported; /* Markdown; how_reported "": there is none */
};

/* What the page of a revision says, and nothing that its source says besides (markdown_public); pictures are those that
 * stand there now. site and page are what addresses lead to from anywhere: "https://paper.example", and the page's own.
 * Strings in the arena. */
enum store_status story_public_text(struct store *s, struct arena *a, const struct revision *r,
                                    const char *site, const char *page, struct public_text *out)
    __attribute__((warn_unused_result));

#endif
