/* fuzz_cookie.c: any text as a Cookie header; only clean names and values may come out. */
#include "cgi/http/form.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const char *s, const char *barred)
{
    for (; *s; s++) {
        if (*s <= ' ' || *s == 0x7f || strchr(barred, *s))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct fields f;
    cookies_parse(a, arena_dupn(a, (const char *)data, size), &f);
    for (size_t i = 0; i < f.n; i++) {
        if (!*f.v[i].name)
            abort();
        check(f.v[i].name, "=;,\"");
        check(f.v[i].value, ";,\"\\");
    }
    arena_free(a);
    return 0;
}
