/* test_twice.c: forms that are no story's, pressed twice a hundred times: one effect, one answer. */
#include "texts_test.h"

#include "db/report.h"

#define TIMES 100
#define PASSWORD "correct horse battery"

static const struct actor *numbered(struct site *t, const struct actor *by, int i)
{
    return with_form(t, by, arena_printf(t->a, "form-%d", i), "said");
}

/* ---- Readers' reports ------------------------------------------------------------------------ */

static struct report_new note(int64_t story, const char *message, const char *address,
                              const char *form)
{
    return (struct report_new){.story_id = story,
                               .revision = 1,
                               .passage = "p-1",
                               .quote = "The harbour was quiet.",
                               .message = message,
                               .email = "",
                               .address = address,
                               .form = form};
}

static enum store_status send(struct site *t, const struct report_new *in, int64_t now)
{
    int retry_s;
    forget_problems(t);
    return report_add(t->s, in, now, &retry_s, &t->why);
}

static int64_t open_reports(struct site *t)
{
    int64_t n = -1;
    assert_int_equal(report_count_open(t->s, &n), STORE_OK);
    return n;
}

static int64_t newest_report(struct site *t, int64_t now)
{
    struct reports all;
    assert_int_equal(report_list(t->s, t->a, (struct report_key){0}, 1, now, &all), STORE_OK);
    assert_int_equal(all.n, 1);
    return all.v[0].id;
}

/* The two ways of a telephone between home and the street: other addresses for one person. */
static void a_reader_who_presses_twice_leaves_one_report(void **state)
{
    struct site *t = *state;
    int64_t story = publish(t, "Quiet water", 0, T0);
    for (int i = 0; i < TIMES; i++) {
        const char *form = arena_printf(t->a, "form-%d", i);
        const char *message = arena_printf(t->a, "Error number %d", i);
        const char *home = arena_printf(t->a, "192.0.2.%d", i);
        const char *street = arena_printf(t->a, "198.51.100.%d", i);
        struct report_new in = note(story, message, home, form);
        assert_int_equal(send(t, &in, T0 + i), STORE_OK);
        in.address = street;
        assert_int_equal(send(t, &in, T0 + i), STORE_OK);
        assert_int_equal(open_reports(t), i + 1);
    }
}

static void a_reader_is_thanked_for_a_second_arrival_even_when_no_more_are_taken(void **state)
{
    struct site *t = *state;
    int64_t story = publish(t, "Quiet water", 0, T0);
    int taken = 0;
    struct report_new in;
    do {
        in = note(story, arena_printf(t->a, "Error %d", taken), "192.0.2.1",
                  arena_printf(t->a, "form-%d", taken));
    } while (send(t, &in, T0) == STORE_OK && ++taken < TIMES);
    assert_in_range(taken, 1, TIMES - 1);
    in = note(story, "Error 0", "192.0.2.1", "form-0");
    assert_int_equal(send(t, &in, T0 + 1), STORE_OK);
    assert_int_equal(open_reports(t), taken);
}

static void other_words_on_the_same_form_are_another_report(void **state)
{
    struct site *t = *state;
    int64_t story = publish(t, "Quiet water", 0, T0);
    struct report_new in = note(story, "It was loud.", "192.0.2.1", "form");
    assert_int_equal(send(t, &in, T0), STORE_OK);
    in.message = "And the date is wrong.";
    assert_int_equal(send(t, &in, T0 + 1), STORE_OK);
    assert_int_equal(open_reports(t), 2);
}

static enum store_status decide(struct site *t, int64_t id, enum report_state was,
                                enum report_state to, const struct actor *by, int64_t now)
{
    struct report_decision d = {.id = id, .was = was, .to = to, .note = "Checked.", .by = by};
    forget_problems(t);
    return report_decide(t->s, &d, now, &t->why);
}

static void a_decision_that_is_pressed_twice_is_one_decision(void **state)
{
    struct site *t = *state;
    const struct actor *by = editor(t);
    int64_t story = publish(t, "Quiet water", 0, T0);
    struct report_new in = note(story, "It was loud.", "192.0.2.1", NULL);
    assert_int_equal(send(t, &in, T0), STORE_OK);
    int64_t id = newest_report(t, T0);
    for (int i = 0; i < TIMES; i++) {
        enum report_state was = i % 2 ? REPORT_DONE : REPORT_OPEN;
        enum report_state to = i % 2 ? REPORT_OPEN : REPORT_DONE;
        const struct actor *form = numbered(t, by, i);
        assert_int_equal(decide(t, id, was, to, form, T0 + 2 * i), STORE_OK);
        assert_int_equal(decide(t, id, was, to, form, T0 + 2 * i + 1), STORE_OK);
        assert_int_equal(t->why.n, 0);
        struct report r;
        assert_int_equal(report_get(t->s, t->a, id, T0 + DAY, &r), STORE_OK);
        assert_int_equal(r.state, to);
        assert_int_equal(r.closed_at, i % 2 ? 0 : T0 + 2 * i);
    }
    assert_int_equal(count_audit(t, story, "report.done"), TIMES / 2);
    assert_int_equal(count_audit(t, story, "report.reopen"), TIMES / 2);
    /* Another editor's press is another decision. */
    assert_int_equal(decide(t, id, REPORT_DONE, REPORT_OPEN, numbered(t, other_editor(t), 1), T0),
                     STORE_CONFLICT);
}

static void only_who_may_decides_on_a_report(void **state)
{
    struct site *t = *state;
    int64_t story = publish(t, "Quiet water", 0, T0);
    struct report_new in = note(story, "It was loud.", "192.0.2.1", NULL);
    const struct actor reader = {.role = ROLE_NONE};
    assert_int_equal(send(t, &in, T0), STORE_OK);
    int64_t id = newest_report(t, T0);
    assert_int_equal(decide(t, id, REPORT_OPEN, REPORT_DONE, author(t), T0), STORE_REFUSED);
    assert_int_equal(t->why.n, 1);
    assert_int_equal(decide(t, id, REPORT_OPEN, REPORT_DONE, &reader, T0), STORE_REFUSED);
    assert_int_equal(open_reports(t), 1);
    assert_int_equal(decide(t, id, REPORT_OPEN, REPORT_DONE, editor(t), T0), STORE_OK);
}

/* ---- Sessions -------------------------------------------------------------------------------- */

static size_t sessions_of(struct site *t, int64_t user, int64_t now)
{
    struct sessions all;
    assert_int_equal(session_list(t->s, t->a, user, now, &all), STORE_OK);
    return all.n;
}

static void start(struct site *t, int64_t user, const char *proof, int64_t now, struct session *out,
                  char token[TOKEN_SIZE])
{
    assert_int_equal(session_start(t->s, user, "Firefox", proof, now, token), STORE_OK);
    assert_int_equal(session_find(t->s, t->a, token, now, out), STORE_OK);
    assert_int_equal(out->user.id, user);
}

static void a_sign_in_that_is_pressed_twice_begins_one_session(void **state)
{
    struct site *t = *state;
    int64_t ines = user_of(t, "ines", ROLE_EDITOR), tomas = user_of(t, "tomas", ROLE_EDITOR);
    char first[TOKEN_SIZE], again[TOKEN_SIZE];
    struct session one, same;
    for (int i = 0; i < TIMES; i++) {
        const char *proof = arena_printf(t->a, "/admin/login form-%d token", i);
        start(t, ines, proof, T0, &one, first);
        start(t, ines, proof, T0 + 1, &same, again);
        assert_string_equal(first, again);
        assert_int_equal(one.id, same.id);
        assert_int_equal(sessions_of(t, ines, T0 + 1), i + 1);
    }
    start(t, tomas, "/admin/login form-0 token", T0, &same, again); /* never somebody else's */
    assert_int_equal(sessions_of(t, tomas, T0), 1);
    start(t, ines, NULL, T0, &one, first);
    start(t, ines, NULL, T0, &same, again);
    assert_string_not_equal(first, again);
}

static enum store_status use(struct site *t, const char *link, const char *proof, int64_t now,
                             char token[TOKEN_SIZE])
{
    bool step;
    return login_link_use(t->s, link, "Firefox", proof, now, token, &step);
}

static void a_link_that_is_pressed_twice_begins_one_session(void **state)
{
    struct site *t = *state;
    int64_t ines = user_of(t, "ines", ROLE_EDITOR);
    char link[TOKEN_SIZE], first[TOKEN_SIZE], again[TOKEN_SIZE];
    for (int i = 0; i < TIMES; i++) {
        const char *proof = arena_printf(t->a, "/admin/link form-%d token", i);
        assert_int_equal(login_link_add(t->s, ines, HOUR, 0, T0, link), STORE_OK);
        assert_int_equal(use(t, link, proof, T0, first), STORE_OK);
        assert_int_equal(use(t, link, proof, T0 + 1, again), STORE_OK);
        assert_string_equal(first, again);
        assert_int_equal(sessions_of(t, ines, T0 + 1), i + 1);
    }
    assert_int_equal(count_audit(t, 0, "user.sign_in"), TIMES);
}

static void a_used_link_serves_nobody_else_and_not_for_long(void **state)
{
    struct site *t = *state;
    int64_t ines = user_of(t, "ines", ROLE_EDITOR);
    char link[TOKEN_SIZE], other[TOKEN_SIZE], first[TOKEN_SIZE], again[TOKEN_SIZE];
    struct session s;
    assert_int_equal(login_link_add(t->s, ines, DAY, 0, T0, link), STORE_OK);
    assert_int_equal(use(t, link, "mine", T0, first), STORE_OK);
    assert_int_equal(use(t, link, "another's", T0 + 1, again), STORE_MISSING);
    assert_int_equal(use(t, link, NULL, T0 + 1, again), STORE_MISSING);
    assert_int_equal(login_link_add(t->s, ines, DAY, 0, T0, other), STORE_OK);
    assert_int_equal(use(t, other, "another's", T0 + 1, again), STORE_OK);
    assert_int_equal(use(t, link, "mine", T0 + LOGIN_LINK_AGAIN_MS, again), STORE_OK);
    assert_int_equal(use(t, link, "mine", T0 + LOGIN_LINK_AGAIN_MS + 1, again), STORE_MISSING);
    assert_int_equal(session_find(t->s, t->a, first, T0 + 1, &s), STORE_OK);
    assert_int_equal(session_end(t->s, s.id, T0 + 1), STORE_OK);
    assert_int_equal(use(t, link, "mine", T0 + 2, again), STORE_MISSING);
}

static void sessions_that_began_since_are_not_ended_by_a_second_arrival(void **state)
{
    struct site *t = *state;
    const struct actor *by = editor(t);
    char token[TOKEN_SIZE];
    struct session mine, other;
    start(t, by->user, NULL, T0, &mine, token);
    for (int i = 0; i < TIMES; i++) {
        const struct actor *form = numbered(t, by, i);
        start(t, by->user, NULL, T0, &other, token);
        int64_t only = i % 2 ? other.id : 0;
        assert_int_equal(session_end_own(t->s, form, mine.id, only, T0), STORE_OK);
        assert_int_equal(sessions_of(t, by->user, T0), 1);
        start(t, by->user, NULL, T0, &other, token); /* of the same number, perhaps */
        assert_int_equal(session_end_own(t->s, form, mine.id, only, T0 + 1), STORE_OK);
        assert_int_equal(sessions_of(t, by->user, T0), 2);
        assert_int_equal(session_end(t->s, other.id, T0), STORE_OK);
    }
}

static void nobody_ends_sessions_of_others(void **state)
{
    struct site *t = *state;
    char token[TOKEN_SIZE];
    struct session mine, other;
    const struct actor *by = editor(t), *tomas = other_editor(t);
    start(t, by->user, NULL, T0, &mine, token);
    start(t, tomas->user, NULL, T0, &other, token);
    assert_int_equal(session_end_own(t->s, by, mine.id, other.id, T0), STORE_OK);
    assert_int_equal(session_end_own(t->s, by, mine.id, 0, T0), STORE_OK);
    assert_int_equal(sessions_of(t, tomas->user, T0), 1);
    assert_int_equal(sessions_of(t, by->user, T0), 1);
}

/* ---- A password ------------------------------------------------------------------------------ */

static void a_password_form_sets_one_password(void **state)
{
    struct site *t = *state;
    const struct actor *by = editor(t);
    char token[TOKEN_SIZE];
    struct user u;
    int retry_s;
    assert_false(store_form_seen(t->s, "form-0"));
    assert_false(store_form_seen(t->s, NULL));
    assert_int_equal(user_set_password(t->s, by->user, PASSWORD, numbered(t, by, 0), T0, &t->why),
                     STORE_OK);
    assert_true(store_form_seen(t->s, "form-0"));
    assert_int_equal(session_start(t->s, by->user, "Firefox", NULL, T0, token), STORE_OK);
    for (int i = 0; i < TIMES; i++)
        assert_int_equal(user_set_password(t->s, by->user, i % 2 ? PASSWORD : "another long one 7",
                                           numbered(t, by, 0), T0 + i, &t->why),
                         STORE_CONFLICT);
    assert_int_equal(count_audit(t, 0, "user.password"), 1);
    assert_int_equal(sessions_of(t, by->user, T0 + TIMES), 1);
    assert_int_equal(
        user_sign_in(t->s, t->a, "ines", PASSWORD, "192.0.2.1", T0 + TIMES, &u, &retry_s),
        STORE_OK);
    assert_int_equal(verify(t), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_reader_who_presses_twice_leaves_one_report),
        sited(a_reader_is_thanked_for_a_second_arrival_even_when_no_more_are_taken),
        sited(other_words_on_the_same_form_are_another_report),
        sited(a_decision_that_is_pressed_twice_is_one_decision),
        sited(only_who_may_decides_on_a_report),
        sited(a_sign_in_that_is_pressed_twice_begins_one_session),
        sited(a_link_that_is_pressed_twice_begins_one_session),
        sited(a_used_link_serves_nobody_else_and_not_for_long),
        sited(sessions_that_began_since_are_not_ended_by_a_second_arrival),
        sited(nobody_ends_sessions_of_others),
        sited(a_password_form_sets_one_password),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
