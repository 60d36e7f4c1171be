/* fuzz_range.c: a part of a file lies within the file, whatever was asked for.
 *
 * The first byte is the file's size, or, from 200 on, stands for a large one. */
#include "cgi/http/range.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    int64_t first = -1, part = -1;
    if (n == 0)
        return 0;
    int64_t size = data[0] < 200 ? data[0] : (int64_t)data[0] << 40;
    char *s = malloc(n);
    if (!s)
        abort();
    memcpy(s, data + 1, n - 1);
    s[n - 1] = '\0';
    enum range got = range_parse(s, size, &first, &part);
    if (got == RANGE_PART && (first < 0 || part < 1 || first > size - part))
        abort();
    free(s);
    return 0;
}
