/* note_place.c: see note_place.h. */
#include "note_place.h"

#include <string.h>

static const struct story_part *same_words(struct arena *a, const struct story_parts *parts,
                                           const struct note *note)
{
    const struct story_part *first = NULL;
    for (size_t i = 0; i < parts->n; i++) {
        const struct story_part *one = &parts->v[i];
        if (strcmp(note_quote(a, one->text), note->quote) != 0)
            continue;
        if (strcmp(one->id, note->place) == 0)
            return one;
        first = first ? first : one;
    }
    return first;
}

const struct story_part *note_place_find(struct arena *a, const struct story_parts *parts,
                                         const struct note *note, enum note_stands *stands)
{
    *stands = NOTE_WHOLE;
    if (!*note->place)
        return NULL;
    const struct story_part *found = same_words(a, parts, note);
    *stands = NOTE_STANDS;
    if (!found) {
        found = story_part_like(a, parts, note->quote);
        *stands = found ? NOTE_CHANGED : NOTE_GONE;
    }
    return found;
}
