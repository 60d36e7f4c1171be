/* story_review_press.c: the small forms beside a text that goes from hand to hand. /admin/story/{id}/review */
#include "story_form.h"

#include "db/review.h"
#include "db/story_writer.h"
#include "lib/text.h"

#include <string.h>

struct press {
    const char *does, *code;
    enum review_kind kind; /* REVIEW_KIND_MAX: of the writers */
    enum act act;
};

static const struct press *press_find(const char *does)
{
    static const struct press presses[] = {
        {"return", "review-returned", REVIEW_RETURNED, ACT_REVIEW},
        {"take-back", "review-taken-back", REVIEW_TAKEN_BACK, ACT_TAKE_BACK},
        {"hold", "review-held", REVIEW_HELD, ACT_REVIEW},
        {"release", "review-released", REVIEW_RELEASED, ACT_REVIEW},
        {"read", "review-read", REVIEW_READ, ACT_REVIEW},
        {"legal-needed", "legal-needed", REVIEW_LEGAL_NEEDED, ACT_HISTORY},
        {"legal-seen", "legal-seen", REVIEW_LEGAL_SEEN, ACT_REVIEW},
        {"legal-cleared", "legal-cleared", REVIEW_LEGAL_CLEARED, ACT_REVIEW},
        {"writer-add", "writer-added", REVIEW_KIND_MAX, ACT_WRITERS},
        {"writer-remove", "writer-removed", REVIEW_KIND_MAX, ACT_WRITERS},
    };
    for (size_t i = 0; i < sizeof presses / sizeof *presses; i++)
        if (strcmp(presses[i].does, does) == 0)
            return &presses[i];
    return NULL;
}

static enum store_status press_writers(struct app *app, struct req *req, const struct actor *by,
                                       const char *does, struct problems *why)
{
    int64_t user = 0, story = story_form_id(req);
    if (strcmp(does, "writer-add") == 0)
        return story_writer_add(app->store, story, req_form(req, "writer"), by, req->now, why);
    text_to_int(req_form(req, "writer_id"), 1, INT64_MAX, &user);
    return story_writer_remove(app->store, story, user, by, req->now, why);
}

static enum store_status press_review(struct app *app, struct req *req, const struct actor *by,
                                      enum review_kind kind, struct problems *why)
{
    int64_t number = 0, newest = 0;
    text_to_int(req_form(req, "number"), 1, INT32_MAX, &number);
    text_to_int(req_form(req, "newest"), 1, INT32_MAX, &newest);
    const struct review_act act = {.kind = kind,
                                   .number = (int)number,
                                   .hash = req_form(req, "hash"),
                                   .newest = (int)newest,
                                   .words = req_form(req, "review_words"),
                                   .name = req_form(req, "legal_name")};
    return review_do(app->store, story_form_id(req), &act, by, req->now, why);
}

void story_review_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    struct actor by = admin_actor(req);
    const struct press *press = press_find(req_form(req, "do"));
    struct story_form f;

    if (!story_form_open(app, req, res, story_form_id(req), press ? press->act : ACT_HISTORY, &f))
        return;
    if (!press) {
        res_redirect(res, 303,
                     arena_printf(req->arena, "/admin/story/%" PRId64, story_form_id(req)));
        return;
    }
    enum store_status st = press->kind == REVIEW_KIND_MAX
                               ? press_writers(app, req, &by, press->does, &why)
                               : press_review(app, req, &by, press->kind, &why);
    story_form_done(app, req, res, st, &why, press->code);
}
