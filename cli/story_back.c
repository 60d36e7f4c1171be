/* story_back.c: dateline story updated, withdraw, restore, unschedule, discard, take-back, bin and
 * unbin: what changes a story and saves no text of it. */
#include "story_private.h"

#include "lib/text.h"

#include <inttypes.h>
#include <stdio.h>

/* One of them at work. */
struct back {
    struct story_work w; /* story and texts as they were before */
    int64_t revision;    /* --revision, 0: not given */
    const char *reason;
    int64_t at;
    struct problems why;
};

static int back_print(struct back *b, const char *what)
{
    struct cli *c = b->w.c;
    const struct story *y = &b->w.story;
    if (c->json)
        return cli_print_json(
            c, json_pack("{s:I s:s s:o s:o s:o s:o}", "id", (json_int_t)y->id, "state",
                         story_state_name(y->state), "path", cli_json_text(y->path), "live",
                         y->live ? json_integer(y->live) : json_null(), "waiting",
                         y->staged ? json_integer(y->staged) : json_null(), "draft",
                         y->draft ? json_integer(y->draft) : json_null()));
    cli_print("Story %" PRId64 ": %s.\n", y->id, what);
    return CLI_DONE;
}

/* What became of a text that waited and does not any more. */
static const char *back_waited(const struct back *b, int waited)
{
    const struct story *y = &b->w.story;
    struct arena *a = b->w.c->arena;
    if (y->draft == waited)
        return arena_printf(a, "revision %d waits no longer; it is the draft now", waited);
    if (y->draft)
        return arena_printf(a,
                            "revision %d waits no longer; it is in the history alone, for revision "
                            "%d is the draft",
                            waited, y->draft);
    return arena_printf(a, "revision %d waits no longer; it is in the history alone", waited);
}

/* ---- Each of them ---------------------------------------------------------------------------- */

static enum store_status back_updated(struct back *b)
{
    return story_set_updated(b->w.s, b->w.id, b->at, b->w.story.updated_at, NULL, b->w.now,
                             &b->why);
}

static enum store_status back_withdraw(struct back *b)
{
    return story_withdraw(b->w.s, b->w.id, TIME_ANY, b->reason, NULL, b->w.now, &b->why);
}

static enum store_status back_restore(struct back *b)
{
    const struct named_info *live = &b->w.texts.v[NAMED_LIVE];
    if (b->w.story.state == STORY_WITHDRAWN && live->number != b->revision) {
        problem_add(
            &b->why, "",
            "Readers saw revision %d last, not %" PRId64 ". Look at it (dateline story show "
            "%s %" PRId64 " --revision %d), and name it: --revision %d",
            live->number, b->revision, b->w.c->args[0], b->w.id, live->number, live->number);
        return STORE_REFUSED;
    }
    return story_restore(b->w.s, b->w.id, (int)b->revision, live->hash, b->w.story.withdrawn_at,
                         NULL, b->w.now, &b->why);
}

static bool back_other_number(struct back *b, enum named_text t)
{
    int number = b->w.texts.v[t].number;
    if (!b->revision || !number || b->revision == number)
        return false;
    problem_add(&b->why, "",
                t == NAMED_WAITING ? "Revision %d waits, not %" PRId64 "."
                                   : "The draft is revision %d, not %" PRId64 ".",
                number, b->revision);
    return true;
}

static enum store_status back_unschedule(struct back *b)
{
    if (back_other_number(b, NAMED_WAITING))
        return STORE_REFUSED;
    return story_unschedule(b->w.s, b->w.id, b->w.story.staged, TIME_ANY, NULL, b->w.now, &b->why);
}

static enum store_status back_discard(struct back *b)
{
    if (back_other_number(b, NAMED_DRAFT))
        return STORE_REFUSED;
    if (b->w.story.draft == 0) {
        problem_add(&b->why, "", "Story %" PRId64 " has no draft.", b->w.id);
        return STORE_REFUSED;
    }
    return story_discard_draft(b->w.s, b->w.id, (int)b->revision, NULL, b->w.now, &b->why);
}

static enum store_status back_take(struct back *b)
{
    return story_take_back(b->w.s, b->w.id, b->w.story.live_from, NULL, b->w.now, &b->why);
}

static enum store_status back_bin(struct back *b)
{
    return story_bin(b->w.s, b->w.id, 0, NULL, b->w.now, &b->why);
}

static enum store_status back_unbin(struct back *b)
{
    return story_unbin(b->w.s, b->w.id, NULL, b->w.now, &b->why);
}

/* ---- The frame ------------------------------------------------------------------------------- */

/* Does one of them; afterwards the work holds the story as it is then. */
static bool back_do(struct back *b, enum store_status (*act)(struct back *b))
{
    b->why.arena = b->w.c->arena;
    if (!story_work_load(&b->w))
        return false;
    enum store_status st = act(b);
    if (st != STORE_OK)
        return cli_store_fail(b->w.c, b->w.s, st, &b->why), false;
    return story_work_load(&b->w);
}

#define BACK_REVISION(b, text)                                                                     \
    {                                                                                              \
        .name = "revision", .value = "N", .help = (text), .number = &(b).revision, .least = 1,     \
        .most = 1000000                                                                            \
    }
#define BACK_JSON(c)                                                                               \
    {                                                                                              \
        .name = "json", .help = "print JSON", .flag = &(c)->json                                   \
    }

/* Reads options and the story's number, and opens the site. False: c->status is what to return. */
static bool back_begin(struct back *b, struct cli *c, const struct cli_option *options)
{
    if (!cli_parse(c, options) || !story_work_id(&b->w, c))
        return false;
    c->status = CLI_FAILED;
    return true;
}

int story_updated_run(struct cli *c)
{
    bool clear = false;
    const struct cli_option options[] = {
        {.name = "clear", .help = "show readers no Updated time", .flag = &clear},
        {0},
    };
    struct back b = {0};
    if (!back_begin(&b, c, options))
        return c->status;
    if (clear == (c->n_args == 3))
        return cli_wrong(c, "Give either WHEN or --clear.");
    if (story_work_open(&b.w, c, STORE_WRITE) &&
        (clear || story_work_when(&b.w, c->args[2], &b.at)) && back_do(&b, back_updated))
        c->status = CLI_DONE;
    story_work_close(&b.w);
    return c->status;
}

int story_withdraw_run(struct cli *c)
{
    struct back b = {0};
    const struct cli_option options[] = {
        {.name = "reason",
         .value = "TEXT",
         .help = "the reason, as readers are told (required)",
         .text = &b.reason},
        BACK_JSON(c),
        {0},
    };
    if (!back_begin(&b, c, options))
        return c->status;
    if (text_blank(b.reason))
        return cli_wrong(c, "Give the reason with --reason; readers will see it.");
    if (story_work_open(&b.w, c, STORE_WRITE) && story_work_load(&b.w)) {
        int waited = b.w.story.staged;
        if (back_do(&b, back_withdraw))
            c->status = back_print(&b, arena_printf(c->arena, "withdrawn; %s shows the reason%s%s",
                                                    b.w.story.path, waited ? "; " : "",
                                                    waited ? back_waited(&b, waited) : ""));
    }
    story_work_close(&b.w);
    return c->status;
}

int story_restore_run(struct cli *c)
{
    struct back b = {0};
    const struct cli_option options[] = {
        BACK_REVISION(b, "the text that readers saw last (required)"), BACK_JSON(c), {0}};
    if (!back_begin(&b, c, options))
        return c->status;
    if (!b.revision)
        return cli_wrong(c, "Name the text with --revision; readers will see it.");
    if (story_work_open(&b.w, c, STORE_WRITE) && back_do(&b, back_restore))
        c->status =
            back_print(&b, arena_printf(c->arena, "revision %d, live again at %s, as it was",
                                        b.w.story.live, b.w.story.path));
    story_work_close(&b.w);
    return c->status;
}

int story_unschedule_run(struct cli *c)
{
    struct back b = {0};
    const struct cli_option options[] = {
        BACK_REVISION(b, "refuse unless revision N waits"), BACK_JSON(c), {0}};
    if (!back_begin(&b, c, options))
        return c->status;
    if (story_work_open(&b.w, c, STORE_WRITE) && story_work_load(&b.w)) {
        int waited = b.w.story.staged;
        if (back_do(&b, back_unschedule))
            c->status = back_print(&b, waited ? back_waited(&b, waited)
                                              : "a draft again, no longer in review");
    }
    story_work_close(&b.w);
    return c->status;
}

int story_discard_run(struct cli *c)
{
    struct back b = {0};
    const struct cli_option options[] = {
        BACK_REVISION(b, "the draft (required)"), BACK_JSON(c), {0}};
    if (!back_begin(&b, c, options))
        return c->status;
    if (!b.revision)
        return cli_wrong(c, "Name the draft with --revision.");
    if (story_work_open(&b.w, c, STORE_WRITE) && back_do(&b, back_discard))
        c->status = back_print(&b, arena_printf(c->arena,
                                                "revision %" PRId64
                                                " is no draft any more; it is in the history alone",
                                                b.revision));
    story_work_close(&b.w);
    return c->status;
}

/* Those that have no options. */
static int back_plain(struct cli *c, enum store_status (*act)(struct back *b), const char *what)
{
    struct back b = {0};
    const struct cli_option options[] = {BACK_JSON(c), {0}};
    if (!back_begin(&b, c, options))
        return c->status;
    if (story_work_open(&b.w, c, STORE_WRITE) && back_do(&b, act))
        c->status = back_print(&b, what);
    story_work_close(&b.w);
    return c->status;
}

int story_take_back_run(struct cli *c)
{
    return back_plain(c, back_take, "a draft again, as if readers had never seen it");
}

int story_bin_run(struct cli *c)
{
    return back_plain(c, back_bin, "in the bin; after 30 days its text is deleted");
}

int story_unbin_run(struct cli *c)
{
    return back_plain(c, back_unbin, "a draft again, out of the bin");
}
