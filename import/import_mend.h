/* import_mend.h: stories that the store refuses, made such as it takes. */
#ifndef DATELINE_IMPORT_MEND_H
#define DATELINE_IMPORT_MEND_H

#include "item.h"

/* Mends what the problems name: too long is cut, too many are fewer, a picture that lacks what
 * readers must know goes; each is a note of the file. False: there was nothing that can be mended.
 * New texts in a. */
bool import_mend(struct arena *a, const struct problems *why, struct import_item *in);

#endif
