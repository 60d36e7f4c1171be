/* token.c: random tokens and passwords over libsodium; SHA-256 by nettle, which uses the processor's
 * own instructions for it where it has them; ETags by xxHash. */
#include "token.h"

#include "text.h"

#include <nettle/sha2.h>
#include <sodium.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#define OPS 2
#define MEMORY ((size_t)64 * 1024 * 1024)
#define HEX_MAX 64

_Static_assert(TOKEN_PASSWORD_HASH_SIZE >= crypto_pwhash_STRBYTES, "a hash fits");
_Static_assert(TOKEN_HASH_SIZE == 2 * SHA256_DIGEST_SIZE + 1, "SHA-256 in hex");
_Static_assert(sizeof(struct token_digest) >= sizeof(struct sha256_ctx), "a state fits");

/* Made with the parameters above from bytes that nobody kept. */
static const char dummy_hash[] = "$argon2id$v=19$m=65536,t=2,p=1$9qaT1Rxp/Wy+wyg5vh5NEQ"
                                 "$Drvt9RBrWchOPTWXWaEVgd+w9oLDBKanGtVgeaOGQgI";

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

void token_digest_begin(struct token_digest *d)
{
    sha256_init((struct sha256_ctx *)(void *)d->state);
}

void token_digest_add(struct token_digest *d, const void *bytes, size_t n)
{
    sha256_update((struct sha256_ctx *)(void *)d->state, n, bytes);
}

void token_digest_end(struct token_digest *d, char out[TOKEN_HASH_SIZE])
{
    unsigned char hash[SHA256_DIGEST_SIZE];
    sha256_digest((struct sha256_ctx *)(void *)d->state, sizeof hash, hash);
    text_hex(hash, sizeof hash, out);
}

void token_sha256(const void *bytes, size_t n, char out[TOKEN_HASH_SIZE])
{
    struct token_digest d;
    token_digest_begin(&d);
    token_digest_add(&d, bytes, n);
    token_digest_end(&d, out);
}

void token_etag(const void *bytes, size_t n, char out[TOKEN_MARK_SIZE])
{
    XXH128_canonical_t mark;
    _Static_assert(TOKEN_MARK_SIZE == 2 * sizeof mark.digest + 1, "a mark in hex");
    XXH128_canonicalFromHash(&mark, XXH3_128bits(bytes, n));
    text_hex(mark.digest, sizeof mark.digest, out);
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
