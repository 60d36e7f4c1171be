/* test_linked_data.c: JSON-LD as it stands in a page; jansson reads what was printed. */
#include "check.h"

#include "lib/buf.h"
#include "lib/linked_data.h"

#include <jansson.h>

static const char *printed(struct arena *a, const struct linked_data *value)
{
    struct buf b;
    buf_init(&b, 10000);
    linked_data_print(&b, value);
    assert_false(b.failed);
    const char *text = arena_dupn(a, b.p, b.len);
    buf_free(&b);
    return text;
}

static void a_text_cannot_end_its_script_element(void **state)
{
    static const struct {
        const char *text, *json;
    } cases[] = {
        {"</script><!-- &", "\\u003c/script\\u003e\\u003c!-- \\u0026"},
        {"a\u2028b\u2029c", "a\\u2028b\\u2029c"},
        {"\u2026 \u201Cq\u201D \u00E9 \U0001F600", "\u2026 \u201Cq\u201D \u00E9 \U0001F600"},
        {"\" \\ / \b\f\n\r\t", "\\\" \\\\ / \\b\\f\\n\\r\\t"},
        {"\x01\x1F\x7F", "\\u0001\\u001f\x7F"},
        {"\xE2\x80", "\xE2\x80"}, /* nothing is read beyond the end */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct linked_data *o = linked_data_object(*state);
        linked_data_put(o, "x", cases[i].text);
        const char *text = printed(*state, o);
        assert_string_equal(text, arena_printf(*state, "{\"x\":\"%s\"}", cases[i].json));
        json_t *back = json_loads(text, 0, NULL);
        assert_true(i + 1 == COUNT(cases) || back);
        if (back)
            assert_string_equal(json_string_value(json_object_get(back, "x")), cases[i].text);
        json_decref(back);
    }
}

static void members_stand_in_their_order_and_empty_ones_not_at_all(void **state)
{
    struct linked_data *o = linked_data_object(*state), *list = linked_data_list(*state);
    linked_data_put(o, "z", "last letter");
    linked_data_put(o, "none", "");
    linked_data_put(o, "null", NULL);
    linked_data_put_value(o, "empty", linked_data_list(*state));
    linked_data_put_value(o, "missing", NULL);
    linked_data_put_int(o, "n", INT64_MIN);
    linked_data_put_tenths(o, "t", 46);
    linked_data_put_true(o, "yes");
    linked_data_add_text(list, "");
    linked_data_add(list, linked_data_object(*state));
    assert_int_equal(linked_data_count(list), 2);
    linked_data_put_value(o, "list", list);
    assert_string_equal(printed(*state, o),
                        "{\"z\":\"last letter\",\"n\":-9223372036854775808,\"t\":4.6,"
                        "\"yes\":true,\"list\":[\"\",{}]}");
    assert_true(linked_data_has(o, "yes"));
    assert_false(linked_data_has(o, "none"));
}

static void what_does_not_fit_is_a_failure(void **state)
{
    struct linked_data *o = linked_data_object(*state);
    struct buf b;
    linked_data_put(o, "name", "a long text");
    buf_init(&b, 15);
    linked_data_print(&b, o);
    assert_true(b.failed);
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(a_text_cannot_end_its_script_element),
        WITH_ARENA(members_stand_in_their_order_and_empty_ones_not_at_all),
        WITH_ARENA(what_does_not_fit_is_a_failure),
    };
    return cmocka_run_group_tests_name("linked_data", tests, NULL, NULL);
}
