/* test_copies.c: working copies: what somebody types and has not saved. */
#include "texts_test.h"

#include "db/suggestion.h"
#include "db/working_copy.h"

static enum store_status put(struct site *t, const struct actor *by, const char *token, int64_t id,
                             const char *body, int64_t now)
{
    const struct working_copy c = {.token = token,
                                   .story_id = id,
                                   .fields = arena_printf(t->a, "[[\"body\",\"%s\"]]", body),
                                   .headline = "Typed"};
    struct story_save typed = new_story("Typed");
    typed.text.body = body;
    forget_problems(t);
    return working_copy_put(t->s, t->a, by, &c, &typed.text, now, &t->why);
}

static struct working_copies own(struct site *t, const struct actor *by, int64_t id)
{
    struct working_copies out;
    assert_int_equal(working_copy_list(t->s, t->a, by, id, false, &out), STORE_OK);
    return out;
}

static struct working_copies writers(struct site *t, const struct actor *by, int64_t id,
                                     int64_t now)
{
    struct working_copies out;
    assert_int_equal(working_copy_writers(t->s, t->a, by, id, now, &out), STORE_OK);
    return out;
}

static void a_copy_is_one_persons_and_no_revision(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t), *tomas = other_editor(t);
    int64_t id = publish(t, "Live", 0, T0), before = store_generation(t->s);
    const char *path = story_now(t, id, T0).path;
    struct working_copy c;
    assert_int_equal(put(t, ines, "tab-number-1", id, "Nobody means this yet.", T0 + 1), STORE_OK);
    assert_int_equal(put(t, ines, "tab-number-1", id, "Nor this.", T0 + 2), STORE_OK);
    assert_int_equal(store_generation(t->s), before);
    assert_int_equal(story_now(t, id, T0 + 3).head, 1);
    assert_string_equal(reads(t, path, T0 + 3), "The harbour was quiet.\n\nNobody knew why.");
    assert_int_equal(own(t, ines, id).n, 1);
    assert_int_equal(working_copy_get(t->s, t->a, ines, "tab-number-1", &c), STORE_OK);
    assert_string_equal(c.fields, "[[\"body\",\"Nor this.\"]]");
    assert_int_equal(c.saved_at, T0 + 2);

    assert_int_equal(working_copy_get(t->s, t->a, tomas, "tab-number-1", &c), STORE_MISSING);
    assert_int_equal(put(t, tomas, "tab-number-1", id, "Over hers.", T0 + 3), STORE_REFUSED);
    assert_int_equal(working_copy_drop(t->s, tomas, "tab-number-1", TIME_ANY), STORE_OK);
    assert_int_equal(working_copy_get(t->s, t->a, ines, "tab-number-1", &c), STORE_OK);
    assert_string_equal(c.fields, "[[\"body\",\"Nor this.\"]]");
}

static void what_was_typed_since_it_was_offered_is_not_thrown_away(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    struct working_copy c;
    assert_int_equal(put(t, ines, "tab-number-1", 0, "One.", T0), STORE_OK);
    assert_int_equal(put(t, ines, "tab-number-1", 0, "One, and more.", T0 + 1), STORE_OK);
    assert_int_equal(working_copy_drop(t->s, ines, "tab-number-1", T0), STORE_CONFLICT);
    assert_int_equal(working_copy_get(t->s, t->a, ines, "tab-number-1", &c), STORE_OK);
    assert_int_equal(working_copy_drop(t->s, ines, "tab-number-1", T0 + 1), STORE_OK);
    assert_int_equal(working_copy_get(t->s, t->a, ines, "tab-number-1", &c), STORE_MISSING);
    assert_int_equal(working_copy_drop(t->s, ines, "tab-number-1", T0), STORE_OK);
}

static void what_readers_are_to_be_told_is_known_to_stand_beside_a_draft(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t), *tomas = other_editor(t);
    int64_t id = publish(t, "Live", 0, T0);
    struct story_text text = new_story("Live").text;
    struct working_copies out;
    static const char *const fields[] = {
        "[[\"body\",\"[[\\\"note\\\",\\\"x\\\"]]\"],[\"note\",\"\"]]",
        "[[\"note\",\"\"],[\"wrong\",\"quiet\"],[\"right\",\"\"]]", "[[\"note\",\"New.\"]]"};
    for (size_t i = 0; i < 3; i++) {
        const struct working_copy c = {
            .token = "tab-number-1", .story_id = id, .fields = fields[i], .headline = "Live"};
        assert_int_equal(working_copy_put(t->s, t->a, ines, &c, &text, T0 + 1, &t->why), STORE_OK);
        assert_int_equal(working_copy_beside(t->s, t->a, tomas, id, &out), STORE_OK);
        assert_int_equal(out.n, i > 0);
        assert_int_equal(working_copy_beside(t->s, t->a, ines, id, &out), STORE_OK);
        assert_int_equal(out.n, 0);
    }
}

static void others_learn_who_writes_and_no_word_of_it(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t), *tomas = other_editor(t);
    int64_t id = publish(t, "Live", 0, T0);
    assert_int_equal(put(t, ines, "tab-number-1", id, "The harbour was quiet.", T0 + 1), STORE_OK);
    assert_int_equal(put(t, ines, "tab-number-2", id, "The harbour was loud.", T0 + 2), STORE_OK);
    struct working_copies seen = writers(t, tomas, id, T0 + 3);
    assert_int_equal(seen.n, 1);
    assert_string_equal(seen.v[0].user_name, "ines");
    assert_string_equal(seen.v[0].fields, "");
    assert_int_equal(seen.v[0].saved_at, T0 + 2);
    assert_true(seen.v[0].words > 0);
    assert_int_equal(writers(t, ines, id, T0 + 3).n, 0);
    assert_int_equal(writers(t, tomas, id, T0 + 2 + WORKING_COPY_FRESH_MS).n, 0);
    assert_int_equal(own(t, tomas, id).n, 0);
}

static void words_ahead_are_those_that_readers_do_not_see(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Live", 0, T0);
    struct story_save typed = new_story("Live");
    int words = -1;
    assert_int_equal(story_words_ahead(t->s, t->a, id, &typed.text, T0 + 1, &words), STORE_OK);
    assert_int_equal(words, 0);
    typed.text.body = "The harbour was **quiet**.\n\nNobody at all knew why.";
    assert_int_equal(story_words_ahead(t->s, t->a, id, &typed.text, T0 + 1, &words), STORE_OK);
    assert_int_equal(words, 2);
    assert_int_equal(story_words_ahead(t->s, t->a, 0, &typed.text, T0 + 1, &words), STORE_OK);
    assert_int_equal(words, 12); /* the headline, the standfirst and the text */
}

static void saving_the_form_ends_its_copy_alone(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t), *tomas = other_editor(t);
    struct story_save in = new_story("Begun");
    in.by = ines;
    in.copy = "tab-number-1";
    assert_int_equal(put(t, ines, "tab-number-1", 0, "New.", T0), STORE_OK);
    assert_int_equal(put(t, ines, "tab-number-2", 0, "New, too.", T0 + 1), STORE_OK);
    assert_int_equal(put(t, tomas, "tab-number-3", 0, "His.", T0 + 1), STORE_OK);
    assert_int_equal(own(t, ines, 0).n, 2);

    struct story_save bad = in;
    struct story_saved out;
    bad.text.headline = "";
    bad.action = STORY_PUBLISH;
    assert_int_equal(try_save(t, &bad, T0 + 2, &out), STORE_REFUSED);
    assert_int_equal(own(t, ines, 0).n, 2);

    save(t, &in, T0 + 2);
    struct working_copies left = own(t, ines, 0);
    assert_int_equal(left.n, 1);
    assert_string_equal(left.v[0].token, "tab-number-2");
    in = new_story("His other one");
    in.by = ines;
    in.copy = "tab-number-3";
    save(t, &in, T0 + 3);
    assert_int_equal(own(t, tomas, 0).n, 1);
}

static void only_who_may_write_a_story_keeps_a_copy_of_it(void **state)
{
    struct site *t = *state;
    struct actor *ada = author(t);
    int64_t live = publish(t, "Live", 0, T0), hers = keep_new(t, ada, "Hers", T0);
    int64_t his = keep_new(t, editor(t), "His", T0);
    assert_int_equal(put(t, ada, "tab-number-1", 0, "x", T0), STORE_OK);
    assert_int_equal(put(t, ada, "tab-number-2", hers, "x", T0), STORE_OK);
    assert_int_equal(put(t, ada, "tab-number-3", live, "x", T0), STORE_REFUSED);
    assert_int_equal(put(t, ada, "tab-number-4", his, "x", T0), STORE_REFUSED);
    assert_int_equal(put(t, ada, "tab-number-5", 4711, "x", T0), STORE_MISSING);
    static const char *const bad[] = {"", "short", "tab number 6", "tab-number-\"",
                                      "0123456789012345678901234567890123456789"
                                      "0123456789012345678901234567890123456789"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(put(t, ada, bad[i], 0, "x", T0), STORE_REFUSED);
}

static void copies_are_bounded_in_size_number_and_time(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    char *long_text = arena_alloc(t->a, WORKING_COPY_MAX + 1);
    memset(long_text, 'x', WORKING_COPY_MAX);
    assert_int_equal(put(t, ines, "too-long-one", 0, long_text, T0), STORE_REFUSED);
    for (int i = 0; i < WORKING_COPIES_MAX + 3; i++)
        assert_int_equal(put(t, ines, arena_printf(t->a, "tab-number-%d", i), 0, "x", T0 + i),
                         STORE_OK);
    struct working_copies left = own(t, ines, 0);
    assert_int_equal(left.n, WORKING_COPIES_MAX);
    assert_string_equal(left.v[left.n - 1].token, "tab-number-3");
    int64_t later = T0 + WORKING_COPY_KEPT_MS + WORKING_COPIES_MAX;
    assert_int_equal(put(t, ines, "much-later", 0, "x", later), STORE_OK);
    left = own(t, ines, 0);
    assert_int_equal(left.n, 4);
    assert_string_equal(left.v[0].token, "much-later");
}

static void a_suggestions_copy_is_kept_apart_for_who_may_note_and_ends_with_it(void **state)
{
    struct site *t = *state;
    struct actor *ada = author(t), *ines = editor(t);
    int64_t hers = keep_new(t, ada, "Hers", T0), id;
    struct story_save typed = new_story("Hers");
    struct working_copies mine;
    struct working_copy c = {.token = "tab-number-1",
                             .story_id = hers,
                             .suggests = true,
                             .fields = "[[\"body\",\"Typed.\"]]",
                             .headline = "Typed"};
    assert_int_equal(working_copy_put(t->s, t->a, ines, &c, &typed.text, T0 + 1, &t->why),
                     STORE_OK);
    assert_int_equal(own(t, ines, hers).n, 0);
    assert_int_equal(working_copy_list(t->s, t->a, ines, hers, true, &mine), STORE_OK);
    assert_int_equal(mine.n, 1);
    assert_true(mine.v[0].suggests);
    assert_int_equal(writers(t, ada, hers, T0 + 2).n, 0);
    c.story_id = keep_new(t, ines, "His", T0);
    c.token = "tab-number-2";
    forget_problems(t);
    assert_int_equal(working_copy_put(t->s, t->a, ada, &c, &typed.text, T0 + 2, &t->why),
                     STORE_REFUSED);

    typed.text.body = "Other words.";
    struct suggestion_new in = {
        .story_id = hers, .base = 1, .text = &typed.text, .copy = "tab-number-1"};
    forget_problems(t);
    assert_int_equal(suggestion_add(t->s, t->a, &in, ada, T0 + 3, &id, &t->why), STORE_OK);
    assert_int_equal(working_copy_list(t->s, t->a, ines, hers, true, &mine), STORE_OK);
    assert_int_equal(mine.n, 1); /* it is not hers */
    assert_int_equal(suggestion_add(t->s, t->a, &in, ines, T0 + 4, &id, &t->why), STORE_OK);
    assert_int_equal(working_copy_list(t->s, t->a, ines, hers, true, &mine), STORE_OK);
    assert_int_equal(mine.n, 0);
}

static void what_is_purged_from_the_bin_leaves_no_copy(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    int64_t id = keep_new(t, ines, "Thrown away", T0), now = T0 + STORY_BIN_MS + DAY;
    assert_int_equal(put(t, ines, "tab-number-1", id, "A secret.", T0), STORE_OK);
    assert_int_equal(story_bin(t->s, id, 0, ines, T0 + 1, &t->why), STORE_OK);
    int64_t another = keep_new(t, ines, "Another", now);
    assert_int_equal(story_bin(t->s, another, 0, ines, now, &t->why), STORE_OK);
    assert_int_equal(own(t, ines, id).n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_copy_is_one_persons_and_no_revision),
        sited(what_was_typed_since_it_was_offered_is_not_thrown_away),
        sited(what_readers_are_to_be_told_is_known_to_stand_beside_a_draft),
        sited(others_learn_who_writes_and_no_word_of_it),
        sited(words_ahead_are_those_that_readers_do_not_see),
        sited(saving_the_form_ends_its_copy_alone),
        sited(only_who_may_write_a_story_keeps_a_copy_of_it),
        sited(copies_are_bounded_in_size_number_and_time),
        sited(a_suggestions_copy_is_kept_apart_for_who_may_note_and_ends_with_it),
        sited(what_is_purged_from_the_bin_leaves_no_copy),
    };
    return cmocka_run_group_tests_name("copies", tests, NULL, NULL);
}
