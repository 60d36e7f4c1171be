/* passkey_keeper.h: keeps a key as a telephone does, and answers as a browser would. Keys and signatures are
 * OpenSSL's. */
#ifndef DATELINE_PASSKEY_KEEPER_H
#define DATELINE_PASSKEY_KEEPER_H

#include "store_test.h"

#include "db/passkey.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <sodium.h>

struct keeper {
    EVP_PKEY *key;
    const char *origin, *rp;
    unsigned char id[16];
    unsigned flags; /* 0x05: somebody is there, and is who they are */
    uint32_t count;
    const char *more; /* of clientDataJSON, before its end */
};

static struct keeper keeper_make(const char *origin, const char *rp)
{
    struct keeper k = {.key = EVP_EC_gen("P-256"),
                       .origin = origin,
                       .rp = rp,
                       .flags = 0x05,
                       .count = 1,
                       .more = ""};
    assert_non_null(k.key);
    randombytes_buf(k.id, sizeof k.id);
    return k;
}

static void keeper_free(struct keeper *k)
{
    EVP_PKEY_free(k->key);
}

static const char *base64_of(struct arena *a, const void *bytes, size_t n)
{
    size_t size = sodium_base64_ENCODED_LEN(n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return sodium_bin2base64(arena_alloc(a, size), size, bytes, n,
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static const char *keeper_id(struct arena *a, const struct keeper *k)
{
    return base64_of(a, k->id, sizeof k->id);
}

static const char *keeper_client(struct arena *a, const struct keeper *k, const char *type,
                                 const char *challenge)
{
    const char *json =
        arena_printf(a, "{\"type\":\"webauthn.%s\",\"challenge\":\"%s\",\"origin\":\"%s\"%s}", type,
                     challenge, k->origin, k->more);
    return base64_of(a, json, strlen(json));
}

static size_t keeper_head(const struct keeper *k, unsigned flags, unsigned char *out)
{
    crypto_hash_sha256(out, (const unsigned char *)k->rp, strlen(k->rp));
    out[32] = (unsigned char)flags;
    for (int i = 0; i < 4; i++)
        out[33 + i] = (unsigned char)(k->count >> (24 - 8 * i));
    return 37;
}

static void keeper_number(const struct keeper *k, const char *name, unsigned char out[32])
{
    BIGNUM *number = NULL;
    assert_int_equal(EVP_PKEY_get_bn_param(k->key, name, &number), 1);
    assert_int_equal(BN_bn2binpad(number, out, 32), 32);
    BN_free(number);
}

/* authenticatorData with the key (6.5.1): its head, whose make it is (nobody's), its id, and it in CBOR. */
static const char *keeper_new(struct arena *a, const struct keeper *k)
{
    static const unsigned char kind[] = {0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32};
    unsigned char auth[256] = {0};
    size_t n = keeper_head(k, k->flags | 0x40, auth) + 16;
    auth[n++] = 0;
    auth[n++] = sizeof k->id;
    memcpy(auth + n, k->id, sizeof k->id);
    n += sizeof k->id;
    memcpy(auth + n, kind, sizeof kind);
    n += sizeof kind;
    keeper_number(k, OSSL_PKEY_PARAM_EC_PUB_X, auth + n);
    n += 32;
    memcpy(auth + n, "\x22\x58\x20", 3);
    n += 3;
    keeper_number(k, OSSL_PKEY_PARAM_EC_PUB_Y, auth + n);
    return base64_of(a, auth, n + 32);
}

/* Counts, and signs authenticatorData with the hash of what the browser says. */
static struct passkey_answer keeper_answer(struct arena *a, struct keeper *k, const char *challenge)
{
    unsigned char said[37 + 32], signature[128];
    size_t n = sizeof signature;
    struct passkey_answer out = {.client = keeper_client(a, k, "get", challenge)};
    const char *json =
        arena_printf(a, "{\"type\":\"webauthn.get\",\"challenge\":\"%s\",\"origin\":\"%s\"%s}",
                     challenge, k->origin, k->more);
    k->count++;
    keeper_head(k, k->flags, said);
    crypto_hash_sha256(said + 37, (const unsigned char *)json, strlen(json));
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    assert_int_equal(EVP_DigestSignInit(md, NULL, EVP_sha256(), NULL, k->key), 1);
    assert_int_equal(EVP_DigestSign(md, signature, &n, said, sizeof said), 1);
    EVP_MD_CTX_free(md);
    out.auth = base64_of(a, said, 37);
    out.signature = base64_of(a, signature, n);
    return out;
}

#endif
