/* colour.c: see colour.h. */
#include "colour.h"

#include "ascii.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define STEPS 64 /* between a colour and where it is moved to */

bool colour_parse(const char *s, struct colour *out)
{
    double v[3];
    if (s[0] != '#' || strlen(s) != COLOUR_SIZE - 1)
        return false;
    for (int i = 0; i < 3; i++) {
        int high = ascii_hex_value(s[1 + 2 * i]), low = ascii_hex_value(s[2 + 2 * i]);
        if (high < 0 || low < 0)
            return false;
        v[i] = (high * 16 + low) / 255.0;
    }
    *out = (struct colour){v[0], v[1], v[2]};
    return true;
}

static unsigned colour_byte(double v)
{
    return (unsigned)lround(fmin(fmax(v, 0), 1) * 255);
}

void colour_print(struct colour c, char out[COLOUR_SIZE])
{
    snprintf(out, COLOUR_SIZE, "#%02x%02x%02x", colour_byte(c.red) & 0xff,
             colour_byte(c.green) & 0xff, colour_byte(c.blue) & 0xff);
}

struct colour colour_mix(struct colour a, struct colour b, double share)
{
    return (struct colour){a.red + (b.red - a.red) * share, a.green + (b.green - a.green) * share,
                           a.blue + (b.blue - a.blue) * share};
}

/* ---- Contrast (WCAG 2.2, relative luminance) ------------------------------------------------ */

static double colour_linear(double v)
{
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double colour_luminance(struct colour c)
{
    return 0.2126 * colour_linear(c.red) + 0.7152 * colour_linear(c.green) +
           0.0722 * colour_linear(c.blue);
}

double colour_contrast(struct colour a, struct colour b)
{
    double one = colour_luminance(a), other = colour_luminance(b);
    return (fmax(one, other) + 0.05) / (fmin(one, other) + 0.05);
}

/* What is measured is what will be printed: eight bits a channel. */
static struct colour colour_rounded(struct colour c)
{
    return (struct colour){colour_byte(c.red) / 255.0, colour_byte(c.green) / 255.0,
                           colour_byte(c.blue) / 255.0};
}

struct colour colour_readable(struct colour c, struct colour end, struct colour ground,
                              double contrast)
{
    for (int i = 0; i < STEPS; i++) {
        struct colour moved = colour_rounded(colour_mix(c, end, (double)i / STEPS));
        if (colour_contrast(moved, ground) >= contrast)
            return moved;
    }
    return colour_rounded(end);
}
