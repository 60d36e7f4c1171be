/* story_suggest.c: from the form to a suggestion, instead of a save. */
#include "story_form.h"

#include "db/suggestion.h"

enum store_status story_suggest_typed(struct app *app, struct req *req, const struct story *story,
                                      int base, const struct fields *typed, struct problems *why)
{
    struct actor by = admin_actor(req);
    struct story_text text;
    int64_t id;
    story_form_text(req->arena, typed, &text, why);
    if (why->n)
        return STORE_REFUSED;
    const struct suggestion_new in = {.story_id = story->id,
                                      .base = base,
                                      .text = &text,
                                      .reason = admin_field(typed, "suggest_reason"),
                                      .copy = admin_field(typed, "copy")};
    return suggestion_add(app->store, req->arena, &in, &by, req->now, &id, why);
}

enum store_status story_suggest_press(struct app *app, struct req *req, struct story_form *f)
{
    int base = f->shown.restored ? f->shown.restored : f->shown.base;
    enum store_status st = story_suggest_typed(app, req, &f->story, base, &f->typed, &f->why);
    if (st != STORE_OK && f->why.n == 0)
        admin_store_problem(&f->why, st, app->store);
    return st;
}

void story_suggest_show(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    int64_t open = 0;
    d = tpl_add(d, "SUGGEST");
    tpl_set(d, "SUGGEST_REASON", admin_field(&f->typed, "suggest_reason"));
    tpl_set_if(d, "SUGGEST_PROBLEM", problem_of(&f->why, "suggest_reason"));
    tpl_set(d, "SUGGESTIONS_HREF",
            arena_printf(p->req->arena, "/admin/story/%" PRId64 "/suggestions", f->story.id));
    if (suggestion_count_open(p->app->store, f->story.id, &open) == STORE_OK && open)
        tpl_set_count(tpl_add(d, "ANY_SUGGESTIONS"), p->app->language, "SUGGESTIONS_OPEN", open);
    else
        tpl_show(d, "NO_SUGGESTIONS");
}
