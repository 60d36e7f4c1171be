/* media.c: dateline media list, show, set, delete. */
#include "cli.h"

#include "db/media_about.h"
#include "db/media_delete.h"
#include "db/media_focus.h"
#include "db/media_library.h"
#include "db/media_replace.h"
#include "db/media_used.h"
#include "lib/text.h"

#include <inttypes.h>
#include <string.h>

#define LISTED 200
#define USERS_SHOWN 100

static json_t *media_json(const struct media *m)
{
    struct media_about about = media_about_of(m);
    json_t *o = json_pack("{s:I s:o s:i s:i s:I}", "id", (json_int_t)m->id, "file",
                          cli_json_text(m->original), "width", m->width, "height", m->height,
                          "uses", (json_int_t)m->uses);
    for (int f = 0; f < MEDIA_FIELD_MAX; f++)
        json_object_set_new(o, media_field_name((enum media_field)f), cli_json_text(about.v[f]));
    json_object_set_new(o, "focus_x", json_integer(m->focus_x));
    json_object_set_new(o, "focus_y", json_integer(m->focus_y));
    return o;
}

static void media_print(const struct cli *c, const struct media *m)
{
    cli_print("%6" PRId64 "  %s  %s  %s%s%" PRId64 "\n", m->id, cli_plain(c, m->original),
              cli_plain(c, m->credit), m->rights_until, *m->rights_until ? "  " : "", m->uses);
}

static int media_list(struct cli *c, struct store *s, void *ctx)
{
    const struct media_query *query = ctx;
    struct media_found found;
    enum store_status st = media_find(s, c->arena, query, dateline_now(), &found);
    json_t *list = c->json ? json_array() : NULL;
    for (size_t i = 0; st == STORE_OK && i < found.list.n; i++) {
        if (list)
            json_array_append_new(list, media_json(&found.list.v[i]));
        else
            media_print(c, &found.list.v[i]);
    }
    return cli_list_end(c, s, st, list);
}

int media_list_run(struct cli *c)
{
    const char *view = "all", *words = "";
    int64_t most = LISTED;
    const struct cli_option options[] = {
        {.name = "view", .value = "VIEW", .help = "all, unused, ending or ended", .text = &view},
        {.name = "words",
         .value = "TEXT",
         .help = "with these words or beginnings",
         .text = &words},
        {.name = "limit",
         .value = "N",
         .help = "at most so many",
         .number = &most,
         .least = 1,
         .most = 10000},
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    if (!cli_parse(c, options))
        return c->status;
    struct media_query query = {
        .view = media_view_find(view), .words = words, .limit = (size_t)most};
    if (query.view == MEDIA_VIEW_MAX)
        return cli_wrong(c, "--view is all, unused, ending or ended.");
    return cli_work(c, STORE_LOOK, media_list, &query);
}

bool cli_media_named(const struct cli *c, struct store *s, const char *argument, struct media *out)
{
    int64_t id;
    enum store_status st = STORE_MISSING;
    if (text_to_int(argument, 1, INT64_MAX, &id))
        st = media_get(s, c->arena, id, out);
    if (st == STORE_MISSING)
        cli_fail(c, "There is no picture %s.", cli_quoted(c, argument));
    else if (st != STORE_OK)
        cli_store_fail(c, s, st, NULL);
    return st == STORE_OK;
}

static json_t *users_json(const struct media_user_rows *rows)
{
    json_t *list = json_array();
    for (size_t i = 0; i < rows->n; i++) {
        const struct media_user_row *r = &rows->v[i];
        json_array_append_new(
            list, json_pack("{s:I s:o s:b s:b s:b}", "story", (json_int_t)r->story.id, "headline",
                            cli_json_text(r->headline), "live", r->shows[NAMED_LIVE], "waiting",
                            r->shows[NAMED_WAITING], "draft", r->shows[NAMED_DRAFT]));
    }
    return list;
}

static json_t *stands_json(const struct media_list *stands)
{
    json_t *list = json_array();
    for (size_t i = 0; i < stands->n; i++)
        json_array_append_new(list, json_integer(stands->v[i].id));
    return list;
}

static int media_show(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    (void)calendar;
    (void)ctx;
    struct media m;
    struct media_user_rows rows;
    if (!cli_media_named(c, s, c->args[1], &m))
        return CLI_FAILED;
    struct media_list stands;
    enum store_status st = media_used(s, c->arena, &m, 0, USERS_SHOWN, dateline_now(), &rows);
    if (st == STORE_OK)
        st = media_stands_for(s, c->arena, m.id, &stands);
    if (st != STORE_OK)
        return cli_store_fail(c, s, st, NULL);
    json_t *o = media_json(&m);
    json_object_set_new(o, "stories", users_json(&rows));
    json_object_set_new(o, "replaced_by",
                        m.replaced_by ? json_integer(m.replaced_by) : json_null());
    json_object_set_new(o, "stands_for", stands_json(&stands));
    if (c->json)
        return cli_print_json(c, o);
    json_decref(o);
    struct media_about about = media_about_of(&m);
    cli_print("%s, %d × %d\n", cli_plain(c, m.original), m.width, m.height);
    for (int f = 0; f < MEDIA_FIELD_MAX; f++)
        cli_print("%-13s %s\n", media_field_name((enum media_field)f), cli_plain(c, about.v[f]));
    cli_print("%-13s %d,%d\n", "focus", m.focus_x, m.focus_y);
    if (m.replaced_by)
        cli_print("%-13s %" PRId64 "\n", "replaced_by", m.replaced_by);
    for (size_t i = 0; i < stands.n; i++)
        cli_print("%-13s %" PRId64 "\n", "stands_for", stands.v[i].id);
    for (size_t i = 0; i < rows.n; i++)
        cli_print("story %" PRId64 "  %s\n", rows.v[i].story.id, cli_plain(c, rows.v[i].headline));
    return CLI_DONE;
}

int media_show_run(struct cli *c)
{
    return cli_look(c, NULL, media_show, NULL);
}

/* "middle", or a point. False: it is none. */
static bool media_point(const char *s, struct media_focus *out)
{
    *out = (struct media_focus){MEDIA_FOCUS_MIDDLE, MEDIA_FOCUS_MIDDLE};
    return strcmp(s, "middle") == 0 || media_focus_parse(s, out);
}

static enum store_status media_set_focus(struct cli *c, struct store *s, const struct media *m,
                                         const struct media_focus *to, struct problems *why)
{
    const struct media_focus_change in = {.id = m->id, .was = {m->focus_x, m->focus_y}, .to = *to};
    return media_focus_set(s, c->arena, &in, dateline_now(), why);
}

static enum store_status media_set_field(struct cli *c, struct store *s, const struct media *m,
                                         enum media_field f, struct problems *why)
{
    struct media_change in = {.id = m->id, .was = media_about_of(m)};
    in.to = in.was;
    in.to.v[f] = c->args[3];
    return media_change(s, c->arena, &in, dateline_now(), why);
}

/* What is changed; field is MEDIA_FIELD_MAX where the point is meant. */
struct media_setting {
    enum media_field field;
    struct media_focus point;
};

static bool media_set_one(struct cli *c, struct store *s, const char *name,
                          const struct media_setting *to)
{
    struct media m;
    struct problems why = {.arena = c->arena};
    if (!cli_media_named(c, s, name, &m))
        return false;
    enum store_status st = to->field == MEDIA_FIELD_MAX
                               ? media_set_focus(c, s, &m, &to->point, &why)
                               : media_set_field(c, s, &m, to->field, &why);
    return cli_change_end(c, s, st, &why) == CLI_DONE;
}

/* One that is refused keeps no other out. */
static int media_set(struct cli *c, struct store *s, void *ctx)
{
    struct strlist names = text_split(c->arena, c->args[1], ',');
    bool good = names.n > 0;
    for (size_t i = 0; i < names.n; i++)
        good &= media_set_one(c, s, names.v[i], ctx);
    return good ? CLI_DONE : CLI_FAILED;
}

int media_set_run(struct cli *c)
{
    if (!cli_parse(c, NULL))
        return c->status;
    struct media_setting to = {.field = media_field_find(c->args[2])};
    bool focus = strcmp(c->args[2], "focus") == 0;
    if (focus && !media_point(c->args[3], &to.point))
        return cli_wrong(c, "A point is two numbers from 0 to 100, as 30,70, or middle.");
    if (!focus && to.field == MEDIA_FIELD_MAX)
        return cli_wrong(c, "A picture has no %s.", cli_quoted(c, c->args[2]));
    if (text_split(c->arena, c->args[1], ',').n == 0)
        return cli_wrong(c, "Say which picture.");
    return cli_work(c, STORE_WRITE, media_set, &to);
}

static int media_drop(struct cli *c, struct store *s, void *ctx)
{
    struct media m;
    struct problems why = {.arena = c->arena};
    (void)ctx;
    if (!cli_media_named(c, s, c->args[1], &m))
        return CLI_FAILED;
    return cli_change_end(c, s, media_delete(s, c->arena, m.id, NULL, NULL, dateline_now(), &why),
                          &why);
}

int media_delete_run(struct cli *c)
{
    return cli_parse(c, NULL) ? cli_work(c, STORE_WRITE, media_drop, NULL) : c->status;
}
