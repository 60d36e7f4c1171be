/* fuzz_web_address.c: any text in the place of an address that somebody named. What is taken for one is ASCII, reads
 * as itself again, and has a host that is a name or four numbers; and an IPv4 address is judged as one however IPv6
 * spells it. */
#include "lib/web_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool good)
{
    if (!good)
        abort();
}

static void must_be_plain(const char *s)
{
    for (; *s; s++)
        must(*s > ' ' && *s < 0x7f);
}

static void read_again(struct arena *a, const struct web_address *at)
{
    struct web_address again;
    must(web_address_read(a, at->url, &again));
    must(strcmp(again.url, at->url) == 0 && strcmp(again.home, at->home) == 0);
    must(strcmp(again.site, at->site) == 0 && strcmp(again.host, at->host) == 0);
    must(strcmp(again.port, at->port) == 0 && strcmp(again.path, at->path) == 0);
    must(again.secure == at->secure);
}

static void names(struct arena *a, const char *url)
{
    struct web_address at;
    must_be_plain(web_address_encode(a, url));
    must(!strpbrk(web_address_encode(a, url), "?#"));
    if (!web_address_read(a, url, &at))
        return;
    must_be_plain(at.url);
    must(strlen(at.url) <= WEB_ADDRESS_MAX && *at.path == '/' && !strchr(at.url, '#'));
    must(strcmp(at.url, arena_printf(a, "%s%s", at.home, at.path)) == 0);
    must(*at.host && !strpbrk(at.host, "@:/?#[]%\\") && atoi(at.port) > 0);
    must(strncmp(at.url, "https:", 6) == 0 ? at.secure : strncmp(at.url, "http:", 5) == 0);
    read_again(a, &at);
}

static enum web_reach reach_of_six(const uint8_t v[16])
{
    struct sockaddr_in6 six = {.sin6_family = AF_INET6};
    memcpy(six.sin6_addr.s6_addr, v, 16);
    return web_reach_of((const struct sockaddr *)(const void *)&six);
}

static void numbers(const uint8_t v[16])
{
    struct sockaddr_in four = {.sin_family = AF_INET};
    uint8_t mapped[16] = {[10] = 0xff, [11] = 0xff}, nat64[16] = {0, 0x64, 0xff, 0x9b};
    uint8_t within[16] = {0x20, 0x02};
    memcpy(&four.sin_addr, v, 4);
    memcpy(mapped + 12, v, 4);
    memcpy(nat64 + 12, v, 4);
    memcpy(within + 2, v, 4);
    enum web_reach reach = web_reach_of((const struct sockaddr *)(const void *)&four);
    must(reach_of_six(mapped) == reach && reach_of_six(nat64) == reach &&
         reach_of_six(within) == reach);
    must(reach_of_six(v) != WEB_PUBLIC || (v[0] & 0xe0) == 0x20 || memcmp(v, mapped, 12) == 0 ||
         memcmp(v, nat64, 12) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    names(a, arena_dupn(a, (const char *)data, size));
    if (size >= 16)
        numbers(data);
    arena_free(a);
    return 0;
}
