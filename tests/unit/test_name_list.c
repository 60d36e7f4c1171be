/* test_name_list.c: several names in one line, written and read. */
#include "check.h"

#include "lib/name_list.h"

static void assert_list(struct arena *a, const char *line, const char *const want[])
{
    struct strlist got = name_list_read(a, line);
    size_t n = 0;
    for (; want[n]; n++) {
        assert_true(n < got.n);
        assert_string_equal(got.v[n], want[n]);
    }
    assert_int_equal(got.n, n);
}

static void names_stand_between_commas(void **state)
{
    assert_list(*state, "", (const char *[]){NULL});
    assert_list(*state, " , ,, ", (const char *[]){NULL});
    assert_list(*state, "Ines Okafor,Tomas  Reyle , ",
                (const char *[]){"Ines Okafor", "Tomas Reyle", NULL});
}

static void a_name_with_a_comma_stands_in_marks(void **state)
{
    assert_list(*state, "\"Scott Gottlieb, M.D.\", Ines Okafor",
                (const char *[]){"Scott Gottlieb, M.D.", "Ines Okafor", NULL});
    assert_list(*state, "Ines, \"Ada \"\"Bo\"\", PhD\" ,\"\"",
                (const char *[]){"Ines", "Ada \"Bo\", PhD", NULL});
}

static void marks_that_are_letters_stay(void **state)
{
    assert_list(*state, "\"Weird Al\" Yankovic, Dwayne \"The Rock\" Johnson",
                (const char *[]){"\"Weird Al\" Yankovic", "Dwayne \"The Rock\" Johnson", NULL});
    assert_list(*state, "\"Not closed, Ines", (const char *[]){"\"Not closed", "Ines", NULL});
    assert_list(*state, "\"Twice\"\"", (const char *[]){"\"Twice\"\"", NULL});
    assert_list(*state, "\"", (const char *[]){"\"", NULL});
}

static void what_is_written_is_read_back(void **state)
{
    const char *names[] = {"Ines Okafor",
                           "DOJ, Civil Rights",
                           "\"Weird Al\" Yankovic",
                           "\"",
                           "a\"b",
                           "\"x\", \"y\"",
                           ",",
                           "O’Neil"};
    const struct strlist all = {names, sizeof names / sizeof *names};
    struct strlist back = name_list_read(*state, name_list_write(*state, &all));
    assert_int_equal(back.n, all.n);
    for (size_t i = 0; i < all.n; i++)
        assert_string_equal(back.v[i], all.v[i]);
    const struct strlist plain = {(const char *[]){"One", "Two"}, 2};
    assert_string_equal(name_list_write(*state, &plain), "One, Two");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(names_stand_between_commas),
        WITH_ARENA(a_name_with_a_comma_stands_in_marks),
        WITH_ARENA(marks_that_are_letters_stay),
        WITH_ARENA(what_is_written_is_read_back),
    };
    return cmocka_run_group_tests_name("name_list", tests, NULL, NULL);
}
