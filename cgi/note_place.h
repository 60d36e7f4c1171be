/* note_place.h: where in a text a note belongs that was said of an earlier one. */
#ifndef DATELINE_NOTE_PLACE_H
#define DATELINE_NOTE_PLACE_H

#include "db/note.h"
#include "page.h"
#include "story_part.h"

enum note_stands {
    NOTE_STANDS,  /* its passage says what it said, wherever it is now */
    NOTE_CHANGED, /* the passage that has most of those words says something else */
    NOTE_GONE,    /* there is none */
    NOTE_WHOLE    /* it is of the whole story */
};

/* Where each note that begins a thread is, by its place in the list. */
struct note_places {
    const struct story_part **part; /* NULL with NOTE_GONE and NOTE_WHOLE */
    enum note_stands *stands;
};

#define NOTE_SEARCHES_MAX                                                                          \
    50 /* passages that were changed are looked for; of more, the others count as gone */

/* Parts are of the text as it was typed. Of equal passages, the one of a note's own id, else the first. */
struct note_places note_places_find(struct arena *a, const struct story_parts *parts,
                                    const struct notes *notes);

/* Adds the section PASSAGE, of which the caller says the QUOTE: which part it is, and whether it says something else by
 * now. part may be NULL. */
struct tpl_dict *note_place_fill(struct page *p, struct tpl_dict *d, const struct story_part *part,
                                 enum note_stands stands);

#endif
