/* cbor.h: whether bytes from outside are a sound item of CBOR (RFC 8949), before a library makes room for what
 * they say to be. */
#ifndef DATELINE_CBOR_H
#define DATELINE_CBOR_H

#include <stddef.h>

/* Bytes of the first item of v; 0: it does not end within the n bytes, has a length of no known end, which CTAP2
 * forbids, or nests more than 8 deep. A list or map that passes holds no more items than there are bytes. */
size_t cbor_item_length(const unsigned char *v, size_t n);

#endif
