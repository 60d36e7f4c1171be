/* test_log.c: one escaped line per event. */
#include "check.h"

#include "lib/log.h"

#include <stdio.h>
#include <unistd.h>

/* What one call writes to stderr, without the time, in `got`. */
static char got[8192];
static int saved, reading;

static void catch_stderr(void)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    saved = dup(STDERR_FILENO);
    reading = ends[0];
    dup2(ends[1], STDERR_FILENO);
    close(ends[1]);
}

static void release_stderr(void)
{
    char all[8192];
    dup2(saved, STDERR_FILENO);
    close(saved);
    ssize_t n = read(reading, all, sizeof all - 1);
    close(reading);
    all[n < 0 ? 0 : n] = '\0';
    size_t time = strlen("2026-01-08T09:30:00Z ");
    snprintf(got, sizeof got, "%s", strlen(all) > time ? all + time : "");
}

#define LOGGED(...) (catch_stderr(), log_event(__VA_ARGS__), release_stderr(), got)

static void an_event_is_one_line_with_its_keys_and_values(void **state)
{
    (void)state;
    assert_string_equal(LOGGED(LOG_WARN, "login", "user", "ines", "why", "wrong password", NULL),
                        "warn login user=ines why=\"wrong password\"\n");
    assert_string_equal(LOGGED(LOG_ERROR, "disk-full", NULL), "error disk-full\n");
    assert_string_equal(LOGGED(LOG_INFO, "get", "path", "/2026/01/a_b.c:d-e", NULL),
                        "info get path=/2026/01/a_b.c:d-e\n");
}

static void a_value_cannot_forge_a_line_or_a_key(void **state)
{
    (void)state;
    assert_string_equal(LOGGED(LOG_WARN, "login", "user", "x\n2026 info login user=root", NULL),
                        "warn login user=\"x\\n2026 info login user=root\"\n");
    assert_string_equal(LOGGED(LOG_WARN, "login", "user", "a\" role=\"admin\\", NULL),
                        "warn login user=\"a\\\" role=\\\"admin\\\\\"\n");
    assert_string_equal(LOGGED(LOG_WARN, "login", "user", "\x1B[2J\r\t\x7F\xC3\xA9", NULL),
                        "warn login user=\"\\x1b[2J\\x0d\\x09\\x7f\\xc3\\xa9\"\n");
}

static void nothing_and_null_look_different(void **state)
{
    (void)state;
    assert_string_equal(LOGGED(LOG_INFO, "a", "b", "", "c", (char *)NULL, "d", "-", NULL),
                        "info a b=\"\" c=- d=\"-\"\n");
}

static void a_long_value_is_cut_and_the_line_still_ends(void **state)
{
    (void)state;
    char value[5000];
    memset(value, 'x', sizeof value);
    value[sizeof value - 1] = '\0';
    const char *line = LOGGED(LOG_INFO, "a", "b", value, "c", "d", NULL);
    assert_non_null(strstr(line, "...\" c=d\n"));
    line = LOGGED(LOG_INFO, "a", "1", value, "2", value, "3", value, "4", value, "5", value, "6",
                  value, "7", value, "8", value, "9", value, NULL);
    assert_int_equal(line[strlen(line) - 1], '\n');
    assert_true(strlen(line) <= 4096);
}

static void events_above_the_level_are_dropped(void **state)
{
    (void)state;
    assert_string_equal(LOGGED(LOG_DEBUG, "a", NULL), "");
    setenv("DATELINE_LOG", "error", 1);
    assert_string_equal(LOGGED(LOG_WARN, "a", NULL), "");
    assert_string_equal(LOGGED(LOG_ERROR, "a", NULL), "error a\n");
    setenv("DATELINE_LOG", "debug", 1);
    assert_string_equal(LOGGED(LOG_DEBUG, "a", NULL), "debug a\n");
    unsetenv("DATELINE_LOG");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_is_one_line_with_its_keys_and_values),
        cmocka_unit_test(a_value_cannot_forge_a_line_or_a_key),
        cmocka_unit_test(nothing_and_null_look_different),
        cmocka_unit_test(a_long_value_is_cut_and_the_line_still_ends),
        cmocka_unit_test(events_above_the_level_are_dropped),
    };
    unsetenv("DATELINE_LOG");
    return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
