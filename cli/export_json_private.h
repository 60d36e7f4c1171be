/* export_json_private.h: the JSON export on its way: export_json.c, and export_json_story.c for what stands of a story. */
#ifndef DATELINE_CLI_EXPORT_JSON_PRIVATE_H
#define DATELINE_CLI_EXPORT_JSON_PRIVATE_H

#include "db/story_record.h"
#include "export_file.h"
#include "export_value.h"

struct json_export {
    struct export *e;
    struct arena *a; /* of one record */
    struct export_file file;
    bool first; /* of a list */
};

/* False: the export has failed, and says why at its end. */
bool json_store(struct json_export *w, enum store_status st);

/* All of a story but its revisions. Nothing that the clock decides: what is live, publications say. */
json_t *json_story_head(struct json_export *w, const struct story_record *r);
/* What is read of the revision besides lies in a. */
json_t *json_revision(struct json_export *w, struct arena *a, const struct story_view *view,
                      int parent);

#endif
