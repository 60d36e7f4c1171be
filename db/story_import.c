/* story_import.c: stories from files, again and again.
 *
 * Times are the file's own and nothing else moves them: a file that changed brings a new revision
 * as a minor fix, and a story that was changed here is left alone. A file takes nothing away from readers, either: one
 * that says withdrawn of a story that they see is reported, and not a word of it goes to them. */
#include "audit_private.h"
#include "checklist_private.h"
#include "driver.h"
#include "group_private.h"
#include "lib/slug.h"
#include "lib/text.h"
#include "story_ahead.h"
#include "story_private.h"

#include <string.h>

enum { FIND, MARK, WITHDRAW, STORY_IMPORT_SQL_MAX };

static const char *const sql[STORY_IMPORT_SQL_MAX] = {
    [FIND] =
        "SELECT id, import_hash, import_number <> head_number FROM story WHERE import_key = ?1",
    [MARK] = "UPDATE story SET import_hash = ?2, import_number = ?3 WHERE id = ?1",
    [WITHDRAW] = "UPDATE story SET withdrawn_at = ?2, withdrawn_reason = ?3 WHERE id = ?1",
};
const struct statements story_import_statements = {SET_STORY_IMPORT, sql, STORY_IMPORT_SQL_MAX};

/* One file on its way. */
struct import {
    struct store *s;
    struct arena *a;
    const struct story_import *in;
    int64_t now;
    struct problems *why;
    struct draft draft;
    struct naming naming;
    struct story story; /* as it was; id 0: new */
    struct story_write row;
    enum import_outcome outcome;
};

/* Of each: it went live by now; what readers are told lies between Published and now; one is first. */
static void import_check_history(const struct import *v)
{
    const struct story_import *in = v->in;
    size_t first = 0;
    bool good = in->published_at != 0;
    for (size_t i = 0; i < in->history.n; i++) {
        const struct import_event *e = &in->history.v[i];
        first += e->kind == EDIT_FIRST;
        good = good && e->live_from != 0 && e->live_from <= v->now &&
               (i == 0 || e->live_from >= e[-1].live_from) && e->updated_at <= v->now &&
               (e->updated_at == 0 || e->updated_at >= in->published_at) &&
               (e->kind != EDIT_CORRECTION || (e->corrected_at != 0 && e->corrected_at <= v->now));
    }
    if (in->history.n > 0 && (!good || first != 1 || in->history.v[0].kind != EDIT_FIRST))
        problem_add(v->why, "history", "the history of its publications does not fit its dates");
}

static void import_check_times(const struct import *v)
{
    const struct story_import *in = v->in;
    import_check_history(v);
    if (in->published_at != 0 &&
        (in->published_at < DATELINE_MIN || in->published_at > DATELINE_MAX))
        problem_say(v->why, "published_at", "Published lies outside the years 1600 to 2199.", NULL);
    if (in->updated_at != 0 && in->published_at == 0)
        problem_say(v->why, "updated_at", "Updated is given, but no Published time.", NULL);
    else if (in->updated_at != 0 && in->updated_at < in->published_at)
        problem_say(v->why, "updated_at", "Updated lies before Published.", NULL);
    if (in->updated_at > v->now)
        problem_say(v->why, "updated_at", "Updated lies in the future.", NULL);
    if (in->withdrawn_at > v->now ||
        (in->withdrawn_at != 0 && (in->published_at == 0 || in->published_at > v->now)))
        problem_say(v->why, "withdrawn_at", "Only a story that was published can be withdrawn.",
                    NULL);
    for (size_t i = 0; i < in->corrections.n; i++) {
        int64_t at = in->corrections.v[i].at;
        if (in->published_at == 0 || at > v->now || (at != 0 && at < in->published_at))
            problem_say(v->why, "corrections",
                        "Correction %NUMBER% lies before Published, or in the future.", "NUMBER",
                        arena_printf(v->why->arena, "%zu", i + 1), NULL);
    }
}

static enum store_status import_find(struct import *v, bool *same)
{
    struct statement *q = db_stmt(v->s, &story_import_statements, FIND);
    db_bind_text(q, 1, v->in->key);
    enum store_status st = db_row(v->s, q);
    int64_t id = 0;
    if (st == STORE_OK) {
        id = db_int(q, 0);
        *same = strcmp(db_text(v->a, q, 1), v->in->hash) == 0;
    }
    db_reset(q);
    if (st != STORE_OK)
        return st;
    return story_row(v->s, v->a, id, v->now, &v->story);
}

enum store_status story_import_find(struct store *s, const char *key, int64_t *id, bool *edited)
{
    struct statement *q = db_stmt(s, &story_import_statements, FIND);
    db_bind_text(q, 1, key);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK) {
        *id = db_int(q, 0);
        *edited = db_int(q, 2) != 0;
    }
    db_reset(q);
    return st;
}

bool story_import_known(struct store *s, struct arena *a, const struct story_import *in)
{
    struct statement *q = db_stmt(s, &story_import_statements, FIND);
    db_bind_text(q, 1, in->key);
    bool known = db_row(s, q) == STORE_OK && strcmp(db_text(a, q, 1), in->hash) == 0;
    db_reset(q);
    return known;
}

static enum store_status import_address(struct import *v)
{
    struct address kept;
    if (v->in->path && v->in->path[0] != '\0') {
        enum store_status said = address_keep(v->s, v->a, v->row.kind, v->in->path, &kept);
        if (said == STORE_EXISTS)
            problem_say(v->why, "slug", "%PATH% is already taken; choose another address.", "PATH",
                        v->in->path, NULL);
        if (said == STORE_OK) {
            v->row.slug = kept.slug;
            v->row.path = kept.path;
        }
        if (said != STORE_MISSING)
            return said;
    }
    struct address_wish wish = {
        .story_id = v->row.id,
        .kind = v->row.kind,
        .slug = v->row.slug,
        .may_number = true,
        .published_at = v->row.published_at,
    };
    struct address found;
    enum store_status st = address_choose(v->s, v->a, &wish, &found, v->why);
    v->row.slug = found.path[0] == '\0' ? v->row.slug : found.slug;
    v->row.path = found.path;
    return st;
}

static enum store_status import_publication(struct import *v, struct publication p)
{
    p.story_id = v->row.id;
    p.number = v->row.head;
    return publication_add(v->s, &p, v->now);
}

/* Each publication that the file has, all of the one text. */
static enum store_status import_events(struct import *v)
{
    enum store_status st = STORE_OK;
    for (size_t i = 0; i < v->in->history.n && st == STORE_OK; i++) {
        const struct import_event *e = &v->in->history.v[i];
        st = import_publication(v, (struct publication){.kind = e->kind,
                                                        .live_from = e->live_from,
                                                        .carries = e->carries,
                                                        .updated_at = e->updated_at,
                                                        .note = e->note,
                                                        .wrong = e->wrong,
                                                        .right = e->right,
                                                        .corrected_at = e->corrected_at});
    }
    return st;
}

/* The file's history, oldest first: publication, update, corrections. */
static enum store_status import_history(struct import *v)
{
    const struct story_import *in = v->in;
    if (in->history.n > 0)
        return import_events(v);
    bool noted = in->updated_at != 0 && !text_blank(in->update_note);
    enum store_status st =
        import_publication(v, (struct publication){.kind = EDIT_FIRST,
                                                   .live_from = in->published_at,
                                                   .updated_at = noted ? 0 : in->updated_at});
    if (st == STORE_OK && noted)
        st = import_publication(v, (struct publication){.kind = EDIT_UPDATE,
                                                        .live_from = in->updated_at,
                                                        .updated_at = in->updated_at,
                                                        .note = text_line(v->a, in->update_note)});
    for (size_t i = 0; i < in->corrections.n && st == STORE_OK; i++) {
        const struct correction *c = &in->corrections.v[i];
        int64_t at = c->at != 0 ? c->at : in->updated_at != 0 ? in->updated_at : in->published_at;
        st = import_publication(v, (struct publication){.kind = EDIT_CORRECTION,
                                                        .live_from = at,
                                                        .carries = true,
                                                        .wrong = c->wrong,
                                                        .right = c->right,
                                                        .corrected_at = at});
    }
    return st;
}

static enum store_status import_withdrawal(struct import *v)
{
    if (v->in->withdrawn_at == 0)
        return STORE_OK;
    struct statement *q = db_stmt(v->s, &story_import_statements, WITHDRAW);
    db_bind_int(q, 1, v->row.id);
    db_bind_int(q, 2, v->in->withdrawn_at);
    db_bind_text(q, 3, v->in->withdrawn_reason);
    return db_run(v->s, q);
}

static enum store_status import_aliases(struct import *v)
{
    enum store_status st = STORE_OK;
    for (size_t i = 0; i < v->in->aliases.n && st == STORE_OK; i++) {
        const char *path = v->in->aliases.v[i];
        st = redirect_write(v->s, v->a, path, v->row.id, v->now);
        if (st == STORE_EXISTS || st == STORE_REFUSED) { /* no reason to fail */
            st = STORE_OK;
            if (strcmp(path, v->row.path) != 0)
                problem_add(v->why, "aliases", "the old address “%s” is taken, or is no address",
                            path);
        }
    }
    return st;
}

static enum store_status import_publish(struct import *v)
{
    if (v->in->published_at == 0)
        return STORE_OK;
    enum store_status st = import_history(v);
    if (st == STORE_OK)
        st = import_withdrawal(v);
    if (st == STORE_OK)
        st = listing_rebuild(v->s, v->row.id, v->now);
    return st;
}

static enum store_status import_revision(struct import *v, const char *prev_hash, int parent)
{
    struct draft_place at = {
        .story_id = v->row.id, .number = v->row.head, .parent = parent, .prev_hash = prev_hash};
    const char *hash;
    return draft_insert(v->s, v->a, &v->draft, &at, v->now, &hash);
}

static enum store_status import_add(struct import *v)
{
    const struct story_import *in = v->in;
    const char *slug = in->slug ? in->slug : "";
    if (!slug_valid(slug))
        slug = slug_from(v->a, slug[0] == '\0' ? v->draft.text.headline : slug);
    v->row = (struct story_write){.kind = in->kind,
                                  .slug = slug,
                                  .path = "",
                                  .head = 1,
                                  .draft = in->published_at == 0 ? 1 : 0,
                                  .slug_auto = !in->slug || in->slug[0] == '\0',
                                  .in_review = in->in_review && in->published_at == 0,
                                  .published_at = in->published_at,
                                  .edited_at = in->edited_at,
                                  .import_key = in->key,
                                  .import_hash = in->hash};
    size_t problems = v->why->n;
    enum store_status st =
        draft_resolve(v->s, v->a, &v->draft, &(struct draft_base){0}, &v->naming, v->why);
    if (st == STORE_OK && in->published_at != 0)
        st = import_address(v);
    if (st == STORE_OK && v->why->n > problems)
        return STORE_REFUSED;
    if (st == STORE_OK)
        st = story_write(v->s, &v->row, v->now);
    if (st == STORE_OK)
        st = import_revision(v, "", 0);
    if (st == STORE_OK)
        st = import_publish(v);
    v->outcome = IMPORT_ADDED;
    return st;
}

static enum store_status import_mark(struct import *v)
{
    struct statement *q = db_stmt(v->s, &story_import_statements, MARK);
    db_bind_int(q, 1, v->row.id);
    db_bind_text(q, 2, v->in->hash);
    db_bind_int(q, 3, v->row.head);
    return db_run(v->s, q);
}

/* Readers of a live story get the new text; one that waits or is a draft goes on waiting. */
static enum store_status import_publish_change(struct import *v)
{
    const struct story *old = &v->story;
    if (old->state == STORY_LIVE) {
        enum store_status st = import_publication(
            v, (struct publication){.kind = EDIT_MINOR, .live_from = v->now, .carries = true});
        return st == STORE_OK ? listing_rebuild(v->s, v->row.id, v->now) : st;
    }
    if (old->state == STORY_SCHEDULED) {
        enum store_status st = publication_drop_pending(v->s, v->row.id, v->now);
        if (st == STORE_OK)
            st = import_publication(
                v, (struct publication){.kind = EDIT_FIRST, .live_from = old->staged_at});
        return st == STORE_OK ? listing_rebuild(v->s, v->row.id, v->now) : st;
    }
    return old->published_at == 0 ? import_publish(v) : STORE_OK;
}

static enum store_status import_write_change(struct import *v, const struct story_head *head)
{
    const struct story *old = &v->story;
    bool first = old->published_at == 0 && v->in->published_at != 0;
    v->row = (struct story_write){.id = old->id,
                                  .kind = old->kind,
                                  .slug = old->slug,
                                  .path = old->path,
                                  .slug_auto = head->slug_auto,
                                  .in_review = old->state == STORY_IN_REVIEW && !first,
                                  .head = old->head + 1,
                                  .published_at = first ? v->in->published_at : old->published_at,
                                  .edited_at = v->in->edited_at};
    size_t problems = v->why->n;
    enum store_status st = draft_resolve(
        v->s, v->a, &v->draft, &(struct draft_base){old->id, old->head}, &v->naming, v->why);
    struct revision_meta newest;
    if (st == STORE_OK)
        st = revision_meta(v->s, v->a, old->id, old->head, &newest);
    bool same = st == STORE_OK && draft_is_revision(&v->draft, old->id, &newest);
    if (same)
        v->row.head = old->head;
    v->row.draft = old->draft != 0 && !first ? v->row.head : 0;
    if (st == STORE_OK && first)
        st = import_address(v);
    if (st == STORE_OK && v->why->n > problems)
        return STORE_REFUSED;
    if (st == STORE_OK)
        st = story_write(v->s, &v->row, v->now);
    if (st == STORE_OK && !same)
        st = import_revision(v, head->hash, old->head);
    if (st == STORE_OK && (!same || first))
        st = import_publish_change(v);
    return st == STORE_OK ? import_mark(v) : st;
}

/* Whether something was decided here that the file does not know of: it was thrown away, withdrawn, published
 * though the file calls it a draft, or it has a text that waits. */
static bool import_decided_here(const struct import *v)
{
    const struct story *old = &v->story;
    return old->state == STORY_BINNED || old->state == STORY_WITHDRAWN ||
           (old->live != 0 && old->staged != 0) ||
           (old->published_at != 0 && v->in->published_at == 0);
}

/* To withdraw is to publish a notice: it is done by name, here. */
static bool import_would_withdraw(const struct import *v)
{
    return v->in->withdrawn_at != 0 && v->story.published_at != 0;
}

static void import_note_withdrawn(struct import *v)
{
    static const char waits[] =
        "it says withdrawn, and goes out here by itself: nothing was changed; "
        "take it off the schedule here if it is not to",
                      seen[] = "it says withdrawn, and readers see it here: nothing was changed; "
                               "withdraw it here, with a notice, if it is to go";
    problem_add(v->why, "withdrawn_at", "%s", v->story.state == STORY_SCHEDULED ? waits : seen);
}

static enum store_status import_change(struct import *v)
{
    struct story_head head;
    v->row.id = v->story.id;
    v->outcome = IMPORT_EDITED_HERE;
    if (import_decided_here(v))
        return STORE_OK;
    if (import_would_withdraw(v)) {
        import_note_withdrawn(v);
        return STORE_OK;
    }
    enum store_status st = story_head(v->s, v->a, v->story.id, &head);
    if (st != STORE_OK)
        return st;
    if (head.import_number != v->story.head)
        return STORE_OK;
    v->outcome = IMPORT_CHANGED;
    return import_write_change(v, &head);
}

/* Not what is new and stays a draft: addresses and names that no live story has lead nowhere. */
static bool import_shows(const struct import *v)
{
    return v->in->published_at != 0 || v->in->aliases.n > 0 ||
           (v->story.id != 0 && v->story.published_at != 0);
}

static enum store_status import_story(struct import *v)
{
    static const char *const actions[] = {
        [IMPORT_ADDED] = "story.import", [IMPORT_CHANGED] = "story.import_change"};
    bool same = false;
    enum store_status st = import_find(v, &same);
    if (import_shows(v))
        db_shows(v->s);
    if (st == STORE_MISSING) {
        st = import_add(v);
    } else if (st == STORE_OK && same) {
        v->outcome = IMPORT_UNCHANGED;
        v->row.id = v->story.id;
    } else if (st == STORE_OK) {
        st = import_change(v);
    }
    if (st != STORE_OK || v->outcome == IMPORT_UNCHANGED || v->outcome == IMPORT_EDITED_HERE)
        return st;
    st = import_aliases(v);
    return st == STORE_OK ? audit_write(v->s, 0, v->row.id, actions[v->outcome], v->in->key, v->now)
                          : st;
}

/* What was published elsewhere is not asked for what is asked here; whoever imports it is told. */
static enum store_status import_note_checklist(struct import *v)
{
    const struct story_import *in = v->in;
    bool shown = (v->outcome == IMPORT_ADDED || v->outcome == IMPORT_CHANGED) &&
                 v->row.published_at != 0 && in->withdrawn_at == 0;
    bool pictures = v->draft.text.hero_id != 0 || strstr(v->draft.html, "/media/");
    struct checked found;
    struct check_text what = {v->row.id, in->kind, &v->draft.text, v->draft.html, v->now};
    if (!shown || !(in->checks || pictures))
        return STORE_OK;
    if (v->row.published_at > v->now)
        what.at = v->row.published_at;
    enum store_status st = checklist_text(v->s, v->a, &what, &found);
    if (st == STORE_OK && found.failed)
        problem_add(v->why, "checklist",
                    "it goes to readers, and the publish checklist, which is not asked of imports, "
                    "would miss: %s",
                    checklist_names(v->a, found.failed));
    return st;
}

enum store_status story_import(struct store *s, struct arena *a, const struct story_import *in,
                               int64_t now, enum import_outcome *outcome, int64_t *id,
                               struct problems *why)
{
    struct import v = {.s = s, .a = a, .in = in, .now = now, .why = why};
    size_t problems = why->n;
    bool same = false;
    enum store_status st = import_find(&v, &same);
    if (st == STORE_OK && same) { /* the usual case of a second run: no lock, no rendering */
        *outcome = IMPORT_UNCHANGED;
        *id = v.story.id;
        return STORE_OK;
    }
    if (st != STORE_OK && st != STORE_MISSING)
        return st;
    v.story = (struct story){0};
    import_check_times(&v);
    struct problems pictures = {.arena = why->arena};
    st = draft_prepare_import(s, a, in, &v.draft, &pictures, why);
    if (st == STORE_OK && why->n > problems)
        st = STORE_REFUSED;
    if (st == STORE_OK)
        st = db_begin(s, SCOPE_DESK);
    if (st != STORE_OK)
        return st;
    st = db_end(s, import_story(&v));
    if (st == STORE_OK) {
        *outcome = v.outcome;
        if (in->nowhere)
            *in->nowhere = v.draft.nowhere;
        *id = v.row.id;
        for (size_t i = 0; in->names_made && i < v.naming.made.n; i++)
            new_names_add(a, in->names_made, &v.naming.made.v[i]);
        for (size_t i = 0; i < pictures.n; i++)
            problem_add(why, pictures.v[i].field, "%s", pictures.v[i].text);
        st = import_note_checklist(&v);
    }
    return st;
}
