/* fuzz_fcgi_scan.c: the first byte says how the rest is cut into pieces. */
#include "cgi/http/fcgi_scan.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t scan_in_pieces(struct fcgi_scan *s, const uint8_t *bytes, size_t n, size_t piece)
{
    size_t used = 0;
    while (used < n && s->status == FCGI_SCAN_MORE) {
        size_t now = n - used < piece ? n - used : piece;
        size_t took = fcgi_scan_add(s, bytes + used, now);
        if (took > now || (took < now && s->status == FCGI_SCAN_MORE))
            abort();
        used += took;
    }
    return used;
}

/* However the bytes are cut, the request ends at the same one and says the same. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct arena *a = arena_new();
    struct fcgi_scan whole = {0}, cut = {0};
    size_t n = scan_in_pieces(&whole, data + 1, size - 1, size);
    if (scan_in_pieces(&cut, data + 1, size - 1, data[0] % 16u + 1) != n ||
        cut.status != whole.status || cut.head_whole != whole.head_whole ||
        cut.keep != whole.keep || cut.body != whole.body)
        abort();
    struct fcgi_params of_whole, of_cut;
    if (fcgi_params_read(&whole, a, &of_whole) != fcgi_params_read(&cut, a, &of_cut) ||
        of_whole.n != of_cut.n)
        abort();
    const char *one = fcgi_params_find(&of_whole, "CONTENT_LENGTH");
    const char *other = fcgi_params_find(&of_cut, "CONTENT_LENGTH");
    if (!one != !other || (one && strcmp(one, other) != 0))
        abort();
    fcgi_scan_free(&whole);
    fcgi_scan_free(&cut);
    arena_free(a);
    return 0;
}
