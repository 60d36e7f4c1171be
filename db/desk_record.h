/* desk_record.h: what the desk keeps of its work besides texts, for whoever takes a site along: what colleagues and guests
 * said of a story, what they would change, assignments, what was said of a picture before. As it is kept, by numbers. */
#ifndef DATELINE_DESK_RECORD_H
#define DATELINE_DESK_RECORD_H

#include "assignment.h"
#include "media_older.h"
#include "suggestion.h"

/* Somebody without an account who said something by a link (preview_link.h). The link itself is nobody's to know. */
struct record_guest {
    int64_t id;
    const char *name;
    int64_t created_at, created_by;
};
struct record_note {
    int64_t id;
    int64_t thread_id;         /* the note that it answers; 0: none */
    int64_t user_id, guest_id; /* one of the two; the other is 0 */
    const char *place, *quote, *words;
    int64_t created_at, resolved_at, resolved_by;
};
struct record_change {
    int number;
    const char *field;
    int64_t at; /* bytes into that field */
    const char *before, *after;
    enum change_state state;
    int64_t decided_at, decided_by;
};
struct record_suggestion {
    int64_t id;
    int number; /* the revision that it began from */
    int64_t user_id, guest_id;
    const char *reason;
    int64_t created_at;
    struct record_change *v;
    size_t n;
};
struct desk_record {
    struct record_guest *guests; /* by number */
    size_t n_guests;
    struct record_note *notes; /* by number */
    size_t n_notes;
    struct record_suggestion
        *suggestions; /* by the revision that they began from, then by number */
    size_t n_suggestions;
};
/* Of a story. Strings in the arena. */
enum store_status desk_record_get(struct store *s, struct arena *a, int64_t story_id,
                                  struct desk_record *out) __attribute__((warn_unused_result));

struct record_assignment {
    int64_t id;
    int version;
    const char *title, *note, *said;
    int64_t user_id; /* who is to write it; 0: nobody yet */
    int words;
    int64_t due_at;      /* 0: nobody said */
    const char *section; /* its slug; "": none */
    enum assignment_state state;
    int64_t created_at, created_by, changed_at, changed_by;
    int64_t story_id; /* 0: none was begun */
    int64_t closed_at, closed_by;
};
/* The one with the lowest number above `after`. STORE_MISSING: there is no more. */
enum store_status assignment_record_next(struct store *s, struct arena *a, int64_t after,
                                         struct record_assignment *out)
    __attribute__((warn_unused_result));

/* What was said of a picture until then, and who said something else. */
struct record_said {
    struct media_words words;
    int64_t until, changed_by;
};
struct media_record {
    struct record_said *said; /* from the first */
    size_t n_said;
    int64_t *brought; /* people who brought it besides the first */
    size_t n_brought;
};
enum store_status media_record_get(struct store *s, struct arena *a, int64_t id,
                                   struct media_record *out) __attribute__((warn_unused_result));

#endif
