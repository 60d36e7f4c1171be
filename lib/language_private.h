/* language_private.h: what language.c (words) and language_icu.c (numbers, plurals) share. */
#ifndef DATELINE_LANGUAGE_PRIVATE_H
#define DATELINE_LANGUAGE_PRIVATE_H

#include "language.h"

#include <jansson.h>
#include <unicode/uloc.h>

/* ICU's half: formatters of a locale. */
struct language_icu;

struct language {
    json_t *words; /* English → string, or an object of forms */
    struct language_icu *icu;
    char tag[ULOC_FULLNAME_CAPACITY];
};

/* NULL: ICU has no data, or no memory. Owned by the caller. */
struct language_icu *language_icu_open(const char *locale);
void language_icu_close(struct language_icu *icu);

#define LANGUAGE_TAGS_MAX 3
/* ICU's id of a tag, and the tags under which its catalogues are looked for, the most general
 * first: "zh", "zh-Hant", "zh-TW". Their number; 0: it is no language tag. */
size_t language_tags(const char *tag, char locale[ULOC_FULLNAME_CAPACITY],
                     char tags[LANGUAGE_TAGS_MAX][ULOC_FULLNAME_CAPACITY]);

#endif
