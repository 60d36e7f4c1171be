/* image_colour.c: the colours of a picture that says them without an ICC profile.
 *
 * libpng and libheif read the file and drop what they find unsound, Little CMS writes the profile;
 * here is only which word outranks which, and what it means. The curve is not left to the profile: by one
 * far from the eye's, of light itself, Little CMS 2.14 is some steps off in the dark. */
#include "image_colour.h"

#include "image_exif.h"

#include <lcms2.h>
#include <libheif/heif.h>
#include <math.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

/* CIE 1931 x and y. */
struct primaries {
    double white[2], red[2], green[2], blue[2];
};

struct colours {
    struct primaries primaries;
    double gamma; /* SRGB_CURVE or an exponent */
};

enum { SRGB_CURVE = 0 };
#define D65                                                                                        \
    {                                                                                              \
        0.3127, 0.3290                                                                             \
    }
#define SRGB_PRIMARIES                                                                             \
    {                                                                                              \
        D65, {0.64, 0.33}, {0.30, 0.60},                                                           \
        {                                                                                          \
            0.15, 0.06                                                                             \
        }                                                                                          \
    }
static const struct primaries srgb_primaries = SRGB_PRIMARIES;

/* ---- Code points (ITU-T H.273, 8.1 and 8.2) -------------------------------------------------- */

static const struct primaries coded_primaries[] = {
    [1] = SRGB_PRIMARIES,
    [4] = {{0.310, 0.316}, {0.67, 0.33}, {0.21, 0.71}, {0.14, 0.08}},
    [5] = {D65, {0.64, 0.33}, {0.29, 0.60}, {0.15, 0.06}},
    [6] = {D65, {0.630, 0.340}, {0.310, 0.595}, {0.155, 0.070}},
    [7] = {D65, {0.630, 0.340}, {0.310, 0.595}, {0.155, 0.070}},
    [8] = {{0.310, 0.316}, {0.681, 0.319}, {0.243, 0.692}, {0.145, 0.049}},
    [9] = {D65, {0.708, 0.292}, {0.170, 0.797}, {0.131, 0.046}},
    [11] = {{0.314, 0.351}, {0.680, 0.320}, {0.265, 0.690}, {0.150, 0.060}},
    [12] = {D65, {0.680, 0.320}, {0.265, 0.690}, {0.150, 0.060}},
    [22] = {D65, {0.630, 0.340}, {0.295, 0.605}, {0.155, 0.077}},
};

static bool primaries_find(unsigned code, struct primaries *out)
{
    if (code >= sizeof coded_primaries / sizeof coded_primaries[0] ||
        coded_primaries[code].red[0] <= 0)
        return false;
    *out = coded_primaries[code];
    return true;
}

static bool gamma_find(unsigned code, double *out)
{
    switch (code) {
    case 1: /* of BT.709, as screens show it (BT.1886); the same in 6, 14 and 15 */
    case 6:
    case 14:
    case 15:
        *out = 2.4;
        return true;
    case 4:
        *out = 2.2;
        return true;
    case 5:
        *out = 2.8;
        return true;
    case 8:
        *out = 1;
        return true;
    case 13:
    case 16: /* PQ */
    case 18: /* HLG */
        *out = SRGB_CURVE;
        return true;
    default:
        return false;
    }
}

/* ---- PNG ------------------------------------------------------------------------------------- */

struct png_input {
    const unsigned char *at;
    size_t left;
};

static void png_input_read(png_structp png, png_bytep out, png_size_t n)
{
    struct png_input *in = png_get_io_ptr(png);
    if (n > in->left)
        png_error(png, "ends early");
    memcpy(out, in->at, n);
    in->at += n;
    in->left -= n;
}

static void png_stay_silent(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

/* Four bytes: primaries, curve, matrix (0, for RGB) and full range. libpng 1.6.39 knows it as one
 * of the unknown. */
static bool png_read_cicp(png_structp png, png_infop info, struct colours *out)
{
    png_unknown_chunkp chunks;
    int n = png_get_unknown_chunks(png, info, &chunks);
    for (int i = 0; i < n; i++) {
        const unsigned char *p = chunks[i].data;
        if (memcmp(chunks[i].name, "cICP", 5) == 0 && chunks[i].size == 4)
            return p[2] == 0 && p[3] == 1 && primaries_find(p[0], &out->primaries) &&
                   gamma_find(p[1], &out->gamma);
    }
    return false;
}

static bool is_near(double a, double b, double off)
{
    return fabs(a - b) <= off;
}

static bool primaries_are_srgb(const struct primaries *p)
{
    const struct primaries *s = &srgb_primaries;
    const double *const got[] = {p->white, p->red, p->green, p->blue};
    const double *const want[] = {s->white, s->red, s->green, s->blue};
    for (int i = 0; i < 4; i++)
        if (!is_near(got[i][0], want[i][0], 0.01) || !is_near(got[i][1], want[i][1], 0.01))
            return false;
    return true;
}

/* sRGB is written as gAMA 1/2.2, with or without its primaries, for programs that know no better
 * (PNG 3rd edition, 11.3.2.5); libpng calls a twentieth near enough. */
static bool png_read_gamma(png_structp png, png_infop info, struct colours *out)
{
    double gamma = 0;
    struct primaries *p = &out->primaries;
    if (!png_get_gAMA(png, info, &gamma) || gamma < 0.2 || gamma > 5)
        return false;
    if (!png_get_cHRM(png, info, &p->white[0], &p->white[1], &p->red[0], &p->red[1], &p->green[0],
                      &p->green[1], &p->blue[0], &p->blue[1]))
        *p = srgb_primaries;
    out->gamma = 1 / gamma;
    return !(primaries_are_srgb(p) && is_near(gamma * 2.2, 1, 0.05));
}

static bool png_read_info_of(png_structp png, png_infop info, struct colours *out)
{
    /* libpng leaves by longjmp what it cannot read; nothing local is used behind it. */
    if (setjmp(png_jmpbuf(png))) // NOLINT
        return false;
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_ALWAYS, (png_const_bytep) "cICP", 1);
    png_read_info(png, info);
    if (png_read_cicp(png, info, out))
        return true;
    return !png_get_valid(png, info, PNG_INFO_sRGB) && png_read_gamma(png, info, out);
}

static bool colours_of_png(const void *bytes, size_t n, struct colours *out)
{
    struct png_input in = {bytes, n};
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, png_stay_silent);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    bool found = false;
    if (info) {
        png_set_read_fn(png, &in, png_input_read);
        found = png_read_info_of(png, info, out);
    }
    if (png)
        png_destroy_read_struct(&png, &info, NULL);
    return found;
}

/* ---- AVIF, HEIC, JPEG ------------------------------------------------------------------------ */

/* What is not said or not known is sRGB's, each for itself. So is, to browsers, the curve of BT.709
 * here, whose code cameras and encoders write without thinking of it. */
static void colours_of_code_points(unsigned primaries, unsigned curve, struct colours *out)
{
    primaries_find(primaries, &out->primaries);
    if (!gamma_find(curve, &out->gamma) || curve == 1 || curve == 6 || curve >= 14)
        out->gamma = SRGB_CURVE;
}

static bool colours_of_heif(const void *bytes, size_t n, struct colours *out)
{
    struct heif_context *all = heif_context_alloc();
    struct heif_image_handle *first = NULL;
    struct heif_color_profile_nclx *nclx = NULL;
    bool found = false;
    if (all && heif_context_read_from_memory_without_copy(all, bytes, n, NULL).code == 0 &&
        heif_context_get_primary_image_handle(all, &first).code == 0 &&
        heif_image_handle_get_nclx_color_profile(first, &nclx).code == 0)
        found = true;
    if (found)
        colours_of_code_points((unsigned)nclx->color_primaries,
                               (unsigned)nclx->transfer_characteristics, out);
    if (nclx)
        heif_nclx_color_profile_free(nclx);
    if (first)
        heif_image_handle_release(first);
    if (all)
        heif_context_free(all);
    return found;
}

static bool colours_of_exif(ExifData *exif, struct colours *out)
{
    *out = (struct colours){{D65, {0.64, 0.33}, {0.21, 0.71}, {0.15, 0.06}}, 563 / 256.0};
    return exif && image_exif_is_adobe_rgb(exif);
}

/* ---- The profile ----------------------------------------------------------------------------- */

/* The curve that all primaries are given here: type 4 of Little CMS, IEC 61966-2-1. */
static cmsHPROFILE profile_of(const struct primaries *p)
{
    static const double srgb[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    const cmsCIExyY white = {p->white[0], p->white[1], 1};
    const cmsCIExyYTRIPLE lights = {
        {p->red[0], p->red[1], 1}, {p->green[0], p->green[1], 1}, {p->blue[0], p->blue[1], 1}};
    cmsToneCurve *tone = cmsBuildParametricToneCurve(NULL, 4, srgb);
    if (!tone)
        return NULL;
    cmsHPROFILE made = cmsCreateRGBProfile(&white, &lights, (cmsToneCurve *[]){tone, tone, tone});
    cmsFreeToneCurve(tone);
    return made;
}

static bool profile_make(const struct primaries *p, struct image_colour *out)
{
    cmsUInt32Number n = 0;
    cmsHPROFILE profile = profile_of(p);
    void *bytes = profile && cmsSaveProfileToMem(profile, NULL, &n) ? malloc(n) : NULL;
    bool ok = bytes && cmsSaveProfileToMem(profile, bytes, &n);
    if (profile)
        cmsCloseProfile(profile);
    if (!ok) {
        free(bytes);
        return false;
    }
    out->profile = bytes;
    out->profile_n = n;
    return true;
}

static bool colours_find(enum image_type type, const void *bytes, size_t n, ExifData *exif,
                         struct colours *out)
{
    *out = (struct colours){srgb_primaries, SRGB_CURVE};
    switch (type) {
    case IMAGE_PNG:
        return colours_of_png(bytes, n, out);
    case IMAGE_AVIF:
    case IMAGE_HEIC:
        return colours_of_heif(bytes, n, out);
    case IMAGE_JPEG:
        return colours_of_exif(exif, out);
    default:
        return false;
    }
}

bool image_colour_read(enum image_type type, const void *bytes, size_t n, ExifData *exif, bool grey,
                       struct image_colour *out)
{
    struct colours c;
    *out = (struct image_colour){.profile = NULL};
    if (!colours_find(type, bytes, n, exif, &c))
        return false;
    out->gamma = c.gamma;
    if (grey || primaries_are_srgb(&c.primaries))
        return c.gamma > 0;
    return profile_make(&c.primaries, out);
}

void image_colour_free(struct image_colour *c)
{
    free(c->profile);
    *c = (struct image_colour){.profile = NULL};
}

double image_colour_value(const struct image_colour *c, double v)
{
    if (c->gamma <= 0)
        return v;
    double light = pow(v, c->gamma);
    return light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055;
}
