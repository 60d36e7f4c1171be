/* links.h: addresses inside of our own HTML, made good for another place. */
#ifndef DATELINE_LINKS_H
#define DATELINE_LINKS_H

#include "buf.h"

/* Adds html, as lib/markdown.h and our templates write it (attributes in double quotes, quotes in
 * text escaped), with every address in href, src and srcset made absolute: "/x" begins with base
 * ("https://news.example.org"), "#p-3" with page ("https://news.example.org/2026/01/slug"). Both
 * are escaped on the way. Ids are left out: two stories in one document would share them. */
void links_absolute(struct buf *out, const char *html, const char *base, const char *page);

#endif
