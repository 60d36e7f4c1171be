/* site_json.h: what dateline export SITE json wrote, read back into a site that has nothing of its own.
 *
 * The file is read twice, a record at a time: first all but the texts, so that a text knows each story that it links to
 * and each name and picture that it has; then the texts, rendered here, with what became of them. All of it is one
 * transaction. The first thing that is wrong ends it, and nothing has come. */
#ifndef DATELINE_SITE_JSON_H
#define DATELINE_SITE_JSON_H

#include "db/story.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Something that goes out by itself, or went out since anybody last worked on the paper there. */
struct site_due {
    int64_t story; /* 0: an arrangement of the front page */
    const char *headline;
    int64_t at;
};
struct site_dues {
    struct site_due *v;
    size_t n, capacity;
};

/* What came. Strings are in the run's arena. */
struct site_json_report {
    size_t stories[STORY_STATE_MAX]; /* as they are now */
    size_t texts, people, sections, bylines, tags, merged, rules, redirects, arrangements, pictures,
        notes, suggestions, assignments, reports, log;
    size_t rendered; /* texts whose page is another than it was there, or whose hash is not known */
    size_t files;    /* of pictures, copied or there already */
    int64_t bytes;   /* of them */
    struct strlist missing;        /* files that are nowhere, "2026/01/…", when that is allowed */
    int64_t worked_at;             /* when somebody last worked on the paper, as the file says */
    struct site_dues past, coming; /* what has come due since then; what waits */
    const char *base_url, *logo;   /* logo: a file below static/, or "" */
};

struct site_json {
    struct store *store; /* open for writing */
    struct arena *arena;
    int fd;           /* of the file */
    const char *site; /* its folder */
    const char *
        media; /* where pictures lie: an old site's folder, or its media; NULL: in the site's own */
    bool trial;      /* nothing is kept */
    bool incomplete; /* files of pictures may be missing */
    int64_t now;
    void (*progress)(void *ctx, size_t done,
                     size_t all); /* may be NULL; all: 0 when that is not known yet */
    void *progress_ctx;
};

/* STORE_REFUSED: the site has something of its own, or the file is none, damaged, of a newer Dateline, or says what
 * cannot be; why has one problem, with its place. Whatever it is but STORE_OK, nothing has come. */
enum store_status site_json_import(const struct site_json *run, struct site_json_report *out,
                                   struct problems *why) __attribute__((warn_unused_result));

#endif
