/* fuzz_setting.c: any value of each setting; a value that is allowed can be used. And any name of a
 * language, which gives a tag that gives itself. */
#include "db/setting.h"
#include "lib/colour.h"
#include "lib/language.h"
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

static void check_allowed(struct arena *a, enum setting k, const char *v)
{
    struct colour c;
    const char *file;
    int64_t width, height;
    if (setting_warning(k, v))
        return;
    if (k == SETTING_PAPER || k == SETTING_INK || k == SETTING_ACCENT)
        must(colour_parse(v, &c));
    if (k == SETTING_LOGO && *v)
        must(setting_logo(a, v, &file, &width, &height) && !strstr(file, ".."));
    if (k == SETTING_BASE_URL)
        setting_is_loopback(v);
    must(!strpbrk(v, "\r\n") || (k != SETTING_BASE_URL && k != SETTING_WEBSUB_HUB));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n > 4096)
        return 0;
    struct arena *a = arena_new();
    const char *v = text_utf8_repair(a, (const char *)data, n);
    for (int k = 0; k < SETTING_MAX; k++)
        check_allowed(a, (enum setting)k, v);
    const char *tag =
        n % 16 == 0 ? language_tag_from(a, v) : NULL; /* ICU's names of all languages */
    const char *again = tag ? language_tag_from(a, tag) : NULL;
    must(!tag || (again && strcmp(tag, again) == 0));
    arena_free(a);
    return 0;
}
