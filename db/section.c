/* section.c: the order of the sections, and taking one away. */
#include "audit_private.h"
#include "driver.h"
#include "group_private.h"
#include "lib/language.h"
#include "lib/text.h"
#include "operation.h"
#include "refuse.h"

#include <string.h>

enum { PLACE, HIDE, OTHERS, USED, DELETE, STANDING, SECTION_SQL_MAX };

static const char *const sql[SECTION_SQL_MAX] = {
    [PLACE] = "UPDATE section SET position = ?2 WHERE id = ?1",
    [HIDE] = "UPDATE section SET hidden = ?2 WHERE id = ?1",
    [OTHERS] = "SELECT 1 FROM section WHERE stands_for IS NULL AND id <> ?1 LIMIT 1",
    [USED] = "SELECT 1 FROM revision WHERE section_id = ?1"
             " UNION ALL SELECT 1 FROM section WHERE merged_into = ?1 LIMIT 1",
    [DELETE] = "DELETE FROM section WHERE id = ?1",
    [STANDING] = "SELECT g.id, g.slug, g.name, q.id FROM section q" SQL_JOIN
                 "section g ON g.id = coalesce(q.stands_for, q.id) ORDER BY q.id",
};
const struct statements section_statements = {SET_SECTION, sql, SECTION_SQL_MAX};

/* STORE_OK: one is there already. */
static enum store_status section_there(struct store *s, struct arena *a, const struct group *g)
{
    struct group there;
    const char *name = text_line(a, g->name);
    enum store_status st =
        *name ? group_find_name(s, a, GROUP_SECTION, name, &there) : STORE_MISSING;
    return st == STORE_MISSING && g->slug ? group_find(s, a, GROUP_SECTION, g->slug, &there) : st;
}

static enum store_status section_add_row(const struct operation *op, const struct group *g)
{
    enum store_status st = section_there(op->s, op->a, g);
    if (st == STORE_OK)
        return store_refuse(op->why, "name", WORD("There is already one with this name."));
    return st == STORE_MISSING ? group_put_within(op, GROUP_SECTION, g, NULL) : st;
}

enum store_status section_add(struct store *s, const struct group *g, const struct actor *by,
                              int64_t now, struct problems *why)
{
    struct operation op = {.s = s, .by = by, .now = now, .why = why};
    if (operation_begin(&op, SCOPE_SITE))
        op.st = section_add_row(&op, g);
    return operation_end(&op);
}

enum store_status section_standing(struct store *s, struct arena *a, struct groups *out)
{
    struct statement *q = db_stmt(s, &section_statements, STANDING);
    size_t capacity = 0;
    enum store_status st;
    *out = (struct groups){0};
    while ((st = db_row(s, q)) == STORE_OK) {
        out->v = arena_grow(a, out->v, out->n, &capacity, sizeof *out->v);
        out->v[out->n++] = (struct group){.id = db_int(q, 0),
                                          .slug = db_text(a, q, 1),
                                          .name = db_text(a, q, 2),
                                          .text = "",
                                          .said = db_int(q, 3)};
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

static size_t section_at(const struct groups *all, const char *slug)
{
    size_t i = 0;
    while (i < all->n && strcmp(all->v[i].slug, slug) != 0)
        i++;
    return i;
}

static enum store_status section_place(struct store *s, int64_t id, size_t position)
{
    struct statement *q = db_stmt(s, &section_statements, PLACE);
    db_bind_int(q, 1, id);
    db_bind_int(q, 2, (int64_t)position + 1);
    return db_run(s, q);
}

/* All get a position of their own, for imports may have left doubles. */
static enum store_status section_swap(struct store *s, struct groups *all, size_t i, size_t j)
{
    struct group moved = all->v[i];
    enum store_status st = STORE_OK;
    all->v[i] = all->v[j];
    all->v[j] = moved;
    for (size_t n = 0; st == STORE_OK && n < all->n; n++)
        st = section_place(s, all->v[n].id, n);
    return st;
}

static enum store_status section_move_row(const struct operation *op, const char *slug, bool up,
                                          const char *past)
{
    struct groups all;
    enum store_status st = group_list(op->s, op->a, GROUP_SECTION, false, op->now, &all);
    size_t i = st == STORE_OK ? section_at(&all, slug) : 0;
    if (st != STORE_OK || i == all.n)
        return st == STORE_OK ? STORE_MISSING : st;
    bool moves = up ? i > 0 : i + 1 < all.n;
    size_t to = up ? i - 1 : i + 1;
    if (past && (!moves || strcmp(all.v[to].slug, past) != 0))
        return STORE_CONFLICT;
    if (!moves)
        return STORE_OK;
    st = section_swap(op->s, &all, i, to);
    return st == STORE_OK ? operation_audit(op, "section.move",
                                            arena_printf(op->a, "%s: %s", slug, up ? "up" : "down"))
                          : st;
}

enum store_status section_move(struct store *s, const char *slug, bool up, const char *past,
                               const struct actor *by, int64_t now)
{
    struct operation op = {.s = s, .by = by, .now = now};
    if (operation_begin(&op, SCOPE_SITE))
        op.st = section_move_row(&op, slug, up, past);
    return operation_end(&op);
}

static enum store_status section_hide_row(struct store *s, struct arena *a, const char *slug,
                                          bool hide, const struct actor *by, int64_t now)
{
    struct group g;
    enum store_status st = group_find(s, a, GROUP_SECTION, slug, &g);
    if (st != STORE_OK || g.hidden == hide)
        return st;
    struct statement *q = db_stmt(s, &section_statements, HIDE);
    db_bind_int(q, 1, g.id);
    db_bind_int(q, 2, hide);
    st = db_run(s, q);
    return st == STORE_OK ? audit_write(s, by ? by->user : 0, 0,
                                        hide ? "section.hide" : "section.show", g.slug, now)
                          : st;
}

enum store_status section_hide(struct store *s, const char *slug, bool hide, const struct actor *by,
                               int64_t now)
{
    enum store_status st = db_begin(s, SCOPE_SITE);
    if (st != STORE_OK)
        return st;
    struct arena *a = arena_new();
    st = db_end(s, section_hide_row(s, a, slug, hide, by, now));
    arena_free(a);
    return st;
}

/* STORE_OK: there is such a row. */
static enum store_status section_ask(struct store *s, int which, int64_t id)
{
    struct statement *q = db_stmt(s, &section_statements, which);
    db_bind_int(q, 1, id);
    enum store_status st = db_row(s, q);
    db_reset(q);
    return st;
}

static enum store_status section_delete_row(const struct operation *op, const char *slug)
{
    struct group g;
    enum store_status st = group_find(op->s, op->a, GROUP_SECTION, slug, &g);
    if (st != STORE_OK)
        return st;
    st = section_ask(op->s, OTHERS, g.id);
    if (st == STORE_MISSING) {
        problem_say(op->why, "", WORD("“%NAME%” is the last section; it cannot be deleted."),
                    "NAME", g.name, NULL);
        return STORE_REFUSED;
    }
    st = st == STORE_OK ? section_ask(op->s, USED, g.id) : st;
    if (st == STORE_OK) {
        problem_say(op->why, "into",
                    WORD("“%NAME%” has stories, or had some: say which section takes them."),
                    "NAME", g.name, NULL);
        return STORE_REFUSED;
    }
    if (st != STORE_MISSING)
        return st;
    struct statement *q = db_stmt(op->s, &section_statements, DELETE);
    db_bind_int(q, 1, g.id);
    st = db_run(op->s, q);
    return st == STORE_OK
               ? operation_audit(op, "section.delete", arena_printf(op->a, "%s: %s", slug, g.name))
               : st;
}

enum store_status section_delete(struct store *s, const char *slug, const struct actor *by,
                                 int64_t now, struct problems *why)
{
    struct operation op = {.s = s, .by = by, .now = now, .why = why};
    if (operation_begin(&op, SCOPE_SITE))
        op.st = section_delete_row(&op, slug);
    return operation_end(&op);
}

static enum store_status section_arrange_rows(struct store *s, struct arena *a,
                                              const struct strlist *slugs, int64_t now)
{
    struct groups all;
    size_t next = 0;
    enum store_status st = group_list(s, a, GROUP_SECTION, false, now, &all);
    for (size_t i = 0; st == STORE_OK && i < slugs->n; i++) {
        size_t at = section_at(&all, slugs->v[i]);
        if (at < next || at == all.n)
            continue;
        struct group moved = all.v[at];
        memmove(&all.v[next + 1], &all.v[next], (at - next) * sizeof *all.v);
        all.v[next++] = moved;
    }
    for (size_t n = 0; st == STORE_OK && n < all.n; n++)
        st = section_place(s, all.v[n].id, n);
    if (st == STORE_OK)
        st = audit_write(s, 0, 0, "section.move", "as a file orders them", now);
    return st;
}

enum store_status section_arrange(struct store *s, const struct strlist *slugs, int64_t now)
{
    struct arena *a = arena_new();
    enum store_status st = db_begin(s, SCOPE_SITE);
    if (st == STORE_OK)
        st = db_end(s, section_arrange_rows(s, a, slugs, now));
    arena_free(a);
    return st;
}
