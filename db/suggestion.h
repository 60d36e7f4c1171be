/* suggestion.h: what somebody would change in a story's text, taken or refused change by change.
 *
 * A suggestion begins from one revision and is none itself. It holds words alone: headline, standfirst, text,
 * takeaways, what is said of the picture, a review's words. Its changes are of paragraphs and of whole
 * fields; each is put into the newest text by itself, as two people's changes are put together, whatever
 * happened to that text since. What is taken is saved as a draft: nothing here lets it reach readers. */
#ifndef DATELINE_SUGGESTION_H
#define DATELINE_SUGGESTION_H

#include "story.h"

#define SUGGESTION_CHANGES_MAX 200
#define SUGGESTION_REASON_MAX 1000 /* code points */
#define SUGGESTIONS_GUEST_MAX 10   /* of a link */
#define SUGGESTIONS_MAX 20         /* of a story, with changes that are open */

enum change_state { CHANGE_OPEN, CHANGE_TAKEN, CHANGE_REFUSED, CHANGE_STATE_MAX };

struct suggested_change {
    int number;        /* from 1 */
    const char *field; /* "headline", "body", … as in forms */
    size_t at;         /* bytes into that field of the revision */
    const char *before, *after;
    enum change_state state;
    int64_t decided_at;
    const char *decided_by_name;
    /* Of one that is open: the text changed there since, and says this now. NULL: it did not. */
    const char *now;
};
struct suggestion {
    int64_t id, story_id;
    int number;      /* the revision that it began from */
    int64_t user_id; /* 0: a guest … */
    int64_t link_id; /* … of that link; 0: a user */
    const char *author;
    const char *reason;
    int64_t created_at;
    struct suggested_change *v;
    size_t n, open;
};
struct suggestions {
    struct suggestion *v; /* newest first */
    size_t n;
};

/* Whether the field's words can be suggested. */
bool suggestion_has_field(const char *name);

struct suggestion_new {
    int64_t story_id;
    int base;        /* the revision that the text began from */
    int64_t link_id; /* a guest's (preview_link.h); 0: the actor's */
    const struct story_text *text;
    const char *reason; /* may be "" */
    const char *copy;   /* the form's working copy, which ends with it; NULL or "": none */
};
/* STORE_REFUSED fills why: not allowed (ACT_NOTE), nothing differs in words or something besides, too much. A form's second
 * arrival is STORE_OK with *id 0. */
enum store_status suggestion_add(struct store *s, struct arena *a, const struct suggestion_new *in,
                                 const struct actor *by, int64_t now, int64_t *id,
                                 struct problems *why) __attribute__((warn_unused_result));
/* Those of a story, with their changes as they stand against the newest text. */
enum store_status suggestion_list(struct store *s, struct arena *a, int64_t story_id, int64_t now,
                                  struct suggestions *out) __attribute__((warn_unused_result));
/* How many have changes that are open. */
enum store_status suggestion_count_open(struct store *s, int64_t story_id, int64_t *n)
    __attribute__((warn_unused_result));

/* One that has changes nobody decided on. */
struct suggestion_row {
    int64_t story_id, created_at;
    const char *headline, *author;
    int open; /* changes */
};
struct suggestion_rows {
    struct suggestion_row *v; /* newest first */
    size_t n;
    bool more;
};
/* What waits for who decides: 0, an editor, of all stories; else of those that this user began or writes with others and
 * readers have not seen, and not what they suggested themselves. */
enum store_status suggestion_waiting(struct store *s, struct arena *a, int64_t user, size_t limit,
                                     struct suggestion_rows *out)
    __attribute__((warn_unused_result));

struct suggestion_decision {
    int64_t story_id, id;
    int newest;                /* the number of the newest text, as it was shown */
    enum change_state *wished; /* of each change, by its place; CHANGE_OPEN leaves it */
    size_t n;
    const struct actor *by;
};
struct suggestion_decided {
    int taken, refused;
    int left;   /* of those wished to be taken: the text has changed there since it was shown */
    int number; /* of the draft that holds what was taken */
};
/* Takes and refuses. Only who may write the text does (ACT_WRITE). A change that the text has moved away
 * from is taken over what stands there when that was shown, and else left open. STORE_CONFLICT: somebody
 * saved in between; nothing was done. */
enum store_status suggestion_decide(struct store *s, struct arena *a,
                                    const struct suggestion_decision *d, int64_t now,
                                    struct suggestion_decided *out, struct problems *why)
    __attribute__((warn_unused_result));

#endif
