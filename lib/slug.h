/* slug.h: addresses from headlines. */
#ifndef DATELINE_SLUG_H
#define DATELINE_SLUG_H

#include "arena.h"

#include <stdbool.h>

#define SLUG_MAX 80 /* bytes */

/* ASCII a-z, 0-9 and single hyphens, transliterated by ICU ("Any-Latin; Latin-ASCII; Lower"), cut
 * at a hyphen to at most SLUG_MAX bytes. "" when nothing is left. */
char *slug_from(struct arena *a, const char *text);
/* "slug-2", cut so that it stays a slug. In the arena. */
char *slug_numbered(struct arena *a, const char *slug, int n);
/* Exactly the form slug_from makes, and not empty. */
bool slug_valid(const char *s);

#endif
