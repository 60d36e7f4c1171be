/* listen.h: the socket on which the web server finds us. */
#ifndef DATELINE_LISTEN_H
#define DATELINE_LISTEN_H

#include "lib/buf.h"

#include <sys/types.h>

struct listener {
    int fd;           /* non-blocking, close-on-exec */
    const char *path; /* of a socket that we made, else NULL; borrowed from listen_open */
    pid_t before;     /* the server that listens at path until listen_take_place; 0: none */
    dev_t dev;        /* that very socket, so that nobody else's is removed */
    ino_t ino;
};

/* "unix:PATH": makes the socket with mode 0660; takes over one that nobody answers on, refuses one
 * in use, unless replace: then it listens beside it, under another name for now. "fd:0": a listening unix socket that whoever started us left there. False: err says why.
 * Never TCP: libfcgi is not made for strangers. */
bool listen_open(const char *where, bool replace, struct listener *out, struct buf *err);
/* Takes the place of the server before, if there is one, and asks it to end. It answers what it was
 * sent; what comes from now on is for us. False: errno says why, and it stays. */
bool listen_take_place(struct listener *l);
/* No more can come: the socket's name is removed, if it is still ours. */
void listen_hide(struct listener *l);
/* Closes, and removes the socket if it is still ours. */
void listen_close(struct listener *l);

#endif
