/* ready.h: pages that lie ready as files, so that the web server can send them by itself.
 *
 * SITE/ready/ is a folder, or a link to one in memory. In it `current` holds the pages as they are right
 * now:
 *
 *     current/state              of what generation, from when, until when, made with what
 *     current/p/2026/01/x.html   the page /2026/01/x; with .gz and .br beside it when there was time
 *     current/f/feed.atom        the file /feed.atom
 *
 * Nothing in it is ever changed. Whoever commits what readers can see takes `current` away before, under
 * the write lock; who makes it again does so under that lock, for the generation that he reads there. So
 * whoever is killed, and whenever, leaves nothing that is wrong, only something to be made. A page is
 * kept in the folder that was open before its request began and in no other: it is of that generation and
 * of an instant at which that folder was right.
 *
 * A web server makes a file's ETag of its size and of its time to the second. So all files of a folder
 * have the second in which it was made, and none is kept before that second is over: another text of the
 * page, in a later folder, has a later one.
 *
 * A folder is right until the next instant at which the clock alone changes something: a story goes live,
 * the front page gets another arrangement or a story's place there ends, or a day begins
 * (store_ready_until). Whoever has a supervisor makes folders, and that one takes them
 * away then. */
#ifndef DATELINE_READY_H
#define DATELINE_READY_H

#include "store.h"

#define READY_FOLDER "ready"
#define READY_PATH_MAX 512 /* of a page's address, decoded, and of what it becomes */

/* What a folder is right for. */
struct ready_state {
    int64_t generation; /* of the store */
    int64_t from;       /* ms: when it was made */
    int64_t until;      /* ms: from then on it is not */
    int64_t made_with;  /* ms: when the newest of program, templates and files was put there */
};

/* As the file `state` says it. False: the text is none. */
bool ready_state_parse(const char *text, struct ready_state *out);

/* An open folder. fd -1: none. */
struct ready {
    int fd;
    uint64_t device, inode;
    struct ready_state is;
};

/* Takes `current` away, if there is one, and waits until the disk knows. False: it may still be there;
 * errno says why. */
bool ready_withdraw(int site_fd) __attribute__((warn_unused_result));
/* Follows what is current: r, {.fd = -1} at first, is opened, kept or closed. True: there is one. */
bool ready_follow(int site_fd, struct ready *r);
void ready_close(struct ready *r);

/* SITE/ready is a link to that folder, unless it is something already. False: errno says why. */
bool ready_place(int site_fd, const char *folder);
/* Whether there is one. */
bool ready_is_there(int site_fd);
/* Makes one, and SITE/ready. To be called under the write lock. False: there is one, or none can be
 * made. */
bool ready_make(int site_fd, const struct ready_state *is);

/* The instant after now at which the clock changes what readers see, in the site's zone. INT64_MAX:
 * none. */
enum store_status store_ready_until(struct store *s, int64_t now, int64_t *out)
    __attribute__((warn_unused_result));
/* Makes one under that lock unless there is one. STORE_BUSY: somebody writes; STORE_MISSING: something is
 * about to change, or it cannot be made. s is open for writing. */
enum store_status store_ready_begin(struct store *s, int64_t now, int64_t made_with)
    __attribute__((warn_unused_result));

/* Whether a page that was made at that instant of what the store says in that generation, with such
 * files, may be kept there. */
bool ready_takes(const struct ready *r, const struct ready_state *page);
/* The file of a page within a folder: "p/2026/01/x.html". False: pages of such an address are not kept. */
bool ready_name(const char *path, char out[READY_PATH_MAX]);
/* The media type of a file of that name. */
const char *ready_type(const char *name);
/* Opens it; -1: it is not there. *size and *modified_at (ms) are its own. */
int ready_open(const struct ready *r, const char *name, int64_t *size, int64_t *modified_at);
/* Keeps a page there. False: it is not there then, or was already. */
bool ready_keep(const struct ready *r, const char *name, const void *bytes, size_t n);

/* Names of pages that have no compressed twin yet: at most `max` (READY_PATH_MAX bytes each). */
size_t ready_without_twin(const struct ready *r, char (*names)[READY_PATH_MAX], size_t max);

/* The pages that lie ready, with their compressed twins among the bytes: looks at no more than `most` files.
 * False: there were more. */
struct ready_sum {
    int64_t pages, bytes;
};
bool ready_count(int site_fd, int most, struct ready_sum *out);

/* Removes up to n files of folders that are current no more. True: there are more. */
bool ready_clear(int site_fd, int n);

#endif
