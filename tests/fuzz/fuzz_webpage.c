/* fuzz_webpage.c: any bytes in the place of a page are a story of valid texts, or left out for a reason. */
#include "export_check.h"
#include "import/webpage_import.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char *const files[] = {"2020/01/a.html", "index.html", "b/index.htm",
                                        "2020-01-02-c.xhtml"};
    static struct calendar *calendar;
    const char *name = "", *why = NULL;
    if (!calendar)
        calendar = calendar_open("Europe/London", "en-GB");
    if (n > 64 * 1024)
        return 0;
    struct arena *a = arena_new();
    struct story_files all = {.calendar = calendar};
    struct import_item item;
    story_files_begin(&all);
    struct webpage_import *x = webpage_import_bare(a, &all);
    if (webpage_import_one(x, a, files[n % 4], (const char *)data, n, &item, &name, &why) ==
        IMPORT_NEXT_STORY)
        export_check_story(&item);
    else
        export_must_be_text(why);
    webpage_import_close(x);
    story_files_end(&all);
    arena_free(a);
    return 0;
}
