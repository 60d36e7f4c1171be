/* nginx.h: the private nginx of `dateline up`. */
#ifndef DATELINE_NGINX_H
#define DATELINE_NGINX_H

#include "cli.h"

#include <sys/types.h>

/* What its configuration says. All paths absolute. */
struct nginx {
    const char *site, *data;
    const char *runtime; /* a private folder that is ours alone */
    const char *socket;  /* of the FastCGI server */
    int port;            /* on 127.0.0.1 … */
    int listening;       /* … and the socket that listens there; it outlives each nginx */
};

/* Where the program is; NULL: nowhere. In the command's arena. */
const char *nginx_find(const struct cli *c);
/* Writes RUNTIME/nginx.conf from deploy/nginx/up.conf.in. False: said on stderr. */
bool nginx_configure(const struct cli *c, const char *program, const struct nginx *n);
/* Starts it in its own process group; it ends with us. -1: said on stderr. */
pid_t nginx_start(const struct cli *c, const char *program, const struct nginx *n);
/* Its newest complaint, one line; "" when there is none. */
const char *nginx_complaint(const struct cli *c, const struct nginx *n);

#endif
