/* report_answer.c: what to write to a reader who left an address: words to copy, for no mail leaves here. */
#include "admin_private.h"

#include "db/report.h"
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

const char *report_answer_text(struct app *app, struct arena *a, const struct report *r,
                               const struct report_answer *to)
{
    const char *thanks =
        language_say(app->language, a, WORD("Thank you for writing to us about “%HEADLINE%”."),
                     "HEADLINE", to->headline, NULL);
    const char *out =
        arena_printf(a, "%s\n\n%s\n\n", thanks, app_word(app, answer_outcome(r->state)));

    if (to->story)
        out = arena_printf(a, "%s%s\n\n", out, to->story);
    if (r->state == REPORT_CORRECTED)
        out = arena_printf(a, "%s%s\n\n", out, to->corrections);
    return arena_printf(a, "%s%s", out, app_setting(app, SETTING_TITLE));
}
