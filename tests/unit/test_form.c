/* test_form.c: queries, form bodies, cookies and paths, as browsers and strangers send them. */
#include "check.h"

#include "cgi/http/form.h"

static struct fields parse(void **state, const char *s)
{
    struct fields f;
    assert_int_equal(form_parse(*state, s, strlen(s), &f), FORM_OK);
    return f;
}

static void plus_and_percent_are_decoded(void **state)
{
    struct fields f = parse(state, "q=bread+%26+butter&caf%C3%A9=%c3%a9");
    assert_int_equal(f.n, 2);
    assert_string_equal(fields_get(&f, "q"), "bread & butter");
    assert_string_equal(fields_get(&f, "café"), "é");
}

static void a_stray_percent_sign_stands_for_itself(void **state)
{
    struct fields f = parse(state, "q=100%&r=%zz&s=%4");
    assert_string_equal(fields_get(&f, "q"), "100%");
    assert_string_equal(fields_get(&f, "r"), "%zz");
    assert_string_equal(fields_get(&f, "s"), "%4");
}

static void odd_pairs_are_taken_as_browsers_take_them(void **state)
{
    struct fields f = parse(state, "&&a&=b&c==d&a=2&");
    assert_int_equal(f.n, 4);
    assert_string_equal(fields_get(&f, "a"), "");
    assert_string_equal(fields_get(&f, ""), "b");
    assert_string_equal(fields_get(&f, "c"), "=d");
    assert_string_equal(f.v[3].value, "2");
}

static void an_empty_form_has_no_fields(void **state)
{
    struct fields f = parse(state, "");
    assert_int_equal(f.n, 0);
    assert_null(fields_get(&f, "a"));
}

static void text_that_is_not_utf8_is_refused(void **state)
{
    static const char *const bad[] = {"a=%ff", "%c3=1", "a=%ed%a0%80", "a=%c0%80", "a=x%00y"};
    struct fields f;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(form_parse(*state, bad[i], strlen(bad[i]), &f), FORM_NOT_UTF8);
}

static void a_query_is_read_as_far_as_it_can_be(void **state)
{
    static const char q[] = "a=%ff&b=caf%e9&&%c3=1&c=x%00y&d=%&e=1&e=2";
    struct fields f, garbled;
    form_parse_query(*state, q, &f, &garbled);
    assert_int_equal(f.n, 7);
    assert_string_equal(fields_get(&f, "a"), "\xEF\xBF\xBD");
    assert_string_equal(fields_get(&f, "b"), "caf\xEF\xBF\xBD");
    assert_string_equal(fields_get(&f, "\xEF\xBF\xBD"), "1");
    assert_string_equal(fields_get(&f, "c"), "x\xEF\xBF\xBDy");
    assert_string_equal(fields_get(&f, "d"), "%");
    assert_string_equal(fields_get(&f, "e"), "1");
    assert_int_equal(garbled.n, 4);
    assert_non_null(fields_get(&garbled, "a"));
    assert_null(fields_get(&garbled, "e"));
    assert_string_equal(form_clean_query(*state, "a=\xe9 \x01&b=%C3"), "a=%E9%20%01&b=%C3");
}

static void the_number_of_fields_is_bounded(void **state)
{
    char many[2 * (FORM_FIELDS_MAX + 1) + 1];
    struct fields f;
    for (size_t i = 0; i <= FORM_FIELDS_MAX; i++)
        memcpy(many + 2 * i, "a&", 2);
    assert_int_equal(form_parse(*state, many, 2 * FORM_FIELDS_MAX, &f), FORM_OK);
    assert_int_equal(f.n, FORM_FIELDS_MAX);
    assert_int_equal(form_parse(*state, many, 2 * (FORM_FIELDS_MAX + 1), &f), FORM_TOO_MANY);
}

static void a_form_survives_encoding_and_decoding(void **state)
{
    struct fields f = parse(state, "body=one%0D%0Atwo+%26%3D%2B%25&name=J%C3%B8rgen&empty=");
    const char *encoded = form_encode(*state, &f);
    struct fields again = parse(state, encoded);
    assert_int_equal(again.n, f.n);
    for (size_t i = 0; i < f.n; i++) {
        assert_string_equal(again.v[i].name, f.v[i].name);
        assert_string_equal(again.v[i].value, f.v[i].value);
    }
}

static void cookies_are_split_and_trimmed(void **state)
{
    struct fields f;
    cookies_parse(*state, "a=1; __Host-dateline=x-Y_z;  b=two=2 ;c=", &f);
    assert_int_equal(f.n, 4);
    assert_string_equal(fields_get(&f, "a"), "1");
    assert_string_equal(fields_get(&f, "__Host-dateline"), "x-Y_z");
    assert_string_equal(fields_get(&f, "b"), "two=2");
    assert_string_equal(fields_get(&f, "c"), "");
}

static void malformed_cookies_are_left_out(void **state)
{
    struct fields f;
    cookies_parse(*state, "nothing; =v; a b=1; c=\x01; d=\"q\"; e=\xc3\xa9; good=1;;", &f);
    assert_int_equal(f.n, 1);
    assert_string_equal(f.v[0].name, "good");
    cookies_parse(*state, NULL, &f);
    assert_int_equal(f.n, 0);
}

static void paths_are_decoded(void **state)
{
    assert_string_equal(path_decode(*state, "/"), "/");
    assert_string_equal(path_decode(*state, "/2026/01/a-b"), "/2026/01/a-b");
    assert_string_equal(path_decode(*state, "/caf%C3%A9%20x"), "/café x");
    assert_string_equal(path_decode(*state, "/a+b"), "/a+b");
    assert_string_equal(path_decode(*state, "/a/...b/.c"), "/a/...b/.c");
    assert_string_equal(path_decode(*state, "/a/."), "/a/");
    assert_string_equal(path_decode(*state, "/%2e"), "/");
}

static void paths_that_lead_elsewhere_are_refused(void **state)
{
    static const char *const bad[] = {
        "",          "x",       "*",      "http://a/", "/..",   "/a/../b",   "/a/./b",
        "/%2e%2e/a", "/a/.%2e", "/a%2fb", "/a%2Fb",    "/a%00", "/a%0d%0aX", "/a%7f",
        "/%",        "/%4",     "/%zz",   "/%ff",      "/a\nb", "/./a",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (path_decode(*state, bad[i]))
            fail_msg("taken: %s", bad[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(plus_and_percent_are_decoded),
        WITH_ARENA(a_stray_percent_sign_stands_for_itself),
        WITH_ARENA(odd_pairs_are_taken_as_browsers_take_them),
        WITH_ARENA(an_empty_form_has_no_fields),
        WITH_ARENA(text_that_is_not_utf8_is_refused),
        WITH_ARENA(a_query_is_read_as_far_as_it_can_be),
        WITH_ARENA(the_number_of_fields_is_bounded),
        WITH_ARENA(a_form_survives_encoding_and_decoding),
        WITH_ARENA(cookies_are_split_and_trimmed),
        WITH_ARENA(malformed_cookies_are_left_out),
        WITH_ARENA(paths_are_decoded),
        WITH_ARENA(paths_that_lead_elsewhere_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
