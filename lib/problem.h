/* problem.h: what is wrong with an input, field by field, in words for the person who typed it. */
#ifndef DATELINE_PROBLEM_H
#define DATELINE_PROBLEM_H

#include "arena.h"

#include <stddef.h>

struct problem {
    const char *field;   /* the form's field name, or "" for the whole */
    const char *text;    /* a sentence that says what to do */
    const char *message; /* by problem_say: the sentence before its values were put in; else NULL */
    struct strlist values; /* their names and values in turn */
};

struct problems {
    struct arena *arena; /* holds the texts */
    struct problem *v;
    size_t n;
};

/* Adds a problem; field is a string constant. */
void problem_add(struct problems *p, const char *field, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* The same with values by name, for whoever shows it in another language (lib/language.h):
 * problem_say(p, "message", "It has %COUNT% characters.", "COUNT", "2017", NULL). */
void problem_say(struct problems *p, const char *field, const char *message, ...)
    __attribute__((sentinel));
/* The first problem of a field, or NULL. */
const char *problem_of(const struct problems *p, const char *field);

#endif
