/* translate.h: a template's messages in a site's language, before it is parsed (tpl.h says how
 * messages are written). */
#ifndef DATELINE_TRANSLATE_H
#define DATELINE_TRANSLATE_H

#include "lib/buf.h"
#include "lib/language.h"

#include <stdbool.h>

#define TPL_SECTION_SIZE 80

/* Adds the template with each message in the language, escaped for HTML and XML. What comes out
 * has no messages, and is to be checked as any template. False: why says what is wrong in words; it
 * is empty when out was too small. */
bool tpl_translate(const char *text, const struct language *language, struct buf *out,
                   struct buf *why);
/* The section that holds a form of {{_COUNT "…|…"}}: "COUNT_FEW". */
void tpl_form_section(const char *name, enum plural form, char out[TPL_SECTION_SIZE]);

#endif
