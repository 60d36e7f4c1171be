/* fleet.h: the workers of one server, as they see each other.
 *
 * A worker does one thing at a time. So that a password being hashed or a picture being made holds
 * up nobody, at most half of the workers do such a thing at once, and never the first one, unless it
 * is the only one; and as a site hashes no more than two passwords at once, no more than two do that. Connections change hands meanwhile: they are sent as descriptors over a socket
 * between the workers (SCM_RIGHTS), so nothing that a web server has written to one is lost. */
#ifndef DATELINE_FLEET_H
#define DATELINE_FLEET_H

#include "collect.h"

#include <stdatomic.h>

/* What a worker tells the others and its supervisor, in memory that all see. */
struct worker_state {
    _Atomic int64_t busy_since; /* monotonic ms at which its request began; 0: it waits */
    atomic_bool ready;          /* the site was opened */
    atomic_bool sleeps;         /* it waits for something to come, and nobody has called it yet */
    atomic_bool slow;           /* it does, or is about to do, what takes long */
    atomic_bool hash;           /* … and hashes a password */
};

/* Made by the supervisor before the workers. */
struct fleet {
    struct worker_state *states; /* of n */
    struct meters meters;        /* of n, and the supervisor's */
    int (*inboxes)[2];           /* of n socket pairs: [0] to read from, [1] to send to */
    int n;
};

/* For n workers. False: errno says why. */
bool fleet_open(struct fleet *f, int n) __attribute__((warn_unused_result));
void fleet_close(struct fleet *f);

/* Takes one of the places for what takes long, be it hashing a password; given back with
 * fleet_end_slow. False: self may not now, or never. */
bool fleet_begin_slow(struct fleet *f, int self, bool hash);
void fleet_end_slow(struct fleet *f, int self);
/* A worker other than self that may begin such a thing now; -1: none. */
int fleet_find_slow(const struct fleet *f, int self, bool hash);
/* A worker other than self that will soon read what it is sent, looked for from after *turn on,
 * which it becomes; -1: none. */
int fleet_find(const struct fleet *f, int self, int *turn);
/* The same of those that sleep: each is found once in its sleep. */
int fleet_call(const struct fleet *f, int self, int *turn);

/* Gives a connection, with what was collected of it, to a worker. True: it is theirs; fd was
 * closed here, and *c is COLLECT_NONE. */
bool fleet_send(struct fleet *f, int to, int fd, struct collect *c, size_t *reserved);
/* The next connection that self was given; -1: none. */
int fleet_receive(struct fleet *f, int self, struct collect *c, size_t *reserved);

#endif
