/* desk_filter.c: the choices above the list of stories, and the filter that they stand for. */
#include "desk_private.h"

#include "cgi/http/form.h"
#include "lib/text.h"

#include <string.h>

#define NOBODY (-1) /* an id that none has */

/* State is one choice with what a story has besides: "with-draft". */
#define WITH "with-"

static void desk_show_option(struct tpl_dict *d, const char *section, const char *value,
                             const char *label, bool chosen)
{
    d = tpl_add(d, section);
    tpl_set(d, "OPTION_VALUE", value);
    tpl_set(d, "OPTION_LABEL", label);
    if (chosen)
        tpl_show(d, "OPTION_CHOSEN");
}

bool desk_is_mine(const struct req *req)
{
    return !admin_may(req, ACT_PUBLISH, NULL) || strcmp(req_query(req, "whose"), "mine") == 0;
}

/* ---- What was asked for ------------------------------------------------------------------------------ */

/* "2026-01-08" in the site's zone, the day's start or its end; 0 for none. */
static int64_t desk_day(struct app *app, struct req *req, const char *name, bool end)
{
    struct strlist part = text_split(req->arena, req_query(req, name), '-');
    int64_t year, month, day;

    if (part.n != 3 || !text_to_int(part.v[0], 1600, 2199, &year) ||
        !text_to_int(part.v[1], 1, 12, &month) || !text_to_int(part.v[2], 1, 31, &day))
        return 0;
    return dateline_day_start(app->calendar, (int)year, (int)month, (int)day + end);
}

static int64_t desk_group(struct app *app, struct req *req, enum group_kind k, const char *name)
{
    const char *typed = text_line(req->arena, req_query(req, name));
    struct group found;

    if (!*typed)
        return 0;
    return group_find_name(app->store, req->arena, k, typed, &found) == STORE_OK ? found.id
                                                                                 : NOBODY;
}

static int64_t desk_section(struct app *app, struct req *req, const char **slug)
{
    struct group found;

    *slug = req_query(req, "section");
    if (!**slug || group_find(app->store, req->arena, GROUP_SECTION, *slug, &found) != STORE_OK)
        return 0;
    *slug = found.slug;
    return found.id;
}

struct desk_filter desk_filter_read(struct app *app, struct req *req, const char **section)
{
    const char *state = req_query(req, "state");
    bool with = strncmp(state, WITH, strlen(WITH)) == 0;

    return (struct desk_filter){
        .state = with ? STORY_STATE_MAX : story_state_find(state),
        .has = with ? desk_has_find(state + strlen(WITH)) : DESK_HAS_ANY,
        .kind = story_kind_find(req_query(req, "kind")),
        .section_id = desk_section(app, req, section),
        .tag_id = desk_group(app, req, GROUP_TAG, "tag"),
        .byline_id = desk_group(app, req, GROUP_BYLINE, "byline"),
        .text = text_line(req->arena, req_query(req, "q")),
        .created_by = desk_is_mine(req) ? req->session->user.id : 0,
        .order =
            strcmp(req_query(req, "order"), "published") == 0 ? DESK_BY_PUBLICATION : DESK_BY_EDIT,
        .from = desk_day(app, req, "from", false),
        .to = desk_day(app, req, "to", true),
        .count_most = DESK_COUNTED,
    };
}

/* Whether something stands in the fields that are folded away at first. */
static bool desk_narrows_more(const struct desk_filter *f)
{
    return f->kind != STORY_KIND_MAX || f->tag_id || f->byline_id || f->from || f->to ||
           f->order != DESK_BY_EDIT;
}

bool desk_narrows(const struct desk_filter *f)
{
    return f->state != STORY_STATE_MAX || f->has != DESK_HAS_ANY || f->section_id || *f->text ||
           desk_narrows_more(f);
}

const char *desk_page_address(struct req *req, const struct desk_filter *f,
                              const struct story *last)
{
    static const char *const kept[] = {"whose",  "state", "kind",  "section", "q",
                                       "byline", "tag",   "order", "from",    "to"};
    struct fields fields = {0};

    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (*req_query(req, kept[i]))
            admin_field_add(req->arena, &fields, kept[i], req_query(req, kept[i]));
    if (last)
        admin_field_add(
            req->arena, &fields, "before",
            arena_printf(req->arena, "%" PRId64 "-%" PRId64,
                         f->order == DESK_BY_PUBLICATION ? last->published_at : last->edited_at,
                         last->id));
    return arena_printf(req->arena, "/admin/?%s", form_encode(req->arena, &fields));
}

/* ---- The fields ------------------------------------------------------------------------------------------ */

static void desk_show_states(struct page *p, const struct desk_filter *f)
{
    static const char *const labels[DESK_HAS_MAX] = {
        [DESK_HAS_DRAFT] = WORD("A draft beside it"),
        [DESK_HAS_CHANGE] = WORD("A change waits"),
        [DESK_HAS_RETURNED] = WORD("Returned"),
    };

    for (int i = 0; i < STORY_STATE_MAX; i++)
        desk_show_option(p->main, "STATE_OPTION", story_state_name((enum story_state)i),
                         app_word(p->app, admin_state_label((enum story_state)i)),
                         i == (int)f->state);
    for (int i = DESK_HAS_ANY + 1; i < DESK_HAS_MAX; i++)
        desk_show_option(p->main, "STATE_OPTION",
                         arena_printf(p->req->arena, WITH "%s", desk_has_name((enum desk_has)i)),
                         app_word(p->app, labels[i]), i == (int)f->has);
}

static void desk_show_sections(struct page *p, const char *chosen)
{
    struct groups sections;

    if (group_list(p->app->store, p->req->arena, GROUP_SECTION, false, p->req->now, &sections) !=
        STORE_OK)
        return;
    for (size_t i = 0; i < sections.n; i++)
        desk_show_option(p->main, "SECTION_OPTION", sections.v[i].slug, sections.v[i].name,
                         strcmp(sections.v[i].slug, chosen) == 0);
}

void desk_filter_show(struct page *p, const struct desk_filter *f, const char *section)
{
    desk_show_states(p, f);
    for (int i = 0; i < STORY_KIND_MAX; i++)
        desk_show_option(p->main, "KIND_OPTION", story_kind_name((enum story_kind)i),
                         app_word(p->app, admin_kind_label((enum story_kind)i)), i == (int)f->kind);
    desk_show_sections(p, section);
    tpl_set(p->main, "QUERY", f->text);
    tpl_set(p->main, "TAG_TYPED", req_query(p->req, "tag"));
    tpl_set(p->main, "BYLINE_TYPED", req_query(p->req, "byline"));
    tpl_set(p->main, "FROM_DAY", f->from ? req_query(p->req, "from") : "");
    tpl_set(p->main, "TO_DAY", f->to ? req_query(p->req, "to") : "");
    if (f->order == DESK_BY_PUBLICATION)
        tpl_show(p->main, "BY_PUBLICATION");
    if (desk_narrows_more(f))
        tpl_show(p->main, "MORE_OPEN");
    if (desk_narrows(f))
        tpl_show(p->main, "FILTERED");
}

void desk_count_show(struct page *p, const struct desk_rows *rows)
{
    if (rows->count_more)
        tpl_show(p->main, "COUNT_MORE");
    else
        tpl_set_count(tpl_add(p->main, "COUNTED"), p->app->language, "LISTED",
                      (int64_t)rows->count);
}
