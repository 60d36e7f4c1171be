/* fuzz_picture_report.c: whatever the child that decodes a picture says, the files named by it are
 * ours and lie in their folder. */
#include "photo_check.h"

#include "db/picture.h"

#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char name[] = "2026/01/0123456789abcdef0123456789abcdef-";
    struct picture p = {.name = "0123456789abcdef0123456789abcdef", .folder = "2026/01"};
    struct arena *a = arena_new();
    bool good = picture_read_report(a, arena_dupn(a, (const char *)data, n), &p);
    if (p.n > PICTURE_FILES_MAX || (good && p.n == 0))
        abort();
    for (size_t i = 0; i < p.n; i++)
        if (strncmp(p.files[i].path, name, sizeof name - 1) != 0 || p.files[i].width < 1 ||
            strchr(p.files[i].path + sizeof name, '/'))
            abort();
    photo_check(&p.photo);
    arena_free(a);
    return 0;
}
