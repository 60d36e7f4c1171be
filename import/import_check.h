/* import_check.h: what an export says and what the site has of it, compared afterwards. */
#ifndef DATELINE_IMPORT_CHECK_H
#define DATELINE_IMPORT_CHECK_H

#include "import.h"

/* Strings and arrays in the arena of import_check. */
struct import_check {
    size_t stories;                /* of the source */
    size_t same;                   /* nothing differs */
    size_t left_out;               /* by the source itself, as in an import */
    struct import_remarks missing; /* no story here came of it: why is "" */
    struct import_remarks edited;  /* differs, and was edited here: why says in what */
    struct import_remarks differs; /* differs, and nobody has edited it here */
    const char *broken;            /* as in struct import_report */
};

/* Compares headlines, standfirsts, times, sections, names, old addresses and texts (not pictures: where
 * they come to lie is the site's) of all stories. The source's files have no store. Writes nothing. */
enum store_status import_check(struct store *s, const struct import_source *source, struct arena *a,
                               struct import_check *out) __attribute__((warn_unused_result));

#endif
