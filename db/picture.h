/* picture.h: an uploaded picture made into renditions, by dateline-image in a limited child. */
#ifndef DATELINE_PICTURE_H
#define DATELINE_PICTURE_H

#include "lib/arena.h"
#include "lib/photo.h"
#include "picture_starter.h"

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
    int work_fd;        /* the folder that it was made in, locked; -1: none */
    bool moves;         /* a film; the renditions show its first frame */
    struct photo photo; /* what the file says of its maker and rights */
};
struct picture_source {
    const void *bytes;
    size_t n;
    const char *credit; /* for the renditions, in place of the file's own; NULL or "": that one */
    bool logo; /* one WebP file within 1200 × 320 pixels, with what is transparent in it */
};

/* What dateline-image says, taken apart in place: a line for each rendition and property, their names
 * made of out's folder and name. The child read a stranger's bytes, so nothing is believed that is not
 * of one of the forms. False: something is not, or nothing was written. Strings in a. */
bool picture_read_report(struct arena *a, char *report, struct picture *out);

/* The name of the folder beside the files that a picture is made in, ".<name>", with its end. */
#define PICTURE_WORK_SIZE 34

/* Writes the renditions under media_fd/yyyy/mm (made when missing), each to a temporary name,
 * fsynced, renamed, folder fsynced. Files of a failed call are removed. yyyy/mm come from now.
 * Blocks until done, at most half a minute. After PICTURE_OK the caller writes the row and calls
 * picture_settle, or picture_remove. Strings of *out in a. */
enum picture_status picture_make(struct arena *a, const struct picture_maker *by, int media_fd,
                                 const struct picture_source *from, int64_t now,
                                 struct picture *out) __attribute__((warn_unused_result));
/* The row is written: the folder that the picture was made in goes. Until then it says that the
 * files may belong to nobody. */
void picture_settle(int media_fd, struct picture *p);
/* Takes the files of a made picture away again, for when its row could not be written. */
void picture_remove(int media_fd, struct picture *p);

/* Removes what uploads left that were killed, files and folders; those under way are passed over.
 * known: whether a picture of that name, 32 hex digits, has a row. */
enum picture_known { PICTURE_KNOWN_NO, PICTURE_KNOWN_YES, PICTURE_KNOWN_CANNOT_SAY };
typedef enum picture_known picture_known_fn(void *ctx, const char *name);
void picture_sweep(int media_fd, picture_known_fn *known, void *ctx);
/* Files named as a picture's, last written before that instant (ms), of which known says that they have no
 * row; those of withdrawn stories too. Returns how many, and removes them if so asked. */
int64_t picture_orphans(int media_fd, int64_t before, bool remove, picture_known_fn *known,
                        void *ctx);

#endif
