/* site_import_story.c: see site_import.h: stories, their texts, and what became of them. */
#include "site_import.h"

#include "checklist.h"
#include "lib/dateline.h"
#include "lib/slug.h"
#include "lib/text.h"
#include "media_private.h"
#include "review_private.h"
#include "story_private.h"

#include <string.h>

enum { STORY, WRITER, IN_HANDS, PUBLICATION, CORRECTION, SITE_IMPORT_STORY_SQL_MAX };

static const char *const sql[SITE_IMPORT_STORY_SQL_MAX] = {
    [STORY] = "INSERT INTO story (id, kind, slug, slug_auto, path, created_at, published_at,"
              " edited_at, edited_by, in_review, withdrawn_at, withdrawn_reason, head_number,"
              " created_by, import_key, import_hash, import_number, draft_number, draft_follows,"
              " binned_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
              " ?15, ?16, ?17, ?18, ?19, ?20)",
    [WRITER] = "INSERT INTO story_writer (story_id, user_id) VALUES (?1, ?2)",
    [IN_HANDS] = "INSERT INTO review (story_id, held_by, held_at, returned, legal)"
                 " VALUES (?1, ?2, ?3, ?4, ?5)",
    [PUBLICATION] = "INSERT INTO publication (story_id, number, live_from, kind, updated_at, note,"
                    " user_id, created_at, follows, reworded_at, id)"
                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) RETURNING id",
    [CORRECTION] = "INSERT INTO correction (story_id, publication_id, wrong, right, at,"
                   " reworded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
};
const struct statements site_import_story_statements = {SET_SITE_IMPORT_STORY, sql,
                                                        SITE_IMPORT_STORY_SQL_MAX};

static struct statement *site_stmt(struct store *s, int which, int64_t story)
{
    struct statement *q = db_stmt(s, &site_import_story_statements, which);
    db_bind_int(q, 1, story);
    return q;
}

/* ---- The story ------------------------------------------------------------------------------- */

static enum store_status story_address(struct store *s, struct arena *a, const struct story *st,
                                       struct problems *why)
{
    struct address kept;
    if (*st->slug && !slug_valid(st->slug)) {
        problem_add(why, "slug", "“%s” can be no address.", st->slug);
        return STORE_REFUSED;
    }
    if (*st->path == '\0')
        return STORE_OK;
    enum store_status said = address_keep(s, a, st->kind, st->path, &kept);
    if (said != STORE_MISSING && said != STORE_EXISTS)
        return said;
    problem_add(why, "path",
                said == STORE_EXISTS ? "The address %s belongs to something else already."
                                     : "“%s” is no address of a story.",
                st->path);
    return STORE_REFUSED;
}

/* What one part of the row says forbids what another does. */
static void story_fits(const struct story_record *r, struct problems *why)
{
    const struct story *s = &r->story;
    if (s->head < 1)
        problem_add(why, "revisions", "It has no text.");
    if (s->draft > s->head || s->draft_follows > s->head || r->import_number > s->head)
        problem_add(why, "draft", "It names a text that is not there.");
    if (s->created_at == 0 || s->edited_at == 0)
        problem_add(why, "created_at", "It does not say when it was begun, or edited last.");
    bool out = r->publications.n > 0;
    if (out != (s->published_at != 0) || (out && *s->path == '\0'))
        problem_add(why, "publications",
                    "Published, the address and the publications do not fit each other.");
    if (!out && s->withdrawn_at != 0)
        problem_add(why, "withdrawn_at", "It was withdrawn, and never published.");
    if (out && s->binned_at != 0)
        problem_add(why, "binned_at", "It lies in the bin, and was published.");
    if (s->published_at != 0 && (s->published_at < DATELINE_MIN || s->published_at > DATELINE_MAX))
        problem_add(why, "published_at", "Published lies outside the years 1600 to 2199.");
}

static enum store_status put_story(struct store *s, const struct story_record *r)
{
    const struct story *st = &r->story;
    struct statement *q = site_stmt(s, STORY, st->id);
    db_bind_int(q, 2, (int64_t)st->kind);
    db_bind_text(q, 3, st->slug);
    db_bind_int(q, 4, r->slug_auto);
    db_bind_null_text(q, 5, st->path);
    db_bind_int(q, 6, st->created_at);
    db_bind_id(q, 7, st->published_at);
    db_bind_int(q, 8, st->edited_at);
    db_bind_id(q, 9, r->edited_by);
    db_bind_int(q, 10, r->in_review);
    if (st->withdrawn_at != 0) {
        db_bind_int(q, 11, st->withdrawn_at);
        db_bind_text(q, 12, st->withdrawn_reason);
    }
    db_bind_int(q, 13, st->head);
    db_bind_id(q, 14, st->created_by);
    if (*r->import_key) {
        db_bind_text(q, 15, r->import_key);
        db_bind_text(q, 16, r->import_hash);
        db_bind_int(q, 17, r->import_number);
    }
    db_bind_id(q, 18, st->draft);
    db_bind_id(q, 19, st->draft_follows);
    db_bind_id(q, 20, st->binned_at);
    return db_run(s, q);
}

static enum store_status put_redirects(struct store *s, struct arena *a,
                                       const struct story_record *r, int64_t now,
                                       struct problems *why)
{
    enum store_status st = STORE_OK;
    for (size_t i = 0; i < r->redirects.n && st == STORE_OK; i++) {
        const char *path = r->redirects.v[i];
        st = redirect_write(s, a, path, r->story.id, now);
        if (st != STORE_REFUSED && st != STORE_EXISTS)
            continue;
        problem_add(why, "redirects", "The old address “%s” is taken, or is no address.", path);
        st = STORE_REFUSED;
    }
    return st;
}

enum store_status site_put_story(struct store *s, struct arena *a, const struct story_record *r,
                                 int64_t now, struct problems *why)
{
    size_t before = why->n;
    story_fits(r, why);
    if (why->n > before)
        return STORE_REFUSED;
    enum store_status st = story_address(s, a, &r->story, why);
    if (st == STORE_OK)
        st = put_story(s, r);
    return st == STORE_OK ? put_redirects(s, a, r, now, why) : st;
}

/* ---- Its texts ------------------------------------------------------------------------------- */

static enum store_status find_names(struct store *s, struct arena *a, enum group_kind k,
                                    const struct groups *in, struct problems *why)
{
    enum store_status st = STORE_OK;
    for (size_t i = 0; i < in->n && st == STORE_OK; i++) {
        const char *slug = in->v[i].slug;
        st = site_find_name(s, a, k, slug, &in->v[i]);
        if (st == STORE_MISSING) {
            problem_add(why, group_kind_name(k), "There is no %s “%s” in the file.",
                        group_kind_name(k), slug);
            st = STORE_REFUSED;
        }
    }
    return st;
}

static enum store_status find_all_names(struct store *s, struct arena *a, struct story_text *t,
                                        struct problems *why)
{
    const struct groups section = {&t->section, *t->section.slug ? 1 : 0};
    enum store_status st = find_names(s, a, GROUP_SECTION, &section, why);
    if (st == STORE_OK)
        st = find_names(s, a, GROUP_TAG, &t->tags, why);
    return st == STORE_OK ? find_names(s, a, GROUP_BYLINE, &t->bylines, why) : st;
}

/* A text that a save would have written otherwise was not written by one. What stands of a review it has, whatever the
 * story is by now; and so of how a page was reported. */
static enum store_status text_fits(struct store *s, struct arena *a, const struct site_revision *r,
                                   struct draft *d, struct problems *why)
{
    const enum story_kind kind = r->review ? STORY_REVIEW : STORY_NEWS;
    char given[TOKEN_HASH_SIZE] = "";
    size_t before = why->n;
    story_text_clean(a, kind, &r->text, &d->text);
    story_check(&d->text, kind, false, why);
    if (why->n > before)
        return STORE_REFUSED;
    if (!story_hash_text(&r->text, given) || !story_hash_text(&d->text, d->text_hash))
        return db_broken(s, "the text is not valid UTF-8");
    if (strcmp(given, d->text_hash) != 0)
        problem_add(why, "body",
                    "No text is kept like this: a line has a break or a space at its "
                    "end, or a list an empty entry.");
    else if (*r->text_hash && strcmp(r->text_hash, given) != 0)
        problem_add(why, "text_hash",
                    "It says something else than when it was saved: the file was changed, or is "
                    "damaged.");
    return why->n > before ? STORE_REFUSED : STORE_OK;
}

enum store_status site_put_revision(struct store *s, struct arena *a, const struct site_revision *r,
                                    const char **hash, struct problems *why)
{
    struct site_revision named = *r;
    struct draft d = {0};
    const struct draft_place at = {.story_id = r->story_id,
                                   .number = r->number,
                                   .parent = r->parent,
                                   .prev_hash = r->prev_hash,
                                   .user = r->saved_by};
    enum store_status st = find_all_names(s, a, &named.text, why);
    if (st == STORE_OK)
        st = text_fits(s, a, &named, &d, why);
    if (st == STORE_OK) /* as the text names them, not as they stand */
        st = draft_render(s, a, &d, NULL, NULL, why);
    return st == STORE_OK ? draft_insert(s, a, &d, &at, r->saved_at, hash) : st;
}

/* ---- What became of them --------------------------------------------------------------------- */

static void publication_fits(const struct story *story, const struct record_publication *p,
                             int64_t now, struct problems *why)
{
    int64_t latest = p->live_from > now ? p->live_from : now;
    if (p->number < 1 || p->number > story->head || p->follows > story->head)
        problem_add(why, "revision", "A publication names a text that is not there.");
    if (p->live_from == 0 || p->live_from > DATELINE_MAX || p->created_at == 0)
        problem_add(why, "live_from", "A publication does not say from when on.");
    if (p->updated_at != 0 && p->updated_at < story->published_at)
        problem_add(why, "updated_at", "Updated lies before Published.");
    if (p->updated_at > latest)
        problem_add(why, "updated_at", "Updated lies in the future.");
    if (p->kind == EDIT_CORRECTION && (p->corrected_at == 0 || p->corrected_at > latest))
        problem_add(why, "corrected_at", "A correction has no time, or one in the future.");
    if (p->carries && p->updated_at != 0)
        problem_add(why, "keeps_updated", "Updated stays as it is, and is another.");
}

static enum store_status put_correction(struct store *s, int64_t story, int64_t publication,
                                        const struct record_publication *p)
{
    struct statement *q = site_stmt(s, CORRECTION, story);
    db_bind_int(q, 2, publication);
    db_bind_text(q, 3, p->wrong);
    db_bind_text(q, 4, p->right);
    db_bind_int(q, 5, p->corrected_at);
    db_bind_id(q, 6, p->reworded_at);
    return db_run(s, q);
}

enum store_status site_put_publication(struct store *s, const struct story *story,
                                       const struct record_publication *p, int64_t now,
                                       struct problems *why)
{
    size_t before = why->n;
    int64_t id;
    publication_fits(story, p, now, why);
    if (why->n > before)
        return STORE_REFUSED;
    struct statement *q = site_stmt(s, PUBLICATION, story->id);
    db_bind_int(q, 2, p->number);
    db_bind_int(q, 3, p->live_from);
    db_bind_int(q, 4, (int64_t)p->kind);
    if (!p->carries)
        db_bind_int(q, 5, p->updated_at);
    db_bind_text(q, 6, p->note);
    db_bind_id(q, 7, p->user);
    db_bind_int(q, 8, p->created_at);
    db_bind_id(q, 9, p->follows);
    db_bind_id(q, 10, p->kind == EDIT_CORRECTION ? 0 : p->reworded_at);
    db_bind_id(q, 11, p->id);
    enum store_status st = db_run_id(s, q, &id);
    return st == STORE_OK && p->kind == EDIT_CORRECTION ? put_correction(s, story->id, id, p) : st;
}

enum store_status site_put_writer(struct store *s, int64_t story, int64_t user)
{
    struct statement *q = site_stmt(s, WRITER, story);
    db_bind_int(q, 2, user);
    return db_run(s, q);
}

enum store_status site_put_step(struct store *s, struct arena *a, int64_t story,
                                const struct review_step *step)
{
    struct revision_meta text;
    enum store_status st = revision_meta(s, a, story, step->number, &text);
    const struct review_entry entry = {.story_id = story,
                                       .number = step->number,
                                       .text_hash = text.text_hash,
                                       .kind = step->kind,
                                       .points = step->points,
                                       .user_id = step->user_id,
                                       .name = step->name,
                                       .words = step->words};
    return st == STORE_OK ? review_add(s, &entry, step->at) : st;
}

enum store_status site_put_in_hands(struct store *s, int64_t story, const struct review_now *now)
{
    struct statement *q = site_stmt(s, IN_HANDS, story);
    db_bind_id(q, 2, now->held_by);
    db_bind_id(q, 3, now->held_at);
    db_bind_int(q, 4, now->returned);
    db_bind_int(q, 5, now->legal_needed);
    return db_run(s, q);
}

enum store_status site_story_done(struct store *s, struct arena *a, int64_t id, int64_t now,
                                  enum story_state *state)
{
    struct story story;
    enum store_status st = listing_rebuild(s, id, now);
    if (st == STORE_OK)
        st = story_row(s, a, id, now, &story);
    if (st == STORE_OK)
        *state = story.state;
    return st;
}
