/* media_about.h: what is said of a picture: its words, whose it is, until when it may be shown.
 *
 * It belongs to the picture. A story takes the words over when it takes the picture, and from then on they are
 * the story's: what readers read changes only by a save of the story. */
#ifndef DATELINE_MEDIA_ABOUT_H
#define DATELINE_MEDIA_ABOUT_H

#include "media.h"

enum media_field {
    MEDIA_ALT,
    MEDIA_CAPTION,
    MEDIA_CREDIT,
    MEDIA_CREATOR,
    MEDIA_COPYRIGHT,
    MEDIA_LICENSE,      /* an http(s) address */
    MEDIA_SOURCE,       /* where it came from, for editors */
    MEDIA_RIGHTS_FROM,  /* "2026-01-08", the first day in the site's zone; "": any */
    MEDIA_RIGHTS_UNTIL, /* the last day */
    MEDIA_NOT_AGAIN,    /* "1": in no further story; "" */
    MEDIA_FIELD_MAX
};
/* "alt", "rights_from", …: of forms, commands and the log. */
const char *media_field_name(enum media_field f);
/* MEDIA_FIELD_MAX: there is none of that name. */
enum media_field media_field_find(const char *name);

struct media_about {
    const char *v[MEDIA_FIELD_MAX];
};
/* What a picture's row says. Strings of the row. */
struct media_about media_about_of(const struct media *m);

/* Stands for all of that, and for the point that crops keep: which form showed what. In the arena. */
const char *media_about_hash(struct arena *a, const struct media *m);

/* Whether that may be said: lengths, the licence's address, days. False: why says what is wrong, by the fields' names. */
bool media_about_check(const struct media_about *to, struct problems *why);

/* Whether this actor may change what is said of it: an editor; somebody else of what they brought first. */
bool media_may_change(const struct actor *by, const struct media *m);

struct media_change {
    int64_t id;
    struct media_about was; /* as the form showed it */
    struct media_about to;
    const struct actor *by; /* NULL: the command line */
};
/* Changes the fields in which `to` is not `was`; the others stay as they are by now. STORE_CONFLICT: somebody else
 * changed one of them meanwhile, and why says to what. STORE_REFUSED fills why. Maker and licence reach readers
 * at once, words never. */
enum store_status media_change(struct store *s, struct arena *a, const struct media_change *in,
                               int64_t now, struct problems *why)
    __attribute__((warn_unused_result));

#endif
