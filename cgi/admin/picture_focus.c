/* picture_focus.c: the point of a picture that stays in view where a part of it is shown. Part of /admin/media/{id}
 *
 * A click on an <input type="image"> sends where it was, in pixels of the size at which it is shown: so the picture has
 * one size here, on every screen, and needs no script. static/js/desk/focus.js spares the way to the server. */
#include "picture.h"

#include "cgi/focus.h"
#include "db/media_about.h"
#include "db/media_focus.h"
#include "lib/text.h"

#include <string.h>

#define AIM_WIDTH 272 /* css pixels; a telephone has room for them */
#define AIM_HEIGHT 400
#define CROP_WIDTH 480

static const struct {
    const char *name, *label;
} axes[] = {
    {"focus_x", WORD("From the left, in percent")},
    {"focus_y", WORD("From the top, in percent")},
};
enum { AXES = 2 };

/* Shapes in which readers get it, of media.css. */
static const struct {
    const char *shape, *label;
} crops[CROP_MAX] = {
    [CROP_FRONT] = {"of-front", WORD("Front page")},
    [CROP_LIST] = {"of-list", WORD("Lists")},
    [CROP_HERO] = {"of-hero", WORD("Above the story, on wide screens")},
};

bool picture_focus_is_field(const char *name)
{
    return strcmp(name, axes[0].name) == 0 || strcmp(name, axes[1].name) == 0;
}

bool picture_focus_clicked(const struct req *req)
{
    return fields_get(&req->form, "at.x") && fields_get(&req->form, "at.y");
}

/* ---- What the form says ------------------------------------------------------------------------ */

/* The size at which the picture is clicked. */
static void focus_size(const struct media *m, int *width, int *height)
{
    *width = AIM_WIDTH;
    *height = m->width > 0 ? (int)((int64_t)AIM_WIDTH * m->height / m->width) : AIM_WIDTH;
    if (*height > AIM_HEIGHT) {
        *width = (int)((int64_t)AIM_HEIGHT * m->width / m->height);
        *height = AIM_HEIGHT;
    }
    *width = *width > 0 ? *width : 1;
    *height = *height > 0 ? *height : 1;
}

static int focus_percent(int64_t pixels, int size)
{
    int64_t percent = (pixels * 100 + size / 2) / size;
    return (int)(percent > 100 ? 100 : percent);
}

/* -1: it is none from 0 to 100. */
static int focus_number(const struct req *req, const char *name)
{
    int64_t n;
    return text_to_int(text_line(req->arena, req_form(req, name)), 0, 100, &n) ? (int)n : -1;
}

/* A key that presses the picture's button sends 0, 0: the numbers are meant then. */
static struct media_focus focus_typed(const struct req *req, const struct media *m)
{
    int64_t x = 0, y = 0;
    int width, height;
    text_to_int(req_form(req, "at.x"), 0, 10000, &x);
    text_to_int(req_form(req, "at.y"), 0, 10000, &y);
    focus_size(m, &width, &height);
    if (x > 0 || y > 0)
        return (struct media_focus){focus_percent(x, width), focus_percent(y, height)};
    return (struct media_focus){focus_number(req, axes[0].name), focus_number(req, axes[1].name)};
}

static struct media_focus focus_of(const struct media *m)
{
    return (struct media_focus){m->focus_x, m->focus_y};
}

static struct media_focus focus_was(const struct req *req, const struct media *m)
{
    struct media_focus was;
    return media_focus_parse(req_form(req, "was_focus"), &was) ? was : focus_of(m);
}

/* ---- Showing ----------------------------------------------------------------------------------- */

static bool focus_is_sent(const struct page *p)
{
    return p->req->method == METHOD_POST && fields_get(&p->req->form, "was_focus");
}

static void focus_show_numbers(struct page *p, struct tpl_dict *d, const struct picture_page *s,
                               const struct media_focus *at)
{
    const int now[AXES] = {at->x, at->y};
    bool typed = focus_is_sent(p) && s->why.n > 0;

    for (size_t i = 0; i < AXES; i++) {
        struct tpl_dict *line = tpl_add(d, "NUMBER");
        const char *number = arena_printf(p->req->arena, "%d", now[i]);
        tpl_set(line, "NAME", axes[i].name);
        tpl_set(line, "LABEL", app_word(p->app, axes[i].label));
        tpl_set(line, "TYPED",
                typed && now[i] < 0 ? text_line(p->req->arena, req_form(p->req, axes[i].name))
                                    : number);
        tpl_set_if(line, "PROBLEM", problem_of(&s->why, axes[i].name));
    }
}

static void focus_show_crops(struct page *p, struct tpl_dict *d, const struct media *m,
                             const struct media_focus *at)
{
    const struct media_file *file = media_best(m, MEDIA_JPEG, CROP_WIDTH);
    /* What is wider than that is whole above a story. */
    int n = (int64_t)m->height * 72 > (int64_t)m->width * 44 ? CROP_MAX : CROP_HERO;

    for (int i = 0; i < n; i++) {
        struct tpl_dict *crop = tpl_add(d, "CROP");
        tpl_set(crop, "SHAPE", crops[i].shape);
        tpl_set(crop, "PART", focus_crop(p->req->arena, m, at, (enum crop)i));
        tpl_set(crop, "CROP_LABEL", app_word(p->app, crops[i].label));
        tpl_set(crop, "CROP_URL", picture_src(p, m, file));
        tpl_set_int(crop, "CROP_WIDTH", file->width);
        tpl_set_int(crop, "CROP_HEIGHT", file->height);
    }
}

static void focus_show_form(struct page *p, struct tpl_dict *d, const struct picture_page *s,
                            const struct media_file *file)
{
    const struct media *m = &s->media;
    struct media_focus now = focus_of(m), at = now, was = now;
    int width, height;

    if (focus_is_sent(p)) {
        at = focus_typed(p->req, m);
        was = p->res->status == 409 ? now : focus_was(p->req, m);
    }
    bool good = at.x >= 0 && at.y >= 0;
    focus_size(m, &width, &height);
    tpl_set(d, "AIM_URL", picture_src(p, m, file));
    tpl_set_int(d, "AIM_WIDTH", width);
    tpl_set_int(d, "AIM_HEIGHT", height);
    tpl_set(d, "POINT", focus_point(p->req->arena, good ? &at : &now));
    tpl_set(d, "WAS_FOCUS", media_focus_text(p->req->arena, &was));
    focus_show_numbers(p, d, s, &at);
    focus_show_crops(p, d, m, good ? &at : &now);
    if (now.x != MEDIA_FOCUS_MIDDLE || now.y != MEDIA_FOCUS_MIDDLE)
        tpl_show(d, "MOVED");
    if (good && (at.x != now.x || at.y != now.y))
        tpl_show(d, "NOT_KEPT");
}

void picture_focus_show(struct page *p, struct picture_page *s)
{
    const struct media_file *file = media_best(&s->media, MEDIA_JPEG, AIM_WIDTH);
    struct actor by = admin_actor(p->req);

    if (!file || (!media_may_change(&by, &s->media) && !admin_may(p->req, ACT_PUBLISH, NULL)))
        return;
    page_sheet(p, "css/focus.css");
    focus_show_form(p, tpl_add(p->main, "FOCUS"), s, file);
}

/* ---- Doing it ---------------------------------------------------------------------------------- */

static enum store_status focus_put(struct app *app, struct req *req, struct picture_page *s,
                                   struct media_focus to)
{
    struct actor by = admin_actor(req);
    const struct media_focus_change in = {
        .id = s->media.id, .was = focus_was(req, &s->media), .to = to, .by = &by};
    return media_focus_set(app->store, req->arena, &in, req->now, &s->why);
}

enum store_status picture_focus_keep(struct app *app, struct req *req, struct picture_page *s)
{
    return focus_put(app, req, s, focus_typed(req, &s->media));
}

enum store_status picture_focus_middle(struct app *app, struct req *req, struct picture_page *s)
{
    return focus_put(app, req, s, (struct media_focus){MEDIA_FOCUS_MIDDLE, MEDIA_FOCUS_MIDDLE});
}

enum store_status picture_focus_look(struct app *app, struct req *req, struct picture_page *s)
{
    struct media_focus to = focus_typed(req, &s->media);
    (void)app;
    return media_focus_check(&to, &s->why) ? STORE_OK : STORE_REFUSED;
}
