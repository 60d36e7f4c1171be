/* token.c: hashes, random tokens and passwords, over libsodium. */
#include "token.h"

#include "ascii.h"
#include "language.h"
#include "text.h"

#include <sodium.h>
#include <string.h>

#define OPS 2
#define MEMORY ((size_t)64 * 1024 * 1024)
#define HEX_MAX 64

_Static_assert(TOKEN_PASSWORD_HASH_SIZE >= crypto_pwhash_STRBYTES, "a hash fits");
_Static_assert(TOKEN_HASH_SIZE == 2 * crypto_hash_sha256_BYTES + 1, "SHA-256 in hex");

/* Made with the parameters above from bytes that nobody kept. */
static const char dummy_hash[] = "$argon2id$v=19$m=65536,t=2,p=1$9qaT1Rxp/Wy+wyg5vh5NEQ"
                                 "$Drvt9RBrWchOPTWXWaEVgd+w9oLDBKanGtVgeaOGQgI";

/* The words that people lengthen; compared in lower case, without what is before or behind
 * them and not a letter, and doubled or not. */
static const char *const common[] = {
    "password",
    "passwort",
    "passw0rd",
    "p@ssw0rd",
    "p@ssword",
    "pa$$word",
    "pa$$w0rd",
    "mypassword",
    "thepassword",
    "yourpassword",
    "password1234",
    "newpassword",
    "oldpassword",
    "testpassword",
    "adminpassword",
    "userpassword",
    "changeme",
    "changemenow",
    "changeit",
    "letmein",
    "letmeinnow",
    "letmeinplease",
    "welcome",
    "welcomeback",
    "welcomehome",
    "administrator",
    "superadmin",
    "adminadmin",
    "sysadmin",
    "rootroot",
    "toortoor",
    "default",
    "defaultpassword",
    "qwertyuiop",
    "qwertyuiopasdf",
    "qwertyqwerty",
    "qwerty",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl",
    "asdfghjklzxcvbnm",
    "zxcvbnm",
    "qazwsxedc",
    "qazwsxedcrfv",
    "1qaz2wsx3edc",
    "1q2w3e4r5t6y",
    "1q2w3e4r5t",
    "q1w2e3r4t5y6",
    "zaq12wsxcde3",
    "iloveyou",
    "iloveyouforever",
    "iloveyousomuch",
    "princess",
    "sunshine",
    "football",
    "baseball",
    "basketball",
    "superman",
    "spiderman",
    "starwars",
    "pokemon",
    "trustno1",
    "whatever",
    "computer",
    "internet",
    "michelle",
    "jennifer",
    "corporate",
    "secret",
    "topsecret",
    "newsroom",
    "editor",
    "dateline",
    "journalist",
    "correcthorsebatterystaple",
    "abcdefghijkl",
    "abcdefghijklm",
    "abcdefghijklmnop",
    "abcdefghijklmnopqrstuvwxyz",
    "abcd1234abcd",
    "abc123abc123",
    "a1b2c3d4e5f6",
    "aa123456789",
    "thisisapassword",
    "thisismypassword",
    "notapassword",
    "nopassword",
    "temporary",
    "temppassword",
};

bool token_init(void)
{
    return sodium_init() >= 0;
}

void token_random(char out[TOKEN_SIZE])
{
    unsigned char bytes[32];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2base64(out, TOKEN_SIZE, bytes, sizeof bytes,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof bytes);
}

void token_random_hex(char *out, size_t n)
{
    unsigned char bytes[HEX_MAX];
    if (n > sizeof bytes)
        n = sizeof bytes;
    randombytes_buf(bytes, n);
    text_hex(bytes, n, out);
    sodium_memzero(bytes, sizeof bytes);
}

void token_sha256(const void *bytes, size_t n, char out[TOKEN_HASH_SIZE])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, bytes, n);
    text_hex(hash, sizeof hash, out);
}

void token_etag(const void *bytes, size_t n, char out[TOKEN_MARK_SIZE])
{
    unsigned char mark[crypto_generichash_BYTES_MIN];
    _Static_assert(TOKEN_MARK_SIZE == 2 * sizeof mark + 1, "a mark in hex");
    crypto_generichash(mark, sizeof mark, bytes, n, NULL, 0);
    text_hex(mark, sizeof mark, out);
}

static void token_mac(const char *key, const void *bytes, size_t n,
                      unsigned char mac[crypto_auth_hmacsha256_BYTES])
{
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, (const unsigned char *)key, strlen(key));
    crypto_auth_hmacsha256_update(&state, bytes, n);
    crypto_auth_hmacsha256_final(&state, mac);
}

void token_hmac(const char *key, const void *bytes, size_t n, char out[TOKEN_HASH_SIZE])
{
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    token_mac(key, bytes, n, mac);
    text_hex(mac, sizeof mac, out);
}

void token_derive(const char *key, const char *text, char out[TOKEN_SIZE])
{
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    token_mac(key, text, strlen(text), mac);
    sodium_bin2base64(out, TOKEN_SIZE, mac, sizeof mac, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(mac, sizeof mac);
}

bool token_equal(const char *a, const char *b)
{
    if (!a || !b)
        return false;
    size_t n = strlen(a);
    return n == strlen(b) && sodium_memcmp(a, b, n) == 0;
}

bool token_password_hash(const char *password, char out[TOKEN_PASSWORD_HASH_SIZE])
{
    return crypto_pwhash_str_alg(out, password, strlen(password), OPS, MEMORY,
                                 crypto_pwhash_ALG_ARGON2ID13) == 0;
}

bool token_password_verify(const char *password, const char *hash)
{
    const char *against = hash ? hash : dummy_hash;
    bool good = crypto_pwhash_str_verify(against, password, strlen(password)) == 0;
    return good && hash;
}

bool token_password_needs_rehash(const char *hash)
{
    return !hash || crypto_pwhash_str_needs_rehash(hash, OPS, MEMORY) != 0;
}

/* Lower case for comparing; non-ASCII letters stay as they are. */
static size_t password_fold(char *out, size_t size, const char *s)
{
    size_t n = 0;
    for (; s[n] != '\0' && n + 1 < size; n++)
        out[n] = s[n] >= 'A' && s[n] <= 'Z' ? (char)(s[n] - 'A' + 'a') : s[n];
    out[n] = '\0';
    return n;
}

static bool password_is_letter(char c)
{
    return ascii_is_letter(c) || (unsigned char)c >= 0x80;
}

static bool password_is_common(const char *s, size_t n)
{
    for (size_t i = 0; i < sizeof common / sizeof *common; i++) {
        size_t len = strlen(common[i]);
        if (len == 0 || n % len != 0)
            continue;
        size_t k = 0;
        while (k < n && memcmp(s + k, common[i], len) == 0)
            k += len;
        if (k == n)
            return true;
    }
    return false;
}

/* Common as it is, without what people put at its end, or without that at both ends. */
static bool password_is_dressed_common(const char *s, size_t n)
{
    size_t from = 0, to = n;
    if (password_is_common(s, n))
        return true;
    while (to > 0 && !password_is_letter(s[to - 1]))
        to--;
    while (from < to && !password_is_letter(s[from]))
        from++;
    return to > from && (password_is_common(s, to) || password_is_common(s + from, to - from));
}

/* A piece of at most four characters, over and over: "aaaaaaaaaaaa", "123123123123". */
static bool password_is_repetition(const char *s, size_t n)
{
    for (size_t period = 1; period <= 4 && period < n; period++)
        if (memcmp(s, s + period, n - period) == 0)
            return true;
    return false;
}

/* Each character one after the one before, or one before it: "abcdefghijkl", "098765432109". */
static bool password_is_sequence(const char *s, size_t n)
{
    size_t up = 0, down = 0;
    for (size_t i = 1; i < n; i++) {
        up += s[i] == s[i - 1] + 1 || (s[i] == '0' && s[i - 1] == '9');
        down += s[i] == s[i - 1] - 1 || (s[i] == '9' && s[i - 1] == '0');
    }
    return n > 1 && (up == n - 1 || down == n - 1);
}

/* What is left beside the login is too little to be a password. */
static bool password_is_mostly_login(const char *s, size_t n, const char *login)
{
    char folded[256];
    size_t len = login ? password_fold(folded, sizeof folded, login) : 0;
    size_t rest = n;
    if (len < 3)
        return false;
    for (const char *p = s; (p = strstr(p, folded)) != NULL; p += len)
        rest -= len;
    return rest < n && rest < 8;
}

const char *token_password_weakness(const char *password, const char *login)
{
    char folded[256]; /* what lies behind is long enough to be no common password */
    if (text_length(password) < TOKEN_PASSWORD_MIN)
        return WORD("Choose a longer password: at least 12 characters.");
    size_t n = password_fold(folded, sizeof folded, password);
    const char *why = NULL;
    if (password_is_repetition(folded, n) || password_is_sequence(folded, n))
        why = WORD("Choose another password: this one is a pattern that is easy to guess.");
    else if (password_is_dressed_common(folded, n))
        why = WORD("Choose another password: this one is among the first that are tried.");
    else if (password_is_mostly_login(folded, n, login))
        why = WORD("Choose another password: this one is little more than your sign-in name.");
    sodium_memzero(folded, sizeof folded);
    return why;
}
