/* tpl_dict.h: the values of a page, as tpl.cc hands them to the template engine. tpl.h sets them. */
#ifndef DATELINE_TPL_DICT_H
#define DATELINE_TPL_DICT_H

#include "tpl.h"

#include <stddef.h>

/* One name may be a value, a section and an included file at once. */
enum tpl_kind { TPL_VALUE, TPL_SECTION, TPL_FILE };

/* A value has its text, the others have rounds: a dictionary for each. A section that is merely shown has
 * one, the dictionary in which it is. */
struct tpl_entry {
    struct tpl_entry *next; /* of the same slot */
    uint32_t hash;
    enum tpl_kind kind;
    const char *name; /* as it was given */
    size_t name_length;
    const char *text;
    size_t length;
    struct tpl_dict *first, *last;
    bool shown; /* first is the dictionary around it */
};

enum { TPL_SLOTS = 32 }; /* a large page sets some fifty names */

struct tpl_dict {
    struct tpl_root *root;
    const struct tpl_dict *outer; /* whose names are seen in it; NULL: the root, an included file */
    struct tpl_dict *next;        /* round of the same name */
    const char *file;             /* of a TPL_FILE's round */
    struct tpl_entry *slots[TPL_SLOTS];
};

/* What the name is in d, or else around it; a value may also be one of tpl_set_global's. NULL: it is not
 * set, or not shown. */
const struct tpl_entry *tpl_find(const struct tpl_dict *d, enum tpl_kind kind, const char *name,
                                 size_t length);

/* n zeroed bytes that live as long as the page's values. Never NULL. */
void *tpl_dict_alloc(const struct tpl_dict *d, size_t n);

#endif
