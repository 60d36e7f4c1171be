/* export_links.h: the addresses of the paper in what it shows, found and put right. */
#ifndef DATELINE_CLI_EXPORT_LINKS_H
#define DATELINE_CLI_EXPORT_LINKS_H

#include "lib/arena.h"
#include "lib/buf.h"

/* Of a file that web servers serve for an address of the paper. path is "/news/", query "before=1-2", or
 * "": "news/index.html", "news/before-1-2/index.html", "feed.atom". "": there can be none. */
const char *export_link_file(struct arena *a, const char *path, const char *query);

struct export_links {
    void *ctx;
    const char *base_url; /* "https://news.example.org" */
    /* An address of the paper that was met, without fragment. Returns what shall stand there in place of
     * path and query, in the arena of the call; NULL: nothing else. */
    const char *(*found)(void *ctx, struct arena *a, const char *path, const char *query);
};
/* Copies text (HTML, XML, JSON, CSS, a script) to out, and tells of each address of the paper in it: of
 * attributes, of elements' texts and strings that begin with base_url, and of files of /media/ and
 * /static/ wherever they stand. */
void export_links_copy(struct arena *a, const struct export_links *l, const char *text, size_t n,
                       struct buf *out);

#endif
