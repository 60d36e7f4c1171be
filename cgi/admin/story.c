/* story.c: writing and saving a story. /admin/story/new and /admin/story/{id} */
#include "story_form.h"

#include "db/upload.h"
#include "lib/log.h"
#include "lib/slug.h"
#include "lib/summary.h"
#include "lib/text.h"

#include <string.h>

#define TAKEAWAYS_PROPOSED 3

/* What the pressed button asks for. */
enum action {
    ACTION_KEEP,      /* save as a draft, readers see nothing of it */
    ACTION_SUBMIT,    /* save for review */
    ACTION_PUBLISH,   /* let readers see it, now or when the form says */
    ACTION_LINE,      /* show the form again with the words for what is typed */
    ACTION_TAKEAWAYS, /* show the form again with sentences of the text below the takeaways */
    ACTION_NOTE,      /* keep a note on the text, and show the form again */
    ACTION_LINK,      /* make or revoke a guest's link, and show the form again */
    ACTION_SUGGEST,   /* keep what is typed as a suggestion, and nothing of it as a text */
    ACTION_PICTURE,   /* store a picture for the text */
    ACTION_MAX
};

static enum action action_find(const char *name)
{
    static const char *const names[ACTION_MAX] = {
        [ACTION_KEEP] = "keep",       [ACTION_SUBMIT] = "submit",
        [ACTION_PUBLISH] = "publish", [ACTION_LINE] = "line",
        [ACTION_PICTURE] = "picture", [ACTION_TAKEAWAYS] = "takeaways",
        [ACTION_SUGGEST] = "suggest",
    };

    for (int i = 0; i < ACTION_MAX; i++)
        if (names[i] && strcmp(names[i], name) == 0)
            return (enum action)i;
    if (story_notes_is_button(name))
        return ACTION_NOTE;
    if (story_links_is_button(name))
        return ACTION_LINK;
    return ACTION_LINE; /* a form without a button's name changes nothing */
}

/* ---- Opening ------------------------------------------------------------------------------- */

static enum store_status story_load(struct app *app, struct req *req, int64_t id,
                                    struct story_form *f)
{
    struct actor by = admin_actor(req);
    struct story_view view;
    enum store_status st = story_get(app->store, req->arena, id, 0, req->now, &view);
    *f = (struct story_form){.why.arena = req->arena, .shown.hash = ""};
    if (st == STORE_OK)
        st = story_texts(app->store, req->arena, id, &by, req->now, &f->texts);
    if (st == STORE_OK) {
        f->story = view.story;
        f->kind = view.story.kind;
    }
    return st;
}

static bool story_may(struct app *app, struct req *req, struct res *res, enum act act,
                      const struct story_form *f)
{
    struct actor by = admin_actor(req);
    if (permission_may(&by, act, &f->story))
        return true;
    page_error(app, req, res, 403, permission_refusal(&by, act, &f->story));
    return false;
}

bool story_form_open(struct app *app, struct req *req, struct res *res, int64_t id, enum act act,
                     struct story_form *f)
{
    enum store_status st = story_load(app, req, id, f);
    if (st == STORE_OK)
        return story_may(app, req, res, act, f);
    page_store_error(app, req, res, st, app->store);
    return false;
}

void story_new_get(struct app *app, struct req *req, struct res *res)
{
    enum story_kind kind = story_kind_find(req_query(req, "kind"));
    struct story_form f;

    if (story_copy_open(app, req, res))
        return;
    story_form_new(app, req, &f, kind == STORY_KIND_MAX ? STORY_NEWS : kind);
    if (slug_valid(req_query(req, "slug"))) /* /admin/trust knows what a page is looked for by */
        admin_field_put(req->arena, &f.typed, "slug", req_query(req, "slug"));
    story_form_show(app, req, res, &f);
}

int64_t story_form_id(const struct req *req)
{
    int64_t id = 0;

    if (!text_to_int(req_param(req, "id"), 1, INT64_MAX, &id))
        return 0;
    return id;
}

void story_edit_get(struct app *app, struct req *req, struct res *res)
{
    struct story_form f;

    if (story_copy_open(app, req, res) ||
        !story_form_open(app, req, res, story_form_id(req), ACT_HISTORY, &f))
        return;
    if (!admin_may(req, ACT_WRITE, &f.story)) { /* who may not write it reads it, and proposes */
        const char *saved = req_query(req, "saved");
        res_redirect(res, 303,
                     arena_printf(req->arena, "/admin/story/%" PRId64 "/suggestions%s%s",
                                  f.story.id, admin_message(saved) ? "?saved=" : "",
                                  admin_message(saved) ? saved : ""));
        return;
    }
    enum store_status st = story_texts_load(app, req, &f);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    /* A time that was typed beside "Save draft" is not lost with the draft. */
    if (*req_query(req, "when"))
        admin_field_put(req->arena, &f.typed, "when_at", req_query(req, "when"));
    report_prefill(app, req, &f);
    story_form_show(app, req, res, &f);
}

/* The story's page again, for a small form that was refused or a store that failed. */
static void form_again(struct app *app, struct req *req, struct res *res,
                       const struct problems *why, enum store_status st)
{
    struct story_form f;
    if (!story_form_open(app, req, res, story_form_id(req), ACT_HISTORY, &f))
        return;
    enum store_status loaded = story_texts_load(app, req, &f);
    if (loaded != STORE_OK) {
        page_store_error(app, req, res, loaded, app->store);
        return;
    }
    f.why = *why;
    for (size_t i = 0; i < req->form.n; i++)
        admin_field_put(req->arena, &f.typed, req->form.v[i].name, req->form.v[i].value);
    if (f.why.n == 0)
        admin_store_problem(&f.why, st, app->store);
    res->status = admin_status(st);
    story_form_show(app, req, res, &f);
}

void story_form_done(struct app *app, struct req *req, struct res *res, enum store_status st,
                     const struct problems *why, const char *code)
{
    if (st != STORE_OK)
        form_again(app, req, res, why, st);
    else
        res_redirect(res, 303,
                     arena_printf(req->arena, "/admin/story/%" PRId64 "?saved=%s",
                                  story_form_id(req), code));
}

/* An author's story went live while the author was writing on: the text stays on the screen. */
static bool too_late(struct app *app, struct req *req, struct res *res, struct story_form *f)
{
    if (admin_may(req, ACT_WRITE, &f->story) || f->story.created_by != req->session->user.id)
        return false;
    problem_say(&f->why, "",
                WORD("An editor has published this story in the meantime, and now only editors "
                     "can change it. Your text was not saved: give it to an editor."),
                NULL);
    res->status = 403;
    story_form_show(app, req, res, f);
    return true;
}

static void form_take_typed(struct req *req, struct story_form *f)
{
    f->typed = req->form;
    f->unsaved = true;
    story_names_read(req, f);
    story_texts_posted(&f->typed, &f->shown);
}

/* The posted form over the story as it is now. pressed: a second arrival is let through, for the store answers it as the
 * first, whatever this person may do by now. False: res is an answer. */
static bool form_posted(struct app *app, struct req *req, struct res *res, int64_t id,
                        struct story_form *f, bool pressed)
{
    struct actor by = admin_actor(req);
    enum story_kind kind = story_kind_find(req_form(req, "kind"));

    if (id == 0) {
        story_form_new(app, req, f, kind == STORY_KIND_MAX ? STORY_NEWS : kind);
        form_take_typed(req, f);
        return true;
    }
    enum store_status st = story_load(app, req, id, f);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return false;
    }
    form_take_typed(req, f);
    if (f->kind != kind && kind != STORY_KIND_MAX && !f->story.live)
        f->kind = kind;
    if (pressed && store_form_did(app->store, &by, id))
        return true;
    return !too_late(app, req, res, f) && story_may(app, req, res, ACT_WRITE, f);
}

void story_form_resume(struct app *app, struct req *req, struct res *res, int64_t id,
                       const char *message)
{
    struct story_form f;

    if (!form_posted(app, req, res, id, &f, false))
        return;
    f.message = message;
    story_form_show(app, req, res, &f);
}

/* ---- Pictures that came with the form ------------------------------------------------------ */

enum { WORDS = 3 };
static const char *const word_fields[WORDS] = {"hero_alt", "hero_caption", "hero_credit"};
static const char *const word_shown[WORDS] = {"hero_alt_was", "hero_caption_was",
                                              "hero_credit_was"};

/* What the editor says of the picture that is chosen now: "" when the field still holds what it
 * held of the picture before. */
static const char *own_word(struct req *req, const struct story_form *f, int i)
{
    int64_t former;
    const char *typed = text_line(req->arena, admin_field(&f->typed, word_fields[i]));
    const char *shown = text_line(req->arena, admin_field(&f->typed, word_shown[i]));
    bool replaces = text_to_int(admin_field(&f->typed, "hero_was"), 1, INT64_MAX, &former);
    return replaces && strcmp(typed, shown) == 0 ? "" : typed;
}

/* What was said of a picture before, or its file says, stands in where the form says nothing. */
static void bring_words(struct req *req, struct story_form *f, const struct media *m)
{
    const char *const known[WORDS] = {m->alt, m->caption, m->credit};
    for (int i = 0; i < WORDS; i++) {
        const char *own = own_word(req, f, i);
        f->brought = f->brought || (!*own && *known[i]);
        admin_field_put(req->arena, &f->typed, word_fields[i], *own ? own : known[i]);
    }
}

/* The picture is kept, whatever becomes of the text: its number stays in the form. */
static void take_hero(struct app *app, struct req *req, struct story_form *f, enum store_status *st)
{
    const struct upload *file = req_upload(req, "hero_file");
    const char *id = admin_field(&f->typed, "hero_id");
    struct upload_about about = {
        .alt = own_word(req, f, 0), .caption = own_word(req, f, 1), .credit = own_word(req, f, 2)};
    struct actor by = admin_actor(req);
    struct media m;
    int64_t number;

    if (file) {
        if (!admin_store_picture(app, req, file, &about, "hero_file", &m, &f->why, st))
            return;
        admin_field_put(req->arena, &f->typed, "hero_id",
                        arena_printf(req->arena, "%" PRId64, m.id));
        bring_words(req, f, &m);
    } else if (strcmp(id, admin_field(&f->typed, "hero_was")) != 0 &&
               text_to_int(id, 1, INT64_MAX, &number) &&
               media_offered(app->store, &by, f->story.id, number, req->now) == STORE_OK &&
               media_get(app->store, req->arena, number, &m) == STORE_OK) {
        bring_words(req, f, &m);
    }
}

/* Readers see no word that no editor has seen. */
static bool words_were_seen(struct story_form *f)
{
    if (f->brought)
        f->message = WORD("Nothing is done yet: the picture brought words of its own into the "
                          "fields below it. Look at them, and press the button again to go on.");
    return !f->brought;
}

/* What is said of a picture in a text that is before readers now is kept for its next one: of a text that
 * waits, whoever may show the picture elsewhere would learn it. */
static void keep_hero_words(struct app *app, struct req *req, const struct story_text *t,
                            enum story_outcome outcome)
{
    if (outcome == OUTCOME_SCHEDULED || outcome == OUTCOME_WAITS)
        return;
    const struct media_words words = {t->hero_alt, t->hero_caption, t->hero_credit};
    if (t->hero_id != 0 && media_keep_words(app->store, req->arena, t->hero_id, &words,
                                            req->session->user.id, req->now) != STORE_OK)
        log_event(LOG_WARN, "media.words", "why", store_error(app->store), NULL);
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
        f->picture_code = admin_picture_code(app, req->arena, &m, &about);
        f->picture_says.arena = req->arena;
        media_remark(&f->picture_says, &m, MEDIA_PLACE_TEXT);
        f->message = WORD("The picture is stored. The story is not saved yet.");
    }
    return true;
}

/* ---- Saving -------------------------------------------------------------------------------- */

static void read_when(struct app *app, struct req *req, struct story_form *f, struct story_save *in)
{
    int64_t at;

    if (!story_outcome_when(app, req, f, &at, &f->why))
        return;
    if (!f->story.live) {
        in->published_at = at ? at : req->now;
        return;
    }
    if (at && at <= req->now)
        problem_say(&f->why, "when_at", WORD("This has passed. Clear the field to publish now."),
                    NULL);
    in->go_live_at = at;
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

static enum waiting_choice read_choice(const struct story_form *f)
{
    const char *choice = admin_field(&f->typed, "waiting_choice");
    if (strcmp(choice, "keeps") == 0)
        return WAITING_KEEPS;
    return strcmp(choice, "takes") == 0 ? WAITING_TAKES : WAITING_ASK;
}

static struct story_save read_save(struct app *app, struct req *req, struct story_form *f,
                                   enum action action, const struct actor *by)
{
    struct story_save in = {
        .by = by,
        .story_id = f->story.id,
        .on = f->shown.on,
        .base = f->shown.base,
        .hash = f->shown.hash,
        .live = f->shown.live,
        .waiting_at = f->shown.waiting_at,
        .waiting_said = f->shown.waiting_said,
        .live_from = f->shown.live_from,
        .withdrawn_at = f->shown.withdrawn_at,
        .waiting = f->shown.waiting,
        .draft = f->shown.draft,
        .restored = f->shown.restored,
        .kind = f->kind,
        .slug = text_line(req->arena, admin_field(&f->typed, "slug")),
        .slug_left = story_form_slug_left(&f->typed),
        .action = action == ACTION_KEEP     ? STORY_KEEP
                  : action == ACTION_SUBMIT ? STORY_SUBMIT
                                            : STORY_PUBLISH,
        .edit = EDIT_MINOR,
        .replaces_draft = *admin_field(&f->typed, "replaces_draft") != '\0',
        .others_read = *admin_field(&f->typed, "others_read") != '\0',
        .waiting_choice = read_choice(f),
        .names = NAMES_ASK,
        .names_meant = f->meant_names,
        .copy = admin_field(&f->typed, "copy"),
        .override_reason = text_lines(req->arena, admin_field(&f->typed, "override_reason")),
        .review_note = text_lines(req->arena, admin_field(&f->typed, "review_note")),
    };

    story_form_text(req->arena, &f->typed, &in.text, &f->why);
    if (in.action != STORY_PUBLISH)
        return in;
    read_when(app, req, f, &in);
    if (f->story.live)
        read_live_edit(app, req, f, &in);
    return in;
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
    f->asks_names = out->names_asked;
    f->asks_override = out->checklist != 0;
    if (st == STORE_CONFLICT) {
        enum store_status other = story_meeting_prepare(app, req, f, out);
        if (other != STORE_OK)
            admin_store_problem(&f->why, other, app->store);
    } else if (out->same_text) {
        f->same_text = true;
    } else if (st != STORE_REFUSED || f->why.n == 0) {
        admin_store_problem(&f->why, st, app->store);
    }
    show_again(app, req, res, f, st);
}

/* The store speaks of its own times; the form has one field for them. */
static void rename_problems(struct problems *why)
{
    for (size_t i = 0; i < why->n; i++)
        if (strcmp(why->v[i].field, "published_at") == 0 ||
            strcmp(why->v[i].field, "go_live_at") == 0)
            why->v[i].field = "when_at";
}

/* What could not be read of a field says enough: the store, which was given nothing of it, would say
 * that it is missing. Those from `checked` on are the store's. */
static void told_once(struct problems *why, size_t checked)
{
    size_t n = checked;
    for (size_t i = checked; i < why->n; i++) {
        bool told = false;
        for (size_t k = 0; k < checked; k++)
            told |= why->v[i].field[0] && strcmp(why->v[k].field, why->v[i].field) == 0;
        if (!told)
            why->v[n++] = why->v[i];
    }
    why->n = n;
}

/* A time in the future never means now, nor now a time: the button has to have said it. */
static bool outcome_was_named(struct app *app, struct req *req, struct story_form *f)
{
    struct problems quiet = {.arena = req->arena};
    int64_t at;
    if (!story_outcome_when(app, req, f, &at, &quiet) || story_outcome_promised(f, at, req->now))
        return true;
    f->message = at > req->now
                     ? WORD("Nothing is done yet: the button now names the time you typed. Press "
                            "it again to go on.")
                     : WORD("Nothing is done yet: the button now says what it does without a time "
                            "to come. Press it again to go on.");
    return false;
}

static void save(struct app *app, struct req *req, struct res *res, struct story_form *f,
                 enum action action)
{
    struct actor by = admin_actor(req);
    struct story_save in = read_save(app, req, f, action, &by);
    const char *copy = "";
    struct story_saved out = {0};

    /* A second arrival is answered as the first, also when the time has come that it asked for. */
    bool again = store_form_did(app->store, &by, f->story.id);
    if (f->why.n && !again) {
        /* Say all that is wrong at once, not the dates first and the text at the next try. */
        size_t read = f->why.n;
        story_check(&in.text, f->kind, in.action == STORY_PUBLISH, &f->why);
        told_once(&f->why, read);
        show_again(app, req, res, f, STORE_REFUSED);
        return;
    }
    if (in.action == STORY_PUBLISH && !again &&
        (!words_were_seen(f) || !outcome_was_named(app, req, f))) {
        show_again(app, req, res, f, STORE_REFUSED);
        return;
    }
    enum store_status st = story_save(app->store, req->arena, &in, req->now, &out, &f->why);
    if (st != STORE_OK) {
        rename_problems(&f->why);
        not_saved(app, req, res, f, st, &out);
        return;
    }
    if (in.action == STORY_PUBLISH)
        keep_hero_words(app, req, &in.text, out.outcome);
    else
        st = story_copy_keep_beside(app, req, f, &out, &copy);
    if (st != STORE_OK)
        show_again(app, req, res, f, st);
    else
        res_redirect(res, 303, story_outcome_address(req, f, &out, copy));
}

/* Sentences of the text, below what stands there already. */
static void propose_takeaways(struct app *app, struct req *req, struct story_form *f)
{
    struct arena *a = req->arena;
    struct problems quiet = {.arena = a};
    struct revision typed = {0};
    story_form_text(a, &f->typed, &typed.text, &quiet);
    if (story_render(app->store, a, &typed, &f->why) != STORE_OK)
        return;
    const char *lang = *typed.text.lang ? typed.text.lang : app_setting(app, SETTING_LOCALE);
    struct strlist found = summary_sentences(a, typed.plain, lang, TAKEAWAYS_PROPOSED);
    const char *all = text_lines(a, admin_field(&f->typed, "takeaways"));
    for (size_t i = 0; i < found.n; i++)
        if (!strstr(all, found.v[i]))
            all = arena_printf(a, "%s%s%s", all, *all ? "\n" : "", found.v[i]);
    admin_field_put(a, &f->typed, "takeaways", all);
    f->message = found.n
                     ? WORD("The takeaways are sentences of the text now. Shorten them, and leave "
                            "out what is not needed. Nothing is saved yet.")
                     : WORD("No sentence of this text says enough of it by itself. Write the "
                            "takeaways yourself.");
}

/* Says at once what is wrong with the times that the words are asked for. */
static void check_line_times(struct app *app, struct story_form *f)
{
    int64_t ignored;

    datetime_read(app, &f->typed, "updated_at", &ignored, &f->why);
    datetime_read(app, &f->typed, "when_at", &ignored, &f->why);
}

static void form_suggest(struct app *app, struct req *req, struct res *res, struct story_form *f)
{
    enum store_status st = story_suggest_press(app, req, f);
    if (st != STORE_OK)
        show_again(app, req, res, f, st);
    else
        res_redirect(
            res, 303,
            arena_printf(req->arena, "/admin/story/%" PRId64 "?saved=suggested", f->story.id));
}

void story_post(struct app *app, struct req *req, struct res *res)
{
    enum action action = action_find(req_form(req, "action"));
    enum store_status st = STORE_OK;
    struct story_form f;
    bool inline_picture;

    if (!form_posted(app, req, res, story_form_id(req), &f, true))
        return;
    take_hero(app, req, &f, &st);
    inline_picture = take_inline(app, req, &f, &st);
    if (action == ACTION_LINE)
        check_line_times(app, &f);
    if (action == ACTION_TAKEAWAYS)
        propose_takeaways(app, req, &f);
    if (action == ACTION_NOTE)
        st = story_notes_press(app, req, &f);
    if (action == ACTION_LINK)
        st = story_links_press(app, req, &f);
    if (action == ACTION_PICTURE && !inline_picture)
        problem_say(&f.why, "inline_file", WORD("Choose a picture first."), NULL);
    if (st != STORE_OK)
        show_again(app, req, res, &f, st);
    else if (f.why.n || inline_picture || action == ACTION_LINE || action == ACTION_PICTURE ||
             action == ACTION_TAKEAWAYS || action == ACTION_NOTE || action == ACTION_LINK)
        show_again(app, req, res, &f, f.why.n ? STORE_REFUSED : STORE_OK);
    else if (action == ACTION_SUGGEST && f.story.id)
        form_suggest(app, req, res, &f);
    else
        save(app, req, res, &f, action);
}
