/* test_style_rule.c: the paper's house style, kept and tried on what readers see. */
#include "texts_test.h"

#include "db/style_rule.h"

static enum store_status add(struct site *t, const char *pattern, bool is_regex, const char *put,
                             const char *advice, int64_t *id)
{
    const struct style_rule r = {
        .pattern = pattern, .is_regex = is_regex, .replacement = put, .advice = advice};
    forget_problems(t);
    return style_rule_add(t->s, editor(t), &r, T0, id, &t->why);
}

static void rules_are_kept_told_apart_and_removed(void **state)
{
    struct site *t = *state;
    struct style_rules all;
    int64_t id = 0, other = 0, before = store_generation(t->s);
    assert_int_equal(add(t, "web site", false, "website", "", &id), STORE_OK);
    assert_int_equal(add(t, "web site", false, "site", "", &other), STORE_EXISTS);
    assert_int_equal(add(t, "web site", true, "", "An expression.", &other), STORE_OK);
    assert_int_equal(style_rule_list(t->s, t->a, &all), STORE_OK);
    assert_int_equal(all.n, 2);
    assert_string_equal(all.v[0].replacement, "website");
    assert_int_equal(style_rule_remove(t->s, editor(t), id, NULL, T0), STORE_OK);
    assert_int_equal(style_rule_remove(t->s, editor(t), id, NULL, T0), STORE_MISSING);
    assert_int_equal(style_rule_list(t->s, t->a, &all), STORE_OK);
    assert_int_equal(all.n, 1);
    assert_int_equal(all.v[0].id, other);
    assert_int_equal(store_generation(t->s), before);
    assert_int_equal(count_audit(t, 0, "style.add"), 2);
    assert_int_equal(count_audit(t, 0, "style.remove"), 1);
}

static void a_rule_that_cannot_be_used_is_refused(void **state)
{
    struct site *t = *state;
    char long_one[400];
    int64_t id;
    memset(long_one, 'x', sizeof long_one - 1);
    long_one[sizeof long_one - 1] = '\0';
    static const struct {
        const char *pattern, *put, *advice, *field;
        bool is_regex;
    } bad[] = {{"", "x", "", "pattern", false},
               {"  ", "x", "", "pattern", false},
               {"(", "x", "", "pattern", true},
               {"x*", "x", "", "pattern", true},
               {"web", "", " ", "advice", false}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(add(t, bad[i].pattern, bad[i].is_regex, bad[i].put, bad[i].advice, &id),
                         STORE_REFUSED);
        assert_problem(t, bad[i].field);
    }
    assert_int_equal(add(t, long_one, false, "x", "", &id), STORE_REFUSED);
}

static bool collect(void *ctx, const struct style_try *found)
{
    struct site *t = ((void **)ctx)[0];
    const char **out = ((void **)ctx)[1];
    ++*(int *)((void **)ctx)[2];
    for (size_t i = 0; i < found->hits.n; i++)
        *out = arena_printf(t->a, "%s%s: %s\n", *out, found->headline, found->hits.v[i].found);
    return *(int *)((void **)ctx)[2] != *(int *)((void **)ctx)[3];
}

static void a_rule_is_tried_on_what_readers_see_alone(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    struct style_rule r = {.pattern = "web site", .replacement = "website", .advice = ""};
    const struct style_rules one = {&r, 1};
    int64_t live = publish(t, "A Web site", 0, T0), gone = publish(t, "Withdrawn web site", 0, T0);
    int64_t plain = publish(t, "Plain", 0, T0), from = 0;
    const char *found = "";
    int looked = 0, enough = 100;
    void *ctx[] = {t, &found, &looked, &enough};
    keep_new(t, by, "Draft web site", T0);
    publish(t, "Scheduled web site", T0 + DAY, T0);
    keep_on(t, by, plain, NAMED_LIVE, T0 + 1, "A web site in a draft.");
    assert_int_equal(story_withdraw(t->s, gone, TIME_ANY, "Wrong.", by, T0 + 1, &t->why), STORE_OK);
    assert_int_equal(style_rule_try(t->s, &one, T0 + 2, &from, collect, ctx), STORE_OK);
    assert_string_equal(found, "A Web site: Web site\n");
    assert_int_equal(looked, 2);
    assert_int_equal(from, 0);

    /* In parts: where one ends the next begins. */
    looked = 0, enough = 1, found = "";
    assert_int_equal(style_rule_try(t->s, &one, T0 + 2, &from, collect, ctx), STORE_OK);
    assert_string_equal(found, "");
    assert_int_equal(from, plain);
    assert_int_equal(style_rule_try(t->s, &one, T0 + 2, &from, collect, ctx), STORE_OK);
    assert_string_equal(found, "A Web site: Web site\n");
    assert_int_equal(looked, 2);
    assert_int_equal(from, 0);
    (void)live;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(rules_are_kept_told_apart_and_removed),
        sited(a_rule_that_cannot_be_used_is_refused),
        sited(a_rule_is_tried_on_what_readers_see_alone),
    };
    return cmocka_run_group_tests_name("style rules", tests, NULL, NULL);
}
