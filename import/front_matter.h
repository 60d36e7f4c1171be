/* front_matter.h: the front matter of a Markdown file (docs/import.md). */
#ifndef DATELINE_FRONT_MATTER_H
#define DATELINE_FRONT_MATTER_H

#include "db/story.h"
#include "front_value.h"
#include "note.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* A correction as a file has it: its date is text still, for the site's zone decides. */
struct front_matter_correction {
    const char *date, *wrong, *right;
};

/* A publication of a story that dateline export wrote. */
struct front_matter_event {
    enum edit_kind kind;
    const char *date;    /* what readers are told: of an update, of a correction */
    const char *live;    /* from when on; "": from date on */
    const char *updated; /* the Updated that came with it; "none"; "": as before */
    const char *note, *wrong, *right;
};

/* Strings are never NULL; "" when the file does not say. All in the arena of front_matter_parse. */
struct front_matter {
    const char *title, *slug, *section, *lang;
    const char *dek;     /* the first of dek, deck, summary, description, … */
    const char *summary; /* of summary, description, …; for a file that has no other text */
    const char *date, *updated, *update_note;
    const char *not_before; /* Hugo's publishDate, beside a date */
    const char *expires;    /* and its expiryDate */
    struct strlist authors, tags, takeaways, aliases;
    struct sources sources;
    const char *hero_file, *hero_uid, *hero_alt, *hero_caption, *hero_credit;
    enum story_kind kind;
    struct review review;
    enum story_ai ai;
    const char *ai_note, *fact_checked_by;
    enum story_genre genre;
    const char *place_line, *how_reported; /* the latter with its line ends */
    struct front_matter_correction *corrections;
    size_t n_corrections;
    const char *withdrawn_date, *withdrawn_reason;
    bool lead;

    /* front_own.c: of a file that dateline export wrote. */
    bool own;            /* it is one: text and addresses are taken letter by letter */
    const char *address; /* the story's very path */
    bool in_review;
    struct front_matter_event *history;
    size_t n_history;

    const char *held;       /* why readers must not see it, "it says draft: true"; NULL: they may */
    struct strlist ignored; /* keys that mean nothing to us */
    struct notes notes;     /* what was odd */

    const char *body; /* what follows the front matter, line ends as LF */
};

/* The front matter alone, as JSON values, and the text behind it. */
struct front_block {
    json_t *map; /* an object, maybe empty. Owned by the caller: json_decref */
    const char *body;
    const char *doubt; /* why the map may be wrong: what it says of readers is then no word to rely
                          on. NULL: it is well read */
};
/* Reads n bytes: YAML ("---"), TOML ("+++") or JSON ("{"); without any, all is text. False: they are
 * no text, *why says why. */
bool front_matter_split(struct arena *a, const char *text, size_t n, struct notes *notes,
                        struct front_block *out, const char **why);

/* Splits and reads n bytes of a file. What is odd is in out->notes. names may be NULL. False: *why
 * says why it cannot be a story, in words. */
bool front_matter_parse(struct arena *a, const char *text, size_t n,
                        const struct front_names *names, struct front_matter *out,
                        const char **why);
/* front_gate.c: why readers must not see the story, as its file has it: "draft", "published",
 * "visibility" and their like. NULL: they may. An odd value counts as hiding it, and is noted. */
const char *front_matter_gate(struct front_values *w);

/* front_own.c: whether "format: dateline 1" says that dateline export wrote the file; then what only
 * such files have. */
bool front_matter_is_own(struct front_values *w);
void front_matter_read_own(struct front_values *w, struct front_matter *f);
/* Its text, without the blank line before it and the line end behind it. */
const char *front_matter_own_body(struct arena *a, const char *body);

#endif
