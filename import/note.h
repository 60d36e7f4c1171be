/* note.h: what was odd about a file, in words. Its story is kept all the same. */
#ifndef DATELINE_NOTE_H
#define DATELINE_NOTE_H

#include "lib/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* One sentence without a full stop, "lang: “elvish” is no language that is known here". */
struct note {
    const char *text;
    bool fault; /* something was not understood and is left out; false: understood, but odd */
};

struct notes {
    struct arena *arena; /* holds the texts */
    struct note *v;
    size_t n;
};

void note_fault(struct notes *notes, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void note_oddity(struct notes *notes, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The first fault, or NULL. */
const char *note_first_fault(const struct notes *notes);
/* A value as a note quotes it: one line, at most 60 characters, none of them cut. */
const char *note_value(struct arena *a, const char *value);

#endif
