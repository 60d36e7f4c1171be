/* item.h: a story on its way into the site, wherever it comes from: a file of Markdown
 * (story_file.h), an item of another system's export (export_item.h). What becomes of it, import.c
 * decides for all of them. */
#ifndef DATELINE_IMPORT_ITEM_H
#define DATELINE_IMPORT_ITEM_H

#include "db/story.h"
#include "note.h"

#include <stdbool.h>

struct import_item {
    struct story_import story;
    const char *slug;       /* what the source says; "" when story.slug is from a file's name */
    bool known;             /* the store has just that already: nothing is made ahead */
    bool lead;              /* asks for the front page's first place */
    const char *held;       /* why it stays a draft: "it has no date"; NULL: it does not */
    struct notes notes;     /* what was odd about it */
    struct strlist missing; /* pictures that are not there, as the source names them */
};

/* Takes its times: nobody sees it. */
void import_item_keep_as_draft(struct story_import *s);

#endif
