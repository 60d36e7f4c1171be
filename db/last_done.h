/* last_done.h: what was last done to look after a site: a backup, a check, housekeeping.
 *
 * Each lies in a small file of its own beside the data, SITE/dateline.last-backup and so on, and not in the
 * data: a backup is made by somebody who need not be able to write there, of a site that may be of an older
 * version, and a site that was restored has no backup yet. */
#ifndef DATELINE_LAST_DONE_H
#define DATELINE_LAST_DONE_H

#include "store.h"

enum last_done { LAST_BACKUP, LAST_VERIFY, LAST_HOUSEKEEPING, LAST_DONE_MAX };

struct done_record {
    int64_t at;       /* ms UTC: when it was over */
    const char *name; /* of a backup: its file's, without the folder; else "" */
    int64_t bytes;    /* of a backup */
    int64_t n;     /* files in a backup, things that verify looked at, what housekeeping removed */
    int64_t wrong; /* that verify, or the test of a backup, found */
    bool tested;   /* the backup was restored beside itself and compared */
};

/* False: nothing is known; *out is all zero, its name "". In the arena. */
bool last_done_read(const struct store *s, struct arena *a, enum last_done which,
                    struct done_record *out);
/* In the place of the one before. s may be open for reading. False: errno says why. */
bool last_done_write(const struct store *s, enum last_done which, const struct done_record *r)
    __attribute__((warn_unused_result));

#endif
