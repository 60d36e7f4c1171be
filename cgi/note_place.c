/* note_place.c: see note_place.h. */
#include "note_place.h"

#include <stdint.h>
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

/* What was found for an earlier note on the same words; SIZE_MAX: none of them was looked for. */
static size_t looked_for(const struct notes *notes, size_t i, const struct note_places *at)
{
    for (size_t k = 0; k < i; k++)
        if (notes->v[k].thread_id == 0 && *notes->v[k].place &&
            (at->stands[k] == NOTE_CHANGED || at->stands[k] == NOTE_GONE) &&
            strcmp(notes->v[k].quote, notes->v[i].quote) == 0)
            return k;
    return SIZE_MAX;
}

struct note_places note_places_find(struct arena *a, const struct story_parts *parts,
                                    const struct notes *notes)
{
    struct note_places at = {arena_array(a, notes->n + 1, sizeof *at.part),
                             arena_array(a, notes->n + 1, sizeof *at.stands)};
    int searches = 0;
    for (size_t i = 0; i < notes->n; i++) {
        const struct note *note = &notes->v[i];
        at.part[i] = NULL;
        at.stands[i] = NOTE_WHOLE;
        if (note->thread_id || !*note->place)
            continue;
        at.part[i] = same_words(a, parts, note);
        at.stands[i] = NOTE_STANDS;
        if (at.part[i])
            continue;
        size_t before = looked_for(notes, i, &at);
        if (before != SIZE_MAX)
            at.part[i] = at.part[before];
        else if (searches++ < NOTE_SEARCHES_MAX)
            at.part[i] = story_part_like(a, parts, note->quote);
        at.stands[i] = at.part[i] ? NOTE_CHANGED : NOTE_GONE;
    }
    return at;
}

struct tpl_dict *note_place_fill(struct page *p, struct tpl_dict *d, const struct story_part *part,
                                 enum note_stands stands)
{
    const struct language *l = p->app->language;
    struct arena *a = p->req->arena;
    d = tpl_add(d, "PASSAGE");
    if (stands == NOTE_CHANGED)
        tpl_show(d, "CHANGED");
    if (stands == NOTE_GONE)
        tpl_show(d, "GONE");
    if (part && *part->label)
        tpl_set_if(
            d, "PART_LABEL",
            language_say(l, a, part->label, "NUMBER", language_number(l, a, part->number), NULL));
    return d;
}
