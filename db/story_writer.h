/* story_writer.h: who writes a story besides whoever began it. They may edit its draft, hand it in and read
 * its history, as db/permission.h says; bylines are another matter. */
#ifndef DATELINE_STORY_WRITER_H
#define DATELINE_STORY_WRITER_H

#include "user.h"

#define STORY_WRITERS_MAX 20

/* By name; disabled ones too. */
enum store_status story_writers(struct store *s, struct arena *a, int64_t story_id,
                                struct users *out) __attribute__((warn_unused_result));
/* By login. STORE_REFUSED fills why (field "writer"): not allowed (ACT_WRITERS), nobody of that login, the
 * one who began it, too many. Adding who is there, or removing who is not, is STORE_OK. */
enum store_status story_writer_add(struct store *s, int64_t story_id, const char *login,
                                   const struct actor *by, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
enum store_status story_writer_remove(struct store *s, int64_t story_id, int64_t user_id,
                                      const struct actor *by, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));

#endif
