/* import_check.c: a second look at an import, story by story. */
#include "import_check.h"

#include "lib/name.h"
#include "lib/text.h"

#include <string.h>

struct check {
    struct store *s;
    struct arena *a; /* of one story */
    const struct import_item *in;
    struct story_view view;
    const char *what; /* that differs, "headline, tags" */
};

static void check_differs(struct check *c, bool differs, const char *what)
{
    if (differs)
        c->what = arena_printf(c->a, "%s%s%s", c->what, *c->what ? ", " : "", what);
}

static bool check_line(struct check *c, const char *one, const char *other)
{
    return strcmp(text_line(c->a, one ? one : ""), text_line(c->a, other ? other : "")) != 0;
}

/* Names are one when their letters are; a list that had to be cut begins alike. */
static bool check_groups(struct check *c, const struct groups *in, const struct groups *here)
{
    if (in->n != here->n)
        return true;
    for (size_t i = 0; i < in->n; i++)
        if (strcmp(name_key(c->a, in->v[i].name), name_key(c->a, here->v[i].name)) != 0)
            return true;
    return false;
}

static bool check_section(const struct group *in, const struct group *here)
{
    const char *slug = in->slug ? in->slug : "", *has = here->slug ? here->slug : "";
    return strcmp(slug, has) != 0 && !(in->name && here->name && strcmp(in->name, here->name) == 0);
}

/* The text without its pictures and without white space: "![alt](address "caption")". */
static const char *check_bare(struct arena *a, const char *s)
{
    char *out = arena_alloc(a, strlen(s) + 1), *to = out;
    while (*s) {
        const char *end = strncmp(s, "![", 2) == 0 ? strstr(s, "](/media/") : NULL;
        const char *line = end ? strchr(s, '\n') : NULL;
        if (end && (!line || end < line)) {
            const char *quote = end + strcspn(end, "\")");
            while (*quote == '"' && *++quote && *quote != '"')
                quote += *quote == '\\' && quote[1] ? 1 : 0;
            s = quote + strcspn(quote, ")");
            s += *s == ')';
        } else if (strchr(" \n\t", *s)) {
            s++;
        } else {
            *to++ = *s++;
        }
    }
    return out;
}

/* Each old address leads to the story that readers see, or is its own. */
static bool check_addresses(struct check *c)
{
    const struct strlist *old = &c->in->story.aliases;
    const char *path = c->view.story.path;
    for (size_t i = 0; i < old->n && c->view.story.state == STORY_LIVE; i++) {
        struct story_view view;
        enum story_found found;
        const char *to = NULL;
        bool leads =
            strcmp(old->v[i], path) == 0 ||
            (story_by_path(c->s, c->a, old->v[i], dateline_now(), &found, &view, &to) == STORE_OK &&
             found == STORY_MOVED && to && strcmp(to, path) == 0);
        if (!leads)
            return true;
    }
    return false;
}

static void check_story(struct check *c)
{
    const struct story_text *in = &c->in->story.text, *here = &c->view.revision.text;
    int64_t published = c->view.story.state == STORY_SCHEDULED ? c->view.story.staged_at
                                                               : c->view.story.published_at;
    check_differs(c, check_line(c, in->headline, here->headline), "headline");
    check_differs(c, check_line(c, in->dek, here->dek), "standfirst");
    check_differs(c, c->in->story.published_at != published, "Published");
    check_differs(c, check_section(&in->section, &here->section), "section");
    check_differs(c, check_groups(c, &in->tags, &here->tags), "tags");
    check_differs(c, check_groups(c, &in->bylines, &here->bylines), "bylines");
    check_differs(c, check_addresses(c), "old addresses");
    check_differs(c, strcmp(check_bare(c->a, in->body), check_bare(c->a, here->body)) != 0, "text");
}

static void check_remark(struct arena *kept, struct import_remarks *list, size_t *room,
                         const char *name, const char *why)
{
    list->v = arena_grow(kept, list->v, list->n, room, sizeof *list->v);
    list->v[list->n++] =
        (struct import_remark){.file = arena_dup(kept, name), .why = arena_dup(kept, why)};
}

static enum store_status check_one(struct check *c, bool *edited, bool *there)
{
    int64_t id = 0;
    enum store_status st = story_import_find(c->s, c->in->story.key, &id, edited);
    *there = st == STORE_OK;
    if (st != STORE_OK)
        return st == STORE_MISSING ? STORE_OK : st;
    st = story_get(c->s, c->a, id, 0, dateline_now(), &c->view);
    if (st == STORE_OK)
        check_story(c);
    return st;
}

enum store_status import_check(struct store *s, const struct import_source *source, struct arena *a,
                               struct import_check *out)
{
    size_t room[3] = {0, 0, 0};
    struct arena *scratch = arena_new();
    enum store_status st = STORE_OK;
    *out = (struct import_check){0};
    while (st == STORE_OK) {
        const char *name = "", *why = "";
        struct import_item item;
        bool edited = false, there = false;
        arena_reset(scratch);
        enum import_next next = source->next(source->ctx, scratch, &item, &name, &why);
        if (next == IMPORT_NEXT_BROKEN)
            out->broken = arena_dup(a, why);
        if (next == IMPORT_NEXT_END || next == IMPORT_NEXT_BROKEN)
            break;
        out->left_out += next == IMPORT_NEXT_LEFT_OUT;
        if (next == IMPORT_NEXT_LEFT_OUT)
            continue;
        struct check c = {.s = s, .a = scratch, .in = &item, .what = ""};
        out->stories++;
        st = check_one(&c, &edited, &there);
        if (st == STORE_OK && !there)
            check_remark(a, &out->missing, &room[0], name, "");
        else if (st == STORE_OK && *c.what)
            check_remark(a, edited ? &out->edited : &out->differs, &room[edited ? 1 : 2], name,
                         c.what);
        out->same += st == STORE_OK && there && !*c.what;
    }
    arena_free(scratch);
    return st;
}
