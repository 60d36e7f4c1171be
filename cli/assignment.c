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

static bool work_open(struct assignment_work *w, struct cli *c, enum store_mode mode)
{
    *w = (struct assignment_work){.c = c, .now = dateline_now(), .why.arena = c->arena};
    w->s = cli_store(c, c->args[0], mode);
    w->calendar = w->s ? cli_calendar(c, w->s) : NULL;
    return w->calendar;
}

static int work_close(struct assignment_work *w, int status)
{
    calendar_close(w->calendar);
    store_close(w->s);
    return status;
}

static int work_fail(struct assignment_work *w, enum store_status st)
{
    if (st == STORE_MISSING)
        return cli_fail(w->c, "There is no assignment %" PRId64 ".", w->id);
    return cli_store_fail(w->c, w->s, st, &w->why);
}

/* The assignment's number, the second argument. */
static bool work_id(struct assignment_work *w)
{
    struct cli *c = w->c;
    if (text_to_int(c->args[1], 1, INT64_MAX, &w->id))
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

int assignment_list_run(struct cli *c)
{
    const char *who = NULL;
    bool done = false;
    const struct cli_option options[] = {
        {.name = "who", .value = "LOGIN", .help = "of that person alone", .text = &who},
        {.name = "done",
         .help = "those that are closed, or whose story goes or went out",
         .flag = &done},
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    struct assignment_work w;
    struct user u = {0};
    if (!cli_parse(c, options))
        return c->status;
    if (!work_open(&w, c, STORE_LOOK))
        return work_close(&w, CLI_FAILED);
    enum store_status st = who ? user_find(w.s, c->arena, who, &u) : STORE_OK;
    if (st == STORE_MISSING)
        return work_close(&w, cli_fail(c, "Nobody signs in as \"%s\".", who));
    json_t *list = c->json ? json_array() : NULL;
    if (st == STORE_OK)
        st = list_all(&w, u.id, done, list);
    int status = st == STORE_OK ? CLI_DONE : work_fail(&w, st);
    if (list && st == STORE_OK)
        status = cli_print_json(c, list);
    else
        json_decref(list);
    return work_close(&w, status);
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

int assignment_show_run(struct cli *c)
{
    const struct cli_option options[] = {
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    struct assignment_work w;
    struct assignment as;
    if (!cli_parse(c, options))
        return c->status;
    if (!work_open(&w, c, STORE_LOOK))
        return work_close(&w, CLI_FAILED);
    if (!work_id(&w))
        return work_close(&w, c->status);
    enum store_status st = assignment_get(w.s, c->arena, w.id, &as);
    int status = st == STORE_OK ? CLI_DONE : work_fail(&w, st);
    if (st == STORE_OK && c->json)
        status = cli_print_json(c, assignment_json(&w, &as));
    else if (st == STORE_OK)
        show_plain(&w, &as);
    return work_close(&w, status);
}

/* ---- Made and changed ------------------------------------------------------------------------------ */

struct assignment_options {
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

int assignment_add_run(struct cli *c)
{
    struct assignment_options o = {.words = -1};
    const struct cli_option options[] = {
        ASSIGNMENT_OPTIONS(o),
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    const struct assignment none = {.title = "", .user_login = "", .note = "", .section.slug = ""};
    struct assignment_work w;
    if (!cli_parse(c, options))
        return c->status;
    if (!work_open(&w, c, STORE_WRITE))
        return work_close(&w, CLI_FAILED);
    o.title = c->args[1];
    return work_close(&w, assignment_put(&w, &none, &o));
}

int assignment_change_run(struct cli *c)
{
    struct assignment_options o = {.words = -1};
    const struct cli_option options[] = {
        {.name = "title", .value = "TEXT", .help = "a working title", .text = &o.title},
        ASSIGNMENT_OPTIONS(o),
        {0},
    };
    struct assignment_work w;
    struct assignment was;
    if (!cli_parse(c, options))
        return c->status;
    if (!work_open(&w, c, STORE_WRITE))
        return work_close(&w, CLI_FAILED);
    if (!work_id(&w))
        return work_close(&w, c->status);
    enum store_status st = assignment_get(w.s, c->arena, w.id, &was);
    return work_close(&w, st == STORE_OK ? assignment_put(&w, &was, &o) : work_fail(&w, st));
}

/* ---- Answered, closed, begun ------------------------------------------------------------------------- */

static int assignment_press(struct cli *c, enum assignment_act act, const char *said)
{
    struct assignment_work w;
    if (!work_open(&w, c, STORE_WRITE))
        return work_close(&w, CLI_FAILED);
    if (!work_id(&w))
        return work_close(&w, c->status);
    enum store_status st = assignment_do(w.s, w.id, act, said, NULL, w.now, &w.why);
    return work_close(&w, st == STORE_OK ? CLI_DONE : work_fail(&w, st));
}

int assignment_take_run(struct cli *c)
{
    const struct cli_option options[] = {{0}};
    return cli_parse(c, options) ? assignment_press(c, ASSIGNMENT_TAKE, NULL) : c->status;
}

int assignment_decline_run(struct cli *c)
{
    const char *said = NULL;
    const struct cli_option options[] = {
        {.name = "said", .value = "TEXT", .help = "why", .text = &said},
        {0},
    };
    return cli_parse(c, options) ? assignment_press(c, ASSIGNMENT_DECLINE, said) : c->status;
}

int assignment_close_run(struct cli *c)
{
    const struct cli_option options[] = {{0}};
    return cli_parse(c, options) ? assignment_press(c, ASSIGNMENT_CLOSE, NULL) : c->status;
}

int assignment_reopen_run(struct cli *c)
{
    const struct cli_option options[] = {{0}};
    return cli_parse(c, options) ? assignment_press(c, ASSIGNMENT_REOPEN, NULL) : c->status;
}

int assignment_begin_run(struct cli *c)
{
    const struct cli_option options[] = {
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    struct assignment_work w;
    struct story_saved out;
    if (!cli_parse(c, options))
        return c->status;
    if (!work_open(&w, c, STORE_WRITE))
        return work_close(&w, CLI_FAILED);
    if (!work_id(&w))
        return work_close(&w, c->status);
    enum store_status st = assignment_begin(w.s, c->arena, w.id, NULL, w.now, &out, &w.why);
    if (st != STORE_OK)
        return work_close(&w, work_fail(&w, st));
    int status = CLI_DONE;
    if (c->json)
        status = cli_print_json(c, json_pack("{s:I}", "story", (json_int_t)out.story_id));
    else
        cli_print("%" PRId64 "\n", out.story_id);
    return work_close(&w, status);
}
