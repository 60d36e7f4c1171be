/* suggest.h: what a hand at the desk may mean by the letters that it has typed so far: a story to link to, a
 * name, a source that was used before.
 *
 * Asked at each pause in typing, so each kind looks at a bounded number of rows, whatever the site has: what
 * is found by an index, and of what has none the newest SUGGEST_LOOKED. An author is shown what readers may
 * know of and what is in stories of their own, and nothing else (ACT_OTHERS). */
#ifndef DATELINE_SUGGEST_H
#define DATELINE_SUGGEST_H

#include "story.h"

#define SUGGEST_MAX 8
#define SUGGEST_LOOKED 200
#define SUGGEST_NAMES_LOOKED 2000
#define SUGGEST_TYPED_MAX 100 /* code points; of more than that nothing is suggested */

enum suggest_kind { SUGGEST_STORY, SUGGEST_BYLINE, SUGGEST_TAG, SUGGEST_SOURCE, SUGGEST_KIND_MAX };
/* "story", "byline", "tag", "source"; …_MAX when unknown. */
enum suggest_kind suggest_kind_find(const char *name);

struct suggestion_shown {
    const char *title; /* headline, name or a source's title */
    const char *slug;  /* of a name; NULL: it is none */
    const char *url; /* of a story its path, "" while it has none; of a source its address, or "" */
    enum story_state state; /* of a story */
    enum story_kind kind;   /* of a story */
    int64_t at;             /* of a story that is or was out, or waits: when; else 0 */
};
struct suggestions_shown {
    struct suggestion_shown v[SUGGEST_MAX];
    size_t n;
};

/* Those that begin as what was typed, or have a word that does; stories that readers see by search, those
 * that they do not see yet before them. Nothing typed: nothing. */
enum store_status suggest(struct store *s, struct arena *a, enum suggest_kind k,
                          const struct actor *by, const char *typed, int64_t now,
                          struct suggestions_shown *out) __attribute__((warn_unused_result));

#endif
