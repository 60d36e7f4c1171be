/* story_bulk.h: one change to many stories at once, to each as if it were made to it alone.
 *
 * Each story is changed by the operation that changes one (story_save, story_bin), with the same
 * permissions, checks and records, and on a text that has a name (docs/texts.md). One that is another by
 * now than the list showed is refused, and the others are done. All that is done is on disk at once. */
#ifndef DATELINE_STORY_BULK_H
#define DATELINE_STORY_BULK_H

#include "story.h"

#define BULK_STORIES_MAX 200 /* at once: the write lock is held meanwhile */

enum bulk_does {
    BULK_ADD_TAGS,
    BULK_REMOVE_TAGS,
    BULK_SET_SECTION,
    BULK_SET_BYLINES, /* in the place of those that a story has */
    BULK_SUBMIT,
    BULK_BIN,
    BULK_UNBIN,
    BULK_DOES_MAX
};
const char *bulk_name(enum bulk_does does); /* "add-tags", … */
enum bulk_does bulk_find(const char *name); /* BULK_DOES_MAX when unknown */

/* A story as it was shown: its texts by number, and what the clock or others may have made of it since. */
struct bulk_story {
    int64_t id;
    enum story_state state;
    int live, waiting, draft;
    int64_t waiting_at;   /* when what waits goes live; 0: nothing waits */
    int64_t withdrawn_at; /* since when it is withdrawn; 0: it is not */
};
struct bulk_story bulk_story_of(const struct story *s);
/* The same as text for a form, "42.live.3.0.4.0.0", and back. False: it is none. */
const char *bulk_story_write(struct arena *a, const struct bulk_story *s);
bool bulk_story_read(struct arena *a, const char *text, struct bulk_story *out);

struct bulk {
    enum bulk_does does;
    struct strlist names; /* of tags or bylines */
    const char *section;  /* slug, for BULK_SET_SECTION */
    /* Tags, section, bylines of a live story: in what readers see, at once, as a minor fix. Else, and in all
     * other stories, in the text that is written on now (story_newest), which is the draft from then on. */
    bool readers_see;
    const struct bulk_story *v;
    size_t n;                      /* at most BULK_STORIES_MAX */
    const struct new_names *meant; /* names that are not known, and are meant to be new */
    const struct actor *by; /* a form's second arrival does again what was refused, no more */
};
/* What came of one. */
struct bulk_row {
    int64_t id;
    const char *headline;     /* NULL: who asks may not know it, or it is not there */
    enum store_status status; /* STORE_OK, or why says why not */
    enum story_outcome outcome;
    struct problems why;
    /* As it is now: after STORE_OK for what undoes it; of a refused one, when headline is set, to be looked at and
     * tried again. */
    struct bulk_story now;
    int64_t edited_at; /* when it was last saved */
};
struct bulk_result {
    struct bulk_row *v; /* in the order in which they were given */
    size_t n;
    struct new_names asked; /* names that are not known, nor meant: say whether they are new */
};
/* STORE_OK: out says what came of each story. STORE_REFUSED: nothing was done; why has problems of
 * the fields "stories", "tags", "bylines" or "section", or out->asked has names. */
enum store_status story_bulk(struct store *s, struct arena *a, const struct bulk *in, int64_t now,
                             struct bulk_result *out, struct problems *why)
    __attribute__((warn_unused_result));

#endif
