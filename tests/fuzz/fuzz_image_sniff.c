/* fuzz_image_sniff.c: any bytes have a type or none, and are not read past. */
#include "lib/image.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    enum image_type t = image_sniff(data, n);
    if (t >= IMAGE_TYPE_MAX)
        abort();
    if (image_is_sequence(data, n) && t != IMAGE_PNG && t != IMAGE_AVIF && t != IMAGE_HEIC)
        abort();
    return 0;
}
