/* test_format.c: every result as vsnprintf has it. */
#include "check.h"

#include "lib/format.h"

#include <limits.h>
#include <stdio.h>

static void check(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* In rooms of every size, and nothing is written behind them. */
static void check(const char *fmt, ...)
{
    char ours[64], theirs[64];
    for (size_t room = 0; room < sizeof ours; room++) {
        va_list args, again;
        va_start(args, fmt);
        va_copy(again, args);
        memset(ours, '~', sizeof ours);
        memset(theirs, '~', sizeof theirs);
        int n = format_text(room > 0 ? ours : NULL, room, fmt, args);
        assert_int_equal(n, vsnprintf(room > 0 ? theirs : NULL, room, fmt, again));
        size_t kept = room == 0 ? 0 : (size_t)n < room ? (size_t)n + 1 : room;
        assert_memory_equal(ours, theirs, kept);
        for (size_t i = room; i < sizeof ours; i++)
            assert_int_equal(ours[i], '~');
        va_end(again);
        va_end(args);
    }
}

static void what_it_knows_is_as_vsnprintf_has_it(void **state)
{
    (void)state;
    check("plain");
    check("%s", "");
    check("/%s/%s", "city", "a story");
    check("%d %d %d", INT_MIN, 0, INT_MAX);
    check("%ld %lld", LONG_MIN, LLONG_MAX);
    check("%lld", LLONG_MIN);
    check("%zu|%zu", (size_t)0, SIZE_MAX);
    check("100%% of %s", "it");
}

static void everything_else_is_left_to_vsnprintf(void **state)
{
    (void)state;
    check("/%04d/%02d/", 2026, 1);
    check("%s %.3s-%-5s|", "a", "abcdef", "x");
    check("%s %.1f %c %x %u", "n", 1.25, 'c', 255u, 7u);
    check("%s %.*s", "a", 2, "bcd");
    check("%s %5d %ds", "a", 3, 4);
    check("%s %lu %hd", "a", 3ul, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_it_knows_is_as_vsnprintf_has_it),
        cmocka_unit_test(everything_else_is_left_to_vsnprintf),
    };
    return cmocka_run_group_tests_name("format", tests, NULL, NULL);
}
