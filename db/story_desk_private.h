/* story_desk_private.h: which stories the editors' list has: story_desk_keys.c, and of words story_desk_words.c.
 *
 * A list is chosen by its keys first, in statements that read little of a story: by a walk down the index of
 * its order, or, where a filter leaves few, by those few, sorted. Rows are read of one page alone. */
#ifndef DATELINE_STORY_DESK_PRIVATE_H
#define DATELINE_STORY_DESK_PRIVATE_H

#include "driver.h"
#include "group_private.h"
#include "story_desk.h"
#include "story_private.h"

/* Of tags and bylines: those that stand for it count. */
#define SQL_NAMES(id, table)                                                                       \
    "(SELECT " id " UNION ALL SELECT id FROM " table " WHERE stands_for = " id ")"
/* ?1 now, ?2 state, ?3 kind, ?4 section, ?5 tag, ?6 creator, ?7 and ?8 before, ?10 of the bin, or of all but the
 * bin, ?11 byline, ?12 has, ?13 from: NULL asks for any. One clause a line. */
/* clang-format off */
#define SQL_DESK_KEPT(key) \
    " (" key ", s.id) < (?7, ?8) AND " key " >= ?13" \
    " AND s.head_number > 0" \
    " AND (s.binned_at IS NOT NULL) = ?10" \
    " AND (?3 IS NULL OR s.kind = ?3)" \
    " AND (?4 IS NULL OR s.head_section = ?4)" \
    " AND (?6 IS NULL OR s.created_by = ?6 OR EXISTS (SELECT 1 FROM story_writer w" \
    "  WHERE w.story_id = s.id AND w.user_id = ?6))" \
    " AND (?5 IS NULL OR EXISTS (SELECT 1 FROM story_name n" \
    "  WHERE n.kind = 1 AND n.story_id = s.id AND n.name_id IN " SQL_NAMES("?5", "tag") "))" \
    " AND (?11 IS NULL OR EXISTS (SELECT 1 FROM story_name n" \
    "  WHERE n.kind = 2 AND n.story_id = s.id AND n.name_id IN " SQL_NAMES("?11", "byline") "))" \
    " AND CASE WHEN ?12 IS NULL THEN 1" \
    "  WHEN ?12 = 1 THEN s.draft_number IS NOT NULL AND s.published_at IS NOT NULL" \
    "  WHEN ?12 = 2 THEN s.published_at <= ?1 AND s.withdrawn_at IS NULL AND EXISTS" \
    "   (SELECT 1 FROM publication p WHERE p.story_id = s.id AND p.live_from > ?1)" \
    "  ELSE s.in_review = 0 AND EXISTS" \
    "   (SELECT 1 FROM review v WHERE v.story_id = s.id AND v.returned = 1) END" \
    " AND (?2 IS NULL OR ?2 = CASE WHEN s.withdrawn_at IS NOT NULL THEN 4" \
    "  WHEN s.published_at IS NULL THEN s.in_review" \
    "  WHEN s.published_at > ?1 AND " SQL_LIVE_NUMBER("s.id") " IS NULL THEN 2" \
    "  ELSE 3 END)"
/* clang-format on */

struct desk_find {
    struct store *s;
    struct arena *a;
    const struct desk_filter *f;
    struct list_key before; /* {0, 0}: the start */
    int64_t now;
    size_t limit; /* of keys */
};
struct desk_keys {
    struct list_key *v; /* in the filter's order */
    size_t n;
    bool unsearched; /* as in struct desk_rows */
};
/* The first keys of the list, at most d->limit. */
enum store_status desk_keys_find(const struct desk_find *d, struct desk_keys *out)
    __attribute__((warn_unused_result));
/* The same of a filter with words. */
enum store_status desk_words_find(const struct desk_find *d, struct desk_keys *out)
    __attribute__((warn_unused_result));
/* Binds what SQL_DESK_KEPT asks for. */
void desk_bind(const struct desk_find *d, struct statement *q);

#endif
