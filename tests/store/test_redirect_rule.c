/* test_redirect_rule.c: addresses that lead elsewhere by hand, and the counts of those that are missed. */
#include "texts_test.h"

#include "db/redirect_rule.h"

static enum store_status add(struct site *t, const char *path, const char *target)
{
    forget_problems(t);
    return redirect_rule_add(t->s, t->a, path, target, NULL, T0, &t->why);
}

static const char *leads(struct site *t, const char *path)
{
    const char *to = NULL;
    enum store_status st = redirect_rule_find(t->s, t->a, path, &to);
    assert_true(st == STORE_OK || st == STORE_MISSING);
    return st == STORE_OK ? to : "";
}

static void what_is_typed_is_cleaned_and_leads_where_it_says(void **state)
{
    struct site *t = *state;
    static const struct {
        const char *path, *target, *asked, *to;
    } cases[] = {
        {"/old/", "/new", "/old", "/new"},
        {"/older?a=1#b", "/old", "/OLDER/", "/old"},
        {"https://old.example/very-old/?x", " /older ", "/very-old", "/older"},
        {"/%C3%A9t%C3%A9", "/sommer", "/\u00e9t\u00e9", "/sommer"},
        {"/away", "https://m\u00fcller.example/\u00e4?q=1", "/away",
         "https://xn--mller-kva.example/%C3%A4?q=1"},
        {"/deep", "/a?b=c#d", "/deep", "/a?b=c#d"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(add(t, cases[i].path, cases[i].target), STORE_OK);
        assert_string_equal(leads(t, cases[i].asked), cases[i].to);
    }
    assert_int_equal(add(t, "/OLD", "/else"), STORE_EXISTS);
    assert_string_equal(leads(t, "/nothing"), "");
    assert_int_equal(redirect_rule_remove(t->s, t->a, "/old", "/was", NULL, T0, &t->why),
                     STORE_CONFLICT);
    assert_int_equal(redirect_rule_remove(t->s, t->a, "/old", NULL, NULL, T0, &t->why), STORE_OK);
    assert_int_equal(redirect_rule_remove(t->s, t->a, "/old", NULL, NULL, T0, &t->why),
                     STORE_MISSING);
    assert_string_equal(leads(t, "/older"), "/old");
}

static void circles_and_addresses_that_are_something_are_refused(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, id, 0, T0, &v), STORE_OK);
    assert_int_equal(add(t, "/a", "/b"), STORE_OK);
    assert_int_equal(add(t, "/b", "/c?x=1"), STORE_OK);
    const char *const wrong[][2] = {{"/c", "/a"},
                                    {"/c", "/A/#top"},
                                    {"/d", "/d"},
                                    {"/d", "/D/?q"},
                                    {"d", "/e"},
                                    {"//d", "/e"},
                                    {"/\\d", "/e"},
                                    {"", "/e"},
                                    {"/", "/e"},
                                    {"/admin", "/e"},
                                    {"/Admin/story", "/e"},
                                    {"/static/x", "/e"},
                                    {v.story.path, "/e"},
                                    {"/d", ""},
                                    {"/d", "e"},
                                    {"/d", "//evil.test"},
                                    {"/d", "/\\evil.test"},
                                    {"/d", "javascript:alert(1)"},
                                    {"/d", "ftp://x.test"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (add(t, wrong[i][0], wrong[i][1]) != STORE_REFUSED)
            fail_msg("%s leads to %s", wrong[i][0], wrong[i][1]);
        assert_int_equal(t->why.n, 1);
    }
    struct redirect_rules rules;
    assert_int_equal(redirect_rule_list(t->s, t->a, &rules), STORE_OK);
    assert_int_equal(rules.n, 2);
    for (int i = 0; i < 11; i++) {
        enum store_status st =
            add(t, arena_printf(t->a, "/hop%d", i + 1), arena_printf(t->a, "/hop%d", i));
        assert_int_equal(st, i < 10 ? STORE_OK : STORE_REFUSED);
    }
}

static void nothing_about_anybody_is_counted_and_not_without_end(void **state)
{
    struct site *t = *state;
    static const struct {
        const char *path;
        bool counted;
    } cases[] = {
        {"/2019/01/the-ferry-is-late", true},
        {"/news/2024-report-on-schools", true},
        {"/\u00e9t\u00e9", true},
        {"/article.php", true},
        {"/", false},
        {"/admin/x", false},
        {"//x", false},
        {"/ines@paper.example", false},
        {"/reset/a1b2c3d4e5f6a7b8c9", false},
        {"/call/0123456789", false},
        {"/a?b", false},
        {"/.env", false},
        {"/wp-login.php", false},
        {"/a\x01", false},
        {"/\xff", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (missed_may_count(cases[i].path) != cases[i].counted)
            fail_msg("%s", cases[i].path);
    struct missed_paths list;
    struct missed_path often = {.path = "/often", .n = 7};
    assert_int_equal(missed_add(t->s, &often, 1, T0), STORE_OK);
    int64_t generation = store_generation(t->s);
    for (int i = 0; i < MISSED_KEPT + 20; i++) {
        struct missed_path one = {.path = arena_printf(t->a, "/once-%d", i), .n = 1};
        assert_int_equal(missed_add(t->s, &one, 1, T0 + DAY), STORE_OK);
    }
    assert_int_equal(missed_add(t->s, &often, 1, T0 + DAY), STORE_OK);
    assert_int_equal(missed_list(t->s, t->a, MISSED_KEPT + 100, &list), STORE_OK);
    assert_int_equal(list.n, MISSED_KEPT);
    assert_string_equal(list.v[0].path, "/often");
    assert_int_equal(list.v[0].n, 14);
    assert_string_equal(list.v[0].last_day, "2026-01-09");
    assert_int_equal(store_generation(t->s), generation);
    assert_int_equal(missed_forget(t->s, NULL, NULL, T0), STORE_OK);
    assert_int_equal(missed_list(t->s, t->a, 10, &list), STORE_OK);
    assert_int_equal(list.n, 0);
}

static void counts_are_forgotten_as_they_were_shown(void **state)
{
    struct site *t = *state;
    const struct missed_path before[] = {{"/seen", 7, NULL}, {"/seen-again", 3, NULL}};
    const struct missed_path since[] = {{"/seen-again", 2, NULL}, {"/new", 1, NULL}};
    struct missed_paths shown, list;
    struct actor by = *editor(t);
    by.form = "f1";
    by.digest = "d";
    assert_int_equal(missed_add(t->s, before, 2, T0), STORE_OK);
    assert_int_equal(missed_list(t->s, t->a, 10, &shown), STORE_OK);
    assert_int_equal(missed_add(t->s, since, 2, T0), STORE_OK);
    for (int arrival = 0; arrival < 2; arrival++) {
        assert_int_equal(missed_forget(t->s, &shown, &by, T0), STORE_OK);
        assert_int_equal(missed_list(t->s, t->a, 10, &list), STORE_OK);
        assert_int_equal(list.n, 2);
        assert_string_equal(list.v[0].path, "/seen-again");
        assert_int_equal(list.v[0].n, 2);
        assert_string_equal(list.v[1].path, "/new");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(what_is_typed_is_cleaned_and_leads_where_it_says),
        sited(circles_and_addresses_that_are_something_are_refused),
        sited(nothing_about_anybody_is_counted_and_not_without_end),
        sited(counts_are_forgotten_as_they_were_shown),
    };
    return cmocka_run_group_tests_name("redirect_rule", tests, NULL, NULL);
}
