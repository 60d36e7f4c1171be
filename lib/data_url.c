/* data_url.c: see data_url.h. */
#include "data_url.h"

#include <sodium.h>
#include <string.h>

static const char head[] = "data:image/webp;base64,";

const char *data_url_make(struct arena *a, const void *bytes, size_t n)
{
    size_t size = sodium_base64_ENCODED_LEN(n, sodium_base64_VARIANT_ORIGINAL);
    char *out = arena_alloc(a, sizeof head + size);

    memcpy(out, head, sizeof head);
    sodium_bin2base64(out + sizeof head - 1, size, bytes, n, sodium_base64_VARIANT_ORIGINAL);
    return out;
}

bool data_url_is(const char *text)
{
    return strncmp(text, head, sizeof head - 1) == 0;
}

bool data_url_read(struct arena *a, const char *url, const unsigned char **bytes, size_t *n)
{
    if (!data_url_is(url))
        return false;
    const char *text = url + sizeof head - 1, *end;
    size_t length = strlen(text);
    unsigned char *out = arena_alloc(a, length + 1);
    if (sodium_base642bin(out, length, text, length, NULL, n, &end,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        *end != '\0' || *n < 16 || memcmp(out, "RIFF", 4) != 0 || memcmp(out + 8, "WEBP", 4) != 0)
        return false;
    *bytes = out;
    return true;
}
