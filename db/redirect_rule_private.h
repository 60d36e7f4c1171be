/* redirect_rule_private.h: a redirect by hand, inside a transaction. */
#ifndef DATELINE_REDIRECT_RULE_PRIVATE_H
#define DATELINE_REDIRECT_RULE_PRIVATE_H

#include "driver.h"
#include "redirect_rule.h"

/* Path and target as they are: neither is spelled anew, and what would be is refused. */
enum store_status redirect_rule_put(struct store *s, struct arena *a, const char *path,
                                    const char *target, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));

#endif
