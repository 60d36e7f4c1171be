/* test_hunk.c: changes between two texts, each taken or left alone. */
#include "check.h"

#include "lib/hunk.h"
#include "lib/merge.h"

#include <stdlib.h>
#include <string.h>

static const char *take(struct arena *a, const char *before, const char *after, unsigned which)
{
    struct hunks all = hunks_of(a, before, after, false);
    struct hunk *some = arena_array(a, all.n + 1, sizeof *some);
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++)
        if (which & 1u << i)
            some[n++] = all.v[i];
    return hunks_take(a, before, some, n);
}

static void each_change_is_taken_alone(void **state)
{
    static const struct {
        const char *before, *after;
        unsigned which;
        const char *taken;
    } cases[] = {
        {"A\n\nB\n\nC", "A\n\nBee\n\nC", 1, "A\n\nBee\n\nC"},
        {"A\n\nB\n\nC", "A\n\nBee\n\nC", 0, "A\n\nB\n\nC"},
        {"A\n\nB\n\nC\n", "A\n\nC\n", 1, "A\n\nC\n"},
        {"A\n\nB", "B", 1, "B"},
        {"A\n\nB", "A", 1, "A"},
        {"A\n\nB\n", "A\n\nB\n\nC\n", 1, "A\n\nB\n\nC\n"},
        {"A\n\nB", "X\n\nA\n\nB", 1, "X\n\nA\n\nB"},
        {"A\n\nB", "A\n\nX\n\nB", 1, "A\n\nX\n\nB"},
        {"", "A\n\nB", 1, "A\n\nB"},
        {"A\n\nB", "", 3, ""},
        {"A\n\nB\n\nC", "C", 3, "C"},
        {"A\n\nB\n\nC", "C", 1, "B\n\nC"},
        {"A\n\nB\n\nC", "C", 2, "A\n\nC"},
        {"A\n\n\n\nB", "A\n\nB", 1, "A\n\n\n\nB"},
        {"One word.\n\nTwo words.", "One words.\n\nTwo word.", 2, "One word.\n\nTwo word."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = take(*state, cases[i].before, cases[i].after, cases[i].which);
        if (strcmp(got, cases[i].taken) != 0)
            fail_msg("%zu: “%s”", i, got);
    }
}

static void a_hunk_of_another_text_is_left_out(void **state)
{
    struct hunk bad[] = {{99, "A", "B"}, {0, "Z", "B"}, {0, "A", "B"}};
    assert_string_equal(hunks_take(*state, "A\n\nC", bad, 3), "B\n\nC");
}

/* Paragraphs of some letters, with white space between them. */
static const char *random_text(struct arena *a)
{
    const char *out = "";
    for (int n = rand() % 7; n > 0; n--)
        out = arena_printf(a, "%s%s%c", out, *out ? rand() % 4 ? "\n\n" : "\n \n\n" : "",
                           'A' + rand() % 6);
    return out;
}

/* All of them give the second text, but for the white space between its units. */
static void all_of_them_give_the_second_text(void **state)
{
    srand(7);
    for (int i = 0; i < 20000; i++) {
        const char *before = random_text(*state), *after = random_text(*state);
        const char *got = take(*state, before, after, ~0u);
        if (hunks_of(*state, got, after, false).n)
            fail_msg("“%s” to “%s” gave “%s”", before, after, got);
        assert_string_equal(take(*state, before, after, 0), before);
        /* One alone goes together with the text that somebody else changed elsewhere. */
        struct merge m;
        merge_paragraphs(*state, before, take(*state, before, after, 1), after, MERGE_MINE, &m);
        if (m.n)
            fail_msg("“%s” to “%s”: its own first change conflicts", before, after);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(each_change_is_taken_alone),
        WITH_ARENA(a_hunk_of_another_text_is_left_out),
        WITH_ARENA(all_of_them_give_the_second_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
