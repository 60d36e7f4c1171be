/* fuzz_backup.c: any file given to restore: it makes plain files below the folder and nothing else, and
 * what is taken for a backup holds a database. */
#include "cli/backup.h"
#include "db/store.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must(bool right)
{
    if (!right)
        abort();
}

/* Looks at all below `root`, which holds the folder "site" alone, and removes it. */
static void look_and_remove(char *root)
{
    char *const roots[] = {root, NULL};
    FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    must(tree != NULL);
    for (FTSENT *e; (e = fts_read(tree));) {
        must(e->fts_level != 1 || strcmp(e->fts_name, "site") == 0);
        must(e->fts_info == FTS_D || e->fts_info == FTS_DP || e->fts_info == FTS_F);
        if (e->fts_info != FTS_D)
            must(remove(e->fts_accpath) == 0);
    }
    fts_close(tree);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    char root[] = "/dev/shm/fuzz-backup-XXXXXX", site[64], file[64], database[128];
    struct backup_sum sum;
    struct stat st;
    int fd = memfd_create("backup", MFD_CLOEXEC);
    must(fd >= 0 && write(fd, data, n) == (ssize_t)n && mkdtemp(root));
    snprintf(site, sizeof site, "%s/site", root);
    snprintf(file, sizeof file, "/proc/self/fd/%d", fd);
    snprintf(database, sizeof database, "%s/%s", site, store_file_name());
    must(mkdir(site, 0700) == 0);
    static FILE *nowhere; /* of what is said there is much */
    if (!nowhere)
        stderr = nowhere = fopen("/dev/null", "w");
    static const struct command restore = {.name = "restore"};
    struct cli c = {.program = "fuzz", .command = &restore, .arena = arena_new()};
    if (backup_read(&c, file, site, &sum))
        must(stat(database, &st) == 0 && S_ISREG(st.st_mode));
    arena_free(c.arena);
    close(fd);
    look_and_remove(root);
    return 0;
}
