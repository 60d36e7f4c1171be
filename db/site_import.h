/* site_import.h: a whole site, row by row, as an export says it (import/site_json.h).
 *
 * Only into one that has nothing of its own, within a batch (store_batch_begin): numbers, instants and names come as
 * they are given, so that what one names by number is there before it. What the rules of a site forbid is
 * STORE_REFUSED with a problem; STORE_EXISTS: something of that number or name came already; STORE_MISSING: what it
 * names did not. Texts go through the checks that a save has, and are rendered here: none comes as HTML. */
#ifndef DATELINE_SITE_IMPORT_H
#define DATELINE_SITE_IMPORT_H

#include "audit.h"
#include "desk_record.h"
#include "front.h"
#include "group.h"
#include "media.h"
#include "media_replace.h"
#include "profile.h"
#include "report.h"
#include "review.h"
#include "story_record.h"
#include "user.h"

/* *what: what the site has of its own ("stories"), or NULL: nothing but the sections of a new one. */
enum store_status site_import_fresh(struct store *s, struct arena *a, const char **what)
    __attribute__((warn_unused_result));
/* Takes away the sections of a new site. */
enum store_status site_import_clear(struct store *s) __attribute__((warn_unused_result));

/* Without a password. */
enum store_status site_put_person(struct store *s, const struct user *u, struct problems *why)
    __attribute__((warn_unused_result));
/* Whether there is one; 0, which is nobody, is. */
bool site_has_person(struct store *s, int64_t id);

struct site_name {
    enum group_kind kind;
    struct group group;     /* id, slug, name, text, hidden */
    int position;           /* of a section */
    struct profile profile; /* of a byline, without its portrait */
};
enum store_status site_put_name(struct store *s, struct arena *a, const struct site_name *n,
                                struct problems *why) __attribute__((warn_unused_result));
/* It stands for the one of that slug; when all have come, site_settle_names follows them to their ends.
 * STORE_REFUSED there: they lead round in a circle. */
enum store_status site_merge_name(struct store *s, enum group_kind k, int64_t id, const char *into)
    __attribute__((warn_unused_result));
enum store_status site_settle_names(struct store *s, enum group_kind k)
    __attribute__((warn_unused_result));
/* As a text names it: g->id is the one that it stands for. */
enum store_status site_find_name(struct store *s, struct arena *a, enum group_kind k,
                                 const char *slug, struct group *out)
    __attribute__((warn_unused_result));

/* Without its replacement. */
enum store_status site_put_medium(struct store *s, struct arena *a, const struct media *m,
                                  struct problems *why) __attribute__((warn_unused_result));
enum store_status site_find_medium(struct store *s, const char *name, int64_t *id)
    __attribute__((warn_unused_result));
enum store_status site_put_portrait(struct store *s, int64_t byline, int64_t media)
    __attribute__((warn_unused_result));
/* The one that stands for it, and what readers are told of that (words.alt NULL: nothing was said). */
enum store_status site_put_replacement(struct store *s, int64_t id,
                                       const struct media_replacement *r)
    __attribute__((warn_unused_result));
/* When all have come: where each ends. STORE_REFUSED: in a circle, or after too many. */
enum store_status site_settle_replacements(struct store *s) __attribute__((warn_unused_result));
/* A file of a picture, and whether it belongs where no web server looks (media_held.h). */
struct site_file {
    const char *path, *sha256;
    int64_t bytes;
    bool held;
    int64_t media_id, format, width; /* which it is */
};
/* The one after *at, which is {0} at first. STORE_MISSING: there is no more. */
enum store_status site_file_next(struct store *s, struct arena *a, struct site_file *at)
    __attribute__((warn_unused_result));

enum store_status site_put_redirect_rule(struct store *s, struct arena *a, const char *path,
                                         const char *target, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
/* pins, and bands with their slugs. */
enum store_status site_put_front(struct store *s, struct arena *a, const struct front *f)
    __attribute__((warn_unused_result));

/* Its row and the addresses that lead to it; state and what follows from the clock are not asked. */
enum store_status site_put_story(struct store *s, struct arena *a, const struct story_record *r,
                                 int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
struct site_revision {
    int64_t story_id;
    int number, parent;
    int64_t saved_at, saved_by;
    struct story_text text; /* groups with the slugs that it names */
    bool review;            /* it has a product under review */
    const char *text_hash;  /* as it was kept; "": not known */
    const char *prev_hash;  /* of the revision before, "" of the first */
};
/* *hash: as it is kept here, in a. */
enum store_status site_put_revision(struct store *s, struct arena *a, const struct site_revision *r,
                                    const char **hash, struct problems *why)
    __attribute__((warn_unused_result));
enum store_status site_put_publication(struct store *s, const struct story *story,
                                       const struct record_publication *p, int64_t now,
                                       struct problems *why) __attribute__((warn_unused_result));
enum store_status site_put_writer(struct store *s, int64_t story, int64_t user)
    __attribute__((warn_unused_result));
enum store_status site_put_step(struct store *s, struct arena *a, int64_t story,
                                const struct review_step *step) __attribute__((warn_unused_result));
enum store_status site_put_in_hands(struct store *s, int64_t story, const struct review_now *now)
    __attribute__((warn_unused_result));
/* When all of a story has come: its lists, what cards show of it, search. *state: at now. */
enum store_status site_story_done(struct store *s, struct arena *a, int64_t id, int64_t now,
                                  enum story_state *state) __attribute__((warn_unused_result));

/* Whoever said something of that story by a link, which opens nothing here. */
enum store_status site_put_guest(struct store *s, int64_t story, const struct record_guest *g,
                                 struct problems *why) __attribute__((warn_unused_result));
/* Those that answer come after what they answer. */
enum store_status site_put_note(struct store *s, int64_t story, const struct record_note *n,
                                struct problems *why) __attribute__((warn_unused_result));
/* With its changes, which have to be ones of the text that it began from. */
enum store_status site_put_suggestion(struct store *s, struct arena *a, int64_t story,
                                      const struct record_suggestion *g, struct problems *why)
    __attribute__((warn_unused_result));
enum store_status site_put_assignment(struct store *s, struct arena *a,
                                      const struct record_assignment *as, struct problems *why)
    __attribute__((warn_unused_result));
/* What was said of a picture before, number by number from 1. */
enum store_status site_put_said(struct store *s, struct arena *a, int64_t media, int number,
                                const struct record_said *said, struct problems *why)
    __attribute__((warn_unused_result));
/* Whoever brought it besides the first. */
enum store_status site_put_brought(struct store *s, int64_t media, int64_t user)
    __attribute__((warn_unused_result));

/* An entry of the log, behind those that are there. */
enum store_status site_put_log(struct store *s, const struct audit_entry *e, struct problems *why)
    __attribute__((warn_unused_result));
/* A reader's, without an address. */
enum store_status site_put_report(struct store *s, const struct report *r)
    __attribute__((warn_unused_result));
/* What the log says of it all. */
enum store_status site_import_note(struct store *s, const char *said, int64_t now)
    __attribute__((warn_unused_result));

#endif
