/* test_picture_colours.c: the colours of a picture are the same after the upload. Each test paints
 * sixteen patches, saves them as a camera or a desk would, with and without a colour profile, has
 * the renditions made, and reads the middle of each patch in each of them. */
#include "picture_golden.h"

static double lab_curve(double t)
{
    return t > 216 / 24389.0 ? cbrt(t) : (24389 / 27.0 * t + 16) / 116;
}

static void to_lab(const struct colour *c, double lab[3])
{
    double linear[3], xyz[3];
    linear_srgb(c, linear);
    to_xyz(&spaces[SRGB], linear, xyz);
    double x = lab_curve(xyz[0] / 0.9642), y = lab_curve(xyz[1]), z = lab_curve(xyz[2] / 0.8249);
    lab[0] = fmin(100, fmax(0, 116 * y - 16));
    lab[1] = 500 * (x - y);
    lab[2] = 200 * (y - z);
}

/* As upload, of a JPEG with a profile that the library would not let in (ICC.1:2001-04, B.4). */
static void upload_unfit(struct room *r, VipsImage *image, const struct icc *profile)
{
    static const char head[] = "ICC_PROFILE\0\1\1";
    size_t n, extra = 4 + sizeof head - 1 + profile->n;
    unsigned char *plain = save(image, JPEG, &n), *bytes = g_malloc(n + extra), *p = bytes + 2;
    memcpy(bytes, plain, 2);
    *p++ = 0xFF;
    *p++ = 0xE2;
    *p++ = (unsigned char)((extra - 2) >> 8);
    *p++ = (unsigned char)(extra - 2);
    memcpy(p, head, sizeof head - 1);
    memcpy(p + sizeof head - 1, profile->b, profile->n);
    memcpy(bytes + 2 + extra, plain + 2, n - 2);
    g_free(plain);
    upload_bytes(r, bytes, n + extra);
}

static void try_rgb(struct room *r, const struct kind *k, int width, int height, size_t space)
{
    double values[PATCHES][4];
    struct colour wanted[PATCHES];
    struct icc profile;
    for (int i = 0; i < PATCHES; i++) {
        say_in_space(&spaces[space], &golden[i], values[i]);
        values[i][3] = k->alpha;
        wanted[i] = on_white(golden[i], k->alpha);
    }
    icc_rgb(&profile, &spaces[space]);
    VipsImage *image = paint(width, height, k->alpha > 0 ? 4 : 3, k->deep, values,
                             k->deep ? VIPS_INTERPRETATION_RGB16 : VIPS_INTERPRETATION_sRGB);
    upload(r, image, k->suffix, space == NO_PROFILE ? NULL : &profile);
    compare(r, k->suffix, spaces[space].name, wanted);
}

/* gamma: of the profile; below 0 there is none, 0 is the curve of sRGB. */
static void try_grey(struct room *r, const struct kind *k, double gamma)
{
    double values[PATCHES][4];
    struct colour wanted[PATCHES];
    struct icc profile;
    for (int i = 0; i < PATCHES; i++) {
        double v = i / (PATCHES - 1.0);
        values[i][0] = gamma > 0 ? pow(srgb_decode(v), 1 / gamma) : v;
        values[i][1] = k->alpha;
        wanted[i] = on_white((struct colour){{v * 255, v * 255, v * 255}}, k->alpha);
    }
    icc_grey(&profile, gamma);
    VipsImage *image = paint(SIDE * PATCH, SIDE * PATCH, k->alpha > 0 ? 2 : 1, k->deep, values,
                             k->deep ? VIPS_INTERPRETATION_GREY16 : VIPS_INTERPRETATION_B_W);
    upload(r, image, k->suffix, gamma < 0 ? NULL : &profile);
    compare(r, k->suffix, gamma < 0 ? "grey" : gamma > 0 ? "grey gamma" : "grey sRGB", wanted);
}

/* The sixteen corners of four inks. */
static VipsImage *paint_inks(void)
{
    double values[PATCHES][4];
    for (int i = 0; i < PATCHES; i++)
        for (int ink = 0; ink < 4; ink++)
            values[i][ink] = i >> (3 - ink) & 1;
    return paint(SIDE * PATCH, SIDE * PATCH, 4, false, values, VIPS_INTERPRETATION_CMYK);
}

/* ---- Tests ----------------------------------------------------------------------------------- */

static const struct kind kinds[] = {
    {JPEG, false, 0},
    {".png", false, 0},
    {".png", false, 0.5},
    {".png", true, 0},
    {".png", true, 0.5},
    {".png[palette,dither=0]", false, 0},
    {".webp[lossless]", false, 0},
    {".webp[lossless]", false, 0.5},
    {".avif[lossless,effort=0,bitdepth=12]", true, 0},
};

static void a_colour_stays_as_it_is_in_every_format_and_space(void **state)
{
    struct room *r = *state;
    for (size_t k = 0; k < COUNT(kinds); k++)
        for (size_t space = 0; space < SPACES; space++)
            try_rgb(r, &kinds[k], SIDE * PATCH, SIDE * PATCH, space);
    /* Knows no profile; and one whose 8 bits of luma and chroma are too coarse for Adobe RGB. */
    try_rgb(r, &(struct kind){".gif[dither=0]", false, 0}, SIDE * PATCH, SIDE * PATCH, NO_PROFILE);
    static const struct kind avif = {".avif[lossless,effort=0]", false, 0};
    try_rgb(r, &avif, SIDE * PATCH, SIDE * PATCH, NO_PROFILE);
    try_rgb(r, &avif, SIDE * PATCH, SIDE * PATCH, DISPLAY_P3);
    assert_int_equal(r->wrong, 0);
}

static void a_large_picture_keeps_its_colours_in_every_width(void **state)
{
    struct room *r = *state;
    try_rgb(r, &(struct kind){JPEG, false, 0}, 1800, 360, NO_PROFILE);
    try_rgb(r, &(struct kind){JPEG, false, 0}, 1800, 360, DISPLAY_P3);
    try_rgb(r, &(struct kind){".png[compression=1]", true, 0.5}, 1800, 360, ADOBE_RGB);
    assert_int_equal(r->wrong, 0);
}

static void a_grey_stays_as_it_is(void **state)
{
    static const struct kind greys[] = {
        {JPEG, false, 0},  {".png", false, 0},  {".png", false, 0.5},
        {".png", true, 0}, {".png", true, 0.5},
    };
    static const double gammas[] = {-1, 1.8};
    struct room *r = *state;
    for (size_t k = 0; k < COUNT(greys); k++)
        for (size_t g = 0; g < COUNT(gammas); g++)
            try_grey(r, &greys[k], gammas[g]);
    assert_int_equal(r->wrong, 0);
}

static void a_profile_that_does_not_fit_is_as_none(void **state)
{
    struct room *r = *state;
    double values[PATCHES][4];
    struct colour greys[PATCHES];
    struct icc rgb, grey, rubbish = {.n = 700};
    icc_rgb(&rgb, &spaces[DISPLAY_P3]);
    icc_grey(&grey, 1.8);
    memset(rubbish.b, 'x', rubbish.n);
    const struct icc *const unfit[] = {&grey, &rubbish};
    for (size_t i = 0; i < COUNT(unfit); i++) {
        for (int p = 0; p < PATCHES; p++)
            say_in_space(&spaces[SRGB], &golden[p], values[p]);
        upload_unfit(r,
                     paint(SIDE * PATCH, SIDE * PATCH, 3, false, values, VIPS_INTERPRETATION_sRGB),
                     unfit[i]);
        compare(r, "RGB", "profile that does not fit", golden);
    }
    for (int p = 0; p < PATCHES; p++) {
        values[p][0] = p / (PATCHES - 1.0);
        greys[p] = (struct colour){{p * 17, p * 17, p * 17}};
    }
    upload_unfit(r, paint(SIDE * PATCH, SIDE * PATCH, 1, false, values, VIPS_INTERPRETATION_B_W),
                 &rgb);
    compare(r, "grey", "profile of RGB", greys);
    assert_int_equal(r->wrong, 0);
}

/* The press prints the golden colours from inks that look quite unlike them. */
static void inks_with_a_profile_give_what_the_profile_says(void **state)
{
    struct room *r = *state;
    double lab[ICC_CORNERS][3];
    struct icc profile;
    for (int i = 0; i < ICC_CORNERS; i++)
        to_lab(&golden[i], lab[i]);
    icc_cmyk(&profile, lab);
    upload(r, paint_inks(), JPEG, &profile);
    compare(r, "inks", "with a profile", golden);
    assert_int_equal(r->wrong, 0);
}

static void check_common_press(struct room *r)
{
    enum { PAPER = 0, BLACK = 1, YELLOW = 2, MAGENTA = 4, CYAN = 8, ALL = 15 };
    for (size_t i = 0; i < r->made.n; i++) {
        struct colour got[PATCHES];
        read_back(r, &r->made.files[i], got);
        for (int b = 0; b < 3; b++) {
            assert_true(got[PAPER].rgb[b] >= 255 - OFF_BY);
            assert_true(got[BLACK].rgb[b] < 64);
            assert_true(got[ALL].rgb[b] < 64);
        }
        assert_true(got[CYAN].rgb[0] < 64 && got[CYAN].rgb[2] > 192);
        assert_true(got[MAGENTA].rgb[1] < 64 && got[MAGENTA].rgb[0] > 192);
        assert_true(got[YELLOW].rgb[2] < 64 && got[YELLOW].rgb[0] > 192);
    }
    picture_remove(r->place.fd, &r->made);
}

static void inks_without_a_fit_profile_give_white_paper_and_sensible_colours(void **state)
{
    struct room *r = *state;
    struct icc rgb;
    icc_rgb(&rgb, &spaces[ADOBE_RGB]);
    upload(r, paint_inks(), JPEG, NULL);
    check_common_press(r);
    upload_unfit(r, paint_inks(), &rgb);
    check_common_press(r);
}

int main(int argc, char **argv)
{
    (void)argc;
    const struct CMUnitTest tests[] = {
        IN_A_ROOM(a_colour_stays_as_it_is_in_every_format_and_space),
        IN_A_ROOM(a_large_picture_keeps_its_colours_in_every_width),
        IN_A_ROOM(a_grey_stays_as_it_is),
        IN_A_ROOM(a_profile_that_does_not_fit_is_as_none),
        IN_A_ROOM(inks_with_a_profile_give_what_the_profile_says),
        IN_A_ROOM(inks_without_a_fit_profile_give_white_paper_and_sensible_colours),
    };
    if (VIPS_INIT(argv[0]))
        return 1;
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    vips_shutdown();
    return failed;
}
