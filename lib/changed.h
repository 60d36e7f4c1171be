/* changed.h: whether a change of a text touches what it says: its numbers, names, quotations, or much of
 * it. It is a guess from the signs of writing, for a person to judge. */
#ifndef DATELINE_CHANGED_H
#define DATELINE_CHANGED_H

#include "arena.h"

#include <stdbool.h>
#include <stddef.h>

struct changed {
    bool numbers; /* another number, or one at another thing; the commonest number words, too */
    bool
        names; /* a capitalised word within a sentence that is new or gone, or took another's place */
    bool quotations; /* what stands in quotation marks or behind ">", letter by letter */
    size_t words;    /* deleted or inserted, whichever are more, of all fields together */
    size_t of;       /* words of all fields before */
};

/* Adds one field's change to what was found in others: a line, or Markdown. lang: BCP 47, where nouns
 * are capitalised a name is one only beside another. Addresses, list numbers, capitals of headlines and
 * signs that part thousands count for nothing. Never fails. */
void changed_add(struct arena *a, const char *before, const char *after, const char *lang,
                 struct changed *sum);
/* Whether so many words changed that readers have another text. */
bool changed_much(const struct changed *c);

#endif
