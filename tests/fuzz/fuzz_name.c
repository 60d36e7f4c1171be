/* fuzz_name.c: any two names, a line each: a key is its own key, and near is near from both sides. */
#include "lib/name.h"
#include "lib/slug.h"
#include "lib/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static struct name_form form_of(struct arena *a, const char *name)
{
    const char *key = name_key(a, name);
    if (!text_utf8_valid(key, strlen(key)) || strcmp(name_key(a, key), key) != 0)
        abort();
    return name_form(a, name, "a-slug");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n > 400)
        return 0;
    struct arena *a = arena_new();
    char *rest = text_utf8_repair(a, (const char *)data, n), *first = strsep(&rest, "\n");
    struct name_form x = form_of(a, first), y = form_of(a, rest ? rest : "");
    if (name_distance(&x, &y) != name_distance(&y, &x) || (x.n > 0 && name_distance(&x, &x) != 0))
        abort();
    arena_free(a);
    return 0;
}
