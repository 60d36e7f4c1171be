/* test_names.c: names of people and subjects: whose they are, where they lie, when one is asked. */
#include "store_test.h"

static struct group byline_of(struct site *t, const char *name)
{
    struct group g = {0};
    enum store_status st = group_find_name(t->s, t->a, GROUP_BYLINE, name, &g);
    if (st != STORE_OK)
        print_error("no byline %s\n", name);
    assert_int_equal(st, STORE_OK);
    return g;
}

static struct group tag_of(struct site *t, const char *name)
{
    struct group g = {0};
    enum store_status st = group_find_name(t->s, t->a, GROUP_TAG, name, &g);
    if (st != STORE_OK)
        print_error("no tag %s\n", name);
    assert_int_equal(st, STORE_OK);
    return g;
}

static int64_t publish_named(struct site *t, const char *headline, const char *byline,
                             const char *tag)
{
    struct group by = {.name = byline}, about = {.name = tag};
    struct story_save in = new_story(headline);
    in.action = STORY_PUBLISH;
    in.text.bylines = (struct groups){&by, 1};
    in.text.tags = (struct groups){&about, 1};
    return save(t, &in, T0).story_id;
}

static size_t count_of(struct site *t, enum story_list list, int64_t id)
{
    struct cards cards;
    assert_int_equal(story_list(t->s, t->a,
                                &(struct story_list_page){.list = list, .key = id, .limit = 100},
                                T0 + DAY, &cards),
                     STORE_OK);
    return cards.n;
}

static void two_people_of_one_address_have_their_own_stories(void **state)
{
    struct site *t = *state;
    static const struct {
        const char *byline, *byline_slug, *tag, *tag_slug;
    } cases[] = {
        {"\u674E\u96F7", "li-lei", "C", "c"},
        {"\u9ECE\u857E", "li-lei-2", "C++", "c-2"},
        {"\u674E\u857E", "li-lei-3", "C#", "c-3"},
        {"Zoe", "zoe", "Stra\u00DFe", "strasse"},
        {"Zo\u00EB", "zoe-2", "Strasse", "strasse-2"},
        {"Jos\u00E9 \u00D1and\u00FA", "jose-nandu", "\u0130zmir", "izmir"},
        {"Jose Nandu", "jose-nandu-2", "Izmir", "izmir-2"},
    };
    for (int again = 0; again < 2; again++)
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
            publish_named(t, arena_printf(t->a, "Story %zu %d", i, again), cases[i].byline,
                          cases[i].tag);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct group by = byline_of(t, cases[i].byline), about = tag_of(t, cases[i].tag);
        assert_string_equal(by.name, cases[i].byline);
        assert_string_equal(by.slug, cases[i].byline_slug);
        assert_string_equal(about.slug, cases[i].tag_slug);
        assert_int_equal(count_of(t, LIST_BYLINE, by.id), 2);
        assert_int_equal(count_of(t, LIST_TAG, about.id), 2);
    }
}

static void the_same_letters_are_the_same_name(void **state)
{
    struct site *t = *state;
    static const char *const same[] = {"Ines Okafor",      "ines  okafor ",
                                       "INES OKAFOR",      "\uFF29\uFF4E\uFF45\uFF53 Okafor",
                                       "Ines\u00A0Okafor", "Ines Oka\u200Bfor"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        publish_named(t, arena_printf(t->a, "Story %zu", i), same[i], "O'Brien");
    publish_named(t, "Another", "Ines Okafor", "O\u2019Brien");
    assert_int_equal(count_of(t, LIST_BYLINE, byline_of(t, "Ines Okafor").id), 7);
    assert_int_equal(count_of(t, LIST_TAG, tag_of(t, "O'Brien").id), 7);
    struct groups all;
    assert_int_equal(group_list(t->s, t->a, GROUP_BYLINE, false, T0, &all), STORE_OK);
    assert_int_equal(all.n, 1);
    assert_string_equal(all.v[0].name, "Ines Okafor");
}

static void what_cannot_be_seen_is_no_name(void **state)
{
    struct site *t = *state;
    static const char *const none[] = {"\u200B", "\u2060\uFEFF", "+++"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        struct group g = {.name = none[i]};
        struct story_saved out;
        struct story_save in = new_story("Quiet water");
        in.text.tags = (struct groups){&g, 1};
        assert_int_equal(try_save(t, &in, T0, &out), STORE_REFUSED);
    }
}

/* ---- Asking ---------------------------------------------------------------------------------- */

static struct story_save asking(struct group *by, enum names_rule rule)
{
    struct story_save in = new_story("Quiet water");
    in.text.bylines = (struct groups){by, 1};
    in.text.tags = (struct groups){NULL, 0};
    in.names = rule;
    return in;
}

static void a_new_name_is_asked_about_once_with_the_nearest(void **state)
{
    struct site *t = *state;
    struct group by = {.name = "Ines Okafro"};
    struct story_saved out;
    publish(t, "First", 0, T0);
    struct story_save in = asking(&by, NAMES_ASK);
    assert_int_equal(try_save(t, &in, T0, &out), STORE_REFUSED);
    assert_non_null(problem_of(&t->why, "new_names"));
    assert_int_equal(t->why.n, 1);
    assert_int_equal(out.names_asked.n, 1);
    assert_string_equal(out.names_asked.v[0].name, "Ines Okafro");
    assert_int_equal(out.names_asked.v[0].near.n, 1);
    assert_string_equal(out.names_asked.v[0].near.v[0].name, "Ines Okafor");
    struct group g;
    assert_int_equal(group_find_name(t->s, t->a, GROUP_BYLINE, "Ines Okafro", &g), STORE_MISSING);

    new_names_add(t->a, &in.names_meant, &out.names_asked.v[0]);
    out = save(t, &in, T0);
    assert_int_equal(out.names_made.n, 1);
    assert_string_equal(out.names_made.v[0].slug, "ines-okafro");
    in.names_meant = (struct new_names){0};
    in.text.headline = "Known by now";
    out = save(t, &in, T0);
    assert_int_equal(out.names_made.n, 0);
}

static void a_tag_that_is_meant_is_no_byline_that_is(void **state)
{
    struct site *t = *state;
    struct group by = {.name = "Harbor"};
    struct story_saved out;
    struct story_save in = asking(&by, NAMES_ASK);
    struct new_name tag = {.kind = GROUP_TAG, .name = "Harbor"};
    new_names_add(t->a, &in.names_meant, &tag);
    assert_int_equal(try_save(t, &in, T0, &out), STORE_REFUSED);
}

static void only_near_names_are_asked_about_when_that_is_the_rule(void **state)
{
    struct site *t = *state;
    static const struct {
        const char *name;
        bool asked;
    } cases[] = {
        {"Ines Okafor", false},     {"ines okafor", false}, {"Okafor Ines", true},
        {"In\u00E9s Okafor", true}, {"Nobody Near", false},
    };
    publish(t, "First", 0, T0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct group by = {.name = cases[i].name};
        struct story_saved out;
        struct story_save in = asking(&by, NAMES_ASK_NEAR);
        in.text.headline = cases[i].name;
        assert_int_equal(try_save(t, &in, T0, &out), cases[i].asked ? STORE_REFUSED : STORE_OK);
        assert_int_equal(out.names_asked.n, cases[i].asked);
    }
}

/* ---- From files ------------------------------------------------------------------------------ */

static void import_named(struct site *t, const char *key, struct groups bylines, struct groups tags,
                         struct new_names *made)
{
    enum import_outcome outcome;
    int64_t id;
    struct story_import in = {.key = key,
                              .hash = "1",
                              .text = new_story(key).text,
                              .published_at = T0 - DAY,
                              .names_made = made};
    in.text.bylines = bylines;
    in.text.tags = tags;
    forget_problems(t);
    assert_int_equal(story_import(t->s, t->a, &in, T0, &outcome, &id, &t->why), STORE_OK);
}

static void what_a_file_calls_by_a_slug_is_told_from_a_name(void **state)
{
    struct site *t = *state;
    struct new_names made = {0};
    struct group first[] = {
        {.name = "C++"}, {.name = "Zo\u00EB"}, {.name = "P\u00E2t\u00E9 chaud"}};
    struct group slugs[] = {{.slug = "c", .name = "C"},
                            {.slug = "zoe", .name = "Zoe"},
                            {.slug = "pate-chaud", .name = "Pate chaud"}};
    struct group people[] = {{.name = "\u674E\u96F7"},
                             {.slug = "li-lei", .name = "\u9ECE\u857E"},
                             {.slug = "ines-okafor", .name = "Ines Okafor"}};
    import_named(t, "a", (struct groups){people, 1}, (struct groups){first, 3}, &made);
    assert_int_equal(made.n, 4);
    made.n = 0;
    import_named(t, "b", (struct groups){people + 1, 2}, (struct groups){slugs, 3}, &made);
    assert_int_equal(made.n, 4);
    assert_string_equal(tag_of(t, "C").slug, "c-2");
    assert_string_equal(tag_of(t, "C++").slug, "c");
    assert_string_equal(tag_of(t, "Zoe").slug, "zoe-2");
    assert_int_equal(count_of(t, LIST_TAG, tag_of(t, "P\u00E2t\u00E9 chaud").id), 2);
    assert_string_equal(byline_of(t, "\u9ECE\u857E").slug, "li-lei-2");
    made.n = 0;
    import_named(t, "c", (struct groups){people, 3}, (struct groups){slugs, 3}, &made);
    assert_int_equal(made.n, 0);
}

static void a_section_of_another_name_gets_a_number(void **state)
{
    struct site *t = *state;
    struct group out;
    struct group history = {.slug = "li-shi", .name = "\u5386\u53F2"};
    struct group strong = {.slug = "li-shi", .name = "\u529B\u58EB"};
    for (int again = 0; again < 2; again++) {
        assert_int_equal(group_ensure_section(t->s, t->a, &history, T0, &out, &t->why), STORE_OK);
        assert_string_equal(out.slug, "li-shi");
        assert_int_equal(group_ensure_section(t->s, t->a, &strong, T0, &out, &t->why), STORE_OK);
        assert_string_equal(out.slug, "li-shi-2");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(two_people_of_one_address_have_their_own_stories),
        sited(the_same_letters_are_the_same_name),
        sited(what_cannot_be_seen_is_no_name),
        sited(a_new_name_is_asked_about_once_with_the_nearest),
        sited(a_tag_that_is_meant_is_no_byline_that_is),
        sited(only_near_names_are_asked_about_when_that_is_the_rule),
        sited(what_a_file_calls_by_a_slug_is_told_from_a_name),
        sited(a_section_of_another_name_gets_a_number),
    };
    return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
