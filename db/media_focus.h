/* media_focus.h: the point of a picture that stays in view where only a part of it is shown: percent from its left and
 * from its top.
 *
 * It belongs to the picture: lists, the front page and stories crop by it at once, in whatever they show the picture, and
 * no text changes. */
#ifndef DATELINE_MEDIA_FOCUS_H
#define DATELINE_MEDIA_FOCUS_H

#include "media.h"

#define MEDIA_FOCUS_MIDDLE 50 /* of both: nothing was said */

struct media_focus {
    int x, y; /* 0 to 100 */
};
/* "30,70", "30 70", "30% 70%": what forms, commands and files say. False: it is none. */
bool media_focus_parse(const char *s, struct media_focus *out);
/* "30,70". In the arena. */
const char *media_focus_text(struct arena *a, const struct media_focus *f);
/* Whether it lies within the picture. False: why says what does not, of the fields "focus_x", "focus_y". */
bool media_focus_check(const struct media_focus *f, struct problems *why);

struct media_focus_change {
    int64_t id;
    struct media_focus was, to; /* was: as the form showed it */
    const struct actor *by;     /* NULL: the command line */
};
/* From now on readers get it so. STORE_REFUSED fills why, of the fields "focus_x", "focus_y" or the whole: beyond the
 * picture; who asks may not change it, or readers see it already and who asks may not publish. STORE_CONFLICT: somebody
 * else has moved the point meanwhile, and why says to where. */
enum store_status media_focus_set(struct store *s, struct arena *a,
                                  const struct media_focus_change *in, int64_t now,
                                  struct problems *why) __attribute__((warn_unused_result));

#endif
