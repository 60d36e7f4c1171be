/* wxr_private.h: what wxr_export.c (the files, what stories refer to) and wxr_story.c share. */
#ifndef DATELINE_WXR_PRIVATE_H
#define DATELINE_WXR_PRIVATE_H

#include "export_item.h"
#include "wxr.h"
#include "wxr_export.h"

#include <sys/types.h>
#include <time.h>

struct wxr_file {
    const char *path;
    int fd;
    off_t size;
    struct timespec changed;
};

struct wxr_export {
    struct arena *arena;
    struct wxr_options options;
    struct wxr_file *files;
    size_t n_files;
    const char *site;   /* "paper.example/blog", without a scheme */
    json_t *authors;    /* login → name */
    json_t *guests;     /* slug of a guest author → name */
    json_t *categories; /* term's number → its slug */
    json_t *blocks;     /* reusable block's number → its text */
    struct export_media media;
    size_t room_pictures;
    size_t stories;

    /* As a source: */
    struct story_files *stories_of;
    struct wxr_ahead *ahead; /* NULL: nothing was asked for yet */
};
struct wxr_ready;

enum wxr_kind { WXR_STORY, WXR_PAGE, WXR_OTHER };
/* What an item is; *other: how what is no story is counted. */
enum wxr_kind wxr_kind_of(const struct wxr_export *x, const struct wxr_item *item,
                          const char **other);
/* The value of a post's meta, or "". */
const char *wxr_meta_of(const struct wxr_item *item, const char *key);
/* wxr_story.c: an item as a story; strings of *out are in a, or the item's until it is released. False: *why says why it is left out. */
bool wxr_story_take(struct wxr_export *x, struct arena *a, struct wxr_ready *ready,
                    struct import_item *out, const char **name, const char **why);

#endif
