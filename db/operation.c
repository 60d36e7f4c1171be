/* operation.c: see operation.h. */
#include "operation.h"

#include "audit_private.h"
#include "form_record.h"

bool operation_begin(struct operation *op, enum db_scope scope)
{
    struct form_record did;
    op->st = db_begin(op->s, scope);
    op->begun = op->st == STORE_OK;
    if (!op->begun)
        return false;
    op->own_arena = !op->a;
    if (op->own_arena)
        op->a = arena_new();
    op->st = form_recall(op->s, op->by, &did);
    op->again = op->st == STORE_OK;
    if (op->st == STORE_MISSING)
        op->st = STORE_OK;
    return op->st == STORE_OK && !op->again;
}

enum store_status operation_end(struct operation *op)
{
    const struct form_record did = {.story_id = op->story_id, .outcome = OUTCOME_DONE};
    if (!op->begun)
        return op->st;
    if (op->st == STORE_OK && !op->again)
        op->st = form_keep(op->s, op->by, &did, op->now);
    op->st = db_end(op->s, op->st);
    if (op->own_arena)
        arena_free(op->a);
    return op->st;
}

int64_t operation_user(const struct operation *op)
{
    return op->by ? op->by->user : 0;
}

enum store_status operation_audit(const struct operation *op, const char *action,
                                  const char *detail)
{
    return audit_write(op->s, operation_user(op), op->story_id, action, detail, op->now);
}
