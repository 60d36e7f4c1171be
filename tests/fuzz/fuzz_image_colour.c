/* fuzz_image_colour.c: what a picture says of its colours: something only when it differs from
 * sRGB, and no value leaves its range. */
#include "cli/image_colour.h"
#include "cli/image_exif.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* A file of a type that says colours, or else an Exif block. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    enum image_type type = image_sniff(data, n);
    ExifData *exif = type == IMAGE_UNKNOWN ? image_exif_read(data, n) : NULL;
    struct image_colour c;
    bool said =
        image_colour_read(type == IMAGE_UNKNOWN ? IMAGE_JPEG : type, data, n, exif, false, &c);
    if (said != (c.profile || c.gamma > 0) || !isfinite(c.gamma) || c.gamma < 0 || c.gamma > 5)
        abort();
    for (double v = 0; v <= 1; v += 0.25) {
        double got = image_colour_value(&c, v);
        if (!(got >= 0 && got <= 1))
            abort();
    }
    image_colour_free(&c);
    if (exif)
        exif_data_unref(exif);
    return 0;
}
