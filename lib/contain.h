/* contain.h: what a process gives up for good, before it reads what strangers made.
 *
 * Files by Landlock (landlock(7)), system calls by a filter (seccomp(2)), which libseccomp writes.
 * Neither can be taken back, and both hold for whatever the process starts. Where the kernel lacks
 * one of them the other still holds; whoever calls says so once (contain_lacks). */
#ifndef DATELINE_CONTAIN_H
#define DATELINE_CONTAIN_H

#include <stdbool.h>
#include <stddef.h>

struct sock_filter;

/* What this kernel, or whatever runs us, does not let us use: "Landlock", "seccomp", "Landlock and
 * seccomp". NULL: nothing. */
const char *contain_lacks(void);

/* What may still be done below a path. */
enum contain_right {
    CONTAIN_READ = 1, /* files and lists of files */
    CONTAIN_RUN = 2,  /* execve */
    CONTAIN_MAKE = 4, /* new files, written */
    CONTAIN_KEEP = 8  /* whatever one does with files and folders of one's own, reading included */
};
struct contain_path {
    const char *path; /* of a file or folder; one that is missing is passed over. NULL: fd */
    int fd;           /* an open folder */
    unsigned rights;  /* enum contain_right, added up */
};

/* From here on no other files than these, no TCP, no signals to other processes and no abstract
 * sockets of theirs, as far as the kernel's Landlock goes. What is open stays open. System calls
 * alone, so it may be called after a fork. True without Landlock, too; false: errno says why. */
bool contain_files(const struct contain_path *v, size_t n) __attribute__((warn_unused_result));

/* Who is contained. Each may have threads. */
enum contain_role {
    CONTAIN_DECODER,  /* reads files, writes files; may begin by execve, and by nothing else */
    CONTAIN_DECODING, /* the same from inside, once it has begun: no execve */
    CONTAIN_WORKER,   /* keeps a site: files, and the sockets it has and is given; starts nothing */
    CONTAIN_STARTER,  /* starts programs; no new sockets, no hand on other processes */
    CONTAIN_ROLE_MAX
};
struct contain_filter {
    struct sock_filter *v; /* NULL: there is no seccomp */
    unsigned short n;
};
/* Writes the filter of a role. True without seccomp, too. False: no memory. */
bool contain_filter_make(enum contain_role role, struct contain_filter *out)
    __attribute__((warn_unused_result));
/* From here on no other system calls: they fail with EPERM. To be called last, and after a fork
 * as well: system calls alone. False: errno says why. */
bool contain_filter_enter(const struct contain_filter *f) __attribute__((warn_unused_result));

/* Writes and enters at once. */
bool contain_calls(enum contain_role role) __attribute__((warn_unused_result));

#endif
