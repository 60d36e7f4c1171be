/* compress.h: content as web servers send it ready made. */
#ifndef DATELINE_COMPRESS_H
#define DATELINE_COMPRESS_H

#include "buf.h"

/* Appends n bytes as gzip (RFC 1952), as small as it goes, without a name or a time. False: no memory. */
bool compress_gzip(const void *bytes, size_t n, struct buf *out);
/* The same as brotli (RFC 7932); what is long, in less time. */
bool compress_brotli(const void *bytes, size_t n, struct buf *out);

#endif
