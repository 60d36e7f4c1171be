/* test_links.c: addresses inside of our HTML made good for another place. */
#include "check.h"

#include "lib/links.h"

#define BASE "https://news.example.org"
#define PAGE BASE "/2026/01/tide"

static void assert_becomes(const char *html, const char *expected)
{
    struct buf out;
    buf_init(&out, 4096);
    links_absolute(&out, html, BASE, PAGE);
    assert_false(out.failed);
    assert_string_equal(out.p, expected);
    buf_free(&out);
}

static void relative_addresses_become_absolute(void **state)
{
    (void)state;
    assert_becomes("<a href=\"/about\">x</a>", "<a href=\"" BASE "/about\">x</a>");
    assert_becomes("<img src=\"/media/a.jpg\" alt=\"\">",
                   "<img src=\"" BASE "/media/a.jpg\" alt=\"\">");
    assert_becomes("<a href=\"/\">x</a>", "<a href=\"" BASE "/\">x</a>");
    assert_becomes("<img\nsrc=\"/a.jpg\">", "<img\nsrc=\"" BASE "/a.jpg\">");
}

static void a_place_on_the_page_becomes_one_on_the_story(void **state)
{
    (void)state;
    assert_becomes("<a href=\"#p-3\">x</a>", "<a href=\"" PAGE "#p-3\">x</a>");
}

static void every_candidate_of_a_srcset_becomes_absolute(void **state)
{
    (void)state;
    assert_becomes("<source srcset=\"/a-480.jpg 480w, /a-960.jpg 960w\">",
                   "<source srcset=\"" BASE "/a-480.jpg 480w, " BASE "/a-960.jpg 960w\">");
    assert_becomes("<source srcset=\"/a.jpg 1x,/b.jpg 2x, https://x.org/c.jpg 3x\">",
                   "<source srcset=\"" BASE "/a.jpg 1x," BASE "/b.jpg 2x, "
                   "https://x.org/c.jpg 3x\">");
    assert_becomes("<source srcset=\"\">", "<source srcset=\"\">");
}

static void other_addresses_and_all_text_stay(void **state)
{
    static const char *const same[] = {
        "",
        "plain",
        "<a href=\"https://x.org/a?b=1&amp;c=2\">/about</a>",
        "<a href=\"mailto:a@b.org\">x</a>",
        "<a href=\"//cdn.example.org/x\">x</a>",
        "<a href=\"\">x</a>",
        "<p>href=&quot;/about&quot;</p>",
        "<img alt=\"/about\" title=\"#p-1\" data-src=\"/x\">",
        "<img alt=\"href=\" title=\"src=\">",
        "<p class=\"attribution\">x = y</p>",
        "<a href=\"unclosed",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(same); i++)
        assert_becomes(same[i], same[i]);
}

static void ids_are_left_out(void **state)
{
    (void)state;
    assert_becomes("<p id=\"p-1\">a</p><h2 id=\"h-x\" class=\"y\">b</h2>",
                   "<p>a</p><h2 class=\"y\">b</h2>");
    assert_becomes("<p data-id=\"1\">a</p>", "<p data-id=\"1\">a</p>");
    assert_becomes("<a id=\"x\" href=\"/y\">a</a>", "<a href=\"" BASE "/y\">a</a>");
}

static void the_base_is_escaped(void **state)
{
    struct buf out;
    (void)state;
    buf_init(&out, 4096);
    links_absolute(&out, "<a href=\"/x\">", "https://a.org/\"><b>", "");
    assert_string_equal(out.p, "<a href=\"https://a.org/&quot;&gt;&lt;b&gt;/x\">");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(relative_addresses_become_absolute),
        cmocka_unit_test(a_place_on_the_page_becomes_one_on_the_story),
        cmocka_unit_test(every_candidate_of_a_srcset_becomes_absolute),
        cmocka_unit_test(other_addresses_and_all_text_stay),
        cmocka_unit_test(ids_are_left_out),
        cmocka_unit_test(the_base_is_escaped),
    };
    return cmocka_run_group_tests_name("links", tests, NULL, NULL);
}
