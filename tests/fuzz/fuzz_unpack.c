/* fuzz_unpack.c: any file that is sent for an import, under the name in its first line, is laid into its folder: plain
 * files within the limits and nothing else, or refused for a reason. */
#include "import/unpack.h"
#include "lib/text.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const struct unpack_limits few = {.bytes = 256 * 1024, .files = 40, .room = 0};

static int64_t bytes, files;

/* The folder itself is at level 0. */
static int look_at(const char *path, const struct stat *sb, int kind, struct FTW *walk)
{
    (void)path;
    if (walk->level > 0 && kind != FTW_D && kind != FTW_F)
        abort();
    if (kind == FTW_F && (!S_ISREG(sb->st_mode) || (sb->st_mode & 07077)))
        abort();
    if (walk->level > 0 && path[walk->base] == '.')
        abort();
    bytes += kind == FTW_F ? sb->st_size : 0;
    files += kind == FTW_F;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    char path[] = "/tmp/dateline-fuzz-XXXXXX";
    const char *why = NULL;
    if (n > 64 * 1024)
        return 0;
    const uint8_t *line = n ? memchr(data, '\n', n) : NULL;
    size_t head = line ? (size_t)(line - data) : 0, from = line ? head + 1 : 0;
    int fd = memfd_create("sent", MFD_CLOEXEC), folder = -1;
    if (fd < 0 || write(fd, data + from, n - from) != (ssize_t)(n - from) || !mkdtemp(path))
        abort();
    lseek(fd, 0, SEEK_SET);
    folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct arena *a = arena_new();
    const char *name = arena_dupn(a, (const char *)data, head);
    if (!unpack_into(a, fd, name, folder, &few, &why) &&
        (!why || !text_utf8_valid(why, strlen(why))))
        abort();
    bytes = files = 0;
    if (nftw(path, look_at, 16, FTW_PHYS) != 0 || bytes > few.bytes || files > few.files)
        abort();
    close(folder);
    close(fd);
    if (!unpack_remove(AT_FDCWD, path))
        abort();
    arena_free(a);
    return 0;
}
