/* test_passkey.c: keys that people sign in with: what is taken for one, and what is not. */
#include "passkey_keeper.h"

#include "db/user.h"

#define PASSWORD "correct horse battery"
#define ORIGIN "https://paper.example"
#define BROWSER "the token of a form"
#define ADDRESS "192.0.2.1"

static const struct passkey_site ours = {"paper.example", ORIGIN};

static int64_t somebody(struct site *t, const char *login, const char *password)
{
    int64_t id = 0;
    forget_problems(t);
    assert_int_equal(
        user_add(t->s,
                 &(struct user_new){
                     .login = login, .name = login, .role = ROLE_EDITOR, .password = password},
                 NULL, T0, &id, &t->why),
        STORE_OK);
    return id;
}

static const char *challenge(struct site *t, int64_t user_id, int64_t now)
{
    char *out = arena_alloc(t->a, TOKEN_SIZE);
    struct passkey_asking who = {user_id, BROWSER, ADDRESS, now};
    int retry_s = 0;
    assert_int_equal(passkey_challenge_make(t->s, &who, out, &retry_s), STORE_OK);
    return out;
}

static enum store_status add_answering(struct site *t, const struct keeper *k,
                                       const struct actor *by, const char *asked, int64_t now)
{
    struct passkey_new made = {"Telephone", keeper_client(t->a, k, "create", asked),
                               keeper_new(t->a, k), BROWSER, &ours};
    forget_problems(t);
    return passkey_add(t->s, &made, by, now, &t->why);
}

static void add(struct site *t, const struct keeper *k, int64_t user_id)
{
    struct actor by = {.user = user_id, .role = ROLE_EDITOR};
    assert_int_equal(add_answering(t, k, &by, challenge(t, user_id, T0), T0), STORE_OK);
}

static int64_t somebody_with_a_key(struct site *t, struct keeper *k)
{
    *k = keeper_make(ORIGIN, "paper.example");
    int64_t id = somebody(t, "ines", PASSWORD);
    add(t, k, id);
    return id;
}

static const char *handle_of(struct site *t, int64_t user_id)
{
    const char *handle;
    assert_int_equal(passkey_user_handle(t->s, t->a, user_id, &handle), STORE_OK);
    return handle;
}

static struct passkey_sign_in answering(struct site *t, struct keeper *k, int64_t user_id,
                                        const char *asked)
{
    return (struct passkey_sign_in){.id = keeper_id(t->a, k),
                                    .user = handle_of(t, user_id),
                                    .answer = keeper_answer(t->a, k, asked),
                                    .browser = BROWSER,
                                    .proof = "form 1",
                                    .site = &ours,
                                    .now = T0};
}

static const struct sign_in_from from = {"Firefox", ADDRESS};

/* → why it was refused; PASSKEY_SOUND: it was not, and the token is a session's */
static enum passkey_fault give(struct site *t, const struct passkey_sign_in *said,
                               char token[TOKEN_SIZE])
{
    struct session session;
    enum passkey_fault fault;
    enum store_status st = passkey_sign_in(t->s, said, &from, token, &fault);
    assert_int_equal(st, fault == PASSKEY_SOUND ? STORE_OK : STORE_REFUSED);
    assert_int_equal(session_find(t->s, t->a, token, said->now, &session),
                     fault == PASSKEY_SOUND ? STORE_OK : STORE_MISSING);
    return fault;
}

static void a_key_signs_its_person_in(void **state)
{
    struct site *t = *state;
    struct keeper k;
    struct passkeys all;
    struct session session;
    char token[TOKEN_SIZE], again[TOKEN_SIZE];
    int64_t id = somebody_with_a_key(t, &k);
    assert_int_equal(passkey_list(t->s, t->a, id, &all), STORE_OK);
    assert_int_equal(all.n, 1);
    assert_string_equal(all.v[0].name, "Telephone");
    assert_int_equal(all.v[0].used_at, 0);
    struct passkey_sign_in said = answering(t, &k, id, challenge(t, 0, T0));
    assert_int_equal(give(t, &said, token), PASSKEY_SOUND);
    assert_int_equal(session_find(t->s, t->a, token, T0, &session), STORE_OK);
    assert_int_equal(session.user.id, id);
    assert_true(sign_in_is_known(t->s, t->a, ADDRESS, T0));
    /* The form again: the same session, for five minutes; another form, or elsewhere: none. */
    assert_int_equal(give(t, &said, again), PASSKEY_SOUND);
    assert_string_equal(token, again);
    said.proof = "form 2";
    assert_int_equal(give(t, &said, again), PASSKEY_LATE);
    said.proof = NULL;
    assert_int_equal(give(t, &said, again), PASSKEY_LATE);
    assert_int_equal(count_audit(t, 0, "user.sign_in"), 1);
    assert_int_equal(passkey_list(t->s, t->a, id, &all), STORE_OK);
    assert_int_equal(all.v[0].used_at, T0);
    keeper_free(&k);
}

static void what_was_not_asked_for_now_and_here_is_refused(void **state)
{
    struct site *t = *state;
    struct keeper k;
    char token[TOKEN_SIZE];
    int64_t id = somebody_with_a_key(t, &k);
    struct passkey_sign_in said = answering(t, &k, id, challenge(t, 0, T0));
    said.browser = "another browser's";
    assert_int_equal(give(t, &said, token), PASSKEY_LATE);
    said.browser = BROWSER; /* one wrong answer, and it is over */
    assert_int_equal(give(t, &said, token), PASSKEY_LATE);
    said = answering(t, &k, id, challenge(t, 0, T0));
    said.now = T0 + PASSKEY_CHALLENGE_MS;
    assert_int_equal(give(t, &said, token), PASSKEY_LATE);
    said = answering(t, &k, id, "a-challenge-of-ones-own-making-of-43-letters");
    assert_int_equal(give(t, &said, token), PASSKEY_LATE);
    /* What was asked for to make a key signs nobody in, and the other way round. */
    said = answering(t, &k, id, challenge(t, id, T0));
    assert_int_equal(give(t, &said, token), PASSKEY_LATE);
    struct keeper other = keeper_make(ORIGIN, "paper.example");
    struct actor by = {.user = id, .role = ROLE_EDITOR};
    assert_int_equal(add_answering(t, &other, &by, challenge(t, 0, T0), T0), STORE_REFUSED);
    const char *asked = challenge(t, id, T0);
    assert_int_equal(add_answering(t, &other, &by, asked, T0 + PASSKEY_CHALLENGE_MS),
                     STORE_REFUSED);
    assert_int_equal(add_answering(t, &other, &by, asked, T0), STORE_REFUSED);
    assert_int_equal(count_audit(t, 0, "user.sign_in"), 0);
    keeper_free(&other);
    keeper_free(&k);
}

static void another_origin_and_an_unverified_person_are_refused(void **state)
{
    struct site *t = *state;
    struct keeper k;
    char token[TOKEN_SIZE];
    int64_t id = somebody_with_a_key(t, &k);
    const struct keeper sound = k;
    const struct {
        const char *origin, *rp, *more;
        unsigned flags;
        enum passkey_fault fault;
    } cases[] = {
        {"https://paper.example.net", "paper.example", "", 0x05, PASSKEY_ELSEWHERE},
        {"https://desk.paper.example", "paper.example", "", 0x05, PASSKEY_ELSEWHERE},
        {"http://paper.example", "paper.example", "", 0x05, PASSKEY_ELSEWHERE},
        {"https://paper.example:8443", "paper.example", "", 0x05, PASSKEY_ELSEWHERE},
        {"https://paper.example/", "paper.example", "", 0x05, PASSKEY_ELSEWHERE},
        {ORIGIN, "paper.example.net", "", 0x05, PASSKEY_ELSEWHERE},
        {ORIGIN, "paper.example", ",\"crossOrigin\":true", 0x05, PASSKEY_ELSEWHERE},
        {ORIGIN, "paper.example", ",\"topOrigin\":\"https://x.example\"", 0x05, PASSKEY_ELSEWHERE},
        {ORIGIN, "paper.example", ",\"origin\":\"" ORIGIN "\"", 0x05, PASSKEY_LATE},
        {ORIGIN, "paper.example", "", 0x01, PASSKEY_UNVERIFIED},
        {ORIGIN, "paper.example", "", 0x04, PASSKEY_UNVERIFIED},
        {ORIGIN, "paper.example", ",\"crossOrigin\":false", 0x05, PASSKEY_SOUND},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct keeper other = keeper_make(ORIGIN, "paper.example");
        struct actor by = {.user = id, .role = ROLE_EDITOR};
        bool good = cases[i].fault == PASSKEY_SOUND;
        k.origin = other.origin = cases[i].origin;
        k.rp = other.rp = cases[i].rp;
        k.more = other.more = cases[i].more;
        k.flags = other.flags = cases[i].flags;
        struct passkey_sign_in said = answering(t, &k, id, challenge(t, 0, T0));
        assert_int_equal(give(t, &said, token), cases[i].fault);
        assert_int_equal(add_answering(t, &other, &by, challenge(t, id, T0), T0),
                         good ? STORE_OK : STORE_REFUSED);
        keeper_free(&other);
        /* No more tries of that address than of a password's. */
        if (i % 3 == 2) {
            uint32_t count = k.count;
            k = sound;
            k.count = count;
            said = answering(t, &k, id, challenge(t, 0, T0));
            assert_int_equal(give(t, &said, token), PASSKEY_SOUND);
        }
    }
    keeper_free(&k);
}

static void a_key_of_somebody_else_is_refused(void **state)
{
    struct site *t = *state;
    struct keeper k, forger = keeper_make(ORIGIN, "paper.example");
    char token[TOKEN_SIZE], step[TOKEN_SIZE];
    int64_t ines = somebody_with_a_key(t, &k), kai = somebody(t, "kai", PASSWORD);
    struct passkey_sign_in said = answering(t, &k, kai, challenge(t, 0, T0));
    assert_int_equal(give(t, &said, token), PASSKEY_UNKNOWN);
    said = answering(t, &k, ines, challenge(t, 0, T0));
    said.user = ""; /* only whoever gave a password before may leave it out */
    assert_int_equal(give(t, &said, token), PASSKEY_UNKNOWN);
    /* The id of a key that somebody does not have. */
    memcpy(forger.id, k.id, sizeof k.id);
    forger.count = k.count + 5;
    said = answering(t, &forger, ines, challenge(t, 0, T0));
    assert_int_equal(give(t, &said, token), PASSKEY_FORGED);
    /* And one that is known is nobody else's, too. */
    struct actor by = {.user = kai, .role = ROLE_EDITOR};
    assert_int_equal(add_answering(t, &forger, &by, challenge(t, kai, T0), T0), STORE_REFUSED);
    assert_string_equal(t->why.v[0].text, "This passkey is known here already.");
    /* Behind the password of somebody else. */
    assert_int_equal(sign_in_step_begin(t->s, kai, T0, step), STORE_OK);
    said = answering(t, &k, ines, challenge(t, 0, T0));
    said.step = step;
    assert_int_equal(give(t, &said, token), PASSKEY_UNKNOWN);
    assert_int_equal(count_audit(t, 0, "passkey.wrong"), 4);
    keeper_free(&forger);
    keeper_free(&k);
}

static void a_count_that_goes_back_is_refused(void **state)
{
    struct site *t = *state;
    struct keeper k;
    char token[TOKEN_SIZE];
    int64_t id = somebody_with_a_key(t, &k);
    k.count = 10;
    struct passkey_sign_in said = answering(t, &k, id, challenge(t, 0, T0));
    assert_int_equal(give(t, &said, token), PASSKEY_SOUND);
    for (uint32_t back = 9; back <= 11; back++) {
        k.count = back - 1;
        said = answering(t, &k, id, challenge(t, 0, T0));
        said.proof = "form 2";
        assert_int_equal(give(t, &said, token), PASSKEY_BACK);
    }
    k.count = 11;
    said = answering(t, &k, id, challenge(t, 0, T0));
    assert_int_equal(give(t, &said, token), PASSKEY_SOUND);
    keeper_free(&k);
}

static void a_password_alone_opens_nothing_then(void **state)
{
    struct site *t = *state;
    struct keeper k;
    struct user u;
    char token[TOKEN_SIZE], step[TOKEN_SIZE];
    int retry_s;
    int64_t id = somebody_with_a_key(t, &k);
    assert_int_equal(user_sign_in(t->s, t->a, "ines", PASSWORD, ADDRESS, T0, &u, &retry_s),
                     STORE_OK);
    assert_true(user_has_second_step(&u));
    assert_int_equal(count_audit(t, 0, "user.sign_in"), 0);
    assert_int_equal(sign_in_step_begin(t->s, id, T0, step), STORE_OK);
    struct passkey_sign_in said = answering(t, &k, id, challenge(t, 0, T0));
    said.step = step;
    said.user = ""; /* a key that was named need not say whose it is */
    assert_int_equal(give(t, &said, token), PASSKEY_SOUND);
    assert_int_equal(sign_in_step_find(t->s, t->a, step, T0, &u), STORE_MISSING);
    keeper_free(&k);
}

static void disabled_people_are_nobody(void **state)
{
    struct site *t = *state;
    struct keeper k;
    char token[TOKEN_SIZE];
    int64_t id = somebody_with_a_key(t, &k);
    struct user_change off = {"Ines", ROLE_EDITOR, true};
    assert_int_equal(user_change(t->s, id, &off, NULL, T0, &t->why), STORE_OK);
    struct passkey_sign_in said = answering(t, &k, id, challenge(t, 0, T0));
    assert_int_equal(give(t, &said, token), PASSKEY_UNKNOWN);
    keeper_free(&k);
}

static void keys_are_taken_away_but_not_the_last_way_in(void **state)
{
    struct site *t = *state;
    struct keeper k, second = keeper_make(ORIGIN, "paper.example");
    struct passkeys all;
    struct session session;
    char token[TOKEN_SIZE];
    k = keeper_make(ORIGIN, "paper.example");
    int64_t id = somebody(t, "kai", NULL), other = somebody(t, "ines", PASSWORD);
    struct actor by = {.user = id, .role = ROLE_EDITOR}, not = {.user = other};
    add(t, &k, id);
    add(t, &second, id);
    assert_int_equal(passkey_list(t->s, t->a, id, &all), STORE_OK);
    assert_int_equal(all.n, 2);
    assert_int_equal(passkey_remove(t->s, all.v[0].id, &not, T0, &t->why), STORE_MISSING);
    assert_int_equal(passkey_remove(t->s, all.v[0].id, &by, T0, &t->why), STORE_OK);
    assert_int_equal(passkey_remove(t->s, all.v[1].id, &by, T0, &t->why), STORE_REFUSED);
    struct passkey_sign_in said = answering(t, &k, id, challenge(t, 0, T0));
    assert_int_equal(give(t, &said, token), PASSKEY_UNKNOWN);
    said = answering(t, &second, id, challenge(t, 0, T0));
    assert_int_equal(give(t, &said, token), PASSKEY_SOUND);
    /* An administrator takes away what was lost, and all sessions with it. */
    assert_int_equal(passkey_take_off(t->s, id, all.v[0].id, NULL, T0), STORE_MISSING);
    assert_int_equal(passkey_take_off(t->s, id, 0, NULL, T0), STORE_OK);
    assert_int_equal(passkey_take_off(t->s, id, 0, NULL, T0), STORE_MISSING);
    assert_int_equal(session_find(t->s, t->a, token, T0, &session), STORE_MISSING);
    /* With a password the last one may go. */
    struct keeper third = keeper_make(ORIGIN, "paper.example");
    add(t, &third, other);
    assert_int_equal(passkey_list(t->s, t->a, other, &all), STORE_OK);
    assert_int_equal(passkey_remove(t->s, all.v[0].id, &not, T0, &t->why), STORE_OK);
    assert_int_equal(count_audit(t, 0, "passkey.add"), 3);
    assert_int_equal(count_audit(t, 0, "passkey.remove"), 3);
    keeper_free(&k);
    keeper_free(&second);
    keeper_free(&third);
}

static void a_key_is_renamed_by_whose_it_is(void **state)
{
    struct site *t = *state;
    struct keeper k = keeper_make(ORIGIN, "paper.example");
    struct passkeys all;
    int64_t id = somebody(t, "kai", PASSWORD), other = somebody(t, "ines", PASSWORD);
    struct actor by = {.user = id, .role = ROLE_EDITOR, .form = "f", .digest = "d"},
                 not = {.user = other, .role = ROLE_ADMIN};
    add(t, &k, id);
    assert_int_equal(passkey_list(t->s, t->a, id, &all), STORE_OK);
    int64_t key = all.v[0].id;
    assert_int_equal(passkey_rename(t->s, key, "Mine", &not, T0, &t->why), STORE_MISSING);
    assert_int_equal(passkey_rename(t->s, key, " \t", &by, T0, &t->why), STORE_REFUSED);
    char *longest = arena_alloc(t->a, PASSKEY_NAME_MAX + 2);
    memset(longest, 'x', PASSKEY_NAME_MAX + 1);
    longest[PASSKEY_NAME_MAX + 1] = '\0';
    assert_int_equal(passkey_rename(t->s, key, longest, &by, T0, &t->why), STORE_REFUSED);
    assert_string_equal(t->why.v[1].field, "name");
    assert_int_equal(passkey_rename(t->s, key, " The key on\nmy ring ", &by, T0, &t->why),
                     STORE_OK);
    /* The same form once more does nothing, whatever the name is by then. */
    struct actor again = {.user = id, .role = ROLE_EDITOR};
    assert_int_equal(passkey_rename(t->s, key, "Telephone", &again, T0, &t->why), STORE_OK);
    assert_int_equal(passkey_rename(t->s, key, "Telephone", &again, T0, &t->why), STORE_OK);
    assert_int_equal(passkey_rename(t->s, key, "The key on my ring", &by, T0, &t->why), STORE_OK);
    assert_int_equal(passkey_list(t->s, t->a, id, &all), STORE_OK);
    assert_string_equal(all.v[0].name, "Telephone");
    assert_int_equal(count_audit(t, 0, "passkey.rename"), 2);
    keeper_free(&k);
}

static void a_form_that_comes_twice_adds_one_key(void **state)
{
    struct site *t = *state;
    struct keeper k = keeper_make(ORIGIN, "paper.example");
    struct passkeys all;
    int64_t id = somebody(t, "ines", PASSWORD);
    struct actor by = {.user = id, .role = ROLE_EDITOR, .form = "a form", .digest = "it"};
    const char *asked = challenge(t, id, T0);
    assert_int_equal(add_answering(t, &k, &by, asked, T0), STORE_OK);
    assert_int_equal(add_answering(t, &k, &by, asked, T0), STORE_OK);
    by.form = NULL;
    assert_int_equal(add_answering(t, &k, &by, asked, T0), STORE_REFUSED);
    assert_int_equal(passkey_list(t->s, t->a, id, &all), STORE_OK);
    assert_int_equal(all.n, 1);
    keeper_free(&k);
}

static void questions_without_an_answer_are_counted_as_tries(void **state)
{
    struct site *t = *state;
    struct keeper k;
    char token[TOKEN_SIZE], asked[TOKEN_SIZE];
    struct passkey_asking who = {0, BROWSER, ADDRESS, T0};
    int retry_s = 0;
    int64_t id = somebody_with_a_key(t, &k);
    for (int i = 0; i < 4; i++)
        assert_int_equal(passkey_challenge_make(t->s, &who, asked, &retry_s), STORE_OK);
    struct passkey_sign_in said = answering(t, &k, id, asked);
    assert_int_equal(give(t, &said, token), PASSKEY_SOUND); /* and begins anew */
    for (int i = 0; i < 5; i++)
        assert_int_equal(passkey_challenge_make(t->s, &who, asked, &retry_s), STORE_OK);
    assert_int_equal(passkey_challenge_make(t->s, &who, asked, &retry_s), STORE_BUSY);
    assert_true(retry_s > 0);
    who.user_id = id; /* somebody signed in is not counted */
    assert_int_equal(passkey_challenge_make(t->s, &who, asked, &retry_s), STORE_OK);
    keeper_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_key_signs_its_person_in),
        sited(what_was_not_asked_for_now_and_here_is_refused),
        sited(another_origin_and_an_unverified_person_are_refused),
        sited(a_key_of_somebody_else_is_refused),
        sited(a_count_that_goes_back_is_refused),
        sited(a_password_alone_opens_nothing_then),
        sited(disabled_people_are_nobody),
        sited(keys_are_taken_away_but_not_the_last_way_in),
        sited(a_key_is_renamed_by_whose_it_is),
        sited(a_form_that_comes_twice_adds_one_key),
        sited(questions_without_an_answer_are_counted_as_tries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
