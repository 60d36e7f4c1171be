/* test_buf.c: the growable buffer and its cap. */
#include "check.h"

#include "lib/buf.h"

static void a_new_buffer_is_an_empty_string(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 10);
    assert_string_equal(b.p, "");
    assert_int_equal(b.len, 0);
    buf_free(&b);
}

static void bytes_are_followed_by_a_nul_that_is_not_counted(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 1 << 20);
    for (size_t i = 0; i < 5000; i++) {
        buf_addc(&b, 'x');
        assert_int_equal(b.len, i + 1);
        assert_int_equal(b.p[b.len], '\0');
    }
    buf_free(&b);
}

static void a_buffer_takes_exactly_its_cap(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 5);
    buf_adds(&b, "12345");
    assert_false(b.failed);
    buf_addc(&b, '6');
    assert_true(b.failed);
    assert_string_equal(b.p, "12345");
    buf_free(&b);
}

static void an_addition_past_the_cap_adds_nothing_and_failure_stays(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 5);
    buf_adds(&b, "123");
    buf_adds(&b, "456");
    assert_true(b.failed);
    assert_string_equal(b.p, "123");
    buf_addc(&b, '4'); /* would fit, but the content is broken already */
    assert_string_equal(b.p, "123");
    buf_printf(&b, "%d", 4);
    assert_string_equal(b.p, "123");
    buf_clear(&b);
    assert_false(b.failed);
    buf_adds(&b, "12345");
    assert_string_equal(b.p, "12345");
    buf_free(&b);
}

static void a_formatted_addition_minds_the_cap(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 8);
    buf_printf(&b, "%s=%d", "id", 12345);
    assert_string_equal(b.p, "id=12345");
    buf_printf(&b, "%s", "");
    assert_false(b.failed);
    buf_printf(&b, "%c", 'x');
    assert_true(b.failed);
    buf_free(&b);
}

static void a_huge_length_is_refused_and_does_not_wrap(void **state)
{
    (void)state;
    struct buf b;
    volatile size_t huge = SIZE_MAX;
    buf_init(&b, SIZE_MAX);
    buf_add(&b, "", huge);
    assert_true(b.failed);
    assert_int_equal(b.len, 0);
    buf_free(&b);
}

static void null_and_nothing_add_nothing(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 0);
    buf_adds(&b, NULL);
    buf_adds(&b, "");
    buf_add(&b, NULL, 0);
    assert_false(b.failed);
    buf_free(&b);
}

static void code_points_become_utf_8(void **state)
{
    (void)state;
    static const struct {
        uint32_t cp;
        const char *utf8;
    } cases[] = {
        {'a', "a"},
        {0x7F, "\x7F"},
        {0x80, "\xC2\x80"},
        {0x7FF, "\xDF\xBF"},
        {0x800, "\xE0\xA0\x80"},
        {0x2026, "\u2026"},
        {0xD7FF, "\xED\x9F\xBF"},
        {0xD800, "\uFFFD"},
        {0xDFFF, "\uFFFD"},
        {0xE000, "\xEE\x80\x80"},
        {0xFFFF, "\xEF\xBF\xBF"},
        {0x10000, "\xF0\x90\x80\x80"},
        {0x10FFFF, "\xF4\x8F\xBF\xBF"},
        {0x110000, "\uFFFD"},
        {0xFFFFFFFF, "\uFFFD"},
    };
    struct buf b;
    buf_init(&b, 100);
    for (size_t i = 0; i < COUNT(cases); i++) {
        buf_clear(&b);
        buf_add_codepoint(&b, cases[i].cp);
        assert_string_equal(b.p, cases[i].utf8);
    }
    buf_free(&b);
}

static void html_is_escaped_for_text_and_for_both_kinds_of_quotes(void **state)
{
    (void)state;
    const char *s = "<a href='x' title=\"y\">R&D</a>";
    struct buf b;
    buf_init(&b, 1000);
    buf_add_html(&b, s, strlen(s));
    assert_string_equal(b.p, "&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;R&amp;D&lt;/a&gt;");
    buf_free(&b);
}

static void all_but_unreserved_characters_are_percent_encoded(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 1000);
    buf_add_urlencoded(&b, "aZ09-._~ /?&=%\xC3\xA9", 16);
    assert_string_equal(b.p, "aZ09-._~%20%2F%3F%26%3D%25%C3%A9");
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_buffer_is_an_empty_string),
        cmocka_unit_test(bytes_are_followed_by_a_nul_that_is_not_counted),
        cmocka_unit_test(a_buffer_takes_exactly_its_cap),
        cmocka_unit_test(an_addition_past_the_cap_adds_nothing_and_failure_stays),
        cmocka_unit_test(a_formatted_addition_minds_the_cap),
        cmocka_unit_test(a_huge_length_is_refused_and_does_not_wrap),
        cmocka_unit_test(null_and_nothing_add_nothing),
        cmocka_unit_test(code_points_become_utf_8),
        cmocka_unit_test(html_is_escaped_for_text_and_for_both_kinds_of_quotes),
        cmocka_unit_test(all_but_unreserved_characters_are_percent_encoded),
    };
    return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
