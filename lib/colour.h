/* colour.h: sRGB colours, and whether one can be read on another. */
#ifndef DATELINE_COLOUR_H
#define DATELINE_COLOUR_H

#include <stdbool.h>

/* Each from 0 to 1, as sRGB encodes it: #ff0000 is {1, 0, 0}. */
struct colour {
    double red, green, blue;
};

#define COLOUR_SIZE 8 /* "#b62d15" and its NUL */

/* "#b62d15" or "#B62D15", and nothing else; false otherwise. */
bool colour_parse(const char *s, struct colour *out);
/* As "#b62d15". */
void colour_print(struct colour c, char out[COLOUR_SIZE]);
/* a with so much of b in it: 0 is a, 1 is b. */
struct colour colour_mix(struct colour a, struct colour b, double share);
/* From 1 (the same) to 21 (black on white), whichever is in front (WCAG 2.2, contrast ratio). */
double colour_contrast(struct colour a, struct colour b);
/* c, moved towards `end` no further than is needed for the contrast with `ground`; `end` itself
 * when that is not enough. */
struct colour colour_readable(struct colour c, struct colour end, struct colour ground,
                              double contrast);

#endif
