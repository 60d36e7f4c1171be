/* story_read.c: one story: for its page, for its editors, and its history. */
#include "driver.h"
#include "media_shown.h"
#include "story_private.h"

enum {
    BY_PATH,
    MOVED,
    CORRECTIONS,
    CORRECTION_LIST,
    CHANGES,
    REVISIONS,
    WAS_LIVE,
    STORY_READ_SQL_MAX
};

/* One clause a line. */
/* clang-format off */
static const char *const sql[STORY_READ_SQL_MAX] = {
    [BY_PATH] =
        "SELECT " SQL_STORY_COLUMNS
        " FROM story s WHERE s.path = ?2",
    [MOVED] =
        "SELECT s.path FROM redirect d" SQL_JOIN "story s ON s.id = d.story_id"
        " WHERE d.path = ?2 AND s.path IS NOT NULL"
        " AND " SQL_LIVE_NUMBER("s.id")
        " IS NOT NULL",
    [CORRECTIONS] =
        "SELECT c.id, c.story_id, c.wrong, c.right, c.at"
        " FROM correction c" SQL_JOIN "publication w ON w.id = c.publication_id"
        " WHERE c.story_id = ?2 AND w.live_from <= ?1"
        " ORDER BY c.at DESC, c.id DESC",
    [CORRECTION_LIST] =
        "SELECT c.id, c.story_id, c.wrong, c.right, c.at, r.headline, s.path, r.lang"
        " FROM correction c" SQL_JOIN "publication w ON w.id = c.publication_id" SQL_JOIN
        "story s ON s.id = c.story_id" SQL_JOIN "revision r ON r.story_id = s.id AND r.number = "
        SQL_LIVE_NUMBER("s.id")
        " WHERE (c.at, c.id) < (?2, ?3) AND w.live_from <= ?1"
        " AND s.withdrawn_at IS NULL"
        " ORDER BY c.at DESC, c.id DESC LIMIT ?4",
    [CHANGES] =
        "SELECT w.kind, w.live_from, w.updated_at, w.note, w.number, c.wrong, c.right, c.at,"
        " s.published_at, w.id, c.id, "
        SQL_GREATEST("coalesce(w.reworded_at, 0)", "coalesce(c.reworded_at, 0)")
        " FROM publication w" SQL_JOIN "story s ON s.id = w.story_id"
        " LEFT JOIN correction c ON c.publication_id = w.id"
        " WHERE w.story_id = ?2 AND w.live_from <= ?1"
        " AND s.withdrawn_at IS NULL"
        " ORDER BY w.live_from DESC, w.id DESC",
    [REVISIONS] =
        "SELECT r.number, r.saved_at, u.name, r.words, w.kind, w.live_from, w.note,"
        " r.number = " SQL_LIVE_NUMBER("?2") ", coalesce(r.parent, r.number - 1)"
        " FROM revision r"
        " LEFT JOIN user u ON u.id = r.saved_by"
        " LEFT JOIN publication w ON w.id ="
        " (SELECT p.id FROM publication p"
        "  WHERE p.story_id = ?2 AND p.number = r.number"
        "  ORDER BY p.live_from DESC, p.id DESC LIMIT 1)"
        " WHERE r.story_id = ?2"
        " ORDER BY r.number DESC",
    [WAS_LIVE] =
        "SELECT w.live_from FROM publication w" SQL_JOIN "story s ON s.id = w.story_id"
        " WHERE w.story_id = ?2 AND w.number = ?3 AND w.live_from <= ?1"
        " AND s.withdrawn_at IS NULL"
        " ORDER BY w.live_from DESC LIMIT 1",
};
/* clang-format on */
const struct statements story_read_statements = {SET_STORY_READ, sql, STORY_READ_SQL_MAX};

/* A statement about one story at now. */
static struct statement *story_stmt(struct store *s, int which, int64_t now, int64_t story_id)
{
    struct statement *q = db_stmt(s, &story_read_statements, which);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, story_id);
    return q;
}

static struct correction correction_read(struct arena *a, struct statement *q)
{
    return (struct correction){
        .id = db_int(q, 0),
        .story_id = db_int(q, 1),
        .wrong = db_text(a, q, 2),
        .right = db_text(a, q, 3),
        .at = db_int(q, 4),
        .headline = "",
        .path = "",
        .lang = "",
    };
}

static enum store_status story_load_corrections(struct store *s, struct arena *a, int64_t story_id,
                                                int64_t now, struct corrections *out)
{
    *out = (struct corrections){0};
    struct statement *q = story_stmt(s, CORRECTIONS, now, story_id);
    size_t capacity = 0;
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        out->v = arena_grow(a, out->v, out->n, &capacity, sizeof *out->v);
        out->v[out->n++] = correction_read(a, q);
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

/* view->story is filled; the rest for one of its revisions. */
static enum store_status story_load_view(struct store *s, struct arena *a, int number, int64_t now,
                                         struct story_view *view)
{
    int64_t id = view->story.id;
    enum store_status st = revision_load(s, a, id, number, &view->revision, NULL);
    if (st == STORE_OK)
        st = story_load_corrections(s, a, id, now, &view->corrections);
    if (st != STORE_OK || view->revision.text.hero_id == 0)
        return st;
    st = media_get(s, a, view->revision.text.hero_id, &view->hero);
    view->has_hero = st == STORE_OK;
    return st == STORE_MISSING ? STORE_OK : st;
}

/* The notice names the story and gives the reason; the text is gone. */
static enum store_status story_load_gone(struct store *s, struct arena *a, struct story_view *view)
{
    struct revision r;
    enum store_status st = revision_load(s, a, view->story.id, view->story.live, &r, NULL);
    if (st != STORE_OK)
        return st;
    view->revision = (struct revision){.number = r.number,
                                       .text = story_text_empty(),
                                       .body_html = "",
                                       .plain = "",
                                       .how_html = "",
                                       .saved_by_name = "",
                                       .hash = ""};
    view->revision.text.headline = r.text.headline;
    view->revision.text.lang = r.text.lang;
    return STORE_OK;
}

static enum store_status story_find_moved(struct store *s, struct arena *a, const char *path,
                                          int64_t now, enum story_found *found,
                                          const char **moved_to)
{
    struct statement *q = db_stmt(s, &story_read_statements, MOVED);
    db_bind_int(q, 1, now);
    db_bind_text(q, 2, path);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK) {
        *found = STORY_MOVED;
        *moved_to = db_text(a, q, 0);
    }
    db_reset(q);
    return st;
}

static enum store_status story_find_path(struct store *s, struct arena *a, const char *path,
                                         int64_t now, enum story_found *found,
                                         struct story_view *view, const char **moved_to)
{
    struct statement *q = db_stmt(s, &story_read_statements, BY_PATH);
    db_bind_int(q, 1, now);
    db_bind_text(q, 2, path);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        story_read_columns(a, q, &view->story);
    db_reset(q);
    if (st == STORE_MISSING)
        return story_find_moved(s, a, path, now, found, moved_to);
    if (st != STORE_OK)
        return st;
    if (view->story.live == 0) { /* scheduled: an alias may lead elsewhere meanwhile, a 404 not */
        *view = (struct story_view){0};
        return STORE_MISSING;
    }
    *found = view->story.state == STORY_WITHDRAWN ? STORY_GONE : STORY_FOUND;
    if (*found == STORY_GONE)
        return story_load_gone(s, a, view);
    st = story_load_view(s, a, view->story.live, now, view);
    return st == STORE_OK ? media_show_view(s, a, view) : st;
}

enum store_status story_by_path(struct store *s, struct arena *a, const char *path, int64_t now,
                                enum story_found *found, struct story_view *view,
                                const char **moved_to)
{
    *view = (struct story_view){0};
    *moved_to = NULL;
    db_read(s);
    enum store_status st = story_find_path(s, a, path, now, found, view, moved_to);
    db_read_done(s);
    return st;
}

enum store_status story_get(struct store *s, struct arena *a, int64_t id, int number, int64_t now,
                            struct story_view *out)
{
    *out = (struct story_view){0};
    db_read(s);
    enum store_status st = story_row(s, a, id, now, &out->story);
    if (st == STORE_OK)
        st = story_load_view(s, a, number == 0 ? out->story.head : number, now, out);
    db_read_done(s);
    return st;
}

enum store_status story_published(struct store *s, struct arena *a, int64_t story_id, int number,
                                  int64_t now, struct revision *out, int64_t *live_from)
{
    db_read(s);
    struct statement *q = story_stmt(s, WAS_LIVE, now, story_id);
    db_bind_int(q, 3, number);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *live_from = db_int(q, 0);
    db_reset(q);
    if (st == STORE_OK)
        st = revision_load(s, a, story_id, number, out, NULL);
    db_read_done(s);
    return st;
}

enum store_status correction_list(struct store *s, struct arena *a, struct list_key before,
                                  size_t limit, int64_t now, struct corrections *out)
{
    *out = (struct corrections){.v = arena_array(a, limit, sizeof *out->v)};
    bool start = before.at == 0 && before.id == 0;
    struct statement *q = db_stmt(s, &story_read_statements, CORRECTION_LIST);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, start ? INT64_MAX : before.at);
    db_bind_int(q, 3, start ? INT64_MAX : before.id);
    db_bind_int(q, 4, (int64_t)limit);
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        struct correction *c = &out->v[out->n++];
        *c = correction_read(a, q);
        c->headline = db_text(a, q, 5);
        c->path = db_text(a, q, 6);
        c->lang = db_text(a, q, 7);
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

/* What readers were told. An Updated that was cleared by hand leaves the time of the change. */
static int64_t change_public_time(struct statement *q, enum edit_kind kind)
{
    if (kind == EDIT_FIRST)
        return db_int(q, 8);
    int64_t at = kind == EDIT_CORRECTION ? db_int(q, 7) : db_int(q, 2);
    return at == 0 ? db_int(q, 1) : at;
}

static struct change change_read(struct arena *a, struct statement *q)
{
    enum edit_kind kind = (enum edit_kind)db_int(q, 0);
    return (struct change){
        .kind = kind,
        .at = kind == EDIT_MINOR ? db_int(q, 1) : change_public_time(q, kind),
        .note = db_text(a, q, 3),
        .revision = (int)db_int(q, 4),
        .wrong = db_text(a, q, 5),
        .right = db_text(a, q, 6),
        .id = db_int(q, 9),
        .correction_id = db_int(q, 10),
        .reworded_at = db_int(q, 11),
    };
}

enum store_status story_changes(struct store *s, struct arena *a, int64_t story_id, int64_t now,
                                struct changes *out)
{
    *out = (struct changes){0};
    struct statement *q = story_stmt(s, CHANGES, now, story_id);
    size_t capacity = 0, fixes_capacity = 0;
    struct change *newer = NULL;
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        struct change c = change_read(a, q);
        if (newer)
            newer->from = c.revision;
        if (c.kind == EDIT_MINOR) {
            size_t n = (size_t)out->minor++;
            out->fixes = arena_grow(a, out->fixes, n, &fixes_capacity, sizeof *out->fixes);
            newer = &out->fixes[n];
        } else {
            out->v = arena_grow(a, out->v, out->n, &capacity, sizeof *out->v);
            newer = &out->v[out->n++];
        }
        *newer = c;
    }
    if (st == STORE_MISSING)
        st = newer ? STORE_OK : STORE_MISSING;
    return st;
}

enum store_status story_revisions(struct store *s, struct arena *a, int64_t id, int64_t now,
                                  struct revision_rows *out)
{
    *out = (struct revision_rows){0};
    struct statement *q = story_stmt(s, REVISIONS, now, id);
    size_t capacity = 0;
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        bool published = !db_is_null(q, 4);
        out->v = arena_grow(a, out->v, out->n, &capacity, sizeof *out->v);
        out->v[out->n++] = (struct revision_row){
            .number = (int)db_int(q, 0),
            .saved_at = db_int(q, 1),
            .saved_by_name = db_text(a, q, 2),
            .words = (int)db_int(q, 3),
            .edit = published ? (enum edit_kind)db_int(q, 4) : EDIT_KIND_MAX,
            .live_from = db_int(q, 5),
            .note = db_text(a, q, 6),
            .live = db_int(q, 7) != 0,
            .parent = (int)db_int(q, 8),
        };
    }
    if (st == STORE_MISSING)
        st = out->n > 0 ? STORE_OK : STORE_MISSING;
    return st;
}
