/* import_private.h: what import.c (the command, folders) and import_export.c share. */
#ifndef DATELINE_CLI_IMPORT_PRIVATE_H
#define DATELINE_CLI_IMPORT_PRIVATE_H

#include "cli.h"
#include "fetch.h"
#include "import/import.h"

struct import_options {
    const char *section, *media_dir, *section_from, *credit, *media, *permalinks;
    struct strlist maps, types;
    bool trial, expired, check, whole, incomplete;
    struct fetch_options fetch;
    struct fetch *fetched;
};

/* Where stories come from; begun again, it gives them again. */
struct import_from {
    void *ctx;
    void (*begin)(void *ctx, struct story_files *files, struct import_source *out);
};

/* Imports, and prints the report. from: NULL for the files of f's folder. Returns the exit
 * status. */
int import_and_tell(struct cli *c, struct store *s, struct story_files *f,
                    const struct import_from *from, const struct import_options *o);
/* import_fetch.c: fetches what is missing, when that is asked for. False: said; nothing is to be imported. */
bool import_fetch(struct cli *c, const struct story_files *f, const struct import_from *from,
                  const struct import_options *o, struct fetch_report *out);

/* import_check.c: compares what the site has with the source, and prints what differs; f has no store.
 * CLI_FAILED when something is missing or other than in the export. */
int import_check_and_tell(struct cli *c, struct store *s, struct story_files *f,
                          const struct import_source *source);
/* import_export.c: args[2] and what follows are the export's files. */
int import_wordpress(struct cli *c, const struct import_options *o);
int import_ghost(struct cli *c, const struct import_options *o);
int import_feed(struct cli *c, const struct import_options *o);
/* import_site.c: args[2] is what "dateline export SITE json" wrote. */
int import_site(struct cli *c, const struct import_options *o);
/* args[2] is a folder of pages. */
int import_html(struct cli *c, const struct import_options *o);

#endif
