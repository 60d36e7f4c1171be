/* working_copy.h: what somebody is typing and has not saved.
 *
 * A working copy belongs to one person and one form, so that two tabs are two. It is no revision: readers
 * see nothing of it, and whoever else opens the story learns only that somebody is writing. Saving the
 * form ends it, in the same transaction (story_save). One that suggests is kept for whoever may note on the
 * story, and nobody learns of it. */
#ifndef DATELINE_WORKING_COPY_H
#define DATELINE_WORKING_COPY_H

#include "story.h"

#define WORKING_COPY_MAX ((size_t)2 * 1024 * 1024) /* bytes of its fields; more is refused */
#define WORKING_COPY_KEPT_MS INT64_C(2592000000)   /* 30 days */
#define WORKING_COPIES_MAX 50                      /* a person; the oldest go */
#define WORKING_COPY_FRESH_MS INT64_C(120000)      /* 2 min: whose is newer is writing now */

struct working_copy {
    const char *token; /* 8 to 64 letters, digits, - and _ */
    int64_t user_id;
    const char *user_name;
    int64_t story_id; /* 0: a new story */
    bool
        suggests; /* typed into the form for suggestions (suggestion.h), not into the story's own */
    const char *fields; /* JSON: [["headline", "…"], …]; "" in lists */
    const char *headline;
    int words; /* that differ from what readers see; of a story never live, all of them */
    int64_t saved_at;
};
struct working_copies {
    struct working_copy *v; /* newest first */
    size_t n;
};

/* Keeps what is typed, over what the same form said before. text is what the fields say. STORE_REFUSED
 * fills why: the story may not be written to, it is too much, or the token is somebody else's. */
enum store_status working_copy_put(struct store *s, struct arena *a, const struct actor *by,
                                   const struct working_copy *c, const struct story_text *text,
                                   int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
/* One's own. STORE_MISSING: there is none of that token, or it is somebody else's. */
enum store_status working_copy_get(struct store *s, struct arena *a, const struct actor *by,
                                   const char *token, struct working_copy *out)
    __attribute__((warn_unused_result));
/* One's own of a story, with their fields; story 0: of new stories. suggests: those of which form. */
enum store_status working_copy_list(struct store *s, struct arena *a, const struct actor *by,
                                    int64_t story_id, bool suggests, struct working_copies *out)
    __attribute__((warn_unused_result));
/* The newest of each other person who writes on that story now. */
enum store_status working_copy_writers(struct store *s, struct arena *a, const struct actor *by,
                                       int64_t story_id, int64_t now, struct working_copies *out)
    __attribute__((warn_unused_result));
/* Of each other person the newest that says what readers are to be told of a change (note, wrong or right): that is in no
 * draft. With their fields. */
enum store_status working_copy_beside(struct store *s, struct arena *a, const struct actor *by,
                                      int64_t story_id, struct working_copies *out)
    __attribute__((warn_unused_result));
/* Throws one's own away, as it was kept at that time (TIME_ANY: whenever). STORE_OK also when there is none.
 * STORE_CONFLICT: more was typed into it since. */
enum store_status working_copy_drop(struct store *s, const struct actor *by, const char *token,
                                    int64_t saved_at) __attribute__((warn_unused_result));

/* Inside a transaction: the form was saved. NULL or "" is none. */
enum store_status working_copy_end(struct store *s, int64_t user, const char *token)
    __attribute__((warn_unused_result));

#endif
