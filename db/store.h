/* store.h: a site's data, whatever keeps it.
 *
 * A store is opened on a site folder, once per process and after fork; it is not thread-safe. The
 * entity headers beside this one (story.h, user.h, …) hold its typed operations; no SQL crosses
 * them. Rules for all of them:
 *
 * - `now` is the caller's clock in ms UTC: every question about what is live is asked of it.
 * - Results are allocated in the caller's arena and stay good after the store is closed.
 * - A writing operation happens as a whole or not at all, and one at a time on a site. STORE_OK
 *   means that it is on disk, anything else that nothing changed.
 * - Strings given in are valid UTF-8 and borrowed for the call. */
#ifndef DATELINE_STORE_H
#define DATELINE_STORE_H

#include "lib/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct actor;
struct store;

#define TIME_ANY INT64_MIN /* in place of a time that was shown: whatever it is by now */

enum store_status {
    STORE_OK,
    STORE_MISSING,  /* no such thing */
    STORE_EXISTS,   /* something of that name or address is there already */
    STORE_CONFLICT, /* somebody saved in between */
    STORE_REFUSED,  /* a rule forbids it; the call's problems say which */
    STORE_BUSY,     /* others were writing for too long; try again */
    STORE_FULL,     /* disk or quota */
    STORE_NEWER,    /* the data was written by a newer version of Dateline */
    STORE_OLDER,    /* the data was written by an older version; opening it for writing migrates */
    STORE_IN_USE,   /* the same, and an older version has it open: nothing was migrated */
    STORE_DAMAGED,  /* what was read is broken; nothing is written until it is repaired */
    STORE_UNSEARCHABLE, /* the search index is damaged, all else is whole; a write was undone, and
                         * will be done without the index when it is tried again */
    STORE_FOREIGN,      /* the data is empty, or is no data of Dateline */
    STORE_STRAY,        /* a log lies beside the data that belongs to other data */
    STORE_MOVED,        /* the data was replaced or removed since it was opened */
    STORE_HELD,         /* nothing is done by this request (store_hold) */
    STORE_FAILED,       /* broken; store_error says more, for the log only */
    STORE_STATUS_MAX
};

enum store_mode {
    STORE_READ, /* reads alone; several processes at once */
    STORE_LOOK, /* the same for a command: an older site, too, of which it reads a private copy that
                   * is brought up to date */
    STORE_WRITE,  /* reads and writes */
    STORE_CREATE, /* makes the data (the folder exists, the data must not) */
    STORE_MODE_MAX
};

/* Whether the folder holds a site's data. */
bool store_exists(const char *site);
/* The name, within a site's folder, of the file that a new site's data lies in. */
const char *store_file_name(void);
/* Whether a file that begins with these 16 bytes is such data. */
bool store_is_data(const char *head, size_t n);
/* Opens a site's data, when it is ours: STORE_FOREIGN, STORE_STRAY and STORE_DAMAGED are said before
 * anything is written. STORE_WRITE brings an old schema up to date, unless another process has the
 * data open (STORE_IN_USE); STORE_READ answers STORE_OLDER. Both answer STORE_NEWER for a newer one.
 * *out is owned by the caller and also set on failure, for store_error (close it all the same). */
enum store_status store_open(const char *site, enum store_mode mode, struct store **out)
    __attribute__((warn_unused_result));
void store_close(struct store *s);
/* How long a write may wait for others that write, 5 s unless somebody says otherwise. A process
 * that others wait for sets less; it then waits for no turn at hashing either. */
void store_set_wait(struct store *s, int ms);
/* Whether a write could begin now. Waits for nobody; s is open for writing. */
bool store_can_write(struct store *s);
/* What went wrong last, for logs and the command line; never for a reader. Never NULL. */
const char *store_error(const struct store *s);
/* What keeps the data, and its version: "SQLite 3.40.1". */
const char *store_engine(const struct store *s);
/* The number of its schema; 0: it is not open. */
int store_schema(const struct store *s);
/* Bytes on disk of the data, and of what was written and is not yet in it. */
struct store_sizes {
    int64_t data, log;
};
void store_sizes(const struct store *s, struct store_sizes *out);
/* One sentence for people: "Another save is taking too long; try again." Never NULL. */
const char *store_status_text(enum store_status st);

/* Until it is lifted no write begins: each answers STORE_HELD, and changes nothing. For a form that is only to be
 * shown again, as it is when it could not be saved. */
void store_hold(struct store *s, bool held);

/* Groups the writing operations of a store, for bulk work: each still happens as a whole or not at
 * all, and is seen by the ones after it. They are on disk, and others see them, from
 * store_batch_commit on, all at once; when that fails, or after store_batch_abandon, none of them
 * happened. Nobody else can write meanwhile. */
enum store_status store_batch_begin(struct store *s) __attribute__((warn_unused_result));
enum store_status store_batch_commit(struct store *s) __attribute__((warn_unused_result));
void store_batch_abandon(struct store *s);
/* The one when st is STORE_OK, else the other, and st. */
enum store_status store_batch_end(struct store *s, enum store_status st)
    __attribute__((warn_unused_result));

/* The site's own key of that name, 256 random bits as text, made at first use: for signing what
 * comes back to us. STORE_MISSING: a store open for reading, and none was made yet. */
enum store_status store_site_key(struct store *s, struct arena *a, const char *name,
                                 const char **out) __attribute__((warn_unused_result));
/* Whether a form of that number has done what it asked for, whoever sent it; NULL: no. Reads only. */
bool store_form_seen(struct store *s, const char *number);
/* Whether this form of this person, with the same words in it, was here and did something to that story (0: to any). */
bool store_form_did(struct store *s, const struct actor *by, int64_t story_id);

/* From begin to end all that is read is of one instant, whatever others write meanwhile; nests.
 * Cheaper than each read for itself. Not around writes of the same store, nor while waiting for
 * somebody: what others replace is kept for as long as it lasts. */
void store_snapshot_begin(struct store *s);
void store_snapshot_end(struct store *s);

/* Whether the data that was opened still lies where it was opened. A look at the folder; asked at the
 * beginning of each write as well, which fails with STORE_MOVED. */
bool store_in_place(const struct store *s);
/* Whether damage was seen in this data, by any process: writes fail with STORE_DAMAGED. Lasts until
 * other data is put there, or store_verify finds nothing wrong. */
bool store_is_damaged(const struct store *s);
/* Lifts that, after store_verify found nothing. False: it was not there. */
bool store_clear_damage(struct store *s);

/* A number that grows with every committed write, by any process, that readers could see (stories,
 * groups, words of pictures, settings; not drafts, pictures that nobody shows, sessions, sign-in tries
 * and the like, so that neither work at the desk nor a stranger's failed sign-ins empty a cache). It is the second of the last such commit, since 1970, or a little later:
 * each has a second of its own. What the clock alone changes does not show in it. 0 when unreadable. */
int64_t store_generation(struct store *s);

/* Another number, in memory that all processes share, so that reading it costs nothing: another one than
 * before says that what readers see may have changed since, the same one that it has not. It changes after
 * ready pages (ready.h) were taken away and before that write is committed, so it is to be read before
 * looking at them. Programs older than schema 14 do not change it. False: it cannot be had, or s is not
 * STORE_READ. */
bool store_shown(struct store *s, uint64_t *number);

/* Checks everything as it is at one instant, a site of an older version as it will be: hash chains of revisions, rules between stories,
 * references, what search knows, the engine's own data, media files on disk. Calls found() with one
 * sentence for each thing that is wrong; *checked counts the things looked at. Changes nothing.
 * STORE_OK: all was looked at, whatever was found. Takes minutes on a large site. */
typedef void store_found_fn(void *ctx, const char *sentence);
enum store_status store_verify(struct store *s, store_found_fn *found, void *ctx, int64_t *checked)
    __attribute__((warn_unused_result));

/* A whole, consistent copy of the data, as it is, into `file`, which must not exist (STORE_EXISTS) and
 * is on disk at STORE_OK. Others can read and write meanwhile. */
enum store_status store_copy(struct store *s, const char *file) __attribute__((warn_unused_result));

#endif
