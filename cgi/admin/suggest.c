/* suggest.c: /admin/suggest?kind=story|byline|tag|source&q=…: what the letters typed so far may mean, as JSON for the
 * desk's script. What an actor may see is asked by the store (db/suggest.h). */
#include "admin_private.h"

#include "db/suggest.h"
#include "lib/json.h"

/* What whoever links to a story should know of it. */
static const char *suggest_note(struct app *app, struct req *req,
                                const struct suggestion_shown *one)
{
    const char *when = admin_when(app, req, one->at);
    if (one->state == STORY_SCHEDULED)
        return language_say(app->language, req->arena,
                            WORD("Goes out %WHEN%: until then a link to it leads nowhere."), "WHEN",
                            when, NULL);
    if (one->state != STORY_LIVE)
        return app_word(app,
                        WORD("Not published: it has no address yet that a link could lead to."));
    return one->kind == STORY_PAGE ? app_word(app, admin_kind_label(STORY_PAGE)) : when;
}

static json_t *suggest_item(struct app *app, struct req *req, enum suggest_kind kind,
                            const struct suggestion_shown *one)
{
    bool story = kind == SUGGEST_STORY;
    return json_pack("{s:s s:s s:s s:b s:b}", "title", one->title, "url", one->url, "note",
                     story ? suggest_note(app, req, one) : "", "unpublished",
                     story && one->state != STORY_LIVE, "usable", !story || *one->url);
}

void suggest_get(struct app *app, struct req *req, struct res *res)
{
    enum suggest_kind kind = suggest_kind_find(req_query(req, "kind"));
    struct actor by = admin_actor(req);
    struct suggestions_shown found;
    if (kind == SUGGEST_KIND_MAX) {
        page_error(app, req, res, 404, NULL);
        return;
    }
    enum store_status st =
        suggest(app->store, req->arena, kind, &by, req_query(req, "q"), req->now, &found);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    json_t *all = json_array();
    for (size_t i = 0; i < found.n; i++)
        json_array_append_new(all, suggest_item(app, req, kind, &found.v[i]));
    const char *text = json_canonical(req->arena, all);
    json_decref(all);
    res->status = text ? 200 : 500;
    res->content_type = "application/json";
    buf_adds(&res->body, text ? text : "[]");
}
