/* name.c: dateline name list, change, author, merge, part; section add, move, hide, show, delete. */
#include "cli.h"

#include "db/group.h"
#include "db/media.h"
#include "db/profile.h"

#include <inttypes.h>
#include <string.h>

static const char *const kinds[GROUP_KIND_MAX] = {
    [GROUP_SECTION] = "section", [GROUP_TAG] = "tag", [GROUP_BYLINE] = "byline"};

static bool name_kind(struct cli *c, enum group_kind *out)
{
    for (size_t i = 0; i < GROUP_KIND_MAX; i++) {
        *out = (enum group_kind)i;
        if (strcmp(kinds[i], c->args[1]) == 0)
            return true;
    }
    c->status = cli_wrong(c, "There are names of a section, a byline and a tag, none of \"%s\".",
                          c->args[1]);
    return false;
}

/* Says what became of a change, and closes the store. */
static int name_done(struct cli *c, struct store *s, enum store_status st, const char *slug,
                     const struct problems *why)
{
    int status = st == STORE_OK        ? CLI_DONE
                 : st == STORE_MISSING ? cli_fail(c, "There is no \"%s\".", slug)
                                       : cli_store_fail(c, s, st, why);
    store_close(s);
    return status;
}

/* ---- name ------------------------------------------------------------------------------------ */

static json_t *name_json(const struct group *g)
{
    return json_pack("{s:o s:o s:o s:I s:b}", "slug", cli_json_text(g->slug), "name",
                     cli_json_text(g->name), "text", cli_json_text(g->text), "stories",
                     (json_int_t)g->stories, "hidden", g->hidden);
}

int name_list_run(struct cli *c)
{
    const struct cli_option options[] = {
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    enum group_kind k;
    struct groups all;
    if (!cli_parse(c, options) || !name_kind(c, &k))
        return c->status;
    struct store *s = cli_store(c, c->args[0], STORE_LOOK);
    if (!s)
        return CLI_FAILED;
    enum store_status st = group_list(s, c->arena, k, true, dateline_now(), &all);
    int status = name_done(c, s, st, "", NULL);
    json_t *list = c->json ? json_array() : NULL;
    for (size_t i = 0; status == CLI_DONE && i < all.n; i++) {
        const struct group *g = &all.v[i];
        if (list)
            json_array_append_new(list, name_json(g));
        else
            cli_print("%-24s %6" PRId64 "  %s%s\n", g->slug, g->stories, cli_plain(c, g->name),
                      g->hidden ? "  (hidden)" : "");
    }
    return list ? cli_print_json(c, list) : status;
}

int name_change_run(struct cli *c)
{
    const char *name = NULL, *text = NULL;
    const struct cli_option options[] = {
        {.name = "name", .value = "NAME", .help = "what it is called from now on", .text = &name},
        {.name = "text",
         .value = "TEXT",
         .help = "what readers see on its page: a description, a biography",
         .text = &text},
        {0},
    };
    enum group_kind k;
    struct group g, other;
    struct problems why = {.arena = c->arena};
    if (!cli_parse(c, options) || !name_kind(c, &k))
        return c->status;
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    if (!s)
        return CLI_FAILED;
    enum store_status st = group_find(s, c->arena, k, c->args[2], &g);
    if (st == STORE_OK && name && group_find_name(s, c->arena, k, name, &other) == STORE_OK &&
        other.id != g.id) {
        store_close(s);
        return cli_fail(c, "There is already one with this name: \"%s\".", other.slug);
    }
    if (st == STORE_OK)
        st = group_put(s, k, g.slug, name ? name : g.name, text ? text : g.text, 0, dateline_now(),
                       NULL, &why);
    return name_done(c, s, st, c->args[2], &why);
}

int name_merge_run(struct cli *c)
{
    const struct cli_option options[] = {{0}};
    enum group_kind k;
    struct problems why = {.arena = c->arena};
    if (!cli_parse(c, options) || !name_kind(c, &k))
        return c->status;
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    if (!s)
        return CLI_FAILED;
    enum store_status st = group_merge(s, k, c->args[2], c->args[3], NULL, dateline_now(), &why);
    return name_done(c, s, st, c->args[2], &why);
}

int name_part_run(struct cli *c)
{
    const struct cli_option options[] = {{0}};
    enum group_kind k;
    if (!cli_parse(c, options) || !name_kind(c, &k))
        return c->status;
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    if (!s)
        return CLI_FAILED;
    enum store_status st = group_part(s, k, c->args[2], NULL, dateline_now());
    if (st == STORE_MISSING) {
        store_close(s);
        return cli_fail(c, "\"%s\" is not merged into another one.", c->args[2]);
    }
    return name_done(c, s, st, c->args[2], NULL);
}

/* What is left out stays. */
static void author_take(struct cli *c, struct profile *p, const char *languages,
                        const struct strlist *beats, const struct strlist *links)
{
    if (languages)
        p->languages = profile_languages(c->arena, languages);
    if (beats->n)
        p->beats = *beats;
    if (links->n)
        p->links = *links;
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

int name_author_run(struct cli *c)
{
    const char *place = NULL, *languages = NULL, *contact = NULL, *portrait = NULL;
    struct strlist beats = {0}, links = {0};
    const struct cli_option options[] = {
        {.name = "place", .value = "TEXT", .help = "where they work", .text = &place},
        {.name = "languages", .value = "CODES", .help = "such as \"de, en\"", .text = &languages},
        {.name = "beat",
         .value = "TEXT",
         .help = "what they write about; may be given again",
         .list = &beats},
        {.name = "contact", .value = "ADDRESS", .help = "mail or web", .text = &contact},
        {.name = "link",
         .value = "URL",
         .help = "the same person elsewhere, linked with rel=me; may be given again",
         .list = &links},
        {.name = "portrait",
         .value = "/media/…",
         .help = "a picture that is here; \"\" takes it away",
         .text = &portrait},
        {0},
    };
    struct group g;
    struct profile p;
    struct problems why = {.arena = c->arena};
    if (!cli_parse(c, options))
        return c->status;
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    if (!s)
        return CLI_FAILED;
    enum store_status st = group_find(s, c->arena, GROUP_BYLINE, c->args[1], &g);
    if (st == STORE_OK)
        st = profile_get(s, c->arena, g.id, &p);
    if (st == STORE_OK)
        st = author_portrait(c, s, portrait, &p, &why);
    if (st != STORE_OK)
        return name_done(c, s, st, c->args[1], &why);
    p.place = place ? place : p.place;
    p.contact = contact ? contact : p.contact;
    author_take(c, &p, languages, &beats, &links);
    return name_done(c, s, profile_put(s, c->arena, g.id, &p, NULL, dateline_now(), &why),
                     c->args[1], &why);
}

/* ---- section --------------------------------------------------------------------------------- */

int section_add_run(struct cli *c)
{
    const char *slug = NULL, *text = "";
    const struct cli_option options[] = {
        {.name = "slug", .value = "SLUG", .help = "its address; else made of NAME", .text = &slug},
        {.name = "text",
         .value = "TEXT",
         .help = "what readers see above its stories",
         .text = &text},
        {0},
    };
    struct problems why = {.arena = c->arena};
    if (!cli_parse(c, options))
        return c->status;
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    if (!s)
        return CLI_FAILED;
    const struct group added = {.slug = slug, .name = c->args[1], .text = text};
    enum store_status st = section_add(s, &added, NULL, dateline_now(), &why);
    return name_done(c, s, st, c->args[1], &why);
}

int section_move_run(struct cli *c)
{
    const struct cli_option options[] = {{0}};
    if (!cli_parse(c, options))
        return c->status;
    bool up = strcmp(c->args[2], "up") == 0;
    if (!up && strcmp(c->args[2], "down") != 0)
        return cli_wrong(c, "A section moves up or down, not \"%s\".", c->args[2]);
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    if (!s)
        return CLI_FAILED;
    return name_done(c, s, section_move(s, c->args[1], up, NULL, dateline_now()), c->args[1], NULL);
}

static int section_hide_or_show(struct cli *c, bool hide)
{
    const struct cli_option options[] = {{0}};
    if (!cli_parse(c, options))
        return c->status;
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    if (!s)
        return CLI_FAILED;
    return name_done(c, s, section_hide(s, c->args[1], hide, NULL, dateline_now()), c->args[1],
                     NULL);
}

int section_hide_run(struct cli *c)
{
    return section_hide_or_show(c, true);
}

int section_show_run(struct cli *c)
{
    return section_hide_or_show(c, false);
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
    struct problems why = {.arena = c->arena};
    if (!cli_parse(c, options))
        return c->status;
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    if (!s)
        return CLI_FAILED;
    enum store_status st =
        into ? group_merge(s, GROUP_SECTION, c->args[1], into, NULL, dateline_now(), &why)
             : section_delete(s, c->args[1], NULL, dateline_now(), &why);
    return name_done(c, s, st, c->args[1], &why);
}
