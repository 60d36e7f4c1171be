/* wxr_ahead.h: the items of an export, read and made into Markdown in a thread, while stories before them
 * are written.
 *
 * It touches the files of the export and what was found when they were looked through, which nobody changes
 * then; never a store. Where there can be no thread, whoever asks for an item does the same work. */
#ifndef DATELINE_WXR_AHEAD_H
#define DATELINE_WXR_AHEAD_H

#include "wxr_private.h"

struct wxr_ahead;

/* An item that is to become a story has its text, too. Ended by wxr_ahead_release. */
struct wxr_ready {
    struct wxr_item *item;
    enum wxr_kind kind;
    const char *other;       /* how what is no story is counted */
    struct export_part part; /* with what was made of it */
    struct export_made made;
};

/* From the first file's begin on. x is borrowed, and may be asked for nothing that it changes. Ended by
 * wxr_ahead_stop. */
struct wxr_ahead *wxr_ahead_start(struct wxr_export *x);
/* What was read and not asked for is given up. NULL is allowed. */
void wxr_ahead_stop(struct wxr_ahead *h);
/* The next one. NULL: there is none; *why, when one of the files cannot be read, until wxr_ahead_stop. */
struct wxr_ready *wxr_ahead_next(struct wxr_ahead *h, const char **why);
void wxr_ahead_release(struct wxr_ready *r);

#endif
