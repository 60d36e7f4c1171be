/* report_answer.c: what to write to a reader who left an address: words to copy, for no mail leaves here. */
#include "admin_private.h"

#include "db/report.h"
#include "db/story.h"
#include "lib/language.h"

/* What became of the report, in a reader's words. */
static const char *answer_outcome(enum report_state st)
{
    static const char *const sentences[REPORT_STATE_MAX] = {
        [REPORT_OPEN] = WORD("We are looking into it and will correct what is wrong."),
        [REPORT_CORRECTED] =
            WORD("You were right. We have corrected it, and the story says openly what was wrong."),
        [REPORT_DONE] = WORD("We have looked at it and changed what needed changing."),
        [REPORT_NO_ERROR] =
            WORD("We have checked it again with care and stand by what the story says."),
    };
    return st < REPORT_STATE_MAX ? sentences[st] : "";
}

void report_answer_show(struct page *p, const struct report *r, const struct story_view *v)
{
    struct app *app = p->app;
    struct arena *a = p->req->arena;

    if (!*r->email)
        return;
    const char *thanks =
        language_say(app->language, a, WORD("Thank you for writing to us about “%HEADLINE%”."),
                     "HEADLINE", v->revision.text.headline, NULL);
    const char *where = v->story.state == STORY_LIVE
                            ? arena_printf(a, "%s\n\n", page_absolute(app, a, v->story.path))
                            : "";
    const char *corrections = r->state == REPORT_CORRECTED
                                  ? arena_printf(a, "%s\n\n", page_absolute(app, a, "/corrections"))
                                  : "";
    struct tpl_dict *d = tpl_add(p->main, "ANSWER");
    tpl_set(d, "ANSWER_TO", r->email);
    tpl_set(d, "ANSWER_TEXT",
            arena_printf(a, "%s\n\n%s\n\n%s%s%s", thanks, app_word(app, answer_outcome(r->state)),
                         where, corrections, app_setting(app, SETTING_TITLE)));
}
