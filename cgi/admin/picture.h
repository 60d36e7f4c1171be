/* picture.h: one picture at the desk: what its page and what is done there share. */
#ifndef DATELINE_ADMIN_PICTURE_H
#define DATELINE_ADMIN_PICTURE_H

#include "admin_private.h"

#include "db/media.h"

struct picture_page {
    struct media media;
    struct problems why;
    bool some; /* though there are problems, something was done */
};
/* What an editor calls it: its file's name, else its description. */
const char *picture_name(struct app *app, const struct media *m);
/* Of req's {id}, for whoever may be offered it. False: the answer is made. */
bool picture_load(struct app *app, struct req *req, struct res *res, struct picture_page *s);
/* Where the desk shows a file of it: as readers get it, or, where they do not, /admin/media/{id}/file. In the
 * request's arena. */
const char *picture_src(struct page *p, const struct media *m, const struct media_file *file);
/* THUMB below d: it in small, for a list. */
void picture_show_thumb(struct page *p, struct tpl_dict *d, const struct media *m);

/* picture_replace.c: REPLACE below p->main, for who may see or do something there. */
void picture_replace_show(struct page *p, struct picture_page *s);
/* Whether it is a field of that form. */
bool picture_replace_is_field(const char *name);
/* As req's form says: another one stands for it, or no longer (media_replace.h). STORE_REFUSED, STORE_CONFLICT fill
 * s->why. */
enum store_status picture_replace(struct app *app, struct req *req, struct picture_page *s);
enum store_status picture_take_back(struct app *app, struct req *req, struct picture_page *s);

/* picture_older.c: OLDER below p->main, for who may publish, when a story says older words (older_words.h). */
void picture_older_show(struct page *p, struct picture_page *s);
/* As req's form says. STORE_REFUSED, STORE_CONFLICT fill s->why, also when some of the stories say the newer words. */
enum store_status picture_older_apply(struct app *app, struct req *req, struct picture_page *s);
/* picture_focus.c: FOCUS below p->main, for who may move the point that crops keep (media_focus.h). */
void picture_focus_show(struct page *p, struct picture_page *s);
/* Whether it is a field of that form. */
bool picture_focus_is_field(const char *name);
/* Whether req comes of a click on its picture, which names no button. */
bool picture_focus_clicked(const struct req *req);
/* As req's form says: it is moved, or to the middle. STORE_REFUSED, STORE_CONFLICT fill s->why. */
enum store_status picture_focus_keep(struct app *app, struct req *req, struct picture_page *s);
enum store_status picture_focus_middle(struct app *app, struct req *req, struct picture_page *s);
/* Nothing is written: what would be is shown. STORE_REFUSED fills s->why. */
enum store_status picture_focus_look(struct app *app, struct req *req, struct picture_page *s);

#endif
