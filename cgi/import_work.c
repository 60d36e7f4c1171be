/* import_work.c: see import_work.h.
 *
 * Contract. All that an import writes goes through import_files, batch by batch, as from the command line: when
 * this process is killed, what was committed stays, and the next one finds the same stories unchanged and goes
 * on. A job that has ended this process a few times is given up with a word. */
#include "import_work.h"

#include "cgi/http/confine.h"
#include "db/audit.h"
#include "db/picture.h"
#include "db/setting.h"
#include "import/import_json.h"
#include "import/import_open.h"
#include "import/unpack.h"
#include "import_fetch.h"
#include "import_job.h"
#include "lib/clock.h"
#include "lib/log.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TRIES_MAX = 5, TELL_MS = 500, NAMES_MAX = 2000 };

struct import_work {
    const struct site_place *place;
    struct arena *a;
    int folder;
    struct import_job job;
    struct import_progress progress;
    struct store *store;
    struct settings settings;
    struct calendar *calendar;
    struct import_found found;
    struct fetch
        fetched; /* what was, before; a trial takes down what is not here. Nothing is fetched here */
    bool can_fetch; /* the server could */
    struct import_source inner;
    json_t *sections, *tags; /* name → stories */
    int64_t told;            /* monotonic ms: when the progress was written */
    bool cancelled;
};

/* ---- What it says ----------------------------------------------------------------------------- */

static void work_tell(struct import_work *w)
{
    w->told = clock_monotonic_ms();
    if (!import_progress_write(w->folder, &w->progress))
        log_event(LOG_ERROR, "import", "why", strerror(errno), NULL);
}

/* The last word of this turn. Nobody asks for the next one in between: that would be taken back. */
static int work_end(struct import_work *w, enum import_state state, const char *why)
{
    int lock = import_job_lock(w->folder);
    w->progress.state = state;
    w->progress.why = why;
    work_tell(w);
    import_job_settle(w->folder);
    if (lock >= 0)
        close(lock);
    log_event(state == IMPORT_FAILED ? LOG_WARN : LOG_INFO, "import", "file", w->job.file, "step",
              w->job.step == IMPORT_LOOK ? "look" : "import", "why", why, NULL);
    return 0;
}

static void work_progress(void *ctx, size_t done, size_t all)
{
    struct import_work *w = ctx;
    w->progress.done = (int64_t)done;
    w->progress.all = (int64_t)all;
    if (clock_monotonic_ms() - w->told >= TELL_MS) {
        w->cancelled = w->cancelled || import_job_is_cancelled(w->folder);
        work_tell(w);
    }
}

/* ---- The source ------------------------------------------------------------------------------- */

static void work_count(json_t *counts, const char *name)
{
    json_int_t n = json_integer_value(json_object_get(counts, name));
    if (n > 0 || json_object_size(counts) < NAMES_MAX)
        json_object_set_new(counts, name, json_integer(n + 1));
}

static void work_count_names(struct import_work *w, const struct import_item *item)
{
    const struct story_text *t = &item->story.text;
    const struct group *section = &t->section;
    if (section->name || (section->slug && *section->slug))
        work_count(w->sections, section->name ? section->name : section->slug);
    for (size_t i = 0; i < t->tags.n; i++)
        work_count(w->tags, t->tags.v[i].name);
}

/* Whatever is wanted no more ends between two stories: what was committed stays. */
static enum import_next work_next(void *ctx, struct arena *a, struct import_item *out,
                                  const char **name, const char **why)
{
    struct import_work *w = ctx;
    if (w->cancelled) {
        *why = "it was cancelled";
        return IMPORT_NEXT_BROKEN;
    }
    enum import_next next = w->inner.next(w->inner.ctx, a, out, name, why);
    if (next == IMPORT_NEXT_STORY)
        work_count_names(w, out);
    return next;
}

/* ---- The import ------------------------------------------------------------------------------- */

static void work_keep_report(struct import_work *w, const struct import_report *r, int64_t took)
{
    json_t *all = json_pack("{s:I s:s s:s s:I s:o s:O s:O}", "turn", (json_int_t)w->job.turn,
                            "file", w->job.file, "form", import_form_name(w->found.form), "ended",
                            (json_int_t)dateline_now(), "report", import_report_json(r, took),
                            "sections", w->sections, "tags", w->tags);
    if (w->job.step == IMPORT_LOOK)
        json_object_set_new(all, "fetch",
                            import_fetch_tell(w->folder, &w->fetched, w->can_fetch, w->job.turn));
    const char *name = w->job.step == IMPORT_LOOK ? IMPORT_LOOKED : IMPORT_REPORT;
    if (!import_report_write(w->folder, name, all))
        log_event(LOG_ERROR, "import", "why", strerror(errno), NULL);
    json_decref(all);
}

static void work_note_end(struct import_work *w, const struct import_report *r)
{
    const char *detail =
        arena_printf(w->a, "%s: %zu added, %zu changed, %zu seen by readers", w->job.file,
                     r->outcomes[IMPORT_ADDED], r->outcomes[IMPORT_CHANGED], r->readers_see);
    if (audit_add(w->store, w->job.user, 0, "import.end", detail, dateline_now()) != STORE_OK)
        log_event(LOG_WARN, "import", "why", store_error(w->store), NULL);
}

static int work_import(struct import_work *w, struct story_files *files,
                       const struct import_source *source)
{
    struct import_report report;
    bool trial = w->job.step == IMPORT_LOOK;
    const struct import_run run = {.store = w->store,
                                   .files = files,
                                   .source = source,
                                   .trial = trial,
                                   .progress = work_progress,
                                   .progress_ctx = w};
    int64_t began = dateline_now();
    enum store_status st = import_files(&run, w->a, &report);
    struct problems why = {.arena = w->a};
    if (st == STORE_OK && report.lead && !trial && !report.broken)
        st = import_choose_lead(w->store, report.lead, &why);
    if (!trial || st == STORE_OK)
        work_keep_report(w, &report, dateline_now() - began);
    if (!trial)
        work_note_end(w, &report);
    if (st == STORE_BUSY)
        return 1;
    if (st != STORE_OK)
        return work_end(w, IMPORT_FAILED, store_status_text(st));
    if (w->cancelled)
        return work_end(w, IMPORT_CANCELLED, "");
    return work_end(w, report.broken ? IMPORT_FAILED : IMPORT_DONE,
                    report.broken ? report.broken : "");
}

static struct front_names work_names(struct import_work *w)
{
    struct front_name *v = arena_array(w->a, w->job.maps.n + 1, sizeof *v);
    struct front_names names = {.v = v};
    for (size_t i = 0; i < w->job.maps.n; i++)
        names.n += import_map_read(w->a, w->job.maps.v[i], &v[names.n]);
    return names;
}

static int work_source(struct import_work *w)
{
    const struct picture_maker asked = {.starter = w->place->starter};
    const struct front_names names = work_names(w);
    const struct import_wishes wishes = {.names = &names,
                                         .section = *w->job.section ? w->job.section : NULL,
                                         .credit = *w->job.credit ? w->job.credit : NULL,
                                         .lang = w->settings.v[SETTING_LOCALE],
                                         .whole = w->job.whole};
    struct story_files files = {.calendar = w->calendar,
                                .fetch = &w->fetched,
                                .store = w->job.step == IMPORT_LOOK ? NULL : w->store,
                                .site = w->place->site,
                                .maker = &asked};
    const char *why = "";
    struct import_opened *opened = import_open(w->a, &w->found, &wishes, &files, &why);
    if (!opened)
        return work_end(w, IMPORT_FAILED, why);
    struct import_source source = {.ctx = w, .next = work_next};
    fetch_begin(&w->fetched, w->a, w->place->site);
    w->fetched.asked = w->fetched.any = w->job.step == IMPORT_LOOK;
    import_open_source(opened, &files, &w->inner);
    source.n = w->inner.n;
    w->sections = json_object();
    w->tags = json_object();
    story_files_begin(&files);
    int status = work_import(w, &files, &source);
    fetch_end(&w->fetched);
    story_files_end(&files);
    json_decref(w->sections);
    json_decref(w->tags);
    import_close(opened);
    return status;
}

/* ---- What was sent ---------------------------------------------------------------------------- */

/* Once, and then its files have the place of what was sent. False: why says why. */
static bool work_unpack(struct import_work *w, const char **why)
{
    static const char made[] = IMPORT_FILES ".new";
    if (faccessat(w->folder, IMPORT_FILES, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
        return true;
    *why = "it cannot be read";
    int from = openat(w->folder, IMPORT_UPLOAD, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (from < 0 || !unpack_remove(w->folder, made) || mkdirat(w->folder, made, 0700) < 0) {
        if (from >= 0)
            close(from);
        return false;
    }
    int to = openat(w->folder, made, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    bool good = to >= 0 && unpack_into(w->a, from, w->job.file, to, &unpack_usual, why);
    if (to >= 0)
        close(to);
    close(from);
    if (good && renameat(w->folder, made, w->folder, IMPORT_FILES) == 0)
        return unpack_remove(w->folder, IMPORT_UPLOAD);
    (void)!unpack_remove(w->folder, made); /* the next one does */
    return false;
}

static int work_turn(struct import_work *w)
{
    const char *why = "";
    if (import_job_is_cancelled(w->folder))
        return work_end(w, IMPORT_CANCELLED, "");
    if (w->progress.tries > TRIES_MAX)
        return work_end(w, IMPORT_FAILED, "it has ended the program several times; see its log");
    work_tell(w);
    const char *files = arena_printf(w->a, "%s/" IMPORT_FOLDER "/" IMPORT_FILES, w->place->site);
    if (!work_unpack(w, &why) || !import_find(w->a, files, &w->found, &why))
        return work_end(w, IMPORT_FAILED, why);
    return work_source(w);
}

/* ---- The process ------------------------------------------------------------------------------ */

static bool work_open_site(struct import_work *w)
{
    enum store_status st = store_open(w->place->site, STORE_WRITE, &w->store);
    if (st == STORE_OK)
        st = setting_all(w->store, w->a, &w->settings);
    if (st == STORE_OK)
        w->calendar = calendar_open(w->settings.v[SETTING_ZONE], w->settings.v[SETTING_LOCALE]);
    if (!w->calendar)
        log_event(LOG_ERROR, "import", "why", w->store ? store_error(w->store) : "no site", NULL);
    return w->calendar;
}

/* Of two servers of one site one does it. */
static int work_hold(int folder)
{
    int fd = openat(folder, "running", O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

static void work_fetch_progress(void *ctx, size_t done, size_t all)
{
    struct import_work *w = ctx;
    w->progress.done = (int64_t)done;
    w->progress.all = (int64_t)all;
    work_tell(w); /* each takes a while */
}

static bool work_fetch_goes_on(void *ctx)
{
    struct import_work *w = ctx;
    w->cancelled = w->cancelled || import_job_is_cancelled(w->folder);
    return !w->cancelled;
}

/* The next process of this turn looks through all of it, and may ask nobody. */
static int work_fetch(struct import_work *w)
{
    const char *why = "";
    work_tell(w);
    const struct fetch_run run = {
        .progress = work_fetch_progress, .goes_on = work_fetch_goes_on, .ctx = w};
    bool good = import_fetch_work(w->place->site, w->folder, &w->job, w->a, run, &why);
    if (w->cancelled)
        return work_end(w, IMPORT_CANCELLED, "");
    if (!good)
        return work_end(w, IMPORT_FAILED, why);
    w->progress.done = w->progress.all = w->progress.tries = 0;
    work_tell(w);
    return 0;
}

static int work_as_wanted(struct import_work *w)
{
    if (!import_job_read(w->folder, w->a, &w->job)) {
        import_job_settle(w->folder);
        return 0;
    }
    w->progress = import_progress_of(w->folder, w->a, w->job.turn);
    w->progress.state = IMPORT_RUNS;
    w->progress.tries++;
    setpriority(PRIO_PROCESS, 0, 10);
    if (import_fetch_is_due(w->folder, &w->job) && w->progress.tries <= TRIES_MAX &&
        !import_job_is_cancelled(w->folder))
        return work_fetch(w);
    w->can_fetch = import_fetch_can();
    if (!work_open_site(w) || (w->place->starter >= 0 && !confine_worker(w->place)))
        return 1;
    return work_turn(w);
}

static int work_in_folder(const struct site_place *place, int folder)
{
    struct import_work w = {.place = place, .a = arena_new(), .folder = folder};
    int held = work_hold(folder), status = held >= 0 ? work_as_wanted(&w) : 1;
    calendar_close(w.calendar);
    store_close(w.store);
    arena_free(w.a);
    if (held >= 0)
        close(held);
    return status;
}

int import_work_run(const struct site_place *place)
{
    int site = open(place->site, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int folder = site >= 0 ? import_job_open(site, false) : -1;
    int status = folder >= 0 ? work_in_folder(place, folder) : 0;
    if (folder >= 0)
        close(folder);
    if (site >= 0)
        close(site);
    return status;
}

bool import_work_waits(const struct site_place *place)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/" IMPORT_FOLDER "/wanted", place->site);
    return access(path, F_OK) == 0;
}
