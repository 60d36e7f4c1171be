/* style_rule.c: see style_rule.h. */
#include "style_rule.h"

#include "audit_private.h"
#include "driver.h"
#include "lib/json.h"
#include "lib/language.h"
#include "lib/text.h"
#include "operation.h"
#include "story_private.h"

#include <string.h>

enum { ALL, ADD, REMOVE, COUNT, LIVE_BEFORE, STYLE_RULE_SQL_MAX };

static const char *const sql[STYLE_RULE_SQL_MAX] = {
    [ALL] = "SELECT id, pattern, is_regex, replacement, advice FROM style_rule"
            " ORDER BY pattern, is_regex LIMIT ?1",
    [ADD] =
        "INSERT INTO style_rule (pattern, is_regex, replacement, advice) VALUES (?1, ?2, ?3, ?4)"
        " RETURNING id",
    [REMOVE] = "DELETE FROM style_rule WHERE id = ?1 RETURNING pattern",
    [COUNT] = "SELECT count(*) FROM style_rule",
    [LIVE_BEFORE] = "SELECT s.id, s.path, r.headline, r.dek, r.body, r.takeaways, r.hero_caption,"
                    " r.how_reported"
                    " FROM story s JOIN revision r ON r.story_id = s.id AND r.number"
                    " = " SQL_LIVE_NUMBER("s.id") " WHERE s.id < ?2 AND s.withdrawn_at IS NULL"
                                                  " ORDER BY s.id DESC LIMIT 1",
};
const struct statements style_rule_statements = {SET_STYLE_RULE, sql, STYLE_RULE_SQL_MAX};

enum store_status style_rule_list(struct store *s, struct arena *a, struct style_rules *out)
{
    struct statement *q = db_stmt(s, &style_rule_statements, ALL);
    enum store_status st;
    *out = (struct style_rules){.v = arena_array(a, STYLE_RULES_MAX, sizeof *out->v)};
    db_bind_int(q, 1, STYLE_RULES_MAX);
    while ((st = db_row(s, q)) == STORE_OK && out->n < STYLE_RULES_MAX)
        out->v[out->n++] = (struct style_rule){.id = db_int(q, 0),
                                               .pattern = db_text(a, q, 1),
                                               .is_regex = db_int(q, 2) != 0,
                                               .replacement = db_text(a, q, 3),
                                               .advice = db_text(a, q, 4)};
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

/* ---- Changing ---------------------------------------------------------------------------------- */

static void check_rule(const struct style_rule *r, struct problems *why)
{
    if (text_length(r->pattern) > 300 || text_length(r->replacement) > 300 ||
        text_length(r->advice) > 300)
        problem_say(why, "pattern", WORD("Shorten this to at most 300 characters."), NULL);
    else if (text_blank(r->pattern))
        problem_say(why, "pattern", WORD("Say which words the rule is about."), NULL);
    else if (!house_style_usable(r->pattern, r->is_regex))
        problem_say(why, "pattern",
                    WORD("This expression is faulty, or finds the empty text: see ICU’s regular "
                         "expressions."),
                    NULL);
    if (text_blank(r->replacement) && text_blank(r->advice))
        problem_say(why, "advice", WORD("Say what to write instead, or why."), NULL);
}

static enum store_status check_room(struct store *s, struct problems *why)
{
    struct statement *q = db_stmt(s, &style_rule_statements, COUNT);
    enum store_status st = db_row(s, q);
    bool full = st == STORE_OK && db_int(q, 0) >= STYLE_RULES_MAX;
    db_reset(q);
    if (full)
        problem_say(why, "", WORD("There are as many rules as there can be. Remove one first."),
                    NULL);
    return full ? STORE_REFUSED : st;
}

static enum store_status rule_insert(const struct operation *op, const struct style_rule *r,
                                     int64_t *id)
{
    enum store_status st = check_room(op->s, op->why);
    if (st != STORE_OK)
        return st;
    struct statement *q = db_stmt(op->s, &style_rule_statements, ADD);
    db_bind_text(q, 1, r->pattern);
    db_bind_int(q, 2, r->is_regex);
    db_bind_text(q, 3, r->replacement);
    db_bind_text(q, 4, r->advice);
    st = db_run_id(op->s, q, id);
    return st == STORE_OK ? operation_audit(op, "style.add", r->pattern) : st;
}

static enum store_status rule_delete(struct store *s, struct arena *a, int64_t user, int64_t id,
                                     const char *shown, int64_t now)
{
    struct statement *q = db_stmt(s, &style_rule_statements, REMOVE);
    db_bind_int(q, 1, id);
    enum store_status st = db_row(s, q);
    const char *pattern = st == STORE_OK ? db_text(a, q, 0) : "";
    db_reset(q);
    if (st == STORE_OK && shown && strcmp(shown, pattern) != 0)
        return STORE_MISSING; /* its number went to another one */
    return st == STORE_OK ? audit_write(s, user, 0, "style.remove", pattern, now) : st;
}

enum store_status style_rule_add(struct store *s, const struct actor *by,
                                 const struct style_rule *rule, int64_t now, int64_t *id,
                                 struct problems *why)
{
    struct operation op = {.s = s, .by = by, .now = now, .why = why};
    size_t before = why->n;
    *id = 0;
    check_rule(rule, why);
    if (why->n > before)
        return STORE_REFUSED;
    if (operation_begin(&op, SCOPE_QUIET))
        op.st = rule_insert(&op, rule, id);
    return operation_end(&op);
}

enum store_status style_rule_remove(struct store *s, const struct actor *by, int64_t id,
                                    const char *pattern, int64_t now)
{
    struct arena *a = arena_new();
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st == STORE_OK)
        st = db_end(s, rule_delete(s, a, by ? by->user : 0, id, pattern, now));
    arena_free(a);
    return st;
}

/* ---- Looking ----------------------------------------------------------------------------------- */

/* Fields are apart, so that no rule finds words across two of them. */
static const char *style_words(struct arena *a, const struct story_text *t)
{
    const char *all = arena_printf(a, "%s\n\n%s\n\n%s\n\n%s\n\n%s", t->headline, t->dek, t->body,
                                   t->hero_caption ? t->hero_caption : "",
                                   t->how_reported ? t->how_reported : "");
    for (size_t i = 0; i < t->takeaways.n; i++)
        all = arena_printf(a, "%s\n\n%s", all, t->takeaways.v[i]);
    return all;
}

struct style_hits style_rule_hits(struct arena *a, const struct style_rules *rules,
                                  const struct story_text *text)
{
    return house_style_find(a, rules, style_words(a, text));
}

static enum store_status next_live(struct store *s, struct arena *a, int64_t now, int64_t *from,
                                   struct style_try *out, struct story_text *text)
{
    struct statement *q = db_stmt(s, &style_rule_statements, LIVE_BEFORE);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, *from);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK) {
        *from = db_int(q, 0);
        *out = (struct style_try){.path = db_text(a, q, 1), .headline = db_text(a, q, 2)};
        *text = (struct story_text){.headline = out->headline,
                                    .dek = db_text(a, q, 3),
                                    .body = db_text(a, q, 4),
                                    .takeaways = json_to_strlist(a, db_text(a, q, 5)),
                                    .hero_caption = db_text(a, q, 6),
                                    .how_reported = db_text(a, q, 7)};
    }
    db_reset(q);
    return st;
}

enum store_status style_rule_try(struct store *s, const struct style_rules *rules, int64_t now,
                                 int64_t *from, style_try_fn *fn, void *ctx)
{
    enum store_status st = STORE_OK;
    bool goes_on = true;
    if (*from == 0)
        *from = INT64_MAX;
    while (st == STORE_OK && goes_on) {
        struct arena *a = arena_new();
        struct style_try one;
        struct story_text text;
        st = next_live(s, a, now, from, &one, &text);
        if (st == STORE_OK) {
            one.hits = style_rule_hits(a, rules, &text);
            goes_on = fn(ctx, &one);
        }
        arena_free(a);
    }
    if (st != STORE_MISSING)
        return st;
    *from = 0;
    return STORE_OK;
}
