/* form.h: application/x-www-form-urlencoded and cookies (WHATWG URL 5.1, RFC 6265 4.2). */
#ifndef DATELINE_FORM_H
#define DATELINE_FORM_H

#include "req.h"

#define FORM_FIELDS_MAX 500

enum form_status { FORM_OK, FORM_MALFORMED, FORM_TOO_MANY, FORM_NOT_UTF8, FORM_STATUS_MAX };

/* n bytes of "a=1&b=2", decoded. */
enum form_status form_parse(struct arena *a, const char *s, size_t n, struct fields *out)
    __attribute__((warn_unused_result));
/* A query string, decoded. Never fails: others write queries too (?utm_campaign=caf%e9), and most of
 * their fields mean nothing to a page. What is no UTF-8 gets U+FFFD, as browsers read it (WHATWG URL
 * 5.1); those fields are in *garbled too. */
void form_parse_query(struct arena *a, const char *s, struct fields *out, struct fields *garbled);
/* A query string as it may stand in a header: whatever is not visible ASCII is percent-encoded. */
const char *form_clean_query(struct arena *a, const char *s);
/* A Cookie header. Never fails; malformed pairs are left out. */
void cookies_parse(struct arena *a, const char *header, struct fields *out);
/* Percent-decodes a path; NULL when malformed, not UTF-8, or it holds NUL, a control, or a "." or
 * ".." segment. A "." at its very end is left out. */
const char *path_decode(struct arena *a, const char *raw);
/* The fields as a body again, "" when it would be larger than 16 MiB: a form that is kept over a
 * sign-in. In the arena. */
char *form_encode(struct arena *a, const struct fields *f);

#endif
