/* verify.c: store_verify: hash chains, rules, files; the engine adds its own checks. */
#include "card_private.h"
#include "media_held.h"
#include "media_private.h"
#include "story_private.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    STORIES,
    REVISIONS,
    EARLY_UPDATES,
    UNLISTED,
    MISLISTED,
    STRAY_CORRECTIONS,
    MISASSIGNED,
    MISNAMED,
    UNNAMED,
    FILES,
    VERIFY_SQL_MAX
};

/* One clause a line. */
/* clang-format off */
static const char *const sql[VERIFY_SQL_MAX] = {
    [STORIES] = "SELECT id, head_number FROM story ORDER BY id",
    [REVISIONS] = "SELECT count(*), max(number) FROM revision WHERE story_id = ?1",
    [EARLY_UPDATES] =
        "SELECT s.id FROM publication p" SQL_JOIN "story s ON s.id = p.story_id"
        " WHERE p.updated_at <> 0 AND p.updated_at < s.published_at",
    [UNLISTED] =
        "SELECT s.id FROM story s"
        " WHERE s.withdrawn_at IS NULL"
        " AND EXISTS (SELECT 1 FROM publication p"
        "  WHERE p.story_id = s.id"
        "  AND (s.published_at IS NULL OR s.path IS NULL"
        "   OR NOT EXISTS (SELECT 1 FROM listing l"
        "    WHERE l.list = CASE s.kind WHEN 2 THEN 5 ELSE 0 END AND l.key_id = 0"
        "    AND l.published_at = s.published_at AND l.story_id = s.id)))",
    [MISLISTED] =
        "SELECT l.story_id FROM listing l"
        " LEFT JOIN story s ON s.id = l.story_id"
        " WHERE s.id IS NULL OR s.published_at IS NULL"
        " OR s.published_at <> l.published_at OR s.withdrawn_at IS NOT NULL"
        " OR NOT EXISTS (SELECT 1 FROM publication p"
        "  WHERE p.story_id = l.story_id AND p.number = l.number)",
    [STRAY_CORRECTIONS] =
        "SELECT c.story_id FROM correction c" SQL_JOIN "publication p ON p.id = c.publication_id"
        " WHERE p.story_id <> c.story_id OR p.kind <> 3",
    [MISASSIGNED] =
        "SELECT w.story_id FROM assignment w WHERE w.out_at IS NOT"
        " (SELECT min(p.live_from) FROM publication p WHERE p.story_id = w.story_id)",
    [MISNAMED] =
        "SELECT n.story_id FROM story_name n WHERE NOT EXISTS (SELECT 1 FROM story s" SQL_JOIN
        "revision r ON r.story_id = s.id AND r.number = s.head_number WHERE s.id = n.story_id AND"
        " (EXISTS (SELECT 1 FROM revision_tag t"
        "   WHERE n.kind = 1 AND t.revision_id = r.id AND t.tag_id = n.name_id)"
        "  OR EXISTS (SELECT 1 FROM revision_byline b"
        "   WHERE n.kind = 2 AND b.revision_id = r.id AND b.byline_id = n.name_id)))",
    [UNNAMED] =
        "SELECT s.id FROM story s" SQL_JOIN
        "revision r ON r.story_id = s.id AND r.number = s.head_number WHERE EXISTS"
        " (SELECT 1 FROM revision_tag t WHERE t.revision_id = r.id AND NOT EXISTS"
        "  (SELECT 1 FROM story_name n"
        "   WHERE n.kind = 1 AND n.name_id = t.tag_id AND n.story_id = s.id))"
        " OR EXISTS (SELECT 1 FROM revision_byline b WHERE b.revision_id = r.id AND NOT EXISTS"
        "  (SELECT 1 FROM story_name n"
        "   WHERE n.kind = 2 AND n.name_id = b.byline_id AND n.story_id = s.id))",
    [FILES] = "SELECT media_id, path, bytes, sha256 FROM media_file ORDER BY media_id",
};
/* clang-format on */
const struct statements verify_statements = {SET_VERIFY, sql, VERIFY_SQL_MAX};

#define FILE_MAX (64 * 1024 * 1024) /* bytes of a rendition */

struct verify_walk {
    struct store *s;
    struct arena *a; /* of one thing; emptied after it */
    store_found_fn *found;
    void *ctx;
    int64_t checked;
};

static struct statement *verify_stmt(struct verify_walk *w, int which)
{
    return db_stmt(w->s, &verify_statements, which);
}

/* ---- Stories ------------------------------------------------------------------------------- */

static void verify_found_revision(struct verify_walk *w, int64_t id, int number, const char *what)
{
    w->found(w->ctx, arena_printf(w->a, "Story %" PRId64 ", revision %d: %s", id, number, what));
}

/* *prev is the hash of the revision before, and then of this one. */
static enum store_status verify_revision(struct verify_walk *w, int64_t id, int number,
                                         const char **prev)
{
    struct revision r;
    struct revision_hashes h;
    char text_hash[TOKEN_HASH_SIZE] = "", hash[TOKEN_HASH_SIZE] = "";
    enum store_status st = revision_load(w->s, w->a, id, number, &r, &h);
    w->checked++;
    if (st == STORE_MISSING) {
        verify_found_revision(w, id, number, "it is missing.");
        return STORE_OK;
    }
    if (st != STORE_OK)
        return st;
    if (strcmp(h.prev_hash, *prev) != 0)
        verify_found_revision(w, id, number,
                              "it does not follow the revision before it (hash chain).");
    *prev = r.hash;
    if (!story_hash_text(&r.text, text_hash) || strcmp(text_hash, h.text_hash) != 0)
        verify_found_revision(w, id, number, "its text was changed after it was saved.");
    else if (!story_hash_revision(id, &r, &h, hash) || strcmp(hash, r.hash) != 0)
        verify_found_revision(w, id, number, "it was changed after it was saved.");
    return STORE_OK;
}

static enum store_status verify_count(struct verify_walk *w, int64_t id, int head)
{
    struct statement *q = verify_stmt(w, REVISIONS);
    db_bind_int(q, 1, id);
    enum store_status st = db_row(w->s, q);
    if (st == STORE_OK && (db_int(q, 0) != head || db_int(q, 1) != head))
        w->found(w->ctx,
                 arena_printf(w->a,
                              "Story %" PRId64 " should have %d revisions and has %" PRId64 ".", id,
                              head, db_int(q, 0)));
    db_reset(q);
    return st;
}

static enum store_status verify_story(struct verify_walk *w, int64_t id, int head)
{
    const char *prev = "";
    enum store_status st = verify_count(w, id, head);
    for (int number = 1; number <= head && st == STORE_OK; number++)
        st = verify_revision(w, id, number, &prev);
    w->checked++;
    arena_reset(w->a);
    return st;
}

static enum store_status verify_stories(struct verify_walk *w)
{
    struct statement *q = verify_stmt(w, STORIES);
    enum store_status st;
    while ((st = db_row(w->s, q)) == STORE_OK) {
        st = verify_story(w, db_int(q, 0), (int)db_int(q, 1));
        if (st != STORE_OK)
            break;
    }
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

/* A statement that finds the ids of stories that break one rule. */
static enum store_status verify_rule(struct verify_walk *w, int which, const char *sentence)
{
    struct statement *q = verify_stmt(w, which);
    enum store_status st;
    int64_t last = 0;
    while ((st = db_row(w->s, q)) == STORE_OK) {
        int64_t id = db_int(q, 0);
        if (id != last)
            w->found(w->ctx, arena_printf(w->a, "Story %" PRId64 " %s", id, sentence));
        last = id;
    }
    w->checked++;
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status verify_rules(struct verify_walk *w)
{
    enum store_status st = verify_rule(w, EARLY_UPDATES, "was updated before it was published.");
    if (st == STORE_OK)
        st = verify_rule(w, UNLISTED, "is published but is in no list.");
    if (st == STORE_OK)
        st = verify_rule(w, MISLISTED, "is in a list that it must not be in.");
    if (st == STORE_OK)
        st = verify_rule(w, STRAY_CORRECTIONS, "has a correction that belongs elsewhere.");
    if (st == STORE_OK)
        st = verify_rule(w, MISASSIGNED, "goes out at another time than its assignment says.");
    if (st == STORE_OK)
        st = verify_rule(w, MISNAMED,
                         "is listed at the desk under a tag or byline that it does not have.");
    if (st == STORE_OK)
        st =
            verify_rule(w, UNNAMED, "is not listed at the desk under a tag or byline that it has.");
    return st;
}

/* ---- Media files --------------------------------------------------------------------------- */

/* NULL: as it should be; else what is wrong. */
static const char *verify_content(int fd, int64_t bytes, const char *sha256)
{
    struct stat sb;
    char hash[TOKEN_HASH_SIZE];
    if (fstat(fd, &sb) != 0 || !S_ISREG(sb.st_mode))
        return "cannot be read";
    if (sb.st_size != bytes || bytes > FILE_MAX)
        return "has another size than when it was made";
    char *content = malloc((size_t)bytes + 1);
    if (!content)
        return "is too large to check";
    ssize_t got = 1;
    size_t n = 0;
    for (; n < (size_t)bytes && got > 0; n += got > 0 ? (size_t)got : 0)
        got = read(fd, content + n, (size_t)bytes - n);
    token_sha256(content, n, hash);
    free(content);
    if (n < (size_t)bytes)
        return "cannot be read";
    return strcmp(hash, sha256) == 0 ? NULL : "was changed after it was made";
}

static const char *verify_file(int media_fd, const char *path, int64_t bytes, const char *sha256)
{
    if (path[0] == '/' || strstr(path, ".."))
        return "has a name that leads elsewhere";
    char held[160];
    int fd = openat(media_fd, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 && errno == ENOENT) {
        snprintf(held, sizeof held, MEDIA_HELD_FOLDER "/%.96s", path);
        fd = openat(media_fd, held, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    }
    if (fd < 0)
        return errno == ENOENT ? "is missing" : "cannot be read";
    const char *trouble = verify_content(fd, bytes, sha256);
    close(fd);
    return trouble;
}

static enum store_status verify_files(struct verify_walk *w)
{
    int media_fd = openat(w->s->site_fd, "media", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct statement *q = verify_stmt(w, FILES);
    enum store_status st;
    while ((st = db_row(w->s, q)) == STORE_OK) {
        const char *path = db_text(w->a, q, 1);
        const char *trouble = media_fd < 0
                                  ? "is missing"
                                  : verify_file(media_fd, path, db_int(q, 2), db_text(w->a, q, 3));
        if (trouble)
            w->found(w->ctx, arena_printf(w->a, "Picture %" PRId64 ": the file media/%s %s.",
                                          db_int(q, 0), path, trouble));
        w->checked++;
        arena_reset(w->a);
    }
    if (media_fd >= 0)
        close(media_fd);
    return st == STORE_MISSING ? STORE_OK : st;
}

/* What cannot be read is found, too; the rest is looked at all the same. */
static enum store_status verify_step(struct verify_walk *w, enum store_status st, const char *what)
{
    if (st != STORE_DAMAGED)
        return st;
    w->found(w->ctx, arena_printf(w->a,
                                  "%s could not be read to the end: the database file is "
                                  "damaged.",
                                  what));
    return STORE_OK;
}

enum store_status store_verify(struct store *s, store_found_fn *found, void *ctx, int64_t *checked)
{
    struct verify_walk w = {.s = s, .a = arena_new(), .found = found, .ctx = ctx};
    db_read(s);
    enum store_status st =
        verify_step(&w, s->engine->verify(s, found, ctx, &w.checked), "The database");
    if (st == STORE_OK)
        st = verify_step(&w, verify_stories(&w), "The stories");
    if (st == STORE_OK)
        st = verify_step(&w, verify_rules(&w), "The stories' lists");
    if (st == STORE_OK)
        st = verify_step(&w, cards_verify(s, found, ctx, &w.checked), "What lists show of stories");
    if (st == STORE_OK)
        st = verify_step(&w, media_verify(s, w.a, found, ctx, &w.checked), "The uses of pictures");
    if (st == STORE_OK)
        st = verify_step(&w, verify_files(&w), "The list of pictures");
    db_read_done(s);
    arena_free(w.a);
    *checked = w.checked;
    return st;
}
