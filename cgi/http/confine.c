/* confine.c: see confine.h. */
#include "confine.h"

#include "db/ready.h"
#include "lib/contain.h"
#include "lib/log.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* A site may have its templates, static files and ready pages by a link to a folder elsewhere. */
static bool confine_files(const struct site_place *place)
{
    char templates[PATH_MAX], files[PATH_MAX], ready[PATH_MAX];
    snprintf(templates, sizeof templates, "%s/templates", place->site);
    snprintf(files, sizeof files, "%s/static", place->site);
    snprintf(ready, sizeof ready, "%s/" READY_FOLDER, place->site);
    const struct contain_path paths[] = {
        {.path = place->site, .rights = CONTAIN_KEEP},
        {.path = ready, .rights = CONTAIN_KEEP},
        {.path = templates, .rights = CONTAIN_READ},
        {.path = files, .rights = CONTAIN_READ},
        {.path = place->data, .rights = CONTAIN_READ},
        {.path = "/usr/share", .rights = CONTAIN_READ},
        {.path = "/usr/lib", .rights = CONTAIN_READ},
        {.path = "/usr/local/lib", .rights = CONTAIN_READ},
        {.path = "/lib", .rights = CONTAIN_READ},
        {.path = "/etc/localtime", .rights = CONTAIN_READ},
        {.path = "/etc/timezone", .rights = CONTAIN_READ},
        {.path = "/dev/urandom", .rights = CONTAIN_READ},
        {.path = "/proc/self", .rights = CONTAIN_READ},
        {.path = "/sys/devices/system/cpu", .rights = CONTAIN_READ},
    };
    return contain_files(paths, sizeof paths / sizeof *paths);
}

bool confine_worker(const struct site_place *place)
{
    bool done = confine_files(place) && contain_calls(CONTAIN_WORKER);
    if (!done)
        log_event(LOG_ERROR, "confine", "why", strerror(errno), NULL);
    return done;
}
