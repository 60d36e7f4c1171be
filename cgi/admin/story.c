/* story.c: writing and saving a story. /admin/story/new and /admin/story/{id} */
#include "story_form.h"

#include "db/upload.h"
#include "lib/text.h"

#include <string.h>

/* What the pressed button asks for. */
enum action {
    ACTION_KEEP,     /* save, readers see nothing of it */
    ACTION_SUBMIT,   /* save for review */
    ACTION_PUBLISH,  /* readers see it now, or at go_live_at */
    ACTION_SCHEDULE, /* readers see it at schedule_at */
    ACTION_LINE,     /* show the form again with the line for the typed date */
    ACTION_PICTURE,  /* store a picture for the text */
    ACTION_MAX
};

static enum action action_find(const char *name)
{
    static const char *const names[ACTION_MAX] = {
        [ACTION_KEEP] = "keep",         [ACTION_SUBMIT] = "submit", [ACTION_PUBLISH] = "publish",
        [ACTION_SCHEDULE] = "schedule", [ACTION_LINE] = "line",     [ACTION_PICTURE] = "picture",
    };

    for (int i = 0; i < ACTION_MAX; i++)
        if (strcmp(names[i], name) == 0)
            return (enum action)i;
    return ACTION_KEEP;
}

/* ---- Opening ------------------------------------------------------------------------------- */

bool story_form_open(struct app *app, struct req *req, struct res *res, int64_t id,
                     struct story_form *f, struct story_view *view)
{
    enum store_status st = story_get(app->store, req->arena, id, 0, req->now, view);

    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return false;
    }
    if (!admin_may_edit(req, &view->story)) {
        page_error(app, req, res, 403,
                   view->story.live
                       ? WORD("Readers have seen this story: an editor has to change it.")
                       : WORD("This story belongs to somebody else."));
        return false;
    }
    story_form_load(app, req, f, view);
    return true;
}

void story_new_get(struct app *app, struct req *req, struct res *res)
{
    enum story_kind kind = story_kind_find(req_query(req, "kind"));
    struct story_form f;

    story_form_new(app, req, &f, kind == STORY_KIND_MAX ? STORY_NEWS : kind);
    story_form_show(app, req, res, &f);
}

static int64_t story_id(const struct req *req)
{
    int64_t id = 0;

    if (!text_to_int(req_param(req, "id"), 1, INT64_MAX, &id))
        return 0;
    return id;
}

void story_edit_get(struct app *app, struct req *req, struct res *res)
{
    struct story_view view;
    struct story_form f;

    if (!story_form_open(app, req, res, story_id(req), &f, &view))
        return;
    report_prefill(app, req, &f);
    story_form_show(app, req, res, &f);
}

/* An author's story went live while the author was writing on: the text stays on the screen. */
static bool too_late(struct app *app, struct req *req, struct res *res, int64_t id,
                     struct story_form *f)
{
    struct story_view view;

    if (story_get(app->store, req->arena, id, 0, req->now, &view) != STORE_OK ||
        admin_may_edit(req, &view.story) || view.story.created_by != req->session->user.id)
        return false;
    story_form_load(app, req, f, &view);
    f->typed = req->form;
    f->unsaved = true;
    problem_add(&f->why, "",
                "An editor has published this story in the meantime, and now only editors can "
                "change it. Your text was not saved: give it to an editor.");
    res->status = 403;
    story_form_show(app, req, res, f);
    return true;
}

/* The posted form over the story as it is now. False: res is an answer. */
static bool form_posted(struct app *app, struct req *req, struct res *res, int64_t id,
                        struct story_form *f)
{
    enum story_kind kind = story_kind_find(req_form(req, "kind"));
    struct story_view view;
    int64_t base = 0;

    if (id == 0)
        story_form_new(app, req, f, kind == STORY_KIND_MAX ? STORY_NEWS : kind);
    else if (too_late(app, req, res, id, f) || !story_form_open(app, req, res, id, f, &view))
        return false;
    f->typed = req->form;
    f->unsaved = true;
    /* Without a number nothing is compared: begin from none, and any other save is a conflict. */
    f->base = text_to_int(req_form(req, "base"), 0, INT32_MAX, &base) ? (int)base : 0;
    return true;
}

void story_form_resume(struct app *app, struct req *req, struct res *res, int64_t id,
                       const char *message)
{
    struct story_form f;

    if (!form_posted(app, req, res, id, &f))
        return;
    f.message = message;
    story_form_show(app, req, res, &f);
}

/* ---- Pictures that came with the form ------------------------------------------------------ */

/* What was said when a picture was uploaded stands in where the form says nothing of it. */
static void fill_from_media(struct arena *a, struct fields *typed, const struct media *m)
{
    if (text_blank(admin_field(typed, "hero_alt")))
        admin_field_put(a, typed, "hero_alt", m->alt);
    if (text_blank(admin_field(typed, "hero_caption")))
        admin_field_put(a, typed, "hero_caption", m->caption);
    if (text_blank(admin_field(typed, "hero_credit")))
        admin_field_put(a, typed, "hero_credit", m->credit);
}

/* The picture is kept, whatever becomes of the text: its number stays in the form. */
static void take_hero(struct app *app, struct req *req, struct story_form *f, enum store_status *st)
{
    const struct upload *file = req_upload(req, "hero_file");
    const char *id = admin_field(&f->typed, "hero_id");
    struct upload_about about = {
        .alt = text_line(req->arena, admin_field(&f->typed, "hero_alt")),
        .caption = text_line(req->arena, admin_field(&f->typed, "hero_caption")),
        .credit = text_line(req->arena, admin_field(&f->typed, "hero_credit")),
    };
    struct media m;
    int64_t number;

    if (file) {
        if (!admin_store_picture(app, req, file, &about, "hero_file", &m, &f->why, st))
            return;
        admin_field_put(req->arena, &f->typed, "hero_id",
                        arena_printf(req->arena, "%lld", (long long)m.id));
        fill_from_media(req->arena, &f->typed, &m);
    } else if (strcmp(id, admin_field(&f->typed, "hero_was")) != 0 &&
               text_to_int(id, 1, INT64_MAX, &number) &&
               media_get(app->store, req->arena, number, &m) == STORE_OK) {
        fill_from_media(req->arena, &f->typed, &m);
    }
}

/* True when there was one: the form is shown again, with the picture's code or a problem. */
static bool take_inline(struct app *app, struct req *req, struct story_form *f,
                        enum store_status *st)
{
    const struct upload *file = req_upload(req, "inline_file");
    struct upload_about about = {
        .alt = text_line(req->arena, admin_field(&f->typed, "inline_alt")),
        .credit = text_line(req->arena, admin_field(&f->typed, "inline_credit")),
    };
    struct media m;

    if (!file)
        return false;
    if (admin_store_picture(app, req, file, &about, "inline_file", &m, &f->why, st)) {
        f->picture_code = admin_picture_code(req->arena, &m, about.alt);
        f->message = "The picture is stored. The story is not saved yet.";
    }
    return true;
}

/* ---- Saving -------------------------------------------------------------------------------- */

static void read_first_publication(struct app *app, struct req *req, struct story_form *f,
                                   enum action action, struct story_save *in)
{
    const char *name = action == ACTION_SCHEDULE ? "schedule_at" : "published_at";
    int64_t at;

    if (!datetime_read(app, &f->typed, name, &at, &f->why))
        return;
    if (action == ACTION_PUBLISH) {
        if (at > req->now)
            problem_add(&f->why, name, "This lies in the future. Use Schedule for that.");
        /* 0 would keep the time of a scheduled story. */
        in->published_at = at ? at : f->story.state == STORY_SCHEDULED ? req->now : 0;
        return;
    }
    if (at == 0)
        problem_add(&f->why, name, "Say when it goes live.");
    else if (at <= req->now)
        problem_add(&f->why, name, "This has passed. Use Publish to date a story back.");
    /* The field has no seconds: left alone, it means the exact time there is. */
    in->published_at = datetime_is(app, &f->typed, name, f->story.published_at) ? 0 : at;
}

static void read_live_edit(struct app *app, struct req *req, struct story_form *f,
                           struct story_save *in)
{
    struct arena *a = req->arena;
    bool touched = strcmp(admin_field(&f->typed, "updated_at"),
                          admin_field(&f->typed, "updated_at_shown")) != 0;

    in->edit = edit_kind_find(admin_field(&f->typed, "edit"));
    if (in->edit != EDIT_UPDATE && in->edit != EDIT_CORRECTION)
        in->edit = EDIT_MINOR;
    if (datetime_read(app, &f->typed, "go_live_at", &in->go_live_at, &f->why) && in->go_live_at &&
        in->go_live_at <= req->now)
        problem_add(&f->why, "go_live_at", "This has passed. Leave it empty to publish at once.");
    if (in->edit == EDIT_UPDATE) {
        if (touched)
            datetime_read(app, &f->typed, "updated_at", &in->updated_at, &f->why);
        in->note = text_line(a, admin_field(&f->typed, "note"));
        in->same_text_confirmed = *admin_field(&f->typed, "same_text_confirmed") != '\0';
    }
    if (in->edit == EDIT_CORRECTION) {
        in->wrong = text_lines(a, admin_field(&f->typed, "wrong"));
        in->right = text_lines(a, admin_field(&f->typed, "right"));
        in->report_id = report_of_form(f);
    }
}

static struct story_save read_save(struct app *app, struct req *req, struct story_form *f,
                                   enum action action)
{
    struct story_save in = {
        .story_id = f->story.id,
        .base = f->base,
        .kind = f->kind,
        .slug = text_line(req->arena, admin_field(&f->typed, "slug")),
        .action = action == ACTION_KEEP     ? STORY_KEEP
                  : action == ACTION_SUBMIT ? STORY_SUBMIT
                                            : STORY_PUBLISH,
        .edit = EDIT_MINOR,
    };

    story_form_text(req->arena, &f->typed, &in.text, &f->why);
    if (in.action == STORY_PUBLISH && f->story.live)
        read_live_edit(app, req, f, &in);
    else if (in.action == STORY_PUBLISH)
        read_first_publication(app, req, f, action, &in);
    return in;
}

/* The code of what happened, for ?saved=. */
static const char *outcome(const struct req *req, const struct story_form *f,
                           const struct story_save *in, const struct story_saved *out)
{
    switch (in->action) {
    case STORY_KEEP:
        return out->unchanged ? "same" : f->story.live ? "kept" : "draft";
    case STORY_SUBMIT:
        return "review";
    default:
        break;
    }
    if (!f->story.live)
        return out->story.published_at > req->now ? "scheduled" : "published";
    if (in->go_live_at > req->now)
        return "staged";
    if (out->unchanged && in->edit == EDIT_MINOR && f->story.live == f->story.head)
        return "same";
    return edit_kind_name(in->edit);
}

static void show_again(struct app *app, struct req *req, struct res *res, struct story_form *f,
                       enum store_status st)
{
    res->status = admin_status(st);
    story_form_show(app, req, res, f);
}

/* The same form after a save that did not happen. */
static void not_saved(struct app *app, struct req *req, struct res *res, struct story_form *f,
                      enum store_status st, const struct story_saved *out)
{
    if (st == STORE_CONFLICT) {
        enum store_status other = conflict_prepare(app, req, f);
        if (other != STORE_OK)
            admin_store_problem(&f->why, other, app->store);
    } else if (out->same_text) {
        f->same_text = true;
    } else if (st != STORE_REFUSED || f->why.n == 0) {
        admin_store_problem(&f->why, st, app->store);
    }
    show_again(app, req, res, f, st);
}

/* The store speaks of published_at; the form asked for it under the name of the button pressed. */
static void rename_problems(struct problems *why, enum action action)
{
    for (size_t i = 0; i < why->n && action == ACTION_SCHEDULE; i++)
        if (strcmp(why->v[i].field, "published_at") == 0)
            why->v[i].field = "schedule_at";
}

static void save(struct app *app, struct req *req, struct res *res, struct story_form *f,
                 enum action action)
{
    struct story_save in = read_save(app, req, f, action);
    struct story_saved out = {0};
    enum store_status st;

    if (f->why.n) {
        /* Say all that is wrong at once, not the dates first and the text at the next try. */
        story_check(&in.text, f->kind, in.action == STORY_PUBLISH, &f->why);
        show_again(app, req, res, f, STORE_REFUSED);
        return;
    }
    st = story_save(app->store, req->arena, &in, req->now, &out, &f->why);
    if (st != STORE_OK) {
        rename_problems(&f->why, action);
        not_saved(app, req, res, f, st, &out);
        return;
    }
    res_redirect(res, 303,
                 arena_printf(req->arena, "/admin/story/%lld?saved=%s", (long long)out.story_id,
                              outcome(req, f, &in, &out)));
}

/* Says at once what is wrong with the times that the line is asked for. */
static void check_line_times(struct app *app, struct story_form *f)
{
    int64_t ignored;

    datetime_read(app, &f->typed, "updated_at", &ignored, &f->why);
    datetime_read(app, &f->typed, "go_live_at", &ignored, &f->why);
}

void story_post(struct app *app, struct req *req, struct res *res)
{
    enum action action = action_find(req_form(req, "action"));
    enum store_status st = STORE_OK;
    struct story_form f;
    bool inline_picture;

    if (!form_posted(app, req, res, story_id(req), &f))
        return;
    take_hero(app, req, &f, &st);
    inline_picture = take_inline(app, req, &f, &st);
    if (action == ACTION_LINE)
        check_line_times(app, &f);
    if (action == ACTION_PICTURE && !inline_picture)
        problem_add(&f.why, "inline_file", "Choose a picture first.");
    if (st != STORE_OK)
        show_again(app, req, res, &f, st);
    else if (f.why.n || inline_picture || action == ACTION_LINE || action == ACTION_PICTURE)
        show_again(app, req, res, &f, f.why.n ? STORE_REFUSED : STORE_OK);
    else
        save(app, req, res, &f, action);
}
