/* story_followed.h: a save of a draft by whoever has not opened it: many stories at once, a picture's words. */
#ifndef DATELINE_STORY_FOLLOWED_H
#define DATELINE_STORY_FOLLOWED_H

#include "story.h"

/* Before a draft is kept that has not taken in what readers have come to see since it was saved: it goes on to follow
 * what it followed, so that it does so when somebody opens it, and does not undo it when it goes out. */
void story_save_as_followed(const struct story *story, struct story_save *save);

#endif
