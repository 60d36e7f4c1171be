/* proxy.h: whose request it is, when proxies stand between the client and the web server. */
#ifndef DATELINE_PROXY_H
#define DATELINE_PROXY_H

#include "arena.h"

#include <stdbool.h>

/* A list of trusted proxies is addresses and networks (RFC 4632) between commas or spaces:
 * "192.0.2.7, 10.0.0.0/8, 2001:db8::/32", and "unix:" for a web server that itself is asked over a
 * socket. False: something else is in it, or a network that is everybody. */
bool proxy_list_valid(const char *list);

/* Whether the list names the address, itself or its network. */
bool proxy_listed(const char *list, const char *address);

/* The address nearest to the client that somebody trusted vouches for. peer: who asked the web
 * server (REMOTE_ADDR); forwarded: X-Forwarded-For, to which each proxy adds who asked it, or NULL.
 * peer itself, unless the list names it. In the arena, or peer. */
const char *proxy_client(struct arena *a, const char *list, const char *peer,
                         const char *forwarded);

#endif
