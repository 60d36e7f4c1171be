/* collect.h: takes in one request of a connection as it comes, so that no worker waits for a slow
 * sender.
 *
 * A request without a body that has come at once, as nearly all do, is its parameters and nothing else.
 * Any other is written to an unnamed file in memory (memfd_create(2)), or to a pipe when it came at
 * once, too; libfcgi is given that in the connection's place. A body that will be refused anyway is
 * read over and not kept. */
#ifndef DATELINE_COLLECT_H
#define DATELINE_COLLECT_H

#include "exchange.h"
#include "fcgi_scan.h"

/* Bytes that large bodies, of one worker, may take in memory together. The next one waits, unread. */
#define COLLECT_BYTES_MAX ((size_t)96 * 1024 * 1024)

enum collect_status {
    COLLECT_MORE,  /* all that has come was taken in */
    COLLECT_FULL,  /* there is no room for its body now; to be tried again */
    COLLECT_WHOLE, /* it can be answered without waiting */
    COLLECT_GONE   /* the sender is gone, or speaks something else */
};

/* What the head of a request says of its body; asked once, when the head has come. */
typedef struct exchange_need collect_judge_fn(void *ctx, const struct fcgi_scan *scan);

/* Begins as COLLECT_NONE; ended with collect_free. */
struct collect {
    struct fcgi_scan scan;
    int spool;   /* the file, or pipe; -1: there is none, and what has come is in the scan */
    size_t kept; /* bytes in it */
    bool
        beyond; /* more came than the request, which no web server sends: the connection ends with it */
    bool judged; /* the head has come, and need is what it says */
    struct exchange_need need;
    size_t reserved; /* of COLLECT_BYTES_MAX */
    int64_t since;   /* monotonic ms of its first byte; 0: none has come */
    int64_t heard;   /* … of its last */
};

#define COLLECT_NONE ((struct collect){.spool = -1})

/* Takes in what has come on the socket fd. *reserved: the sum over all of this worker. */
enum collect_status collect_read(struct collect *c, int fd, size_t *reserved,
                                 collect_judge_fn *judge, void *ctx);
/* Whether it began and then nothing came for 20 s, or less than 4 KB a second. */
bool collect_is_late(const struct collect *c, int64_t now);
void collect_free(struct collect *c, size_t *reserved);

#endif
