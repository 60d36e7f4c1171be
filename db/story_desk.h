/* story_desk.h: the editors' list of stories, and what goes out next. */
#ifndef DATELINE_STORY_DESK_H
#define DATELINE_STORY_DESK_H

#include "story.h"

/* What stories have besides the text that says their state. */
enum desk_has {
    DESK_HAS_ANY,
    DESK_HAS_DRAFT,    /* a draft beside what readers see, or what waits */
    DESK_HAS_CHANGE,   /* a change of what readers see that waits for its time */
    DESK_HAS_RETURNED, /* an editor's note, with which it was returned */
    DESK_HAS_MAX
};
/* "draft", "change", "returned"; "" of the first. Unknown: DESK_HAS_ANY. */
const char *desk_has_name(enum desk_has has);
enum desk_has desk_has_find(const char *name);

enum desk_order {
    DESK_BY_EDIT,        /* edited_at */
    DESK_BY_PUBLICATION, /* published_at, of those that have one: what is scheduled comes first */
    DESK_ORDER_MAX
};

struct desk_filter {
    enum story_state state;    /* STORY_STATE_MAX: any */
    enum story_kind kind;      /* STORY_KIND_MAX: any */
    enum desk_has has;         /* */
    int64_t section_id;        /* of the newest revision; 0: any */
    int64_t tag_id, byline_id; /* the same; those that stand for it count */
    const char
        *text; /* words of one of its texts, the last one may be a beginning; "" or NULL: any */
    int64_t created_by;    /* begun by that user, or written with others; 0: anybody's */
    enum desk_order order; /* newest first */
    int64_t from, to;  /* ms, of the time that the order is by: at or after, and before; 0: open */
    size_t count_most; /* on the list's first page: counts them, to so many; 0: does not */
};
struct desk_row {
    struct story story;
    const char *headline; /* of the newest revision */
    struct group section;
    const char *bylines; /* "Ines Okafor, Tomas Reyle" */
    const char *edited_by;
    const char *draft_by; /* who saved the draft; "" for nobody known, or none */
    int notes;            /* that are open */
    int suggestions;      /* with changes that nobody decided on */
};
struct desk_rows {
    struct desk_row *v; /* in the filter's order */
    size_t n;
    bool more;
    size_t count;    /* of all, when they were to be counted */
    bool count_more; /* … there are more than that */
    bool unsearched; /* words: there may be more, in texts that were not looked through */
};
/* The editors' list; what is in the bin only when its state asks for it. before: {the time that the order is by,
 * id} of the last row of the page before. */
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
