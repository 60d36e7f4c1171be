/* picture.h: an uploaded picture made into renditions, by dateline-image in a limited child. */
#ifndef DATELINE_PICTURE_H
#define DATELINE_PICTURE_H

#include "lib/arena.h"
#include "lib/photo.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PICTURE_FILES_MAX 12
#define PICTURE_BYTES_MAX (40u * 1024 * 1024) /* of an upload */
#define PICTURE_PIXELS_MAX 60000000           /* width * height, before decoding */

enum picture_status {
    PICTURE_OK,
    PICTURE_NOT_A_PICTURE, /* type not allowed, or damaged */
    PICTURE_HEIC,          /* a telephone's, which could not be read */
    PICTURE_TOO_LARGE,     /* bytes or pixels */
    PICTURE_TOO_COSTLY,    /* the child reached its limit of time or memory */
    PICTURE_DISK,          /* could not be written */
    PICTURE_FAILED,        /* no helper program, or it broke */
    PICTURE_STATUS_MAX
};
/* A sentence for the person who chose the file. */
const char *picture_status_text(enum picture_status st);

struct picture_file {
    char format[8];    /* "jpeg", "webp" */
    int width, height; /* pixels */
    int64_t bytes;
    char path[96]; /* below the media folder: "2026/01/<name>-960.jpg" */
    char sha256[65];
};
struct picture {
    char name[33];  /* 32 hex digits, random */
    char folder[8]; /* "2026/01" */
    char source_sha256[65];
    int width, height; /* of the largest rendition */
    struct picture_file files[PICTURE_FILES_MAX];
    size_t n;
    bool moves;         /* a film; the renditions show its first frame */
    struct photo photo; /* what the file says of its maker and rights */
};
struct picture_source {
    const void *bytes;
    size_t n;
    const char *credit; /* for the renditions, in place of the file's own; NULL or "": that one */
};

/* Where the program dateline-image is: DATELINE_IMAGE, else beside the running binary. In the
 * arena; may name a file that does not exist. */
const char *picture_helper(struct arena *a);

/* Writes the renditions under media_fd/yyyy/mm (made when missing), each to a temporary name,
 * fsynced, renamed, folder fsynced. Files of a failed call are removed. yyyy/mm come from now.
 * helper: path of dateline-image. Blocks until done, at most 30 s. Strings of *out in a. */
enum picture_status picture_make(struct arena *a, const char *helper, int media_fd,
                                 const struct picture_source *from, int64_t now,
                                 struct picture *out) __attribute__((warn_unused_result));
/* Takes the files of a made picture away again, for when its row could not be written. */
void picture_remove(int media_fd, const struct picture *p);

#endif
