/* media_delete.h: a picture that nobody has goes for good. */
#ifndef DATELINE_MEDIA_DELETE_H
#define DATELINE_MEDIA_DELETE_H

#include "media.h"

#define MEDIA_YOUNG_MS                                                                             \
    INT64_C(86400000) /* a day: as long it is left to whoever may be about to use it */
/* Takes the picture away, row and files. STORE_REFUSED fills why: a story has it in any revision, or an author; somebody
 * types a text with it, or suggests one; it came within MEDIA_YOUNG_MS and somebody else brought it; `by` is no editor.
 * STORE_CONFLICT fills why: `shown`, the media_about_hash of what was shown (NULL: whatever), is not what is said of it
 * now. STORE_MISSING: there is none. */
enum store_status media_delete(struct store *s, struct arena *a, int64_t id, const char *shown,
                               const struct actor *by, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));

#endif
