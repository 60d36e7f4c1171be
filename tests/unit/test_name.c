/* test_name.c: when two names are one, and when they are nearly. */
#include "check.h"

#include "lib/name.h"
#include "lib/slug.h"

static void names_are_equal_when_their_letters_are(void **state)
{
    static const struct {
        const char *one, *other;
        bool equal;
    } cases[] = {
        {"Ines Okafor", "ines okafor", true},
        {"Ines Okafor", "  Ines \t Okafor\n", true},
        {"Ines Okafor", "Ines\u00A0Okafor", true},
        {"Ines Okafor", "Ines\u3000Okafor", true},
        {"Ines Okafor", "InesOkafor", false},
        {"\u9ECE\u857E", "\u674E\u96F7", false},
        {"\u674E\u96F7", "\u674E\u96F7 ", true},
        {"C", "C++", false},
        {"C", "C#", false},
        {"C++", "C#", false},
        {"c++", "C++", true},
        {"\uFF23\uFF0B\uFF0B", "C++", true},
        {"Jos\u00E9", "Jose\u0301", true},
        {"Jos\u00E9", "Jose", false},
        {"JOS\u00C9", "jos\u00E9", true},
        {"Zo\u00EB", "Zoe", false},
        {"Stra\u00DFe", "Strasse", false},
        {"Stra\u00DFe", "STRA\u1E9EE", true},
        {"\u0130nci", "Inci", false},
        {"\u0130nci", "\u0131nci", false},
        {"I\u015F\u0131k", "I\u015Fik", false},
        {"\u039F\u03B4\u03C5\u03C3\u03C3\u03B5\u03CD\u03C2",
         "\u039F\u0394\u03A5\u03A3\u03A3\u0395\u038E\u03A3", true},
        {"Zo\u200Be", "Zoe", true},
        {"\uFEFFZoe\u2060", "Zoe", true},
        {"Zoe\u200E", "Zoe", true},
        {"Har\u00ADbour", "Harbour", true},
        {"O'Brien", "O\u2019Brien", true},
        {"O\u00B4Brien", "O`Brien", true},
        {"O'Brien", "OBrien", false},
        {"Rhein-Main", "Rhein\u2011Main", true},
        {"Rhein-Main", "Rhein\u2013Main", true},
        {"Rhein-Main", "Rhein Main", false},
        {"\uFB01nance", "finance", true},
        {"\uFF76\uFF85", "\u30AB\u30CA", true},
        {"\u0430pple", "apple", false}, /* a Cyrillic a */
        {"\uAC00", "\u1100\u1161", true},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *one = name_key(*state, cases[i].one), *other = name_key(*state, cases[i].other);
        if ((strcmp(one, other) == 0) != cases[i].equal)
            fail_msg("%s, %s: \"%s\", \"%s\"", cases[i].one, cases[i].other, one, other);
        assert_string_equal(name_key(*state, one), one);
    }
}

static void what_cannot_be_seen_has_no_letters(void **state)
{
    static const char *const blank[] = {"", " ", "\u200B", "\uFEFF \u2060", "\u3164", "\u00AD"};
    for (size_t i = 0; i < COUNT(blank); i++)
        assert_string_equal(name_key(*state, blank[i]), "");
}

static int distance(struct arena *a, const char *one, const char *other)
{
    struct name_form f = name_form(a, one, slug_from(a, one));
    struct name_form g = name_form(a, other, slug_from(a, other));
    assert_int_equal(name_distance(&f, &g), name_distance(&g, &f));
    return name_distance(&f, &g);
}

static void near_names_are_those_that_a_hand_mixes_up(void **state)
{
    static const struct {
        const char *one, *other;
        int distance;
    } cases[] = {
        {"Jos\u00E9 \u00D1and\u00FA", "Jose Nandu", 0},
        {"Ines Okafor", "Okafor, Ines", 0},
        {"Stra\u00DFe", "Strasse", 0},
        {"\u9ECE\u857E", "\u674E\u96F7", 0},
        {"C", "C++", 0},
        {"Ines Okafor", "Ines Okafro", 1},
        {"Ines Okafor", "Ines Okfor", 1},
        {"Ines Okafor", "Iness Okaffor", 2},
        {"Harbour", "Harbor", 1},
        {"Ines Okafor", "Tomas Reyle", NAME_FAR},
        {"Euro 2024", "Euro 2028", NAME_FAR},
        {"Covid-19", "Covid", NAME_FAR},
        {"AI", "UI", NAME_FAR},
        {"Iran", "Iraq", 1},
        {"", "", NAME_FAR},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        int d = distance(*state, cases[i].one, cases[i].other);
        if (d != cases[i].distance)
            fail_msg("%s, %s: %d", cases[i].one, cases[i].other, d);
    }
}

static void a_name_of_any_length_has_a_key(void **state)
{
    char *huge = arena_alloc(*state, 1000001);
    memset(huge, 'x', 1000000);
    assert_true(strlen(name_key(*state, huge)) <= 4096);
    for (size_t i = 0; i + 3 <= 999999; i += 3)
        memcpy(huge + i, "\uFDFA", 3); /* eighteen letters each */
    struct name_form f = name_form(*state, huge, "");
    assert_true(f.n > 0);
    name_form(*state, "\xFF\xFE", "");
}

static void words_are_found_by_their_beginnings(void **state)
{
    struct arena *a = *state;
    assert_true(name_has(a, "Night Ferry ends", "ferry e"));
    assert_false(name_has(a, "Night Ferry ends", "erry"));
    assert_true(name_has(a, "夜渡船", "渡"));
    assert_true(name_has_words(a, "Night Ferry ends", "end nig"));
    assert_false(name_has_words(a, "Night Ferry ends", "end day"));
    assert_true(name_has_words(a, "late-ferry", "ferry"));
    assert_true(name_has_words(a, "anything", ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(names_are_equal_when_their_letters_are),
        WITH_ARENA(what_cannot_be_seen_has_no_letters),
        WITH_ARENA(near_names_are_those_that_a_hand_mixes_up),
        WITH_ARENA(words_are_found_by_their_beginnings),
        WITH_ARENA(a_name_of_any_length_has_a_key),
    };
    return cmocka_run_group_tests_name("name", tests, NULL, NULL);
}
