/* test_language.c: catalogues of words; numbers, plurals and lists of a language. */
#include "check.h"

#include "lib/language.h"

#include <stdio.h>
#include <unistd.h>

struct bench {
    struct arena *a;
    char ours[64], theirs[64]; /* two folders; a word of theirs stands before one of ours */
    struct buf err;
};

static int start(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    b->a = arena_new();
    strcpy(b->ours, "/tmp/test_language_ours_XXXXXX");
    strcpy(b->theirs, "/tmp/test_language_site_XXXXXX");
    if (!mkdtemp(b->ours) || !mkdtemp(b->theirs))
        return -1;
    buf_init(&b->err, 1 << 16);
    *state = b;
    return 0;
}

static void remove_folder(struct arena *a, const char *folder)
{
    assert_int_equal(system(arena_printf(a, "rm -r '%s'", folder)), 0);
}

static int end(void **state)
{
    struct bench *b = *state;
    remove_folder(b->a, b->ours);
    remove_folder(b->a, b->theirs);
    buf_free(&b->err);
    arena_free(b->a);
    free(b);
    return 0;
}

static void put(struct bench *b, const char *folder, const char *name, const char *text)
{
    FILE *f = fopen(arena_printf(b->a, "%s/%s", folder, name), "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static struct language *open_tag(struct bench *b, const char *tag)
{
    const char *folders[] = {b->ours, b->theirs};
    buf_clear(&b->err);
    return language_open(tag, folders, 2, &b->err);
}

static struct language *must_open(struct bench *b, const char *tag)
{
    struct language *l = open_tag(b, tag);
    if (!l)
        fail_msg("%s", b->err.p);
    return l;
}

/* ---- Words ---------------------------------------------------------------------------------- */

static void a_word_without_a_translation_stays_english(void **state)
{
    struct bench *b = *state;
    put(b, b->ours, "de.json", "{\"Latest\": \"Das Neueste\"}");
    struct language *l = must_open(b, "de");
    assert_true(language_has_words(l));
    assert_string_equal(language_word(l, "Latest"), "Das Neueste");
    assert_string_equal(language_word(l, "Oldest"), "Oldest");
    assert_null(language_find(l, "Oldest"));
    assert_string_equal(language_tag(l), "de");
    language_close(l);
}

static void without_a_language_all_is_english(void **state)
{
    struct bench *b = *state;
    assert_string_equal(language_word(NULL, "Latest"), "Latest");
    assert_string_equal(language_say(NULL, b->a, "By %NAME%", "NAME", "Ines", NULL), "By Ines");
    assert_string_equal(language_count(NULL, b->a, "one story|%COUNT% stories", 1), "one story");
    assert_string_equal(language_count(NULL, b->a, "one story|%COUNT% stories", 0), "0 stories");
    assert_false(language_has_words(NULL));
    language_close(NULL);
}

static void a_language_without_a_catalogue_speaks_english_but_counts_its_own_way(void **state)
{
    struct bench *b = *state;
    struct language *l = must_open(b, "nl");
    assert_false(language_has_words(l));
    assert_string_equal(language_word(l, "Latest"), "Latest");
    assert_string_equal(language_number(l, b->a, 12345), "12.345");
    language_close(l);
}

static void special_words_stand_before_general_ones_and_the_sites_before_ours(void **state)
{
    struct bench *b = *state;
    put(b, b->ours, "de.json", "{\"a\": \"1\", \"b\": \"1\", \"c\": \"1\", \"d\": \"1\"}");
    put(b, b->ours, "de-AT.json", "{\"b\": \"2\", \"c\": \"2\"}");
    put(b, b->theirs, "de.json", "{\"c\": \"3\", \"d\": \"3\"}");
    struct language *l = must_open(b, "de-AT");
    assert_string_equal(language_word(l, "a"), "1");
    assert_string_equal(language_word(l, "b"), "2");
    assert_string_equal(language_word(l, "c"), "3");
    assert_string_equal(language_word(l, "d"), "3");
    language_close(l);
}

static void a_locale_finds_the_words_of_its_script(void **state)
{
    struct bench *b = *state;
    put(b, b->ours, "zh.json", "{\"a\": \"\xe4\xb8\xba\"}");
    put(b, b->ours, "zh-Hant.json", "{\"a\": \"\xe7\x82\xba\"}");
    struct language *l = must_open(b, "zh-TW");
    assert_string_equal(language_word(l, "a"), "\xe7\x82\xba");
    language_close(l);
    l = must_open(b, "zh-CN");
    assert_string_equal(language_word(l, "a"), "\xe4\xb8\xba");
    language_close(l);
}

static void faulty_catalogues_are_refused_by_name(void **state)
{
    static const struct {
        const char *text, *why;
    } bad[] = {
        {"{\"a\": }", "de.json:1"},
        {"{\"a\": \"1\", \"a\": \"2\"}", "duplicate"},
        {"[\"a\"]", "must be an object"},
        {"{\"a\": 1}", "not a text"},
        {"{\"a\": \"%NAME%\"}", "has no %NAME%"},
        {"{\"By %NAME%\": \"Von %NAMEN%\"}", "has no %NAMEN%"},
        {"{\"By %NAME%\": \"Von ihr\"}", "lacks %NAME%"},
        {"{\"a\": {\"other\": \"b\"}}", "counts nothing"},
        {"{\"one|%N% of them\": \"%N%\"}", "object of forms"},
        {"{\"one|%N% of them\": {\"one\": \"ein\"}}", "\"other\""},
        {"{\"one|%N% of them\": {\"some\": \"x\", \"other\": \"%N%\"}}", "CLDR"},
        {"{\"one|%N% of them\": {\"one\": \"ein\", \"other\": \"viele\"}}", "lacks %N%"},
        {"{\"one|%N% of them\": {\"one\": \"%X%\", \"other\": \"%N%\"}}", "has no %X%"},
        {"{\"a\": \"\\u0000\"}", "de.json:1"},
        {"{\"a\": \"\xff\"}", "de.json:1"},
    };
    struct bench *b = *state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        put(b, b->theirs, "de.json", bad[i].text);
        struct language *l = open_tag(b, "de");
        if (l)
            fail_msg("taken: %s", bad[i].text);
        assert_non_null(strstr(b->err.p, b->theirs));
        if (!strstr(b->err.p, bad[i].why))
            fail_msg("%s: not about %s", b->err.p, bad[i].why);
    }
}

static void what_is_no_language_is_refused(void **state)
{
    static const char *const bad[] = {"", "x", "../../etc/passwd", "de/../fr", "no language"};
    struct bench *b = *state;
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_null(open_tag(b, bad[i]));
}

static void values_go_where_the_translation_has_their_names(void **state)
{
    struct bench *b = *state;
    put(b, b->ours, "de.json",
        "{\"%A% before %B%, 100%\": \"%B% nach %A%: 100 % und %%A%%\", \"x %A%\": \"%A%%A%\"}");
    struct language *l = must_open(b, "de");
    assert_string_equal(language_say(l, b->a, "%A% before %B%, 100%", "A", "%B%", "B", "<2>", NULL),
                        "<2> nach %B%: 100 % und %%B%%");
    assert_string_equal(language_say(l, b->a, "x %A%", "A", "1", NULL), "11");
    assert_string_equal(language_say(l, b->a, "%UNKNOWN% %a% 5%", "A", "1", NULL),
                        "%UNKNOWN% %a% 5%");
    language_close(l);
}

static void a_form_that_is_not_given_is_other(void **state)
{
    struct bench *b = *state;
    put(b, b->ours, "ar.json",
        "{\"one story|%COUNT% stories\": {\"one\": \"A\", \"two\": \"B\", \"few\": \"%COUNT% C\", "
        "\"other\": \"%COUNT% E\"}}");
    struct language *l = must_open(b, "ar-MA");
    const char *m = "one story|%COUNT% stories";
    assert_string_equal(language_count(l, b->a, m, 1), "A");
    assert_string_equal(language_count(l, b->a, m, 2), "B");
    assert_string_equal(language_count(l, b->a, m, 7), "7 C");
    assert_string_equal(language_count(l, b->a, m, 11), "11 E");
    assert_string_equal(language_count(l, b->a, m, 100), "100 E");
    language_close(l);
}

static void our_own_catalogues_are_sound(void **state)
{
    static const char *const tags[] = {"de", "fr", "es", "ar", "zh", "de-CH", "es-MX", "zh-Hans"};
    const char *folder = DATELINE_SOURCE "/templates/translations";
    struct bench *b = *state;
    for (size_t i = 0; i < COUNT(tags); i++) {
        struct language *l = language_open(tags[i], &folder, 1, &b->err);
        if (!l)
            fail_msg("%s", b->err.p);
        assert_string_not_equal(language_word(l, "Updated:"), "Updated:");
        language_close(l);
    }
}

/* ---- Numbers and lists ---------------------------------------------------------------------- */

static void numbers_are_written_as_the_locale_does(void **state)
{
    static const struct {
        const char *tag, *number, *tenths, *whole, *digits;
    } cases[] = {
        {"en-GB", "1,234,567", "4.5", "4", NULL},
        {"de", "1.234.567", "4,5", "4", NULL},
        {"ar-EG", "\xd9\xa1\xd9\xac\xd9\xa2\xd9\xa3\xd9\xa4\xd9\xac\xd9\xa5\xd9\xa6\xd9\xa7",
         "\xd9\xa4\xd9\xab\xd9\xa5", "\xd9\xa4", "arabic-indic"},
        {"ar-MA", "1.234.567", "4,5", "4", NULL},
        {"zh", "1,234,567", "4.5", "4", NULL},
    };
    struct bench *b = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct language *l = must_open(b, cases[i].tag);
        assert_string_equal(language_number(l, b->a, 1234567), cases[i].number);
        assert_string_equal(language_tenths(l, b->a, 45), cases[i].tenths);
        assert_string_equal(language_tenths(l, b->a, 40), cases[i].whole);
        if (cases[i].digits)
            assert_string_equal(language_digits(l), cases[i].digits);
        else
            assert_null(language_digits(l));
        language_close(l);
    }
    assert_string_equal(language_tenths(NULL, b->a, 45), "4.5");
}

static const char *joined(struct bench *b, const struct language *l, const char *const *names,
                          size_t n)
{
    const char *joints[8], *out = "";
    language_joints(l, b->a, names, n, joints);
    for (size_t i = 0; i < n; i++)
        out = arena_printf(b->a, "%s%s%s", out, joints[i], names[i]);
    return out;
}

static void names_are_joined_as_the_language_does(void **state)
{
    static const char *const names[] = {"Ana", "Luis", "In\xc3\xa9s"};
    static const char *const two[] = {"Ana", "In\xc3\xa9s"};
    struct bench *b = *state;
    struct language *l = must_open(b, "es");
    assert_string_equal(joined(b, l, names, 1), "Ana");
    assert_string_equal(joined(b, l, names, 2), "Ana y Luis");
    assert_string_equal(joined(b, l, two, 2), "Ana e In\xc3\xa9s");
    assert_string_equal(joined(b, l, names, 3), "Ana, Luis e In\xc3\xa9s");
    language_close(l);
    l = must_open(b, "en-GB");
    assert_string_equal(joined(b, l, names, 3), "Ana, Luis and In\xc3\xa9s");
    language_close(l);
    l = must_open(b, "zh");
    assert_string_equal(joined(b, l, names, 3), "Ana\xe3\x80\x81Luis\xe5\x92\x8cIn\xc3\xa9s");
    language_close(l);
    assert_string_equal(joined(b, NULL, names, 3), "Ana, Luis and In\xc3\xa9s");
}

static void scripts_know_their_direction(void **state)
{
    static const char *const rtl[] = {"ar", "ar-EG", "he", "fa-IR", "ur", "ckb", "az-Arab"};
    static const char *const ltr[] = {"en", "de-AT", "zh-Hant", "ku", "az", "", "ja"};
    (void)state;
    for (size_t i = 0; i < COUNT(rtl); i++)
        assert_true(language_is_rtl(rtl[i]));
    for (size_t i = 0; i < COUNT(ltr); i++)
        assert_false(language_is_rtl(ltr[i]));
}

#define BENCH(test) cmocka_unit_test_setup_teardown(test, start, end)

static void a_language_is_known_by_the_names_that_people_give_it(void **state)
{
    static const char *const names[][2] = {{"de", "de"},
                                           {"zh_cn", "zh-CN"},
                                           {"pt_BR", "pt-BR"},
                                           {"EN-gb", "en-GB"},
                                           {"en_US.UTF-8", "en-US"},
                                           {"english", "en"},
                                           {"English (US)", "en"},
                                           {"Deutsch", "de"},
                                           {"español", "es"},
                                           {"zh-Hant", "zh-Hant"},
                                           {"elvish", NULL},
                                           {"xq", NULL},
                                           {"", NULL},
                                           {"d", NULL},
                                           {"not a language", NULL}};
    struct bench *b = *state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *tag = language_tag_from(b->a, names[i][0]);
        if (tag ? !names[i][1] || strcmp(tag, names[i][1]) != 0 : names[i][1] != NULL)
            fail_msg("%s: %s", names[i][0], tag ? tag : "unknown");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BENCH(a_word_without_a_translation_stays_english),
        BENCH(without_a_language_all_is_english),
        BENCH(a_language_without_a_catalogue_speaks_english_but_counts_its_own_way),
        BENCH(special_words_stand_before_general_ones_and_the_sites_before_ours),
        BENCH(a_locale_finds_the_words_of_its_script),
        BENCH(faulty_catalogues_are_refused_by_name),
        BENCH(what_is_no_language_is_refused),
        BENCH(values_go_where_the_translation_has_their_names),
        BENCH(a_form_that_is_not_given_is_other),
        BENCH(our_own_catalogues_are_sound),
        BENCH(numbers_are_written_as_the_locale_does),
        BENCH(names_are_joined_as_the_language_does),
        BENCH(scripts_know_their_direction),
        BENCH(a_language_is_known_by_the_names_that_people_give_it),
    };
    return cmocka_run_group_tests_name("language", tests, NULL, NULL);
}
