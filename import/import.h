/* import.h: many files into a site.
 *
 * Prints nothing and never exits: what happened is in the report, for a command or page to show. */
#ifndef DATELINE_IMPORT_H
#define DATELINE_IMPORT_H

#include "db/story.h"
#include "story_file.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A file that was left out, or came in as a draft, and why. */
struct import_remark {
    const char *file, *why; /* why: what a sentence says of the file, "it has no date" */
};

/* A key of the front matter that means nothing here. */
struct import_key {
    const char *key;
    size_t files; /* that have it */
};

/* What an import did. Strings and arrays are in the arena of import_files. */
struct import_report {
    size_t outcomes[IMPORT_OUTCOME_MAX];    /* files that came to the store */
    struct import_remark *skipped, *drafts; /* each sorted by reason, then by file */
    size_t n_skipped, n_drafts;
    struct import_key *ignored; /* in the order in which they were met */
    size_t n_ignored;
    size_t pictures;           /* stored, or known already */
    struct body_counts counts; /* rewritten or missing in the texts */
    int64_t lead;              /* a story that asks for the front page's first place, 0: none */
};

struct import_run {
    struct store *store;
    struct story_files *files; /* begun; its counts go into the report */
    bool trial;                /* nothing is kept */
    /* Told after each file that was read; NULL: nobody wants to know. */
    void (*progress)(void *ctx, size_t done, size_t all);
    void *progress_ctx;
};

/* Reads all files of the folder and gives them to the store, some hundreds to a transaction: what
 * was committed stays when a later one fails. Anything but STORE_OK: the store failed, and *out
 * holds what was done until then. */
enum store_status import_files(const struct import_run *run, struct arena *a,
                               struct import_report *out) __attribute__((warn_unused_result));

#endif
