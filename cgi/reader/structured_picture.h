/* structured_picture.h: what machines read of a story's pictures. */
#ifndef DATELINE_STRUCTURED_PICTURE_H
#define DATELINE_STRUCTURED_PICTURE_H

#include "reader.h"

#include "lib/linked_data.h"

/* schema.org's ImageObject, or a list of several: of the picture above the text and of those in it.
 * An empty list when there is none. In the request's arena. */
struct linked_data *structured_pictures(struct page *p, const struct story_view *view);

#endif
