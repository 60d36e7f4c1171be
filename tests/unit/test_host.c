/* test_host.c: host names in any script become what machines read. */
#include "check.h"

#include "lib/host.h"

static void hosts_are_spelt_as_browsers_spell_them(void **state)
{
    static const struct {
        const char *typed, *spelt;
    } cases[] = {
        {"https://news.example.org", "https://news.example.org"},
        {"HTTPS://News.Example.ORG", "https://news.example.org"},
        {"http://127.0.0.1:8080", "http://127.0.0.1:8080"},
        {"http://[::1]:8080", "http://[::1]:8080"},
        {"http://my_host:1", "http://my_host:1"},
        {"https://größte-zeitung.de", "https://xn--grte-zeitung-m9a53a.de"},
        {"https://GRÖSSTE-zeitung.de", "https://xn--grsste-zeitung-wpb.de"},
        {"https://bücher.example:8443", "https://xn--bcher-kva.example:8443"},
        {"https://bu\xcc\x88"
         "cher.example",
         "https://xn--bcher-kva.example"},
        {"https://xn--bcher-kva.example", "https://xn--bcher-kva.example"},
        {"https://XN--BCHER-KVA.example", "https://xn--bcher-kva.example"},
        {"https://مثال.إختبار", "https://xn--mgbh0fb.xn--kgbechtv"},
        {"https://例子.测试", "https://xn--fsqu00a.xn--0zwm56d"},
        {"https://例子。测试", "https://xn--fsqu00a.xn--0zwm56d"},
        {"https://παράδειγμα.δοκιμή/π?q=π", "https://xn--hxajbheg2az3al.xn--jxalpdlp/π?q=π"},
        {"https://news.bücher.example", "https://news.xn--bcher-kva.example"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *spelt = host_url_ascii(*state, cases[i].typed);
        assert_non_null(spelt);
        assert_string_equal(spelt, cases[i].spelt);
    }
}

static void hosts_that_cannot_be_are_refused(void **state)
{
    static const char *const bad[] = {
        "https://-größe.de",
        "https://größe-.de",
        "https://größe..de",
        "https://xn--a.de",
        "https://xn--ü.de",
        "https://größ\xe2\x80\x8d"
        "e.de",
        "https://ü_x.de",
        "ftp://ü.de",
        "größe.de",
        "https://\xef\xbf\xbd.de",
        "https://aא.de",
        "https://",
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        if (host_url_ascii(*state, bad[i]))
            fail_msg("taken: %s", bad[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(hosts_are_spelt_as_browsers_spell_them),
        WITH_ARENA(hosts_that_cannot_be_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
