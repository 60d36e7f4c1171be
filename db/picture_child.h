/* picture_child.h: dateline-image, run in a process that may do next to nothing.
 *
 * It gets the picture as its standard input, an empty folder as its working folder, and a pipe to
 * say what it wrote; limits of time, memory and file size; no other descriptor, no environment, no
 * network. By Landlock it reads libraries and makes files in its folder; by seccomp it starts no
 * process, opens no socket and touches no other process (lib/contain.h). A process of ours minds
 * it, and ends it and its whole group when its time is over or nobody waits any more. */
#ifndef DATELINE_PICTURE_CHILD_H
#define DATELINE_PICTURE_CHILD_H

#include "lib/photo.h"

#include <stdint.h>

/* What dateline-image may take. 0: what is usual. */
struct picture_limits {
    int wall_ms;     /* usual: PICTURE_WALL_MS */
    int cpu_seconds; /* 20 */
};
#define PICTURE_WALL_MS 30000
#define PICTURE_FILE_MAX (16 * 1024 * 1024) /* bytes of a file that it writes */

/* One picture. */
struct picture_job {
    int input;                       /* the picture, from its beginning */
    int work;                        /* the folder to write in */
    int report;                      /* a pipe, to write to: what dateline-image says */
    int verdict;                     /* a pipe, to write to: a struct picture_verdict; while
                                      * somebody has its other end, somebody waits */
    char logo;                       /* 1: as struct picture_source says of a logo */
    char credit[PHOTO_LINE_MAX + 1]; /* for the renditions; "": the file's own */
};

struct picture_verdict {
    int status; /* as of waitpid(2) */
    int late;   /* 1: it was ended when its time was over */
    int failed; /* 1: it could not be started */
};

/* Runs dateline-image (`helper`, a path), waits for it, writes the verdict, ends the process. To be
 * called in a child of the process `parent`; ends when that one does. */
_Noreturn void picture_child_mind(const char *helper, const struct picture_limits *limits,
                                  const struct picture_job *job, int parent);

#endif
