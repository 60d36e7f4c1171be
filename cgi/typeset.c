/* typeset.c: typography, where the site wants it. */
#include "typeset.h"

#include "lib/text.h"
#include "lib/typography.h"

#include <string.h>

#define KEPT 8 /* languages of stories; a paper has one or two */

/* Asking CLDR for a language's marks takes as long as a page: they are kept. */
struct kept_typography {
    char lang[32];
    bool known;
    struct typography marks;
};
struct typesetter {
    struct kept_typography v[KEPT];
    size_t n, oldest;
};

static struct kept_typography *typeset_keep(struct typesetter *t, const char *lang)
{
    struct kept_typography *k = &t->v[t->n < KEPT ? t->n++ : t->oldest++ % KEPT];
    memcpy(k->lang, lang, strlen(lang) + 1); /* it fits: typeset_marks */
    k->known = typography_of(lang, &k->marks);
    return k;
}

/* NULL: texts in the language stay as they are typed. */
static const struct typography *typeset_marks(struct app *app, const char *lang)
{
    if (strcmp(app_setting(app, SETTING_TYPOGRAPHY), "1") != 0)
        return NULL;
    if (!lang || !*lang)
        lang = app_setting(app, SETTING_LOCALE);
    if (strlen(lang) >= sizeof(((struct kept_typography *)0)->lang))
        return NULL;
    if (!app->typesetter)
        app->typesetter = arena_alloc(app->arena, sizeof *app->typesetter);
    struct typesetter *t = app->typesetter;
    struct kept_typography *k = NULL;
    for (size_t i = 0; i < t->n && !k; i++)
        if (strcmp(t->v[i].lang, lang) == 0)
            k = &t->v[i];
    if (!k)
        k = typeset_keep(t, lang);
    return k->known ? &k->marks : NULL;
}

const char *typeset(struct app *app, struct arena *a, const char *lang, const char *text)
{
    const struct typography *t = text && typography_needed(text) ? typeset_marks(app, lang) : NULL;
    return t ? typography_text(a, t, text) : text;
}

const char *typeset_plain(struct app *app, struct arena *a, const char *lang, const char *plain,
                          const char *html)
{
    const struct typography *t = typography_needed(plain) ? typeset_marks(app, lang) : NULL;
    return t ? typography_plain(a, t, plain, html) : plain;
}

static void typeset_line(struct arena *a, const struct typography *t, const char **text)
{
    if (*text)
        *text = typography_text(a, t, *text);
}

static void typeset_list(struct arena *a, const struct typography *t, struct strlist *list)
{
    struct strlist set = {NULL, 0};
    for (size_t i = 0; i < list->n; i++)
        strlist_add(a, &set, typography_text(a, t, list->v[i]));
    *list = set;
}

static void typeset_sources(struct arena *a, const struct typography *t, struct sources *list)
{
    struct source *set = arena_array(a, list->n, sizeof *set);
    for (size_t i = 0; i < list->n; i++) {
        set[i] = list->v[i];
        typeset_line(a, t, &set[i].title);
    }
    list->v = set;
}

static void typeset_text(struct arena *a, const struct typography *t, struct story_text *text)
{
    struct review *r = &text->review;
    const char **const lines[] = {&text->headline,    &text->dek,     &text->hero_caption,
                                  &text->hero_credit, &text->ai_note, &text->place_line,
                                  &r->product,        &r->verdict,    &r->price};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        typeset_line(a, t, lines[i]);
    typeset_list(a, t, &text->takeaways);
    typeset_list(a, t, &r->pros);
    typeset_list(a, t, &r->cons);
    typeset_sources(a, t, &text->sources);
}

void typeset_revision(struct app *app, struct arena *a, struct revision *r)
{
    const struct typography *t = typeset_marks(app, r->text.lang);
    if (!t)
        return;
    if (r->plain && r->body_html && text_blank(r->text.dek))
        r->plain = typography_plain(a, t, r->plain, r->body_html);
    typeset_text(a, t, &r->text);
    if (r->body_html)
        r->body_html = typography_html(a, t, r->body_html);
    if (r->how_html)
        r->how_html = typography_html(a, t, r->how_html);
}

static void typeset_correction(struct app *app, struct arena *a, const char *lang,
                               struct correction *c)
{
    c->headline = typeset(app, a, lang, c->headline);
    c->wrong = typeset(app, a, lang, c->wrong);
    c->right = typeset(app, a, lang, c->right);
}

void typeset_view(struct app *app, struct arena *a, struct story_view *view)
{
    struct corrections *list = &view->corrections;
    struct correction *set = arena_array(a, list->n, sizeof *set);
    typeset_revision(app, a, &view->revision);
    for (size_t i = 0; i < list->n; i++) {
        set[i] = list->v[i];
        typeset_correction(app, a, view->revision.text.lang, &set[i]);
    }
    list->v = set;
}

void typeset_corrections(struct app *app, struct arena *a, struct corrections *list)
{
    for (size_t i = 0; i < list->n; i++)
        typeset_correction(app, a, list->v[i].lang, &list->v[i]);
}

void typeset_changes(struct app *app, struct arena *a, const char *lang, struct changes *list)
{
    for (size_t i = 0; i < list->n; i++) {
        struct change *c = &list->v[i];
        c->note = typeset(app, a, lang, c->note);
        c->wrong = typeset(app, a, lang, c->wrong);
        c->right = typeset(app, a, lang, c->right);
    }
}
