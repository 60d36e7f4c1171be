/* media_rights.h: whether a picture may be shown, and what an editor should know before it is. */
#ifndef DATELINE_MEDIA_RIGHTS_H
#define DATELINE_MEDIA_RIGHTS_H

#include "media.h"

/* A sentence for each reason why it may not be in that story (0: a new one) from that instant on: before its first day,
 * after its last one, or in no further story and another has it. None: it may. */
enum store_status media_rights_say(struct store *s, struct arena *a, const struct media *m,
                                   int64_t story_id, int64_t at, const char *field,
                                   struct problems *out) __attribute__((warn_unused_result));
/* The same of a picture that somebody has chosen, and what is no reason: it was in another story within seven days,
 * its rights end within thirty, there is a newer one in its place. Of field "picture". */
enum store_status media_warn(struct store *s, struct arena *a, const struct media *m,
                             int64_t story_id, int64_t now, struct problems *out)
    __attribute__((warn_unused_result));

#endif
