/* import_private.h: what import.c (the command, folders) and import_export.c share. */
#ifndef DATELINE_CLI_IMPORT_PRIVATE_H
#define DATELINE_CLI_IMPORT_PRIVATE_H

#include "cli.h"
#include "import/import.h"

struct import_options {
    const char *section, *media_dir, *section_from, *credit, *media;
    struct strlist maps, types;
    bool trial, expired, check, whole;
};

/* Imports, and prints the report. source: NULL for the files of f's folder. Returns the exit
 * status. */
int import_and_tell(struct cli *c, struct store *s, struct story_files *f,
                    const struct import_source *source, const struct import_options *o);

/* import_check.c: compares what the site has with the source, and prints what differs; f has no store.
 * CLI_FAILED when something is missing or other than in the export. */
int import_check_and_tell(struct cli *c, struct store *s, struct story_files *f,
                          const struct import_source *source);
/* import_export.c: args[2] and what follows are the export's files. */
int import_wordpress(struct cli *c, const struct import_options *o);
int import_ghost(struct cli *c, const struct import_options *o);
int import_feed(struct cli *c, const struct import_options *o);
/* args[2] is a folder of pages. */
int import_html(struct cli *c, const struct import_options *o);

#endif
