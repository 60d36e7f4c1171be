/* coding.h: which content coding a client takes (RFC 9110 12.5.3). */
#ifndef DATELINE_HTTP_CODING_H
#define DATELINE_HTTP_CODING_H

#include <stdbool.h>

/* Whether an Accept-Encoding names the coding, in any case of letters, and not with a weight of zero. NULL:
 * there was none. "*" names nothing here: who wants what we have says so. */
bool coding_is_taken(const char *accept_encoding, const char *coding);

#endif
