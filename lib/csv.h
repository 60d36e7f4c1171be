/* csv.h: tables for other programs (RFC 4180). */
#ifndef DATELINE_CSV_H
#define DATELINE_CSV_H

#include "buf.h"

#include <stdint.h>

/* One cell after another, then csv_end. A cell that a spreadsheet would take for a formula ("=1+1", "@x",
 * "-1") begins with an apostrophe, which spreadsheets do not show. */
void csv_cell(struct buf *out, const char *s);
/* Empty for 0. */
void csv_int(struct buf *out, int64_t n);
void csv_end(struct buf *out);

#endif
