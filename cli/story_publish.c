/* story_publish.c: dateline story publish: one of a story's texts, as it is, before readers. */
#include "story_private.h"

#include <inttypes.h>

struct publish_options {
    int64_t revision;
    struct story_change change;
};

/* What readers see already cannot be published; what they saw of a withdrawn story is restored. */
static bool publish_refuse_live(const struct story_work *w, enum named_text on)
{
    if (on != NAMED_LIVE)
        return false;
    if (w->story.state == STORY_WITHDRAWN)
        cli_fail(w->c,
                 "Story %" PRId64 " is withdrawn. To bring it back as it was: dateline story "
                 "restore %s %" PRId64 " --revision %d",
                 w->id, w->c->args[0], w->id, w->story.live);
    else
        cli_fail(w->c, "Readers see revision %d already.", w->story.live);
    return true;
}

static int publish_text(struct story_work *w, const struct publish_options *o, int64_t at)
{
    enum named_text on = NAMED_LIVE;
    struct story_save in;
    unsigned unseen = STORY_TEXT_BIT(NAMED_WAITING) | STORY_TEXT_BIT(NAMED_DRAFT);
    if (!story_work_load(w))
        return CLI_FAILED;
    bool named = o->change.on || w->texts.v[NAMED_WAITING].number || w->texts.v[NAMED_DRAFT].number;
    if ((named || w->story.state == STORY_BINNED) &&
        !story_work_text(w, o->change.on, unseen, "the one to publish", &on))
        return CLI_FAILED;
    if (publish_refuse_live(w, on))
        return CLI_FAILED;
    if (!story_work_begin(w, on, &in))
        return CLI_FAILED;
    in.action = STORY_PUBLISH;
    if (o->revision)
        in.base = (int)o->revision;
    if (!story_change_fill(w, &o->change, at, &in))
        return CLI_FAILED;
    return story_work_save(w, &in);
}

int story_publish_run(struct cli *c)
{
    struct publish_options o = {0};
    const struct cli_option options[] = {
        {.name = "revision",
         .value = "N",
         .help = "refuse unless that text is revision N",
         .number = &o.revision,
         .least = 1,
         .most = 1000000},
        {.name = "at",
         .value = "WHEN",
         .help = "at that time instead of now: 2026-01-08T09:30",
         .text = &o.change.at},
        STORY_CHANGE_OPTIONS(o.change),
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    struct story_work w = {0};
    if (!cli_parse(c, options) || !story_work_id(&w, c))
        return c->status;
    const char *fault = story_change_fault(&o.change);
    if (fault)
        return cli_wrong(c, "%s", fault);
    int status = CLI_FAILED;
    if (story_work_open(&w, c, STORE_WRITE)) {
        int64_t at = w.now;
        if (!o.change.at || story_work_when(&w, o.change.at, &at))
            status = publish_text(&w, &o, at);
    }
    story_work_close(&w);
    return status;
}
