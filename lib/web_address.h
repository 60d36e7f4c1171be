/* web_address.h: addresses that somebody else named, before a machine of ours asks there.
 *
 * Contract. What a file names may be an address within the network that this machine stands in: a router, a
 * database, the place where a cloud keeps its machines' secrets (169.254.169.254). So names are taken apart here,
 * in one way that leaves nothing to argue about, and what they stand for is judged by its numbers, after DNS. */
#ifndef DATELINE_WEB_ADDRESS_H
#define DATELINE_WEB_ADDRESS_H

#include "arena.h"

#include <stdbool.h>
#include <sys/socket.h>

#define WEB_ADDRESS_MAX 2000 /* bytes */

struct web_address {
    const char *
        url; /* in ASCII, without a fragment; what stands for no character of an address is encoded */
    const char *home;        /* scheme, host and port: "https://paper.example" */
    const char *site;        /* host and, when it is not the scheme's own, port, without "www." */
    const char *host, *port; /* "paper.example", "443" */
    const char *path;        /* of url: from the first "/" after the host; "/" when there is none */
    bool secure;
};
/* All in the arena. False: it is no address of http or https, is too long, names a user, or its host is a number that
 * is not written as four. */
bool web_address_read(struct arena *a, const char *url, struct web_address *out);

/* A path as addresses have it: each byte that is none of theirs as %XX. In the arena. */
const char *web_address_encode(struct arena *a, const char *path);

enum web_reach {
    WEB_PUBLIC, /* anybody reaches it */
    WEB_LOCAL,  /* this machine, or a network of somebody's own */
    WEB_NEVER   /* no machine that pictures are on: link-local, multicast, or no address of one */
};
/* Of an address in numbers, IPv4 within IPv6 seen as such (RFC 6890, the registries of IANA). */
enum web_reach web_reach_of(const struct sockaddr *address);

#endif
