/* multipart.h: multipart/form-data (RFC 7578), in memory, within the route's body limit. */
#ifndef DATELINE_MULTIPART_H
#define DATELINE_MULTIPART_H

#include "form.h"
#include "lib/buf.h"

#define MULTIPART_PARTS_MAX                                                                        \
    500 /* fields and files together, and file fields that were left empty */

/* Parses n bytes of body by the Content-Type header's boundary. Uploads' bytes point into body. */
enum form_status multipart_parse(struct arena *a, const char *content_type, const char *body,
                                 size_t n, struct fields *form, struct uploads *files)
    __attribute__((warn_unused_result));

/* A form that is larger than may be held, read piece by piece: its files are left out and its text
 * stays. What comes out parses as the same form, each file with its name and no content. */
struct multipart_strip;

/* Writes to out, whose cap is that of the text. NULL: the type names no boundary. In the arena. */
struct multipart_strip *multipart_strip_new(struct arena *a, const char *content_type,
                                            struct buf *out);
/* The next bytes of the body. */
void multipart_strip_add(struct multipart_strip *t, const char *bytes, size_t n);
/* After the last. False: it was no such form, or its text alone is larger than out's cap. */
bool multipart_strip_end(struct multipart_strip *t);

#endif
