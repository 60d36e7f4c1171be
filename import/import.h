/* import.h: many stories into a site.
 *
 * Prints nothing and never exits: what happened is in the report, for a command or page to show. */
#ifndef DATELINE_IMPORT_H
#define DATELINE_IMPORT_H

#include "db/story.h"
#include "story_file.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A file or an item of an export that was left out, or came in as a draft, and why. */
struct import_remark {
    const char *file, *why; /* why: what a sentence says of the file, "it has no date" */
};

/* A key of the front matter that means nothing here, or a kind of file that is no story. */
struct import_key {
    const char *key;
    size_t files; /* that have it, or are of it */
};

struct import_remarks {
    struct import_remark *v;
    size_t n;
};

/* A byline or tag that an import made, and why that deserves a look. */
struct import_name {
    enum group_kind kind;
    const char *name, *slug;
    bool numbered;    /* its address has a number, for another name would have the same */
    const char *near; /* a name that it may be a slip of, or ""; that name's own spelling */
};
struct import_name_list {
    struct import_name *v; /* those alone of which there is something to say */
    size_t n;
};

/* What an import did: every file of the folder is in outcomes, skipped or others. Strings and arrays
 * are in the arena of import_files. */
struct import_report {
    size_t outcomes[IMPORT_OUTCOME_MAX]; /* files that came to the store */
    struct import_remarks skipped;    /* and why; these three are sorted by reason, then by file */
    struct import_remarks drafts;     /* came in as drafts, and why */
    struct import_remarks notes;      /* what was odd about a file that came in */
    struct import_remarks left_alone; /* edited here: why is "" */
    struct import_remarks missing;    /* pictures not found: why is the picture's name */
    struct import_key *ignored;       /* in the order in which they were met */
    size_t n_ignored;
    struct import_key *others; /* files that are no stories, by kind: ".jpg"; sorted */
    size_t n_others;
    struct strlist left_out; /* folders that nobody looked into */
    struct import_name_list names;
    size_t readers_see;        /* of those added: readers see them from now on */
    size_t scheduled;          /* and these by themselves, later */
    size_t readers_other;      /* of those changed: readers see another text of them from now on */
    size_t pictures;           /* stored, or known already */
    size_t redirects;          /* addresses of the old site that lead elsewhere here, new ones */
    struct body_counts counts; /* rewritten or missing in the texts */
    int64_t lead;       /* the newest new story that asks for the front page's first place; or 0 */
    const char *broken; /* why the source could not be read to its end; NULL: it was */
};

/* What gives stories one after another, whatever they lie in. */
enum import_next { IMPORT_NEXT_STORY, IMPORT_NEXT_LEFT_OUT, IMPORT_NEXT_END, IMPORT_NEXT_BROKEN };
struct import_source {
    void *ctx;
    /* The next story, in a. *name is how the report calls it; of one that is left out, or when the
     * source is broken, *why says why. */
    enum import_next (*next)(void *ctx, struct arena *a, struct import_item *out, const char **name,
                             const char **why);
    size_t n; /* stories in all, for the progress */
};

struct import_run {
    struct store *store;
    struct story_files *files;          /* begun; its counts go into the report */
    const struct import_source *source; /* NULL: the files of the folder */
    bool trial;                         /* nothing is kept */
    /* Told after each file that was read; NULL: nobody wants to know. */
    void (*progress)(void *ctx, size_t done, size_t all);
    void *progress_ctx;
};

/* Reads all of the source and gives it to the store, some hundreds of stories to a transaction: what
 * was committed stays when a later one fails. Anything but STORE_OK: the store failed, and *out
 * holds what was done until then. */
enum store_status import_files(const struct import_run *run, struct arena *a,
                               struct import_report *out) __attribute__((warn_unused_result));
/* Makes a report's lead the front page's first story, unless somebody arranged it here: what editors did stays. */
enum store_status import_choose_lead(struct store *s, int64_t id, struct problems *why)
    __attribute__((warn_unused_result));

#endif
