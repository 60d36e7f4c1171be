/* house_style.h: a paper's own words: what its texts should not say, and what to say instead. */
#ifndef DATELINE_HOUSE_STYLE_H
#define DATELINE_HOUSE_STYLE_H

#include "arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HOUSE_STYLE_MS 50       /* a rule may take on one text; the rest of it is left out then */
#define HOUSE_STYLE_HITS_MAX 20 /* of one rule in one text */

/* Words are found as whole words, and in any case unless they have a capital; a pattern is a regular
 * expression as ICU has them (uregex.h), with $1 … $9 in its replacement. */
struct style_rule {
    int64_t id;
    const char *pattern;
    bool is_regex;
    const char *replacement; /* "": none is proposed */
    const char *advice;      /* a sentence, or "" */
};
struct style_rules {
    struct style_rule *v;
    size_t n;
};

struct style_hit {
    const struct style_rule *rule;
    const char *found; /* as it stands in the text */
    const char *put;   /* instead of it; "": nothing is proposed */
};
struct style_hits {
    struct style_hit *v; /* by rule, then in reading order */
    size_t n;
    bool slow; /* a rule took too long, and did not look at all of the text */
};

/* Whether a pattern can be used at all: not empty, no faulty expression, and none that the empty text matches. */
bool house_style_usable(const char *pattern, bool is_regex);
/* What a text says against the rules. Strings are in the arena; an expression that is faulty finds nothing. */
struct style_hits house_style_find(struct arena *a, const struct style_rules *rules,
                                   const char *text);

#endif
