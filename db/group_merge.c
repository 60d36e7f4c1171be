/* group_merge.c: a section, byline or tag that stands for another one.
 *
 * merged_into is what somebody said, stands_for where that ends. A chain is followed when it changes, so
 * that a reader's page follows one step. listing and head_section are derived, and are by the one that is
 * stood for. */
#include "driver.h"
#include "group_private.h"
#include "lib/language.h"
#include "operation.h"
#include "search_private.h"
#include "story.h"

#include <string.h>

/* Each statement three times, in the order of enum group_kind, but for the last four. */
enum {
    ROW,
    MERGED = ROW + GROUP_KIND_MAX,
    MERGES = MERGED + GROUP_KIND_MAX,
    IDS = MERGES + GROUP_KIND_MAX,
    SAY = IDS + GROUP_KIND_MAX,
    FOLLOW = SAY + GROUP_KIND_MAX,
    TAKE = FOLLOW + GROUP_KIND_MAX,
    DROP = TAKE + GROUP_KIND_MAX,
    MOVE = DROP + GROUP_KIND_MAX,
    GONE,
    HEADS,
    HEADS_BACK,
    GROUP_MERGE_SQL_MAX
};

/* One clause a line. */
/* clang-format off */
#define EACH(first, statement) \
    [(first) + GROUP_SECTION] = statement("section", "1", \
        "section g WHERE g.id = r.section_id"), \
    [(first) + GROUP_TAG] = statement("tag", "2", \
        "revision_tag x" SQL_JOIN "tag g ON g.id = x.tag_id WHERE x.revision_id = r.id"), \
    [(first) + GROUP_BYLINE] = statement("byline", "3", \
        "revision_byline x" SQL_JOIN "byline g ON g.id = x.byline_id WHERE x.revision_id = r.id")
#define SQL_ROW(table, list, names) \
    "SELECT id, slug, name, stands_for FROM " table " WHERE slug = ?1"
#define SQL_MERGED(table, list, names) \
    "SELECT id, slug, name, stands_for FROM " table \
    " WHERE merged_into = ?1 AND stands_for IS NOT NULL ORDER BY name, id"
#define SQL_MERGES(table, hidden) \
    "SELECT g.id, g.slug, g.name, g.stands_for, g.text, " hidden ", t.slug" \
    " FROM " table " g" SQL_JOIN table " t ON t.id = g.merged_into" \
    " WHERE g.stands_for IS NOT NULL ORDER BY g.stands_for, g.id"
#define SQL_IDS(table, list, names) \
    "SELECT id FROM " table " WHERE stands_for = ?1 ORDER BY id LIMIT ?2"
#define SQL_SAY(table, list, names) \
    "UPDATE " table " SET merged_into = ?2 WHERE id = ?1"
/* All that were merged into ?1, and it, stand for ?2. */
#define SQL_FOLLOW(table, list, names) \
    "WITH RECURSIVE below (id) AS (SELECT ?1 UNION" \
    "  SELECT g.id FROM below b" SQL_JOIN table " g ON g.merged_into = b.id)" \
    " UPDATE " table " SET stands_for = nullif(?2, id)" \
    " WHERE id IN (SELECT id FROM below)"
/* What is listed under ?2 and names one that stands for ?1 is listed under ?1. */
#define SQL_TAKE(table, list, names) \
    "INSERT INTO listing (list, key_id, published_at, story_id, number)" \
    " SELECT " list ", ?1, l.published_at, l.story_id, l.number" \
    " FROM listing l" SQL_JOIN "revision r ON r.story_id = l.story_id AND r.number = l.number" \
    " WHERE l.list = " list " AND l.key_id = ?2" \
    " AND EXISTS (SELECT 1 FROM " names " AND coalesce(g.stands_for, g.id) = ?1)"
/* What is listed under ?1 and names none that stands for it, is not. */
#define SQL_DROP(table, list, names) \
    "DELETE FROM listing WHERE list = " list " AND key_id = ?1" \
    " AND NOT EXISTS (SELECT 1 FROM revision r" \
    "  WHERE r.story_id = listing.story_id AND r.number = listing.number" \
    "  AND EXISTS (SELECT 1 FROM " names " AND coalesce(g.stands_for, g.id) = ?1))"

static const char *const sql[GROUP_MERGE_SQL_MAX] = {
    EACH(ROW, SQL_ROW),
    EACH(MERGED, SQL_MERGED),
    [MERGES + GROUP_SECTION] = SQL_MERGES("section", "g.hidden"),
    [MERGES + GROUP_TAG] = SQL_MERGES("tag", "0"),
    [MERGES + GROUP_BYLINE] = SQL_MERGES("byline", "0"),
    EACH(IDS, SQL_IDS),
    EACH(SAY, SQL_SAY),
    EACH(FOLLOW, SQL_FOLLOW),
    EACH(TAKE, SQL_TAKE),
    EACH(DROP, SQL_DROP),
    [MOVE] =
        "INSERT INTO listing (list, key_id, published_at, story_id, number)"
        " SELECT list, ?3, published_at, story_id, number FROM listing"
        " WHERE list = ?1 AND key_id = ?2 ON CONFLICT DO NOTHING",
    [GONE] = "DELETE FROM listing WHERE list = ?1 AND key_id = ?2",
    [HEADS] = "UPDATE story SET head_section = ?2 WHERE head_section = ?1",
    [HEADS_BACK] =
        "UPDATE story SET head_section = ?1 WHERE head_section = ?2"
        " AND EXISTS (SELECT 1 FROM revision r" SQL_JOIN "section g ON g.id = r.section_id"
        "  WHERE r.story_id = story.id AND r.number = story.head_number"
        "  AND coalesce(g.stands_for, g.id) = ?1)",
};
/* clang-format on */
const struct statements group_merge_statements = {SET_GROUP_MERGE, sql, GROUP_MERGE_SQL_MAX};
_Static_assert(GROUP_MERGE_SQL_MAX <= DB_STATEMENTS_MAX, "statement cache");
_Static_assert(LIST_SECTION == 1 && LIST_TAG == 2 && LIST_BYLINE == 3, "numbers in EACH");

static const enum story_list lists[GROUP_KIND_MAX] = {
    [GROUP_SECTION] = LIST_SECTION, [GROUP_TAG] = LIST_TAG, [GROUP_BYLINE] = LIST_BYLINE};

/* A row as it is, and whom it stands for; 0: itself. */
struct merge_row {
    struct group group;
    int64_t stands_for;
};

static struct statement *merge_stmt(struct store *s, int which, int64_t first, int64_t second)
{
    struct statement *q = db_stmt(s, &group_merge_statements, which);
    db_bind_int(q, 1, first);
    if (second != 0)
        db_bind_int(q, 2, second);
    return q;
}

static struct merge_row merge_read(struct arena *a, struct statement *q)
{
    return (struct merge_row){.group = {.id = db_int(q, 0),
                                        .slug = db_text(a, q, 1),
                                        .name = db_text(a, q, 2),
                                        .text = ""},
                              .stands_for = db_int(q, 3)};
}

static enum store_status merge_find(struct store *s, struct arena *a, enum group_kind k,
                                    const char *slug, struct merge_row *out)
{
    struct statement *q = db_stmt(s, &group_merge_statements, ROW + (int)k);
    db_bind_text(q, 1, slug);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = merge_read(a, q);
    db_reset(q);
    return st;
}

enum store_status group_merged(struct store *s, struct arena *a, enum group_kind k, int64_t id,
                               struct groups *out)
{
    struct statement *q = merge_stmt(s, MERGED + (int)k, id, 0);
    size_t capacity = 0;
    enum store_status st;
    *out = (struct groups){0};
    while ((st = db_row(s, q)) == STORE_OK) {
        out->v = arena_grow(a, out->v, out->n, &capacity, sizeof *out->v);
        out->v[out->n++] = merge_read(a, q).group;
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status group_merges(struct store *s, struct arena *a, enum group_kind k,
                               struct group_merges *out)
{
    struct statement *q = db_stmt(s, &group_merge_statements, MERGES + (int)k);
    size_t capacity = 0;
    enum store_status st;
    *out = (struct group_merges){0};
    while ((st = db_row(s, q)) == STORE_OK) {
        struct group_merged_row one = {merge_read(a, q).group, db_text(a, q, 6)};
        one.group.text = db_text(a, q, 4);
        one.group.hidden = db_int(q, 5) != 0;
        out->v = arena_grow(a, out->v, out->n, &capacity, sizeof *out->v);
        out->v[out->n++] = one;
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status group_ids(struct store *s, struct arena *a, enum group_kind k, int64_t id,
                            struct group_ids *out)
{
    struct statement *q = merge_stmt(s, IDS + (int)k, id, GROUP_IDS_MAX - 1);
    enum store_status st;
    *out = (struct group_ids){.v = arena_array(a, GROUP_IDS_MAX, sizeof *out->v)};
    out->v[out->n++] = id;
    while ((st = db_row(s, q)) == STORE_OK)
        out->v[out->n++] = db_int(q, 0);
    return st == STORE_MISSING ? STORE_OK : st;
}

/* ---- What is derived ------------------------------------------------------------------------- */

static enum store_status merge_lists(struct store *s, enum group_kind k, int64_t from, int64_t into)
{
    struct statement *q = merge_stmt(s, MOVE, (int64_t)lists[k], from);
    db_bind_int(q, 3, into);
    enum store_status st = db_run(s, q);
    if (st == STORE_OK)
        st = db_run(s, merge_stmt(s, GONE, (int64_t)lists[k], from));
    return st == STORE_OK && k == GROUP_SECTION ? db_run(s, merge_stmt(s, HEADS, from, into)) : st;
}

static enum store_status part_lists(struct store *s, enum group_kind k, int64_t from, int64_t into)
{
    enum store_status st = db_run(s, merge_stmt(s, TAKE + (int)k, from, into));
    if (st == STORE_OK)
        st = db_run(s, merge_stmt(s, DROP + (int)k, into, 0));
    return st == STORE_OK && k == GROUP_SECTION ? db_run(s, merge_stmt(s, HEADS_BACK, from, into))
                                                : st;
}

/* into 0: what was merged into id stands for it again, and it for itself. */
static enum store_status merge_say(struct store *s, enum group_kind k, int64_t id, int64_t into)
{
    struct statement *q = db_stmt(s, &group_merge_statements, SAY + (int)k);
    db_bind_int(q, 1, id);
    db_bind_id(q, 2, into);
    enum store_status st = db_run(s, q);
    return st == STORE_OK ? db_run(s, merge_stmt(s, FOLLOW + (int)k, id, into ? into : id)) : st;
}

/* ---- Merging, parting ------------------------------------------------------------------------ */

static enum store_status merge_refuse(const struct merge_row *from, const struct group *into,
                                      struct problems *why)
{
    if (from->stands_for != 0)
        problem_say(why, "into", WORD("“%NAME%” is merged already."), "NAME", from->group.name,
                    NULL);
    else
        problem_say(why, "into", WORD("“%NAME%” cannot be merged into itself: choose another."),
                    "NAME", into->name, NULL);
    return STORE_REFUSED;
}

static enum store_status merge_write(const struct operation *op, enum group_kind k,
                                     const char *slug, const char *into_slug)
{
    static const char *const actions[] = {"section.merge", "tag.merge", "byline.merge"};
    struct merge_row from;
    struct group into;
    enum store_status st = merge_find(op->s, op->a, k, slug, &from);
    if (st != STORE_OK)
        return st;
    st = group_find(op->s, op->a, k, into_slug, &into);
    if (st == STORE_MISSING) {
        problem_say(op->why, "into", WORD("There is no “%NAME%”; choose one that exists."), "NAME",
                    into_slug, NULL);
        return STORE_REFUSED;
    }
    if (st == STORE_OK && (from.stands_for != 0 || into.id == from.group.id))
        return merge_refuse(&from, &into, op->why);
    if (st == STORE_OK)
        st = search_mark_group(op->s, k, from.group.id);
    if (st == STORE_OK)
        st = merge_lists(op->s, k, from.group.id, into.id);
    if (st == STORE_OK)
        st = merge_say(op->s, k, from.group.id, into.id);
    return st == STORE_OK
               ? operation_audit(op, actions[k],
                                 arena_printf(op->a, "%s: %s", from.group.slug, into.slug))
               : st;
}

static enum store_status part_write(const struct operation *op, enum group_kind k, const char *slug)
{
    static const char *const actions[] = {"section.part", "tag.part", "byline.part"};
    struct merge_row from;
    enum store_status st = merge_find(op->s, op->a, k, slug, &from);
    if (st == STORE_OK && from.stands_for == 0)
        st = STORE_MISSING;
    if (st != STORE_OK)
        return st;
    st = search_mark_group(op->s, k, from.stands_for);
    if (st == STORE_OK)
        st = merge_say(op->s, k, from.group.id, 0);
    if (st == STORE_OK)
        st = part_lists(op->s, k, from.group.id, from.stands_for);
    return st == STORE_OK ? operation_audit(op, actions[k], from.group.slug) : st;
}

enum store_status group_merge(struct store *s, enum group_kind k, const char *slug,
                              const char *into, const struct actor *by, int64_t now,
                              struct problems *why)
{
    struct operation op = {.s = s, .by = by, .now = now, .why = why};
    if (operation_begin(&op, SCOPE_SITE))
        op.st = merge_write(&op, k, slug, into);
    return operation_end(&op);
}

enum store_status group_part(struct store *s, enum group_kind k, const char *slug,
                             const struct actor *by, int64_t now)
{
    struct operation op = {.s = s, .by = by, .now = now};
    if (operation_begin(&op, SCOPE_SITE))
        op.st = part_write(&op, k, slug);
    return operation_end(&op);
}
