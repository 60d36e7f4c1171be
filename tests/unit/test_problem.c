/* test_problem.c: problems by field. */
#include "check.h"

#include "lib/problem.h"

static void the_first_problem_of_a_field_is_the_one_that_is_shown(void **state)
{
    struct problems p = {.arena = *state};
    problem_add(&p, "headline", "Write a headline of at most %d characters.", 120);
    problem_add(&p, "dek", "Too long.");
    problem_add(&p, "headline", "Another one.");
    assert_int_equal(p.n, 3);
    assert_string_equal(problem_of(&p, "headline"), "Write a headline of at most 120 characters.");
    assert_string_equal(problem_of(&p, "dek"), "Too long.");
    assert_string_equal(p.v[2].text, "Another one.");
}

static void a_field_without_a_problem_has_none(void **state)
{
    struct problems p = {.arena = *state};
    assert_null(problem_of(&p, ""));
    problem_add(&p, "", "The whole form is wrong.");
    assert_null(problem_of(&p, "dek"));
    assert_string_equal(problem_of(&p, ""), "The whole form is wrong.");
}

static void what_was_typed_is_not_taken_for_a_format(void **state)
{
    struct problems p = {.arena = *state};
    problem_add(&p, "tag", "\u201C%s\u201D is no tag.", "100%s%n");
    assert_string_equal(problem_of(&p, "tag"), "\u201C100%s%n\u201D is no tag.");
}

static void values_are_put_in_and_kept_for_another_language(void **state)
{
    struct problems p = {.arena = *state};
    char count[] = "2017";
    problem_say(&p, "note", "It has %COUNT% of %MOST%.", "COUNT", count, "MOST", "%COUNT%", NULL);
    count[0] = 'x';
    assert_string_equal(problem_of(&p, "note"), "It has 2017 of %COUNT%.");
    assert_string_equal(p.v[0].message, "It has %COUNT% of %MOST%.");
    assert_int_equal(p.v[0].values.n, 4);
    assert_string_equal(p.v[0].values.v[1], "2017");
    problem_add(&p, "note", "Plain.");
    assert_null(p.v[1].message);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(the_first_problem_of_a_field_is_the_one_that_is_shown),
        WITH_ARENA(a_field_without_a_problem_has_none),
        WITH_ARENA(what_was_typed_is_not_taken_for_a_format),
        WITH_ARENA(values_are_put_in_and_kept_for_another_language),
    };
    return cmocka_run_group_tests_name("problem", tests, NULL, NULL);
}
