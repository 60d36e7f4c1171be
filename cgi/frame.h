/* frame.h: what stands around every reader's page: the sections, and the pages at its foot.
 *
 * Read once and kept until something is written, or a page that waits goes live. */
#ifndef DATELINE_FRAME_H
#define DATELINE_FRAME_H

#include "app.h"
#include "db/story.h"

struct frame {
    struct groups sections; /* in their order */
    struct cards pages;     /* live ones, by headline */
};

/* As of now. Good until the next request; empty when the store cannot be read. */
const struct frame *frame_get(struct app *app, int64_t now);
/* Called by app_close. */
void frame_free(struct kept_frame *k);

#endif
