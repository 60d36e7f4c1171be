/* story_file_private.h: what story_file.c (the whole, dates, names) and story_picture.c share. */
#ifndef DATELINE_STORY_FILE_PRIVATE_H
#define DATELINE_STORY_FILE_PRIVATE_H

#include "front_matter.h"
#include "lib/buf.h"
#include "story_file.h"

/* One file on its way. */
struct story_file_reading {
    struct story_files *f;
    struct arena *a;
    const char *file;
    struct front_matter front;
    struct story_file *out;
    const char *body; /* Markdown of ours */
    struct buf marks; /* what beside the file's bytes decides its story: for the hash */
};

/* story_picture.c: the front matter's picture into t, with all that is said of it. */
void story_picture_hero(struct story_file_reading *r, struct story_text *t);
/* The hook of body.h for pictures; ctx is a struct story_file_reading. */
const char *story_picture_in_text(void *ctx, const struct body_picture *p, const char **caption);

#endif
