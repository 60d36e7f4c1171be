/* redirect_rule.h: addresses that editors lead elsewhere by hand, and those that readers ask for in vain.
 *
 * A rule is asked for only where nothing else is: it can shadow no page. Addresses that stories, sections
 * and names had once are led on by themselves (story_path.c, group_merge.c). */
#ifndef DATELINE_REDIRECT_RULE_H
#define DATELINE_REDIRECT_RULE_H

#include "actor.h"
#include "lib/arena.h"
#include "lib/problem.h"
#include "store.h"

#define REDIRECT_RULES_MAX 1000 /* shown at once */
#define MISSED_KEPT 500         /* addresses that are counted */
#define MISSED_LENGTH 160       /* bytes of one */

struct redirect_rule {
    const char *path;   /* "/old/address", without a slash at its end, a query or a fragment */
    const char *target; /* "/path?query#fragment" of this site, or an http(s) address: ASCII */
    int64_t created_at;
    const char *created_by; /* a name; "" for the command line */
};
struct redirect_rules {
    struct redirect_rule *v;
    size_t n;
};
/* In the order of their paths, at most REDIRECT_RULES_MAX. */
enum store_status redirect_rule_list(struct store *s, struct arena *a, struct redirect_rules *out)
    __attribute__((warn_unused_result));
/* Where the rule of a path leads, which may have a rule itself. STORE_MISSING: no rule has it. */
enum store_status redirect_rule_find(struct store *s, struct arena *a, const char *path,
                                     const char **target) __attribute__((warn_unused_result));
/* Cleans both. STORE_REFUSED: no address, one of the desk, one that is something already, or a loop, or a
 * chain of more than ten.
 * STORE_EXISTS: there is a rule for that path; it is not replaced. */
enum store_status redirect_rule_add(struct store *s, struct arena *a, const char *path,
                                    const char *target, const struct actor *by, int64_t now,
                                    struct problems *why) __attribute__((warn_unused_result));
/* The rule that leads where it was shown to lead (target; NULL: wherever). STORE_MISSING: no rule has that path.
 * STORE_CONFLICT fills why: it leads elsewhere by now. */
enum store_status redirect_rule_remove(struct store *s, struct arena *a, const char *path,
                                       const char *target, const struct actor *by, int64_t now,
                                       struct problems *why) __attribute__((warn_unused_result));

struct missed_path {
    const char *path;
    int64_t n;            /* how often it was asked for */
    const char *last_day; /* "2026-01-08", in UTC */
};
struct missed_paths {
    struct missed_path *v;
    size_t n;
};
/* Whether an address may be counted: none of the desk, and nothing that may be about somebody (a mail
 * address, a long number, a token) or is a probe of a machine. */
bool missed_may_count(const char *path);
/* Adds to the counts; of more than MISSED_KEPT addresses the rarest are forgotten. No work of anybody's:
 * neither ready pages nor the audit log know of it. */
enum store_status missed_add(struct store *s, const struct missed_path *v, size_t n, int64_t now)
    __attribute__((warn_unused_result));
/* The most wanted first. */
enum store_status missed_list(struct store *s, struct arena *a, size_t limit,
                              struct missed_paths *out) __attribute__((warn_unused_result));
/* Forgets those, as often as they were shown: what was asked for since stays. NULL: all that there are. */
enum store_status missed_forget(struct store *s, const struct missed_paths *shown,
                                const struct actor *by, int64_t now)
    __attribute__((warn_unused_result));

#endif
