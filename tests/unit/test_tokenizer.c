/* test_tokenizer.c: the words of a text as search sees them. */
#include "check.h"

#include "lib/buf.h"
#include "lib/tokenizer.h"

struct listing {
    struct buf out;
    const char *source;
    bool places; /* print what each word stands for too */
};

static bool list_word(void *ctx, const struct word *w)
{
    struct listing *l = ctx;
    if (l->out.len > 0)
        buf_addc(&l->out, ' ');
    buf_printf(&l->out, "%s%s", w->beside ? "~" : "", w->text);
    if (l->places)
        buf_printf(&l->out, "=%.*s", (int)(w->to - w->from), l->source + w->from);
    assert_true(w->n == strlen(w->text) && w->n > 0 && w->n <= TOKENIZER_BYTES_MAX);
    return true;
}

static void check(const char *text, enum tokenizer_purpose what, bool places, const char *expected)
{
    struct listing l = {.source = text, .places = places};
    buf_init(&l.out, 100000);
    assert_true(tokenizer_each(text, strlen(text), what, list_word, &l));
    assert_string_equal(l.out.p, expected);
    buf_free(&l.out);
}

static void letter_case_and_accents_are_folded(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Hello, WORLD", "hello world"},
        {"Café cafe\u0301", "cafe cafe"},
        {"Łódź Straße Ærø Þór Đà", "lodz strasse aero thor da"},
        {"Ελλάδα Ёлка", "ελλαδα елка"},
        {"İstanbul ısı", "istanbul isi"},
        {"ﬁn ＡＢＣ x² ½", "fin abc x2 12"},
        {"كِتَاب שָׁלוֹם", "كتاب שלום"},
        {"हिन्दी", "हिन्दी"},
        {"٣٤", "34"},
        {"soft\u00ADhyphen zero\u200Dwidth", "softhyphen zerowidth"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        check(cases[i][0], TOKENIZER_INDEX, false, cases[i][1]);
}

static void punctuation_parts_words(void **state)
{
    (void)state;
    check("mother-in-law it's O\u2019Brien 3.5 AT&T", TOKENIZER_INDEX, false,
          "mother in law it s o brien 3 5 at t");
    check("", TOKENIZER_INDEX, false, "");
    check(" \u2014 %!? \x01\x02", TOKENIZER_INDEX, false, "");
    check("a\xFF"
          "b\xC3",
          TOKENIZER_INDEX, false, "a b");
}

static void signs_that_make_a_name_stay_with_it(void **state)
{
    (void)state;
    check("C++, C# and Disney+.", TOKENIZER_INDEX, false, "c ~c++ c ~c# and disney ~disney+");
    check("C++, C#", TOKENIZER_QUERY, false, "c++ c#");
    check("1+1=2 a+b 100% 5#", TOKENIZER_QUERY, false, "1 1 2 a b 100 5");
    check("C++11 x++++", TOKENIZER_QUERY, false, "c 11 x");
}

static void scripts_without_spaces_become_pairs_and_singles(void **state)
{
    (void)state;
    check("東京都", TOKENIZER_INDEX, false, "東京 ~東 京都 ~京 都");
    check("東京都", TOKENIZER_QUERY, false, "東京 京都");
    check("都", TOKENIZER_QUERY, false, "都");
    check("iPhone手机", TOKENIZER_INDEX, false, "iphone 手机 ~手 机");
    check("東京 tower", TOKENIZER_QUERY, false, "東京 京 tower");
    check("ไทย", TOKENIZER_INDEX, false, "ไท ~ไ ทย ~ท ย");
    check("カ\u3099ス", TOKENIZER_QUERY, false, "ガス");
    check("서울에서", TOKENIZER_QUERY, false, "서울 울에 에서");
}

static void an_emoji_is_a_word(void **state)
{
    (void)state;
    check("hi😀!☀\uFE0F", TOKENIZER_INDEX, false, "hi 😀 ☀");
}

static void each_word_knows_its_place(void **state)
{
    (void)state;
    check("Ça, cafe\u0301! 東京", TOKENIZER_INDEX, true,
          "ca=Ça cafe=cafe\u0301 東京=東京 ~東=東 京=京");
}

static void a_huge_word_is_cut_and_the_next_is_found(void **state)
{
    (void)state;
    char text[5000], expected[TOKENIZER_BYTES_MAX + 8];
    memset(text, 'a', 4000);
    strcpy(text + 4000, " end");
    memset(expected, 'a', TOKENIZER_BYTES_MAX);
    strcpy(expected + TOKENIZER_BYTES_MAX, " end");
    check(text, TOKENIZER_INDEX, false, expected);
}

static bool stop_at_second(void *ctx, const struct word *w)
{
    (void)w;
    return ++*(int *)ctx < 2;
}

static void a_walk_can_be_ended(void **state)
{
    (void)state;
    int seen = 0;
    assert_false(tokenizer_each("a b c d", 7, TOKENIZER_INDEX, stop_at_second, &seen));
    assert_int_equal(seen, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letter_case_and_accents_are_folded),
        cmocka_unit_test(punctuation_parts_words),
        cmocka_unit_test(signs_that_make_a_name_stay_with_it),
        cmocka_unit_test(scripts_without_spaces_become_pairs_and_singles),
        cmocka_unit_test(an_emoji_is_a_word),
        cmocka_unit_test(each_word_knows_its_place),
        cmocka_unit_test(a_huge_word_is_cut_and_the_next_is_found),
        cmocka_unit_test(a_walk_can_be_ended),
    };
    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
