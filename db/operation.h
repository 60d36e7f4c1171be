/* operation.h: the frame of what somebody asks for once: a transaction, the form's first answer, an entry of the log.
 *
 *     struct operation op = {.s = s, .by = by, .now = now, .why = why};
 *     if (operation_begin(&op, SCOPE_SITE))
 *         op.st = section_hide_row(&op, slug, hide);
 *     return operation_end(&op);
 *
 * What is done reads and writes through op.s, is allocated in op.a and says no in op.why. */
#ifndef DATELINE_OPERATION_H
#define DATELINE_OPERATION_H

#include "driver.h"
#include "lib/problem.h"

struct operation {
    struct store *s;
    struct arena *a;        /* NULL at first: one of its own, which operation_end frees */
    const struct actor *by; /* NULL: the command line */
    int64_t now;            /* ms UTC */
    struct problems *why;   /* may be NULL where nothing is refused */
    int64_t story_id;       /* what the form and the log are about; 0: no story */
    /* What became of it. */
    enum store_status st;
    bool again; /* the same form was here before; st is STORE_OK and nothing is to be done */
    bool begun, own_arena;
};
/* True: to be done now, and then op->st says how it went. False: it has been done (op->again), or op->st says why it
 * cannot be. operation_end in any case. */
bool operation_begin(struct operation *op, enum db_scope scope) __attribute__((warn_unused_result));
/* Keeps what the form did and commits when st is STORE_OK; else nothing was written. The status that it ends with. */
enum store_status operation_end(struct operation *op) __attribute__((warn_unused_result));

/* Who asks; 0: the command line, or a reader. */
int64_t operation_user(const struct operation *op);
/* An entry of the log about op->story_id, by who asks. */
enum store_status operation_audit(const struct operation *op, const char *action,
                                  const char *detail) __attribute__((warn_unused_result));

#endif
