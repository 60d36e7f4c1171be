/* story_style.c: what the text in the form says against the paper's house style. */
#include "story_form.h"

#include "db/style_rule.h"
#include "lib/log.h"

#include <string.h>

/* Of the fields that were typed; none when the rules cannot be read: style is no reason to fail. */
static struct style_hits style_of(struct app *app, struct arena *a, const struct fields *typed)
{
    struct style_rules rules;
    struct story_text text;
    struct problems quiet = {.arena = a};
    if (style_rule_list(app->store, a, &rules) != STORE_OK) {
        log_event(LOG_ERROR, "store", "why", store_error(app->store), NULL);
        return (struct style_hits){0};
    }
    story_form_text(a, typed, &text, &quiet);
    return style_rule_hits(a, &rules, &text);
}

/* “web site”: write “website”. One word since 2019. */
static const char *style_words(struct app *app, struct arena *a, const struct style_hit *h)
{
    const char *said =
        *h->put ? language_say(app->language, a, WORD("“%FOUND%”: write “%PUT%”."), "FOUND",
                               h->found, "PUT", h->put, NULL)
                : language_say(app->language, a, WORD("“%FOUND%”."), "FOUND", h->found, NULL);
    return *h->rule->advice ? arena_printf(a, "%s %s", said, h->rule->advice) : said;
}

/* The same words twice are one line. */
struct strlist story_style_said(struct app *app, struct arena *a, const struct fields *typed)
{
    struct style_hits hits = style_of(app, a, typed);
    struct strlist out = {0};
    for (size_t i = 0; i < hits.n; i++) {
        const char *said = style_words(app, a, &hits.v[i]);
        bool known = false;
        for (size_t k = 0; k < out.n; k++)
            known |= strcmp(out.v[k], said) == 0;
        if (!known)
            strlist_add(a, &out, said);
    }
    return out;
}

void story_style_show(struct page *p, const struct story_form *f)
{
    struct strlist said = story_style_said(p->app, p->req->arena, &f->typed);
    for (size_t i = 0; i < said.n; i++)
        tpl_set(tpl_add(p->main, "STYLE"), "STYLE_SAID", said.v[i]);
    if (!said.n)
        tpl_show(p->main, "NO_STYLE");
}
