/* test_totp.c: the second step of signing in: its codes, recovery codes, waits, and what is between. */
#include "store_test.h"

#include "db/totp.h"
#include "lib/qr.h"

#include <liboath/oath.h>

#define PASSWORD "correct horse battery"
#define RFC_SECRET "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" /* RFC 6238, appendix B */
#define STEP OTP_STEP_MS

static void code_at(const char *secret, int64_t now, char code[7])
{
    char *bytes = NULL;
    size_t n = 0;
    assert_int_equal(oath_base32_decode(secret, strlen(secret), &bytes, &n), OATH_OK);
    assert_int_equal(oath_totp_generate(bytes, n, (time_t)(now / 1000), 30, 0, 6, code), OATH_OK);
    free(bytes);
}

static int64_t somebody(struct site *t, enum role role)
{
    int64_t id = 0;
    forget_problems(t);
    assert_int_equal(
        user_add(t->s,
                 &(struct user_new){
                     .login = "ines", .name = "Ines Okafor", .role = role, .password = PASSWORD},
                 NULL, T0, &id, &t->why),
        STORE_OK);
    return id;
}

static struct code_try try_of(int64_t user, const char *typed, int64_t now)
{
    return (struct code_try){.user_id = user, .typed = typed, .proof = "form 1", .now = now};
}

/* Switched on at T0; the code of T0 is used up. */
static int64_t somebody_with_codes(struct site *t, char secret[OTP_SECRET_SIZE],
                                   struct recovery_codes *codes)
{
    char code[7];
    int64_t id = somebody(t, ROLE_EDITOR);
    assert_int_equal(totp_offer(t->s, id, T0, secret), STORE_OK);
    code_at(secret, T0, code);
    struct code_try one = try_of(id, code, T0);
    assert_int_equal(totp_confirm(t->s, &one, codes), STORE_OK);
    return id;
}

static enum store_status give(struct site *t, const char *step, const char *typed, int64_t now,
                              int *retry_s)
{
    char token[TOKEN_SIZE];
    struct code_try one = {.typed = typed, .now = now};
    struct sign_in_from from = {"Firefox", "192.0.2.1"};
    enum store_status st = sign_in_step_use(t->s, step, &one, &from, token);
    if (retry_s)
        *retry_s = one.retry_s;
    return st;
}

static void codes_are_those_of_the_standard(void **state)
{
    struct site *t = *state;
    static const struct {
        int64_t seconds;
        const char *code;
    } vectors[] = {{59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
                   {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        int64_t now = vectors[i].seconds * SECOND, step = 0;
        for (int drift = -2; drift <= 2; drift++) {
            bool good = drift >= -1 && drift <= 1;
            if (now + drift * STEP < 0)
                continue;
            assert_int_equal(otp_check(RFC_SECRET, vectors[i].code, now + drift * STEP, -1, &step),
                             good);
        }
        assert_true(otp_check(RFC_SECRET, vectors[i].code, now, -1, &step));
        assert_int_equal(step, vectors[i].seconds / 30);
        assert_false(otp_check(RFC_SECRET, vectors[i].code, now, step, &step));
    }
    assert_string_equal(otp_digits(t->a, " 123 456 "), "123456");
    assert_string_equal(otp_digits(t->a, "١٢٣٤٥٦"), "123456");
    for (const char **bad = (const char *[]){"", "12345", "1234567", "12345a", "\xff", NULL}; *bad;
         bad++)
        assert_string_equal(otp_digits(t->a, *bad), "");
    assert_string_equal(otp_uri(t->a, "ABC", "The Örtli", "ines"),
                        "otpauth://totp/The%20%C3%96rtli:ines?secret=ABC&issuer=The%20%C3%96rtli");
    int side = 0;
    assert_non_null(strstr(qr_path(t->a, "otpauth://totp/x?secret=ABC", &side), "M4 4h7v1h-7z"));
    assert_true(side >= 21 + 8);
}

static void it_is_on_only_after_a_right_code(void **state)
{
    struct site *t = *state;
    char secret[OTP_SECRET_SIZE], code[7];
    struct recovery_codes codes, again;
    struct totp now;
    int64_t id = somebody(t, ROLE_EDITOR);
    assert_int_equal(totp_offer(t->s, id, T0, secret), STORE_OK);
    code_at(secret, T0, code);
    struct code_try wrong = try_of(id, "000000", T0), right = try_of(id, code, T0),
                    late = try_of(id, code, T0 + TOTP_OFFER_MS + 3 * STEP);
    if (strcmp(code, "000000") != 0)
        assert_int_equal(totp_confirm(t->s, &wrong, &codes), STORE_REFUSED);
    assert_int_equal(totp_confirm(t->s, &late, &codes), STORE_MISSING);
    assert_int_equal(totp_get(t->s, id, &now), STORE_OK);
    assert_false(now.on);
    assert_int_equal(totp_confirm(t->s, &right, &codes), STORE_OK);
    assert_int_equal(totp_get(t->s, id, &now), STORE_OK);
    assert_true(now.on);
    assert_int_equal(now.codes_left, RECOVERY_CODES);
    /* A second arrival of the same form is shown the same codes; another form is not. */
    assert_int_equal(totp_confirm(t->s, &right, &again), STORE_OK);
    assert_memory_equal(&codes, &again, sizeof codes);
    right.proof = "form 2";
    assert_int_equal(totp_confirm(t->s, &right, &again), STORE_MISSING);
    assert_int_equal(totp_offer(t->s, id, T0, secret), STORE_EXISTS);
    assert_int_equal(count_audit(t, 0, "totp.on"), 1);
}

static void a_password_alone_begins_no_session(void **state)
{
    struct site *t = *state;
    char secret[OTP_SECRET_SIZE], code[7], step[TOKEN_SIZE], other[TOKEN_SIZE], token[TOKEN_SIZE];
    struct recovery_codes codes;
    struct session session;
    struct user u;
    int retry_s;
    int64_t id = somebody_with_codes(t, secret, &codes), now = T0 + STEP;
    assert_int_equal(user_sign_in(t->s, t->a, "ines", PASSWORD, "192.0.2.9", now, &u, &retry_s),
                     STORE_OK);
    assert_true(u.has_totp);
    assert_int_equal(u.seen_at, 0);
    assert_false(sign_in_is_known(t->s, t->a, "192.0.2.9", now));
    assert_int_equal(count_audit(t, 0, "user.sign_in"), 0);
    assert_int_equal(sign_in_step_begin(t->s, id, now, step), STORE_OK);
    assert_int_equal(sign_in_step_begin(t->s, id, now, other), STORE_OK);
    assert_int_equal(session_find(t->s, t->a, step, now, &session), STORE_MISSING);
    /* The code that switched it on counts no more; another does, once, whichever step it is given for. */
    code_at(secret, T0, code);
    assert_int_equal(give(t, step, code, now, NULL), STORE_REFUSED);
    code_at(secret, now, code);
    assert_int_equal(give(t, step, code, now, NULL), STORE_OK);
    assert_int_equal(give(t, step, code, now, NULL), STORE_MISSING);
    assert_int_equal(give(t, other, code, now, NULL), STORE_REFUSED);
    assert_true(sign_in_is_known(t->s, t->a, "192.0.2.1", now));
    assert_int_equal(count_audit(t, 0, "user.sign_in"), 1);
    /* Minutes later it is over; and what ends sessions ends it. */
    assert_int_equal(sign_in_step_find(t->s, t->a, other, now, &u), STORE_OK);
    assert_int_equal(sign_in_step_find(t->s, t->a, other, now + SIGN_IN_STEP_MS, &u),
                     STORE_MISSING);
    assert_int_equal(user_sign_out(t->s, id, NULL, now), STORE_OK);
    assert_int_equal(sign_in_step_find(t->s, t->a, other, now, &u), STORE_MISSING);
    /* A one-time link is not the second step either. */
    bool waits = false;
    assert_int_equal(login_link_add(t->s, id, HOUR, 0, now, token), STORE_OK);
    assert_int_equal(login_link_use(t->s, token, "Firefox", "form", now, step, &waits), STORE_OK);
    assert_true(waits);
    assert_int_equal(session_find(t->s, t->a, step, now, &session), STORE_MISSING);
    assert_int_equal(login_link_use(t->s, token, "Firefox", "form", now, other, &waits), STORE_OK);
    assert_true(waits && strcmp(step, other) == 0);
    code_at(secret, now + STEP, code);
    assert_int_equal(give(t, step, code, now, NULL), STORE_OK);
}

static void a_recovery_code_works_once(void **state)
{
    struct site *t = *state;
    char secret[OTP_SECRET_SIZE], step[TOKEN_SIZE];
    struct recovery_codes codes, fresh;
    struct totp now;
    int64_t id = somebody_with_codes(t, secret, &codes);
    assert_int_equal(sign_in_step_begin(t->s, id, T0, step), STORE_OK);
    assert_int_equal(give(t, step, codes.v[3], T0, NULL), STORE_OK);
    assert_int_equal(totp_get(t->s, id, &now), STORE_OK);
    assert_int_equal(now.codes_left, RECOVERY_CODES - 1);
    assert_int_equal(sign_in_step_begin(t->s, id, T0, step), STORE_OK);
    assert_int_equal(give(t, step, codes.v[3], T0, NULL), STORE_REFUSED);
    /* New ones take the place of the old. */
    struct code_try one = try_of(id, codes.v[0], T0);
    one.proof = "form 2";
    assert_int_equal(totp_renew_codes(t->s, &one, &fresh), STORE_OK);
    assert_int_equal(give(t, step, codes.v[1], T0, NULL), STORE_REFUSED);
    char typed[64];
    snprintf(typed, sizeof typed, " %.4s %.4s-%.4s%.4s", fresh.v[9], fresh.v[9] + 5,
             fresh.v[9] + 10, fresh.v[9] + 15);
    assert_int_equal(give(t, step, typed, T0, NULL), STORE_OK);
}

static void wrong_codes_wait_longer_and_longer(void **state)
{
    struct site *t = *state;
    char secret[OTP_SECRET_SIZE], step[TOKEN_SIZE], code[7];
    struct recovery_codes codes;
    int64_t id = somebody_with_codes(t, secret, &codes), now = T0 + HOUR;
    int retry_s, before = 0;
    struct user u;
    assert_int_equal(sign_in_step_begin(t->s, id, now, step), STORE_OK);
    for (int i = 0; i < TOTP_TRIES_FREE; i++)
        assert_int_equal(give(t, step, "x", now, NULL), STORE_REFUSED);
    for (int i = TOTP_TRIES_FREE; i < SIGN_IN_STEP_TRIES; i++) {
        code_at(secret, now, code);
        assert_int_equal(give(t, step, code, now, &retry_s), STORE_BUSY); /* a right one, too */
        assert_true(retry_s > before);
        before = retry_s;
        now += retry_s * SECOND;
        assert_int_equal(give(t, step, "x", now, NULL), STORE_REFUSED);
    }
    /* The tenth: the password is asked for again. Another step, from elsewhere, waits all the same. */
    assert_int_equal(sign_in_step_find(t->s, t->a, step, now, &u), STORE_MISSING);
    assert_int_equal(sign_in_step_begin(t->s, id, now, step), STORE_OK);
    code_at(secret, now, code);
    assert_int_equal(give(t, step, code, now, &retry_s), STORE_BUSY);
    now += retry_s * SECOND;
    code_at(secret, now, code);
    assert_int_equal(give(t, step, code, now, NULL), STORE_OK);
    assert_int_equal(count_audit(t, 0, "totp.wrong"), SIGN_IN_STEP_TRIES);
}

static void it_is_taken_off_and_sessions_end(void **state)
{
    struct site *t = *state;
    char secret[OTP_SECRET_SIZE], token[TOKEN_SIZE], code[7];
    struct recovery_codes codes;
    struct session session;
    struct totp now;
    int64_t id = somebody_with_codes(t, secret, &codes);
    assert_int_equal(session_start(t->s, id, "Firefox", NULL, T0, token), STORE_OK);
    assert_int_equal(totp_take_off(t->s, id, NULL, T0), STORE_OK);
    assert_int_equal(totp_take_off(t->s, id, NULL, T0), STORE_MISSING);
    assert_int_equal(totp_take_off(t->s, 99, NULL, T0), STORE_MISSING);
    assert_int_equal(session_find(t->s, t->a, token, T0, &session), STORE_MISSING);
    assert_int_equal(totp_get(t->s, id, &now), STORE_OK);
    assert_false(now.on || now.codes_left);
    /* By oneself it takes a code, and sessions stay. */
    assert_int_equal(totp_offer(t->s, id, T0 + HOUR, secret), STORE_OK);
    code_at(secret, T0 + HOUR, code);
    struct code_try one = try_of(id, code, T0 + HOUR), off = try_of(id, "1", T0 + HOUR);
    assert_int_equal(totp_confirm(t->s, &one, &codes), STORE_OK);
    assert_int_equal(totp_switch_off(t->s, &off), STORE_REFUSED);
    off.typed = codes.v[0];
    assert_int_equal(totp_switch_off(t->s, &off), STORE_OK);
    assert_int_equal(totp_switch_off(t->s, &off), STORE_MISSING);
    assert_int_equal(count_audit(t, 0, "totp.off"), 2);
}

static void roles_that_need_it_are_named_by_a_setting(void **state)
{
    struct site *t = *state;
    static const char *const good[] = {"", "admin", "admin, editor", "author,contributor"};
    static const char *const bad[] = {"king", "admin editor", "admin, none", "1"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_int_equal(setting_set(t->s, SETTING_TOTP_REQUIRED, good[i], 0, T0, &t->why),
                         STORE_OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(setting_set(t->s, SETTING_TOTP_REQUIRED, bad[i], 0, T0, &t->why),
                         STORE_REFUSED);
    assert_true(totp_is_required("admin, editor", ROLE_EDITOR));
    assert_false(totp_is_required("admin, editor", ROLE_AUTHOR));
    assert_false(totp_is_required("", ROLE_ADMIN));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(codes_are_those_of_the_standard),           sited(it_is_on_only_after_a_right_code),
        sited(a_password_alone_begins_no_session),        sited(a_recovery_code_works_once),
        sited(wrong_codes_wait_longer_and_longer),        sited(it_is_taken_off_and_sessions_end),
        sited(roles_that_need_it_are_named_by_a_setting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
