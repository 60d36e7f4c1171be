/* story.c: dateline story list and show. */
#include "story_private.h"

#include "db/story_desk.h"
#include "lib/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---- Which story ----------------------------------------------------------------------------- */

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
                              "--state must be draft, review, scheduled, live, withdrawn or "
                              "binned, not \"%s\".",
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
    return json_pack("{s:I s:s s:s s:o s:o s:o s:o s:o s:o s:o s:o s:o s:i s:i s:i s:i s:o s:o}",
                     "id", (json_int_t)y->id, "kind", story_kind_name(y->kind), "state",
                     story_state_name(y->state), "headline", cli_json_text(headline), "section",
                     cli_json_text(section ? section : ""), "slug", cli_json_text(y->slug), "path",
                     cli_json_text(y->path), "created", cli_json_time(calendar, y->created_at),
                     "published", cli_json_time(calendar, y->published_at), "updated",
                     cli_json_time(calendar, y->updated_at), "edited",
                     cli_json_time(calendar, y->edited_at), "withdrawn",
                     cli_json_time(calendar, y->withdrawn_at), "head", y->head, "live", y->live,
                     "draft", y->draft, "waiting", y->staged, "waits_for",
                     cli_json_time(calendar, y->staged ? y->staged_at : 0), "binned",
                     cli_json_time(calendar, y->binned_at));
}

/* What a story has besides what its state says: "  [draft; waits for …]", or "". */
static const char *story_besides(const struct cli *c, const struct story *y,
                                 struct calendar *calendar)
{
    bool public = y->state == STORY_LIVE || y->state == STORY_WITHDRAWN;
    bool draft = y->draft && (public || y->staged);
    if (!draft && !y->staged)
        return "";
    return arena_printf(c->arena, "  [%s%s%s%s]", draft ? "draft" : "",
                        draft && y->staged ? "; " : "", y->staged ? "waits for " : "",
                        y->staged ? cli_time(c, calendar, y->staged_at) : "");
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
            cli_print("%6" PRId64 "  %-9s  %-6s  %-25s  %s%s\n", r->story.id,
                      story_state_name(r->story.state), story_kind_name(r->story.kind),
                      cli_time(c, calendar, r->story.published_at), cli_plain(c, r->headline),
                      story_besides(c, &r->story, calendar));
    }
    if (c->json)
        return cli_print_json(c, list);
    json_decref(list);
    if (rows->more)
        cli_remark("There are more stories; raise --limit to see them.\n");
    return CLI_DONE;
}

static int story_list_look(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    const struct story_list_options *o = ctx;
    struct desk_filter f;
    struct desk_rows rows;
    if (!story_read_filter(c, s, o, &f))
        return c->status;
    enum store_status st =
        story_desk(s, c->arena, &f, (struct list_key){0}, (size_t)o->limit, dateline_now(), &rows);
    return st == STORE_OK ? story_print_rows(c, &rows, calendar) : cli_store_fail(c, s, st, NULL);
}

int story_list_run(struct cli *c)
{
    struct story_list_options o = {.limit = 50};
    const struct cli_option options[] = {
        {.name = "state",
         .value = "STATE",
         .help = "draft, review, scheduled, live, withdrawn or binned",
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
    return cli_look(c, options, story_list_look, &o);
}

/* ---- Show ------------------------------------------------------------------------------------ */

struct story_shown {
    struct story_view view;
    struct revision_rows revisions;
    struct named_infos texts;
    struct calendar *calendar;
};

static const char *story_edit_text(const struct revision_row *r)
{
    return r->edit == EDIT_KIND_MAX ? "not published" : edit_kind_name(r->edit);
}

/* "12 words differ from what readers see; a minor fix that waits for …". */
static const char *story_text_about(const struct cli *c, const struct story_shown *s,
                                    enum named_text t)
{
    const struct story *y = &s->view.story;
    const struct named_info *i = &s->texts.v[t];
    const char *apart = y->live         ? i->words == 1 ? "word differs" : "words differ"
                        : i->words == 1 ? "word"
                                        : "words";
    const char *more = "";
    if (t == NAMED_LIVE)
        return y->state == STORY_WITHDRAWN ? "readers saw this last" : "readers see this";
    if (t == NAMED_WAITING)
        more = arena_printf(c->arena, ", %s, waits for %s", edit_kind_name(i->kind),
                            cli_time(c, s->calendar, i->at));
    else if (y->live != 0 && y->draft_follows != y->live)
        more = arena_printf(c->arena, ", written when readers saw revision %d", y->draft_follows);
    return arena_printf(c->arena, "%d %s%s", i->words, apart, more);
}

static void story_print_texts(const struct cli *c, const struct story_shown *s)
{
    cli_print("Texts:\n");
    for (int t = 0; t < NAMED_MAX; t++) {
        const struct named_info *i = &s->texts.v[t];
        if (i->number)
            cli_print(
                "  %-7s  revision %d, saved by %s at %s, %s\n", named_text_name((enum named_text)t),
                i->number, cli_plain(c, story_who(i->saved_by_name)),
                cli_time(c, s->calendar, i->saved_at), story_text_about(c, s, (enum named_text)t));
    }
}

static void story_print_shown(const struct cli *c, const struct story_shown *s)
{
    const struct story *y = &s->view.story;
    const struct story_text *t = &s->view.revision.text;
    cli_print("%s\n", cli_plain(c, t->headline));
    if (*t->dek)
        cli_print("%s\n", cli_plain(c, t->dek));
    cli_print("\nStory %" PRId64 ", %s, %s, section %s, address %s\n", y->id,
              story_kind_name(y->kind), story_state_name(y->state),
              *t->section.slug ? t->section.slug : "-", *y->path ? y->path : "-");
    cli_print("Published: %s\nUpdated:   %s\nEdited:    %s\n",
              cli_time(c, s->calendar, y->published_at), cli_time(c, s->calendar, y->updated_at),
              cli_time(c, s->calendar, y->edited_at));
    if (y->binned_at)
        cli_print("In the bin since: %s\n", cli_time(c, s->calendar, y->binned_at));
    if (y->withdrawn_at)
        cli_print("Withdrawn: %s, %s\n", cli_time(c, s->calendar, y->withdrawn_at),
                  cli_plain(c, y->withdrawn_reason));
    for (size_t i = 0; i < t->bylines.n; i++)
        cli_print("%s%s", i == 0 ? "By:        " : ", ", cli_plain(c, t->bylines.v[i].name));
    cli_print("%s\n", t->bylines.n > 0 ? "\n" : "");
    story_print_texts(c, s);
    cli_print("\nRevisions:\n");
    for (size_t i = 0; i < s->revisions.n; i++) {
        const struct revision_row *r = &s->revisions.v[i];
        cli_print("  %3d  %s  %5d words  %-13s%s%s%s\n", r->number,
                  cli_time(c, s->calendar, r->saved_at), r->words, story_edit_text(r),
                  r->live ? " live" : "", r->note && *r->note ? ": " : "", cli_plain(c, r->note));
    }
    cli_print("\nRevision %d:\n\n%s\n", s->view.revision.number, t->body);
}

static json_t *story_texts_json(const struct story_shown *s)
{
    json_t *list = json_array();
    for (int t = 0; t < NAMED_MAX; t++) {
        const struct named_info *i = &s->texts.v[t];
        if (!i->number)
            continue;
        json_t *one = json_pack(
            "{s:s s:i s:o s:o s:o s:i s:b}", "text", named_text_name((enum named_text)t),
            "revision", i->number, "hash", cli_json_text(i->hash), "saved",
            cli_json_time(s->calendar, i->saved_at), "saved_by", cli_json_text(i->saved_by_name),
            "words_apart", i->words, "others", i->others);
        if (t == NAMED_WAITING) {
            json_object_set_new(one, "waits_for", cli_json_time(s->calendar, i->at));
            json_object_set_new(one, "edit", json_string(edit_kind_name(i->kind)));
            json_object_set_new(one, "updated", cli_json_time(s->calendar, i->updated_at));
            json_object_set_new(one, "note", cli_json_text(i->note));
            json_object_set_new(one, "wrong", cli_json_text(i->wrong));
            json_object_set_new(one, "right", cli_json_text(i->right));
        }
        if (t == NAMED_DRAFT)
            json_object_set_new(one, "follows",
                                json_integer(s->view.story.live ? s->view.story.draft_follows : 0));
        json_array_append_new(list, one);
    }
    return list;
}

static json_t *revision_rows_json(const struct story_shown *s)
{
    json_t *list = json_array();
    for (size_t i = 0; i < s->revisions.n; i++) {
        const struct revision_row *r = &s->revisions.v[i];
        json_array_append_new(list,
                              json_pack("{s:i s:o s:i s:b s:s s:o}", "number", r->number, "saved",
                                        cli_json_time(s->calendar, r->saved_at), "words", r->words,
                                        "live", r->live, "edit", story_edit_text(r), "note",
                                        cli_json_text(r->note ? r->note : "")));
    }
    return list;
}

static json_t *group_names_json(const struct groups *g)
{
    json_t *list = json_array();
    for (size_t i = 0; i < g->n; i++)
        json_array_append_new(list, cli_json_text(g->v[i].name));
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
                              json_pack("{s:o s:o s:o}", "wrong", cli_json_text(k->wrong), "right",
                                        cli_json_text(k->right), "at",
                                        cli_json_time(s->calendar, k->at)));
    }
    json_object_set_new(all, "dek", cli_json_text(t->dek));
    json_object_set_new(all, "body", cli_json_text(t->body));
    json_object_set_new(all, "revision", json_integer(s->view.revision.number));
    json_object_set_new(all, "bylines", group_names_json(&t->bylines));
    json_object_set_new(all, "tags", group_names_json(&t->tags));
    json_object_set_new(all, "corrections", corrections);
    json_object_set_new(all, "texts", story_texts_json(s));
    json_object_set_new(all, "revisions", revision_rows_json(s));
    return all;
}

static enum store_status story_read_shown(const struct cli *c, struct store *s, int64_t number,
                                          struct story_shown *out)
{
    int64_t now = dateline_now();
    enum store_status st = story_at(c, s, c->args[1], number, &out->view);
    int64_t id = out->view.story.id;
    if (st == STORE_OK)
        st = story_revisions(s, c->arena, id, now, &out->revisions);
    return st == STORE_OK ? story_texts(s, c->arena, id, NULL, now, &out->texts) : st;
}

static int story_show(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    const int64_t *number = ctx;
    struct story_shown shown = {.calendar = calendar};
    enum store_status st = story_read_shown(c, s, *number, &shown);
    if (st == STORE_MISSING)
        return cli_fail(c, "There is no story %s.", c->args[1]);
    if (st != STORE_OK)
        return cli_store_fail(c, s, st, NULL);
    if (c->json)
        return cli_print_json(c, story_shown_json(&shown));
    story_print_shown(c, &shown);
    return CLI_DONE;
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
    return cli_look(c, options, story_show, &number);
}
