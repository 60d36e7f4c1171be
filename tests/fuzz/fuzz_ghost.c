/* fuzz_ghost.c: any file in the place of an export of Ghost is stories of valid texts, or refused. */
#include "export_check.h"
#include "import/ghost.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct calendar *calendar;
    const char *why = NULL;
    if (!calendar)
        calendar = calendar_open("Europe/London", "en-GB");
    if (n > 64 * 1024)
        return 0;
    struct arena *a = arena_new();
    struct ghost *g = ghost_open(a, (const char *)data, n, NULL, &why);
    if (g) {
        struct story_files files = {.calendar = calendar};
        struct import_source source;
        story_files_begin(&files);
        ghost_source(g, &files, &source);
        export_check(&source);
        story_files_end(&files);
    } else {
        export_must_be_text(why);
    }
    ghost_close(g);
    arena_free(a);
    return 0;
}
