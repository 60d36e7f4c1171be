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

struct spellings {
    struct buf out;
};

static bool list_spelling(void *ctx, const struct word *w)
{
    struct spellings *l = ctx;
    if (!w->beside)
        buf_printf(&l->out, "%s%.*s",
                   w->joined        ? "+"
                   : l->out.len > 0 ? " "
                                    : "",
                   (int)w->n_spelled, w->spelled);
    return true;
}

/* Each word as it is spelled, "+" before those that are joined. */
static void check_spelled(const char *text, const char *expected)
{
    for (int what = 0; what < TOKENIZER_PURPOSE_MAX; what++) {
        struct spellings l;
        buf_init(&l.out, 100000);
        assert_true(
            tokenizer_each(text, strlen(text), (enum tokenizer_purpose)what, list_spelling, &l));
        assert_string_equal(l.out.p, expected);
        buf_free(&l.out);
    }
}

static void signs_that_people_leave_out_join_words(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"O'Brien O\u2019Brien O\u2018Brien", "o+brien o+brien o+brien"},
        {"e-mail e\u2011mail well\u2013known", "e+mail e+mail well+known"},
        {"mother-in-law's", "mother+in+law+s"},
        {"COVID-19 AT&T R&D U.S.A. node.js", "covid+19 at+t r+d u+s+a node+js"},
        {"1,000 1.234.567 1'000 1\u202F000", "1+000 1+234+567 1+000 1+000"},
        {"3.5 1,00 12345,678 1,2345 v1.2", "3 5 1 00 12345 678 1 2345 v1 2"},
        {"1 000,5 2024-03-01 555-1234 10:30", "1 000 5 2024 03 01 555 1234 10 30"},
        {"a--b a - b a/b a_b a' b 'a' b", "a b a b a b a b a b a b"},
        {"a- b -c d", "a b c d"},
        {"Paris. The end.", "paris the end"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        check_spelled(cases[i][0], cases[i][1]);
}

static void a_word_knows_how_it_is_spelled(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Łódź Brücke STRAßE", "łódź brücke straße"},
        {"cafe\u0301 E\u0301te\u0301 nin\u0303o", "café été niño"},
        {"Über-Café", "über+café"},
        {"Мосты ΓΈΦΥΡΑ", "мосты γέφυρα"},
        {"x\u0301y", "xy"},
        {"\u0301abc", "abc"},
        {"ab\u00ADc \u200Dx", "abc x"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        check_spelled(cases[i][0], cases[i][1]);
}

static void a_folded_word_has_no_apostrophes(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"o\u02BCbrien", "obrien"},
        {"hawai\u02BBi", "hawaii"},
        {"Brück'", "bruck"},
        {"'", ""},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char out[TOKENIZER_BYTES_MAX + 1];
        tokenizer_fold_word(cases[i][0], strlen(cases[i][0]), out);
        assert_string_equal(out, cases[i][1]);
    }
    char many[300], out[TOKENIZER_BYTES_MAX + 1];
    memset(many, 'x', sizeof many);
    tokenizer_fold_word(many, sizeof many, out);
    assert_int_equal(strlen(out), TOKENIZER_BYTES_MAX);
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
        cmocka_unit_test(signs_that_people_leave_out_join_words),
        cmocka_unit_test(a_word_knows_how_it_is_spelled),
        cmocka_unit_test(a_folded_word_has_no_apostrophes),
        cmocka_unit_test(signs_that_make_a_name_stay_with_it),
        cmocka_unit_test(scripts_without_spaces_become_pairs_and_singles),
        cmocka_unit_test(an_emoji_is_a_word),
        cmocka_unit_test(each_word_knows_its_place),
        cmocka_unit_test(a_huge_word_is_cut_and_the_next_is_found),
        cmocka_unit_test(a_walk_can_be_ended),
    };
    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
