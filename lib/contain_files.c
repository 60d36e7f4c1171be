/* contain_files.c: Landlock. Debian 12's headers end with its second version, kernels go on. */
#include "contain.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* struct landlock_ruleset_attr of version 6; an older kernel takes what it knows of it. */
struct ruleset {
    uint64_t files, net, scoped;
};
#define RIGHT_TRUNCATE (UINT64_C(1) << 14) /* version 3 */
#define RIGHT_IOCTL (UINT64_C(1) << 15)    /* version 5 */
#define NET_TCP UINT64_C(3)                /* version 4: bind, connect */
#define SCOPE_SOCKETS_SIGNALS UINT64_C(3)  /* version 6 */
#define RIGHTS_1 ((UINT64_C(1) << 13) - 1) /* version 1: all from EXECUTE to MAKE_SYM */

#define RIGHTS_READ ((uint64_t)(LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR))
#define RIGHTS_MAKE                                                                                \
    ((uint64_t)(LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG) | RIGHT_TRUNCATE)
#define RIGHTS_KEEP                                                                                \
    (RIGHTS_READ | RIGHTS_MAKE |                                                                   \
     (uint64_t)(LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |                     \
                LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REFER))
/* What can be said of a single file. */
#define RIGHTS_FILE                                                                                \
    ((uint64_t)(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |                       \
                LANDLOCK_ACCESS_FS_READ_FILE) |                                                    \
     RIGHT_TRUNCATE | RIGHT_IOCTL)

/* The version of this kernel's Landlock; 0: none. */
static int landlock_version(void)
{
    long v = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return v > 0 ? (int)v : 0;
}

static bool have_seccomp(void)
{
    return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0 || errno != EINVAL;
}

const char *contain_lacks(void)
{
    bool files = landlock_version() > 0, calls = have_seccomp();
    if (!files)
        return calls ? "Landlock" : "Landlock and seccomp";
    return calls ? NULL : "seccomp";
}

/* All that this version can deny. */
static struct ruleset ruleset_of(int version)
{
    struct ruleset r = {.files = RIGHTS_1};
    if (version >= 2)
        r.files |= LANDLOCK_ACCESS_FS_REFER;
    if (version >= 3)
        r.files |= RIGHT_TRUNCATE;
    if (version >= 4)
        r.net = NET_TCP;
    if (version >= 5)
        r.files |= RIGHT_IOCTL;
    if (version >= 6)
        r.scoped = SCOPE_SOCKETS_SIGNALS;
    return r;
}

static uint64_t rights_of(unsigned rights)
{
    uint64_t all = 0;
    if (rights & CONTAIN_READ)
        all |= RIGHTS_READ;
    if (rights & CONTAIN_RUN)
        all |= LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE;
    if (rights & CONTAIN_MAKE)
        all |= RIGHTS_MAKE;
    if (rights & CONTAIN_KEEP)
        all |= RIGHTS_KEEP;
    return all;
}

static bool ruleset_allow(int set, int fd, uint64_t rights)
{
    struct stat st;
    if (fstat(fd, &st) < 0)
        return false;
    struct landlock_path_beneath_attr rule = {
        .allowed_access = S_ISDIR(st.st_mode) ? rights : rights & RIGHTS_FILE, .parent_fd = fd};
    return syscall(SYS_landlock_add_rule, set, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
}

static bool ruleset_allow_path(int set, const struct contain_path *p, uint64_t handled)
{
    uint64_t rights = rights_of(p->rights) & handled;
    if (!p->path)
        return ruleset_allow(set, p->fd, rights);
    int fd = open(p->path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT || errno == EACCES || errno == ENOTDIR;
    bool ok = ruleset_allow(set, fd, rights);
    close(fd);
    return ok;
}

bool contain_files(const struct contain_path *v, size_t n)
{
    int version = landlock_version();
    if (version == 0)
        return true;
    struct ruleset r = ruleset_of(version);
    size_t known = version >= 6 ? sizeof r : version >= 4 ? 2 * sizeof r.files : sizeof r.files;
    int set = (int)syscall(SYS_landlock_create_ruleset, &r, known, 0);
    bool ok = set >= 0;
    for (size_t i = 0; ok && i < n; i++)
        ok = ruleset_allow_path(set, &v[i], r.files);
    ok = ok && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         syscall(SYS_landlock_restrict_self, set, 0) == 0;
    int why = errno;
    if (set >= 0)
        close(set);
    errno = why;
    return ok;
}
