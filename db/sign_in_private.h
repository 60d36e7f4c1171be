/* sign_in_private.h: between a password's try and what it is counted by. */
#ifndef DATELINE_SIGN_IN_PRIVATE_H
#define DATELINE_SIGN_IN_PRIVATE_H

#include "store.h"

#define SIGN_IN_MEMORY_MS INT64_C(86400000)       /* a day without a try and all is forgotten */
#define SIGN_IN_KNOWN_MS (90 * INT64_C(86400000)) /* how long an address stays known */

/* In the place of a login, for whoever asks for something to sign with a passkey. */
#define PASSKEY_TRY "(passkey)"

/* Who tries, as it is counted: strings of the arena. */
struct sign_in_try {
    const char *from, *login_key, *address_key;
};
struct sign_in_try sign_in_try_of(struct arena *a, const char *login, const char *address);

/* Counts the try as a failure, in a transaction of its own. STORE_BUSY with *wait > 0: it may not be
 * made for so many ms, and nothing was counted; with 0: others were writing for too long. */
enum store_status sign_in_count(struct store *s, const struct sign_in_try *t, int64_t now,
                                int64_t *wait) __attribute__((warn_unused_result));
/* The password was right: takes back what was counted, and the address is known from now on. Inside
 * a transaction. */
enum store_status sign_in_uncount(struct store *s, struct arena *a, const struct sign_in_try *t,
                                  const char *address, int64_t now)
    __attribute__((warn_unused_result));
/* Somebody who is signed in comes from that address. Inside a transaction. */
enum store_status sign_in_remember(struct store *s, struct arena *a, const char *address,
                                   int64_t now) __attribute__((warn_unused_result));

#endif
