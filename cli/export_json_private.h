/* export_json_private.h: the JSON export on its way: export_json.c, export_json_story.c for what stands of a
 * story, export_json_desk.c for what the desk keeps besides texts. */
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

/* The lists of export_json.c: its own lines, in memory as much as one record is. */
void json_begin_list(struct json_export *w, const char *key);
void json_item(struct json_export *w, json_t *value); /* which is let go */
void json_end_list(struct json_export *w);

/* What was said of a story at the desk, into its record; what was said of a picture before, into its own. */
void json_set_said(struct json_export *w, json_t *o, int64_t story);
void json_set_medium_said(struct json_export *w, json_t *o, int64_t media);
void json_assignments(struct json_export *w);
void json_log(struct json_export *w);

/* All of a story but its revisions. Nothing that the clock decides: what is live, publications say. */
json_t *json_story_head(struct json_export *w, const struct story_record *r);
/* What is read of the revision besides lies in a. */
json_t *json_revision(struct json_export *w, struct arena *a, const struct story_view *view,
                      int parent);

#endif
