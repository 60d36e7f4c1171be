/* backup.c: dateline backup. */
#include "backup.h"
#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct backup {
    const struct cli *c;
    const char *site, *file;
    const char *partial; /* what it is called until it is whole */
    const char *data;    /* the copy of the data, until it is in the archive */
    int fd;
    struct backup_sum sum;
    int64_t wrong; /* that its test found */
};

/* A lock on it shows whether whoever began it still lives. */
static bool backup_begin(struct backup *b)
{
    b->fd = open(b->partial, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (b->fd < 0)
        return cli_fail(b->c, "%s: %s", b->partial, strerror(errno)), false;
    if (flock(b->fd, LOCK_EX | LOCK_NB) < 0)
        return cli_fail(b->c, "Another command is writing %s at this moment.", b->file), false;
    unlink(b->data);
    return ftruncate(b->fd, 0) == 0;
}

static bool backup_copy_data(struct backup *b, struct store *s)
{
    enum store_status st = store_copy(s, b->data);
    if (st != STORE_OK)
        cli_store_fail(b->c, s, st, NULL);
    return st == STORE_OK;
}

/* It gets its name when it is on disk, and takes nobody else's. */
static bool backup_finish(struct backup *b)
{
    bool ok = fsync(b->fd) == 0 &&
              renameat2(AT_FDCWD, b->partial, AT_FDCWD, b->file, RENAME_NOREPLACE) == 0;
    if (!ok)
        return cli_fail(b->c, "%s: %s", b->file, strerror(errno)), false;
    int folder = open(dirname(arena_dup(b->c->arena, b->file)), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        fsync(folder);
        close(folder);
    }
    return true;
}

/* What is restored from it must be what went in; backup_read compares each file. */
static bool backup_test(struct backup *b)
{
    struct backup_sum sum;
    struct backup_state was, is;
    struct cli_folder f;
    if (!cli_folder_begin(b->c, arena_printf(b->c->arena, "%s.test", b->file), &f))
        return false;
    bool ok = backup_read(b->c, b->partial, f.made, &sum) && backup_check(b->c, f.made, &is) &&
              backup_check(b->c, b->site, &was);
    cli_folder_abandon(&f);
    if (!ok)
        return false;
    if (sum.files != b->sum.files || sum.bytes != b->sum.bytes || is.found != was.found ||
        is.checked > was.checked) /* it may have grown meanwhile */
        return cli_fail(b->c,
                        "What was restored from %s is not what is in the site: %zu files and "
                        "%" PRId64 " items there, %zu and %" PRId64 " here.",
                        b->file, sum.files, is.checked, b->sum.files, was.checked),
               false;
    b->wrong = (int64_t)is.found;
    cli_print("Tested: %zu files restored and compared, %" PRId64 " items checked, %zu wrong.\n",
              sum.files, is.checked, is.found);
    return true;
}

static bool backup_make(struct backup *b, struct store *s, bool test)
{
    bool ok = backup_begin(b) && backup_copy_data(b, s) &&
              backup_write(b->c, b->site, b->data, b->fd, &b->sum);
    unlink(b->data);
    ok = ok && (!test || backup_test(b)) && backup_finish(b);
    if (!ok && b->fd >= 0)
        unlink(b->partial);
    if (b->fd >= 0)
        close(b->fd);
    return ok;
}

int backup_run(struct cli *c)
{
    bool test = false;
    const struct cli_option options[] = {
        {.name = "test",
         .help = "restore it in a temporary place, check and compare",
         .flag = &test},
        {0},
    };
    struct stat there;
    if (!cli_parse(c, options))
        return c->status;
    struct backup b = {.c = c, .site = c->args[0], .file = c->args[1], .fd = -1};
    if (lstat(b.file, &there) == 0)
        return cli_fail(c, "%s already exists; choose another name.", b.file);
    struct store *s = cli_store(c, b.site, STORE_LOOK);
    if (!s)
        return CLI_FAILED;
    b.partial = arena_printf(c->arena, "%s.partial", b.file);
    b.data = arena_printf(c->arena, "%s.data", b.partial);
    bool ok = backup_make(&b, s, test);
    if (ok)
        cli_keep_done(c, s, LAST_BACKUP,
                      (struct done_record){.name = basename(arena_dup(c->arena, b.file)),
                                           .bytes = b.sum.bytes,
                                           .n = (int64_t)b.sum.files,
                                           .wrong = b.wrong,
                                           .tested = test});
    store_close(s);
    if (ok)
        cli_print("Wrote %s: %zu files, %" PRId64 " bytes.\n", b.file, b.sum.files, b.sum.bytes);
    return ok ? CLI_DONE : CLI_FAILED;
}
