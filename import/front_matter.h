/* front_matter.h: the front matter of a Markdown file (docs/import.md). */
#ifndef DATELINE_FRONT_MATTER_H
#define DATELINE_FRONT_MATTER_H

#include "db/story.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* A correction as a file has it: its date is text still, for the site's zone decides. */
struct front_matter_correction {
    const char *date, *wrong, *right;
};

/* Strings are never NULL; "" when the file does not say. All in the arena of front_matter_parse. */
struct front_matter {
    const char *title, *slug, *section, *lang;
    const char *dek;     /* the first of dek, deck, summary, description */
    const char *summary; /* of summary, description; for a file that has no other text */
    const char *date, *updated, *update_note;
    struct strlist authors, tags, takeaways, aliases;
    struct sources sources;
    const char *hero_file, *hero_uid, *hero_alt, *hero_caption, *hero_credit;
    enum story_kind kind;
    struct review review;
    enum story_ai ai;
    const char *ai_note, *fact_checked_by;
    struct front_matter_correction *corrections;
    size_t n_corrections;
    const char *withdrawn_date, *withdrawn_reason;
    bool lead, draft;
    struct strlist ignored; /* keys that mean nothing to us */

    const char *body; /* what follows the front matter, line ends as LF */
};

/* The front matter alone, as JSON values, and the text behind it. NULL: *why says why there is
 * none. Owned by the caller: json_decref. */
json_t *front_matter_map(struct arena *a, const char *text, size_t n, const char **body,
                         const char **why);
/* Splits and reads n bytes of a file. False: *why says why it cannot be a story, in words. */
bool front_matter_parse(struct arena *a, const char *text, size_t n, struct front_matter *out,
                        const char **why);

#endif
