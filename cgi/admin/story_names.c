/* story_names.c: bylines and tags that are not known yet. The form asks once of each: whether it is
 * new, or which known one is meant. What was answered stays in the form. */
#include "story_form.h"

#include "lib/name.h"
#include "lib/name_list.h"
#include "lib/text.h"

#include <string.h>

#define NEW_NAMES_MAX 100 /* answers that one form carries */

/* ---- What was said --------------------------------------------------------------------------- */

/* "byline:Ines Okafor". False: nothing of the kind. */
static bool names_parse(const char *value, struct new_name *out)
{
    *out = (struct new_name){.kind = GROUP_TAG};
    if (strncmp(value, "byline:", 7) == 0)
        *out = (struct new_name){.kind = GROUP_BYLINE, .name = value + 7};
    else if (strncmp(value, "tag:", 4) == 0)
        out->name = value + 4;
    return out->name;
}

static const char *names_key(struct arena *a, const struct new_name *n)
{
    return arena_printf(a, "%s:%s", n->kind == GROUP_BYLINE ? "byline" : "tag", n->name);
}

/* The known name in the place of the one that was typed. */
static void names_replace(struct arena *a, struct story_form *f, const struct new_name *typed,
                          const char *known)
{
    const char *field = typed->kind == GROUP_BYLINE ? "bylines" : "tags";
    const char *key = name_key(a, typed->name);
    struct strlist names = name_list_read(a, admin_field(&f->typed, field));
    for (size_t i = 0; i < names.n; i++)
        if (strcmp(name_key(a, names.v[i]), key) == 0)
            names.v[i] = known;
    admin_field_put(a, &f->typed, field, name_list_write(a, &names));
}

static void names_answer(struct arena *a, struct story_form *f, const char *asked, int number)
{
    struct new_name name;
    const char *said = admin_field(&f->typed, arena_printf(a, "asked_%d", number));
    if (!names_parse(asked, &name))
        return;
    if (strcmp(said, "new") == 0)
        new_names_add(a, &f->meant_names, &name);
    else if (strncmp(said, "known:", 6) == 0)
        names_replace(a, f, &name, text_line(a, said + 6));
}

void story_names_read(struct req *req, struct story_form *f)
{
    struct arena *a = req->arena;
    struct new_name name = {.kind = GROUP_BYLINE, .name = req->session->user.name};
    int asked = 0;
    f->meant_names = (struct new_names){0};
    new_names_add(a, &f->meant_names, &name); /* nobody has to be asked who they are */
    for (size_t i = 0; i < req->form.n && f->meant_names.n < NEW_NAMES_MAX; i++) {
        const struct field *v = &req->form.v[i];
        if (strcmp(v->name, "new_name") == 0 && names_parse(v->value, &name))
            new_names_add(a, &f->meant_names, &name);
        else if (strcmp(v->name, "asked") == 0)
            names_answer(a, f, v->value, ++asked);
    }
}

/* ---- Asking ---------------------------------------------------------------------------------- */

static void names_show_one(struct page *p, struct tpl_dict *d, const struct new_name *n, int number)
{
    static const char *const asked[] = {
        [GROUP_TAG] = WORD("Tag “%NAME%”"), [GROUP_BYLINE] = WORD("Byline “%NAME%”")};
    const struct language *l = p->app->language;
    struct arena *a = p->req->arena;
    d = tpl_add(d, "NEW_NAME");
    tpl_set(d, "NAME_ASKED", language_say(l, a, asked[n->kind], "NAME", n->name, NULL));
    tpl_set(d, "NAME_KEY", names_key(a, n));
    tpl_set_int(d, "NAME_NUMBER", number);
    tpl_set(d, "NAME_NEW", language_say(l, a, WORD("New: %NAME%"), "NAME", n->name, NULL));
    if (n->near.n == 0)
        tpl_show(d, "NAME_ALONE");
    for (size_t i = 0; i < n->near.n; i++) {
        struct tpl_dict *near = tpl_add(d, "NAME_NEAR");
        tpl_set(near, "NEAR_NAME", n->near.v[i].name);
        tpl_set(near, "NEAR_WORDS",
                language_say(l, a, WORD("You meant: %NAME%"), "NAME", n->near.v[i].name, NULL));
    }
}

void story_names_show(struct page *p, const struct story_form *f)
{
    for (size_t i = 0; i < f->meant_names.n; i++)
        tpl_set(tpl_add(p->main, "MEANT_NAME"), "NAME_KEY",
                names_key(p->req->arena, &f->meant_names.v[i]));
    if (f->asks_names.n == 0)
        return;
    struct tpl_dict *d = tpl_add(p->main, "NEW_NAMES");
    for (size_t i = 0; i < f->asks_names.n; i++)
        names_show_one(p, d, &f->asks_names.v[i], (int)i + 1);
}
