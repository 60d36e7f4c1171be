/* fuzz_feed.c: any file in the place of a feed is stories of valid texts, or refused. */
#include "export_check.h"
#include "import/feed_import.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct calendar *calendar;
    const struct feed_options options = {.lang = "en-GB", .whole = n % 2};
    const char *why = NULL;
    if (!calendar)
        calendar = calendar_open("Europe/London", "en-GB");
    if (n > 64 * 1024)
        return 0;
    struct arena *a = arena_new();
    struct feed_import *x = feed_import_open(a, &options, &why);
    if (feed_import_add(x, (const char *)data, n, &why)) {
        struct story_files files = {.calendar = calendar};
        struct import_source source;
        story_files_begin(&files);
        feed_import_source(x, &files, &source);
        export_check(&source);
        story_files_end(&files);
    } else {
        export_must_be_text(why);
    }
    feed_import_close(x);
    arena_free(a);
    return 0;
}
