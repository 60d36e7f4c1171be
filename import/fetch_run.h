/* fetch_run.h: the pictures that an import wishes for (fetch.h) are fetched.
 *
 * One request at a time, with a pause behind each; each is made by curl in a process of its own (fetch_curl.h). What
 * came stays: the same wishes again are asked for no more. What can perhaps be had later is told apart from what cannot
 * be had at all. */
#ifndef DATELINE_FETCH_RUN_H
#define DATELINE_FETCH_RUN_H

#include "fetch.h"

#include <stdbool.h>
#include <stdint.h>

enum { FETCH_TIMEOUT_S = 60, FETCH_PAUSE_MS = 250 }; /* what is usual */

struct fetch_run {
    bool local;        /* machines of a local network may be asked */
    int64_t timeout_s; /* for one request */
    int64_t pause_ms;  /* behind each, at least */
    /* Told before each wish, and at the end; asked at any time, false: that is enough. Each may be NULL. */
    void (*progress)(void *ctx, size_t done, size_t all);
    bool (*goes_on)(void *ctx);
    void *ctx;
};

struct fetch_failure {
    const char *file, *url, *why; /* a story, and the address that was asked for last */
};
struct fetch_failures {
    struct fetch_failure *v;
    size_t n, room;
};

#define FETCH_ANOTHER "another import is fetching pictures for this site"
struct fetch_report {
    size_t wanted, got;           /* got: those that were here already among them */
    struct fetch_failures failed; /* they cannot be had */
    struct fetch_failures later;  /* another time they may be had */
    const char *stopped;          /* why no more were asked for; NULL: all were */
    const char *broken;           /* FETCH_ANOTHER, or why nothing can be kept; NULL: it can */
};
/* Asks for all wishes, of hosts that f allows. Strings of *out are in a, or f's. */
void fetch_run(const struct fetch_run *run, struct fetch *f, struct arena *a,
               struct fetch_report *out);

#endif
