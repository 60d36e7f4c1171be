/* structured_picture.h: what machines read of a story's pictures. */
#ifndef DATELINE_STRUCTURED_PICTURE_H
#define DATELINE_STRUCTURED_PICTURE_H

#include "reader.h"

#include <jansson.h>

/* schema.org's ImageObject, or a list of several: of the picture above the text and of those in it.
 * The caller's; NULL when there is none. */
json_t *structured_pictures(struct page *p, const struct story_view *view);

#endif
