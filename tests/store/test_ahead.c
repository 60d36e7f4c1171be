/* test_ahead.c: texts that are rendered before the store is asked. */
#include "store_test.h"

#include "db/story_ahead.h"

static struct story_site site_of(struct site *t)
{
    struct story_site site;
    assert_int_equal(story_site_read(t->s, t->a, &site), STORE_OK);
    return site;
}

static struct story_import file(struct site *t, const char *key, const char *body)
{
    struct story_save in = new_story("Old water");
    in.text.body = body;
    return (struct story_import){.key = arena_printf(t->a, "markdown:%s", key),
                                 .hash = "1",
                                 .kind = STORY_NEWS,
                                 .text = in.text,
                                 .published_at = T0 - 300 * DAY};
}

static enum store_status try_import(struct site *t, const struct story_import *in, int64_t *id)
{
    enum import_outcome outcome;
    forget_problems(t);
    return story_import(t->s, t->a, in, T0, &outcome, id, &t->why);
}

static struct revision imported(struct site *t, const struct story_import *in)
{
    struct story_view v;
    int64_t id = 0;
    assert_int_equal(try_import(t, in, &id), STORE_OK);
    assert_int_equal(story_get(t->s, t->a, id, 0, T0, &v), STORE_OK);
    return v.revision;
}

static void make_ahead(struct site *t, const struct story_site *site, struct story_import *in,
                       struct story_ahead *ahead)
{
    story_make_ahead(t->a, site, in->kind, &in->text, ahead);
    in->ahead = ahead;
}

static void assert_same(const struct revision *one, const struct revision *other)
{
    assert_string_equal(one->body_html, other->body_html);
    assert_string_equal(one->plain, other->plain);
    assert_string_equal(one->text.body, other->text.body);
    assert_int_equal(one->words, other->words);
}

static void what_is_rendered_ahead_is_what_a_save_renders(void **state)
{
    static const char *const bodies[] = {
        "One.",
        "## A heading\n\nWith *some* **words**, [a link](https://example.org/a?b=c&d) and `code`.",
        "- one\n- two\n\n1. a\n2. b\n\n> quoted\n>\n> \u2014 Somebody",
        "| a | b |\n|---|:-:|\n| 1 | ~~2~~ |\n\nA note[^1].\n\n[^1]: Here.",
        "\r\nLines \r\nof Windows\r\n\r\n\r\n  ",
        "\u0645\u0631\u062D\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645.\n\n\u91CD\u8981"
        "\u3002**\u6B21**\u7684",
        "[elsewhere](/about) and [nowhere][x], <b>tags</b> &amp; \x01signs\x7F",
    };
    struct site *t = *state;
    struct story_site site = site_of(t);
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct story_ahead ahead;
        struct story_import late = file(t, arena_printf(t->a, "late-%zu", i), bodies[i]);
        struct story_import early = file(t, arena_printf(t->a, "early-%zu", i), bodies[i]);
        make_ahead(t, &site, &early, &ahead);
        assert_true(ahead.rendered);
        struct revision one = imported(t, &late), other = imported(t, &early);
        assert_same(&one, &other);
        assert_int_not_equal(other.body_html[0], 0);
    }
    assert_int_equal(verify(t), 0);
}

static void what_only_the_store_knows_is_left_to_it(void **state)
{
    struct site *t = *state;
    struct story_site site = site_of(t);
    static const char *const bodies[] = {"![A boat](/media/2026/01/x.jpg)",
                                         "[That story](/2019/01/another)"};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct story_ahead ahead;
        struct strlist nowhere = {0};
        struct story_import in = file(t, arena_printf(t->a, "%zu", i), bodies[i]);
        make_ahead(t, &site, &in, &ahead);
        assert_false(ahead.rendered);
        in.nowhere = &nowhere;
        struct revision r = imported(t, &in);
        assert_non_null(strstr(r.body_html, i == 0 ? "A boat" : "That story"));
        assert_int_equal(nowhere.n, i == 0 ? 0 : 1);
    }
}

static void other_settings_by_then_render_anew(void **state)
{
    struct site *t = *state;
    struct story_site site = site_of(t);
    struct story_ahead ahead;
    struct story_import early = file(t, "early", "> English words."),
                        late = file(t, "late", "> English words.");
    make_ahead(t, &site, &early, &ahead);
    assert_true(ahead.rendered);
    assert_int_equal(setting_set(t->s, SETTING_LOCALE, "ar", 0, T0, &t->why), STORE_OK);
    struct revision one = imported(t, &early), other = imported(t, &late);
    assert_same(&one, &other);
    assert_string_not_equal(one.body_html, ahead.html);
}

static void a_text_that_is_refused_is_refused_when_it_is_written(void **state)
{
    struct site *t = *state;
    struct story_site site = site_of(t);
    struct story_ahead ahead;
    int64_t id;
    char deep[256];
    memset(deep, '>', sizeof deep - 2);
    strcpy(deep + sizeof deep - 2, "a");
    struct story_import in = file(t, "deep", deep);
    make_ahead(t, &site, &in, &ahead);
    assert_false(ahead.rendered);
    assert_int_equal(try_import(t, &in, &id), STORE_REFUSED);
    assert_problem(t, "body");
}

static void what_the_store_has_is_known(void **state)
{
    struct site *t = *state;
    struct story_import in = file(t, "a", "One.");
    assert_false(story_import_known(t->s, t->a, &in));
    imported(t, &in);
    assert_true(story_import_known(t->s, t->a, &in));
    in.hash = "2";
    assert_false(story_import_known(t->s, t->a, &in));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(what_is_rendered_ahead_is_what_a_save_renders),
        sited(what_only_the_store_knows_is_left_to_it),
        sited(other_settings_by_then_render_anew),
        sited(a_text_that_is_refused_is_refused_when_it_is_written),
        sited(what_the_store_has_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
