/* fuzz_fetch.c: any text in the place of what a file says of its site, of a host that may be asked, of a picture, and
 * (from the fourth line on) of what curl says of a server's answer. Only hosts that may be asked are wished for,
 * what they give lies in a folder and a file of their own, and an answer is a line of text and a number each. */
#include "import/fetch.h"
#include "import/fetch_curl.h"
#include "lib/text.h"
#include "lib/token.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool good)
{
    if (!good)
        abort();
}

static const char *line_of(struct arena *a, const char **rest)
{
    size_t n = strcspn(*rest, "\n");
    const char *line = arena_dupn(a, *rest, n);
    *rest += n + ((*rest)[n] == '\n');
    return line;
}

static void must_lie_apart(struct arena *a, const char *url)
{
    const char *place = fetch_place(a, url), *slash = strchr(place, '/');
    must(slash == place + 32 && slash[1] && slash[1] != '.' && !strchr(slash + 1, '/'));
}

static void wish(struct arena *a, const struct fetch *f, const struct fetch_wish *w)
{
    struct web_address at;
    must(w->urls.n > 0);
    for (size_t i = 0; i < w->urls.n; i++) {
        must(web_address_read(a, w->urls.v[i], &at) && fetch_is_allowed(f, at.site));
        must_lie_apart(a, w->urls.v[i]);
    }
}

static void picture(struct arena *a, const char *home, const char *host, const char *src)
{
    struct fetch f;
    struct export_media media;
    const char *why = "";
    fetch_begin(&f, a, "/nonexistent");
    f.asked = true;
    fetch_take_home(&f, home);
    (void)fetch_allow(&f, host);
    must(export_media_open(a, NULL, &media, &why));
    export_media_add_host(a, &media, home);
    must(!fetch_find(&f, a, &media, "a story", src));
    must(!fetch_find(&f, a, NULL, "a story", src));
    for (size_t i = 0; i < f.n; i++)
        wish(a, &f, &f.v[i]);
    for (size_t i = 0; i < f.n_others; i++)
        must(!fetch_is_allowed(&f, f.others[i].site));
    must_lie_apart(a, src);
    fetch_end(&f);
}

static void answer(struct arena *a, const char *said, size_t n)
{
    struct fetch_answer got = {.type = "", .to = ""};
    struct web_address at;
    fetch_answer_read(a, said, n, &got);
    must(got.status >= 0 && got.status <= 999 && got.wait_seconds >= 0);
    must(got.wait_seconds <= FETCH_WAIT_MAX && !strpbrk(got.type, "\r\n") && !strchr(got.to, '\n'));
    must(text_utf8_valid(got.type, strlen(got.type)));
    (void)web_address_read(a, got.to, &at);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!token_init())
        return 0;
    struct arena *a = arena_new();
    const char *all = arena_dupn(a, (const char *)data, size), *rest = all;
    const char *home = line_of(a, &rest), *host = line_of(a, &rest), *src = line_of(a, &rest);
    picture(a, home, host, src);
    answer(a, rest, size - (size_t)(rest - all));
    arena_free(a);
    return 0;
}
