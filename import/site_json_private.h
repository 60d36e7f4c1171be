/* site_json_private.h: the reading of a site's export on its way.
 *
 *   site_json.c        the file: its parts in their order, twice
 *   site_json_value.c  a record: its keys, its values
 *   site_json_names.c  settings, people, names, house style, redirects, the front page, reports
 *   site_json_media.c  pictures, and their files
 *   site_json_story.c  stories and their texts
 *   site_json_desk.c   what was said of them at the desk, assignments, what was said of pictures before, the log
 */
#ifndef DATELINE_SITE_JSON_PRIVATE_H
#define DATELINE_SITE_JSON_PRIVATE_H

#include "db/site_import.h"
#include "json_stream.h"
#include "lib/token.h"
#include "site_json.h"

struct site_reading {
    const struct site_json *run;
    struct store *s;
    struct arena *a; /* of one record */
    struct json_stream in;
    const char *part;   /* "stories" */
    size_t record;      /* of that part, from 1; 0: the part itself */
    int64_t line;       /* where it begins; 0: it is about none */
    const char *within; /* what of the record, in a; NULL: itself */
    struct problems *why;
    enum store_status st;                           /* STORE_OK until something is wrong */
    json_t *portraits, *replaced, *fronts, *merged; /* kept until what they name has come */
    size_t all;                                     /* stories in all, after the first time */
    struct strlist written;                         /* files, below the site's folder */
    struct site_json_report *out;
};

/* ---- site_json_value.c --------------------------------------------------------------------- */

enum site_value {
    SITE_TEXT,
    SITE_TEXT_OR_NULL,
    SITE_NUMBER, /* null is 0 */
    SITE_BOOL,
    SITE_TIME, /* null is 0 */
    SITE_TEXTS,
    SITE_NUMBERS,
    SITE_LIST,   /* of objects */
    SITE_OBJECT, /* null: none */
    SITE_VALUE_MAX
};
struct site_field {
    const char *key;
    enum site_value is;
    bool may_lack; /* what wrote earlier files did not know it */
};

/* Each is false when something is wrong, now or before, and says what with its place. */
bool site_wrong(struct site_reading *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* What the store answered; its problems are named with the place. */
bool site_store(struct site_reading *r, enum store_status st, const struct problems *why);
/* The record has each of these keys, nothing else, and what stands there is of its sort. */
bool site_record(struct site_reading *r, const json_t *o, const struct site_field *fields,
                 size_t n);
#define SITE_RECORD(r, o, fields) site_record(r, o, fields, sizeof(fields) / sizeof *(fields))

/* Of a record that was looked at so. */
const char *site_text(const json_t *o, const char *key);
int64_t site_number(const json_t *o, const char *key);
bool site_bool(const json_t *o, const char *key);
int64_t site_time(const json_t *o, const char *key);
struct strlist site_texts(struct arena *a, const json_t *o, const char *key);
/* An int; too large is wrong. */
int site_int(struct site_reading *r, const json_t *o, const char *key);
/* A number that somebody has, or nobody's. */
int64_t site_person(struct site_reading *r, const json_t *o, const char *key);
/* The number of its own, which a record is known by. */
int64_t site_id(struct site_reading *r, const json_t *o);
/* Which of n names it is. */
size_t site_choice(struct site_reading *r, const json_t *o, const char *key,
                   const char *(*name)(int i), size_t n);
/* Of instants that somebody worked at. */
void site_worked(struct site_reading *r, int64_t at);
void site_due_add(struct arena *a, struct site_dues *list, int64_t story, const char *headline,
                  int64_t at);

/* ---- The parts: each takes one record ------------------------------------------------------- */

bool site_settings(struct site_reading *r, const json_t *o);
bool site_person_take(struct site_reading *r, const json_t *o);
bool site_section_take(struct site_reading *r, const json_t *o);
bool site_byline_take(struct site_reading *r, const json_t *o);
bool site_tag_take(struct site_reading *r, const json_t *o);
bool site_merged_take(struct site_reading *r, const json_t *o);
bool site_merged_end(struct site_reading *r);
bool site_style_take(struct site_reading *r, const json_t *o);
bool site_redirect_take(struct site_reading *r, const json_t *o);
bool site_front_keep(struct site_reading *r, const json_t *o);
bool site_front_end(struct site_reading *r);
bool site_report_take(struct site_reading *r, const json_t *o);

bool site_medium_take(struct site_reading *r, const json_t *o);
bool site_media_end(struct site_reading *r);
/* Looks at each file, and copies those that lie elsewhere unless it is a trial. */
bool site_media_files(struct site_reading *r);
/* Takes away what was copied, for nothing has come. */
void site_media_undo(struct site_reading *r);

/* What was said of a story, and what somebody would change in it. */
bool site_story_said(struct site_reading *r, const json_t *o, int64_t story);
/* What was said of a picture before, and who brought it besides. */
bool site_medium_said(struct site_reading *r, const json_t *o, int64_t media);
bool site_assignment_take(struct site_reading *r, const json_t *o);
bool site_log_take(struct site_reading *r, const json_t *o);

/* The row, and then all else of it. */
bool site_story_take(struct site_reading *r, const json_t *o);
bool site_story_texts(struct site_reading *r, const json_t *o);

#endif
