/* last_done.c: see last_done.h. */
#include "last_done.h"

#include "driver.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define RECORD_MAX 4096 /* bytes */

static const char *const files[LAST_DONE_MAX] = {
    [LAST_BACKUP] = "dateline.last-backup",
    [LAST_VERIFY] = "dateline.last-verify",
    [LAST_HOUSEKEEPING] = "dateline.last-housekeeping",
};

static int64_t record_int(const json_t *all, const char *name)
{
    return json_integer_value(json_object_get(all, name));
}

static bool record_parse(struct arena *a, const char *text, size_t n, struct done_record *out)
{
    json_t *all = json_loadb(text, n, JSON_REJECT_DUPLICATES, NULL);
    const char *name = json_string_value(json_object_get(all, "name"));
    out->at = record_int(all, "at");
    out->bytes = record_int(all, "bytes");
    out->n = record_int(all, "n");
    out->wrong = record_int(all, "wrong");
    out->tested = json_is_true(json_object_get(all, "tested"));
    out->name = arena_dup(a, name ? name : "");
    json_decref(all);
    return out->at > 0;
}

bool last_done_read(const struct store *s, struct arena *a, enum last_done which,
                    struct done_record *out)
{
    char text[RECORD_MAX];
    int fd = openat(s->site_fd, files[which], O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text);
    *out = (struct done_record){.name = ""};
    if (fd >= 0)
        close(fd);
    if (n > 0 && record_parse(a, text, (size_t)n, out))
        return true;
    *out = (struct done_record){.name = ""};
    return false;
}

static bool record_put(int fd, const char *text)
{
    size_t n = strlen(text);
    return n <= RECORD_MAX && write(fd, text, n) == (ssize_t)n && fsync(fd) == 0;
}

/* A file of this process alone gets the name when it is on disk. */
static bool record_keep(int site_fd, const char *name, const char *text)
{
    char made[64];
    snprintf(made, sizeof made, "%s.%ld", name, (long)getpid());
    int fd = openat(site_fd, made, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
    bool ok = fd >= 0 && fchmod(fd, 0644) == 0 && record_put(fd, text) &&
              renameat(site_fd, made, site_fd, name) == 0;
    int why = errno;
    if (fd >= 0) {
        close(fd);
        if (!ok)
            unlinkat(site_fd, made, 0);
    }
    errno = why;
    return ok;
}

bool last_done_write(const struct store *s, enum last_done which, const struct done_record *r)
{
    json_t *all = json_pack("{s:I s:s? s:I s:I s:I s:b}", "at", (json_int_t)r->at, "name", r->name,
                            "bytes", (json_int_t)r->bytes, "n", (json_int_t)r->n, "wrong",
                            (json_int_t)r->wrong, "tested", r->tested);
    char *text = all ? json_dumps(all, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
    errno = text ? 0 : EINVAL; /* a name that is no UTF-8 */
    bool ok = text && record_keep(s->site_fd, files[which], text);
    free(text);
    json_decref(all);
    return ok;
}
