/* compress.c: zlib and libbrotlienc. */
#include "compress.h"

#include <brotli/encode.h>
#include <stdlib.h>
#include <zlib.h>

#define GZIP_WINDOW (15 + 16) /* the largest, and the wrapping of gzip */
#define MEMORY_MOST 9
#define LONG (96u * 1024) /* bytes whose best compression would take a quarter of a second */
#define QUALITY_OF_LONG 6

bool compress_gzip(const void *bytes, size_t n, struct buf *out)
{
    z_stream z = {.next_in = (Bytef *)bytes, .avail_in = (uInt)n};
    if (n > UINT32_MAX / 2 || deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, GZIP_WINDOW,
                                           MEMORY_MOST, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    size_t most = deflateBound(&z, n);
    Bytef *to = malloc(most);
    z.next_out = to;
    z.avail_out = (uInt)most;
    bool ok = to && deflate(&z, Z_FINISH) == Z_STREAM_END;
    if (ok)
        buf_add(out, (const char *)to, z.total_out);
    deflateEnd(&z);
    free(to);
    return ok && !out->failed;
}

bool compress_brotli(const void *bytes, size_t n, struct buf *out)
{
    size_t most = BrotliEncoderMaxCompressedSize(n);
    uint8_t *to = most > 0 ? malloc(most) : NULL;
    bool ok = to && BrotliEncoderCompress(n > LONG ? QUALITY_OF_LONG : BROTLI_MAX_QUALITY,
                                          BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, n, bytes, &most,
                                          to) == BROTLI_TRUE;
    if (ok)
        buf_add(out, (const char *)to, most);
    free(to);
    return ok && !out->failed;
}
