/* test_json.c: JSON for scripts, for hashes, for lists. */
#include "check.h"

#include "lib/json.h"

static void json_in_a_script_element_cannot_end_it(void **state)
{
    (void)state;
    struct buf b;
    json_t *value = json_pack("{s:s}", "headline", "</script><!-- & \u2028\u2029 \u2026 \" \\");
    buf_init(&b, 1000);
    assert_true(json_add_script(&b, value));
    assert_string_equal(b.p, "{\"headline\":\"\\u003c/script\\u003e\\u003c!-- \\u0026 "
                             "\\u2028\\u2029 \u2026 \\\" \\\\\"}");
    json_t *back = json_loads(b.p, 0, NULL);
    assert_true(json_equal(value, back));
    json_decref(value);
    json_decref(back);
    buf_free(&b);
}

static void json_past_the_cap_is_a_failure(void **state)
{
    (void)state;
    struct buf b;
    json_t *value = json_string("a long text");
    buf_init(&b, 5);
    assert_false(json_add_script(&b, value));
    json_decref(value);
    buf_free(&b);
}

static void equal_values_have_equal_bytes(void **state)
{
    json_t *x = json_loads("{\"b\": 1, \"a\": [true, null], \"c\": {\"z\":1, \"y\":2}}", 0, NULL);
    json_t *y = json_loads("{\"c\":{\"y\":2,\"z\":1},\"a\":[true,null],\"b\":1}", 0, NULL);
    assert_string_equal(json_canonical(*state, x), json_canonical(*state, y));
    assert_string_equal(json_canonical(*state, x),
                        "{\"a\":[true,null],\"b\":1,\"c\":{\"y\":2,\"z\":1}}");
    json_decref(x);
    json_decref(y);
}

static void a_list_survives_the_way_through_json(void **state)
{
    struct strlist list = {NULL, 0};
    strlist_add(*state, &list, "one \"quoted\"");
    strlist_add(*state, &list, "");
    strlist_add(*state, &list, "d\u00E9j\u00E0\n");
    struct strlist back = json_to_strlist(*state, json_from_strlist(*state, &list));
    assert_int_equal(back.n, 3);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(back.v[i], list.v[i]);
}

static void malformed_text_is_an_empty_list(void **state)
{
    static const char *const bad[] = {"", "[", "{}", "\"x\"", "[1]", "[\"a\",2]", "[\"a\"] x"};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_int_equal(json_to_strlist(*state, bad[i]).n, 0);
    assert_int_equal(json_to_strlist(*state, NULL).n, 0);
    struct strlist none = {NULL, 0};
    assert_string_equal(json_from_strlist(*state, &none), "[]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_in_a_script_element_cannot_end_it),
        cmocka_unit_test(json_past_the_cap_is_a_failure),
        WITH_ARENA(equal_values_have_equal_bytes),
        WITH_ARENA(a_list_survives_the_way_through_json),
        WITH_ARENA(malformed_text_is_an_empty_list),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
