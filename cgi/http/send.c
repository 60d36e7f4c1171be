/* send.c: see send.h. */
#include "send.h"

#include "finish.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHUNK (64u * 1024)

/* ---- Heads that are made once ------------------------------------------------------------------ */

/* Without conditions, everybody's is the same. */
static bool has_common_head(const struct req *req, const struct res *res)
{
    return res->lent_head && req->method == METHOD_GET && !req->if_none_match &&
           !req->if_modified_since;
}

bool send_has_head(const struct req *req, const struct res *res)
{
    return has_common_head(req, res) && res->lent_head->text;
}

static void keep_head(const struct res *res, const struct buf *head, const struct route *route)
{
    struct res_head *h = res->lent_head;
    if (head->failed || res->status != 200 || !route)
        return;
    h->text = malloc(head->len);
    if (!h->text)
        return;
    memcpy(h->text, head->p, head->len);
    h->n = head->len;
    h->route = route;
}

/* ---- Writing ----------------------------------------------------------------------------------- */

static bool send_file(const struct exchange_io *io, const struct req *req, const struct res *res)
{
    int64_t left = res->file_size;
    char *chunk = arena_alloc(req->arena, left < (int64_t)CHUNK ? (size_t)left + 1 : CHUNK);
    while (left > 0) {
        size_t want = left < (int64_t)CHUNK ? (size_t)left : CHUNK;
        ssize_t got = read(res->file, chunk, want);
        if (got <= 0)
            return false;
        left -= got;
        if (!io->write(io->ctx, chunk, (size_t)got, left > 0))
            return false;
    }
    return true;
}

static bool send_content(const struct exchange_io *io, const struct req *req, const struct res *res)
{
    if (res->file >= 0)
        return send_file(io, req, res);
    return res->lent ? io->write(io->ctx, res->lent, res->lent_n, false)
                     : io->write(io->ctx, res->body.p, res->body.len, false);
}

bool send_answer(const struct exchange_io *io, const struct req *req, struct res *res,
                 const struct route *route)
{
    struct buf head;
    if (send_has_head(req, res))
        return io->write(io->ctx, res->lent_head->text, res->lent_head->n, true) &&
               send_content(io, req, res);
    buf_init(&head, 64 * 1024);
    finish_print_head(res, &head);
    if (has_common_head(req, res))
        keep_head(res, &head, route);
    bool content = finish_has_content(req, res) && (res->file < 0 || res->file_size > 0);
    bool sent = !head.failed && io->write(io->ctx, head.p, head.len, content);
    buf_free(&head);
    return sent && content ? send_content(io, req, res) : sent;
}
