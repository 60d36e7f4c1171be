/* test_diff.c: differences in words. */
#include "check.h"

#include "lib/diff.h"

/* "={same }-{deleted }+{inserted }" */
static const char *shown(struct arena *a, const char *before, const char *after)
{
    struct diff_span *spans;
    size_t n;
    const char *out = "";
    diff_words(a, before, after, &spans, &n);
    for (size_t i = 0; i < n; i++)
        out = arena_printf(a, "%s%c{%s}", out, "=-+"[spans[i].op], spans[i].text);
    return out;
}

static void differences_are_shown_in_whole_words(void **state)
{
    static const struct {
        const char *before, *after, *shown;
    } cases[] = {
        {"", "", ""},
        {"a", "a", "={a}"},
        {"", "new", "+{new}"},
        {"old", "", "-{old}"},
        {"the cat sat", "the dog sat", "={the }-{cat }+{dog }={sat}"},
        {"the cat", "the cat sat", "={the cat }+{sat}"},
        {"one two three", "three", "-{one two }={three}"},
        {"a b c d", "a x y d", "={a }-{b c }+{x y }={d}"},
        {"caf\u00E9", "cafe\u0301", "-{caf\u00E9}+{cafe\u0301}"},
        {"a\n\nb", "a\n\nc", "={a\n\n}-{b}+{c}"},
        {"  a", "a", "-{  }={a}"},
        {"\u6771\u4EAC\u90FD", "\u6771\u5317\u90FD", "={\u6771}-{\u4EAC}+{\u5317}={\u90FD}"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(shown(*state, cases[i].before, cases[i].after), cases[i].shown);
}

static void a_new_paragraph_does_not_mark_the_word_before_it(void **state)
{
    assert_string_equal(shown(*state, "first end", "first end\n\nsecond"),
                        "={first end\n\n}+{second}");
}

/* Same and inserted words make up `after` to the byte; same and deleted ones make up the words of
 * `before`; neighbours differ. */
static void check_whole(struct arena *a, const char *before, const char *after)
{
    struct diff_span *spans;
    size_t n, old = 0, new = 0;
    diff_words(a, before, after, &spans, &n);
    for (size_t i = 0; i < n; i++) {
        const char *s = spans[i].text;
        size_t len = strlen(s);
        assert_true(len > 0);
        assert_true(i == 0 || spans[i].op != spans[i - 1].op);
        if (spans[i].op != DIFF_DELETED) {
            assert_memory_equal(after + new, s, len);
            new += len;
        }
        for (size_t k = 0; spans[i].op != DIFF_INSERTED && k < len; k++) {
            if (s[k] == ' ' || s[k] == '\n')
                continue;
            while (before[old] == ' ' || before[old] == '\n')
                old++;
            assert_int_equal(before[old++], s[k]);
        }
    }
    assert_int_equal(after[new], '\0');
    assert_int_equal(strspn(before + old, " \n"), strlen(before + old));
}

static uint32_t next_random(uint32_t *seed)
{
    return *seed = *seed * 1664525u + 1013904223u;
}

static char *random_text(struct arena *a, uint32_t *seed, int words, unsigned vocabulary)
{
    char *text = arena_alloc(a, (size_t)words * 4 + 1), *p = text;
    for (int i = 0; i < words; i++) {
        unsigned r = next_random(seed) >> 8;
        *p++ = (char)('a' + r % vocabulary);
        if (r / 64 % 3 == 0)
            *p++ = (char)('a' + r / 512 % vocabulary);
        *p++ = r / 4096 % 9 == 0 ? '\n' : ' ';
    }
    return text;
}

static void no_word_is_lost_or_made_up(void **state)
{
    uint32_t seed = 20260108;
    for (int i = 0; i < 2000; i++) {
        const char *before = random_text(*state, &seed, i % 40, 2 + (unsigned)i % 5);
        const char *after = random_text(*state, &seed, i * 7 % 40, 2 + (unsigned)i % 5);
        check_whole(*state, before, after);
    }
}

static void the_least_number_of_words_is_marked(void **state)
{
    struct diff_span *spans;
    size_t n, marked = 0;
    /* Myers' own example, "abcabba" to "cbabac", takes five changes. */
    diff_words(*state, "a b c a b b a", "c b a b a c", &spans, &n);
    for (size_t i = 0; i < n; i++)
        for (const char *p = spans[i].text; spans[i].op != DIFF_SAME && *p != '\0'; p++)
            marked += *p != ' ';
    assert_int_equal(marked, 5);
}

static void texts_too_different_keep_their_common_head_and_tail(void **state)
{
    uint32_t seed = 1;
    char *x = random_text(*state, &seed, 20000, 26), *y = random_text(*state, &seed, 20000, 26);
    const char *before = arena_printf(*state, "head %s tail", x);
    const char *after = arena_printf(*state, "head %s tail", y);
    struct diff_span *spans;
    size_t n;
    diff_words(*state, before, after, &spans, &n);
    assert_int_equal(n, 4);
    assert_memory_equal(spans[0].text, "head ", 5);
    assert_int_equal(spans[1].op, DIFF_DELETED);
    assert_int_equal(spans[2].op, DIFF_INSERTED);
    assert_string_equal(spans[3].text + strlen(spans[3].text) - 4, "tail");
    check_whole(*state, before, after);
}

static void a_long_text_with_few_changes_is_compared_word_by_word(void **state)
{
    uint32_t seed = 2;
    char *before = random_text(*state, &seed, 50000, 26);
    char *after = arena_dup(*state, before);
    memcpy(strchr(after + 50000, ' '), "!", 1);
    struct diff_span *spans;
    size_t n;
    diff_words(*state, before, after, &spans, &n);
    assert_int_equal(n, 4);
    check_whole(*state, before, after);
}

static void many_scattered_changes_are_still_compared_word_by_word(void **state)
{
    uint32_t seed = 3;
    char *before = random_text(*state, &seed, 20000, 26);
    char *after = arena_dup(*state, before), *p = after;
    for (int i = 0; i < 800; i++) {
        p = strchr(p + 40, ' ');
        p[-1] = '!';
    }
    struct diff_span *spans;
    size_t n;
    diff_words(*state, before, after, &spans, &n);
    assert_true(n > 800 * 2); /* one change not far from the next may be told as one */
    check_whole(*state, before, after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(differences_are_shown_in_whole_words),
        WITH_ARENA(a_new_paragraph_does_not_mark_the_word_before_it),
        WITH_ARENA(no_word_is_lost_or_made_up),
        WITH_ARENA(the_least_number_of_words_is_marked),
        WITH_ARENA(texts_too_different_keep_their_common_head_and_tail),
        WITH_ARENA(a_long_text_with_few_changes_is_compared_word_by_word),
        WITH_ARENA(many_scattered_changes_are_still_compared_word_by_word),
    };
    return cmocka_run_group_tests_name("diff", tests, NULL, NULL);
}
