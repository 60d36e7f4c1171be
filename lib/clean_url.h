/* clean_url.h: an address without what senders hang around it.
 *
 * Mail systems and networks lead each link through a page of their own that counts it, and shops and
 * newsletters say in the query who sent it. What readers are to open is the address behind. */
#ifndef DATELINE_CLEAN_URL_H
#define DATELINE_CLEAN_URL_H

#include "arena.h"

/* The address that a redirect names openly ("https://www.google.com/url?q=…", Outlook's safe links),
 * without fields that only count ("utm_source=…"). Another address is given back as it is. Nothing is
 * asked over the network. In the arena. */
const char *clean_url(struct arena *a, const char *url);

#endif
