/* style_rule.h: the paper's house style, kept: rules that texts at the desk are looked at with. */
#ifndef DATELINE_STYLE_RULE_H
#define DATELINE_STYLE_RULE_H

#include "actor.h"
#include "lib/house_style.h"
#include "lib/problem.h"
#include "store.h"
#include "story.h"

#define STYLE_RULES_MAX 500

/* All rules, by pattern. */
enum store_status style_rule_list(struct store *s, struct arena *a, struct style_rules *out)
    __attribute__((warn_unused_result));
/* STORE_REFUSED fills why (fields pattern, replacement, advice); STORE_EXISTS: there is one of that pattern. A form's
 * second arrival is STORE_OK with *id 0. */
enum store_status style_rule_add(struct store *s, const struct actor *by,
                                 const struct style_rule *rule, int64_t now, int64_t *id,
                                 struct problems *why) __attribute__((warn_unused_result));
/* The one of that number and pattern (NULL: whichever it has). STORE_MISSING: there is none. */
enum store_status style_rule_remove(struct store *s, const struct actor *by, int64_t id,
                                    const char *pattern, int64_t now)
    __attribute__((warn_unused_result));

/* A live story, as rules were tried on it. */
struct style_try {
    const char *path, *headline;
    struct style_hits hits; /* none: the rules are content with it */
};
/* Told of each live story, newest first; false: enough. What it is given lives until the next one. */
typedef bool style_try_fn(void *ctx, const struct style_try *looked);
/* *from: 0 at first, and then where to go on; 0 again when all were looked at. */
enum store_status style_rule_try(struct store *s, const struct style_rules *rules, int64_t now,
                                 int64_t *from, style_try_fn *fn, void *ctx)
    __attribute__((warn_unused_result));

/* What a text that is typed says against the rules, in headline, standfirst, text, takeaways and caption. */
struct style_hits style_rule_hits(struct arena *a, const struct style_rules *rules,
                                  const struct story_text *text);

#endif
