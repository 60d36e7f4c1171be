/* test_passkey.c: what browsers say with a passkey, in vectors of each kind of key that we take. */
#include "check.h"

#include "lib/cbor.h"
#include "lib/passkey.h"

#include <sodium.h>
#include <string.h>

/* All of one challenge, for https://paper.example. */
static const struct vector {
    int64_t algorithm;
    const char *id, *made, *key, *used, *auth, *signature;
} vectors[] = {
    {-7, "iuewtA5avoZw1sUFAGJZVw",
     "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJQ1FvTERB"
     "ME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsIm9yaWdpbiI6Imh0dHBzOi8vcGFwZXIuZXhhbXBs"
     "ZSIsImNyb3NzT3JpZ2luIjpmYWxzZX0",
     "BaszDFVT6E6JjArmyLeV91Hu5okNhx37FKwhIlSUyQpFAAAAAAAAAAAAAAAAAAAAAAAAAAAAEIrn"
     "sLQOWr6GcNbFBQBiWVelAQIDJiABIVggHL6w_Z5WlexYIqQbVrpeBRT0-pj_h2pS2LfJSSJZdpki"
     "WCCYIIlVLIkdRsrFFbMb4dNwLP577KxRFRSBGQhGKIPrlA",
     "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJQ1FvTERBME9E"
     "eEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsIm9yaWdpbiI6Imh0dHBzOi8vcGFwZXIuZXhhbXBsZSIs"
     "ImNyb3NzT3JpZ2luIjpmYWxzZX0",
     "BaszDFVT6E6JjArmyLeV91Hu5okNhx37FKwhIlSUyQoFAAAABw",
     "MEUCIDbMuZfsQOKANhAAgIDdgkpzHuFvFwVNVTjcDQqGOO8rAiEA-OACaeF_7eCb9f50eXpH2TjM"
     "IqLaor9Tq52EAX8SpEU"},
    {-8, "5kWanWHeaAUh6CnXgJmEFQ",
     "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJQ1FvTERB"
     "ME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsIm9yaWdpbiI6Imh0dHBzOi8vcGFwZXIuZXhhbXBs"
     "ZSIsImNyb3NzT3JpZ2luIjpmYWxzZX0",
     "BaszDFVT6E6JjArmyLeV91Hu5okNhx37FKwhIlSUyQpFAAAAAAAAAAAAAAAAAAAAAAAAAAAAEOZF"
     "mp1h3mgFIegp14CZhBWkAQEDJyAGIVggYg6TKZ6NoIWj7_cAviYFDNTAcNdWt4O7xIG7CDCvWes",
     "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJQ1FvTERBME9E"
     "eEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsIm9yaWdpbiI6Imh0dHBzOi8vcGFwZXIuZXhhbXBsZSIs"
     "ImNyb3NzT3JpZ2luIjpmYWxzZX0",
     "BaszDFVT6E6JjArmyLeV91Hu5okNhx37FKwhIlSUyQoFAAAABw",
     "j6FIBRgicGMTuj0hegEQSbJZQdupm3NDybZt2lTilQatFhzikjxH2pEovE3a-dBLNLwJlevwngJi"
     "f4uvymPNAA"},
    {-257, "criF2FM29rTvc7HfcSXvjw",
     "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJQ1FvTERB"
     "ME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsIm9yaWdpbiI6Imh0dHBzOi8vcGFwZXIuZXhhbXBs"
     "ZSIsImNyb3NzT3JpZ2luIjpmYWxzZX0",
     "BaszDFVT6E6JjArmyLeV91Hu5okNhx37FKwhIlSUyQpFAAAAAAAAAAAAAAAAAAAAAAAAAAAAEHK4"
     "hdhTNva073Ox33El74-kAQMDOQEAIFkBALGasVxQlxtrClDaloe3iNmGp1hx11mdl8M1kGBWcmme"
     "aCsNvVjNvL9t6TGMTEiCMRHbej5dSlnCEHaYnqf3bw4ZoFfAdl7NfSHLz_k6MzRuRZEfci6E6Ihh"
     "rCJ64v52UBBfPUdUG2JOwQtMqd60sTvdPZ0quZkOV4Qr-7P1oK6jQFxpR-7FZlpfpQGE0s0-Kv1N"
     "fYhE_dQugyybQQOQrq2-zeKw35XcaJ1QjGC381oICNRU559btKe1nFgOVGkp9s5-5BF_jmYOZ-_K"
     "YNk7oVur_tdgHJLxx8xWMkWDhSfY63X_cWVgPNjWox4DszYe14QH2KO6zwdqhGfBFIU8zFUhQwEA"
     "AQ",
     "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZCZ2NJQ1FvTERBME9E"
     "eEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsIm9yaWdpbiI6Imh0dHBzOi8vcGFwZXIuZXhhbXBsZSIs"
     "ImNyb3NzT3JpZ2luIjpmYWxzZX0",
     "BaszDFVT6E6JjArmyLeV91Hu5okNhx37FKwhIlSUyQoFAAAABw",
     "iZfWjQXldaeIcLayVrAAg67KPcM7E73EuZJOWY8NhGa5Y6oQTaEQaZF3CyThvNFDl6HZKFVzbfFA"
     "Vedn4dqtZ6pdtBIOm7Hyv-OGTLvGtip1c51d4me6qlrSD1-1Zy9xYqQ4pjS5ChKWmz4ltyLWvxsf"
     "xgug8Q8-rrGejpgAvtHUQvQwSMIjPFaYw-UHbP-VIjoC4iGxmyV7aHdDxqwVaTw_0fJ9EiC_uVvP"
     "ai847zrxsgyDTi-D_M6QewVwwWjB6qosS9E9yaRrzZzBRWpoHyGyjrcXnQA71MPN7BVpaF2ZEA2J"
     "MmAaVe66Y4BlW7xIZmmQqi4TtByDSMNGaVy69g"},
};
#define VECTORS (sizeof vectors / sizeof *vectors)
#define CHALLENGE "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"

static const struct passkey_site ours = {"paper.example", "https://paper.example"};

static struct passkey_key key_of(struct arena *a, const struct vector *v)
{
    struct passkey_key key;
    assert_int_equal(passkey_take_key(a, v->key, &ours, &key), PASSKEY_SOUND);
    return key;
}

static enum passkey_fault check(struct arena *a, const struct vector *v, const char *auth,
                                const char *signature)
{
    struct passkey_key key = key_of(a, v);
    struct passkey_answer said = {v->used, auth, signature};
    int64_t count;
    return passkey_check_answer(a, &key, &said, &ours, &count);
}

static void keys_of_three_kinds_are_taken_and_sign(void **state)
{
    struct arena *a = *state;
    for (size_t i = 0; i < VECTORS; i++) {
        const struct vector *v = &vectors[i];
        struct passkey_key key = key_of(a, v);
        struct passkey_answer said = {v->used, v->auth, v->signature};
        int64_t count = 0;
        assert_string_equal(key.id, v->id);
        assert_int_equal(key.algorithm, v->algorithm);
        assert_int_equal(key.count, 0);
        assert_int_equal(passkey_check_client(a, v->made, PASSKEY_MAKE, &ours), PASSKEY_SOUND);
        assert_int_equal(passkey_check_client(a, v->made, PASSKEY_USE, &ours), PASSKEY_UNEXPECTED);
        assert_int_equal(passkey_check_client(a, v->used, PASSKEY_USE, &ours), PASSKEY_SOUND);
        assert_string_equal(passkey_challenge_of(a, v->used), CHALLENGE);
        assert_int_equal(passkey_check_answer(a, &key, &said, &ours, &count), PASSKEY_SOUND);
        assert_int_equal(count, 7);
        /* Another's key, and a count that did not grow. */
        struct passkey_key other = key_of(a, &vectors[(i + 1) % VECTORS]);
        assert_int_equal(passkey_check_answer(a, &other, &said, &ours, &count), PASSKEY_FORGED);
        key.count = 7;
        assert_int_equal(passkey_check_answer(a, &key, &said, &ours, &count), PASSKEY_BACK);
    }
}

/* The text with one bit of its bytes turned. */
static const char *turned(struct arena *a, const char *text, size_t at, unsigned bit)
{
    unsigned char bytes[1024];
    size_t n = 0, size = strlen(text) + 1;
    assert_int_equal(sodium_base642bin(bytes, sizeof bytes, text, strlen(text), NULL, &n, NULL,
                                       sodium_base64_VARIANT_URLSAFE_NO_PADDING),
                     0);
    assert_true(at < n);
    bytes[at] ^= (unsigned char)(1u << bit);
    return sodium_bin2base64(arena_alloc(a, size), size, bytes, n,
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static void one_bit_that_is_turned_is_refused(void **state)
{
    struct arena *a = *state;
    for (size_t i = 0; i < VECTORS; i++) {
        const struct vector *v = &vectors[i];
        for (size_t at = 0; at < 37; at++)
            assert_int_not_equal(check(a, v, turned(a, v->auth, at, at % 8), v->signature),
                                 PASSKEY_SOUND);
        for (size_t at = 0; at < 64; at++)
            assert_int_not_equal(check(a, v, v->auth, turned(a, v->signature, at, at % 8)),
                                 PASSKEY_SOUND);
        /* Present, and verified. */
        assert_int_equal(check(a, v, turned(a, v->auth, 32, 0), v->signature), PASSKEY_UNVERIFIED);
        assert_int_equal(check(a, v, turned(a, v->auth, 32, 2), v->signature), PASSKEY_UNVERIFIED);
        assert_int_equal(check(a, v, turned(a, v->auth, 0, 0), v->signature), PASSKEY_ELSEWHERE);
    }
}

static void what_no_browser_says_is_refused(void **state)
{
    struct arena *a = *state;
    struct passkey_key key;
    static const char *const bad[] = {"", "!", "e30=", "AAAA", "W10", "bnVsbA", "e30"};
    char *long_one = arena_alloc(a, PASSKEY_TEXT_MAX + 2);
    memset(long_one, 'A', PASSKEY_TEXT_MAX + 1);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_string_equal(passkey_challenge_of(a, bad[i]), "");
        assert_int_not_equal(passkey_check_client(a, bad[i], PASSKEY_USE, &ours), PASSKEY_SOUND);
        assert_int_equal(passkey_take_key(a, bad[i], &ours, &key), PASSKEY_MALFORMED);
        assert_int_equal(check(a, &vectors[0], bad[i], vectors[0].signature), PASSKEY_MALFORMED);
    }
    assert_int_equal(passkey_take_key(a, long_one, &ours, &key), PASSKEY_MALFORMED);
    assert_int_equal(check(a, &vectors[0], vectors[0].auth, ""), PASSKEY_MALFORMED);
    /* Without a key in it; and cut short anywhere within it. */
    assert_int_equal(passkey_take_key(a, vectors[0].auth, &ours, &key), PASSKEY_MALFORMED);
    for (size_t i = 0; i < VECTORS; i++)
        for (size_t n = 0; n < strlen(vectors[i].key) - 3; n++)
            assert_int_equal(passkey_take_key(a, arena_dupn(a, vectors[i].key, n), &ours, &key),
                             PASSKEY_MALFORMED);
}

/* libfido2 makes room for as many entries as a map says to have. */
static void what_says_to_be_larger_than_it_is_goes_to_no_library(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n, length;
    } items[] = {
        {"\xa1\x01\x02", 3, 3},
        {"\xa1\x01\x02\xff", 4, 3},
        {"\x83\x01\x42xy\x63uvw", 9, 9},
        {"\xc1\x1a\x01\x02\x03\x04", 6, 6},
        {"\x1b\x01\x02\x03\x04\x05\x06\x07\x08", 9, 9},
        {"\xf5", 1, 1},
        {"", 0, 0},
        {"\xa1\x01", 2, 0},
        {"\xa2\x01\x02", 3, 0},
        {"\xbb\x80\0\0\0\0\0\0\x01\x01\x02", 11, 0}, /* twice that is 2 */
        {"\xba\x40\0\0\0\x01\x02", 7, 0},
        {"\x9b\xff\xff\xff\xff\xff\xff\xff\xff\x01", 10, 0},
        {"\x5b\xff\xff\xff\xff\xff\xff\xff\xff\x01", 10, 0},
        {"\x19\x01", 2, 0},
        {"\x9f\x01\xff", 3, 0},
        {"\x81\x81\x81\x81\x81\x81\x81\x81\x01", 9, 9},
        {"\x81\x81\x81\x81\x81\x81\x81\x81\x81\x01", 10, 0},
    };
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        unsigned char *exact = malloc(items[i].n + 1); /* nothing behind it is looked at */
        assert_non_null(exact);
        memcpy(exact + 1, items[i].bytes, items[i].n);
        assert_int_equal(cbor_item_length(exact + 1, items[i].n), items[i].length);
        free(exact);
    }
}

static void the_base_url_says_whose_they_are(void **state)
{
    struct arena *a = *state;
    struct passkey_site site;
    static const struct {
        const char *url, *id, *origin; /* id NULL: none there */
    } cases[] = {
        {"https://paper.example", "paper.example", "https://paper.example"},
        {"https://Desk.Paper.example:443", "desk.paper.example", "https://desk.paper.example"},
        {"https://paper.example:8443", "paper.example", "https://paper.example:8443"},
        {"https://b\xc3\xbc"
         "cher.example",
         "xn--bcher-kva.example", "https://xn--bcher-kva.example"},
        {"http://localhost:8080", "localhost", "http://localhost:8080"},
        {"http://desk.localhost:80", "desk.localhost", "http://desk.localhost"},
        {"http://paper.example", NULL, NULL},
        {"http://127.0.0.1:8080", NULL, NULL},
        {"https://192.0.2.1", NULL, NULL},
        {"https://[::1]:8080", NULL, NULL},
        {"http://notlocalhost", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(passkey_site_of(a, cases[i].url, &site), cases[i].id != NULL);
        if (!cases[i].id)
            continue;
        assert_string_equal(site.id, cases[i].id);
        assert_string_equal(site.origin, cases[i].origin);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(keys_of_three_kinds_are_taken_and_sign),
        WITH_ARENA(one_bit_that_is_turned_is_refused),
        WITH_ARENA(what_no_browser_says_is_refused),
        cmocka_unit_test(what_says_to_be_larger_than_it_is_goes_to_no_library),
        WITH_ARENA(the_base_url_says_whose_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
