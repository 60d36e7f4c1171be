/* up_serve.h: what runs below `dateline up`: the server and its private nginx. */
#ifndef DATELINE_UP_SERVE_H
#define DATELINE_UP_SERVE_H

#include "nginx.h"

/* One of the two that serve. */
struct served {
    pid_t pid;        /* 0: not running */
    int64_t started;  /* wall clock, ms */
    int64_t start_at; /* when it is to be started again; 0: not */
    int64_t pause;    /* before that, ms */
};

struct up {
    const struct cli *c;
    struct nginx nginx;
    const char *program; /* of nginx */
    int signals;         /* a signalfd for SIGINT, SIGTERM, SIGHUP and SIGCHLD, which are blocked */
    int workers;         /* 0: one per core */
    struct served serve, web;
    pid_t web_group; /* nginx's process group; its worker may outlive a master that was killed */
};

/* Starts both. CLI_DONE: they answer, or a signal asked to stop (*stopped); else said why not. */
int up_start(struct up *u, bool *stopped);
/* Until a signal asks to stop; what dies meanwhile is started again, with a word on stderr. */
void up_keep_serving(struct up *u);
/* Ends both, nginx first: what it has taken is still answered. */
void up_stop(struct up *u);

#endif
