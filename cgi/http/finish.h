/* finish.h: the one place that gives a response its status line, headers and conditions. */
#ifndef DATELINE_FINISH_H
#define DATELINE_FINISH_H

#include "res.h"

/* Makes the response whole: security headers, Cache-Control, ETag, Last-Modified, 304 when the
 * client has it, Content-Length. A response with a faulty header becomes a bare 500. Call once,
 * after the handler. */
void finish_response(const struct req *req, struct res *res);
/* A plain sentence in place of whatever res holds, for when no template can be had; to be finished
 * as any other. */
void finish_plain(struct res *res, int status);
/* "Status: 200 OK\r\n…\r\n\r\n" of a finished response. */
void finish_print_head(const struct res *res, struct buf *out);
/* Whether content follows the head: not for HEAD, 204 and 304. */
bool finish_has_content(const struct req *req, const struct res *res);

#endif
