/* token.h: hashes, random tokens and passwords. */
#ifndef DATELINE_TOKEN_H
#define DATELINE_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#define TOKEN_SIZE 44      /* 32 random bytes in URL-safe base64 without padding, and NUL */
#define TOKEN_HASH_SIZE 65 /* SHA-256 in hex and NUL */
#define TOKEN_PASSWORD_HASH_SIZE 128

/* Once per process, before the others. False: no random source; do not go on. */
bool token_init(void);
void token_random(char out[TOKEN_SIZE]);
/* n random bytes in lower-case hex: 2 * n + 1 bytes of out. n at most 64. */
void token_random_hex(char *out, size_t n);
#define TOKEN_MARK_SIZE 33 /* 128 bits in hex and NUL */
/* A fingerprint for ETags, XXH3-128 in hex: two texts of one address have the same by mistake as rarely as
 * any 128 bits. Who writes both texts could make them so: not for what is kept, or a secret. */
void token_etag(const void *bytes, size_t n, char out[TOKEN_MARK_SIZE]);
void token_sha256(const void *bytes, size_t n, char out[TOKEN_HASH_SIZE]);
/* The same, piece by piece: begin, add, end. */
struct token_digest {
    _Alignas(16) unsigned char state[128]; /* nettle's */
};
void token_digest_begin(struct token_digest *d);
void token_digest_add(struct token_digest *d, const void *bytes, size_t n);
void token_digest_end(struct token_digest *d, char out[TOKEN_HASH_SIZE]);
/* HMAC-SHA-256 (RFC 2104) of n bytes under a key of any length, in hex. */
void token_hmac(const char *key, const void *bytes, size_t n, char out[TOKEN_HASH_SIZE]);
/* A token like a random one, but the same whenever key and text are: as hard to guess as they are. */
void token_derive(const char *key, const char *text, char out[TOKEN_SIZE]);
/* Constant time over equal lengths. NULL equals nothing. */
bool token_equal(const char *a, const char *b);

/* argon2id, 64 MiB, t=2. False: out of memory. */
bool token_password_hash(const char *password, char out[TOKEN_PASSWORD_HASH_SIZE]);
/* hash NULL does the same work against a dummy and is false. */
bool token_password_verify(const char *password, const char *hash);
bool token_password_needs_rehash(const char *hash);

#endif
