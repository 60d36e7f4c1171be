/* media_verify.c: whether what is said of pictures holds together: who has them, which stand for which. */
#include "media_private.h"

#include <inttypes.h>

enum {
    MISCOUNTED,
    HALF_REPLACED,
    ENDS_ELSEWHERE,
    CROPPED_OUTSIDE,
    NOT_NOTED_ABOVE,
    NOT_NOTED_WITHIN,
    MEDIA_VERIFY_SQL_MAX
};

/* One clause a line. */
/* clang-format off */
static const char *const sql[MEDIA_VERIFY_SQL_MAX] = {
    [MISCOUNTED] =
        "SELECT m.id FROM media m WHERE m.uses <>"
        " (SELECT count(*) FROM media_use u WHERE u.media_id = m.id)"
        " + (SELECT count(*) FROM byline_profile y WHERE y.portrait_id = m.id)"
        " + (SELECT count(*) FROM media o WHERE o.replaced_by = m.id)",
    [HALF_REPLACED] =
        "SELECT m.id FROM media m LEFT JOIN media_replacement p ON p.media_id = m.id"
        " WHERE (m.replaced_by IS NULL) <> (p.media_id IS NULL)",
    /* One step is compared with the next; in a circle somebody's end is replaced. */
    [ENDS_ELSEWHERE] =
        "SELECT p.media_id FROM media_replacement p JOIN media m ON m.id = p.media_id"
        " LEFT JOIN media_replacement n ON n.media_id = m.replaced_by"
        " WHERE p.shows <> coalesce(n.shows, m.replaced_by)"
        " OR p.words_of <> coalesce(n.words_of, p.media_id)"
        " OR EXISTS (SELECT 1 FROM media_replacement x WHERE x.media_id = p.shows)",
    [CROPPED_OUTSIDE] =
        "SELECT id FROM media WHERE focus_x NOT BETWEEN 0 AND 100 OR focus_y NOT BETWEEN 0 AND 100",
    [NOT_NOTED_ABOVE] =
        "SELECT DISTINCT r.story_id FROM revision r WHERE r.hero_id IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM media_use u"
        "  WHERE u.media_id = r.hero_id AND u.story_id = r.story_id)",
    [NOT_NOTED_WITHIN] =
        "WITH RECURSIVE picture (story_id, rest) AS ("
        " SELECT story_id, substr(body_html, instr(body_html, 'src=\"/media/') + 12) FROM revision"
        " WHERE instr(body_html, 'src=\"/media/') > 0"
        " UNION ALL"
        " SELECT story_id, substr(rest, instr(rest, 'src=\"/media/') + 12) FROM picture"
        " WHERE instr(rest, 'src=\"/media/') > 0)"
        " SELECT DISTINCT picture.story_id FROM picture"
        " LEFT JOIN media m ON m.name = substr(rest, 9, 32)"
        " WHERE m.id IS NULL OR NOT EXISTS (SELECT 1 FROM media_use u"
        "  WHERE u.media_id = m.id AND u.story_id = picture.story_id)",
};
/* clang-format on */
const struct statements media_verify_statements = {SET_MEDIA_VERIFY, sql, MEDIA_VERIFY_SQL_MAX};

static const struct {
    int which;
    const char *what, *sentence;
} rules[] = {
    {MISCOUNTED, "Picture", "is used more or less often than its row says."},
    {HALF_REPLACED, "Picture", "is replaced by half: readers may get either."},
    {ENDS_ELSEWHERE, "Picture", "is replaced, and what stands for it is not the last one."},
    {CROPPED_OUTSIDE, "Picture", "has a point for crops that lies outside of it."},
    {NOT_NOTED_ABOVE, "Story", "has a picture above its text that does not know of it."},
    {NOT_NOTED_WITHIN, "Story",
     "has a picture in its text that is missing or does not know of it."},
};

enum store_status media_verify(struct store *s, struct arena *a, store_found_fn *found, void *ctx,
                               int64_t *checked)
{
    enum store_status st = STORE_OK;
    for (size_t i = 0; i < sizeof rules / sizeof *rules && st == STORE_OK; i++) {
        struct statement *q = db_stmt(s, &media_verify_statements, rules[i].which);
        while ((st = db_row(s, q)) == STORE_OK)
            found(ctx, arena_printf(a, "%s %" PRId64 " %s", rules[i].what, db_int(q, 0),
                                    rules[i].sentence));
        st = st == STORE_MISSING ? STORE_OK : st;
        ++*checked;
    }
    return st;
}
