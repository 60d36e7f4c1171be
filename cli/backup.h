/* backup.h: a site as a tar archive.
 *
 * It holds the data under the name that it has in a site's folder, then media/, templates/ and static/,
 * and at its end MANIFEST: a line for each file before it, with its SHA-256, its bytes and its name. So
 * what any tar unpacks is a site. */
#ifndef DATELINE_CLI_BACKUP_H
#define DATELINE_CLI_BACKUP_H

#include "cli.h"

struct backup_sum {
    size_t files;
    int64_t bytes;
};

/* Writes the site's files, and data as its data, to the descriptor. False: said. */
bool backup_write(const struct cli *c, const char *site, const char *data, int fd,
                  struct backup_sum *out);
/* Unpacks a backup into an empty folder and compares it with its manifest; a copy of the data alone,
 * as earlier versions wrote it, is one, too. False: said. */
bool backup_read(const struct cli *c, const char *file, const char *folder, struct backup_sum *out);
/* What a site that was restored into a folder holds, and what verify finds wrong there, each said.
 * False: it is no site, or is damaged; said. */
struct backup_state {
    int64_t checked;
    size_t found;
};
bool backup_check(const struct cli *c, const char *folder, struct backup_state *out);

#endif
