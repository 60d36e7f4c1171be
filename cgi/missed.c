/* missed.c: see missed.h. */
#include "missed.h"

#include "db/redirect_rule.h"
#include "lib/clock.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS 32

struct missed {
    struct missed_slot {
        char path[MISSED_LENGTH + 1];
        int64_t n;
    } slots[SLOTS];
    size_t n;
    int64_t written; /* monotonic ms */
};

void missed_note(struct app *app, const char *path)
{
    if (!missed_may_count(path))
        return;
    if (!app->missed && !(app->missed = calloc(1, sizeof *app->missed)))
        return;
    struct missed *m = app->missed;
    size_t i = 0;
    while (i < m->n && strcmp(m->slots[i].path, path) != 0)
        i++;
    if (i == SLOTS)
        return; /* as good as not counted: what many readers want comes again */
    if (i == m->n) {
        m->n++;
        m->slots[i].n = 0;
        memcpy(m->slots[i].path, path, strlen(path) + 1);
    }
    m->slots[i].n++;
}

void missed_idle(struct app *app)
{
    struct missed *m = app->missed;
    struct missed_path rows[SLOTS];
    struct store *s;
    if (!m || m->n == 0 || clock_monotonic_ms() - m->written < MISSED_WRITE_MS ||
        app->trouble != STORE_OK || !(s = app_writer(app, false)))
        return;
    for (size_t i = 0; i < m->n; i++)
        rows[i] = (struct missed_path){.path = m->slots[i].path, .n = m->slots[i].n};
    m->written = clock_monotonic_ms();
    if (missed_add(s, rows, m->n, dateline_now()) == STORE_OK)
        m->n = 0;
}

void missed_close(struct app *app)
{
    free(app->missed);
    app->missed = NULL;
}
