/* story_ahead.h: what a text becomes by itself, before a store is asked anything.
 *
 * Most of what an import brings names no picture and no page of the site. Such a text is cleaned and
 * rendered ahead, in any thread, while the store writes those before it. story_import takes it as
 * its own work when the site's settings are still those; else it renders anew. */
#ifndef DATELINE_STORY_AHEAD_H
#define DATELINE_STORY_AHEAD_H

#include "story.h"

/* The settings that a text's HTML depends on. */
struct story_site {
    const char *base_url, *locale;
};
/* Strings in a. */
enum store_status story_site_read(struct store *s, struct arena *a, struct story_site *out)
    __attribute__((warn_unused_result));

struct story_ahead {
    const struct story_site *site; /* it was rendered for */
    const char *body;              /* clean; always there */
    bool
        rendered; /* else it asks the store, or is refused: html and what follows it is not there */
    const char *html, *plain, *how_html;
    int words;
    struct strlist nowhere; /* as story_links_nowhere */
};
/* All in a; text and site are borrowed for as long as out is used. Two threads may do this at the
 * same time, in two arenas. */
void story_make_ahead(struct arena *a, const struct story_site *site, enum story_kind kind,
                      const struct story_text *text, struct story_ahead *out);

/* Whether the store has just that, and story_import would leave it alone: then there is nothing to make. When
 * the store fails it is not said. */
bool story_import_known(struct store *s, struct arena *a, const struct story_import *in);

#endif
