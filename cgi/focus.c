/* focus.c: see focus.h. */
#include "focus.h"

static const struct {
    int width, height;
} shapes[CROP_MAX] = {
    [CROP_FRONT] = {16, 10},
    [CROP_LIST] = {3, 2},
    [CROP_HERO] = {72, 44},
};

static int focus_step(int percent)
{
    return (percent + FOCUS_STEP / 2) / FOCUS_STEP * FOCUS_STEP;
}

/* Where the part begins, in percent of what is left out along one side of the picture, for a part of `shown` in
 * `whole`. */
static int focus_along(int point, int64_t shown, int64_t whole)
{
    if (shown >= whole)
        return MEDIA_FOCUS_MIDDLE;
    int64_t before = (2 * whole * point - 100 * shown) / 2, most = 100 * (whole - shown);
    before = before < 0 ? 0 : before > most ? most : before;
    return focus_step((int)((before + (whole - shown) / 2) / (whole - shown)));
}

/* Of a picture of that size. */
static struct media_focus focus_of_crop(int width, int height, const struct media_focus *point,
                                        enum crop shape)
{
    int64_t wide = (int64_t)width * shapes[shape].height,
            high = (int64_t)height * shapes[shape].width;
    return (struct media_focus){focus_along(point->x, high, wide),
                                focus_along(point->y, wide, high)};
}

static const char *focus_classes(struct arena *a, const struct media_focus *at)
{
    return arena_printf(a, "fx%d fy%d", at->x, at->y);
}

const char *focus_point(struct arena *a, const struct media_focus *point)
{
    const struct media_focus at = {focus_step(point->x), focus_step(point->y)};
    return focus_classes(a, &at);
}

static struct media_focus focus_in(const struct media *m, const struct media_focus *point,
                                   enum crop shape)
{
    return m->n_files > 0 ? focus_of_crop(m->files[0].width, m->files[0].height, point, shape)
                          : (struct media_focus){MEDIA_FOCUS_MIDDLE, MEDIA_FOCUS_MIDDLE};
}

const char *focus_crop(struct arena *a, const struct media *m, const struct media_focus *point,
                       enum crop shape)
{
    const struct media_focus at = focus_in(m, point, shape);
    return focus_classes(a, &at);
}

void focus_fill(struct page *p, struct tpl_dict *d, const struct media *m, enum crop shape)
{
    const struct media_focus point = {m->focus_x, m->focus_y}, at = focus_in(m, &point, shape);
    if (at.x == MEDIA_FOCUS_MIDDLE && at.y == MEDIA_FOCUS_MIDDLE)
        return;
    tpl_set_if(d, "FOCUS", focus_classes(p->req->arena, &at));
    if (!p->focused)
        page_sheet(p, "css/focus.css");
    p->focused = true;
}
