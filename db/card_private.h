/* card_private.h: what lists show of a story, ready in one row.
 *
 * A row of `card` is derived, and true from the instant on that the story's publication is from until the
 * next one is. Triggers take it away when anything that it says changes, so that a story without one is
 * possible and a wrong one is not; who reads finds the same in the story's own rows then. What takes other
 * names by and by, its section, is no part of it. */
#ifndef DATELINE_CARD_PRIVATE_H
#define DATELINE_CARD_PRIVATE_H

#include "driver.h"
#include "story.h"

/* A query that gives cards selects SQL_CARD_COLUMNS of what SQL_JOIN_CARD joins, both with the same expression
 * for the story's id; ?1 is now. Where k.number is NULL there is none that is true now. */
/* clang-format off */
#define SQL_JOIN_CARD(story) \
    " LEFT JOIN card k ON k.story_id = " story " AND k.live_from <= ?1 AND k.until > ?1"
#define SQL_CARD_COLUMNS(story) \
    story ", k.number, k.live_from, k.published_at, k.updated_at, k.kind, k.corrected, k.rating," \
    " k.revision_id, k.section_id, k.hero_id, k.words, k.genre"
/* The revision of it that readers see at ?1. NULL: they see none. */
#define SQL_CARD_NUMBER(story) \
    "coalesce(k.number, (SELECT n.number FROM story s" SQL_JOIN "publication n ON n.story_id = s.id" \
    "  WHERE s.id = " story " AND s.withdrawn_at IS NULL AND n.live_from <= ?1" \
    "  ORDER BY n.live_from DESC, n.id DESC LIMIT 1))"
/* clang-format on */

/* Steps q, which may give one row more than limit: then there is more. */
enum store_status cards_collect(struct store *s, struct arena *a, struct statement *q, size_t limit,
                                int64_t now, struct cards *out) __attribute__((warn_unused_result));

/* Makes the story's row anew, of what readers see or will first see. Inside a transaction, last of what it
 * does to publications and to the story's row. */
enum store_status card_keep(struct store *s, int64_t story_id, int64_t now)
    __attribute__((warn_unused_result));

/* Compares every row with what it is derived from. *checked grows by their number. */
enum store_status cards_verify(struct store *s, store_found_fn *found, void *ctx, int64_t *checked)
    __attribute__((warn_unused_result));

#endif
