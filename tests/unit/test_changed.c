/* test_changed.c: what a change of a text touches. */
#include "check.h"

#include "lib/changed.h"

/* "number names quotations much", those that are. */
static const char *touched(struct arena *a, const char *before, const char *after, const char *lang)
{
    struct changed c = {0};
    changed_add(a, before, after, lang, &c);
    return arena_printf(a, "%s%s%s%s", c.numbers ? "number " : "", c.names ? "names " : "",
                        c.quotations ? "quotations " : "", changed_much(&c) ? "much " : "");
}

static void what_changes_facts_is_told_from_what_does_not(void **state)
{
    int wrong = 0;
    static const struct {
        const char *before, *after, *lang, *touched;
    } cases[] = {
        {"", "", "en", ""},
        {"The ferry left.", "The ferry left.", "en", ""},
        {"The fery left, and came back.", "The ferry left and came back.", "en", ""},
        {"He said it", "He has said it", "en", ""},
        {"See [the report](/2026/01/a) now", "See [the report](/2026/02/b-7) now", "en", ""},
        {"See https://a.org/1", "See https://a.org/2", "en", ""},
        {"a **big** boat", "a big boat", "en", ""},
        {"Three\n\nTwo of 12 came", "Two of 12 came\n\nThree", "en", ""},
        /* Numbers. */
        {"It cost 12 pounds", "It cost 13 pounds", "en", "number "},
        {"It cost \u00A312", "It cost \u20AC12", "en", "number "},
        {"It cost 1,200 pounds", "It cost 1200 pounds", "en", ""},
        {"1.200 Euro", "1200 Euro", "de", ""},
        {"It grew by 1.5 per cent", "It grew by 15 per cent", "en", "number "},
        {"They won 3\u20131", "They won 1\u20133", "en", "number "},
        {"with 3 killed and 5 hurt", "with 5 killed and 3 hurt", "en", "number "},
        {"It was three days", "It was four days", "en", "number "},
        {"Es waren drei Tage", "Es waren vier Tage", "de", "number "},
        {"1. one\n2. two", "1. one\n2. a half-way house\n3. two", "en", ""},
        {"a note[^1]", "a note[^2]", "en", ""},
        {"共有25人", "共有26人", "zh", "number "},
        {"有三人受伤", "有四人受伤", "zh", "number "},
        {"أصيب ٣ أشخاص", "أصيب ٤ أشخاص", "ar", "number "},
        /* Names. */
        {"so Ines Okafor said", "so Ines Okafer said", "en", "names "},
        {"Ines Okafor said", "Inez Okafor said", "en", "names "},
        {"the mayor, Mr. Smith, left", "the mayor, Mr. Smyth, left", "en", "names "},
        {"the mayor said", "so Okafor said", "en", "names "},
        {"where Okafor said and Reyle left", "where Reyle said and Okafor left", "en", "names "},
        {"with Okafor's boat", "with Okafor\u2019s boats", "en", ""},
        {"The boat left. It came back.", "A boat left. Then it came back.", "en", ""},
        {"Harbour Board Runs Ferry", "Harbour Board Runs Boat", "en", ""},
        {"der Bürgermiester sagte", "der Bürgermeister sagte", "de", ""},
        {"so sagte Ines Okafor", "so sagte Ines Okafer", "de", "names "},
        {"dice que Ana viene", "dice que Eva viene", "es", "names "},
        /* Quotations. */
        {"He said: \u201CNo more.\u201D", "He said: \u201CNo less.\u201D", "en", "quotations "},
        {"He said: \u201CNo more.\u201D", "He said: \"no more\".", "en", ""},
        {"Er sagt: \u201Enie\u201C", "Er sagt: \u201Eoft\u201C", "de", "quotations "},
        {"Il dit : «\u00A0non\u00A0»", "Il dit : «\u00A0oui\u00A0»", "fr", "quotations "},
        {"他说「不」", "他说「好」", "zh", "quotations "},
        {"> No more, he said.", "> No less, he said.", "en", "quotations "},
        {"it\u2019s a \u2018fine boat\u2019 he\u2019s got",
         "it\u2019s a \u2018fine ship\u2019 he\u2019s got", "en", "quotations "},
        {"![a](/media/x.jpg \"Old caption.\")", "![a](/media/x.jpg \"New caption.\")", "en", ""},
        /* Much. */
        {"a b c d e f g h i j k l m n o", "p q r s t u v w x y z aa ab ac ad", "en", "much "},
        {"", "p q r s t u v w x y z aa ab ac ad", "en", "much "},
        {"a b c d e", "f g h i j", "en", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *found = touched(*state, cases[i].before, cases[i].after, cases[i].lang);
        if (strcmp(found, cases[i].touched) != 0)
            print_error("%s -> %s: \"%s\"\n", cases[i].before, cases[i].after, found);
        wrong += strcmp(found, cases[i].touched) != 0;
    }
    assert_int_equal(wrong, 0);
}

static void fields_add_up(void **state)
{
    struct changed c = {0};
    changed_add(*state, "a b c d e f g", "h i j k l m n", "en", &c);
    assert_false(changed_much(&c));
    changed_add(*state, "a b c d e f g", "h i j k l m n", "en", &c);
    assert_true(changed_much(&c));
    assert_int_equal(c.words, 14);
    assert_int_equal(c.of, 14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(what_changes_facts_is_told_from_what_does_not),
        WITH_ARENA(fields_add_up),
    };
    return cmocka_run_group_tests_name("changed", tests, NULL, NULL);
}
