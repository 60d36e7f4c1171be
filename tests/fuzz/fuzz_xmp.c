/* fuzz_xmp.c: whatever a picture's file says, each property is clean, short and of its kind. */
#include "lib/photo.h"
#include "lib/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check(const struct photo *p)
{
    for (int i = 0; i < PHOTO_PROPERTY_MAX; i++) {
        const char *s = p->v[i];
        if (s && (!text_utf8_valid(s, strlen(s)) || strlen(s) > PHOTO_TEXT_MAX || text_blank(s) ||
                  strpbrk(s, "\n\r\t\x1B")))
            abort();
    }
    if (p->v[PHOTO_LICENSE] && !text_is_http_url(p->v[PHOTO_LICENSE]))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    struct photo p = {{NULL}};
    photo_read_xmp(a, data, n, &p);
    check(&p);
    arena_free(a);
    return 0;
}
