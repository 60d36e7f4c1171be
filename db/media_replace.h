/* media_replace.h: a picture that stands for another one, wherever readers see that: above texts, in them, in lists and
 * feeds, as a portrait.
 *
 * It is an act of its own: no text changes, and none is saved; what readers get of all that have the picture does, from
 * then on and until it is taken back. So it takes somebody who may publish, who was shown on how many live pages
 * the picture is. One may be replaced in turn: readers see where that ends. */
#ifndef DATELINE_MEDIA_REPLACE_H
#define DATELINE_MEDIA_REPLACE_H

#include "media.h"

#define MEDIA_PAGES_MAX 1000   /* live pages are counted up to so many */
#define MEDIA_REPLACED_STEPS 8 /* so many pictures stand for one in turn, at most */

/* What readers are told of the one that stands for it. Strings in the arena. */
struct media_replacement {
    int64_t by; /* the picture, media.replaced_by */
    struct media_words words;
    int64_t at, user_id; /* when, and who said so; 0: the command line */
};
/* STORE_MISSING: the picture is not replaced. */
enum store_status media_replacement(struct store *s, struct arena *a, int64_t id,
                                    struct media_replacement *out)
    __attribute__((warn_unused_result));
/* The pictures that this one was said to stand for, each by itself; at most MEDIA_STANDS_MAX of them. */
#define MEDIA_STANDS_MAX 20
enum store_status media_stands_for(struct store *s, struct arena *a, int64_t id,
                                   struct media_list *out) __attribute__((warn_unused_result));

/* How many stories that readers see show it now, itself or where it stands for another one; and authors' portraits. At
 * most MEDIA_PAGES_MAX of each. */
struct media_pages {
    int64_t stories, portraits;
};
enum store_status media_pages(struct store *s, const struct media *m, int64_t now,
                              struct media_pages *out) __attribute__((warn_unused_result));

struct media_replace {
    int64_t id, by;           /* the picture, and the one that shall stand for it */
    struct media_pages pages; /* of `id`, as they were shown */
    struct media_words words; /* what readers shall be told of the new one; NULL counts as "" */
    const struct actor *who;  /* NULL: the command line */
};
/* From now on readers see the other one. STORE_REFUSED fills why, of the fields "by", "alt", "caption", "credit": nobody
 * who may publish; a circle; words that the pictures of texts must have; its rights do not cover today; the stories that
 * have it are none that readers see. STORE_CONFLICT: the picture is on another number of pages by now, or replaced
 * by somebody else. STORE_MISSING: there is none of them. */
enum store_status media_replace(struct store *s, struct arena *a, const struct media_replace *in,
                                int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
/* Which replacement is taken back: as it was shown. */
struct media_replace_shown {
    int64_t since;            /* media_replacement.at; TIME_ANY: whatever stands there now */
    struct media_pages pages; /* of the picture itself */
};
/* Readers see it again, with the words of the texts. STORE_REFUSED: as above, it is not replaced, or its rights do not
 * cover today. STORE_CONFLICT: as above, or another picture stands for it than was shown, or with other words. */
enum store_status media_replace_undo(struct store *s, struct arena *a, int64_t id,
                                     const struct media_replace_shown *shown,
                                     const struct actor *who, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));

#endif
