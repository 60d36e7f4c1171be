/* passkey.h: what a browser says with a passkey, read and checked (W3C Web Authentication, Level 2).
 *
 * The bytes come from outside, as base64 in a form. Signatures are checked by libfido2; no attestation is
 * asked for, so a new key is taken for what it says it is, and proves itself at each sign-in. */
#ifndef DATELINE_PASSKEY_H
#define DATELINE_PASSKEY_H

#include "arena.h"

#include <stdbool.h>
#include <stdint.h>

#define PASSKEY_TEXT_MAX 4096 /* characters of one value that a browser sends */
#define PASSKEY_ID_MAX 1023   /* bytes of a credential's id (Level 2, 5.1.3) */

/* For whom a passkey is made, and the one origin that may ask for it. */
struct passkey_site {
    const char *id;     /* the host, in ASCII and small letters */
    const char *origin; /* as browsers write it: no port where it is the scheme's own */
};
/* Of a base URL. False: browsers make no passkeys there, for the host is an address of numbers, or it is plain
 * http on another machine than one's own. In the arena. */
bool passkey_site_of(struct arena *a, const char *base_url, struct passkey_site *out);

enum passkey_fault {
    PASSKEY_SOUND,
    PASSKEY_MALFORMED,  /* no such bytes come from a browser */
    PASSKEY_ELSEWHERE,  /* another origin's, or within another site's page */
    PASSKEY_UNEXPECTED, /* for another purpose, or another challenge */
    PASSKEY_UNVERIFIED, /* the person was not there, or was not verified */
    PASSKEY_UNKNOWN, /* a kind of key that we do not know, or nobody's key; or libfido2 is not there */
    PASSKEY_FORGED, /* the signature is not the key's */
    PASSKEY_BACK,   /* the count of its uses did not grow: somebody may have a copy */
    PASSKEY_LATE,   /* the challenge is over, was answered, or is another browser's */
    PASSKEY_FAULT_MAX
};
/* Of a log: "elsewhere". */
const char *passkey_fault_name(enum passkey_fault f);

enum passkey_purpose { PASSKEY_MAKE, PASSKEY_USE };

/* The challenge that clientDataJSON answers, in base64 as it was given; "" when there is none. */
const char *passkey_challenge_of(struct arena *a, const char *client);
/* Whether it is for this purpose, of this origin and of no page within another's (7.1 and 7.2, steps 7 to
 * 10). The challenge is the caller's to look for. */
enum passkey_fault passkey_check_client(struct arena *a, const char *client,
                                        enum passkey_purpose purpose,
                                        const struct passkey_site *site);

/* A key, as it is kept. */
struct passkey_key {
    const char *id;    /* base64 */
    int64_t algorithm; /* COSE: -7 ES256, -8 EdDSA, -257 RS256 (RFC 9053) */
    const char *key;   /* base64 of the numbers that libfido2 takes */
    int64_t count;     /* of its uses, as it counts them; 0: it does not */
};
/* The key that authenticatorData brings, for a person who was verified. */
enum passkey_fault passkey_take_key(struct arena *a, const char *auth,
                                    const struct passkey_site *site, struct passkey_key *out);

/* What answers a challenge: each in base64. */
struct passkey_answer {
    const char *client, *auth, *signature;
};
/* Whether the key signed it for this site and its person was verified. *count: of its uses now. */
enum passkey_fault passkey_check_answer(struct arena *a, const struct passkey_key *key,
                                        const struct passkey_answer *answer,
                                        const struct passkey_site *site, int64_t *count);

#endif
