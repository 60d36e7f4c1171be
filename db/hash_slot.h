/* hash_slot.h: turns at hashing passwords, which takes 64 MiB each: at most two at once over all
 * processes of a site. Outside any transaction, for it may take its time. */
#ifndef DATELINE_HASH_SLOT_H
#define DATELINE_HASH_SLOT_H

#include "driver.h"
#include "lib/token.h"

/* STORE_BUSY: no turn came within 5 s, or at once in a process that others wait for
 * (store_set_wait). *slot goes to hash_slot_give. */
enum store_status hash_slot_take(struct store *s, int *slot) __attribute__((warn_unused_result));
void hash_slot_give(int slot);
/* A password's hash, in a turn taken and given for it. */
enum store_status hash_slot_password(struct store *s, const char *password,
                                     char hash[TOKEN_PASSWORD_HASH_SIZE])
    __attribute__((warn_unused_result));

#endif
