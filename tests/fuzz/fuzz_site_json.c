/* fuzz_site_json.c: any file in the place of a site's export comes whole, or is refused with a place and leaves nothing. */
#include "db/setting.h"
#include "db/story_record.h"
#include "import/site_json.h"
#include "lib/text.h"
#include "lib/token.h"
#include "tests/remove_folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define NOW INT64_C(1767864600000) /* 2026-01-08T09:30:00Z */

static char folder[] = "/tmp/dateline-fuzz-XXXXXX";
static struct store *site;

static void end(void)
{
    store_close(site);
    remove_folder(folder);
}

static void begin(void)
{
    if (!token_init() || !mkdtemp(folder) || store_open(folder, STORE_CREATE, &site) != STORE_OK)
        abort();
    atexit(end);
}

/* Nothing of it stays: a trial leaves nothing, nor does what is refused. */
static void must_be_empty(void)
{
    int64_t stories = 0;
    if (story_record_count(site, &stories) != STORE_OK || stories != 0)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (!site)
        begin();
    if (n > 64 * 1024)
        return 0;
    int fd = memfd_create("export", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data, n) != (ssize_t)n)
        abort();
    struct arena *a = arena_new();
    struct problems why = {.arena = a};
    struct site_json_report report;
    const struct site_json run = {.store = site,
                                  .arena = a,
                                  .fd = fd,
                                  .site = folder,
                                  .trial = true,
                                  .incomplete = true,
                                  .now = NOW};
    enum store_status st = site_json_import(&run, &report, &why);
    if (st != STORE_OK && st != STORE_REFUSED)
        abort();
    if ((st == STORE_REFUSED) != (why.n == 1))
        abort();
    if (why.n > 0 && !text_utf8_valid(why.v[0].text, strlen(why.v[0].text)))
        abort();
    must_be_empty();
    arena_free(a);
    close(fd);
    return 0;
}
