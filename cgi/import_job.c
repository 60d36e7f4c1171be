/* import_job.c: see import_job.h. */
#include "import_job.h"

#include "import_fetch.h"

#include "import/unpack.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define JSON_MAX ((off_t)64 * 1024 * 1024)

static const char job_name[] = "job.json", progress_name[] = "progress.json",
                  wanted_name[] = "wanted", cancel_name[] = "cancel", lock_name[] = "lock";

int import_job_open(int site, bool make)
{
    if (make)
        mkdirat(site, IMPORT_FOLDER, 0700);
    return openat(site, IMPORT_FOLDER, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

int import_job_lock(int folder)
{
    int fd = openat(folder, lock_name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd >= 0 && flock(fd, LOCK_EX) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/* ---- Files ------------------------------------------------------------------------------------ */

static bool job_put_bytes(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t put = write(fd, bytes, n);
        if (put < 0)
            return false;
        bytes += put;
        n -= (size_t)put;
    }
    return fsync(fd) == 0;
}

/* A file gets its name when it is on disk, and the folder then. */
static bool job_put(int folder, const char *name, const char *bytes, size_t n)
{
    char made[64];
    snprintf(made, sizeof made, "%s.%ld", name, (long)getpid());
    int fd = openat(folder, made, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool ok = fd >= 0 && job_put_bytes(fd, bytes, n);
    int why = errno;
    if (fd >= 0)
        ok = close(fd) == 0 && ok;
    ok = ok && renameat(folder, made, folder, name) == 0 && fsync(folder) == 0;
    if (!ok) {
        unlinkat(folder, made, 0);
        errno = why;
    }
    return ok;
}

static json_t *job_get_json(int folder, const char *name)
{
    struct stat st;
    json_t *out = NULL;
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= JSON_MAX)
        out = json_loadfd(fd, 0, NULL);
    if (fd >= 0)
        close(fd);
    return out;
}

static bool job_put_json(int folder, const char *name, const json_t *value)
{
    char *text = value ? json_dumps(value, JSON_INDENT(1)) : NULL;
    bool ok = text && job_put(folder, name, text, strlen(text));
    free(text);
    return ok;
}

static const char *job_text(struct arena *a, const json_t *o, const char *key)
{
    const char *s = json_string_value(json_object_get(o, key));
    return arena_dup(a, s ? s : "");
}

static void job_texts(struct arena *a, const json_t *o, const char *key, struct strlist *out)
{
    const json_t *one;
    size_t i;
    json_array_foreach(json_object_get(o, key), i, one)
    {
        if (json_is_string(one))
            strlist_add(a, out, arena_dup(a, json_string_value(one)));
    }
}

static json_t *job_texts_json(const struct strlist *list)
{
    json_t *out = json_array();
    for (size_t i = 0; i < list->n; i++)
        json_array_append_new(out, json_string(list->v[i]));
    return out;
}

static int64_t job_int(const json_t *o, const char *key)
{
    return json_integer_value(json_object_get(o, key));
}

/* ---- The desk's ------------------------------------------------------------------------------- */

bool import_job_read(int folder, struct arena *a, struct import_job *out)
{
    json_t *o = job_get_json(folder, job_name);
    *out = (struct import_job){.id = job_text(a, o, "id"),
                               .file = job_text(a, o, "file"),
                               .bytes = job_int(o, "bytes"),
                               .at = job_int(o, "at"),
                               .user = job_int(o, "user"),
                               .turn = job_int(o, "turn"),
                               .step = job_int(o, "step") ? IMPORT_WRITE : IMPORT_LOOK,
                               .section = job_text(a, o, "section"),
                               .credit = job_text(a, o, "credit"),
                               .whole = json_is_true(json_object_get(o, "whole"))};
    job_texts(a, o, "maps", &out->maps);
    job_texts(a, o, "hosts", &out->hosts);
    json_decref(o);
    return out->turn > 0;
}

bool import_job_write(int folder, const struct import_job *job)
{
    json_t *o =
        json_pack("{s:s s:s s:I s:I s:I s:I s:i s:s s:s s:b s:o s:o}", "id", job->id, "file",
                  job->file, "bytes", (json_int_t)job->bytes, "at", (json_int_t)job->at, "user",
                  (json_int_t)job->user, "turn", (json_int_t)job->turn, "step", (int)job->step,
                  "section", job->section, "credit", job->credit, "whole", job->whole, "maps",
                  job_texts_json(&job->maps), "hosts", job_texts_json(&job->hosts));
    bool ok = job_put_json(folder, job_name, o);
    json_decref(o);
    return ok;
}

bool import_job_put_upload(int folder, const char *bytes, size_t n)
{
    return job_put(folder, IMPORT_UPLOAD, bytes, n);
}

bool import_job_want(int folder)
{
    unlinkat(folder, cancel_name, 0);
    return job_put(folder, wanted_name, "", 0);
}

bool import_job_cancel(int folder)
{
    return job_put(folder, cancel_name, "", 0);
}

static bool job_has(int folder, const char *name)
{
    return faccessat(folder, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static bool import_job_is_wanted(int folder)
{
    return job_has(folder, wanted_name);
}

bool import_job_is_cancelled(int folder)
{
    return job_has(folder, cancel_name);
}

void import_job_settle(int folder)
{
    unlinkat(folder, wanted_name, 0);
    unlinkat(folder, cancel_name, 0);
}

/* What a process that was killed had not finished: job_put, of whichever file. */
static bool job_is_part(const char *name)
{
    const char *number = strrchr(name, '.');
    return number && number > name && number[1] &&
           number[1 + strspn(number + 1, "0123456789")] == '\0';
}

static bool job_remove_parts(int folder)
{
    int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *all = copy >= 0 ? fdopendir(copy) : NULL;
    bool ok = all != NULL;
    if (!all && copy >= 0)
        close(copy);
    for (const struct dirent *one; all && (one = readdir(all));)
        if (job_is_part(one->d_name))
            ok = unpack_remove(folder, one->d_name) && ok;
    if (all)
        closedir(all);
    return ok;
}

bool import_job_remove(int folder)
{
    static const char *const names[] = {job_name,      wanted_name,   cancel_name,
                                        IMPORT_UPLOAD, IMPORT_FILES,  IMPORT_FILES ".new",
                                        progress_name, IMPORT_LOOKED, IMPORT_WISHES,
                                        IMPORT_FETCHED};
    bool ok = job_remove_parts(folder);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        ok = unpack_remove(folder, names[i]) && ok;
    return ok;
}

/* ms UTC of its last change; 0: it is not there. */
static int64_t job_changed(int folder, const char *name)
{
    struct stat st;
    if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return 0;
    return (int64_t)st.st_mtim.tv_sec * 1000 + st.st_mtim.tv_nsec / 1000000;
}

/* Nothing was asked of it, and it did nothing, since then; but there it is. */
static bool job_is_over(int folder, int64_t since)
{
    static const char *const names[] = {job_name, progress_name, IMPORT_UPLOAD, IMPORT_LOOKED};
    int64_t last = 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        int64_t at = job_changed(folder, names[i]);
        last = at > last ? at : last;
    }
    return last > 0 && last < since && !import_job_is_wanted(folder);
}

int import_job_clear(int site, int64_t since, bool dry)
{
    int folder = import_job_open(site, false);
    int lock = folder >= 0 ? import_job_lock(folder) : -1;
    int cleared = folder >= 0 || errno == ENOENT ? 0 : -1;
    if (folder >= 0 && lock < 0)
        cleared = -1;
    else if (lock >= 0 && job_is_over(folder, since))
        cleared = dry || import_job_remove(folder) ? 1 : -1;
    if (lock >= 0)
        close(lock);
    if (folder >= 0)
        close(folder);
    return cleared;
}

/* ---- The process's ---------------------------------------------------------------------------- */

struct import_progress import_progress_of(int folder, struct arena *a, int64_t turn)
{
    json_t *o = job_get_json(folder, progress_name);
    struct import_progress p = {.turn = turn, .why = ""};
    if (job_int(o, "turn") == turn)
        p = (struct import_progress){.turn = turn,
                                     .state = (enum import_state)job_int(o, "state"),
                                     .done = job_int(o, "done"),
                                     .all = job_int(o, "all"),
                                     .tries = job_int(o, "tries"),
                                     .why = job_text(a, o, "why")};
    json_decref(o);
    return p;
}

bool import_progress_write(int folder, const struct import_progress *p)
{
    json_t *o = json_pack("{s:I s:i s:I s:I s:I s:s}", "turn", (json_int_t)p->turn, "state",
                          (int)p->state, "done", (json_int_t)p->done, "all", (json_int_t)p->all,
                          "tries", (json_int_t)p->tries, "why", p->why);
    bool ok = job_put_json(folder, progress_name, o);
    json_decref(o);
    return ok;
}

json_t *import_report_read(int folder, const char *name)
{
    return job_get_json(folder, name);
}

bool import_report_write(int folder, const char *name, const json_t *report)
{
    return job_put_json(folder, name, report);
}
