/* price_check.c: see price_check.h. */
#include "price_check.h"

#include "driver.h"
#include "form_record.h"
#include "refuse.h"
#include "setting.h"
#include "story_private.h"

#include "lib/language.h"
#include "lib/text.h"

#include <string.h>

#define DAY_MS INT64_C(86400000)

enum { LIST, COUNT, PRICE_CHECK_SQL_MAX };

/* Longest unchecked first: ?2 the list, checked before the day ?3. */
/* clang-format off */
#define FROM_STALE \
    " FROM listing l" SQL_JOIN "revision r ON r.story_id = l.story_id AND r.number = l.number" \
    " WHERE l.list = ?2 AND l.key_id < ?3 AND l.number = " SQL_LIVE_NUMBER("l.story_id")
/* clang-format on */

static const char *const sql[PRICE_CHECK_SQL_MAX] = {
    [LIST] = "SELECT l.story_id, r.headline, r.lang, r.price, r.price_checked_on,"
             " (SELECT u.name FROM revision f LEFT JOIN user u ON u.id = f.saved_by"
             "  WHERE f.story_id = r.story_id AND f.price = r.price"
             "  AND f.price_checked_on = r.price_checked_on ORDER BY f.number LIMIT 1),"
             " l.key_id, l.published_at" FROM_STALE
             " AND (l.key_id, l.published_at, l.story_id) > (?4, ?5, ?6)"
             " ORDER BY l.key_id, l.published_at, l.story_id LIMIT ?7",
    [COUNT] = "SELECT l.story_id" FROM_STALE " LIMIT ?4",
};
const struct statements price_check_statements = {SET_PRICE_CHECK, sql, PRICE_CHECK_SQL_MAX};

/* ---- Which --------------------------------------------------------------------------------------- */

/* The day so many days before today, in the site's zone. */
static enum store_status price_day(struct store *s, int64_t days, int64_t now,
                                   struct dateline_civil *out)
{
    struct calendar *calendar = store_calendar(s);
    if (!calendar)
        return db_broken(s, "the site's zone or locale is unknown");
    dateline_civil(calendar, now, out);
    /* From noon, which stays on its day when clocks are changed in between. */
    int64_t noon = dateline_day_start(calendar, out->year, out->month, out->day) + DAY_MS / 2;
    dateline_civil(calendar, noon - days * DAY_MS, out);
    return STORE_OK;
}

/* *q: NULL: no price is ever asked for. */
static enum store_status price_stmt(struct store *s, int which, int64_t now, struct statement **q)
{
    int64_t days;
    struct dateline_civil day;
    enum store_status st = setting_number(s, SETTING_PRICE_CHECK_DAYS, &days);
    *q = NULL;
    if (st == STORE_OK && days)
        st = price_day(s, days, now, &day);
    if (st != STORE_OK || !days)
        return st;
    *q = db_stmt(s, &price_check_statements, which);
    db_bind_int(*q, 1, now);
    db_bind_int(*q, 2, LISTING_PRICES);
    db_bind_int(*q, 3, ((int64_t)day.year * 100 + day.month) * 100 + day.day);
    return STORE_OK;
}

enum store_status price_check_list(struct store *s, struct arena *a, struct price_key after,
                                   size_t limit, int64_t now, struct price_rows *out)
{
    struct statement *q;
    enum store_status st = price_stmt(s, LIST, now, &q);
    *out = (struct price_rows){.v = arena_array(a, limit, sizeof *out->v)};
    if (st != STORE_OK || !q)
        return st;
    db_bind_int(q, 4, after.day);
    db_bind_int(q, 5, after.id ? after.at : INT64_MIN);
    db_bind_int(q, 6, after.id);
    db_bind_int(q, 7, (int64_t)limit + 1);
    while ((st = db_row(s, q)) == STORE_OK) {
        if (out->n == limit) {
            out->more = true;
            continue;
        }
        out->v[out->n++] = (struct price_row){.story_id = db_int(q, 0),
                                              .headline = db_text(a, q, 1),
                                              .lang = db_text(a, q, 2),
                                              .price = db_text(a, q, 3),
                                              .checked_on = db_text(a, q, 4),
                                              .checked_by = db_text(a, q, 5),
                                              .key = {db_int(q, 6), db_int(q, 7), db_int(q, 0)}};
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status price_check_count(struct store *s, int64_t most, int64_t now, int64_t *out)
{
    struct statement *q;
    enum store_status st = price_stmt(s, COUNT, now, &q);
    *out = 0;
    if (st != STORE_OK || !q)
        return st;
    db_bind_int(q, 4, most);
    while ((st = db_row(s, q)) == STORE_OK)
        ++*out;
    return st == STORE_MISSING ? STORE_OK : st;
}

/* ---- Somebody looked ------------------------------------------------------------------------------ */

/* The same form was here and did it. */
static bool price_was_saved(struct store *s, const struct price_checked *in,
                            struct story_saved *out)
{
    struct form_record did;
    if (form_recall(s, in->by, &did) != STORE_OK || did.story_id != in->story_id)
        return false;
    *out = (struct story_saved){
        .story_id = did.story_id, .number = did.revision, .outcome = did.outcome, .repeated = true};
    return true;
}

static enum store_status price_conflict(const struct price_checked *in,
                                        const struct story_text *now, struct problems *why)
{
    problem_say(why, "",
                WORD("Somebody was here before you: the price of “%HEADLINE%” is “%PRICE%” now, "
                     "checked on %DAY%. You typed “%TYPED%”. Nothing was changed."),
                "HEADLINE", now->headline, "PRICE", now->review.price, "DAY",
                now->review.price_checked_on, "TYPED", in->price, NULL);
    return STORE_CONFLICT;
}

static void price_say_conflict(const struct price_checked *in, const struct story_saved *out,
                               const char *headline, struct problems *why)
{
    const char *sentence =
        out->conflict == CONFLICT_OVERLAP
            ? WORD("The change of “%HEADLINE%” that waits has another price. Open the review and "
                   "say which of them wins. You typed “%TYPED%”. Nothing was changed.")
            : WORD("“%HEADLINE%” was changed at this very moment. Try again. You typed “%TYPED%”. "
                   "Nothing was changed.");
    problem_say(why, "", sentence, "HEADLINE", headline, "TYPED", in->price, NULL);
}

/* What readers see now, with that price, checked today. */
static enum store_status price_begin(struct store *s, struct arena *a,
                                     const struct price_checked *in, int64_t now,
                                     struct story_save *save, struct problems *why)
{
    struct dateline_civil day;
    enum store_status st = story_save_begin(s, a, in->story_id, NAMED_LIVE, now, save);
    if (st == STORE_OK && (save->withdrawn_at || save->kind != STORY_REVIEW))
        return store_refuse(why, "", WORD("Readers do not see this review any more."));
    if (st == STORE_OK)
        st = price_day(s, 0, now, &day);
    if (st != STORE_OK)
        return st;
    struct review *r = &save->text.review;
    if (strcmp(r->price, in->price_was) != 0 || strcmp(r->price_checked_on, in->checked_was) != 0)
        return price_conflict(in, &save->text, why);
    r->price = in->price;
    r->price_checked_on = arena_printf(a, "%04d-%02d-%02d", day.year, day.month, day.day);
    save->action = STORY_PUBLISH;
    save->edit = EDIT_MINOR;
    save->by = in->by;
    return STORE_OK;
}

enum store_status price_check_save(struct store *s, struct arena *a, const struct price_checked *in,
                                   int64_t now, struct story_saved *out, struct problems *why)
{
    struct story_save save;
    size_t before = why->n;
    *out = (struct story_saved){0};
    if (price_was_saved(s, in, out))
        return STORE_OK;
    if (text_blank(in->price))
        return store_refuse(why, "price",
                            WORD("Write the price. To take it out, open the review."));
    enum store_status st = price_begin(s, a, in, now, &save, why);
    if (st == STORE_OK)
        st = story_save(s, a, &save, now, out, why);
    else if (st == STORE_CONFLICT && price_was_saved(s, in, out)) {
        why->n = before; /* it was this form, between the two questions */
        st = STORE_OK;
    }
    if (st == STORE_CONFLICT && why->n == before)
        price_say_conflict(in, out, save.text.headline, why);
    return st;
}
