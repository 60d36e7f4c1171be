/* buf.h: the one growable byte buffer.
 *
 * A buffer has a cap, given at its start. An addition that would pass the cap (or exhaust memory)
 * adds nothing and sets `failed`, which stays set: a writer adds without checking and asks once at
 * the end. The bytes are always followed by a NUL that is not counted. */
#ifndef DATELINE_BUF_H
#define DATELINE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
    char *p;     /* bytes, NUL after the last; "" when nothing was added */
    size_t len;  /* bytes used, without the NUL */
    size_t size; /* bytes allocated */
    size_t max;  /* cap of len, in bytes */
    bool failed; /* something was refused; the content is incomplete */
};

/* Starts an empty buffer that takes at most max bytes. Owner calls buf_free. */
void buf_init(struct buf *b, size_t max);
void buf_free(struct buf *b);
/* Empties; keeps the allocation, clears failed. */
void buf_clear(struct buf *b);

/* Makes room for n more bytes and the NUL. False: that is beyond max, or there is no memory, and b has failed. */
bool buf_reserve(struct buf *b, size_t n);

void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_adds(struct buf *b, const char *s); /* NULL adds nothing */
void buf_addc(struct buf *b, char c);
void buf_add_codepoint(struct buf *b, uint32_t cp); /* as UTF-8; U+FFFD for an invalid one */
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Escapes & < > " ' for HTML text and quoted attributes (WHATWG HTML 13.3). */
void buf_add_html(struct buf *b, const char *s, size_t n);
/* Percent-encodes all but the unreserved characters (RFC 3986 2.3). */
void buf_add_urlencoded(struct buf *b, const char *s, size_t n);

#endif
