/* web_address.c: see web_address.h. */
#include "web_address.h"

#include "ascii.h"
#include "host.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Names ----------------------------------------------------------------------------------------- */

static bool web_is_hex(const char *s)
{
    return ascii_hex_value(s[0]) >= 0 && ascii_hex_value(s[1]) >= 0;
}

/* keep: what is encoded already stays. */
static const char *web_encode(struct arena *a, const char *s, bool keep)
{
    static const char others[] = "-._~!$&'()*+,;=:@/?";
    static const char digits[] = "0123456789ABCDEF";
    char *out = arena_alloc(a, 3 * strlen(s) + 1), *to = out;
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (ascii_is_alnum(c) || (strchr(others, c) && (keep || c != '?')) ||
            (keep && c == '%' && web_is_hex(s + 1))) {
            *to++ = *s;
        } else {
            *to++ = '%';
            *to++ = digits[c >> 4];
            *to++ = digits[c & 15];
        }
    }
    *to = '\0';
    return out;
}

const char *web_address_encode(struct arena *a, const char *path)
{
    return web_encode(a, path, false);
}

/* Letters, digits, hyphens and dots; a name whose last part is a number is four numbers (WHATWG URL, 3.5). */
static bool web_host_is_sound(const char *host)
{
    struct in_addr four;
    const char *dot = strrchr(host, '.'), *last = dot ? dot + 1 : host;
    if (!*host || strstr(host, "..") ||
        strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789-.") != strlen(host))
        return false;
    bool number =
        ascii_is_digit((unsigned char)*last) && strspn(last, "0123456789abcdefx") == strlen(last);
    return *last && (!number || inet_pton(AF_INET, host, &four) == 1);
}

static bool web_port_is_sound(const char *port)
{
    size_t n = strlen(port);
    return n > 0 && n <= 5 && strspn(port, "0123456789") == n && *port != '0' &&
           strtol(port, NULL, 10) <= 65535;
}

/* What people leave in a path, and addresses do not have: "a b.jpg". */
static const char *web_without_blanks(struct arena *a, const char *url)
{
    const char *host = strstr(url, "://");
    size_t n = host ? (size_t)(host + 3 - url) : 0;
    n += strcspn(url + n, "/?#");
    char *out = arena_alloc(a, 3 * strlen(url) + 1);
    memcpy(out, url, n);
    char *to = out + n;
    for (const char *s = url + n; *s; s++) {
        if (strchr(" \"<>\\^`{|}", *s))
            to += snprintf(to, 4, "%%%02X", (unsigned)(unsigned char)*s);
        else
            *to++ = *s;
    }
    *to = '\0';
    return out;
}

bool web_address_read(struct arena *a, const char *url, struct web_address *out)
{
    const char *ascii =
        strlen(url) <= WEB_ADDRESS_MAX ? host_url_ascii(a, web_without_blanks(a, url)) : NULL;
    if (!ascii)
        return false;
    bool secure = strncmp(ascii, "https://", 8) == 0;
    const char *from = strstr(ascii, "://") + 3;
    const char *authority = arena_dupn(a, from, strcspn(from, "/?#"));
    const char *colon = strchr(authority, ':'), *usual = secure ? "443" : "80";
    const char *rest = from + strlen(authority);
    rest = web_encode(a, arena_dupn(a, rest, strcspn(rest, "#")), true);
    *out = (struct web_address){.secure = secure};
    out->host = colon ? arena_dupn(a, authority, (size_t)(colon - authority)) : authority;
    out->port = colon && colon[1] ? colon + 1 : usual;
    if (!web_host_is_sound(out->host) || !web_port_is_sound(out->port))
        return false;
    const char *bare = strncmp(out->host, "www.", 4) == 0 ? out->host + 4 : out->host;
    bool odd = strcmp(out->port, usual) != 0;
    const char *behind = odd ? arena_printf(a, ":%s", out->port) : "";
    out->site = arena_printf(a, "%s%s", bare, behind);
    out->home = arena_printf(a, "http%s://%s%s", secure ? "s" : "", out->host, behind);
    out->path = arena_printf(a, "%s%s", *rest == '/' ? "" : "/", rest);
    out->url = arena_printf(a, "%s%s", out->home, out->path);
    return strlen(out->url) <= WEB_ADDRESS_MAX;
}

/* ---- Numbers --------------------------------------------------------------------------------------- */

struct web_block {
    uint32_t begin;
    int bits;
    enum web_reach reach;
};

static enum web_reach web_reach_of_four(uint32_t v)
{
    static const struct web_block blocks[] = {
        {0x00000000, 8, WEB_NEVER},  /* 0.0.0.0/8: this network */
        {0x0a000000, 8, WEB_LOCAL},  /* 10/8 */
        {0x64400000, 10, WEB_LOCAL}, /* 100.64/10: behind a carrier's NAT */
        {0x7f000000, 8, WEB_LOCAL},  /* 127/8 */
        {0xa9fe0000, 16, WEB_NEVER}, /* 169.254/16: link-local */
        {0xac100000, 12, WEB_LOCAL}, /* 172.16/12 */
        {0xc0000000, 24, WEB_NEVER}, /* 192.0.0/24: protocols */
        {0xc0000200, 24, WEB_NEVER}, /* 192.0.2/24: examples */
        {0xc0586300, 24, WEB_NEVER}, /* 192.88.99/24: 6to4 relays that were */
        {0xc0a80000, 16, WEB_LOCAL}, /* 192.168/16 */
        {0xc6120000, 15, WEB_LOCAL}, /* 198.18/15: measurements */
        {0xc6336400, 24, WEB_NEVER}, /* 198.51.100/24: examples */
        {0xcb007100, 24, WEB_NEVER}, /* 203.0.113/24: examples */
        {0xe0000000, 3, WEB_NEVER},  /* 224/4 multicast, 240/4 reserved */
    };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if ((v ^ blocks[i].begin) >> (32 - blocks[i].bits) == 0)
            return blocks[i].reach;
    return WEB_PUBLIC;
}

static uint32_t web_four_at(const uint8_t *v)
{
    return (uint32_t)v[0] << 24 | (uint32_t)v[1] << 16 | (uint32_t)v[2] << 8 | v[3];
}

/* What leads to an IPv4 address is that one. */
static enum web_reach web_reach_of_six(const struct in6_addr *six)
{
    static const uint8_t zeros[15], nat64[12] = {0, 0x64, 0xff, 0x9b};
    const uint8_t *v = six->s6_addr;
    if (IN6_IS_ADDR_V4MAPPED(six) || memcmp(v, nat64, sizeof nat64) == 0)
        return web_reach_of_four(web_four_at(v + 12));
    if (v[0] == 0x20 && v[1] == 0x02) /* 6to4 */
        return web_reach_of_four(web_four_at(v + 2));
    if (memcmp(v, zeros, 15) == 0 && v[15] == 1)
        return WEB_LOCAL;
    if ((v[0] & 0xfe) == 0xfc) /* fc00::/7: a network of somebody's own */
        return WEB_LOCAL;
    bool unicast = (v[0] & 0xe0) == 0x20;                                /* 2000::/3 */
    bool protocols = v[0] == 0x20 && v[1] == 0x01 && (v[2] & 0xfe) == 0; /* 2001::/23, Teredo too */
    bool examples = v[0] == 0x20 && v[1] == 0x01 && v[2] == 0x0d && v[3] == 0xb8;
    return unicast && !protocols && !examples ? WEB_PUBLIC : WEB_NEVER;
}

enum web_reach web_reach_of(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET)
        return web_reach_of_four(
            ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr));
    if (address->sa_family == AF_INET6)
        return web_reach_of_six(&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr);
    return WEB_NEVER;
}
