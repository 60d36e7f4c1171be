/* story_file_private.h: what story_file.c (the whole, dates, names) and story_picture.c share. */
#ifndef DATELINE_STORY_FILE_PRIVATE_H
#define DATELINE_STORY_FILE_PRIVATE_H

#include "export_media.h"
#include "front_matter.h"
#include "lib/buf.h"
#include "story_file.h"

/* One file, or one item of an export, on its way. */
struct story_file_reading {
    struct story_files *f;
    struct arena *a;
    const char *file;
    struct front_matter front;
    struct import_item *out;
    const char *body; /* Markdown of ours */
    /* The file of a picture that has that address. NULL: it is not there. */
    const char *(*find)(struct story_file_reading *r, const char *src);
    const struct export_media *media; /* of an export; else NULL */
    struct buf marks; /* what beside the file's bytes decides its story: for the hash */
};

/* story_picture.c: a picture of a folder of files, beside the file or where its site keeps them. */
const char *story_picture_find(struct story_file_reading *r, const char *src);
/* The front matter's picture into t, with all that is said of it. */
void story_picture_hero(struct story_file_reading *r, struct story_text *t);
/* picture_name.c: "a%20b.jpg" as "a b.jpg". */
const char *story_picture_decoded(struct arena *a, const char *src);
/* A standfirst that is too long begins the text; a story without text has its summary for one. */
void story_file_settle_dek(struct story_file_reading *r, struct story_text *t);
/* The text of a file that dateline export wrote, with the pictures that lie beside it. */
const char *story_picture_own_text(struct story_file_reading *r, const char *body);
/* own.c: what only such a file says: address, history, whether it is in review. Its times are read. */
void own_take(struct story_file_reading *r, struct story_import *s);
/* story_file.c: 0 for none, and for what is no date, which is noted. */
int64_t story_file_instant(struct story_file_reading *r, const char *key, const char *text);
/* The hook of body.h for pictures; ctx is a struct story_file_reading. */
const char *story_picture_in_text(void *ctx, struct body_picture *p, const char **caption);

#endif
