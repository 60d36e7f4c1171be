/* folder.h: a folder that gets its name when it is whole: a new site, a restored one.
 *
 * It is made beside its place, as NAME.partial, under a lock; what a killed command left there is
 * removed by the next one. */
#ifndef DATELINE_CLI_FOLDER_H
#define DATELINE_CLI_FOLDER_H

#include "cli.h"

#include <sys/types.h>

struct cli_folder {
    const char *path; /* what it shall be */
    const char *made; /* what it is until then */
    int fd;           /* that folder, locked */
    bool existed;     /* there was an empty one in its place … */
    mode_t mode;      /* … with these rights */
    uid_t owner;
    gid_t group;
};

/* path must be missing, or an empty folder. One that cannot be replaced, because it is a mount point or
 * its parent may not be written to, is filled where it is. False: said. */
bool cli_folder_begin(const struct cli *c, const char *path, struct cli_folder *f);
/* Writes all to disk and gives the folder its name. False: said; abandon it. */
bool cli_folder_finish(const struct cli *c, struct cli_folder *f);
/* Whether nothing lies in an open folder. */
bool cli_folder_is_empty(int fd);
/* Removes what was made. */
void cli_folder_abandon(struct cli_folder *f);

#endif
