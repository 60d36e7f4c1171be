/* names.h: bylines and tags that an import makes. It never asks; its report says which ones look like
 * others. */
#ifndef DATELINE_IMPORT_NAMES_H
#define DATELINE_IMPORT_NAMES_H

#include "import.h"

#include <jansson.h>

struct import_names {
    struct groups known[GROUP_KIND_MAX]; /* before the import */
    struct new_names made;
    size_t capacity;
    json_t *seen; /* by kind and name: a trial makes a name again in each batch */
};

enum store_status import_names_begin(struct import_names *n, struct store *s, struct arena *a)
    __attribute__((warn_unused_result));
/* Those that one story made; copied into a. */
void import_names_note(struct import_names *n, struct arena *a, const struct new_names *made);
/* Compares them with those that were known and among themselves, and frees what is not in a. */
void import_names_end(struct import_names *n, struct arena *a, struct import_name_list *out);

#endif
