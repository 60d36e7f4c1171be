/* twins.c: see twins.h. */
#include "twins.h"

#include "cgi/http/coding.h"
#include "lib/compress.h"

#include <unistd.h>

bool twins_lend(struct twins *t, const struct req *req, struct res *res)
{
    static const char *const codings[] = {[TWIN_BROTLI] = "br", [TWIN_GZIP] = "gzip"};
    res_header(res, "Vary", "Accept-Encoding");
    for (enum twin i = TWIN_BROTLI; i < TWINS; i++) {
        if (!coding_is_taken(req->accept_encoding, codings[i]))
            continue;
        if (t->are == TWINS_UNASKED)
            t->are = TWINS_ASKED;
        if (t->v[i].len == 0)
            continue;
        if (res->file >= 0)
            close(res->file);
        res->file = -1;
        res->lent = t->v[i].p;
        res->lent_n = t->v[i].len;
        res->coding = codings[i];
        return true;
    }
    return false;
}

void twins_make(struct twins *t, const void *bytes, size_t n)
{
    static bool (*const make[])(const void *, size_t, struct buf *) = {
        [TWIN_BROTLI] = compress_brotli, [TWIN_GZIP] = compress_gzip};
    t->are = TWINS_MADE;
    for (enum twin i = TWIN_BROTLI; i < TWINS; i++) {
        struct buf *b = &t->v[i];
        buf_init(b, 2 * TWINS_BYTES_MAX);
        if (n > TWINS_BYTES_MAX || !make[i](bytes, n, b) || b->len >= n)
            buf_free(b);
    }
}

void twins_free(struct twins *t)
{
    for (enum twin i = TWIN_BROTLI; i < TWINS; i++)
        buf_free(&t->v[i]);
    t->are = TWINS_UNASKED;
}
