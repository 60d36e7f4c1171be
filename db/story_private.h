/* story_private.h: what the story files of db/sqlite share.
 *
 *   story_row.c      a story's row, a revision's row
 *   story_hash.c     a revision's hashes, its JSON columns
 *   story_read.c     what readers and editors look at
 *   story_list.c     lists for readers; story_desk.c the editors' list
 *   story_draft.c    a text on its way into a revision
 *   story_render.c   its HTML
 *   story_save.c     a save: text, address, decision
 *   story_path.c     addresses: slugs, permalinks, redirects
 *   story_publish.c  publications, corrections, list rows
 *   story_edit.c     everything done to a story without its text
 *   story_import.c   stories from files
 */
#ifndef DATELINE_STORY_PRIVATE_H
#define DATELINE_STORY_PRIVATE_H

#include "driver.h"
#include "group_private.h"
#include "lib/token.h"
#include "permission.h"
#include "story.h"

/* listing.list of pages, and of reviews with a price, by the day it was checked on; the others are enum
 * story_list. */
#define LISTING_PAGES 5
#define LISTING_PRICES 6

/* In every statement that asks what is live, ?1 is now. */
#define SQL_LIVE_NUMBER(story)                                                                     \
    "(SELECT p.number FROM publication p WHERE p.story_id = " story " AND p.live_from <= ?1"       \
    " ORDER BY p.live_from DESC, p.id DESC LIMIT 1)"
/* A minor fix has no updated_at of its own (NULL): the one before it goes on. */
#define SQL_UPDATED_AT(story)                                                                      \
    "(SELECT p.updated_at FROM publication p WHERE p.story_id = " story " AND p.live_from <= ?1"   \
    " AND p.updated_at IS NOT NULL ORDER BY p.live_from DESC, p.id DESC LIMIT 1)"
/* clang-format off */
#define SQL_WAITING(column, story) \
    "(SELECT p." column " FROM publication p WHERE p.story_id = " story " AND p.live_from > ?1" \
    " ORDER BY p.live_from, p.id LIMIT 1)"
#define SQL_LIVE_FROM(story) \
    "(SELECT max(p.live_from) FROM publication p WHERE p.story_id = " story " AND p.live_from <= ?1)"
#define SQL_WRITERS(story) \
    "(SELECT " SQL_JOIN_TEXTS("w.user_id", ",") " FROM story_writer w WHERE w.story_id = " story ")"
#define SQL_STORY_COLUMNS \
    "s.id, s.kind, s.slug, s.path, s.created_at, s.published_at, s.edited_at, s.in_review," \
    " s.withdrawn_at, s.withdrawn_reason, s.head_number, s.created_by, " \
    SQL_LIVE_NUMBER("s.id") ", " \
    SQL_UPDATED_AT("s.id") ", " \
    SQL_WAITING("number", "s.id") ", " \
    SQL_WAITING("live_from", "s.id") "," \
    " s.draft_number, s.draft_follows, s.binned_at, " \
    SQL_LIVE_FROM("s.id") ", " \
    SQL_WRITERS("s.id") ", " \
    "(SELECT v.returned FROM review v WHERE v.story_id = s.id)"
/* clang-format on */
#define SQL_STORY_COLUMNS_N 22

/* The columns above, from the first. */
void story_read_columns(struct arena *a, struct statement *q, struct story *out);
enum store_status story_row(struct store *s, struct arena *a, int64_t id, int64_t now,
                            struct story *out) __attribute__((warn_unused_result));
/* Whether that actor (NULL: whoever reaches the site's files, or is let in by a link) may do that beside the
 * story's texts, which is not in the bin. STORE_REFUSED: no, and why says so. */
enum store_status story_allows(struct store *s, struct arena *a, int64_t id, enum act act,
                               const struct actor *by, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));

/* The same for a write, inside its transaction: one that waited for the lock may have an older clock
 * than the write that had it, and would take what that one let go live for something that still
 * waits. *now is set to the story's last write then. */
#define STORY_WAITED_MAX_MS 10000 /* a story edited later than that was edited by a wrong clock */
/* … or the clock was set back: by so much at most, or to before this program was written. */
#define STORY_BACK_MAX_MS (INT64_C(31) * 24 * 60 * 60 * 1000)
#define STORY_EARLIEST_MS INT64_C(1767225600000) /* 2026-01-01 */
enum store_status story_row_to_write(struct store *s, struct arena *a, int64_t id, int64_t *now,
                                     struct story *out) __attribute__((warn_unused_result));

/* What a save must know beyond struct story. */
struct story_head {
    bool slug_auto;
    const char *import_hash; /* "" when written here */
    int import_number;       /* 0: none */
    const char *hash;        /* of the newest revision: the next one follows it */
};
enum store_status story_head(struct store *s, struct arena *a, int64_t id, struct story_head *out)
    __attribute__((warn_unused_result));
/* A revision without its text. Number 0 gives empty strings and zeros. */
struct revision_meta {
    int number;
    const char *hash, *prev_hash, *text_hash;
    int64_t saved_at, saved_by;
    const char *saved_by_name;
    int parent; /* the revision its writer began from, 0: none */
};
enum store_status revision_meta(struct store *s, struct arena *a, int64_t story_id, int number,
                                struct revision_meta *out) __attribute__((warn_unused_result));
/* Whether a text that readers have not seen, up to this revision, holds words of others. */
enum store_status revision_others(struct store *s, struct arena *a, int64_t story_id, int number,
                                  int64_t user, int64_t now, bool *out)
    __attribute__((warn_unused_result));

/* What a save's words come from. */
struct revision_origins {
    int shown;    /* in the form; 0: nothing */
    int restored; /* the earlier revision that the editor began from; 0: none */
    int64_t user;
};
/* Which of them becomes the parent: the restored one, unless what was shown holds words of others
 * that readers have not seen, which must not be forgotten. */
enum store_status revision_origin(struct store *s, struct arena *a, int64_t story_id,
                                  const struct revision_origins *of, int64_t now, int *out)
    __attribute__((warn_unused_result));

/* A revision with its section, bylines and tags; hashes may be NULL. */
struct revision_hashes {
    const char *text_hash, *prev_hash;
};
enum store_status revision_load(struct store *s, struct arena *a, int64_t story_id, int number,
                                struct revision *out, struct revision_hashes *hashes)
    __attribute__((warn_unused_result));
/* Bylines of a revision. */
enum store_status revision_bylines(struct store *s, struct arena *a, int64_t revision_id,
                                   struct groups *out) __attribute__((warn_unused_result));
/* How many words of two revisions differ, of what a reader reads. */
enum store_status story_words_between(struct store *s, struct arena *a, int64_t story_id,
                                      int before, int after, int *out)
    __attribute__((warn_unused_result));
/* A text whose strings are all "". */
struct story_text story_text_empty(void);

/* ---- story_hash.c -------------------------------------------------------------------------- */

/* Of what readers read: all but section and tags. False: not UTF-8, or no memory. */
bool story_hash_text(const struct story_text *t, char out[TOKEN_HASH_SIZE]);
/* Of the whole revision (ids of its groups, saver, time, number, HTML) and the one before it. */
bool story_hash_revision(int64_t story_id, const struct revision *r,
                         const struct revision_hashes *h, char out[TOKEN_HASH_SIZE]);
struct sources sources_from_json(struct arena *a, const char *text);
char *sources_to_json(struct arena *a, const struct sources *list);

/* ---- story_draft.c ------------------------------------------------------------------------- */

/* A text on its way into a revision. */
struct draft {
    struct story_text text; /* clean; after draft_resolve with ids */
    const char *html, *plain, *how_html;
    int words;
    struct strlist nowhere; /* links and notes that lead nowhere, as typed */
    char text_hash[TOKEN_HASH_SIZE];
};
/* What a picture that readers see must say: to whoever cannot see it, and of whoever made it.
 * name: of a picture in the text, for the message; NULL: the one above it. Adds problems. */
struct picture_words {
    const char *alt, *credit, *name;
};
void story_check_picture(const struct picture_words *p, struct problems *why);
/* Cleans, checks, renders. Outside a transaction. STORE_REFUSED fills why. */
enum store_status draft_prepare(struct store *s, struct arena *a, enum story_kind kind,
                                bool publish, const struct story_text *in, struct draft *out,
                                struct problems *why) __attribute__((warn_unused_result));
/* The same of a text that its readers know from elsewhere: what the pictures in it lack goes to
 * pictures_why, and refuses nothing. */
enum store_status draft_prepare_import(struct store *s, struct arena *a,
                                       const struct story_import *in, struct draft *out,
                                       struct problems *pictures_why, struct problems *why)
    __attribute__((warn_unused_result));
/* Renders d->text, or takes what was rendered ahead (may be NULL). What its pictures lack goes to pictures_why;
 * NULL: nothing is asked of them. STORE_REFUSED fills why. */
enum store_status draft_render(struct store *s, struct arena *a, struct draft *d,
                               const struct story_ahead *ahead, struct problems *pictures_why,
                               struct problems *why) __attribute__((warn_unused_result));
/* The section of a revision; 0: none. *out stays when there is no such revision. */
enum store_status draft_section_of(struct store *s, int64_t story_id, int number, int64_t *out)
    __attribute__((warn_unused_result));
/* The revision that a draft was made from; number 0: none. */
struct draft_base {
    int64_t story_id;
    int number;
};
/* Finds or makes its groups, checks its picture, takes its hash. Inside one. Adds problems. */
enum store_status draft_resolve(struct store *s, struct arena *a, struct draft *d,
                                const struct draft_base *base, struct naming *naming,
                                struct problems *why) __attribute__((warn_unused_result));
/* Whether the draft says what that revision says, groups included. */
bool draft_is_revision(const struct draft *d, int64_t story_id, const struct revision_meta *r);
/* A revision to write: its place in the chain. */
struct draft_place {
    int64_t story_id;
    int number, parent;    /* parent 0: none */
    const char *prev_hash; /* of the revision before it by number */
    int64_t user;
};
/* *hash is the new revision's, in the arena. */
enum store_status draft_insert(struct store *s, struct arena *a, const struct draft *d,
                               const struct draft_place *at, int64_t now, const char **hash)
    __attribute__((warn_unused_result));

/* A story's row to write: id 0 makes one and sets the id. */
struct story_write {
    int64_t id;
    enum story_kind kind;
    const char *slug, *path; /* path "" for none */
    bool slug_auto, in_review;
    int64_t published_at;
    int64_t edited_at; /* 0: now, and never later */
    int head;
    int draft, draft_follows; /* 0: none */
    int64_t user;
    const char *import_key, *import_hash; /* of a new story, or "" */
};
enum store_status story_write(struct store *s, struct story_write *w, int64_t now)
    __attribute__((warn_unused_result));

/* ---- story_path.c -------------------------------------------------------------------------- */

struct address {
    const char *slug, *path;
};
struct address_wish {
    int64_t story_id; /* whose address it shall be; 0: a new story's */
    enum story_kind kind;
    const char *slug;
    bool may_number;      /* a taken slug gets -2, -3, …; else it is a problem */
    int64_t published_at; /* gives yyyy/mm */
    const char *old_path; /* of a story that was live: its folder stays. NULL: from published_at */
};
/* A free address. Adds a problem on "slug" when there is none. */
enum store_status address_choose(struct store *s, struct arena *a, const struct address_wish *w,
                                 struct address *out, struct problems *why)
    __attribute__((warn_unused_result));
/* The address that this very path is. STORE_MISSING: none for that kind; STORE_EXISTS: it is taken. */
enum store_status address_keep(struct store *s, struct arena *a, enum story_kind kind,
                               const char *path, struct address *out)
    __attribute__((warn_unused_result));
/* Whether a story has this path, or had it. */
bool path_leads(struct store *s, const char *path);
/* The old path of a story leads to the new one from now on. */
enum store_status redirect_leave(struct store *s, int64_t story_id, const char *old_path,
                                 const char *new_path, int64_t now)
    __attribute__((warn_unused_result));
/* Inside a transaction. STORE_EXISTS: a story or another story's redirect is there. */
enum store_status redirect_write(struct store *s, struct arena *a, const char *path,
                                 int64_t story_id, int64_t now) __attribute__((warn_unused_result));

/* ---- story_back.c -------------------------------------------------------------------------- */

/* Takes the mark of withdrawal away. Inside a transaction. */
enum store_status story_end_withdrawal(struct store *s, int64_t id)
    __attribute__((warn_unused_result));

/* ---- story_publish.c ----------------------------------------------------------------------- */

struct publication {
    int64_t story_id;
    int number;
    int64_t live_from;
    enum edit_kind kind;
    bool carries; /* Updated stays as it is; else updated_at (0: none) */
    int64_t updated_at;
    const char *note;
    const char *wrong, *right; /* of a correction */
    int64_t corrected_at;
    int follows; /* what readers see as it is sent out, 0: nothing */
    int64_t user;
};
enum store_status publication_add(struct store *s, const struct publication *p, int64_t now)
    __attribute__((warn_unused_result));
/* The one whose time has not come. STORE_MISSING: there is none. */
enum store_status publication_waiting(struct store *s, struct arena *a, int64_t story_id,
                                      int64_t now, struct publication *out)
    __attribute__((warn_unused_result));
/* Another revision for the one that waits, which has taken in what readers see as `follows`. */
enum store_status publication_replace_waiting(struct store *s, int64_t story_id, int number,
                                              int follows, int64_t now)
    __attribute__((warn_unused_result));
/* Those whose time has not come. */
enum store_status publication_drop_pending(struct store *s, int64_t story_id, int64_t now)
    __attribute__((warn_unused_result));
/* Writes the list rows of a story again: of its live revision and of those that wait. */
enum store_status listing_rebuild(struct store *s, int64_t story_id, int64_t now)
    __attribute__((warn_unused_result));
/* "2026-01-08T09:30:00+00:00", or "none" for 0: for audit entries. */
const char *time_text(struct store *s, struct arena *a, int64_t at);
/* Whether the time of day of a form, which has no seconds, means `least`: then it is that. */
int64_t same_minute_or(int64_t at, int64_t least);

/* Deletes the texts of a story whose days in the bin are over. *did: there was one, and there may be more. */
enum store_status story_purge(struct store *s, int64_t now, bool *did)
    __attribute__((warn_unused_result));

#endif
