/* housekeeping.h: what nobody needs any more goes.
 *
 * Each kind goes by a term of its own, and in steps: a step is one transaction of at most
 * HOUSEKEEPING_ROWS rows, so that whoever saves meanwhile waits for milliseconds. Doing it again does nothing,
 * and doing it seldom harms nobody: what has ended is refused by the clock, whether or not its row is there.
 * Nothing that readers see goes, and nothing that an editor could still want: no story but one whose 30 days
 * in the bin are over, no picture that has a row, and no line of the audit log unless the paper has set a term
 * for them. */
#ifndef DATELINE_HOUSEKEEPING_H
#define DATELINE_HOUSEKEEPING_H

#include "store.h"

#define HOUSEKEEPING_ROWS 200
#define KEPT_MS INT64_C(2592000000)  /* 30 days */
#define ORPHAN_MS INT64_C(172800000) /* 2 days: a file of no picture is no upload any more */

enum housekeeping {
    HOUSE_SESSIONS, /* that have ended */
    HOUSE_LINKS,    /* to sign in with, a day after their end */
    HOUSE_STEPS,    /* of signing in, that nobody finished */
    HOUSE_TRIES,    /* wrong passwords, a day after the last */
    HOUSE_KNOWN,    /* addresses that nobody has signed in from for 90 days */
    HOUSE_FORMS,    /* what forms did, after 30 days */
    HOUSE_COPIES,   /* of what was typed and not saved for 30 days */
    HOUSE_TRACES,   /* e-mail and address of readers who reported something 90 days ago */
    HOUSE_AUDIT,    /* lines of the audit log, after the setting "audit_days" */
    HOUSE_BIN,      /* stories after 30 days in the bin */
    HOUSE_PICTURES, /* files of pictures that have no row, after two days */
    HOUSE_KEPT,     /* the database as it was before an upgrade, after 30 days */
    HOUSE_READY,    /* folders of ready pages that are over */
    HOUSEKEEPING_MAX
};

/* "sessions", "links", … */
const char *housekeeping_name(enum housekeeping k);
/* How many there are to go; of HOUSE_READY 0: they are not counted. s may be open for reading. */
enum store_status housekeeping_count(struct store *s, enum housekeeping k, int64_t now, int64_t *n)
    __attribute__((warn_unused_result));
/* One step; adds to *n what went. *more: there may be more. s is open for writing. */
enum store_status housekeeping_step(struct store *s, enum housekeeping k, int64_t now, int64_t *n,
                                    bool *more) __attribute__((warn_unused_result));

#endif
