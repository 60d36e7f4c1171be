/* test_texts.c: no text reaches readers that somebody did not name and was not shown. */
#include "texts_test.h"

/* ---- Publishing names a text ----------------------------------------------------------------- */

static void publishing_a_text_needs_its_number_and_hash(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = keep_new(t, by, "Quiet water", T0);
    struct story_save right = publishing(t, by, id, NAMED_DRAFT, T0, NULL), in = right;
    in.hash = NULL;
    assert_conflict(t, &in, T0 + 1, CONFLICT_TEXT, 1);
    in.hash = "";
    assert_conflict(t, &in, T0 + 1, CONFLICT_TEXT, 1);
    in = right;
    char *hash = arena_dup(t->a, right.hash);
    hash[0] = hash[0] == 'a' ? 'b' : 'a';
    in.hash = hash;
    assert_conflict(t, &in, T0 + 1, CONFLICT_TEXT, 1);
    in = right;
    in.base = 2;
    assert_conflict(t, &in, T0 + 1, CONFLICT_TEXT, 1);
    in.base = 0;
    assert_conflict(t, &in, T0 + 1, CONFLICT_TEXT, 1);
    assert_int_equal(story_now(t, id, T0 + 1).state, STORY_DRAFT);
    assert_int_equal(save(t, &right, T0 + 1).outcome, OUTCOME_PUBLISHED);
}

static void a_wrong_hash_is_a_conflict_for_a_draft_too(void **state)
{
    struct site *t = *state;
    int64_t id = keep_new(t, editor(t), "Quiet water", T0);
    struct story_save in = save_of(t, id, NAMED_DRAFT, T0, "More.");
    in.hash = "0123";
    assert_conflict(t, &in, T0 + 1, CONFLICT_TEXT, 1);
    in.hash = NULL; /* not given: the number is enough where no reader is concerned */
    save(t, &in, T0 + 1);
}

static void a_text_is_named_by_its_kind_too(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    keep_on(t, by, id, NAMED_LIVE, T0 + 1, "Kept.");
    struct story_save in = publishing(t, by, id, NAMED_DRAFT, T0 + 1, NULL);
    in.on = NAMED_LIVE; /* the draft's number under another name */
    assert_conflict(t, &in, T0 + 2, CONFLICT_TEXT, 1);
    in.on = NAMED_WAITING;
    assert_conflict(t, &in, T0 + 2, CONFLICT_TEXT, 1);
    assert_string_not_equal(reads(t, "/2026/01/quiet-water", T0 + 2), "Kept.");
}

static void publishing_is_refused_when_readers_see_another_text_by_now(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    keep_on(t, by, id, NAMED_LIVE, T0 + 1, "Kept.");
    struct story_save draft = publishing(t, by, id, NAMED_DRAFT, T0 + 1, NULL);
    struct story_save live = publishing(t, by, id, NAMED_LIVE, T0 + 1, "Late.");
    struct story_save fix = publishing(t, by, id, NAMED_LIVE, T0 + 1, "Fixed.");
    assert_int_equal(save(t, &fix, T0 + 2).story.live, 3);
    assert_conflict(t, &draft, T0 + 3, CONFLICT_LIVE, 3);
    assert_conflict(t, &live, T0 + 3, CONFLICT_TEXT, 3);
}

static void publishing_is_refused_when_another_text_waits_by_now(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save fix = publishing(t, by, id, NAMED_LIVE, T0, "Fixed.");
    stage_on(t, by, id, NAMED_LIVE, T0 + DAY, T0 + 1, "At noon.");
    assert_conflict(t, &fix, T0 + 2, CONFLICT_WAITING, 2);
    struct story_save staged = publishing(t, by, id, NAMED_WAITING, T0 + 2, "At one.");
    stage_on(t, by, id, NAMED_WAITING, T0 + DAY, T0 + 3, "At noon sharp.");
    assert_conflict(t, &staged, T0 + 4, CONFLICT_TEXT, 3);
    struct story_save after = publishing(t, by, id, NAMED_LIVE, T0 + 4, "Fixed.");
    assert_int_equal(unschedule(t, id, T0 + 5), STORE_OK);
    assert_conflict(t, &after, T0 + 6, CONFLICT_WAITING, 0);
    assert_string_not_equal(reads(t, "/2026/01/quiet-water", T0 + 2 * DAY), "Fixed.");
}

static void a_form_opened_before_the_instant_and_sent_after_it_is_refused(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0), at = T0 + DAY;
    stage_on(t, by, id, NAMED_LIVE, at, T0 + 1, "At noon.");
    struct story_save live = publishing(t, by, id, NAMED_LIVE, at - 1, "Fixed.");
    struct story_save waits = publishing(t, by, id, NAMED_WAITING, at - 1, "At one.");
    assert_conflict(t, &live, at, CONFLICT_TEXT, 2);
    assert_conflict(t, &waits, at, CONFLICT_TEXT, 2);
    int64_t other = publish(t, "Loud water", at, T0);
    waits = publishing(t, by, other, NAMED_WAITING, at - 1, "Never.");
    assert_conflict(t, &waits, at, CONFLICT_TEXT, 1);
    assert_string_equal(reads(t, "/2026/01/quiet-water", at), "At noon.");
}

/* ---- Keeping --------------------------------------------------------------------------------- */

static void keeping_a_text_makes_it_the_draft_and_shows_readers_nothing(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_saved out = keep_on(t, by, id, NAMED_LIVE, T0 + 1, "Kept.");
    assert_int_equal(out.outcome, OUTCOME_KEPT);
    assert_int_equal(out.story.draft, 2);
    assert_int_equal(out.story.draft_follows, 1);
    assert_int_equal(out.story.live, 1);
    out = keep_on(t, by, id, NAMED_DRAFT, T0 + 2, "Kept again.");
    assert_int_equal(out.story.draft, 3);
    assert_int_equal(out.story.live, 1);
    assert_string_not_equal(reads(t, "/2026/01/quiet-water", T0 + DAY), "Kept again.");
}

static void keeping_what_waits_leaves_it_waiting(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    stage_on(t, by, id, NAMED_LIVE, T0 + DAY, T0 + 1, "At noon.");
    struct story_saved out = keep_on(t, by, id, NAMED_WAITING, T0 + 2, "At one.");
    assert_int_equal(out.story.draft, 3);
    assert_int_equal(out.story.staged, 2);
    assert_string_equal(reads(t, "/2026/01/quiet-water", T0 + DAY), "At noon.");
}

static void keeping_a_text_unchanged_makes_no_draft_of_it(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_saved out = keep_on(t, by, id, NAMED_LIVE, T0 + 1, NULL);
    assert_int_equal(out.outcome, OUTCOME_SAME);
    assert_int_equal(out.story.draft, 0);
    stage_on(t, by, id, NAMED_LIVE, T0 + DAY, T0 + 2, "At noon.");
    assert_int_equal(keep_on(t, by, id, NAMED_WAITING, T0 + 3, NULL).story.draft, 0);
    keep_on(t, by, id, NAMED_LIVE, T0 + 4, "Kept.");
    out = keep_on(t, by, id, NAMED_DRAFT, T0 + 5, NULL);
    assert_int_equal(out.outcome, OUTCOME_SAME);
    assert_int_equal(out.story.draft, 3);
}

static void a_draft_is_replaced_only_by_a_save_that_names_it(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    stage_on(t, by, id, NAMED_LIVE, T0 + DAY, T0 + 1, "At noon.");
    keep_on(t, by, id, NAMED_LIVE, T0 + 2, "Kept.");
    for (int on = NAMED_LIVE; on <= NAMED_WAITING; on++) {
        struct story_save in = save_of(t, id, (enum named_text)on, T0 + 3, "Another.");
        int draft = in.draft;
        assert_conflict(t, &in, T0 + 3, CONFLICT_DRAFT, draft);
        in.replaces_draft = true;
        in.draft = draft - 1;
        assert_conflict(t, &in, T0 + 3, CONFLICT_DRAFT, draft);
        in.draft = 0;
        assert_conflict(t, &in, T0 + 3, CONFLICT_DRAFT, draft);
        in.draft = draft;
        struct story_saved out = save(t, &in, T0 + 4);
        assert_int_equal(out.story.draft, out.number);
    }
    struct revision_rows rows; /* what was replaced is in the history */
    assert_int_equal(story_revisions(t->s, t->a, id, T0 + 5, &rows), STORE_OK);
    assert_int_equal(rows.n, 5);
}

static void only_the_drafts_own_publication_ends_it(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    keep_on(t, by, id, NAMED_LIVE, T0 + 1, "Kept.");
    struct story_save in = publishing(t, by, id, NAMED_LIVE, T0 + 2, "Fixed.");
    struct story_saved out = save(t, &in, T0 + 2);
    assert_int_equal(out.story.draft, 2);
    assert_int_equal(out.story.draft_follows, 1); /* the fix is not in it */
    out = stage_on(t, by, id, NAMED_LIVE, T0 + DAY, T0 + 3, "Fixed.\n\nMore.");
    assert_int_equal(out.story.draft, 2);
    assert_int_equal(unschedule(t, id, T0 + 4), STORE_OK);
    assert_int_equal(story_now(t, id, T0 + 4).draft, 2); /* there is one: it stays */
    in = publishing(t, by, id, NAMED_DRAFT, T0 + 5, NULL);
    out = save(t, &in, T0 + 5);
    assert_int_equal(out.story.draft, 0);
    assert_int_equal(out.story.live, 2);
    assert_string_equal(reads(t, out.story.path, T0 + 5), "Kept.");
}

/* ---- What waits ------------------------------------------------------------------------------ */

static void what_waits_is_rescheduled_or_published_now_by_naming_it(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    stage_on(t, by, id, NAMED_LIVE, T0 + DAY, T0 + 1, "At noon.");
    struct story_saved out = stage_on(t, by, id, NAMED_WAITING, T0 + 2 * DAY, T0 + 2, NULL);
    assert_int_equal(out.outcome, OUTCOME_WAITS);
    assert_int_equal(out.number, 2);
    assert_string_not_equal(reads(t, out.story.path, T0 + 2 * DAY - 1), "At noon.");
    assert_string_equal(reads(t, out.story.path, T0 + 2 * DAY), "At noon.");
    struct story_save in = publishing(t, by, id, NAMED_WAITING, T0 + 3, NULL);
    out = save(t, &in, T0 + 3);
    assert_int_equal(out.outcome, OUTCOME_MINOR);
    assert_int_equal(out.story.staged, 0);
    assert_string_equal(reads(t, out.story.path, T0 + 3), "At noon.");
    struct changes c;
    assert_int_equal(story_changes(t->s, t->a, id, T0 + 3 * DAY, &c), STORE_OK);
    assert_int_equal(c.minor, 1);
    assert_int_equal(verify(t), 0);
}

static int64_t schedule(struct site *t, const struct actor *by, int64_t at)
{
    struct story_save in = new_story("Quiet water");
    in.by = by;
    in.action = STORY_PUBLISH;
    in.published_at = at;
    return save(t, &in, T0).story_id;
}

static void a_scheduled_story_is_moved_and_published_now_by_naming_it(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = schedule(t, by, T0 + DAY);
    struct story_save in = publishing(t, by, id, NAMED_WAITING, T0 + 1, NULL);
    in.published_at = T0 + 2 * DAY;
    struct story_saved out = save(t, &in, T0 + 1);
    assert_int_equal(out.outcome, OUTCOME_SCHEDULED);
    assert_string_equal(reads(t, out.story.path, T0 + 2 * DAY - 1), "");
    assert_string_not_equal(reads(t, out.story.path, T0 + 2 * DAY), "");
    in = publishing(t, by, id, NAMED_WAITING, T0 + 2, "Now.");
    in.published_at = T0 + 3;
    out = save(t, &in, T0 + 3);
    assert_int_equal(out.outcome, OUTCOME_PUBLISHED);
    assert_string_equal(reads(t, out.story.path, T0 + 3), "Now.");
    assert_int_equal(out.story.updated_at, 0);
    assert_int_equal(verify(t), 0);
}

static void a_scheduled_story_does_not_go_out_by_a_change_of_its_time_alone(void **state)
{
    struct site *t = *state;
    int64_t id = schedule(t, editor(t), T0 + DAY);
    forget_problems(t); /* that form names no text: another may wait by now */
    assert_int_equal(story_set_published(t->s, id, T0 - DAY, TIME_ANY, NULL, T0 + 1, &t->why),
                     STORE_REFUSED);
    assert_problem(t, "published_at");
    assert_int_equal(story_set_published(t->s, id, T0 + 1, TIME_ANY, NULL, T0 + 1, &t->why),
                     STORE_REFUSED);
    assert_int_equal(story_set_published(t->s, id, T0 + HOUR, TIME_ANY, NULL, T0 + 1, &t->why),
                     STORE_REFUSED);
    assert_int_equal(story_set_published(t->s, id, T0 + 2 * DAY, TIME_ANY, NULL, T0 + 1, &t->why),
                     STORE_OK);
    struct story now = story_now(t, id, T0 + 2 * DAY - 1);
    assert_int_equal(now.state, STORY_SCHEDULED);
    assert_string_equal(reads(t, now.path, T0 + 2 * DAY), new_story("").text.body);
}

/* To an hour, a month or a battery's end before the last save: what readers saw stays as it was. */
static void a_clock_set_back_moves_no_time(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    const int64_t back[] = {T0 + HOUR, T0 - HOUR, T0 - 20 * DAY, 1000};
    for (size_t i = 0; i < sizeof back / sizeof back[0]; i++) {
        int64_t id = publish(t, arena_printf(t->a, "Clock %zu", i), 0, T0);
        struct story_save in = publishing(t, by, id, NAMED_LIVE, T0 + 2 * HOUR, "It is noon.");
        in.edit = EDIT_UPDATE;
        in.note = "The mayor answered.";
        save(t, &in, T0 + 2 * HOUR);
        in = publishing(t, by, id, NAMED_LIVE, T0 + 2 * HOUR, "It is noon, exactly.");
        save(t, &in, back[i]);
        struct story s = story_now(t, id, T0 + 3 * HOUR);
        assert_int_equal(s.published_at, T0);
        assert_int_equal(s.updated_at, T0 + 2 * HOUR);
        assert_int_equal(s.state, STORY_LIVE);
        assert_string_equal(reads(t, s.path, T0 + 3 * HOUR), "It is noon, exactly.");
        struct changes changes;
        assert_int_equal(story_changes(t->s, t->a, id, T0 + 3 * HOUR, &changes), STORE_OK);
        assert_int_equal(changes.n, 2);
        assert_string_equal(changes.v[0].note, "The mayor answered.");
    }
    assert_int_equal(verify(t), 0);
}

/* A write that waited for the lock has an older clock than the one that had it. */
static void a_write_that_waited_undoes_nothing_of_the_one_before(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t), *tomas = other_editor(t);
    int64_t id = schedule(t, ines, T0 + DAY), now = T0 + 5 * SECOND;
    struct story_save later = publishing(t, ines, id, NAMED_WAITING, now - 9, NULL);
    struct story_save out_now = publishing(t, tomas, id, NAMED_WAITING, now - 9, NULL);
    later.published_at = T0 + 2 * DAY;
    out_now.published_at = now;
    out_now.others_read = true;
    assert_int_equal(save(t, &out_now, now).outcome, OUTCOME_PUBLISHED);
    struct story_saved out;
    assert_int_equal(try_save(t, &later, now - 8, &out), STORE_CONFLICT);
    forget_problems(t);
    assert_int_equal(story_unschedule(t->s, id, 1, TIME_ANY, ines, now - 7, &t->why),
                     STORE_REFUSED);
    assert_string_equal(reads(t, "/2026/01/quiet-water", now), new_story("").text.body);
    /* Withdrawn, what went out stays what readers saw last. */
    struct story_save fix = publishing(t, tomas, id, NAMED_LIVE, now + 1, "Fixed.");
    fix.others_read = true;
    save(t, &fix, now + 2);
    assert_int_equal(story_withdraw(t->s, id, TIME_ANY, "Wrong.", ines, now + 1, &t->why),
                     STORE_OK);
    assert_int_equal(story_now(t, id, now + 3).live, 2);
    assert_int_equal(story_now(t, id, now + 3).draft, 0);
}

static void a_draft_beside_a_scheduled_story_changes_nothing_of_it(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = schedule(t, by, T0 + DAY);
    struct story_save in = save_of(t, id, NAMED_WAITING, T0 + 1, "Kept.");
    in.by = by;
    in.slug = "another-address";
    in.text.headline = "Loud water";
    struct story_saved out = save(t, &in, T0 + 1);
    assert_int_equal(out.outcome, OUTCOME_KEPT);
    assert_int_equal(out.story.state, STORY_SCHEDULED);
    assert_int_equal(out.story.draft, 2);
    assert_string_equal(out.story.path, "/2026/01/quiet-water");
    assert_string_equal(reads(t, out.story.path, T0 + DAY), new_story("").text.body);
    /* Publishing the draft puts it in the place of what waits, at the same instant. */
    in = publishing(t, by, id, NAMED_DRAFT, T0 + 2, NULL);
    out = save(t, &in, T0 + 2);
    assert_int_equal(out.outcome, OUTCOME_SCHEDULED);
    assert_int_equal(out.story.draft, 0);
    assert_string_equal(reads(t, out.story.path, T0 + DAY - 1), "");
    assert_string_equal(reads(t, out.story.path, T0 + DAY), "Kept.");
    assert_int_equal(verify(t), 0);
}

static void a_change_that_waits_blocks_another_one(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    stage_on(t, by, id, NAMED_LIVE, T0 + DAY, T0 + 1, "At noon.");
    struct story_save in = publishing(t, by, id, NAMED_LIVE, T0 + 2, "Another.");
    in.go_live_at = T0 + 2 * DAY;
    assert_refused(t, &in, T0 + 2, "go_live_at");
    keep_on(t, by, id, NAMED_LIVE, T0 + 3, "Kept.");
    in = publishing(t, by, id, NAMED_DRAFT, T0 + 4, NULL);
    in.go_live_at = T0 + HOUR;
    assert_refused(t, &in, T0 + 4, "go_live_at");
    assert_int_equal(story_now(t, id, T0 + 5).staged, 2);
}

static void what_waits_is_told_with_its_kind_time_and_note(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = publishing(t, by, id, NAMED_LIVE, T0, "At noon.");
    in.go_live_at = T0 + DAY;
    in.edit = EDIT_CORRECTION;
    in.wrong = "Monday";
    in.right = "Tuesday";
    in.updated_at = T0 + HOUR;
    save(t, &in, T0 + 1);
    keep_on(t, other_editor(t), id, NAMED_LIVE, T0 + 2,
            "The harbour was loud.\n\nNobody knew why.");
    struct named_infos texts = texts_of(t, id, by, T0 + 3);
    const struct named_info *waits = &texts.v[NAMED_WAITING], *draft = &texts.v[NAMED_DRAFT];
    assert_int_equal(texts.v[NAMED_LIVE].number, 1);
    assert_int_equal(texts.v[NAMED_LIVE].words, 0);
    assert_int_equal(waits->number, 2);
    assert_int_equal(waits->at, T0 + DAY);
    assert_int_equal(waits->kind, EDIT_CORRECTION);
    assert_int_equal(waits->updated_at, T0 + HOUR);
    assert_string_equal(waits->wrong, "Monday");
    assert_string_equal(waits->right, "Tuesday");
    assert_false(waits->others);
    assert_int_equal(draft->number, 3);
    assert_int_equal(draft->words, 1);
    assert_string_equal(draft->saved_by_name, "tomas");
    assert_int_equal(draft->saved_at, T0 + 2);
    assert_true(draft->others);
    texts = texts_of(t, id, by, T0 + DAY);
    assert_int_equal(texts.v[NAMED_LIVE].number, 2);
    assert_int_equal(texts.v[NAMED_WAITING].number, 0);
    assert_string_equal(texts.v[NAMED_WAITING].hash, "");
    assert_int_equal(texts.v[NAMED_WAITING].at, 0);
}

/* Nobody was shown that another address goes out. */
static void a_draft_beside_a_scheduled_story_changes_neither_its_address_nor_its_kind(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", T0 + DAY, T0);
    struct story_save in = save_of(t, id, NAMED_WAITING, T0 + 1, "Kept.");
    in.by = by;
    in.slug = "secret-plan";
    in.kind = STORY_REVIEW;
    save(t, &in, T0 + 1);
    struct story s = story_now(t, id, T0 + 2);
    assert_string_equal(s.slug, "quiet-water");
    assert_int_equal(s.kind, STORY_NEWS);
    assert_string_equal(reads(t, "/2026/01/secret-plan", T0 + DAY), "");
    assert_string_equal(reads(t, s.path, T0 + DAY), new_story("").text.body);
}

/* ---- Words of others ------------------------------------------------------------------------- */

static void assert_unread(struct site *t, struct story_save *in, int64_t now)
{
    struct story_saved out;
    assert_int_equal(try_save(t, in, now, &out), STORE_REFUSED);
    assert_true(out.others_unread);
    assert_problem(t, "others_read");
}

static void ones_own_words_need_no_tick(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = keep_new(t, by, "Quiet water", T0);
    keep_on(t, by, id, NAMED_DRAFT, T0 + 1, "Mine too.");
    assert_false(texts_of(t, id, by, T0 + 2).v[NAMED_DRAFT].others);
    struct story_save in = publishing(t, by, id, NAMED_DRAFT, T0 + 2, "And mine.");
    save(t, &in, T0 + 2);
}

static void words_of_another_editor_that_readers_have_not_seen_need_a_tick(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t), *tomas = other_editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    keep_on(t, tomas, id, NAMED_LIVE, T0 + 1, "By Tomas.");
    /* Saving it once more does not make it one's own. */
    keep_on(t, ines, id, NAMED_DRAFT, T0 + 2, "By Tomas.\n\nBy Ines.");
    assert_true(texts_of(t, id, ines, T0 + 3).v[NAMED_DRAFT].others);
    struct story_save in = publishing(t, ines, id, NAMED_DRAFT, T0 + 3, NULL);
    assert_unread(t, &in, T0 + 3);
    in.go_live_at = T0 + DAY; /* nor does a later time */
    assert_unread(t, &in, T0 + 3);
    in.go_live_at = 0;
    in.others_read = true;
    assert_int_equal(save(t, &in, T0 + 4).outcome, OUTCOME_MINOR);
}

static void an_authors_story_needs_a_tick_of_its_editor(void **state)
{
    struct site *t = *state;
    struct actor *ada = author(t), *ines = editor(t);
    struct story_save in = new_story("Quiet water");
    in.by = ada;
    in.action = STORY_SUBMIT;
    int64_t id = save(t, &in, T0).story_id;
    in = publishing(t, ines, id, NAMED_DRAFT, T0 + 1, NULL);
    assert_unread(t, &in, T0 + 1);
    in.published_at = T0 + DAY;
    assert_unread(t, &in, T0 + 1);
    in.others_read = true;
    assert_int_equal(save(t, &in, T0 + 1).outcome, OUTCOME_SCHEDULED);
    /* What waits by now was said to be meant by Ines, not by Tomas. */
    in = publishing(t, other_editor(t), id, NAMED_WAITING, T0 + 2, NULL);
    in.published_at = T0 + 2;
    assert_unread(t, &in, T0 + 2);
}

static void words_that_readers_have_seen_need_no_tick(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t), *tomas = other_editor(t);
    int64_t id = keep_new(t, tomas, "Quiet water", T0);
    struct story_save in = publishing(t, tomas, id, NAMED_DRAFT, T0, NULL);
    save(t, &in, T0 + 1);
    in = publishing(t, ines, id, NAMED_LIVE, T0 + 2, "By Ines.");
    save(t, &in, T0 + 2);
    keep_on(t, ines, id, NAMED_LIVE, T0 + 3, "By Ines too.");
    in = publishing(t, ines, id, NAMED_DRAFT, T0 + 4, NULL);
    save(t, &in, T0 + 4);
}

static void a_text_equal_to_what_readers_see_needs_no_tick(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t), *tomas = other_editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    keep_on(t, tomas, id, NAMED_LIVE, T0 + 1, "By Tomas.");
    struct story_save in = publishing(t, ines, id, NAMED_DRAFT, T0 + 2, new_story("").text.body);
    save(t, &in, T0 + 2);
}

static void a_tag_by_somebody_else_is_words_too(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t), *tomas = other_editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = save_of(t, id, NAMED_LIVE, T0 + 1, NULL);
    struct group tag = {.name = "Corruption"};
    in.by = tomas;
    in.text.tags = (struct groups){&tag, 1};
    save(t, &in, T0 + 1);
    in = publishing(t, ines, id, NAMED_DRAFT, T0 + 2, NULL);
    assert_unread(t, &in, T0 + 2);
}

static void a_restored_revision_of_another_needs_a_tick_unless_readers_saw_it(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t), *tomas = other_editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    keep_on(t, tomas, id, NAMED_LIVE, T0 + 1, "By Tomas.");
    forget_problems(t);
    assert_int_equal(story_discard_draft(t->s, id, 2, tomas, T0 + 2, &t->why), STORE_OK);
    struct story_save in = publishing(t, ines, id, NAMED_LIVE, T0 + 3, "By Tomas.");
    in.restored = 2;
    assert_unread(t, &in, T0 + 3);
    in.others_read = true;
    save(t, &in, T0 + 3);
    in = publishing(t, ines, id, NAMED_LIVE, T0 + 4, new_story("").text.body);
    in.restored = 1; /* readers saw that one */
    save(t, &in, T0 + 4);
}

static void a_restored_revision_is_anothers_in_a_draft_too(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t), *tomas = other_editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    keep_on(t, tomas, id, NAMED_LIVE, T0 + 1, "By Tomas.");
    forget_problems(t);
    assert_int_equal(story_discard_draft(t->s, id, 2, tomas, T0 + 2, &t->why), STORE_OK);
    struct story_save in = save_of(t, id, NAMED_LIVE, T0 + 3, "By Tomas.\n\nBy Ines.");
    in.by = ines;
    in.restored = 2;
    assert_int_equal(save(t, &in, T0 + 3).story.draft, 3);
    assert_true(texts_of(t, id, ines, T0 + 4).v[NAMED_DRAFT].others);
    in = publishing(t, ines, id, NAMED_DRAFT, T0 + 4, NULL);
    assert_unread(t, &in, T0 + 4);
    /* And what was in the draft is not forgotten for what was restored into it. */
    keep_on(t, tomas, id, NAMED_DRAFT, T0 + 5, "By Tomas.\n\nBy Ines.\n\nMore.");
    in = save_of(t, id, NAMED_DRAFT, T0 + 6, "More, and less.");
    in.by = ines;
    in.restored = 1;
    save(t, &in, T0 + 6);
    in = publishing(t, ines, id, NAMED_DRAFT, T0 + 7, NULL);
    assert_unread(t, &in, T0 + 7);
    in = save_of(t, id, NAMED_LIVE, T0 + 8, "Nothing of it.");
    in.by = ines;
    in.replaces_draft = true;
    in.restored = 99; /* there is no such revision */
    save(t, &in, T0 + 8);
    in = publishing(t, ines, id, NAMED_DRAFT, T0 + 9, NULL);
    save(t, &in, T0 + 9);
}

static void a_draft_beside_a_scheduled_story_follows_what_goes_out(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", T0 + HOUR, T0);
    struct story_saved kept = keep_on(t, editor(t), id, NAMED_WAITING, T0 + 1, "A draft.");
    assert_int_equal(kept.story.draft_follows, 1);
    keep_on(t, editor(t), id, NAMED_DRAFT, T0 + 2, "More of it.");
    struct story now = story_now(t, id, T0 + HOUR);
    assert_int_equal(now.live, 1);
    assert_int_equal(now.draft_follows, now.live);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(publishing_a_text_needs_its_number_and_hash),
        sited(a_wrong_hash_is_a_conflict_for_a_draft_too),
        sited(a_text_is_named_by_its_kind_too),
        sited(publishing_is_refused_when_readers_see_another_text_by_now),
        sited(publishing_is_refused_when_another_text_waits_by_now),
        sited(a_form_opened_before_the_instant_and_sent_after_it_is_refused),
        sited(keeping_a_text_makes_it_the_draft_and_shows_readers_nothing),
        sited(keeping_what_waits_leaves_it_waiting),
        sited(keeping_a_text_unchanged_makes_no_draft_of_it),
        sited(a_draft_is_replaced_only_by_a_save_that_names_it),
        sited(only_the_drafts_own_publication_ends_it),
        sited(what_waits_is_rescheduled_or_published_now_by_naming_it),
        sited(a_scheduled_story_is_moved_and_published_now_by_naming_it),
        sited(a_scheduled_story_does_not_go_out_by_a_change_of_its_time_alone),
        sited(a_write_that_waited_undoes_nothing_of_the_one_before),
        sited(a_draft_beside_a_scheduled_story_changes_nothing_of_it),
        sited(a_change_that_waits_blocks_another_one),
        sited(what_waits_is_told_with_its_kind_time_and_note),
        sited(ones_own_words_need_no_tick),
        sited(words_of_another_editor_that_readers_have_not_seen_need_a_tick),
        sited(an_authors_story_needs_a_tick_of_its_editor),
        sited(words_that_readers_have_seen_need_no_tick),
        sited(a_text_equal_to_what_readers_see_needs_no_tick),
        sited(a_tag_by_somebody_else_is_words_too),
        sited(a_draft_beside_a_scheduled_story_changes_neither_its_address_nor_its_kind),
        sited(a_restored_revision_of_another_needs_a_tick_unless_readers_saw_it),
        sited(a_restored_revision_is_anothers_in_a_draft_too),
        sited(a_clock_set_back_moves_no_time),
        sited(a_draft_beside_a_scheduled_story_follows_what_goes_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
