/* multipart.h: multipart/form-data (RFC 7578), in memory, within the route's body limit. */
#ifndef DATELINE_MULTIPART_H
#define DATELINE_MULTIPART_H

#include "form.h"

#define MULTIPART_PARTS_MAX 500

/* Parses n bytes of body by the Content-Type header's boundary. Uploads' bytes point into body. */
enum form_status multipart_parse(struct arena *a, const char *content_type, const char *body,
                                 size_t n, struct fields *form, struct uploads *files)
    __attribute__((warn_unused_result));

#endif
