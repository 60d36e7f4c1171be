/* story_copy.c: working copies: what the form's script keeps while somebody types. /admin/copy,
 * /admin/story/{id}/writers */
#include "story_form.h"

#include "cgi/http/form_token.h"
#include "db/working_copy.h"
#include "lib/json.h"
#include "lib/text.h"

#include <string.h>

/* Proofs, questions that were put to this one page, and what it promised: a copy that is opened again
 * answers none of them. */
static bool copy_has(const char *name)
{
    static const char *const left_out[] = {
        "csrf",        "form",           "action",         "copy",  "promised_at",
        "others_read", "replaces_draft", "waiting_choice", "asked", "same_text_confirmed"};

    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        if (strcmp(left_out[i], name) == 0)
            return false;
    return strncmp(name, "asked_", strlen("asked_")) != 0;
}

/* "" when there is no memory. In the arena. */
static const char *copy_write(struct arena *a, const struct fields *f)
{
    json_t *all = json_array();
    for (size_t i = 0; i < f->n; i++)
        if (copy_has(f->v[i].name))
            json_array_append_new(all, json_pack("[ss]", f->v[i].name, f->v[i].value));
    char *text = all ? json_canonical(a, all) : NULL;
    json_decref(all);
    return text ? text : "";
}

static struct fields copy_read(struct arena *a, const char *text)
{
    struct fields out = {0};
    json_t *all = json_loads(text, 0, NULL);
    size_t n = json_array_size(all);
    out.v = arena_array(a, n + 2, sizeof *out.v);
    for (size_t i = 0; i < n; i++) {
        const char *name = json_string_value(json_array_get(json_array_get(all, i), 0));
        const char *value = json_string_value(json_array_get(json_array_get(all, i), 1));
        if (name && value)
            out.v[out.n++] = (struct field){arena_dup(a, name), arena_dup(a, value)};
    }
    json_decref(all);
    return out;
}

/* ---- Keeping ----------------------------------------------------------------------------------- */

static const char *copy_writer_words(struct app *app, struct arena *a, const struct working_copy *c)
{
    const char *words =
        language_count(app->language, a,
                       WORD("one word differs from what readers see|%COUNT% words differ from what "
                            "readers see"),
                       c->words);
    return language_say(app->language, a, WORD("%NAME% is writing here now: %WORDS%."), "NAME",
                        c->user_name, "WORDS", words, NULL);
}

static json_t *copy_writers(struct app *app, struct req *req, int64_t story_id)
{
    struct working_copies others = {0};
    struct actor by = admin_actor(req);
    json_t *all = json_array();
    if (story_id &&
        working_copy_writers(app->store, req->arena, &by, story_id, req->now, &others) != STORE_OK)
        others.n = 0;
    for (size_t i = 0; i < others.n; i++)
        json_array_append_new(all, json_string(copy_writer_words(app, req->arena, &others.v[i])));
    return all;
}

/* Somebody saved the text that this form was made of: a sentence, or "". */
static const char *copy_behind(struct app *app, struct req *req, int64_t story_id)
{
    struct story_view view;
    struct story_shown shown;
    story_texts_posted(&req->form, &shown);
    if (!story_id || story_get(app->store, req->arena, story_id, 0, req->now, &view) != STORE_OK)
        return "";
    int number = story_number(&view.story, shown.on);
    if (!number || number == shown.base ||
        story_get(app->store, req->arena, story_id, number, req->now, &view) != STORE_OK)
        return "";
    const char *who = view.revision.saved_by_name;
    return language_say(
        app->language, req->arena,
        WORD("%NAME% has saved this text since you opened it. When you save, both are "
             "put together."),
        "NAME", *who ? who : app_word(app, WORD("The command line")), NULL);
}

static json_t *copy_style(struct app *app, struct req *req)
{
    struct strlist said = story_style_said(app, req->arena, &req->form);
    json_t *all = json_array();
    for (size_t i = 0; i < said.n; i++)
        json_array_append_new(all, json_string(said.v[i]));
    return all;
}

static void copy_answer(struct req *req, struct res *res, int status, json_t *said)
{
    char *text = said ? json_canonical(req->arena, said) : NULL;
    json_decref(said);
    res->status = text ? status : 500;
    res->content_type = "application/json";
    buf_adds(&res->body, text ? text : "{}");
}

static int64_t copy_story_id(const struct req *req)
{
    int64_t id = 0;
    return text_to_int(req_form(req, "story_id"), 1, INT64_MAX, &id) ? id : 0;
}

static bool copy_suggests(const struct req *req)
{
    return strcmp(req_form(req, "suggests"), "1") == 0;
}

static const char *copy_page(struct arena *a, int64_t story_id, bool suggests)
{
    return story_id ? arena_printf(a, "/admin/story/%" PRId64 "%s", story_id,
                                   suggests ? "/suggestions" : "")
                    : "/admin/story/new";
}

static void copy_put(struct app *app, struct req *req, struct res *res)
{
    struct arena *a = req->arena;
    struct problems why = {.arena = a}, quiet = {.arena = a};
    struct actor by = admin_actor(req);
    struct story_text text;
    story_form_text(a, &req->form, &text, &quiet);
    const struct working_copy copy = {.token = req_form(req, "copy"),
                                      .story_id = copy_story_id(req),
                                      .suggests = copy_suggests(req),
                                      .fields = copy_write(a, &req->form),
                                      .headline = text.headline};
    enum store_status st = working_copy_put(app->store, a, &by, &copy, &text, req->now, &why);
    if (st != STORE_OK) {
        if (why.n == 0)
            admin_store_problem(&why, st, app->store);
        page_translate(app, &why);
        copy_answer(req, res, admin_status(st), json_pack("{s:s}", "problem", why.v[0].text));
        return;
    }
    /* Nobody is told of what is only suggested. */
    int64_t id = copy.suggests ? 0 : copy.story_id;
    const char *kept = language_say(app->language, a, WORD("Kept for you %WHEN%, not saved yet"),
                                    "WHEN", admin_when(app, req, req->now), NULL);
    copy_answer(req, res, 200,
                json_pack("{s:s s:o s:o s:s}", "kept", kept, "style", copy_style(app, req),
                          "writers", copy_writers(app, req, id), "behind",
                          copy_behind(app, req, id)));
}

/* ---- Beside a draft ------------------------------------------------------------------------------ */

/* What readers are told of a change is kept in no draft. */
static const char *const copy_beside[] = {"note", "wrong", "right"};
enum { COPY_BESIDE = sizeof copy_beside / sizeof *copy_beside };

static bool copy_has_beside(const struct fields *typed)
{
    for (size_t i = 0; i < COPY_BESIDE; i++)
        if (!text_blank(admin_field(typed, copy_beside[i])))
            return true;
    return false;
}

static void copy_put_number(struct arena *a, struct fields *f, const char *name, int64_t value)
{
    admin_field_put(a, f, name, arena_printf(a, "%" PRId64, value));
}

/* The form as if it had been opened on the draft that was saved just now. */
static struct fields copy_of_draft(struct arena *a, const struct story_form *f,
                                   const struct story_save *now)
{
    struct fields all = f->typed;
    admin_field_put(a, &all, "on", named_text_name(now->on));
    admin_field_put(a, &all, "hash", now->hash);
    admin_field_put(a, &all, "waiting_said", now->waiting_said);
    copy_put_number(a, &all, "base", now->base);
    copy_put_number(a, &all, "live", now->live);
    copy_put_number(a, &all, "waiting", now->waiting);
    copy_put_number(a, &all, "waiting_at", now->waiting_at);
    copy_put_number(a, &all, "live_from", now->live_from);
    copy_put_number(a, &all, "withdrawn_at", now->withdrawn_at);
    copy_put_number(a, &all, "draft", now->draft);
    copy_put_number(a, &all, "restored", 0);
    return all;
}

enum store_status story_copy_keep_beside(struct app *app, struct req *req, struct story_form *f,
                                         const struct story_saved *saved, const char **token)
{
    struct arena *a = req->arena;
    struct problems quiet = {.arena = a};
    struct actor by = admin_actor(req);
    struct story_save now;
    struct story_text text;
    *token = "";
    if (!saved->story.live || !copy_has_beside(&f->typed))
        return STORE_OK;
    *token = *req_form(req, "copy") ? req_form(req, "copy") : req_form(req, "form");
    if (saved->repeated) /* the first arrival did it */
        return STORE_OK;
    enum store_status st =
        story_save_begin(app->store, a, saved->story_id, NAMED_DRAFT, req->now, &now);
    if (st != STORE_OK && st != STORE_MISSING)
        return st;
    story_form_text(a, &f->typed, &text, &quiet);
    /* Where nothing had changed there may be no draft. */
    const struct fields all =
        st == STORE_OK && saved->number == now.base ? copy_of_draft(a, f, &now) : f->typed;
    const struct working_copy copy = {.token = *token,
                                      .story_id = saved->story_id,
                                      .fields = copy_write(a, &all),
                                      .headline = text.headline};
    return working_copy_put(app->store, a, &by, &copy, &text, req->now, &f->why);
}

void story_copy_post(struct app *app, struct req *req, struct res *res)
{
    struct actor by = admin_actor(req);
    int64_t id = copy_story_id(req);
    if (strcmp(req_form(req, "do"), "discard") != 0) {
        copy_put(app, req, res);
        return;
    }
    int64_t shown = TIME_ANY;
    text_to_int(req_form(req, "copy_at"), INT64_MIN, INT64_MAX, &shown);
    enum store_status st = working_copy_drop(app->store, &by, req_form(req, "copy"), shown);
    const char *where = id ? copy_page(req->arena, id, copy_suggests(req)) : "/admin/";
    if (st == STORE_CONFLICT) /* the page offers it again, as it is now */
        res_redirect(res, 303, arena_printf(req->arena, "%s?saved=copy-newer", where));
    else if (st != STORE_OK)
        page_store_error(app, req, res, st, app->store);
    else
        res_redirect(res, 303, where);
}

void story_writers_get(struct app *app, struct req *req, struct res *res)
{
    struct story_form f;
    if (!story_form_open(app, req, res, story_form_id(req), ACT_HISTORY, &f))
        return;
    copy_answer(req, res, 200, json_pack("{s:o}", "writers", copy_writers(app, req, f.story.id)));
}

/* ---- Opening ----------------------------------------------------------------------------------- */

enum store_status story_copy_take(struct app *app, struct req *req, bool suggests)
{
    struct actor by = admin_actor(req);
    struct working_copy c;
    enum store_status st =
        working_copy_get(app->store, req->arena, &by, req_query(req, "copy"), &c);
    if (st == STORE_OK && (c.story_id != story_form_id(req) || c.suggests != suggests))
        st = STORE_MISSING;
    if (st != STORE_OK)
        return st;
    req->form = copy_read(req->arena, c.fields);
    admin_field_put(req->arena, &req->form, "copy", c.token);
    return STORE_OK;
}

bool story_copy_open(struct app *app, struct req *req, struct res *res)
{
    if (!*req_query(req, "copy"))
        return false;
    enum store_status st = story_copy_take(app, req, false);
    /* It was saved or discarded since: the story itself is what is left of it. */
    if (st == STORE_MISSING)
        return false;
    if (st != STORE_OK)
        page_store_error(app, req, res, st, app->store);
    else
        story_form_resume(
            app, req, res, story_form_id(req),
            *req_query(req, "saved")
                ? WORD("What readers are to be told of the change is in no draft: it stays here, "
                       "for "
                       "you alone, until you publish it.")
                : WORD("This is what you typed and had not saved. Readers see nothing of it."));
    return true;
}

/* ---- Offering ---------------------------------------------------------------------------------- */

/* Whether readers were told by now what a copy says that they should be. */
static bool copy_was_told(struct page *p, const struct story_form *f, const struct fields *typed)
{
    struct arena *a = p->req->arena;
    struct changes told;
    if (story_changes(p->app->store, a, f->story.id, p->req->now, &told) != STORE_OK)
        return false;
    for (size_t i = 0; i < told.n; i++) {
        const char *said[COPY_BESIDE] = {told.v[i].note, told.v[i].wrong, told.v[i].right};
        for (size_t k = 0; k < COPY_BESIDE; k++) {
            const char *beside = text_line(a, admin_field(typed, copy_beside[k]));
            if (*beside && said[k] && strcmp(said[k], beside) == 0)
                return true;
        }
    }
    return false;
}

/* What the form shows already need not be offered: its save was answered after the copy was kept. */
static bool copy_is_shown(struct page *p, const struct working_copy *c, const struct story_form *f)
{
    struct arena *a = p->req->arena;
    struct fields typed = copy_read(a, c->fields);
    int64_t live = 0;
    text_to_int(admin_field(&typed, "live"), 0, INT32_MAX, &live);
    /* What was typed beside the text; when readers have another one by now, it may have gone out with that. */
    bool beside =
        live && copy_has_beside(&typed) && (live == f->story.live || !copy_was_told(p, f, &typed));
    for (size_t i = 0; i < COPY_BESIDE && beside; i++) {
        const char *said = admin_field(&typed, copy_beside[i]);
        if (!text_blank(said) && strcmp(said, admin_field(&f->typed, copy_beside[i])) != 0)
            return false;
    }
    for (size_t i = 0; i < story_fields_n; i++) {
        const struct story_field *field = &story_fields[i];
        if (strcmp(field->name, "slug") != 0 &&
            strcmp(story_form_value(a, &typed, field), story_form_value(a, &f->typed, field)) != 0)
            return false;
    }
    return true;
}

static void copy_offer(struct page *p, const struct working_copy *c)
{
    struct arena *a = p->req->arena;
    struct tpl_dict *d = tpl_add(p->main, "COPY");
    tpl_set(d, "COPY_TOKEN", c->token);
    tpl_set_int(d, "COPY_STORY", c->story_id);
    tpl_set_int(d, "COPY_MS", c->saved_at);
    tpl_set(d, "COPY_AT", admin_when(p->app, p->req, c->saved_at));
    tpl_set(d, "COPY_HEADLINE",
            *c->headline ? c->headline : app_word(p->app, WORD("(no headline yet)")));
    tpl_set(d, "COPY_HREF",
            arena_printf(a, "%s?copy=%s", copy_page(a, c->story_id, c->suggests), c->token));
}

static struct working_copies copy_own(struct page *p, int64_t story_id, bool suggests)
{
    struct working_copies own = {0};
    struct actor by = admin_actor(p->req);
    if (working_copy_list(p->app->store, p->req->arena, &by, story_id, suggests, &own) != STORE_OK)
        own.n = 0;
    return own;
}

static void copy_say_beside(struct page *p, const struct working_copy *c)
{
    const char *words = language_say(
        p->app->language, p->req->arena,
        WORD("%NAME% has typed what readers are to be told of a change, last %WHEN%, and has "
             "not published it. Ask before you publish."),
        "NAME", c->user_name, "WHEN", admin_when(p->app, p->req, c->saved_at), NULL);
    tpl_set(tpl_add(p->main, "BESIDE"), "BESIDE_WORDS", words);
}

/* Whoever publishes a draft should know that its writer meant to tell readers of it; not what. */
static void copy_show_beside(struct page *p, const struct story_form *f)
{
    struct arena *a = p->req->arena;
    struct actor by = admin_actor(p->req);
    struct working_copies all;
    if (!f->story.live || !admin_may(p->req, ACT_PUBLISH, &f->story) ||
        working_copy_beside(p->app->store, a, &by, f->story.id, &all) != STORE_OK)
        return;
    for (size_t i = 0; i < all.n; i++) {
        const struct fields typed = copy_read(a, all.v[i].fields);
        if (!copy_was_told(p, f, &typed))
            copy_say_beside(p, &all.v[i]);
    }
}

void story_copy_show(struct page *p, const struct story_form *f)
{
    const char *token = admin_field(&f->typed, "copy");
    tpl_set(p->main, "COPY_OF_FORM", *token ? token : form_number_make(p->req->arena));
    if (f->story.id)
        copy_show_beside(p, f);
    if (!f->story.id || p->req->method == METHOD_POST)
        return;
    struct working_copies own = copy_own(p, f->story.id, false), others = {0};
    for (size_t i = 0; i < own.n; i++)
        if (strcmp(own.v[i].token, token) != 0 && !copy_is_shown(p, &own.v[i], f))
            copy_offer(p, &own.v[i]);
    struct actor by = admin_actor(p->req);
    if (working_copy_writers(p->app->store, p->req->arena, &by, f->story.id, p->req->now,
                             &others) != STORE_OK)
        return;
    for (size_t i = 0; i < others.n; i++)
        tpl_set(tpl_add(p->main, "WRITER"), "WRITER_WORDS",
                copy_writer_words(p->app, p->req->arena, &others.v[i]));
}

void story_copy_show_new(struct page *p)
{
    struct working_copies own = copy_own(p, 0, false);
    if (own.n)
        tpl_show(p->main, "COPIES");
    for (size_t i = 0; i < own.n; i++)
        copy_offer(p, &own.v[i]);
}

void story_copy_show_suggested(struct page *p, int64_t story_id, const char *token)
{
    struct working_copies own = copy_own(p, story_id, true);
    for (size_t i = 0; i < own.n; i++)
        if (strcmp(own.v[i].token, token) != 0)
            copy_offer(p, &own.v[i]);
}
