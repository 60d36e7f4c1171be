/* typography.h: straight quotation marks, apostrophes and double hyphens as a language sets them.
 *
 * What editors typed stays as it is; this is for what readers see. Marks that are set already, code,
 * addresses, command-line options ("--help") and what stands in tags stay as they are; so do inches
 * and feet. Setting never changes anything but those marks. */
#ifndef DATELINE_TYPOGRAPHY_H
#define DATELINE_TYPOGRAPHY_H

#include "arena.h"

#include <stdbool.h>

/* The marks of a language, in UTF-8. */
struct typography {
    char open[2][8], close[2][8]; /* of a quotation, and of one within it */
    char language[8];             /* "fr" */
    const char *dash;             /* for two hyphens */
    bool spaced;                  /* a narrow space inside guillemets (French) */
};
/* Of a BCP 47 tag, from CLDR. False: CLDR does not know the language; its texts stay as typed. */
bool typography_of(const char *lang, struct typography *out);

/* Whether there is anything in a plain text that could be set: cheap. */
bool typography_needed(const char *text);
/* Plain text, a line a paragraph: a headline. text itself when there is nothing to set, else in the
 * arena; that holds for all three. */
const char *typography_text(struct arena *a, const struct typography *t, const char *text);
/* The text of valid HTML, as markdown_render writes it: not that of code, pre, kbd, samp, script,
 * style and textarea. Quotations go on over inline elements and end with a block. */
const char *typography_html(struct arena *a, const struct typography *t, const char *html);
/* The plain text that markdown_render made beside that HTML: what is code there is code here. */
const char *typography_plain(struct arena *a, const struct typography *t, const char *plain,
                             const char *html);

#endif
