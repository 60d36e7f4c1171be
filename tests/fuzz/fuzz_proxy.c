/* fuzz_proxy.c: any list of proxies, any peer and any X-Forwarded-For, a line each. What comes out is
 * the peer, or an address. */
#include "lib/proxy.h"

#include <arpa/inet.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *line_of(struct arena *a, const char **rest)
{
    size_t n = strcspn(*rest, "\n");
    const char *line = arena_dupn(a, *rest, n);
    *rest += n + ((*rest)[n] == '\n');
    return line;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct in6_addr bytes;
    const char *rest = arena_dupn(a, (const char *)data, size);
    const char *list = line_of(a, &rest), *peer = line_of(a, &rest);
    (void)proxy_list_valid(list);
    const char *client = proxy_client(a, list, peer, rest);
    if (strcmp(client, peer) != 0 && inet_pton(AF_INET, client, &bytes) != 1 &&
        inet_pton(AF_INET6, client, &bytes) != 1)
        abort();
    if (strspn(list, ", \t") == strlen(list) && client != peer)
        abort();
    arena_free(a);
    return 0;
}
