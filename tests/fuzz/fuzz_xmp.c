/* fuzz_xmp.c: a picture's XMP, checked as photo_check.h says. */
#include "photo_check.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    struct photo p = {{NULL}};
    photo_read_xmp(a, data, n, &p);
    photo_check(&p);
    arena_free(a);
    return 0;
}
