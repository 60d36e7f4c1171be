/* story_record.h: all that is kept of a story besides its texts, for whoever takes a site along. */
#ifndef DATELINE_STORY_RECORD_H
#define DATELINE_STORY_RECORD_H

#include "story.h"

/* A publication as it is kept: which text readers see from live_from on, and what they are told. */
struct record_publication {
    int64_t id; /* which readers' feed of changes names it by */
    int number; /* the revision's */
    int64_t live_from;
    enum edit_kind kind;
    bool carries; /* Updated stays as it is; else updated_at (0: none) */
    int64_t updated_at;
    const char *note;
    const char *wrong, *right; /* of a correction */
    int64_t corrected_at;
    int64_t reworded_at; /* when these words were last put right; 0: never */
    int follows;         /* what readers saw as it was sent out; 0: nothing, or not known */
    int64_t created_at, user;
};
struct record_publications {
    struct record_publication *v; /* in the order in which they go live */
    size_t n;
};

struct story_record {
    struct story story;
    bool slug_auto; /* made from the headline, and follows it */
    bool in_review;
    struct record_publications publications; /* those to come among them */
    struct strlist redirects;                /* addresses that lead here, sorted */
    int64_t edited_by;                       /* 0: import or command line */
    const char *import_key, *import_hash;    /* "": it was written here */
    int import_number;                       /* the revision that the last import made; 0: none */
};

/* The story with the lowest id above `after`, in any state. STORE_MISSING: there is no more. Within
 * store_snapshot_begin and _end a walk sees one instant. */
enum store_status story_record_next(struct store *s, struct arena *a, int64_t after, int64_t now,
                                    struct story_record *out) __attribute__((warn_unused_result));
/* What a revision names, by the slugs of those themselves, whatever they stand for by now. */
struct record_names {
    const char *text_hash; /* over what readers read of it */
    const char *section;   /* "": none */
    struct strlist bylines, tags;
    bool merged; /* one of them stands for another */
};
enum store_status story_record_names(struct store *s, struct arena *a, int64_t story_id, int number,
                                     struct record_names *out) __attribute__((warn_unused_result));
/* How many there are: for a line of progress. */
enum store_status story_record_count(struct store *s, int64_t *out)
    __attribute__((warn_unused_result));

#endif
