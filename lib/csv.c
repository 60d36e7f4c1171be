/* csv.c: tables for other programs. */
#include "csv.h"

#include <inttypes.h>
#include <string.h>

static void csv_comma(struct buf *out)
{
    if (out->len && out->p[out->len - 1] != '\n')
        buf_adds(out, ",");
}

void csv_cell(struct buf *out, const char *s)
{
    csv_comma(out);
    buf_adds(out, *s && strchr("=+-@\t\r", *s) ? "\"'" : "\"");
    for (const char *quote; (quote = strchr(s, '"')); s = quote + 1) {
        buf_add(out, s, (size_t)(quote - s));
        buf_adds(out, "\"\"");
    }
    buf_adds(out, s);
    buf_adds(out, "\"");
}

void csv_int(struct buf *out, int64_t n)
{
    csv_comma(out);
    if (n)
        buf_printf(out, "%" PRId64, n);
    else
        buf_adds(out, "\"\"");
}

void csv_end(struct buf *out)
{
    buf_adds(out, "\r\n");
}
