/* qr.h: a QR code (ISO/IEC 18004) as the path of a drawing. */
#ifndef DATELINE_QR_H
#define DATELINE_QR_H

#include "arena.h"

/* SVG path data of the dark squares, one unit each, with the quiet zone of four units around: what goes
 * into d="". *side is the whole drawing's. In the arena; NULL: the text is too long, or no memory. */
const char *qr_path(struct arena *a, const char *text, int *side);

#endif
