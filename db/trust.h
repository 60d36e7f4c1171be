/* trust.h: what readers are told of how a paper works, and what of that is missing.
 *
 * The Trust Project's eight indicators (thetrustproject.org), as far as a paper can show them with pages,
 * settings, profiles and the fields of a story; schema.org's properties are theirs. */
#ifndef DATELINE_TRUST_H
#define DATELINE_TRUST_H

#include "lib/arena.h"
#include "store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TRUST_STORIES 20 /* the newest ones are looked at */

/* A page by which a paper says how it works, at a path that it is known by, and schema.org's name for it; the
 * first one of a property counts. Ended by a path that is NULL. */
struct trust_policy {
    const char *path, *property;
};
extern const struct trust_policy trust_policies[];
/* Always there: the list of corrections, which stands for a page that says the policy. */
#define TRUST_CORRECTIONS "/corrections"

enum trust_indicator {
    TRUST_STANDARDS, /* best practices */
    TRUST_EXPERTISE, /* of whoever wrote it */
    TRUST_REFERENCES,
    TRUST_METHODS,
    TRUST_LABELS, /* what sort of work it is */
    TRUST_LOCAL,
    TRUST_VOICES,
    TRUST_FEEDBACK,
    TRUST_INDICATOR_MAX
};
/* "standards", …, for programs. */
const char *trust_indicator_name(enum trust_indicator i);

/* Of the paper, then of an author, then of a story. */
enum trust_what {
    TRUST_PRINCIPLES,
    TRUST_ETHICS,
    TRUST_CORRECTIONS_POLICY,
    TRUST_VERIFICATION,
    TRUST_OWNERSHIP,
    TRUST_MASTHEAD,
    TRUST_MISSION,
    TRUST_DIVERSITY,
    TRUST_UNNAMED,
    TRUST_FEEDBACK_POLICY,
    TRUST_CONTACT,
    TRUST_BIOGRAPHY,
    TRUST_BEATS,
    TRUST_AUTHOR_CONTACT,
    TRUST_AUTHOR_PLACE,
    TRUST_BYLINE,
    TRUST_SOURCES,
    TRUST_CHECKED,
    TRUST_AI,
    TRUST_HOW,   /* it was reported */
    TRUST_GENRE, /* of a story in a section, or with a tag, of opinion and its like */
    TRUST_WHAT_MAX
};
const char *trust_what_name(enum trust_what w); /* "principles", … */
enum trust_indicator trust_indicator_of(enum trust_what w);

/* One thing that is there or is missing. */
struct trust_item {
    enum trust_what what;
    bool there;
    const char *path;     /* of the paper: the page that is, or would be; "" for none */
    int64_t story;        /* of a story, else 0 */
    const char *headline; /* the story's */
    const char *author;   /* the slug of an author, else "" */
    const char *name;     /* the author's */
};
struct trust_items {
    struct trust_item *v;
    size_t n;
};
/* All that the paper has or lacks; of the authors of its TRUST_STORIES newest live stories, and of those stories,
 * what they lack. *stories: so many were looked at. */
enum store_status trust_list(struct store *s, struct arena *a, int64_t now, struct trust_items *out,
                             size_t *stories) __attribute__((warn_unused_result));
/* Where the desk mends it, with the field's id behind a "#". In the arena. */
const char *trust_mend(struct arena *a, const struct trust_item *item);

#endif
