/* test_arena.c: memory that is freed all at once. */
#include "check.h"

#include <stdalign.h>
#include <sys/wait.h>
#include <unistd.h>

static void memory_is_zeroed_and_aligned_for_any_type(void **state)
{
    for (size_t n = 0; n < 300; n++) {
        unsigned char *p = arena_alloc(*state, n);
        assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xAA, n);
    }
}

static void memory_is_zeroed_again_after_a_reset(void **state)
{
    unsigned char *before = arena_alloc(*state, 64);
    memset(before, 0xFF, 64);
    arena_reset(*state);
    unsigned char *after = arena_alloc(*state, 64);
    assert_ptr_equal(before, after); /* the first block is kept */
    for (size_t i = 0; i < 64; i++)
        assert_int_equal(after[i], 0);
}

static void pieces_do_not_overlap_whatever_their_sizes(void **state)
{
    enum { PIECES = 200 };
    unsigned char *p[PIECES];
    size_t size[PIECES];
    for (int i = 0; i < PIECES; i++) {
        size[i] = (size_t)(i * 7919 % 40000); /* some larger than a block */
        p[i] = arena_alloc(*state, size[i]);
        memset(p[i], i, size[i]);
    }
    for (int i = 0; i < PIECES; i++)
        for (size_t k = 0; k < size[i]; k++)
            assert_int_equal(p[i][k], (unsigned char)i);
}

static void a_reset_arena_works_as_a_new_one(void **state)
{
    for (int round = 0; round < 50; round++) {
        for (int i = 0; i < 100; i++)
            assert_string_equal(arena_printf(*state, "%d", i), arena_printf(*state, "%d", i));
        arena_alloc(*state, 100000);
        arena_reset(*state);
    }
}

static void copies_end_in_nul_and_null_stays_null(void **state)
{
    assert_string_equal(arena_dup(*state, "dek"), "dek");
    assert_string_equal(arena_dupn(*state, "headline", 4), "head");
    assert_string_equal(arena_dupn(*state, NULL, 0), "");
    assert_null(arena_dup(*state, NULL));
    assert_string_equal(arena_printf(*state, "%s-%d", "p", 7), "p-7");
}

static void a_grown_array_keeps_its_elements_and_has_room_for_one_more(void **state)
{
    struct arena *a = *state;
    struct pair {
        int64_t n;
        const char *text;
    } *v = NULL, *before;
    size_t n = 0, capacity = 0, moves = 0;
    while (n < 1000) {
        before = v;
        v = arena_grow(a, v, n, &capacity, sizeof *v);
        assert_true(n < capacity);
        assert_null(v[n].text);
        moves += v != before;
        v[n] = (struct pair){(int64_t)n, "kept"};
        n++;
    }
    assert_in_range(moves, 2, 9);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(v[i].n, i);
        assert_string_equal(v[i].text, "kept");
    }
}

static void a_list_keeps_its_strings_in_order_as_it_grows(void **state)
{
    struct strlist list = {NULL, 0};
    for (int i = 0; i < 1000; i++)
        strlist_add(*state, &list, arena_printf(*state, "%d", i));
    assert_int_equal(list.n, 1000);
    for (int i = 0; i < 1000; i++)
        assert_string_equal(list.v[i], arena_printf(*state, "%d", i));
}

/* True when f ends its process by abort. */
static bool aborts(void (*f)(struct arena *), struct arena *a)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        close(STDERR_FILENO);
        f(a);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return !WIFEXITED(status) || WEXITSTATUS(status) != 0;
}

static void ask_for_an_overflowing_array(struct arena *a)
{
    volatile size_t n = SIZE_MAX / 8 + 2;
    arena_array(a, n, 16);
}

static void ask_for_everything(struct arena *a)
{
    volatile size_t n = SIZE_MAX;
    arena_alloc(a, n);
}

static void an_impossible_size_aborts_and_does_not_wrap(void **state)
{
    assert_true(aborts(ask_for_an_overflowing_array, *state));
    assert_true(aborts(ask_for_everything, *state));
}

static void freeing_no_arena_is_allowed(void **state)
{
    (void)state;
    arena_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(memory_is_zeroed_and_aligned_for_any_type),
        WITH_ARENA(memory_is_zeroed_again_after_a_reset),
        WITH_ARENA(pieces_do_not_overlap_whatever_their_sizes),
        WITH_ARENA(a_reset_arena_works_as_a_new_one),
        WITH_ARENA(copies_end_in_nul_and_null_stays_null),
        WITH_ARENA(a_grown_array_keeps_its_elements_and_has_room_for_one_more),
        WITH_ARENA(a_list_keeps_its_strings_in_order_as_it_grows),
        WITH_ARENA(an_impossible_size_aborts_and_does_not_wrap),
        cmocka_unit_test(freeing_no_arena_is_allowed),
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
