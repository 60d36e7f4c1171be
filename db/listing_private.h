/* listing_private.h: SQL that the walks through the lists of readers have in common. */
#ifndef DATELINE_LISTING_PRIVATE_H
#define DATELINE_LISTING_PRIVATE_H

#include "story_private.h"

/* Rows of a list (?2) and its key (?3) whose revision is the live one at ?1. */
#define SQL_FROM_LIVE_LISTING                                                                      \
    " FROM listing l" SQL_JOIN "story s ON s.id = l.story_id"                                      \
    " WHERE l.list = ?2 AND l.key_id = ?3 AND s.withdrawn_at IS NULL"                              \
    " AND l.number = " SQL_LIVE_NUMBER("l.story_id")

#endif
