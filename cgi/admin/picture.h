/* picture.h: one picture at the desk: what its page and what is done there share. */
#ifndef DATELINE_ADMIN_PICTURE_H
#define DATELINE_ADMIN_PICTURE_H

#include "admin_private.h"

#include "db/media.h"

struct picture_page {
    struct media media;
    struct problems why;
};
/* What an editor calls it: its file's name, else its description. */
const char *picture_name(struct app *app, const struct media *m);
/* THUMB below d: it in small, for a list. */
void picture_show_thumb(struct page *p, struct tpl_dict *d, const struct media *m);

#endif
