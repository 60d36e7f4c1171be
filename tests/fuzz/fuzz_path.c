/* fuzz_path.c: any text as the path of a request: decoded, it only goes down, and routing it ends
 * with an address of ours. */
#include "cgi/http/form.h"
#include "cgi/http/router.h"
#include "lib/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_path(const char *path)
{
    if (path[0] != '/' || !text_utf8_valid(path, strlen(path)) || strstr(path, "/../") ||
        strstr(path, "/./"))
        abort();
    for (const char *c = path; *c; c++) {
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            abort();
    }
}

/* A redirect leads to this site and nowhere else, and from there no further. */
static void check_location(struct arena *a, const char *location)
{
    struct req req = {.arena = a, .method = METHOD_GET, .path = location, .raw_query = ""};
    const struct route *route;
    const char *next, *allow;
    if (location[0] != '/' || location[1] == '/' || location[1] == '\\')
        abort();
    if (route_find(&req, &route, &next, &allow) != ROUTED)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    const char *path = path_decode(a, arena_dupn(a, (const char *)data, size));
    if (path) {
        struct req req = {.arena = a, .method = METHOD_GET, .path = path, .raw_query = ""};
        const struct route *route;
        const char *location, *allow;
        check_path(path);
        if (route_find(&req, &route, &location, &allow) == ROUTED_REDIRECT)
            check_location(a, location);
    }
    arena_free(a);
    return 0;
}
