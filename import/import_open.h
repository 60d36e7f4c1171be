/* import_open.h: whatever can be imported, found in a folder and opened in one way. */
#ifndef DATELINE_IMPORT_OPEN_H
#define DATELINE_IMPORT_OPEN_H

#include "import.h"

/* In the order of dateline import's formats. */
enum import_form {
    IMPORT_MARKDOWN,
    IMPORT_HTML,
    IMPORT_WORDPRESS,
    IMPORT_GHOST,
    IMPORT_FEED,
    IMPORT_FORM_MAX
};
/* "markdown", "html", …: as the command calls it. */
const char *import_form_name(enum import_form f);

/* What lies in a folder; in the arena of import_find. */
struct import_found {
    enum import_form form;
    const char *within;   /* the folder that was looked through; nothing above it is looked at */
    const char *root;     /* absolute: the folder of pages or of Markdown, and of pictures */
    struct strlist paths; /* absolute: the files of an export; of a folder none */
};
/* import_find.c: looks below the folder, by the files' bytes. An export of another system counts before loose
 * pages, and Markdown before HTML. False: *why says what is missing, or that two kinds are there. */
bool import_find(struct arena *a, const char *folder, struct import_found *out, const char **why)
    __attribute__((warn_unused_result));

struct import_wishes {
    const struct front_names *names; /* "NAME=SECTION"; NULL: none. Of Markdown they mean nothing */
    const char *section, *credit;    /* NULL: none */
    const char *lang;                /* BCP 47, the site's */
    bool whole;                      /* of a feed: a summary is the whole text */
};

/* Reads what is found as far as a fault can be known, and makes *files ready to be begun: site, store, maker
 * and calendar are the caller's. NULL: *why, with its file and place. Lives in a; import_close frees the
 * rest. */
struct import_opened;
struct import_opened *import_open(struct arena *a, const struct import_found *found,
                                  const struct import_wishes *wishes, struct story_files *files,
                                  const char **why);
/* One source at a time. */
void import_open_source(struct import_opened *o, struct story_files *files,
                        struct import_source *out);
void import_close(struct import_opened *o); /* NULL is allowed */

/* "NAME=SECTION", as --map takes it: an empty section: neither; "tag": a tag in any case. False: it is none. */
bool import_map_read(struct arena *a, const char *map, struct front_name *out);

#endif
