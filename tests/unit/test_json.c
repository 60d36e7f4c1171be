/* test_json.c: JSON for hashes, for lists. */
#include "check.h"

#include "lib/json.h"

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

/* Those of our own writing without jansson, all others with it. */
static void a_list_is_read_however_it_is_written(void **state)
{
    static const struct {
        const char *text, *first, *last;
    } cases[] = {
        {"[\"a\"]", "a", "a"},
        {"[\"\",\"\\\"q\\\\ \\n\\t\"]", "", "\"q\\ \n\t"},
        {" [ \"a\" , \"b\" ]\n", "a", "b"},
        {"[\"\\u00e9\",\"x\"]", "\u00E9", "x"},
        {"[\"x\",\"\\/\\b\\f\\r\"]", "x", "/\b\f\r"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct strlist list = json_to_strlist(*state, cases[i].text);
        assert_true(list.n == 1 || list.n == 2);
        assert_string_equal(list.v[0], cases[i].first);
        assert_string_equal(list.v[list.n - 1], cases[i].last);
    }
}

/* What hashes are over must not change with who writes it. */
static void strings_are_written_as_jansson_writes_them(void **state)
{
    struct buf out;
    buf_init(&out, 4096);
    for (unsigned c = 1; c < 0x3000; c++) {
        char s[16] = "a";
        struct buf one;
        buf_init(&one, sizeof s);
        buf_add_codepoint(&one, c);
        strcat(s, one.p);
        strcat(s, "/z");
        buf_free(&one);
        json_t *v = json_string(s);
        buf_clear(&out);
        json_add_string(&out, s);
        assert_string_equal(out.p, json_canonical(*state, v));
        json_decref(v);
    }
    json_add_string(&out, "\xFF");
    assert_true(out.failed);
    buf_clear(&out);
    json_add_string(&out, NULL);
    assert_true(out.failed);
    buf_free(&out);
}

static void an_object_is_written_key_by_key(void **state)
{
    const char *list[] = {"x", "\"y\""};
    struct strlist two = {list, 2}, none = {0};
    struct buf out;
    (void)state;
    buf_init(&out, 4096);
    buf_addc(&out, '{');
    json_add_key(&out, "a");
    json_add_int(&out, INT64_MIN);
    json_add_key(&out, "b");
    json_add_strlist(&out, &two);
    json_add_key(&out, "c");
    json_add_strlist(&out, &none);
    buf_addc(&out, '}');
    assert_string_equal(out.p, "{\"a\":-9223372036854775808,\"b\":[\"x\",\"\\\"y\\\"\"],\"c\":[]}");
    buf_free(&out);
}

static void malformed_text_is_an_empty_list(void **state)
{
    static const char *const bad[] = {"",          "[",         "{}",       "\"x\"",  "[1]",
                                      "[\"a\",2]", "[\"a\"] x", "[\"a",     "[\"a\\", "[\"a\\\"]",
                                      "[\"a\",]",  "[\"\n\"]",  "[\"\\q\"]"};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_int_equal(json_to_strlist(*state, bad[i]).n, 0);
    assert_int_equal(json_to_strlist(*state, NULL).n, 0);
    struct strlist none = {NULL, 0};
    assert_string_equal(json_from_strlist(*state, &none), "[]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(equal_values_have_equal_bytes),
        WITH_ARENA(a_list_survives_the_way_through_json),
        WITH_ARENA(a_list_is_read_however_it_is_written),
        WITH_ARENA(strings_are_written_as_jansson_writes_them),
        WITH_ARENA(an_object_is_written_key_by_key),
        WITH_ARENA(malformed_text_is_an_empty_list),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
