/* suggest.c: see suggest.h. */
#include "suggest.h"

#include "driver.h"
#include "lib/name.h"
#include "lib/text.h"
#include "permission.h"
#include "search.h"
#include "story_private.h"

#include <string.h>

/* Each of a name's statements twice, in the order BYLINE, TAG. */
enum {
    UNPUBLISHED,
    WAITING,
    OWN,
    SOURCES,
    OWN_SOURCES,
    SEEN_SOURCES,
    BEGIN,
    NEWEST = BEGIN + 2,
    SEEN = NEWEST + 2,
    SUGGEST_SQL_MAX = SEEN + 2
};

/* One clause a line. */
/* clang-format off */
#define STORY_OF(few) \
    "SELECT r.headline, s.path, s.published_at, s.kind, s.in_review, s.binned_at, s.withdrawn_at," \
    " " SQL_LIVE_NUMBER("s.id") \
    " FROM (" few ") f" SQL_JOIN "story s ON s.id = f.id" SQL_JOIN \
    "revision r ON r.story_id = s.id AND r.number = s.head_number"
#define SOURCES_OF(few) \
    "SELECT r.sources FROM (" few ") f" SQL_JOIN \
    "revision r ON r.story_id = f.id AND r.number = f.number"
/* What readers may know of, or what one's own newest stories have. */
#define NAME_SEEN(list, table, names, id) \
    "SELECT 1 WHERE EXISTS (SELECT 1 FROM listing l" \
    "  WHERE l.list = " list " AND l.key_id = ?3 AND l.published_at <= ?1" \
    "  AND l.number = " SQL_LIVE_NUMBER("l.story_id") ")" \
    " OR EXISTS (SELECT 1 FROM (SELECT id FROM story WHERE created_by = ?2" \
    "   ORDER BY edited_at DESC, id DESC LIMIT 200) s" SQL_JOIN \
    "  revision r ON r.story_id = s.id" SQL_JOIN names " x ON x.revision_id = r.id" \
    "  WHERE x." id " IN (SELECT id FROM " table " WHERE id = ?3 OR stands_for = ?3))"
#define NAMES_BEGIN(names) \
    "SELECT g.id, g.name, g.text <> '', q.name, g.slug FROM " names " q" SQL_JOIN \
    names " g ON g.id = coalesce(q.stands_for, q.id)" \
    " WHERE q.letters >= ?1 AND q.letters < ?2 ORDER BY q.letters LIMIT 200"
#define NAMES_NEWEST(names) \
    "SELECT g.id, g.name, g.text <> '', q.name, g.slug FROM " names " q" SQL_JOIN \
    names " g ON g.id = coalesce(q.stands_for, q.id) ORDER BY q.id DESC LIMIT 2000"

static const char *const sql[SUGGEST_SQL_MAX] = {
    [UNPUBLISHED] = STORY_OF(
        "SELECT id FROM story WHERE published_at IS NULL ORDER BY edited_at DESC, id DESC LIMIT 200"),
    [WAITING] = STORY_OF(
        "SELECT id FROM story WHERE published_at > ?1 ORDER BY published_at LIMIT 200"),
    [OWN] = STORY_OF(
        "SELECT id FROM story WHERE created_by = ?2 ORDER BY edited_at DESC, id DESC LIMIT 200"),
    [SOURCES] = SOURCES_OF(
        "SELECT id, head_number AS number FROM story ORDER BY edited_at DESC, id DESC LIMIT 200"),
    [OWN_SOURCES] = SOURCES_OF(
        "SELECT id, head_number AS number FROM story WHERE created_by = ?2"
        " ORDER BY edited_at DESC, id DESC LIMIT 200"),
    [SEEN_SOURCES] = SOURCES_OF(
        "SELECT story_id AS id, number FROM listing WHERE list = 0 AND key_id = 0"
        " AND published_at <= ?1 ORDER BY published_at DESC, story_id DESC LIMIT 200")
        SQL_JOIN "story s ON s.id = f.id"
        " WHERE s.withdrawn_at IS NULL AND f.number = " SQL_LIVE_NUMBER("f.id"),
    [BEGIN] = NAMES_BEGIN("byline"),
    [BEGIN + 1] = NAMES_BEGIN("tag"),
    [NEWEST] = NAMES_NEWEST("byline"),
    [NEWEST + 1] = NAMES_NEWEST("tag"),
    [SEEN] = NAME_SEEN("3", "byline", "revision_byline", "byline_id"),
    [SEEN + 1] = NAME_SEEN("2", "tag", "revision_tag", "tag_id"),
};
/* clang-format on */
const struct statements suggest_statements = {SET_SUGGEST, sql, SUGGEST_SQL_MAX};
_Static_assert(SUGGEST_LOOKED == 200 && SUGGEST_NAMES_LOOKED == 2000, "limits in sql");
_Static_assert(SUGGEST_TAG == SUGGEST_BYLINE + 1, "names in sql");

enum suggest_kind suggest_kind_find(const char *name)
{
    static const char *const names[SUGGEST_KIND_MAX] = {"story", "byline", "tag", "source"};
    for (size_t i = 0; i < SUGGEST_KIND_MAX; i++)
        if (strcmp(names[i], name) == 0)
            return (enum suggest_kind)i;
    return SUGGEST_KIND_MAX;
}

/* What is asked, and what is found so far. */
struct asked {
    struct store *s;
    struct arena *a;
    const struct actor *by;
    const char *typed;
    const char *key; /* name_key of it */
    int64_t now;
    bool all; /* what others have not published, too */
    struct suggestions_shown *out;
};

static bool suggest_knows(const struct asked *q, const char *title, const char *url)
{
    for (size_t i = 0; i < q->out->n; i++)
        if (strcmp(q->out->v[i].title, title) == 0 && strcmp(q->out->v[i].url, url) == 0)
            return true;
    return false;
}

/* False: there is no room for more. */
static bool suggest_add(const struct asked *q, struct suggestion_shown found)
{
    if (q->out->n < SUGGEST_MAX && !suggest_knows(q, found.title, found.url))
        q->out->v[q->out->n++] = found;
    return q->out->n < SUGGEST_MAX;
}

static struct statement *suggest_stmt(const struct asked *q, int which)
{
    struct statement *stmt = db_stmt(q->s, &suggest_statements, which);
    if (which != SOURCES && which != OWN_SOURCES)
        db_bind_int(stmt, 1, q->now);
    if (which == OWN || which == OWN_SOURCES || which >= SEEN)
        db_bind_int(stmt, 2, q->by->user);
    return stmt;
}

/* ---- Stories ----------------------------------------------------------------------------------- */

/* Of those that readers do not see yet: what is withdrawn or in the bin leads nowhere for good. */
static void suggest_read_story(const struct asked *q, struct statement *r)
{
    struct suggestion_shown found = {
        .title = db_text(q->a, r, 0),
        .url = db_text(q->a, r, 1),
        .at = db_int(r, 2),
        .kind = (enum story_kind)db_int(r, 3),
        .state = db_int(r, 4) ? STORY_IN_REVIEW : STORY_DRAFT,
    };
    if (db_int(r, 5) != 0 || db_int(r, 6) != 0 || db_int(r, 7) != 0)
        return;
    if (found.at != 0)
        found.state = STORY_SCHEDULED;
    else
        found.url = "";
    if (name_has(q->a, found.title, q->key))
        suggest_add(q, found);
}

static enum store_status suggest_unseen(const struct asked *q, int which)
{
    struct statement *r = suggest_stmt(q, which);
    enum store_status st;
    while ((st = db_row(q->s, r)) == STORE_OK)
        suggest_read_story(q, r);
    return st == STORE_MISSING ? STORE_OK : st;
}

static void suggest_add_card(const struct asked *q, const struct card *c)
{
    suggest_add(q, (struct suggestion_shown){.title = c->headline,
                                             .url = c->path,
                                             .state = STORY_LIVE,
                                             .kind = c->kind,
                                             .at = c->published_at});
}

static enum store_status suggest_pages(const struct asked *q)
{
    struct cards pages;
    enum store_status st = story_list_pages(q->s, q->a, q->now, &pages);
    for (size_t i = 0; st == STORE_OK && i < pages.n; i++)
        if (name_has(q->a, pages.v[i].headline, q->key))
            suggest_add_card(q, &pages.v[i]);
    return st;
}

/* The last word is a beginning. */
static enum store_status suggest_seen(const struct asked *q)
{
    struct search_query query = {.text = arena_printf(q->a, "%s*", q->typed), .limit = SUGGEST_MAX};
    struct search_hits hits;
    enum store_status st = search_stories(q->s, q->a, &query, q->now, &hits);
    for (size_t i = 0; st == STORE_OK && i < hits.n; i++)
        suggest_add_card(q, &hits.v[i].card);
    return st;
}

static enum store_status suggest_stories(const struct asked *q)
{
    enum store_status st = suggest_unseen(q, q->all ? UNPUBLISHED : OWN);
    if (st == STORE_OK && q->all)
        st = suggest_unseen(q, WAITING);
    /* What is not seen yet never takes all the room. */
    if (q->out->n > SUGGEST_MAX / 2)
        q->out->n = SUGGEST_MAX / 2;
    if (st == STORE_OK)
        st = suggest_pages(q);
    return st == STORE_OK ? suggest_seen(q) : st;
}

/* ---- Names ------------------------------------------------------------------------------------- */

struct name_row {
    int64_t id;
    const char *name;
    bool has_page; /* it has a text of its own, for readers */
    const char *slug;
};

static enum store_status suggest_is_seen(const struct asked *q, int which,
                                         const struct name_row *row, bool *seen)
{
    *seen = q->all || row->has_page;
    if (*seen)
        return STORE_OK;
    struct statement *r = suggest_stmt(q, which);
    db_bind_int(r, 3, row->id);
    enum store_status st = db_row(q->s, r);
    db_reset(r);
    *seen = st == STORE_OK;
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status suggest_read_names(const struct asked *q, struct statement *r, int seen)
{
    struct name_row *rows = arena_array(q->a, SUGGEST_NAMES_LOOKED, sizeof *rows);
    size_t n = 0;
    enum store_status st;
    while ((st = db_row(q->s, r)) == STORE_OK) {
        struct name_row row = {db_int(r, 0), db_text(q->a, r, 1), db_int(r, 2) != 0,
                               db_text(q->a, r, 4)};
        /* What was merged is found by the name that it had. */
        if (n < SUGGEST_NAMES_LOOKED && name_has(q->a, db_text(q->a, r, 3), q->key))
            rows[n++] = row;
    }
    st = st == STORE_MISSING ? STORE_OK : st;
    for (size_t i = 0; st == STORE_OK && i < n && i < SUGGEST_LOOKED && q->out->n < SUGGEST_MAX;
         i++) {
        bool is_seen;
        st = suggest_is_seen(q, seen, &rows[i], &is_seen);
        if (st == STORE_OK && is_seen)
            suggest_add(q, (struct suggestion_shown){
                               .title = rows[i].name, .url = "", .slug = rows[i].slug});
    }
    return st;
}

static enum store_status suggest_names(const struct asked *q, int kind)
{
    struct statement *r = db_stmt(q->s, &suggest_statements, BEGIN + kind);
    db_bind_text(r, 1, q->key);
    db_bind_text(r, 2, arena_printf(q->a, "%s\xf4\x8f\xbf\xbf", q->key));
    enum store_status st = suggest_read_names(q, r, SEEN + kind);
    if (st != STORE_OK || q->out->n == SUGGEST_MAX)
        return st;
    return suggest_read_names(q, db_stmt(q->s, &suggest_statements, NEWEST + kind), SEEN + kind);
}

/* ---- Sources ----------------------------------------------------------------------------------- */

static bool suggest_is_source(const struct asked *q, const struct source *source)
{
    const char *host = strstr(source->url, "://");
    host = host ? host + strlen("://") : source->url;
    if (strncmp(host, "www.", strlen("www.")) == 0)
        host += strlen("www.");
    return name_has(q->a, source->title, q->key) || name_has(q->a, host, q->key) ||
           strncmp(source->url, q->typed, strlen(q->typed)) == 0;
}

static enum store_status suggest_read_sources(const struct asked *q, int which)
{
    struct statement *r = suggest_stmt(q, which);
    enum store_status st;
    while ((st = db_row(q->s, r)) == STORE_OK) {
        struct sources all = sources_from_json(q->a, db_text(q->a, r, 0));
        for (size_t i = 0; i < all.n; i++)
            if (suggest_is_source(q, &all.v[i]))
                suggest_add(
                    q, (struct suggestion_shown){.title = all.v[i].title, .url = all.v[i].url});
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status suggest_sources(const struct asked *q)
{
    if (q->all)
        return suggest_read_sources(q, SOURCES);
    enum store_status st = suggest_read_sources(q, OWN_SOURCES);
    return st == STORE_OK ? suggest_read_sources(q, SEEN_SOURCES) : st;
}

enum store_status suggest(struct store *s, struct arena *a, enum suggest_kind k,
                          const struct actor *by, const char *typed, int64_t now,
                          struct suggestions_shown *out)
{
    *out = (struct suggestions_shown){.n = 0};
    struct asked q = {
        .s = s,
        .a = a,
        .by = by,
        .typed = text_line(a, typed),
        .now = now,
        .all = permission_may(by, ACT_OTHERS, NULL),
        .out = out,
    };
    q.key = name_key(a, q.typed);
    if (q.key[0] == '\0' || text_length(q.typed) > SUGGEST_TYPED_MAX)
        return STORE_OK;
    switch (k) {
    case SUGGEST_STORY:
        return suggest_stories(&q);
    case SUGGEST_BYLINE:
    case SUGGEST_TAG:
        return suggest_names(&q, (int)k - SUGGEST_BYLINE);
    case SUGGEST_SOURCE:
        return suggest_sources(&q);
    default:
        return STORE_OK;
    }
}
