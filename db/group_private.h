/* group_private.h: sections, tags and bylines as a story's save needs them. */
#ifndef DATELINE_GROUP_PRIVATE_H
#define DATELINE_GROUP_PRIVATE_H

#include "driver.h"
#include "group.h"
#include "operation.h"

/* What a save says of names that are not known, and what came of it. */
struct naming {
    enum names_rule rule;
    const struct new_names *meant; /* NULL: none */
    const struct actor *by;        /* who is asked, at … */
    int64_t now;
    struct new_names asked, made;
};
/* Ids for the given names or slugs; tags and bylines that are new are made. Doubles are dropped.
 * What cannot be a name becomes a problem of `field`, what has to be asked one of "new_names".
 * Inside a transaction. */
enum store_status group_resolve(struct store *s, struct arena *a, enum group_kind k,
                                const char *field, const struct groups *in, struct groups *out,
                                struct naming *naming, struct problems *why)
    __attribute__((warn_unused_result));
/* A story's section by its slug; "" is none. An unknown one becomes a problem. */
enum store_status group_resolve_section(struct store *s, struct arena *a, const struct group *in,
                                        struct group *out, struct problems *why)
    __attribute__((warn_unused_result));
/* A revision's section, as g, from its row: the one that the revision's stands for. */
#define SQL_SECTION_OF(revision)                                                                   \
    " LEFT JOIN section q ON q.id = " revision ".section_id"                                       \
    " LEFT JOIN section g ON g.id = coalesce(q.stands_for, q.id)"
/* Whether the list has one with that id. */
bool groups_have(const struct groups *list, int64_t id);
/* The id that a revision names this one by. */
static inline int64_t group_named(const struct group *g)
{
    return g->said != 0 ? g->said : g->id;
}
/* group_put inside op's transaction, or another one. */
enum store_status group_put_within(const struct operation *op, enum group_kind k,
                                   const struct group *g, int64_t *id)
    __attribute__((warn_unused_result));
/* STORE_EXISTS when a section has that slug, else STORE_MISSING. */
enum store_status group_section_taken(struct store *s, const char *slug)
    __attribute__((warn_unused_result));

#endif
