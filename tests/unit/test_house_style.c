/* test_house_style.c: a paper's own words, found in a text. */
#include "check.h"

#include "lib/house_style.h"

#include <stdio.h>

/* "found>put|found>put" */
static const char *hits(struct arena *a, const struct style_rule *rule, const char *text)
{
    struct style_rule one = *rule;
    one.replacement = rule->replacement ? rule->replacement : "";
    struct style_rules rules = {&one, 1};
    struct style_hits h = house_style_find(a, &rules, text);
    const char *out = "";
    for (size_t i = 0; i < h.n; i++)
        out = arena_printf(a, "%s%s%s>%s", out, i ? "|" : "", h.v[i].found, h.v[i].put);
    return out;
}

static void words_and_patterns_are_found_as_they_are_meant(void **state)
{
    static const struct {
        struct style_rule rule;
        const char *text, *found;
    } cases[] = {
        {{.pattern = "web site", .replacement = "website"},
         "A web site. Web  sites. The WEB\nSITE.",
         "web site>website|WEB\nSITE>website"},
        {{.pattern = "US", .replacement = "U.S."}, "The US told us. BUS", "US>U.S."},
        {{.pattern = "GitHub", .replacement = "GitHub"}, "GitHub, Github, github", ""},
        {{.pattern = "github", .replacement = "GitHub"},
         "GitHub, Github, github",
         "Github>GitHub|github>GitHub"},
        {{.pattern = "naïve"}, "Naïve. naive", "Naïve>"},
        {{.pattern = "c++ (98)"}, "Old C++ (98) code", "C++ (98)>"},
        {{.pattern = "東京都", .replacement = "東京"}, "彼は東京都に住む", "東京都>東京"},
        {{.pattern = "Straße"}, "Die Straße, Straßenbahn", "Straße>"},
        {{.pattern = "\\b(\\d+)\\s?percent\\b", .is_regex = true, .replacement = "$1 %"},
         "40 percent and 7percent",
         "40 percent>40 %|7percent>7 %"},
        {{.pattern = "\\$(\\d+)", .is_regex = true, .replacement = "US$$$1"}, "$5", "$5>US$5"},
        {{.pattern = "(?i)very (\\w+)", .is_regex = true, .replacement = "$1"},
         "Very good",
         "Very good>good"},
        {{.pattern = "(", .is_regex = true}, "(", ""},
        {{.pattern = ""}, "x", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(hits(*state, &cases[i].rule, cases[i].text), cases[i].found);
}

static void what_cannot_be_used_is_known(void **state)
{
    static const struct {
        const char *pattern;
        bool is_regex, usable;
    } cases[] = {{"web site", false, true}, {"", false, false},  {"(", false, true},
                 {"(", true, false},        {"x*", true, false}, {"x+", true, true},
                 {"[", true, false},        {"\\b", true, true}, {"(?=a)", true, true},
                 {"\xff", false, false}};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(house_style_usable(cases[i].pattern, cases[i].is_regex), cases[i].usable);
}

/* An expression that would take for ever is given up, and the others are asked all the same. */
static void a_rule_takes_its_time_and_no_more(void **state)
{
    struct style_rule two[] = {{.pattern = "(a+)+$x", .is_regex = true, .replacement = ""},
                               {.pattern = "here", .replacement = ""}};
    struct style_rules rules = {two, 2};
    char text[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! here";
    struct style_hits h = house_style_find(*state, &rules, text);
    assert_true(h.slow);
    assert_int_equal(h.n, 1);
    assert_string_equal(h.v[0].found, "here");
}

/* Many of them together hold nobody up. */
static void rules_that_take_long_end_the_look(void **state)
{
    struct style_rule many[40] = {0};
    for (size_t i = 0; i + 1 < COUNT(many); i++)
        many[i] = (struct style_rule){.pattern = "(a+)+$x", .is_regex = true, .replacement = ""};
    many[COUNT(many) - 1] = (struct style_rule){.pattern = "here", .replacement = ""};
    struct style_rules rules = {many, COUNT(many)};
    struct style_hits h =
        house_style_find(*state, &rules, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! here");
    assert_true(h.slow);
    assert_int_equal(h.n, 0);
}

static void hits_are_bounded(void **state)
{
    char *text = arena_alloc(*state, 10000 * 3 + 1);
    for (int i = 0; i < 10000; i++)
        memcpy(text + 3 * i, "xx ", 3);
    struct style_rule r = {.pattern = "xx", .replacement = ""};
    struct style_rules rules = {&r, 1};
    assert_int_equal(house_style_find(*state, &rules, text).n, HOUSE_STYLE_HITS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(words_and_patterns_are_found_as_they_are_meant),
        WITH_ARENA(what_cannot_be_used_is_known),
        WITH_ARENA(a_rule_takes_its_time_and_no_more),
        WITH_ARENA(rules_that_take_long_end_the_look),
        WITH_ARENA(hits_are_bounded),
    };
    return cmocka_run_group_tests_name("house style", tests, NULL, NULL);
}
