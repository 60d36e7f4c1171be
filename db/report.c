/* report.c: readers' reports: limits, states, what became of them. */
#include "report.h"
#include "audit_private.h"
#include "driver.h"
#include "form_record.h"
#include "lib/language.h"
#include "lib/text.h"
#include "lib/token.h"
#include "operation.h"
#include "permission.h"
#include "refuse.h"
#include "report_private.h"
#include "story.h"
#include "user_private.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

#define WORDS_BESIDE_LINKS 3

static const char *const state_names[REPORT_STATE_MAX] = {
    [REPORT_OPEN] = "open",
    [REPORT_CORRECTED] = "corrected",
    [REPORT_DONE] = "done",
    [REPORT_NO_ERROR] = "no-error",
};

const char *report_state_name(enum report_state st)
{
    return (unsigned)st < REPORT_STATE_MAX ? state_names[st] : "";
}

enum report_state report_state_find(const char *name)
{
    size_t i = 0;

    while (i < REPORT_STATE_MAX && (!name || strcmp(state_names[i], name) != 0))
        i++;
    return (enum report_state)i;
}

/* Web addresses in one word of n bytes, also in the mark-up of forums. */
static size_t report_links_in(const char *s, size_t n)
{
    static const char *const others[] = {"www.", "[url", "href="};
    size_t found = 0;

    for (size_t i = 0; i < n; i++)
        found += strncmp(s + i, "://", 3) == 0;
    for (size_t k = 0; k < sizeof others / sizeof *others && found == 0; k++)
        for (size_t i = 0; i < n; i++)
            found += strncasecmp(s + i, others[k], strlen(others[k])) == 0;
    return found;
}

/* Web addresses, and the words that are none. */
static void report_count_words(const char *s, size_t *links, size_t *words)
{
    static const char space[] = " \t\r\n";

    *links = *words = 0;
    for (s += strspn(s, space); *s != '\0'; s += strspn(s, space)) {
        size_t n = strcspn(s, space), here = report_links_in(s, n);
        *links += here;
        *words += here == 0;
        s += n;
    }
}

static void report_check_links(const char *message, struct problems *why)
{
    size_t links, words;

    report_count_words(message, &links, &words);
    if (links > REPORT_LINKS_MAX)
        problem_say(why, "message",
                    "Leave at most %MOST% web addresses in your note; it has %COUNT%.", "MOST",
                    arena_printf(why->arena, "%d", REPORT_LINKS_MAX), "COUNT",
                    arena_printf(why->arena, "%zu", links), NULL);
    else if (links > 0 && words < WORDS_BESIDE_LINKS)
        problem_say(why, "message", "Say in words what is wrong, not with a web address alone.",
                    NULL);
}

void report_check(const struct report_new *in, struct problems *why)
{
    size_t n = text_length(in->message);

    if (text_blank(in->message))
        problem_say(why, "message", "Say what is wrong.", NULL);
    else if (n > REPORT_MESSAGE_MAX)
        problem_say(why, "message",
                    "Shorten your note: it has %COUNT% characters, and %MOST% is the most.",
                    "COUNT", arena_printf(why->arena, "%zu", n), "MOST",
                    arena_printf(why->arena, "%d", REPORT_MESSAGE_MAX), NULL);
    else
        report_check_links(in->message, why);
    if (!text_blank(in->email) && !text_is_email(in->email))
        problem_say(why, "email", "Write the e-mail address as name@example.org, or leave it out.",
                    NULL);
}

enum {
    ADD,
    SAID_BEFORE,
    COUNT_ADDRESS,
    COUNT_SITE,
    GET,
    LIST,
    COUNT_OPEN,
    DECIDE,
    RESOLVE,
    TRACES_DUE,
    WIPE,
    REPORT_SQL_MAX
};

/* ?1 is the instant before which an e-mail is no longer anybody's business. */
/* One clause a line. */
/* clang-format off */
#define COLUMNS \
    "SELECT r.id, r.story_id, r.number, r.passage, r.quote, r.message," \
    " CASE WHEN r.created_at > ?1 THEN r.email ELSE '' END," \
    " r.created_at, r.state, r.note, r.closed_at, u.name, r.correction_id, h.headline" \
    " FROM report r" SQL_JOIN "story s ON s.id = r.story_id" SQL_JOIN \
    "revision h ON h.story_id = s.id AND h.number = s.head_number" \
    " LEFT JOIN user u ON u.id = r.closed_by"

static const char *const sql[REPORT_SQL_MAX] = {
    [ADD] =
        "INSERT INTO report (story_id, number, passage, quote, message, email, address, created_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [SAID_BEFORE] =
        "SELECT 1 FROM report"
        " WHERE address = ?1 AND address <> '' AND created_at > ?2"
        " AND story_id = ?3 AND passage = ?4 AND message = ?5"
        " LIMIT 1",
    /* When the ?3rd newest note since ?2 came in: none, then there were fewer. */
    [COUNT_ADDRESS] =
        "SELECT created_at FROM report"
        " WHERE address = ?1 AND address <> '' AND created_at > ?2"
        " ORDER BY created_at DESC LIMIT 1 OFFSET ?3",
    [COUNT_SITE] =
        "SELECT created_at FROM report"
        " WHERE (address <> '' OR email <> '') AND created_at > ?2"
        " ORDER BY created_at DESC LIMIT 1 OFFSET ?3",
    [GET] =
        COLUMNS
        " WHERE r.id = ?2",
    [LIST] =
        COLUMNS
        " WHERE (r.is_open, r.created_at, r.id) < (?2, ?3, ?4)"
        " ORDER BY r.is_open DESC, r.created_at DESC, r.id DESC LIMIT ?5",
    [COUNT_OPEN] = "SELECT count(*) FROM report WHERE is_open = 1",
    [DECIDE] =
        "UPDATE report SET state = ?2, note = ?3, closed_at = ?4, closed_by = ?5"
        " WHERE id = ?1",
    [RESOLVE] =
        "UPDATE report SET state = 1, closed_at = ?3, closed_by = ?4, correction_id ="
        " (SELECT id FROM correction WHERE story_id = ?2 ORDER BY id DESC LIMIT 1)"
        " WHERE id = ?1 AND story_id = ?2 AND correction_id IS NULL",
    [TRACES_DUE] =
        "SELECT 1 FROM report"
        " WHERE (address <> '' OR email <> '') AND created_at <= ?1"
        " LIMIT 1",
    [WIPE] =
        "UPDATE report SET email = '', address = ''"
        " WHERE (address <> '' OR email <> '') AND created_at <= ?1",
};
/* clang-format on */
const struct statements report_statements = {SET_REPORT, sql, REPORT_SQL_MAX};
_Static_assert(REPORT_OPEN == 0 && REPORT_CORRECTED == 1, "numbers in the schema and in RESOLVE");

#define HOUR_MS INT64_C(3600000)
#define DAY_MS (24 * HOUR_MS)

/* How many notes are taken within a span of time. Of the site's, the smaller limits do not hold for an
 * address's first note of a day: whoever fills them with a few addresses silences nobody else. */
struct report_limit {
    int which; /* statement */
    int64_t span;
    int notes;
    bool but_first;
};
static const struct report_limit limits[] = {
    {COUNT_ADDRESS, HOUR_MS, 6, false}, {COUNT_ADDRESS, DAY_MS, 20, false},
    {COUNT_SITE, HOUR_MS, 120, true},   {COUNT_SITE, DAY_MS, 600, true},
    {COUNT_SITE, HOUR_MS, 1000, false}, {COUNT_SITE, DAY_MS, 5000, false},
};

/* ---- Taking one ---------------------------------------------------------------------------- */

static enum store_status report_address_hash(struct store *s, struct arena *a, const char *address,
                                             const char **out)
{
    char hash[TOKEN_HASH_SIZE];
    const char *key, *from = address_key(a, address ? address : "");
    enum store_status st = store_site_key(s, a, "report-address", &key);
    if (st != STORE_OK)
        return st;
    token_hmac(key, from, strlen(from), hash);
    *out = arena_dup(a, hash);
    return STORE_OK;
}

/* STORE_OK: the limit is reached, *retry_s says when its oldest note leaves the span; STORE_MISSING:
 * it is not. */
static enum store_status report_limit_reached(struct store *s, const struct report_limit *l,
                                              const char *hash, int64_t now, int *retry_s)
{
    struct statement *q = db_stmt(s, &report_statements, l->which);
    if (l->which == COUNT_ADDRESS)
        db_bind_text(q, 1, hash);
    db_bind_int(q, 2, now - l->span);
    db_bind_int(q, 3, l->notes - 1);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *retry_s = (int)((db_int(q, 0) + l->span - now + 999) / 1000);
    db_reset(q);
    return st;
}

/* STORE_BUSY when a limit is reached. */
static enum store_status report_check_limits(struct store *s, const char *hash, int64_t now,
                                             int *retry_s)
{
    static const struct report_limit any = {COUNT_ADDRESS, DAY_MS, 1, false};
    int unused;
    enum store_status st = report_limit_reached(s, &any, hash, now, &unused);
    bool first = st == STORE_MISSING;
    for (size_t i = 0;
         i < sizeof limits / sizeof *limits && (st == STORE_OK || st == STORE_MISSING); i++) {
        if (first && limits[i].but_first)
            continue;
        st = report_limit_reached(s, &limits[i], hash, now, retry_s);
        if (st == STORE_OK)
            return STORE_BUSY;
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status report_said_before(struct store *s, const struct report_new *in,
                                            const char *hash, int64_t now)
{
    struct statement *q = db_stmt(s, &report_statements, SAID_BEFORE);
    db_bind_text(q, 1, hash);
    db_bind_int(q, 2, now - DAY_MS);
    db_bind_int(q, 3, in->story_id);
    db_bind_text(q, 4, in->passage);
    db_bind_text(q, 5, in->message);
    enum store_status st = db_row(s, q);
    db_reset(q);
    return st;
}

/* By its form, or by its sender. */
static enum store_status report_came_before(struct store *s, const struct report_new *in,
                                            const struct actor *by, const char *hash, int64_t now)
{
    struct form_record did;
    enum store_status st = form_recall(s, by, &did);
    return st == STORE_MISSING ? report_said_before(s, in, hash, now) : st;
}

static enum store_status report_insert(struct store *s, const struct report_new *in,
                                       const char *hash, int64_t now)
{
    struct statement *q = db_stmt(s, &report_statements, ADD);
    db_bind_int(q, 1, in->story_id);
    db_bind_int(q, 2, in->revision);
    db_bind_text(q, 3, in->passage);
    db_bind_text(q, 4, in->quote);
    db_bind_text(q, 5, in->message);
    db_bind_text(q, 6, in->email);
    db_bind_text(q, 7, hash);
    db_bind_int(q, 8, now);
    return db_run(s, q);
}

static enum store_status report_wipe(struct store *s, int64_t now)
{
    struct statement *q = db_stmt(s, &report_statements, WIPE);
    db_bind_int(q, 1, now - REPORT_TRACES_MS);
    return db_run(s, q);
}

/* The reader as one who acts by a form. The e-mail address is not part of what the form said, so that
 * no trace of it is kept there. */
static struct actor report_sender(struct arena *a, const struct report_new *in)
{
    struct actor by = {.role = ROLE_NONE, .form = in->form};
    char *digest = arena_alloc(a, TOKEN_HASH_SIZE);
    const char *said =
        arena_printf(a, "%" PRId64 "\n%s\n%s", in->story_id, in->passage, in->message);
    token_sha256(said, strlen(said), digest);
    by.digest = digest;
    return by;
}

static enum store_status report_keep(struct store *s, const struct report_new *in,
                                     const struct actor *by, const char *hash, int64_t now)
{
    const struct form_record did = {.story_id = in->story_id, .outcome = OUTCOME_DONE};
    enum store_status st = report_insert(s, in, hash, now);
    if (st == STORE_OK)
        st = form_keep(s, by, &did, now);
    return st == STORE_OK ? report_wipe(s, now) : st;
}

static enum store_status report_add_new(struct store *s, struct arena *a,
                                        const struct report_new *in, const struct actor *by,
                                        const char *hash, int64_t now, int *retry_s)
{
    struct revision read;
    int64_t live_from;
    enum store_status st =
        story_published(s, a, in->story_id, in->revision, now, &read, &live_from);
    if (st != STORE_OK)
        return st;
    st = report_came_before(s, in, by, hash, now);
    if (st != STORE_MISSING)
        return st; /* sent twice, and kept once */
    st = report_check_limits(s, hash, now, retry_s);
    return st == STORE_OK ? report_keep(s, in, by, hash, now) : st;
}

static const char *report_shorten(struct arena *a, const char *s, size_t max)
{
    return text_length(s) > max ? text_excerpt(a, s, max) : s;
}

static struct report_new report_clean(struct arena *a, const struct report_new *in)
{
    struct report_new out = *in;
    out.passage = in->passage ? text_line(a, in->passage) : "";
    out.quote = report_shorten(a, in->quote ? text_line(a, in->quote) : "", REPORT_QUOTE_MAX);
    out.message = in->message ? text_lines(a, in->message) : "";
    out.email = in->email ? text_line(a, in->email) : "";
    return out;
}

static enum store_status report_add_checked(struct store *s, struct arena *a,
                                            const struct report_new *in, int64_t now, int *retry_s)
{
    const char *hash = "";
    const struct actor by = report_sender(a, in);
    enum store_status st = report_address_hash(s, a, in->address, &hash);
    if (st == STORE_OK) /* a flood is turned away before it takes the write lock */
        st = report_check_limits(s, hash, now, retry_s);
    if (st == STORE_BUSY && *retry_s > 0 && report_came_before(s, in, &by, hash, now) == STORE_OK)
        return STORE_OK;
    if (st != STORE_OK)
        return st;
    st = db_begin(s, SCOPE_QUIET);
    return st == STORE_OK ? db_end(s, report_add_new(s, a, in, &by, hash, now, retry_s)) : st;
}

enum store_status report_add(struct store *s, const struct report_new *in, int64_t now,
                             int *retry_s, struct problems *why)
{
    struct arena *a = arena_new();
    struct report_new note = report_clean(a, in);
    size_t before = why->n;
    enum store_status st = STORE_REFUSED;
    *retry_s = 0;
    report_check(&note, why);
    if (why->n == before)
        st = report_add_checked(s, a, &note, now, retry_s);
    if (st == STORE_BUSY && *retry_s == 0)
        *retry_s = 5; /* the lock, not a limit */
    arena_free(a);
    return st;
}

/* ---- Reading them -------------------------------------------------------------------------- */

static struct report report_read(struct arena *a, struct statement *q)
{
    return (struct report){
        .id = db_int(q, 0),
        .story_id = db_int(q, 1),
        .revision = (int)db_int(q, 2),
        .passage = db_text(a, q, 3),
        .quote = db_text(a, q, 4),
        .message = db_text(a, q, 5),
        .email = db_text(a, q, 6),
        .created_at = db_int(q, 7),
        .state = (enum report_state)db_int(q, 8),
        .note = db_text(a, q, 9),
        .closed_at = db_int(q, 10),
        .closed_by_name = db_text(a, q, 11),
        .correction_id = db_int(q, 12),
        .headline = db_text(a, q, 13),
    };
}

enum store_status report_get(struct store *s, struct arena *a, int64_t id, int64_t now,
                             struct report *out)
{
    struct statement *q = db_stmt(s, &report_statements, GET);
    db_bind_int(q, 1, now - REPORT_TRACES_MS);
    db_bind_int(q, 2, id);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = report_read(a, q);
    db_reset(q);
    return st;
}

enum store_status report_list(struct store *s, struct arena *a, struct report_key before,
                              size_t limit, int64_t now, struct reports *out)
{
    bool start = before.at == 0 && before.id == 0;
    *out = (struct reports){.v = arena_array(a, limit, sizeof *out->v)};
    struct statement *q = db_stmt(s, &report_statements, LIST);
    db_bind_int(q, 1, now - REPORT_TRACES_MS);
    db_bind_int(q, 2, start ? 2 : !before.closed);
    db_bind_int(q, 3, before.at);
    db_bind_int(q, 4, before.id);
    db_bind_int(q, 5, (int64_t)limit + 1);
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        if (out->n == limit)
            out->more = true;
        else
            out->v[out->n++] = report_read(a, q);
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status report_count_open(struct store *s, int64_t *n)
{
    struct statement *q = db_stmt(s, &report_statements, COUNT_OPEN);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *n = db_int(q, 0);
    db_reset(q);
    return st;
}

/* ---- Closing them -------------------------------------------------------------------------- */

static enum store_status report_audit(struct store *s, struct arena *a, const struct report *r,
                                      enum report_state to, int64_t user, int64_t now)
{
    static const char *const actions[REPORT_STATE_MAX] = {
        [REPORT_OPEN] = "report.reopen",
        [REPORT_CORRECTED] = "report.corrected",
        [REPORT_DONE] = "report.done",
        [REPORT_NO_ERROR] = "report.no_error",
    };
    return audit_write(s, user, r->story_id, actions[to], arena_printf(a, "report %" PRId64, r->id),
                       now);
}

enum store_status report_resolve(struct store *s, struct arena *a, int64_t id, int64_t story_id,
                                 int64_t user, int64_t now)
{
    struct report r = {.id = id, .story_id = story_id};
    struct statement *q = db_stmt(s, &report_statements, RESOLVE);
    db_bind_int(q, 1, id);
    db_bind_int(q, 2, story_id);
    db_bind_int(q, 3, now);
    db_bind_id(q, 4, user);
    enum store_status st = db_run(s, q);
    if (st != STORE_OK || s->engine->changes(s) == 0)
        return st;
    return report_audit(s, a, &r, REPORT_CORRECTED, user, now);
}

static enum store_status report_write_decision(const struct operation *op, const struct report *r,
                                               const struct report_decision *d)
{
    int64_t user = operation_user(op);
    struct statement *q = db_stmt(op->s, &report_statements, DECIDE);
    db_bind_int(q, 1, r->id);
    db_bind_int(q, 2, (int64_t)d->to);
    db_bind_text(q, 3, d->note);
    if (d->to != REPORT_OPEN) {
        db_bind_int(q, 4, op->now);
        db_bind_id(q, 5, user);
    }
    enum store_status st = db_run(op->s, q);
    if (st == STORE_OK)
        st = report_audit(op->s, op->a, r, d->to, user, op->now);
    return st == STORE_OK ? report_wipe(op->s, op->now) : st;
}

static enum store_status report_decide_one(struct operation *op, const struct report_decision *d)
{
    struct report r;
    enum store_status st = report_get(op->s, op->a, d->id, op->now, &r);
    if (st != STORE_OK)
        return st;
    if (r.state != d->was)
        return STORE_CONFLICT;
    if (r.state == REPORT_CORRECTED)
        return store_refuse(
            op->why, "", WORD("A correction was published from this report, so it stays closed."));
    op->story_id = r.story_id;
    return report_write_decision(op, &r, d);
}

enum store_status report_decide(struct store *s, const struct report_decision *in, int64_t now,
                                struct problems *why)
{
    struct arena *a = arena_new();
    struct operation op = {.s = s, .a = a, .by = in->by, .now = now, .why = why};
    struct report_decision d = *in;
    enum store_status st = STORE_REFUSED;
    d.note = in->note ? text_lines(a, in->note) : "";
    if (d.to != REPORT_OPEN && d.to != REPORT_DONE && d.to != REPORT_NO_ERROR)
        problem_say(why, "", "Choose what to do with the report.", NULL);
    else if (text_length(d.note) > REPORT_NOTE_MAX)
        problem_say(why, "note", "Shorten the note to at most %MOST% characters.", "MOST",
                    arena_printf(why->arena, "%d", REPORT_NOTE_MAX), NULL);
    else if (!permission_may(d.by, ACT_REPORTS, NULL))
        problem_say(why, "", permission_refusal(d.by, ACT_REPORTS, NULL), NULL);
    else {
        if (operation_begin(&op, SCOPE_QUIET))
            op.st = report_decide_one(&op, &d);
        st = operation_end(&op);
    }
    arena_free(a);
    return st;
}

/* ---- Traces -------------------------------------------------------------------------------- */

bool report_traces_due(struct store *s, int64_t now)
{
    struct statement *q = db_stmt(s, &report_statements, TRACES_DUE);
    db_bind_int(q, 1, now - REPORT_TRACES_MS);
    bool due = db_row(s, q) == STORE_OK;
    db_reset(q);
    return due;
}

enum store_status report_wipe_traces(struct store *s, int64_t now)
{
    enum store_status st = db_begin(s, SCOPE_QUIET);
    return st == STORE_OK ? db_end(s, report_wipe(s, now)) : st;
}
