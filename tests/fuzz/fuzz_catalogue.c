/* fuzz_catalogue.c: any file of translations: it is refused with a reason, or gives valid texts. */
#include "lib/language.h"
#include "lib/text.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static char folder[] = "/dev/shm/fuzz-catalogue-XXXXXX";
static char file[sizeof folder + sizeof "/de.json"];

static void remove_folder(void)
{
    unlink(file);
    rmdir(folder);
}

static void make_folder(void)
{
    if (file[0])
        return;
    if (!mkdtemp(folder) || atexit(remove_folder) != 0)
        abort();
    memcpy(file, folder, strlen(folder));
    memcpy(file + strlen(folder), "/de.json", sizeof "/de.json");
}

static void check_words(struct arena *a, const struct language *l)
{
    const char *const texts[] = {
        language_word(l, "Published:"),
        language_say(l, a, "What changed: %HEADLINE%", "HEADLINE", "x", NULL),
        language_count(l, a, "one story|%COUNT% stories", 3)};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (!text_utf8_valid(texts[i], strlen(texts[i])))
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const char *const folders[] = {folder};
    struct buf err;
    make_folder();
    int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || write(fd, data, n) != (ssize_t)n || close(fd) != 0)
        abort();
    buf_init(&err, 4096);
    struct arena *a = arena_new();
    struct language *l = language_open("de", folders, 1, &err);
    if (!l && err.len == 0)
        abort();
    if (l)
        check_words(a, l);
    language_close(l);
    arena_free(a);
    buf_free(&err);
    return 0;
}
