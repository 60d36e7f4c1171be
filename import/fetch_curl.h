/* fetch_curl.h: one request to another's machine, made by curl(1) in a process of its own.
 *
 * Contract. What answers may be anybody. curl is told the addresses that were judged (lib/web_address.h), so that a
 * name cannot stand for others a moment later; it follows no redirect, asks no proxy, reads no settings, speaks
 * nothing but http and https, decodes nothing, and writes into a pipe, of which no more than so many bytes are
 * read. Neither the program nor its workers are linked with what this takes. */
#ifndef DATELINE_FETCH_CURL_H
#define DATELINE_FETCH_CURL_H

#include "lib/arena.h"
#include "lib/web_address.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fetch_request {
    struct web_address at;
    bool local;         /* machines of a local network may be asked */
    int64_t timeout_ms; /* for all of it */
    size_t most;        /* bytes of an answer */
    int into;           /* a file, written from its begin */
    bool (*goes_on)(
        void *ctx); /* asked now and then while nothing comes; false: give it up. NULL: it does */
    void *ctx;
};

enum fetch_end {
    FETCH_ANSWERED,   /* status says the rest */
    FETCH_LARGE,      /* more than so many bytes */
    FETCH_SLOW,       /* its time was over */
    FETCH_CUT,        /* it ended before its end */
    FETCH_UNREACHED,  /* nobody there, or the name is not known */
    FETCH_UNTRUSTED,  /* its certificate is not for that name, or not of these days */
    FETCH_STOPPED,    /* goes_on said no */
    FETCH_FORBIDDEN,  /* what the name stands for may not be asked */
    FETCH_DISK,       /* errno says why */
    FETCH_NO_PROGRAM, /* there is no curl */
};
struct fetch_answer {
    enum fetch_end end;
    int status;           /* of HTTP */
    size_t n;             /* bytes that were written */
    const char *type;     /* as the server calls it; "" */
    const char *to;       /* a redirect's address, absolute; "" */
    int64_t wait_seconds; /* that the server asks for, at most so many; 0: it does not */
};
#define FETCH_WAIT_MAX 3600 /* seconds; a server that asks for more is not waited for */
/* Strings are in the arena. */
void fetch_ask(struct arena *a, const struct fetch_request *r, struct fetch_answer *out);
/* The four lines, of n bytes, that curl says of an answer: status, type, Retry-After, and where it leads; what is none of
 * these is 0 or "". Sets nothing else. */
void fetch_answer_read(struct arena *a, const char *said, size_t n, struct fetch_answer *out);

#endif
