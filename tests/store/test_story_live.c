/* test_story_live.c: what a save of a live story moves of its four instants, what waits, and withdrawal. */
#include "store_test.h"

/* ---- Saving a live story: which instant moves ---------------------------------------------- */

static void four_instants_move_only_when_they_shall(void **state)
{
    struct site *t = *state;
    const struct {
        const char *what;
        enum story_action action;
        enum edit_kind edit;
        bool updated_moves, live_moves;
    } rows[] = {
        {"keep", STORY_KEEP, EDIT_MINOR, false, false},
        {"submit", STORY_SUBMIT, EDIT_MINOR, false, false},
        {"minor fix", STORY_PUBLISH, EDIT_MINOR, false, true},
        {"unsaid, which is minor", STORY_PUBLISH, EDIT_FIRST, false, true},
        {"update", STORY_PUBLISH, EDIT_UPDATE, true, true},
        {"correction", STORY_PUBLISH, EDIT_CORRECTION, true, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        print_message("  %s\n", rows[i].what);
        int64_t id = publish(t, rows[i].what, 0, T0);
        assert_int_equal(story_set_updated(t->s, id, T0 + MINUTE, TIME_ANY, 0, T0 + HOUR, &t->why),
                         STORE_OK);
        int64_t now = T0 + DAY;
        struct story_save in = next_save(t, id, now, arena_printf(t->a, "Body %zu.", i));
        in.action = rows[i].action;
        in.edit = rows[i].edit;
        in.note = "What is new.";
        in.wrong = "Monday";
        in.right = "Tuesday";
        struct story st = save(t, &in, now).story;
        assert_int_equal(st.created_at, T0);
        assert_int_equal(st.published_at, T0);
        assert_int_equal(st.updated_at, rows[i].updated_moves ? now : T0 + MINUTE);
        assert_int_equal(st.edited_at, now);
        assert_int_equal(st.live, rows[i].live_moves ? 2 : 1);
        assert_int_equal(count_audit(t, id, "story.updated"), rows[i].updated_moves ? 2 : 1);
    }
    assert_int_equal(verify(t), 0);
}

static void an_update_wants_a_note_and_a_correction_both_texts(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = next_save(t, id, T0, "New.");
    struct story_saved out;
    in.action = STORY_PUBLISH;
    in.edit = EDIT_UPDATE;
    in.note = "  ";
    assert_int_equal(try_save(t, &in, T0 + HOUR, &out), STORE_REFUSED);
    assert_problem(t, "note");
    in.edit = EDIT_CORRECTION;
    assert_int_equal(try_save(t, &in, T0 + HOUR, &out), STORE_REFUSED);
    assert_problem(t, "wrong");
    assert_problem(t, "right");
    assert_int_equal(story_now(t, id, T0 + HOUR).head, 1);
}

static void updated_lies_between_published_and_now(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0 + 30 * SECOND);
    struct story_save in = next_save(t, id, T0 + HOUR, "New.");
    struct story_saved out;
    in.action = STORY_PUBLISH;
    in.edit = EDIT_UPDATE;
    in.note = "New.";
    in.updated_at = T0 + HOUR + 1;
    assert_int_equal(try_save(t, &in, T0 + HOUR, &out), STORE_REFUSED);
    assert_problem(t, "updated_at");
    in.updated_at = T0 - MINUTE;
    assert_int_equal(try_save(t, &in, T0 + HOUR, &out), STORE_REFUSED);
    assert_problem(t, "updated_at");
    in.updated_at = T0; /* the minute of publication: a form has no seconds */
    assert_int_equal(save(t, &in, T0 + HOUR).story.updated_at, T0 + 30 * SECOND);
}

static void an_update_of_nothing_asks_before_it_redates(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = next_save(t, id, T0, NULL);
    struct story_saved out;
    in.action = STORY_PUBLISH;
    in.edit = EDIT_UPDATE;
    in.note = "Nothing really.";
    assert_int_equal(try_save(t, &in, T0 + HOUR, &out), STORE_REFUSED);
    assert_true(out.same_text);
    assert_int_equal(story_now(t, id, T0 + HOUR).updated_at, 0);
    in.text.section.slug = "science"; /* moving it is no new text */
    assert_int_equal(try_save(t, &in, T0 + HOUR, &out), STORE_REFUSED);
    assert_true(out.same_text);
    in.same_text_confirmed = true;
    assert_int_equal(save(t, &in, T0 + HOUR).story.updated_at, T0 + HOUR);
}

static void an_update_is_compared_with_what_readers_see(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = next_save(t, id, T0, "Kept, not shown.");
    save(t, &in, T0 + 1);
    in = next_save(t, id, T0 + 2, NULL); /* the head's text, new to readers */
    in.action = STORY_PUBLISH;
    in.edit = EDIT_UPDATE;
    in.note = "New.";
    struct story_saved out = save(t, &in, T0 + HOUR);
    assert_int_equal(out.number, 2);
    assert_true(out.unchanged);
    assert_int_equal(out.story.live, 2);
}

static void updated_is_set_and_cleared_by_hand_and_audited(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    int64_t now = T0 + DAY;
    assert_int_equal(story_set_updated(t->s, id, T0 - HOUR, TIME_ANY, 0, now, &t->why),
                     STORE_REFUSED);
    assert_int_equal(story_set_updated(t->s, id, now + 1, TIME_ANY, 0, now, &t->why),
                     STORE_REFUSED);
    assert_int_equal(story_set_updated(t->s, id, T0 + HOUR, TIME_ANY, 0, now, &t->why), STORE_OK);
    assert_int_equal(story_now(t, id, now).updated_at, T0 + HOUR);
    assert_int_equal(story_set_updated(t->s, id, 0, TIME_ANY, 0, now, &t->why), STORE_OK);
    assert_int_equal(story_now(t, id, now).updated_at, 0);
    assert_int_equal(story_set_updated(t->s, id, 0, TIME_ANY, 0, now, &t->why),
                     STORE_OK); /* no change */
    assert_int_equal(count_audit(t, id, "story.updated"), 2);
    struct audit_entries e;
    assert_int_equal(audit_list(t->s, t->a, id, 0, 1, &e), STORE_OK);
    assert_non_null(strstr(e.v[0].detail, "2026-01-08T10:30:00+00:00 → none"));
    struct story_save draft = new_story("Only a draft");
    int64_t other = save(t, &draft, now).story_id;
    assert_int_equal(story_set_updated(t->s, other, T0, TIME_ANY, 0, now, &t->why), STORE_REFUSED);
    assert_int_equal(story_set_updated(t->s, 99, T0, TIME_ANY, 0, now, &t->why), STORE_MISSING);
}

/* From a page that was opened before somebody else set it: neither undoes the other's unseen. */
static void a_time_is_put_in_the_place_of_the_one_that_was_shown(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0), now = T0 + DAY;
    assert_int_equal(story_set_updated(t->s, id, T0 + HOUR, 0, NULL, now, &t->why), STORE_OK);
    assert_int_equal(story_set_updated(t->s, id, T0 + MINUTE, 0, NULL, now, &t->why),
                     STORE_CONFLICT);
    assert_int_equal(story_set_updated(t->s, id, 0, T0 + MINUTE, NULL, now, &t->why),
                     STORE_CONFLICT);
    assert_int_equal(story_now(t, id, now).updated_at, T0 + HOUR);
    /* Both meant the same. */
    assert_int_equal(story_set_updated(t->s, id, T0 + HOUR, 0, NULL, now, &t->why), STORE_OK);
    assert_int_equal(story_set_updated(t->s, id, 0, T0 + HOUR, NULL, now, &t->why), STORE_OK);
    assert_int_equal(story_now(t, id, now).updated_at, 0);

    assert_int_equal(story_set_published(t->s, id, T0 - HOUR, T0, NULL, now, &t->why), STORE_OK);
    assert_int_equal(story_set_published(t->s, id, T0 - DAY, T0, NULL, now, &t->why),
                     STORE_CONFLICT);
    assert_int_equal(story_now(t, id, now).published_at, T0 - HOUR);
    int64_t waits = publish(t, "Loud water", T0 + 3 * DAY, T0);
    assert_int_equal(
        story_set_published(t->s, waits, T0 + 5 * DAY, T0 + 3 * DAY, NULL, now, &t->why), STORE_OK);
    assert_int_equal(
        story_set_published(t->s, waits, T0 + 6 * DAY, T0 + 3 * DAY, NULL, now, &t->why),
        STORE_CONFLICT);
    assert_int_equal(story_now(t, waits, now).published_at, T0 + 5 * DAY);
    assert_int_equal(count_audit(t, id, "story.updated"), 2);
}

static void published_moves_into_the_past_but_not_past_updated(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", T0 - 40 * DAY, T0);
    assert_int_equal(story_set_updated(t->s, id, T0 - 10 * DAY, TIME_ANY, 0, T0, &t->why),
                     STORE_OK);
    assert_int_equal(story_set_published(t->s, id, T0 - 9 * DAY, TIME_ANY, 0, T0, &t->why),
                     STORE_REFUSED);
    assert_problem(t, "published_at");
    forget_problems(t);
    assert_int_equal(story_set_published(t->s, id, T0 + 1, TIME_ANY, 0, T0, &t->why),
                     STORE_REFUSED);
    assert_int_equal(story_set_published(t->s, id, T0 - 11 * DAY, TIME_ANY, 0, T0, &t->why),
                     STORE_OK);
    struct story st = story_now(t, id, T0);
    assert_int_equal(st.published_at, T0 - 11 * DAY);
    assert_int_equal(st.updated_at, T0 - 10 * DAY);
    assert_string_equal(st.path, "/2025/11/quiet-water"); /* the permalink stays */
    assert_int_equal(count_list(t, LIST_ALL, 0, T0), 1);
    assert_int_equal(count_audit(t, id, "story.published"), 1);
    assert_int_equal(verify(t), 0);
}

/* ---- Staged revisions ---------------------------------------------------------------------- */

static struct story_save stage(struct site *t, int64_t id, const char *body, enum edit_kind edit,
                               int64_t at, int64_t now)
{
    struct story_save in = next_save(t, id, now, body);
    in.action = STORY_PUBLISH;
    in.edit = edit;
    in.go_live_at = at;
    in.note = "News at noon.";
    in.wrong = "Monday";
    in.right = "Tuesday";
    return in;
}

static void a_staged_update_shows_itself_and_its_time_at_its_time(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0), at = T0 + DAY;
    struct story_save in = stage(t, id, "At noon.", EDIT_UPDATE, at, T0 + HOUR);
    struct story st = save(t, &in, T0 + HOUR).story;
    assert_int_equal(st.staged, 2);
    assert_int_equal(st.staged_at, at);
    assert_int_equal(st.live, 1);
    assert_int_equal(st.updated_at, 0);
    st = story_now(t, id, at - 1);
    assert_int_equal(st.live, 1);
    assert_int_equal(st.updated_at, 0);
    st = story_now(t, id, at);
    assert_int_equal(st.live, 2);
    assert_int_equal(st.staged, 0);
    assert_int_equal(st.updated_at, at);
    struct changes c;
    assert_int_equal(story_changes(t->s, t->a, id, at - 1, &c), STORE_OK);
    assert_int_equal(c.n, 1);
    assert_int_equal(story_changes(t->s, t->a, id, at, &c), STORE_OK);
    assert_int_equal(c.n, 2);
}

static void a_staged_updated_time_is_not_after_its_go_live(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = stage(t, id, "At noon.", EDIT_UPDATE, T0 + DAY, T0);
    struct story_saved out;
    in.updated_at = T0 + DAY + 1;
    assert_int_equal(try_save(t, &in, T0, &out), STORE_REFUSED);
    assert_problem(t, "updated_at");
    in.updated_at = T0 + HOUR;
    save(t, &in, T0);
    assert_int_equal(story_now(t, id, T0 + DAY).updated_at, T0 + HOUR);
}

static void staging_again_replaces_what_was_staged(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = stage(t, id, "First.", EDIT_CORRECTION, T0 + DAY, T0);
    save(t, &in, T0 + 1);
    in = stage(t, id, "Second.", EDIT_UPDATE, T0 + 2 * DAY, T0 + 1);
    save(t, &in, T0 + 2);
    struct story st = story_now(t, id, T0 + DAY);
    assert_int_equal(st.live, 1);
    assert_int_equal(st.staged, 3);
    assert_int_equal(story_now(t, id, T0 + 2 * DAY).live, 3);
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, id, 0, T0 + 3 * DAY, &v), STORE_OK);
    assert_int_equal(v.corrections.n, 0); /* the first one's went with it */
}

static void publishing_now_keeps_what_is_staged(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in =
        stage(t, id, "The harbour was quiet.\n\nAt noon.", EDIT_UPDATE, T0 + DAY, T0);
    save(t, &in, T0 + 1);
    in = save_of(t, id, NAMED_LIVE, T0 + 1, "The harbour was quiet, mostly.\n\nNobody knew why.");
    in.action = STORY_PUBLISH;
    in.edit = EDIT_MINOR;
    struct story_saved out = save(t, &in, T0 + HOUR);
    assert_int_equal(out.story.live, 3);
    assert_int_equal(out.story.staged, 4);
    assert_int_equal(out.merged, 4);
    assert_int_equal(out.story.updated_at, 0);
    struct story st = story_now(t, id, T0 + DAY);
    assert_int_equal(st.live, 4);
    assert_int_equal(st.updated_at, T0 + DAY);
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, id, 4, T0 + DAY, &v), STORE_OK);
    assert_string_equal(v.revision.text.body, "The harbour was quiet, mostly.\n\nAt noon.");
}

static void a_staged_minor_fix_does_not_undo_updated_set_meanwhile(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = stage(t, id, "A comma.", EDIT_MINOR, T0 + DAY, T0);
    save(t, &in, T0 + 1);
    assert_int_equal(story_set_updated(t->s, id, T0 + HOUR, TIME_ANY, 0, T0 + 2 * HOUR, &t->why),
                     STORE_OK);
    struct story st = story_now(t, id, T0 + DAY);
    assert_int_equal(st.live, 2);
    assert_int_equal(st.updated_at, T0 + HOUR);
    /* Cleared at last: cleared it stays, fixes or not. */
    assert_int_equal(story_set_updated(t->s, id, 0, TIME_ANY, 0, T0 + 2 * DAY, &t->why), STORE_OK);
    in = next_save(t, id, T0 + 2 * DAY, "Another comma.");
    in.action = STORY_PUBLISH;
    assert_int_equal(save(t, &in, T0 + 3 * DAY).story.updated_at, 0);
}

static void unscheduling_takes_back_a_staged_revision_only(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    assert_int_equal(unschedule(t, id, T0), STORE_REFUSED);
    struct story_save in = stage(t, id, "At noon.", EDIT_CORRECTION, T0 + DAY, T0);
    save(t, &in, T0 + 1);
    assert_int_equal(unschedule(t, id, T0 + 2), STORE_OK);
    struct story st = story_now(t, id, T0 + 2 * DAY);
    assert_int_equal(st.state, STORY_LIVE);
    assert_int_equal(st.live, 1);
    assert_int_equal(st.updated_at, 0);
    assert_int_equal(verify(t), 0);
}

/* ---- Withdrawal, kind, history ------------------------------------------------------------- */

static void withdrawing_and_restoring_leave_the_times_alone(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    assert_int_equal(story_set_updated(t->s, id, T0 + 1, TIME_ANY, 0, T0 + 2, &t->why), STORE_OK);
    assert_int_equal(story_withdraw(t->s, id, TIME_ANY, "", 0, T0 + 3, &t->why), STORE_REFUSED);
    assert_problem(t, "reason");
    assert_int_equal(story_withdraw(t->s, id, TIME_ANY, "It was a hoax.", 0, T0 + 3, &t->why),
                     STORE_OK);
    struct story st = story_now(t, id, T0 + 4);
    assert_int_equal(st.state, STORY_WITHDRAWN);
    assert_int_equal(st.withdrawn_at, T0 + 3);
    assert_string_equal(st.withdrawn_reason, "It was a hoax.");
    assert_int_equal(story_restore(t->s, id, 1, "", T0 + 3, NULL, T0 + DAY, &t->why),
                     STORE_REFUSED);
    assert_int_equal(restore(t, id, T0 + DAY), STORE_OK);
    st = story_now(t, id, T0 + DAY);
    assert_int_equal(st.state, STORY_LIVE);
    assert_int_equal(st.published_at, T0);
    assert_int_equal(st.updated_at, T0 + 1);
    assert_int_equal(count_list(t, LIST_ALL, 0, T0 + DAY), 1);
    assert_int_equal(restore(t, id, T0 + DAY), STORE_REFUSED);
}

static void what_was_staged_does_not_come_back_with_a_withdrawn_story(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = stage(t, id, "At noon.", EDIT_UPDATE, T0 + DAY, T0);
    save(t, &in, T0 + 1);
    assert_int_equal(story_withdraw(t->s, id, TIME_ANY, "Wrong.", 0, T0 + 2, &t->why), STORE_OK);
    assert_int_equal(restore(t, id, T0 + 2 * DAY), STORE_OK);
    assert_int_equal(story_now(t, id, T0 + 2 * DAY).live, 1);
}

static void the_kind_is_fixed_at_first_publication(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("Quiet water");
    int64_t id = save(t, &in, T0).story_id;
    in = next_save(t, id, T0, NULL);
    in.kind = STORY_PAGE;
    assert_int_equal(save(t, &in, T0).story.kind, STORY_PAGE);
    in = next_save(t, id, T0, NULL);
    in.action = STORY_PUBLISH;
    assert_string_equal(save(t, &in, T0).story.path, "/quiet-water");
    in = next_save(t, id, T0, NULL);
    in.kind = STORY_NEWS;
    struct story_saved out;
    assert_int_equal(try_save(t, &in, T0, &out), STORE_REFUSED);
    assert_problem(t, "kind");
}

static void the_history_tells_what_was_published_how(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = next_save(t, id, T0, "Kept.");
    save(t, &in, T0 + 1);
    in = next_save(t, id, T0, "Fixed.");
    in.action = STORY_PUBLISH;
    save(t, &in, T0 + 2);
    in = stage(t, id, "Corrected.", EDIT_CORRECTION, 0, T0 + 3);
    save(t, &in, T0 + 3);
    struct revision_rows r;
    assert_int_equal(story_revisions(t->s, t->a, id, T0 + 4, &r), STORE_OK);
    assert_int_equal(r.n, 4);
    assert_int_equal(r.v[0].edit, EDIT_CORRECTION);
    assert_true(r.v[0].live);
    assert_int_equal(r.v[1].edit, EDIT_MINOR);
    assert_int_equal(r.v[2].edit, EDIT_KIND_MAX);
    assert_int_equal(r.v[3].edit, EDIT_FIRST);
    assert_false(r.v[3].live);
    struct changes c;
    assert_int_equal(story_changes(t->s, t->a, id, T0 + 4, &c), STORE_OK);
    assert_int_equal(c.n, 2);
    assert_int_equal(c.minor, 1);
    assert_int_equal(c.v[0].kind, EDIT_CORRECTION);
    assert_string_equal(c.v[0].wrong, "Monday");
    assert_string_equal(c.v[0].right, "Tuesday");
    assert_int_equal(c.v[0].at, T0 + 3);
    assert_int_equal(c.v[1].kind, EDIT_FIRST);
    assert_int_equal(c.v[1].at, T0);
    assert_int_equal(verify(t), 0);
}

static void a_minor_fix_of_nothing_is_none(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = next_save(t, id, T0, NULL);
    in.action = STORY_PUBLISH;
    assert_true(save(t, &in, T0 + 1).unchanged);
    struct changes c;
    assert_int_equal(story_changes(t->s, t->a, id, T0 + 2, &c), STORE_OK);
    assert_int_equal(c.minor, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(four_instants_move_only_when_they_shall),
        sited(an_update_wants_a_note_and_a_correction_both_texts),
        sited(updated_lies_between_published_and_now),
        sited(an_update_of_nothing_asks_before_it_redates),
        sited(an_update_is_compared_with_what_readers_see),
        sited(updated_is_set_and_cleared_by_hand_and_audited),
        sited(a_time_is_put_in_the_place_of_the_one_that_was_shown),
        sited(published_moves_into_the_past_but_not_past_updated),
        sited(a_staged_update_shows_itself_and_its_time_at_its_time),
        sited(a_staged_updated_time_is_not_after_its_go_live),
        sited(staging_again_replaces_what_was_staged),
        sited(publishing_now_keeps_what_is_staged),
        sited(a_staged_minor_fix_does_not_undo_updated_set_meanwhile),
        sited(unscheduling_takes_back_a_staged_revision_only),
        sited(withdrawing_and_restoring_leave_the_times_alone),
        sited(what_was_staged_does_not_come_back_with_a_withdrawn_story),
        sited(the_kind_is_fixed_at_first_publication),
        sited(the_history_tells_what_was_published_how),
        sited(a_minor_fix_of_nothing_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
