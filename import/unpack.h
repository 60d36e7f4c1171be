/* unpack.h: what somebody sends for an import, a file or an archive of files, laid into a folder. */
#ifndef DATELINE_UNPACK_H
#define DATELINE_UNPACK_H

#include "lib/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct unpack_limits {
    int64_t bytes; /* of all files together, unpacked */
    int64_t files;
    int64_t room; /* bytes that stay free on the disk */
};

/* The limits that fit a machine with little room. */
extern const struct unpack_limits unpack_usual;

/* Lays what `fd` gives into the empty folder: the files of a ZIP or tar archive, compressed or not; what one
 * gzip file holds; any other file as it is. name: what the sender calls it, any bytes; what is laid there has
 * that name, or a folder of that name, without what archives end in. Of an archive plain files come, and no
 * hidden ones; a link, a way out of the folder ("../a", "/a"), a name given twice, or more than the limits
 * refuses all of it. False: *why, in a; what was laid stays, for whoever clears the folder. */
bool unpack_into(struct arena *a, int fd, const char *name, int folder,
                 const struct unpack_limits *limits, const char **why)
    __attribute__((warn_unused_result));
/* Removes all that is below a folder, and the folder. Links are not followed. True: nothing is there. */
bool unpack_remove(int folder, const char *name) __attribute__((warn_unused_result));

#endif
