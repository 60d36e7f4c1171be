/* export_wxr_private.h: what the two halves of the WordPress export share: export_wxr.c (the file and its
 * items), export_wxr_text.c (what an item's text says). */
#ifndef DATELINE_CLI_EXPORT_WXR_PRIVATE_H
#define DATELINE_CLI_EXPORT_WXR_PRIVATE_H

#include "cgi/app.h"
#include "db/front.h"
#include "export_blocks.h"
#include "export_file.h"

struct wp_pictures {
    struct media *v;
    size_t n, capacity;
};

struct wp_export {
    struct app app; /* its templates and language */
    struct export *e;
    struct export_file file;
    struct arena *a; /* of one story */
    struct calendar *utc;
    struct front front; /* that readers see */
    struct settings settings;
    unsigned char *seen; /* a bit for each picture that was met, by its id */
    size_t seen_size;
    struct wp_pictures
        pictures; /* of the story that is being written, met for the first time; in a */
};

/* A story's text for WordPress: its blocks, and around them what its fields say and readers must see.
 * record: of the text that readers know, with what was said of its changes; NULL: of one besides. "" after
 * a failure, which was said. In w->a. */
const char *wp_text(struct wp_export *w, const struct story_record *record,
                    const struct story_view *view);
/* A picture that a story shows: met. Its address, escaped for an attribute; NULL: it has no files. */
const char *wp_meet_picture(struct wp_export *w, const struct media *m);

/* export_wxr_meta.c: what WordPress has no place for, as the post's meta "_dateline_…" (docs/export.md). The
 * arguments as above. */
void wp_metas(struct wp_export *w, const struct story_record *record,
              const struct story_view *view);
void wp_meta(struct wp_export *w, const char *key, const char *value);

#endif
