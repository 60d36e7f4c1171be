/* focus.h: which part of a picture a page shows where it has room for a part only: the one with the point that stays in
 * view (db/media_focus.h) as near its middle as the picture allows.
 *
 * Pages have no styles in them (Content-Security-Policy), so that is said by two classes of css/focus.css, in steps of
 * FOCUS_STEP percent; a picture whose middle stays in view has none, and a page without such a picture has no such
 * sheet. */
#ifndef DATELINE_FOCUS_H
#define DATELINE_FOCUS_H

#include "page.h"

#include "db/media_focus.h"

#define FOCUS_STEP 5

/* The shapes of site.css. What is less wide than they say shows more of the picture, and the point too. */
enum crop {
    CROP_FRONT, /* 16 to 10: the front page, the first of a section */
    CROP_LIST,  /* 3 to 2: rows of a list */
    CROP_HERO,  /* 72 to 44: above a story, at most 44rem high */
    CROP_MAX
};

/* "fx30 fy70", of object-position. In the arena. */
const char *focus_crop(struct arena *a, const struct media *m, const struct media_focus *point,
                       enum crop shape);
/* The same of the point itself, for a mark that lies on the whole picture. */
const char *focus_point(struct arena *a, const struct media_focus *point);
/* FOCUS_IF with FOCUS, unless its middle stays in view, and the sheet once a page. */
void focus_fill(struct page *p, struct tpl_dict *d, const struct media *m, enum crop shape);

#endif
