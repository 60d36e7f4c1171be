/* story_hint.c: what the text in the form changes of what readers see, in a sentence beside the kinds of
 * change: whether it is an update or a correction is for the editor to say. */
#include "story_form.h"

#include "lib/changed.h"
#include "lib/text.h"

/* What readers read as the story's own words. */
static const char *const hint_fields[] = {"headline",     "dek",        "body",        "takeaways",
                                          "hero_caption", "place_line", "how_reported"};

static void hint_compare(struct page *p, const struct story_text *live, const struct fields *typed,
                         struct changed *out)
{
    struct arena *a = p->req->arena;
    struct fields before = story_form_fields(a, live, "");
    const char *lang = live->lang && *live->lang ? live->lang : language_tag(p->app->language);

    for (size_t i = 0; i < sizeof hint_fields / sizeof *hint_fields; i++) {
        /* Browsers send CRLF. */
        const char *was = text_lines(a, admin_field(&before, hint_fields[i]));
        const char *is = text_lines(a, admin_field(typed, hint_fields[i]));
        changed_add(a, was, is, lang, out);
    }
}

static struct strlist hint_words(struct page *p, const struct changed *c)
{
    struct strlist words = {0};
    if (c->numbers)
        strlist_add(p->req->arena, &words, app_word(p->app, WORD("numbers")));
    if (c->names)
        strlist_add(p->req->arena, &words, app_word(p->app, WORD("names")));
    if (c->quotations)
        strlist_add(p->req->arena, &words, app_word(p->app, WORD("quotations")));
    if (changed_much(c))
        strlist_add(p->req->arena, &words, app_word(p->app, WORD("much of the text")));
    return words;
}

void story_hint_show(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    struct arena *a = p->req->arena;
    struct story_view live;
    struct changed c = {0};

    if (story_get(p->app->store, a, f->story.id, f->story.live, p->req->now, &live) != STORE_OK)
        return;
    hint_compare(p, &live.revision.text, &f->typed, &c);
    struct strlist words = hint_words(p, &c);
    if (words.n == 0)
        return;
    const char **joints = arena_array(a, words.n, sizeof *joints), *all = "";
    language_joints(p->app->language, a, words.v, words.n, joints);
    for (size_t i = 0; i < words.n; i++)
        all = arena_printf(a, "%s%s%s", all, joints[i], words.v[i]);
    tpl_set(d, "HINT",
            language_say(p->app->language, a,
                         WORD("Unlike what readers see: %WHAT%. New to them, that is an update; if "
                              "it was wrong before, a correction."),
                         "WHAT", all, NULL));
}
