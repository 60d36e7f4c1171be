/* assignment.h: stories before there is a text: who writes what until when.
 *
 * They are the desk's alone: nothing that readers get asks for them. One that became a story is done when that
 * story is scheduled or published, and to be done again when that is undone; nobody has to say so. */
#ifndef DATELINE_ASSIGNMENT_H
#define DATELINE_ASSIGNMENT_H

#include "permission.h"

#define ASSIGNMENT_TITLE_MAX 200 /* code points, as of a headline */
#define ASSIGNMENT_NOTE_MAX 2000 /* code points of a note, and of what is said when declining */
#define ASSIGNMENT_WORDS_MAX 100000

enum assignment_state {
    ASSIGNMENT_OFFERED, /* whoever is assigned has not said anything yet, or nobody is */
    ASSIGNMENT_TAKEN,
    ASSIGNMENT_DECLINED,
    ASSIGNMENT_STATE_MAX
};
const char *assignment_state_name(enum assignment_state st); /* "offered", "taken", "declined" */

struct assignment {
    int64_t id;
    int version; /* grows with each change */
    const char *title, *note;
    int64_t user_id; /* who is to write it; 0: nobody yet */
    const char *user_login, *user_name;
    int words;            /* how long it should be; 0: nobody said */
    int64_t due_at;       /* 0: nobody said */
    struct group section; /* id 0: none */
    enum assignment_state state;
    const char *said; /* with which it was declined */
    int64_t created_at, created_by;
    const char *created_by_name; /* "": the command line */
    int64_t changed_at;
    const char *changed_by_name;
    int64_t story_id;  /* that was begun, also when it is in the bin; 0: none yet */
    bool story_binned; /* then another may be begun */
    int64_t out_at;    /* when that story goes out, or went; 0: it does not yet */
    int64_t closed_at; /* by hand; 0: not */
    const char *closed_by_name;
};
/* Still to be done: neither closed, nor its story scheduled or published. */
bool assignment_is_open(const struct assignment *as);
/* Open, and it was due before now. */
bool assignment_is_late(const struct assignment *as, int64_t now);
/* Whether the actor may do that to it: ACT_TAKE (and see it), ACT_ASSIGN. */
bool assignment_may(const struct actor *by, enum act act, const struct assignment *as);

/* A place in a list: strictly after it. {0}: the start. */
struct assignment_key {
    int64_t due_at, id; /* due_at 0: nobody said */
};
struct assignments {
    struct assignment *v;
    size_t n;
    bool more;
};

/* STORE_MISSING: there is none of that id. */
enum store_status assignment_get(struct store *s, struct arena *a, int64_t id,
                                 struct assignment *out) __attribute__((warn_unused_result));
/* The one that a story was begun from. STORE_MISSING: from none. */
enum store_status assignment_of_story(struct store *s, struct arena *a, int64_t story_id,
                                      struct assignment *out) __attribute__((warn_unused_result));
/* Those that are open, the earliest due first. user_id 0: anybody's. */
enum store_status assignment_list(struct store *s, struct arena *a, int64_t user_id,
                                  struct assignment_key after, size_t limit,
                                  struct assignments *out) __attribute__((warn_unused_result));
/* Those that are done, the latest due first. */
enum store_status assignment_done(struct store *s, struct arena *a, int64_t user_id,
                                  struct assignment_key before, size_t limit,
                                  struct assignments *out) __attribute__((warn_unused_result));
/* Those that are open and late, the longest first; those that were declined and are still open. */
enum store_status assignment_late(struct store *s, struct arena *a, size_t limit, int64_t now,
                                  struct assignments *out) __attribute__((warn_unused_result));
enum store_status assignment_declined(struct store *s, struct arena *a, size_t limit,
                                      struct assignments *out) __attribute__((warn_unused_result));
/* Those that are due within [from, to), done or not, the earliest first. */
enum store_status assignment_between(struct store *s, struct arena *a, int64_t user_id,
                                     int64_t from, int64_t to, size_t limit,
                                     struct assignments *out) __attribute__((warn_unused_result));

/* ---- Writing (assignment_edit.c) -------------------------------------------------------------------
 *
 * STORE_REFUSED fills why (fields title, who, words, due, section, note, said or none). STORE_MISSING: there is
 * no such one, or the actor may not see it. A form's second arrival is STORE_OK. */

struct assignment_wish {
    const char *title;   /* one line, required */
    const char *login;   /* of who is to write it; "": nobody yet */
    int words;           /* 0: nobody says */
    int64_t due_at;      /* 0: nobody says */
    const char *section; /* slug; "": none */
    const char *note;    /* many lines */
};
/* id 0: a new one. version: as it was shown; when it is another by now: STORE_CONFLICT. Somebody else than
 * before is asked anew; who assigns oneself has taken it. */
enum store_status assignment_save(struct store *s, int64_t id, int version,
                                  const struct assignment_wish *in, const struct actor *by,
                                  int64_t now, int64_t *out_id, struct problems *why)
    __attribute__((warn_unused_result));

enum assignment_act {
    ASSIGNMENT_TAKE,    /* by the one assigned; by an editor: for oneself from now on */
    ASSIGNMENT_DECLINE, /* by the one assigned */
    ASSIGNMENT_CLOSE,
    ASSIGNMENT_REOPEN,
    ASSIGNMENT_ACT_MAX
};
/* version: as it was shown (0: whichever); when it is another by now: STORE_CONFLICT. said: with ASSIGNMENT_DECLINE, ""
 * will do. What is so already is not done again. */
enum store_status assignment_do(struct store *s, int64_t id, int version, enum assignment_act act,
                                const char *said, const struct actor *by, int64_t now,
                                struct problems *why) __attribute__((warn_unused_result));
/* Makes a draft of it, with its title, its section and, when readers know that name, its byline; whoever is
 * assigned may write it. The one that was begun already, unless it is in the bin. */
enum store_status assignment_begin(struct store *s, struct arena *a, int64_t id,
                                   const struct actor *by, int64_t now, struct story_saved *out,
                                   struct problems *why) __attribute__((warn_unused_result));

#endif
