/* name.c: dateline name list, change, author, merge, part; section add, move, hide, show, delete. */
#include "cli.h"

#include "db/group.h"
#include "db/media.h"
#include "db/profile.h"

#include <inttypes.h>
#include <string.h>

static bool name_kind(struct cli *c, enum group_kind *out)
{
    for (size_t i = 0; i < GROUP_KIND_MAX; i++) {
        *out = (enum group_kind)i;
        if (strcmp(group_kind_name(*out), c->args[1]) == 0)
            return true;
    }
    c->status = cli_wrong(c, "There are names of a section, a byline and a tag, none of \"%s\".",
                          c->args[1]);
    return false;
}

/* The end of a change of the name at slug. */
static int name_end(struct cli *c, struct store *s, enum store_status st, const char *slug,
                    const struct problems *why)
{
    return st == STORE_MISSING ? cli_fail(c, "There is no \"%s\".", slug)
                               : cli_change_end(c, s, st, why);
}

/* ---- name ------------------------------------------------------------------------------------ */

static json_t *name_json(const struct group *g)
{
    return json_pack("{s:o s:o s:o s:I s:b}", "slug", cli_json_text(g->slug), "name",
                     cli_json_text(g->name), "text", cli_json_text(g->text), "stories",
                     (json_int_t)g->stories, "hidden", g->hidden);
}

static int name_list(struct cli *c, struct store *s, void *ctx)
{
    const enum group_kind *k = ctx;
    struct groups all;
    enum store_status st = group_list(s, c->arena, *k, true, dateline_now(), &all);
    json_t *list = c->json ? json_array() : NULL;
    for (size_t i = 0; st == STORE_OK && i < all.n; i++) {
        const struct group *g = &all.v[i];
        if (list)
            json_array_append_new(list, name_json(g));
        else
            cli_print("%-24s %6" PRId64 "  %s%s\n", g->slug, g->stories, cli_plain(c, g->name),
                      g->hidden ? "  (hidden)" : "");
    }
    return cli_list_end(c, s, st, list);
}

int name_list_run(struct cli *c)
{
    const struct cli_option options[] = {
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    enum group_kind k;
    if (!cli_parse(c, options) || !name_kind(c, &k))
        return c->status;
    return cli_work(c, STORE_LOOK, name_list, &k);
}

/* What a name is to be. NULL: as it is. */
struct name_changed {
    enum group_kind kind;
    const char *name, *text;
};

static int name_change(struct cli *c, struct store *s, void *ctx)
{
    const struct name_changed *to = ctx;
    struct group g, other;
    struct problems why = {.arena = c->arena};
    enum store_status st = group_find(s, c->arena, to->kind, c->args[2], &g);
    if (st == STORE_OK && to->name &&
        group_find_name(s, c->arena, to->kind, to->name, &other) == STORE_OK && other.id != g.id)
        return cli_fail(c, "There is already one with this name: \"%s\".", other.slug);
    if (st == STORE_OK)
        st = group_put(s, to->kind,
                       &(struct group){.slug = g.slug,
                                       .name = to->name ? to->name : g.name,
                                       .text = to->text ? to->text : g.text},
                       0, dateline_now(), NULL, &why);
    return name_end(c, s, st, c->args[2], &why);
}

int name_change_run(struct cli *c)
{
    struct name_changed to = {0};
    const struct cli_option options[] = {
        {.name = "name",
         .value = "NAME",
         .help = "what it is called from now on",
         .text = &to.name},
        {.name = "text",
         .value = "TEXT",
         .help = "what readers see on its page: a description, a biography",
         .text = &to.text},
        {0},
    };
    if (!cli_parse(c, options) || !name_kind(c, &to.kind))
        return c->status;
    return cli_work(c, STORE_WRITE, name_change, &to);
}

static int name_merge(struct cli *c, struct store *s, void *ctx)
{
    const enum group_kind *k = ctx;
    struct problems why = {.arena = c->arena};
    enum store_status st = group_merge(s, *k, c->args[2], c->args[3], NULL, dateline_now(), &why);
    return name_end(c, s, st, c->args[2], &why);
}

int name_merge_run(struct cli *c)
{
    enum group_kind k;
    if (!cli_parse(c, NULL) || !name_kind(c, &k))
        return c->status;
    return cli_work(c, STORE_WRITE, name_merge, &k);
}

static int name_part(struct cli *c, struct store *s, void *ctx)
{
    const enum group_kind *k = ctx;
    enum store_status st = group_part(s, *k, c->args[2], NULL, dateline_now());
    return st == STORE_MISSING ? cli_fail(c, "\"%s\" is not merged into another one.", c->args[2])
                               : cli_change_end(c, s, st, NULL);
}

int name_part_run(struct cli *c)
{
    enum group_kind k;
    if (!cli_parse(c, NULL) || !name_kind(c, &k))
        return c->status;
    return cli_work(c, STORE_WRITE, name_part, &k);
}

/* What is said of an author. NULL and empty lists: as it is. */
struct author_said {
    const char *place, *languages, *contact, *portrait;
    struct strlist beats, links;
};

static void author_take(struct cli *c, struct profile *p, const struct author_said *said)
{
    if (said->place)
        p->place = said->place;
    if (said->contact)
        p->contact = said->contact;
    if (said->languages)
        p->languages = profile_languages(c->arena, said->languages);
    if (said->beats.n)
        p->beats = said->beats;
    if (said->links.n)
        p->links = said->links;
}

static enum store_status author_portrait(struct cli *c, struct store *s, const char *url,
                                         struct profile *p, struct problems *why)
{
    struct media m;
    if (!url)
        return STORE_OK;
    p->portrait = 0;
    enum store_status st = *url ? media_find_url(s, c->arena, url, &m) : STORE_OK;
    if (st == STORE_OK && *url)
        p->portrait = m.id;
    if (st == STORE_MISSING)
        problem_say(why, "portrait", "There is no picture at that address.", NULL);
    return st == STORE_MISSING ? STORE_REFUSED : st;
}

static int name_author(struct cli *c, struct store *s, void *ctx)
{
    const struct author_said *said = ctx;
    struct group g;
    struct profile p;
    struct problems why = {.arena = c->arena};
    enum store_status st = group_find(s, c->arena, GROUP_BYLINE, c->args[1], &g);
    if (st == STORE_OK)
        st = profile_get(s, c->arena, g.id, &p);
    if (st == STORE_OK)
        st = author_portrait(c, s, said->portrait, &p, &why);
    if (st == STORE_OK) {
        author_take(c, &p, said);
        st = profile_put(s, c->arena, g.id, &p, NULL, dateline_now(), &why);
    }
    return name_end(c, s, st, c->args[1], &why);
}

int name_author_run(struct cli *c)
{
    struct author_said said = {0};
    const struct cli_option options[] = {
        {.name = "place", .value = "TEXT", .help = "where they work", .text = &said.place},
        {.name = "languages",
         .value = "CODES",
         .help = "such as \"de, en\"",
         .text = &said.languages},
        {.name = "beat",
         .value = "TEXT",
         .help = "what they write about; may be given again",
         .list = &said.beats},
        {.name = "contact", .value = "ADDRESS", .help = "mail or web", .text = &said.contact},
        {.name = "link",
         .value = "URL",
         .help = "the same person elsewhere, linked with rel=me; may be given again",
         .list = &said.links},
        {.name = "portrait",
         .value = "/media/…",
         .help = "a picture that is here; \"\" takes it away",
         .text = &said.portrait},
        {0},
    };
    return cli_parse(c, options) ? cli_work(c, STORE_WRITE, name_author, &said) : c->status;
}

/* ---- section --------------------------------------------------------------------------------- */

static int section_new(struct cli *c, struct store *s, void *ctx)
{
    struct group *added = ctx;
    struct problems why = {.arena = c->arena};
    added->name = c->args[1];
    enum store_status st = section_add(s, added, NULL, dateline_now(), &why);
    return name_end(c, s, st, added->name, &why);
}

int section_add_run(struct cli *c)
{
    struct group added = {.text = ""};
    const struct cli_option options[] = {
        {.name = "slug",
         .value = "SLUG",
         .help = "its address; else made of NAME",
         .text = &added.slug},
        {.name = "text",
         .value = "TEXT",
         .help = "what readers see above its stories",
         .text = &added.text},
        {0},
    };
    return cli_parse(c, options) ? cli_work(c, STORE_WRITE, section_new, &added) : c->status;
}

static int section_up_or_down(struct cli *c, struct store *s, void *ctx)
{
    const bool *up = ctx;
    return name_end(c, s, section_move(s, c->args[1], *up, NULL, NULL, dateline_now()), c->args[1],
                    NULL);
}

int section_move_run(struct cli *c)
{
    if (!cli_parse(c, NULL))
        return c->status;
    bool up = strcmp(c->args[2], "up") == 0;
    if (!up && strcmp(c->args[2], "down") != 0)
        return cli_wrong(c, "A section moves up or down, not \"%s\".", c->args[2]);
    return cli_work(c, STORE_WRITE, section_up_or_down, &up);
}

static int section_hide_or_show(struct cli *c, struct store *s, void *ctx)
{
    const bool *hide = ctx;
    return name_end(c, s, section_hide(s, c->args[1], *hide, NULL, dateline_now()), c->args[1],
                    NULL);
}

int section_hide_run(struct cli *c)
{
    bool hide = true;
    return cli_parse(c, NULL) ? cli_work(c, STORE_WRITE, section_hide_or_show, &hide) : c->status;
}

int section_show_run(struct cli *c)
{
    bool hide = false;
    return cli_parse(c, NULL) ? cli_work(c, STORE_WRITE, section_hide_or_show, &hide) : c->status;
}

static int section_remove(struct cli *c, struct store *s, void *ctx)
{
    const char *const *into = ctx;
    struct problems why = {.arena = c->arena};
    enum store_status st =
        *into ? group_merge(s, GROUP_SECTION, c->args[1], *into, NULL, dateline_now(), &why)
              : section_delete(s, c->args[1], NULL, dateline_now(), &why);
    return name_end(c, s, st, c->args[1], &why);
}

int section_delete_run(struct cli *c)
{
    const char *into = NULL;
    const struct cli_option options[] = {
        {.name = "into",
         .value = "SLUG",
         .help = "the section that its stories and its address go to",
         .text = &into},
        {0},
    };
    return cli_parse(c, options) ? cli_work(c, STORE_WRITE, section_remove, &into) : c->status;
}
