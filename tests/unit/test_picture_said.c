/* test_picture_said.c: colours that a file says without a profile are the same after the upload; what
 * is nonsense is as if nothing had been said. What is right is what Chromium 156 shows. */
#include "picture_golden.h"

#include <zlib.h>

#define SRGB_LIGHTS                                                                                \
    {                                                                                              \
        {0.43607, 0.38515, 0.14307}, {0.22249, 0.71687, 0.06061},                                  \
        {                                                                                          \
            0.01392, 0.09708, 0.71410                                                              \
        }                                                                                          \
    }
static const struct rgb_space linear = {"linear", SRGB_LIGHTS, 1};
static const struct rgb_space mac = {"gamma 1.8", SRGB_LIGHTS, 1.8};
static const struct rgb_space tv = {"gamma 2.4", SRGB_LIGHTS, 2.4};
static const struct rgb_space wide = {
    "BT.2020",
    {{0.67348, 0.16567, 0.12506}, {0.27903, 0.67534, 0.04563}, {-0.00193, 0.02998, 0.79685}},
    0};

/* ---- PNG ------------------------------------------------------------------------------------- */

struct chunk {
    char name[5];
    unsigned n; /* bytes */
    unsigned char b[32];
};

#define U32(v)                                                                                     \
    (unsigned char)((v) >> 24), (unsigned char)((v) >> 16), (unsigned char)((v) >> 8),             \
        (unsigned char)(v)
#define GAMA(v)                                                                                    \
    {                                                                                              \
        "gAMA", 4,                                                                                 \
        {                                                                                          \
            U32(v)                                                                                 \
        }                                                                                          \
    }
#define CHRM(rx, ry, gx, gy, bx, by)                                                               \
    {                                                                                              \
        "cHRM", 32,                                                                                \
        {                                                                                          \
            U32(31270), U32(32900), U32(rx), U32(ry), U32(gx), U32(gy), U32(bx), U32(by)           \
        }                                                                                          \
    }
#define CHRM_SRGB CHRM(64000, 33000, 30000, 60000, 15000, 6000)
#define CHRM_ADOBE CHRM(64000, 33000, 21000, 71000, 15000, 6000)
#define CHRM_P3 CHRM(68000, 32000, 26500, 69000, 15000, 6000)
#define CHRM_2020 CHRM(70800, 29200, 17000, 79700, 13100, 4600)
#define SAYS_SRGB                                                                                  \
    {                                                                                              \
        "sRGB", 1,                                                                                 \
        {                                                                                          \
            0                                                                                      \
        }                                                                                          \
    }
#define CICP(primaries, curve, matrix, full)                                                       \
    {                                                                                              \
        "cICP", 4,                                                                                 \
        {                                                                                          \
            primaries, curve, matrix, full                                                         \
        }                                                                                          \
    }

struct png_case {
    const struct rgb_space *space;
    struct chunk chunks[3];
    bool damaged; /* the first chunk's check sum is wrong */
};

static const struct png_case pngs[] = {
    {&spaces[SRGB], {GAMA(45455)}, false},
    {&spaces[SRGB], {GAMA(45455), CHRM_SRGB}, false},
    {&spaces[SRGB], {CHRM_P3}, false},
    {&spaces[SRGB], {SAYS_SRGB}, false},
    {&spaces[SRGB], {SAYS_SRGB, GAMA(100000), CHRM_P3}, false},
    {&spaces[SRGB], {GAMA(100000), CHRM_P3, SAYS_SRGB}, false},
    {&linear, {GAMA(100000)}, false},
    {&linear, {CHRM_SRGB, GAMA(100000)}, false},
    {&mac, {GAMA(55556)}, false},
    {&spaces[ADOBE_RGB], {GAMA(45470), CHRM_ADOBE}, false},
    {&spaces[ADOBE_RGB], {CHRM_ADOBE, GAMA(45455)}, false},
    {&spaces[SRGB], {CICP(1, 13, 0, 1)}, false},
    {&spaces[SRGB], {CICP(1, 13, 0, 1), GAMA(100000), CHRM_2020}, false},
    {&spaces[DISPLAY_P3], {CICP(12, 13, 0, 1)}, false},
    {&spaces[DISPLAY_P3], {SAYS_SRGB, CICP(12, 13, 0, 1)}, false},
    {&wide, {CICP(9, 13, 0, 1)}, false},
    {&tv, {CICP(1, 1, 0, 1)}, false},
    {&linear, {CICP(1, 8, 0, 1)}, false},
    /* Nonsense. */
    {&spaces[SRGB], {GAMA(0)}, false},
    {&spaces[SRGB], {GAMA(0), CHRM_P3}, false},
    {&spaces[SRGB], {GAMA(1)}, false},
    {&spaces[SRGB], {GAMA(0xFFFFFFFF)}, false},
    {&spaces[SRGB], {GAMA(40000000)}, false},
    {&spaces[SRGB], {{"gAMA", 2, {0, 1}}}, false},
    {&spaces[SRGB], {GAMA(100000)}, true},
    {&spaces[SRGB], {GAMA(45455), CHRM(64000, 0, 30000, 0, 15000, 0)}, false},
    {&spaces[SRGB], {GAMA(45455), CHRM(64000, 33000, 64000, 33000, 64000, 33000)}, false},
    {&spaces[SRGB], {GAMA(45455), CHRM(-1, -1, -1, -1, -1, -1)}, false},
    {&spaces[SRGB], {CICP(2, 2, 0, 1)}, false},
    {&spaces[SRGB], {CICP(12, 2, 0, 1)}, false},
    {&spaces[SRGB], {CICP(77, 13, 0, 1)}, false},
    {&spaces[SRGB], {CICP(12, 99, 0, 1)}, false},
    {&spaces[SRGB], {CICP(12, 13, 1, 1)}, false},
    {&spaces[SRGB], {CICP(12, 13, 0, 0)}, false},
    {&spaces[SRGB], {{"cICP", 2, {12, 13}}}, false},
    {&linear, {CICP(12, 99, 0, 1), GAMA(100000)}, false},
};

static size_t chunk_put(unsigned char *p, const struct chunk *c, bool damaged)
{
    const unsigned char length[] = {U32(c->n)};
    memcpy(p, length, 4);
    memcpy(p + 4, c->name, 4);
    memcpy(p + 8, c->b, c->n);
    unsigned long sum = crc32(0, p + 4, c->n + 4) ^ damaged;
    const unsigned char check[] = {U32(sum)};
    memcpy(p + 8 + c->n, check, 4);
    return 12 + c->n;
}

/* Saves the picture as PNG, with the chunks behind its header of 33 bytes, and uploads it. */
static void upload_png(struct room *r, VipsImage *image, const char *suffix,
                       const struct png_case *c)
{
    size_t n, at = 33;
    unsigned char *plain = save(image, suffix, &n), *bytes = g_malloc(n + 3 * 44);
    memcpy(bytes, plain, at);
    for (int i = 0; i < 3 && c->chunks[i].name[0]; i++)
        at += chunk_put(bytes + at, &c->chunks[i], c->damaged && i == 0);
    memcpy(bytes + at, plain + 33, n - 33);
    g_free(plain);
    upload_bytes(r, bytes, n + at - 33);
}

static void paint_values(const struct rgb_space *space, double alpha, double values[PATCHES][4],
                         struct colour wanted[PATCHES])
{
    for (int i = 0; i < PATCHES; i++) {
        say_in_space(space, &golden[i], values[i]);
        values[i][3] = alpha;
        wanted[i] = on_white(golden[i], alpha);
    }
}

static void try_png(struct room *r, const struct png_case *c, const char *suffix, bool deep,
                    double alpha)
{
    double values[PATCHES][4];
    struct colour wanted[PATCHES];
    char what[80];
    paint_values(c->space, alpha, values, wanted);
    upload_png(r,
               paint(SIDE * PATCH, SIDE * PATCH, alpha > 0 ? 4 : 3, deep, values,
                     deep ? VIPS_INTERPRETATION_RGB16 : VIPS_INTERPRETATION_sRGB),
               suffix, c);
    snprintf(what, sizeof what, "PNG with %s %s %s", c->chunks[0].name, c->chunks[1].name,
             c->chunks[2].name);
    compare(r, what, c->space->name, wanted);
}

static void a_png_says_its_colours_in_chunks(void **state)
{
    struct room *r = *state;
    for (size_t i = 0; i < COUNT(pngs); i++)
        try_png(r, &pngs[i], ".png", pngs[i].space->gamma == 1, 0); /* 8 bits are few for light */
    static const struct png_case adobe = {&spaces[ADOBE_RGB], {GAMA(45470), CHRM_ADOBE}, false};
    try_png(r, &adobe, ".png[palette,dither=0]", false, 0);
    try_png(r, &adobe, ".png[interlace]", true, 0);
    try_png(r, &adobe, ".png", false, 0.5);
    try_png(r, &adobe, ".png", true, 0.5);
    assert_int_equal(r->wrong, 0);
}

static void a_grey_png_says_its_curve(void **state)
{
    static const struct png_case cases[] = {
        {&mac, {GAMA(55556)}, false},          {&mac, {CHRM_P3, GAMA(55556)}, false},
        {&tv, {CICP(12, 1, 0, 1)}, false},     {&spaces[SRGB], {CICP(12, 13, 0, 1)}, false},
        {&spaces[SRGB], {GAMA(45455)}, false},
    };
    struct room *r = *state;
    for (size_t c = 0; c < COUNT(cases); c++)
        for (int kind = 0; kind < (c == 0 ? 4 : 1); kind++) {
            double values[PATCHES][4], alpha = kind & 1 ? 0.5 : 0, gamma = cases[c].space->gamma;
            struct colour wanted[PATCHES];
            for (int i = 0; i < PATCHES; i++) {
                double v = i / (PATCHES - 1.0);
                values[i][0] = gamma > 0 ? pow(srgb_decode(v), 1 / gamma) : v;
                values[i][1] = alpha;
                wanted[i] = on_white((struct colour){{v * 255, v * 255, v * 255}}, alpha);
            }
            upload_png(r,
                       paint(SIDE * PATCH, SIDE * PATCH, alpha > 0 ? 2 : 1, kind & 2, values,
                             kind & 2 ? VIPS_INTERPRETATION_GREY16 : VIPS_INTERPRETATION_B_W),
                       ".png", &cases[c]);
            compare(r, "grey PNG", cases[c].space->name, wanted);
        }
    assert_int_equal(r->wrong, 0);
}

/* ---- AVIF and HEIC --------------------------------------------------------------------------- */

struct nclx_case {
    const struct rgb_space *space;
    unsigned char primaries, curve;
};

/* The library writes the box with "not said" in it. */
static void try_nclx(struct room *r, const struct nclx_case *c, const char *suffix, bool deep)
{
    double values[PATCHES][4];
    struct colour wanted[PATCHES];
    char what[80];
    size_t n;
    paint_values(c->space, 0, values, wanted);
    unsigned char *bytes = save(paint(SIDE * PATCH, SIDE * PATCH, 3, deep, values,
                                      deep ? VIPS_INTERPRETATION_RGB16 : VIPS_INTERPRETATION_sRGB),
                                suffix, &n);
    unsigned char *box = memmem(bytes, n, "colrnclx", 8);
    assert_non_null(box);
    box[9] = c->primaries;
    box[11] = c->curve;
    upload_bytes(r, bytes, n);
    snprintf(what, sizeof what, "%s with nclx %d, %d", suffix, c->primaries, c->curve);
    compare(r, what, c->space->name, wanted);
}

static void an_avif_says_its_colours_in_a_box(void **state)
{
    static const struct nclx_case cases[] = {
        {&spaces[SRGB], 1, 13},
        {&spaces[SRGB], 2, 2},
        {&spaces[SRGB], 1, 1},
        {&spaces[SRGB], 2, 6},
        {&spaces[SRGB], 77, 99},
        {&spaces[DISPLAY_P3], 12, 13},
        {&spaces[DISPLAY_P3], 12, 2},
        {&spaces[DISPLAY_P3], 12, 1},
        {&wide, 9, 13},
        {&wide, 9, 14},
        {&linear, 1, 8},
        {&linear, 2, 8},
    };
    struct room *r = *state;
    for (size_t i = 0; i < COUNT(cases); i++)
        try_nclx(r, &cases[i], ".avif[lossless,effort=0,bitdepth=12]", true);
    try_nclx(r, &(struct nclx_case){&spaces[DISPLAY_P3], 12, 13}, ".avif[lossless,effort=0]",
             false);
    assert_int_equal(r->wrong, 0);
}

/* ---- JPEG ------------------------------------------------------------------------------------ */

enum { SAYS_SRGB_TOO = 1, UNCALIBRATED = 0xFF };

/* An Exif block with colour space, interoperability index and orientation. */
static void upload_exif(struct room *r, VipsImage *image, unsigned char space, const char *index,
                        unsigned char turned)
{
    /* A line is a tag. */
    /* clang-format off */
    const unsigned char exif[] = {
        0xFF, 0xE1, 0, 0, 'E', 'x', 'i', 'f', 0, 0,
        'M', 'M', 0, 42, 0, 0, 0, 8,
        0, 2,
        0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0,
        0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38,
        0, 0, 0, 0,
        0, 2, /* at 38 */
        0xA0, 0x01, 0, 3, 0, 0, 0, 1, 0, space, 0, 0,
        0xA0, 0x05, 0, 4, 0, 0, 0, 1, 0, 0, 0, 68,
        0, 0, 0, 0,
        0, 1, /* at 68 */
        0, 1, 0, 2, 0, 0, 0, 4,
        (unsigned char)index[0], (unsigned char)index[1], (unsigned char)index[2], 0,
        0, 0, 0, 0,
    };
    /* clang-format on */
    size_t n;
    unsigned char *plain = save(image, JPEG, &n), *bytes = g_malloc(n + sizeof exif);
    memcpy(bytes, plain, 2);
    memcpy(bytes + 2, exif, sizeof exif);
    memcpy(bytes + 2 + sizeof exif, plain + 2, n - 2);
    bytes[5] = sizeof exif - 2;
    g_free(plain);
    upload_bytes(r, bytes, n + sizeof exif);
}

static void try_exif(struct room *r, const struct rgb_space *space, unsigned char said,
                     const char *index, bool upside_down, int side)
{
    double values[PATCHES][4];
    struct colour wanted[PATCHES], seen[PATCHES];
    char what[80];
    paint_values(space, 0, values, wanted);
    for (int i = 0; i < PATCHES; i++)
        seen[i] = wanted[upside_down ? PATCHES - 1 - i : i];
    upload_exif(r, paint(side, side, 3, false, values, VIPS_INTERPRETATION_sRGB), said, index,
                upside_down ? 3 : 1);
    snprintf(what, sizeof what, "JPEG of %d pixels, Exif %d %s", side, said, index);
    compare(r, what, space->name, seen);
}

static void a_camera_says_adobe_rgb_by_an_index(void **state)
{
    struct room *r = *state;
    const struct rgb_space *adobe = &spaces[ADOBE_RGB], *srgb = &spaces[SRGB];
    try_exif(r, adobe, UNCALIBRATED, "R03", false, SIDE * PATCH);
    try_exif(r, adobe, UNCALIBRATED, "R03", true, SIDE * PATCH);
    try_exif(r, adobe, UNCALIBRATED, "R03", true, 1800);
    try_exif(r, srgb, UNCALIBRATED, "R98", false, SIDE * PATCH);
    try_exif(r, srgb, UNCALIBRATED, "xyz", false, SIDE * PATCH);
    try_exif(r, srgb, SAYS_SRGB_TOO, "R03", true, SIDE * PATCH);
    try_exif(r, srgb, SAYS_SRGB_TOO, "R98", false, SIDE * PATCH);
    assert_int_equal(r->wrong, 0);
}

int main(int argc, char **argv)
{
    (void)argc;
    const struct CMUnitTest tests[] = {
        IN_A_ROOM(a_png_says_its_colours_in_chunks),
        IN_A_ROOM(a_grey_png_says_its_curve),
        IN_A_ROOM(an_avif_says_its_colours_in_a_box),
        IN_A_ROOM(a_camera_says_adobe_rgb_by_an_index),
    };
    if (VIPS_INIT(argv[0]))
        return 1;
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    vips_shutdown();
    return failed;
}
