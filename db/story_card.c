/* story_card.c: see card_private.h. */
#include "card_private.h"

#include "media_private.h"
#include "story_private.h"

#include <inttypes.h>
#include <string.h>

enum { CARD, FRESH, KEEP, DROP, FIRST, NOTE, ALL, STORY_CARD_SQL_MAX };

/* One clause a line. */
/* clang-format off */
#define UNTIL_FOR_GOOD "9223372036854775807" /* INT64_MAX */
#define BETWEEN "'\x1f'" /* texts; one that has it keeps its story from having a row */
#define HERO_STEM "m.folder || '/' || m.name"
/* Behind it what crops keep, "@30,70", but for the middle. */
#define HERO_FOCUS \
    "CASE WHEN m.focus_x = 50 AND m.focus_y = 50 THEN '' ELSE '@' || m.focus_x || ',' || m.focus_y END"
/* The one that readers see: its own, or what stands for that (media_shown.h). */
#define HERO_SHOWN \
    "coalesce((SELECT p.shows FROM media_replacement p WHERE p.media_id = r.hero_id), r.hero_id)"
#define HERO_CREDIT \
    "coalesce((SELECT w.credit FROM media_replacement p" SQL_JOIN \
    "media_replacement w ON w.media_id = p.words_of WHERE p.media_id = r.hero_id), r.hero_credit)"
/* All names of a picture's files begin alike; where they do not, they are not kept. */
#define HERO_FILES \
    "(SELECT CASE WHEN min(substr(f.path, 1, length(m.folder) + 1 + length(m.name)) = " HERO_STEM ")" \
    "  THEN " HERO_STEM " || " HERO_FOCUS " || ' ' || " \
    SQL_JOIN_TEXTS("f.format || ' ' || f.width || ' ' || f.height || ' '" \
                   " || substr(f.path, length(m.folder) + 2 + length(m.name))", " ") " END" \
    "  FROM media m" SQL_JOIN "media_file f ON f.media_id = m.id WHERE m.id = " HERO_SHOWN ")"
/* The row of story ?2 as it is at ?1, in the order of card's columns. */
#define CARD_DERIVED \
    "SELECT s.id, r.number, n.live_from," \
    " coalesce((SELECT min(p.live_from) FROM publication p" \
    "  WHERE p.story_id = s.id AND p.live_from > ?1), " UNTIL_FOR_GOOD ")," \
    " s.published_at," \
    " coalesce(n.updated_at, " SQL_UPDATED_AT("s.id") ")," \
    " s.kind," \
    " EXISTS (SELECT 1 FROM publication p" \
    "  WHERE p.story_id = s.id AND p.live_from <= ?1 AND p.kind = 3)," \
    " r.rating, r.id, r.section_id, " HERO_SHOWN "," \
    " coalesce(s.path, '') || " BETWEEN " || r.headline || " BETWEEN " || r.dek || " BETWEEN \
    " || r.lang || " BETWEEN " || r.product || " BETWEEN " || " HERO_CREDIT " || " BETWEEN \
    " || coalesce(" HERO_FILES ", ''), r.genre" \
    " FROM story s" SQL_JOIN "publication n ON n.id =" \
    " (SELECT p.id FROM publication p WHERE p.story_id = s.id AND p.live_from <= ?1" \
    "  ORDER BY p.live_from DESC, p.id DESC LIMIT 1)" SQL_JOIN \
    "revision r ON r.story_id = s.id AND r.number = n.number" \
    " WHERE s.id = ?2 AND s.withdrawn_at IS NULL"

static const char *const sql[STORY_CARD_SQL_MAX] = {
    [CARD] =
        "SELECT " SQL_CARD_COLUMNS("k.story_id")
        " FROM card k WHERE k.story_id = ?2 AND k.live_from <= ?1 AND k.until > ?1",
    [FRESH] = CARD_DERIVED,
    [KEEP] =
        "INSERT INTO card (story_id, number, live_from, until, published_at, updated_at, kind,"
        " corrected, rating, revision_id, section_id, hero_id, words, genre) " CARD_DERIVED
        " AND s.published_at IS NOT NULL AND s.path IS NOT NULL"
        " AND instr(s.path || r.headline || r.dek || r.lang || r.product || r.hero_credit,"
        "  " BETWEEN ") = 0",
    [DROP] = "DELETE FROM card WHERE story_id = ?1",
    [FIRST] = "SELECT min(live_from) FROM publication WHERE story_id = ?1 AND live_from > ?2",
    [NOTE] =
        "SELECT p.note FROM publication p"
        " WHERE p.story_id = ?2 AND p.live_from <= ?1 AND p.kind = 2"
        " ORDER BY p.live_from DESC, p.id DESC LIMIT 1",
    [ALL] =
        "SELECT story_id, number, live_from, until, published_at, updated_at, kind, corrected,"
        " rating, revision_id, section_id, hero_id, words, genre FROM card WHERE story_id > ?1 ORDER BY story_id",
};
/* clang-format on */
const struct statements story_card_statements = {SET_STORY_CARD, sql, STORY_CARD_SQL_MAX};
_Static_assert(EDIT_UPDATE == 2 && EDIT_CORRECTION == 3, "numbers in CARD_DERIVED, NOTE");
#define CARD_TABLE_COLUMNS 14

static struct statement *card_stmt(struct store *s, int which, int64_t first, int64_t second)
{
    struct statement *q = db_stmt(s, &story_card_statements, which);
    db_bind_int(q, 1, first);
    db_bind_int(q, 2, second);
    return q;
}

/* ---- Reading --------------------------------------------------------------------------------- */

/* The next of `words`, which is cut up. */
static const char *card_next_word(char **words)
{
    char *word = *words, *end = strchrnul(word, '\x1f');
    *words = end + (*end != '\0');
    *end = '\0';
    return word;
}

/* SQL_CARD_COLUMNS, but that `until` stands behind the first three in a derived row. */
static struct card card_read(struct arena *a, struct statement *q, bool derived)
{
    const int at = derived ? 4 : 3;
    size_t n;
    const char *text = q->engine->get_text(q, at + 8, &n);
    char *words = arena_dupn(a, text ? text : "", n);
    struct card c = {
        .id = db_int(q, 0),
        .live_from = db_int(q, 2),
        .published_at = db_int(q, at),
        .updated_at = db_int(q, at + 1),
        .kind = (enum story_kind)db_int(q, at + 2),
        .corrected = db_int(q, at + 3) != 0,
        .rating = (int)db_int(q, at + 4),
        .revision_id = db_int(q, at + 5),
        .section_id = db_int(q, at + 6),
        .hero_id = db_int(q, at + 7),
        .genre = (enum story_genre)db_int(q, at + 9),
    };
    c.path = card_next_word(&words);
    c.headline = card_next_word(&words);
    c.dek = card_next_word(&words);
    c.lang = card_next_word(&words);
    c.product = card_next_word(&words);
    c.hero_credit = card_next_word(&words);
    c.hero_files = words;
    return c;
}

static enum store_status card_fresh(struct store *s, struct arena *a, int64_t id, int64_t now,
                                    struct card *out)
{
    struct statement *q = card_stmt(s, FRESH, now, id);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = card_read(a, q, true);
    db_reset(q);
    return st;
}

/* q stands at a row. */
static enum store_status card_take(struct store *s, struct arena *a, struct statement *q,
                                   int64_t now, struct card *out)
{
    if (db_is_null(q, 1))
        return card_fresh(s, a, db_int(q, 0), now, out);
    *out = card_read(a, q, false);
    return STORE_OK;
}

enum store_status cards_collect(struct store *s, struct arena *a, struct statement *q, size_t limit,
                                int64_t now, struct cards *out)
{
    size_t capacity = limit < 32 ? limit : 32;
    enum store_status st;
    *out = (struct cards){.v = arena_array(a, capacity, sizeof *out->v)};
    while ((st = db_row(s, q)) == STORE_OK && !out->more) {
        if (out->n == limit) {
            out->more = true;
            continue;
        }
        out->v = arena_grow(a, out->v, out->n, &capacity, sizeof *out->v);
        st = card_take(s, a, q, now, &out->v[out->n]);
        if (st != STORE_OK)
            break;
        out->n++;
    }
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status card_find(struct store *s, struct arena *a, int64_t id, int64_t now,
                                   struct card *out)
{
    struct statement *q = card_stmt(s, CARD, now, id);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = card_read(a, q, false);
    db_reset(q);
    return st == STORE_MISSING ? card_fresh(s, a, id, now, out) : st;
}

enum store_status story_card(struct store *s, struct arena *a, int64_t id, int64_t now,
                             struct card *out)
{
    db_read(s);
    enum store_status st = card_find(s, a, id, now, out);
    db_read_done(s);
    return st;
}

/* ---- What few lists print -------------------------------------------------------------------- */

enum store_status card_bylines(struct store *s, struct arena *a, const struct card *c,
                               struct groups *out)
{
    return revision_bylines(s, a, c->revision_id, out);
}

/* " 480": *at is behind it then. */
static int card_read_number(const char **at)
{
    int n = 0;
    for (*at += **at == ' '; **at >= '0' && **at <= '9' && n < 1000000; ++*at)
        n = n * 10 + (**at - '0');
    return n;
}

/* "format width height rest": *at is behind it then. */
static bool card_read_file(struct arena *a, const char *stem, size_t stem_length, const char **at,
                           struct media_file *out)
{
    int format = card_read_number(at), width = card_read_number(at), height = card_read_number(at);
    if (**at != ' ')
        return false;
    const char *rest = *at + 1;
    size_t length = strcspn(rest, " ");
    char *path = arena_alloc(a, stem_length + length + 1);
    memcpy(path, stem, stem_length);
    memcpy(path + stem_length, rest, length);
    *out = (struct media_file){.format = (enum media_format)format,
                               .width = width,
                               .height = height,
                               .path = path,
                               .sha256 = ""};
    *at = rest + length;
    return true;
}

/* "@30,70": *at is behind it then. */
static void card_read_focus(const char **at, struct media *out)
{
    ++*at;
    out->focus_x = card_read_number(at);
    *at += **at == ',';
    out->focus_y = card_read_number(at);
}

enum store_status card_hero(struct store *s, struct arena *a, const struct card *c,
                            struct media *out)
{
    if (c->hero_id == 0)
        return STORE_MISSING;
    if (*c->hero_files == '\0')
        return media_paths(s, a, c->hero_id, out);
    size_t stem = strcspn(c->hero_files, " @");
    const char *at = c->hero_files + stem;
    *out = media_empty(c->hero_id);
    if (*at == '@')
        card_read_focus(&at, out);
    while (*at && out->n_files < MEDIA_FILES_MAX &&
           card_read_file(a, c->hero_files, stem, &at, &out->files[out->n_files]))
        out->n_files++;
    return out->n_files > 0 ? STORE_OK : STORE_MISSING;
}

enum store_status card_update_note(struct store *s, struct arena *a, const struct card *c,
                                   int64_t now, const char **out)
{
    struct statement *q = card_stmt(s, NOTE, now, c->id);
    enum store_status st = db_row(s, q);
    *out = st == STORE_OK ? db_text(a, q, 0) : "";
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

/* ---- Keeping --------------------------------------------------------------------------------- */

/* The first of those that wait, for a story that readers do not see yet. STORE_MISSING: nothing waits. */
static enum store_status card_first(struct store *s, int64_t story_id, int64_t now, int64_t *out)
{
    struct statement *q = card_stmt(s, FIRST, story_id, now);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK && db_is_null(q, 0))
        st = STORE_MISSING;
    else if (st == STORE_OK)
        *out = db_int(q, 0);
    db_reset(q);
    return st;
}

enum store_status card_keep(struct store *s, int64_t story_id, int64_t now)
{
    struct statement *q = db_stmt(s, &story_card_statements, DROP);
    db_bind_int(q, 1, story_id);
    enum store_status st = db_run(s, q);
    if (st == STORE_OK)
        st = db_run(s, card_stmt(s, KEEP, now, story_id));
    if (st != STORE_OK || s->engine->changes(s) > 0)
        return st;
    int64_t first;
    st = card_first(s, story_id, now, &first);
    if (st == STORE_OK)
        st = db_run(s, card_stmt(s, KEEP, first, story_id));
    return st == STORE_MISSING ? STORE_OK : st;
}

/* ---- Verifying ------------------------------------------------------------------------------- */

static bool card_same(struct arena *a, struct statement *kept, struct statement *derived)
{
    for (int i = 0; i < CARD_TABLE_COLUMNS; i++)
        if (db_is_null(kept, i) != db_is_null(derived, i) ||
            strcmp(db_text(a, kept, i), db_text(a, derived, i)) != 0)
            return false;
    return true;
}

static enum store_status card_verify(struct store *s, struct arena *a, struct statement *kept,
                                     store_found_fn *found, void *ctx)
{
    int64_t id = db_int(kept, 0);
    struct statement *derived = card_stmt(s, FRESH, db_int(kept, 2), id);
    enum store_status st = db_row(s, derived);
    if (st == STORE_MISSING || (st == STORE_OK && !card_same(a, kept, derived)))
        found(ctx,
              arena_printf(a, "Story %" PRId64 ": what lists show of it is not what it says.", id));
    if (st == STORE_OK)
        db_reset(derived);
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status cards_verify(struct store *s, store_found_fn *found, void *ctx, int64_t *checked)
{
    struct arena *a = arena_new();
    struct statement *q = db_stmt(s, &story_card_statements, ALL);
    db_bind_int(q, 1, INT64_MIN);
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        st = card_verify(s, a, q, found, ctx);
        ++*checked;
        arena_reset(a);
        if (st != STORE_OK)
            break;
    }
    db_reset(q);
    arena_free(a);
    return st == STORE_MISSING ? STORE_OK : st;
}
