/* query.h: what a reader typed into the search box, as words to look for.
 *
 * Every text is a query: there is no syntax error. Words are looked for all together; "…" is a
 * phrase, word* a beginning, -word (or NOT word) must not be there, and OR between two lets either
 * do. Punctuation inside a word makes a phrase of it: mother-in-law, it's, 3.5. What has no letter,
 * digit or emoji is passed over. Words come folded (tokenizer.h), so nothing that was typed can
 * mean anything to an engine.
 *
 * Which other forms a word has depends on what was written, so whoever knows that adds them. */
#ifndef DATELINE_QUERY_H
#define DATELINE_QUERY_H

#include "arena.h"

#include <stdbool.h>
#include <stddef.h>

#define QUERY_BYTES_MAX 1000 /* of what was typed; the rest is not looked at */
#define QUERY_TERMS_MAX 16   /* words, phrases, beginnings */
#define QUERY_WORDS_MAX 32   /* in all of them */
#define QUERY_FORMS_MAX 96   /* of all of them */

/* What is found for a term besides what was typed: another form, another spelling. */
struct query_form {
    struct strlist words; /* folded; more than one: a phrase */
    const char *language; /* of the texts in which it counts (stem_language); "": of all */
};

struct query_term {
    struct strlist words;     /* folded; more than one: a phrase */
    struct strlist spelled;   /* the same with their accents */
    bool prefix;              /* the last word is a beginning */
    bool spaced;              /* the last word is of a script with spaces */
    bool quoted;              /* to be found as it is */
    bool one;                 /* its words make one: O'Brien, e-mail, bridge */
    size_t from, to;          /* the bytes of the typed text that it stands for, with its signs */
    struct query_form *forms; /* none from query_parse */
    size_t n_forms;           /* at most QUERY_FORMS_MAX in all terms */
};

/* Any of these. */
struct query_any {
    struct query_term *v;
    size_t n;
};

struct query {
    const char *text;      /* what was typed, one line, cut; from and to count in it */
    struct query_any *all; /* one of each must be found */
    size_t n;
    struct query_any none; /* and nothing of these */
    bool cut;              /* there was more than the limits let in */
};

/* Never fails. n is 0 when there is nothing to look for. In the arena. */
struct query query_parse(struct arena *a, const char *typed);

#endif
