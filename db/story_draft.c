/* story_draft.c: a text on its way into a revision: cleaned, checked, rendered (story_render.c), hashed, kept. */
#include "driver.h"
#include "group_private.h"
#include "lib/json.h"
#include "lib/language.h"
#include "lib/markdown.h"
#include "media_held.h"
#include "media_private.h"
#include "story_ahead.h"
#include "story_private.h"

#include <string.h>

enum {
    INSERT,
    INSERT_BYLINE,
    INSERT_TAG,
    STORY_ADD,
    STORY_CHANGE,
    SECTION_OF,
    SAID,
    STORY_SAVE_SQL_MAX
};

/* What a revision names that stands for another by now. */
#define SQL_SAID(kind, table, names, id)                                                           \
    "SELECT " kind ", q.id, q.stands_for FROM revision r" SQL_JOIN names                           \
    " x ON x.revision_id = r.id" SQL_JOIN table " q ON q.id = x." id                               \
    " WHERE r.story_id = ?1 AND r.number = ?2 AND q.stands_for IS NOT NULL"

static const char *const sql[STORY_SAVE_SQL_MAX] = {
    [INSERT] = "INSERT INTO revision (story_id, number, saved_at, saved_by, words, headline, dek,"
               " lang, section_id, hero_id, hero_alt, hero_caption, hero_credit, product, rating,"
               " verdict, price, price_checked_on, ai, ai_note, fact_checked_by, takeaways,"
               " sources, pros, cons, text_hash, prev_hash, hash, body_html, body, plain, parent,"
               " ai_unreviewed, genre, place_line, how_reported, how_html)"
               " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,"
               " ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31,"
               " ?32, ?33, ?34, ?35, ?36, ?37)"
               " RETURNING id",
    [INSERT_BYLINE] = "INSERT INTO revision_byline (revision_id, position, byline_id)"
                      " VALUES (?1, ?2, ?3)",
    [INSERT_TAG] = "INSERT INTO revision_tag (revision_id, position, tag_id) VALUES (?1, ?2, ?3)",
    [STORY_ADD] = "INSERT INTO story (kind, slug, slug_auto, path, created_at, published_at,"
                  " edited_at, edited_by, in_review, head_number, created_by, draft_number,"
                  " draft_follows, import_key, import_hash, import_number)"
                  " VALUES (?1, ?2, ?3, ?4, ?15, ?6, ?5, ?7, ?8, ?9, ?7, ?10, ?11, ?12, ?13, ?14)"
                  " RETURNING id",
    [STORY_CHANGE] = "UPDATE story SET kind = ?1, slug = ?2, slug_auto = ?3, path = ?4,"
                     " edited_at = ?5, published_at = ?6, edited_by = ?7, in_review = ?8,"
                     " head_number = ?9, draft_number = ?10, draft_follows = ?11 WHERE id = ?12",
    [SAID] = SQL_SAID("1", "tag", "revision_tag", "tag_id") " UNION ALL " SQL_SAID(
        "2", "byline", "revision_byline",
        "byline_id") " UNION ALL "
                     "SELECT 0, q.id, q.stands_for FROM revision r" SQL_JOIN
                     "section q ON q.id = r.section_id"
                     " WHERE r.story_id = ?1 AND r.number = ?2 AND q.stands_for IS NOT NULL",
    [SECTION_OF] = "SELECT g.id FROM revision r" SQL_SECTION_OF(
        "r") " WHERE r.story_id = ?1 AND r.number = ?2",
};
_Static_assert(GROUP_SECTION == 0 && GROUP_TAG == 1 && GROUP_BYLINE == 2, "numbers in SAID");
const struct statements story_save_statements = {SET_STORY_SAVE, sql, STORY_SAVE_SQL_MAX};

/* What a draft is made of. */
struct draft_source {
    enum story_kind kind;
    bool publish; /* it goes out: more is asked of it */
    const struct story_text *text;
    const struct story_ahead *ahead; /* its body, rendered already, or NULL */
};

static enum store_status draft_make(struct store *s, struct arena *a, const struct draft_source *in,
                                    struct draft *out, struct problems *pictures_why,
                                    struct problems *why)
{
    const struct story_ahead *ahead = in->ahead;
    size_t before = why->n;
    if ((unsigned)in->kind >= STORY_KIND_MAX) {
        problem_say(why, "kind", WORD("Choose news, review or page."), NULL);
        return STORE_REFUSED;
    }
    struct story_text rest = *in->text;
    if (ahead)
        rest.body = "";
    story_text_clean(a, in->kind, &rest, &out->text);
    if (ahead)
        out->text.body = ahead->body;
    story_check(&out->text, in->kind, in->publish, why);
    if (strlen(out->text.body) > MARKDOWN_MAX)
        return STORE_REFUSED;
    enum store_status st = draft_render(s, a, out, ahead, in->publish ? pictures_why : NULL, why);
    return st == STORE_OK && why->n > before ? STORE_REFUSED : st;
}

enum store_status draft_prepare(struct store *s, struct arena *a, enum story_kind kind,
                                bool publish, const struct story_text *in, struct draft *out,
                                struct problems *why)
{
    const struct draft_source from = {.kind = kind, .publish = publish, .text = in};
    return draft_make(s, a, &from, out, why, why);
}

enum store_status draft_prepare_import(struct store *s, struct arena *a,
                                       const struct story_import *in, struct draft *out,
                                       struct problems *pictures_why, struct problems *why)
{
    const struct draft_source from = {
        .kind = in->kind, .publish = in->published_at != 0, .text = &in->text, .ahead = in->ahead};
    return draft_make(s, a, &from, out, pictures_why, why);
}

static void groups_say(struct group *v, size_t n, int64_t said, int64_t stands_for)
{
    for (size_t i = 0; i < n; i++)
        if (v[i].id == stands_for && v[i].said == 0)
            v[i].said = said;
}

/* What that revision named, and what stands for another by now, is named so again: else a text that
 * nobody has touched would not be the same any more. */
static enum store_status draft_say_again(struct store *s, int64_t story_id, int number,
                                         struct story_text *t)
{
    struct statement *q = db_stmt(s, &story_save_statements, SAID);
    db_bind_int(q, 1, story_id);
    db_bind_int(q, 2, number);
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        enum group_kind k = (enum group_kind)db_int(q, 0);
        struct groups section = {&t->section, 1};
        const struct groups *list = k == GROUP_SECTION ? &section
                                    : k == GROUP_TAG   ? &t->tags
                                                       : &t->bylines;
        groups_say(list->v, list->n, db_int(q, 1), db_int(q, 2));
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status draft_resolve(struct store *s, struct arena *a, struct draft *d,
                                const struct draft_base *base, struct naming *naming,
                                struct problems *why)
{
    struct story_text *t = &d->text;
    struct groups bylines, tags;
    struct group section;
    enum store_status st =
        group_resolve(s, a, GROUP_BYLINE, "bylines", &t->bylines, &bylines, naming, why);
    if (st == STORE_OK)
        st = group_resolve(s, a, GROUP_TAG, "tags", &t->tags, &tags, naming, why);
    if (st == STORE_OK)
        st = group_resolve_section(s, a, &t->section, &section, why);
    if (st != STORE_OK)
        return st;
    t->bylines = bylines;
    t->tags = tags;
    t->section = section;
    if (base->number != 0)
        st = draft_say_again(s, base->story_id, base->number, t);
    if (st != STORE_OK)
        return st;
    if (t->hero_id != 0) {
        st = media_exists(s, t->hero_id);
        if (st == STORE_MISSING)
            problem_say(why, "hero", WORD("The picture is not there any more; choose another."),
                        NULL);
        else if (st != STORE_OK)
            return st;
    }
    return story_hash_text(t, d->text_hash) ? STORE_OK
                                            : db_broken(s, "the text is not valid UTF-8");
}

enum store_status draft_section_of(struct store *s, int64_t story_id, int number, int64_t *out)
{
    struct statement *q = db_stmt(s, &story_save_statements, SECTION_OF);
    db_bind_int(q, 1, story_id);
    db_bind_int(q, 2, number);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = db_int(q, 0);
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

static struct revision draft_as_revision(const struct draft *d, int number, int64_t user,
                                         int64_t at)
{
    return (struct revision){
        .number = number,
        .text = d->text,
        .body_html = d->html,
        .plain = d->plain,
        .how_html = d->how_html,
        .words = d->words,
        .saved_at = at,
        .saved_by = user,
    };
}

/* The revision's hash, were it made of this draft by the same hand at the same time. */
bool draft_is_revision(const struct draft *d, int64_t story_id, const struct revision_meta *r)
{
    char hash[TOKEN_HASH_SIZE];
    struct revision same = draft_as_revision(d, r->number, r->saved_by, r->saved_at);
    struct revision_hashes h = {d->text_hash, r->prev_hash};
    return r->number != 0 && strcmp(d->text_hash, r->text_hash) == 0 &&
           story_hash_revision(story_id, &same, &h, hash) && strcmp(hash, r->hash) == 0;
}

static enum store_status draft_insert_groups(struct store *s, int which, int64_t revision_id,
                                             const struct groups *list)
{
    enum store_status st = STORE_OK;
    for (size_t i = 0; i < list->n && st == STORE_OK; i++) {
        struct statement *q = db_stmt(s, &story_save_statements, which);
        db_bind_int(q, 1, revision_id);
        db_bind_int(q, 2, (int64_t)i);
        db_bind_int(q, 3, group_named(&list->v[i]));
        st = db_run(s, q);
    }
    return st;
}

static void draft_bind_text(struct arena *a, struct statement *q, const struct story_text *t)
{
    db_bind_text(q, 6, t->headline);
    db_bind_text(q, 7, t->dek);
    db_bind_text(q, 8, t->lang);
    db_bind_id(q, 9, group_named(&t->section));
    db_bind_id(q, 10, t->hero_id);
    db_bind_text(q, 11, t->hero_alt);
    db_bind_text(q, 12, t->hero_caption);
    db_bind_text(q, 13, t->hero_credit);
    db_bind_text(q, 14, t->review.product);
    db_bind_int(q, 15, t->review.rating);
    db_bind_text(q, 16, t->review.verdict);
    db_bind_text(q, 17, t->review.price);
    db_bind_text(q, 18, t->review.price_checked_on);
    bool unreviewed = t->ai == STORY_AI_UNREVIEWED; /* generated, in a column of its own */
    db_bind_int(q, 19, (int64_t)(unreviewed ? STORY_AI_GENERATED : t->ai));
    db_bind_int(q, 33, unreviewed);
    db_bind_text(q, 20, t->ai_note);
    db_bind_text(q, 21, t->fact_checked_by);
    db_bind_text(q, 22, json_from_strlist(a, &t->takeaways));
    db_bind_text(q, 23, sources_to_json(a, &t->sources));
    db_bind_text(q, 24, json_from_strlist(a, &t->review.pros));
    db_bind_text(q, 25, json_from_strlist(a, &t->review.cons));
    db_bind_int(q, 34, (int64_t)t->genre);
    db_bind_text(q, 35, t->place_line);
    db_bind_text(q, 36, t->how_reported);
}

enum store_status draft_insert(struct store *s, struct arena *a, const struct draft *d,
                               const struct draft_place *at, int64_t now, const char **hash)
{
    char *own = arena_alloc(a, TOKEN_HASH_SIZE);
    struct revision r = draft_as_revision(d, at->number, at->user, now);
    struct revision_hashes h = {d->text_hash, at->prev_hash};
    if (!story_hash_revision(at->story_id, &r, &h, own))
        return db_broken(s, "a revision could not be hashed");
    *hash = own;
    struct statement *q = db_stmt(s, &story_save_statements, INSERT);
    db_bind_int(q, 1, at->story_id);
    db_bind_int(q, 2, at->number);
    db_bind_int(q, 3, now);
    db_bind_id(q, 4, at->user);
    db_bind_int(q, 5, d->words);
    draft_bind_text(a, q, &d->text);
    db_bind_text(q, 26, d->text_hash);
    db_bind_text(q, 27, at->prev_hash);
    db_bind_text(q, 28, own);
    db_bind_text(q, 29, d->html);
    db_bind_text(q, 30, d->text.body);
    db_bind_text(q, 31, d->plain);
    db_bind_text(q, 37, d->how_html);
    db_bind_int(q, 32, at->parent);
    int64_t id;
    enum store_status st = db_run_id(s, q, &id);
    if (st == STORE_OK)
        st = draft_insert_groups(s, INSERT_BYLINE, id, &d->text.bylines);
    if (st == STORE_OK)
        st = draft_insert_groups(s, INSERT_TAG, id, &d->text.tags);
    if (st == STORE_OK)
        st = media_use_write(s, at->story_id, d->text.hero_id, d->html);
    return st;
}

enum store_status story_write(struct store *s, struct story_write *w, int64_t now)
{
    bool fresh = w->id == 0;
    struct statement *q = db_stmt(s, &story_save_statements, fresh ? STORY_ADD : STORY_CHANGE);
    db_bind_int(q, 1, (int64_t)w->kind);
    db_bind_text(q, 2, w->slug);
    db_bind_int(q, 3, w->slug_auto);
    db_bind_null_text(q, 4, w->path);
    db_bind_int(q, 5, w->edited_at != 0 && w->edited_at < now ? w->edited_at : now);
    db_bind_id(q, 6, w->published_at);
    db_bind_id(q, 7, w->user);
    db_bind_int(q, 8, w->in_review);
    db_bind_int(q, 9, w->head);
    db_bind_id(q, 10, w->draft);
    db_bind_id(q, 11, w->draft_follows);
    if (fresh) {
        db_bind_null_text(q, 12, w->import_key);
        db_bind_null_text(q, 13, w->import_hash);
        if (w->import_key && w->import_key[0] != '\0')
            db_bind_int(q, 14, w->head);
        db_bind_int(q, 15, now);
    } else {
        db_bind_int(q, 12, w->id);
    }
    return fresh ? db_run_id(s, q, &w->id) : db_run(s, q);
}
