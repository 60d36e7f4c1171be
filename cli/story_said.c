/* story_said.c: what came of a save, in a sentence that says what to do next. */
#include "story_private.h"

#include "db/story_merge.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---- Done ------------------------------------------------------------------------------------ */

static const char *said_waits(const struct story_work *w, const struct story *y)
{
    int64_t at = y->staged_at ? y->staged_at : y->published_at;
    return cli_time(w->c, w->calendar, at);
}

static const char *said_kept(const struct story_work *w, const struct story *y)
{
    struct arena *a = w->c->arena;
    if (y->state == STORY_LIVE)
        return arena_printf(a, "kept as a draft; readers still see revision %d", y->live);
    if (y->staged)
        return arena_printf(a, "kept as a draft; revision %d still waits for %s", y->staged,
                            said_waits(w, y));
    return "kept as a draft; the story is still withdrawn";
}

static const char *said_same(const struct story_work *w, const struct story_save *in,
                             const struct story *y)
{
    struct arena *a = w->c->arena;
    if (in->on == NAMED_LIVE)
        return y->state == STORY_LIVE ? arena_printf(a, "unchanged, live at %s", y->path)
                                      : "unchanged";
    if (in->on == NAMED_WAITING)
        return arena_printf(a, "unchanged, waits for %s", said_waits(w, y));
    return "unchanged, a draft";
}

static const char *said_edit(enum edit_kind edit)
{
    return edit == EDIT_UPDATE ? "update" : edit == EDIT_CORRECTION ? "correction" : "minor fix";
}

/* "minor fix, live at /2026/01/x": what became of the text. */
static const char *said_outcome(const struct story_work *w, const struct story_save *in,
                                const struct story_saved *saved)
{
    const struct story *y = &saved->story;
    struct arena *a = w->c->arena;
    const char *same = saved->unchanged && in->on == NAMED_LIVE ? " (the text is the same)" : "";
    switch (saved->outcome) {
    case OUTCOME_SAME:
        return said_same(w, in, y);
    case OUTCOME_KEPT:
        return said_kept(w, y);
    case OUTCOME_PUBLISHED:
        return arena_printf(a, "published at %s", y->path);
    case OUTCOME_SCHEDULED:
        return arena_printf(a, "scheduled for %s at %s", said_waits(w, y), y->path);
    case OUTCOME_MINOR:
    case OUTCOME_UPDATE:
        return arena_printf(a, "%s%s, live at %s", said_edit(in->edit), same, y->path);
    case OUTCOME_CORRECTION:
        return arena_printf(a, "correction printed%s, live at %s", same, y->path);
    case OUTCOME_WAITS:
        return arena_printf(a, "%s, waits for %s", said_edit(in->edit), said_waits(w, y));
    case OUTCOME_RETURNED:
        return arena_printf(a, "live again at %s", y->path);
    default:
        return "kept as a draft";
    }
}

static json_t *said_number(int number)
{
    return number ? json_integer(number) : json_null();
}

static const char *said_kind(enum group_kind k)
{
    return k == GROUP_BYLINE ? "byline" : "tag";
}

static json_t *said_names_json(const struct new_names *made)
{
    json_t *list = json_array();
    for (size_t i = 0; i < made->n; i++)
        json_array_append_new(list,
                              json_pack("{s:s s:o s:s}", "kind", said_kind(made->v[i].kind), "name",
                                        cli_json_text(made->v[i].name), "slug", made->v[i].slug));
    return list;
}

static void said_names(const struct story_work *w, const struct new_names *made)
{
    for (size_t i = 0; i < made->n; i++)
        cli_print("New %s: %s, at /%s/%s/\n", said_kind(made->v[i].kind),
                  cli_name(w->c, made->v[i].name),
                  made->v[i].kind == GROUP_BYLINE ? "author" : "tag", made->v[i].slug);
}

static int said_print(const struct story_work *w, const struct story_save *in,
                      const struct story_saved *saved)
{
    const struct story *y = &saved->story;
    if (w->c->json)
        return cli_print_json(
            w->c, json_pack("{s:I s:i s:s s:o s:o s:s s:o s:o s:o s:b}", "id",
                            (json_int_t)saved->story_id, "revision", saved->number, "state",
                            story_state_name(y->state), "path", cli_json_text(y->path), "from",
                            said_number(in->base), "outcome", story_outcome_name(saved->outcome),
                            "merged", said_number(saved->merged), "waits_for",
                            cli_json_time(w->calendar, y->staged ? y->staged_at : 0), "new_names",
                            said_names_json(&saved->names_made), "unchanged",
                            saved->outcome == OUTCOME_SAME));
    cli_print("Story %" PRId64 ": revision %d, %s", saved->story_id, saved->number,
              said_outcome(w, in, saved));
    if (in->base && in->base != saved->number)
        cli_print("; began from revision %d", in->base);
    if (saved->merged)
        cli_print("; put into what waits for %s too, now revision %d", said_waits(w, y),
                  saved->merged);
    cli_print(".\n");
    said_names(w, &saved->names_made);
    return CLI_DONE;
}

/* ---- Refused --------------------------------------------------------------------------------- */

/* "saved by Ines Okafor at 2026-01-08T09:30:00+00:00". */
static const char *said_saver(const struct story_work *w, int number)
{
    struct story_view v;
    if (story_get(w->s, w->c->arena, w->id, number, w->now, &v) != STORE_OK)
        return "saved just now";
    return arena_printf(w->c->arena, "saved by %s at %s",
                        cli_plain(w->c, story_who(v.revision.saved_by_name)),
                        cli_time(w->c, w->calendar, v.revision.saved_at));
}

static int said_conflict_text(const struct story_work *w, const struct story_save *in, int number)
{
    const char *site = w->c->args[0];
    if (number == 0 || number == in->base)
        return cli_fail(w->c,
                        "Somebody saved at the same moment. Look at the story and try again: "
                        "dateline story show %s %" PRId64,
                        site, w->id);
    return cli_fail(w->c,
                    "Revision %d is there now, %s; this began from %d. Look at it (dateline story "
                    "show %s %" PRId64 " --revision %d), take over what is new, and try again "
                    "from %d.",
                    number, said_saver(w, number), in->base, site, w->id, number, number);
}

static int said_conflict_live(const struct story_work *w, const struct story_save *in, int number)
{
    const char *site = w->c->args[0];
    if (in->on != NAMED_DRAFT || number == 0)
        return said_conflict_text(w, in, 0);
    return cli_fail(w->c,
                    "Readers see revision %d now (%s), but the draft was written when they saw "
                    "%d. Look at what is new (dateline story show %s %" PRId64
                    " --revision %d), put it into the draft, and add --follows %d.",
                    number, said_saver(w, number), in->live, site, w->id, number, number);
}

static int said_conflict_draft(const struct story_work *w, int number)
{
    return cli_fail(w->c,
                    "There is a draft already: revision %d, %s. To put this text in its place, add "
                    "--replace-draft %d; to change it instead, name it with --on draft.",
                    number, said_saver(w, number), number);
}

static int said_conflict_waiting(const struct story_work *w, int number)
{
    if (number == 0)
        return cli_fail(w->c, "What waited for its time is gone by now. Look at the story and try "
                              "again.");
    return cli_fail(w->c,
                    "Revision %d waits for its time by now, %s. Look at it and try again: dateline "
                    "story show %s %" PRId64,
                    number, said_saver(w, number), w->c->args[0], w->id);
}

static int said_conflict_overlap(const struct story_work *w, const struct story_saved *saved)
{
    cli_fail(
        w->c,
        "Revision %d, which waits for %s, changes the same words. Say whose readers are to see "
        "then: --waiting keeps (its own) or --waiting takes (these).",
        saved->conflict_number, said_waits(w, &w->story));
    for (size_t i = 0; saved->overlap && i < saved->overlap->n; i++) {
        const struct text_overlap *o = &saved->overlap->overlaps[i];
        cli_remark("  %s, before:     %s\n", o->field, cli_plain(w->c, o->base));
        cli_remark("  %s, what waits: %s\n", o->field, cli_plain(w->c, o->theirs));
        cli_remark("  %s, this text:  %s\n", o->field, cli_plain(w->c, o->mine));
    }
    return CLI_FAILED;
}

static int said_conflict(const struct story_work *w, const struct story_save *in,
                         const struct story_saved *saved)
{
    switch (saved->conflict) {
    case CONFLICT_LIVE:
        return said_conflict_live(w, in, saved->conflict_number);
    case CONFLICT_WITHDRAWN:
        return cli_fail(w->c, "The story was withdrawn, or came back, at this very moment. Look at "
                              "it and try again.");
    case CONFLICT_TOLD:
        return cli_fail(w->c, "Readers were told of another change at this very moment. Look at "
                              "it and try again.");
    case CONFLICT_WAITING:
        return said_conflict_waiting(w, saved->conflict_number);
    case CONFLICT_DRAFT:
        return said_conflict_draft(w, saved->conflict_number);
    case CONFLICT_OVERLAP:
        return said_conflict_overlap(w, saved);
    default:
        return said_conflict_text(w, in, saved->conflict_number);
    }
}

/* Whose words readers would see for the first time: from the text back to what they have seen. */
static int said_others(const struct story_work *w, const struct story_save *in)
{
    struct revision_rows rows;
    cli_fail(w->c, "Readers would see words by somebody else for the first time. Read them, and "
                   "add --others-read to publish them too:");
    if (story_revisions(w->s, w->c->arena, w->id, w->now, &rows) != STORE_OK)
        return CLI_FAILED;
    int number = in->base;
    for (size_t i = 0; i < rows.n; i++) {
        const struct revision_row *r = &rows.v[i];
        if (r->number != number)
            continue;
        if (r->live || (r->edit != EDIT_KIND_MAX && r->live_from <= w->now))
            break;
        if (r->saved_by_name && *r->saved_by_name)
            cli_remark("  revision %d, saved by %s at %s\n", r->number,
                       cli_plain(w->c, r->saved_by_name), cli_time(w->c, w->calendar, r->saved_at));
        number = r->parent;
    }
    return CLI_FAILED;
}

static int said_asked(const struct story_work *w, const struct new_names *asked)
{
    for (size_t i = 0; i < asked->n; i++) {
        const char *near = "";
        for (size_t j = 0; j < asked->v[i].near.n; j++)
            near = arena_printf(w->c->arena, "%s%s\"%s\"", near, j ? ", " : "",
                                cli_name(w->c, asked->v[i].near.v[j].name));
        cli_warn(w->c, "There is no %s \"%s\" yet, but there is %s.", said_kind(asked->v[i].kind),
                 cli_name(w->c, asked->v[i].name), near);
    }
    return cli_fail(w->c, "Put the name right in the file, or add --new-names if it is a new one.");
}

static int said_refused(const struct story_work *w, const struct story_save *in,
                        const struct story_saved *saved, const struct problems *why)
{
    for (size_t i = 0; i < why->n; i++) /* those speak of a box to tick */
        if (strcmp(why->v[i].field, "same_text_confirmed") != 0 &&
            strcmp(why->v[i].field, "new_names") != 0 &&
            strcmp(why->v[i].field, "others_read") != 0)
            cli_warn(w->c, "%s", why->v[i].text);
    if (saved->same_text)
        cli_fail(w->c, "The text has not changed. To publish an update anyway, add --same-text.");
    if (saved->names_asked.n)
        said_asked(w, &saved->names_asked);
    return saved->others_unread ? said_others(w, in) : CLI_FAILED;
}

/* A remark: the text is saved. */
static void said_nowhere(const struct story_work *w, const struct story_text *t)
{
    struct strlist nowhere = {0};
    if (story_links_nowhere(w->s, w->c->arena, t, &nowhere) != STORE_OK)
        return;
    for (size_t i = 0; i < nowhere.n; i++)
        cli_warn(w->c, "This leads nowhere: %s", cli_plain(w->c, nowhere.v[i]));
}

int story_work_save(struct story_work *w, const struct story_save *in)
{
    struct story_saved saved = {0};
    struct problems why = {.arena = w->c->arena};
    enum store_status st = story_save(w->s, w->c->arena, in, w->now, &saved, &why);
    if (st == STORE_OK) {
        said_nowhere(w, &in->text);
        return said_print(w, in, &saved);
    }
    if (st == STORE_CONFLICT)
        return said_conflict(w, in, &saved);
    if (st == STORE_REFUSED)
        return said_refused(w, in, &saved, &why);
    return cli_store_fail(w->c, w->s, st, &why);
}
