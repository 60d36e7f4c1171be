/* fuzz_own.c: any file in the place of the dateline.json that lies beside an export's Markdown. What is made of it is
 * what a site can have, or nothing. */
#include "db/front.h"
#include "import/story_file.h"
#include "lib/text.h"
#include "lib/token.h"
#include "tests/remove_folder.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define NOW INT64_C(1767864600000) /* 2026-01-08T09:30:00Z */

static char root[] = "/tmp/dateline-fuzz-XXXXXX";
static char site_path[64], folder_path[64], file_path[96];
static struct store *site;
static struct calendar *calendar;

static void end(void)
{
    store_close(site);
    remove_folder(root);
}

static void begin(void)
{
    calendar = calendar_open("Europe/London", "en-GB");
    if (!token_init() || !mkdtemp(root))
        abort();
    snprintf(site_path, sizeof site_path, "%s/site", root);
    snprintf(folder_path, sizeof folder_path, "%s/export", root);
    snprintf(file_path, sizeof file_path, "%s/dateline.json", folder_path);
    if (mkdir(site_path, 0700) < 0 || mkdir(folder_path, 0700) < 0 ||
        store_open(site_path, STORE_CREATE, &site) != STORE_OK)
        abort();
    atexit(end);
}

static void write_file(const uint8_t *data, size_t n)
{
    int fd = open(file_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || write(fd, data, n) != (ssize_t)n)
        abort();
    close(fd);
}

static void check_names(const struct own_site *own)
{
    for (int k = 0; k < GROUP_KIND_MAX; k++) {
        const char *name = own_site_name(own, (enum group_kind)k, "news");
        if (name && !text_utf8_valid(name, strlen(name)))
            abort();
    }
    struct upload_about about = {0};
    own_site_picture(own, "media/2026/01/a.jpg", &about);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct folder folder;
    const char *why = NULL;
    if (!site)
        begin();
    if (n > 64 * 1024)
        return 0;
    write_file(data, n);
    struct arena *a = arena_new();
    struct media m = {.name = "a"};
    struct problems problems = {.arena = a};
    if (!folder_open(a, folder_path, &folder, &why))
        abort();
    struct story_files all = {.folder = &folder, .calendar = calendar};
    story_files_begin(&all);
    check_names(&all.own);
    enum store_status st = own_site_put(&all.own, site, a, NOW);
    if (st == STORE_OK)
        st = own_front_put(&all, site, a, NOW);
    if (st != STORE_OK && st != STORE_REFUSED)
        abort();
    st = own_site_rights(&all.own, "media/2026/01/a.jpg", site, a, &m, NOW, &problems);
    if (st != STORE_OK && st != STORE_REFUSED && st != STORE_MISSING)
        abort();
    story_files_end(&all);
    folder_close(&folder);
    arena_free(a);
    return 0;
}
