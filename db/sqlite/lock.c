/* lock.c: waiting for the write lock. */
#include "conn.h"
#include "lib/clock.h"

#include <errno.h>
#include <sys/file.h>
#include <time.h>

void sqlite_pause(long us)
{
    nanosleep(&(struct timespec){.tv_nsec = us * 1000}, NULL);
}

/* Polled, because a blocking flock has no time-out and an alarm is no library's business. */
enum store_status sqlite_flock(int fd, int wait_ms)
{
    int64_t end = clock_monotonic_ms() + wait_ms;
    for (long pause_us = 200;; pause_us = pause_us < 10000 ? pause_us * 2 : pause_us) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0)
            return STORE_OK;
        if (errno != EWOULDBLOCK && errno != EINTR)
            return STORE_FAILED;
        if (clock_monotonic_ms() >= end)
            return STORE_BUSY;
        sqlite_pause(pause_us);
    }
}

void sqlite_unlock(struct store *s)
{
    while (flock(s->connection->lock_fd, LOCK_UN) != 0 && errno == EINTR)
        continue;
}
