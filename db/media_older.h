/* media_older.h: words that were said of a picture before, and that stories took over from it.
 *
 * A story takes the picture's words over and has them as its own from then on (media_about.h). One that still says what the
 * picture said before says older words; what differs from all of them, it says of its own. */
#ifndef DATELINE_MEDIA_OLDER_H
#define DATELINE_MEDIA_OLDER_H

#include "media_about.h"

#define MEDIA_SAID_MAX 20 /* so often it is remembered what was said */

struct media_said {
    struct media_words v[MEDIA_SAID_MAX]; /* the newest first */
    size_t n;
};
/* What was said of it before. Strings in the arena. */
enum store_status media_said_before(struct store *s, struct arena *a, int64_t id,
                                    struct media_said *out) __attribute__((warn_unused_result));

/* What the picture says now in the place of a text's words, for MEDIA_ALT, MEDIA_CAPTION, MEDIA_CREDIT. NULL: the text says
 * nothing there, or the same, or what the picture never said; or the picture says nothing any more. */
const char *media_newer(const struct media *m, const struct media_said *said,
                        enum media_field field, const char *words);
/* A hash of the words that are said of it now, by which a form names them. In the arena. */
const char *media_words_hash(struct arena *a, const struct media *m);

#endif
