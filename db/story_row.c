/* story_row.c: a story's row, a revision's row. */
#include "driver.h"
#include "group_private.h"
#include "lib/json.h"
#include "lib/language.h"
#include "story_private.h"

enum { STORY, HEAD, META, SEEN, REVISION, BYLINES, TAGS, STORY_ROW_SQL_MAX };

/* One clause a line. */
/* clang-format off */
static const char *const sql[STORY_ROW_SQL_MAX] = {
    [STORY] =
        "SELECT " SQL_STORY_COLUMNS
        " FROM story s WHERE s.id = ?2",
    [HEAD] =
        "SELECT s.slug_auto, s.import_hash, s.import_number, r.hash FROM story s"
        " JOIN revision r ON r.story_id = s.id AND r.number = s.head_number WHERE s.id = ?1",
    [META] =
        "SELECT r.hash, r.prev_hash, r.text_hash, r.saved_at, r.saved_by, u.name,"
        " coalesce(r.parent, r.number - 1)"
        " FROM revision r LEFT JOIN user u ON u.id = r.saved_by"
        " WHERE r.story_id = ?1 AND r.number = ?2",
    [SEEN] =
        "SELECT 1 FROM publication"
        " WHERE story_id = ?1 AND number = ?2 AND live_from <= ?3 LIMIT 1",
    [REVISION] =
        "SELECT r.id, r.number, r.saved_at, r.saved_by, u.name, r.words, r.headline,"
        " r.dek, r.lang, r.hero_id, r.hero_alt, r.hero_caption, r.hero_credit,"
        " r.product, r.rating, r.verdict, r.price, r.price_checked_on, r.ai, r.ai_note,"
        " r.fact_checked_by, r.takeaways, r.sources, r.pros, r.cons, r.hash,"
        " r.text_hash, r.prev_hash, r.body_html, r.body, r.plain,"
        " g.id, g.slug, g.name, g.text, r.section_id, r.ai_unreviewed,"
        " r.genre, r.place_line, r.how_reported, r.how_html"
        " FROM revision r"
        " LEFT JOIN user u ON u.id = r.saved_by"
        SQL_SECTION_OF("r")
        " WHERE r.story_id = ?1 AND r.number = ?2",
    [BYLINES] =
        "SELECT g.id, g.slug, g.name, g.text, x.byline_id FROM revision_byline x" SQL_JOIN
        "byline q ON q.id = x.byline_id" SQL_JOIN "byline g ON g.id = coalesce(q.stands_for, q.id)"
        " WHERE x.revision_id = ?1"
        " ORDER BY x.position",
    [TAGS] =
        "SELECT g.id, g.slug, g.name, g.text, x.tag_id FROM revision_tag x" SQL_JOIN
        "tag q ON q.id = x.tag_id" SQL_JOIN "tag g ON g.id = coalesce(q.stands_for, q.id)"
        " WHERE x.revision_id = ?1"
        " ORDER BY x.position",
};
/* clang-format on */
const struct statements story_row_statements = {SET_STORY_ROW, sql, STORY_ROW_SQL_MAX};

/* "Live" is asked of the clock by the columns' subqueries; what is left is their order. */
static enum story_state story_state_of(const struct story *st, bool in_review)
{
    if (st->withdrawn_at != 0)
        return STORY_WITHDRAWN;
    if (st->binned_at != 0)
        return STORY_BINNED;
    if (st->live != 0)
        return STORY_LIVE;
    if (st->staged != 0)
        return STORY_SCHEDULED;
    return in_review ? STORY_IN_REVIEW : STORY_DRAFT;
}

void story_read_columns(struct arena *a, struct statement *q, struct story *out)
{
    *out = (struct story){
        .id = db_int(q, 0),
        .kind = (enum story_kind)db_int(q, 1),
        .slug = db_text(a, q, 2),
        .path = db_text(a, q, 3),
        .created_at = db_int(q, 4),
        .published_at = db_int(q, 5),
        .edited_at = db_int(q, 6),
        .withdrawn_at = db_int(q, 8),
        .withdrawn_reason = db_text(a, q, 9),
        .head = (int)db_int(q, 10),
        .created_by = db_int(q, 11),
        .live = (int)db_int(q, 12),
        .updated_at = db_int(q, 13),
        .staged = (int)db_int(q, 14),
        .staged_at = db_int(q, 15),
        .draft = (int)db_int(q, 16),
        .draft_follows = (int)db_int(q, 17),
        .binned_at = db_int(q, 18),
        .live_from = db_int(q, 19),
        .writers = db_text(a, q, 20),
        .returned = db_int(q, 21) != 0,
    };
    out->state = story_state_of(out, db_int(q, 7) != 0);
}

enum store_status story_row(struct store *s, struct arena *a, int64_t id, int64_t now,
                            struct story *out)
{
    struct statement *q = db_stmt(s, &story_row_statements, STORY);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, id);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        story_read_columns(a, q, out);
    db_reset(q);
    return st;
}

enum store_status story_allows(struct store *s, struct arena *a, int64_t id, enum act act,
                               const struct actor *by, int64_t now, struct problems *why)
{
    struct story story;
    enum store_status st = story_row(s, a, id, now, &story);
    const char *refusal = NULL;
    if (st != STORE_OK)
        return st;
    if (!permission_may(by, act, &story))
        refusal = permission_refusal(by, act, &story);
    else if (story.state == STORY_BINNED)
        refusal = WORD("The story is in the bin. Take it out first.");
    if (!refusal)
        return STORE_OK;
    problem_say(why, "", refusal, NULL);
    return STORE_REFUSED;
}

static bool story_clock_went_back(int64_t last, int64_t now)
{
    return last - now <= STORY_BACK_MAX_MS || now < STORY_EARLIEST_MS;
}

/* What readers have seen was published, whatever the clock says since: to take it for scheduled would
 * give it another Published and drop its Updated. */
static bool story_was_public(const struct story *then)
{
    return then->state == STORY_LIVE || then->state == STORY_WITHDRAWN;
}

enum store_status story_row_to_write(struct store *s, struct arena *a, int64_t id, int64_t *now,
                                     struct story *out)
{
    enum store_status st = story_row(s, a, id, *now, out);
    int64_t last = out->edited_at;
    if (st != STORE_OK || last <= *now)
        return st;
    bool waited = last - *now <= STORY_WAITED_MAX_MS;
    if (!waited && !story_clock_went_back(last, *now))
        return st;
    struct story then;
    st = story_row(s, a, id, last, &then);
    if (st != STORE_OK || !(waited || story_was_public(&then)))
        return st;
    *now = last;
    *out = then;
    return st;
}

enum store_status story_head(struct store *s, struct arena *a, int64_t id, struct story_head *out)
{
    struct statement *q = db_stmt(s, &story_row_statements, HEAD);
    db_bind_int(q, 1, id);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK) {
        *out = (struct story_head){
            .slug_auto = db_int(q, 0) != 0,
            .import_hash = db_text(a, q, 1),
            .import_number = (int)db_int(q, 2),
            .hash = db_text(a, q, 3),
        };
    }
    db_reset(q);
    return st;
}

enum store_status revision_meta(struct store *s, struct arena *a, int64_t story_id, int number,
                                struct revision_meta *out)
{
    *out =
        (struct revision_meta){.hash = "", .prev_hash = "", .text_hash = "", .saved_by_name = ""};
    if (number == 0)
        return STORE_OK;
    struct statement *q = db_stmt(s, &story_row_statements, META);
    db_bind_int(q, 1, story_id);
    db_bind_int(q, 2, number);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = (struct revision_meta){
            .number = number,
            .hash = db_text(a, q, 0),
            .prev_hash = db_text(a, q, 1),
            .text_hash = db_text(a, q, 2),
            .saved_at = db_int(q, 3),
            .saved_by = db_int(q, 4),
            .saved_by_name = db_text(a, q, 5),
            .parent = (int)db_int(q, 6),
        };
    db_reset(q);
    return st;
}

static enum store_status revision_seen(struct store *s, int64_t story_id, int number, int64_t now)
{
    struct statement *q = db_stmt(s, &story_row_statements, SEEN);
    db_bind_int(q, 1, story_id);
    db_bind_int(q, 2, number);
    db_bind_int(q, 3, now);
    enum store_status st = db_row(s, q);
    db_reset(q);
    return st;
}

/* Back from parent to parent, until readers have seen it. A parent is always the lower number. */
enum store_status revision_others(struct store *s, struct arena *a, int64_t story_id, int number,
                                  int64_t user, int64_t now, bool *out)
{
    *out = false;
    while (number > 0 && !*out) {
        enum store_status st = revision_seen(s, story_id, number, now);
        if (st != STORE_MISSING)
            return st;
        struct revision_meta r;
        st = revision_meta(s, a, story_id, number, &r);
        if (st != STORE_OK)
            return st == STORE_MISSING ? STORE_OK : st;
        *out = r.saved_by != user;
        number = r.parent < number ? r.parent : 0;
    }
    return STORE_OK;
}

enum store_status revision_origin(struct store *s, struct arena *a, int64_t story_id,
                                  const struct revision_origins *of, int64_t now, int *out)
{
    struct revision_meta r;
    bool others = false;
    *out = of->shown;
    if (of->restored <= 0)
        return STORE_OK;
    enum store_status st = revision_meta(s, a, story_id, of->restored, &r);
    if (st == STORE_OK)
        st = revision_others(s, a, story_id, of->shown, of->user, now, &others);
    if (st == STORE_OK && !others)
        *out = of->restored;
    return st == STORE_MISSING ? STORE_OK : st;
}

/* 0: the revision names the one that it shows. */
static int64_t group_said(int64_t shown, int64_t said)
{
    return shown == said ? 0 : said;
}

static struct story_text revision_read_text(struct arena *a, struct statement *q)
{
    return (struct story_text){
        .headline = db_text(a, q, 6),
        .dek = db_text(a, q, 7),
        .lang = db_text(a, q, 8),
        .hero_id = db_int(q, 9),
        .hero_alt = db_text(a, q, 10),
        .hero_caption = db_text(a, q, 11),
        .hero_credit = db_text(a, q, 12),
        .review = {.product = db_text(a, q, 13),
                   .rating = (int)db_int(q, 14),
                   .verdict = db_text(a, q, 15),
                   .price = db_text(a, q, 16),
                   .price_checked_on = db_text(a, q, 17),
                   .pros = json_to_strlist(a, db_text(a, q, 23)),
                   .cons = json_to_strlist(a, db_text(a, q, 24))},
        .ai = (enum story_ai)(db_int(q, 18) + db_int(q, 36)),
        .ai_note = db_text(a, q, 19),
        .fact_checked_by = db_text(a, q, 20),
        .takeaways = json_to_strlist(a, db_text(a, q, 21)),
        .sources = sources_from_json(a, db_text(a, q, 22)),
        .genre = (enum story_genre)db_int(q, 37),
        .place_line = db_text(a, q, 38),
        .how_reported = db_text(a, q, 39),
        .body = db_text(a, q, 29),
        .section = {.id = db_int(q, 31),
                    .slug = db_text(a, q, 32),
                    .name = db_text(a, q, 33),
                    .text = db_text(a, q, 34),
                    .said = group_said(db_int(q, 31), db_int(q, 35))},
    };
}

/* Two that stand for one are shown once; all: for the hash they are two. */
static enum store_status revision_read_groups(struct store *s, struct arena *a, int which,
                                              int64_t revision_id, bool all, struct groups *out)
{
    *out = (struct groups){0};
    struct statement *q = db_stmt(s, &story_row_statements, which);
    db_bind_int(q, 1, revision_id);
    size_t capacity = 0;
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        int64_t id = db_int(q, 0);
        if (!all && groups_have(out, id))
            continue;
        out->v = arena_grow(a, out->v, out->n, &capacity, sizeof *out->v);
        out->v[out->n++] = (struct group){.id = id,
                                          .slug = db_text(a, q, 1),
                                          .name = db_text(a, q, 2),
                                          .text = db_text(a, q, 3),
                                          .said = group_said(id, db_int(q, 4))};
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status revision_bylines(struct store *s, struct arena *a, int64_t revision_id,
                                   struct groups *out)
{
    return revision_read_groups(s, a, BYLINES, revision_id, false, out);
}

enum store_status revision_load(struct store *s, struct arena *a, int64_t story_id, int number,
                                struct revision *out, struct revision_hashes *hashes)
{
    struct statement *q = db_stmt(s, &story_row_statements, REVISION);
    db_bind_int(q, 1, story_id);
    db_bind_int(q, 2, number);
    enum store_status st = db_row(s, q);
    if (st != STORE_OK)
        return st;
    *out = (struct revision){
        .id = db_int(q, 0),
        .number = (int)db_int(q, 1),
        .saved_at = db_int(q, 2),
        .saved_by = db_int(q, 3),
        .saved_by_name = db_text(a, q, 4),
        .words = (int)db_int(q, 5),
        .text = revision_read_text(a, q),
        .hash = db_text(a, q, 25),
        .body_html = db_text(a, q, 28),
        .plain = db_text(a, q, 30),
        .how_html = db_text(a, q, 40),
    };
    if (hashes)
        *hashes = (struct revision_hashes){db_text(a, q, 26), db_text(a, q, 27)};
    db_reset(q);
    st = revision_read_groups(s, a, BYLINES, out->id, hashes != NULL, &out->text.bylines);
    if (st == STORE_OK)
        st = revision_read_groups(s, a, TAGS, out->id, hashes != NULL, &out->text.tags);
    return st;
}

struct story_text story_text_empty(void)
{
    const struct group none = {.slug = "", .name = "", .text = ""};
    return (struct story_text){
        .headline = "",
        .dek = "",
        .body = "",
        .lang = "",
        .section = none,
        .hero_alt = "",
        .hero_caption = "",
        .hero_credit = "",
        .review = {.product = "", .rating = -1, .verdict = "", .price = "", .price_checked_on = ""},
        .ai_note = "",
        .fact_checked_by = "",
        .place_line = "",
        .how_reported = "",
    };
}
