/* test_colour.c: colours, and whether one can be read on another. */
#include "check.h"

#include "lib/colour.h"

#include <math.h>

static struct colour parsed(const char *s)
{
    struct colour c = {-1, -1, -1};
    if (!colour_parse(s, &c))
        fail_msg("%s is no colour", s);
    return c;
}

static void a_colour_is_written_as_it_was_read(void **state)
{
    static const char *const colours[] = {"#000000", "#ffffff", "#b62d15", "#0a0b0c"};
    (void)state;
    for (size_t i = 0; i < COUNT(colours); i++) {
        char out[COLOUR_SIZE];
        colour_print(parsed(colours[i]), out);
        assert_string_equal(out, colours[i]);
    }
    char out[COLOUR_SIZE];
    colour_print(parsed("#B62D15"), out);
    assert_string_equal(out, "#b62d15");
}

static void anything_else_is_no_colour(void **state)
{
    static const char *const not_colours[] = {
        "",         "#",       "red",        "b62d15",  "#b62d1",  "#b62d155", "#b62d1g",    "#fff",
        "#ffffff ", " #fffff", "#12345\xc3", "#-12345", "#+1+2+3", "#0x0x0x",  "rgb(0,0,0)",
    };
    struct colour c;
    (void)state;
    for (size_t i = 0; i < COUNT(not_colours); i++) {
        if (colour_parse(not_colours[i], &c))
            fail_msg("\"%s\" was taken for a colour", not_colours[i]);
    }
}

/* Ratios as the WCAG's own examples and its definition give them. */
static void contrast_is_that_of_the_wcag(void **state)
{
    static const struct {
        const char *one, *other;
        double ratio;
    } cases[] = {
        {"#000000", "#ffffff", 21.0}, {"#ffffff", "#ffffff", 1.0},  {"#777777", "#ffffff", 4.48},
        {"#767676", "#ffffff", 4.54}, {"#ff0000", "#ffffff", 4.00}, {"#0000ff", "#ffffff", 8.59},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        double ratio = colour_contrast(parsed(cases[i].one), parsed(cases[i].other));
        if (fabs(ratio - cases[i].ratio) > 0.006)
            fail_msg("%s on %s: %.3f", cases[i].one, cases[i].other, ratio);
        assert_true(ratio == colour_contrast(parsed(cases[i].other), parsed(cases[i].one)));
    }
}

static void a_mix_lies_between(void **state)
{
    char out[COLOUR_SIZE];
    (void)state;
    colour_print(colour_mix(parsed("#000000"), parsed("#ffffff"), 0.5), out);
    assert_string_equal(out, "#808080");
    colour_print(colour_mix(parsed("#102030"), parsed("#ffffff"), 0), out);
    assert_string_equal(out, "#102030");
    colour_print(colour_mix(parsed("#102030"), parsed("#ffffff"), 1), out);
    assert_string_equal(out, "#ffffff");
}

static void what_can_be_read_already_stays(void **state)
{
    char out[COLOUR_SIZE];
    (void)state;
    colour_print(colour_readable(parsed("#b62d15"), parsed("#000000"), parsed("#f0e8d8"), 4.5),
                 out);
    assert_string_equal(out, "#b62d15");
}

/* Every accent on every light paper and on every dark one. */
static void any_colour_can_be_made_readable(void **state)
{
    static const char *const light[] = {"#ffffff", "#f8f3e9", "#ffe0a0", "#c8e8ff"};
    static const char *const dark[] = {"#000000", "#16213a", "#301010", "#102a10"};
    const struct colour black = {0, 0, 0}, white = {1, 1, 1};
    (void)state;
    for (int n = 0; n < 9 * 9 * 9; n++) {
        struct colour c = {n % 9 / 8.0, n / 9 % 9 / 8.0, n / 81 / 8.0};
        for (size_t i = 0; i < COUNT(light); i++) {
            struct colour day = parsed(light[i]), night = parsed(dark[i]);
            assert_true(colour_contrast(colour_readable(c, black, day, 4.5), day) >= 4.5);
            assert_true(colour_contrast(colour_readable(c, white, night, 4.5), night) >= 4.5);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_colour_is_written_as_it_was_read),
        cmocka_unit_test(anything_else_is_no_colour),
        cmocka_unit_test(contrast_is_that_of_the_wcag),
        cmocka_unit_test(a_mix_lies_between),
        cmocka_unit_test(what_can_be_read_already_stays),
        cmocka_unit_test(any_colour_can_be_made_readable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
