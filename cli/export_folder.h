/* export_folder.h: a folder of files that is brought up to date, again and again.
 *
 * Contract. Nothing is overwritten or removed but what an earlier export wrote there: the folder has a
 * list of it, .dateline-export, in which a file stands before it is made. What is the same is left
 * untouched, so that its time tells when it changed. Each file gets its name when it is whole. A
 * folder that holds other things is refused. */
#ifndef DATELINE_CLI_EXPORT_FOLDER_H
#define DATELINE_CLI_EXPORT_FOLDER_H

#include "cli.h"

#include <sys/types.h>

struct export_folder {
    const struct cli *c;
    const char *path;
    const char *kind;      /* "markdown", "static": another kind's folder is refused */
    mode_t folders, files; /* rights of what is made */
    int fd, list;          /* the folder, and its list, locked */
    json_t *known;         /* what earlier exports wrote: name → true */
    json_t *written;       /* what belongs to this one */
    size_t made, changed, same, removed; /* files */
    bool failed;                         /* said */
};

/* False: said. End it in any case. */
bool export_folder_begin(const struct cli *c, const char *path, const char *kind, bool secret,
                         struct export_folder *f);
/* Whether a file of that name can be there: it is a name below the folder, no part of its path is a file,
 * and it is no folder. */
bool export_folder_may_write(const struct export_folder *f, const char *name);
/* A file below the folder, "2026/01/a.md", with these bytes. False: said. */
bool export_folder_write(struct export_folder *f, const char *name, const void *bytes, size_t n);
/* The same of a file on the disk, whose bytes never change under its name. *missing: it is not there,
 * nothing was written and nothing said. */
bool export_folder_copy(struct export_folder *f, const char *name, const char *from, bool *missing);
/* Removes what is there of earlier exports and does not belong to this one, and writes all to disk.
 * False: said. */
bool export_folder_finish(struct export_folder *f);
void export_folder_end(struct export_folder *f);

#endif
