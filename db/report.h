/* report.h: readers' notes of errors, and what editors make of them (docs/corrections.md). */
#ifndef DATELINE_REPORT_H
#define DATELINE_REPORT_H

#include "actor.h"
#include "lib/problem.h"
#include "store.h"

#include <stddef.h>

#define REPORT_MESSAGE_MAX 2000              /* code points */
#define REPORT_QUOTE_MAX 2000                /* code points; a longer passage is cut */
#define REPORT_NOTE_MAX 1000                 /* code points */
#define REPORT_LINKS_MAX 2                   /* web addresses in a message */
#define REPORT_TRACES_MS INT64_C(7776000000) /* 90 d: how long e-mail and address hash are kept */

enum report_state {
    REPORT_OPEN,
    REPORT_CORRECTED, /* a correction was published from it; set by story_save */
    REPORT_DONE,      /* dealt with in another way */
    REPORT_NO_ERROR,  /* what was printed is right */
    REPORT_STATE_MAX
};
const char *report_state_name(enum report_state st);   /* "open", "corrected", "done", "no-error" */
enum report_state report_state_find(const char *name); /* REPORT_STATE_MAX when unknown */

/* A note as it comes in. */
struct report_new {
    int64_t story_id;
    int revision;        /* that was read */
    const char *passage; /* "p-4", "headline", …; "": the whole story */
    const char *quote;   /* the passage's words */
    const char *message;
    const char *email;   /* or "" */
    const char *address; /* the sender's; only a keyed hash of it is kept */
    const char *form;    /* the form's own random number; NULL: none */
};

/* What keeps a note from being taken: nothing said, too long, an e-mail that is none, what only
 * advertising looks like. Fields "message" and "email". Needs no store. */
void report_check(const struct report_new *in, struct problems *why);

/* Checks and keeps a note. STORE_REFUSED: why. STORE_MISSING: readers cannot have read that
 * revision. STORE_BUSY: too many notes from that address or in all; *retry_s says when to try
 * again. The same words are kept once: from the same form, or from the same address within a day on the
 * same story. Also wipes the traces that are due. */
enum store_status report_add(struct store *s, const struct report_new *in, int64_t now,
                             int *retry_s, struct problems *why)
    __attribute__((warn_unused_result));

struct report {
    int64_t id, story_id;
    int revision;
    const char *passage, *quote, *message;
    const char *email; /* "" when none was given, and 90 days after */
    int64_t created_at;
    enum report_state state;
    const char *note;           /* for colleagues */
    int64_t closed_at;          /* 0: open */
    const char *closed_by_name; /* "" */
    int64_t correction_id;      /* 0: none */
    const char *headline;       /* of the story's newest revision */
};
/* A place in the list: strictly after it. All 0: the start. */
struct report_key {
    bool closed;
    int64_t at, id;
};
struct reports {
    struct report *v;
    size_t n;
    bool more;
};
/* Open ones first, then the closed, each newest first. */
enum store_status report_list(struct store *s, struct arena *a, struct report_key before,
                              size_t limit, int64_t now, struct reports *out)
    __attribute__((warn_unused_result));
enum store_status report_get(struct store *s, struct arena *a, int64_t id, int64_t now,
                             struct report *out) __attribute__((warn_unused_result));
enum store_status report_count_open(struct store *s, int64_t *n)
    __attribute__((warn_unused_result));

/* What an editor does with a report. */
struct report_decision {
    int64_t id;
    enum report_state was; /* the state that the editor saw */
    enum report_state to; /* REPORT_DONE or REPORT_NO_ERROR closes it, REPORT_OPEN opens it again */
    const char *note;     /* for colleagues, at most REPORT_NOTE_MAX code points; may be NULL */
    const struct actor *by;
};
/* STORE_CONFLICT: the report is not (or no longer) in the state `was`. STORE_REFUSED: why; also for
 * one that led to a correction, which stays closed, and to who may not (ACT_REPORTS). A form's second
 * arrival is STORE_OK and does nothing. Audited without any of its words. */
enum store_status report_decide(struct store *s, const struct report_decision *d, int64_t now,
                                struct problems *why) __attribute__((warn_unused_result));

/* Whether e-mails or address hashes are older than they may be. Reads only. */
bool report_traces_due(struct store *s, int64_t now);
/* Wipes them. report_add and report_decide do it too. */
enum store_status report_wipe_traces(struct store *s, int64_t now)
    __attribute__((warn_unused_result));

#endif
