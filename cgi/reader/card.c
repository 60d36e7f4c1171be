/* card.c: what lists print of a story, and the small parts that pages share. */
#include "reader.h"

#include "cgi/focus.h"
#include "cgi/genre.h"
#include "cgi/site_nav.h"

#include <string.h>

void bylines_fill(struct page *p, struct tpl_dict *d, const struct groups *bylines)
{
    const char **names = arena_array(p->req->arena, bylines->n, sizeof *names);
    const char **joints = arena_array(p->req->arena, bylines->n, sizeof *joints);

    for (size_t i = 0; i < bylines->n; i++)
        names[i] = bylines->v[i].name;
    language_joints(p->app->language, p->req->arena, names, bylines->n, joints);
    for (size_t i = 0; i < bylines->n; i++) {
        struct tpl_dict *one = tpl_add(d, "BYLINES");
        tpl_set(one, "BYLINE", bylines->v[i].name);
        tpl_set(one, "BYLINE_HREF", arena_printf(p->req->arena, "/author/%s/", bylines->v[i].slug));
        tpl_set(one, "JOINT", joints[i]);
    }
    if (bylines->n > 0)
        tpl_show(d, "BYLINES_IF");
}

/* Asked of the templates once a page. */
static struct card_parts card_parts_of(struct page *p, const char *file)
{
    for (size_t i = 0; i < p->n_parts; i++)
        if (p->parts[i].file == file)
            return p->parts[i];
    const struct tpl_set *templates = p->app->templates;
    const struct card_parts parts = {.file = file,
                                     .beside = tpl_names(templates, file, "BESIDE"),
                                     .bylines = tpl_names(templates, file, "BYLINES"),
                                     .dek = tpl_names(templates, file, "DEK"),
                                     .note = tpl_names(templates, file, "NOTE"),
                                     .product = tpl_names(templates, file, "PRODUCT")};
    if (p->n_parts < CARD_PARTS_MAX)
        p->parts[p->n_parts++] = parts;
    return parts;
}

void card_bylines_fill(struct page *p, struct tpl_dict *d, const char *file, const struct card *c)
{
    struct groups bylines;

    if (card_parts_of(p, file).bylines &&
        card_bylines(p->app->store, p->req->arena, c, &bylines) == STORE_OK)
        bylines_fill(p, d, &bylines);
}

void rating_fill(struct page *p, struct tpl_dict *d, int rating)
{
    if (rating < 0 || rating > 50)
        return;
    tpl_set(d, "RATING", language_tenths(p->app->language, p->req->arena, rating));
    tpl_set(d, "MOST", language_number(p->app->language, p->req->arena, REVIEW_STARS));
    tpl_show(d, "RATING_IF");
    struct tpl_dict *stars = tpl_include(d, "STARS", "partials/stars.tpl");
    tpl_set_int(stars, "FILLED", rating * 2); /* of the drawing's 100 units */
}

bool picture_fill(struct page *p, struct tpl_dict *d, const struct media *m, const char *alt,
                  int width, struct tpl_dict **out)
{
    struct arena *a = p->req->arena;
    const struct media_file *file = media_best(m, MEDIA_JPEG, width);
    if (!file)
        return false;
    struct tpl_dict *one = tpl_add(d, "PICTURE_IF");
    const char *webp = media_srcset(a, m, MEDIA_WEBP);
    tpl_set(one, "SRC", media_url(a, file));
    tpl_set_if(one, "WEBP", webp);
    if (!webp) /* browsers that read no WebP are few: one size will do for them */
        tpl_set_if(one, "SRCSET", media_srcset(a, m, MEDIA_JPEG));
    tpl_set_int(one, "WIDTH", file->width);
    tpl_set_int(one, "HEIGHT", file->height);
    tpl_set(one, "ALT", alt);
    *out = one;
    return true;
}

/* A <picture> takes WebP where there is some, and so do all browsers that preload by srcset. */
void picture_preload(struct page *p, const struct media *m, const char *sizes)
{
    const char *webp = media_srcset(p->req->arena, m, MEDIA_WEBP);
    const char *set = webp ? webp : media_srcset(p->req->arena, m, MEDIA_JPEG);

    if (!set)
        return;
    struct tpl_dict *d = tpl_add(p->layout, "PRELOAD_IF");
    tpl_set(d, "PRELOAD_TYPE", webp ? "image/webp" : "image/jpeg");
    tpl_set(d, "PRELOAD_SRCSET", set);
    tpl_set(d, "PRELOAD_SIZES", sizes);
}

bool language_differs(const struct page *p, const char *lang)
{
    const char *own = app_setting(p->app, SETTING_LOCALE);
    size_t n = strlen(lang);

    /* "en" says nothing new in a paper of "en-GB". */
    return n > 0 && !(strncmp(own, lang, n) == 0 && (own[n] == '\0' || own[n] == '-'));
}

void language_fill(struct page *p, struct tpl_dict *d, const char *lang)
{
    if (!language_differs(p, lang))
        return;
    tpl_set_if(d, "STORY_LANG", lang);
    tpl_set(d, "STORY_DIR", page_is_rtl(lang) ? "rtl" : "ltr");
}

const char *instant_iso(struct app *app, struct arena *a, int64_t at)
{
    char *iso = arena_alloc(a, DATELINE_ISO_SIZE);
    dateline_iso(app->calendar, at, iso);
    return iso;
}

void instant_fill(struct page *p, struct tpl_dict *d, int64_t at, enum dateline_clock clock)
{
    tpl_set(d, "AT_ISO", instant_iso(p->app, p->req->arena, at));
    tpl_set(d, "AT", dateline_text(p->app->calendar, p->req->arena, at, p->req->now, clock));
}

struct card_look {
    const char *file;
    const char *sizes; /* of its picture in the layout; NULL: none is shown */
    int width;         /* css pixels of the fallback file */
    bool section;      /* names the section, unless the page is that section's */
    enum crop crop;    /* its picture's shape */
    bool preload;      /* its picture is the first that a reader sees */
};

static const struct card_look looks[CARD_STYLE_MAX] = {
    [CARD_LEAD] = {"partials/lead.tpl", "(min-width: 64rem) 50rem, 100vw", 960, true, CROP_FRONT,
                   true},
    [CARD_BIG] = {"partials/card.tpl", "(min-width: 64rem) 36rem, 100vw", 960, false, CROP_FRONT,
                  false},
    [CARD_FULL] = {"partials/card.tpl", "(min-width: 64rem) 24rem, (min-width: 40rem) 46vw, 100vw",
                   480, true, CROP_FRONT, false},
    [CARD_ROW] = {"partials/card.tpl", "(min-width: 40rem) 15rem, 7rem", 480, true, CROP_LIST,
                  false},
    [CARD_LINE] = {"partials/line.tpl", NULL, 0, true, CROP_FRONT, false},
    [CARD_PLAIN] = {"partials/line.tpl", NULL, 0, false, CROP_FRONT, false},
    [CARD_UPDATE] = {"partials/update.tpl", NULL, 0, false, CROP_FRONT, false},
    [CARD_RATED] = {"partials/rated.tpl", NULL, 0, false, CROP_FRONT, false},
};

static void card_fill_section(struct page *p, struct tpl_dict *d, const struct card *c)
{
    const struct group *section = site_nav_section(p->app, p->req->now, c->section_id);
    const char *href = section ? arena_printf(p->req->arena, "/%s/", section->slug) : NULL;

    if (!href || strcmp(href, p->req->path) == 0)
        return;
    tpl_set_if(d, "SECTION", section->name);
    tpl_set(d, "SECTION_HREF", href);
    tpl_show(d, "KICKER_IF");
}

static void card_fill_product(struct page *p, struct tpl_dict *d, const struct card *c)
{
    if (!*c->product)
        return;
    tpl_set_if(d, "PRODUCT", typeset(p->app, p->req->arena, c->lang, c->product));
    tpl_show(d, "KICKER_IF");
}

/* Above the headline for the eye, within it for whoever goes from one headline to the next by ear. */
void card_genre_fill(struct page *p, struct tpl_dict *d, const struct card *c)
{
    const char *label = genre_label_alone(p->app, c->genre);

    if (!label)
        return;
    tpl_set_if(d, "GENRE", label);
    tpl_show(d, "KICKER_IF");
    if (language_differs(p, c->lang))
        tpl_set_if(d, "LABEL_LANG", app_setting(p->app, SETTING_LOCALE));
}

static void card_fill_picture(struct page *p, struct tpl_dict *d, const struct card_look *look,
                              const struct card *c)
{
    struct tpl_dict *picture;
    struct media hero;

    /* Beside its headline a picture says nothing new to a listener: an empty alt. */
    if (card_hero(p->app->store, p->req->arena, c, &hero) != STORE_OK ||
        !picture_fill(p, d, &hero, "", look->width, &picture))
        return;
    focus_fill(p, picture, &hero, look->crop);
    tpl_set(picture, "SIZES", look->sizes);
    tpl_set_if(picture, "CREDIT", typeset(p->app, p->req->arena, c->lang, c->hero_credit));
    tpl_show(d, "PICTURED_IF");
    if (look->preload)
        picture_preload(p, &hero, look->sizes);
}

static void card_fill_note(struct page *p, struct tpl_dict *d, const struct card *c)
{
    const char *note;

    if (card_update_note(p->app->store, p->req->arena, c, p->req->now, &note) == STORE_OK)
        tpl_set_if(d, "NOTE", typeset(p->app, p->req->arena, c->lang, note));
}

/* What not every look shows. */
static void card_fill_parts(struct page *p, struct tpl_dict *d, const struct card_look *look,
                            const struct card *c)
{
    const struct card_parts shown = card_parts_of(p, look->file);

    if (shown.dek)
        tpl_set_if(d, "DEK", typeset(p->app, p->req->arena, c->lang, c->dek));
    if (shown.product)
        card_fill_product(p, d, c);
    if (shown.note)
        card_fill_note(p, d, c);
    card_bylines_fill(p, d, look->file, c);
    if (shown.beside)
        page_line(p, d, c->published_at, c->updated_at);
    else
        page_when(p, d, c->published_at, c->updated_at);
    if (look->section)
        card_fill_section(p, d, c);
    if (look->sizes)
        card_fill_picture(p, d, look, c);
}

static void card_fill(struct page *p, struct tpl_dict *d, const struct card_look *look,
                      const struct card *c)
{
    page_shows(p, c->live_from);
    page_shows(p, c->published_at);
    tpl_set(d, "HREF", c->path);
    tpl_set(d, "HEADLINE", typeset(p->app, p->req->arena, c->lang, c->headline));
    if (c->corrected)
        tpl_show(d, "CORRECTED_IF");
    if (language_differs(p, c->lang)) {
        tpl_set_if(d, "CARD_LANG", c->lang);
        tpl_set(d, "CARD_DIR", page_is_rtl(c->lang) ? "rtl" : "ltr");
    }
    card_genre_fill(p, d, c);
    rating_fill(p, d, c->kind == STORY_REVIEW ? c->rating : -1);
    card_fill_parts(p, d, look, c);
}

void card_add(struct page *p, struct tpl_dict *d, const char *section, enum card_style style,
              const struct card *c)
{
    const struct card_look *look = &looks[style];

    card_fill(p, tpl_include(tpl_add(d, section), "CARD", look->file), look, c);
}

void cards_add(struct page *p, struct tpl_dict *d, const char *section, enum card_style style,
               const struct cards *cards)
{
    if (cards->n == 0)
        return;
    tpl_show(d, arena_printf(p->req->arena, "%s_IF", section));
    for (size_t i = 0; i < cards->n; i++)
        card_add(p, d, section, style, &cards->v[i]);
}
