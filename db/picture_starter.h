/* picture_starter.h: who starts dateline-image.
 *
 * A worker of `dateline serve` starts no program: it asks a process that the supervisor has made
 * for that, and passes the descriptors on. A command, or a CGI process, starts it itself. */
#ifndef DATELINE_PICTURE_STARTER_H
#define DATELINE_PICTURE_STARTER_H

#include "lib/arena.h"
#include "picture_child.h"

#include <stdbool.h>
#include <sys/types.h>

/* How pictures are made here. */
struct picture_maker {
    const char *helper;           /* the path of dateline-image; looked at where starter is -1 */
    int starter;                  /* where to ask for it; -1: it is started here */
    struct picture_limits limits; /* the same */
};

/* Where dateline-image is: DATELINE_IMAGE, else beside the running binary. In the arena; may name a
 * file that does not exist. */
const char *picture_helper(struct arena *a);
/* For a process that starts it itself. Says in the log what this kernel lacks to contain it.
 * In the arena. */
const struct picture_maker *picture_maker_here(struct arena *a);

/* For a supervisor: the process that starts pictures, begun again when it has ended. */
struct starter {
    int ask;         /* where to ask; workers have it, too */
    int answer;      /* the other end */
    pid_t pid;       /* 0: none */
    int64_t next_at; /* monotonic ms: not to be begun before */
    const char *helper;
};
/* False: errno says why. helper: borrowed. */
bool starter_open(struct starter *s, const char *helper) __attribute__((warn_unused_result));
/* Begins the process when there is none; to be called again and again. What is asked while there is
 * none waits. */
void starter_keep(struct starter *s);
void starter_close(struct starter *s);

/* Has a job done; its descriptors stay the caller's. False: it cannot be, now. *pid: the child to
 * wait for when it is ours, else 0. */
bool picture_start(const struct picture_maker *m, const struct picture_job *job, pid_t *pid)
    __attribute__((warn_unused_result));

#endif
