/* init.c: dateline init. */
#include "cli.h"

#include "cgi/app.h"
#include "db/group.h"
#include "demo.h"
#include "folder.h"
#include "lib/language.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

struct init_options {
    const char *title, *base_url, *zone, *locale;
    bool demo, if_missing;
};

/* The folders above SITE, as mkdir -p does: `make run` asks for var/demo in a fresh tree. */
static void init_make_parents(const struct cli *c, const char *site)
{
    char *path = arena_dup(c->arena, site);
    for (char *slash = path; (slash = strchr(slash + 1, '/'));) {
        *slash = '\0';
        mkdir(path, 0777);
        *slash = '/';
    }
}

static bool init_set(const struct cli *c, struct store *s, enum setting k, const char *value)
{
    struct problems why = {.arena = c->arena};
    if (!value)
        return true;
    enum store_status st = setting_set(s, k, value, 0, dateline_now(), &why);
    if (st != STORE_OK)
        cli_store_fail(c, s, st, &why);
    return st == STORE_OK;
}

/* Two sections to begin with, named in the paper's language. */
static bool init_add_sections(const struct cli *c, struct store *s, const char *locale)
{
    static const char *const sections[][2] = {{"news", WORD("News")}, {"reviews", WORD("Reviews")}};
    const char *folder =
        arena_printf(c->arena, "%s/templates/translations", app_data_folder(c->arena));
    struct language *l = locale ? language_open(locale, &folder, 1, NULL) : NULL;
    struct problems why = {.arena = c->arena};
    enum store_status st = STORE_OK;
    for (size_t i = 0; i < 2 && st == STORE_OK; i++) {
        int64_t id;
        st = group_put(
            s, GROUP_SECTION,
            &(struct group){.slug = sections[i][0], .name = language_word(l, sections[i][1])}, 0,
            dateline_now(), &id, &why);
    }
    language_close(l);
    if (st != STORE_OK)
        cli_store_fail(c, s, st, &why);
    return st == STORE_OK;
}

/* The demo's own settings first, so that those given on the command line win. */
static bool init_fill(struct cli *c, struct store *s, const char *site,
                      const struct init_options *o)
{
    if (o->demo ? !demo_settings(c, s) : !init_add_sections(c, s, o->locale))
        return false;
    return init_set(c, s, SETTING_TITLE, o->title) &&
           init_set(c, s, SETTING_BASE_URL, o->base_url) && init_set(c, s, SETTING_ZONE, o->zone) &&
           init_set(c, s, SETTING_LOCALE, o->locale) && (!o->demo || demo_stories(c, s, site));
}

/* What there is now, and what comes next. */
static void init_print(const struct cli *c, const struct settings *set,
                       const struct init_options *o)
{
    const char *site = cli_quoted(c, c->args[0]);
    cli_print("Created the site %s: \"%s\", time zone %s, language %s, address %s.\n", c->args[0],
              set->v[SETTING_TITLE], set->v[SETTING_ZONE], set->v[SETTING_LOCALE],
              set->v[SETTING_BASE_URL]);
    if (o->demo)
        cli_print("It is a small newspaper, with an editor who signs in by link. ");
    else
        cli_print("It has two sections and no story yet. Add somebody who writes:\n"
                  "    %s user add %s LOGIN --name \"THEIR NAME\" --role editor\n",
                  c->program, site);
    cli_print("To show it on this machine, until Ctrl-C:\n    %s up %s\n", c->program, site);
}

static bool init_make(struct cli *c, const char *folder, const struct init_options *o,
                      struct settings *set)
{
    if (mkdir(arena_printf(c->arena, "%s/media", folder), 0750) < 0)
        return cli_fail(c, "%s/media: %s", folder, strerror(errno)), false;
    struct store *s = NULL;
    enum store_status st = store_open(folder, STORE_CREATE, &s);
    bool ok = st == STORE_OK && init_fill(c, s, folder, o);
    if (ok)
        st = setting_all(s, c->arena, set);
    if (st != STORE_OK)
        cli_store_fail(c, s, st, NULL);
    store_close(s);
    return ok && st == STORE_OK;
}

int init_run(struct cli *c)
{
    struct init_options o = {0};
    const struct cli_option options[] = {
        {.name = "title", .value = "TEXT", .help = "the paper's name", .text = &o.title},
        {.name = "base-url",
         .value = "URL",
         .help = "its public address: https://example.org",
         .text = &o.base_url},
        {.name = "zone", .value = "ZONE", .help = "its time zone: Europe/London", .text = &o.zone},
        {.name = "locale",
         .value = "TAG",
         .help = "its language and country: en-GB",
         .text = &o.locale},
        {.name = "demo", .help = "fill it with a small newspaper", .flag = &o.demo},
        {.name = "if-missing",
         .help = "do nothing if SITE is already a site",
         .flag = &o.if_missing},
        {0},
    };
    if (!cli_parse(c, options))
        return c->status;
    const char *site = c->args[0];
    if (o.if_missing && store_exists(site))
        return CLI_DONE;
    init_make_parents(c, site);
    struct cli_folder folder;
    if (!cli_folder_begin(c, site, &folder))
        return CLI_FAILED;
    struct settings set;
    if (!init_make(c, folder.made, &o, &set) || !cli_folder_finish(c, &folder)) {
        cli_folder_abandon(&folder);
        return CLI_FAILED;
    }
    cli_caution_base_url(c, set.v[SETTING_BASE_URL]);
    cli_caution_root(c, site);
    init_print(c, &set, &o);
    return CLI_DONE;
}
