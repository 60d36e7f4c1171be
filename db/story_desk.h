/* story_desk.h: the editors' list of stories, and what goes out next. */
#ifndef DATELINE_STORY_DESK_H
#define DATELINE_STORY_DESK_H

#include "story.h"

struct desk_filter {
    enum story_state state; /* STORY_STATE_MAX: any */
    enum story_kind kind;   /* STORY_KIND_MAX: any */
    int64_t section_id;     /* of the head revision; 0: any */
    const char *text;       /* part of the headline, case-insensitive; "" or NULL: any */
    int64_t created_by;     /* begun by that user, or written with others; 0: anybody's */
};
struct desk_row {
    struct story story;
    const char *headline; /* of the head revision */
    struct group section;
    const char *bylines; /* "Ines Okafor, Tomas Reyle" */
    const char *edited_by;
    const char *draft_by; /* who saved the draft; "" for nobody known, or none */
    int notes;            /* that are open */
    int suggestions;      /* with changes that nobody decided on */
};
struct desk_rows {
    struct desk_row *v; /* by edited_at, newest first */
    size_t n;
    bool more;
};
/* The editors' list; what is in the bin only when its state asks for it. before: {edited_at, id}. */
enum store_status story_desk(struct store *s, struct arena *a, const struct desk_filter *f,
                             struct list_key before, size_t limit, int64_t now,
                             struct desk_rows *out) __attribute__((warn_unused_result));

/* A text that waits for its instant. */
struct coming_row {
    int64_t story_id, at;
    const char *headline; /* as it will be */
    bool change;          /* readers have seen the story before */
};
struct coming_rows {
    struct coming_row *v; /* the next one first */
    size_t n;
    bool more;
};
/* What goes out within [from, to), which lies ahead. created_by 0: anybody's. */
enum store_status story_coming(struct store *s, struct arena *a, int64_t created_by, int64_t from,
                               int64_t to, size_t limit, struct coming_rows *out)
    __attribute__((warn_unused_result));

#endif
