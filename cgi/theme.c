/* theme.c: see theme.h.
 *
 * An editor chooses up to three colours; a page needs some twenty. The others are mixed from those,
 * and each that is read is moved until it can be: 4.5:1 against what is behind it (WCAG 2.2,
 * 1.4.3), in light and in dark. So no choice makes a paper that cannot be read. */
#include "theme.h"

#include "lib/data_url.h"
#include "lib/token.h"

#include <stdlib.h>
#include <string.h>

#define SHEET "css/site.css"
#define OWN_SHEET "css/colours.css"
#define SHEET_MAX ((size_t)1024 * 1024)
#define READABLE 4.6 /* and a little more: rounding takes some away */

/* A logo that was sent. */
struct theme_picture {
    const unsigned char *bytes; /* NULL: none was */
    size_t n;
    int width, height;
    char hash[ASSETS_HASH_DIGITS + 1];
};
enum { THEME_DAY, THEME_NIGHT, THEME_LIGHTS };

struct theme {
    struct buf css; /* empty: the colours are ours */
    struct twins twins;
    char hash[ASSETS_HASH_DIGITS + 1];
    struct arena *arena;
    struct theme_picture logos[THEME_LIGHTS];
};

static const enum setting logo_settings[THEME_LIGHTS] = {SETTING_LOGO, SETTING_LOGO_NIGHT};
static const char *const logo_files[THEME_LIGHTS] = {"img/own-logo.webp",
                                                     "img/own-logo-night.webp"};

struct palette {
    struct colour paper, panel, ink, soft, hair, signal;
    struct colour band, on_band, on_band_soft, on_band_signal, band_hair;
};

static const struct colour black = {0, 0, 0}, white = {1, 1, 1};

/* ---- Colours -------------------------------------------------------------------------------- */

/* What is printed on the dark strip, which is dark in both schemes. */
static void palette_mix_band(struct palette *p, struct colour accent)
{
    p->on_band_soft =
        colour_readable(colour_mix(p->on_band, p->band, 0.28), p->on_band, p->band, READABLE);
    p->on_band_signal = colour_readable(accent, white, p->band, READABLE);
    p->band_hair = colour_mix(p->band, p->on_band, 0.17);
}

static struct palette palette_light(struct colour paper, struct colour ink, struct colour accent)
{
    struct palette p = {.paper = paper, .ink = ink, .band = ink, .on_band = paper};
    p.panel = colour_mix(paper, ink, 0.045);
    p.hair = colour_mix(paper, ink, 0.19);
    p.soft = colour_readable(colour_mix(ink, paper, 0.24), ink, p.panel, READABLE);
    p.signal = colour_readable(accent, black, p.panel, READABLE);
    palette_mix_band(&p, accent);
    return p;
}

static struct palette palette_dark(struct colour paper, struct colour ink, struct colour accent)
{
    struct palette p = {.paper = colour_mix(ink, black, 0.5)};
    p.ink = colour_mix(paper, p.paper, 0.06);
    p.panel = colour_mix(p.paper, paper, 0.05);
    p.hair = colour_mix(p.paper, paper, 0.17);
    p.soft = colour_readable(colour_mix(p.ink, p.paper, 0.3), p.ink, p.panel, READABLE);
    p.signal = colour_readable(accent, white, p.panel, READABLE);
    p.band = colour_mix(p.paper, paper, 0.08);
    p.on_band = p.ink;
    palette_mix_band(&p, accent);
    return p;
}

static void theme_add_colour(struct buf *b, const char *name, struct colour c)
{
    char text[COLOUR_SIZE];
    colour_print(c, text);
    buf_printf(b, "--%s:%s;", name, text);
}

static void theme_add_palette(struct buf *b, const struct palette *p)
{
    buf_adds(b, ":root{");
    theme_add_colour(b, "paper", p->paper);
    theme_add_colour(b, "panel", p->panel);
    theme_add_colour(b, "ink", p->ink);
    theme_add_colour(b, "soft", p->soft);
    theme_add_colour(b, "hair", p->hair);
    theme_add_colour(b, "signal", p->signal);
    theme_add_colour(b, "band", p->band);
    theme_add_colour(b, "on-band", p->on_band);
    theme_add_colour(b, "on-band-soft", p->on_band_soft);
    theme_add_colour(b, "on-band-signal", p->on_band_signal);
    theme_add_colour(b, "band-hair", p->band_hair);
    buf_adds(b, "}");
}

/* ---- The sheet ------------------------------------------------------------------------------ */

/* Our own for what is none. */
static struct colour colour_or_ours(const char *typed, enum setting k)
{
    struct colour c = black;
    if (!colour_parse(typed, &c))
        (void)colour_parse(setting_default(k), &c);
    return c;
}

struct theme_sample theme_sample(const char *paper, const char *ink, const char *accent, bool night)
{
    struct colour chosen[] = {colour_or_ours(paper, SETTING_PAPER),
                              colour_or_ours(ink, SETTING_INK),
                              colour_or_ours(accent, SETTING_ACCENT)};
    struct palette p = (night ? palette_dark : palette_light)(chosen[0], chosen[1], chosen[2]);
    struct theme_sample out = {0};
    colour_print(p.paper, out.paper);
    colour_print(p.ink, out.ink);
    colour_print(p.soft, out.soft);
    colour_print(p.hair, out.hair);
    colour_print(p.signal, out.signal);
    colour_print(p.band, out.band);
    colour_print(p.on_band, out.on_band);
    colour_print(p.panel, out.panel);
    return out;
}

static bool theme_all_ours(const struct settings *s)
{
    static const enum setting keys[] = {SETTING_PAPER, SETTING_INK, SETTING_ACCENT};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (strcmp(s->v[keys[i]], setting_default(keys[i])) != 0)
            return false;
    }
    return true;
}

static void theme_print_sheet(struct buf *b, const struct settings *s)
{
    struct colour paper = colour_or_ours(s->v[SETTING_PAPER], SETTING_PAPER),
                  ink = colour_or_ours(s->v[SETTING_INK], SETTING_INK);
    struct colour accent = colour_or_ours(s->v[SETTING_ACCENT], SETTING_ACCENT);
    struct palette day = palette_light(paper, ink, accent),
                   night = palette_dark(paper, ink, accent);
    buf_adds(b, "\n@media screen{");
    theme_add_palette(b, &day);
    buf_adds(b, "}\n@media screen and (prefers-color-scheme:dark){");
    theme_add_palette(b, &night);
    buf_adds(b, "}\n");
}

static void theme_hash(const void *bytes, size_t n, char hash[ASSETS_HASH_DIGITS + 1])
{
    char hex[TOKEN_HASH_SIZE];
    token_sha256(bytes, n, hex);
    memcpy(hash, hex, ASSETS_HASH_DIGITS);
    hash[ASSETS_HASH_DIGITS] = '\0';
}

static bool theme_make_sheet(struct theme *t, const struct settings *s, const struct assets *as)
{
    if (theme_all_ours(s))
        return true;
    bool read = assets_read(as, SHEET, &t->css);
    theme_print_sheet(&t->css, s);
    if (read && !t->css.failed)
        theme_hash(t->css.p, t->css.len, t->hash);
    return read && !t->css.failed;
}

static bool theme_has_pictures(const struct settings *s)
{
    return data_url_is(s->v[SETTING_LOGO]) || data_url_is(s->v[SETTING_LOGO_NIGHT]);
}

static void theme_take_picture(struct theme *t, const char *value, struct theme_picture *p)
{
    const char *file;
    int64_t width, height;
    if (!data_url_is(value) || !setting_logo(t->arena, value, &file, &width, &height) ||
        !data_url_read(t->arena, file, &p->bytes, &p->n))
        return;
    p->width = (int)width;
    p->height = (int)height;
    theme_hash(p->bytes, p->n, p->hash);
}

struct theme *theme_make(const struct settings *settings, const struct assets *assets)
{
    if (theme_all_ours(settings) && !theme_has_pictures(settings))
        return NULL;
    struct theme *t = calloc(1, sizeof *t);
    if (!t)
        return NULL;
    buf_init(&t->css, SHEET_MAX);
    t->arena = arena_new();
    if (!theme_make_sheet(t, settings, assets)) {
        theme_free(t);
        return NULL;
    }
    for (int i = 0; i < THEME_LIGHTS; i++)
        theme_take_picture(t, settings->v[logo_settings[i]], &t->logos[i]);
    return t;
}

void theme_free(struct theme *t)
{
    if (!t)
        return;
    buf_free(&t->css);
    twins_free(&t->twins);
    arena_free(t->arena);
    free(t);
}

const char *theme_sheet(const struct theme *t, struct arena *a)
{
    return t && t->css.len > 0 ? arena_printf(a, "/static/%s/" OWN_SHEET, t->hash) : NULL;
}

/* What lies in memory, under the hash that it was asked for with. What was changed since nobody may keep under the
 * old one. */
static void theme_lend(struct res *res, const void *bytes, size_t n, const char *hash,
                       const char *asked)
{
    res->lent = bytes;
    res->lent_n = n;
    res->etag = hash;
    if (!asked || strncmp(asked, hash, ASSETS_HASH_DIGITS) != 0)
        res_cache(res, CACHE_PAGE);
}

static bool theme_answer_logo(const struct theme *t, struct res *res, const char *hash,
                              const char *file)
{
    for (int i = 0; i < THEME_LIGHTS; i++) {
        const struct theme_picture *p = &t->logos[i];
        if (!p->bytes || strcmp(file, logo_files[i]) != 0)
            continue;
        res->content_type = "image/webp";
        theme_lend(res, p->bytes, p->n, p->hash, hash);
        return true;
    }
    return false;
}

bool theme_answer(struct theme *t, const struct req *req, struct res *res, const char *hash,
                  const char *file)
{
    if (!t)
        return false;
    if (t->css.len == 0 || strcmp(file, OWN_SHEET) != 0)
        return theme_answer_logo(t, res, hash, file);
    res->content_type = "text/css; charset=utf-8";
    theme_lend(res, t->css.p, t->css.len, t->hash, hash);
    (void)twins_lend(&t->twins, req, res);
    return true;
}

void theme_compress(struct theme *t)
{
    if (t && t->twins.are == TWINS_ASKED)
        twins_make(&t->twins, t->css.p, t->css.len);
}

/* ---- The logo ------------------------------------------------------------------------------- */

static const char *theme_file_address(const struct assets *as, struct arena *a, const char *file)
{
    const char *hash = assets_hash(as, file);
    return hash ? arena_printf(a, "/static/%s/%s", hash, file) : NULL;
}

/* "img/logo-dark.svg" of "img/logo.svg", when there is such a file. */
static const char *theme_dark_file(const struct assets *as, struct arena *a, const char *file)
{
    const char *dot = strrchr(file, '.');
    int n = dot ? (int)(dot - file) : (int)strlen(file);
    return theme_file_address(as, a, arena_printf(a, "%.*s-dark%s", n, file, dot ? dot : ""));
}

/* Of one setting. dark: what lies beside its file for dark pages, or NULL. */
static bool theme_logo_of(const struct theme *t, const struct settings *s, const struct assets *as,
                          struct arena *a, int light, struct theme_logo *out)
{
    const char *value = s->v[logo_settings[light]], *file;
    const struct theme_picture *p = t ? &t->logos[light] : NULL;
    int64_t width, height;
    *out = (struct theme_logo){0};
    if (p && p->bytes) {
        out->src = arena_printf(a, "/static/%s/%s", p->hash, logo_files[light]);
        out->width = p->width;
        out->height = p->height;
    } else if (!data_url_is(value) && setting_logo(a, value, &file, &width, &height)) {
        out->src = theme_file_address(as, a, file);
        out->dark = theme_dark_file(as, a, file);
        out->width = (int)width;
        out->height = (int)height;
    }
    return out->src;
}

bool theme_logo(const struct theme *t, const struct settings *s, const struct assets *as,
                struct arena *a, struct theme_logo *out)
{
    struct theme_logo night;
    if (!theme_logo_of(t, s, as, a, THEME_DAY, out))
        return false;
    if (theme_logo_of(t, s, as, a, THEME_NIGHT, &night))
        out->dark = night.src;
    return true;
}
