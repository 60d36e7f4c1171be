/* picture_golden.h: sixteen patches of known colours, painted, uploaded, and read back from each
 * rendition, for tests of colours. */
#ifndef DATELINE_TESTS_PICTURE_GOLDEN_H
#define DATELINE_TESTS_PICTURE_GOLDEN_H

#include "check.h"
#include "icc.h"
#include "picture_folder.h"

#include "db/picture.h"
#include "lib/token.h"

#include <stdio.h>
#include <unistd.h>
#include <vips/vips.h>

enum { SIDE = 4, PATCHES = SIDE * SIDE, PATCH = 32, OFF_BY = 3 };

#define JPEG ".jpg[Q=100,subsample_mode=off]"

struct colour {
    double rgb[3]; /* sRGB, 0 to 255 */
};

static const struct colour golden[PATCHES] = {
    {{255, 255, 255}}, {{0, 0, 0}},       {{255, 0, 0}},     {{0, 255, 0}},
    {{0, 0, 255}},     {{0, 255, 255}},   {{255, 0, 255}},   {{255, 255, 0}},
    {{0, 0, 128}},     {{0, 87, 183}},    {{224, 172, 138}}, {{92, 58, 40}},
    {{32, 32, 32}},    {{100, 100, 100}}, {{128, 128, 128}}, {{208, 208, 208}},
};

/* The first names no profile. Bradford-adapted primaries as each space's standard gives them. */
static const struct rgb_space spaces[] = {
    {"no profile",
     {{0.43607, 0.38515, 0.14307}, {0.22249, 0.71687, 0.06061}, {0.01392, 0.09708, 0.71410}},
     0},
    {"sRGB",
     {{0.43607, 0.38515, 0.14307}, {0.22249, 0.71687, 0.06061}, {0.01392, 0.09708, 0.71410}},
     0},
    {"Adobe RGB",
     {{0.60974, 0.20528, 0.14919}, {0.31111, 0.62567, 0.06322}, {0.01947, 0.06087, 0.74457}},
     563 / 256.0},
    {"Display P3",
     {{0.51512, 0.29198, 0.15710}, {0.24120, 0.69225, 0.06657}, {-0.00105, 0.04189, 0.78407}},
     0},
};
enum { NO_PROFILE, SRGB, ADOBE_RGB, DISPLAY_P3, SPACES = COUNT(spaces) };

/* A way to save a picture. */
struct kind {
    const char *suffix; /* libvips's words for a file's type and how it is saved */
    bool deep;          /* 16 bits a channel */
    double alpha;       /* 0: the file has none */
};

struct room {
    struct arena *arena;
    struct picture_folder place;
    struct picture made;
    size_t wrong;
};

/* ---- A place to work ------------------------------------------------------------------------- */

static inline int begin(void **state)
{
    struct room *r = calloc(1, sizeof *r);
    assert_true(token_init());
    r->arena = arena_new();
    picture_folder_make(&r->place);
    *state = r;
    return 0;
}

static inline int end(void **state)
{
    struct room *r = *state;
    picture_folder_remove(&r->place);
    arena_free(r->arena);
    free(r);
    return 0;
}

#define IN_A_ROOM(test) cmocka_unit_test_setup_teardown(test, begin, end)

/* ---- Colours --------------------------------------------------------------------------------- */

static inline void to_xyz(const struct rgb_space *space, const double linear[3], double xyz[3])
{
    for (int i = 0; i < 3; i++) {
        xyz[i] = 0;
        for (int j = 0; j < 3; j++)
            xyz[i] += space->xyz[i][j] * linear[j];
    }
}

/* Cramer's rule; good enough for three lights that differ. */
static inline void from_xyz(const struct rgb_space *space, const double xyz[3], double linear[3])
{
    double d[4];
    for (int k = 0; k < 4; k++) {
        double m[3][3];
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++)
                m[i][j] = j == k - 1 ? xyz[i] : space->xyz[i][j];
        d[k] = m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) -
               m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
               m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
    }
    for (int i = 0; i < 3; i++)
        linear[i] = d[i + 1] / d[0];
}

static inline void linear_srgb(const struct colour *c, double linear[3])
{
    for (int i = 0; i < 3; i++)
        linear[i] = srgb_decode(c->rgb[i] / 255);
}

/* The numbers, 0 to 1, by which the space says this colour. All golden ones are within each. */
static inline void say_in_space(const struct rgb_space *space, const struct colour *c,
                                double out[3])
{
    double linear[3], xyz[3];
    linear_srgb(c, linear);
    to_xyz(&spaces[SRGB], linear, xyz);
    from_xyz(space, xyz, linear);
    for (int i = 0; i < 3; i++) {
        double v = linear[i] < 0 ? 0 : linear[i] > 1 ? 1 : linear[i];
        out[i] = space->gamma > 0 ? pow(v, 1 / space->gamma) : srgb_encode(v);
    }
}

/* As it is seen on white paper. */
static inline struct colour on_white(struct colour c, double alpha)
{
    for (int i = 0; i < 3 && alpha > 0; i++)
        c.rgb[i] = round(c.rgb[i] * alpha + 255 * (1 - alpha));
    return c;
}

/* ---- Pictures -------------------------------------------------------------------------------- */

/* width x height pixels of sixteen patches. values: the channels of each patch, 0 to 1. */
static inline VipsImage *paint(int width, int height, int bands, bool deep,
                               const double values[PATCHES][4], VipsInterpretation meaning)
{
    size_t n = (size_t)width * (size_t)height * (size_t)bands;
    uint8_t *narrow = malloc(n);
    uint16_t *wide = malloc(n * sizeof *wide);
    assert_true(narrow && wide);
    size_t at = 0;
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            for (int b = 0; b < bands; b++, at++) {
                double v = values[y * SIDE / height * SIDE + x * SIDE / width][b];
                narrow[at] = (uint8_t)lround(v * 255);
                wide[at] = (uint16_t)lround(v * 65535);
            }
    VipsImage *plain = vips_image_new_from_memory_copy(
        deep ? (void *)wide : narrow, deep ? n * sizeof *wide : n, width, height, bands,
        deep ? VIPS_FORMAT_USHORT : VIPS_FORMAT_UCHAR);
    VipsImage *meant = NULL;
    assert_non_null(plain);
    assert_int_equal(vips_copy(plain, &meant, "interpretation", meaning, NULL), 0);
    g_object_unref(plain);
    free(narrow);
    free(wide);
    return meant;
}

/* Uploads the bytes, and frees them. */
static inline void upload_bytes(struct room *r, void *bytes, size_t n)
{
    const struct picture_source from = {.bytes = bytes, .n = n};
    enum picture_status st = picture_folder_store(&r->place, r->arena, &from, &r->made);
    g_free(bytes);
    assert_int_equal(st, PICTURE_OK);
}

/* Saves the picture, whose owner this becomes. */
static inline void *save(VipsImage *image, const char *suffix, size_t *n)
{
    void *bytes = NULL;
    if (vips_image_write_to_buffer(image, suffix, &bytes, n, NULL))
        fail_msg("%s: %s", suffix, vips_error_buffer());
    g_object_unref(image);
    return bytes;
}

static inline void upload(struct room *r, VipsImage *image, const char *suffix,
                          const struct icc *profile)
{
    size_t n;
    if (profile)
        vips_image_set_blob_copy(image, VIPS_META_ICC_NAME, profile->b, profile->n);
    void *bytes = save(image, suffix, &n);
    /* A profile that the library left out would try nothing. These say that a file has one. */
    bool tagged = memmem(bytes, n, "ICC_PROFILE", 11) || memmem(bytes, n, "iCCP", 4) ||
                  memmem(bytes, n, "ICCP", 4) || memmem(bytes, n, "colrrICC", 8);
    if (tagged != (profile != NULL))
        fail_msg("%s: saved %s a profile", suffix, tagged ? "with" : "without");
    upload_bytes(r, bytes, n);
}

/* The sixteen patches of one rendition, each the mean of its middle: what a codec adds to single
 * pixels beside an edge is no matter of colour. */
static inline void read_back(const struct room *r, const struct picture_file *f,
                             struct colour out[PATCHES])
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", r->place.path, f->path);
    VipsImage *image = vips_image_new_from_file(path, NULL);
    assert_non_null(image);
    VipsImage *whole = vips_image_copy_memory(image); /* a file is read from top to bottom only */
    assert_non_null(whole);
    assert_int_equal(vips_image_get_typeof(whole, VIPS_META_ICC_NAME), 0);
    int w = f->width / SIDE, h = f->height / SIDE;
    for (int i = 0; i < PATCHES; i++) {
        VipsImage *patch = NULL, *stats = NULL;
        assert_int_equal(vips_crop(whole, &patch, i % SIDE * w + w / 4, i / SIDE * h + h / 4, w / 2,
                                   h / 2, NULL),
                         0);
        assert_int_equal(vips_stats(patch, &stats, NULL), 0);
        int bands = vips_image_get_bands(whole);
        assert_true(bands == 1 || bands == 3);
        for (int b = 0; b < 3; b++)
            out[i].rgb[b] = round(*(double *)VIPS_IMAGE_ADDR(stats, 4, bands == 3 ? b + 1 : 0));
        g_object_unref(stats);
        g_object_unref(patch);
    }
    g_object_unref(whole);
    g_object_unref(image);
}

/* Compares all renditions, and counts rather than stops: what is wrong is best seen as a whole. */
static inline void compare(struct room *r, const char *what, const char *space,
                           const struct colour wanted[PATCHES])
{
    assert_true(r->made.n >= 2);
    for (size_t i = 0; i < r->made.n; i++) {
        const struct picture_file *f = &r->made.files[i];
        struct colour got[PATCHES];
        read_back(r, f, got);
        for (int p = 0; p < PATCHES; p++) {
            const double *w = wanted[p].rgb, *g = got[p].rgb;
            if (fabs(w[0] - g[0]) <= OFF_BY && fabs(w[1] - g[1]) <= OFF_BY &&
                fabs(w[2] - g[2]) <= OFF_BY)
                continue;
            r->wrong++;
            print_message("# %s, %s, %s of %d: %.0f %.0f %.0f became %.0f %.0f %.0f\n", what, space,
                          f->format, f->width, w[0], w[1], w[2], g[0], g[1], g[2]);
        }
    }
    picture_remove(r->place.fd, &r->made);
}

#endif
