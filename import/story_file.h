/* story_file.h: a story from a Markdown file with front matter, ready for the store. */
#ifndef DATELINE_STORY_FILE_H
#define DATELINE_STORY_FILE_H

#include "body.h"
#include "fetch.h"
#include "folder.h"
#include "front_value.h"
#include "item.h"
#include "lib/dateline.h"
#include "own.h"

#include <jansson.h>
#include <stdbool.h>

/* What all stories of one import have in common. */
/* An address of the old site that led elsewhere there. */
struct import_redirect {
    const char *said; /* as the source spells it */
    const char *path; /* NULL: it stands for many, and cannot be one here */
    const char *target;
};

struct story_files {
    struct folder *folder; /* NULL: they are items of an export */
    struct calendar *calendar;
    struct store *store;               /* for pictures; NULL: a trial, none are stored */
    const char *site;                  /* its media/ takes them */
    const struct picture_maker *maker; /* how pictures are made here */
    const char *media_dir; /* where featured pictures lie as UID.jpg, or an export's; or NULL */
    struct fetch *fetch;   /* pictures that were fetched, or may be; NULL: none */
    const char *section;   /* slug of the section for all; NULL: the file's, else "news" */
    const char *credit; /* of pictures that name none, neither here nor in their files; or NULL */
    int shift_days;     /* added to every date */
    bool expired;       /* readers see what has expired, too */
    bool strict;        /* a fault leaves the file out: somebody is there to mend it */
    const struct front_names *names; /* what keys mean besides what they always do; may be NULL */
    struct own_site own; /* what dateline export says beside its stories; made and freed likewise */
    const struct import_redirect
        *redirects; /* of the source; they become rules behind its stories */
    size_t n_redirects;
    json_t *stored;    /* pictures by their paths: what they became */
    json_t *addresses; /* of references, once found; made and freed by begin and end */

    struct body_counts counts;
    size_t pictures; /* stored, or known already */
    json_t *ignored; /* key of the front matter → how often */
    json_t *others;  /* what is no story, by kind → how many */
};
void story_files_begin(struct story_files *f);
void story_files_end(struct story_files *f);

/* Reads a file of the folder; all in a. An odd key costs itself, and is noted. False: *why says why
 * the whole is left out. */
bool story_file_read(struct story_files *f, struct arena *a, const char *file,
                     struct import_item *out, const char **why);
/* A file's name as text: bytes that are none as "%E9". file itself when it is text. */
const char *story_file_shown(struct arena *a, const char *file);
/* "city-desk" as "City desk". */
const char *story_file_title(struct arena *a, const char *slug);

#endif
