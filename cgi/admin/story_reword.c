/* story_reword.c: public words that are no part of the text are put right: an update's note, a
 * correction, the notice of a withdrawal. /admin/story/{id}/reword */
#include "story_form.h"

#include "lib/text.h"

#include <string.h>

/* Its own fields have other names than the story form's, which is on the same page. */
static const char *reword_field(const char *of)
{
    static const char *const firsts[] = {"note", "wrong", "reason"};
    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++)
        if (strcmp(firsts[i], of) == 0)
            return "first";
    return strcmp(of, "right") == 0 ? "second" : "";
}

void story_reword_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    struct actor by = admin_actor(req);
    struct story_form f;
    int64_t which = 0;

    if (!story_form_open(app, req, res, story_form_id(req), ACT_REWORD, &f))
        return;
    text_to_int(req_form(req, "which"), 1, INT64_MAX, &which);
    const struct reworded words = {.first = req_form(req, "first"),
                                   .second = req_form(req, "second"),
                                   .was_first = req_form(req, "first_was"),
                                   .was_second = req_form(req, "second_was")};
    enum store_status st =
        story_reword(app->store, f.story.id, story_wording_what(req_form(req, "what")), which,
                     &words, &by, req->now, &why);
    for (size_t i = 0; i < why.n; i++)
        why.v[i].field = reword_field(why.v[i].field);
    story_form_done(app, req, res, st, &why, "reworded");
}
