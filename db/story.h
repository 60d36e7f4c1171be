/* story.h: stories, their revisions, and what makes them live.
 *
 * A story is an identity with a permalink. A revision is one saved text, whole and never changed.
 * A publication says which revision readers see from which instant on, whether the change was a
 * minor fix, an update or a correction, and the Updated time and note that go with it. The live
 * revision is that of the newest publication whose time has come: publishing, scheduling and
 * staging are all one row with its own instant, and no job has to run. */
#ifndef DATELINE_STORY_H
#define DATELINE_STORY_H

#include "group.h"
#include "lib/problem.h"
#include "media.h"
#include "store.h"

#include <stddef.h>

enum story_kind { STORY_NEWS, STORY_REVIEW, STORY_PAGE, STORY_KIND_MAX };

enum story_state {
    STORY_DRAFT,
    STORY_IN_REVIEW,
    STORY_SCHEDULED, /* first publication lies in the future */
    STORY_LIVE,
    STORY_WITHDRAWN, /* 410 with a notice */
    STORY_STATE_MAX
};

enum story_ai {
    STORY_AI_UNSTATED, /* nobody said: readers see no line (most imports) */
    STORY_AI_NONE,
    STORY_AI_ASSISTED,
    STORY_AI_GENERATED,
    STORY_AI_MAX
};

/* "news", "draft", "none", …: stable names for files, forms and commands. */
const char *story_kind_name(enum story_kind k);
const char *story_state_name(enum story_state st);
const char *story_ai_name(enum story_ai ai);
/* …_MAX when unknown. */
enum story_kind story_kind_find(const char *name);
enum story_state story_state_find(const char *name);
enum story_ai story_ai_find(const char *name);

struct source {
    const char *title;
    const char *url; /* http or https, or "" */
};
struct sources {
    struct source *v;
    size_t n;
};

/* The product under review. Empty strings in stories of another kind. */
struct review {
    const char *product;
    int rating; /* tenths of a point, 0 to 50; -1: not rated */
    struct strlist pros, cons;
    const char *verdict;
    const char *price;            /* as printed: "£189" */
    const char *price_checked_on; /* "2026-01-08" or "" */
};

/* What one revision says. Strings are never NULL when the store gives them; a NULL given to the
 * store counts as "". */
struct story_text {
    const char *headline; /* one line, at most 200 code points */
    const char *dek;      /* one line, at most 500 */
    const char *body;     /* Markdown, at most MARKDOWN_MAX bytes */
    const char *lang;     /* BCP 47, "" for the site's own */
    struct strlist takeaways;
    struct sources sources;
    struct groups bylines; /* in: name (or slug); out: all of it */
    struct groups tags;    /* the same */
    struct group section;  /* in: slug (or "" for none); out: all of it */
    int64_t hero_id;       /* media, 0: none */
    const char *hero_alt, *hero_caption, *hero_credit;
    struct review review;
    enum story_ai ai;
    const char *ai_note;
    const char *fact_checked_by;
};

/* A story without its text. */
struct story {
    int64_t id;
    enum story_kind kind;
    enum story_state state; /* at `now` */
    const char *slug;
    const char *path; /* "/2026/01/slug" or "/slug" for a page; "" before it is
                              * scheduled or published */
    int64_t created_at;
    int64_t published_at; /* 0: never; in the future: scheduled */
    int64_t updated_at;   /* what readers are told; 0: nothing */
    int64_t edited_at;    /* last save of any kind; internal */
    int64_t withdrawn_at;
    const char *withdrawn_reason;
    int head;   /* number of the newest revision, from 1 */
    int live;   /* number of the revision readers see, 0: none */
    int staged; /* number of a revision waiting for staged_at, 0: none; that of a
                              * scheduled story waits for published_at */
    int64_t staged_at;
    int64_t created_by; /* user, 0: import or command line */
};

/* One revision as it was saved. */
struct revision {
    int64_t id;
    int number; /* 1, 2, … within the story */
    struct story_text text;
    const char *body_html;
    const char *plain; /* the body as plain text */
    int words;
    int64_t saved_at;
    int64_t saved_by;
    const char *saved_by_name; /* "" for import and command line */
    const char *hash;          /* SHA-256 of content and previous hash, hex */
};

enum edit_kind { EDIT_FIRST, EDIT_MINOR, EDIT_UPDATE, EDIT_CORRECTION, EDIT_KIND_MAX };
const char *edit_kind_name(enum edit_kind k); /* "first", "minor", "update", "correction" */
enum edit_kind edit_kind_find(const char *name);

struct correction {
    int64_t id, story_id;
    const char *wrong, *right;
    int64_t at;
    const char *headline, *path; /* of the story; filled by correction_list */
};
struct corrections {
    struct correction *v;
    size_t n;
};

/* Everything that a story page prints. */
struct story_view {
    struct story story;
    struct revision revision; /* the live one (or the one asked for) */
    bool has_hero;
    struct media hero;
    struct corrections corrections; /* newest first; only those whose time has come */
};

/* What a list prints of a story. */
struct card {
    int64_t id;
    enum story_kind kind;
    const char *path, *headline, *dek, *lang;
    struct group section; /* id 0: none */
    struct groups bylines;
    int64_t published_at, updated_at;
    int rating; /* tenths, -1: none */
    const char *product;
    bool has_hero;
    struct media hero; /* its files alone, without hashes */
    const char *hero_alt, *hero_credit;
    const char *update_note; /* of the newest update; "" */
    bool corrected;
};
struct cards {
    struct card *v;
    size_t n;
    bool more; /* the list goes on after the last one */
};

/* A place in a list ordered by time, newest first: strictly after this story. {0, 0}: the start. */
struct list_key {
    int64_t at; /* published_at, ms */
    int64_t id;
};

/* ---- What readers see ---------------------------------------------------------------------- */

enum story_found { STORY_FOUND, STORY_GONE, STORY_MOVED };

/* The live story at a path. *found: STORY_GONE fills view->story (headline in revision.text) for
 * the notice; STORY_MOVED sets *moved_to. STORE_MISSING: nothing there that readers may know of. */
enum store_status story_by_path(struct store *s, struct arena *a, const char *path, int64_t now,
                                enum story_found *found, struct story_view *view,
                                const char **moved_to) __attribute__((warn_unused_result));

enum story_list { LIST_ALL, LIST_SECTION, LIST_TAG, LIST_BYLINE, LIST_REVIEWS, LIST_MAX };
/* Live news and reviews (never pages) by published_at, newest first. key is the group's id. */
enum store_status story_list(struct store *s, struct arena *a, enum story_list list, int64_t key,
                             struct list_key before, size_t limit, int64_t now, struct cards *out)
    __attribute__((warn_unused_result));
/* Published within [from, to), newest first: the archive. */
enum store_status story_list_between(struct store *s, struct arena *a, int64_t from, int64_t to,
                                     struct list_key before, size_t limit, int64_t now,
                                     struct cards *out) __attribute__((warn_unused_result));
/* Most recently updated live stories, by updated_at; never those without. */
enum store_status story_list_updated(struct store *s, struct arena *a, size_t limit, int64_t now,
                                     struct cards *out) __attribute__((warn_unused_result));
/* One card, if live. */
enum store_status story_card(struct store *s, struct arena *a, int64_t id, int64_t now,
                             struct card *out) __attribute__((warn_unused_result));
/* Live pages (About, …) by headline, for the foot of the page; without bylines and pictures. */
enum store_status story_list_pages(struct store *s, struct arena *a, int64_t now, struct cards *out)
    __attribute__((warn_unused_result));
/* Until when that list stays as it is if nobody writes: the next instant after now at which a page
 * or another text of one goes live. INT64_MAX: for good. */
enum store_status story_list_pages_until(struct store *s, int64_t now, int64_t *out)
    __attribute__((warn_unused_result));
/* Neighbours in time within a section, without bylines and pictures. path NULL in a card: none. */
enum store_status story_neighbours(struct store *s, struct arena *a, int64_t section_id,
                                   struct list_key of, int64_t now, struct card *older,
                                   struct card *newer) __attribute__((warn_unused_result));

/* One entry of a story's public history. */
struct change {
    enum edit_kind kind; /* EDIT_FIRST, EDIT_UPDATE or EDIT_CORRECTION */
    int64_t at;          /* what readers were told: published or updated time */
    const char *note;    /* of an update */
    const char *wrong, *right;
    int revision;
    int from; /* the revision that readers saw before; 0: none */
};
struct changes {
    struct change *v; /* newest first */
    size_t n;
    struct change *fixes; /* the minor fixes, newest first; at: when it went live */
    int minor;            /* minor fixes so far */
};
enum store_status story_changes(struct store *s, struct arena *a, int64_t story_id, int64_t now,
                                struct changes *out) __attribute__((warn_unused_result));
/* A revision that readers see at `now`, or saw before; *live_from is when it last went live.
 * STORE_MISSING: any other, drafts and what waits among them, and all of a withdrawn story. */
enum store_status story_published(struct store *s, struct arena *a, int64_t story_id, int number,
                                  int64_t now, struct revision *out, int64_t *live_from)
    __attribute__((warn_unused_result));
/* Corrections of live stories, newest first. before: {at, correction id}. */
enum store_status correction_list(struct store *s, struct arena *a, struct list_key before,
                                  size_t limit, int64_t now, struct corrections *out)
    __attribute__((warn_unused_result));

/* ---- What editors do ----------------------------------------------------------------------- */

enum story_action {
    STORY_KEEP,    /* save a revision, change nothing that readers see */
    STORY_SUBMIT,  /* the same, and mark a draft as in review */
    STORY_PUBLISH, /* make this revision live at go_live_at */
    STORY_ACTION_MAX
};

struct story_save {
    int64_t story_id;     /* 0: a new story */
    int base;             /* the revision the editor began from; 0 for a new story */
    enum story_kind kind; /* fixed at first publication */
    const char *slug;     /* "": from the headline */
    struct story_text text;
    enum story_action action;

    /* With STORY_PUBLISH. First publication (or a scheduled story): */
    int64_t published_at; /* 0: now (a scheduled or live story keeps its own) */
    /* A story that is live already: */
    int64_t go_live_at;        /* 0: now; later: staged */
    enum edit_kind edit;       /* EDIT_MINOR, EDIT_UPDATE or EDIT_CORRECTION */
    int64_t updated_at;        /* of an update or correction; 0: go_live_at */
    const char *note;          /* public, required for an update */
    const char *wrong, *right; /* required for a correction */
    bool same_text_confirmed;  /* an update whose text did not change is meant */

    int64_t report_id; /* the reader's report that a correction answers: closed with it; 0: none */

    int64_t user;     /* 0: command line */
    bool may_publish; /* the user's role allows it; else STORY_PUBLISH is refused */
};

struct story_saved {
    int64_t story_id;
    int number;          /* of the revision saved */
    bool unchanged;      /* KEEP with the same text: no new revision was made */
    bool same_text;      /* refused: an update that changes nothing, not confirmed */
    int conflict_number; /* STORE_CONFLICT: the head revision there is */
    struct story story;  /* as it is now */
};

/* Saves: one revision, one decision about readers, one transaction. Checks everything
 * (docs/timestamps.md): STORE_REFUSED fills why. STORE_CONFLICT: base is not the head. */
enum store_status story_save(struct store *s, struct arena *a, const struct story_save *in,
                             int64_t now, struct story_saved *out, struct problems *why)
    __attribute__((warn_unused_result));

/* Sets or clears (0) Updated by hand. Refused: before publication, in the future, no live story. */
enum store_status story_set_updated(struct store *s, int64_t id, int64_t updated_at, int64_t user,
                                    int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
/* Moves the publication time of a live story into the past, or of a scheduled one anywhere.
 * The permalink of a story that was live stays. */
enum store_status story_set_published(struct store *s, int64_t id, int64_t published_at,
                                      int64_t user, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
/* Back to draft: a scheduled story, a staged revision, a story in review. */
enum store_status story_unschedule(struct store *s, int64_t id, int64_t user, int64_t now,
                                   struct problems *why) __attribute__((warn_unused_result));
/* 410 with the public reason. Live stories only. */
enum store_status story_withdraw(struct store *s, int64_t id, const char *reason, int64_t user,
                                 int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
/* Makes a withdrawn story live again, its times untouched. */
enum store_status story_restore(struct store *s, int64_t id, int64_t user, int64_t now,
                                struct problems *why) __attribute__((warn_unused_result));
/* A new address for a live story; the old one leaves a 301. For a draft just the slug. */
enum store_status story_set_slug(struct store *s, int64_t id, const char *slug, int64_t user,
                                 int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
/* The front page's lead; 0 clears it. */
enum store_status story_set_lead(struct store *s, int64_t id, int64_t user, int64_t now)
    __attribute__((warn_unused_result));

/* The story and one of its revisions (0: the head), whatever the state. */
enum store_status story_get(struct store *s, struct arena *a, int64_t id, int number, int64_t now,
                            struct story_view *out) __attribute__((warn_unused_result));

struct revision_row {
    int number;
    int64_t saved_at;
    const char *saved_by_name;
    int words;
    bool live;           /* readers see it now */
    enum edit_kind edit; /* how it was published; EDIT_KIND_MAX: it was not */
    int64_t live_from;
    const char *note;
};
struct revision_rows {
    struct revision_row *v; /* newest first */
    size_t n;
};
enum store_status story_revisions(struct store *s, struct arena *a, int64_t id, int64_t now,
                                  struct revision_rows *out) __attribute__((warn_unused_result));

struct desk_filter {
    enum story_state state; /* STORY_STATE_MAX: any */
    enum story_kind kind;   /* STORY_KIND_MAX: any */
    int64_t section_id;     /* of the head revision; 0: any */
    const char *text;       /* part of the headline, case-insensitive; "" or NULL: any */
    int64_t created_by;     /* 0: anybody's */
};
struct desk_row {
    struct story story;
    const char *headline; /* of the head revision */
    struct group section;
    const char *bylines; /* "Ines Okafor, Tomas Reyle" */
    const char *edited_by;
};
struct desk_rows {
    struct desk_row *v; /* by edited_at, newest first */
    size_t n;
    bool more;
};
/* The editors' list. before: {edited_at, id}. */
enum store_status story_desk(struct store *s, struct arena *a, const struct desk_filter *f,
                             struct list_key before, size_t limit, int64_t now,
                             struct desk_rows *out) __attribute__((warn_unused_result));

/* Problems that keep a text from being published (alt, credit, headline, section, …), without
 * saving. Adds none when it may go out. */
void story_check(const struct story_text *t, enum story_kind kind, bool publish,
                 struct problems *why);
/* The same text as it is kept: lines trimmed, NULL as "", empty list entries dropped, review
 * fields emptied in stories of another kind. story_save and story_import do it by themselves. */
void story_text_clean(struct arena *a, enum story_kind kind, const struct story_text *in,
                      struct story_text *out);

/* ---- Import -------------------------------------------------------------------------------- */

struct story_import {
    const char *key;  /* where it came from, stable: "markdown:news/2019/a.md" */
    const char *hash; /* of everything the file said: the same again is left alone */
    enum story_kind kind;
    const char *slug;
    struct story_text text;
    int64_t published_at; /* 0: stays a draft */
    int64_t updated_at;   /* 0: the file says nothing */
    const char *update_note;
    struct corrections corrections; /* wrong, right, at */
    int64_t withdrawn_at;
    const char *withdrawn_reason;
    struct strlist aliases; /* paths that shall lead here */
};
enum import_outcome {
    IMPORT_ADDED,
    IMPORT_UNCHANGED,
    IMPORT_CHANGED,     /* the file changed: a new revision, as a minor fix */
    IMPORT_EDITED_HERE, /* the file changed, but so did the story: left alone */
    IMPORT_OUTCOME_MAX
};
/* STORE_REFUSED fills why. A slug taken in the same month gets "-2", "-3", …. */
enum store_status story_import(struct store *s, struct arena *a, const struct story_import *in,
                               int64_t now, enum import_outcome *outcome, int64_t *id,
                               struct problems *why) __attribute__((warn_unused_result));
/* A 301 from one path to a story. STORE_EXISTS: something is there. */
enum store_status redirect_add(struct store *s, const char *path, int64_t story_id, int64_t now)
    __attribute__((warn_unused_result));

#endif
