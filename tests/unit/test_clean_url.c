/* test_clean_url.c: addresses lose what senders hung around them, and nothing else. */
#include "check.h"

#include "lib/clean_url.h"

static const struct {
    const char *url, *clean;
} cases[] = {
    {"https://www.google.com/url?q=https://example.org/a%3Fb%3D1&sa=D&source=editors&ust=17",
     "https://example.org/a?b=1"},
    {"https://www.google.co.uk/url?sa=t&url=https%3A%2F%2Fexample.org%2F&usg=x",
     "https://example.org/"},
    {"https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fx%3Fid%3D7&"
     "data=05%7C02%7C&reserved=0",
     "https://example.org/x?id=7"},
    {"https://nam02.safelinks.protection.outlook.com/ap/b-59/?url=https%3A%2F%2Fe.org%2F&data=0",
     "https://e.org/"},
    {"https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2F%3Ffbclid%3Dabc&h=AT0",
     "https://example.org/"},
    {"https://urldefense.proofpoint.com/v2/url?u=https-3A__example.org_a-5Fb&d=Dw",
     "https://example.org/a_b"},
    {"https://urldefense.com/v3/__https://example.org/a__;!!Gx$", "https://example.org/a"},
    /* one behind the other */
    {"https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3D"
     "https%253A%252F%252Fe.org%252F%26sa%3DD&data=0",
     "https://e.org/"},
    {"https://e.org/?utm_source=a&id=1&utm_medium=b#top", "https://e.org/?id=1#top"},
    {"https://e.org/a?utm_source=a&amp", "https://e.org/a?amp"},
    {"https://e.org/a?UTM_Campaign=x&fbclid=y", "https://e.org/a"},
    {"https://e.org/a#utm_source=x", "https://e.org/a"},
    {"https://e.org/a?q=%C3%A9&b=", "https://e.org/a?q=%C3%A9&b="},
    /* as they are */
    {"https://example.org/url?q=https://other.org/",
     "https://example.org/url?q=https://other.org/"},
    {"https://www.google.com/search?q=x", "https://www.google.com/search?q=x"},
    {"https://www.google.com/url?q=javascript:alert(1)",
     "https://www.google.com/url?q=javascript:alert(1)"},
    {"https://google.evil.example/url?q=https://e.org",
     "https://google.evil.example/url?q=https://e.org"},
    {"https://l.facebook.com/l.php?u=%ff%fe", "https://l.facebook.com/l.php?u=%ff%fe"},
    {"https://e.org/a#b?utm_source=x", "https://e.org/a#b?utm_source=x"},
    {"mailto:a@b.org?subject=utm_x", "mailto:a@b.org?subject=utm_x"},
    {"/a?utm_source=x", "/a?utm_source=x"},
    {"#a", "#a"},
    {"", ""},
};

static void addresses_lose_what_senders_hung_around_them(void **state)
{
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *got = clean_url(*state, cases[i].url);
        assert_string_equal(got, cases[i].clean);
        assert_string_equal(clean_url(*state, got), got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(addresses_lose_what_senders_hung_around_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
