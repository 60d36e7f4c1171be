/* missed.h: addresses that readers ask for in vain, counted in memory and written now and then.
 *
 * A worker keeps few of them, and writes them when nobody waits: whoever asks for a thousand addresses that
 * do not exist makes no thousand writes. What a process that ends had not written is not counted. */
#ifndef DATELINE_MISSED_H
#define DATELINE_MISSED_H

#include "app.h"

/* Counts it, when it may be counted (missed_may_count). */
void missed_note(struct app *app, const char *path);
/* Between requests: writes what there is, at most once in MISSED_WRITE_MS. */
#define MISSED_WRITE_MS 2000
void missed_idle(struct app *app);
void missed_close(struct app *app);

#endif
