/* note_place.h: where in a text a note belongs that was said of an earlier one. */
#ifndef DATELINE_NOTE_PLACE_H
#define DATELINE_NOTE_PLACE_H

#include "db/note.h"
#include "story_part.h"

enum note_stands {
    NOTE_STANDS,  /* its passage says what it said, wherever it is now */
    NOTE_CHANGED, /* the passage that has most of those words says something else */
    NOTE_GONE,    /* there is none */
    NOTE_WHOLE    /* it is of the whole story */
};

/* The passage of these parts that a note is about; NULL with NOTE_GONE and NOTE_WHOLE. Parts are of the
 * text as it was typed. Of equal passages, the one of its own id, else the first. */
const struct story_part *note_place_find(struct arena *a, const struct story_parts *parts,
                                         const struct note *note, enum note_stands *stands);

#endif
