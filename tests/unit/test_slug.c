/* test_slug.c: addresses from headlines. */
#include "check.h"

#include "lib/slug.h"

static void a_headline_becomes_an_address(void **state)
{
    static const struct {
        const char *headline, *slug;
    } cases[] = {
        {"Hello, World", "hello-world"},
        {"  --Spaces & signs!!  ", "spaces-signs"},
        {"Don't panic", "dont-panic"},
        {"Don\u2019t \u201Cpanic\u201D \u2014 ever", "dont-panic-ever"},
        {"Caf\u00E9 na\u00EFve", "cafe-naive"},
        {"Cafe\u0301", "cafe"},
        {"Stra\u00DFe \u00C6ther \u00D8re", "strasse-aether-ore"},
        {"\u041F\u0440\u0438\u0432\u0435\u0442 \u043C\u0438\u0440", "privet-mir"},
        {"\u0645\u064A\u0646\u0627\u0621 \u0627\u0644\u0639\u0644\u0648\u0645", "myna-allwm"},
        {"\u6E21\u8F6E\uFF1A\u4E09\u5C0F\u65F6", "du-lun-san-xiao-shi"},
        {"C++ is 100% fun", "c-is-100-fun"},
        {"ALL CAPS 2026", "all-caps-2026"},
        {"", ""},
        {" \u2014 !", ""},
        {"\U0001F600", ""},
        {"\xFF\xFE bad bytes", "bad-bytes"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(slug_from(*state, cases[i].headline), cases[i].slug);
}

static void a_long_headline_is_cut_at_a_hyphen(void **state)
{
    const char *slug = slug_from(*state, "one two three four five six seven eight nine ten eleven "
                                         "twelve thirteen fourteen fifteen sixteen");
    assert_string_equal(slug, "one-two-three-four-five-six-seven-eight-nine-ten-eleven-twelve-"
                              "thirteen-fourteen");
    assert_true(strlen(slug) <= SLUG_MAX);
}

static void a_slug_is_cut_right_at_its_longest(void **state)
{
    char text[200], expected[SLUG_MAX + 1];
    for (size_t n = SLUG_MAX - 2; n < SLUG_MAX + 3; n++) { /* "xxx…x yyy" */
        memset(text, 'x', n);
        memcpy(text + n, " yyy", 5);
        const char *slug = slug_from(*state, text);
        memset(expected, 'x', SLUG_MAX);
        expected[n < SLUG_MAX ? n : SLUG_MAX] = '\0';
        assert_string_equal(slug, expected);
        assert_true(slug_valid(slug));
    }
}

static void a_huge_text_is_a_slug_soon(void **state)
{
    size_t n = 300000;
    char *text = arena_alloc(*state, n + 1);
    for (size_t i = 0; i + 3 <= n; i += 3)
        memcpy(text + i, "\u65E5", 3);
    assert_true(slug_valid(slug_from(*state, text)));
}

static void what_slug_from_makes_is_valid(void **state)
{
    for (int i = 0; i < 3000; i++) {
        char text[12] = {0};
        for (int k = 0, v = i * 7919; k < 8; k++, v /= 3)
            text[k] = " -aZ0'.!"[(v + k) % 8];
        const char *slug = slug_from(*state, text);
        assert_true(*slug == '\0' || slug_valid(slug));
    }
}

static void anything_else_is_no_slug(void **state)
{
    (void)state;
    static const char *const bad[] = {"",    "-a", "a-",  "a--b", "A",      "a b", "a_b",
                                      "a/b", "..", "a.b", "%20",  "\u00E9", "-"};
    char longest[SLUG_MAX + 2];
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(slug_valid(bad[i]));
    assert_false(slug_valid(NULL));
    memset(longest, 'a', sizeof longest);
    longest[SLUG_MAX + 1] = '\0';
    assert_false(slug_valid(longest));
    assert_true(slug_valid(longest + 1));
    assert_true(slug_valid("a-1-b"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(a_headline_becomes_an_address),
        WITH_ARENA(a_long_headline_is_cut_at_a_hyphen),
        WITH_ARENA(a_slug_is_cut_right_at_its_longest),
        WITH_ARENA(a_huge_text_is_a_slug_soon),
        WITH_ARENA(what_slug_from_makes_is_valid),
        cmocka_unit_test(anything_else_is_no_slug),
    };
    return cmocka_run_group_tests_name("slug", tests, NULL, NULL);
}
