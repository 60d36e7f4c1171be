/* site_import.c: see site_import.h: people, names, redirects, the front page, reports. */
#include "site_import.h"

#include "audit_private.h"
#include "lib/name.h"
#include "lib/slug.h"
#include "lib/text.h"
#include "profile_private.h"
#include "redirect_rule_private.h"
#include "story_private.h"
#include "user_private.h"

#include <string.h>

enum {
    OWN,
    CLEAR,
    PERSON,
    HAS_PERSON,
    PUT_NAME,
    MERGE = PUT_NAME + GROUP_KIND_MAX,
    SETTLE = MERGE + GROUP_KIND_MAX,
    UNSETTLED = SETTLE + GROUP_KIND_MAX,
    FIND_NAME = UNSETTLED + GROUP_KIND_MAX,
    PROFILE = FIND_NAME + GROUP_KIND_MAX,
    FRONT,
    FRONT_STORY,
    FRONT_SECTION,
    REPORT,
    SITE_IMPORT_SQL_MAX
};

/* clang-format off */
#define OWN_OF(what, of) " WHEN EXISTS (SELECT 1 FROM " of ") THEN '" what "'"
#define EACH(first, statement) \
    [(first) + GROUP_SECTION] = statement("section"), \
    [(first) + GROUP_TAG] = statement("tag"), \
    [(first) + GROUP_BYLINE] = statement("byline")
#define SQL_MERGE(table) \
    "UPDATE " table " SET merged_into = (SELECT g.id FROM " table " g WHERE g.slug = ?2)" \
    " WHERE id = ?1 AND EXISTS (SELECT 1 FROM " table " g WHERE g.slug = ?2) RETURNING 1"
/* The one at the end, which stands for itself. */
#define SQL_SETTLE(table) \
    "UPDATE " table " SET stands_for = (WITH RECURSIVE up (id) AS (SELECT " table ".merged_into" \
    "  UNION SELECT g.merged_into FROM up u" SQL_JOIN table " g ON g.id = u.id" \
    "  WHERE g.merged_into IS NOT NULL)" \
    " SELECT u.id FROM up u" SQL_JOIN table " g ON g.id = u.id WHERE g.merged_into IS NULL)" \
    " WHERE merged_into IS NOT NULL"
#define SQL_UNSETTLED(table) \
    "SELECT 1 FROM " table " WHERE merged_into IS NOT NULL AND stands_for IS NULL LIMIT 1"
#define SQL_FIND_NAME(table) \
    "SELECT coalesce(stands_for, id), id FROM " table " WHERE slug = ?1"

static const char *const sql[SITE_IMPORT_SQL_MAX] = {
    [OWN] =
        "SELECT CASE" OWN_OF("stories", "story") OWN_OF("pictures", "media") OWN_OF("people", "user")
        OWN_OF("bylines", "byline") OWN_OF("tags", "tag")
        OWN_OF("sections", "section WHERE slug NOT IN ('news', 'reviews')")
        OWN_OF("a front page", "front") OWN_OF("redirects", "redirect_rule")
        OWN_OF("a house style", "style_rule") OWN_OF("assignments", "assignment") " END",
    [CLEAR] = "DELETE FROM section",
    [PERSON] = "INSERT INTO user (id, login, name, role, disabled, created_at)"
               " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [HAS_PERSON] = "SELECT 1 FROM user WHERE id = ?1",
    [PUT_NAME + GROUP_SECTION] =
        "INSERT INTO section (id, slug, name, text, letters, hidden, position)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [PUT_NAME + GROUP_TAG] =
        "INSERT INTO tag (id, slug, name, text, letters) VALUES (?1, ?2, ?3, ?4, ?5)",
    [PUT_NAME + GROUP_BYLINE] =
        "INSERT INTO byline (id, slug, name, text, letters) VALUES (?1, ?2, ?3, ?4, ?5)",
    EACH(MERGE, SQL_MERGE),
    EACH(SETTLE, SQL_SETTLE),
    EACH(UNSETTLED, SQL_UNSETTLED),
    EACH(FIND_NAME, SQL_FIND_NAME),
    [PROFILE] =
        "INSERT INTO byline_profile (byline_id, number, place, languages, beats, contact, links)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [FRONT] = "INSERT INTO front (id, live_from, saved_at, saved_by, cancelled_at)"
              " VALUES (?1, ?2, ?3, ?4, ?5)",
    [FRONT_STORY] =
        "INSERT INTO front_story (front_id, place, story_id, until)"
        " SELECT ?1, ?2, s.id, ?4 FROM story s WHERE s.id = ?3 RETURNING 1",
    [FRONT_SECTION] =
        "INSERT INTO front_section (front_id, place, section_id, hidden) VALUES (?1, ?2, ?3, ?4)",
    [REPORT] =
        "INSERT INTO report (id, story_id, number, passage, quote, message, email, address,"
        " created_at, state, note, closed_at)"
        " SELECT ?1, r.story_id, r.number, ?4, ?5, ?6, '', '', ?7, ?8, ?9, ?10 FROM revision r"
        " WHERE r.story_id = ?2 AND r.number = ?3 RETURNING 1",
};
/* clang-format on */
const struct statements site_import_statements = {SET_SITE_IMPORT, sql, SITE_IMPORT_SQL_MAX};
_Static_assert(SITE_IMPORT_SQL_MAX <= DB_STATEMENTS_MAX, "statement cache");

static struct statement *site_stmt(struct store *s, int which, int64_t first)
{
    struct statement *q = db_stmt(s, &site_import_statements, which);
    db_bind_int(q, 1, first);
    return q;
}

/* Runs one that gives a row when it did something; else STORE_MISSING. */
static enum store_status site_run_found(struct store *s, struct statement *q)
{
    enum store_status st = db_row(s, q);
    db_reset(q);
    return st;
}

enum store_status site_import_fresh(struct store *s, struct arena *a, const char **what)
{
    struct statement *q = db_stmt(s, &site_import_statements, OWN);
    enum store_status st = db_row(s, q);
    *what = st == STORE_OK && !db_is_null(q, 0) ? db_text(a, q, 0) : NULL;
    db_reset(q);
    return st;
}

enum store_status site_import_clear(struct store *s)
{
    enum store_status st = db_begin(s, SCOPE_SITE);
    return st == STORE_OK ? db_end(s, db_run(s, db_stmt(s, &site_import_statements, CLEAR))) : st;
}

/* ---- People ---------------------------------------------------------------------------------- */

enum store_status site_put_person(struct store *s, const struct user *u, struct problems *why)
{
    size_t before = why->n;
    user_check_new(u->login, u->name, u->role, why);
    if (why->n > before)
        return STORE_REFUSED;
    struct statement *q = site_stmt(s, PERSON, u->id);
    db_bind_text(q, 2, u->login);
    db_bind_text(q, 3, u->name);
    db_bind_int(q, 4, (int64_t)u->role);
    db_bind_int(q, 5, u->disabled);
    db_bind_int(q, 6, u->created_at);
    return db_run(s, q);
}

bool site_has_person(struct store *s, int64_t id)
{
    return id == 0 || site_run_found(s, site_stmt(s, HAS_PERSON, id)) == STORE_OK;
}

/* ---- Names ----------------------------------------------------------------------------------- */

static bool name_fits(struct arena *a, const struct site_name *n, struct problems *why)
{
    size_t before = why->n;
    const struct group *g = &n->group;
    if (!slug_valid(g->slug) || (n->kind == GROUP_SECTION && group_slug_reserved(g->slug)))
        problem_add(why, "slug", "“%s” can be no address.", g->slug);
    if (text_blank(g->name) || text_length(g->name) > 100 ||
        strcmp(g->name, text_line(a, g->name)) != 0)
        problem_add(why, "name", "It has no name, or one of more than a line or 100 characters.");
    if (n->kind == GROUP_BYLINE) {
        if (strlen(n->profile.number) != 32 || strspn(n->profile.number, "0123456789abcdef") != 32)
            problem_add(why, "profile", "An author’s number has 32 digits.");
        (void)profile_check(a, &n->profile, why);
    }
    return why->n == before;
}

static enum store_status put_profile(struct store *s, struct arena *a, int64_t byline,
                                     const struct profile *p)
{
    struct statement *q = site_stmt(s, PROFILE, byline);
    db_bind_text(q, 2, p->number);
    db_bind_text(q, 3, p->place);
    db_bind_text(q, 4, profile_lines(a, &p->languages));
    db_bind_text(q, 5, profile_lines(a, &p->beats));
    db_bind_text(q, 6, p->contact);
    db_bind_text(q, 7, profile_lines(a, &p->links));
    return db_run(s, q);
}

enum store_status site_put_name(struct store *s, struct arena *a, const struct site_name *n,
                                struct problems *why)
{
    if (!name_fits(a, n, why))
        return STORE_REFUSED;
    struct statement *q = site_stmt(s, PUT_NAME + (int)n->kind, n->group.id);
    db_bind_text(q, 2, n->group.slug);
    db_bind_text(q, 3, n->group.name);
    db_bind_text(q, 4, n->group.text);
    db_bind_text(q, 5, name_key(a, n->group.name));
    if (n->kind == GROUP_SECTION) {
        db_bind_int(q, 6, n->group.hidden);
        db_bind_int(q, 7, n->position);
    }
    enum store_status st = db_run(s, q);
    return st == STORE_OK && n->kind == GROUP_BYLINE ? put_profile(s, a, n->group.id, &n->profile)
                                                     : st;
}

enum store_status site_merge_name(struct store *s, enum group_kind k, int64_t id, const char *into)
{
    struct statement *q = site_stmt(s, MERGE + (int)k, id);
    db_bind_text(q, 2, into);
    return site_run_found(s, q);
}

enum store_status site_settle_names(struct store *s, enum group_kind k)
{
    enum store_status st = db_run(s, db_stmt(s, &site_import_statements, SETTLE + (int)k));
    if (st != STORE_OK)
        return st;
    st = site_run_found(s, db_stmt(s, &site_import_statements, UNSETTLED + (int)k));
    return st == STORE_OK ? STORE_REFUSED : st == STORE_MISSING ? STORE_OK : st;
}

enum store_status site_find_name(struct store *s, struct arena *a, enum group_kind k,
                                 const char *slug, struct group *out)
{
    struct statement *q = db_stmt(s, &site_import_statements, FIND_NAME + (int)k);
    db_bind_text(q, 1, slug);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK) {
        int64_t stands_for = db_int(q, 0), id = db_int(q, 1);
        *out = (struct group){.id = stands_for,
                              .slug = arena_dup(a, slug),
                              .name = "",
                              .text = "",
                              .said = id == stands_for ? 0 : id};
    }
    db_reset(q);
    return st;
}

/* ---- Redirects, the front page, reports ------------------------------------------------------ */

enum store_status site_put_redirect_rule(struct store *s, struct arena *a, const char *path,
                                         const char *target, int64_t now, struct problems *why)
{
    enum store_status st = db_begin(s, SCOPE_SITE);
    return st == STORE_OK ? db_end(s, redirect_rule_put(s, a, path, target, now, why)) : st;
}

static enum store_status put_bands(struct store *s, struct arena *a, const struct front *f)
{
    enum store_status st = STORE_OK;
    for (size_t i = 0; st == STORE_OK && i < f->n_bands; i++) {
        struct group g;
        st = site_find_name(s, a, GROUP_SECTION, f->bands[i].slug, &g);
        if (st != STORE_OK)
            break;
        struct statement *q = site_stmt(s, FRONT_SECTION, f->id);
        db_bind_int(q, 2, (int64_t)i + 1);
        db_bind_int(q, 3, g.id);
        db_bind_int(q, 4, f->bands[i].hidden);
        st = db_run(s, q);
    }
    return st;
}

enum store_status site_put_front(struct store *s, struct arena *a, const struct front *f)
{
    struct statement *q = site_stmt(s, FRONT, f->id);
    db_bind_int(q, 2, f->live_from);
    db_bind_int(q, 3, f->saved_at);
    db_bind_id(q, 4, f->saved_by);
    db_bind_id(q, 5, f->cancelled_at);
    enum store_status st = db_run(s, q);
    for (size_t i = 0; st == STORE_OK && i < f->n_pins; i++) {
        q = site_stmt(s, FRONT_STORY, f->id);
        db_bind_int(q, 2, f->pins[i].place);
        db_bind_int(q, 3, f->pins[i].story_id);
        db_bind_id(q, 4, f->pins[i].until);
        st = site_run_found(s, q);
    }
    return st == STORE_OK ? put_bands(s, a, f) : st;
}

enum store_status site_put_report(struct store *s, const struct report *r)
{
    struct statement *q = site_stmt(s, REPORT, r->id);
    db_bind_int(q, 2, r->story_id);
    db_bind_int(q, 3, r->revision);
    db_bind_text(q, 4, r->passage);
    db_bind_text(q, 5, r->quote);
    db_bind_text(q, 6, r->message);
    db_bind_int(q, 7, r->created_at);
    db_bind_int(q, 8, (int64_t)r->state);
    db_bind_text(q, 9, r->note);
    db_bind_id(q, 10, r->closed_at);
    return site_run_found(s, q);
}

enum store_status site_import_note(struct store *s, const char *said, int64_t now)
{
    enum store_status st = db_begin(s, SCOPE_QUIET);
    return st == STORE_OK ? db_end(s, audit_write(s, 0, 0, "site.import", said, now)) : st;
}
