/* shortcode.h: what stands between "{{<" and ">}}", and between other systems' brackets: a name, then
 * parameters by position or by name, quoted or not. */
#ifndef DATELINE_SHORTCODE_H
#define DATELINE_SHORTCODE_H

#include "body.h"
#include "lib/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum { SHORTCODE_PARAMETERS_MAX = 16, SHORTCODE_PAIR_MAX = 32768 };

struct shortcode_parameter {
    const char *name; /* "" for one by position */
    const char *value;
};

struct shortcode {
    const char *name;
    bool closing;   /* {{< /name >}} */
    bool paired;    /* a closing one follows */
    bool reference; /* is where an address belongs: ](…) or href="…" */
    struct shortcode_parameter v[SHORTCODE_PARAMETERS_MAX];
    size_t n;
};

/* A name is one of a list of words with a space around each. */
bool shortcode_name_is(const char *name, const char *names);
/* Like strstr, but looks no farther than the window. */
const char *shortcode_find_near(const char *s, const char *what, size_t window);
/* Reads what is between the brackets, from at to end. */
void shortcode_read(struct arena *a, const char *at, const char *end, struct shortcode *out);
/* The value of a parameter, or of the first by position (""); "" when there is none. */
const char *shortcode_parameter(const struct shortcode *s, const char *name);
/* The first of these names, each with a space on both sides, that has a value; else "". */
const char *shortcode_parameter_of(const struct shortcode *s, const char *names);

/* Hugo's own at "{{<" or "{{%": what takes its place is written through m. Returns the bytes taken,
 * 0 when it is none. */
struct marks;
size_t shortcode_take(struct marks *m, const char *at);

#endif
