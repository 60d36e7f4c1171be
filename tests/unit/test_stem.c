/* test_stem.c: the stem that forms of a word have in common. */
#include "check.h"

#include "lib/stem.h"

#include <stdio.h>

static int make(void **state)
{
    *state = stemmers_new();
    return 0;
}

static int drop(void **state)
{
    stemmers_free(*state);
    return 0;
}

static const char *stem(void **state, const char *language, const char *word)
{
    static char out[TOKENIZER_BYTES_MAX + 1];
    return stemmers_stem(*state, language, word, strlen(word), out) ? out : "(none)";
}

static void a_tags_language_is_found(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"de", "de"},
        {"de-AT", "de"},
        {"EN_us", "en"},
        {"nb-NO", "no"},
        {"nn", "no"},
        {"no", "no"},
        {"fil", "fil"},
        {"", ""},
        {"x", ""},
        {"d1", ""},
        {"de.UTF", ""},
        {"zh-Hant-TW", "zh"},
        {"abcdefghijklmnop", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char out[STEM_LANGUAGE_MAX];
        assert_int_equal(stem_language(cases[i][0], out), cases[i][1][0] != '\0');
        assert_string_equal(out, cases[i][1]);
    }
}

static void forms_of_a_word_have_one_stem(void **state)
{
    static const struct {
        const char *language, *one, *other;
    } cases[] = {
        {"en", "bridge", "bridges"},     {"de", "brücke", "brücken"},
        {"fr", "élève", "élèves"},       {"es", "niño", "niños"},
        {"it", "ragazzo", "ragazzi"},    {"pt", "cidade", "cidades"},
        {"nl", "gemeente", "gemeenten"}, {"sv", "flickor", "flickorna"},
        {"no", "jenter", "jentene"},     {"da", "huse", "husene"},
        {"fi", "talo", "talossa"},       {"hu", "ház", "házak"},
        {"ro", "cărți", "cărților"},     {"ru", "мост", "мосты"},
        {"tr", "kitap", "kitaplar"},     {"el", "γέφυρα", "γέφυρες"},
        {"ar", "كتاب", "الكتاب"},        {"hi", "लड़का", "लड़के"},
        {"ca", "pont", "ponts"},         {"id", "buku", "bukunya"},
        {"eu", "mendi", "mendiak"},      {"lt", "namas", "namai"},
        {"hy", "քաղաք", "քաղաքի"},       {"sr", "knjiga", "књиге"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char one[TOKENIZER_BYTES_MAX + 1];
        snprintf(one, sizeof one, "%s", stem(state, cases[i].language, cases[i].one));
        if (strcmp(one, stem(state, cases[i].language, cases[i].other)) != 0)
            fail_msg("%s: %s is %s, %s is %s", cases[i].language, cases[i].one, one, cases[i].other,
                     stem(state, cases[i].language, cases[i].other));
    }
}

static void a_stem_is_folded(void **state)
{
    assert_string_equal(stem(state, "de", "straße"), "strass");
    assert_string_equal(stem(state, "fr", "été"), "ete");
    assert_string_equal(stem(state, "ja", "die"), "(none)");
    assert_string_equal(stem(state, "", "die"), "(none)");
    assert_string_equal(stem(state, "porter", "die"), "(none)");
    assert_true(stemmers_know(*state, "en"));
    assert_false(stemmers_know(*state, "zh"));
}

static void what_is_put_before_and_behind_a_word_is_known(void **state)
{
    (void)state;
    static const struct {
        const char *language, *words[4];
        size_t from, to;
    } cases[] = {
        {"fr", {"l", "eau"}, 1, 2},        {"en", {"l", "eau"}, 0, 2},
        {"en", {"o", "brien", "s"}, 0, 2}, {"en", {"s"}, 0, 1},
        {"it", {"dell", "anno"}, 1, 2},    {"fr", {"d", "l"}, 1, 2},
        {"de", {"bridge", "s"}, 0, 2},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct strlist words = {.v = (const char **)cases[i].words};
        size_t from, to;
        while (words.n < 4 && words.v[words.n])
            words.n++;
        stem_core(cases[i].language, &words, &from, &to);
        assert_int_equal(from, cases[i].from);
        assert_int_equal(to, cases[i].to);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tags_language_is_found),
        cmocka_unit_test(forms_of_a_word_have_one_stem),
        cmocka_unit_test(a_stem_is_folded),
        cmocka_unit_test(what_is_put_before_and_behind_a_word_is_known),
    };
    return cmocka_run_group_tests_name("stems", tests, make, drop);
}
