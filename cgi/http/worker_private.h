/* worker_private.h: a worker and its connections, for the files that make up worker.h. */
#ifndef DATELINE_WORKER_PRIVATE_H
#define DATELINE_WORKER_PRIVATE_H

#include "worker.h"

#define CONNECTIONS_MAX 1024
#define TURN_MS 20 /* how often it is seen whether a request that waits may be gone on with */

enum connection_state {
    OPEN,    /* something may come */
    FULL,    /* its body waits for room */
    WAITING, /* its request is whole and waits for its turn */
    CLOSED
};

struct connection {
    int fd;
    size_t at; /* its place on the list */
    enum connection_state state;
    struct connection *next; /* of those that are closed, or of places that are free */
    bool answered;           /* it has brought a request already */
    int64_t used;            /* monotonic ms of its last request, or since when it waits */
    struct collect c;
};

/* What a worker waits for beside connections. */
enum door_name { SIGNALS, LISTEN, INBOX, DOORS };

struct door {
    int fd;
    bool watched;
};

struct worker {
    const struct worker_options *opt;
    struct app *app;
    struct arena *arena; /* emptied after each request */
    int watch;           /* epoll: the doors, and the connections that are OPEN */
    struct door doors[DOORS];
    bool ending;     /* a connection is closed after its next answer */
    bool alone;      /* … and the other workers go on */
    bool orphaned;   /* the supervisor is gone */
    int turn;        /* the worker that was last given a connection */
    int64_t cost_us; /* of an answer of late; they take turns with one weight in eight */
    size_t reserved; /* bytes, by large bodies */
    int64_t looked;  /* when the connections were last looked after */
    struct connection places[CONNECTIONS_MAX];
    size_t fresh;              /* places: so many were ever used */
    struct connection *free;   /* … and of those these are free again */
    struct connection *closed; /* still on the list */
    struct connection *v[CONNECTIONS_MAX];
    size_t n;
    size_t in[CLOSED + 1];     /* how many are in each state */
    size_t most;               /* connections, as many as the system lets us open */
    int64_t accept_at;         /* not before; monotonic ms */
    int64_t held;              /* when somebody else was seen to be writing */
    int64_t worked, gave_back; /* last; monotonic ms */
};

/* ---- worker_watch.c --------------------------------------------------------------------------- */

/* False: errno says why. */
bool worker_watch_open(struct worker *w) __attribute__((warn_unused_result));
/* Waits at a door from now on, or no more. */
void worker_watch_door(struct worker *w, enum door_name door, bool wanted);
/* … on a connection. False: the system allows no more. */
bool worker_watch(struct worker *w, struct connection *v) __attribute__((warn_unused_result));
void worker_unwatch(struct worker *w, const struct connection *v);
/* The state of one on the list changes; only what is OPEN is waited for. Whoever closes one has
 * closed fd, or does so next. */
void worker_set(struct worker *w, struct connection *v, enum connection_state state);

struct arrivals {
    bool doors[DOORS];
    struct connection *v[64]; /* some may be gone when their turn has come */
    size_t n;
};

/* Waits for so long at most for something to come. False: nothing did. */
bool worker_wait_for(struct worker *w, int ms, struct arrivals *out);

/* ---- worker_connection.c ---------------------------------------------------------------------- */

/* Nothing has come on it since its last answer. */
bool worker_is_idle(const struct connection *v);
/* Closes it as it is. */
void worker_drop(struct worker *w, struct connection *v);
/* Hangs up, answers what has come, and closes it when that is all. */
void worker_end_idle(struct worker *w, struct connection *v);
/* Takes closed ones off the list; the others change places on it. */
void worker_forget_closed(struct worker *w);
/* Whether it brought a request before, or has had time to: no more need come on it. */
bool worker_is_done(const struct connection *v, int64_t now);
/* Answers what has come on it whole, and closes it. Those on the list change places. */
void worker_close(struct worker *w, struct connection *v);
/* False: nobody waits, or another worker was faster. What has come on it at once is read. */
bool worker_accept(struct worker *w);
/* A connection that another worker gave us. False: there is none, or no room for it. */
bool worker_receive(struct worker *w);

/* ---- worker_request.c ------------------------------------------------------------------------- */

/* Answers the request that was collected of it; overloaded: with 503. */
void worker_serve(struct worker *w, struct connection *v, bool overloaded);
/* Another worker goes on with it. */
bool worker_give(struct worker *w, struct connection *v, int to);
/* Its request is whole: it is answered, given to another worker, or left to wait. */
void worker_take(struct worker *w, struct connection *v);
/* Something has come. others: how many more connections of ours have something, too; then a worker
 * that has nothing to do may as well go on with this one. */
void worker_read(struct worker *w, struct connection *v, size_t others);

#endif
