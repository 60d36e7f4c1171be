/* media.h: pictures. The rows; the files are written before them by whoever calls (upload.h).
 *
 * Files lie under SITE/media/yyyy/mm/ and are named by 128 random bits, so that an address cannot
 * be guessed before a story shows it. */
#ifndef DATELINE_MEDIA_H
#define DATELINE_MEDIA_H

#include "actor.h"
#include "lib/problem.h"
#include "store.h"

#include <stdbool.h>
#include <stddef.h>

#define MEDIA_FILES_MAX 12

enum media_format { MEDIA_JPEG, MEDIA_WEBP, MEDIA_AVIF, MEDIA_FORMAT_MAX };

/* One rendition: a width in a format. */
struct media_file {
    enum media_format format;
    int width, height;
    int64_t bytes;
    const char *path;   /* below SITE/media: "2026/01/<32 hex>-960.jpg" */
    const char *sha256; /* of the file, hex */
};

struct media {
    int64_t id;
    const char *name;          /* 32 hex digits; the stem of its files' names */
    const char *folder;        /* "2026/01" */
    const char *original;      /* the uploaded file's name, for editors only */
    const char *source_sha256; /* of the upload's bytes: the same picture is kept once */
    int width, height;         /* of the largest rendition, pixels */
    const char *alt, *caption,
        *credit; /* what was said at upload, else by the file; a story may say it otherwise */
    const char *creator, *copyright;        /* by the file; "" when it says nothing */
    const char *license, *acquire;          /* http(s) addresses: the licence, where to get one */
    const char *source_type;                /* a term of IPTC's digital source types */
    bool moves;                             /* a film; readers see its first frame */
    const char *source;                     /* where it came from, for editors */
    const char *rights_from, *rights_until; /* "2026-01-08", first and last day; "": any */
    bool not_again;                         /* in no further story */
    int64_t created_at, created_by;
    int64_t brought_at;  /* when somebody last brought it */
    int64_t replaced_by; /* the picture that stands for it (media_replace.h); 0: none */
    int64_t
        uses; /* stories that have it in any revision, portraits, and pictures that it stands for */
    int focus_x,
        focus_y; /* what crops keep of it: percent from the left and from the top; 50, 50: the middle */
    struct media_file files[MEDIA_FILES_MAX]; /* by format, then by width ascending */
    size_t n_files;
};

struct media_list {
    struct media *v;
    size_t n;
};

/* Adds a row; fills m->id. STORE_EXISTS: source_sha256 is known; *m is then the one there is. */
enum store_status media_add(struct store *s, struct arena *a, struct media *m, int64_t now)
    __attribute__((warn_unused_result));
enum store_status media_get(struct store *s, struct arena *a, int64_t id, struct media *out)
    __attribute__((warn_unused_result));
enum store_status media_find_sha256(struct store *s, struct arena *a, const char *sha256,
                                    struct media *out) __attribute__((warn_unused_result));
/* Keeps for later what is said of a picture that nothing was said of: words fill what is "" in the
 * row, and replace nothing. NULL counts as "". */
struct media_words {
    const char *alt, *caption, *credit;
};
enum store_status media_keep_words(struct store *s, struct arena *a, int64_t id,
                                   const struct media_words *words, int64_t user, int64_t now)
    __attribute__((warn_unused_result));
/* By an address in a body: "/media/2026/01/<name>-960.jpg" or "/media/<name>". */
enum store_status media_find_url(struct store *s, struct arena *a, const char *url,
                                 struct media *out) __attribute__((warn_unused_result));
/* Somebody has brought a picture that was there. */
enum store_status media_brought(struct store *s, int64_t id, int64_t user, int64_t now)
    __attribute__((warn_unused_result));
/* Bytes of the files that were made of what a user has brought since, and of all there are. */
enum store_status media_bytes_of(struct store *s, int64_t user, int64_t since, int64_t *bytes)
    __attribute__((warn_unused_result));
enum store_status media_bytes(struct store *s, int64_t *bytes) __attribute__((warn_unused_result));
/* Whether this actor may show the picture in that story (0: a new one): an author one that they have
 * brought, that the story has had, or that stands above a text that readers see. Else STORE_MISSING. */
enum store_status media_offered(struct store *s, const struct actor *by, int64_t story_id,
                                int64_t id, int64_t now) __attribute__((warn_unused_result));
/* What the actor may be offered, newest first, ids below `before` (0: from the newest). */
enum store_status media_recent(struct store *s, struct arena *a, const struct actor *by,
                               int64_t before, size_t limit, int64_t now, struct media_list *out)
    __attribute__((warn_unused_result));

/* All that there are, whoever asks and whatever stands for them, in the same order. */
enum store_status media_every(struct store *s, struct arena *a, int64_t before, size_t limit,
                              struct media_list *out) __attribute__((warn_unused_result));

/* "/media/2026/01/<name>-960.jpg 960w, …" of one format, or NULL when there is none. */
const char *media_srcset(struct arena *a, const struct media *m, enum media_format f);
/* The file of that format whose width is nearest above `width`, else the widest. NULL: none. */
const struct media_file *media_best(const struct media *m, enum media_format f, int width);
/* What an editor should know of a picture before showing it in a place of so many CSS pixels, in
 * sentences of field "picture": it moves, is too narrow, a model made it, whose it is. */
void media_remark(struct problems *out, const struct media *m, int place);
#define MEDIA_PLACE_LEAD 1152 /* above the text: 72rem */
#define MEDIA_PLACE_TEXT 672  /* in the text: 42rem */

/* "/media/…" address of a file. */
const char *media_url(struct arena *a, const struct media_file *f);

#endif
