/* story_waiting.c: a fix goes out while another text of the story waits for its time.
 *
 * The text that waits was written on what readers saw then. Left as it is, it would undo the fix at
 * its instant; so the fix is merged into it, in the same transaction. Where both changed the same
 * words, somebody has to say which of them readers shall see then. */
#include "audit_private.h"
#include "driver.h"
#include "story_merge.h"
#include "story_save_private.h"

#include <string.h>

static enum store_status load_text(struct save *v, int number, struct story_text *out)
{
    struct revision r;
    enum store_status st = revision_load(v->s, v->a, v->id, number, &r, NULL);
    if (st == STORE_OK)
        *out = r.text;
    return st;
}

/* What both began from: what readers saw when the waiting text last took something in. */
static enum store_status load_common(struct save *v, struct story_text *out)
{
    int number = v->waiting.follows != 0 ? v->waiting.follows : v->story.live;
    return load_text(v, number, out);
}

static enum store_status merge_texts(struct save *v, struct text_merge *out)
{
    struct story_text base, theirs;
    enum store_status st = publication_waiting(v->s, v->a, v->id, v->now, &v->waiting);
    if (st == STORE_OK)
        st = load_common(v, &base);
    if (st == STORE_OK)
        st = load_text(v, v->waiting.number, &theirs);
    if (st == STORE_OK)
        story_text_merge(v->a, &base, &v->draft.text, &theirs,
                         v->in->waiting_choice == WAITING_TAKES ? MERGE_MINE : MERGE_THEIRS, out);
    return st == STORE_MISSING ? STORE_FAILED : st;
}

enum store_status waiting_is_as_shown(struct save *v, bool *out)
{
    struct publication p;
    enum store_status st = publication_waiting(v->s, v->a, v->id, v->now, &p);
    *out = st == STORE_OK && strcmp(v->in->waiting_said ? v->in->waiting_said : "",
                                    story_told(v->a, p.kind, p.note, p.wrong, p.right)) == 0;
    return st == STORE_MISSING ? STORE_OK : st;
}

int waiting_follows(const struct save *v)
{
    if (v->in->live != 0)
        return v->in->live;
    return v->on == NAMED_WAITING ? v->base : v->in->waiting;
}

enum store_status waiting_plan(struct save *v)
{
    struct text_merge *merge = arena_alloc(v->a, sizeof *merge);
    enum store_status st = merge_texts(v, merge);
    if (st != STORE_OK)
        return st;
    if (merge->n != 0 && v->in->waiting_choice == WAITING_ASK) {
        v->out->conflict = CONFLICT_OVERLAP;
        v->out->conflict_number = v->waiting.number;
        v->out->story_id = v->id;
        v->out->overlap = merge;
        return STORE_CONFLICT;
    }
    st = draft_prepare(v->s, v->a, v->in->kind, true, &merge->text, &v->merged, v->why);
    if (st == STORE_OK)
        st = draft_resolve(v->s, v->a, &v->merged, &(struct draft_base){v->id, v->waiting.number},
                           &v->naming, v->why);
    struct revision_meta waits;
    if (st == STORE_OK)
        st = revision_meta(v->s, v->a, v->id, v->waiting.number, &waits);
    if (st != STORE_OK)
        return st;
    v->merges = true;
    /* What waits stays its writer's: the fix that goes into it is before readers by then. */
    v->waiting_writer = waits.saved_by;
    v->merge_same = draft_is_revision(&v->merged, v->id, &waits);
    return STORE_OK;
}

enum store_status waiting_write(struct save *v)
{
    int number = v->merge_same ? v->waiting.number : v->row.head;
    enum store_status st = STORE_OK;
    if (!v->merge_same) {
        struct draft_place at = {.story_id = v->id,
                                 .number = number,
                                 .parent = v->waiting.number,
                                 .prev_hash = v->hash,
                                 .user = v->waiting_writer};
        st = draft_insert(v->s, v->a, &v->merged, &at, v->now, &v->hash);
    }
    if (st == STORE_OK)
        st = publication_replace_waiting(v->s, v->id, number, v->number, v->now);
    v->out->merged = number;
    if (st == STORE_OK)
        st = audit_write(
            v->s, v->user, v->id, "story.merge",
            arena_printf(v->a, "revision %d into what waits, now revision %d", v->number, number),
            v->now);
    return st;
}
