/* fuzz_story_file.c: any file of an import, from its front matter to its pictures: it is a story of valid
 * texts, or left out for a reason. */
#include "import/story_file.h"
#include "lib/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must_be_text(const char *s)
{
    if (!s || !text_utf8_valid(s, strlen(s)))
        abort();
}

static void check_story(const struct import_item *f)
{
    must_be_text(f->story.text.headline);
    must_be_text(f->story.text.body);
    must_be_text(f->story.slug);
    for (size_t i = 0; i < f->notes.n; i++)
        must_be_text(f->notes.v[i].text);
    for (size_t i = 0; i < f->missing.n; i++)
        must_be_text(f->missing.v[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct calendar *calendar;
    struct arena *a = arena_new();
    struct folder folder;
    struct import_item out;
    const char *why = NULL;
    if (!calendar)
        calendar = calendar_open("Europe/London", "en-GB");
    if (n > 64 * 1024)
        return 0;
    folder_of_text(a, (const char *)data, n, &folder);
    struct story_files all = {.folder = &folder, .calendar = calendar};
    story_files_begin(&all);
    if (story_file_read(&all, a, folder.files.v[0], &out, &why))
        check_story(&out);
    else
        must_be_text(why);
    story_files_end(&all);
    folder_close(&folder);
    arena_free(a);
    return 0;
}
