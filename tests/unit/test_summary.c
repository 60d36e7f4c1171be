/* test_summary.c: the sentences of a text that say most of it. */
#include "check.h"

#include "lib/summary.h"

#include <stdio.h>

#define FERRY                                                                                      \
    "The council voted on Tuesday to end the night ferry between Marrowby and the island.\n"       \
    "\"We are heartbroken,\" said Ada Pell, who runs the island's only bakery.\n"                  \
    "The ferry carries about 40 people a night, the council's figures show. It cost the town "     \
    "£310,000 last year. Is that too much? Mr. Pellew thinks it is not.\n"                        \
    "Rain is expected.\n"                                                                          \
    "From March the last ferry to the island leaves at nine in the evening, and night workers "    \
    "will have to stay in town."

static struct strlist three(void **state, const char *text, const char *language)
{
    return summary_sentences(*state, text, language, 3);
}

static void it_takes_statements_of_the_text_word_for_word_in_their_order(void **state)
{
    struct strlist s = three(state, FERRY, "en");
    const char *from = FERRY;
    assert_int_equal(s.n, 3);
    for (size_t i = 0; i < s.n; i++) {
        from = strstr(from, s.v[i]);
        assert_non_null(from);
        assert_null(strchr(s.v[i], '"'));
        assert_null(strchr(s.v[i], '?'));
        assert_string_not_equal(s.v[i], "Rain is expected.");
    }
    assert_string_equal(
        s.v[0],
        "The council voted on Tuesday to end the night ferry between Marrowby and the island.");
    assert_string_equal(s.v[2], "From March the last ferry to the island leaves at nine in the "
                                "evening, and night workers will have to stay in town.");
}

static void other_languages_and_scripts_have_sentences_too(void **state)
{
    static const struct {
        const char *language, *text;
    } cases[] = {
        {"de",
         "Der Rat hat die Nachtfähre zwischen Marrowby und der Insel am Dienstag gestrichen. Dr. "
         "Pell bedauert die Entscheidung sehr. Die Nachtfähre fuhr mit etwa vierzig Menschen "
         "zwischen Stadt und Insel hin und her."},
        {"zh", "市议会周二决定停开前往小岛的夜间渡轮。夜间渡轮每晚运送约四十人往返小岛。面包店老板"
               "表示非常遗憾，"
               "她说小岛需要渡轮。"},
        {"ar",
         "قرر المجلس يوم الثلاثاء إلغاء العبّارة الليلية بين المدينة والجزيرة. تنقل العبّارة الليلية "
         "نحو أربعين راكبًا كل ليلة إلى الجزيرة."},
        {"xx",
         "Zor velat mirado tenquil basporo marrowby. Mirado velat kanto basporo sennit marrowby "
         "olda."},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct strlist s = three(state, cases[i].text, cases[i].language);
        assert_true(s.n >= 1);
        for (size_t k = 0; k < s.n; k++)
            assert_non_null(strstr(cases[i].text, s.v[k]));
    }
}

static void nothing_that_says_little_is_proposed(void **state)
{
    static const char *const texts[] = {
        "", "\n\n", "Yes.",
        "Why would anybody want to end the night ferry? Why would "
        "anybody want to end the night bus?",
        "A heading without a stop that goes on about ferries and islands\n"
        "A heading without a stop that goes on about ferries and buses"};
    for (size_t i = 0; i < COUNT(texts); i++)
        assert_int_equal(three(state, texts[i], "en").n, 0);
}

/* Two sentences about one thing are one takeaway and something else. */
static void the_same_is_not_said_three_times(void **state)
{
    const char *text = "The council ends the night ferry to the island in March. "
                       "The council ends the night ferry to the island in spring. "
                       "The bakery on the harbour closes because of the bridge works. "
                       "The bridge works at the harbour will last until the autumn.";
    struct strlist s = summary_sentences(*state, text, "en", 2);
    assert_int_equal(s.n, 2);
    assert_non_null(strstr(s.v[0], "night ferry"));
    assert_non_null(strstr(s.v[1], "bridge works"));
}

static void a_text_of_any_length_is_bounded(void **state)
{
    char *text = arena_alloc(*state, 3000 * 80 + 1), *p = text;
    for (int i = 0; i < 3000; i++)
        p += sprintf(p, "Word%d and other%d were said by the speaker%d of council%d again. ",
                     i % 900, i, i % 7, i % 50);
    assert_true(three(state, text, "en").n <= 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(it_takes_statements_of_the_text_word_for_word_in_their_order),
        WITH_ARENA(other_languages_and_scripts_have_sentences_too),
        WITH_ARENA(nothing_that_says_little_is_proposed),
        WITH_ARENA(the_same_is_not_said_three_times),
        WITH_ARENA(a_text_of_any_length_is_bounded),
    };
    return cmocka_run_group_tests_name("summary", tests, NULL, NULL);
}
