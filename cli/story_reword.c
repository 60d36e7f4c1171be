/* story_reword.c: dateline story reword: public words that are no part of the text are put right. */
#include "story_private.h"

#include "db/story_reword.h"

#include <inttypes.h>

struct reword {
    struct story_work w;
    int64_t revision;                          /* 0: not given */
    const char *note, *wrong, *right, *reason; /* NULL: not given */
};

/* Which words are meant, of what, and what they are now. False: said. */
static bool reword_what(struct reword *r, enum wording *what, int64_t *which,
                        struct reworded *words)
{
    struct cli *c = r->w.c;
    struct changes all;
    *what = r->note ? WORDING_NOTE : r->reason ? WORDING_WITHDRAWAL : WORDING_CORRECTION;
    *which = 0;
    words->was_first = r->w.story.withdrawn_reason;
    if (r->reason)
        return true;
    enum store_status st = story_changes(r->w.s, c->arena, r->w.id, r->w.now, &all);
    if (st != STORE_OK)
        return cli_store_fail(c, r->w.s, st, NULL), false;
    for (size_t i = 0; i < all.n; i++) {
        const struct change *change = &all.v[i];
        if (change->revision != r->revision)
            continue;
        if (change->kind != (r->note ? EDIT_UPDATE : EDIT_CORRECTION))
            continue;
        *which = r->note ? change->id : change->correction_id;
        words->was_first = r->note ? change->note : change->wrong;
        words->was_second = change->right;
    }
    if (!*which)
        cli_fail(c, "Revision %" PRId64 " was no %s of story %" PRId64 " that readers see.",
                 r->revision, r->note ? "update" : "correction", r->w.id);
    return *which != 0;
}

static int reword_do(struct reword *r)
{
    struct cli *c = r->w.c;
    struct problems why = {.arena = c->arena};
    enum wording what;
    int64_t which;
    struct reworded words = {.first = r->note     ? r->note
                                      : r->reason ? r->reason
                                                  : r->wrong,
                             .second = r->right ? r->right : ""};
    if (!reword_what(r, &what, &which, &words))
        return CLI_FAILED;
    enum store_status st = story_reword(r->w.s, r->w.id, what, which, &words, NULL, r->w.now, &why);
    return st == STORE_OK ? CLI_DONE : cli_store_fail(c, r->w.s, st, &why);
}

int story_reword_run(struct cli *c)
{
    struct reword r = {0};
    const struct cli_option options[] = {
        {.name = "revision",
         .value = "N",
         .help = "the update's or the correction's revision",
         .number = &r.revision,
         .least = 1,
         .most = 1000000},
        {.name = "note", .value = "TEXT", .help = "an update's note", .text = &r.note},
        {.name = "wrong", .value = "TEXT", .help = "what was wrong", .text = &r.wrong},
        {.name = "right", .value = "TEXT", .help = "what is right", .text = &r.right},
        {.name = "reason", .value = "TEXT", .help = "a withdrawal's reason", .text = &r.reason},
        {0},
    };
    if (!cli_parse(c, options) || !story_work_id(&r.w, c))
        return c->status;
    int given = (r.note != NULL) + (r.reason != NULL) + (r.wrong && r.right);
    if (given != 1 || (r.wrong != NULL) != (r.right != NULL))
        return cli_wrong(c, "Give --note, or --wrong and --right, or --reason.");
    if ((r.reason != NULL) == (r.revision != 0))
        return cli_wrong(c, r.reason ? "A withdrawal has no revision: leave --revision out."
                                     : "Name the update or the correction with --revision.");
    int status = CLI_FAILED;
    if (story_work_open(&r.w, c, STORE_WRITE) && story_work_load(&r.w))
        status = reword_do(&r);
    story_work_close(&r.w);
    return status;
}
