/* modified.c: see modified.h. */
#include "modified.h"

#include "lib/arena.h"

#include <fts.h>
#include <sys/stat.h>

#define SECOND 1000

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

int64_t modified_files(const char *const *paths, size_t n)
{
    struct arena *a = arena_new();
    char **roots = arena_array(a, n + 1, sizeof *roots);
    int64_t newest = 0;
    for (size_t i = 0; i < n; i++)
        roots[i] = arena_dup(a, paths[i]);
    FTS *tree = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, NULL);
    for (FTSENT *e; tree && (e = fts_read(tree));) {
        if (e->fts_info == FTS_F || e->fts_info == FTS_D)
            newest = later(newest, (int64_t)e->fts_statp->st_ctim.tv_sec * SECOND +
                                       e->fts_statp->st_ctim.tv_nsec / 1000000);
    }
    if (tree)
        fts_close(tree);
    arena_free(a);
    return newest;
}

int64_t modified_at(const struct app *app, int64_t now, int64_t shown)
{
    struct dateline_civil day;
    dateline_civil(app->calendar, now, &day);
    int64_t today = dateline_day_start(app->calendar, day.year, day.month, day.day);
    return later(later(shown, app->generation * SECOND), later(today, app->files_at));
}
