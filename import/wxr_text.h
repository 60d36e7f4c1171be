/* wxr_text.h: a text as WordPress keeps it, made into HTML: blocks or lines, galleries, pages. */
#ifndef DATELINE_WXR_TEXT_H
#define DATELINE_WXR_TEXT_H

#include "body.h"
#include "export_media.h"

#include <jansson.h>

/* What a text refers to. */
struct wxr_surroundings {
    const struct export_media *media;
    json_t *blocks; /* texts of reusable blocks, by their ids */
    const char *id; /* of the post whose text it is */
    struct body_counts *counts;
};

/* *lines: a line's end is a line break, for the text has no blocks. In a. NULL: it becomes too long. */
const char *wxr_text(struct arena *a, const struct wxr_surroundings *around, const char *content,
                     bool *lines);

#endif
