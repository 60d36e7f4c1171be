/* assignment.c: dateline assignment list, show, add, change, take, decline, begin, close, reopen. */
#include "cli.h"

#include "db/assignment.h"
#include "db/user.h"
#include "lib/text.h"

#include <inttypes.h>
#include <string.h>

#define LIST_STEP 200

/* A command on its way. */
struct assignment_work {
    struct cli *c;
    struct store *s;
    struct calendar *calendar;
    int64_t now, id;
    struct problems why;
};

static struct assignment_work work_of(struct cli *c, struct store *s, struct calendar *calendar,
                                      int64_t id)
{
    return (struct assignment_work){c, s, calendar, dateline_now(), id, {.arena = c->arena}};
}

static int work_fail(struct assignment_work *w, enum store_status st)
{
    if (st == STORE_MISSING)
        return cli_fail(w->c, "There is no assignment %" PRId64 ".", w->id);
    return cli_store_fail(w->c, w->s, st, &w->why);
}

/* Reads options and the assignment's number. False: c->status is what to return. */
static bool work_parse(struct cli *c, const struct cli_option *options, int64_t *id)
{
    if (!cli_parse(c, options))
        return false;
    if (text_to_int(c->args[1], 1, INT64_MAX, id))
        return true;
    c->status = cli_wrong(
        c, "\"%s\" is not an assignment's number. For a list: dateline assignment list %s",
        c->args[1], c->args[0]);
    return false;
}

/* ---- Said ------------------------------------------------------------------------------------------ */

static const char *assignment_stands(const struct assignment_work *w, const struct assignment *as)
{
    if (as->closed_at)
        return "closed";
    if (as->out_at)
        return as->out_at > w->now ? "scheduled" : "published";
    return assignment_state_name(as->state);
}

static json_t *assignment_json(const struct assignment_work *w, const struct assignment *as)
{
    bool begun = as->story_id && !as->story_binned;
    return json_pack("{s:I s:o s:s s:b s:o s:i s:o s:o s:o s:o s:o}", "id", (json_int_t)as->id,
                     "title", cli_json_text(as->title), "state", assignment_stands(w, as), "late",
                     assignment_is_late(as, w->now), "who",
                     cli_json_text(as->user_id ? as->user_login : NULL), "words", as->words, "due",
                     cli_json_time(w->calendar, as->due_at), "section",
                     cli_json_text(as->section.id ? as->section.slug : NULL), "note",
                     cli_json_text(as->note), "said", cli_json_text(as->said), "story",
                     begun ? json_integer((json_int_t)as->story_id) : json_null());
}

static void assignment_print(const struct assignment_work *w, const struct assignment *as)
{
    struct cli *c = w->c;
    cli_print("%4" PRId64 "  %-9s%s  %s  %s  %s\n", as->id, assignment_stands(w, as),
              assignment_is_late(as, w->now) ? " late" : "", cli_time(c, w->calendar, as->due_at),
              as->user_id ? cli_plain(c, as->user_login) : "-", cli_plain(c, as->title));
}

/* All of them: by pages, as the desk lists them. */
static enum store_status list_all(struct assignment_work *w, int64_t user_id, bool done, json_t *to)
{
    struct assignment_key key = {0};
    struct assignments rows = {.more = true};
    while (rows.more) {
        enum store_status st = (done ? assignment_done : assignment_list)(
            w->s, w->c->arena, user_id, key, LIST_STEP, &rows);
        if (st != STORE_OK)
            return st;
        for (size_t i = 0; i < rows.n; i++) {
            if (to)
                json_array_append_new(to, assignment_json(w, &rows.v[i]));
            else
                assignment_print(w, &rows.v[i]);
        }
        if (rows.n)
            key = (struct assignment_key){rows.v[rows.n - 1].due_at, rows.v[rows.n - 1].id};
    }
    return STORE_OK;
}

struct assignment_asked {
    const char *who; /* NULL: everybody */
    bool done;
};

static int assignment_list_look(struct cli *c, struct store *s, struct calendar *calendar,
                                void *ctx)
{
    const struct assignment_asked *asked = ctx;
    struct assignment_work w = work_of(c, s, calendar, 0);
    struct user u = {0};
    enum store_status st = asked->who ? user_find(s, c->arena, asked->who, &u) : STORE_OK;
    if (st == STORE_MISSING)
        return cli_fail(c, "Nobody signs in as \"%s\".", asked->who);
    json_t *list = c->json ? json_array() : NULL;
    if (st == STORE_OK)
        st = list_all(&w, u.id, asked->done, list);
    return cli_list_end(c, s, st, list);
}

int assignment_list_run(struct cli *c)
{
    struct assignment_asked asked = {0};
    const struct cli_option options[] = {
        {.name = "who", .value = "LOGIN", .help = "of that person alone", .text = &asked.who},
        {.name = "done",
         .help = "those that are closed, or whose story goes or went out",
         .flag = &asked.done},
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    return cli_look(c, options, assignment_list_look, &asked);
}

static void show_plain(const struct assignment_work *w, const struct assignment *as)
{
    struct cli *c = w->c;
    assignment_print(w, as);
    if (as->words)
        cli_print("words: %d\n", as->words);
    if (as->section.id)
        cli_print("section: %s\n", cli_plain(c, as->section.slug));
    if (*as->note)
        cli_print("note: %s\n", cli_plain(c, as->note));
    if (*as->said)
        cli_print("declined: %s\n", cli_plain(c, as->said));
    if (as->story_id && !as->story_binned)
        cli_print("story: %" PRId64 "\n", as->story_id);
}

static int assignment_show(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    const int64_t *id = ctx;
    struct assignment_work w = work_of(c, s, calendar, *id);
    struct assignment as;
    enum store_status st = assignment_get(s, c->arena, *id, &as);
    if (st != STORE_OK)
        return work_fail(&w, st);
    if (c->json)
        return cli_print_json(c, assignment_json(&w, &as));
    show_plain(&w, &as);
    return CLI_DONE;
}

int assignment_show_run(struct cli *c)
{
    const struct cli_option options[] = {
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    int64_t id;
    return work_parse(c, options, &id) ? cli_dated(c, STORE_LOOK, assignment_show, &id) : c->status;
}

/* ---- Made and changed ------------------------------------------------------------------------------ */

struct assignment_options {
    int64_t id;
    const char *title, *who, *due, *section, *note;
    int64_t words;
};

#define ASSIGNMENT_OPTIONS(o)                                                                      \
    {.name = "who",                                                                                \
     .value = "LOGIN",                                                                             \
     .help = "who writes it; \"\": nobody yet",                                                    \
     .text = &(o).who},                                                                            \
        {.name = "due",                                                                            \
         .value = "WHEN",                                                                          \
         .help = "until when, in the site's zone or as RFC 3339; \"\": nobody says",               \
         .text = &(o).due},                                                                        \
        {.name = "words",                                                                          \
         .value = "N",                                                                             \
         .help = "how long; 0: nobody says",                                                       \
         .number = &(o).words,                                                                     \
         .least = 0,                                                                               \
         .most = ASSIGNMENT_WORDS_MAX},                                                            \
        {.name = "section", .value = "SLUG", .help = "in which section", .text = &(o).section},    \
    {                                                                                              \
        .name = "note", .value = "TEXT", .help = "for whoever writes it", .text = &(o).note        \
    }

static bool wish_due(const struct assignment_work *w, const char *due, int64_t *out)
{
    if (due && *due)
        return cli_when(w->c, w->calendar, due, out);
    if (due)
        *out = 0;
    return true;
}

static int assignment_put(struct assignment_work *w, const struct assignment *was,
                          const struct assignment_options *o)
{
    struct assignment_wish in = {
        .title = o->title ? o->title : was->title,
        .login = o->who ? o->who : was->user_login,
        .words = o->words >= 0 ? (int)o->words : was->words,
        .due_at = was->due_at,
        .section = o->section ? o->section : was->section.slug,
        .note = o->note ? o->note : was->note,
    };
    if (!wish_due(w, o->due, &in.due_at))
        return CLI_FAILED;
    enum store_status st =
        assignment_save(w->s, was->id, was->version, &in, NULL, w->now, &w->id, &w->why);
    if (st != STORE_OK)
        return work_fail(w, st);
    if (was->id == 0 && w->c->json)
        return cli_print_json(w->c, json_pack("{s:I}", "id", (json_int_t)w->id));
    if (was->id == 0)
        cli_print("%" PRId64 "\n", w->id);
    return CLI_DONE;
}

static int assignment_add(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    const struct assignment none = {.title = "", .user_login = "", .note = "", .section.slug = ""};
    struct assignment_options *o = ctx;
    struct assignment_work w = work_of(c, s, calendar, 0);
    o->title = c->args[1];
    return assignment_put(&w, &none, o);
}

int assignment_add_run(struct cli *c)
{
    struct assignment_options o = {.words = -1};
    const struct cli_option options[] = {
        ASSIGNMENT_OPTIONS(o),
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    return cli_parse(c, options) ? cli_dated(c, STORE_WRITE, assignment_add, &o) : c->status;
}

static int assignment_change(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    const struct assignment_options *o = ctx;
    struct assignment_work w = work_of(c, s, calendar, o->id);
    struct assignment was;
    enum store_status st = assignment_get(s, c->arena, o->id, &was);
    return st == STORE_OK ? assignment_put(&w, &was, o) : work_fail(&w, st);
}

int assignment_change_run(struct cli *c)
{
    struct assignment_options o = {.words = -1};
    const struct cli_option options[] = {
        {.name = "title", .value = "TEXT", .help = "a working title", .text = &o.title},
        ASSIGNMENT_OPTIONS(o),
        {0},
    };
    return work_parse(c, options, &o.id) ? cli_dated(c, STORE_WRITE, assignment_change, &o)
                                         : c->status;
}

/* ---- Answered, closed, begun ------------------------------------------------------------------------- */

struct assignment_press {
    enum assignment_act act;
    int64_t id;
    const char *said; /* why; NULL: nothing is said */
};

static int assignment_pressed(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    const struct assignment_press *press = ctx;
    struct assignment_work w = work_of(c, s, calendar, press->id);
    enum store_status st =
        assignment_do(s, press->id, 0, press->act, press->said, NULL, w.now, &w.why);
    return st == STORE_OK ? CLI_DONE : work_fail(&w, st);
}

static int assignment_do_plain(struct cli *c, enum assignment_act act)
{
    struct assignment_press press = {.act = act};
    return work_parse(c, NULL, &press.id) ? cli_dated(c, STORE_WRITE, assignment_pressed, &press)
                                          : c->status;
}

int assignment_take_run(struct cli *c)
{
    return assignment_do_plain(c, ASSIGNMENT_TAKE);
}

int assignment_decline_run(struct cli *c)
{
    struct assignment_press press = {.act = ASSIGNMENT_DECLINE};
    const struct cli_option options[] = {
        {.name = "said", .value = "TEXT", .help = "why", .text = &press.said},
        {0},
    };
    return work_parse(c, options, &press.id) ? cli_dated(c, STORE_WRITE, assignment_pressed, &press)
                                             : c->status;
}

int assignment_close_run(struct cli *c)
{
    return assignment_do_plain(c, ASSIGNMENT_CLOSE);
}

int assignment_reopen_run(struct cli *c)
{
    return assignment_do_plain(c, ASSIGNMENT_REOPEN);
}

static int assignment_begun(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    const int64_t *id = ctx;
    struct assignment_work w = work_of(c, s, calendar, *id);
    struct story_saved out;
    enum store_status st = assignment_begin(s, c->arena, *id, NULL, w.now, &out, &w.why);
    if (st != STORE_OK)
        return work_fail(&w, st);
    if (c->json)
        return cli_print_json(c, json_pack("{s:I}", "story", (json_int_t)out.story_id));
    cli_print("%" PRId64 "\n", out.story_id);
    return CLI_DONE;
}

int assignment_begin_run(struct cli *c)
{
    const struct cli_option options[] = {
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    int64_t id;
    return work_parse(c, options, &id) ? cli_dated(c, STORE_WRITE, assignment_begun, &id)
                                       : c->status;
}
