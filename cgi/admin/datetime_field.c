/* datetime_field.c: date and time fields in the site's zone, with its two traps: local times that the
 * clocks jump over, and those that exist twice. */
#include "admin_private.h"

#include "lib/text.h"

#include <stdlib.h>
#include <string.h>

static const char *datetime_which_name(struct arena *a, const char *name)
{
    return arena_printf(a, "%s_which", name);
}

bool datetime_read(struct app *app, const struct fields *typed, const char *name, int64_t *out,
                   struct problems *why)
{
    const char *s = admin_field(typed, name);
    int64_t first = 0, second = 0;
    const char *which = admin_field(typed, datetime_which_name(why->arena, name));
    char after[DATELINE_LOCAL_SIZE];

    *out = 0;
    if (text_blank(s))
        return true;
    switch (dateline_from_local(app->calendar, s, &first, &second)) {
    case DATELINE_OK:
        *out = first;
        return true;
    case DATELINE_GAP:
        dateline_to_local(app->calendar, first, after);
        problem_say(why, name,
                    "This time does not exist in %ZONE%: the clocks skip it. The next one that "
                    "does is %TIME%.",
                    "ZONE", app_setting(app, SETTING_ZONE), "TIME", after + strlen("2026-01-08T"),
                    NULL);
        return false;
    case DATELINE_TWICE:
        if (strcmp(which, "1") == 0 || strcmp(which, "2") == 0) {
            *out = which[0] == '1' ? first : second;
            return true;
        }
        problem_say(why, name,
                    "The clocks are put back on that day in %ZONE%, so this time comes twice. "
                    "Choose which one you mean.",
                    "ZONE", app_setting(app, SETTING_ZONE), NULL);
        return false;
    default:
        problem_say(why, name, "This is not a date and time. Write it like 2026-01-08T09:30.",
                    NULL);
        return false;
    }
}

void datetime_put(struct app *app, struct arena *a, struct fields *typed, const char *name,
                  int64_t ms)
{
    char local[DATELINE_LOCAL_SIZE] = "";
    int64_t first, second;

    if (ms)
        dateline_to_local(app->calendar, ms, local);
    admin_field_put(a, typed, name, arena_dup(a, local));
    if (ms && dateline_from_local(app->calendar, local, &first, &second) == DATELINE_TWICE)
        admin_field_put(a, typed, datetime_which_name(a, name), ms < second ? "1" : "2");
}

bool datetime_is(struct app *app, const struct fields *typed, const char *name, int64_t ms)
{
    char local[DATELINE_LOCAL_SIZE] = "";
    int64_t first, second;

    if (ms)
        dateline_to_local(app->calendar, ms, local);
    if (strncmp(admin_field(typed, name), local, strlen("2026-01-08T09:30")) != 0)
        return false;
    if (!ms || dateline_from_local(app->calendar, local, &first, &second) != DATELINE_TWICE)
        return true;
    struct arena *a = arena_new();
    bool same = admin_field(typed, datetime_which_name(a, name))[0] == (ms < second ? '1' : '2');
    arena_free(a);
    return same;
}

/* "UTC+01:00" of an instant. */
static const char *datetime_offset(struct app *app, struct arena *a, int64_t ms)
{
    struct dateline_civil c;

    dateline_civil(app->calendar, ms, &c);
    return arena_printf(a, "UTC%c%02d:%02d", c.offset < 0 ? '-' : '+', abs(c.offset) / 60,
                        abs(c.offset) % 60);
}

static void datetime_show_twice(struct page *p, struct tpl_dict *d, const struct fields *typed,
                                const char *name)
{
    struct arena *a = p->req->arena;
    int64_t at[2];
    const char *which = admin_field(typed, datetime_which_name(a, name));

    if (dateline_from_local(p->app->calendar, admin_field(typed, name), &at[0], &at[1]) !=
        DATELINE_TWICE)
        return;
    d = tpl_add(d, "TWICE");
    for (int i = 0; i < 2; i++) {
        struct tpl_dict *o = tpl_add(d, "TWICE_OPTION");
        tpl_set_int(o, "WHICH", i + 1);
        tpl_set(o, "WHICH_LABEL",
                app_word(p->app, i == 0 ? WORD("The first time") : WORD("The second time")));
        tpl_set(o, "WHICH_OFFSET", datetime_offset(p->app, a, at[i]));
        if (which[0] == '1' + i)
            tpl_show(o, "WHICH_CHECKED");
    }
}

void datetime_show(struct page *p, struct tpl_dict *parent, const char *slot,
                   const struct datetime_field *m, const struct fields *typed,
                   const struct problems *why)
{
    struct tpl_dict *d = tpl_include(parent, slot, "admin/datetime_field.tpl");

    tpl_set(d, "NAME", m->name);
    tpl_set(d, "ID", m->id ? m->id : m->name);
    tpl_set(d, "LABEL", app_word(p->app, m->label));
    tpl_set_if(d, "HELP", m->help ? app_word(p->app, m->help) : NULL);
    tpl_set_if(d, "FORM", m->form);
    tpl_set_if(d, "PROBLEM", problem_of(why, m->name));
    tpl_set(d, "VALUE", admin_field(typed, m->name));
    datetime_show_twice(p, d, typed, m->name);
}
