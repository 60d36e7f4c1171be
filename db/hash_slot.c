/* hash_slot.c: at most two password hashes at once: a slot is a file of the site, locked. */
#include "hash_slot.h"

#include "lib/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

static int hash_slot_try(struct store *s, const char *file)
{
    int fd = openat(s->site_fd, file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0660);
    if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0)
        return fd;
    int err = errno;
    close(fd);
    errno = err;
    return -1;
}

enum store_status hash_slot_take(struct store *s, int *slot)
{
    static const char *const files[] = {"dateline.hash0", "dateline.hash1"};
    int wait_ms = s->wait_ms < DB_WAIT_MS ? 0 : s->wait_ms;
    int64_t end = clock_monotonic_ms() + wait_ms;
    for (;;) {
        for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
            *slot = hash_slot_try(s, files[i]);
            if (*slot >= 0)
                return STORE_OK;
            if (errno != EWOULDBLOCK && errno != EINTR)
                return db_broken(s, "%s: %m", files[i]);
        }
        if (clock_monotonic_ms() >= end)
            return STORE_BUSY;
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    }
}

void hash_slot_give(int slot)
{
    close(slot); /* and with the last descriptor goes the lock */
}

enum store_status hash_slot_password(struct store *s, const char *password,
                                     char hash[TOKEN_PASSWORD_HASH_SIZE])
{
    int slot;
    enum store_status st = hash_slot_take(s, &slot);
    if (st != STORE_OK)
        return st;
    bool done = token_password_hash(password, hash);
    hash_slot_give(slot);
    return done ? STORE_OK : db_broken(s, "no memory to hash a password");
}
