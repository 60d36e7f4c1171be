/* group.c: sections, tags and bylines, and the first parts of addresses that are ours. */
#include "group.h"
#include "driver.h"
#include "group_private.h"
#include "lib/language.h"
#include "lib/name.h"
#include "lib/slug.h"
#include "lib/text.h"
#include "lib/token.h"
#include "permission.h"
#include "search_private.h"
#include "story_private.h"

#include <string.h>

#define NAME_SHOWN_MAX 100 /* code points of a name in a problem */
#define NAME_MAX_LENGTH 100
#define ASKED_MAX 30      /* new names that are asked about at once */
#define NUMBERS_MAX 10000 /* "-2" … of one slug */

static const char *const reserved[] = {
    "admin",        "api",    "author",  "authors", "assets", "changes", "corrections", "favicon",
    "feed",         "health", "healthz", "index",   "login",  "logout",  "media",       "metrics",
    "news-sitemap", "page",   "report",  "robots",  "rss",    "search",  "section",     "sitemap",
    "static",       "status", "story",   "tag",     "tags",
};

const char *group_kind_name(enum group_kind k)
{
    static const char *const kinds[GROUP_KIND_MAX] = {
        [GROUP_SECTION] = "section", [GROUP_TAG] = "tag", [GROUP_BYLINE] = "byline"};
    return kinds[k];
}

/* "2026", and anything else of digits alone. */
static bool group_slug_numeric(const char *slug)
{
    return slug[0] != '\0' && slug[strspn(slug, "0123456789")] == '\0';
}

bool group_slug_reserved(const char *slug)
{
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
        if (strcmp(reserved[i], slug) == 0)
            return true;
    }
    return group_slug_numeric(slug);
}

/* Each statement three times, in the order of enum group_kind. */
enum {
    LIST,
    COUNTED = LIST + GROUP_KIND_MAX,
    BY_SLUG = COUNTED + GROUP_KIND_MAX,
    BY_NAME = BY_SLUG + GROUP_KIND_MAX,
    INSERT = BY_NAME + GROUP_KIND_MAX,
    CHANGE = INSERT + GROUP_KIND_MAX,
    SEEN = CHANGE + GROUP_KIND_MAX,
    PAGE_AT = SEEN + GROUP_KIND_MAX,
    PROFILE,
    GROUP_SQL_MAX
};

/* One clause a line. */
/* clang-format off */
#define GROUP_COLUMNS(hidden) \
    "SELECT g.id, g.slug, g.name, g.text, 0, " hidden
#define GROUP_COLUMNS_COUNTED(list, hidden) \
    "SELECT g.id, g.slug, g.name, g.text," \
    " (SELECT count(*) FROM listing l" \
    "  WHERE l.list = " list \
    " AND l.key_id = g.id AND l.published_at <= ?1" \
    "  AND l.number = " SQL_LIVE_NUMBER("l.story_id") "), " hidden
/* From the row that is asked for to the one that it stands for. */
#define GROUP_STANDS(table) \
    " FROM " table " q" SQL_JOIN table " g ON g.id = coalesce(q.stands_for, q.id)"
#define GROUP_ITSELF " WHERE g.stands_for IS NULL"
#define GROUP_COLUMNS_NAMED(hidden) GROUP_COLUMNS(hidden) ", q.name"
#define GROUP_LETTERS " WHERE q.letters = ?1 ORDER BY q.id"

/* Those that readers may know of, and those of one's own stories. */
#define GROUP_SEEN(list, table, names, id) \
    GROUP_ITSELF " AND (g.text <> '' OR EXISTS (SELECT 1 FROM listing l" \
    "  WHERE l.list = " list \
    " AND l.key_id = g.id AND l.published_at <= ?1" \
    "  AND l.number = " SQL_LIVE_NUMBER("l.story_id") ")" \
    " OR g.id IN (SELECT coalesce(q.stands_for, q.id) FROM story s" SQL_JOIN \
    "revision r ON r.story_id = s.id" SQL_JOIN names " x ON x.revision_id = r.id" SQL_JOIN \
    table " q ON q.id = x." id " WHERE s.created_by = ?2))" \
    " ORDER BY g.name, g.id"

static const char *const sql[GROUP_SQL_MAX] = {
    [LIST + GROUP_SECTION] =
        GROUP_COLUMNS("g.hidden")
        " FROM section g" GROUP_ITSELF " ORDER BY g.position, g.id",
    [LIST + GROUP_TAG] =
        GROUP_COLUMNS("0")
        " FROM tag g" GROUP_ITSELF " ORDER BY g.name, g.id",
    [LIST + GROUP_BYLINE] =
        GROUP_COLUMNS("0")
        " FROM byline g" GROUP_ITSELF " ORDER BY g.name, g.id",
    [COUNTED + GROUP_SECTION] =
        GROUP_COLUMNS_COUNTED("1", "g.hidden")
        " FROM section g" GROUP_ITSELF " ORDER BY g.position, g.id",
    [COUNTED + GROUP_TAG] =
        GROUP_COLUMNS_COUNTED("2", "0")
        " FROM tag g" GROUP_ITSELF " ORDER BY g.name, g.id",
    [COUNTED + GROUP_BYLINE] =
        GROUP_COLUMNS_COUNTED("3", "0")
        " FROM byline g" GROUP_ITSELF " ORDER BY g.name, g.id",
    [BY_SLUG + GROUP_SECTION] =
        GROUP_COLUMNS("g.hidden")
        GROUP_STANDS("section") " WHERE q.slug = ?1",
    [BY_SLUG + GROUP_TAG] =
        GROUP_COLUMNS("0")
        GROUP_STANDS("tag") " WHERE q.slug = ?1",
    [BY_SLUG + GROUP_BYLINE] =
        GROUP_COLUMNS("0")
        GROUP_STANDS("byline") " WHERE q.slug = ?1",
    [BY_NAME + GROUP_SECTION] =
        GROUP_COLUMNS_NAMED("g.hidden")
        GROUP_STANDS("section") GROUP_LETTERS,
    [BY_NAME + GROUP_TAG] =
        GROUP_COLUMNS_NAMED("0")
        GROUP_STANDS("tag") GROUP_LETTERS,
    [BY_NAME + GROUP_BYLINE] =
        GROUP_COLUMNS_NAMED("0")
        GROUP_STANDS("byline") GROUP_LETTERS,
    [INSERT + GROUP_SECTION] =
        "INSERT INTO section (slug, name, text, letters, position)"
        " SELECT ?1, ?2, ?3, ?4, coalesce(max(position), 0) + 1 FROM section"
        " RETURNING id",
    [INSERT + GROUP_TAG] =
        "INSERT INTO tag (slug, name, text, letters) VALUES (?1, ?2, ?3, ?4) RETURNING id",
    [INSERT + GROUP_BYLINE] =
        "INSERT INTO byline (slug, name, text, letters) VALUES (?1, ?2, ?3, ?4) RETURNING id",
    [CHANGE + GROUP_SECTION] =
        "UPDATE section SET name = ?2, text = ?3, letters = ?4 WHERE slug = ?1",
    [CHANGE + GROUP_TAG] =
        "UPDATE tag SET name = ?2, text = ?3, letters = ?4 WHERE slug = ?1",
    [CHANGE + GROUP_BYLINE] =
        "UPDATE byline SET name = ?2, text = ?3, letters = ?4 WHERE slug = ?1",
    [SEEN + GROUP_SECTION] =
        GROUP_COLUMNS("g.hidden")
        " FROM section g" GROUP_ITSELF " ORDER BY g.position, g.id",
    [SEEN + GROUP_TAG] =
        GROUP_COLUMNS("0")
        " FROM tag g" GROUP_SEEN("2", "tag", "revision_tag", "tag_id"),
    [SEEN + GROUP_BYLINE] =
        GROUP_COLUMNS("0")
        " FROM byline g" GROUP_SEEN("3", "byline", "revision_byline", "byline_id"),
    [PROFILE] =
        "INSERT INTO byline_profile (byline_id, number, place, languages, beats, contact, links)"
        " VALUES (?1, ?2, '', '', '', '', '')",
    [PAGE_AT] = "SELECT 1 FROM story WHERE path = '/' || ?1",
};
/* clang-format on */
const struct statements group_statements = {SET_GROUP, sql, GROUP_SQL_MAX};
_Static_assert(GROUP_SQL_MAX <= DB_STATEMENTS_MAX, "statement cache");

static struct group group_read(struct arena *a, struct statement *q)
{
    return (struct group){
        .id = db_int(q, 0),
        .slug = db_text(a, q, 1),
        .name = db_text(a, q, 2),
        .text = db_text(a, q, 3),
        .stories = db_int(q, 4),
        .hidden = db_int(q, 5) != 0,
    };
}

static enum store_status group_read_all(struct store *s, struct arena *a, struct statement *q,
                                        struct groups *out)
{
    *out = (struct groups){0};
    size_t capacity = 0;
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        out->v = arena_grow(a, out->v, out->n, &capacity, sizeof *out->v);
        out->v[out->n++] = group_read(a, q);
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status group_list(struct store *s, struct arena *a, enum group_kind k, bool with_counts,
                             int64_t now, struct groups *out)
{
    struct statement *q = db_stmt(s, &group_statements, (with_counts ? COUNTED : LIST) + (int)k);
    if (with_counts)
        db_bind_int(q, 1, now);
    return group_read_all(s, a, q, out);
}

enum store_status group_list_for(struct store *s, struct arena *a, enum group_kind k,
                                 const struct actor *by, int64_t now, struct groups *out)
{
    if (k == GROUP_SECTION || permission_may(by, ACT_OTHERS, NULL))
        return group_list(s, a, k, false, now, out);
    struct statement *q = db_stmt(s, &group_statements, SEEN + (int)k);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, by->user);
    return group_read_all(s, a, q, out);
}

static enum store_status group_find_one(struct store *s, struct arena *a, int which,
                                        const char *key, struct group *out)
{
    struct statement *q = db_stmt(s, &group_statements, which);
    db_bind_text(q, 1, key);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = group_read(a, q);
    db_reset(q);
    return st;
}

enum store_status group_find(struct store *s, struct arena *a, enum group_kind k, const char *slug,
                             struct group *out)
{
    return group_find_one(s, a, BY_SLUG + (int)k, slug, out);
}

/* The one that is spelt so, else the oldest. */
static enum store_status group_by_letters(struct store *s, struct arena *a, enum group_kind k,
                                          const char *letters, const char *name, struct group *out)
{
    struct statement *q = db_stmt(s, &group_statements, BY_NAME + (int)k);
    db_bind_text(q, 1, letters);
    enum store_status st = STORE_OK;
    bool found = false, spelt = false;
    while (!spelt && (st = db_row(s, q)) == STORE_OK) {
        spelt = strcmp(db_text(a, q, 6), name) == 0;
        if (spelt || !found)
            *out = group_read(a, q);
        found = true;
    }
    db_reset(q);
    return found && (spelt || st == STORE_MISSING) ? STORE_OK : st;
}

enum store_status group_find_name(struct store *s, struct arena *a, enum group_kind k,
                                  const char *name, struct group *out)
{
    return group_by_letters(s, a, k, name_key(a, name), name, out);
}

enum store_status group_section_taken(struct store *s, const char *slug)
{
    struct arena *a = arena_new();
    struct group found;
    enum store_status st = group_find_one(s, a, BY_SLUG + GROUP_SECTION, slug, &found);
    arena_free(a);
    return st == STORE_OK ? STORE_EXISTS : st;
}

static struct statement *group_bind(struct store *s, struct arena *a, int which,
                                    const struct group *g)
{
    struct statement *q = db_stmt(s, &group_statements, which);
    db_bind_text(q, 1, g->slug);
    db_bind_text(q, 2, g->name);
    db_bind_text(q, 3, g->text);
    db_bind_text(q, 4, name_key(a, g->name));
    return q;
}

static enum store_status group_change(struct store *s, struct arena *a, enum group_kind k,
                                      const struct group *g)
{
    return db_run(s, group_bind(s, a, CHANGE + (int)k, g));
}

/* A new byline's own number, which stays whatever becomes of its name and address. */
static enum store_status group_number(struct store *s, int64_t id)
{
    char number[2 * 16 + 1];
    token_random_hex(number, 16);
    struct statement *q = db_stmt(s, &group_statements, PROFILE);
    db_bind_int(q, 1, id);
    db_bind_text(q, 2, number);
    return db_run(s, q);
}

static enum store_status group_insert(struct store *s, struct arena *a, enum group_kind k,
                                      const struct group *g, int64_t *id)
{
    enum store_status st = db_run_id(s, group_bind(s, a, INSERT + (int)k, g), id);
    return st == STORE_OK && k == GROUP_BYLINE ? group_number(s, *id) : st;
}

/* A new section's address must not be ours nor a page's. */
static enum store_status group_check_section(struct store *s, const char *slug,
                                             struct problems *why)
{
    if (group_slug_reserved(slug)) {
        problem_say(why, "slug", "“%SLUG%” is an address of the site itself; choose another.",
                    "SLUG", slug, NULL);
        return STORE_REFUSED;
    }
    struct statement *q = db_stmt(s, &group_statements, PAGE_AT);
    db_bind_text(q, 1, slug);
    enum store_status st = db_row(s, q);
    db_reset(q);
    if (st == STORE_OK) {
        problem_say(why, "slug", "There is already a page at /%SLUG%; choose another address.",
                    "SLUG", slug, NULL);
        return STORE_REFUSED;
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status group_put_row(const struct operation *op, enum group_kind k,
                                       struct group *g, int64_t *id)
{
    static const char *const actions[] = {"section.put", "tag.put", "byline.put"};
    struct group old;
    enum store_status st = group_find_one(op->s, op->a, BY_SLUG + (int)k, g->slug, &old);
    if (st == STORE_OK) {
        *id = old.id;
        g->slug = old.slug;
        if (strcmp(old.name, g->name) == 0 && strcmp(old.text, g->text) == 0)
            return STORE_OK;
        st = group_change(op->s, op->a, k, g);
        if (st == STORE_OK && k != GROUP_SECTION && strcmp(old.name, g->name) != 0)
            st = search_mark_group(op->s, k, old.id);
    } else if (st == STORE_MISSING) {
        st = k == GROUP_SECTION ? group_check_section(op->s, g->slug, op->why) : STORE_OK;
        if (st == STORE_OK)
            st = group_insert(op->s, op->a, k, g, id);
    }
    const char *detail = arena_printf(op->a, "%s: %s", g->slug, g->name);
    return st == STORE_OK ? operation_audit(op, actions[k], detail) : st;
}

static bool group_check(const struct group *g, struct problems *why)
{
    size_t before = why->n;
    if (g->name[0] == '\0')
        problem_say(why, "name", "Give it a name.", NULL);
    else if (text_length(g->name) > 100)
        problem_say(why, "name", "Shorten the name to at most 100 characters.", NULL);
    else if (!slug_valid(g->slug))
        problem_say(why, "slug",
                    "Use only lower-case letters a to z, digits and single hyphens in an address.",
                    NULL);
    if (text_length(g->text) > 5000)
        problem_say(why, "text", "Shorten the text to at most 5,000 characters.", NULL);
    return why->n == before;
}

/* The address for a new one: its slug, with a number when another has that. "": there is none. */
static enum store_status group_free_slug(struct store *s, struct arena *a, enum group_kind k,
                                         const char *slug, const char **out)
{
    *out = slug;
    for (int n = 2; (*out)[0] != '\0'; n++) {
        struct group other;
        enum store_status st = group_find_one(s, a, BY_SLUG + (int)k, *out, &other);
        if (st != STORE_OK)
            return st == STORE_MISSING ? STORE_OK : st;
        *out = n <= NUMBERS_MAX ? slug_numbered(a, slug, n) : "";
    }
    return STORE_OK;
}

/* The slug of the one with that name, or one that is free. */
static enum store_status group_address(struct store *s, struct arena *a, enum group_kind k,
                                       struct group *g)
{
    struct group known;
    enum store_status st = group_find_name(s, a, k, g->name, &known);
    if (st == STORE_MISSING)
        return group_free_slug(s, a, k, slug_from(a, g->name), &g->slug);
    if (st == STORE_OK)
        g->slug = known.slug;
    return st;
}

enum store_status group_put_within(const struct operation *op, enum group_kind k,
                                   const struct group *in, int64_t *id)
{
    struct group g = {.slug = in->slug ? in->slug : "",
                      .name = text_line(op->a, in->name ? in->name : ""),
                      .text = text_lines(op->a, in->text ? in->text : "")};
    int64_t made = 0;
    enum store_status st = *g.slug ? STORE_OK : group_address(op->s, op->a, k, &g);
    if (st == STORE_OK && !group_check(&g, op->why))
        st = STORE_REFUSED;
    if (st == STORE_OK)
        st = group_put_row(op, k, &g, &made);
    if (st == STORE_OK && id)
        *id = made;
    return st;
}

enum store_status group_put(struct store *s, enum group_kind k, const struct group *g, int64_t user,
                            int64_t now, int64_t *id, struct problems *why)
{
    const struct actor by = {.user = user};
    struct operation op = {.s = s, .by = &by, .now = now, .why = why};
    if (operation_begin(&op, SCOPE_SITE))
        op.st = group_put_within(&op, k, g, id);
    return operation_end(&op);
}

static enum store_status group_ask(struct store *s, struct arena *a, enum group_kind k,
                                   const char *name, struct naming *naming, struct problems *why)
{
    struct new_name ask = {.kind = k, .name = name};
    if (naming->rule == NAMES_MAKE || naming->asked.n == ASKED_MAX ||
        new_names_have(a, naming->meant, k, name))
        return STORE_OK;
    enum store_status st = group_near(s, a, k, name, naming->by, naming->now, &ask.near);
    if (st != STORE_OK || (naming->rule == NAMES_ASK_NEAR && ask.near.n == 0))
        return st;
    new_names_add(a, &naming->asked, &ask);
    problem_say(why, "new_names",
                k == GROUP_BYLINE ? WORD("There is no byline “%NAME%” yet: say whether it is new.")
                                  : WORD("There is no tag “%NAME%” yet: say whether it is new."),
                "NAME", text_excerpt(a, name, NAME_SHOWN_MAX), NULL);
    return STORE_OK;
}

/* ---- Of a story ------------------------------------------------------------------------------ */

/* "ines-okafor" says no more than "Ines Okafor". */
static bool group_name_is_slug(struct arena *a, const char *name, const char *slug)
{
    char *words = name_key(a, name);
    for (char *c = words; *c; c++)
        if (*c == ' ')
            *c = '-';
    return strcmp(words, slug) == 0;
}

/* Whether what a file calls by a slug is the one that has it. A name that says more than the slug
 * decides; and a lone word is as likely a name itself: "c" is not C++, though that lies at /tag/c/. */
static bool group_meant(struct arena *a, const struct group *found, const char *slug,
                        const char *name)
{
    if (name[0] == '\0' || strcmp(found->name, name) == 0 ||
        strcmp(name_key(a, found->name), name_key(a, name)) == 0)
        return true;
    return group_name_is_slug(a, name, slug) &&
           (strchr(slug, '-') || strcmp(slug_from(a, found->name), slug) != 0);
}

/* One that is known by slug, or else by name. */
static enum store_status group_known(struct store *s, struct arena *a, enum group_kind k,
                                     const struct group *in, const char *name, struct group *out)
{
    const char *slug = in->slug ? in->slug : "";
    enum store_status st = STORE_MISSING;
    if (slug[0] != '\0')
        st = group_find_one(s, a, BY_SLUG + (int)k, slug, out);
    if (st == STORE_OK && in->id != out->id && !group_meant(a, out, slug, name))
        st = STORE_MISSING;
    return st == STORE_MISSING && name[0] != '\0' ? group_find_name(s, a, k, name, out) : st;
}

static enum store_status group_make(struct store *s, struct arena *a, enum group_kind k,
                                    const char *slug, const char *name, struct naming *naming,
                                    struct group *out)
{
    enum store_status st = group_free_slug(s, a, k, slug, &slug);
    if (st != STORE_OK)
        return st;
    if (!slug_valid(slug))
        return STORE_REFUSED;
    *out = (struct group){.slug = slug, .name = name, .text = ""};
    st = group_insert(s, a, k, out, &out->id);
    if (st == STORE_OK)
        new_names_add(a, &naming->made, &(struct new_name){.kind = k, .name = name, .slug = slug});
    return st;
}

static enum store_status group_resolve_one(struct store *s, struct arena *a, enum group_kind k,
                                           const struct group *in, struct group *out,
                                           struct naming *naming, struct problems *why)
{
    const char *slug = in->slug ? in->slug : "";
    const char *name = text_line(a, in->name ? in->name : "");
    if (text_length(name) > NAME_MAX_LENGTH)
        return STORE_REFUSED;
    enum store_status st = group_known(s, a, k, in, name, out);
    if (st != STORE_MISSING)
        return st;
    if (slug[0] == '\0')
        slug = slug_from(a, name);
    if (!slug_valid(slug))
        return STORE_REFUSED;
    if (name[0] == '\0')
        name = slug;
    st = group_ask(s, a, k, name, naming, why);
    return st == STORE_OK ? group_make(s, a, k, slug, name, naming, out) : st;
}

bool groups_have(const struct groups *list, int64_t id)
{
    for (size_t i = 0; i < list->n; i++) {
        if (list->v[i].id == id)
            return true;
    }
    return false;
}

enum store_status group_resolve(struct store *s, struct arena *a, enum group_kind k,
                                const char *field, const struct groups *in, struct groups *out,
                                struct naming *naming, struct problems *why)
{
    *out = (struct groups){.v = arena_array(a, in->n, sizeof *out->v)};
    for (size_t i = 0; i < in->n; i++) {
        struct group g = {0};
        enum store_status st = group_resolve_one(s, a, k, &in->v[i], &g, naming, why);
        if (st == STORE_REFUSED)
            problem_say(
                why, field, "“%NAME%” cannot be a name here: use letters or digits.", "NAME",
                text_excerpt(a, in->v[i].name ? in->v[i].name : in->v[i].slug, NAME_SHOWN_MAX),
                NULL);
        else if (st != STORE_OK)
            return st;
        else if (!groups_have(out, g.id))
            out->v[out->n++] = g;
    }
    return STORE_OK;
}

enum store_status group_ensure_section(struct store *s, struct arena *a, const struct group *in,
                                       int64_t now, struct group *out, struct problems *why)
{
    const char *slug = in->slug ? in->slug : "";
    const char *name = text_line(a, in->name ? in->name : "");
    *out = (struct group){.slug = "", .name = "", .text = ""};
    if (slug[0] == '\0')
        return STORE_OK;
    enum store_status st = group_known(s, a, GROUP_SECTION, in, name, out);
    if (st == STORE_MISSING)
        st = group_free_slug(s, a, GROUP_SECTION, slug, &out->slug);
    else
        return st;
    out->name = name;
    return st == STORE_OK ? group_put(s, GROUP_SECTION, out, 0, now, &out->id, why) : st;
}

enum store_status group_resolve_section(struct store *s, struct arena *a, const struct group *in,
                                        struct group *out, struct problems *why)
{
    *out = (struct group){.slug = "", .name = "", .text = ""};
    if (!in->slug || in->slug[0] == '\0')
        return STORE_OK;
    enum store_status st = group_find_one(s, a, BY_SLUG + GROUP_SECTION, in->slug, out);
    if (st != STORE_MISSING)
        return st;
    problem_say(why, "section", "There is no section “%NAME%”; choose one that exists.", "NAME",
                text_excerpt(a, in->slug, NAME_SHOWN_MAX), NULL);
    return STORE_OK;
}
