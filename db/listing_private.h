/* listing_private.h: SQL that the walks through the lists of readers have in common. */
#ifndef DATELINE_LISTING_PRIVATE_H
#define DATELINE_LISTING_PRIVATE_H

#include "card_private.h"

/* Rows of a list (?2) and its key (?3) whose revision is the live one at ?1. */
/* clang-format off */
#define SQL_FROM_LIVE_LISTING \
    " FROM listing l" SQL_JOIN_CARD("l.story_id") \
    " WHERE l.list = ?2 AND l.key_id = ?3" \
    " AND l.number = " SQL_CARD_NUMBER("l.story_id")
/* clang-format on */

#endif
