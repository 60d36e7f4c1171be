/* story_texts.c: which of a story's texts the form holds, and the line that says so.
 *
 * A form opens on what readers see, unless the draft is one's own. A draft that was begun before
 * readers' text changed takes that change in as it is opened: what is published from it is what the
 * form shows, and must not undo anything. */
#include "story_form.h"

#include "lib/text.h"

#include <string.h>

static enum named_text texts_default(const struct req *req, const struct story_form *f)
{
    const struct named_info *draft = &f->texts.v[NAMED_DRAFT];
    if (draft->number && draft->saved_by == req->session->user.id)
        return NAMED_DRAFT;
    if (f->story.live)
        return NAMED_LIVE;
    return f->story.staged ? NAMED_WAITING : NAMED_DRAFT;
}

static void texts_choose(const struct req *req, struct story_form *f)
{
    enum named_text on = named_text_find(req_query(req, "text"));
    int64_t restored = 0;
    if (on == NAMED_MAX || f->texts.v[on].number == 0)
        on = texts_default(req, f);
    text_to_int(req_query(req, "revision"), 1, INT32_MAX, &restored);
    f->shown = (struct story_shown){
        .on = on,
        .base = f->texts.v[on].number,
        .hash = f->texts.v[on].hash,
        .live = f->story.live,
        .waiting_at = f->story.staged ? f->story.staged_at : 0,
        .waiting_said = f->texts.v[NAMED_WAITING].said,
        .live_from = f->story.live ? f->story.live_from : 0,
        .withdrawn_at = f->story.withdrawn_at,
        .waiting = f->story.staged,
        .draft = f->story.draft,
        .restored = restored == f->texts.v[on].number ? 0 : (int)restored,
    };
}

static enum store_status texts_read(struct app *app, struct req *req, const struct story_form *f,
                                    int number, struct revision *out)
{
    struct story_view view;
    enum store_status st = story_get(app->store, req->arena, f->story.id, number, req->now, &view);
    if (st == STORE_OK)
        *out = view.revision;
    return st;
}

/* The text that a draft must not undo: what readers see, or before there is any, what goes out. */
static int texts_leading(const struct story_form *f)
{
    return f->story.live ? f->story.live : f->story.staged;
}

/* The draft, with what that text has gained since the draft was saved. */
static enum store_status texts_catch_up(struct app *app, struct req *req, struct story_form *f,
                                        struct revision *draft)
{
    struct story_meeting *m = arena_alloc(req->arena, sizeof *m);
    struct revision base;
    *m = (struct story_meeting){.why = CONFLICT_LIVE};
    enum store_status st = texts_read(app, req, f, f->story.draft_follows, &base);
    if (st == STORE_OK)
        st = texts_read(app, req, f, texts_leading(f), &m->theirs);
    if (st != STORE_OK)
        return st == STORE_MISSING ? STORE_OK : st;
    story_text_merge(req->arena, &base.text, &draft->text, &m->theirs.text, MERGE_MINE, &m->merge);
    draft->text = m->merge.text;
    f->meeting = m;
    return STORE_OK;
}

enum store_status story_texts_load(struct app *app, struct req *req, struct story_form *f)
{
    texts_choose(req, f);
    struct revision r;
    int number = f->shown.restored ? f->shown.restored : f->shown.base;
    bool behind = f->shown.on == NAMED_DRAFT && texts_leading(f) && !f->shown.restored &&
                  f->story.draft_follows && f->story.draft_follows != texts_leading(f);
    enum store_status st = texts_read(app, req, f, number, &r);
    if (st == STORE_OK && behind)
        st = texts_catch_up(app, req, f, &r);
    if (st == STORE_OK)
        story_form_load(app, req, f, &r);
    if (f->shown.restored)
        f->message = WORD("This is an earlier revision, brought back into the form. Nothing is "
                          "saved yet.");
    return st;
}

static int texts_number(const struct fields *typed, const char *name)
{
    int64_t n = 0;
    return text_to_int(admin_field(typed, name), 0, INT32_MAX, &n) ? (int)n : 0;
}

static int64_t texts_instant(const struct fields *typed, const char *name)
{
    int64_t at = 0;
    return text_to_int(admin_field(typed, name), DATELINE_MIN, DATELINE_MAX, &at) ? at : 0;
}

void story_texts_posted(const struct fields *typed, struct story_shown *out)
{
    enum named_text on = named_text_find(admin_field(typed, "on"));
    *out = (struct story_shown){
        .on = on == NAMED_MAX ? NAMED_DRAFT : on,
        .base = texts_number(typed, "base"),
        .hash = admin_field(typed, "hash"),
        .live = texts_number(typed, "live"),
        .waiting_at = texts_instant(typed, "waiting_at"),
        .waiting_said = admin_field(typed, "waiting_said"),
        .live_from = texts_instant(typed, "live_from"),
        .withdrawn_at = texts_instant(typed, "withdrawn_at"),
        .waiting = texts_number(typed, "waiting"),
        .draft = texts_number(typed, "draft"),
        .restored = texts_number(typed, "restored"),
    };
}

/* ---- Names ----------------------------------------------------------------------------------- */

static const char *texts_waiting_name(struct page *p, const struct story_form *f)
{
    const struct named_info *w = &f->texts.v[NAMED_WAITING];
    const char *when = admin_when(p->app, p->req, w->at);
    const char *english = !f->story.live ? WORD("What goes out %WHEN%")
                          : w->kind == EDIT_CORRECTION
                              ? WORD("The correction that waits for %WHEN%")
                          : w->kind == EDIT_UPDATE ? WORD("The update that waits for %WHEN%")
                                                   : WORD("The minor fix that waits for %WHEN%");
    return language_say(p->app->language, p->req->arena, english, "WHEN", when, NULL);
}

static const char *texts_draft_name(struct page *p, const struct story_form *f)
{
    const struct named_info *d = &f->texts.v[NAMED_DRAFT];
    bool own = d->saved_by == p->req->session->user.id;
    if (f->story.id == 0)
        return app_word(p->app, WORD("A new draft"));
    if (own)
        return app_word(p->app, WORD("Your draft"));
    if (!*d->saved_by_name)
        return app_word(p->app, WORD("The draft"));
    return language_say(p->app->language, p->req->arena, WORD("The draft by %NAME%"), "NAME",
                        d->saved_by_name, NULL);
}

const char *story_texts_name(struct page *p, const struct story_form *f, enum named_text t)
{
    switch (t) {
    case NAMED_LIVE:
        return app_word(p->app, f->story.state == STORY_WITHDRAWN
                                    ? WORD("What readers saw before it was withdrawn")
                                    : WORD("What readers see"));
    case NAMED_WAITING:
        return texts_waiting_name(p, f);
    default:
        return texts_draft_name(p, f);
    }
}

static void texts_show_one(struct page *p, const struct story_form *f, enum named_text t)
{
    const struct named_info *info = &f->texts.v[t];
    struct tpl_dict *d = tpl_add(p->main, "TEXT");
    tpl_set(d, "TEXT_NAME", story_texts_name(p, f, t));
    tpl_set(d, "TEXT_KIND", named_text_name(t));
    if (t == f->shown.on)
        tpl_show(d, "IS_THIS");
    else
        tpl_set(tpl_add(d, "IS_OTHER"), "TEXT_HREF",
                arena_printf(p->req->arena, "/admin/story/%" PRId64 "?text=%s", f->story.id,
                             named_text_name(t)));
    if (!info->number)
        return;
    tpl_set_if(d, "TEXT_SINCE", admin_when(p->app, p->req, info->saved_at));
    if (t != NAMED_LIVE && f->story.live)
        tpl_set_count(tpl_add(d, "TEXT_APART"), p->app->language, "WORDS_APART", info->words);
}

void story_texts_show(struct page *p, const struct story_form *f)
{
    if (f->story.id == 0) {
        texts_show_one(p, f, NAMED_DRAFT);
        return;
    }
    for (int t = 0; t < NAMED_MAX; t++)
        if (f->texts.v[t].number || t == (int)f->shown.on)
            texts_show_one(p, f, (enum named_text)t);
}

/* ---- Words of others ------------------------------------------------------------------------- */

/* What the form holds is what would go out: with what was merged into it, or brought back. */
static enum store_status texts_show_difference(struct page *p, struct tpl_dict *d,
                                               const struct story_form *f)
{
    struct revision live;
    struct story_text typed;
    struct arena *a = p->req->arena;
    struct problems quiet = {.arena = a};
    enum store_status st = texts_read(p->app, p->req, f, f->story.live, &live);
    if (st != STORE_OK)
        return st;
    story_form_text(a, &f->typed, &typed, &quiet);
    story_text_clean(a, f->kind, &typed, &typed);
    struct fields before = story_form_fields(a, &live.text, f->story.slug);
    struct fields after = story_form_fields(a, &typed, f->story.slug);
    for (size_t i = 0; i < story_fields_n; i++)
        compare_field(p->app, a, d, &story_fields[i], &before, &after);
    return STORE_OK;
}

void story_texts_show_others(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    const struct named_info *info = &f->texts.v[f->shown.on];
    const char *problem = problem_of(&f->why, "others_read");
    if (!f->story.id || (!problem && !(info->number == f->shown.base && info->others)))
        return;
    d = tpl_add(d, "OTHERS");
    const char *who =
        *info->saved_by_name ? info->saved_by_name : app_word(p->app, WORD("the command line"));
    tpl_set(d, "OTHERS_WHO", who);
    tpl_set_if(d, "OTHERS_PROBLEM", problem);
    if (*admin_field(&f->typed, "others_read"))
        tpl_show(d, "OTHERS_READ");
    if (f->story.live)
        texts_show_difference(p, tpl_add(d, "OTHERS_DIFFERENCE"), f);
}
