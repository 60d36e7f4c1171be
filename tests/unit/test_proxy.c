/* test_proxy.c: which lists of proxies are taken, and whose a request is. */
#include "check.h"

#include "lib/proxy.h"

#define OFFICE "192.0.2.7, 10.0.0.0/8 2001:db8:5::/48"

static void a_list_names_addresses_and_networks(void **state)
{
    static const char *const good[] = {"",           " ",     "192.0.2.7",  "10.0.0.0/8,::1",
                                       "fe80::/10",  "unix:", "1.2.3.4/32", "::1/128",
                                       "10.0.0.1/9", OFFICE};
    static const char *const bad[] = {
        "proxy",       "192.0.2", "192.0.2.256", "10.0.0.0/33",  "10.0.0.0/0",
        "::/0",        "::1/129", "10.0.0.0/",   "10.0.0.0/8/8", "1.2.3.4:80",
        "unix:/run/x", "::1%lo",  "10.0.0.0/-1", "10.0.0.0/1e1", "192.0.2.7; 10.0.0.1"};
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!proxy_list_valid(good[i]))
            fail_msg("refused: %s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (proxy_list_valid(bad[i]))
            fail_msg("taken: %s", bad[i]);
}

static void a_client_is_who_a_trusted_proxy_names(void **state)
{
    static const struct {
        const char *list, *peer, *forwarded, *client;
    } cases[] = {
        {"", "192.0.2.7", "203.0.113.1", "192.0.2.7"}, /* nobody is trusted */
        {OFFICE, "192.0.2.7", NULL, "192.0.2.7"},
        {OFFICE, "192.0.2.7", "", "192.0.2.7"},
        {OFFICE, "192.0.2.7", "203.0.113.1", "203.0.113.1"},
        {OFFICE, "192.0.2.8", "203.0.113.1", "192.0.2.8"}, /* not ours: it may say what it likes */
        {OFFICE, "192.0.2.7", "198.51.100.1, 203.0.113.1", "203.0.113.1"}, /* forged before it */
        {OFFICE, "192.0.2.7", "203.0.113.1, 10.1.2.3", "203.0.113.1"},     /* two of ours */
        {OFFICE, "192.0.2.7", "203.0.113.1,10.1.2.3,10.4.5.6", "203.0.113.1"},
        {OFFICE, "192.0.2.7", "10.1.2.3, 10.4.5.6", "10.1.2.3"}, /* somebody in the office */
        {OFFICE, "192.0.2.7", "junk, 10.1.2.3", "10.1.2.3"},
        {OFFICE, "192.0.2.7", "203.0.113.1, junk", "192.0.2.7"},
        {OFFICE, "192.0.2.7", " , ,203.0.113.1, ", "203.0.113.1"},
        {OFFICE, "192.0.2.7", "203.0.113.1:5000", "203.0.113.1"},
        {OFFICE, "2001:db8:5::1", "[2001:db8:9::1]:5000", "2001:db8:9::1"},
        {OFFICE, "2001:db8:5::1", "[2001:db8:9::1]", "2001:db8:9::1"},
        {OFFICE, "2001:DB8:5:0::1", "2001:0db8:9::0001", "2001:db8:9::1"},
        {OFFICE, "2001:db8:6::1", "203.0.113.1", "2001:db8:6::1"},
        {OFFICE, "::ffff:192.0.2.7", "203.0.113.1", "203.0.113.1"},
        {"unix:", "unix:", "203.0.113.1", "203.0.113.1"},
        {OFFICE, "unix:", "203.0.113.1", "unix:"},
        {"10.128.0.0/9", "10.127.0.1", "203.0.113.1", "10.127.0.1"},
        {"10.128.0.0/9", "10.129.0.1", "203.0.113.1", "203.0.113.1"},
        {OFFICE, "192.0.2.7", "unknown", "192.0.2.7"}, /* RFC 7239 6.2 */
        {OFFICE, "192.0.2.7", "[", "192.0.2.7"},
    };
    struct arena *a = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = proxy_client(a, cases[i].list, cases[i].peer, cases[i].forwarded);
        if (strcmp(got, cases[i].client) != 0)
            fail_msg("%zu: %s, not %s", i, got, cases[i].client);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_names_addresses_and_networks),
        cmocka_unit_test(a_client_is_who_a_trusted_proxy_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
