/* test_review.c: from hand to hand: handed in, held, returned, read, seen by a lawyer; who writes it too. */
#include "texts_test.h"

#include "db/permission.h"
#include "db/review.h"
#include "db/story_desk.h"
#include "db/story_writer.h"

static enum store_status step(struct site *t, const struct actor *by, int64_t story,
                              enum review_kind kind, const char *words, int64_t now)
{
    struct named_infos texts = texts_of(t, story, NULL, now);
    const struct named_info *draft = &texts.v[NAMED_DRAFT];
    const struct review_act act = {
        .kind = kind, .number = draft->number, .hash = draft->hash, .words = words, .name = words};
    forget_problems(t);
    return review_do(t->s, story, &act, by, now, &t->why);
}

static struct review_now now_of(struct site *t, int64_t story)
{
    struct review_now out;
    assert_int_equal(review_load(t->s, t->a, story, &out), STORE_OK);
    return out;
}

static void submit(struct site *t, const struct actor *by, int64_t story, const char *note,
                   int64_t now)
{
    struct story_save in;
    assert_int_equal(story_save_begin(t->s, t->a, story, NAMED_DRAFT, now, &in), STORE_OK);
    in.by = by;
    in.action = STORY_SUBMIT;
    in.review_note = note;
    save(t, &in, now);
}

static void a_text_goes_from_hand_to_hand_with_words(void **state)
{
    struct site *t = *state;
    struct actor *ada = author(t), *ines = editor(t);
    int64_t story = keep_new(t, ada, "Harbour", T0);
    struct review_counts n;
    struct returned_rows rows;
    struct review_steps steps;

    submit(t, ada, story, "The mayor calls\r\nat noon.", T0 + 1);
    assert_int_equal(review_count(t->s, ada->user, &n), STORE_OK);
    assert_int_equal(n.in_review, 1);
    assert_int_equal(step(t, ada, story, REVIEW_HELD, NULL, T0 + 2), STORE_REFUSED);
    assert_int_equal(step(t, ines, story, REVIEW_HELD, NULL, T0 + 2), STORE_OK);
    assert_string_equal(now_of(t, story).held_by_name, "ines");
    assert_int_equal(step(t, ines, story, REVIEW_RETURNED, " \n ", T0 + 3), STORE_REFUSED);
    assert_non_null(problem_of(&t->why, "review_words"));
    assert_int_equal(step(t, ines, story, REVIEW_RETURNED, "Ask the port, too.", T0 + 3), STORE_OK);
    assert_int_equal(story_now(t, story, T0 + 3).state, STORY_DRAFT);
    assert_true(story_now(t, story, T0 + 3).returned);
    assert_int_equal(now_of(t, story).held_by, 0);
    assert_int_equal(step(t, ines, story, REVIEW_RETURNED, "Again.", T0 + 4), STORE_REFUSED);

    assert_int_equal(review_count(t->s, ada->user, &n), STORE_OK);
    assert_int_equal(n.in_review, 0);
    assert_int_equal(n.returned, 1);
    assert_int_equal(review_count(t->s, ines->user, &n), STORE_OK);
    assert_int_equal(n.returned, 0);
    assert_int_equal(review_returned(t->s, t->a, ada->user, 5, &rows), STORE_OK);
    assert_int_equal(rows.n, 1);
    assert_string_equal(rows.v[0].words, "Ask the port, too.");

    submit(t, ada, story, NULL, T0 + 5);
    assert_false(story_now(t, story, T0 + 5).returned);
    assert_int_equal(step(t, ada, story, REVIEW_TAKEN_BACK, NULL, T0 + 6), STORE_OK);
    assert_int_equal(story_now(t, story, T0 + 6).state, STORY_DRAFT);
    assert_int_equal(review_list(t->s, t->a, story, REVIEW_STEPS_MAX, &steps), STORE_OK);
    assert_int_equal(steps.n, 5);
    assert_int_equal(steps.v[0].kind, REVIEW_TAKEN_BACK);
    assert_string_equal(steps.v[4].words, "The mayor calls\nat noon.");
    assert_int_equal(count_audit(t, story, "review.submit"), 2);
    assert_int_equal(count_audit(t, story, "review.return"), 1);
}

static void what_is_said_of_a_text_is_said_of_no_other(void **state)
{
    struct site *t = *state;
    struct actor *ada = author(t), *ines = editor(t), *tomas = other_editor(t);
    int64_t story = keep_new(t, ada, "Harbour", T0);
    struct review_text said;

    assert_int_equal(step(t, ada, story, REVIEW_READ, NULL, T0 + 1), STORE_REFUSED);
    assert_int_equal(step(t, NULL, story, REVIEW_READ, NULL, T0 + 1), STORE_REFUSED);
    assert_int_equal(step(t, ines, story, REVIEW_READ, NULL, T0 + 1), STORE_OK);
    assert_int_equal(step(t, ada, story, REVIEW_LEGAL_NEEDED, NULL, T0 + 2), STORE_OK);
    assert_true(now_of(t, story).legal_needed);
    assert_int_equal(step(t, ines, story, REVIEW_LEGAL_SEEN, "", T0 + 3), STORE_REFUSED);
    assert_non_null(problem_of(&t->why, "legal_name"));
    assert_int_equal(step(t, ines, story, REVIEW_LEGAL_SEEN, "Dr. Kim", T0 + 3), STORE_OK);
    assert_int_equal(review_text(t->s, t->a, story, 1, &said), STORE_OK);
    assert_string_equal(said.read_by, "ines");
    assert_string_equal(said.legal_seen, "Dr. Kim");

    const struct review_act stale = {.kind = REVIEW_READ, .number = 1, .hash = "another"};
    assert_int_equal(review_do(t->s, story, &stale, tomas, T0 + 4, &t->why), STORE_REFUSED);
    keep_on(t, ines, story, NAMED_DRAFT, T0 + 5, "The harbour was loud.");
    assert_int_equal(review_text(t->s, t->a, story, 2, &said), STORE_OK);
    assert_string_equal(said.read_by, "");
    assert_string_equal(said.legal_seen, "");
    assert_int_equal(step(t, ines, story, REVIEW_READ, NULL, T0 + 6), STORE_REFUSED);
    assert_int_equal(step(t, tomas, story, REVIEW_READ, NULL, T0 + 6), STORE_OK);

    int64_t waits = publish(t, "Later", T0 + DAY, T0 + 7);
    assert_int_equal(step(t, ines, waits, REVIEW_LEGAL_NEEDED, NULL, T0 + 8), STORE_REFUSED);
}

static void who_writes_it_too_may_edit_its_draft_and_no_more(void **state)
{
    struct site *t = *state;
    struct actor *ada = author(t), *ines = editor(t);
    struct actor *ben = person(t, "ben", ROLE_CONTRIBUTOR);
    int64_t story = keep_new(t, ada, "Harbour", T0);
    struct users writers;
    struct desk_rows rows;
    const struct desk_filter mine = {
        .state = STORY_STATE_MAX, .kind = STORY_KIND_MAX, .text = NULL, .created_by = ben->user};

    forget_problems(t);
    assert_int_equal(story_writer_add(t->s, story, "nobody", ada, T0 + 1, &t->why), STORE_REFUSED);
    assert_non_null(problem_of(&t->why, "writer"));
    assert_int_equal(story_writer_add(t->s, story, "ada", ada, T0 + 1, &t->why), STORE_REFUSED);
    assert_int_equal(story_writer_add(t->s, story, "ben", ben, T0 + 1, &t->why), STORE_REFUSED);
    assert_int_equal(story_writer_add(t->s, story, " ben ", ada, T0 + 1, &t->why), STORE_OK);
    assert_int_equal(story_writer_add(t->s, story, "ben", ada, T0 + 1, &t->why), STORE_OK);
    assert_int_equal(story_writers(t->s, t->a, story, &writers), STORE_OK);
    assert_int_equal(writers.n, 1);
    assert_int_equal(count_audit(t, story, "story.writer_add"), 1);
    assert_int_equal(story_desk(t->s, t->a, &mine, (struct list_key){0}, 10, T0 + 2, &rows),
                     STORE_OK);
    assert_int_equal(rows.n, 1);

    struct story seen = story_now(t, story, T0 + 2);
    assert_true(permission_may(ben, ACT_WRITE, &seen));
    assert_false(permission_may(ben, ACT_BIN, &seen));
    assert_false(permission_may(ben, ACT_WRITERS, &seen));
    keep_on(t, ben, story, NAMED_DRAFT, T0 + 3, "The harbour was loud.");
    submit(t, ada, story, NULL, T0 + 4);
    seen = story_now(t, story, T0 + 4);
    assert_false(permission_may(ben, ACT_WRITE, &seen));
    assert_true(permission_may(ada, ACT_WRITE, &seen));
    struct story_save in = publishing(t, ines, story, NAMED_DRAFT, T0 + 5, NULL);
    in.others_read = true;
    save(t, &in, T0 + 5);
    seen = story_now(t, story, T0 + 6);
    assert_false(permission_may(ben, ACT_WRITE, &seen));
    assert_true(permission_may(ben, ACT_NOTE, &seen));
    assert_int_equal(story_writer_remove(t->s, story, ben->user, ines, T0 + 7, &t->why), STORE_OK);
    seen = story_now(t, story, T0 + 8);
    assert_false(permission_may(ben, ACT_NOTE, &seen));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_text_goes_from_hand_to_hand_with_words),
        sited(what_is_said_of_a_text_is_said_of_no_other),
        sited(who_writes_it_too_may_edit_its_draft_and_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
