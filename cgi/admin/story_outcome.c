/* story_outcome.c: the buttons of the story form: each says what comes of it.
 *
 * One field says when, one choice says what kind of change it is, and the primary button's words are
 * the outcome. A time in the future never means now: when the time that the button named is not the
 * one that was typed, nothing is done but to show the button with the right words. */
#include "story_form.h"

#include "lib/text.h"

#include <stdlib.h>
#include <string.h>

/* ---- When ------------------------------------------------------------------------------------ */

bool story_outcome_when(struct app *app, struct req *req, const struct story_form *f, int64_t *at,
                        struct problems *why)
{
    (void)req;
    int64_t waits = f->texts.v[NAMED_WAITING].at;
    if (!datetime_read(app, &f->typed, "when_at", at, why))
        return false;
    /* The field has no seconds: left alone, it means the exact time there is. */
    if (*at && f->shown.on == NAMED_WAITING && datetime_is(app, &f->typed, "when_at", waits))
        *at = waits;
    return true;
}

bool story_outcome_promised(const struct story_form *f, int64_t at, int64_t now)
{
    const char *said = admin_field(&f->typed, "promised_at");
    int64_t promised = *said ? strtoll(said, NULL, 10) : 0;
    return promised == (at > now ? at : 0);
}

/* ---- The words ------------------------------------------------------------------------------- */

static const char *outcome_first(const struct story_form *f, int64_t at, int64_t now)
{
    bool later = at > now, scheduled = f->story.staged != 0;
    if (scheduled && f->shown.on == NAMED_WAITING)
        return !later                               ? WORD("Publish now")
               : at == f->texts.v[NAMED_WAITING].at ? WORD("Change what goes out %WHEN%")
                                                    : WORD("Reschedule for %WHEN%");
    if (scheduled)
        return later ? WORD("Schedule this draft for %WHEN%") : WORD("Publish this draft now");
    if (later)
        return WORD("Schedule for %WHEN%");
    return at ? WORD("Publish, dated %WHEN%") : WORD("Publish now");
}

static const char *outcome_live(const struct story_form *f, enum edit_kind kind, bool later)
{
    static const char *const now_words[EDIT_KIND_MAX][NAMED_MAX] = {
        [EDIT_MINOR] = {WORD("Publish minor fix"), WORD("Publish what waits now, as a minor fix"),
                        WORD("Publish the draft as a minor fix")},
        [EDIT_UPDATE] = {WORD("Publish update"), WORD("Publish what waits now, as an update"),
                         WORD("Publish the draft as an update")},
        [EDIT_CORRECTION] = {WORD("Publish correction"),
                             WORD("Publish what waits now, as a correction"),
                             WORD("Publish the draft as a correction")},
    };
    static const char *const later_words[EDIT_KIND_MAX] = {
        [EDIT_MINOR] = WORD("Stage minor fix for %WHEN%"),
        [EDIT_UPDATE] = WORD("Stage update for %WHEN%"),
        [EDIT_CORRECTION] = WORD("Stage correction for %WHEN%"),
    };
    if (!later)
        return now_words[kind][f->shown.on];
    return f->shown.on == NAMED_WAITING ? WORD("Change what waits for %WHEN%") : later_words[kind];
}

static const char *outcome_returned(enum edit_kind kind)
{
    static const char *const words[EDIT_KIND_MAX] = {
        [EDIT_MINOR] = WORD("Make live again with this text, as a minor fix"),
        [EDIT_UPDATE] = WORD("Make live again with this text, as an update"),
        [EDIT_CORRECTION] = WORD("Make live again with this text, as a correction"),
    };
    return words[kind];
}

static const char *outcome_words(struct page *p, const struct story_form *f, enum edit_kind kind,
                                 int64_t at)
{
    const char *english = !f->story.live ? outcome_first(f, at, p->req->now)
                          : f->story.state == STORY_WITHDRAWN
                              ? outcome_returned(kind)
                              : outcome_live(f, kind, at > p->req->now);
    return language_say(p->app->language, p->req->arena, english, "WHEN",
                        admin_when(p->app, p->req, at), NULL);
}

static enum edit_kind outcome_kind(const struct story_form *f)
{
    enum edit_kind kind = edit_kind_find(admin_field(&f->typed, "edit"));
    return kind == EDIT_UPDATE || kind == EDIT_CORRECTION ? kind : EDIT_MINOR;
}

/* The words for each kind of change: the sheet shows those of the kind that is chosen. */
static void outcome_show_primary(struct page *p, struct tpl_dict *d, const struct story_form *f,
                                 int64_t at)
{
    static const enum edit_kind kinds[] = {EDIT_MINOR, EDIT_UPDATE, EDIT_CORRECTION};
    if (!f->story.live) {
        tpl_set(tpl_add(d, "PRIMARY_ONE"), "OUTCOME_WORDS", outcome_words(p, f, EDIT_FIRST, at));
        return;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct tpl_dict *one = tpl_add(d, "PRIMARY_KIND");
        tpl_set(one, "OUTCOME_KIND", edit_kind_name(kinds[i]));
        tpl_set(one, "OUTCOME_WORDS", outcome_words(p, f, kinds[i], at));
        if (kinds[i] == outcome_kind(f))
            tpl_show(one, "OUTCOME_CHOSEN");
    }
}

static const char *outcome_keep_words(const struct story_form *f)
{
    if (f->shown.on == NAMED_DRAFT)
        return WORD("Save draft");
    return f->shown.on == NAMED_WAITING ? WORD("Save as a draft beside it") : WORD("Save as draft");
}

/* The state in a few words, for a screen that has no room for badges in view. */
static const char *outcome_state(struct page *p, const struct story *s)
{
    if (s->id == 0)
        return app_word(p->app, WORD("Not saved yet"));
    const char *state = app_word(p->app, admin_state_label(s->state));
    if (s->live && s->staged)
        state =
            arena_printf(p->req->arena, "%s · %s", state, app_word(p->app, WORD("A change waits")));
    if (s->draft && (s->live || s->staged))
        state = arena_printf(p->req->arena, "%s · %s", state, app_word(p->app, WORD("Draft")));
    return state;
}

void story_outcome_show(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    struct problems quiet = {.arena = p->req->arena};
    const struct story *story = f->story.id ? &f->story : NULL;
    int64_t at = 0;
    story_outcome_when(p->app, p->req, f, &at, &quiet);
    d = tpl_include(d, "OUTCOME", "admin/story_outcome.tpl");
    tpl_set(d, "STATE_WORDS", outcome_state(p, &f->story));
    tpl_set(d, "KEEP_WORDS", app_word(p->app, outcome_keep_words(f)));
    tpl_set(d, "PROMISED_AT",
            arena_printf(p->req->arena, "%" PRId64, at > p->req->now ? at : (int64_t)0));
    if (admin_may(p->req, ACT_PUBLISH, story))
        outcome_show_primary(p, tpl_add(d, "PRIMARY"), f, at);
    if ((!story || story->state == STORY_DRAFT) && !admin_may(p->req, ACT_PUBLISH, story))
        tpl_show(d, "SUBMIT_FIRST");
    else if (!story || story->state == STORY_DRAFT)
        tpl_show(d, "SUBMIT_TOO");
    if (!admin_may(p->req, ACT_PUBLISH, story) && (!story || story->state == STORY_DRAFT)) {
        struct tpl_dict *note = tpl_add(d, "SUBMIT_NOTE");
        tpl_set(note, "REVIEW_NOTE", admin_field(&f->typed, "review_note"));
        tpl_set_if(note, "REVIEW_NOTE_PROBLEM", problem_of(&f->why, "review_note"));
    }
    if (admin_may(p->req, ACT_OVERRIDE, story) &&
        (f->asks_override || problem_of(&f->why, "override_reason"))) {
        struct tpl_dict *ask = tpl_add(d, "ASKS_OVERRIDE");
        tpl_set(ask, "OVERRIDE_REASON", admin_field(&f->typed, "override_reason"));
        tpl_set_if(ask, "OVERRIDE_PROBLEM", problem_of(&f->why, "override_reason"));
    }
    if (f->asks_draft) {
        struct tpl_dict *ask = tpl_add(d, "ASKS_DRAFT");
        const char *who = f->texts.v[NAMED_DRAFT].saved_by_name;
        tpl_set(ask, "DRAFT_WHO", *who ? who : app_word(p->app, WORD("the command line")));
        tpl_set(ask, "DRAFT_AT", admin_when(p->app, p->req, f->texts.v[NAMED_DRAFT].saved_at));
        tpl_set(ask, "DRAFT_HREF",
                arena_printf(p->req->arena, "/admin/story/%" PRId64 "?text=draft", f->story.id));
    }
}

const char *story_outcome_address(struct req *req, const struct story_form *f,
                                  const struct story_saved *out, const char *copy)
{
    const char *when = "", *typed = admin_field(&f->typed, "when_at");
    bool kept = out->outcome == OUTCOME_DRAFT || out->outcome == OUTCOME_KEPT ||
                out->outcome == OUTCOME_REVIEW;
    const struct story *now = &out->story;
    /* Somebody went back to a text that this form saved before the last one: it is in the history. */
    if (out->repeated && kept && out->number != now->draft && out->number != now->staged &&
        out->number != now->live)
        return arena_printf(req->arena, "/admin/story/%" PRId64 "?revision=%d", out->story_id,
                            out->number);
    if (kept && *typed && strspn(typed, "0123456789-T:") == strlen(typed))
        when = arena_printf(req->arena, "&when=%s", typed);
    return arena_printf(req->arena, "/admin/story/%" PRId64 "?saved=%s%s%s%s", out->story_id,
                        story_outcome_name(out->outcome), when, *copy ? "&copy=" : "", copy);
}
