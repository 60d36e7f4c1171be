/* qr.c: libqrencode chooses the squares. */
#include "qr.h"

#include "buf.h"

#include <qrencode.h>

#define QUIET 4 /* units, ISO/IEC 18004 9.1 */

/* One run of dark squares a move: from its left edge, right, down, back. */
static void qr_row(struct buf *b, const unsigned char *row, int width, int y)
{
    for (int x = 0, n; x < width; x += n) {
        for (n = 1; x + n < width && (row[x + n] & 1) == (row[x] & 1); n++)
            ;
        if (row[x] & 1)
            buf_printf(b, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, n, n);
    }
}

const char *qr_path(struct arena *a, const char *text, int *side)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    struct buf b;
    if (!code)
        return NULL;
    buf_init(&b, 1 << 20);
    for (int y = 0; y < code->width; y++)
        qr_row(&b, code->data + (size_t)y * (size_t)code->width, code->width, y);
    *side = code->width + 2 * QUIET;
    QRcode_free(code);
    const char *out = b.failed ? NULL : arena_dupn(a, b.p, b.len);
    buf_free(&b);
    return out;
}
