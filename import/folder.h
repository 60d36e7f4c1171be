/* folder.h: a folder of Markdown files, and what lies around it. */
#ifndef DATELINE_FOLDER_H
#define DATELINE_FOLDER_H

#include "lib/arena.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#define FOLDER_FILE_MAX (4u * 1024 * 1024) /* bytes of one Markdown file */

/* Strings in the arena; ended with folder_close. */
struct folder {
    struct arena *arena;
    const char *root;     /* absolute, links resolved */
    const char *name;     /* its last part: begins the keys of what is imported */
    struct strlist files; /* relative to root, sorted */
    const char *text;     /* of folder_of_text: its only file; else NULL */
    size_t text_n;
    const char *authors, *topics, *pictures; /* folders of that purpose around it, or NULL */
    json_t *by_name;                         /* "2013-04-19-a" → index in files */
    json_t *names;                           /* "authors/ines" → "Ines Okafor", once looked up */
};

/* A folder is walked for *.md (not _index.md, nothing hidden, no links followed); a file is a
 * folder of one. False: *why says why, in words. */
bool folder_open(struct arena *a, const char *path, struct folder *out, const char **why);
/* A folder of one file that is not on the disk, of n bytes: nothing lies beside or around it. text
 * is borrowed until folder_close. */
void folder_of_text(struct arena *a, const char *text, size_t n, struct folder *out);
void folder_close(struct folder *f);

/* A file's text, in a. NULL: *why. */
char *folder_read(const struct folder *f, struct arena *a, const char *file, size_t *n,
                  const char **why);
/* The absolute path of a picture named in a file, relative to that file, else to the root. NULL:
 * not there, or not below the root. In a. */
const char *folder_beside(const struct folder *f, struct arena *a, const char *file,
                          const char *picture);
/* The name shown of an author's or topic's slug, from AUTHORS/slug/_index.md or AUTHORS/slug.md;
 * NULL: nothing there says. where: f->authors or f->topics, may be NULL. */
const char *folder_name_of(struct folder *f, const char *where, const char *slug);
/* What data/images/UID.yml says; NULL: nothing. Owned by the caller: json_decref. */
json_t *folder_picture(const struct folder *f, struct arena *a, const char *uid);
/* The file that a reference means ("news/2013-04-19-a.md", "2013-04-19-a"), or NULL. */
const char *folder_find(const struct folder *f, const char *target);

#endif
