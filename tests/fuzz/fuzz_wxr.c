/* fuzz_wxr.c: any file in the place of a WordPress export is stories of valid texts, or refused whole:
 * what was read to its end once is read to its end again. */
#include "export_check.h"
#include "import/wxr_export.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void take(struct calendar *calendar, struct arena *a, const char *path)
{
    const char *file = NULL, *why = NULL;
    struct strlist paths = {0};
    struct wxr_options options = {0};
    strlist_add(a, &paths, path);
    strlist_add(a, &options.types, "article");
    struct wxr_export *x = wxr_export_open(a, &paths, &options, &file, &why);
    if (!x) {
        export_must_be_text(why);
        return;
    }
    struct story_files files = {.calendar = calendar};
    struct import_source source;
    story_files_begin(&files);
    wxr_export_source(x, &files, &source);
    export_check(&source);
    story_files_end(&files);
    wxr_export_close(x);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct calendar *calendar;
    if (!calendar)
        calendar = calendar_open("Europe/London", "en-GB");
    if (n > 64 * 1024)
        return 0;
    int fd = memfd_create("wxr", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data, n) != (ssize_t)n)
        abort();
    struct arena *a = arena_new();
    take(calendar, a, arena_printf(a, "/proc/self/fd/%d", fd));
    arena_free(a);
    close(fd);
    return 0;
}
