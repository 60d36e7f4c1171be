/* picture_words.h: the page on which the words of pictures that have just come are asked for. */
#ifndef DATELINE_ADMIN_PICTURE_WORDS_H
#define DATELINE_ADMIN_PICTURE_WORDS_H

#include "picture.h"

/* More are added as well, and told of on their own pages: a form has no more than 500 fields. */
#define PICTURE_WORDS_MAX 100

struct picture_ids {
    int64_t v[PICTURE_WORDS_MAX];
    size_t n;
};
/* Each once; what is beyond the limit is left out. */
void picture_ids_add(struct picture_ids *ids, int64_t id);

struct picture_words {
    struct picture_ids of;    /* to be told of */
    struct picture_ids known; /* were here when they were brought */
    bool fresh;               /* the page answers those that bring them */
};
/* "/admin/media/words?of=12.13&known=4". In the arena. */
const char *picture_words_address(struct arena *a, const struct picture_words *w);
/* The whole page, with res->status as it is. `some`: though why has problems, something was done. */
void picture_words_show(struct app *app, struct req *req, struct res *res,
                        const struct picture_words *w, struct problems *why, bool some);

#endif
