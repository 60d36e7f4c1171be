/* upload.h: a picture from bytes to files, row and all; for the web and the command line. */
#ifndef DATELINE_UPLOAD_H
#define DATELINE_UPLOAD_H

#include "media.h"
#include "picture.h"

/* What comes with a picture. Strings borrowed; NULL counts as "". */
struct upload_about {
    const char *original; /* the file's name */
    const char *alt, *caption, *credit;
    int64_t user; /* 0: import or command line */
};

/* A picture to store. Borrowed, all of it. */
struct upload_picture {
    const char *site;               /* the folder */
    const struct picture_maker *by; /* what starts dateline-image */
    const void *bytes;
    size_t n;
    const struct upload_about *about;
};

/* Makes the renditions under SITE/media with dateline-image and adds the row.
 * The same bytes a second time give the media there is, with what is said now where nothing was.
 * What about leaves out is what the file says of itself. STORE_REFUSED: not a picture we take; why
 * has a problem of field "hero" in words. STORE_FULL: disk. */
enum store_status upload_picture(struct store *s, struct arena *a, const struct upload_picture *in,
                                 int64_t now, struct media *out, struct problems *why)
    __attribute__((warn_unused_result));

/* SITE/media, made when it is missing; -1: errno says why. Owned by the caller. */
int upload_open_media(struct arena *a, const char *site);

/* Removes what uploads left under SITE/media that were killed; those under way are passed over. */
void upload_sweep(struct store *s, const char *site);
/* Files of pictures that have no row and were last written before that instant: how many, removed if so
 * asked. */
int64_t upload_orphans(struct store *s, const char *site, int64_t before, bool remove);

#endif
