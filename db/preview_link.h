/* preview_link.h: links by which people without an account see a story's newest text and leave notes on it:
 * a lawyer, a source.
 *
 * A link is for one story and one name. It holds until it expires or is revoked, as long as who made it may
 * sign in and read the story; its notes stay. Only a hash of its token is kept, so it can be shown once, to whoever made it. */
#ifndef DATELINE_PREVIEW_LINK_H
#define DATELINE_PREVIEW_LINK_H

#include "actor.h"
#include "lib/problem.h"
#include "lib/token.h"
#include "store.h"

#include <stddef.h>

#define PREVIEW_LINK_NAME_MAX 80             /* code points */
#define PREVIEW_LINKS_MAX 20                 /* of a story, that hold at a time */
#define PREVIEW_LINKS_SHOWN 50               /* of a story, newest first */
#define PREVIEW_LINK_SEEN_MS INT64_C(300000) /* to this is its last visit noted */
#define PREVIEW_LINK_DAY_MS INT64_C(86400000)

struct preview_link {
    int64_t id, story_id;
    const char *name;
    int64_t created_at, expires_at;
    int64_t revoked_at; /* 0: it was not */
    int64_t seen_at;    /* 0: never */
    const char *created_by_name;
};
struct preview_links {
    struct preview_link *v; /* newest first */
    size_t n;
};
/* For how many days a link may be made: 1, 3, 7, 30; 0 after the last. */
extern const int preview_link_days[];

static inline bool preview_link_holds(const struct preview_link *l, int64_t now)
{
    return l->revoked_at == 0 && l->expires_at > now;
}

/* Whom a link is for, and for how long. */
struct preview_link_new {
    int64_t story_id;
    const char *name;
    int64_t days;
    const char
        *proof; /* a secret of who asks that is kept nowhere: by it a form's second arrival is given
                        * the same token. NULL: it is given another one, which holds nothing */
};
/* STORE_REFUSED fills why (fields "link_name", "link_days", or none): only who may write the story's text
 * makes one (ACT_WRITE). */
enum store_status preview_link_make(struct store *s, const struct preview_link_new *in,
                                    const struct actor *by, int64_t now, char token[TOKEN_SIZE],
                                    struct problems *why) __attribute__((warn_unused_result));
/* STORE_MISSING: unknown, expired, revoked, or its story is in the bin. */
enum store_status preview_link_find(struct store *s, struct arena *a, const char *token,
                                    int64_t now, struct preview_link *out)
    __attribute__((warn_unused_result));
enum store_status preview_link_list(struct store *s, struct arena *a, int64_t story_id,
                                    struct preview_links *out) __attribute__((warn_unused_result));
/* One that was revoked before is STORE_OK. STORE_MISSING: that story has none of that number. */
enum store_status preview_link_revoke(struct store *s, int64_t story_id, int64_t id,
                                      const struct actor *by, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
/* Inside a transaction: whether that link of that story holds, for what a guest leaves. STORE_REFUSED: no,
 * and why says so. */
enum store_status preview_link_check(struct store *s, int64_t story_id, int64_t id, int64_t now,
                                     struct problems *why) __attribute__((warn_unused_result));
/* Whether a visit now is to be noted, and noting it. */
bool preview_link_visit_is_due(const struct preview_link *l, int64_t now);
enum store_status preview_link_visit(struct store *s, int64_t id, int64_t now)
    __attribute__((warn_unused_result));

#endif
