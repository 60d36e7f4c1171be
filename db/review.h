/* review.h: what becomes of a text between its writer and its readers: handed in, held, returned, read by a
 * second pair of eyes, seen by a lawyer; each step with what was said.
 *
 * A step is never changed. What is said of a text (read, seen, let out all the same) is said of that text
 * alone: one that says anything else is another text, whoever saved it. */
#ifndef DATELINE_REVIEW_H
#define DATELINE_REVIEW_H

#include "actor.h"
#include "lib/problem.h"
#include "store.h"

#include <stddef.h>

#define REVIEW_WORDS_MAX 2000 /* code points of a note or a reason */
#define REVIEW_NAME_MAX 200   /* code points of a lawyer's name */
#define REVIEW_STEPS_MAX 50   /* that a page shows of a story */

enum review_kind {
    REVIEW_SUBMITTED,     /* handed in, with a note or without (story_save) */
    REVIEW_RETURNED,      /* to its writer, with a note */
    REVIEW_TAKEN_BACK,    /* by its writer */
    REVIEW_HELD,          /* by an editor who reads it */
    REVIEW_RELEASED,      /* by that editor, or another */
    REVIEW_READ,          /* this text, by somebody else than who saved it */
    REVIEW_LEGAL_NEEDED,  /* a lawyer has to see each text of the story that goes out */
    REVIEW_LEGAL_SEEN,    /* this text, by the one who is named */
    REVIEW_LEGAL_CLEARED, /* no lawyer has to any more */
    REVIEW_OVERRIDE,      /* this text goes out though the checklist says no (story_save) */
    REVIEW_KIND_MAX
};

struct review_step {
    enum review_kind kind;
    int number;            /* the revision it is about; 0: none in particular */
    unsigned points;       /* of an override: a bit of each enum check_point (checklist.h) */
    int64_t user_id;       /* 0: the command line */
    const char *user_name; /* "": the command line */
    const char *name;      /* of the lawyer, or "" */
    const char *words;     /* "" for none */
    int64_t at;
};
struct review_steps {
    struct review_step *v; /* newest first */
    size_t n;
};
/* As it stands. */
struct review_now {
    int64_t held_by; /* 0: nobody reads it yet */
    const char *held_by_name;
    int64_t held_at;
    bool returned;     /* with a note, and not handed in since */
    bool legal_needed; /* a lawyer has to see what goes out */
};
enum store_status review_load(struct store *s, struct arena *a, int64_t story_id,
                              struct review_now *out) __attribute__((warn_unused_result));
/* "submitted", "read", …: of exports. */
const char *review_kind_name(enum review_kind k);
/* The newest, no more than so many. */
enum store_status review_list(struct store *s, struct arena *a, int64_t story_id, size_t most,
                              struct review_steps *out) __attribute__((warn_unused_result));

/* What was said of the text of one revision. "" for what was not said. */
struct review_text {
    const char *read_by;    /* the last one who read it and did not save it */
    const char *legal_seen; /* the lawyer who saw it last */
};
enum store_status review_text(struct store *s, struct arena *a, int64_t story_id, int number,
                              struct review_text *out) __attribute__((warn_unused_result));

struct review_act {
    enum review_kind kind; /* not REVIEW_SUBMITTED, nor REVIEW_OVERRIDE: a save does those */
    int number;       /* of REVIEW_READ and REVIEW_LEGAL_SEEN: the revision that was shown … */
    const char *hash; /* … and its hash */
    int newest; /* of those that return a text or let it go on: the newest as it was shown; 0: whichever.
                        * STORE_CONFLICT: somebody has written on */
    const char *words; /* required of REVIEW_RETURNED */
    const char *name;  /* required of REVIEW_LEGAL_SEEN */
};
/* STORE_REFUSED fills why (fields review_words, legal_name or none): not allowed, not in review, no word
 * of why, another text by now, one's own text. A form's second arrival is STORE_OK. */
enum store_status review_do(struct store *s, int64_t story_id, const struct review_act *act,
                            const struct actor *by, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));

/* How many stories wait for an editor, and how many were returned to that person. */
struct review_counts {
    int64_t in_review, returned;
};
enum store_status review_count(struct store *s, int64_t user_id, struct review_counts *out)
    __attribute__((warn_unused_result));
struct returned_row {
    int64_t story_id, at;
    const char *headline, *by, *words;
};
struct returned_rows {
    struct returned_row *v; /* the last one first */
    size_t n;
};
/* Those that were returned to that person, with the note. */
enum store_status review_returned(struct store *s, struct arena *a, int64_t user_id, size_t limit,
                                  struct returned_rows *out) __attribute__((warn_unused_result));

#endif
