/* test_fleet.c: who may do what takes long, and connections that change hands. */
#include "check.h"

#include "cgi/http/fleet.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void at_most_half_are_slow_and_never_the_first(void **state)
{
    (void)state;
    for (int n = 1; n <= 9; n++) {
        struct fleet f;
        int slow = 0;
        assert_true(fleet_open(&f, n));
        for (int i = 0; i < n; i++)
            atomic_store(&f.states[i].ready, true);
        for (int i = 0; i < n; i++)
            slow += fleet_begin_slow(&f, i, false);
        assert_int_equal(slow, n == 1 ? 1 : n / 2);
        assert_int_equal(atomic_load(&f.states[0].slow), n == 1);
        assert_int_equal(fleet_find_slow(&f, 0, false), -1);
        if (n > 1) {
            fleet_end_slow(&f, 1);
            assert_int_equal(fleet_find_slow(&f, 0, false), 1);
        }
        fleet_close(&f);
    }
}

static void at_most_two_hash_and_others_may_still_be_slow(void **state)
{
    struct fleet f;
    int hashing = 0;
    (void)state;
    assert_true(fleet_open(&f, 8));
    for (int i = 0; i < 8; i++)
        atomic_store(&f.states[i].ready, true);
    for (int i = 0; i < 8; i++)
        hashing += fleet_begin_slow(&f, i, true);
    assert_int_equal(hashing, 2);
    assert_int_equal(fleet_find_slow(&f, 0, true), -1);
    assert_true(fleet_find_slow(&f, 0, false) > 0);
    fleet_end_slow(&f, 1);
    assert_int_equal(fleet_find_slow(&f, 0, true), 1);
    fleet_close(&f);
}

static void connections_go_to_who_can_take_them(void **state)
{
    struct fleet f;
    int turn = 0;
    (void)state;
    assert_true(fleet_open(&f, 4));
    assert_int_equal(fleet_find(&f, 0, &turn), -1); /* nobody is there yet */
    for (int i = 0; i < 4; i++)
        atomic_store(&f.states[i].ready, true);
    atomic_store(&f.states[2].slow, true);
    atomic_store(&f.states[3].busy_since, 1);
    assert_int_equal(fleet_find(&f, 0, &turn), 1);
    assert_int_equal(fleet_find(&f, 0, &turn), 3);
    assert_int_equal(fleet_find(&f, 0, &turn), 1);
    fleet_close(&f);
}

/* However many connections somebody has to share: one for each that sleeps, and no more before it has
 * woken up and gone to sleep again. */
static void each_that_sleeps_is_called_once(void **state)
{
    struct fleet f;
    int turn = 0;
    (void)state;
    assert_true(fleet_open(&f, 4));
    for (int i = 0; i < 4; i++) {
        atomic_store(&f.states[i].ready, i != 2);
        atomic_store(&f.states[i].sleeps, i != 1);
    }
    assert_int_equal(fleet_call(&f, 0, &turn), 3);
    assert_int_equal(fleet_call(&f, 0, &turn), -1);
    atomic_store(&f.states[1].sleeps, true);
    assert_int_equal(fleet_call(&f, 0, &turn), 1);
    assert_int_equal(fleet_call(&f, 1, &turn), 0);
    assert_int_equal(fleet_call(&f, 1, &turn), -1);
    fleet_close(&f);
}

/* A connection with a request in memory, and one whose request is still in the socket. */
static void a_connection_arrives_with_what_was_collected(void **state)
{
    struct fleet f;
    int pair[2], got;
    char read_back[8] = "";
    (void)state;
    assert_true(fleet_open(&f, 2));
    for (int spooled = 0; spooled < 2; spooled++) {
        struct collect c = COLLECT_NONE, theirs;
        size_t mine_reserved = 0, theirs_reserved = 0;
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
        if (spooled) {
            c.spool = dup(pair[0]);
            c.need = (struct exchange_need){.body = 7, .slow = true};
            c.reserved = mine_reserved = 1000000;
        }
        assert_true(fleet_send(&f, 1, pair[0], &c, &mine_reserved));
        assert_int_equal(mine_reserved, 0);
        assert_int_equal(c.spool, -1);
        assert_int_equal(fleet_receive(&f, 0, &theirs, &theirs_reserved), -1);
        got = fleet_receive(&f, 1, &theirs, &theirs_reserved);
        assert_true(got >= 0);
        assert_int_equal(theirs.spool >= 0, spooled);
        assert_int_equal(theirs.need.body, spooled ? 7 : 0);
        assert_int_equal(theirs_reserved, spooled ? 1000000 : 0);
        assert_int_equal(theirs.since > 0, spooled); /* else it would pass for an idle one */
        assert_int_equal(write(pair[1], "moved", 5), 5);
        assert_int_equal(read(got, read_back, sizeof read_back), 5);
        assert_string_equal(read_back, "moved");
        collect_free(&theirs, &theirs_reserved);
        assert_int_equal(theirs_reserved, 0);
        close(got);
        close(pair[1]);
    }
    assert_int_equal(fleet_receive(&f, 1, &(struct collect){.spool = -1}, &(size_t){0}), -1);
    fleet_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_most_half_are_slow_and_never_the_first),
        cmocka_unit_test(at_most_two_hash_and_others_may_still_be_slow),
        cmocka_unit_test(connections_go_to_who_can_take_them),
        cmocka_unit_test(each_that_sleeps_is_called_once),
        cmocka_unit_test(a_connection_arrives_with_what_was_collected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
