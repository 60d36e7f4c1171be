/* folder.h: a folder of Markdown files, and what lies around it. */
#ifndef DATELINE_FOLDER_H
#define DATELINE_FOLDER_H

#include "lib/arena.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#define FOLDER_FILE_MAX (4u * 1024 * 1024) /* bytes of one Markdown file */

/* Something below the folder that could not be looked into. */
struct folder_trouble {
    const char *path, *why;
};

/* Strings in the arena; ended with folder_close. */
struct folder {
    struct arena *arena;
    const char *root;     /* absolute, links resolved */
    const char *within;   /* above that nothing is looked at; NULL: it may be */
    const char *name;     /* its last part: begins the keys of what is imported */
    struct strlist files; /* relative to root, sorted */
    const char *text;     /* of folder_of_text: its only file; else NULL */
    size_t text_n;
    const char *authors, *topics, *pictures; /* folders of that purpose around it, or NULL */
    struct strlist public;                   /* folders whose files a site shows: static, assets */
    bool jekyll;                             /* it is, or lies in, a site of Jekyll's */
    json_t *others;                          /* what is no story: ".jpg" → how many */
    struct strlist left_out;                 /* folders that hold none: ".git", "node_modules" */
    struct folder_trouble *troubles;
    size_t n_troubles;
    json_t *by_name; /* "2013-04-19-a" → index in files */
    json_t *names;   /* "authors/ines" → "Ines Okafor", once looked up */
};

/* A folder is walked for stories: *.md, .markdown, .mdx, .html and their like (not _index.*, nothing
 * hidden, no links followed). What is none is counted. A file is a folder of one. False: *why says
 * why, in words. */
bool folder_open(struct arena *a, const char *path, struct folder *out, const char **why);
/* The same of what strangers sent: nothing above the folder `within` is looked at. */
bool folder_open_within(struct arena *a, const char *path, const char *within, struct folder *out,
                        const char **why);
/* A folder of one file that is not on the disk, of n bytes: nothing lies beside or around it. text
 * is borrowed until folder_close. */
void folder_of_text(struct arena *a, const char *text, size_t n, struct folder *out);
void folder_close(struct folder *f);

/* A file's text, in a. NULL: *why. */
char *folder_read(const struct folder *f, struct arena *a, const char *file, size_t *n,
                  const char **why);
/* Whether a file's name ends as those of pages of HTML do. */
bool folder_is_html(const char *file);
/* The name of a file without folder and ending; of a/b/index.md it is b. In a. */
const char *folder_stem(struct arena *a, const char *path);
/* The absolute path of a picture named in a file: relative to that file, to the root, or to a folder
 * whose files the site shows. NULL: not there, or in none of these. In a. */
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
