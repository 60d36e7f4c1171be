/* problem.h: what is wrong with an input, field by field, in words for the person who typed it. */
#ifndef DATELINE_PROBLEM_H
#define DATELINE_PROBLEM_H

#include "arena.h"

#include <stddef.h>

struct problem {
    const char *field; /* the form's field name, or "" for the whole */
    const char *text;  /* a sentence that says what to do */
};

struct problems {
    struct arena *arena; /* holds the texts */
    struct problem *v;
    size_t n;
};

/* Adds a problem; field is a string constant. */
void problem_add(struct problems *p, const char *field, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* The first problem of a field, or NULL. */
const char *problem_of(const struct problems *p, const char *field);

#endif
