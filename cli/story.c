/* story.c: dateline story list, show, publish, updated, withdraw. */
#include "cli.h"

#include "db/story.h"
#include "lib/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---- Which story ----------------------------------------------------------------------------- */

static bool story_read_id(struct cli *c, int64_t *id)
{
    if (text_to_int(c->args[1], 1, INT64_MAX, id))
        return true;
    c->status = cli_wrong(c, "\"%s\" is not a story's number. For a list: dateline story list %s",
                          c->args[1], c->args[0]);
    return false;
}

static int story_missing(const struct cli *c)
{
    return cli_fail(c, "There is no story %s.", c->args[1]);
}

/* The story itself at a number, or at an address as readers have it. */
static enum store_status story_at(const struct cli *c, struct store *s, const char *which,
                                  int64_t revision, struct story_view *out)
{
    int64_t id, now = dateline_now();
    enum story_found found;
    const char *moved;
    if (text_to_int(which, 1, INT64_MAX, &id))
        return story_get(s, c->arena, id, (int)revision, now, out);
    enum store_status st = story_by_path(s, c->arena, which, now, &found, out, &moved);
    if (st == STORE_OK && found == STORY_MOVED)
        st = story_by_path(s, c->arena, moved, now, &found, out, &moved);
    if (st != STORE_OK || found == STORY_MOVED)
        return st == STORE_OK ? STORE_MISSING : st;
    return story_get(s, c->arena, out->story.id, (int)revision, now, out);
}

/* ---- List ------------------------------------------------------------------------------------ */

struct story_list_options {
    const char *state, *kind, *section, *text;
    int64_t limit;
};

/* As the help has them: the store's own names, but "review" for "in-review" too. */
static enum story_state story_state_named(const char *name)
{
    return strcmp(name, "review") == 0 ? STORY_IN_REVIEW : story_state_find(name);
}

static bool story_read_filter(struct cli *c, struct store *s, const struct story_list_options *o,
                              struct desk_filter *f)
{
    *f = (struct desk_filter){.state = STORY_STATE_MAX, .kind = STORY_KIND_MAX, .text = o->text};
    if (o->state && (f->state = story_state_named(o->state)) == STORY_STATE_MAX) {
        c->status = cli_wrong(c,
                              "--state must be draft, review, scheduled, live or withdrawn, "
                              "not \"%s\".",
                              o->state);
        return false;
    }
    if (o->kind && (f->kind = story_kind_find(o->kind)) == STORY_KIND_MAX) {
        c->status = cli_wrong(c, "--kind must be news, review or page, not \"%s\".", o->kind);
        return false;
    }
    if (!o->section)
        return true;
    struct group g;
    enum store_status st = group_find(s, c->arena, GROUP_SECTION, o->section, &g);
    if (st != STORE_OK) {
        c->status = st == STORE_MISSING ? cli_fail(c, "There is no section \"%s\".", o->section)
                                        : cli_store_fail(c, s, st, NULL);
        return false;
    }
    f->section_id = g.id;
    return true;
}

static json_t *story_row_json(const struct story *y, const char *headline, const char *section,
                              struct calendar *calendar)
{
    return json_pack(
        "{s:I s:s s:s s:s s:s s:s s:s s:o s:o s:o s:o s:o s:i s:i}", "id", (json_int_t)y->id,
        "kind", story_kind_name(y->kind), "state", story_state_name(y->state), "headline", headline,
        "section", section ? section : "", "slug", y->slug, "path", y->path, "created",
        cli_json_time(calendar, y->created_at), "published",
        cli_json_time(calendar, y->published_at), "updated", cli_json_time(calendar, y->updated_at),
        "edited", cli_json_time(calendar, y->edited_at), "withdrawn",
        cli_json_time(calendar, y->withdrawn_at), "head", y->head, "live", y->live);
}

static int story_print_rows(const struct cli *c, const struct desk_rows *rows,
                            struct calendar *calendar)
{
    json_t *list = json_array();
    for (size_t i = 0; i < rows->n; i++) {
        const struct desk_row *r = &rows->v[i];
        if (c->json)
            json_array_append_new(
                list, story_row_json(&r->story, r->headline, r->section.slug, calendar));
        else
            printf("%6" PRId64 "  %-9s  %-6s  %-25s  %s\n", r->story.id,
                   story_state_name(r->story.state), story_kind_name(r->story.kind),
                   cli_time(c, calendar, r->story.published_at), cli_plain(c, r->headline));
    }
    if (c->json)
        return cli_print_json(c, list);
    json_decref(list);
    if (rows->more)
        fprintf(stderr, "There are more stories; raise --limit to see them.\n");
    return CLI_DONE;
}

int story_list_run(struct cli *c)
{
    struct story_list_options o = {.limit = 50};
    const struct cli_option options[] = {
        {.name = "state",
         .value = "STATE",
         .help = "draft, review, scheduled, live or withdrawn",
         .text = &o.state},
        {.name = "kind", .value = "KIND", .help = "news, review or page", .text = &o.kind},
        {.name = "section",
         .value = "SLUG",
         .help = "only stories in this section",
         .text = &o.section},
        {.name = "text",
         .value = "TEXT",
         .help = "only stories with TEXT in the headline",
         .text = &o.text},
        {.name = "limit",
         .value = "N",
         .help = "at most N stories (default: 50)",
         .number = &o.limit,
         .least = 1,
         .most = 100000},
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    if (!cli_parse(c, options))
        return c->status;
    struct store *s = cli_store(c, c->args[0], STORE_READ);
    if (!s)
        return CLI_FAILED;
    struct desk_filter f;
    struct desk_rows rows;
    struct calendar *calendar = cli_calendar(c, s);
    int status = CLI_FAILED;
    if (calendar && !story_read_filter(c, s, &o, &f)) {
        status = c->status;
    } else if (calendar) {
        enum store_status st = story_desk(s, c->arena, &f, (struct list_key){0}, (size_t)o.limit,
                                          dateline_now(), &rows);
        status =
            st == STORE_OK ? story_print_rows(c, &rows, calendar) : cli_store_fail(c, s, st, NULL);
    }
    calendar_close(calendar);
    store_close(s);
    return status;
}

/* ---- Show ------------------------------------------------------------------------------------ */

struct story_shown {
    struct story_view view;
    struct revision_rows revisions;
    struct calendar *calendar;
};

static const char *story_edit_text(const struct revision_row *r)
{
    return r->edit == EDIT_KIND_MAX ? "not published" : edit_kind_name(r->edit);
}

static void story_print_shown(const struct cli *c, const struct story_shown *s)
{
    const struct story *y = &s->view.story;
    const struct story_text *t = &s->view.revision.text;
    printf("%s\n", cli_plain(c, t->headline));
    if (*t->dek)
        printf("%s\n", cli_plain(c, t->dek));
    printf("\nStory %" PRId64 ", %s, %s, section %s, address %s\n", y->id, story_kind_name(y->kind),
           story_state_name(y->state), *t->section.slug ? t->section.slug : "-",
           *y->path ? y->path : "-");
    printf("Published: %s\nUpdated:   %s\nEdited:    %s\n",
           cli_time(c, s->calendar, y->published_at), cli_time(c, s->calendar, y->updated_at),
           cli_time(c, s->calendar, y->edited_at));
    if (y->staged)
        printf("Staged:    revision %d for %s\n", y->staged,
               cli_time(c, s->calendar, y->staged_at));
    if (y->withdrawn_at)
        printf("Withdrawn: %s, %s\n", cli_time(c, s->calendar, y->withdrawn_at),
               cli_plain(c, y->withdrawn_reason));
    for (size_t i = 0; i < t->bylines.n; i++)
        printf("%s%s", i == 0 ? "By:        " : ", ", cli_plain(c, t->bylines.v[i].name));
    printf("%s\nRevisions:\n", t->bylines.n > 0 ? "\n" : "");
    for (size_t i = 0; i < s->revisions.n; i++) {
        const struct revision_row *r = &s->revisions.v[i];
        printf("  %3d  %s  %5d words  %-13s%s%s%s\n", r->number,
               cli_time(c, s->calendar, r->saved_at), r->words, story_edit_text(r),
               r->live ? " live" : "", r->note && *r->note ? ": " : "", cli_plain(c, r->note));
    }
    printf("\nRevision %d:\n\n%s\n", s->view.revision.number, t->body);
}

static json_t *revision_rows_json(const struct story_shown *s)
{
    json_t *list = json_array();
    for (size_t i = 0; i < s->revisions.n; i++) {
        const struct revision_row *r = &s->revisions.v[i];
        json_array_append_new(list, json_pack("{s:i s:o s:i s:b s:s s:s}", "number", r->number,
                                              "saved", cli_json_time(s->calendar, r->saved_at),
                                              "words", r->words, "live", r->live, "edit",
                                              story_edit_text(r), "note", r->note ? r->note : ""));
    }
    return list;
}

static json_t *group_names_json(const struct groups *g)
{
    json_t *list = json_array();
    for (size_t i = 0; i < g->n; i++)
        json_array_append_new(list, json_string(g->v[i].name));
    return list;
}

static json_t *story_shown_json(const struct story_shown *s)
{
    const struct story_text *t = &s->view.revision.text;
    json_t *all = story_row_json(&s->view.story, t->headline, t->section.slug, s->calendar);
    json_t *corrections = json_array();
    for (size_t i = 0; i < s->view.corrections.n; i++) {
        const struct correction *k = &s->view.corrections.v[i];
        json_array_append_new(corrections,
                              json_pack("{s:s s:s s:o}", "wrong", k->wrong, "right", k->right, "at",
                                        cli_json_time(s->calendar, k->at)));
    }
    json_object_set_new(all, "dek", json_string(t->dek));
    json_object_set_new(all, "body", json_string(t->body));
    json_object_set_new(all, "revision", json_integer(s->view.revision.number));
    json_object_set_new(all, "bylines", group_names_json(&t->bylines));
    json_object_set_new(all, "tags", group_names_json(&t->tags));
    json_object_set_new(all, "corrections", corrections);
    json_object_set_new(all, "revisions", revision_rows_json(s));
    return all;
}

int story_show_run(struct cli *c)
{
    int64_t number = 0;
    const struct cli_option options[] = {
        {.name = "revision",
         .value = "N",
         .help = "the text of revision N (default: the newest)",
         .number = &number,
         .least = 1,
         .most = 1000000},
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    if (!cli_parse(c, options))
        return c->status;
    struct store *s = cli_store(c, c->args[0], STORE_READ);
    if (!s)
        return CLI_FAILED;
    struct story_shown shown = {.calendar = cli_calendar(c, s)};
    int status = CLI_FAILED;
    if (shown.calendar) {
        enum store_status st = story_at(c, s, c->args[1], number, &shown.view);
        if (st == STORE_OK)
            st =
                story_revisions(s, c->arena, shown.view.story.id, dateline_now(), &shown.revisions);
        if (st == STORE_OK && c->json)
            status = cli_print_json(c, story_shown_json(&shown));
        else if (st == STORE_OK)
            story_print_shown(c, &shown), status = CLI_DONE;
        else
            status = st == STORE_MISSING ? story_missing(c) : cli_store_fail(c, s, st, NULL);
    }
    calendar_close(shown.calendar);
    store_close(s);
    return status;
}

/* ---- What changes a story -------------------------------------------------------------------- */

static int story_done(const struct cli *c, struct store *s, enum store_status st,
                      const struct problems *why)
{
    if (st == STORE_MISSING)
        return story_missing(c);
    return st == STORE_OK ? CLI_DONE : cli_store_fail(c, s, st, why);
}

/* Publishes the head as it is: the same text, without a new revision's worth of change. */
static enum store_status story_publish_head(struct cli *c, struct store *s, int64_t id, int64_t at,
                                            struct problems *why)
{
    struct story_view v;
    struct story_saved saved;
    struct story_save in;
    int64_t now = dateline_now();
    enum store_status st = story_get(s, c->arena, id, 0, now, &v);
    enum named_text on = v.story.draft ? NAMED_DRAFT : v.story.staged ? NAMED_WAITING : NAMED_LIVE;
    if (st == STORE_OK)
        st = story_save_begin(s, c->arena, id, on, now, &in);
    if (st != STORE_OK)
        return st;
    bool live = v.story.live != 0;
    in.action = STORY_PUBLISH;
    in.edit = EDIT_MINOR;
    in.published_at = live ? 0 : at ? at : now;
    in.go_live_at = live ? at : 0;
    return story_save(s, c->arena, &in, now, &saved, why);
}

int story_publish_run(struct cli *c)
{
    const char *when = NULL;
    const struct cli_option options[] = {
        {.name = "at",
         .value = "WHEN",
         .help = "at that time instead of now: 2026-01-08T09:30",
         .text = &when},
        {0},
    };
    int64_t id, at = 0;
    if (!cli_parse(c, options) || !story_read_id(c, &id))
        return c->status;
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    if (!s)
        return CLI_FAILED;
    struct calendar *calendar = cli_calendar(c, s);
    struct problems why = {.arena = c->arena};
    int status = CLI_FAILED;
    if (calendar && (!when || cli_when(c, calendar, when, &at)))
        status = story_done(c, s, story_publish_head(c, s, id, at, &why), &why);
    calendar_close(calendar);
    store_close(s);
    return status;
}

int story_updated_run(struct cli *c)
{
    bool clear = false;
    const struct cli_option options[] = {
        {.name = "clear", .help = "show readers no Updated time", .flag = &clear},
        {0},
    };
    int64_t id, at = 0;
    if (!cli_parse(c, options) || !story_read_id(c, &id))
        return c->status;
    if (clear == (c->n_args == 3))
        return cli_wrong(c, "Give either WHEN or --clear.");
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    if (!s)
        return CLI_FAILED;
    struct calendar *calendar = cli_calendar(c, s);
    struct problems why = {.arena = c->arena};
    int status = CLI_FAILED;
    if (calendar && (clear || cli_when(c, calendar, c->args[2], &at)))
        status = story_done(c, s, story_set_updated(s, id, at, 0, dateline_now(), &why), &why);
    calendar_close(calendar);
    store_close(s);
    return status;
}

int story_withdraw_run(struct cli *c)
{
    const char *reason = NULL;
    const struct cli_option options[] = {
        {.name = "reason",
         .value = "TEXT",
         .help = "the reason, as readers are told (required)",
         .text = &reason},
        {0},
    };
    int64_t id;
    if (!cli_parse(c, options) || !story_read_id(c, &id))
        return c->status;
    if (text_blank(reason))
        return cli_wrong(c, "Give the reason with --reason; readers will see it.");
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    if (!s)
        return CLI_FAILED;
    struct problems why = {.arena = c->arena};
    enum store_status st =
        story_withdraw(s, id, text_line(c->arena, reason), 0, dateline_now(), &why);
    int status = story_done(c, s, st, &why);
    store_close(s);
    return status;
}
