/* test_user.c: users, sign-in and its throttle, sessions, one-time links. */
#include "store_test.h"

#define PASSWORD "correct horse battery"

static int64_t add_user(struct site *t, const char *login, enum role role, const char *password)
{
    int64_t id = 0;
    forget_problems(t);
    assert_int_equal(
        user_add(t->s,
                 &(struct user_new){
                     .login = login, .name = "Ines Okafor", .role = role, .password = password},
                 NULL, T0, &id, &t->why),
        STORE_OK);
    return id;
}

static enum store_status change(struct site *t, int64_t id, const struct actor *by, enum role role,
                                bool disabled)
{
    struct user_change to = {"Ines Okafor", role, disabled};
    forget_problems(t);
    return user_change(t->s, id, &to, by, T0, &t->why);
}

static enum store_status disable(struct site *t, int64_t id, bool disabled)
{
    return change(t, id, NULL, ROLE_EDITOR, disabled);
}

static enum store_status sign_in(struct site *t, const char *login, const char *password,
                                 const char *address, int64_t now, int *retry_s)
{
    struct user u;
    return user_sign_in(t->s, t->a, login, password, address, now, &u, retry_s);
}

static void a_user_is_added_once_with_a_good_password(void **state)
{
    struct site *t = *state;
    int64_t id, ines = add_user(t, "ines", ROLE_EDITOR, PASSWORD);
    assert_int_equal(user_add(t->s,
                              &(struct user_new){.login = "ines", .name = "X", .role = ROLE_AUTHOR},
                              NULL, T0, &id, &t->why),
                     STORE_EXISTS);
    assert_problem(t, "login");
    forget_problems(t);
    assert_int_equal(
        user_add(t->s,
                 &(struct user_new){
                     .login = "Big Name", .name = " ", .role = ROLE_NONE, .password = "short"},
                 NULL, T0, &id, &t->why),
        STORE_REFUSED);
    assert_problem(t, "login");
    assert_problem(t, "name");
    assert_problem(t, "role");
    assert_problem(t, "password");
    struct users all;
    assert_int_equal(user_list(t->s, t->a, &all), STORE_OK);
    assert_int_equal(all.n, 1);
    assert_int_equal(all.v[0].id, ines);
    assert_true(all.v[0].has_password);
    assert_int_equal(all.v[0].seen_at, 0);
    struct user u;
    assert_int_equal(user_find(t->s, t->a, "ines", &u), STORE_OK);
    assert_int_equal(u.role, ROLE_EDITOR);
    assert_int_equal(user_find(t->s, t->a, "nobody", &u), STORE_MISSING);
    assert_int_equal(role_find("editor"), ROLE_EDITOR);
    assert_int_equal(role_find("king"), ROLE_MAX);
    assert_int_equal(count_audit(t, 0, "user.add"), 1);
}

static void only_the_right_password_of_an_enabled_user_signs_in(void **state)
{
    struct site *t = *state;
    int retry;
    int64_t id = add_user(t, "ines", ROLE_EDITOR, PASSWORD);
    add_user(t, "linked", ROLE_EDITOR, NULL);
    assert_int_equal(sign_in(t, "ines", PASSWORD, "192.0.2.1", T0, &retry), STORE_OK);
    assert_int_equal(sign_in(t, "ines", "wrong password 1", "192.0.2.1", T0, &retry),
                     STORE_MISSING);
    assert_int_equal(sign_in(t, "nobody", PASSWORD, "192.0.2.1", T0, &retry), STORE_MISSING);
    assert_int_equal(sign_in(t, "linked", "", "192.0.2.1", T0, &retry), STORE_MISSING);
    assert_int_equal(disable(t, id, true), STORE_OK);
    assert_int_equal(sign_in(t, "ines", PASSWORD, "192.0.2.1", T0, &retry), STORE_MISSING);
    assert_int_equal(disable(t, id, false), STORE_OK);
    assert_int_equal(sign_in(t, "ines", PASSWORD, "192.0.2.1", T0 + 1, &retry), STORE_OK);
    struct user u;
    assert_int_equal(user_find(t->s, t->a, "ines", &u), STORE_OK);
    assert_int_equal(u.seen_at, T0 + 1);
    assert_int_equal(count_audit(t, 0, "user.sign_in"), 2);
    assert_int_equal(count_audit(t, 0, "user.sign_in_failed"), 4);
}

static void a_person_is_changed_and_an_administrator_is_left(void **state)
{
    struct site *t = *state;
    int64_t ada = add_user(t, "ada", ROLE_ADMIN, NULL),
            ines = add_user(t, "ines", ROLE_AUTHOR, NULL);
    struct actor by = {.user = ada, .role = ROLE_ADMIN};
    struct user u;
    assert_int_equal(change(t, ines, &by, ROLE_EDITOR, false), STORE_OK);
    assert_int_equal(user_get(t->s, t->a, ines, &u), STORE_OK);
    assert_int_equal(u.role, ROLE_EDITOR);
    assert_int_equal(change(t, ines, &by, ROLE_NONE, false), STORE_REFUSED);
    assert_problem(t, "role");
    assert_int_equal(change(t, ada, &by, ROLE_EDITOR, false), STORE_REFUSED);
    assert_problem(t, "role");
    assert_int_equal(change(t, ada, &by, ROLE_ADMIN, true), STORE_REFUSED);
    assert_int_equal(change(t, ada, &by, ROLE_ADMIN, false), STORE_OK);
    struct actor other = {.user = ines, .role = ROLE_ADMIN};
    assert_int_equal(change(t, ada, &other, ROLE_AUTHOR, false), STORE_REFUSED);
    assert_problem(t, "role");
    assert_int_equal(change(t, ines, &by, ROLE_ADMIN, false), STORE_OK);
    assert_int_equal(change(t, ada, &other, ROLE_AUTHOR, false), STORE_OK);
    assert_int_equal(change(t, 999, &by, ROLE_AUTHOR, false), STORE_MISSING);
    assert_int_equal(count_audit(t, 0, "user.change"), 3);
    assert_int_equal(change(t, ines, NULL, ROLE_ADMIN, true), STORE_OK);
    assert_int_equal(count_audit(t, 0, "user.disable"), 1);
}

static void signing_somebody_out_ends_sessions_and_links(void **state)
{
    struct site *t = *state;
    int64_t ada = add_user(t, "ada", ROLE_ADMIN, NULL),
            ines = add_user(t, "ines", ROLE_AUTHOR, NULL);
    struct actor by = {.user = ada, .role = ROLE_ADMIN};
    char hers[TOKEN_SIZE], link[TOKEN_SIZE], mine[TOKEN_SIZE];
    struct session x;
    struct user u;
    assert_int_equal(session_start(t->s, ines, "", NULL, T0, hers), STORE_OK);
    assert_int_equal(session_start(t->s, ada, "", NULL, T0, mine), STORE_OK);
    assert_int_equal(login_link_add(t->s, ines, 60000, ada, T0, link), STORE_OK);
    assert_int_equal(user_sign_out(t->s, ines, &by, T0), STORE_OK);
    assert_int_equal(session_find(t->s, t->a, hers, T0, &x), STORE_MISSING);
    assert_int_equal(login_link_peek(t->s, t->a, link, T0, &u), STORE_MISSING);
    assert_int_equal(session_find(t->s, t->a, mine, T0, &x), STORE_OK);
    assert_int_equal(user_sign_out(t->s, 999, &by, T0), STORE_MISSING);
    assert_int_equal(count_audit(t, 0, "user.sign_out"), 1);
}

static void a_form_adds_a_person_once(void **state)
{
    struct site *t = *state;
    int64_t first = 0, second = 0;
    struct actor by = {.user = add_user(t, "ada", ROLE_ADMIN, NULL),
                       .role = ROLE_ADMIN,
                       .form = "0123456789abcdef",
                       .digest = "d"};
    assert_int_equal(
        user_add(t->s, &(struct user_new){.login = "ines", .name = "Ines", .role = ROLE_AUTHOR},
                 &by, T0, &first, &t->why),
        STORE_OK);
    assert_int_equal(
        user_add(t->s, &(struct user_new){.login = "ines", .name = "Ines", .role = ROLE_AUTHOR},
                 &by, T0, &second, &t->why),
        STORE_OK);
    assert_int_equal(first, second);
    assert_int_equal(count_audit(t, 0, "user.add"), 2);
}

static void tries_wait_longer_and_longer_per_login_and_address(void **state)
{
    struct site *t = *state;
    int retry;
    int64_t now = T0;
    add_user(t, "ines", ROLE_EDITOR, PASSWORD);
    for (int i = 0; i < 5; i++)
        assert_int_equal(sign_in(t, "ines", "wrong password 1", "192.0.2.1", now, &retry),
                         STORE_MISSING);
    assert_int_equal(sign_in(t, "ines", PASSWORD, "192.0.2.1", now, &retry), STORE_BUSY);
    int first = retry;
    assert_true(first > 0);
    assert_int_equal(sign_in(t, "ines", PASSWORD, "192.0.2.2", now, &retry), STORE_OK);
    now += first * SECOND;
    assert_int_equal(sign_in(t, "ines", "wrong password 1", "192.0.2.1", now, &retry),
                     STORE_MISSING);
    assert_int_equal(sign_in(t, "ines", PASSWORD, "192.0.2.1", now, &retry), STORE_BUSY);
    assert_true(retry > first);
    now += retry * SECOND;
    assert_int_equal(sign_in(t, "ines", PASSWORD, "192.0.2.1", now, &retry), STORE_OK);
    assert_int_equal(sign_in(t, "ines", "wrong password 1", "192.0.2.1", now, &retry),
                     STORE_MISSING); /* forgotten with the right one */
}

static void of_two_tries_at_once_neither_waits_for_the_other(void **state)
{
    struct site *t = *state;
    int retry;
    add_user(t, "ines", ROLE_EDITOR, PASSWORD);
    assert_int_equal(sign_in(t, "ines", "wrong password 1", "192.0.2.1", T0 + 1, &retry),
                     STORE_MISSING);
    assert_int_equal(sign_in(t, "ines", PASSWORD, "192.0.2.1", T0, &retry), STORE_OK);
}

static void an_address_that_tries_many_logins_waits_too(void **state)
{
    struct site *t = *state;
    int retry = 0;
    enum store_status st = STORE_MISSING;
    int n = 0;
    add_user(t, "ines", ROLE_EDITOR, PASSWORD);
    assert_int_equal(sign_in(t, "ines", PASSWORD, "2001:db8:0:1::1", T0, &retry), STORE_OK);
    for (; st == STORE_MISSING && n < 40; n++)
        st = sign_in(t, arena_printf(t->a, "user%d", n), "wrong password 1",
                     arena_printf(t->a, "2001:db8::%x", n + 1), T0, &retry);
    assert_int_equal(st, STORE_BUSY);
    assert_true(n > 15 && n < 30);
    assert_true(retry > 0);
    assert_int_equal(sign_in(t, "user1", "wrong password 1", "2001:db8:0:1::1", T0, &retry),
                     STORE_MISSING); /* another /64 */
}

/* Wrong passwords, each from an address of its own, until one may not be tried: how many were. */
static int guess_from_everywhere(struct site *t, int first, int64_t now, int *retry)
{
    int n = 0;
    while (n < 1000 &&
           sign_in(t, "ines", "wrong password 1",
                   arena_printf(t->a, "198.51.%d.%d", (first + n) / 250, (first + n) % 250), now,
                   retry) == STORE_MISSING)
        n++;
    return n;
}

static void strangers_share_their_tries_and_known_addresses_do_not(void **state)
{
    struct site *t = *state;
    int retry = 0;
    add_user(t, "ines", ROLE_EDITOR, PASSWORD);
    assert_false(sign_in_is_known(t->s, t->a, "192.0.2.1", T0));
    assert_int_equal(sign_in(t, "ines", PASSWORD, "192.0.2.1", T0, &retry), STORE_OK);
    assert_true(sign_in_is_known(t->s, t->a, "192.0.2.1", T0));
    assert_int_equal(guess_from_everywhere(t, 0, T0, &retry), 20); /* the right one was no try */
    assert_true(retry > 0 && retry <= 2);
    size_t audited = count_audit(t, 0, "user.sign_in_failed");
    assert_int_equal(audited, 20);
    assert_int_equal(sign_in(t, "ines", PASSWORD, "203.0.113.9", T0, &retry), STORE_BUSY);
    assert_int_equal(sign_in(t, "ines", PASSWORD, "192.0.2.1", T0, &retry), STORE_OK);
    /* After a while so many as fit into one, and no more. */
    assert_int_equal(guess_from_everywhere(t, 1000, T0 + 20 * SECOND, &retry), 10);
    /* After an hour as many as at first. */
    assert_int_equal(guess_from_everywhere(t, 2000, T0 + 3600 * SECOND, &retry), 20);
}

static void an_address_stays_known_for_as_long_as_it_is_used(void **state)
{
    struct site *t = *state;
    int retry = 0;
    char token[TOKEN_SIZE];
    struct session f;
    int64_t id = add_user(t, "ines", ROLE_EDITOR, PASSWORD);
    assert_int_equal(sign_in(t, "ines", PASSWORD, "2001:db8::1", T0, &retry), STORE_OK);
    assert_true(sign_in_is_known(t->s, t->a, "2001:db8::2", T0 + 89 * DAY)); /* the same /64 */
    assert_false(sign_in_is_known(t->s, t->a, "2001:db8::2", T0 + 91 * DAY));
    assert_false(sign_in_is_known(t->s, t->a, "2001:db8:0:1::1", T0));
    assert_int_equal(session_start(t->s, id, "Firefox", NULL, T0, token), STORE_OK);
    assert_int_equal(session_find(t->s, t->a, token, T0, &f), STORE_OK);
    assert_int_equal(session_touch(t->s, f.id, "192.0.2.7", T0 + DAY / 4), STORE_OK);
    assert_true(sign_in_is_known(t->s, t->a, "192.0.2.7", T0 + 90 * DAY));
}

static void a_session_of_a_wrong_clock_ends(void **state)
{
    struct site *t = *state;
    char token[TOKEN_SIZE];
    struct session s;
    struct sessions all;
    int64_t user = user_of(t, "ines", ROLE_EDITOR), ahead = T0 + 30 * DAY;
    assert_int_equal(session_start(t->s, user, "", NULL, ahead, token), STORE_OK);
    assert_int_equal(session_find(t->s, t->a, token, ahead, &s), STORE_OK);
    assert_int_equal(session_find(t->s, t->a, token, ahead - 5 * MINUTE, &s), STORE_OK);
    assert_int_equal(session_find(t->s, t->a, token, T0, &s), STORE_MISSING);
    assert_int_equal(session_list(t->s, t->a, user, T0, &all), STORE_OK);
    assert_int_equal(all.n, 0);
    /* … for good: the next one to begin takes it away. */
    assert_int_equal(session_start(t->s, user, "", NULL, T0, token), STORE_OK);
    assert_int_equal(session_list(t->s, t->a, user, ahead, &all), STORE_OK);
    assert_int_equal(all.n, 0);
    assert_int_equal(session_list(t->s, t->a, user, T0, &all), STORE_OK);
    assert_int_equal(all.n, 1);
}

/* Counts of a clock that ran a year ahead keep nobody out once it is right. */
static void a_clock_put_right_locks_nobody_out(void **state)
{
    struct site *t = *state;
    int retry = 0;
    int64_t wrong = T0 + 365 * DAY;
    add_user(t, "ines", ROLE_EDITOR, PASSWORD);
    for (int i = 0; i < 8; i++)
        (void)!sign_in(t, "ines", "wrong password 1", "192.0.2.1", wrong, &retry);
    assert_int_equal(sign_in(t, "ines", PASSWORD, "192.0.2.1", wrong, &retry), STORE_BUSY);
    assert_int_equal(sign_in(t, "ines", PASSWORD, "192.0.2.1", T0, &retry), STORE_OK);
}

static void a_new_password_ends_sessions_and_links(void **state)
{
    struct site *t = *state;
    int64_t id = add_user(t, "ines", ROLE_EDITOR, PASSWORD);
    char session[TOKEN_SIZE], link[TOKEN_SIZE];
    struct session found;
    struct user u;
    int retry;
    assert_int_equal(session_start(t->s, id, "Firefox", NULL, T0, session), STORE_OK);
    assert_int_equal(login_link_add(t->s, id, DAY, 0, T0, link), STORE_OK);
    assert_int_equal(user_set_password(t->s, id, "too short", NULL, T0, &t->why), STORE_REFUSED);
    assert_problem(t, "password");
    assert_int_equal(session_find(t->s, t->a, session, T0, &found), STORE_OK);
    assert_int_equal(user_set_password(t->s, id, "another long one 7", NULL, T0, &t->why),
                     STORE_OK);
    assert_int_equal(session_find(t->s, t->a, session, T0, &found), STORE_MISSING);
    assert_int_equal(login_link_peek(t->s, t->a, link, T0, &u), STORE_MISSING);
    assert_int_equal(sign_in(t, "ines", PASSWORD, "192.0.2.1", T0, &retry), STORE_MISSING);
    assert_int_equal(sign_in(t, "ines", "another long one 7", "192.0.2.1", T0, &retry), STORE_OK);
    assert_int_equal(user_set_password(t->s, 99, PASSWORD, NULL, T0, &t->why), STORE_MISSING);
}

static void a_session_ends_when_idle_and_when_old(void **state)
{
    struct site *t = *state;
    int64_t id = add_user(t, "ines", ROLE_EDITOR, NULL);
    char token[TOKEN_SIZE];
    struct session f;
    assert_int_equal(session_start(t->s, id, "Firefox", NULL, T0, token), STORE_OK);
    assert_int_equal(session_find(t->s, t->a, token, T0 + SESSION_IDLE_MS - 1, &f), STORE_OK);
    assert_int_equal(f.user.id, id);
    assert_true(strlen(f.csrf) >= 32);
    assert_string_not_equal(f.csrf, token);
    assert_string_equal(f.agent, "Firefox");
    assert_int_equal(session_find(t->s, t->a, token, T0 + SESSION_IDLE_MS, &f), STORE_MISSING);
    int64_t now = T0;
    for (; now + 6 * HOUR < T0 + SESSION_MAX_MS; now += 6 * HOUR)
        assert_int_equal(session_touch(t->s, f.id, "192.0.2.9", now), STORE_OK);
    assert_int_equal(session_find(t->s, t->a, token, T0 + SESSION_MAX_MS - 1, &f), STORE_OK);
    assert_int_equal(session_find(t->s, t->a, token, T0 + SESSION_MAX_MS, &f), STORE_MISSING);
}

static void a_session_is_found_by_its_own_token_alone(void **state)
{
    struct site *t = *state;
    int64_t id = add_user(t, "ines", ROLE_EDITOR, NULL);
    char a[TOKEN_SIZE], b[TOKEN_SIZE];
    struct session f;
    struct sessions all;
    assert_int_equal(session_start(t->s, id, NULL, NULL, T0, a), STORE_OK);
    assert_int_equal(session_start(t->s, id, NULL, NULL, T0, b), STORE_OK);
    assert_string_not_equal(a, b);
    assert_int_equal(session_find(t->s, t->a, "", T0, &f), STORE_MISSING);
    assert_int_equal(session_find(t->s, t->a, NULL, T0, &f), STORE_MISSING);
    assert_int_equal(session_list(t->s, t->a, id, T0, &all), STORE_OK);
    assert_int_equal(all.n, 2);
    assert_int_equal(session_find(t->s, t->a, a, T0, &f), STORE_OK);
    assert_int_equal(session_end(t->s, f.id, T0), STORE_OK);
    assert_int_equal(session_find(t->s, t->a, a, T0, &f), STORE_MISSING);
    assert_int_equal(session_find(t->s, t->a, b, T0, &f), STORE_OK);
    assert_int_equal(disable(t, id, true), STORE_OK);
    assert_int_equal(session_find(t->s, t->a, b, T0, &f), STORE_MISSING);
}

static enum store_status use_link(struct site *t, const char *link, int64_t now,
                                  struct session *out)
{
    char token[TOKEN_SIZE];
    bool step;
    enum store_status st = login_link_use(t->s, link, "Firefox", NULL, now, token, &step);
    return st == STORE_OK ? session_find(t->s, t->a, token, now, out) : st;
}

static void a_link_signs_in_once_and_looking_does_not_use_it(void **state)
{
    struct site *t = *state;
    int64_t id = add_user(t, "ines", ROLE_EDITOR, NULL);
    char link[TOKEN_SIZE];
    struct user u;
    struct session found;
    assert_int_equal(login_link_add(t->s, id, HOUR, 0, T0, link), STORE_OK);
    assert_int_equal(login_link_peek(t->s, t->a, link, T0, &u), STORE_OK);
    assert_int_equal(login_link_peek(t->s, t->a, link, T0, &u), STORE_OK);
    assert_string_equal(u.login, "ines");
    assert_int_equal(use_link(t, link, T0, &found), STORE_OK);
    assert_string_equal(found.user.login, "ines");
    assert_int_equal(use_link(t, link, T0, &found), STORE_MISSING);
    assert_int_equal(login_link_peek(t->s, t->a, link, T0, &u), STORE_MISSING);
    assert_int_equal(login_link_add(t->s, id, HOUR, 0, T0, link), STORE_OK);
    assert_int_equal(use_link(t, link, T0 + HOUR, &found), STORE_MISSING);
    assert_int_equal(use_link(t, "guess", T0, &found), STORE_MISSING);
}

static void a_new_link_ends_the_persons_older_ones(void **state)
{
    struct site *t = *state;
    int64_t ines = add_user(t, "ines", ROLE_EDITOR, NULL);
    int64_t otto = add_user(t, "otto", ROLE_AUTHOR, NULL);
    char first[TOKEN_SIZE], second[TOKEN_SIZE], other[TOKEN_SIZE];
    struct session found;
    assert_int_equal(login_link_add(t->s, ines, HOUR, 0, T0, first), STORE_OK);
    assert_int_equal(login_link_add(t->s, otto, HOUR, 0, T0, other), STORE_OK);
    assert_int_equal(login_link_add(t->s, ines, HOUR, 0, T0, second), STORE_OK);
    assert_int_equal(use_link(t, first, T0, &found), STORE_MISSING);
    assert_int_equal(use_link(t, second, T0, &found), STORE_OK);
    assert_int_equal(use_link(t, other, T0, &found), STORE_OK);
}

static void the_audit_log_pages_and_names_people(void **state)
{
    struct site *t = *state;
    int64_t id = add_user(t, "ines", ROLE_ADMIN, NULL);
    for (int i = 0; i < 5; i++)
        assert_int_equal(audit_add(t->s, id, 0, "test", arena_printf(t->a, "%d", i), T0 + i),
                         STORE_OK);
    struct audit_entries e;
    assert_int_equal(audit_list(t->s, t->a, 0, 0, 3, &e), STORE_OK);
    assert_int_equal(e.n, 3);
    assert_string_equal(e.v[0].detail, "4");
    assert_string_equal(e.v[0].user_name, "Ines Okafor");
    assert_int_equal(audit_list(t->s, t->a, 0, e.v[2].id, 2, &e), STORE_OK);
    assert_string_equal(e.v[0].detail, "1");
}

static bool is_styled(struct site *t, int64_t id)
{
    struct user u;
    assert_int_equal(user_get(t->s, t->a, id, &u), STORE_OK);
    return u.styled_text;
}

static void how_somebody_writes_is_theirs_and_no_stale_form_changes_it(void **state)
{
    struct site *t = *state;
    int64_t ines = add_user(t, "ines", ROLE_EDITOR, PASSWORD);
    int64_t tom = add_user(t, "tom", ROLE_AUTHOR, PASSWORD);
    struct actor on = {.user = ines, .role = ROLE_EDITOR, .form = "on"};
    struct actor off = {.user = ines, .role = ROLE_EDITOR, .form = "off"};

    assert_false(is_styled(t, ines));
    assert_int_equal(user_choose_styled(t->s, true, &on, T0), STORE_OK);
    assert_true(is_styled(t, ines));
    assert_false(is_styled(t, tom));
    assert_int_equal(user_choose_styled(t->s, false, &off, T0 + 1), STORE_OK);
    assert_int_equal(user_choose_styled(t->s, true, &on, T0 + 2), STORE_OK);
    assert_false(is_styled(t, ines)); /* the first form came a second time */
    struct user u;
    int retry_s = 0;
    on.form = "again";
    assert_int_equal(user_choose_styled(t->s, true, &on, T0 + 3), STORE_OK);
    assert_int_equal(user_sign_in(t->s, t->a, "ines", PASSWORD, "192.0.2.1", T0 + 4, &u, &retry_s),
                     STORE_OK);
    assert_true(u.styled_text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_user_is_added_once_with_a_good_password),
        sited(only_the_right_password_of_an_enabled_user_signs_in),
        sited(a_person_is_changed_and_an_administrator_is_left),
        sited(signing_somebody_out_ends_sessions_and_links),
        sited(a_form_adds_a_person_once),
        sited(how_somebody_writes_is_theirs_and_no_stale_form_changes_it),
        sited(tries_wait_longer_and_longer_per_login_and_address),
        sited(of_two_tries_at_once_neither_waits_for_the_other),
        sited(an_address_that_tries_many_logins_waits_too),
        sited(strangers_share_their_tries_and_known_addresses_do_not),
        sited(an_address_stays_known_for_as_long_as_it_is_used),
        sited(a_clock_put_right_locks_nobody_out),
        sited(a_session_of_a_wrong_clock_ends),
        sited(a_new_password_ends_sessions_and_links),
        sited(a_session_ends_when_idle_and_when_old),
        sited(a_session_is_found_by_its_own_token_alone),
        sited(a_link_signs_in_once_and_looking_does_not_use_it),
        sited(a_new_link_ends_the_persons_older_ones),
        sited(the_audit_log_pages_and_names_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
