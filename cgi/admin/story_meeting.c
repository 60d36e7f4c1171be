/* story_meeting.c: two editors at once. Nothing typed is lost, and nothing of the other's is undone
 * unseen: paragraphs and fields that only one has changed go together by themselves, and where both
 * did, what they began from, the other's and one's own are shown side by side. */
#include "story_form.h"

#include "lib/text.h"

#include <string.h>

static enum store_status meeting_text(struct app *app, struct req *req, const struct story_form *f,
                                      int number, struct revision *out)
{
    struct story_view view;
    *out = (struct revision){.text.review.rating = -1, .saved_by_name = ""};
    story_text_clean(req->arena, f->kind, &out->text, &out->text);
    if (number == 0)
        return STORE_OK;
    enum store_status st = story_get(app->store, req->arena, f->story.id, number, req->now, &view);
    if (st == STORE_OK)
        *out = view.revision;
    /* A form may name any number: one that there is not is as good as none. */
    return st == STORE_MISSING ? STORE_OK : st;
}

/* Who left the time alone means the one that it is now. */
static void meeting_follow_time(struct app *app, struct req *req, struct story_form *f)
{
    int64_t was = f->shown.waiting_at;
    f->shown.waiting_at = f->story.staged ? f->story.staged_at : 0;
    if (was != 0 && f->shown.on == NAMED_WAITING && datetime_is(app, &f->typed, "when_at", was))
        datetime_put(app, req->arena, &f->typed, "when_at", f->shown.waiting_at);
}

/* Who left alone what is told to readers means what it is now. */
static void meeting_follow_words(struct req *req, struct story_form *f)
{
    const struct named_info *w = &f->texts.v[NAMED_WAITING];
    const char *was = f->shown.waiting_said;
    struct arena *a = req->arena;
    f->shown.waiting_said = w->said;
    if (f->shown.on != NAMED_WAITING || strcmp(was, w->said) == 0)
        return;
    const char *typed = story_told(a, edit_kind_find(admin_field(&f->typed, "edit")),
                                   text_line(a, admin_field(&f->typed, "note")),
                                   text_line(a, admin_field(&f->typed, "wrong")),
                                   text_line(a, admin_field(&f->typed, "right")));
    if (strcmp(typed, was) != 0)
        return;
    admin_field_put(a, &f->typed, "edit", edit_kind_name(w->kind));
    admin_field_put(a, &f->typed, "note", w->note);
    admin_field_put(a, &f->typed, "wrong", w->wrong);
    admin_field_put(a, &f->typed, "right", w->right);
}

/* The story and its texts as they are now; the form goes on with the text of that number. */
static enum store_status meeting_reload(struct app *app, struct req *req, struct story_form *f,
                                        int64_t id, int number)
{
    struct actor by = admin_actor(req);
    struct story_view view;
    enum store_status st = story_get(app->store, req->arena, id, 0, req->now, &view);
    if (st == STORE_OK)
        st = story_texts(app->store, req->arena, id, &by, req->now, &f->texts);
    if (st != STORE_OK)
        return st;
    f->story = view.story;
    f->kind = view.story.kind;
    if (f->texts.v[f->shown.on].number == 0)
        f->shown.on = f->story.live ? NAMED_LIVE : f->story.staged ? NAMED_WAITING : NAMED_DRAFT;
    for (int t = 0; t < NAMED_MAX; t++)
        if (number && f->texts.v[t].number == number)
            f->shown.on = (enum named_text)t;
    f->shown.base = f->texts.v[f->shown.on].number;
    f->shown.hash = f->texts.v[f->shown.on].hash;
    f->shown.live = f->story.live;
    meeting_follow_time(app, req, f);
    meeting_follow_words(req, f);
    f->shown.live_from = f->story.live ? f->story.live_from : 0;
    f->shown.withdrawn_at = f->story.withdrawn_at;
    f->shown.waiting = f->story.staged;
    f->shown.draft = f->story.draft;
    /* The tick was for the words that were there then. */
    admin_field_put(req->arena, &f->typed, "others_read", "");
    return STORE_OK;
}

static void meeting_refill(struct arena *a, struct story_form *f, const struct story_text *text)
{
    bool slug_left = story_form_slug_left(&f->typed);
    struct fields merged = story_form_fields(a, text, admin_field(&f->typed, "slug"));
    for (size_t i = 0; i < story_fields_n; i++)
        story_form_take(a, &f->typed, &merged, &story_fields[i]);
    if (slug_left)
        story_form_show_slug(a, &f->story, &f->typed);
}

/* What the typed text began from, what is there now, and the two put together. */
static enum store_status meeting_merge(struct app *app, struct req *req, struct story_form *f,
                                       struct story_meeting *m, int base_number, int theirs)
{
    struct story_text mine;
    struct revision base;
    struct problems quiet = {.arena = req->arena};
    story_form_text(req->arena, &f->typed, &mine, &quiet);
    story_text_clean(req->arena, f->kind, &mine, &mine);
    enum store_status st = meeting_text(app, req, f, base_number, &base);
    if (st == STORE_OK)
        st = meeting_text(app, req, f, theirs, &m->theirs);
    if (st != STORE_OK)
        return st;
    story_text_merge(req->arena, &base.text, &mine, &m->theirs.text, MERGE_MINE, &m->merge);
    meeting_refill(req->arena, f, &m->merge.text);
    return STORE_OK;
}

/* The typed words began from a text that is no longer the one shown: whose they are must not be
 * forgotten when they are published from here. One that was brought back before stays, if it is that
 * one which holds words of others. */
static enum store_status meeting_remember(struct app *app, struct req *req, struct story_form *f,
                                          int base)
{
    struct actor by = admin_actor(req);
    bool others = false;
    enum store_status st = STORE_OK;
    if (f->shown.restored)
        st = story_unread(app->store, req->arena, f->story.id, f->shown.restored, &by, req->now,
                          &others);
    if (st == STORE_OK && base && !others)
        f->shown.restored = base;
    return st;
}

/* The question stands above the buttons; where the sheet is narrow, that is out of sight. */
static void meeting_ask_draft(struct app *app, struct req *req, struct story_form *f, int number)
{
    const struct named_info *draft = &f->texts.v[NAMED_DRAFT];
    const char *who = draft->saved_by_name;
    f->asks_draft = true;
    f->shown.draft = number;
    problem_say(&f->why, "replaces_draft",
                WORD("There is a draft already, by %DRAFT_WHO%, saved %DRAFT_AT%. Nothing is saved "
                     "yet."),
                "DRAFT_WHO", *who ? who : app_word(app, WORD("the command line")), "DRAFT_AT",
                admin_when(app, req, draft->saved_at), NULL);
}

/* Whatever else is another by now: this is said of it. */
static void meeting_say_withdrawn(struct story_form *f)
{
    problem_say(&f->why, "",
                f->shown.withdrawn_at
                    ? WORD("The story was withdrawn while you were writing. Nothing is saved yet, "
                           "and what you publish now brings it back to readers.")
                    : WORD("The story is live again: it came back while you were writing. Nothing "
                           "is saved yet."),
                NULL);
}

/* The words that somebody else gave readers, of the text that is in the form: they may be the same. */
static enum store_status meeting_say_told(struct app *app, struct req *req, struct story_form *f)
{
    struct changes all;
    enum store_status st = story_changes(app->store, req->arena, f->story.id, req->now, &all);
    if (st != STORE_OK)
        return st;
    const struct change *last = all.n ? &all.v[0] : NULL;
    bool corrects = last && last->kind == EDIT_CORRECTION;
    const char *english =
        corrects ? WORD("Readers were told of a correction since you opened this page: “%WRONG%” → "
                        "“%RIGHT%”. Nothing is published yet; press again to tell them this, too.")
                 : WORD("Readers were told of an update since you opened this page: “%NOTE%”. "
                        "Nothing is published yet; press again to tell them this, too.");
    if (last && last->kind != EDIT_FIRST)
        problem_say(&f->why, "", english, "NOTE", last->note, "WRONG", last->wrong, "RIGHT",
                    last->right, NULL);
    else
        problem_say(&f->why, "",
                    WORD("The story was taken back and published again since you opened this page. "
                         "Nothing is published yet."),
                    NULL);
    return STORE_OK;
}

enum store_status story_meeting_prepare(struct app *app, struct req *req, struct story_form *f,
                                        const struct story_saved *out)
{
    struct story_meeting *m = arena_alloc(req->arena, sizeof *m);
    int base = f->shown.base, live = f->shown.live;
    int64_t withdrawn_at = f->shown.withdrawn_at;
    *m = (struct story_meeting){.why = out->conflict};
    if (out->conflict == CONFLICT_OVERLAP) {
        m->merge = *out->overlap;
        f->meeting = m;
        return STORE_OK;
    }
    if (out->conflict == CONFLICT_DRAFT) {
        meeting_ask_draft(app, req, f, out->conflict_number);
        return STORE_OK;
    }
    enum store_status st = meeting_reload(app, req, f, out->story_id, out->conflict_number);
    if (st == STORE_OK && base != f->shown.base)
        st = meeting_remember(app, req, f, base);
    if (st != STORE_OK)
        return st;
    if (withdrawn_at != f->shown.withdrawn_at)
        meeting_say_withdrawn(f);
    if (out->conflict == CONFLICT_TOLD)
        return meeting_say_told(app, req, f);
    if (out->conflict == CONFLICT_WITHDRAWN)
        return STORE_OK;
    if (out->conflict == CONFLICT_WAITING) {
        f->meeting = m;
        return STORE_OK;
    }
    /* Of a text that readers' newest one has overtaken, it is that one which has to go in. */
    bool overtaken = out->conflict == CONFLICT_LIVE && f->shown.on != NAMED_LIVE;
    st = meeting_merge(app, req, f, m, overtaken ? live : base,
                       overtaken ? f->story.live : f->shown.base);
    if (st == STORE_OK)
        f->meeting = m;
    return st;
}

/* ---- Showing --------------------------------------------------------------------------------- */

static const char *meeting_label(const char *field)
{
    for (size_t i = 0; i < story_fields_n; i++)
        if (strcmp(story_fields[i].name, field) == 0)
            return story_fields[i].label;
    return field;
}

static void meeting_show_overlaps(struct page *p, struct tpl_dict *d, const struct text_merge *m)
{
    for (size_t i = 0; i < m->n; i++) {
        struct tpl_dict *one = tpl_add(d, "OVERLAP");
        tpl_set(one, "FIELD_LABEL", app_word(p->app, meeting_label(m->overlaps[i].field)));
        tpl_set(one, "BASE_TEXT", m->overlaps[i].base);
        tpl_set(one, "THEIR_TEXT", m->overlaps[i].theirs);
        tpl_set(one, "MY_TEXT", m->overlaps[i].mine);
    }
}

/* A fix would undo, or be undone by, the text that waits: somebody has to say which it is to be. */
static void meeting_show_waiting(struct page *p, const struct story_form *f)
{
    struct tpl_dict *d = tpl_add(p->main, "WAITING_OVERLAP");
    tpl_set(d, "WAITS_AT", admin_when(p->app, p->req, f->texts.v[NAMED_WAITING].at));
    meeting_show_overlaps(p, d, &f->meeting->merge);
}

/* What waits by now, and what it tells readers of itself. */
static void meeting_show_waits(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    const struct named_info *w = &f->texts.v[NAMED_WAITING];
    if (w->number == 0)
        return;
    tpl_set_if(d, "WAITING_NAME", story_texts_name(p, f, NAMED_WAITING));
    tpl_set_if(d, "WAITING_NOTE", w->note);
    tpl_set_if(d, "WAITING_WRONG", w->wrong);
    tpl_set_if(d, "WAITING_RIGHT", w->right);
}

void story_meeting_show(struct page *p, const struct story_form *f)
{
    const struct story_meeting *m = f->meeting;
    if (m->why == CONFLICT_OVERLAP) {
        meeting_show_waiting(p, f);
        return;
    }
    struct tpl_dict *d = tpl_add(p->main, "MEETING");
    if (m->why == CONFLICT_WAITING) {
        meeting_show_waits(p, tpl_add(d, "WAITING_CHANGED"), f);
        return;
    }
    const char *who = m->theirs.saved_by_name;
    bool own = m->theirs.saved_by == p->req->session->user.id;
    tpl_show(d, p->req->method != METHOD_POST ? "DRAFT_BEHIND"
                : own                         ? "MEETING_OWN"
                                              : "MEETING_OTHER");
    tpl_set(d, "MEETING_WHO", *who ? who : app_word(p->app, WORD("The command line")));
    tpl_set(d, "MEETING_AT", admin_when(p->app, p->req, m->theirs.saved_at));
    tpl_show(d, m->merge.n ? "OVERLAPS" : "NO_OVERLAP");
    meeting_show_overlaps(p, d, &m->merge);
}
