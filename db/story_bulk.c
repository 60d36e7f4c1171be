/* story_bulk.c: see story_bulk.h. One batch, each story in a savepoint of its own. */
#include "story_bulk.h"

#include "audit_private.h"
#include "driver.h"
#include "form_record.h"
#include "media_held.h"
#include "permission.h"
#include "refuse.h"
#include "story_followed.h"
#include "story_private.h"

#include "lib/language.h"
#include "lib/text.h"

#include <inttypes.h>
#include <string.h>

#define AUDITED_MAX 50 /* ids that the audit log has of one press */

struct bulk_work {
    struct store *s;
    struct arena *a;
    const struct bulk *in;
    int64_t now;
    const char *section;     /* that of in, or the one that it stands for */
    struct strlist tag_keys; /* of tags that go: slugs */
    struct bulk_result *out;
    const char *done; /* ids of what was done, for the audit log */
    size_t n_done;
};

/* One story on its way. */
struct bulk_each {
    struct bulk_work *w;
    struct arena *a;        /* its own */
    const struct actor *by; /* with a form's number of its own */
    struct story story;
    struct story_save save; /* of the text that is changed, as it is */
    struct bulk_row *row;
};

/* ---- Names ----------------------------------------------------------------------------------------- */

static const char *const names[BULK_DOES_MAX] = {
    [BULK_ADD_TAGS] = "add-tags",   [BULK_REMOVE_TAGS] = "remove-tags",
    [BULK_SET_SECTION] = "section", [BULK_SET_BYLINES] = "bylines",
    [BULK_SUBMIT] = "submit",       [BULK_BIN] = "bin",
    [BULK_UNBIN] = "unbin",
};

const char *bulk_name(enum bulk_does does)
{
    return (unsigned)does < BULK_DOES_MAX ? names[does] : "";
}

enum bulk_does bulk_find(const char *name)
{
    int i = 0;
    while (i < BULK_DOES_MAX && strcmp(names[i], name) != 0)
        i++;
    return (enum bulk_does)i;
}

static bool bulk_is_of_text(enum bulk_does does)
{
    return does <= BULK_SET_BYLINES;
}

/* ---- As it was shown --------------------------------------------------------------------------------- */

struct bulk_story bulk_story_of(const struct story *s)
{
    return (struct bulk_story){s->id,    s->state,     s->live,        s->staged,
                               s->draft, s->staged_at, s->withdrawn_at};
}

const char *bulk_story_write(struct arena *a, const struct bulk_story *s)
{
    return arena_printf(a, "%" PRId64 ".%s.%d.%d.%d.%" PRId64 ".%" PRId64, s->id,
                        story_state_name(s->state), s->live, s->waiting, s->draft, s->waiting_at,
                        s->withdrawn_at);
}

bool bulk_story_read(struct arena *a, const char *text, struct bulk_story *out)
{
    struct strlist part = text_split(a, text, '.');
    int64_t number[3];
    *out = (struct bulk_story){0};
    if (part.n != 7 || !text_to_int(part.v[0], 1, INT64_MAX, &out->id) ||
        !text_to_int(part.v[5], 0, INT64_MAX, &out->waiting_at) ||
        !text_to_int(part.v[6], 0, INT64_MAX, &out->withdrawn_at))
        return false;
    for (size_t i = 0; i < 3; i++)
        if (!text_to_int(part.v[2 + i], 0, INT32_MAX, &number[i]))
            return false;
    out->state = story_state_find(part.v[1]);
    out->live = (int)number[0];
    out->waiting = (int)number[1];
    out->draft = (int)number[2];
    return out->state != STORY_STATE_MAX;
}

static bool bulk_is_as_shown(const struct bulk_story *shown, const struct story *now)
{
    const struct bulk_story is = bulk_story_of(now);
    return shown->state == is.state && shown->live == is.live && shown->waiting == is.waiting &&
           shown->draft == is.draft && shown->waiting_at == is.waiting_at &&
           shown->withdrawn_at == is.withdrawn_at;
}

/* ---- The text ------------------------------------------------------------------------------------------ */

static struct groups bulk_named(struct arena *a, const struct strlist *list)
{
    struct groups out = {.v = arena_array(a, list->n, sizeof *out.v), .n = list->n};
    for (size_t i = 0; i < list->n; i++)
        out.v[i] = (struct group){.name = list->v[i]};
    return out;
}

static void bulk_add_tags(struct bulk_each *e)
{
    const struct groups *had = &e->save.text.tags;
    struct groups more = bulk_named(e->a, &e->w->in->names);
    struct groups all = {.v = arena_array(e->a, had->n + more.n, sizeof *all.v)};
    for (size_t i = 0; i < had->n; i++)
        all.v[all.n++] = had->v[i];
    for (size_t i = 0; i < more.n; i++)
        all.v[all.n++] = more.v[i];
    e->save.text.tags = all;
}

static void bulk_remove_tags(struct bulk_each *e)
{
    const struct strlist *keys = &e->w->tag_keys;
    struct groups *tags = &e->save.text.tags;
    size_t left = 0;
    for (size_t i = 0; i < tags->n; i++) {
        bool goes = false;
        for (size_t k = 0; k < keys->n; k++)
            goes = goes || strcmp(tags->v[i].slug, keys->v[k]) == 0;
        if (!goes)
            tags->v[left++] = tags->v[i];
    }
    tags->n = left;
}

static void bulk_change_text(struct bulk_each *e)
{
    const struct bulk *in = e->w->in;
    switch (in->does) {
    case BULK_ADD_TAGS:
        bulk_add_tags(e);
        break;
    case BULK_REMOVE_TAGS:
        bulk_remove_tags(e);
        break;
    case BULK_SET_SECTION:
        e->save.text.section = (struct group){.slug = e->w->section};
        break;
    case BULK_SET_BYLINES:
        e->save.text.bylines = bulk_named(e->a, &in->names);
        break;
    default:
        break;
    }
}

/* What readers see when that is meant, else the text that is written on now. */
static enum named_text bulk_text(const struct bulk_work *w, const struct story *s)
{
    if (w->in->readers_see && bulk_is_of_text(w->in->does) && s->state == STORY_LIVE)
        return NAMED_LIVE;
    return s->draft ? NAMED_DRAFT : s->staged ? NAMED_WAITING : NAMED_LIVE;
}

/* ---- One story ----------------------------------------------------------------------------------------- */

static enum store_status bulk_no(struct bulk_each *e, enum store_status st, const char *sentence)
{
    problem_say(&e->row->why, "", sentence, NULL);
    return st;
}

/* Out of the story's own arena. */
static void bulk_ask_of(struct bulk_work *w, const struct new_name *name)
{
    const struct groups *near = &name->near;
    struct new_name asked = {.kind = name->kind,
                             .name = arena_dup(w->a, name->name),
                             .near = {.v = arena_array(w->a, near->n, sizeof *near->v)}};
    for (size_t i = 0; i < near->n; i++)
        asked.near.v[asked.near.n++] = (struct group){.id = near->v[i].id,
                                                      .slug = arena_dup(w->a, near->v[i].slug),
                                                      .name = arena_dup(w->a, near->v[i].name),
                                                      .text = ""};
    new_names_add(w->a, &w->out->asked, &asked);
}

static enum store_status bulk_save(struct bulk_each *e)
{
    struct bulk_work *w = e->w;
    struct story_save *save = &e->save;
    struct story_saved out;
    bool publishes = bulk_is_of_text(w->in->does) && w->in->readers_see && save->on == NAMED_LIVE &&
                     e->story.state == STORY_LIVE;
    save->by = e->by;
    save->slug_left = true;
    save->action = publishes                    ? STORY_PUBLISH
                   : w->in->does == BULK_SUBMIT ? STORY_SUBMIT
                                                : STORY_KEEP;
    save->edit = EDIT_MINOR;
    save->names = NAMES_ASK;
    if (w->in->meant)
        save->names_meant = *w->in->meant;
    bulk_change_text(e);
    story_save_as_followed(&e->story, save);
    enum store_status st = story_save(w->s, e->a, save, w->now, &out, &e->row->why);
    e->row->outcome = out.outcome;
    for (size_t i = 0; i < out.names_asked.n; i++)
        bulk_ask_of(w, &out.names_asked.v[i]);
    if (st == STORE_CONFLICT && out.conflict == CONFLICT_OVERLAP)
        return bulk_no(
            e, st,
            WORD("The change that waits says something else there. Open the story, and say "
                 "which of them wins."));
    return st;
}

static enum store_status bulk_submit(struct bulk_each *e)
{
    if (e->story.state == STORY_IN_REVIEW)
        return bulk_no(e, STORE_REFUSED, WORD("It is in review already."));
    if (e->story.state != STORY_DRAFT)
        return bulk_no(e, STORE_REFUSED, WORD("Only a draft can be submitted for review."));
    return bulk_save(e);
}

static enum store_status bulk_do(struct bulk_each *e, const struct bulk_story *shown)
{
    struct bulk_work *w = e->w;
    struct problems *why = &e->row->why;
    if (!bulk_is_as_shown(shown, &e->story))
        return bulk_no(e, STORE_CONFLICT,
                       WORD("It has changed since the list was shown. Look at it first."));
    e->row->outcome = OUTCOME_DONE;
    switch (w->in->does) {
    case BULK_SUBMIT:
        return bulk_submit(e);
    case BULK_BIN:
        return story_bin(w->s, shown->id, e->story.draft, e->by, w->now, why);
    case BULK_UNBIN:
        return story_unbin(w->s, shown->id, e->by, w->now, why);
    default:
        return bulk_save(e);
    }
}

/* The same form was here and did it; else it is done. */
static enum store_status bulk_once(struct bulk_each *e, const struct bulk_story *shown)
{
    struct bulk_work *w = e->w;
    struct form_record did;
    enum store_status st = form_recall(w->s, e->by, &did);
    if (st == STORE_OK) {
        e->row->outcome = did.outcome;
        return st;
    }
    if (st == STORE_MISSING)
        st = bulk_do(e, shown);
    if (st != STORE_OK || e->row->outcome == OUTCOME_SAME)
        return st;
    if (w->n_done++ < AUDITED_MAX)
        w->done = arena_printf(w->a, "%s%s%" PRId64, w->done, *w->done ? ", " : "", shown->id);
    return STORE_OK;
}

static enum store_status bulk_load(struct bulk_each *e, int64_t id)
{
    struct bulk_work *w = e->w;
    int64_t now = w->now;
    enum store_status st = story_row_to_write(w->s, e->a, id, &now, &e->story);
    if (st == STORE_OK)
        st = story_save_begin(w->s, e->a, id, bulk_text(w, &e->story), now, &e->save);
    if (st == STORE_OK && permission_may(e->by, ACT_HISTORY, &e->story)) {
        e->row->headline = arena_dup(w->a, e->save.text.headline);
        e->row->now = bulk_story_of(&e->story);
        e->row->edited_at = e->story.edited_at;
    }
    return st;
}

static enum store_status bulk_each(struct bulk_each *e, const struct bulk_story *shown)
{
    struct bulk_work *w = e->w;
    struct bulk_row *row = e->row;
    struct story after;
    *row = (struct bulk_row){.id = shown->id, .why = {.arena = w->a}};
    enum store_status st = bulk_load(e, shown->id);
    row->status = st == STORE_OK ? bulk_once(e, shown) : st;
    if (row->status == STORE_MISSING)
        return bulk_no(e, STORE_OK, WORD("This story is not there any more."));
    if (row->status == STORE_REFUSED || row->status == STORE_CONFLICT)
        return STORE_OK;
    st = row->status == STORE_OK ? story_row(w->s, e->a, shown->id, w->now, &after) : row->status;
    if (st == STORE_OK)
        row->now = bulk_story_of(&after);
    return st;
}

/* ---- All of them ----------------------------------------------------------------------------------------- */

static enum store_status bulk_stories(struct bulk_work *w)
{
    const struct bulk *in = w->in;
    enum store_status st = STORE_OK;
    for (size_t i = 0; i < in->n && st == STORE_OK; i++) {
        struct arena *own = arena_new();
        struct actor by = in->by ? *in->by : (struct actor){0};
        if (by.form && *by.form)
            by.form = arena_printf(own, "%s.%" PRId64, by.form, in->v[i].id);
        struct bulk_each e = {
            .w = w, .a = own, .by = in->by ? &by : NULL, .row = &w->out->v[w->out->n++]};
        st = bulk_each(&e, &in->v[i]);
        if (w->out->asked.n)
            st = STORE_REFUSED;
        arena_free(own);
    }
    return st;
}

static enum store_status bulk_audit(struct bulk_work *w)
{
    const struct bulk *in = w->in;
    const char *what = in->does == BULK_SET_SECTION ? w->section : "";
    if (w->n_done == 0)
        return STORE_OK;
    if (in->does != BULK_SET_SECTION && bulk_is_of_text(in->does))
        for (size_t i = 0; i < in->names.n; i++)
            what = arena_printf(w->a, "%s%s%s", what, i ? ", " : "", in->names.v[i]);
    enum store_status st = db_begin(w->s, SCOPE_QUIET);
    if (st != STORE_OK)
        return st;
    return db_end(w->s,
                  audit_write(w->s, in->by ? in->by->user : 0, 0, "story.bulk",
                              arena_printf(w->a, "%s%s%s%s: %zu of %zu: %s%s", bulk_name(in->does),
                                           *what ? " " : "", text_excerpt(w->a, what, 200),
                                           in->readers_see ? ", readers see it" : "", w->n_done,
                                           in->n, w->done, w->n_done > AUDITED_MAX ? ", …" : ""),
                              w->now));
}

static enum store_status bulk_try(struct bulk_work *w)
{
    *w->out = (struct bulk_result){.v = arena_array(w->a, w->in->n, sizeof *w->out->v)};
    w->done = "";
    w->n_done = 0;
    enum store_status st = store_batch_begin(w->s);
    if (st != STORE_OK)
        return st;
    st = bulk_stories(w);
    if (st == STORE_OK)
        st = bulk_audit(w);
    return store_batch_end(w->s, st);
}

/* A tag is known by the slug of the one that it stands for. */
static enum store_status bulk_find_tags(struct bulk_work *w)
{
    enum store_status st = STORE_OK;
    for (size_t i = 0; i < w->in->names.n && st == STORE_OK; i++) {
        struct group tag;
        st = group_find_name(w->s, w->a, GROUP_TAG, w->in->names.v[i], &tag);
        if (st == STORE_OK)
            strlist_add(w->a, &w->tag_keys, tag.slug);
        st = st == STORE_MISSING ? STORE_OK : st;
    }
    return st;
}

static enum store_status bulk_find_section(struct bulk_work *w, struct problems *why)
{
    struct group section;
    const char *slug = w->in->section ? w->in->section : "";
    enum store_status st =
        *slug ? group_find(w->s, w->a, GROUP_SECTION, slug, &section) : STORE_MISSING;
    if (st == STORE_MISSING)
        return store_refuse(why, "section", WORD("Choose a section."));
    w->section = section.slug;
    return st;
}

static enum store_status bulk_check(struct bulk_work *w, struct problems *why)
{
    const struct bulk *in = w->in;
    if (in->n == 0)
        return store_refuse(why, "stories", WORD("Tick the stories first."));
    if (in->n > BULK_STORIES_MAX)
        return store_refuse(why, "stories", WORD("These are too many at once: tick at most 200."));
    if (in->does == BULK_SET_SECTION)
        return bulk_find_section(w, why);
    if (in->names.n == 0 && (in->does == BULK_ADD_TAGS || in->does == BULK_REMOVE_TAGS))
        return store_refuse(why, "tags", WORD("Write a tag."));
    if (in->names.n == 0 && in->does == BULK_SET_BYLINES)
        return store_refuse(why, "bylines", WORD("Write a name."));
    return in->does == BULK_REMOVE_TAGS ? bulk_find_tags(w) : STORE_OK;
}

enum store_status story_bulk(struct store *s, struct arena *a, const struct bulk *in, int64_t now,
                             struct bulk_result *out, struct problems *why)
{
    struct bulk_work w = {.s = s, .a = a, .in = in, .now = now, .out = out};
    *out = (struct bulk_result){0};
    enum store_status st = bulk_check(&w, why);
    if (st != STORE_OK)
        return st;
    st = bulk_try(&w);
    if (st == STORE_UNSEARCHABLE) /* once more without the index */
        st = bulk_try(&w);
    for (size_t i = 0; st == STORE_OK && in->does == BULK_BIN && i < out->n; i++)
        if (out->v[i].status == STORE_OK)
            media_hold_story(s, out->v[i].id);
    return st;
}
