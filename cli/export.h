/* export.h: a site's stories on their way out, in each of the forms. */
#ifndef DATELINE_CLI_EXPORT_H
#define DATELINE_CLI_EXPORT_H

#include "cli.h"
#include "db/story_record.h"
#include "export_folder.h"
#include "lib/buf.h"

/* One export: all that it reads is of one instant. */
struct export
{
    const struct cli *c;
    struct store *s;
    struct calendar *calendar;
    const char *site, *path; /* from where, and where to */
    int64_t now;
    bool reports, log; /* readers' reports, the log of who did what as well */

    size_t stories[STORY_STATE_MAX]; /* written, by state */
    size_t besides;  /* drafts, and changes that wait, of stories that have another text */
    size_t binned;   /* left out */
    size_t replaced; /* texts with characters that XML cannot hold */
    size_t pictures;
    struct strlist missing;              /* pictures whose files are not there */
    size_t made, changed, same, removed; /* files of a folder */
    size_t pages, redirects, gone,
        nowhere; /* of the static form: HTML, pages that lead on, notices of
                                             * what was withdrawn, addresses that are not there */
};

/* Each writes to e->path and says what fails. */
bool export_markdown(struct export *e);
bool export_json(struct export *e);
bool export_static(struct export *e);
bool export_wxr(struct export *e);
/* Writes one text of a story. named: which of its texts it is; NAMED_MAX: the story's own. False: said. */
typedef bool export_text_fn(void *ctx, const struct story_record *r, int number,
                            enum named_text named);
/* The text that readers see, or will, or nobody does yet, as the story's own; what there is besides as
 * drafts. Counts; what is in the bin is left out. False: said. */
bool export_story_texts(struct export *e, const struct story_record *r, export_text_fn *text,
                        void *ctx);
/* What became of a folder's files. */
void export_take_counts(struct export *e, const struct export_folder *f);

/* export_front.c: a story's front matter, from "---" to "---". hero_file: beside the story's file, or
 * "". number: the text's; named_as: which of the story's texts it is. */
struct export_front {
    const struct story_record *record;
    const struct story_text *text;
    enum named_text named; /* NAMED_MAX: its only text, whatever that is */
    const char *hero_file;
};
void export_front_write(struct export *e, struct arena *a, const struct export_front *f,
                        struct buf *out);

#endif
