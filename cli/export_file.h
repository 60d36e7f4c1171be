/* export_file.h: an export that is one file, written as it comes.
 *
 * Contract. Another file is never overwritten: only one that begins as this kind of export does gives its
 * place. The file gets its name when it is whole and on disk; until then it is FILE.partial, which a killed
 * export leaves and the next one writes anew. What it takes of memory is what was added since the last
 * export_file_spill. */
#ifndef DATELINE_CLI_EXPORT_FILE_H
#define DATELINE_CLI_EXPORT_FILE_H

#include "export.h"
#include "lib/buf.h"

struct export_file {
    struct export *e;
    const char *made; /* FILE.partial */
    int fd;
    struct buf out; /* add to it, and spill it now and then */
    bool failed;    /* said */
};

/* head: what every export of this kind begins with; it is written. False: said. End it in any case. */
bool export_file_begin(struct export *e, const char *head, struct export_file *f);
/* Writes what was added once it is much. False: it failed, now or before, and was said. */
bool export_file_spill(struct export_file *f);
/* Whether the store answered STORE_OK; else what it answered is said, once. */
bool export_file_store(struct export_file *f, enum store_status st);
/* The memory has given out. */
void export_file_no_memory(struct export_file *f);
/* Writes the rest and gives the file its name; after a failure nothing is left of it. */
bool export_file_end(struct export_file *f);

#endif
