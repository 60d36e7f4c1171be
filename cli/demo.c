/* demo.c: the demo newspaper. Its stories are dated around one day, which becomes today. */
#include "demo.h"

#include "cgi/app.h"
#include "db/front.h"
#include "db/picture.h"
#include "db/user.h"
#include "import/import.h"
#include "import/yaml.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* The newest day on which a demo story has happened; what is dated later is scheduled. */
#define DEMO_DAY "2026-01-12"

enum { SITE_YAML_MAX = 256 * 1024 };
#define DAY_MS INT64_C(86400000)

/* Installed it lies in our data folder, in the source tree below cli/. NULL: said. */
static const char *demo_folder(const struct cli *c)
{
    static const char *const places[] = {"demo", "cli/demo"};
    struct stat st;
    const char *data = app_data_folder(c->arena);
    for (size_t i = 0; i < 2; i++) {
        const char *path = arena_printf(c->arena, "%s/%s", data, places[i]);
        if (stat(arena_printf(c->arena, "%s/site.yaml", path), &st) == 0)
            return path;
    }
    cli_fail(c, "The demo's files are not installed; they should be in %s/demo.", data);
    return NULL;
}

/* ---- Settings, sections, authors ------------------------------------------------------------- */

static bool demo_put_groups(const struct cli *c, struct store *s, const json_t *list,
                            enum group_kind kind, const char *text_key)
{
    const json_t *item;
    size_t i;
    struct problems why = {.arena = c->arena};
    json_array_foreach(list, i, item)
    {
        int64_t id;
        enum store_status st = group_put(s, kind,
                                         &(struct group){.slug = yaml_text(item, "slug"),
                                                         .name = yaml_text(item, "name"),
                                                         .text = yaml_text(item, text_key)},
                                         0, dateline_now(), &id, &why);
        if (st != STORE_OK)
            return cli_store_fail(c, s, st, &why), false;
    }
    return true;
}

static bool demo_put_settings(const struct cli *c, struct store *s, const json_t *site)
{
    struct problems why = {.arena = c->arena};
    for (int k = 0; k < SETTING_MAX; k++) {
        const char *value = yaml_text(site, setting_name(k));
        if (!value)
            continue;
        enum store_status st = setting_set(s, k, value, 0, dateline_now(), &why);
        if (st != STORE_OK)
            return cli_store_fail(c, s, st, &why), false;
    }
    return true;
}

static bool demo_add_editor(const struct cli *c, struct store *s)
{
    struct problems why = {.arena = c->arena};
    int64_t id;
    enum store_status st = user_add(
        s, &(struct user_new){.login = "editor", .name = "Demo Editor", .role = ROLE_ADMIN}, NULL,
        dateline_now(), &id, &why);
    if (st != STORE_OK)
        cli_store_fail(c, s, st, &why);
    return st == STORE_OK;
}

bool demo_settings(struct cli *c, struct store *s)
{
    const char *why, *folder = demo_folder(c);
    size_t n;
    if (!folder)
        return false;
    const char *path = arena_printf(c->arena, "%s/site.yaml", folder);
    char *text = cli_read_file(c, path, SITE_YAML_MAX, &n);
    json_t *site = text ? yaml_parse(c->arena, text, n, 1, &why) : NULL;
    if (!site) {
        if (text)
            cli_fail(c, "%s: %s", path, why);
        return false;
    }
    bool ok =
        demo_put_settings(c, s, site) &&
        demo_put_groups(c, s, json_object_get(site, "sections"), GROUP_SECTION, "description") &&
        demo_put_groups(c, s, json_object_get(site, "authors"), GROUP_BYLINE, "bio") &&
        demo_add_editor(c, s);
    json_decref(site);
    return ok;
}

/* ---- Stories --------------------------------------------------------------------------------- */

static int64_t demo_day_number(int year, int month, int day)
{
    struct tm tm = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day, .tm_hour = 12};
    return timegm(&tm) * 1000 / DAY_MS;
}

static int64_t demo_latest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* The last instant that a story of the demo's day or before speaks of, after the move. */
static int64_t demo_last_happened(struct story_files *f, int64_t demo_day)
{
    int64_t last = 0;
    struct arena *a = arena_new();
    for (size_t i = 0; i < f->folder->files.n; i++) {
        struct import_item one;
        const char *why;
        struct dateline_civil civil;
        arena_reset(a);
        if (!story_file_read(f, a, f->folder->files.v[i], &one, &why))
            continue;
        const struct story_import *s = &one.story;
        dateline_civil(f->calendar, s->published_at, &civil);
        if (demo_day_number(civil.year, civil.month, civil.day) > demo_day + f->shift_days)
            continue;
        last = demo_latest(
            last, demo_latest(s->published_at, demo_latest(s->updated_at, s->withdrawn_at)));
        for (size_t k = 0; k < s->corrections.n; k++)
            last = demo_latest(last, s->corrections.v[k].at);
    }
    arena_free(a);
    return last;
}

/* Days from the demo's day to today, or to yesterday while today is younger than the demo's day
 * was: nothing that has happened may lie in the future. */
static void demo_choose_shift(struct story_files *f)
{
    int year, month, day;
    struct dateline_civil today;
    sscanf(DEMO_DAY, "%d-%d-%d", &year, &month, &day);
    dateline_civil(f->calendar, dateline_now(), &today);
    int64_t demo_day = demo_day_number(year, month, day);
    f->shift_days = (int)(demo_day_number(today.year, today.month, today.day) - demo_day);
    if (demo_last_happened(f, demo_day) > dateline_now())
        f->shift_days--;
}

static bool demo_import(struct cli *c, struct store *s, struct story_files *f)
{
    struct import_report report;
    story_files_begin(f);
    demo_choose_shift(f);
    story_files_end(f);

    f->store = s;
    f->counts = (struct body_counts){0};
    story_files_begin(f);
    bool ok = cli_import(c, s, f, NULL, false, &report);
    story_files_end(f);
    for (size_t i = 0; i < report.skipped.n; i++)
        cli_warn(c, "%s: %s", report.skipped.v[i].file, report.skipped.v[i].why);
    if (ok && report.lead) {
        struct problems why = {.arena = c->arena};
        enum store_status st =
            story_set_lead(s, report.lead, true, FRONT_ANY, NULL, dateline_now(), &why);
        if (st != STORE_OK)
            return cli_store_fail(c, s, st, &why), false;
    }
    return ok && report.skipped.n == 0;
}

bool demo_stories(struct cli *c, struct store *s, const char *site)
{
    const char *why, *folder = demo_folder(c);
    struct folder stories;
    struct calendar *calendar = folder ? cli_calendar(c, s) : NULL;
    if (!calendar)
        return false;
    bool ok = folder_open(c->arena, folder, &stories, &why);
    if (!ok) {
        cli_fail(c, "%s: %s", folder, why);
    } else {
        struct story_files f = {.folder = &stories,
                                .calendar = calendar,
                                .strict = true,
                                .site = site,
                                .maker = picture_maker_here(c->arena)};
        ok = demo_import(c, s, &f);
        folder_close(&stories);
    }
    calendar_close(calendar);
    return ok;
}
