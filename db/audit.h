/* audit.h: who did what. */
#ifndef DATELINE_AUDIT_H
#define DATELINE_AUDIT_H

#include "store.h"

#include <stddef.h>

/* Who did what: sign-ins, rights, settings, publications and every change of Updated. Written by
 * the operations themselves, in their transactions; audit_add is for what has none. */
struct audit_entry {
    int64_t id, at, user_id, story_id; /* 0: none */
    const char *user_name;
    const char *action; /* "story.publish", "story.updated", "user.sign_in", … */
    const char *detail; /* "updated_at: 2026-01-08T… → none"; no secrets */
};
struct audit_entries {
    struct audit_entry *v; /* newest first */
    size_t n;
};
enum store_status audit_add(struct store *s, int64_t user, int64_t story, const char *action,
                            const char *detail, int64_t now) __attribute__((warn_unused_result));
/* story 0: all. before: id, 0 from the newest. */
enum store_status audit_list(struct store *s, struct arena *a, int64_t story, int64_t before,
                             size_t limit, struct audit_entries *out)
    __attribute__((warn_unused_result));
/* The same of one person; user 0: of all. Reads past what others did. */
enum store_status audit_list_of(struct store *s, struct arena *a, int64_t user, int64_t before,
                                size_t limit, struct audit_entries *out)
    __attribute__((warn_unused_result));
/* All but who failed to sign in, of which the log has what was typed there and from where: the oldest first, those after
 * that id. */
enum store_status audit_list_from(struct store *s, struct arena *a, int64_t after, size_t limit,
                                  struct audit_entries *out) __attribute__((warn_unused_result));

#endif
