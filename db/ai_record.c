/* ai_record.c: see ai_record.h. */
#include "ai_record.h"

#include "driver.h"
#include "story_private.h"

enum { LIST, AI_RECORD_SQL_MAX };

static const char *const sql[AI_RECORD_SQL_MAX] = {
    [LIST] = "SELECT r.id, r.story_id, r.number, r.headline, r.ai + r.ai_unreviewed, r.ai_note,"
             " k.name, u.name, (SELECT x.name FROM review_step t" SQL_JOIN
             "user x ON x.id = t.user_id WHERE t.story_id = r.story_id AND t.kind = 5"
             " AND t.text_hash = r.text_hash ORDER BY t.id DESC LIMIT 1),"
             " r.fact_checked_by, p.live_from, coalesce(p.follows, 1)"
             " FROM revision r" SQL_JOIN "publication p ON p.id = (SELECT q.id FROM publication q"
             " WHERE q.story_id = r.story_id AND q.number = r.number ORDER BY q.live_from LIMIT 1)"
             " LEFT JOIN user k ON k.id = r.saved_by LEFT JOIN user u ON u.id = p.user_id"
             " WHERE r.ai >= 2 AND r.id < ?1 ORDER BY r.id DESC LIMIT ?2",
};
const struct statements ai_record_statements = {SET_AI_RECORD, sql, AI_RECORD_SQL_MAX};
_Static_assert(STORY_AI_ASSISTED == 2 && STORY_AI_GENERATED == 3 && STORY_AI_UNREVIEWED == 4,
               "numbers in LIST");

enum store_status ai_record_list(struct store *s, struct arena *a, int64_t before, size_t limit,
                                 struct ai_records *out)
{
    struct statement *q = db_stmt(s, &ai_record_statements, LIST);
    enum store_status st;
    *out = (struct ai_records){.v = arena_array(a, limit, sizeof *out->v)};
    db_bind_int(q, 1, before ? before : INT64_MAX);
    db_bind_int(q, 2, (int64_t)limit);
    while ((st = db_row(s, q)) == STORE_OK && out->n < limit)
        out->v[out->n++] = (struct ai_record){.revision_id = db_int(q, 0),
                                              .story_id = db_int(q, 1),
                                              .number = (int)db_int(q, 2),
                                              .headline = db_text(a, q, 3),
                                              .ai = (enum story_ai)db_int(q, 4),
                                              .note = db_text(a, q, 5),
                                              .saved_by = db_text(a, q, 6),
                                              .let_out_by = db_text(a, q, 7),
                                              .read_by = db_text(a, q, 8),
                                              .checked_by = db_text(a, q, 9),
                                              .live_from = db_int(q, 10),
                                              .from = (int)db_int(q, 11)};
    db_reset(q);
    st = st == STORE_MISSING ? STORE_OK : st;
    for (size_t i = 0; i < out->n && st == STORE_OK; i++) {
        struct ai_record *r = &out->v[i];
        if (r->from != r->number)
            st = story_words_between(s, a, r->story_id, r->from, r->number, &r->words);
    }
    return st;
}
