/* listen.h: the socket on which the web server finds us. */
#ifndef DATELINE_LISTEN_H
#define DATELINE_LISTEN_H

#include "lib/buf.h"

#include <sys/types.h>

struct listener {
    int fd;           /* non-blocking, close-on-exec */
    const char *path; /* of a socket that we made, else NULL; borrowed from listen_open */
    dev_t dev;        /* that very socket, so that nobody else's is removed */
    ino_t ino;
};

/* "unix:PATH": makes the socket with mode 0660; takes over one that nobody answers on, refuses one
 * in use. "fd:0": a listening unix socket that whoever started us left there. False: err says why.
 * Never TCP: libfcgi is not made for strangers. */
bool listen_open(const char *where, struct listener *out, struct buf *err);
/* Closes, and removes the socket if it is still ours. */
void listen_close(struct listener *l);

#endif
