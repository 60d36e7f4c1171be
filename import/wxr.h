/* wxr.h: a WordPress export (WXR 1.0, 1.1, 1.2, and those that name no version), read as it comes.
 *
 * WXR is RSS 2.0 with elements of WordPress's own, as wp-admin/includes/export.php writes them and
 * https://wordpress.org/documentation/article/tools-export-screen/ describes. One item is in memory
 * at a time, however large the file is; nothing is fetched, and no entity is ever expanded: a file
 * that declares one is refused. */
#ifndef DATELINE_WXR_H
#define DATELINE_WXR_H

#include "lib/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WXR_TEXT_MAX (4u * 1024 * 1024) /* bytes of one item's text; of another field a 64th */

/* A category, a tag, or a term of any other taxonomy. */
struct wxr_term {
    const char *id;       /* as the channel has it; "" in an item */
    const char *taxonomy; /* "category", "post_tag", "author", …; "tag" in WXR 1.0 */
    const char *slug, *name;
};

struct wxr_author {
    const char *login, *name, *first, *last;
};

struct wxr_meta {
    const char *key, *value;
};

/* Strings are never NULL, and valid UTF-8; "" for what the file does not say. */
struct wxr_item {
    struct arena *arena; /* holds the strings */
    const char *title, *link, *pub_date, *creator, *content, *excerpt;
    const char *id, *date, *date_gmt, *modified, *modified_gmt, *slug, *status, *parent, *order;
    const char *type, *password, *sticky, *attachment_url;
    struct wxr_term *terms;
    size_t n_terms, room_terms;
    struct wxr_meta *meta;
    size_t n_meta, room_meta;
    size_t comments;
    bool too_long; /* its text is longer than WXR_TEXT_MAX, and not here */
};

struct wxr_channel {
    const char *link, *version, *site_url, *blog_url;
    struct wxr_author *authors;
    size_t n_authors, room_authors;
    struct wxr_term *terms;
    size_t n_terms, room_terms;
};

struct wxr;

/* Reads from fd, which the caller keeps, from where it stands. NULL: no memory. */
struct wxr *wxr_open(int fd);
void wxr_close(struct wxr *r);
/* The next item, until the next call. NULL: there is none any more, or *why says what is wrong and
 * where ("line 12: …"); then all of the file is to be refused. */
const struct wxr_item *wxr_next(struct wxr *r, const char **why);
/* The item that wxr_next gave last: the caller's from now on, ended by wxr_item_free. */
struct wxr_item *wxr_keep(struct wxr *r);
void wxr_item_free(struct wxr_item *item); /* NULL is allowed */
/* What the channel said until here; whole after the last item. */
const struct wxr_channel *wxr_channel(const struct wxr *r);

#endif
