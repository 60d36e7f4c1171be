/* check.h: what every cmocka program of this folder includes. */
#ifndef DATELINE_TESTS_CHECK_H
#define DATELINE_TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/arena.h"

/* A test with an arena of its own: cmocka_unit_test_setup_teardown(name, arena_begin, arena_end)
 * hands it over as *state. */
static inline int arena_begin(void **state)
{
    *state = arena_new();
    return 0;
}

static inline int arena_end(void **state)
{
    arena_free(*state);
    return 0;
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, arena_begin, arena_end)
#define COUNT(array) (sizeof(array) / sizeof *(array))

#endif
