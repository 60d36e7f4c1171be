/* fuzz_photo_file.c: any file searched for what it says of its maker; and what is put into a JPEG or
 * WebP stands there again. */
#include "photo_check.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_put(struct arena *a, const uint8_t *data, size_t n, bool jpeg,
                      const struct buf *xmp)
{
    struct photo found = {{NULL}};
    struct buf whole;
    buf_init(&whole, n + xmp->len + 1024);
    if (jpeg)
        photo_put_jpeg(&whole, data, n, xmp);
    else
        photo_put_webp(&whole, data, n, 1 + (int)(n % 1600), 1 + (int)(n % 900), xmp);
    if (!whole.failed)
        photo_find_xmp(a, whole.p, whole.len, &found);
    photo_check(&found);
    buf_free(&whole);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    struct photo p = {{NULL}};
    struct buf xmp;
    photo_find_xmp(a, data, n, &p);
    photo_find_source(a, data, n, &p);
    photo_check(&p);
    photo_add(a, &p, PHOTO_CREDIT, "Ines & Co", 9);
    buf_init(&xmp, 64 * 1024);
    photo_write_xmp(&xmp, &p);
    check_put(a, data, n, true, &xmp);
    check_put(a, data, n, false, &xmp);
    buf_free(&xmp);
    arena_free(a);
    return 0;
}
