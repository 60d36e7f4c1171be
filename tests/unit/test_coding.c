/* test_coding.c: which content coding a client takes. */
#include "check.h"

#include "cgi/http/coding.h"

static void a_coding_that_is_named_is_taken(void **state)
{
    (void)state;
    static const char *const lists[] = {"gzip",
                                        "gzip, deflate, br",
                                        "deflate,GZIP",
                                        "br;q=1.0, gzip;q=0.8, *;q=0.1",
                                        "\tgzip ;q=0.001",
                                        ",,gzip,"};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        assert_true(coding_is_taken(lists[i], "gzip"));
}

static void another_one_or_one_without_weight_is_not(void **state)
{
    (void)state;
    static const char *const lists[] = {
        "",         "br",          "*",           "x-gzip",           "gzipped", "identity",
        "gzip;q=0", "gzip; q=0.0", "gzip;Q=0.00", "gzip;q=0, br;q=1", "br;gzip", "deflate gzip"};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        if (coding_is_taken(lists[i], "gzip"))
            fail_msg("%s", lists[i]);
    assert_false(coding_is_taken(NULL, "gzip"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_coding_that_is_named_is_taken),
        cmocka_unit_test(another_one_or_one_without_weight_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
