/* access.c: see access.h. */
#include "access.h"

#include "finish.h"
#include "lib/log.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static bool access_wished(void)
{
    const char *wish = getenv("DATELINE_ACCESS");
    return wish && strcmp(wish, "1") == 0;
}

static int64_t access_bytes(const struct req *req, const struct res *res)
{
    if (!finish_has_content(req, res))
        return 0;
    return res->file >= 0 ? res->file_size : (int64_t)(res->lent ? res->lent_n : res->body.len);
}

void access_note(const struct req *req, const struct res *res, bool ready, int64_t us)
{
    static const char *const methods[METHOD_MAX] = {"GET", "HEAD", "POST", "other"};
    struct arena *a = req->arena;
    if (!access_wished())
        return;
    log_event(LOG_INFO, "access", "method", methods[req->method], "path",
              req->path && res->status < 400 ? req->path : NULL, "status",
              arena_printf(a, "%d", res->status), "bytes",
              arena_printf(a, "%" PRId64, access_bytes(req, res)), "us",
              arena_printf(a, "%" PRId64, us), "from", ready ? "ready" : "made", NULL);
}
