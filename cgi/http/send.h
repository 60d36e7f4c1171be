/* send.h: from a finished response to bytes. */
#ifndef DATELINE_HTTP_SEND_H
#define DATELINE_HTTP_SEND_H

#include "exchange.h"
#include "req.h"
#include "res.h"

/* Whether the head of this answer lies made already; it then needs no finish_response. */
bool send_has_head(const struct req *req, const struct res *res);
/* Writes head and content. Keeps the head of a page that is lent, and its row, for the next answer. False:
 * not all was taken. */
bool send_answer(const struct exchange_io *io, const struct req *req, struct res *res,
                 const struct route *route);

#endif
