/* housekeeping.c: see housekeeping.h. */
#include "housekeeping.h"

#include "audit_private.h"
#include "driver.h"
#include "form_record.h"
#include "ready.h"
#include "report.h"
#include "session.h"
#include "setting.h"
#include "sign_in_private.h"
#include "story_private.h"
#include "upload.h"
#include "working_copy.h"

#include <stdio.h>

#define DAY_MS INT64_C(86400000)
#define READY_FILES 1000 /* removed in a step */

/* The rows of one kind: how many, and some of them by their keys. ?1 and ?3 are instants. */
#define COUNT_OF(table, where) "SELECT count(*) FROM " table " WHERE " where
#define SOME_OF(table, keys, where)                                                                \
    "DELETE FROM " table " WHERE (" keys ") IN (SELECT " keys " FROM " table " WHERE " where       \
    " LIMIT ?2)"

#define SESSION_OVER "(seen_at <= ?1 OR created_at <= ?3)"
#define REPORT_KEEPS "(address <> '' OR email <> '') AND created_at <= ?1"

enum { ROW_KINDS = HOUSE_BIN, BINNED = 2 * ROW_KINDS, HOUSEKEEPING_SQL_MAX };

#define HOUSE(kind, table, keys, where)                                                            \
    [2 * (kind)] = COUNT_OF(table, where), [2 * (kind) + 1] = SOME_OF(table, keys, where)

/* clang-format off */
static const char *const sql[HOUSEKEEPING_SQL_MAX] = {
    HOUSE(HOUSE_SESSIONS, "session", "id", SESSION_OVER),
    HOUSE(HOUSE_LINKS, "login_link", "id", "expires_at <= ?1"),
    HOUSE(HOUSE_STEPS, "sign_in_step", "token_hash", "expires_at <= ?1"),
    HOUSE(HOUSE_TRIES, "sign_in_try", "key", "last_at < ?1"),
    HOUSE(HOUSE_KNOWN, "sign_in_known", "key", "seen_at <= ?1"),
    HOUSE(HOUSE_FORMS, "form", "number, digest", "at < ?1"),
    HOUSE(HOUSE_COPIES, "working_copy", "id", "saved_at < ?1"),
    [2 * HOUSE_TRACES] = COUNT_OF("report", REPORT_KEEPS),
    [2 * HOUSE_TRACES + 1] =
        "UPDATE report SET email = '', address = '' WHERE id IN"
        " (SELECT id FROM report WHERE " REPORT_KEEPS " LIMIT ?2)",
    [2 * HOUSE_AUDIT] = COUNT_OF("audit", "at <= ?1"),
    [2 * HOUSE_AUDIT + 1] = /* they are in order: no more than the oldest are looked at */
        "DELETE FROM audit WHERE id IN (SELECT id FROM (SELECT id, at FROM audit ORDER BY id LIMIT ?2)"
        " WHERE at <= ?1)",
    [BINNED] = "SELECT count(*) FROM story WHERE binned_at < ?1 AND head_number > 0",
};
/* clang-format on */
const struct statements housekeeping_statements = {SET_HOUSEKEEPING, sql, HOUSEKEEPING_SQL_MAX};

static const char *const names[HOUSEKEEPING_MAX] = {
    [HOUSE_SESSIONS] = "sessions", [HOUSE_LINKS] = "links",       [HOUSE_STEPS] = "steps",
    [HOUSE_TRIES] = "tries",       [HOUSE_KNOWN] = "addresses",   [HOUSE_FORMS] = "forms",
    [HOUSE_COPIES] = "copies",     [HOUSE_TRACES] = "traces",     [HOUSE_AUDIT] = "audit",
    [HOUSE_BIN] = "stories",       [HOUSE_PICTURES] = "pictures", [HOUSE_KEPT] = "kept",
    [HOUSE_READY] = "ready-files",
};

const char *housekeeping_name(enum housekeeping k)
{
    return names[k];
}

/* ---- Rows ------------------------------------------------------------------------------------ */

/* What a paper has set; else it is over never. */
static int64_t house_audit_term(struct store *s, int64_t now)
{
    int64_t days = 0;
    if (setting_number(s, SETTING_AUDIT_DAYS, &days) != STORE_OK || days <= 0)
        return INT64_MIN;
    return now - days * DAY_MS;
}

/* The instant at or before which a row is over, for ?1; a second one for ?3, or 0. */
static int64_t house_term(struct store *s, enum housekeeping k, int64_t now, int64_t *second)
{
    static const int64_t terms[ROW_KINDS] = {
        [HOUSE_SESSIONS] = SESSION_IDLE_MS,
        [HOUSE_LINKS] = DAY_MS,
        [HOUSE_STEPS] = 0,
        [HOUSE_TRIES] = SIGN_IN_MEMORY_MS,
        [HOUSE_KNOWN] = SIGN_IN_KNOWN_MS,
        [HOUSE_FORMS] = FORM_KEPT_MS,
        [HOUSE_COPIES] = WORKING_COPY_KEPT_MS,
        [HOUSE_TRACES] = REPORT_TRACES_MS,
    };
    *second = k == HOUSE_SESSIONS ? now - SESSION_MAX_MS : 0;
    return k == HOUSE_AUDIT ? house_audit_term(s, now) : now - terms[k];
}

static struct statement *house_bind(struct store *s, int which, enum housekeeping k, int64_t now)
{
    struct statement *q = db_stmt(s, &housekeeping_statements, which);
    int64_t second;
    db_bind_int(q, 1, house_term(s, k, now, &second));
    if (second)
        db_bind_int(q, 3, second);
    return q;
}

static enum store_status house_ask(struct store *s, struct statement *q, int64_t *n)
{
    enum store_status st = db_row(s, q);
    *n = st == STORE_OK ? db_int(q, 0) : 0;
    db_reset(q);
    return st;
}

/* The log says itself that some of it went, after the last step. */
static enum store_status house_say_cleared(struct store *s, int64_t all, int64_t now)
{
    char detail[64];
    snprintf(detail, sizeof detail, "lines: %lld", (long long)all);
    return audit_write(s, 0, 0, "audit.clear", detail, now);
}

/* before: what earlier steps cleared. */
static enum store_status house_clear_rows(struct store *s, enum housekeeping k, int64_t now,
                                          int64_t before, int64_t *n)
{
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st != STORE_OK)
        return st;
    struct statement *q = house_bind(s, 2 * (int)k + 1, k, now);
    db_bind_int(q, 2, HOUSEKEEPING_ROWS);
    st = db_run(s, q);
    *n = st == STORE_OK ? s->engine->changes(s) : 0;
    if (st == STORE_OK && k == HOUSE_AUDIT && *n < HOUSEKEEPING_ROWS && before + *n > 0)
        st = house_say_cleared(s, before + *n, now);
    return db_end(s, st);
}

/* ---- All ------------------------------------------------------------------------------------- */

enum store_status housekeeping_count(struct store *s, enum housekeeping k, int64_t now, int64_t *n)
{
    struct statement *q;
    *n = 0;
    if (k < HOUSE_BIN)
        return house_ask(s, house_bind(s, 2 * (int)k, k, now), n);
    if (k == HOUSE_BIN) {
        q = db_stmt(s, &housekeeping_statements, BINNED);
        db_bind_int(q, 1, now - STORY_BIN_MS);
        return house_ask(s, q, n);
    }
    if (k == HOUSE_PICTURES)
        *n = upload_orphans(s, s->site, now - ORPHAN_MS, false);
    if (k == HOUSE_KEPT)
        *n = s->engine->kept(s, now - KEPT_MS, false);
    return STORE_OK;
}

enum store_status housekeeping_step(struct store *s, enum housekeeping k, int64_t now, int64_t *n,
                                    bool *more)
{
    enum store_status st = STORE_OK;
    int64_t gone = 0;
    *more = false;
    if (k < HOUSE_BIN) {
        st = house_clear_rows(s, k, now, *n, &gone);
        *more = st == STORE_OK && gone == HOUSEKEEPING_ROWS;
    } else if (k == HOUSE_BIN) {
        st = story_purge(s, now, more);
        gone = *more;
    } else if (k == HOUSE_PICTURES) {
        upload_sweep(s, s->site);
        gone = upload_orphans(s, s->site, now - ORPHAN_MS, true);
    } else if (k == HOUSE_KEPT) {
        gone = s->engine->kept(s, now - KEPT_MS, true);
    } else {
        *more = ready_clear(s->site_fd, READY_FILES);
    }
    *n += gone;
    return st;
}
