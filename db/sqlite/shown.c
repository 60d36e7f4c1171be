/* shown.c: a number in memory that all processes share: how often what readers see was about to change.
 *
 * It lies in the lock file, behind its record (place.c): that file is the same one for all who write, and
 * is on the file system where SQLite's own shared memory lies. It is advanced under the write lock, after
 * ready pages were taken away and before COMMIT. So whoever reads it, then looks at what is current, and
 * later reads the same number need not look again: nobody has committed anything since. */
#include "conn.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define SHOWN_AT 128 /* bytes: the record ends there */
#define SHOWN_END (SHOWN_AT + (off_t)sizeof(uint64_t))

static bool shown_has_room(int fd)
{
    struct stat sb;
    return fstat(fd, &sb) == 0 && sb.st_size >= SHOWN_END;
}

void sqlite_shown_make(struct store *s)
{
    if (!shown_has_room(s->connection->lock_fd))
        (void)!ftruncate(s->connection->lock_fd, SHOWN_END); /* without it, everybody looks */
}

bool sqlite_shown_advance(struct store *s)
{
    int fd = s->connection->lock_fd;
    uint64_t number = 0;
    if (!shown_has_room(fd))
        return true; /* nobody can have read it */
    if (pread(fd, &number, sizeof number, SHOWN_AT) != (ssize_t)sizeof number)
        return false;
    number++;
    return pwrite(fd, &number, sizeof number, SHOWN_AT) == (ssize_t)sizeof number;
}

static void shown_map(struct store *s)
{
    int fd = openat(s->site_fd, LOCK_FILE, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    void *p = fd >= 0 && shown_has_room(fd)
                  ? mmap(NULL, (size_t)SHOWN_END, PROT_READ, MAP_SHARED, fd, 0)
                  : MAP_FAILED;
    if (fd >= 0)
        close(fd);
    if (p != MAP_FAILED)
        s->connection->lock_bytes = p;
}

bool sqlite_shown(struct store *s, uint64_t *number)
{
    struct connection *c = s->connection;
    if (!c->lock_bytes && s->mode == STORE_READ)
        shown_map(s);
    if (!c->lock_bytes)
        return false;
    *number = atomic_load((const _Atomic uint64_t *)(const void *)(c->lock_bytes + SHOWN_AT));
    return true;
}

void sqlite_shown_close(struct connection *c)
{
    if (c->lock_bytes)
        munmap((void *)(uintptr_t)c->lock_bytes, (size_t)SHOWN_END);
    c->lock_bytes = NULL;
}
