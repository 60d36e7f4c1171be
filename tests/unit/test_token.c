/* test_token.c: hashes, random tokens, passwords. */
#include "check.h"

#include "lib/token.h"

static void a_token_is_long_random_and_safe_in_a_url(void **state)
{
    (void)state;
    char a[TOKEN_SIZE], b[TOKEN_SIZE];
    token_random(a);
    token_random(b);
    assert_int_equal(strlen(a), TOKEN_SIZE - 1);
    assert_int_equal(strspn(a, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
                     TOKEN_SIZE - 1);
    assert_string_not_equal(a, b);
}

static void random_hex_has_two_digits_a_byte(void **state)
{
    (void)state;
    char out[2 * 64 + 1];
    for (size_t n = 0; n <= 64; n += 16) {
        token_random_hex(out, n);
        assert_int_equal(strlen(out), 2 * n);
        assert_int_equal(strspn(out, "0123456789abcdef"), 2 * n);
    }
}

static void sha_256_is_that_of_fips_180(void **state)
{
    (void)state;
    char out[TOKEN_HASH_SIZE];
    token_sha256("abc", 3, out);
    assert_string_equal(out, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    token_sha256("", 0, out);
    assert_string_equal(out, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void a_mark_tells_one_text_from_another(void **state)
{
    (void)state;
    char one[TOKEN_MARK_SIZE], same[TOKEN_MARK_SIZE], other[TOKEN_MARK_SIZE];
    token_etag("abc", 3, one);
    token_etag("abc", 3, same);
    token_etag("abd", 3, other);
    assert_int_equal(strlen(one), 32);
    assert_string_equal(one, same);
    assert_string_not_equal(one, other);
    token_etag("", 0, one); /* XXH3-128 of nothing */
    assert_string_equal(one, "99aa06d3014798d86001c324468d497f");
}

static void hmac_is_that_of_rfc_4231(void **state)
{
    (void)state;
    char out[TOKEN_HASH_SIZE], longer[132];
    token_hmac("Jefe", "what do ya want for nothing?", 28, out);
    assert_string_equal(out, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    memset(longer, 0xaa, 131);
    longer[131] = '\0';
    token_hmac(longer, "Test Using Larger Than Block-Size Key - Hash Key First", 54, out);
    assert_string_equal(out, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

static void tokens_are_equal_only_as_a_whole(void **state)
{
    (void)state;
    assert_true(token_equal("abc", "abc"));
    assert_true(token_equal("", ""));
    assert_false(token_equal("abc", "abd"));
    assert_false(token_equal("abc", "ab"));
    assert_false(token_equal(NULL, "abc"));
    assert_false(token_equal("abc", NULL));
    assert_false(token_equal(NULL, NULL));
}

static void a_password_opens_its_hash_and_no_other(void **state)
{
    (void)state;
    char hash[TOKEN_PASSWORD_HASH_SIZE];
    assert_true(token_password_hash("seven green bicycles", hash));
    assert_memory_equal(hash, "$argon2id$v=19$m=65536,t=2,p=1$", 31);
    assert_true(token_password_verify("seven green bicycles", hash));
    assert_false(token_password_verify("seven green bicycle", hash));
    assert_false(token_password_verify("", hash));
    assert_false(token_password_verify("seven green bicycles", "not a hash"));
    assert_false(token_password_needs_rehash(hash));
}

static void an_unknown_user_costs_a_hash_and_is_never_let_in(void **state)
{
    (void)state;
    assert_false(token_password_verify("seven green bicycles", NULL));
    assert_false(token_password_verify("", NULL));
}

static void weaker_and_broken_hashes_want_a_rehash(void **state)
{
    (void)state;
    assert_true(token_password_needs_rehash("$argon2id$v=19$m=8192,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
                                            "lq1rQCV9kq0dBt9oYGmGQ1KgqVeQ0R9Vb8fGmDk0pQ4"));
    assert_true(token_password_needs_rehash("plain"));
    assert_true(token_password_needs_rehash(NULL));
}

static void a_derived_token_looks_random_and_comes_again(void **state)
{
    (void)state;
    char one[TOKEN_SIZE], again[TOKEN_SIZE], other[TOKEN_SIZE];
    token_derive("key", "words", one);
    token_derive("key", "words", again);
    assert_string_equal(one, again);
    assert_int_equal(strlen(one), TOKEN_SIZE - 1);
    assert_int_equal(
        strspn(one, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
        TOKEN_SIZE - 1);
    token_derive("key", "other words", other);
    assert_string_not_equal(one, other);
    token_derive("another key", "words", other);
    assert_string_not_equal(one, other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weaker_and_broken_hashes_want_a_rehash),
        cmocka_unit_test(a_derived_token_looks_random_and_comes_again),
        cmocka_unit_test(a_token_is_long_random_and_safe_in_a_url),
        cmocka_unit_test(random_hex_has_two_digits_a_byte),
        cmocka_unit_test(sha_256_is_that_of_fips_180),
        cmocka_unit_test(a_mark_tells_one_text_from_another),
        cmocka_unit_test(hmac_is_that_of_rfc_4231),
        cmocka_unit_test(tokens_are_equal_only_as_a_whole),
        cmocka_unit_test(a_password_opens_its_hash_and_no_other),
        cmocka_unit_test(an_unknown_user_costs_a_hash_and_is_never_let_in),
    };
    if (!token_init())
        return 1;
    return cmocka_run_group_tests_name("token", tests, NULL, NULL);
}
