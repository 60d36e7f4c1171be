/* host.c: see host.h. */
#include "host.h"

#include "ascii.h"
#include "text.h"

#include <stdbool.h>
#include <string.h>
#include <unicode/uidna.h>

#define HOST_MAX 253 /* bytes of a name in ASCII (RFC 1035) */

static bool host_is_plain(const char *host, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)host[i] >= 0x80)
            return false;
    }
    return true;
}

/* A label in Punycode that was not decoded is not looked at by browsers either, unless it says so. */
static bool host_has_punycode(const char *host, size_t n)
{
    for (size_t i = 0; i + 4 <= n; i++) {
        if ((i == 0 || host[i - 1] == '.') && memcmp(host + i, "xn--", 4) == 0)
            return true;
    }
    return false;
}

/* The host as DNS has it, or NULL. ß and the joiners keep their own (nontransitional), as in browsers. */
static const char *host_ascii(struct arena *a, const char *host, size_t n)
{
    UErrorCode error = U_ZERO_ERROR;
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    char *out = arena_alloc(a, HOST_MAX + 1);
    UIDNA *idna = uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_USE_STD3_RULES |
                                      UIDNA_NONTRANSITIONAL_TO_ASCII,
                                  &error);
    int32_t len = uidna_nameToASCII_UTF8(idna, host, (int32_t)n, out, HOST_MAX + 1, &info, &error);
    uidna_close(idna);
    return U_SUCCESS(error) && info.errors == 0 && len <= HOST_MAX ? out : NULL;
}

const char *host_url_ascii(struct arena *a, const char *url)
{
    if (!text_is_http_url(url))
        return NULL;
    size_t scheme = (size_t)(strstr(url, "://") + 3 - url);
    char *small = arena_dup(a, url);
    size_t n = strcspn(url + scheme, ":/?#");
    for (size_t i = 0; i < scheme + n; i++)
        small[i] = ascii_lower(small[i]);
    const char *host = small + scheme;
    size_t rest = strcspn(host + n, "/?#"); /* a port, or more of an address in brackets */
    if (!host_is_plain(host + n, rest))
        return NULL;
    if (*host == '[')
        return host_is_plain(host, n) ? small : NULL;
    if (host_is_plain(host, n) && !host_has_punycode(host, n))
        return small;
    const char *ascii = host_ascii(a, host, n);
    return ascii ? arena_printf(a, "%.*s%s%s", (int)scheme, small, ascii, host + n) : NULL;
}
