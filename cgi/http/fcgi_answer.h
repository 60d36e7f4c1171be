/* fcgi_answer.h: an answer as a FastCGI responder gives it: STDOUT and END_REQUEST (FastCGI 1.0, 5.3, 5.5
 * and 6.2). Whole and in as few pieces as may be, so that the web server wakes once for it. */
#ifndef DATELINE_FCGI_ANSWER_H
#define DATELINE_FCGI_ANSWER_H

#include "lib/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct fcgi_answer {
    int fd;              /* a blocking socket */
    unsigned id;         /* of the request */
    struct arena *arena; /* for what is held back */
    const char *held;
    size_t held_n;
    int64_t until; /* monotonic ms; 0: it has not begun */
};

/* Sends n bytes; the last ones (not more) with the end of the answer. Of more to come, a few may be
 * held back. False: they were not taken, within 20 s from the first, and nothing else can be sent. */
bool fcgi_answer_write(struct fcgi_answer *f, const char *from, size_t n, bool more)
    __attribute__((warn_unused_result));

#endif
