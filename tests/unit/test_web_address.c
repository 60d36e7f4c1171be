/* test_web_address.c: addresses that somebody else named. */
#include "check.h"

#include "lib/web_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

static void an_address_is_taken_apart_in_one_way(void **state)
{
    struct arena *a = *state;
    struct web_address at;
    static const struct {
        const char *url, *said, *home, *site, *host, *port, *path;
    } good[] = {
        {"https://Paper.Example", "https://paper.example/", "https://paper.example",
         "paper.example", "paper.example", "443", "/"},
        {"HTTP://www.paper.example:80/a b.jpg?x={1}#top",
         "http://www.paper.example/a%20b.jpg?x=%7B1%7D", "http://www.paper.example",
         "paper.example", "www.paper.example", "80", "/a%20b.jpg?x=%7B1%7D"},
        {"https://bücher.example:8443/ä.jpg?w=2",
         "https://xn--bcher-kva.example:8443/%C3%A4.jpg?w=2", "https://xn--bcher-kva.example:8443",
         "xn--bcher-kva.example:8443", "xn--bcher-kva.example", "8443", "/%C3%A4.jpg?w=2"},
        {"http://127.0.0.1:8080?a=%2e", "http://127.0.0.1:8080/?a=%2e", "http://127.0.0.1:8080",
         "127.0.0.1:8080", "127.0.0.1", "8080", "/?a=%2e"},
        {"https://a.example/50%.jpg", "https://a.example/50%25.jpg", "https://a.example",
         "a.example", "a.example", "443", "/50%25.jpg"},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(web_address_read(a, good[i].url, &at));
        assert_string_equal(at.url, good[i].said);
        assert_string_equal(at.home, good[i].home);
        assert_string_equal(at.site, good[i].site);
        assert_string_equal(at.host, good[i].host);
        assert_string_equal(at.port, good[i].port);
        assert_string_equal(at.path, good[i].path);
    }
    assert_string_equal(web_address_encode(a, "/ä b%20?c#.jpg"), "/%C3%A4%20b%2520%3Fc%23.jpg");
}

static void what_could_be_two_addresses_is_none(void **state)
{
    struct arena *a = *state;
    struct web_address at;
    static const char *const bad[] = {"",
                                      "paper.example",
                                      "//paper.example/a.jpg",
                                      "ftp://paper.example/",
                                      "file:///etc/passwd",
                                      "http://",
                                      "http:///a.jpg",
                                      "http://user@paper.example/",
                                      "http://a:b@127.0.0.1/",
                                      "http://paper.example\\@127.0.0.1/",
                                      "http://2130706433/",
                                      "http://0x7f000001/",
                                      "http://127.1/",
                                      "http://0177.0.0.1/",
                                      "http://127.0.0.0x1/",
                                      "http://1.2.3.4.5/",
                                      "http://[::1]/",
                                      "http://[::ffff:127.0.0.1]/",
                                      "http://paper.example:0/",
                                      "http://paper.example:65536/",
                                      "http://paper.example:8080x/",
                                      "http://paper.example:+80/",
                                      "http://paper example/",
                                      "http://paper.example/a\nb",
                                      "http://paper.example\r\nHost: b/",
                                      "http://a%2eexample/",
                                      "http://paper..example/",
                                      "http://paper_example/",
                                      "http://under_score.example/"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (web_address_read(a, bad[i], &at))
            fail_msg("%s is taken for %s", bad[i], at.url);
    char *longest = arena_alloc(a, WEB_ADDRESS_MAX + 2);
    memset(longest, 'a', WEB_ADDRESS_MAX + 1);
    memcpy(longest, "http://a.example/", 17);
    longest[WEB_ADDRESS_MAX + 1] = '\0';
    assert_false(web_address_read(a, longest, &at));
    longest[WEB_ADDRESS_MAX] = '\0';
    assert_true(web_address_read(a, longest, &at));
}

static enum web_reach reach(const char *text)
{
    struct sockaddr_in four = {.sin_family = AF_INET};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, text, &four.sin_addr) == 1)
        return web_reach_of((const struct sockaddr *)&four);
    assert_int_equal(inet_pton(AF_INET6, text, &six.sin6_addr), 1);
    return web_reach_of((const struct sockaddr *)&six);
}

static void numbers_say_whose_network_it_is(void **state)
{
    (void)state;
    static const char *const public[] = {"1.1.1.1",         "8.8.8.8",          "9.255.255.255",
                                         "11.0.0.0",        "100.63.255.255",   "100.128.0.0",
                                         "172.15.255.255",  "172.32.0.0",       "192.167.255.255",
                                         "198.17.255.255",  "198.20.0.0",       "223.255.255.255",
                                         "169.253.255.255", "2606:4700::1",     "2a00:1450::8a",
                                         "::ffff:1.1.1.1",  "64:ff9b::1.1.1.1", "2002:101:101::1"},
                             *const local[] =
                                 {"127.0.0.1",         "127.255.255.255", "10.0.0.1",
                                  "172.16.0.1",        "172.31.255.255",  "192.168.1.1",
                                  "100.64.0.1",        "198.18.0.1",      "::1",
                                  "fd00::1",           "fc00::1",         "::ffff:127.0.0.1",
                                  "64:ff9b::10.0.0.1", "2002:7f00:1::"},
                             *const never[] = {"0.0.0.0",
                                               "169.254.169.254",
                                               "169.254.0.1",
                                               "224.0.0.1",
                                               "255.255.255.255",
                                               "240.0.0.1",
                                               "192.0.2.1",
                                               "192.0.0.8",
                                               "::",
                                               "fe80::1",
                                               "ff02::1",
                                               "2001:db8::1",
                                               "2001::1",
                                               "::ffff:169.254.169.254",
                                               "64:ff9b::a9fe:a9fe",
                                               "2002:a9fe:a9fe::",
                                               "::127.0.0.1",
                                               "fec0::1"};
    for (size_t i = 0; i < sizeof public / sizeof *public; i++)
        assert_int_equal(reach(public[i]), WEB_PUBLIC);
    for (size_t i = 0; i < sizeof local / sizeof *local; i++)
        assert_int_equal(reach(local[i]), WEB_LOCAL);
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        assert_int_equal(reach(never[i]), WEB_NEVER);
    const struct sockaddr other = {.sa_family = AF_UNIX};
    assert_int_equal(web_reach_of(&other), WEB_NEVER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(an_address_is_taken_apart_in_one_way),
        WITH_ARENA(what_could_be_two_addresses_is_none),
        cmocka_unit_test(numbers_say_whose_network_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
