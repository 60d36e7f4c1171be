/* refuse.h: a sentence for who asked, and no more: how operations of the store say no. */
#ifndef DATELINE_REFUSE_H
#define DATELINE_REFUSE_H

#include "lib/problem.h"
#include "store.h"

/* Adds the sentence as a problem of the field ("": of the whole); always STORE_REFUSED. */
static inline enum store_status store_refuse(struct problems *why, const char *field,
                                             const char *sentence)
{
    problem_say(why, field, sentence, NULL);
    return STORE_REFUSED;
}

#endif
