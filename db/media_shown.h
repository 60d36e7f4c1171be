/* media_shown.h: what readers get where a text has a picture: that, or another one that stands for it.
 *
 * A text names the picture that it was saved with, and never changes; whether another one stands for that is asked when
 * readers are shown it (media_replace.h). The other one comes with words of its own, for those of the text are
 * about a picture that is not there. */
#ifndef DATELINE_MEDIA_SHOWN_H
#define DATELINE_MEDIA_SHOWN_H

#include "media.h"
#include "story.h"

/* If another picture stands for this one, *m becomes that one, with its files, and *words is what readers are told of it
 * there. STORE_MISSING: none does, and nothing is changed. */
enum store_status media_shown(struct store *s, struct arena *a, struct media *m,
                              struct media_words *words) __attribute__((warn_unused_result));
/* The same of all pictures of a text that was read as it was saved: above it and in its HTML. */
enum store_status media_show_view(struct store *s, struct arena *a, struct story_view *view)
    __attribute__((warn_unused_result));

#endif
