/* group.h: sections, tags and bylines: the three ways to group stories. */
#ifndef DATELINE_GROUP_H
#define DATELINE_GROUP_H

#include "actor.h"
#include "lib/problem.h"
#include "store.h"

#include <stddef.h>

enum group_kind { GROUP_SECTION, GROUP_TAG, GROUP_BYLINE, GROUP_KIND_MAX };
const char *group_kind_name(enum group_kind k); /* "section", "tag", "byline" */

/* A section, a tag or a byline. */
struct group {
    int64_t id;
    const char *slug; /* in the address: /{slug}/, /tag/{slug}/, /author/{slug}/ */
    const char *name;
    const char *text; /* a section's or a tag's description, a byline's biography */
    int64_t stories;  /* live ones; filled by group_list alone */
    bool hidden;      /* a section that is in no menu; filled by group_list and group_find */
    int64_t said; /* of a revision: the id that it names, where that one stands for this; else 0 */
};

struct groups {
    struct group *v;
    size_t n;
};

/* A byline or tag that is new with a save. */
struct new_name {
    enum group_kind kind;
    const char *name;
    const char *slug;   /* of what was made; NULL else */
    struct groups near; /* known ones that may be meant, nearest first; when asked for */
};
struct new_names {
    struct new_name *v;
    size_t n;
};
enum names_rule {
    NAMES_MAKE,     /* a name that is not known becomes known: imports */
    NAMES_ASK_NEAR, /* … unless it is near a known one and not among those that are meant */
    NAMES_ASK,      /* … only when it is among those that are meant */
};
/* Adds it, in the arena, unless it is there. */
void new_names_add(struct arena *a, struct new_names *list, const struct new_name *name);
/* Whether the name, by its letters, is in the list. */
bool new_names_have(struct arena *a, const struct new_names *list, enum group_kind k,
                    const char *name);

/* All of a kind that stand for themselves: sections by position, the others by name. with_counts fills
 * in stories, which takes long on a large site. */
enum store_status group_list(struct store *s, struct arena *a, enum group_kind k, bool with_counts,
                             int64_t now, struct groups *out) __attribute__((warn_unused_result));
/* Those that an actor may be shown at `now`: an author the sections, and the names that readers may know
 * of or that stories of their own have. */
enum store_status group_list_for(struct store *s, struct arena *a, enum group_kind k,
                                 const struct actor *by, int64_t now, struct groups *out)
    __attribute__((warn_unused_result));
/* By its slug; of one that stands for another, that other: its slug differs from the one asked for. */
enum store_status group_find(struct store *s, struct arena *a, enum group_kind k, const char *slug,
                             struct group *out) __attribute__((warn_unused_result));
/* The one whose name has these letters (name_key in lib/name.h), or that such a one stands for; of
 * more, the one that is written the same. */
enum store_status group_find_name(struct store *s, struct arena *a, enum group_kind k,
                                  const char *name, struct group *out)
    __attribute__((warn_unused_result));
/* Known ones that a hand may have meant by a name that is not known: another accent, other order of
 * words, a slip. At most GROUP_NEAR_MAX, nearest first. Reads all of the kind. */
#define GROUP_NEAR_MAX 3
enum store_status group_near(struct store *s, struct arena *a, enum group_kind k, const char *name,
                             const struct actor *by, int64_t now, struct groups *out)
    __attribute__((warn_unused_result));
/* Makes it or changes name and text; found by slug, or by its name's letters when slug is NULL or
 * "": a new one then gets an address that is free ("-2", "-3", …). Of g: slug, name and text, each of
 * which may be NULL. A section's slug may not be a reserved word ("admin", "tag", "author", "search",
 * "static", "media", "corrections", a year, …) nor a page's. user 0: the command line; id may be NULL. */
enum store_status group_put(struct store *s, enum group_kind k, const struct group *g, int64_t user,
                            int64_t now, int64_t *id, struct problems *why)
    __attribute__((warn_unused_result));
/* A section by what a file says of it: a slug, a name, or both. A new one is made, with a number in
 * its address when another section has that; out's slug is the one it has. "" and NULL: none. */
enum store_status group_ensure_section(struct store *s, struct arena *a, const struct group *in,
                                       int64_t now, struct group *out, struct problems *why)
    __attribute__((warn_unused_result));
/* A new one, the last in the menu; of g: name, text, and the slug or NULL. Refused when another has its name or
 * slug: readers would see two that look alike. A form's second arrival is STORE_OK. */
enum store_status section_add(struct store *s, const struct group *g, const struct actor *by,
                              int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
/* One place up or down in the menu, past the one that was shown there (NULL: whichever it is); at its end nothing
 * changes. STORE_MISSING: there is no such one. STORE_CONFLICT: another one is there by now. */
enum store_status section_move(struct store *s, const char *slug, bool up, const char *past,
                               const struct actor *by, int64_t now)
    __attribute__((warn_unused_result));
/* In no menu and no band of the front page; its page, its feed and its stories stay. */
enum store_status section_hide(struct store *s, const char *slug, bool hide, const struct actor *by,
                               int64_t now) __attribute__((warn_unused_result));
/* For each id that a revision may name, as `said`, the section that it stands for; text is "". */
enum store_status section_standing(struct store *s, struct arena *a, struct groups *out)
    __attribute__((warn_unused_result));
/* Those sections in that order, the others behind them. */
enum store_status section_arrange(struct store *s, const struct strlist *slugs, int64_t now)
    __attribute__((warn_unused_result));
/* Takes one away in which no text was ever filed; any other is merged into one that stays
 * (group_merge). STORE_REFUSED: it has texts, or it is the last. STORE_MISSING: there is no such one. */
enum store_status section_delete(struct store *s, const char *slug, const struct actor *by,
                                 int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
/* ---- One that stands for another (group_merge.c) ----------------------------------------------------
 *
 * Revisions name groups by id, and their hashes are over these ids. So a merge changes no revision: the
 * row of the one that goes says whom it stands for, and whatever is read of a group follows that. */

/* The one with this slug stands for the other from now on: its name, its address and its stories are
 * the other's, and those that stand for it go along. A section leaves the menu so. STORE_MISSING: there
 * is no such one; STORE_REFUSED fills why. */
enum store_status group_merge(struct store *s, enum group_kind k, const char *slug,
                              const char *into, const struct actor *by, int64_t now,
                              struct problems *why) __attribute__((warn_unused_result));
/* It is itself again, with the stories whose revisions name it. STORE_MISSING: none with this slug
 * stands for another. */
enum store_status group_part(struct store *s, enum group_kind k, const char *slug,
                             const struct actor *by, int64_t now)
    __attribute__((warn_unused_result));
/* Those that were merged into this one itself, by name. */
enum store_status group_merged(struct store *s, struct arena *a, enum group_kind k, int64_t id,
                               struct groups *out) __attribute__((warn_unused_result));
/* All that were merged into another one, with its slug. */
struct group_merged_row {
    struct group group;
    const char *into;
};
struct group_merges {
    struct group_merged_row *v; /* by the id of the one that they stand for, then by their own */
    size_t n;
};
enum store_status group_merges(struct store *s, struct arena *a, enum group_kind k,
                               struct group_merges *out) __attribute__((warn_unused_result));
/* The id, and those of all that stand for it; at most GROUP_IDS_MAX. */
#define GROUP_IDS_MAX 100
struct group_ids {
    int64_t *v;
    size_t n;
};
enum store_status group_ids(struct store *s, struct arena *a, enum group_kind k, int64_t id,
                            struct group_ids *out) __attribute__((warn_unused_result));

/* Whether the first part of an address is ours: no section and no page may take it. */
bool group_slug_reserved(const char *slug);

#endif
