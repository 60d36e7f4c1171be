/* story_review.c: from hand to hand: who has the text, what was said of it, who writes it with whom. */
#include "story_form.h"

#include "db/review.h"
#include "db/story_writer.h"

#include <string.h>

#define STEPS_OPEN 5 /* the others are folded away */

static const char *step_words(enum review_kind kind)
{
    static const char *const words[REVIEW_KIND_MAX] = {
        [REVIEW_SUBMITTED] = WORD("%NAME% handed it in"),
        [REVIEW_RETURNED] = WORD("%NAME% returned it"),
        [REVIEW_TAKEN_BACK] = WORD("%NAME% took it back"),
        [REVIEW_HELD] = WORD("%NAME% began to read it"),
        [REVIEW_RELEASED] = WORD("%NAME% let go of it"),
        [REVIEW_READ] = WORD("%NAME% has read revision %NUMBER%"),
        [REVIEW_LEGAL_NEEDED] = WORD("%NAME% asked for a lawyer"),
        [REVIEW_LEGAL_SEEN] = WORD("%LAWYER% has seen revision %NUMBER%, as %NAME% says"),
        [REVIEW_LEGAL_CLEARED] = WORD("%NAME% said that no lawyer is needed"),
        [REVIEW_OVERRIDE] = WORD("%NAME% let revision %NUMBER% out against the checklist"),
    };
    return (unsigned)kind < REVIEW_KIND_MAX ? words[kind] : "";
}

static void review_show_step(struct page *p, struct tpl_dict *d, const struct review_step *one)
{
    struct arena *a = p->req->arena;
    const char *who = *one->user_name ? one->user_name : app_word(p->app, WORD("The command line"));
    tpl_set(d, "STEP_SAID",
            language_say(p->app->language, a, step_words(one->kind), "NAME", who, "LAWYER",
                         one->name, "NUMBER", arena_printf(a, "%d", one->number), NULL));
    tpl_set_if(d, "STEP_WORDS", one->words);
    admin_time(p, d, "STEP_AT", one->at);
}

static void review_show_steps(struct page *p, struct tpl_dict *d, const struct story *s)
{
    struct review_steps all;
    if (review_list(p->app->store, p->req->arena, s->id, REVIEW_STEPS_MAX, &all) != STORE_OK ||
        all.n == 0)
        return;
    d = tpl_add(d, "STEPS");
    for (size_t i = 0; i < all.n && i < STEPS_OPEN; i++)
        review_show_step(p, tpl_add(d, "STEP"), &all.v[i]);
    if (all.n <= STEPS_OPEN)
        return;
    d = tpl_add(d, "OLDER");
    for (size_t i = STEPS_OPEN; i < all.n; i++)
        review_show_step(p, tpl_add(d, "OLDER_STEP"), &all.v[i]);
}

/* What an editor does with a story that was handed in. */
static void review_show_hold(struct page *p, struct tpl_dict *d, const struct story_form *f,
                             const struct review_now *now)
{
    const char *problem = problem_of(&f->why, "review_words");
    bool mine = now->held_by && now->held_by == p->req->session->user.id;
    tpl_show(d, mine ? "RELEASE" : "HOLD");
    d = tpl_add(d, "RETURN");
    tpl_set(d, "REVIEW_WORDS", admin_field(&f->typed, "review_words"));
    tpl_set_if(d, "REVIEW_WORDS_PROBLEM", problem);
    if (problem)
        tpl_show(d, "RETURN_OPEN");
}

/* What was said of the text in the form, and what can be said of it. */
static void review_show_text(struct page *p, struct tpl_dict *d, const struct story_form *f,
                             const struct review_now *now)
{
    struct review_text said;
    const struct named_info *text = &f->texts.v[f->shown.on];
    bool editor = admin_may(p->req, ACT_REVIEW, &f->story);
    if (f->shown.base == 0 ||
        review_text(p->app->store, p->req->arena, f->story.id, f->shown.base, &said) != STORE_OK)
        return;
    tpl_set_if(d, "READ_BY", said.read_by);
    if (now->legal_needed) {
        struct tpl_dict *legal = tpl_add(d, "LEGAL");
        tpl_set_if(legal, "LEGAL_SEEN", said.legal_seen);
        if (!*said.legal_seen)
            tpl_show(legal, "LEGAL_UNSEEN");
    }
    if (!editor || f->unsaved || f->shown.restored)
        return;
    bool own = text->number == f->shown.base && text->saved_by == p->req->session->user.id;
    if (!own && text->number == f->shown.base)
        tpl_show(d, "MAY_READ");
    struct tpl_dict *legal = tpl_add(d, now->legal_needed ? "LEGAL_SAY" : "LEGAL_ASK");
    tpl_set(legal, "LEGAL_NAME", admin_field(&f->typed, "legal_name"));
    tpl_set_if(legal, "LEGAL_NAME_PROBLEM", problem_of(&f->why, "legal_name"));
}

static void review_show_writers(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    struct users all;
    bool chooses = admin_may(p->req, ACT_WRITERS, &f->story);
    if (story_writers(p->app->store, p->req->arena, f->story.id, &all) != STORE_OK ||
        (!chooses && all.n == 0))
        return;
    d = tpl_add(d, "WRITERS");
    for (size_t i = 0; i < all.n; i++) {
        struct tpl_dict *one = tpl_add(d, "WRITER");
        tpl_set(one, "WRITER_NAME", all.v[i].name);
        if (chooses)
            tpl_set_int(tpl_add(one, "REMOVE"), "WRITER_ID", all.v[i].id);
    }
    if (!chooses)
        return;
    d = tpl_add(d, "ADD_WRITER");
    tpl_set(d, "WRITER_TYPED", admin_field(&f->typed, "writer"));
    tpl_set_if(d, "WRITER_PROBLEM", problem_of(&f->why, "writer"));
}

/* The newest text as the page showed it. */
static int review_newest(const struct story_shown *shown)
{
    int others = shown->waiting ? shown->waiting : shown->live;
    int newest = shown->draft ? shown->draft : others;
    return newest ? newest : shown->base;
}

void story_review_show(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    struct review_now now;
    const struct story *s = &f->story;
    if (s->id == 0 || s->state == STORY_BINNED ||
        review_load(p->app->store, p->req->arena, s->id, &now) != STORE_OK)
        return;
    d = tpl_include(d, "REVIEW_PANEL", "admin/story_review.tpl");
    tpl_set(d, "STORY", arena_printf(p->req->arena, "/admin/story/%" PRId64, s->id));
    tpl_set_int(d, "REVIEW_NUMBER", f->shown.base);
    tpl_set_int(d, "REVIEW_NEWEST", review_newest(&f->shown));
    tpl_set(d, "REVIEW_HASH", f->shown.hash ? f->shown.hash : "");
    if (now.held_by && s->state == STORY_IN_REVIEW) {
        struct tpl_dict *held = tpl_add(d, "HELD");
        tpl_set(held, "HELD_BY", now.held_by_name);
        admin_time(p, held, "HELD_AT", now.held_at);
    }
    if (s->returned && s->state == STORY_DRAFT)
        tpl_show(d, "WAS_RETURNED");
    if (s->state == STORY_IN_REVIEW && admin_may(p->req, ACT_REVIEW, s))
        review_show_hold(p, d, f, &now);
    else if (s->state == STORY_IN_REVIEW && admin_may(p->req, ACT_TAKE_BACK, s))
        tpl_show(d, "TAKE_BACK_REVIEW");
    review_show_text(p, d, f, &now);
    review_show_steps(p, d, s);
    review_show_writers(p, d, f);
}
