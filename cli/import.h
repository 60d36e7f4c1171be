/* import.h: many files into a site. */
#ifndef DATELINE_IMPORT_H
#define DATELINE_IMPORT_H

#include "cli.h"
#include "db/story.h"
#include "import/story_file.h"

/* A file that was left out, or came in as a draft, and why. */
struct import_remark {
    const char *file, *why;
};

struct import_report {
    size_t outcomes[IMPORT_OUTCOME_MAX];
    struct import_remark *skipped, *drafts;
    size_t n_skipped, n_drafts;
    int64_t lead; /* a story that asks for the front page's first place, 0: none */
};

/* Reads all files of f->folder and gives them to the store, some hundreds to a transaction: what
 * was committed stays when a later one fails. trial: nothing is kept. False: said on stderr; the
 * report holds what was done until then. */
bool import_files(struct cli *c, struct store *s, struct story_files *f, bool trial,
                  struct import_report *out);

#endif
