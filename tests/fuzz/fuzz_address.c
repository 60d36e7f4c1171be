/* fuzz_address.c: any address, as readers bend it, as writers paste it, and as pages lie ready under it:
 * what is made of it is made of itself, and stays where it belongs. */
#include "cgi/address.h"
#include "cgi/http/form.h"
#include "db/ready.h"
#include "lib/clean_url.h"
#include "lib/host.h"
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

static void check_tidy(struct arena *a, const char *path, bool ascii)
{
    const char *once = address_tidy(a, path, ascii);
    must(once[0] == '/' && text_utf8_valid(once, strlen(once)) && !strstr(once, "//"));
}

static void check_ready(const char *path)
{
    char name[READY_PATH_MAX];
    if (ready_name(path, name))
        must(strlen(name) < sizeof name && strchr("pf", name[0]) && name[1] == '/' &&
             !strstr(name, "//") && !strstr(name, "/.") && ready_type(name));
}

static void check_url(struct arena *a, const char *s)
{
    const char *clean = clean_url(a, s), *ascii = host_url_ascii(a, s);
    must(!text_is_http_url(s) || text_is_http_url(clean));
    if (!ascii)
        return;
    const char *host = strstr(ascii, "://") + 3;
    for (size_t i = 0, end = strcspn(host, "/?#"); i < end; i++)
        must((unsigned char)host[i] > ' ' && (unsigned char)host[i] < 0x7f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n > 4096)
        return 0;
    struct arena *a = arena_new();
    const char *path = path_decode(a, arena_dupn(a, (const char *)data, n));
    if (path) {
        check_tidy(a, path, true);
        check_tidy(a, path, false);
        check_ready(path);
    }
    check_url(a, text_utf8_repair(a, (const char *)data, n));
    arena_free(a);
    return 0;
}
