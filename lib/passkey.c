/* passkey.c: see passkey.h.
 *
 * What each check stops:
 * - the origin, to the letter: a page that looks like ours, at another address, gets nothing that we take.
 *   Browsers ask no passkey of ours there either, but what says so here is the browser's own word, signed;
 * - crossOrigin and topOrigin: a page of somebody's that shows ours within itself;
 * - the hash of the host in authenticatorData, which the key's keeper writes, not the page: a browser that was
 *   talked into something;
 * - present and verified, both: a key that lies in a machine that somebody left open;
 * - the count of uses, where there is one: a copy of the key;
 * - what stands behind it, before libfido2 sees it: a map that says to have a thousand million entries. */
#include "passkey.h"

#include "cbor.h"
#include "host.h"
#include "passkey_library.h"
#include "text.h"

#include <jansson.h>
#include <sodium.h>
#include <string.h>

#define HASH_BYTES crypto_hash_sha256_BYTES
#define FLAGS_AT HASH_BYTES       /* of authenticatorData (6.1): a byte … */
#define COUNT_AT (FLAGS_AT + 1)   /* … and four, the greatest first … */
#define HEAD_BYTES (COUNT_AT + 4) /* … which is all that is always there */
#define FLAG_PRESENT 0x01
#define FLAG_VERIFIED 0x04
#define FLAG_KEY 0x40
#define FLAG_EXTENSIONS 0x80
#define MODEL_BYTES 16 /* of the key's keeper, then two bytes for the length of the key's id */

struct bytes {
    unsigned char *v;
    size_t n;
};

const char *passkey_fault_name(enum passkey_fault f)
{
    static const char *const names[PASSKEY_FAULT_MAX] = {
        [PASSKEY_SOUND] = "sound",
        [PASSKEY_MALFORMED] = "malformed",
        [PASSKEY_ELSEWHERE] = "elsewhere",
        [PASSKEY_UNEXPECTED] = "unexpected",
        [PASSKEY_UNVERIFIED] = "unverified",
        [PASSKEY_UNKNOWN] = "unknown",
        [PASSKEY_FORGED] = "forged",
        [PASSKEY_BACK] = "count went back",
        [PASSKEY_LATE] = "late",
    };
    return f < PASSKEY_FAULT_MAX ? names[f] : "";
}

/* ---- Whose it is ------------------------------------------------------------------------------- */

static bool host_is_local(const char *host)
{
    static const char end[] = ".localhost";
    size_t n = strlen(host), e = strlen(end);
    return strcmp(host, end + 1) == 0 || (n > e && strcmp(host + n - e, end) == 0);
}

bool passkey_site_of(struct arena *a, const char *base_url, struct passkey_site *out)
{
    const char *url = host_url_ascii(a, base_url), *host = url ? strstr(url, "://") : NULL;
    if (!host)
        return false;
    host += strlen("://");
    size_t n = strcspn(host, ":/");
    bool https = strncmp(url, "https:", strlen("https:")) == 0;
    const char *port = host[n] == ':' ? arena_dupn(a, host + n, strcspn(host + n, "/")) : "";
    out->id = arena_dupn(a, host, n);
    out->origin = arena_printf(a, "%s://%s%s", https ? "https" : "http", out->id,
                               strcmp(port, https ? ":443" : ":80") == 0 ? "" : port);
    bool number = *host == '[' || strspn(out->id, "0123456789.") == n;
    return !number && (https || host_is_local(out->id));
}

/* ---- Bytes ------------------------------------------------------------------------------------- */

/* v NULL: it is no base64 of the URL-safe kind, without padding, or too long. */
static struct bytes bytes_read(struct arena *a, const char *text)
{
    struct bytes out = {0};
    size_t length = text ? strlen(text) : 0, n = 0;
    if (length == 0 || length > PASSKEY_TEXT_MAX)
        return out;
    unsigned char *v = arena_alloc(a, length);
    if (sodium_base642bin(v, length, text, length, NULL, &n, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0)
        out = (struct bytes){v, n};
    return out;
}

static const char *bytes_write(struct arena *a, const unsigned char *v, size_t n)
{
    size_t size = sodium_base64_ENCODED_LEN(n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return sodium_bin2base64(arena_alloc(a, size), size, v, n,
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/* ---- What the browser says ------------------------------------------------------------------------ */

/* NULL: no object, or one of its names stands there twice. */
static json_t *client_read(struct arena *a, const char *client)
{
    struct bytes b = bytes_read(a, client);
    json_t *all = b.v ? json_loadb((const char *)b.v, b.n, JSON_REJECT_DUPLICATES, NULL) : NULL;
    if (json_is_object(all))
        return all;
    json_decref(all);
    return NULL;
}

static const char *client_text(const json_t *all, const char *name)
{
    const char *text = json_string_value(json_object_get(all, name));
    return text ? text : "";
}

const char *passkey_challenge_of(struct arena *a, const char *client)
{
    json_t *all = client_read(a, client);
    const char *challenge = arena_dup(a, client_text(all, "challenge"));
    json_decref(all);
    return challenge;
}

static enum passkey_fault client_check(const json_t *all, enum passkey_purpose purpose,
                                       const struct passkey_site *site)
{
    const char *type = purpose == PASSKEY_MAKE ? "webauthn.create" : "webauthn.get";
    if (strcmp(client_text(all, "type"), type) != 0)
        return PASSKEY_UNEXPECTED;
    bool within = json_is_true(json_object_get(all, "crossOrigin")) ||
                  json_object_get(all, "topOrigin") != NULL;
    return within || strcmp(client_text(all, "origin"), site->origin) != 0 ? PASSKEY_ELSEWHERE
                                                                           : PASSKEY_SOUND;
}

enum passkey_fault passkey_check_client(struct arena *a, const char *client,
                                        enum passkey_purpose purpose,
                                        const struct passkey_site *site)
{
    json_t *all = client_read(a, client);
    enum passkey_fault fault = all ? client_check(all, purpose, site) : PASSKEY_MALFORMED;
    json_decref(all);
    return fault;
}

/* ---- What the key's keeper says ---------------------------------------------------------------------- */

/* What has no fixed length in it, a key and extensions, ends within it. */
static bool auth_is_whole(const struct bytes *auth)
{
    unsigned flags = auth->v[FLAGS_AT];
    size_t at = HEAD_BYTES;
    if (flags & FLAG_KEY) {
        if (auth->n < at + MODEL_BYTES + 2)
            return false;
        at += MODEL_BYTES;
        at += 2 + ((size_t)auth->v[at] << 8 | auth->v[at + 1]);
        size_t key = at < auth->n ? cbor_item_length(auth->v + at, auth->n - at) : 0;
        if (key == 0)
            return false;
        at += key;
    }
    return !(flags & FLAG_EXTENSIONS) ||
           (at < auth->n && cbor_item_length(auth->v + at, auth->n - at) > 0);
}

static enum passkey_fault auth_check(const struct bytes *auth, const struct passkey_site *site)
{
    unsigned char hash[HASH_BYTES];
    if (!auth->v || auth->n < HEAD_BYTES || !auth_is_whole(auth))
        return PASSKEY_MALFORMED;
    crypto_hash_sha256(hash, (const unsigned char *)site->id, strlen(site->id));
    if (sodium_memcmp(hash, auth->v, HASH_BYTES) != 0)
        return PASSKEY_ELSEWHERE;
    unsigned both = FLAG_PRESENT | FLAG_VERIFIED;
    return (auth->v[FLAGS_AT] & both) == both ? PASSKEY_SOUND : PASSKEY_UNVERIFIED;
}

static int64_t auth_count(const struct bytes *auth)
{
    const unsigned char *v = auth->v + COUNT_AT;
    return (int64_t)v[0] << 24 | v[1] << 16 | v[2] << 8 | v[3];
}

/* It is told which kind of key to expect. */
static bool auth_take_as(const struct passkey_library *lib, struct arena *a,
                         const struct bytes *auth, int algorithm, struct passkey_key *out)
{
    fido_cred_t *cred = lib->fido_cred_new();
    bool taken = cred && lib->fido_cred_set_type(cred, algorithm) == FIDO_OK &&
                 lib->fido_cred_set_authdata_raw(cred, auth->v, auth->n) == FIDO_OK &&
                 lib->fido_cred_id_len(cred) > 0 && lib->fido_cred_id_len(cred) <= PASSKEY_ID_MAX &&
                 lib->fido_cred_pubkey_len(cred) > 0;
    if (taken)
        *out = (struct passkey_key){
            .id = bytes_write(a, lib->fido_cred_id_ptr(cred), lib->fido_cred_id_len(cred)),
            .algorithm = algorithm,
            .key = bytes_write(a, lib->fido_cred_pubkey_ptr(cred), lib->fido_cred_pubkey_len(cred)),
            .count = auth_count(auth),
        };
    lib->fido_cred_free(&cred);
    return taken;
}

enum passkey_fault passkey_take_key(struct arena *a, const char *auth,
                                    const struct passkey_site *site, struct passkey_key *out)
{
    static const int algorithms[] = {COSE_ES256, COSE_EDDSA, COSE_RS256};
    struct passkey_library lib;
    struct bytes b = bytes_read(a, auth);
    enum passkey_fault fault = auth_check(&b, site);
    if (fault != PASSKEY_SOUND)
        return fault;
    if (!(b.v[FLAGS_AT] & FLAG_KEY))
        return PASSKEY_MALFORMED;
    if (!passkey_library_load(&lib))
        return PASSKEY_UNKNOWN;
    for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++)
        if (auth_take_as(&lib, a, &b, algorithms[i], out))
            return PASSKEY_SOUND;
    return PASSKEY_UNKNOWN;
}

/* ---- Signatures ----------------------------------------------------------------------------------- */

static bool verify_es256(const struct passkey_library *lib, const fido_assert_t *said,
                         const struct bytes *key)
{
    es256_pk_t *pk = lib->es256_pk_new();
    bool right = pk && lib->es256_pk_from_ptr(pk, key->v, key->n) == FIDO_OK &&
                 lib->fido_assert_verify(said, 0, COSE_ES256, pk) == FIDO_OK;
    lib->es256_pk_free(&pk);
    return right;
}

static bool verify_eddsa(const struct passkey_library *lib, const fido_assert_t *said,
                         const struct bytes *key)
{
    eddsa_pk_t *pk = lib->eddsa_pk_new();
    bool right = pk && lib->eddsa_pk_from_ptr(pk, key->v, key->n) == FIDO_OK &&
                 lib->fido_assert_verify(said, 0, COSE_EDDSA, pk) == FIDO_OK;
    lib->eddsa_pk_free(&pk);
    return right;
}

static bool verify_rs256(const struct passkey_library *lib, const fido_assert_t *said,
                         const struct bytes *key)
{
    rs256_pk_t *pk = lib->rs256_pk_new();
    bool right = pk && lib->rs256_pk_from_ptr(pk, key->v, key->n) == FIDO_OK &&
                 lib->fido_assert_verify(said, 0, COSE_RS256, pk) == FIDO_OK;
    lib->rs256_pk_free(&pk);
    return right;
}

static bool verify(const struct passkey_library *lib, const fido_assert_t *said, int64_t algorithm,
                   const struct bytes *key)
{
    switch (algorithm) {
    case COSE_ES256:
        return verify_es256(lib, said, key);
    case COSE_EDDSA:
        return verify_eddsa(lib, said, key);
    case COSE_RS256:
        return verify_rs256(lib, said, key);
    default:
        return false;
    }
}

static enum passkey_fault answer_check(const struct passkey_library *lib,
                                       const struct passkey_site *site, const struct bytes *client,
                                       const struct bytes *auth, const struct bytes *signature,
                                       int64_t algorithm, const struct bytes *key)
{
    unsigned char hash[HASH_BYTES];
    crypto_hash_sha256(hash, client->v, client->n);
    fido_assert_t *said = lib->fido_assert_new();
    bool taken = said && lib->fido_assert_set_count(said, 1) == FIDO_OK &&
                 lib->fido_assert_set_rp(said, site->id) == FIDO_OK &&
                 lib->fido_assert_set_clientdata_hash(said, hash, sizeof hash) == FIDO_OK &&
                 lib->fido_assert_set_authdata_raw(said, 0, auth->v, auth->n) == FIDO_OK &&
                 lib->fido_assert_set_sig(said, 0, signature->v, signature->n) == FIDO_OK &&
                 lib->fido_assert_set_up(said, FIDO_OPT_TRUE) == FIDO_OK &&
                 lib->fido_assert_set_uv(said, FIDO_OPT_TRUE) == FIDO_OK;
    bool right = taken && verify(lib, said, algorithm, key);
    lib->fido_assert_free(&said);
    return !taken ? PASSKEY_MALFORMED : right ? PASSKEY_SOUND : PASSKEY_FORGED;
}

enum passkey_fault passkey_check_answer(struct arena *a, const struct passkey_key *key,
                                        const struct passkey_answer *answer,
                                        const struct passkey_site *site, int64_t *count)
{
    struct bytes client = bytes_read(a, answer->client), auth = bytes_read(a, answer->auth),
                 signature = bytes_read(a, answer->signature), public = bytes_read(a, key->key);
    struct passkey_library lib;
    enum passkey_fault fault = auth_check(&auth, site);
    if (fault != PASSKEY_SOUND)
        return fault;
    if (!client.v || !signature.v || !public.v)
        return PASSKEY_MALFORMED;
    if (!passkey_library_load(&lib))
        return PASSKEY_UNKNOWN;
    fault = answer_check(&lib, site, &client, &auth, &signature, key->algorithm, &public);
    *count = auth_count(&auth);
    if (fault != PASSKEY_SOUND)
        return fault;
    /* One that does not count says 0 each time (7.2, step 21). */
    return (*count || key->count) && *count <= key->count ? PASSKEY_BACK : PASSKEY_SOUND;
}
