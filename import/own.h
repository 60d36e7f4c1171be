/* own.h: what dateline export writes beside its Markdown files: dateline.json (docs/export.md). */
#ifndef DATELINE_OWN_H
#define DATELINE_OWN_H

#include "db/group.h"
#include "db/upload.h"
#include "folder.h"

#include <jansson.h>

/* Sections in their order, bylines and tags with their texts, and what is said of each picture. */
struct own_site {
    json_t *all; /* NULL: the folder has no such file, or one that cannot be read */
    json_t *names[GROUP_KIND_MAX]; /* slug → entry; borrowed entries */
};

/* f: NULL for none. */
void own_site_read(const struct folder *f, struct own_site *out);
void own_site_free(struct own_site *own);

/* The name of what has that slug; NULL: nothing says. Borrowed. */
const char *own_site_name(const struct own_site *own, enum group_kind k, const char *slug);
/* What was said of the picture when it was uploaded, by its file: fills about, which borrows it. */
void own_site_picture(const struct own_site *own, const char *path, struct upload_about *about);
/* Whose a picture is that was just made of a file, how long it may be shown, and what its crops keep. STORE_REFUSED: why. *m, in a, is as it
 * is then. */
enum store_status own_site_rights(const struct own_site *own, const char *path, struct store *s,
                                  struct arena *a, struct media *m, int64_t now,
                                  struct problems *why) __attribute__((warn_unused_result));
/* Makes the sections, bylines and tags that are not there. In a site without stories they all become
 * as the file says, and so does the order of sections. */
enum store_status own_site_put(const struct own_site *own, struct store *s, struct arena *a,
                               int64_t now) __attribute__((warn_unused_result));
/* After the stories: arranges the front page as the file says, when nobody has arranged it here. */
struct story_files;
enum store_status own_front_put(const struct story_files *files, struct store *s, struct arena *a,
                                int64_t now) __attribute__((warn_unused_result));

#endif
