/* image_colour.h: the colours of a picture that says them without an ICC profile. */
#ifndef DATELINE_CLI_IMAGE_COLOUR_H
#define DATELINE_CLI_IMAGE_COLOUR_H

#include "lib/image.h"

#include <libexif/exif-data.h>
#include <stdbool.h>
#include <stddef.h>

struct image_colour {
    double gamma;  /* of its curve; 0: that of sRGB */
    void *profile; /* ICC: its primaries, with the curve of sRGB; NULL: those of sRGB; owned */
    size_t profile_n;
};

/* What the file says in words of its own: PNG in cICP, sRGB, gAMA and cHRM (PNG 3rd edition, 4.3), AVIF
 * and HEIC in an nclx box (ITU-T H.273), JPEG by the interoperability index of Adobe RGB. As
 * browsers read them: gAMA alone counts, cHRM alone does not. HDR is not mapped to a screen's white:
 * of it only the primaries count.
 *
 * exif: of the file, or NULL. grey: it has no primaries. False: sRGB, nothing said, or nonsense. */
bool image_colour_read(enum image_type type, const void *bytes, size_t n, ExifData *exif, bool grey,
                       struct image_colour *out);
void image_colour_free(struct image_colour *c);
/* A channel's value, 0 to 1, said by sRGB's curve. */
double image_colour_value(const struct image_colour *c, double v);

#endif
