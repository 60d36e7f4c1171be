/* listen.c: see listen.h. */
#include "listen.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* Connections that wait to be accepted; the kernel allows no more than net.core.somaxconn. */
#define BACKLOG 4096

static bool socket_set_flags(int fd)
{
    int flags = fcntl(fd, F_GETFL);
    return flags >= 0 && fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0 &&
           fcntl(fd, F_SETFD, FD_CLOEXEC) == 0;
}

static bool listen_inherited(struct listener *out, struct buf *err)
{
    struct sockaddr_storage name;
    socklen_t n = sizeof name;
    int listening = 0;
    socklen_t listening_n = sizeof listening;
    if (getsockname(STDIN_FILENO, (struct sockaddr *)&name, &n) != 0 ||
        getsockopt(STDIN_FILENO, SOL_SOCKET, SO_ACCEPTCONN, &listening, &listening_n) != 0 ||
        !listening) {
        buf_adds(err, "standard input is not a listening socket");
        return false;
    }
    if (name.ss_family != AF_UNIX) {
        buf_adds(err, "standard input is not a unix socket; a network one would not be safe");
        return false;
    }
    out->fd = STDIN_FILENO;
    return socket_set_flags(out->fd);
}

/* 1: a server answers there, *pid says which; 0: none does; -1: it cannot be told. */
static int socket_in_use(const struct sockaddr_un *name, pid_t *pid)
{
    struct ucred who = {0};
    socklen_t n = sizeof who;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return -1;
    int failed = connect(fd, (const struct sockaddr *)name, sizeof *name) == 0 ? 0 : errno;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &n) == 0 && who.uid == geteuid())
        *pid = who.pid;
    close(fd);
    /* EAGAIN: its queue is full, so there is one. */
    if (failed == 0 || failed == EAGAIN)
        return 1;
    return failed == ECONNREFUSED ? 0 : -1;
}

/* Removes a socket that its owner left behind. before: not NULL when one in use shall be replaced. */
static bool socket_clear_way(const struct sockaddr_un *name, pid_t *before, struct buf *err)
{
    pid_t pid = 0;
    struct stat st;
    const char *path = name->sun_path;
    if (lstat(path, &st) != 0) {
        if (errno == ENOENT)
            return true;
        buf_printf(err, "%s: %s", path, strerror(errno));
        return false;
    }
    if (!S_ISSOCK(st.st_mode)) {
        buf_printf(err, "%s exists and is not a socket", path);
        return false;
    }
    int used = socket_in_use(name, &pid);
    if (used == 0 && unlink(path) == 0)
        return true;
    if (used == 1 && before && pid > 0)
        *before = pid;
    else if (used == 1)
        buf_printf(err, "%s is in use: this site is served already", path);
    else
        buf_printf(err, "%s cannot be taken over: %s", path, strerror(errno));
    return before && *before > 0;
}

static bool socket_bind(int fd, const struct sockaddr_un *name, struct listener *out,
                        struct buf *err)
{
    struct stat st;
    mode_t before = umask(0117);
    int failed = bind(fd, (const struct sockaddr *)name, sizeof *name) == 0 ? 0 : errno;
    umask(before);
    if (!failed && (listen(fd, BACKLOG) != 0 || lstat(name->sun_path, &st) != 0))
        failed = errno;
    if (failed) {
        buf_printf(err, "%s: %s", name->sun_path, strerror(failed));
        return false;
    }
    out->dev = st.st_dev;
    out->ino = st.st_ino;
    return true;
}

/* The name under which a socket waits to take another one's place. */
static bool socket_name_beside(const char *path, struct sockaddr_un *name)
{
    *name = (struct sockaddr_un){.sun_family = AF_UNIX};
    size_t room = sizeof name->sun_path;
    return (size_t)snprintf(name->sun_path, room, "%s~", path) < room;
}

static bool listen_path(const char *path, bool replace, struct listener *out, struct buf *err)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    if (!*path || strlen(path) >= sizeof name.sun_path) {
        buf_printf(err, "the socket's path must have 1 to %zu bytes", sizeof name.sun_path - 1);
        return false;
    }
    memcpy(name.sun_path, path, strlen(path));
    if (!socket_clear_way(&name, replace ? &out->before : NULL, err))
        return false;
    if (out->before > 0 &&
        (!socket_name_beside(path, &name) || !socket_clear_way(&name, NULL, err))) {
        if (err->len == 0)
            buf_adds(err, "the socket's path is too long for another one beside it");
        return false;
    }
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) {
        buf_printf(err, "a socket cannot be created: %s", strerror(errno));
        return false;
    }
    if (!socket_bind(fd, &name, out, err)) {
        close(fd);
        return false;
    }
    out->fd = fd;
    out->path = path;
    return true;
}

bool listen_open(const char *where, bool replace, struct listener *out, struct buf *err)
{
    *out = (struct listener){.fd = -1};
    if (strcmp(where, "fd:0") == 0)
        return listen_inherited(out, err);
    if (strncmp(where, "unix:", 5) == 0)
        return listen_path(where + 5, replace, out, err);
    buf_printf(err, "%s is neither unix:PATH nor fd:0", where);
    return false;
}

bool listen_take_place(struct listener *l)
{
    struct sockaddr_un beside;
    if (l->before == 0)
        return true;
    if (!socket_name_beside(l->path, &beside) || rename(beside.sun_path, l->path) != 0)
        return false;
    kill(l->before, SIGTERM);
    l->before = 0;
    return true;
}

void listen_hide(struct listener *l)
{
    struct sockaddr_un beside;
    struct stat st;
    const char *path = l->path;
    if (path && l->before > 0 && socket_name_beside(path, &beside))
        path = beside.sun_path;
    if (path && lstat(path, &st) == 0 && st.st_dev == l->dev && st.st_ino == l->ino)
        unlink(path);
}

void listen_close(struct listener *l)
{
    listen_hide(l);
    if (l->fd >= 0)
        close(l->fd);
    l->fd = -1;
}
