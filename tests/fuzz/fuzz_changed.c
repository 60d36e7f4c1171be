/* fuzz_changed.c: two texts, parted by a form feed, are compared for what they say: the same text says
 * the same, and who is first makes no difference. */
#include "lib/arena.h"
#include "lib/changed.h"
#include "lib/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must(bool right)
{
    if (!right)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    char *before = text_utf8_repair(a, (const char *)data, n), *after = strchr(before, '\f');
    after = after ? (*after = '\0', after + 1) : before;
    struct changed same = {0}, there = {0}, back = {0};
    changed_add(a, before, before, "en", &same);
    must(!same.numbers && !same.names && !same.quotations && same.words == 0);
    changed_add(a, before, after, "en", &there);
    changed_add(a, after, before, "de", &back);
    must(there.quotations == back.quotations);
    arena_free(a);
    return 0;
}
