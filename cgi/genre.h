/* genre.h: what readers are told of the sort of work that a text is. */
#ifndef DATELINE_CGI_GENRE_H
#define DATELINE_CGI_GENRE_H

#include "app.h"
#include "db/story.h"

/* The label in English, a word of the catalogues: "Opinion"; "News" of plain reporting. */
const char *genre_word(enum story_genre g);
/* In the paper's language; NULL: readers are told nothing. */
const char *genre_label(struct app *app, enum story_genre g);
/* The same where a headline stands alone, in lists, feeds and beside links: only of what would be taken for
 * reporting there. */
const char *genre_label_alone(struct app *app, enum story_genre g);
/* A headline where no label can stand beside it: "Satire: …" of what would be taken for reporting. In the arena,
 * or the headline itself. */
const char *genre_headline(struct app *app, struct arena *a, enum story_genre g,
                           const char *headline);

#endif
