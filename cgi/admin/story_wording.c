/* story_wording.c: the fields for public words beside a text, on the story's page: notes of updates, corrections,
 * the notice of a withdrawal. story_reword.c takes what is typed into them. */
#include "story_form.h"

#include "lib/text.h"

#include <inttypes.h>
#include <string.h>

enum wording story_wording_what(const char *name)
{
    static const char *const names[WORDING_MAX] = {
        [WORDING_NOTE] = "note",
        [WORDING_CORRECTION] = "correction",
        [WORDING_WITHDRAWAL] = "withdrawal",
    };
    for (int i = 0; i < WORDING_MAX; i++)
        if (strcmp(names[i], name) == 0)
            return (enum wording)i;
    return WORDING_MAX;
}

/* Whether the form that came was of these words. */
static bool wording_came(const struct fields *typed, enum wording what, int64_t which)
{
    int64_t came = 0;
    if (story_wording_what(admin_field(typed, "what")) != what)
        return false;
    return what == WORDING_WITHDRAWAL ||
           (text_to_int(admin_field(typed, "which"), 1, INT64_MAX, &came) && came == which);
}

/* The words of a change that readers see beside the story. False: it has none. */
static bool wording_of(const struct change *c, enum wording *what, int64_t *which)
{
    *what = c->kind == EDIT_UPDATE ? WORDING_NOTE : WORDING_CORRECTION;
    *which = c->kind == EDIT_UPDATE ? c->id : c->correction_id;
    return c->kind != EDIT_FIRST;
}

bool story_wording_placed(struct app *app, struct req *req, const struct story_form *f)
{
    const struct story *s = &f->story;
    struct changes changes;
    enum wording what;
    int64_t which;
    if (!admin_may(req, ACT_WITHDRAW, s))
        return false;
    if (wording_came(&f->typed, WORDING_WITHDRAWAL, 0))
        return s->state == STORY_WITHDRAWN;
    if (s->state != STORY_LIVE ||
        story_changes(app->store, req->arena, s->id, req->now, &changes) != STORE_OK)
        return false;
    for (size_t i = 0; i < changes.n; i++)
        if (wording_of(&changes.v[i], &what, &which) && wording_came(&f->typed, what, which))
            return true;
    return false;
}

/* The fields with those words, or with what came for them. id: of the first and the second field. */
static bool wording_fill(struct tpl_dict *d, const struct story_form *f, bool came,
                         const struct reworded *words, const char *const id[2])
{
    tpl_set(d, "FIRST_ID", came ? "first" : id[0]);
    tpl_set(d, "SECOND_ID", came ? "second" : id[1]);
    tpl_set(d, "WORDING_FIRST", came ? admin_field(&f->typed, "first") : words->first);
    tpl_set(d, "WORDING_SECOND", came ? admin_field(&f->typed, "second") : words->second);
    tpl_set(d, "WAS_FIRST", words->first);
    tpl_set(d, "WAS_SECOND", words->second);
    if (came) {
        tpl_set_if(d, "FIRST_PROBLEM", problem_of(&f->why, "first"));
        tpl_set_if(d, "SECOND_PROBLEM", problem_of(&f->why, "second"));
    }
    return came;
}

void story_wording_show_notice(struct tpl_dict *d, const struct story_form *f)
{
    static const char *const id[2] = {"notice", ""};
    const struct reworded words = {.first = f->story.withdrawn_reason, .second = ""};
    wording_fill(d, f, wording_came(&f->typed, WORDING_WITHDRAWAL, 0), &words, id);
}

void story_wording_show(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    struct arena *a = p->req->arena;
    struct changes changes;
    struct tpl_dict *all = NULL;
    enum wording what;
    int64_t which;
    if (story_changes(p->app->store, a, f->story.id, p->req->now, &changes) != STORE_OK)
        return;
    for (size_t i = 0; i < changes.n; i++) {
        const struct change *c = &changes.v[i];
        if (!wording_of(c, &what, &which))
            continue;
        bool note = what == WORDING_NOTE;
        const struct reworded words = {.first = note ? c->note : c->wrong,
                                       .second = note ? "" : c->right};
        const char *const id[2] = {arena_printf(a, "%s-%" PRId64, note ? "note" : "wrong", which),
                                   arena_printf(a, "right-%" PRId64, which)};
        all = all ? all : tpl_add(d, "WORDING");
        struct tpl_dict *one = tpl_add(all, note ? "WORDING_NOTE" : "WORDING_CORRECTION");
        tpl_set_int(one, "WORDING_ID", which);
        tpl_set(one, "WORDING_AT", admin_when(p->app, p->req, c->at));
        if (wording_fill(one, f, wording_came(&f->typed, what, which), &words, id))
            tpl_show(all, "WORDING_OPEN");
    }
}
