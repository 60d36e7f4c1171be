/* proxy.c: see proxy.h. X-Forwarded-For is read from its end: what stands before an address that is
 * not a trusted proxy's was written by somebody who is not trusted. */
#include "proxy.h"

#include "text.h"

#include <arpa/inet.h>
#include <string.h>

#define SEPARATORS ", \t"
#define BITS 128

/* IPv4 addresses are ::ffff:a.b.c.d, so that there is one family alone (RFC 4291 2.5.5.2). */
struct network {
    struct in6_addr address;
    int64_t bits; /* of it that count */
};

/* n bytes of text; ipv4 says which family it was written in. */
static bool address_parse(const char *s, size_t n, struct in6_addr *out, bool *ipv4)
{
    char text[INET6_ADDRSTRLEN + sizeof "::ffff:"] = "::ffff:";
    size_t at = strlen(text);
    *ipv4 = memchr(s, ':', n) == NULL;
    if (n >= INET6_ADDRSTRLEN)
        return false;
    if (!*ipv4)
        at = 0;
    memcpy(text + at, s, n);
    text[at + n] = '\0';
    return inet_pton(AF_INET6, text, out) == 1;
}

static bool network_parse(const char *s, size_t n, struct network *out)
{
    const char *slash = memchr(s, '/', n);
    bool ipv4;
    if (!address_parse(s, slash ? (size_t)(slash - s) : n, &out->address, &ipv4))
        return false;
    out->bits = BITS;
    if (!slash)
        return true;
    char bits[4] = "";
    size_t digits = n - (size_t)(slash + 1 - s);
    if (digits >= sizeof bits)
        return false;
    memcpy(bits, slash + 1, digits);
    if (!text_to_int(bits, 1, ipv4 ? 32 : BITS, &out->bits))
        return false;
    out->bits += ipv4 ? BITS - 32 : 0;
    return true;
}

static bool network_holds(const struct network *n, const struct in6_addr *a)
{
    size_t whole = (size_t)n->bits / 8;
    unsigned mask = 0xff00u >> (n->bits % 8) & 0xff;
    return memcmp(&n->address, a, whole) == 0 &&
           (mask == 0 || ((n->address.s6_addr[whole] ^ a->s6_addr[whole]) & mask) == 0);
}

/* Calls f with each word of the list until it is true, and returns whether it was. */
static bool list_find(const char *list, bool (*f)(const char *word, size_t n, const void *ctx),
                      const void *ctx)
{
    for (list += strspn(list, SEPARATORS); *list; list += strspn(list, SEPARATORS)) {
        size_t n = strcspn(list, SEPARATORS);
        if (f(list, n, ctx))
            return true;
        list += n;
    }
    return false;
}

static bool word_is_unix(const char *word, size_t n)
{
    return n == 5 && memcmp(word, "unix:", 5) == 0;
}

static bool word_is_wrong(const char *word, size_t n, const void *ctx)
{
    struct network net;
    (void)ctx;
    return !word_is_unix(word, n) && !network_parse(word, n, &net);
}

bool proxy_list_valid(const char *list)
{
    return !list_find(list, word_is_wrong, NULL);
}

static bool word_holds(const char *word, size_t n, const void *address)
{
    struct network net;
    return network_parse(word, n, &net) && network_holds(&net, address);
}

bool proxy_listed(const char *list, const char *address)
{
    struct in6_addr bytes;
    bool ipv4;
    return address_parse(address, strlen(address), &bytes, &ipv4) &&
           list_find(list, word_holds, &bytes);
}

static bool word_is_the_socket(const char *word, size_t n, const void *ctx)
{
    (void)ctx;
    return word_is_unix(word, n);
}

/* Without the port that some proxies add: "192.0.2.1:5000", "[2001:db8::1]:5000", "[2001:db8::1]". */
static void without_port(const char **s, size_t *n)
{
    const char *colon = memchr(*s, ':', *n);
    if (*n > 0 && **s == '[') {
        const char *end = memchr(*s, ']', *n);
        *s += 1;
        *n = end ? (size_t)(end - *s) : 0;
    } else if (colon && !memchr(colon + 1, ':', *n - (size_t)(colon + 1 - *s))) {
        *n = (size_t)(colon - *s);
    }
}

const char *proxy_client(struct arena *a, const char *list, const char *peer, const char *forwarded)
{
    struct in6_addr address;
    bool ipv4;
    size_t end = forwarded && *list ? strlen(forwarded) : 0;
    bool trusted =
        end > 0 && (address_parse(peer, strlen(peer), &address, &ipv4)
                        ? list_find(list, word_holds, &address)
                        : strcmp(peer, "unix:") == 0 && list_find(list, word_is_the_socket, NULL));
    while (trusted && end > 0) {
        size_t start = end;
        while (start > 0 && !strchr(SEPARATORS, forwarded[start - 1]))
            start--;
        const char *word = forwarded + start;
        size_t n = end - start;
        without_port(&word, &n);
        if (end > start && !address_parse(word, n, &address, &ipv4))
            break;
        if (end > start) {
            char text[INET6_ADDRSTRLEN];
            const void *bytes = ipv4 ? &address.s6_addr[12] : (const void *)&address;
            peer = arena_dup(a, inet_ntop(ipv4 ? AF_INET : AF_INET6, bytes, text, sizeof text));
            trusted = list_find(list, word_holds, &address);
        }
        end = start > 0 ? start - 1 : 0;
    }
    return peer;
}
