/* story_texts.c: a story's texts by name: whose each is, since when, how far from what readers see. */
#include "driver.h"
#include "lib/diff.h"
#include "lib/json.h"
#include "lib/text.h"
#include "story_followed.h"
#include "story_private.h"

#include <string.h>

enum { WORDS_OF, STORY_TEXTS_SQL_MAX };

static const char *const sql[STORY_TEXTS_SQL_MAX] = {
    [WORDS_OF] = "SELECT headline, dek, plain, takeaways, words, place_line, how_reported"
                 " FROM revision"
                 " WHERE story_id = ?1 AND number = ?2",
};
const struct statements story_texts_statements = {SET_STORY_TEXTS, sql, STORY_TEXTS_SQL_MAX};

static const char *as_one_text(struct arena *a, const char *headline, const char *dek,
                               const char *plain, const char *takeaways, const char *place,
                               const char *how)
{
    return arena_printf(a, "%s\n%s\n%s\n%s\n%s\n%s", headline, dek, plain, takeaways, place, how);
}

/* What a reader reads of a revision, as one text; "" for number 0. */
static enum store_status read_words(struct store *s, struct arena *a, int64_t id, int number,
                                    const char **out)
{
    *out = "";
    if (number == 0)
        return STORE_OK;
    struct statement *q = db_stmt(s, &story_texts_statements, WORDS_OF);
    db_bind_int(q, 1, id);
    db_bind_int(q, 2, number);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = as_one_text(a, db_text(a, q, 0), db_text(a, q, 1), db_text(a, q, 2),
                           db_text(a, q, 3), db_text(a, q, 5), db_text(a, q, 6));
    db_reset(q);
    return st;
}

/* Words that stand in one of the two alone: the larger of what went and what came. */
static int words_apart(struct arena *a, const char *before, const char *after)
{
    struct diff_span *spans;
    size_t n, gone = 0, come = 0;
    diff_words(a, before, after, &spans, &n);
    for (size_t i = 0; i < n; i++) {
        size_t words = spans[i].op == DIFF_SAME ? 0 : text_count_words(spans[i].text);
        if (spans[i].op == DIFF_DELETED)
            gone += words;
        else
            come += words;
    }
    return (int)(gone > come ? gone : come);
}

enum store_status story_words_between(struct store *s, struct arena *a, int64_t story_id,
                                      int before, int after, int *out)
{
    const char *was, *is;
    enum store_status st = read_words(s, a, story_id, before, &was);
    *out = 0;
    if (st == STORE_OK)
        st = read_words(s, a, story_id, after, &is);
    if (st == STORE_OK)
        *out = words_apart(a, was, is);
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status words_ahead(struct store *s, struct arena *a, int64_t id,
                                     const struct story_text *text, int64_t now, int *out)
{
    struct problems quiet = {.arena = a};
    struct revision typed = {0};
    struct story story = {0};
    const char *live;
    story_text_clean(a, STORY_NEWS, text, &typed.text);
    /* What cannot be rendered is counted as it was typed. */
    if (story_render(s, a, &typed, &quiet) != STORE_OK)
        typed.plain = typed.text.body;
    enum store_status st = id ? story_row(s, a, id, now, &story) : STORE_OK;
    if (st == STORE_OK)
        st = read_words(s, a, id, story.live, &live);
    if (st == STORE_OK)
        *out = words_apart(a, live,
                           as_one_text(a, typed.text.headline, typed.text.dek, typed.plain,
                                       json_from_strlist(a, &typed.text.takeaways),
                                       typed.text.place_line, typed.text.how_reported));
    return st;
}

enum store_status story_words_ahead(struct store *s, struct arena *a, int64_t id,
                                    const struct story_text *text, int64_t now, int *out)
{
    db_read(s);
    enum store_status st = words_ahead(s, a, id, text, now, out);
    db_read_done(s);
    return st;
}

static enum store_status read_info(struct store *s, struct arena *a, const struct story *story,
                                   int number, const struct actor *by, int64_t now,
                                   struct named_info *out)
{
    *out = (struct named_info){
        .hash = "", .saved_by_name = "", .note = "", .wrong = "", .right = "", .said = ""};
    if (number == 0)
        return STORE_OK;
    struct revision_meta r;
    const char *live, *own;
    enum store_status st = revision_meta(s, a, story->id, number, &r);
    if (st == STORE_OK)
        st = read_words(s, a, story->id, story->live, &live);
    if (st == STORE_OK)
        st = read_words(s, a, story->id, number, &own);
    if (st != STORE_OK)
        return st;
    out->number = number;
    out->hash = r.hash;
    out->saved_at = r.saved_at;
    out->saved_by = r.saved_by;
    out->saved_by_name = r.saved_by_name;
    out->words = number == story->live ? 0 : words_apart(a, live, own);
    return revision_others(s, a, story->id, number, by ? by->user : 0, now, &out->others);
}

const char *story_told(struct arena *a, enum edit_kind kind, const char *note, const char *wrong,
                       const char *right)
{
    char *out = arena_alloc(a, TOKEN_HASH_SIZE);
    bool correction = kind == EDIT_CORRECTION;
    const char *all = arena_printf(a, "%s\n%s\n%s", edit_kind_name(kind),
                                   kind == EDIT_UPDATE ? note
                                   : correction        ? wrong
                                                       : "",
                                   correction ? right : "");
    token_sha256(all, strlen(all), out);
    return out;
}

static enum store_status read_waiting(struct store *s, struct arena *a, int64_t id, int64_t now,
                                      struct named_info *out)
{
    struct publication p;
    enum store_status st = publication_waiting(s, a, id, now, &p);
    if (st == STORE_OK) {
        out->at = p.live_from;
        out->kind = p.kind;
        out->updated_at = p.carries ? 0 : p.updated_at;
        out->note = p.note;
        out->wrong = p.wrong;
        out->right = p.right;
        out->said = story_told(a, p.kind, p.note, p.wrong, p.right);
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status read_texts(struct store *s, struct arena *a, int64_t id,
                                    const struct actor *by, int64_t now, struct named_infos *out)
{
    struct story story;
    enum store_status st = story_row(s, a, id, now, &story);
    for (int t = 0; t < NAMED_MAX && st == STORE_OK; t++)
        st = read_info(s, a, &story, story_number(&story, (enum named_text)t), by, now, &out->v[t]);
    return st == STORE_OK ? read_waiting(s, a, id, now, &out->v[NAMED_WAITING]) : st;
}

enum store_status story_texts(struct store *s, struct arena *a, int64_t id, const struct actor *by,
                              int64_t now, struct named_infos *out)
{
    db_read(s);
    enum store_status st = read_texts(s, a, id, by, now, out);
    db_read_done(s);
    return st;
}

enum store_status story_unread(struct store *s, struct arena *a, int64_t id, int number,
                               const struct actor *by, int64_t now, bool *out)
{
    db_read(s);
    enum store_status st = revision_others(s, a, id, number, by ? by->user : 0, now, out);
    db_read_done(s);
    return st;
}

static enum store_status begin_save(struct store *s, struct arena *a, int64_t id,
                                    enum named_text on, int64_t now, struct story_save *out)
{
    struct story story;
    struct revision r;
    struct named_info waits = {.said = ""};
    enum store_status st = story_row(s, a, id, now, &story);
    int number = st == STORE_OK ? story_number(&story, on) : 0;
    if (st == STORE_OK && story.staged != 0)
        st = read_waiting(s, a, id, now, &waits);
    if (st == STORE_OK && number == 0)
        st = STORE_MISSING;
    if (st == STORE_OK)
        st = revision_load(s, a, id, number, &r, NULL);
    if (st == STORE_OK)
        *out = (struct story_save){
            .story_id = id,
            .on = on,
            .base = number,
            .hash = r.hash,
            .live = story.live,
            .waiting_at = story.staged_at,
            .waiting_said = waits.said,
            .withdrawn_at = story.withdrawn_at,
            .live_from = story.live ? story.live_from : 0,
            .waiting = story.staged,
            .draft = story.draft,
            .kind = story.kind,
            .slug = story.slug,
            .text = r.text,
        };
    return st;
}

enum store_status story_save_begin(struct store *s, struct arena *a, int64_t id, enum named_text on,
                                   int64_t now, struct story_save *out)
{
    db_read(s);
    enum store_status st = begin_save(s, a, id, on, now, out);
    db_read_done(s);
    return st;
}

void story_save_as_followed(const struct story *story, struct story_save *save)
{
    if (save->on != NAMED_DRAFT)
        return;
    save->live = story->live ? story->draft_follows : 0;
    save->waiting = story->live ? 0 : story->draft_follows;
}
