/* exchange.h: one exchange with a client, over whatever carries it: FastCGI or plain CGI. */
#ifndef DATELINE_EXCHANGE_H
#define DATELINE_EXCHANGE_H

#include "lib/arena.h"
#include "meter.h"
#include "site.h"

#include <stddef.h>

/* How to get at the request and where to write the answer. */
struct exchange_io {
    /* A parameter of the CGI environment (RFC 3875 4.1), or NULL. Good until the exchange ends. */
    const char *(*param)(void *ctx, const char *name);
    /* Up to n bytes of body: how many, 0 at its end, -1 when it broke off or takes too long. */
    long (*read)(void *ctx, char *to, size_t n);
    /* more: something follows at once, so that it may be held back and all be sent together. False:
     * the client is gone. */
    bool (*write)(void *ctx, const char *from, size_t n, bool more);
    void *ctx;
    bool overloaded;             /* the request is refused unread: 503 */
    struct meter *meter;         /* counts it; NULL: nobody does */
    const struct meters *meters; /* of all workers, for the handler that shows them; may be NULL */
};

/* What a POST asks for, as its head says. */
struct exchange_need {
    size_t body; /* bytes of it that will be read; 0: none, whatever comes */
    bool slow;   /* its answer takes long: a password is hashed, or a picture made */
    bool hash;   /* a password */
    bool writes; /* it waits for others that write */
    bool known;  /* it comes from where people sign in: strangers do not crowd it out */
    bool typed;  /* somebody's text is in it: rather let it wait than refuse it */
};

/* Looks at the head of a POST; io->read and io->write are not called. The arena is the caller's. */
struct exchange_need exchange_look(const struct site_functions *site, struct app *app,
                                   struct arena *a, const struct exchange_io *io);

/* Reads the request, answers it, reads what is left of the body. False: the connection must be
 * closed, for the request's end was not seen or the answer not taken. The arena is the
 * request's. */
bool exchange_serve(const struct site_functions *site, struct app *app, struct arena *a,
                    const struct exchange_io *io) __attribute__((warn_unused_result));

#endif
