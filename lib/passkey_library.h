/* passkey_library.h: libfido2, loaded when the first passkey is looked at.
 *
 * It brings libcrypto with it, whose tables alone take half a megabyte, and most processes never see a
 * passkey: so the program is not linked with it. A worker may still read below /usr/lib (confine.h). */
#ifndef DATELINE_PASSKEY_LIBRARY_H
#define DATELINE_PASSKEY_LIBRARY_H

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <stdbool.h>

/* What we call of it. */
#define PASSKEY_LIBRARY(X)                                                                         \
    X(fido_cred_new)                                                                               \
    X(fido_cred_free)                                                                              \
    X(fido_cred_set_type)                                                                          \
    X(fido_cred_set_authdata_raw)                                                                  \
    X(fido_cred_id_len)                                                                            \
    X(fido_cred_id_ptr)                                                                            \
    X(fido_cred_pubkey_len)                                                                        \
    X(fido_cred_pubkey_ptr)                                                                        \
    X(fido_assert_new)                                                                             \
    X(fido_assert_free)                                                                            \
    X(fido_assert_set_count)                                                                       \
    X(fido_assert_set_rp)                                                                          \
    X(fido_assert_set_clientdata_hash)                                                             \
    X(fido_assert_set_authdata_raw)                                                                \
    X(fido_assert_set_sig)                                                                         \
    X(fido_assert_set_up)                                                                          \
    X(fido_assert_set_uv)                                                                          \
    X(fido_assert_verify)                                                                          \
    X(es256_pk_new)                                                                                \
    X(es256_pk_free)                                                                               \
    X(es256_pk_from_ptr)                                                                           \
    X(eddsa_pk_new)                                                                                \
    X(eddsa_pk_free)                                                                               \
    X(eddsa_pk_from_ptr)                                                                           \
    X(rs256_pk_new)                                                                                \
    X(rs256_pk_free)                                                                               \
    X(rs256_pk_from_ptr)

struct passkey_library {
#define X(name) __typeof__(name) *name;
    PASSKEY_LIBRARY(X)
#undef X
};

/* Loads it, if this process has not yet; it stays. False: it is not there, or not all of it, which is
 * logged. */
bool passkey_library_load(struct passkey_library *out) __attribute__((warn_unused_result));

#endif
