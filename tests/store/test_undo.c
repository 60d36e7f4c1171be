/* test_undo.c: what can be undone, and what can be put right afterwards. */
#include "texts_test.h"

#include "db/archive.h"
#include "db/report.h"
#include "db/story_desk.h"
#include "db/story_reword.h"

#define PATH "/2026/01/quiet-water"

/* ---- Withdrawn ------------------------------------------------------------------------------- */

static enum store_status withdraw(struct site *t, int64_t id, int64_t now)
{
    forget_problems(t);
    return story_withdraw(t->s, id, TIME_ANY, "Wrong.", NULL, now, &t->why);
}

static void a_withdrawn_story_comes_back_as_it_was_by_number_and_hash(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    keep_on(t, by, id, NAMED_LIVE, T0 + 1, "Kept.");
    assert_int_equal(withdraw(t, id, T0 + 2), STORE_OK);
    struct named_infos texts = texts_of(t, id, by, T0 + 3);
    const struct named_info *live = &texts.v[NAMED_LIVE], *draft = &texts.v[NAMED_DRAFT];
    forget_problems(t);
    assert_int_equal(story_restore(t->s, id, 1, NULL, T0 + 2, by, T0 + 3, &t->why), STORE_REFUSED);
    assert_int_equal(story_restore(t->s, id, 1, "", T0 + 2, by, T0 + 3, &t->why), STORE_REFUSED);
    assert_non_null(strstr(t->why.v[0].text, "This is not the text that readers saw last."));
    assert_int_equal(story_restore(t->s, id, 1, draft->hash, T0 + 2, by, T0 + 3, &t->why),
                     STORE_REFUSED);
    assert_int_equal(story_restore(t->s, id, 0, live->hash, T0 + 2, by, T0 + 3, &t->why),
                     STORE_REFUSED);
    assert_int_equal(story_restore(t->s, id, 2, draft->hash, T0 + 2, by, T0 + 3, &t->why),
                     STORE_REFUSED);
    assert_string_equal(reads(t, PATH, T0 + 3), "gone");
    assert_int_equal(story_restore(t->s, id, 1, live->hash, T0 + 2, by, T0 + 3, &t->why), STORE_OK);
    assert_string_equal(reads(t, PATH, T0 + 3), new_story("").text.body);
    assert_int_equal(story_now(t, id, T0 + 3).draft, 2);
    assert_int_equal(count_audit(t, id, "story.restore"), 1);
}

/* It came back, and went again for another reason. */
static void withdraw_again(struct site *t, int64_t id, int64_t now)
{
    assert_int_equal(restore(t, id, now), STORE_OK);
    forget_problems(t);
    assert_int_equal(story_withdraw(t->s, id, TIME_ANY, "A court said so.", NULL, now + 1, &t->why),
                     STORE_OK);
}

static void what_was_shown_of_one_withdrawal_does_not_end_the_next_one(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    assert_int_equal(withdraw(t, id, T0 + 1), STORE_OK);
    struct named_infos texts = texts_of(t, id, by, T0 + 2);
    struct story_save as_before = publishing(t, by, id, NAMED_LIVE, T0 + 2, NULL);
    struct story_save fixed = publishing(t, by, id, NAMED_LIVE, T0 + 2, "Fixed.");
    struct story_saved out;
    withdraw_again(t, id, T0 + 3);
    forget_problems(t);
    assert_int_equal(
        story_restore(t->s, id, 1, texts.v[NAMED_LIVE].hash, T0 + 1, by, T0 + 5, &t->why),
        STORE_REFUSED);
    assert_non_null(strstr(t->why.v[0].text, "was withdrawn again since you opened this page"));
    assert_int_equal(try_save(t, &as_before, T0 + 5, &out), STORE_CONFLICT);
    assert_int_equal(out.conflict, CONFLICT_WITHDRAWN);
    assert_int_equal(try_save(t, &fixed, T0 + 5, &out), STORE_CONFLICT);
    assert_int_equal(out.conflict, CONFLICT_WITHDRAWN);
    assert_string_equal(reads(t, PATH, T0 + 5), "gone");
    assert_string_equal(story_now(t, id, T0 + 5).withdrawn_reason, "A court said so.");

    /* Who was shown that one may. */
    fixed = publishing(t, by, id, NAMED_LIVE, T0 + 6, "Fixed.");
    save(t, &fixed, T0 + 6);
    assert_string_equal(reads(t, PATH, T0 + 6), "Fixed.");
}

static void a_withdrawn_story_comes_back_corrected_in_one_step(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0), back = T0 + HOUR;
    assert_int_equal(withdraw(t, id, T0 + 10), STORE_OK);
    struct story_save in = publishing(t, by, id, NAMED_LIVE, T0 + 11, "Corrected.");
    in.edit = EDIT_CORRECTION;
    in.wrong = "quiet";
    in.right = "loud";
    for (int64_t now = back - 20; now < back; now++)
        assert_string_equal(reads(t, PATH, now), "gone");
    struct story_saved out = save(t, &in, back);
    assert_int_equal(out.outcome, OUTCOME_RETURNED);
    assert_int_equal(out.story.state, STORY_LIVE);
    assert_int_equal(out.story.updated_at, back);
    for (int64_t now = back; now < back + 20; now++)
        assert_string_equal(reads(t, PATH, now), "Corrected.");
    struct corrections list;
    assert_int_equal(correction_list(t->s, t->a, (struct list_key){INT64_MAX, 0}, 10, back, &list),
                     STORE_OK);
    assert_int_equal(list.n, 1);
    assert_int_equal(count_audit(t, id, "story.return"), 1);
    assert_int_equal(verify(t), 0);
}

static void a_withdrawn_story_comes_back_at_once_or_not_at_all(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    assert_int_equal(withdraw(t, id, T0 + 1), STORE_OK);
    struct story_save in = publishing(t, editor(t), id, NAMED_LIVE, T0 + 2, "Corrected.");
    in.go_live_at = T0 + HOUR;
    assert_refused(t, &in, T0 + 2, "go_live_at");
    assert_string_equal(reads(t, PATH, T0 + DAY), "gone");
}

static void a_draft_of_a_withdrawn_story_stays_unseen_until_it_is_published(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    stage_on(t, by, id, NAMED_LIVE, T0 + DAY, T0 + 1, "At noon.");
    assert_int_equal(withdraw(t, id, T0 + 2), STORE_OK);
    struct story now = story_now(t, id, T0 + 3);
    assert_int_equal(now.staged, 0);
    assert_int_equal(now.draft, 2); /* what waited */
    assert_int_equal(now.draft_follows, 1);
    keep_on(t, by, id, NAMED_DRAFT, T0 + 3, "At one.");
    assert_string_equal(reads(t, PATH, T0 + 2 * DAY), "gone");
    struct story_save in = publishing(t, by, id, NAMED_DRAFT, T0 + 4, NULL);
    assert_int_equal(save(t, &in, T0 + 4).outcome, OUTCOME_RETURNED);
    assert_string_equal(reads(t, PATH, T0 + 4), "At one.");
}

/* ---- Off the schedule, and drafts ------------------------------------------------------------ */

static void what_waits_is_taken_off_the_schedule_by_its_number(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    stage_on(t, by, id, NAMED_LIVE, T0 + DAY, T0 + 1, "At noon.");
    forget_problems(t);
    assert_int_equal(story_unschedule(t->s, id, 1, TIME_ANY, by, T0 + 2, &t->why), STORE_REFUSED);
    assert_int_equal(story_unschedule(t->s, id, 0, TIME_ANY, by, T0 + 2, &t->why), STORE_REFUSED);
    assert_int_equal(story_unschedule(t->s, id, 2, TIME_ANY, by, T0 + 2, &t->why), STORE_OK);
    struct story now = story_now(t, id, T0 + DAY);
    assert_int_equal(now.live, 1);
    assert_int_equal(now.draft, 2);
    assert_int_equal(now.draft_follows, 1);
    id = publish(t, "Loud water", T0 + DAY, T0);
    assert_int_equal(story_unschedule(t->s, id, 1, TIME_ANY, by, T0 + 3, &t->why), STORE_OK);
    now = story_now(t, id, T0 + DAY);
    assert_int_equal(now.state, STORY_DRAFT);
    assert_int_equal(now.draft, 1);
    assert_string_equal(now.path, "");
    assert_int_equal(verify(t), 0);
}

static void what_readers_see_never_becomes_the_draft(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = publishing(t, NULL, id, NAMED_LIVE, T0, NULL);
    in.edit = EDIT_UPDATE; /* the same text, with a note, at noon */
    in.note = "Looked at again.";
    in.same_text_confirmed = true;
    in.go_live_at = T0 + DAY;
    assert_int_equal(save(t, &in, T0 + 1).story.staged, 1);
    assert_int_equal(unschedule(t, id, T0 + 2), STORE_OK);
    assert_int_equal(story_now(t, id, T0 + 2).draft, 0);
}

static void a_draft_is_discarded_by_its_number_and_stays_in_the_history(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    keep_on(t, by, id, NAMED_LIVE, T0 + 1, "Kept.");
    forget_problems(t);
    assert_int_equal(story_discard_draft(t->s, id, 1, by, T0 + 2, &t->why), STORE_REFUSED);
    assert_int_equal(story_discard_draft(t->s, id, 0, by, T0 + 2, &t->why), STORE_REFUSED);
    assert_int_equal(story_discard_draft(t->s, id, 2, by, T0 + 2, &t->why), STORE_OK);
    assert_int_equal(story_discard_draft(t->s, id, 2, by, T0 + 2, &t->why), STORE_REFUSED);
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, id, 2, T0 + 3, &v), STORE_OK);
    assert_string_equal(v.revision.text.body, "Kept.");
    assert_int_equal(v.story.draft, 0);
    assert_int_equal(count_audit(t, id, "story.discard"), 1);
    id = keep_new(t, by, "Only a draft", T0);
    assert_int_equal(story_discard_draft(t->s, id, 1, by, T0 + 4, &t->why), STORE_REFUSED);
    assert_int_equal(verify(t), 0);
}

/* ---- Taken back ------------------------------------------------------------------------------ */

static void a_story_taken_back_within_the_hour_was_never_there(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = publishing(t, by, id, NAMED_LIVE, T0 + 1, "Corrected.");
    in.slug = "calm-water";
    in.edit = EDIT_CORRECTION;
    in.wrong = "quiet";
    in.right = "calm";
    save(t, &in, T0 + 1);
    in = publishing(t, by, id, NAMED_LIVE, T0 + 2, NULL);
    in.slug = "still-water";
    save(t, &in, T0 + 2);
    assert_string_equal(reads(t, PATH, T0 + 2), "moved");
    forget_problems(t);
    assert_int_equal(story_take_back(t->s, id, TIME_ANY, by, T0 + STORY_TAKE_BACK_MS, &t->why),
                     STORE_OK);
    int64_t now = T0 + STORY_TAKE_BACK_MS;
    const char *paths[] = {PATH, "/2026/01/calm-water", "/2026/01/still-water"};
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(reads(t, paths[i], now), "");
    struct story st = story_now(t, id, now);
    assert_int_equal(st.state, STORY_DRAFT);
    assert_int_equal(st.draft, 2);
    assert_int_equal(st.live, 0);
    assert_int_equal(st.published_at, 0);
    assert_int_equal(st.updated_at, 0);
    assert_string_equal(st.path, "");
    assert_int_equal(count_list(t, LIST_ALL, 0, now), 0);
    struct corrections list;
    assert_int_equal(correction_list(t->s, t->a, (struct list_key){INT64_MAX, 0}, 9, now, &list),
                     STORE_OK);
    assert_int_equal(list.n, 0);
    struct changes c;
    assert_int_equal(story_changes(t->s, t->a, id, now, &c), STORE_MISSING);
    assert_int_equal(count_audit(t, id, "story.take_back"), 1);
    assert_int_equal(verify(t), 0);
    in = publishing(t, by, id, NAMED_DRAFT, now, NULL); /* the command line's words, unseen now */
    in.others_read = true;
    struct story_saved out = save(t, &in, now + DAY);
    assert_int_equal(out.outcome, OUTCOME_PUBLISHED);
    assert_int_equal(out.story.published_at, now + DAY);
    assert_string_equal(reads(t, "/2026/01/still-water", now + DAY), "Corrected.");
    /* What led here leads here no more. */
    assert_string_equal(reads(t, PATH, now + DAY), "");
    assert_string_equal(reads(t, "/2026/01/calm-water", now + DAY), "");
}

/* Old addresses that an import brought along are none of its doing. */
static void what_led_to_a_story_before_it_was_published_does_so_again(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    struct story_import from = {
        .key = "a", .hash = "a", .kind = STORY_NEWS, .text = new_story("Quiet water").text};
    enum import_outcome outcome;
    int64_t id = 0;
    strlist_add(t->a, &from.aliases, "/old/quiet.html");
    strlist_add(t->a, &from.aliases, "/2026/01/as-it-was");
    assert_int_equal(story_import(t->s, t->a, &from, T0 - MINUTE, &outcome, &id, &t->why),
                     STORE_OK);
    struct story_save in = publishing(t, by, id, NAMED_DRAFT, T0, NULL);
    in.others_read = true;
    save(t, &in, T0);
    in = publishing(t, by, id, NAMED_LIVE, T0 + 1, NULL);
    in.slug = "calm-water";
    save(t, &in, T0 + 1);
    assert_string_equal(reads(t, "/old/quiet.html", T0 + 1), "moved");
    forget_problems(t);
    assert_int_equal(story_take_back(t->s, id, TIME_ANY, by, T0 + 2, &t->why), STORE_OK);
    assert_string_equal(reads(t, "/old/quiet.html", T0 + 2), "");
    in = publishing(t, by, id, NAMED_DRAFT, T0 + 3, NULL);
    in.others_read = true;
    save(t, &in, T0 + 3);
    assert_string_equal(reads(t, "/old/quiet.html", T0 + 3), "moved");
    assert_string_equal(reads(t, "/2026/01/as-it-was", T0 + 3), "moved");
    assert_string_equal(reads(t, PATH, T0 + 3), "");
    assert_int_equal(verify(t), 0);
}

/* The correction would go with the story, and nobody was shown it. */
static void a_story_is_taken_back_as_it_was_shown(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    int64_t shown = story_now(t, id, T0).live_from;
    struct story_save in = publishing(t, by, id, NAMED_LIVE, T0 + 1, NULL);
    in.edit = EDIT_CORRECTION;
    in.wrong = "quiet";
    in.right = "calm";
    save(t, &in, T0 + 1);
    forget_problems(t);
    assert_int_equal(story_take_back(t->s, id, shown, by, T0 + 2, &t->why), STORE_REFUSED);
    assert_non_null(strstr(t->why.v[0].text, "Look at it first"));
    assert_int_equal(story_take_back(t->s, id, 0, by, T0 + 2, &t->why), STORE_REFUSED);
    assert_int_equal(story_now(t, id, T0 + 2).state, STORY_LIVE);
    shown = story_now(t, id, T0 + 2).live_from;
    assert_int_equal(story_take_back(t->s, id, shown, by, T0 + 3, &t->why), STORE_OK);
}

static const char *last_of_log(struct site *t, int64_t id, size_t before)
{
    struct audit_entries e;
    assert_int_equal(audit_list(t->s, t->a, id, 0, 9, &e), STORE_OK);
    assert_true(e.n > before);
    return e.v[before].detail;
}

static int64_t stage_correction(struct site *t, int64_t id, int64_t now)
{
    struct story_save in = publishing(t, NULL, id, NAMED_LIVE, now, "At noon.");
    in.edit = EDIT_CORRECTION;
    in.wrong = "quiet";
    in.right = "calm";
    in.go_live_at = T0 + DAY;
    return save(t, &in, now).number;
}

/* They stand in no text: without the log somebody would have to think of them once more. */
static void what_readers_were_to_be_told_of_a_change_stays_in_the_log(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    int number = (int)stage_correction(t, id, T0 + 1);
    forget_problems(t);
    assert_int_equal(story_unschedule(t->s, id, number, TIME_ANY, NULL, T0 + 2, &t->why), STORE_OK);
    assert_non_null(strstr(last_of_log(t, id, 0), ", correction: quiet → calm"));
    assert_int_equal(story_discard_draft(t->s, id, number, NULL, T0 + 3, &t->why), STORE_OK);
    stage_correction(t, id, T0 + 4);
    assert_int_equal(withdraw(t, id, T0 + 5), STORE_OK);
    assert_non_null(strstr(last_of_log(t, id, 1), "staged revision back to draft"));
    assert_non_null(strstr(last_of_log(t, id, 1), ", correction: quiet → calm"));

    id = publish(t, "Loud water", 0, T0 + 6);
    struct story_save in = publishing(t, NULL, id, NAMED_LIVE, T0 + 7, "Louder.");
    in.edit = EDIT_UPDATE;
    in.note = "It is louder.";
    save(t, &in, T0 + 7);
    assert_int_equal(story_take_back(t->s, id, TIME_ANY, NULL, T0 + 8, &t->why), STORE_OK);
    assert_non_null(strstr(last_of_log(t, id, 0), ", note: It is louder."));
}

static void after_the_hour_a_story_is_not_taken_back_any_more(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = publishing(t, NULL, id, NAMED_LIVE, T0, "Fixed.");
    save(t, &in, T0 + HOUR - 1); /* a fix does not begin the hour again */
    forget_problems(t);
    assert_int_equal(story_take_back(t->s, id, TIME_ANY, NULL, T0 + HOUR + 1, &t->why),
                     STORE_REFUSED);
    assert_string_equal(reads(t, PATH, T0 + HOUR + 1), "Fixed.");
    id = publish(t, "Loud water", T0 + DAY, T0); /* the hour begins at its instant */
    assert_int_equal(story_take_back(t->s, id, TIME_ANY, NULL, T0 + DAY - 1, &t->why),
                     STORE_REFUSED);
    assert_int_equal(story_take_back(t->s, id, TIME_ANY, NULL, T0 + DAY + HOUR + 1, &t->why),
                     STORE_REFUSED);
    assert_int_equal(story_take_back(t->s, id, TIME_ANY, NULL, T0 + DAY + HOUR, &t->why), STORE_OK);
}

static void a_story_with_another_text_beside_it_is_not_taken_back(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    keep_on(t, by, id, NAMED_LIVE, T0 + 1, "Kept.");
    forget_problems(t);
    assert_int_equal(story_take_back(t->s, id, TIME_ANY, by, T0 + 2, &t->why), STORE_REFUSED);
    assert_int_equal(story_discard_draft(t->s, id, 2, by, T0 + 3, &t->why), STORE_OK);
    stage_on(t, by, id, NAMED_LIVE, T0 + DAY, T0 + 4, "At noon.");
    assert_int_equal(story_take_back(t->s, id, TIME_ANY, by, T0 + 5, &t->why), STORE_REFUSED);
    assert_int_equal(withdraw(t, id, T0 + 6), STORE_OK);
    assert_int_equal(story_take_back(t->s, id, TIME_ANY, by, T0 + 7, &t->why), STORE_REFUSED);
}

/* ---- The bin --------------------------------------------------------------------------------- */

static void only_a_story_that_readers_never_saw_goes_into_the_bin(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t live = publish(t, "Quiet water", 0, T0), waits = publish(t, "Later", T0 + DAY, T0);
    int64_t gone = publish(t, "Gone", 0, T0), draft = keep_new(t, by, "Draft", T0);
    assert_int_equal(withdraw(t, gone, T0 + 1), STORE_OK);
    forget_problems(t);
    assert_int_equal(story_bin(t->s, live, 0, by, T0 + 2, &t->why), STORE_REFUSED);
    assert_int_equal(story_bin(t->s, waits, 0, by, T0 + 2, &t->why), STORE_REFUSED);
    assert_int_equal(story_bin(t->s, gone, 0, by, T0 + 2, &t->why), STORE_REFUSED);
    assert_int_equal(story_unbin(t->s, draft, by, T0 + 2, &t->why), STORE_REFUSED);
    assert_int_equal(story_bin(t->s, draft, 0, by, T0 + 2, &t->why), STORE_OK);
    assert_int_equal(story_bin(t->s, draft, 0, by, T0 + 2, &t->why), STORE_REFUSED);
    struct story_save in = publishing(t, by, draft, NAMED_DRAFT, T0 + 3, NULL);
    assert_refused(t, &in, T0 + 3, "");
    in.action = STORY_KEEP;
    in.text.body = "More.";
    assert_refused(t, &in, T0 + 3, "");
    int64_t another = keep_new(t, by, "Another", T0 + 4);
    assert_int_equal(story_bin(t->s, another, 0, by, T0 + 2 + STORY_BIN_MS, &t->why), STORE_OK);
    assert_int_equal(story_unbin(t->s, draft, by, T0 + 2 + STORY_BIN_MS, &t->why), STORE_OK);
    assert_int_equal(story_now(t, draft, T0 + 2 + STORY_BIN_MS).state, STORY_DRAFT);
    assert_int_equal(verify(t), 0);
}

/* Bins a draft long ago, and another one now. */
static void purge(struct site *t, int64_t id)
{
    forget_problems(t);
    assert_int_equal(story_bin(t->s, id, 0, NULL, T0 + DAY, &t->why), STORE_OK);
    int64_t now = T0 + DAY + STORY_BIN_MS + 1;
    assert_int_equal(story_unbin(t->s, id, NULL, now, &t->why), STORE_REFUSED);
    int64_t other = keep_new(t, NULL, "Another", now);
    assert_int_equal(story_bin(t->s, other, 0, NULL, now, &t->why), STORE_OK);
}

static void after_thirty_days_in_the_bin_the_texts_are_deleted(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = keep_new(t, by, "Quiet water", T0), now = T0 + DAY + STORY_BIN_MS + 2;
    keep_on(t, by, id, NAMED_DRAFT, T0 + 1, "Secret.");
    purge(t, id);
    struct story_view v;
    for (int number = 0; number <= 2; number++)
        assert_int_equal(story_get(t->s, t->a, id, number, now, &v), STORE_MISSING);
    struct revision_rows rows;
    assert_int_equal(story_revisions(t->s, t->a, id, now, &rows), STORE_MISSING);
    struct desk_rows desk;
    struct desk_filter any = {.state = STORY_STATE_MAX, .kind = STORY_KIND_MAX};
    assert_int_equal(story_desk(t->s, t->a, &any, (struct list_key){0, 0}, 9, now, &desk),
                     STORE_OK);
    for (size_t i = 0; i < desk.n; i++)
        assert_int_not_equal(desk.v[i].story.id, id);
    assert_int_equal(count_audit(t, id, "story.purge"), 1);
    forget_problems(t);
    assert_int_equal(story_unbin(t->s, id, by, now, &t->why), STORE_REFUSED);
    /* Nor by a clock that went back. */
    assert_int_equal(story_unbin(t->s, id, by, T0 + 2 * DAY, &t->why), STORE_REFUSED);
    assert_int_equal(verify(t), 0);
}

static void a_reader_report_does_not_keep_a_text_from_being_deleted(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct report_new note = {.story_id = id,
                              .revision = 1,
                              .passage = "p-1",
                              .quote = "The harbour was quiet.",
                              .message = "It was not.",
                              .email = "",
                              .address = "192.0.2.1"};
    int retry_s;
    forget_problems(t);
    assert_int_equal(report_add(t->s, &note, T0 + 1, &retry_s, &t->why), STORE_OK);
    assert_int_equal(story_take_back(t->s, id, TIME_ANY, NULL, T0 + 2, &t->why), STORE_OK);
    purge(t, id);
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, id, 1, T0 + 40 * DAY, &v), STORE_MISSING);
    struct reports list;
    assert_int_equal(report_list(t->s, t->a, (struct report_key){0}, 9, T0 + 40 * DAY, &list),
                     STORE_OK);
    assert_int_equal(list.n, 0);
    assert_int_equal(verify(t), 0);
}

/* What waits keeps its words to readers, unless a form replaces them that shows them. */
static void the_note_of_what_waits_is_replaced_only_by_a_form_that_shows_it(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    struct story_saved out;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = publishing(t, ines, id, NAMED_LIVE, T0 + 1, "Waits.");
    in.go_live_at = T0 + DAY;
    in.edit = EDIT_UPDATE;
    in.note = "One.";
    save(t, &in, T0 + 1);
    struct story_save mine = publishing(t, ines, id, NAMED_WAITING, T0 + 2, "Waits, too.");
    struct story_save theirs = publishing(t, ines, id, NAMED_WAITING, T0 + 2, NULL);
    mine.go_live_at = theirs.go_live_at = T0 + DAY;
    mine.edit = theirs.edit = EDIT_UPDATE;
    mine.note = "One.";
    theirs.note = "Two.";
    save(t, &theirs, T0 + 3);
    assert_int_equal(try_save(t, &mine, T0 + 4, &out), STORE_CONFLICT);
    assert_int_equal(out.conflict, CONFLICT_WAITING);
    assert_string_equal(texts_of(t, id, ines, T0 + 4).v[NAMED_WAITING].note, "Two.");

    /* A fix of what readers see replaces no note. */
    in = publishing(t, ines, id, NAMED_LIVE, T0 + 5, NULL);
    in.waiting_said = NULL;
    in.text.headline = "Quieter water";
    save(t, &in, T0 + 5);
    struct named_infos now = texts_of(t, id, ines, T0 + 6);
    assert_string_equal(now.v[NAMED_WAITING].note, "Two.");
    mine = publishing(t, ines, id, NAMED_WAITING, T0 + 6, "Waits, too.");
    mine.go_live_at = T0 + DAY;
    mine.edit = EDIT_CORRECTION;
    mine.wrong = "It.";
    mine.right = "That.";
    save(t, &mine, T0 + 6);
    assert_string_equal(texts_of(t, id, ines, T0 + 7).v[NAMED_WAITING].wrong, "It.");
}

/* ---- Public wording -------------------------------------------------------------------------- */

static struct changes changes_of(struct site *t, int64_t id, int64_t now)
{
    struct changes c;
    assert_int_equal(story_changes(t->s, t->a, id, now, &c), STORE_OK);
    return c;
}

/* What is to stand there, and what stood there as the form shows it. */
static enum store_status reword(struct site *t, int64_t id, enum wording what, int64_t which,
                                const char *first, const char *second, const char *was_first,
                                const char *was_second, int64_t now)
{
    const struct reworded words = {first, second, was_first, was_second};
    forget_problems(t);
    return story_reword(t->s, id, what, which, &words, editor(t), now, &t->why);
}

static void public_words_are_put_right_and_it_shows(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = publishing(t, by, id, NAMED_LIVE, T0 + 1, "New.");
    in.edit = EDIT_UPDATE;
    in.note = "Nwe.";
    save(t, &in, T0 + 1);
    in = publishing(t, by, id, NAMED_LIVE, T0 + 2, "Newer.");
    in.edit = EDIT_CORRECTION;
    in.wrong = "Mondya";
    in.right = "Tuesday";
    save(t, &in, T0 + 2);
    struct changes c = changes_of(t, id, T0 + 3);
    assert_int_equal(c.n, 3);
    assert_int_equal(c.v[0].reworded_at, 0);
    int64_t note = c.v[1].id, fix = c.v[0].correction_id, first = c.v[2].id;
    forget_problems(t);
    assert_int_equal(reword(t, id, WORDING_NOTE, note, " ", "", "Nwe.", "", T0 + 3), STORE_REFUSED);
    assert_problem(t, "note");
    assert_int_equal(reword(t, id, WORDING_NOTE, first, "x", "", "", "", T0 + 3), STORE_MISSING);
    assert_int_equal(reword(t, id, WORDING_NOTE, note, "New.", "", "Nwe.", "", T0 + 4), STORE_OK);
    assert_int_equal(
        reword(t, id, WORDING_CORRECTION, fix, "Monday", "", "Mondya", "Tuesday", T0 + 5),
        STORE_REFUSED);
    assert_problem(t, "right");
    assert_int_equal(
        reword(t, id, WORDING_CORRECTION, fix, "Monday", "Tuesday", "Mondya", "Tuesday", T0 + 5),
        STORE_OK);
    struct audit_entries trace;
    assert_int_equal(audit_list(t->s, t->a, id, 0, 1, &trace), STORE_OK);
    assert_non_null(strstr(trace.v[0].detail, "correction: Monday → Tuesday (was: "));
    assert_null(strstr(trace.v[0].detail, "(was: )"));
    c = changes_of(t, id, T0 + 6);
    assert_string_equal(c.v[1].note, "New.");
    assert_int_equal(c.v[1].reworded_at, T0 + 4);
    assert_int_equal(c.v[1].at, T0 + 1);
    assert_string_equal(c.v[0].wrong, "Monday");
    assert_int_equal(c.v[0].reworded_at, T0 + 5);
    assert_int_equal(c.v[0].at, T0 + 2);
    assert_int_equal(story_now(t, id, T0 + 6).updated_at, T0 + 2);
    assert_int_equal(count_audit(t, id, "story.reword"), 2);
    /* A form that was opened before that has the words of then. */
    assert_int_equal(reword(t, id, WORDING_NOTE, note, "Mine.", "", "Nwe.", "", T0 + 6),
                     STORE_REFUSED);
    assert_non_null(strstr(t->why.v[0].text, "“New.”"));
    assert_non_null(strstr(t->why.v[0].text, "“Mine.”"));
    assert_int_equal(
        reword(t, id, WORDING_CORRECTION, fix, "Friday", "Tuesday", "Mondya", "Tuesday", T0 + 6),
        STORE_REFUSED);
    assert_int_equal(
        reword(t, id, WORDING_CORRECTION, fix, "Monday", "Friday", "Monday", "Sunday", T0 + 6),
        STORE_REFUSED);
    c = changes_of(t, id, T0 + 6);
    assert_string_equal(c.v[1].note, "New.");
    assert_string_equal(c.v[0].wrong, "Monday");
    assert_string_equal(c.v[0].right, "Tuesday");
    int64_t other = publish(t, "Another", 0, T0); /* not by another story's number */
    assert_int_equal(reword(t, other, WORDING_NOTE, note, "x", "", "", "", T0 + 7), STORE_MISSING);
    assert_int_equal(verify(t), 0);
}

static void a_withdrawal_notice_is_put_right(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    forget_problems(t);
    assert_int_equal(reword(t, id, WORDING_WITHDRAWAL, 0, "Right.", "", "", "", T0 + 1),
                     STORE_REFUSED);
    assert_int_equal(withdraw(t, id, T0 + 2), STORE_OK);
    assert_int_equal(reword(t, id, WORDING_WITHDRAWAL, 0, " ", "", "Wrong.", "", T0 + 3),
                     STORE_REFUSED);
    assert_int_equal(reword(t, id, WORDING_WITHDRAWAL, 0, "Right.", "", "Wrong.", "", T0 + 3),
                     STORE_OK);
    struct story now = story_now(t, id, T0 + 4);
    assert_string_equal(now.withdrawn_reason, "Right.");
    assert_int_equal(now.withdrawn_at, T0 + 2);
    assert_int_equal(count_audit(t, id, "story.reword"), 1);

    /* Of the next withdrawal it is another one. */
    withdraw_again(t, id, T0 + 5);
    assert_int_equal(reword(t, id, WORDING_WITHDRAWAL, 0, "Righter.", "", "Right.", "", T0 + 7),
                     STORE_REFUSED);
    assert_string_equal(story_now(t, id, T0 + 7).withdrawn_reason, "A court said so.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_withdrawn_story_comes_back_as_it_was_by_number_and_hash),
        sited(what_was_shown_of_one_withdrawal_does_not_end_the_next_one),
        sited(a_withdrawn_story_comes_back_corrected_in_one_step),
        sited(a_withdrawn_story_comes_back_at_once_or_not_at_all),
        sited(a_draft_of_a_withdrawn_story_stays_unseen_until_it_is_published),
        sited(what_waits_is_taken_off_the_schedule_by_its_number),
        sited(what_readers_see_never_becomes_the_draft),
        sited(a_draft_is_discarded_by_its_number_and_stays_in_the_history),
        sited(a_story_taken_back_within_the_hour_was_never_there),
        sited(what_led_to_a_story_before_it_was_published_does_so_again),
        sited(a_story_is_taken_back_as_it_was_shown),
        sited(what_readers_were_to_be_told_of_a_change_stays_in_the_log),
        sited(after_the_hour_a_story_is_not_taken_back_any_more),
        sited(a_story_with_another_text_beside_it_is_not_taken_back),
        sited(only_a_story_that_readers_never_saw_goes_into_the_bin),
        sited(after_thirty_days_in_the_bin_the_texts_are_deleted),
        sited(a_reader_report_does_not_keep_a_text_from_being_deleted),
        sited(the_note_of_what_waits_is_replaced_only_by_a_form_that_shows_it),
        sited(public_words_are_put_right_and_it_shows),
        sited(a_withdrawal_notice_is_put_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
