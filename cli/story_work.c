/* story_work.c: which of a story's texts a command means, and how its change reaches readers.
 *
 * The rule is the desk's: nothing reaches readers that the command does not name. A story with one
 * text needs no name; with more, --on says which. */
#include "story_private.h"

#include "db/user.h"
#include "lib/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define MINUTE_MS INT64_C(60000)

/* ---- A command on a story -------------------------------------------------------------------- */

bool story_work_open(struct story_work *w, struct cli *c, enum store_mode mode)
{
    w->c = c;
    w->now = dateline_now();
    w->s = cli_store(c, c->args[0], mode);
    w->calendar = w->s ? cli_calendar(c, w->s) : NULL;
    return w->calendar;
}

void story_work_close(struct story_work *w)
{
    calendar_close(w->calendar);
    store_close(w->s);
}

bool story_work_id(struct story_work *w, struct cli *c)
{
    if (text_to_int(c->args[1], 1, INT64_MAX, &w->id))
        return true;
    c->status = cli_wrong(c, "\"%s\" is not a story's number. For a list: dateline story list %s",
                          c->args[1], c->args[0]);
    return false;
}

bool story_work_when(const struct story_work *w, const char *text, int64_t *ms)
{
    if (strcmp(text, "now") != 0)
        return cli_when(w->c, w->calendar, text, ms);
    *ms = w->now;
    return true;
}

bool story_work_load(struct story_work *w)
{
    struct story_view v;
    enum store_status st = story_get(w->s, w->c->arena, w->id, 0, w->now, &v);
    if (st == STORE_OK)
        st = story_texts(w->s, w->c->arena, w->id, NULL, w->now, &w->texts);
    if (st == STORE_MISSING)
        cli_fail(w->c, "There is no story %" PRId64 ".", w->id);
    else if (st != STORE_OK)
        cli_store_fail(w->c, w->s, st, NULL);
    w->story = v.story;
    return st == STORE_OK;
}

bool story_work_begin(struct story_work *w, enum named_text on, struct story_save *in)
{
    enum store_status st = story_save_begin(w->s, w->c->arena, w->id, on, w->now, in);
    if (st != STORE_OK)
        return cli_store_fail(w->c, w->s, st, NULL), false;
    in->base = w->texts.v[on].number;
    in->hash = w->texts.v[on].hash;
    in->live = w->story.live;
    in->waiting = w->story.staged;
    in->waiting_at = w->story.staged_at;
    in->waiting_said = w->texts.v[NAMED_WAITING].said;
    in->withdrawn_at = w->story.withdrawn_at;
    in->draft = w->story.draft;
    return true;
}

/* ---- Which text ------------------------------------------------------------------------------ */

const char *story_who(const char *saved_by_name)
{
    return saved_by_name && *saved_by_name ? saved_by_name : "the command line";
}

static const char *text_kind(enum edit_kind kind)
{
    static const char *const names[EDIT_KIND_MAX] = {"the story itself", "minor fix", "update",
                                                     "correction"};
    return names[kind];
}

const char *story_text_summary(const struct story_work *w, enum named_text t)
{
    const struct named_info *i = &w->texts.v[t];
    struct cli *c = w->c;
    const char *by = cli_plain(c, story_who(i->saved_by_name));
    if (t == NAMED_WAITING)
        return arena_printf(c->arena, "revision %d, %s, waits for %s", i->number,
                            text_kind(i->kind), cli_time(c, w->calendar, i->at));
    if (t == NAMED_DRAFT)
        return arena_printf(c->arena, "revision %d, saved by %s at %s", i->number, by,
                            cli_time(c, w->calendar, i->saved_at));
    return arena_printf(c->arena, "revision %d, which readers %s", i->number,
                        w->story.state == STORY_WITHDRAWN ? "saw last" : "see");
}

static void text_list(const struct story_work *w, unsigned of)
{
    for (int t = 0; t < NAMED_MAX; t++)
        if (of & STORY_TEXT_BIT(t) && w->texts.v[t].number)
            cli_remark("  --on %-7s  %s\n", named_text_name((enum named_text)t),
                       story_text_summary(w, (enum named_text)t));
}

static bool text_missing(const struct story_work *w, enum named_text t)
{
    switch (t) {
    case NAMED_LIVE:
        cli_fail(w->c, "Readers have not seen story %" PRId64 " yet. It has:", w->id);
        break;
    case NAMED_WAITING:
        cli_fail(w->c, "Nothing of story %" PRId64 " waits for its time. It has:", w->id);
        break;
    default:
        cli_fail(w->c, "Story %" PRId64 " has no draft. It has:", w->id);
        break;
    }
    text_list(w, STORY_TEXT_ANY);
    return false;
}

bool story_work_text(const struct story_work *w, const char *on, unsigned of, const char *what,
                     enum named_text *out)
{
    if (w->story.state == STORY_BINNED) {
        cli_fail(w->c,
                 "Story %" PRId64
                 " is in the bin. To take it out: dateline story unbin %s %" PRId64,
                 w->id, w->c->args[0], w->id);
        return false;
    }
    if (on) {
        *out = named_text_find(on);
        return w->texts.v[*out].number ? true : text_missing(w, *out);
    }
    int found = 0;
    for (int t = 0; t < NAMED_MAX; t++)
        if (of & STORY_TEXT_BIT(t) && w->texts.v[t].number) {
            *out = (enum named_text)t;
            found++;
        }
    if (found == 1)
        return true;
    if (found == 0) {
        cli_fail(w->c, "Readers see all that there is of story %" PRId64 ".", w->id);
        return false;
    }
    cli_fail(w->c, "Story %" PRId64 " has more than one text. Name %s:", w->id, what);
    text_list(w, of);
    return false;
}

/* ---- How a change reaches readers ------------------------------------------------------------ */

const char *story_change_fault(const struct story_change *o)
{
    if (o->on && named_text_find(o->on) == NAMED_MAX)
        return "--on must be live, waiting or draft.";
    if (o->waiting && strcmp(o->waiting, "keeps") != 0 && strcmp(o->waiting, "takes") != 0)
        return "--waiting must be keeps or takes.";
    if (o->follows && o->on && strcmp(o->on, "draft") != 0)
        return "--follows only goes with the draft.";
    if (o->correction && (o->note || !o->wrong || !o->right))
        return "--correction needs --wrong and --right, and takes no --note.";
    if (!o->override != !o->as)
        return "--override REASON needs --as LOGIN: an editor who says so.";
    if (!o->correction && (o->wrong || o->right))
        return "--wrong and --right only go with --correction.";
    if (!o->correction && !o->updated != !o->note)
        return "An update needs both --updated WHEN and --note TEXT.";
    return NULL;
}

/* What waits keeps its kind and its words, unless the options give others. */
static void change_keep_kind(const struct story_work *w, int64_t at, struct story_save *in)
{
    const struct named_info *i = &w->texts.v[NAMED_WAITING];
    in->edit = i->kind;
    in->note = i->note;
    in->wrong = i->wrong;
    in->right = i->right;
    in->same_text_confirmed = true;
    bool own = i->updated_at != i->at && i->updated_at <= (at > w->now ? at : w->now);
    in->updated_at = own ? i->updated_at : 0;
}

static bool change_fill_kind(const struct story_work *w, const struct story_change *o, int64_t at,
                             struct story_save *in)
{
    in->edit = o->correction ? EDIT_CORRECTION : o->updated ? EDIT_UPDATE : EDIT_MINOR;
    in->note = o->note;
    in->wrong = o->wrong;
    in->right = o->right;
    in->same_text_confirmed = o->confirmed;
    if (in->edit == EDIT_MINOR && in->on == NAMED_WAITING)
        change_keep_kind(w, at, in);
    if (in->edit != EDIT_MINOR && in->edit != EDIT_FIRST && w->story.live == 0) {
        cli_fail(w->c,
                 "Story %" PRId64 " has not been published yet: save it without --updated and "
                 "--correction.",
                 w->id);
        return false;
    }
    return !o->updated || story_work_when(w, o->updated, &in->updated_at);
}

/* The draft was written on what readers saw then; a text that they see now must be named. */
static bool change_follows(const struct story_work *w, const struct story_change *o,
                           struct story_save *in)
{
    if (in->on != NAMED_DRAFT)
        return true;
    /* Before there is any, the draft was written on what waited to be the first. */
    if (w->story.live != 0)
        in->live = w->story.draft_follows;
    else if (in->action != STORY_PUBLISH)
        in->waiting = w->story.draft_follows;
    if (!o->follows)
        return true;
    in->live = (int)o->follows;
    if (in->live == w->story.live)
        return true;
    if (w->story.live)
        cli_fail(w->c, "Readers see revision %d, not %d: give the one that they see to --follows.",
                 w->story.live, in->live);
    else
        cli_fail(w->c, "Readers have not seen story %" PRId64 " yet: leave out --follows.", w->id);
    return false;
}

static bool change_refuse_when(const struct story_work *w, int64_t at, enum named_text on)
{
    bool later = at > w->now;
    if (w->story.live == 0 && w->story.staged != 0 && on == NAMED_DRAFT)
        cli_fail(w->c,
                 "The story waits with another text (%s), which the draft would replace. Take that "
                 "off the schedule first: dateline story unschedule %s %" PRId64 " --revision %d",
                 story_text_summary(w, NAMED_WAITING), w->c->args[0], w->id, w->story.staged);
    else if (w->story.live != 0 && w->story.staged != 0 && later && on != NAMED_WAITING)
        cli_fail(w->c,
                 "Another change waits already (%s). Put yours into it with --on waiting, or take "
                 "it off the schedule first: dateline story unschedule %s %" PRId64
                 " --revision %d",
                 story_text_summary(w, NAMED_WAITING), w->c->args[0], w->id, w->story.staged);
    else if (w->story.state == STORY_WITHDRAWN && later)
        cli_fail(w->c, "A withdrawn story comes back at once: leave out --at.");
    else if (w->story.live != 0 && at != 0 && at < w->now - MINUTE_MS)
        cli_fail(w->c, "%s has passed: for at once, give --at now or no --at.",
                 cli_time(w->c, w->calendar, at));
    else
        return false;
    return true;
}

/* Who lets it out: the command line is nobody. */
static bool change_fill_override(const struct story_work *w, const struct story_change *o,
                                 struct story_save *in)
{
    struct user u;
    if (!o->override)
        return true;
    enum store_status st = user_find(w->s, w->c->arena, o->as, &u);
    if (st == STORE_MISSING) {
        cli_fail(w->c, "Nobody signs in as \"%s\".", o->as);
        return false;
    }
    if (st != STORE_OK)
        return cli_store_fail(w->c, w->s, st, NULL) == CLI_DONE;
    in->override_reason = o->override;
    in->override_by = u.id;
    return true;
}

bool story_change_fill(const struct story_work *w, const struct story_change *o, int64_t at,
                       struct story_save *in)
{
    if (!change_follows(w, o, in))
        return false;
    in->others_read = o->others_read;
    if (!change_fill_override(w, o, in))
        return false;
    in->waiting_choice = !o->waiting                        ? WAITING_ASK
                         : strcmp(o->waiting, "keeps") == 0 ? WAITING_KEEPS
                                                            : WAITING_TAKES;
    if (in->action != STORY_PUBLISH)
        return true;
    if (change_refuse_when(w, at, in->on) || !change_fill_kind(w, o, at, in))
        return false;
    in->published_at = w->story.live == 0 ? at : 0;
    in->go_live_at = w->story.live == 0 ? 0 : at;
    return true;
}
