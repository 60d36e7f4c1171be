/* name_merge.c: two names that are one, and sections that leave the menu: what the page of a section,
 * byline or tag (name.c) has below its words. */
#include "names.h"

#include "lib/text.h"

#include <string.h>

/* ---- Showing --------------------------------------------------------------------------------- */

static void merge_show_sections(struct page *p, struct tpl_dict *d, const struct name_page *s)
{
    struct groups all = {0};

    if (group_list(p->app->store, p->req->arena, GROUP_SECTION, false, p->req->now, &all) !=
        STORE_OK)
        all.n = 0;
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].id == s->group.id)
            continue;
        struct tpl_dict *o = tpl_add(d, "INTO_OPTION");
        tpl_set(o, "OPTION_VALUE", all.v[i].slug);
        tpl_set(o, "OPTION_LABEL", all.v[i].name);
        if (strcmp(all.v[i].slug, req_form(p->req, "into")) == 0)
            tpl_show(o, "OPTION_CHOSEN");
    }
}

void name_merge_show(struct page *p, struct name_page *s)
{
    struct groups merged = {0};
    struct tpl_dict *d = tpl_add(p->main, s->kind == GROUP_SECTION ? "SECTION" : "MERGE");

    if (s->kind == GROUP_SECTION) {
        merge_show_sections(p, d, s);
        tpl_show(d, s->group.hidden ? "HIDDEN" : "SHOWN");
    } else {
        tpl_set(d, "TYPED_INTO", text_line(p->req->arena, req_form(p->req, "into")));
    }
    tpl_set(d, "SHOWN_TEXT", s->group.text);
    tpl_set_if(d, "INTO_PROBLEM", problem_of(&s->why, "into"));
    if (group_merged(p->app->store, p->req->arena, s->kind, s->group.id, &merged) != STORE_OK)
        merged.n = 0;
    if (merged.n > 0)
        tpl_show(p->main, "MERGED_IF");
    for (size_t i = 0; i < merged.n; i++) {
        struct tpl_dict *one = tpl_add(p->main, "MERGED");
        tpl_set(one, "MERGED_NAME", merged.v[i].name);
        tpl_set(one, "MERGED_SLUG", merged.v[i].slug);
        tpl_set(one, "MERGED_PATH", names_reader_path(p->req->arena, s->kind, merged.v[i].slug));
        tpl_set_int(one, "MERGED_ID", merged.v[i].id);
    }
}

/* ---- Doing ----------------------------------------------------------------------------------- */

/* The one that is meant by what was typed: a slug of the list, else a name. */
static enum store_status merge_find(struct app *app, struct req *req, struct name_page *s,
                                    struct group *into)
{
    const char *typed = text_line(req->arena, req_form(req, "into"));
    enum store_status st = s->kind == GROUP_SECTION
                               ? group_find(app->store, req->arena, s->kind, typed, into)
                               : group_find_name(app->store, req->arena, s->kind, typed, into);

    if (st != STORE_MISSING)
        return st;
    if (*typed)
        problem_say(&s->why, "into", WORD("There is no “%NAME%”; choose one that exists."), "NAME",
                    text_excerpt(req->arena, typed, 100), NULL);
    else
        problem_say(&s->why, "into", WORD("Say which one it is merged into."), NULL);
    return STORE_REFUSED;
}

/* What goes is what was shown: neither its name nor the text that readers see is another by now. */
static enum store_status merge_look(struct app *app, struct req *req, struct name_page *s)
{
    const char *name = fields_get(&req->form, "shown_name");
    const char *text = fields_get(&req->form, "shown_text");
    struct group now;
    if (!name || !text || store_form_seen(app->store, admin_actor(req).form))
        return STORE_OK;
    enum store_status st = group_find(app->store, req->arena, s->kind, s->asked, &now);
    if (st != STORE_OK ||
        (strcmp(now.name, name) == 0 &&
         strcmp(text_lines(req->arena, now.text), text_lines(req->arena, text)) == 0))
        return st;
    s->group = now;
    problem_say(
        &s->why, "",
        WORD("Somebody else changed what readers see of “%NAME%” since you opened this page. "
             "Nothing was done; it is below as it is now, and another press means that."),
        "NAME", now.name, NULL);
    return STORE_CONFLICT;
}

/* Of those that this one stands for: by now it may be merged into another one. */
static enum store_status merge_part(struct app *app, struct req *req, struct name_page *s,
                                    const char *slug, const struct actor *by)
{
    struct group now;
    enum store_status st = group_find(app->store, req->arena, s->kind, slug, &now);
    if (st != STORE_OK)
        return st;
    if (now.id != s->group.id && strcmp(now.slug, slug) != 0) {
        problem_say(&s->why, "",
                    WORD("It is merged into “%NAME%” by now. Nothing was done; look at that one "
                         "first."),
                    "NAME", now.name, NULL);
        return STORE_CONFLICT;
    }
    return group_part(app->store, s->kind, slug, by, req->now);
}

static enum store_status merge_do(struct app *app, struct req *req, struct name_page *s,
                                  const struct actor *by, const char **saved)
{
    struct group into;
    enum store_status st = merge_look(app, req, s);

    if (st == STORE_OK)
        st = merge_find(app, req, s, &into);
    if (st == STORE_OK)
        st = group_merge(app->store, s->kind, s->asked, into.slug, by, req->now, &s->why);
    if (st == STORE_OK)
        *saved = arena_printf(req->arena, "%s%s?saved=name-merged", names_words(s->kind)->edit,
                              into.slug);
    return st;
}

/* A section with stories goes into another one; an empty one may leave nothing behind. */
static enum store_status section_away(struct app *app, struct req *req, struct name_page *s,
                                      const struct actor *by, const char **saved)
{
    *saved = "/admin/sections?saved=section-deleted";
    const char *where;
    if (*req_form(req, "into"))
        return merge_do(app, req, s, by, &where);
    enum store_status st = merge_look(app, req, s);
    return st == STORE_OK ? section_delete(app->store, s->asked, by, req->now, &s->why) : st;
}

/* False: the form asks for something else. */
static bool merge_press(struct app *app, struct req *req, struct name_page *s,
                        enum store_status *st, const char **saved)
{
    struct actor by = admin_actor(req);
    const char *what = req_form(req, "do"), *edit = names_words(s->kind)->edit;
    bool section = s->kind == GROUP_SECTION, hide = strcmp(what, "hide") == 0;

    if (strcmp(what, "merge") == 0 && !section) {
        *st = merge_do(app, req, s, &by, saved);
    } else if (strcmp(what, "part") == 0) {
        const char *slug = req_form(req, "merged");
        *st = merge_part(app, req, s, slug, &by);
        *saved = arena_printf(req->arena, "%s%s?saved=name-parted", edit, slug);
    } else if (section && (hide || strcmp(what, "show") == 0)) {
        *st = section_hide(app->store, s->group.slug, hide, &by, req->now);
        *saved = arena_printf(req->arena, "%s%s?saved=%s", edit, s->group.slug,
                              hide ? "section-hidden" : "section-shown");
    } else if (section && strcmp(what, "delete") == 0) {
        *st = section_away(app, req, s, &by, saved);
    } else {
        return false;
    }
    return true;
}

/* What is there is looked at under the lock: nobody comes in between. */
bool name_merge_post(struct app *app, struct req *req, struct name_page *s, enum store_status *st,
                     const char **saved)
{
    static const char *const acts[] = {"merge", "part", "hide", "show", "delete"};
    bool ours = false;

    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        ours |= strcmp(req_form(req, "do"), acts[i]) == 0;
    if (!ours)
        return false;
    *st = store_batch_begin(app->store);
    if (*st != STORE_OK)
        return true;
    ours = merge_press(app, req, s, st, saved);
    *st = store_batch_end(app->store, ours ? *st : STORE_OK);
    return ours;
}
