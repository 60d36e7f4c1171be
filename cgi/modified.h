/* modified.h: when what readers are shown last changed, for those who ask by date alone.
 *
 * The ETag is exact: it is of the page's bytes. A Last-Modified cannot be, so it is never too early: a
 * client that has it and nothing else (If-Modified-Since) gets a page again rather than keep one that
 * has changed. It is the latest of
 * - the last write that readers could see, to the site's stories, names or settings (the store's
 *   generation is its second);
 * - what the clock brought: the beginning of today, for dates are printed otherwise from day to day and
 *   from year to year, and the instants at which the texts shown went live;
 * - what pages are made with: program, templates, words, static files, as they lie on disk. */
#ifndef DATELINE_MODIFIED_H
#define DATELINE_MODIFIED_H

#include "app.h"

/* When the newest of the files at or below these paths was put where it is: the change of its inode,
 * for a package or an archive brings older times of modification along. ms; what is not there is passed
 * over. */
int64_t modified_files(const char *const *paths, size_t n);
/* Last-Modified of what is shown now: `shown` is when the newest of its texts went live. ms. */
int64_t modified_at(const struct app *app, int64_t now, int64_t shown);

#endif
