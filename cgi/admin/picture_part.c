/* picture_part.c: one picture at the desk: what its pages begin with and what they show of it in small. */
#include "picture.h"

#include "lib/text.h"

#define THUMB_WIDTH 320

const char *picture_name(struct app *app, const struct media *m)
{
    return *m->original ? m->original : *m->alt ? m->alt : app_word(app, WORD("Picture"));
}

void picture_show_thumb(struct page *p, struct tpl_dict *d, const struct media *m)
{
    const struct media_file *file = media_best(m, MEDIA_JPEG, THUMB_WIDTH);

    if (!file)
        return;
    d = tpl_add(d, "THUMB");
    tpl_set(d, "THUMB_URL", picture_src(p, m, file));
    tpl_set_int(d, "THUMB_WIDTH", file->width);
    tpl_set_int(d, "THUMB_HEIGHT", file->height);
}

/* One that who asks may not be offered is none. */
bool picture_load(struct app *app, struct req *req, struct res *res, struct picture_page *s)
{
    struct actor by = admin_actor(req);
    int64_t id = 0;

    *s = (struct picture_page){.why = {.arena = req->arena}};
    text_to_int(req_param(req, "id"), 1, INT64_MAX, &id);
    enum store_status st = media_offered(app->store, &by, 0, id, req->now);
    if (st == STORE_OK)
        st = media_get(app->store, req->arena, id, &s->media);
    if (st == STORE_MISSING)
        page_error(app, req, res, 404, NULL);
    else if (st != STORE_OK)
        page_store_error(app, req, res, st, app->store);
    return st == STORE_OK;
}
