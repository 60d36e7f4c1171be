/* conflict.c: two editors at once. Nothing typed is lost, and nothing of the other's is undone
 * unseen: the form keeps the editor's own text, and takes what only the other has changed. */
#include "story_form.h"

#include <string.h>

static bool same(struct arena *a, const struct fields *x, const struct fields *y,
                 const struct story_field *field)
{
    return strcmp(story_form_value(a, x, field), story_form_value(a, y, field)) == 0;
}

/* Which side changed a field, counted from the revision that this editor began from. */
static bool only_theirs(struct arena *a, const struct story_conflict *c,
                        const struct story_field *field)
{
    return c->base_fields.n && same(a, &c->my_fields, &c->base_fields, field) &&
           !same(a, &c->their_fields, &c->base_fields, field);
}

static bool only_mine(struct arena *a, const struct story_conflict *c,
                      const struct story_field *field)
{
    return c->base_fields.n && same(a, &c->their_fields, &c->base_fields, field) &&
           !same(a, &c->my_fields, &c->base_fields, field);
}

enum store_status conflict_prepare(struct app *app, struct req *req, struct story_form *f)
{
    struct arena *a = req->arena;
    struct story_conflict *c = arena_alloc(a, sizeof *c);
    struct story_view base;
    enum store_status st;

    st = story_get(app->store, a, f->story.id, 0, req->now, &c->theirs);
    if (st != STORE_OK)
        return st;
    c->their_fields = story_form_fields(a, &c->theirs.revision.text, c->theirs.story.slug);
    c->my_fields = f->typed;
    /* An address is not part of a revision; who left it blank goes along with what it is. */
    if (*admin_field(&f->typed, "slug") == '\0')
        admin_field_put(a, &c->my_fields, "slug", c->theirs.story.slug);
    if (f->base > 0 && story_get(app->store, a, f->story.id, f->base, req->now, &base) == STORE_OK)
        c->base_fields = story_form_fields(a, &base.revision.text, c->theirs.story.slug);
    for (size_t i = 0; i < story_fields_n; i++)
        if (only_theirs(a, c, &story_fields[i]))
            story_form_take(a, &f->typed, &c->their_fields, &story_fields[i]);
    f->story = c->theirs.story;
    f->base = c->theirs.revision.number;
    f->conflict = c;
    return STORE_OK;
}

void conflict_show(struct page *p, const struct story_form *f)
{
    struct arena *a = p->req->arena;
    const struct story_conflict *c = f->conflict;
    const char *who = c->theirs.revision.saved_by_name;
    struct tpl_dict *d = tpl_add(p->main, "CONFLICT");

    tpl_set(d, "CONFLICT_WHO", *who ? who : "The command line");
    tpl_set(d, "CONFLICT_AT", admin_when(p->app, p->req, c->theirs.revision.saved_at));
    tpl_set_int(d, "CONFLICT_NUMBER", c->theirs.revision.number);
    for (size_t i = 0; i < story_fields_n; i++) {
        const struct story_field *field = &story_fields[i];
        struct tpl_dict *one = compare_field(a, d, field, &c->their_fields, &c->my_fields);
        if (!one)
            continue;
        tpl_set(one, "FIELD_NAME", field->name);
        tpl_set(one, "THEIR_TEXT", story_form_value(a, &c->their_fields, field));
        tpl_show(one, only_theirs(a, c, field) ? "ONLY_THEIRS"
                      : only_mine(a, c, field) ? "ONLY_MINE"
                                               : "BOTH");
    }
}
