/* wxr_export.h: the WordPress exports of one command as a source of stories.
 *
 * Each file is read twice: whole, before anything is written, for what stories refer to (authors,
 * categories, attachments, reusable blocks), and to know that all of it can be read; then story by
 * story. So a file with a fault leaves nothing behind, nor do those before it. */
#ifndef DATELINE_WXR_EXPORT_H
#define DATELINE_WXR_EXPORT_H

#include "import.h"

struct wxr_export;

struct wxr_options {
    const char *media;    /* folder of uploads, or NULL */
    struct strlist types; /* post types that are stories, beside "post" */
};

/* Reads the files, in a. NULL: *file and *why say what is wrong: "line 12: …". */
struct wxr_export *wxr_export_open(struct arena *a, const struct strlist *paths,
                                   const struct wxr_options *options, const char **file,
                                   const char **why);
/* Its stories, for files that have no folder. One source at a time; files is borrowed. */
void wxr_export_source(struct wxr_export *x, struct story_files *files, struct import_source *out);
void wxr_export_close(struct wxr_export *x);

#endif
